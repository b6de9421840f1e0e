//! What can be done from every page, declared once: its name, its icon, its
//! keys. Buttons, keys and the list of keys all come from here.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;

use super::words;
use crate::domain::{Lang, Word};
use crate::platform::page;
use crate::store::history::NotUndone;
use crate::store::Shop;
use crate::ui::prelude::*;
use crate::ui::toast::{Act, Toast, Toaster};

/// An action of the app as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Search,
    Undo,
    Redo,
}

/// A letter with Ctrl (Cmd on a Mac).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    pub letter: char,
    pub shift: bool,
}

impl Action {
    pub const ALL: [Self; 3] = [Self::Search, Self::Undo, Self::Redo];

    pub const fn word(self) -> Word {
        match self {
            Self::Search => words::SEARCH,
            Self::Undo => words::UNDO,
            Self::Redo => words::REDO,
        }
    }

    pub const fn icon(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The keys that do it; the first are those that are told.
    pub const fn keys(self) -> &'static [Keys] {
        match self {
            Self::Search => &[Keys { letter: 'K', shift: false }],
            Self::Undo => &[Keys { letter: 'Z', shift: false }],
            Self::Redo => &[Keys { letter: 'Z', shift: true }, Keys { letter: 'Y', shift: false }],
        }
    }

    /// The keys as they are told: "Ctrl Shift Z".
    pub fn told(self) -> String {
        self.keys().first().map_or_else(String::new, |keys| keys.joined(" ", "Ctrl"))
    }

    /// The keys for `aria-keyshortcuts`.
    pub fn shortcuts(self) -> String {
        let each = |keys: &Keys| [keys.joined("+", "Control"), keys.joined("+", "Meta")];
        self.keys().iter().flat_map(each).collect::<Vec<_>>().join(" ")
    }

    /// What these keys do.
    fn of(pressed: Keys) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.keys().contains(&pressed))
    }
}

impl Keys {
    fn joined(self, with: &str, control: &str) -> String {
        let mut out = control.to_owned();
        out.push_str(with);
        if self.shift {
            out.push_str("Shift");
            out.push_str(with);
        }
        out.push(self.letter);
        out
    }

    /// The letter that is written where that is a Latin one, else the one that
    /// is at this place of the keyboard: undo is Z in every script.
    fn pressed(event: &KeyboardEvent) -> Option<Self> {
        if event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
            return None;
        }
        let (key, code) = (event.key(), event.code());
        let written = Some(key.as_str()).filter(|key| key.len() == 1 && key.is_ascii());
        let letter = written.or_else(|| code.strip_prefix("Key"))?.chars().next()?;
        Some(Self { letter: letter.to_ascii_uppercase(), shift: event.shift_key() })
    }
}

/// Carries the actions out; a context of the frame.
#[derive(Clone, Copy)]
pub struct Actions {
    shop: Shop,
    toaster: Toaster,
}

impl Actions {
    /// From the contexts of the page.
    pub fn here() -> Self {
        Self { shop: expect_context(), toaster: expect_context() }
    }

    /// Does what the keys say. In a field for text and in a dialog they are the
    /// browser's own.
    pub fn keyed(self, event: &KeyboardEvent) {
        let Some(action) = Keys::pressed(event).and_then(Action::of) else { return };
        let own = action != Action::Search && page::is_typing();
        if own || page::find("dialog[open]").is_some() {
            return;
        }
        if action == Action::Search && page::by_id(SEARCH).is_none() {
            return;
        }
        event.prevent_default();
        self.run(action);
    }

    pub fn run(self, action: Action) {
        match action {
            Action::Search => {
                if let Some(field) = page::by_id(SEARCH) {
                    page::focus(&field);
                }
            }
            Action::Undo => untrack(|| self.undo()),
            Action::Redo => untrack(|| self.redo()),
        }
    }

    /// What a button of the action says: what would be done, or why it cannot be.
    pub fn would(self, action: Action) -> Would {
        let shop = self.shop;
        let reader = shop.reader();
        let lang = reader.lang;
        let (possible, text) = match action {
            Action::Search => (true, action.word().say(lang).to_owned()),
            Action::Undo => {
                // Said first, so that it follows the order it is about.
                let what = shop.last_step().map(|step| reader.summary(&step.action));
                match shop.undoing() {
                    Ok(_) => (true, words::WOULD_UNDO.with(lang, &[&what.unwrap_or_default()])),
                    Err(why) => (false, why.say(lang)),
                }
            }
            Action::Redo => match shop.next_step() {
                Some(step) => (true, words::WOULD_REDO.with(lang, &[&reader.summary(&step)])),
                None => (false, words::NOTHING_TO_REDO.say(lang).to_owned()),
            },
        };
        Would { possible, text }
    }

    fn undo(self) {
        let lang = self.shop.state.settings().get_untracked().lang;
        let what =
            self.shop.last_step().map(|step| self.shop.reader().summary(&step.action)).unwrap_or_default();
        let next = self.shop.next_step();
        let done = self.shop.undo();
        let text = words::UNDONE.with(lang, &[&what]);
        match done {
            // Not everything can be done again.
            Ok(()) if self.shop.next_step() == next => self.toaster.tell(text),
            Ok(()) => self.tell(text, Action::Redo, lang),
            Err(NotUndone::Nothing) => self.toaster.tell(NotUndone::Nothing.say(lang)),
            Err(why) => self.toaster.refuse(words::NOT_UNDONE.say(lang), why.say(lang)),
        }
    }

    fn redo(self) {
        let lang = self.shop.state.settings().get_untracked().lang;
        let Some(step) = self.shop.next_step() else {
            self.toaster.tell(words::NOTHING_TO_REDO.say(lang));
            return;
        };
        let what = self.shop.reader().summary(&step);
        self.shop.redo();
        self.tell(words::REDONE.with(lang, &[&what]), Action::Undo, lang);
    }

    /// Tells what was done, with the way back.
    fn tell(self, text: String, back: Action, lang: Lang) {
        let act: Act = Arc::new(move || self.run(back));
        let action = Some((back.word().say(lang).to_owned(), act));
        self.toaster.show(Toast { title: String::new(), text, danger: false, action });
    }
}

/// The field that searches the page.
const SEARCH: &str = "order-search";

/// What would happen.
pub struct Would {
    pub possible: bool,
    pub text: String,
}

/// The keys of all actions, for the page that lists them.
pub fn keys() -> Vec<(String, Word)> {
    Action::ALL.into_iter().map(|action| (action.told(), action.word())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_belong_to_one_action_and_are_told() {
        for action in Action::ALL {
            for keys in action.keys() {
                assert_eq!(Action::of(*keys), Some(action));
            }
        }
        assert_eq!(Action::Redo.told(), "Ctrl Shift Z");
        assert_eq!(Action::Undo.shortcuts(), "Control+Z Meta+Z");
    }
}
