//! The rows of a table, whatever they are: what all tables do alike, once.
//!
//! A row is live (a value in memory) while it is looked at or not yet on the
//! device, and packed otherwise: bytes in a block, as the block is kept on the
//! device, read when somebody asks. A live value takes about six times as much
//! memory, and a shop has a hundred thousand customers.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Weak};

use reactive_graph::signal::ArcTrigger;

use super::codec::Codec;
use crate::domain::Id;

/// The id of a row of any table.
pub(in crate::store) type AnyId = Id<dyn Any>;
/// A row of any table.
pub(in crate::store) type AnyRow = Arc<dyn Any + Send + Sync>;

/// What a table tells of its changes.
pub(in crate::store) trait Observer: Send + Sync {
    /// A row was put in or replaced, or (`None`) taken out.
    fn changed(&self, id: AnyId, doc: u32, new: Option<&(dyn Any + Send + Sync)>);
    /// The triggers to tell after a run of changes.
    fn due(&self) -> Vec<ArcTrigger>;
    /// Rows of other classes are of no concern; they need not be read for this one.
    fn wants(&self, class: u16) -> bool;
}

/// Stands for no block and no place.
pub(super) const NONE: u32 = u32::MAX;

/// One row.
pub(super) struct Slot {
    /// `None` where it is packed.
    pub row: Option<AnyRow>,
    /// The block it belongs to.
    pub block: u32,
    /// Where it stands in the block as it is now; not there where it is newer.
    pub at: u32,
    /// Its number among all that were ever there, for the search.
    pub doc: u32,
}

pub(super) struct Rows {
    pub(super) codec: &'static Codec,
    pub(super) rows: HashMap<AnyId, Slot>,
    pub(super) blocks: BTreeMap<u32, Vec<u8>>,
    /// Rows of no block.
    pub(super) fresh: BTreeSet<AnyId>,
    /// Blocks in which a row changed, came or went.
    pub(super) stale: BTreeSet<u32>,
    /// Blocks that were given out to be written, and may not have been.
    pub(super) unsure: BTreeSet<u32>,
    pub(super) watched: HashMap<AnyId, Watched>,
    pub(super) observers: Vec<Weak<dyn Observer>>,
    /// For who reads the table as a whole: pickers over small tables.
    pub whole: ArcTrigger,
    /// Every id by its number.
    pub(super) docs: Vec<AnyId>,
    /// How often rows were put in or taken out.
    pub(super) changes: u64,
}

pub(super) struct Watched {
    pub(super) trigger: ArcTrigger,
    watchers: usize,
}

impl Slot {
    /// In memory only, or newer there than in its block.
    pub(super) const fn is_unsaved(&self) -> bool {
        self.at == NONE
    }
}

impl Rows {
    pub fn new(codec: &'static Codec) -> Self {
        Self {
            codec,
            rows: HashMap::new(),
            blocks: BTreeMap::new(),
            fresh: BTreeSet::new(),
            stale: BTreeSet::new(),
            unsure: BTreeSet::new(),
            watched: HashMap::new(),
            observers: Vec::new(),
            whole: ArcTrigger::new(),
            docs: Vec::new(),
            changes: 0,
        }
    }

    /// The row as it is now.
    pub fn get(&self, id: AnyId) -> Option<AnyRow> {
        self.read(self.rows.get(&id)?)
    }

    /// What lists read of the row: of one that is packed the rest stands at its default.
    pub fn brief(&self, id: AnyId) -> Option<AnyRow> {
        self.read_without(self.rows.get(&id)?, self.codec.unlisted)
    }

    pub(super) fn read(&self, slot: &Slot) -> Option<AnyRow> {
        self.read_without(slot, &[])
    }

    fn read_without(&self, slot: &Slot, without: &'static [u16]) -> Option<AnyRow> {
        match &slot.row {
            Some(row) => Some(Arc::clone(row)),
            None => self.codec.read(self.blocks.get(&slot.block)?, slot.at, without),
        }
    }

    /// All rows that may be of one of the wanted classes.
    pub fn each(&self, wants: impl Fn(u16) -> bool, mut see: impl FnMut(AnyId, u32, &AnyRow)) {
        for (id, slot) in self.slots(wants) {
            if let Some(row) = self.read(slot) {
                see(*id, slot.doc, &row);
            }
        }
    }

