//! Commands on their way to the server, in the order they were made: one record's
//! one after the other, what needs another record after it, and after a lost
//! answer not sent again before looking.

mod decide;
mod entry;

use std::collections::HashSet;
use std::time::Duration;

pub use entry::{Conflict, Entry, Place, Progress};

use super::command::{Action, Command, Subject};
use super::mutation::{on, Mutation};
use crate::api::ApiError;
use crate::domain::Id;

/// After a connection that broke, a request may still be carried out for a
/// moment; looking earlier could miss it.
const SETTLE_BROKEN: Duration = Duration::from_secs(3);
/// The same after no answer came in time.
const SETTLE_LATE: Duration = Duration::from_secs(15);

/// The commands that are not settled, oldest first.
#[derive(Debug, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
    unwritten: Unwritten,
    /// What this page knows to be settled, whatever the journal still says.
    settled: HashSet<Id<Command>>,
    /// Settled entries that the device has not forgotten yet, by key. Until it
    /// has, nothing more is sent about their records: after a crash at most the
    /// last command of a record is in doubt.
    leaving: Vec<(u64, Subject)>,
    /// What commands were joined with: the history has to hear.
    joined: Vec<(Id<Command>, Action)>,
}

/// What of the outbox has changed and is not written down yet.
#[derive(Debug, Default, PartialEq)]
pub struct Unwritten {
    /// New ones and changed ones.
    pub entries: Vec<Id<Command>>,
    /// Those that are settled.
    pub gone: Vec<(u64, Id<Command>)>,
}

impl Unwritten {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.gone.is_empty()
    }
}

/// A command that may go now.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    pub command: Command,
    /// It may be on the server already: look first.
    pub look: bool,
}

/// Whether a command that brought no answer may have reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    No,
    /// The connection broke.
    Broken,
    /// No answer in time.
    Late,
    /// It may have arrived long ago; one can look at once.
    Unknown,
}

