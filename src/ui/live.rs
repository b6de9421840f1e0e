//! A region whose text is read out when it changes.

use crate::ui::prelude::*;

/// Says things to who does not see the screen; a context.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    pub fn say(self, text: impl Into<String>) {
        let mut text = text.into();
        // The same sentence twice has to be a change.
        if *self.0.read_untracked() == text {
            text.push('\u{a0}');
        }
        self.0.set(text);
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The region; once in the page.
#[component]
pub fn Live(announcer: Announcer) -> View {
    view! {
        <p class="unseen" role="log" aria-live="assertive" aria-atomic="true">
            {move || announcer.0.get()}
        </p>
    }
}
