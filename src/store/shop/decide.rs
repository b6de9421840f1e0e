//! What the user decides about what did not go through: what was refused is sent
//! again, edited or dropped; of two sides of a change one is chosen.

use reactive_graph::traits::Track;

use super::Inner;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::Id;
use crate::store::command::{Action, Command, Kind, Subject};
use crate::store::outbox::{Entry, Progress};

/// Which side of a conflict is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

impl Inner {
    /// Makes a record. Where the server refused to make it before, that command is
    /// sent again in its new form, and what waits for it goes after it.
    pub fn make(&self, action: Action) -> Id<Command> {
        let refused = self.refused_make(action.subject()).map(|entry| entry.command.id);
        match refused {
            Some(id) => {
                self.send_again(id, Some(action));
                id
            }
            None => self.act(action),
        }
    }

    /// The command that was to make a record and was refused.
    pub fn refused_make(&self, subject: Subject) -> Option<Entry> {
        self.outbox_changed.track();
        let desk = self.desk();
        let made = |entry: &&Entry| entry.is_refused() && entry.command.action.makes();
        let entry = desk.outbox.about(subject).find(made);
        entry.cloned()
    }

    /// The customer that was to be made and was refused, as they were handed in.
    pub fn refused_customer(&self, id: Id<Customer>) -> Option<Customer> {
        match self.refused_make((Kind::Customer, id.cast()))?.command.action {
            Action::MakeCustomer(customer) => Some(*customer),
            _ => None,
        }
    }

    /// Sends a refused command once more, as it is or with another action in
    /// its place.
    pub fn send_again(&self, id: Id<Command>, edited: Option<Action>) {
        let subject = {
            let mut desk = self.desk();
            let Some(entry) = desk.outbox.get(id).filter(|entry| entry.is_refused()) else { return };
            let subject = entry.command.action.subject();
            self.cover(&mut desk, subject);
            if let Some(action) = edited {
                let moved = desk.outbox.edit(id, action);
                desk.step_moved(moved);
            }
            if let Some(entry) = desk.outbox.get_mut(id) {
                entry.progress = Progress::Waiting;
            }
            desk.outbox.touch(id);
            subject
        };
        self.show(subject);
        self.outbox_moved();
        self.wakes.journal.ring();
        self.wakes.outbox.ring();
    }

    /// Puts a refused command away, and what cannot be without it; gives all
    /// that is gone. It can no longer be undone: nothing of it is left.
    pub fn drop_command(&self, id: Id<Command>) -> Vec<Id<Command>> {
        let gone = self.put_away(id);
        if !gone.is_empty() {
            self.desk().history.forget(&gone);
            self.history_moved();
        }
        gone
    }

    /// What goes when a command is dropped: itself, if it is given back to the
    /// user, and what cannot be without it.
    pub fn going_with(&self, id: Id<Command>) -> Vec<Entry> {
        self.outbox_changed.track();
        let desk = self.desk();
        let going = desk.outbox.going_with(id);
        going.iter().filter_map(|id| desk.outbox.get(*id)).cloned().collect()
    }

    pub(super) fn put_away(&self, id: Id<Command>) -> Vec<Id<Command>> {
        let (gone, subjects) = {
            let mut desk = self.desk();
            let going = desk.outbox.going_with(id);
            let mut subjects = Vec::new();
            for id in &going {
                let settled = desk.outbox.settle(*id);
                subjects.extend(settled.map(|entry| entry.command.action.subject()));
            }
            (going, subjects)
        };
        for subject in subjects {
            self.show(subject);
        }
        self.outbox_moved();
        self.wakes.journal.ring();
        gone
    }

    /// Settles the conflict of a command for one side, and others about the same field
    /// with it.
    pub fn decide(&self, id: Id<Command>, side: Side) {
        let mut back = Vec::new();
        let subject;
        {
            let mut desk = self.desk();
            let Some(decided) = desk.outbox.get(id).map(|entry| entry.command.clone()) else { return };
            subject = decided.action.subject();
            let stands_on = self.cover(&mut desk, subject);
            let is_meant =
                |entry: &&Entry| entry.progress.conflict().is_some() && entry.command.touches(&decided);
            let in_conflict: Vec<Entry> = desk.outbox.about(subject).filter(is_meant).cloned().collect();
            // What will be there before the next one of this side.
            let mut before: Vec<Action> = Vec::new();
            for entry in in_conflict {
                let Some(conflict) = entry.progress.conflict() else { continue };
                let id = entry.command.id;
                match (side, conflict.landed) {
                    (Side::Mine, false) => {
                        if let Some(entry) = desk.outbox.get_mut(id) {
                            if let Some(base) = &mut entry.command.base {
                                base.rebase(None, &conflict.theirs);
                                for mine in &before {
                                    base.rebase(None, mine);
                                }
                            }
                            before.push(entry.command.action.clone());
                            entry.progress = Progress::Waiting;
                            entry.stands_on = stands_on;
                            let moved = entry.command.clone();
                            desk.step_moved([moved]);
                        }
                        desk.outbox.touch(id);
                    }
                    (Side::Theirs, true) => {
                        back.push((conflict.theirs.clone(), entry.command.action.clone()));
                        desk.outbox.settle(id);
                    }
                    (Side::Mine, true) | (Side::Theirs, false) => {
                        desk.outbox.settle(id);
                    }
                }
            }
        }
        for (theirs, mine) in back {
            self.lay(theirs, Some(mine));
        }
        self.show(subject);
        self.outbox_moved();
        self.wakes.journal.ring();
        self.wakes.outbox.ring();
    }

    /// Sends a refused change of an order once more.
    pub fn retry(&self, id: Id<Order>) {
        if let Some(entry) = self.refusal(id) {
            self.send_again(entry.command.id, None);
        }
    }
}
