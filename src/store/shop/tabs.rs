//! What the tabs of one browser tell each other: the outbox is one for all of
//! them, one of them speaks with the server, and what it hears all show.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Beside, Desk, Inner};
use crate::api::orders::Orders;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::record::pack::{Bytes, Out};
use crate::domain::record::Pack;
use crate::domain::Id;
use crate::store::command::{Answer, Command};
use crate::store::mutation::{on, Mutation};
use crate::store::outbox::{Entry, Progress};
use crate::store::state::{Connection, Filling};
use crate::store::table::AnyId;

/// So many questions without an answer tell that the tab that leads stands still.
const SILENT: u32 = 4;

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// An entry of the outbox as it is now: its bytes, and how it stands.
    Entry { key: u64, tried: bool, sending: bool, bytes: Vec<u8> },
    /// An entry that is settled, or was taken back before it was sent.
    Gone { key: u64, id: Id<Command>, sent: bool },
    /// What can be undone, and done again.
    History(Vec<u8>),
    /// What the server says of records.
    Rows { orders: Vec<Order>, customers: Vec<Customer> },
    /// Since when the server is not reached, `None` where it is; whether the device does
    /// not keep the records; and how far the first fill is.
    Stands { offline: Option<DateTime<Utc>>, unkept: bool, filling: Option<Filling> },
    /// What changed in a table: rows as a block, and ids of rows that are gone.
    Table { table: u8, put: Vec<u8>, out: Vec<AnyId> },
    /// A small table as it is now: rows as a block.
    Whole { table: u8, rows: Vec<u8> },
    /// The device has all that the tab that leads said up to this word, and where
    /// there is `more`, what it did not say.
    Replica { upto: u64, more: bool },
    /// A tab was opened, or missed something: what is not on the device yet, it
    /// does not know.
    Opened,
    /// What this tab could not read on the device: entries of the outbox, and blocks of
    /// the replica. Who knows it writes it once more.
    Damaged { entries: Vec<u64>, blocks: Vec<u64> },
    /// Somebody is looking at a tab that does not lead: ask the server.
    Poll,
    /// A word of the tab that leads, with its number in this reign.
    Led { reign: u64, number: u64, word: Box<Told> },
}

impl Pack for Filling {
    fn pack(&self, out: &mut Out) {
        self.done.pack(out);
        self.of.pack(out);
        self.left.map(|left| left.as_secs()).pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let (done, of) = (u64::unpack(from)?, u64::unpack(from)?);
        let left: Option<u64> = Option::unpack(from)?;
        Some(Self { done, of, left: left.map(Duration::from_secs) })
    }
}

impl Told {
    pub fn write(&self) -> Vec<u8> {
        let mut out = Out::default();
        match self {
            Self::Entry { key, tried, sending, bytes } => {
                out.push(0);
                key.pack(&mut out);
                tried.pack(&mut out);
                sending.pack(&mut out);
                out.extend_from_slice(bytes);
            }
            Self::Gone { key, id, sent } => {
                out.push(1);
                key.pack(&mut out);
                id.pack(&mut out);
                sent.pack(&mut out);
            }
            Self::History(bytes) => {
                out.push(2);
                out.extend_from_slice(bytes);
            }
            Self::Rows { orders, customers } => {
                out.push(3);
                orders.pack(&mut out);
                customers.pack(&mut out);
            }
            Self::Table { table, put, out: gone } => {
                out.push(6);
                out.push(*table);
                gone.pack(&mut out);
                out.extend_from_slice(put);
            }
            Self::Whole { table, rows } => {
                out.push(10);
                out.push(*table);
                out.extend_from_slice(rows);
            }
            Self::Replica { upto, more } => {
                out.push(7);
                upto.pack(&mut out);
                more.pack(&mut out);
            }
            Self::Led { reign, number, word } => {
                out.push(9);
                reign.pack(&mut out);
                number.pack(&mut out);
                out.extend_from_slice(&word.write());
            }
            Self::Opened => out.push(8),
            Self::Damaged { entries, blocks } => {
                out.push(11);
                entries.pack(&mut out);
                blocks.pack(&mut out);
            }
            Self::Poll => out.push(4),
            Self::Stands { offline, unkept, filling } => {
                out.push(5);
                offline.pack(&mut out);
                unkept.pack(&mut out);
                filling.pack(&mut out);
            }
        }
        out.into_bytes()
    }

