//! The outbox and the journal of the device: what has to be written, and what
//! was read.

use std::collections::HashSet;

use super::{Desk, Event, Inner, Told};
use crate::api::outside::{Found, JournalError, Kept, Withdrawal, Writes};
use crate::domain::people::Worker;
use crate::domain::record::pack::{packed, unpacked};
use crate::domain::Id;
use crate::store::command::Command;
use crate::store::history::History;
use crate::store::mutation::{on, Mutation};
use crate::store::outbox::{Entry, Outbox, Place, Progress};
use crate::store::state::Keeping;

/// What is written in one step, and whom it is about.
#[derive(Debug, Default)]
pub struct Job {
    pub writes: Writes,
    /// The commands that are appended, in order.
    new: Vec<Id<Command>>,
    changed: Vec<Id<Command>>,
    gone: Vec<(u64, Id<Command>)>,
}

impl Job {
    pub fn is_empty(&self) -> bool {
        self.writes == Writes::default()
    }
}

impl Inner {
    /// What has to be written now. Commands that were taken back before they
    /// were written at all are dropped.
    pub(in crate::store) fn take_job(&self) -> Job {
        let mut job = Job::default();
        let mut dropped = Vec::new();
        {
            let mut desk = self.desk();
            let unwritten = desk.outbox.unwritten();
            job.writes.remove = unwritten.gone.iter().map(|(key, _)| *key).collect();
            job.gone = unwritten.gone;
            // In the order in which they were made, also after a write that failed.
            let ids = desk.outbox.entries().iter().map(|entry| entry.command.id);
            let ids: Vec<_> = ids.filter(|id| unwritten.entries.contains(id)).collect();
            for id in ids {
                let Some(entry) = desk.outbox.get_mut(id) else { continue };
                match (entry.place.key(), &entry.progress) {
                    (None, Progress::Withdrawn) if entry.place == Place::Keeping => dropped.push(id),
                    // Nothing is written of it: it is to go.
                    (Some(_), Progress::Withdrawn) => {}
                    (Some(key), _) => {
                        entry.writing = true;
                        job.writes.replace.push((key, entry.line()));
                        job.changed.push(id);
                    }
                    (None, _) => {
                        entry.writing = true;
                        job.writes.append.push((id.to_string(), entry.line()));
                        job.new.push(id);
                    }
                }
            }
            if std::mem::take(&mut desk.history_moved) {
                job.writes.beside = Some(packed(&desk.history));
            }
        }
        for id in dropped {
            self.withdrawn(id, Withdrawal::InTime);
        }
        // A device that fails is said to until something was written again.
        if !job.writes.append.is_empty() && self.state.keeping().get_untracked() == Keeping::Safe {
            self.set_keeping(Keeping::Writing);
        }
        job
    }

    /// It is written: from here on it can no longer be lost.
    pub(in crate::store) fn written(&self, job: Job, keys: &[u64]) {
        self.set_keeping(Keeping::Safe);
        let mut words = Vec::new();
        {
            let mut desk = self.desk();
            for (id, key) in job.new.iter().zip(keys) {
                desk.outbox.place(*id, Place::Kept(*key));
                match desk.outbox.get(*id) {
                    Some(entry) => words.extend(word_of(entry)),
                    // Settled before it was written.
                    None => desk.outbox.forget_key(*key),
                }
            }
            for id in &job.changed {
                desk.outbox.get_mut(*id).into_iter().for_each(|entry| entry.writing = false);
                words.extend(desk.outbox.get(*id).and_then(word_of));
            }
            desk.outbox.left(&job.writes.remove);
            let gone = job.gone.into_iter().filter(|(_, id)| *id != Id::nil());
            words.extend(gone.map(|(key, id)| Told::Gone { key, id, sent: true }));
            words.extend(job.writes.beside.map(Told::History));
        }
        for word in words {
            self.say(word);
        }
        for id in job.new {
            self.tell(Event::Kept(id));
        }
        self.outbox_changed();
        self.wakes.outbox.ring();
    }

