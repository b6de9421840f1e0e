//! The confirmed records beneath what is unsent. What is shown is always
//! confirmed ⊕ commands; a command that is refused no longer lies there and what
//! is beneath comes back by itself.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::command::{Action, Command, Replicated, Subject};
use super::mutation::{on, Mutation};
use super::outbox::{lies, Conflict, Outbox};
use super::table::Record;
use crate::domain::people::Worker;
use crate::domain::Id;

/// The confirmed records of one table that something unsent is about.
#[derive(Debug)]
pub struct Overlay<R>(HashMap<Id<R>, Option<R>>);

impl<R> Default for Overlay<R> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<R: Replicated> Overlay<R> {
    /// Holds on to the record as it is confirmed, before the first command about
    /// it; `None` for one that is being made. Gives its revision.
    pub fn cover(&mut self, id: Id<R>, confirmed: Option<&R>) -> i64 {
        let covered = self.0.entry(id).or_insert_with(|| confirmed.cloned());
        covered.as_ref().map_or(0, Record::revision)
    }

    /// Compares once more with what the server has: commands were taken off the
    /// record, or stand on something else now.
    pub fn compare(&self, id: Id<R>, outbox: &mut Outbox, now: DateTime<Utc>) {
        if let Some(confirmed) = self.confirmed(id) {
            merge(&mut confirmed.clone(), outbox, now);
        }
    }

    /// What to show of a covered record now; `None` where it is not there (any
    /// more). Outer `None`: nothing is known of it here, the table has it.
    pub fn shown(&mut self, id: Id<R>, outbox: &Outbox) -> Option<Option<R>> {
        let confirmed = self.0.get(&id)?.clone();
        let mut covered = false;
        let shown = outbox.about((R::KIND, id.cast())).filter_map(lies).fold(confirmed, |under, action| {
            covered = true;
            R::over(action, under)
        });
        if !covered {
            self.0.remove(&id);
        }
        Some(shown)
    }

    /// Takes what the server says of a record and gives what to show; `known`
    /// is what is shown now. `None` where the answer is older than what is
    /// known: answers may overtake each other. Changes that meet somebody
    /// else's are marked in the outbox.
    pub fn confirm(
        &mut self,
        mut new: R,
        known: Option<&R>,
        outbox: &mut Outbox,
        now: DateTime<Utc>,
    ) -> Option<R> {
        let id = new.id();
        let covered = self.0.get(&id);
        let old = match covered {
            Some(confirmed) => confirmed.as_ref(),
            None => known,
        };
        if let Some(old) = old {
            if new.revision() < old.revision() && !on(Mutation::TakeOlder) {
                return None;
            }
            new.keep_known(old);
        }
        merge(&mut new.clone(), outbox, now);
        if covered.is_none() && outbox.about((R::KIND, id.cast())).all(|entry| lies(entry).is_none()) {
            return Some(new);
        }
        self.0.insert(id, Some(new));
        self.shown(id, outbox).flatten()
    }

    /// The record as the server has it, as far as it is known here.
    pub fn confirmed(&self, id: Id<R>) -> Option<&R> {
        self.0.get(&id)?.as_ref()
    }

    /// Something of this record is not on the server yet.
    pub fn covers(&self, id: Id<R>) -> bool {
        self.0.contains_key(&id)
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// What the server has of a record, of whatever type, with what is laid over it so far.
trait Ground {
    fn subject(&self) -> Subject;
    fn revision(&self) -> i64;
    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>);
    /// The fields in which it stands neither where a command began nor where that ends.
    fn odds(&self, command: &Command) -> Option<Action>;
    /// All fields stand where an action brings them.
    fn has(&self, action: &Action) -> bool;
    fn lay(&mut self, action: &Action);
}

impl<R: Replicated> Ground for R {
    fn subject(&self) -> Subject {
        (R::KIND, self.id().cast())
    }

    fn revision(&self) -> i64 {
        Record::revision(self)
    }

    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>) {
        Replicated::changed(self)
    }

    fn odds(&self, command: &Command) -> Option<Action> {
        self.at_odds(&command.action, command.base.as_ref()?)
    }

    fn has(&self, action: &Action) -> bool {
        self.back(action).as_ref() == Some(action)
    }

    fn lay(&mut self, action: &Action) {
        if let Some(next) = R::over(action, Some(self.clone())) {
            *self = next;
        }
    }
}

/// Compares what the server has with what the unsent changes were made on. Sets are
/// joined; where two sides exclude each other the user decides.
fn merge(ground: &mut dyn Ground, outbox: &mut Outbox, now: DateTime<Utc>) {
    if on(Mutation::WriteOver) {
        return;
    }
    let (revision, (changed, by)) = (ground.revision(), ground.changed());
    let (mut touched, mut joined_with) = (Vec::new(), Vec::new());
    for entry in outbox.about_mut(ground.subject()) {
        // What the device had of the record may be older than what the change stands on.
        if revision >= entry.stands_on {
            let mut odds = ground.odds(&entry.command);
            let theirs = odds.take_if(|odds| entry.may_be_moved() && entry.command.join(odds));
            let joined = theirs.is_some();
            if let Some(theirs) = theirs {
                joined_with.push((entry.command.id, theirs));
                odds = ground.odds(&entry.command);
            }
            let odds = odds.map(|theirs| Conflict { theirs, seen: now, changed, by, landed: false });
            if joined || odds.is_some() {
                entry.stands_on = revision;
            }
            let is_in = odds.is_none() && !joined && ground.has(&entry.command.action);
            if entry.compared(odds, is_in) {
                touched.push(entry.command.id);
            }
        }
        if let Some(action) = lies(entry) {
            ground.lay(action);
        }
    }
    for id in touched {
        outbox.touch(id);
    }
    outbox.joined(joined_with);
}
