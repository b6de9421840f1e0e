//! What the server says of records, and other tabs: taken in under what is unsent,
//! never over it.

use chrono::{DateTime, Utc};

use super::{Desk, Inner};
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::people::Worker;
use crate::store::command::{Answer, Replicated};
use crate::store::outbox::Outbox;
use crate::store::overlay::Overlay;
use crate::store::table::Table;

impl Inner {
    /// Takes in an answer: under the unsent changes, never over them.
    pub(in crate::store) fn apply(&self, answer: impl Into<Answer>) {
        let answer = answer.into();
        self.tell_rows(&answer);
        self.apply_quietly(answer);
    }

    /// Takes in an answer that the other tabs find on the device.
    pub(in crate::store) fn apply_quietly(&self, answer: impl Into<Answer>) {
        let Answer { orders: answer, customers } = answer.into();
        // Workers of the directory know more of themselves than those that come along,
        // and who is not in it is not offered.
        let unknown = answer.workers.into_iter().filter(|worker| self.workers.peek(worker.id).is_none());
        let along = unknown.map(|worker| Worker { unlisted: true, ..worker });
        self.workers.upsert(along.collect::<Vec<_>>());
        let customers: Vec<_> = answer.customers.into_iter().chain(customers).collect();
        self.take(answer.orders, customers);
    }

    /// Takes in what the server, or another tab, says of records.
    pub(in crate::store) fn take(&self, orders: Vec<Order>, customers: Vec<Customer>) {
        let covered = {
            let desk = self.desk();
            let orders: Vec<_> = orders.iter().map(|it| it.id).filter(|id| desk.orders.covers(*id)).collect();
            let customers: Vec<_> =
                customers.iter().map(|it| it.id).filter(|id| desk.customers.covers(*id)).collect();
            (orders, customers)
        };
        let (orders, customers) = {
            let now = (self.outside.now)();
            let mut desk = self.desk();
            let Desk { orders: over_orders, customers: over_customers, outbox, .. } = &mut *desk;
            let shown = (
                confirm(over_orders, &self.orders, orders, outbox, now),
                confirm(over_customers, &self.customers, customers, outbox, now),
            );
            desk.joined();
            shown
        };
        self.customers.upsert(customers);
        self.orders.upsert(orders);
        covered.0.into_iter().for_each(|id| self.orders.touch(id));
        covered.1.into_iter().for_each(|id| self.customers.touch(id));
        if self.desk().outbox.has_unwritten() {
            // A change met somebody else's.
            self.outbox_moved();
            self.wakes.journal.ring();
        }
    }
}

/// What is to be shown of these records.
fn confirm<R: Replicated>(
    over: &mut Overlay<R>,
    table: &Table<R>,
    records: Vec<R>,
    outbox: &mut Outbox,
    now: DateTime<Utc>,
) -> Vec<R> {
    let records = records.into_iter();
    records
        .filter_map(|record| {
            let known = table.peek(record.id());
            over.confirm(record, known.as_deref(), outbox, now)
        })
        .collect()
}
