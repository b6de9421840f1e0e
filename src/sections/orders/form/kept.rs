//! The unfinished order on the device: kept with every keystroke, encrypted, for
//! who typed it, and let go of when the order is in the outbox for good.

use std::time::Duration;

use crate::ui::prelude::*;

use super::draft::Draft;
use crate::domain::Id;
use crate::platform::server::Server;
use crate::platform::{clock, page};
use crate::store::command::Command;
use crate::store::Shop;

/// How often a device that keeps nothing is tried again.
const TRIED_EVERY: Duration = Duration::from_secs(5);

/// The draft of the person signed in; a context of the app.
#[derive(Clone, Copy)]
pub struct Drafts {
    shop: Shop,
    server: Server,
    /// What is kept; blank drafts are not.
    draft: RwSignal<Option<Draft>>,
    /// The device has been asked.
    read: RwSignal<bool>,
    /// It is on the screen.
    shown: RwSignal<bool>,
    /// The command it became, until the device has that.
    handed: RwSignal<Option<Id<Command>>>,
    writing: StoredValue<bool>,
    /// It changed while it was written.
    again: StoredValue<bool>,
}

impl Drafts {
    /// Follows who is signed in, for as long as the page lives.
    pub fn follow(shop: Shop, server: Server) -> Self {
        let drafts = Self {
            shop,
            server,
            draft: RwSignal::new(None),
            read: RwSignal::new(false),
            shown: RwSignal::new(false),
            handed: RwSignal::new(None),
            writing: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        if let Some(window) = page::window() {
            page::listen_forever(&window, "focus", move |_: web_sys::Event| drafts.catch_up());
        }
        let person = memo(move || shop.state.person().get().map(|person| person.login));
        effect(move || match person.get() {
            Some(_) => drafts.look(),
            None => drafts.draft.set(None),
        });
        // Handed in before: the device could not let go of it then.
        effect(move || {
            let made = drafts.draft.get().is_some_and(|draft| drafts.is_order(&draft));
            if made && drafts.handed.get_untracked().is_none() {
                drafts.discard();
            }
        });
        effect(move || {
            let Some(command) = drafts.handed.get() else { return };
            if shop.is_kept(command) {
                drafts.handed.set(None);
                drafts.write();
            }
        });
        drafts
    }

    /// Looks what the device has: another tab may have gone on with it.
    pub fn look(self) {
        if self.writing.get_value() {
            return;
        }
        self.read.set(false);
        let me = self.me();
        self.server.spawn(async move {
            let kept = self.asked().await;
            if self.me() == me && !self.writing.get_value() {
                // A device that cannot be read keeps nobody from typing.
                self.draft.set(kept.flatten());
                self.read.set(true);
            }
        });
    }

    /// Goes on with what another tab typed meanwhile.
    fn catch_up(self) {
        if !self.shown.get_untracked() || self.writing.get_value() {
            return;
        }
        self.server.spawn(async move {
            let later = |kept: &Draft| self.draft.get_untracked().is_none_or(|draft| draft.at < kept.at);
            if let Some(kept) = self.asked().await.flatten().filter(later) {
                self.draft.set(Some(kept));
            }
        });
    }

    /// What the device has of the person signed in; `None` where it could not be
    /// read, or no longer counts.
    async fn asked(self) -> Option<Option<Draft>> {
        let me = self.me();
        let kept = self.server.draft().await.ok()?.and_then(|text| self.mine(&text));
        let kept = kept.filter(|draft| !self.is_order(draft));
        (self.me() == me && !self.writing.get_value()).then_some(kept)
    }

    /// It is an order already: handed in by another tab, or in the moment before the
    /// page was closed. Whoever asks reruns when that changes.
    pub fn is_order(self, draft: &Draft) -> bool {
        self.shop.orders.get(draft.id).is_some()
    }

    fn mine(self, text: &str) -> Option<Draft> {
        Draft::read(text).filter(|draft| draft.by == self.me())
    }

    /// Looks what the device has, where no tab shows it: one may have been begun, or
    /// handed in, beside this one.
    pub async fn refresh(self) {
        if !self.shown.get_untracked() {
            if let Some(kept) = self.asked().await {
                self.draft.set(kept);
            }
        }
    }

    fn me(self) -> String {
        self.shop.state.person().get_untracked().map(|person| person.login).unwrap_or_default()
    }

    /// What is kept; whoever reads it reruns when it changes.
    pub fn get(self) -> Option<Draft> {
        self.draft.get()
    }

    /// The device was asked; before, nothing may be typed over what it has.
    pub fn is_read(self) -> bool {
        self.read.get()
    }

    /// Something unfinished is on the screen: nobody is to be interrupted.
    pub fn is_open(self) -> bool {
        self.shown.get() && self.draft.read().is_some()
    }

    /// It is on the screen for as long as the present owner lives.
    pub fn show(self) {
        self.shown.set(true);
        on_cleanup(move || self.shown.try_set(false));
    }

    /// What was kept, or a new one.
    pub fn begin(self) -> Draft {
        let fresh = || Draft::new(Id::random(clock::random()), self.me());
        self.draft.get_untracked().unwrap_or_else(fresh)
    }

    /// Keeps it as it is now.
    pub fn keep(self, draft: &Draft) {
        let kept = (!draft.is_blank()).then(|| draft.clone());
        self.draft.set(kept);
        self.write();
    }

    /// It is thrown away.
    pub fn discard(self) {
        self.draft.set(None);
        self.write();
    }

    /// It became a command. The device lets go of it when it has the command.
    pub fn hand_over(self, command: Id<Command>) {
        self.draft.set(None);
        self.handed.set(Some(command));
    }

    /// Brings the device up to date, one write after the other.
    fn write(self) {
        if self.handed.get_untracked().is_some() {
            // In this page only, until the command before it is kept.
            return self.tell(false);
        }
        if self.writing.get_value() {
            self.again.set_value(true);
            return;
        }
        self.writing.set_value(true);
        self.server.spawn(async move {
            self.writes().await;
            self.writing.set_value(false);
        });
    }

    async fn writes(self) {
        // What became a command stays on the device until that is kept.
        while self.handed.get_untracked().is_none() {
            self.again.set_value(false);
            let text = self.draft.get_untracked().map(|draft| draft.write());
            let kept = self.server.keep_draft(text.clone()).await;
            self.tell(kept);
            if !kept {
                let stood = self.server.draft().await;
                self.server.sleep(TRIED_EVERY).await;
                let Ok((found, stood)) = self.server.draft().await.and_then(|found| Ok((found, stood?)))
                else {
                    continue;
                };
                if found != stood && !self.again.get_value() && self.handed.get_untracked().is_none() {
                    // Another tab went on with it, or put it away.
                    self.draft.set(found.and_then(|text| self.mine(&text)));
                    break;
                }
            } else if !self.again.get_value() {
                return;
            }
        }
        self.tell(self.handed.get_untracked().is_none());
    }

    /// Tells whether the device keeps what is typed.
    fn tell(self, kept: bool) {
        let unkept = self.shop.state.unkept_draft();
        let is_unkept = !kept && self.draft.read_untracked().is_some();
        if unkept.get_untracked() != is_unkept {
            unkept.set(is_unkept);
        }
    }
}
