//! What can be found of one kind of record.

use crate::best::{Best, Found};
use crate::block::Block;
use crate::query::Query;
use crate::strip::LENGTH;

/// Documents by number. The numbers are the caller's, and dense: memory is taken up
/// to the highest.
#[derive(Debug, Default)]
pub struct Index {
    /// `None` where no document has been set yet.
    blocks: Vec<Option<Box<Block>>>,
}

impl Index {
    /// Sets or replaces a document. The texts are lower case, without accents, of
    /// letters and digits, with one space between words; the numbers are digits: a
    /// telephone number with its country code, a card, the number of an order.
    /// Documents of one rank come by weight, the heavier first.
    pub fn set(&mut self, doc: u32, texts: &[&str], numbers: &[&str], weight: u32) {
        let (block, place) = (doc as usize / LENGTH, doc as usize % LENGTH);
        if block >= self.blocks.len() {
            self.blocks.resize_with(block + 1, || None);
        }
        if let Some(block) = self.blocks.get_mut(block) {
            block.get_or_insert_default().set(place, texts, numbers, weight);
        }
    }

    /// Takes a document out; one that is not there stays so.
    pub fn remove(&mut self, doc: u32) {
        // Without texts nothing can be found of it.
        if let Some(Some(block)) = self.blocks.get_mut(doc as usize / LENGTH) {
            block.set(doc as usize % LENGTH, &[], &[], 0);
        }
    }

    /// Takes all documents out and gives their memory back.
    pub fn clear(&mut self) {
        self.blocks = Vec::new();
    }

    /// The best `limit` documents, and how many there are.
    pub fn find(&self, query: &Query, limit: usize) -> Found {
        let mut best = Best::of(limit);
        if !query.is_empty() {
            for (number, block) in self.blocks.iter().enumerate() {
                let Some(block) = block else { continue };
                block.each_match(query, |place, rank, weight| {
                    best.offer((number * LENGTH + place) as u32, rank, weight);
                });
            }
        }
        best.found()
    }

    /// What it takes in memory, in bytes.
    pub fn bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<Option<Box<Block>>>()
            + self.blocks.iter().flatten().map(|block| block.bytes()).sum::<usize>()
    }
}
