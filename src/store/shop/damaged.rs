//! Blocks of the device that cannot be read: written anew from memory, here or in
//! the tab that leads, and their tables are fetched again.

use super::replica::{block_key, sources_of, NEAR_CUSTOMERS};
use super::tables::CUSTOMERS;
use super::{Beside, Inner, Source, Standing, Told};

/// A copy of rows that stand in other blocks too.
const COPY: u64 = block_key(CUSTOMERS, NEAR_CUSTOMERS);

impl Inner {
    /// These blocks are to be written anew, with what is in memory of them, or
    /// removed: a block that stays damaged would be fetched with every start.
    fn rewrite(&self, keys: &[u64]) {
        for (table, stored) in self.stored() {
            keys.iter().filter(|key| (*key >> 32) as u8 == table).for_each(|key| stored.rewrite(*key as u32));
        }
    }

    /// The device has nothing that could be taken in: a tab that does not lead asks
    /// the one that does to write all of it.
    pub(in crate::store) fn lacks_all(&self) {
        let mut desk = self.desk();
        if !desk.leads {
            desk.heard.lacks();
        }
        drop(desk);
        self.catch_up();
    }

    /// Blocks that could not be read: their tables are fetched again, and a tab that
    /// does not lead asks the one that does to write them anew.
    pub(in crate::store) fn damaged_blocks(&self, keys: Vec<u64>) {
        let sources = keys.iter().filter(|key| **key != COPY).flat_map(|key| sources_of((*key >> 32) as u8));
        sources.for_each(|source| self.fetch_again(*source));
        let mut desk = self.desk();
        if !desk.leads {
            desk.heard.lacks();
            drop(desk);
            self.say(Told::Damaged { entries: Vec::new(), blocks: keys });
        }
        self.wakes.replica.ring();
    }

    /// Another tab could not read these: an entry is written by whoever knows it, a
    /// block by the tab that leads.
    pub(super) fn hear_damaged(&self, entries: &[u64], blocks: &[u64]) {
        let mut desk = self.desk();
        for key in entries {
            if let Some(id) = desk.outbox.at_key(*key) {
                desk.outbox.touch(id);
            }
        }
        let leads = desk.leads;
        drop(desk);
        self.wakes.journal.ring();
        if leads && !blocks.is_empty() {
            self.rewrite(blocks);
            self.wait_beside(Beside::More);
        }
    }

    /// What the device has could not be read as a whole: what is not here is not
    /// known to be there.
    pub(in crate::store) fn lacks_the_rest(&self) {
        Source::ALL.into_iter().filter(|source| *source != Source::Dictionaries).for_each(|source| {
            self.fetch_again(source);
        });
        self.replica_moved();
        self.wakes.replica.ring();
    }

    fn fetch_again(&self, source: Source) {
        let standing = self.standing(source);
        self.set_standing(Standing { pages: 0, done: 0, down_to: None, complete: false, ..standing });
    }
}
