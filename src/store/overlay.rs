//! The confirmed records beneath what is unsent. What is shown is always
//! confirmed ⊕ commands; a command that is refused no longer lies there and what
//! is beneath comes back by itself.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::command::Replicated;
use super::mutation::{on, Mutation};
use super::outbox::{lies, Conflict, Outbox, Progress};
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
    /// it; `None` for one that is being made.
    pub fn cover(&mut self, id: Id<R>, confirmed: Option<&R>) {
        self.0.entry(id).or_insert_with(|| confirmed.cloned());
    }

    /// Compares once more with what the server has: commands were taken off the
    /// record, or stand on something else now.
    pub fn compare(&self, id: Id<R>, outbox: &mut Outbox, now: DateTime<Utc>) {
        if let Some(confirmed) = self.confirmed(id) {
            merge(confirmed, outbox, now);
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
        merge(&new, outbox, now);
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

/// Compares what the server has with what the unsent changes were made on.
fn merge<R: Replicated>(theirs: &R, outbox: &mut Outbox, now: DateTime<Utc>) {
    if on(Mutation::WriteOver) {
        return;
    }
    let mut under = theirs.clone();
    let mut touched = Vec::new();
    for entry in outbox.about_mut((R::KIND, theirs.id().cast())) {
        let (action, base) = (&entry.command.action, entry.command.base.as_ref());
        let odds = base.and_then(|base| under.at_odds(action, base));
        let odds = odds.map(|theirs_now| {
            let (changed, by) = theirs.changed();
            Conflict { theirs: theirs_now, seen: now, changed, by, landed: false }
        });
        match (&mut entry.progress, odds) {
            (Progress::Waiting, Some(conflict)) => {
                entry.progress = Progress::Conflict(conflict);
                touched.push(entry.command.id);
            }
            // It is under way and may land on top: told when its answer is here, or
            // once it was looked for.
            (Progress::Sending | Progress::Uncertain, Some(conflict)) => entry.met = Some(conflict),
            // It went back to what it was; where ours is there, it may have landed on top.
            (Progress::Sending | Progress::Uncertain, None)
                if under.back(action).as_ref() != Some(action) =>
            {
                entry.met = None
            }
            (Progress::Conflict(conflict), Some(newer)) => {
                if conflict.theirs != newer.theirs {
                    *conflict = Conflict { landed: conflict.landed, ..newer };
                    touched.push(entry.command.id);
                }
            }
            (Progress::Conflict(conflict), None) if !conflict.landed => {
                // Ours was under way and landed, or theirs went back.
                let is_in = under.back(action).as_ref() == Some(action);
                if is_in {
                    conflict.landed = true;
                } else {
                    entry.progress = Progress::Waiting;
                }
                touched.push(entry.command.id);
            }
            _ => {}
        }
        if entry.progress.is_on_its_way() {
            if let Some(next) = R::over(&entry.command.action, Some(under.clone())) {
                under = next;
            }
        }
    }
    for id in touched {
        outbox.touch(id);
    }
}
