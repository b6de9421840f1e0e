//! From rows to blocks and back: what is kept on the device. A row stays in its
//! block for as long as its class stays the same, so a change writes one block
//! anew and nothing is ever left over to be tidied.

use std::collections::HashMap;
use std::sync::Arc;

use reactive_graph::signal::ArcTrigger;

use super::layout::{self, Writer};
use super::rows::{class_of, first_block, AnyId, AnyRow, Rows, Slot, NONE};

/// As many rows begin in a block; it may be fewer later, never more.
const FULL: usize = 256;

/// As many rows a damaged device may have lost; where more are missing it begins anew,
/// and has them again before long.
const FEW: usize = 2048;

/// A block to be written, or (`None`) to be removed.
pub(in crate::store) type Packed = (u32, Option<Vec<u8>>);

/// A block as it was read, or (`None`) one that is damaged.
pub(in crate::store) type Found = (u32, Option<Vec<u8>>);

/// What the server has of a row that something unsent lies over: `Some(None)`
/// where it has none; `None` where nothing lies over it.
pub(in crate::store) type Confirmed<'a> = &'a dyn Fn(AnyId) -> Option<Option<AnyRow>>;

/// What becomes of rows that are in memory and not in the blocks of the device when
/// they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Missing {
    /// They stay: the device does not have all rows, or lost some. (Where very many are
    /// missing, only those that something unsent lies over.)
    Stay,
    /// Those stay that were heard since the blocks were written, or are not there yet.
    NewerStay,
    /// All are gone: the device has all that was heard.
    Go,
}

impl Rows {
    /// Rows that are not in the blocks as they are now.
    pub fn unpacked(&self) -> usize {
        self.fresh.len() + self.stale.len() + self.unsure.len()
    }

    /// Packs all that changed, and gives the blocks that read differently now.
    /// They are packed again until [`Rows::written`] is called.
    pub fn pack(&mut self, confirmed: Confirmed<'_>) -> Vec<Packed> {
        let mut joining: HashMap<u32, Vec<AnyId>> = HashMap::new();
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for id in std::mem::take(&mut self.fresh) {
            let Some(row) = self.rows.get(&id).and_then(|slot| slot.row.clone()) else { continue };
            let class = match confirmed(id) {
                // Made here, and nowhere else yet.
                Some(None) => {
                    self.fresh.insert(id);
                    continue;
                }
                Some(Some(under)) => (self.codec.class)(&*under),
                None => (self.codec.class)(&*row),
            };
            let block = self.open_block(class, &mut counts);
            *counts.entry(block).or_default() += 1;
            joining.entry(block).or_default().push(id);
            self.slot(id).block = block;
            self.stale.insert(block);
        }
        let mut stale = std::mem::take(&mut self.stale);
        stale.append(&mut self.unsure);
        self.unsure.clone_from(&stale);
        stale
            .into_iter()
            .map(|block| {
                let joined = joining.remove(&block).unwrap_or_default();
                (block, self.pack_block(block, joined, confirmed))
            })
            .collect()
    }

    /// The block of a class that takes the next row.
    fn open_block(&self, class: u16, counts: &mut HashMap<u32, usize>) -> u32 {
        let first = first_block(class);
        let last = self.blocks.range(first..=first | 0xffff).next_back().map(|(block, _)| *block);
        let pending = counts.keys().filter(|block| class_of(**block) == class).max().copied();
        let last = last.max(pending).unwrap_or(first);
        let count = counts
            .entry(last)
            .or_insert_with(|| self.blocks.get(&last).map_or(0, |bytes| layout::rows(bytes).count()));
        if *count < FULL {
            last
        } else {
            last + 1
        }
    }

    fn pack_block(&mut self, block: u32, joined: Vec<AnyId>, confirmed: Confirmed<'_>) -> Option<Vec<u8>> {
        let old = self.blocks.remove(&block).unwrap_or_default();
        let mut writer = Writer::default();
        let stayed = layout::rows(&old).map(|(id, _)| id).filter(|id| !joined.contains(id));
        for id in stayed.chain(joined.iter().copied()) {
            let Some(slot) = self.rows.get_mut(&id).filter(|slot| slot.block == block) else { continue };
            let under = confirmed(id);
            let row = match (&under, &slot.row) {
                (Some(under), _) => under.clone(),
                (None, Some(row)) => Some(Arc::clone(row)),
                (None, None) => self.codec.read(&old, slot.at, &[]),
            };
            let Some(row) = row else { continue };
            let at = writer.push(id, |out| (self.codec.pack)(&*row, out));
            if under.is_none() {
                slot.at = at;
                if !self.watched.contains_key(&id) {
                    slot.row = None;
                }
            } else {
                // What is shown is something else.
                slot.at = if slot.row.is_none() { at } else { NONE };
            }
        }
        let bytes = writer.finish()?;
        self.blocks.insert(block, bytes.clone());
        Some(bytes)
    }

    /// These rows as a block of their own, which belongs to none of them.
    pub fn block_of(&self, ids: impl Iterator<Item = AnyId>) -> Vec<u8> {
        let mut writer = Writer::default();
        for id in ids {
            if let Some(row) = self.get(id) {
                writer.push(id, |out| (self.codec.pack)(&*row, out));
            }
        }
        writer.finish().unwrap_or_default()
    }

