//! Texts of the screen: words in the reader's language, and texts that are made.

use std::borrow::Cow;

use crate::domain::Word;
use crate::ui::dom::{Changing, Child, IntoValue};
use crate::ui::locale::{use_locale, Locale};
use crate::ui::prelude::*;

/// What a component says: a word, or a text that is made from others.
#[derive(Clone, Copy)]
pub enum Text {
    Word(Word, Locale),
    Made(Signal<String>),
}

impl Text {
    /// The text; whoever reads it reruns when it changes.
    pub fn get(self) -> Cow<'static, str> {
        match self {
            Self::Word(word, locale) => Cow::Borrowed(locale.say(word)),
            Self::Made(text) => Cow::Owned(text.get()),
        }
    }
}

impl From<Word> for Text {
    fn from(word: Word) -> Self {
        Self::Word(word, use_locale())
    }
}

impl From<Signal<String>> for Text {
    fn from(text: Signal<String>) -> Self {
        Self::Made(text)
    }
}

impl IntoView for Text {
    fn into_child(self) -> Child {
        Child::Follows(Box::new(move || self.get()))
    }
}

impl IntoValue for Text {
    fn into_changing(self) -> Changing {
        Changing::Follows(Box::new(move || self.get()))
    }
}

/// A word stands in a view by itself and follows the reader's language.
impl IntoView for Word {
    fn into_child(self) -> Child {
        Text::from(self).into_child()
    }
}

impl IntoValue for Word {
    fn into_changing(self) -> Changing {
        Text::from(self).into_changing()
    }
}
