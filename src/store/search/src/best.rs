//! The first few of many matches, without keeping the others.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a query found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many matched in all.
    pub count: usize,
}

/// A document that matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub doc: u32,
    /// How well; comparable within one query, in all indexes.
    pub rank: u32,
}

/// By rank, then by weight, then the lower document first.
type Place = (u32, u32, Reverse<u32>);

/// Collects the best of what it is offered.
pub(crate) struct Best {
    limit: usize,
    count: usize,
    /// The worst of the best on top.
    heap: BinaryHeap<Reverse<Place>>,
}

impl Best {
    pub(crate) fn of(limit: usize) -> Self {
        Self { limit, count: 0, heap: BinaryHeap::new() }
    }

    pub(crate) fn offer(&mut self, doc: u32, rank: u32, weight: u32) {
        self.count += 1;
        let place = Reverse((rank, weight, Reverse(doc)));
        if self.heap.len() < self.limit {
            self.heap.push(place);
        } else if let Some(mut worst) = self.heap.peek_mut() {
            if place < *worst {
                *worst = place;
            }
        }
    }

    pub(crate) fn found(self) -> Found {
        let sorted = self.heap.into_sorted_vec();
        let hits = sorted.into_iter().map(|Reverse((rank, _, Reverse(doc)))| Hit { doc, rank });
        Found { hits: hits.collect(), count: self.count }
    }
}