impl Outbox {
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn get(&self, id: Id<Command>) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.command.id == id)
    }

    pub fn get_mut(&mut self, id: Id<Command>) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.command.id == id)
    }

    /// The entries about a record, oldest first.
    pub fn about(&self, subject: Subject) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.command.action.subject() == subject)
    }

    pub fn about_mut(&mut self, subject: Subject) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().filter(move |entry| entry.command.action.subject() == subject)
    }

    /// A new command, about a record of which this revision is shown.
    pub fn push(&mut self, command: Command, stands_on: i64) {
        let id = command.id;
        self.put(Entry { stands_on, ..Entry::new(command) });
        self.touch(id);
    }

    /// This entry has to be written down anew.
    pub fn touch(&mut self, id: Id<Command>) {
        if !self.unwritten.entries.contains(&id) {
            self.unwritten.entries.push(id);
        }
    }

    /// These were joined with another side's change.
    pub fn joined(&mut self, commands: Vec<(Id<Command>, Action)>) {
        commands.iter().for_each(|(id, _)| self.touch(*id));
        self.joined.extend(commands);
    }

    /// Those that were joined since this was asked last, and with what.
    pub fn take_joined(&mut self) -> Vec<(Id<Command>, Action)> {
        std::mem::take(&mut self.joined)
    }

    pub fn has_unwritten(&self) -> bool {
        !self.unwritten.is_empty()
    }

    /// Takes what has to be written down.
    pub fn unwritten(&mut self) -> Unwritten {
        std::mem::take(&mut self.unwritten)
    }

    /// Puts one in, in its place: those that are kept by their key, those that
    /// are not yet after them. One that is there already is replaced.
    pub fn put(&mut self, entry: Entry) {
        if self.settled.contains(&entry.command.id) {
            return;
        }
        let Some(known) = self.get_mut(entry.command.id) else {
            let at = self.entries.partition_point(|other| other.place <= entry.place);
            self.entries.insert(at, entry);
            return;
        };
        *known = entry;
        self.sort();
    }

    /// It is there from now on, and has its place in the order by that.
    pub fn place(&mut self, id: Id<Command>, place: Place) {
        if let Some(entry) = self.get_mut(id) {
            entry.place = place;
            entry.writing = false;
        }
        self.sort();
    }

    /// Where it stands in the order.
    pub fn position(&self, id: Id<Command>) -> Option<usize> {
        self.entries.iter().position(|entry| entry.command.id == id)
    }

    /// The same of a command that is known.
    pub fn forget_key_of(&mut self, key: u64, id: Id<Command>) {
        if !self.unwritten.gone.iter().any(|(known, _)| *known == key) {
            self.unwritten.gone.push((key, id));
        }
    }

    /// The entry was changed and is not written down yet.
    pub fn is_unwritten(&self, id: Id<Command>) -> bool {
        self.unwritten.entries.contains(&id)
    }

    pub fn at_key(&self, key: u64) -> Option<Id<Command>> {
        let entry = self.entries.iter().find(|entry| entry.place.key() == Some(key))?;
        Some(entry.command.id)
    }

    /// It is written down that it is about to be sent.
    pub fn mark(&mut self, key: u64) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.place.key() == Some(key)) {
            entry.tried = true;
        }
    }

    pub fn is_withdrawn(&self, id: Id<Command>) -> bool {
        self.get(id).is_some_and(|entry| entry.progress == Progress::Withdrawn)
    }

    pub fn is_settled(&self, id: Id<Command>) -> bool {
        self.settled.contains(&id)
    }

    /// The device has forgotten these.
    pub fn left(&mut self, keys: &[u64]) {
        self.leaving.retain(|(key, _)| !keys.contains(key));
    }

    /// This key has to be removed from the device.
    pub fn forget_key(&mut self, key: u64) {
        self.forget_key_of(key, Id::nil());
    }

    fn sort(&mut self) {
        // Stable: what is not kept yet stays in the order it was made.
        self.entries.sort_by_key(|entry| entry.place);
    }

    /// Takes one out for good.
    pub fn settle(&mut self, id: Id<Command>) -> Option<Entry> {
        let entry = self.remove(id)?;
        self.settled.insert(id);
        if let Some(key) = entry.place.key() {
            self.unwritten.gone.push((key, id));
            self.leaving.push((key, entry.command.action.subject()));
        }
        Some(entry)
    }

    /// Takes one out that was taken back; it does not come again.
    pub fn forget(&mut self, id: Id<Command>) -> Option<Entry> {
        self.settled.insert(id);
        self.remove(id)
    }

    /// Takes one out that is already gone from the device.
    pub fn remove(&mut self, id: Id<Command>) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.command.id == id)?;
        Some(self.entries.remove(at))
    }

    /// The commands that may go now, as far as `most`, marked as being sent. Of
    /// one record the oldest goes first; while one is under way its others wait,
    /// and so does what needs a record that is not made yet, and what changes a
    /// field that waits for a decision. Who does not `reign` sends only what no
    /// journal knows of.
    pub fn take(&mut self, now: Duration, most: usize, reigns: bool) -> Vec<Taken> {
        let mut taken = Vec::new();
        let mut held: Vec<Subject> = self.leaving.iter().map(|(_, subject)| *subject).collect();
        if !on(Mutation::ForgetOrder) {
            let sending = self.entries.iter().filter(|entry| entry.progress == Progress::Sending);
            held.extend(sending.map(|entry| entry.command.action.subject()));
        }
        // One that makes a record may come after what needs it: it was edited.
        let makes = self.entries.iter().map(|entry| &entry.command.action).filter(|action| action.makes());
        let unmade: Vec<Subject> = makes.map(Action::subject).collect();
        let mut contested: Vec<&Action> = Vec::new();
        for entry in &mut self.entries {
            if taken.len() >= most {
                break;
            }
            let subject = entry.command.action.subject();
            let undecided = entry.progress.conflict().is_some_and(|conflict| !conflict.landed);
            let follows = || contested.iter().any(|action| action.shares_field(&entry.command.action));
            if undecided || matches!(entry.progress, Progress::Waiting | Progress::Uncertain) && follows() {
                contested.push(&entry.command.action);
                continue;
            }
            let waits = held.contains(&subject)
                || (!on(Mutation::ForgetNeeds)
                    && entry
                        .command
                        .action
                        .needs()
                        .is_some_and(|it| held.contains(&it) || unmade.contains(&it)));
            match &entry.progress {
                // What a refused make was to bring is not there for others either.
                Progress::Refused(_) if !entry.command.action.makes() => continue,
                Progress::Conflict(_) | Progress::Withdrawn => continue,
                Progress::Waiting | Progress::Uncertain if !waits && entry.may_go(now, reigns) => {
                    let look = entry.progress == Progress::Uncertain && !on(Mutation::SendWithoutLooking);
                    entry.progress = Progress::Sending;
                    entry.not_before = None;
                    entry.tried = true;
                    entry.here = true;
                    taken.push(Taken { command: entry.command.clone(), look });
                }
                _ => {}
            }
            if !on(Mutation::ForgetOrder) {
                held.push(subject);
            }
        }
        taken
    }

    /// It did not get through; it will be tried again, not before this time.
    pub fn postpone(&mut self, id: Id<Command>, arrival: Arrival, now: Duration) {
        let Some(entry) = self.get_mut(id) else { return };
        let (progress, pause) = match arrival {
            Arrival::No => (Progress::Waiting, None),
            Arrival::Broken => (Progress::Uncertain, Some(SETTLE_BROKEN)),
            Arrival::Late => (Progress::Uncertain, Some(SETTLE_LATE)),
            Arrival::Unknown => (Progress::Uncertain, None),
        };
        entry.progress = progress;
        entry.not_before = pause.map(|pause| now + pause);
    }

    /// Something could be sent now, as far as it depends on the outbox.
    pub fn has_sendable(&self, now: Duration, reigns: bool) -> bool {
        let ready = |entry: &Entry| {
            matches!(entry.progress, Progress::Waiting | Progress::Uncertain) && entry.may_go(now, reigns)
        };
        self.entries.iter().any(ready)
    }

    /// When the next one may go that waits for its time, which was not there yet
    /// at `now`: what is past it waits for something else.
    pub fn next_at(&self, now: Duration) -> Option<Duration> {
        let waiting = self.entries.iter().filter(|entry| entry.progress.is_on_its_way());
        waiting.filter_map(|entry| entry.not_before).filter(|at| *at > now).min()
    }

    /// The server will not have it. What was made on top of it stands on what
    /// was there before it.
    pub fn refuse(&mut self, id: Id<Command>, why: ApiError) -> Option<Command> {
        self.lift(id, Progress::Refused(why))
    }

    /// Takes a command off its record: a later one of the same fields no longer
    /// stands on it. Gives that one.
    pub fn lift(&mut self, id: Id<Command>, progress: Progress) -> Option<Command> {
        let entry = self.get_mut(id)?;
        entry.progress = progress;
        let command = entry.command.clone();
        self.touch(id);
        self.rebase_after(&command)
    }

    /// A later command that stood on what this one made stands on what was before it.
    fn rebase_after(&mut self, command: &Command) -> Option<Command> {
        let base = command.base.as_ref()?;
        let mut later = self.entries.iter_mut().skip_while(|entry| entry.command.id != command.id).skip(1);
        // One that was made in another tab, before it knew of this one, stands on
        // something else.
        let stood = later.find_map(|entry| {
            let standing = entry.command.base.as_mut()?;
            standing.rebase(Some(&command.action), base).then(|| entry.command.clone())
        })?;
        self.touch(stood.id);
        Some(stood)
    }

    /// While it was about to be sent, or under way, another side's change was
    /// seen: the user decides. False where nothing was seen.
    pub fn meets(&mut self, id: Id<Command>, landed: bool) -> bool {
        let Some(entry) = self.get_mut(id) else { return false };
        let Some(met) = entry.met.take() else { return false };
        entry.progress = Progress::Conflict(Conflict { landed, ..met });
        self.touch(id);
        true
    }

    /// Where a change of sets landed over another side's: what both make, which is to be
    /// sent, and what was.
    pub fn overwrote(&self, id: Id<Command>) -> Option<(Action, Action)> {
        let entry = self.get(id)?;
        let theirs = &entry.met.as_ref()?.theirs;
        let mut both = entry.command.clone();
        (theirs.is_of_sets() && both.join(theirs)).then(|| (both.action, entry.command.action.clone()))
    }

    /// Commands that are neither on the server nor given back to the user.
    pub fn unsent(&self) -> usize {
        self.entries.iter().filter(|entry| entry.progress.is_on_its_way()).count()
    }

    /// This tab sends no longer: whether what it sent last arrived is not known yet.
    pub fn stop(&mut self, now: Duration) {
        for entry in self.entries.iter_mut().filter(|entry| entry.here) {
            entry.here = false;
            if entry.progress == Progress::Sending {
                entry.progress = Progress::Uncertain;
                entry.settle_first(now);
            }
        }
    }

    pub fn clear(&mut self) {
        self.entries.clear();
        self.unwritten = Unwritten::default();
        self.leaving.clear();
    }
}

/// What a command would do to a record on the screen.
pub fn lies(entry: &Entry) -> Option<&Action> {
    entry.progress.is_on_its_way().then_some(&entry.command.action)
}
