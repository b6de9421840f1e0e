//! Finding records of the replica by what somebody types.

use std::sync::Arc;

use super::{Inner, Tables};
use crate::domain::catalog::Item;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::store::find::{Finder, Hits};
use crate::store::state::Searchable;

/// The indexes over the large tables.
pub(super) struct Finders {
    customers: Arc<Finder>,
    items: Arc<Finder>,
    orders: Arc<Finder>,
}

impl Finders {
    pub fn of(tables: &Tables) -> Self {
        Self {
            customers: Finder::of(&tables.customers),
            items: Finder::of(&tables.items),
            orders: Finder::of(&tables.orders),
        }
    }

    fn all(&self) -> [&Finder; 3] {
        [&self.customers, &self.items, &self.orders]
    }

    pub fn clear(&self) {
        self.all().into_iter().for_each(Finder::clear);
    }
}

impl Inner {
    /// Customers by name, telephone in any writing, or card.
    pub fn find_customers(&self, text: &str, limit: usize) -> Hits<Customer> {
        self.finders.customers.find(text, limit)
    }

    /// Items by title or number.
    pub fn find_items(&self, text: &str, limit: usize) -> Hits<Item> {
        self.finders.items.find(text, limit)
    }

    /// Orders by number or recipient.
    pub fn find_orders(&self, text: &str, limit: usize) -> Hits<Order> {
        self.finders.orders.find(text, limit)
    }

    /// Makes a little more ready to be found; false where all is.
    pub(in crate::store) fn index_some(&self) -> bool {
        let more = self.finders.all().into_iter().any(Finder::step);
        let parts = self.finders.all().map(Finder::ready);
        let searchable = Searchable {
            done: parts.iter().map(|(done, _)| u64::from(*done)).sum(),
            of: parts.iter().map(|(_, of)| u64::from(*of)).sum(),
        };
        if self.state.searchable().get_untracked() != searchable {
            self.state.searchable().set(searchable);
        }
        more
    }

    /// Everything is made ready once more.
    pub(in crate::store) fn index_again(&self) {
        self.finders.all().into_iter().for_each(Finder::again);
        self.wakes.index.ring();
    }

    /// What the indexes take in memory, in bytes.
    pub fn index_bytes(&self) -> usize {
        self.finders.all().into_iter().map(Finder::bytes).sum()
    }
}
