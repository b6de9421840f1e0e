//! The reader's language, for every component.

use crate::ui::prelude::*;

use crate::domain::{Lang, Plural, Word};

/// The language of the screen, as a context.
#[derive(Clone, Copy)]
pub struct Locale(pub Signal<Lang>);

/// The language of the screen.
pub fn use_locale() -> Locale {
    use_context().unwrap_or(Locale(Signal::stored(Lang::default())))
}

impl Locale {
    pub fn get(self) -> Lang {
        self.0.get()
    }

    /// The language at this moment, from an event.
    pub fn now(self) -> Lang {
        self.0.get_untracked()
    }

    /// The word now; whoever reads it reruns with the language.
    pub fn say(self, word: Word) -> &'static str {
        word.say(self.0.get())
    }

    pub fn count(self, plural: Plural, n: usize) -> String {
        plural.say(self.0.get(), n as u64)
    }
}
