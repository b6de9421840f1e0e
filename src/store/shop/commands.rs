//! Doing things: the one way anything is changed, its way back, and what the
//! user decides about what did not go through.

use std::collections::HashMap;

use reactive_graph::traits::Track;

use super::{Desk, Event, Inner};
use crate::api::ApiError;
use crate::domain::order::{MoveRefusal, Order, OrderChange};
use crate::domain::record::Change as _;
use crate::domain::Id;
use crate::store::command::{Action, Command, Kind, Replicated, Subject};
use crate::store::mutation::{on, Mutation};
use crate::store::outbox::{Arrival, Entry, Progress, Taken};
use crate::store::state::Keeping;
use crate::store::wording::Standing;

impl Inner {
    /// Does something: on the screen now, on its way to the device and then to
    /// the server from now on. [`Event::Kept`] tells when it can no longer be lost.
    pub fn act(&self, action: Action) -> Id<Command> {
        self.act_on(action, None)
    }

    /// The same, on what the fields were when the user began (`seen`), where that may
    /// not be what they are by now.
    fn act_on(&self, action: Action, mut seen: Option<Action>) -> Id<Command> {
        self.replace(&action, seen.as_mut());
        let command = self.lay(action, seen);
        let id = command.id;
        self.desk().history.push(command.clone());
        self.history_moved();
        id
    }

    /// A new value of the user's takes the place of one that was refused, and of
    /// one that waits for a decision: that one would be sent after it else, once
    /// the other side's value is gone. Its other fields stay as they were. Where the
    /// user saw that value (`seen`), the new one stands on what was there before it.
    pub(super) fn replace(&self, action: &Action, mut seen: Option<&mut Action>) {
        let mut desk = self.desk();
        let Desk { outbox, history, .. } = &mut *desk;
        let replaced = outbox.about(action.subject());
        let replaced = replaced.filter(|e| e.may_be_dropped() && e.command.is_done_over_by(action));
        for Command { id, action: value, base, .. } in
            replaced.map(|entry| entry.command.clone()).collect::<Vec<_>>()
        {
            if let Some((seen, base)) = seen.as_deref_mut().zip(base) {
                seen.rebase(Some(&value), &base);
            }
            if let Some(left) = outbox.narrow(id, action) {
                history.narrow(left);
            } else {
                outbox.settle(id);
                history.forget(&[id]);
            }
        }
    }

    pub(in crate::store) fn lay(&self, action: Action, base: Option<Action>) -> Command {
        let subject = action.subject();
        let command = {
            let mut desk = self.desk();
            let base = base.or_else(|| self.base(&action));
            let by = self.worker();
            let command = Command {
                id: Id::random((self.outside.random)()),
                action,
                base,
                at: (self.outside.now)(),
                by,
            };
            let stands_on = self.cover(&mut desk, subject);
            desk.outbox.push(command.clone(), stands_on);
            command
        };
        self.show(subject);
        self.outbox_moved();
        self.wakes.journal.ring();
        // As it stands: it may have been joined with what others did.
        let desk = self.desk();
        desk.outbox.get(command.id).map(|entry| entry.command.clone()).unwrap_or(command)
    }

    /// The values of the fields of a change as they are shown now.
    fn base(&self, action: &Action) -> Option<Action> {
        let (kind, id) = action.subject();
        match kind {
            Kind::Order => self.orders.peek(id.cast())?.back(action),
            Kind::Customer => self.customers.peek(id.cast())?.back(action),
        }
    }

    /// Changes a field of an order. A change to what it is already is none.
    ///
    /// # Errors
    /// Where the status may not be reached from where the order stands.
    pub fn change(&self, id: Id<Order>, change: OrderChange) -> Result<(), MoveRefusal> {
        self.change_on(id, None, change)
    }

    /// Changes a field of an order that the user looked at for a while, as who types or
    /// drags, on what it was when that began (`seen`): what came from others meanwhile is
    /// met, not written over.
    ///
    /// # Errors
    /// Where the status may not be reached from where the order stands by now.
    pub fn change_seen(
        &self,
        id: Id<Order>,
        seen: OrderChange,
        change: OrderChange,
    ) -> Result<(), MoveRefusal> {
        self.change_on(id, Some(seen), change)
    }

