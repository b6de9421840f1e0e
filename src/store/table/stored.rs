//! A table as what is kept on the device, whatever its rows are.

use std::sync::{Arc, RwLock};

use super::blocks::{Confirmed, Found, Missing, Packed};
use super::rows::Rows;
use super::{read, tell, write, AnyId, AnyRow};

/// A table of any type. Cheap to clone; all clones are the same table.
#[derive(Clone)]
pub(in crate::store) struct Stored(Arc<RwLock<Rows>>);

impl Stored {
    pub(super) const fn new(rows: Arc<RwLock<Rows>>) -> Self {
        Self(rows)
    }

    /// How much there is to be packed.
    pub fn unpacked(&self) -> usize {
        read(&self.0).unpacked()
    }

    /// See [`Rows::pack`].
    pub fn pack(&self, confirmed: Confirmed<'_>) -> Vec<Packed> {
        write(&self.0).pack(confirmed)
    }

    /// See [`Rows::written`].
    pub fn written(&self) {
        write(&self.0).written();
    }

    /// See [`Rows::write_all`].
    pub fn write_all(&self) {
        write(&self.0).write_all();
    }

    /// This block is written anew, or removed where nothing is in it.
    pub fn rewrite(&self, block: u32) {
        write(&self.0).stale.insert(block);
    }

    /// See [`Rows::load`]; those concerned are told.
    pub fn load(&self, block: u32, bytes: Vec<u8>, covered: &dyn Fn(AnyId) -> bool) -> Vec<AnyRow> {
        let (under, told) = write(&self.0).load(block, bytes, covered);
        tell(told);
        under
    }

    /// See [`Rows::reload`]; those concerned are told.
    pub fn reload(
        &self,
        blocks: Vec<Found>,
        missing: Missing,
        covered: &dyn Fn(AnyId) -> bool,
    ) -> Vec<AnyRow> {
        let (under, told) = write(&self.0).reload(blocks, missing, covered);
        tell(told);
        under
    }

    /// The ids of all rows.
    pub fn ids(&self) -> Vec<AnyId> {
        read(&self.0).rows.keys().copied().collect()
    }

    /// Takes rows out.
    pub fn remove(&self, ids: impl IntoIterator<Item = AnyId>) {
        super::change(&self.0, ids.into_iter().map(|id| (id, None)).collect());
    }

    /// These rows as a block of their own.
    pub fn block_of(&self, ids: &[AnyId]) -> Vec<u8> {
        read(&self.0).block_of(ids.iter().copied())
    }

    /// Takes in rows that another tab packed.
    pub fn hear(&self, block: &[u8]) {
        let rows = read(&self.0).unblock(block);
        super::change(&self.0, rows.into_iter().map(|(id, row)| (id, Some(row))).collect());
    }

    /// Takes in what another tab has of the table, which is all there is.
    pub fn hear_whole(&self, block: &[u8]) {
        let rows = read(&self.0).unblock(block);
        super::replace(&self.0, rows, true);
    }

    /// How often the table has changed.
    pub fn changes(&self) -> u64 {
        read(&self.0).changes
    }

    /// The row with a number, and its id.
    pub fn at_doc(&self, doc: u32) -> Option<(AnyId, AnyRow)> {
        read(&self.0).at_doc(doc)
    }

    /// One more than the highest number given to a row.
    pub fn docs(&self) -> u32 {
        read(&self.0).docs.len() as u32
    }
}
