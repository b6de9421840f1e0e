//! Sixty-four documents: what is looked at first of each (its signatures), what is
//! looked at then (its words and numbers), and its weight.

use crate::alphabet::{self, GAP};
use crate::query::Query;
use crate::signature::{of_numbers, of_words, Signatures};
use crate::strip::{Strip, LENGTH};

#[derive(Debug)]
pub(crate) struct Block {
    signatures: [Signatures; LENGTH],
    weights: [u32; LENGTH],
    /// Each word with a gap before it.
    words: Strip,
    /// Likewise.
    numbers: Strip,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            signatures: [Signatures::default(); LENGTH],
            weights: [0; LENGTH],
            words: Strip::default(),
            numbers: Strip::default(),
        }
    }
}

impl Block {
    pub(crate) fn set(&mut self, place: usize, texts: &[&str], numbers: &[&str], weight: u32) {
        let words = joined(texts.iter().flat_map(|text| text.split_whitespace()));
        let numbers = joined(numbers.iter().copied().filter(|number| !number.is_empty()));
        if let Some(kept) = self.signatures.get_mut(place) {
            *kept = Signatures { words: of_words(&words), numbers: of_numbers(&numbers) };
        }
        if let Some(kept) = self.weights.get_mut(place) {
            *kept = weight;
        }
        self.words.put(place, &words);
        self.numbers.put(place, &numbers);
    }

    /// Place, rank and weight of every document that matches.
    pub(crate) fn each_match(&self, query: &Query, mut found: impl FnMut(usize, u32, u32)) {
        for (place, (signatures, weight)) in self.signatures.iter().zip(&self.weights).enumerate() {
            if !query.may_match(signatures) {
                continue;
            }
            if let Some(rank) = query.rank(signatures, self.words.get(place), self.numbers.get(place)) {
                found(place, rank, *weight);
            }
        }
    }

    /// What it takes in memory.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + self.words.allocated() + self.numbers.allocated()
    }
}

/// With a gap before each.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for word in words {
        bytes.push(GAP);
        alphabet::write(word, &mut bytes);
    }
    bytes
}
