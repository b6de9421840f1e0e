//! The disk of a simulated browser. Its journal keeps the promises of the real one;
//! what lies on it may be damaged.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::world::World;
use crate::api::outside::{Found, JournalError, Kept, Line, Withdrawal, Writes};
use crate::api::simulation::Shelf;

/// It remembers so few of those that were taken out; the real one remembers more.
const MOST_GONE: usize = 6;

#[derive(Default)]
pub struct Disk {
    entries: BTreeMap<u64, Row>,
    gone: VecDeque<Gone>,
    last: u64,
    reign: u64,
    beside: Option<Vec<u8>>,
    pub secrets: HashMap<&'static str, String>,
    pub shelf: Shelf,
    /// Writes fail so many times in a thousand.
    pub failing: u64,
    pub full: bool,
}

struct Row {
    name: String,
    tried: bool,
    /// `None` where it is damaged.
    bytes: Option<Vec<u8>>,
}

/// An entry that was taken out.
struct Gone {
    name: String,
    key: u64,
    unsent: bool,
}

impl Disk {
    pub fn load(&self) -> Found {
        let kept = |(key, row): (&u64, &Row)| Kept { key: *key, tried: row.tried, bytes: row.bytes.clone() };
        Found { entries: self.entries.iter().map(kept).collect(), beside: self.beside.clone() }
    }

    pub fn write(&mut self, writes: Writes) -> Result<Vec<u64>, JournalError> {
        if self.full && !writes.append.is_empty() {
            return Err(JournalError::Full);
        }
        let keys = writes.append.into_iter().map(|(name, line)| self.append(name, line)).collect();
        for (key, Line { tried, bytes }) in writes.replace {
            if let Some(row) = self.entries.get_mut(&key) {
                row.tried |= tried;
                row.bytes = Some(bytes);
            }
        }
        for key in writes.remove {
            self.take_out(key, false);
        }
        if writes.beside.is_some() {
            self.beside = writes.beside;
        }
        Ok(keys)
    }

    fn append(&mut self, name: String, Line { tried, bytes }: Line) -> u64 {
        if let Some((key, row)) = self.entries.iter_mut().find(|(_, row)| row.name == name) {
            row.tried |= tried;
            return *key;
        }
        if let Some(gone) = self.gone.iter().find(|gone| gone.name == name) {
            return gone.key;
        }
        self.last += 1;
        self.entries.insert(self.last, Row { name, tried, bytes: Some(bytes) });
        self.last
    }

    /// Takes an entry out, and notes that where there is room.
    fn take_out(&mut self, key: u64, unsent: bool) {
        let Some(row) = self.entries.remove(&key) else { return };
        if !self.full {
            self.gone.push_back(Gone { name: row.name, key, unsent });
            if self.gone.len() > MOST_GONE {
                self.gone.pop_front();
            }
        }
    }

    pub fn lead(&mut self) -> u64 {
        self.reign += 1;
        self.reign
    }

    pub fn mark(&mut self, reign: u64, keys: &[u64]) -> Result<Vec<u64>, JournalError> {
        if self.reign != reign {
            return Err(JournalError::Superseded);
        }
        for key in keys {
            self.entries.entry(*key).and_modify(|row| row.tried = true);
        }
        Ok(self.entries.keys().copied().collect())
    }

    pub fn withdraw(&mut self, key: u64) -> Withdrawal {
        match self.entries.get(&key) {
            Some(row) if row.tried => Withdrawal::TooLate,
            Some(_) => {
                self.take_out(key, true);
                Withdrawal::InTime
            }
            None => match self.gone.iter().find(|gone| gone.key == key) {
                Some(gone) if gone.unsent => Withdrawal::InTime,
                Some(_) => Withdrawal::TooLate,
                None => Withdrawal::Unknown,
            },
        }
    }

    /// Damages an entry of the journal; gives its key and what it was.
    pub fn tear_entry(&mut self, world: &World) -> Option<(u64, Vec<u8>)> {
        let at = world.dice(self.entries.len() as u64) as usize;
        let (key, row) = self.entries.iter_mut().nth(at)?;
        Some((*key, row.bytes.take()?))
    }

    /// Damages what stands beside the entries, and some of the blocks.
    pub fn tear_blocks(&mut self, world: &World) {
        if world.chance(200) {
            self.beside = None;
        }
        for block in self.shelf.blocks.values_mut() {
            if world.chance(300) {
                *block = None;
            }
        }
    }
}
