//! What can be done to what is unsent, each once: send again, drop, choose a
//! side, keep as a file.

use serde_json::Value;

use crate::ui::prelude::*;

use super::words;
use crate::domain::customer::Customer;
use crate::domain::Id;
use crate::platform::{download, page};
use crate::store::command::{Action, Command};
use crate::store::shop::Side;
use crate::store::Shop;
use crate::ui::toast::Toaster;

/// The heading that takes the focus when a line has left its place.
pub const TITLE: &str = "outbox-title";

/// Carries them out.
#[derive(Clone, Copy)]
pub struct Actions {
    pub shop: Shop,
    toaster: Toaster,
    /// What is about to be dropped, once the user has been asked.
    pub dropping: RwSignal<Option<Id<Command>>>,
    /// Who is corrected: a customer that was refused.
    pub editing: RwSignal<Option<Id<Customer>>>,
}

impl Actions {
    /// From the contexts of the page.
    pub fn here() -> Self {
        Self {
            shop: expect_context(),
            toaster: expect_context(),
            dropping: RwSignal::new(None),
            editing: RwSignal::new(None),
        }
    }

    pub fn send_again(self, id: Id<Command>) {
        self.shop.send_again(id, None);
        self.tell(words::SENT_AGAIN.say(self.lang()).to_owned());
    }

    /// Sends a customer that was refused again, corrected.
    pub fn correct(self, customer: Customer) {
        self.editing.set(None);
        self.shop.make(Action::MakeCustomer(Box::new(customer)));
        self.tell(words::SENT_AGAIN.say(self.lang()).to_owned());
    }

    /// Drops what the user was asked about.
    pub fn drop(self) {
        let Some(id) = self.dropping.get_untracked() else { return };
        self.dropping.set(None);
        let gone = self.shop.drop_command(id).len();
        self.tell(words::DROPPED.say(self.lang(), gone as u64));
    }

    pub fn decide(self, id: Id<Command>, side: Side) {
        self.shop.decide(id, side);
        self.tell(words::DECIDED.say(self.lang()).to_owned());
    }

    pub fn export(self) {
        let lang = self.lang();
        match export(self.shop, None) {
            Some(name) => self.toaster.tell(words::EXPORTED.with(lang, &[&name])),
            None => self.toaster.refuse(words::NOT_EXPORTED.say(lang), words::NOT_EXPORTED_TEXT.say(lang)),
        }
    }

    fn lang(self) -> crate::domain::Lang {
        self.shop.state.settings().get_untracked().lang
    }

    /// Says it, and gives the focus back that went with the line.
    fn tell(self, text: String) {
        self.toaster.tell(text);
        request_animation_frame(|| {
            if let Some(title) = page::by_id(TITLE) {
                page::focus(&title);
            }
        });
    }
}

/// Hands everything unsent over as a file, with an order that is still being typed;
/// gives its name.
pub fn export(shop: Shop, unfinished: Option<Value>) -> Option<String> {
    let file = untrack(|| shop.unsent_file(unfinished));
    download::save_json(&file.name, &file.text).then_some(file.name)
}