    pub fn read(word: &[u8]) -> Option<Self> {
        let mut from = Bytes::new(word);
        Some(match from.byte()? {
            0 => Self::Entry {
                key: u64::unpack(&mut from)?,
                tried: bool::unpack(&mut from)?,
                sending: bool::unpack(&mut from)?,
                bytes: from.rest.to_vec(),
            },
            1 => Self::Gone {
                key: u64::unpack(&mut from)?,
                id: Id::unpack(&mut from)?,
                sent: bool::unpack(&mut from)?,
            },
            2 => Self::History(from.rest.to_vec()),
            3 => Self::Rows { orders: Vec::unpack(&mut from)?, customers: Vec::unpack(&mut from)? },
            4 => Self::Poll,
            5 => Self::Stands {
                offline: Option::unpack(&mut from)?,
                unkept: bool::unpack(&mut from)?,
                // A tab of the version before says nothing of it.
                filling: Option::unpack(&mut from).flatten(),
            },
            6 => {
                let table = from.byte()?;
                let out = Vec::unpack(&mut from)?;
                Self::Table { table, put: from.rest.to_vec(), out }
            }
            7 => Self::Replica { upto: u64::unpack(&mut from)?, more: bool::unpack(&mut from)? },
            8 => Self::Opened,
            9 => Self::Led {
                reign: u64::unpack(&mut from)?,
                number: u64::unpack(&mut from)?,
                word: Box::new(Self::read(from.rest)?),
            },
            10 => Self::Whole { table: from.byte()?, rows: from.rest.to_vec() },
            11 => Self::Damaged { entries: Vec::unpack(&mut from)?, blocks: Vec::unpack(&mut from)? },
            _ => return None,
        })
    }
}

impl Inner {
    /// Adds a word for the other tabs.
    pub(in crate::store) fn say(&self, word: Told) {
        let mut desk = self.desk();
        let word = desk.voice.number(word);
        desk.told.push(word);
        drop(desk);
        self.wakes.tabs.ring();
    }

    /// Tells the other tabs what they cannot find out by themselves.
    pub(super) fn say_how_it_stands(&self) {
        let offline = self.state.connection().get_untracked().offline_since();
        let unkept = self.state.unkept_records().get_untracked();
        self.say(Told::Stands { offline, unkept, filling: self.state.filling().get_untracked() });
    }

    /// The number of the word that this tab said last as the one that leads.
    pub(in crate::store) fn said(&self) -> u64 {
        self.desk().voice.said()
    }

    /// This tab may have missed what the one that leads said.
    pub(in crate::store) fn misses_something(&self) -> bool {
        let desk = self.desk();
        !desk.leads && !desk.heard.is_whole()
    }

    pub(in crate::store) fn take_told(&self) -> Vec<Told> {
        std::mem::take(&mut self.desk().told)
    }

    /// Only the tab that leads tells what the server says.
    pub(super) fn tell_rows(&self, answer: &Answer) {
        let Answer { orders: Orders { orders, customers: along, .. }, customers } = answer;
        if self.desk().leads && !(orders.is_empty() && along.is_empty() && customers.is_empty()) {
            let customers = along.iter().chain(customers).cloned().collect();
            self.say(Told::Rows { orders: orders.clone(), customers });
        }
    }

    pub(in crate::store) fn set_leads(&self, leads: bool) {
        let mut desk = self.desk();
        desk.leads = leads;
        desk.reigns = false;
        if leads {
            desk.voice.begin((self.outside.random)());
            if desk.heard.ends() {
                desk.ledger.doubt();
            }
        } else {
            desk.outbox.stop((self.outside.uptime)());
        }
        drop(desk);
        self.state.leads().set(leads);
        if leads {
            // It was the other one's.
            self.state.filling().set(None);
        }
        self.leader_is_silent(false);
        // Who leads finds out.
        self.archive_keeps(true);
    }

    /// Takes in what another tab says.
    pub(in crate::store) fn hear(&self, word: &[u8]) {
        if let Some(word) = Told::read(word) {
            self.take_in(word);
        }
    }

