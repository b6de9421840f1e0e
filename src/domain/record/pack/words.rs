//! Texts and ids that many records share, written once beside them: the records
//! have their numbers. Orders of one day name the same items, stores and workers.

use std::collections::HashMap;

use super::{number, Bytes};

/// Where every so many words begin is kept, so that one is found quickly.
const STEP: usize = 16;

/// Words as they are collected.
#[derive(Debug, Default)]
pub struct Collected {
    numbers: HashMap<Box<[u8]>, u64>,
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

/// Words as they are read.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    bytes: &'a [u8],
    /// Four bytes each.
    starts: &'a [u8],
}

impl Collected {
    /// The number of a word, which is taken in where it is new.
    pub(super) fn number(&mut self, word: &[u8]) -> u64 {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let new = self.numbers.len();
        if new.is_multiple_of(STEP) {
            self.starts.push(self.bytes.len() as u32);
        }
        number(&mut self.bytes, word.len() as u64);
        self.bytes.extend_from_slice(word);
        self.numbers.insert(word.into(), new as u64);
        new as u64
    }

    /// Appends the words; [`Words::read`] reads them.
    pub fn write(&self, out: &mut Vec<u8>) {
        number(out, self.starts.len() as u64);
        self.starts.iter().for_each(|start| out.extend_from_slice(&start.to_le_bytes()));
        out.extend_from_slice(&self.bytes);
    }
}

impl<'a> Words<'a> {
    /// Reads what `write` wrote, to the end of the bytes.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut from = Bytes::new(bytes);
        let count = usize::try_from(from.number()?).ok()?;
        let starts = from.take(count.checked_mul(4)?)?;
        Some(Self { bytes: from.rest, starts })
    }

    /// The word of a number.
    pub(super) fn get(self, at: usize) -> Option<&'a [u8]> {
        let start = self.starts.get(at / STEP * 4..)?.first_chunk::<4>()?;
        let mut from = Bytes::new(self.bytes.get(u32::from_le_bytes(*start) as usize..)?);
        for _ in 0..at % STEP {
            from.counted()?;
        }
        from.counted()
    }
}
