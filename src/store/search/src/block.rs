//! Sixty-four documents: what is looked at first of each (its signature), what is
//! looked at then (its words and numbers), and its weight.

use crate::alphabet::{self, GAP};
use crate::query::Query;
use crate::signature::signature;
use crate::strip::{Strip, LENGTH};

#[derive(Debug)]
pub(crate) struct Block {
    signatures: [u64; LENGTH],
    weights: [u32; LENGTH],
    /// Each word with a gap before it.
    words: Strip,
    /// Gaps between numbers.
    numbers: Strip,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            signatures: [0; LENGTH],
            weights: [0; LENGTH],
            words: Strip::default(),
            numbers: Strip::default(),
        }
    }
}

impl Block {
    pub(crate) fn set(&mut self, place: usize, texts: &[&str], numbers: &[&str], weight: u32) {
        let mut bytes = Vec::new();
        for word in texts.iter().flat_map(|text| text.split_whitespace()) {
            bytes.push(GAP);
            alphabet::write(word, &mut bytes);
        }
        if let Some(kept) = self.signatures.get_mut(place) {
            *kept = signature(&bytes);
        }
        if let Some(kept) = self.weights.get_mut(place) {
            *kept = weight;
        }
        self.words.put(place, &bytes);
        self.numbers.put(place, numbers.join(" ").as_bytes());
    }

    /// Place, rank and weight of every document that matches.
    pub(crate) fn each_match(&self, query: &Query, mut found: impl FnMut(usize, u32, u32)) {
        for (place, (signature, weight)) in self.signatures.iter().zip(&self.weights).enumerate() {
            if !query.may_match(*signature) {
                continue;
            }
            if let Some(rank) = query.rank(*signature, self.words.get(place), self.numbers.get(place)) {
                found(place, rank, *weight);
            }
        }
    }

    /// What it takes in memory.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + self.words.allocated() + self.numbers.allocated()
    }
}
