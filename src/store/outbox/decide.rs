//! What the user decides about commands that did not go through.

use super::{lies, Action, Command, Entry, Id, Outbox, Progress, Subject};
use crate::store::command::Replicated;

impl Outbox {
    /// Commands that the user has to decide about.
    pub fn undecided(&self) -> usize {
        let decides = |entry: &&Entry| entry.is_refused() || entry.progress.conflict().is_some();
        self.entries.iter().filter(decides).count()
    }

    /// Puts another action in the place of one that makes a record, or pays. What
    /// changes the record after it stands on what it makes now. Gives the commands
    /// that are different.
    pub fn edit(&mut self, id: Id<Command>, action: Action) -> Vec<Command> {
        let subject = action.subject();
        let Some(entry) = self.get_mut(id) else { return Vec::new() };
        entry.command.action = action;
        let command = entry.command.clone();
        let later = self.entries.iter_mut().skip_while(|entry| entry.command.id != id).skip(1);
        let later = later.map(|entry| &mut entry.command);
        let later = later.filter(|command| command.action.subject() == subject);
        let mut edited = match &command.action {
            Action::MakeOrder(order) => stand_on((**order).clone(), later),
            Action::MakeCustomer(customer) => stand_on((**customer).clone(), later),
            _ => Vec::new(),
        };
        edited.push(command);
        for command in &edited {
            self.touch(command.id);
        }
        edited
    }

    /// Takes out of a command what another action changes; gives what is left of
    /// it, if anything is. Without a field that is in conflict it is in none.
    pub fn narrow(&mut self, id: Id<Command>, action: &Action) -> Option<Command> {
        let entry = self.get_mut(id)?;
        let left = entry.command.without(action)?;
        entry.command = left.clone();
        if let Progress::Conflict(conflict) = &mut entry.progress {
            match conflict.theirs.without(action) {
                Some(theirs) => conflict.theirs = theirs,
                None => entry.progress = Progress::Waiting,
            }
        }
        self.touch(id);
        Some(left)
    }

    /// A command that was taken off its record lies there again: what was done to
    /// the same fields since stands on it, and is undone to what was before it. Gives
    /// what is left of it, which nothing was done over. `from` is the place of the
    /// first entry after it.
    pub fn stand_again(&mut self, command: &Command, from: usize) -> Option<Command> {
        let mut left = command.clone();
        let mut moved = Vec::new();
        let mut done_over = false;
        for entry in self.entries.iter_mut().skip(from).filter(|entry| lies(entry).is_some()) {
            let Command { id, action, base, .. } = &entry.command;
            // It was done again: made, or paid.
            let same = action.makes() && left.action.makes() && action.subject() == left.action.subject();
            if same || base.is_none() && *action == left.action {
                return None;
            }
            if !left.is_done_over_by(action) {
                continue;
            }
            let id = *id;
            if entry.command.stand_over(&left) {
                moved.push(id);
            }
            match left.without(&entry.command.action) {
                Some(rest) => left = rest,
                None => {
                    done_over = true;
                    break;
                }
            }
        }
        for id in moved {
            self.touch(id);
        }
        (!done_over).then_some(left)
    }

    /// The commands that cannot be without this record.
    pub fn standing_on(&self, subject: Subject) -> Vec<Id<Command>> {
        let stands = |action: &Action| action.subject() == subject || action.needs() == Some(subject);
        self.entries.iter().filter(|e| stands(&e.command.action)).map(|e| e.command.id).collect()
    }

    /// What goes when a command is dropped: nothing while it is on its way by
    /// itself, or where it is on the server over another side's (that is decided),
    /// else it and what cannot be without it.
    pub fn going_with(&self, id: Id<Command>) -> Vec<Id<Command>> {
        let Some(entry) = self.get(id).filter(|entry| entry.may_be_dropped()) else {
            return Vec::new();
        };
        let action = &entry.command.action;
        let mut going = if action.makes() { self.standing_on(action.subject()) } else { Vec::new() };
        going.retain(|other| *other != id);
        going.insert(0, id);
        going
    }
}

/// Lets changes of a record stand on it as it is now, one after the other; gives
/// those that stood on something else.
fn stand_on<'a, R: Replicated>(mut under: R, changes: impl Iterator<Item = &'a mut Command>) -> Vec<Command> {
    let mut moved = Vec::new();
    for command in changes {
        let base = under.back(&command.action);
        if base != command.base {
            if let Some(base) = &base {
                command.join(base);
            }
            command.base = base;
            moved.push(command.clone());
        }
        if let Some(next) = R::over(&command.action, Some(under.clone())) {
            under = next;
        }
    }
    moved
}
