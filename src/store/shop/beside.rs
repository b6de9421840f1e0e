//! What the other tabs of the browser are told of the replica.

use super::tables::{BOUQUETS, CUSTOMERS, FIRST_SMALL, ITEMS, ORDERS};
use super::{Inner, Source, Told};
use crate::domain::customer::Customer;
use crate::store::table::{AnyId, Stored};

/// What tabs that do not lead wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum Beside {
    /// What they were told and did not hear.
    Missed,
    /// What they were not told: rows that were fetched for the first time.
    More,
}

impl Inner {
    /// What the other tabs wait for, if anything.
    pub(in crate::store) fn beside(&self) -> Option<Beside> {
        self.desk().beside
    }

    /// The other tabs wait for something that may not be on the device yet.
    pub(in crate::store) fn wait_beside(&self, what: Beside) {
        let mut desk = self.desk();
        desk.beside = desk.beside.max(Some(what));
        drop(desk);
        self.wakes.replica.ring();
    }

    pub(in crate::store) fn told_beside(&self) {
        self.desk().beside = None;
    }

    /// The table with a number.
    pub(super) fn stored_as(&self, table: u8) -> Option<Stored> {
        self.stored().into_iter().find_map(|(number, stored)| (number == table).then_some(stored))
    }

    /// How often each small table that is read as a whole has changed.
    pub(in crate::store) fn small_changes(&self) -> Vec<(u8, u64)> {
        let small = |(table, _): &(u8, Stored)| *table >= FIRST_SMALL && *table != BOUQUETS;
        self.stored().into_iter().filter(small).map(|(table, stored)| (table, stored.changes())).collect()
    }

    /// Tells the other tabs of the small tables that changed since.
    pub(in crate::store) fn share_small(&self, before: &[(u8, u64)]) {
        for (table, changes) in self.small_changes() {
            if let Some(stored) = self.stored_as(table).filter(|_| !before.contains(&(table, changes))) {
                self.say(Told::Whole { table, rows: stored.block_of(&stored.ids()) });
            }
        }
    }

    /// Customers as the server has them.
    pub(in crate::store) fn confirmed_customers(&self, ids: &[AnyId]) -> Vec<Customer> {
        let desk = self.desk();
        let one = |id: &AnyId| match desk.customers.covers(id.cast()) {
            true => desk.customers.confirmed(id.cast()).cloned(),
            false => self.customers.peek(id.cast()).as_deref().cloned(),
        };
        ids.iter().filter_map(one).collect()
    }

    /// The table of a source that has one of its own.
    pub(in crate::store) fn table_of(&self, source: Source) -> Option<(u8, Stored)> {
        let number = match source {
            Source::Dictionaries => return None,
            Source::NearOrders | Source::Orders => ORDERS,
            Source::Customers => CUSTOMERS,
            Source::Items => ITEMS,
            Source::Bouquets => BOUQUETS,
        };
        Some((number, self.stored_as(number)?))
    }
}