    fn take_in(&self, word: Told) {
        match word {
            Told::Led { reign, number, word } => {
                self.leader_is_silent(false);
                let of_rows = matches!(*word, Told::Table { .. } | Told::Whole { .. });
                let missed = self.desk().heard.hears(reign, number, of_rows);
                self.take_in(*word);
                if missed {
                    self.catch_up();
                }
            }
            Told::Entry { key, tried, sending, bytes } => self.hear_entry(key, tried, sending, &bytes),
            Told::Gone { key, id, sent } => self.hear_gone(key, id, sent),
            Told::History(bytes) => {
                self.load_history(&bytes);
                self.outbox_changed();
            }
            Told::Rows { orders, customers } => self.take(orders, customers),
            // Who leads finds out; this is a late word of the one that did before.
            Told::Stands { .. } if self.desk().leads => {}
            Told::Stands { offline, unkept, filling } => {
                self.connected(offline.map_or(Connection::Online, |since| Connection::Offline { since }));
                self.archive_keeps(!unkept);
                let known = self.state.filling();
                if known.get_untracked() != filling {
                    known.set(filling);
                }
            }
            Told::Table { table, put, out } => {
                if let Some(stored) = self.stored_as(table) {
                    stored.hear(&put);
                    stored.remove(out);
                }
            }
            Told::Whole { table, rows } => {
                if let Some(stored) = self.stored_as(table) {
                    stored.hear_whole(&rows);
                }
            }
            Told::Damaged { entries, blocks } => self.hear_damaged(&entries, &blocks),
            Told::Opened => self.wait_beside(Beside::Missed),
            Told::Replica { upto, more } => {
                let missing = self.misses_something();
                if !self.desk().heard.reads(upto) {
                    self.catch_up();
                }
                if more || missing {
                    self.wakes.reload.ring();
                }
            }
            Told::Poll => {
                self.wakes.poll.ring();
                // Whoever missed the last word hears by the next one's number.
                if self.desk().leads {
                    self.say_how_it_stands();
                    self.wakes.lead.ring();
                }
            }
        }
    }

    /// Another question of this tab was not answered by the one that leads, or it said
    /// something.
    pub(in crate::store) fn leader_is_silent(&self, silent: bool) {
        let mut desk = self.desk();
        desk.unanswered = if silent && !desk.leads { desk.unanswered + 1 } else { 0 };
        let is_still = desk.unanswered > SILENT;
        drop(desk);
        if self.state.leader_is_still().get_untracked() != is_still {
            self.state.leader_is_still().set(is_still);
        }
    }

    /// Asks for what was missed of what the tab that leads said.
    pub(in crate::store) fn catch_up(&self) {
        if self.misses_something() && !on(Mutation::MissWords) {
            self.say(Told::Opened);
        }
    }

    fn hear_entry(&self, key: u64, tried: bool, sending: bool, bytes: &[u8]) {
        let Some(mut entry) = Entry::read(bytes, key, tried) else { return };
        self.is_mended(key);
        let subject = entry.command.action.subject();
        {
            let mut desk = self.desk();
            let Desk { outbox, leads, .. } = &mut *desk;
            if let Some(known) = outbox.get(entry.command.id) {
                // Who leads knows best how a command stands; what is withdrawn
                // here is decided by the journal.
                if known.progress == Progress::Withdrawn || (*leads && known.progress.is_on_its_way()) {
                    return;
                }
            }
            if sending && !*leads {
                entry.progress = Progress::Sending;
            }
            // It may have been sent not long ago, from the memory of a tab that led.
            if desk.leads && entry.tried && desk.outbox.get(entry.command.id).is_none() {
                entry.settle_first((self.outside.uptime)());
            }
            self.cover(&mut desk, subject);
            desk.outbox.put(entry);
        }
        self.show(subject);
        self.outbox_moved();
        self.wakes.outbox.ring();
        // It may have been joined with what is known here.
        self.wakes.journal.ring();
    }

    fn hear_gone(&self, key: u64, id: Id<Command>, sent: bool) {
        self.is_mended(key);
        let (gone, left) = {
            let mut desk = self.desk();
            let at = desk.outbox.position(id).unwrap_or_default();
            let gone = desk.outbox.forget(id);
            // Kept here under another key, or about to be.
            if let Some(other) = gone.as_ref().and_then(|entry| entry.place.key()).filter(|at| *at != key) {
                desk.outbox.forget_key(other);
            }
            let too_late = gone.as_ref().filter(|entry| sent && entry.progress == Progress::Withdrawn);
            let left = too_late.and_then(|entry| desk.outbox.stand_again(&entry.command, at));
            (gone, left)
        };
        let Some(Entry { command, .. }) = gone else { return };
        self.show(command.action.subject());
        self.outbox_moved();
        self.take_back(command, left);
    }
}
