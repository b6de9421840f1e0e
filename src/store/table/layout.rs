//! How the rows of a block stand in its bytes: first the rows, each with its id
//! and length, then the words they share.

use super::rows::AnyId;
use crate::domain::record::pack::words::Words;
use crate::domain::record::pack::{finish, measured, Bytes, Out};
use crate::domain::record::Pack as _;

/// Bytes of the length of the rows.
const HEAD: usize = 4;

/// Writes a block.
pub struct Writer(Out);

impl Default for Writer {
    fn default() -> Self {
        Self(Out::with_words())
    }
}

impl Writer {
    /// Appends a row; gives its place.
    pub fn push(&mut self, id: AnyId, row: impl FnOnce(&mut Out)) -> u32 {
        let out = &mut self.0;
        id.pack(out);
        let place = out.len() + HEAD;
        let start = measured(out);
        row(out);
        finish(out, start);
        place as u32
    }

    /// The block; `None` where it has no row.
    pub fn finish(mut self) -> Option<Vec<u8>> {
        let words = self.0.words.take()?;
        let rows = self.0.into_bytes();
        if rows.is_empty() {
            return None;
        }
        let mut block = Vec::with_capacity(rows.len() * 2);
        block.extend_from_slice(&(rows.len() as u32).to_le_bytes());
        block.extend_from_slice(&rows);
        words.write(&mut block);
        block.shrink_to_fit();
        Some(block)
    }
}

/// The rows and the words of a block.
fn parts(block: &[u8]) -> Option<(&[u8], Words<'_>)> {
    let (head, rest) = block.split_first_chunk::<HEAD>()?;
    let (rows, words) = rest.split_at_checked(u32::from_le_bytes(*head) as usize)?;
    Some((rows, Words::read(words)?))
}

/// The row at a place that a writer gave.
pub fn row(block: &[u8], place: u32) -> Option<Bytes<'_>> {
    let (rows, words) = parts(block)?;
    let rows = rows.get((place as usize).checked_sub(HEAD)?..)?;
    Bytes::with_words(rows, words).measured()
}

/// Id and place of every row; ends early where the block is damaged.
pub fn rows(block: &[u8]) -> impl Iterator<Item = (AnyId, u32)> + '_ {
    let mut from = parts(block).map(|(rows, words)| (rows.len(), Bytes::with_words(rows, words)));
    std::iter::from_fn(move || {
        let (length, from) = from.as_mut()?;
        let id = AnyId::unpack(from)?;
        let place = (*length - from.rest.len() + HEAD) as u32;
        from.measured()?;
        Some((id, place))
    })
}