    fn change_on(
        &self,
        id: Id<Order>,
        seen: Option<OrderChange>,
        change: OrderChange,
    ) -> Result<(), MoveRefusal> {
        let Some(order) = self.orders.peek(id) else { return Ok(()) };
        if change.is_in(&order) || seen.as_ref() == Some(&change) {
            return Ok(());
        }
        if let OrderChange::Status(to) = change {
            order.may_become(to)?;
        }
        let seen = seen.filter(|_| !on(Mutation::ForgetSeen));
        let seen = seen.map(|seen| Action::ChangeOrder(id, vec![seen]));
        self.act_on(Action::ChangeOrder(id, vec![change]), seen);
        Ok(())
    }

    // --- What the screen asks -------------------------------------------------------

    /// All that is not settled, oldest first.
    pub fn outbox(&self) -> Vec<Entry> {
        self.outbox_changed.track();
        self.desk().outbox.entries().to_vec()
    }

    /// The device has a command as it is now, or it is settled.
    pub fn is_kept(&self, id: Id<Command>) -> bool {
        self.outbox_changed.track();
        let desk = self.desk();
        let kept = |entry: &Entry| entry.place.key().is_some() && !entry.writing;
        desk.outbox.get(id).is_none_or(|entry| kept(entry) && !desk.outbox.is_unwritten(id))
    }

    /// Nothing of what was done would be gone with this page.
    pub fn keeps_all(&self) -> bool {
        let all = self.outbox().iter().all(|entry| self.is_kept(entry.command.id));
        all && self.state.keeping().get_untracked() == Keeping::Safe
    }

    /// What is not settled of a record.
    pub fn unsettled(&self, subject: Subject) -> Vec<Entry> {
        self.outbox_changed.track();
        self.desk().outbox.about(subject).cloned().collect()
    }

    /// The latest refusal to show on an order.
    pub fn refusal(&self, id: Id<Order>) -> Option<Entry> {
        self.outbox_changed.track();
        self.desk().outbox.about((Kind::Order, id.cast())).rev().find(|entry| entry.is_refused()).cloned()
    }

    /// Commands are under way, or wait in the memory of this tab only.
    pub(in crate::store) fn has_own_work(&self) -> bool {
        let own = |entry: &Entry| match entry.progress {
            Progress::Sending => true,
            _ => entry.progress.is_on_its_way() && entry.place.key().is_none(),
        };
        self.desk().outbox.entries().iter().any(own)
    }

    /// The records of which commands met somebody else's, and how many of each.
    pub fn conflicts(&self) -> HashMap<Subject, usize> {
        self.outbox_changed.track();
        let desk = self.desk();
        let mut met = HashMap::new();
        for entry in desk.outbox.entries().iter().filter(|entry| entry.progress.conflict().is_some()) {
            *met.entry(entry.command.action.subject()).or_default() += 1;
        }
        met
    }

    /// Somebody else changed the same of this order, and the user has not chosen.
    pub fn is_in_conflict(&self, id: Id<Order>) -> bool {
        self.outbox_changed.track();
        self.desk().outbox.about((Kind::Order, id.cast())).any(|entry| entry.progress.conflict().is_some())
    }

    /// How far the commands about an order have come, of those that are asked for: what
    /// is on its way counts first, and of that what is least sure to arrive.
    pub fn standing_of(&self, id: Id<Order>, wanted: impl Fn(&Action) -> bool) -> Option<Standing> {
        self.outbox_changed.track();
        let desk = self.desk();
        let entries = desk.outbox.about((Kind::Order, id.cast()));
        entries.filter(|entry| wanted(&entry.command.action)).map(Standing::of).min()
    }

    /// Something of this order is not on the server yet.
    pub fn is_unsent(&self, id: Id<Order>) -> bool {
        self.outbox_changed.track();
        self.desk().orders.covers(id)
    }

