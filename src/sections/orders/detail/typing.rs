//! A field of the detail that somebody types in: news leave it alone meanwhile,
//! and what is handed in stands on what was there when the typing began.

use std::time::Duration;

use crate::ui::prelude::*;

use super::Subject;
use crate::domain::order::OrderChange;
use crate::ui::pause::{use_pause, Pause};

/// How long somebody pauses until what they typed so far counts: a page may fail, or
/// be taken from under their hands.
const PAUSE: Duration = Duration::from_secs(1);

/// What is typed and not yet left.
#[derive(Clone)]
struct Typed {
    /// What the field had when that began, and then what was handed in last.
    seen: OrderChange,
    /// `None` is half a value, as of a date.
    text: Option<String>,
}

/// The typing in one field.
#[derive(Clone, Copy)]
pub struct Typing {
    subject: Subject,
    typed: RwSignal<Option<Typed>>,
    wrong: RwSignal<bool>,
    /// The change that a text makes; `None` where it is none.
    read: Callback<String, Option<OrderChange>>,
    pause: Pause,
}

impl Typing {
    /// Of a field of the present owner, which may go while the field has the focus.
    pub fn new(subject: Subject, read: Callback<String, Option<OrderChange>>) -> Self {
        let (typed, wrong) = (RwSignal::new(None), RwSignal::new(false));
        let typing = Self { subject, typed, wrong, read, pause: use_pause() };
        // The browser tells that the field is left once more when it goes with the
        // detail, and by then there is nothing to ask.
        on_cleanup(move || typing.leave());
        typing
    }

    /// Nobody has left the field yet.
    pub fn goes_on(self) -> bool {
        self.typed.read().is_some()
    }

    /// What is typed, as long as nobody has left the field.
    pub fn text(self) -> Option<String> {
        self.typed.get()?.text
    }

    /// The field was left with something that is no value.
    pub fn is_wrong(self) -> bool {
        self.wrong.get()
    }

    /// Another key, which makes this text, or half a value; where it is the first, the
    /// field had what is `seen`.
    pub fn input(self, seen: impl FnOnce() -> OrderChange, text: Option<String>) {
        let before = self.typed.get_untracked().map(|typed| typed.seen);
        self.typed.set(Some(Typed { seen: before.unwrap_or_else(seen), text }));
        self.wrong.set(false);
        self.pause.then(PAUSE, move || {
            self.hand_in(true);
        });
    }

    /// The field is left: what was typed counts.
    pub fn leave(self) {
        self.pause.end();
        let handed = self.hand_in(false);
        self.wrong.try_set(!handed);
    }

    /// False where what was typed is no value; it stays then.
    fn hand_in(self, goes_on: bool) -> bool {
        let Some(Typed { seen, text }) = self.typed.try_get_untracked().flatten() else { return true };
        let Some(change) = text.clone().and_then(|text| self.read.run(text)) else { return false };
        // Only moves are refused.
        let _ = self.subject.shop.change_seen(self.subject.id, seen, change.clone());
        self.typed.try_set(goes_on.then_some(Typed { seen: change, text }));
        true
    }
}