    /// The rows of a block that `block_of` gave.
    pub fn unblock(&self, block: &[u8]) -> Vec<(AnyId, AnyRow)> {
        let rows = layout::rows(block);
        rows.filter_map(|(id, at)| Some((id, self.codec.read(block, at, &[])?))).collect()
    }

    /// What is beneath this row changed, whatever is shown of it.
    pub fn touch(&mut self, id: AnyId) {
        let Some(slot) = self.rows.get(&id) else { return };
        if slot.block == NONE {
            self.fresh.insert(id);
        } else {
            self.stale.insert(slot.block);
        }
    }

    /// Nothing of it is on the device any more.
    pub fn write_all(&mut self) {
        self.stale.extend(self.blocks.keys());
    }

    /// What was packed last is on the device.
    pub fn written(&mut self) {
        self.unsure.clear();
    }

    /// Takes in a block from the device. Gives the rows that something unsent
    /// lies over, for the caller to lay it over anew, and whom to tell.
    pub fn load(
        &mut self,
        block: u32,
        bytes: Vec<u8>,
        covered: &dyn Fn(AnyId) -> bool,
    ) -> (Vec<AnyRow>, Vec<ArcTrigger>) {
        let mut under = Vec::new();
        let mut told = vec![self.whole.clone()];
        let observers = self.observers();
        let class = class_of(block);
        let observed: Vec<_> = observers.into_iter().filter(|observer| observer.wants(class)).collect();
        let codec = self.codec;
        let found: Vec<_> = layout::rows(&bytes).collect();
        for (id, at) in found {
            let read = || codec.read(&bytes, at, &[]);
            let watched = self.watched.get(&id).map(|watched| watched.trigger.clone());
            let slot = self.slot(id);
            if covered(id) {
                under.extend(read());
                slot.block = block;
                if slot.row.is_none() {
                    slot.at = at;
                }
                self.fresh.remove(&id);
                // What is known of it may be newer.
                self.stale.insert(block);
                continue;
            }
            // What was heard since the block was written.
            if let Some(newer) = slot.row.as_ref().filter(|_| slot.is_unsaved()) {
                // The same, so it is there by now.
                let same = |row: &AnyRow| codec.same(&**row, &**newer);
                let revision = (codec.revision)(&**newer);
                if read().is_none_or(|row| (codec.revision)(&*row) <= revision && !same(&row)) {
                    slot.block = block;
                    self.fresh.remove(&id);
                    self.stale.insert(block);
                    continue;
                }
            }
            *slot = Slot { row: None, block, at, doc: slot.doc };
            let doc = slot.doc;
            self.fresh.remove(&id);
            if watched.is_some() || !observed.is_empty() {
                let Some(row) = read() else { continue };
                for observer in &observed {
                    observer.changed(id, doc, Some(&*row));
                }
                if watched.is_some() {
                    self.slot(id).row = Some(row);
                }
                told.extend(watched);
            }
        }
        self.blocks.insert(block, bytes);
        told.extend(observed.iter().flat_map(|observer| observer.due()));
        (under, told)
    }

    /// Begins anew with what the device has; what was heard since stays, and what is
    /// in memory of a block that is damaged there (`None`), which is written anew.
    pub fn reload(
        &mut self,
        blocks: Vec<Found>,
        missing: Missing,
        covered: &dyn Fn(AnyId) -> bool,
    ) -> (Vec<AnyRow>, Vec<ArcTrigger>) {
        self.stale.append(&mut self.unsure);
        let damaged = blocks.iter().filter(|(_, bytes)| bytes.is_none());
        self.stale.extend(damaged.map(|(block, _)| *block));
        // They keep their numbers, and what is newer in memory.
        let ids: Vec<AnyId> = self.rows.keys().copied().collect();
        let mut saved = Vec::new();
        for id in ids {
            let Some(slot) = self.rows.get(&id) else { continue };
            let unsaved = missing != Missing::Go && (slot.is_unsaved() || self.stale.contains(&slot.block));
            let row = if unsaved { self.read(slot) } else { None };
            let stays = row.is_some();
            let at = if stays { NONE } else { 0 };
            let new = Slot { row, block: NONE, at, doc: slot.doc };
            let old = std::mem::replace(self.slot(id), new);
            if stays {
                self.fresh.insert(id);
            } else {
                saved.push((id, old));
            }
        }
        let before = std::mem::take(&mut self.blocks);
        self.stale.clear();
        let mut under = Vec::new();
        let mut told = Vec::new();
        for (block, bytes) in blocks {
            let Some(bytes) = bytes else {
                self.stale.insert(block);
                continue;
            };
            let (rows, triggers) = self.load(block, bytes, covered);
            under.extend(rows);
            told.extend(triggers);
        }
        // What is in no block any more is gone, or was lost there.
        saved
            .retain(|(id, _)| self.rows.get(id).is_some_and(|slot| slot.row.is_none() && slot.block == NONE));
        let few = saved.len() <= FEW;
        let mut gone = Vec::new();
        for (id, old) in saved {
            let stays = missing == Missing::Stay && (few || covered(id));
            let packed = || self.codec.read(before.get(&old.block)?, old.at, &[]);
            match if stays { old.row.clone().or_else(packed) } else { None } {
                Some(row) => {
                    let slot = self.slot(id);
                    (slot.row, slot.at) = (Some(row), NONE);
                    self.fresh.insert(id);
                }
                None => gone.push((id, None)),
            }
        }
        told.extend(self.change(gone));
        (under, told)
    }
}

#[cfg(test)]
mod tests;
