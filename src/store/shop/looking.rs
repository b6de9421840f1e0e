//! What the screen looks at: which orders, who answers, and how far that is.

use std::sync::Arc;

use reactive_graph::traits::{Notify, Track};

use super::{Inner, Source, NEAR_DAYS};
use crate::api::orders::filters::Context;
use crate::domain::order::Order;
use crate::store::list::{List, ListRules};
use crate::store::look::{Look, Members};
use crate::store::state::{Progress, Stage};

impl Inner {
    /// Turns the screen's attention to these orders. What is at hand is there
    /// at once; the rest is fetched.
    pub fn look(&self, look: Look) {
        {
            let mut desk = self.desk();
            if desk.look.as_ref() == Some(&look)
                && !matches!(self.state.progress().get_untracked().stage, Stage::Failed(_))
            {
                return;
            }
            desk.look = Some(look);
            desk.members = None;
        }
        self.members_changed.notify();
        self.state
            .progress()
            .set(Progress { stage: Stage::Loading { have: 0, of: None }, ..Progress::default() });
        self.ask_anew();
    }

    /// Asks for the present look again.
    pub fn look_again(&self) {
        self.state.progress().update(|progress| progress.stage = Stage::Loading { have: 0, of: None });
        self.ask_anew();
        self.wakes.poll.ring();
    }

    /// What the server has told of the present look, or is about to, no longer counts.
    pub fn ask_anew(&self) {
        self.desk().asked += 1;
        self.wakes.look.ring();
    }

    pub fn present_look(&self) -> Option<Look> {
        self.desk().look.clone()
    }

    /// A list of the orders of a look, kept up from here on. One of very many is empty
    /// until [`Inner::fill_lists`] has taken them in.
    pub fn list(
        &self,
        look: &Look,
        rules: impl FnOnce(crate::api::filter::Predicate<Order>) -> ListRules<Order>,
    ) -> List<Order> {
        if !look.is_local() {
            self.members_changed.track();
        }
        let members = self.desk().members.clone();
        let context = self.context();
        let rules = rules(look.predicate(&context, members));
        let list = self.orders.list(ListRules { classes: look.classes(&context), ..rules });
        if let Some(rest) = self.orders.rest(&list) {
            self.desk().unfilled.push(rest);
            self.wakes.lists.ring();
        }
        list
    }

    /// What filters are evaluated with; whoever reads it reruns at midnight.
    pub fn context(&self) -> Context {
        let zone = self.state.zone().get();
        let customers = self.customers.clone();
        Context {
            today: zone.day(self.state.now().get_untracked()),
            zone: zone.0,
            customer: Arc::new(move |id| customers.peek(id)),
        }
    }

    pub(in crate::store) fn set_members(&self, members: Members) {
        self.desk().members = Some(members);
        self.members_changed.notify();
    }

    /// The replica has every order the look can be about, in memory or yet to be read
    /// from the device.
    pub fn covers(&self, look: &Look) -> bool {
        if !look.is_local() {
            return false;
        }
        let zone = self.state.zone().get_untracked();
        let desk = self.desk();
        let (from, to) = look.period().days(zone.day((self.outside.now)()));
        if desk.ledger.is_complete(Source::Orders) {
            return desk.ledger.since.is_some_and(|since| from >= since);
        }
        let near = desk.ledger.standing(Source::NearOrders);
        near.whole_at.filter(|_| near.complete).is_some_and(|read| {
            let first = zone.day(read);
            from >= first && to < first + chrono::Duration::days(NEAR_DAYS)
        })
    }

    /// What the device has for the look is in memory: today's orders are read first.
    pub fn has_read(&self, look: &Look) -> bool {
        let zone = self.state.zone().get_untracked();
        let today = zone.day((self.outside.now)());
        let (from, to) = look.period().days(today);
        let desk = self.desk();
        let around = chrono::Duration::days(desk.around);
        desk.opened || (from >= today - around && to <= today + around)
    }

    /// The page may begin with other days than today: those beside it are read first, too.
    pub fn read_around(&self) {
        self.desk().around = 1;
    }

    /// More of what the look is about comes by itself: for the first time, or from the device.
    pub fn is_coming(&self, look: &Look) -> bool {
        !(self.standing(Source::NearOrders).complete && self.has_read(look))
    }

    /// Takes in a piece of every list that is not whole yet; false where all are.
    pub(in crate::store) fn fill_lists(&self) -> bool {
        let mut unfilled = std::mem::take(&mut self.desk().unfilled);
        unfilled.retain_mut(|fill| fill());
        let mut desk = self.desk();
        desk.unfilled.append(&mut unfilled);
        !desk.unfilled.is_empty()
    }
}