    /// It could not be written; it is tried again. What is new is sent all the
    /// same, and the user is told that it would be lost with the page.
    pub(in crate::store) fn not_written(&self, job: Job, why: JournalError) {
        self.set_keeping(if why == JournalError::Full { Keeping::Full } else { Keeping::Failing });
        let mut told = Vec::new();
        {
            let mut desk = self.desk();
            for id in &job.new {
                if let Some(entry) = desk.outbox.get(*id).filter(|entry| entry.place == Place::Keeping) {
                    told.push(entry.command.clone());
                    desk.outbox.place(*id, Place::Unkept);
                }
            }
            for id in job.new.iter().chain(&job.changed) {
                desk.outbox.touch(*id);
                desk.outbox.get_mut(*id).into_iter().for_each(|entry| entry.writing = false);
            }
            for (key, id) in job.gone {
                desk.outbox.forget_key_of(key, id);
            }
            desk.history_moved |= job.writes.beside.is_some();
        }
        for command in told {
            self.tell(Event::NotKept(command));
        }
        self.outbox_changed();
        self.wakes.outbox.ring();
    }

    /// Nothing is left to be written.
    pub(in crate::store) fn all_is_written(&self) {
        self.set_keeping(Keeping::Safe);
    }

    fn set_keeping(&self, keeping: Keeping) {
        if self.state.keeping().get_untracked() != keeping {
            self.state.keeping().set(keeping);
        }
    }

    /// Commands that are kept and were taken back: the journal decides whether
    /// in time.
    pub(in crate::store) fn to_withdraw(&self) -> Vec<(Id<Command>, u64)> {
        let desk = self.desk();
        let entries = desk.outbox.entries().iter().filter(|entry| entry.progress == Progress::Withdrawn);
        entries.filter_map(|entry| Some((entry.command.id, entry.place.key()?))).collect()
    }

    /// The keys of commands that may soon be sent and are not marked yet.
    pub(in crate::store) fn to_mark(&self, most: usize) -> Vec<u64> {
        let desk = self.desk();
        let entries =
            desk.outbox.entries().iter().filter(|entry| !entry.tried && entry.progress.is_on_its_way());
        entries.filter_map(|entry| entry.place.key()).take(most).collect()
    }

    /// Of these the marked ones may be sent; the others are gone from the
    /// journal, taken back in another tab. Where the journal has what is not known
    /// here, this page is behind until it has read it.
    pub(in crate::store) fn marked(&self, asked: &[u64], there: &[u64]) {
        let mut gone = Vec::new();
        {
            let mut desk = self.desk();
            for key in asked {
                if there.contains(key) {
                    desk.outbox.mark(*key);
                } else if let Some(id) = desk.outbox.at_key(*key) {
                    gone.extend(desk.outbox.remove(id));
                }
            }
            desk.behind |=
                there.iter().any(|key| !desk.read.contains(key) && desk.outbox.at_key(*key).is_none());
        }
        for entry in gone {
            self.show(entry.command.action.subject());
            self.outbox_moved();
        }
    }

    /// The journal has what this page has not read.
    pub(in crate::store) fn is_behind(&self) -> bool {
        self.desk().behind
    }

    /// Who works here.
    pub fn worker(&self) -> Option<Id<Worker>> {
        self.state.person().get_untracked().and_then(|person| person.worker)
    }

    /// The keys of what this person has in the journal, and of what is damaged there.
    pub fn kept_keys(&self) -> Vec<u64> {
        self.known_keys().into_iter().chain(self.state.damaged().get_untracked()).collect()
    }

    /// The keys that are known before the journal is read.
    pub(in crate::store) fn known_keys(&self) -> HashSet<u64> {
        self.desk().outbox.entries().iter().filter_map(|entry| entry.place.key()).collect()
    }