    // --- What becomes of them -------------------------------------------------------

    pub(in crate::store) fn take_commands(&self, most: usize) -> Vec<Taken> {
        let taken = {
            let Desk { outbox, reigns, .. } = &mut *self.desk();
            outbox.take((self.outside.uptime)(), most, *reigns)
        };
        if !taken.is_empty() {
            self.outbox_changed();
        }
        taken
    }

    pub(in crate::store) fn confirmed(&self, command: &Command) {
        let missing = {
            let mut desk = self.desk();
            let missing = desk.outbox.overwrote(command.id);
            // Written over what another side had: told, not settled.
            if missing.is_some() || !desk.outbox.meets(command.id, true) {
                desk.outbox.settle(command.id);
            }
            missing
        };
        self.show(command.action.subject());
        if let Some((both, sent)) = missing.filter(|(both, _)| self.base(both).as_ref() != Some(both)) {
            self.lay(both, Some(sent));
        }
        self.outbox_moved();
        self.wakes.journal.ring();
    }

    /// The record was looked at and somebody else's change was seen: this one
    /// is not sent before the user has decided.
    pub(in crate::store) fn meets(&self, command: &Command) -> bool {
        let met = self.desk().outbox.meets(command.id, false);
        if met {
            self.show(command.action.subject());
            self.outbox_moved();
            self.wakes.journal.ring();
        }
        met
    }

    pub(in crate::store) fn has_sendable(&self) -> bool {
        let desk = self.desk();
        desk.outbox.has_sendable((self.outside.uptime)(), desk.reigns)
    }

    pub(in crate::store) fn next_command_at(&self, now: std::time::Duration) -> Option<std::time::Duration> {
        self.desk().outbox.next_at(now)
    }

    pub(in crate::store) fn refused(&self, command: &Command, why: ApiError) {
        let owed = self.desk().refuse(command.id, why.clone());
        if let Some((before, now)) = owed {
            self.lay(before, Some(now));
        }
        self.show(command.action.subject());
        self.outbox_moved();
        self.wakes.journal.ring();
        self.tell(Event::Refused { command: command.clone(), why });
    }

    pub(in crate::store) fn postponed(&self, command: &Command, arrival: Arrival) {
        self.desk().outbox.postpone(command.id, arrival, (self.outside.uptime)());
        self.outbox_changed();
        // It is not under way any more, and what was seen meanwhile stands.
        if arrival == Arrival::No {
            self.meets(command);
        }
    }

    /// Holds on to the confirmed record before something is laid over it; gives its
    /// revision.
    pub(in crate::store) fn cover(&self, desk: &mut super::Desk, (kind, id): Subject) -> i64 {
        match kind {
            Kind::Order => desk.orders.cover(id.cast(), self.orders.peek(id.cast()).as_deref()),
            Kind::Customer => desk.customers.cover(id.cast(), self.customers.peek(id.cast()).as_deref()),
        }
    }

    /// Puts what is to be shown of a record into its table.
    pub(in crate::store) fn show(&self, (kind, id): Subject) {
        fn put<R: Replicated>(table: &crate::store::table::Table<R>, id: Id<R>, shown: Option<Option<R>>) {
            match shown {
                Some(Some(record)) => table.upsert([record]),
                Some(None) => table.remove(id),
                None => {}
            }
        }
        let now = (self.outside.now)();
        match kind {
            Kind::Order => {
                let shown = {
                    let Desk { orders, outbox, .. } = &mut *self.desk();
                    orders.compare(id.cast(), outbox, now);
                    orders.shown(id.cast(), outbox)
                };
                put(&self.orders, id.cast(), shown);
            }
            Kind::Customer => {
                let shown = {
                    let Desk { customers, outbox, .. } = &mut *self.desk();
                    customers.compare(id.cast(), outbox, now);
                    customers.shown(id.cast(), outbox)
                };
                put(&self.customers, id.cast(), shown);
            }
        }
        self.desk().joined();
    }
}