    /// The ids of all rows that may be of one of the wanted classes.
    pub fn ids(&self, wants: impl Fn(u16) -> bool) -> Vec<AnyId> {
        self.slots(wants).map(|(id, _)| *id).collect()
    }

    fn slots(&self, wants: impl Fn(u16) -> bool) -> impl Iterator<Item = (&AnyId, &Slot)> {
        self.rows.iter().filter(move |(_, slot)| slot.row.is_some() || wants(class_of(slot.block)))
    }

    /// The row of a number, with its id.
    pub fn at_doc(&self, doc: u32) -> Option<(AnyId, AnyRow)> {
        let id = *self.docs.get(doc as usize)?;
        Some((id, self.get(id)?))
    }

    pub(super) fn observers(&self) -> Vec<Arc<dyn Observer>> {
        self.observers.iter().filter_map(Weak::upgrade).collect()
    }

    /// The slot of an id, made where there is none.
    pub(super) fn slot(&mut self, id: AnyId) -> &mut Slot {
        let docs = &mut self.docs;
        self.rows.entry(id).or_insert_with(|| {
            docs.push(id);
            Slot { row: None, block: NONE, at: NONE, doc: (docs.len() - 1) as u32 }
        })
    }

    /// Makes the changes and gives the triggers to tell, each once. A row that
    /// is the same as before changes nothing.
    pub fn change(&mut self, changes: Vec<(AnyId, Option<AnyRow>)>) -> Vec<ArcTrigger> {
        let mut told = Vec::new();
        let observers = self.observers();
        let mut any = false;
        for (id, new) in changes {
            let doc = match &new {
                Some(row) => match self.put(id, row) {
                    Some(doc) => doc,
                    None => continue,
                },
                None => match self.take_out(id) {
                    Some(doc) => doc,
                    None => continue,
                },
            };
            any = true;
            told.extend(self.watched.get(&id).map(|watched| watched.trigger.clone()));
            for observer in &observers {
                observer.changed(id, doc, new.as_deref());
            }
        }
        if any {
            self.changes += 1;
            told.extend(observers.iter().flat_map(|observer| observer.due()));
            told.push(self.whole.clone());
        }
        told
    }

    fn put(&mut self, id: AnyId, row: &AnyRow) -> Option<u32> {
        let codec = self.codec;
        if let Some(old) = self.rows.get(&id) {
            if self.read(old).is_some_and(|old| codec.same(&*old, &**row)) {
                return None;
            }
        }
        let class = (codec.class)(&**row);
        let slot = self.slot(id);
        slot.row = Some(Arc::clone(row));
        slot.at = NONE;
        let (doc, block) = (slot.doc, slot.block);
        if block == NONE {
            self.fresh.insert(id);
        } else {
            self.stale.insert(block);
            if class_of(block) != class {
                self.slot(id).block = NONE;
                self.fresh.insert(id);
            }
        }
        Some(doc)
    }

    fn take_out(&mut self, id: AnyId) -> Option<u32> {
        let slot = self.rows.remove(&id)?;
        self.fresh.remove(&id);
        if slot.block != NONE {
            self.stale.insert(slot.block);
        }
        Some(slot.doc)
    }

    /// One more looks at the row: it is live from here on.
    pub fn watch(&mut self, id: AnyId) -> ArcTrigger {
        self.thaw(id);
        let watched =
            self.watched.entry(id).or_insert_with(|| Watched { trigger: ArcTrigger::new(), watchers: 0 });
        watched.watchers += 1;
        watched.trigger.clone()
    }

    pub(super) fn thaw(&mut self, id: AnyId) {
        let Some(slot) = self.rows.get(&id).filter(|slot| slot.row.is_none()) else { return };
        let row = self.read(slot);
        self.slot(id).row = row;
    }

    /// One looks at the row no longer.
    pub fn unwatch(&mut self, id: AnyId) {
        let Some(watched) = self.watched.get_mut(&id) else { return };
        watched.watchers -= 1;
        if watched.watchers > 0 {
            return;
        }
        self.watched.remove(&id);
        if let Some(slot) = self.rows.get_mut(&id).filter(|slot| !slot.is_unsaved()) {
            slot.row = None;
        }
    }
}

/// The class of the rows of a block.
pub(super) const fn class_of(block: u32) -> u16 {
    (block >> 16) as u16
}

/// The first block of a class.
pub(super) const fn first_block(class: u16) -> u32 {
    (class as u32) << 16
}