    /// Takes in the journal as it was read; `known` are the keys that were known
    /// before. What was sent and has no answer here has to be looked up.
    pub(in crate::store) fn loaded(&self, found: Found, known: &HashSet<u64>) {
        let Found { entries: kept, beside } = found;
        let me = self.worker();
        let mut subjects = Vec::new();
        let mut damaged = Vec::new();
        {
            let mut desk = self.desk();
            let present: HashSet<u64> = kept.iter().map(|kept| kept.key).collect();
            for key in known.iter().filter(|key| !present.contains(key)) {
                let at_key = desk.outbox.at_key(*key);
                // What is to be taken back learns for itself whether in time.
                let gone = at_key.filter(|id| !desk.outbox.is_withdrawn(*id));
                let gone = gone.and_then(|id| desk.outbox.remove(id));
                subjects.extend(gone.map(|entry| entry.command.action.subject()));
            }
            desk.read = present;
            desk.behind = false;
            for Kept { key, tried, bytes } in kept {
                let read = bytes.and_then(|bytes| Entry::read(&bytes, key, tried));
                let Some(mut entry) = read.or_else(|| again(&mut desk.outbox, key, tried)) else {
                    damaged.push(key);
                    continue;
                };
                // Its removal was answered with an error, or it was kept after
                // all when that was answered with an error.
                if desk.outbox.is_settled(entry.command.id) {
                    desk.outbox.forget_key(key);
                    continue;
                }
                // Work of somebody else on the same device waits for them.
                if entry.command.by != me {
                    continue;
                }
                // One that can be done twice may have been sent by a page that could
                // not write that down.
                if entry.tried || entry.command.base.is_none() {
                    entry.settle_first((self.outside.uptime)());
                }
                let Desk { outbox, reigns, .. } = &mut *desk;
                let id = entry.command.id;
                let unwritten = outbox.is_unwritten(id);
                if let Some(known) = outbox.get_mut(id) {
                    if unwritten || known.knows_better(&entry, *reigns) {
                        // Another tab led until now and may have sent it, also while
                        // nothing could be written.
                        if (known.tried || entry.tried) && !known.here && !*reigns {
                            known.look_first(entry.not_before);
                        }
                        outbox.place(id, Place::Kept(key));
                        continue;
                    }
                }
                let subject = entry.command.action.subject();
                self.cover(&mut desk, subject);
                desk.outbox.put(entry);
                subjects.push(subject);
            }
        }
        match beside {
            Some(bytes) => self.load_history(&bytes),
            None => self.desk().history_read = true,
        }
        if !damaged.is_empty() {
            self.say(Told::Damaged { entries: damaged.clone(), blocks: Vec::new() });
        }
        if self.state.damaged().get_untracked() != damaged && !on(Mutation::HideDamage) {
            self.state.damaged().set(damaged);
        }
        subjects.sort_unstable();
        subjects.dedup();
        for subject in subjects {
            self.show(subject);
        }
        self.outbox_moved();
        self.wakes.outbox.ring();
        self.wakes.journal.ring();
    }

    /// An entry is not damaged any more: another tab knew it, or it is settled.
    pub(super) fn is_mended(&self, key: u64) {
        if self.state.damaged().get_untracked().contains(&key) {
            self.state.damaged().update(|keys| keys.retain(|known| *known != key));
            self.outbox_moved();
        }
    }

    /// Removes the damaged entries from the device: the user has been told.
    pub fn forget_damaged(&self) {
        let keys = self.state.damaged().get_untracked();
        if keys.is_empty() {
            return;
        }
        keys.into_iter().for_each(|key| self.desk().outbox.forget_key(key));
        self.state.damaged().set(Vec::new());
        self.outbox_moved();
        self.wakes.journal.ring();
    }

    pub(super) fn load_history(&self, bytes: &[u8]) {
        let history: Option<History> = unpacked(bytes);
        let history = history.filter(|history| history.is_of(self.worker()));
        let mut desk = self.desk();
        let first = !std::mem::replace(&mut desk.history_read, true);
        match history {
            // What was done here since is newer, and is written next.
            Some(history) if desk.history_moved && first => desk.history.follow(history),
            Some(history) if !desk.history_moved => desk.history = history,
            _ => {}
        }
    }

    /// The history changed, and has to be written down.
    pub(super) fn history_moved(&self) {
        self.desk().history_moved = true;
        self.outbox_changed();
        self.wakes.journal.ring();
    }

    /// Tells the other tabs how these commands stand now.
    pub(in crate::store) fn tell_entries(&self, ids: &[Id<Command>]) {
        let words: Vec<_> = {
            let desk = self.desk();
            ids.iter().filter_map(|id| word_of(desk.outbox.get(*id)?)).collect()
        };
        for word in words {
            self.say(word);
        }
    }
}

/// What is damaged on the device and known here is written once more.
fn again(outbox: &mut Outbox, key: u64, tried: bool) -> Option<Entry> {
    let id = outbox.at_key(key)?;
    outbox.touch(id);
    let known = outbox.get(id)?.clone();
    Some(Entry { tried: known.tried || tried, ..known })
}

/// The keys of what somebody has in the journal.
pub fn keys_of(found: &Found, by: Option<Id<Worker>>) -> Vec<u64> {
    let entries = found.entries.iter();
    let mine = entries.filter(|Kept { key, tried, bytes }| {
        let entry = bytes.as_ref().and_then(|bytes| Entry::read(bytes, *key, *tried));
        entry.is_some_and(|entry| entry.command.by == by)
    });
    mine.map(|kept| kept.key).collect()
}

/// How an entry reads for the other tabs.
fn word_of(entry: &Entry) -> Option<Told> {
    Some(Told::Entry {
        key: entry.place.key()?,
        tried: entry.tried,
        sending: entry.progress == Progress::Sending,
        bytes: entry.write(),
    })
}
