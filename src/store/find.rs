//! Search over the replica: customers by name, telephone and card, orders by
//! number and recipient, items by title and code. In memory, with every keystroke.

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use posy_search::{Index, Query};
use reactive_graph::signal::ArcTrigger;

use super::records::class_of_day;
use super::table::{AnyId, Observer, Record, Stored, Table};
use crate::domain::catalog::Item;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::phone::digits;
use crate::domain::text::searchable;

/// Records put into the index between two looks at what else is to be done.
const STEP: u32 = 400;

/// What can be found of a record.
#[derive(Debug, Default)]
struct Words {
    texts: Vec<String>,
    numbers: Vec<String>,
    /// The heavier one comes first among those that match alike.
    weight: u32,
}

/// The index of one table.
pub(super) struct Finder {
    table: Stored,
    words: fn(&(dyn Any + Send + Sync)) -> Option<Words>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    index: Index,
    /// Records with a lower number are in it.
    next: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits<R> {
    /// The best ones, in order.
    pub best: Vec<Arc<R>>,
    /// How many there are.
    pub count: usize,
}

impl Finder {
    pub fn of<R: Findable>(table: &Table<R>) -> Arc<Self> {
        let finder = Arc::new(Self {
            table: table.stored(),
            words: |row| row.downcast_ref::<R>().filter(|row| !row.is_gone()).map(Findable::words),
            state: Mutex::default(),
        });
        let observer: Arc<dyn Observer> = Arc::clone(&finder) as _;
        table.observe(Arc::downgrade(&observer));
        finder
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts in some more records; false where all are in.
    pub fn step(&self) -> bool {
        let mut state = self.state();
        let State { index, next } = &mut *state;
        let until = next.saturating_add(STEP).min(self.table.docs());
        for doc in *next..until {
            match self.table.at_doc(doc).and_then(|(_, row)| (self.words)(&*row)) {
                Some(words) => words.put(index, doc),
                None => index.remove(doc),
            }
        }
        *next = until;
        until < self.table.docs()
    }

    /// All records are read once more.
    pub fn again(&self) {
        self.state().next = 0;
    }

    pub fn clear(&self) {
        *self.state() = State::default();
    }

    /// How many records are in it.
    pub fn ready(&self) -> (u32, u32) {
        (self.state().next, self.table.docs())
    }

    pub fn find<R: Findable>(&self, text: &str, limit: usize) -> Hits<R> {
        let found = self.state().index.find(&Query::new(&searchable(text)), limit);
        let rows = found.hits.iter().filter_map(|hit| self.table.at_doc(hit.doc));
        Hits { best: rows.filter_map(|(_, row)| row.downcast().ok()).collect(), count: found.count }
    }

    /// What the index takes in memory, in bytes.
    pub fn bytes(&self) -> usize {
        self.state().index.bytes()
    }
}

impl Observer for Finder {
    fn changed(&self, _: AnyId, doc: u32, new: Option<&(dyn Any + Send + Sync)>) {
        let mut state = self.state();
        if doc < state.next {
            match new.and_then(self.words) {
                Some(words) => words.put(&mut state.index, doc),
                None => state.index.remove(doc),
            }
        }
    }

    fn due(&self) -> Vec<ArcTrigger> {
        Vec::new()
    }

    // What comes in blocks is read a little at a time.
    fn wants(&self, _: u16) -> bool {
        false
    }
}

impl Words {
    fn put(&self, index: &mut Index, doc: u32) {
        let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        let numbers: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        index.set(doc, &texts, &numbers, self.weight);
    }
}

/// A record that can be searched for.
pub trait Findable: Record {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "made and read in this module only")]
    fn words(&self) -> Words;
}

#[allow(private_interfaces, reason = "made and read in this module only")]
impl Findable for Customer {
    fn words(&self) -> Words {
        Words {
            texts: vec![searchable(&self.title), searchable(&self.bonus_card)],
            numbers: vec![
                format!("{}{}", digits(&self.country_code), digits(&self.phone)),
                digits(&self.bonus_card),
            ],
            weight: u32::try_from(self.orders_qty).unwrap_or_default(),
        }
    }
}

#[allow(private_interfaces, reason = "made and read in this module only")]
impl Findable for Order {
    fn words(&self) -> Words {
        let recipient = format!("{}{}", self.delivery_phone_code, self.delivery_phone_number);
        Words {
            texts: vec![searchable(&self.doc_no), searchable(&self.delivery_contact)],
            numbers: vec![digits(&self.doc_no), digits(&recipient)],
            weight: self.due_time.map_or(0, class_of_day).into(),
        }
    }
}

#[allow(private_interfaces, reason = "made and read in this module only")]
impl Findable for Item {
    fn words(&self) -> Words {
        Words { texts: vec![searchable(&self.title)], numbers: vec![digits(&self.global_id)], weight: 0 }
    }
}
