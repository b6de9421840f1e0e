//! What a table has to know of the type of its rows, as plain functions: the
//! tables themselves are of one type, so that their code is there once.

use std::any::Any;
use std::sync::Arc;

use super::rows::AnyRow;
use super::{layout, Record};
use crate::domain::record::pack::{Bytes, Out};

/// Any row, borrowed.
pub(super) type Row = dyn Any + Send + Sync;

/// How the rows of one table are read, written and compared.
pub(super) struct Codec {
    pub pack: fn(&Row, &mut Out),
    pub unpack: fn(Bytes<'_>) -> Option<AnyRow>,
    pub class: fn(&Row) -> u16,
    pub revision: fn(&Row) -> i64,
    pub left: fn(&Row) -> Option<AnyRow>,
    pub unlisted: &'static [u16],
}

impl Codec {
    /// The row at a place of a block, and of that what is not left out.
    pub fn read(&self, block: &[u8], at: u32, without: &'static [u16]) -> Option<AnyRow> {
        (self.unpack)(layout::row(block, at)?.without(without))
    }

    /// Both read the same. (Compared as bytes: comparing every field of every
    /// type would be code of its own.)
    pub fn same(&self, a: &Row, b: &Row) -> bool {
        let bytes = |row| {
            let mut out = Out::default();
            (self.pack)(row, &mut out);
            out.into_bytes()
        };
        (self.revision)(a) == (self.revision)(b) && bytes(a) == bytes(b)
    }

    pub const fn of<R: Record>() -> &'static Self {
        // One for each type, made by the compiler.
        const {
            &Self {
                pack: |row, out| row.downcast_ref::<R>().into_iter().for_each(|row| row.pack(out)),
                unpack: |mut bytes| Some(Arc::new(R::unpack(&mut bytes)?)),
                class: |row| row.downcast_ref::<R>().map_or(0, Record::class),
                revision: |row| row.downcast_ref::<R>().map_or(0, Record::revision),
                left: |row| Some(Arc::new(row.downcast_ref::<R>()?.left()?)),
                unlisted: R::UNLISTED,
            }
        }
    }
}
