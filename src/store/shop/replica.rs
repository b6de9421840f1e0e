//! How far the replica is: what has been fetched, what the device has of it, and
//! which lists can be answered from it.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::tables::{any_row, as_row, BOUQUETS, CUSTOMERS, FIRST_SMALL, ITEMS, MEASURES, ORDERS, WORKERS};
use super::{Desk, Inner, Ledger, Source, Standing};
use crate::api::listings::Listing;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::record::pack::{packed, unpacked};
use crate::domain::record::Read;
use crate::domain::Id;
use crate::store::records::{classes_between, LAST_CLASS};
use crate::store::table::{AnyId, AnyRow, Found, Missing, Record as _};

/// The key of a block in the archive; 0 is the ledger's.
pub(in crate::store) const fn block_key(table: u8, block: u32) -> u64 {
    (table as u64) << 32 | block as u64
}

/// Customers of orders due about now, kept apart for a quick start.
pub(super) const NEAR_CUSTOMERS: u32 = (LAST_CLASS as u32 + 1) << 16;
pub(in crate::store) const LEDGER: u64 = 0;

impl Inner {
    // --- The ledger -----------------------------------------------------------------

    /// Whose replica this is.
    fn me_by_name(&self) -> String {
        self.state.person().get_untracked().map(|person| person.login).unwrap_or_default()
    }

    pub fn standing(&self, source: Source) -> Standing {
        self.desk().ledger.standing(source)
    }

    pub(in crate::store) fn set_standing(&self, standing: Standing) {
        self.desk().ledger.set(standing);
    }

    /// This person may not see a source: as if there were none. Should they be
    /// allowed to later, all of it is read.
    pub(in crate::store) fn bar(&self, source: Source, now: DateTime<Utc>) {
        let uptime = (self.outside.uptime)();
        let mut desk = self.desk();
        let Standing { source: number, .. } = desk.ledger.standing(source);
        desk.ledger.set(Standing { source: number, complete: true, at: Some(now), ..Standing::default() });
        desk.barred.insert(source, uptime);
    }

    /// It was said not so long ago that this person may not see the source.
    pub(in crate::store) fn is_barred(&self, source: Source, so_long: Duration) -> bool {
        let uptime = (self.outside.uptime)();
        self.desk().barred.get(&source).is_some_and(|since| uptime.saturating_sub(*since) < so_long)
    }

    pub(in crate::store) fn orders_since(&self) -> Option<NaiveDate> {
        self.desk().ledger.since
    }

    pub(in crate::store) fn set_orders_since(&self, since: Option<NaiveDate>) {
        self.desk().ledger.since = since;
    }

    /// The ledger that the device gave back; `None` where it is somebody else's.
    fn my_ledger(&self, bytes: Option<&[u8]>) -> Option<Ledger> {
        bytes.and_then(unpacked::<Ledger>).filter(|ledger| ledger.by == self.me_by_name())
    }

    /// Takes in a ledger from the device.
    fn load_ledger(&self, ledger: Ledger) {
        let revision = ledger.standing(Source::Orders).revision;
        let has_dictionaries = ledger.is_complete(Source::Dictionaries);
        {
            let mut desk = self.desk();
            desk.ledger = ledger;
            // What the device has may be older than what was heard: asked for from there on.
            desk.revision = desk.revision.into_iter().chain(revision).min();
        }
        if has_dictionaries && !self.stores.is_empty() {
            self.choose_zone();
            self.state.dictionaries().set(true);
        }
        self.replica_moved();
    }

    /// Everything that is replicated is here; whoever reads it reruns with it.
    pub fn is_replicated(&self) -> bool {
        self.state.replicated().get() == Source::ALL.len() as u64
    }

    /// What is known of the replica changed: lists may be answered from it now.
    pub(in crate::store) fn replica_moved(&self) {
        let covered: u64 = {
            let desk = self.desk();
            Source::ALL.iter().filter(|source| desk.ledger.is_complete(**source)).count() as u64
        };
        if self.state.replicated().get_untracked() != covered {
            self.state.replicated().set(covered);
            self.wakes.look.ring();
        }
    }

    // --- From and to the device ---------------------------------------------------------

    /// All that the device has is in memory.
    pub(in crate::store) fn set_opened(&self) {
        self.desk().opened = true;
        self.wakes.look.ring();
    }

    /// What is read first when the app starts: small tables but for the bouquets,
    /// today's orders, their customers. As ranges of keys, both ends included.
    pub fn near_ranges(&self) -> Vec<(u64, u64)> {
        // A day of the shop ends within the next one of UTC, or began in the one before.
        let around = self.desk().around;
        let classes = self.near_classes(1 + around);
        vec![
            (LEDGER, LEDGER),
            (block_key(FIRST_SMALL, 0), block_key(BOUQUETS - 1, u32::MAX)),
            (block_key(BOUQUETS + 1, 0), block_key(u8::MAX, u32::MAX)),
            (block_key(CUSTOMERS, NEAR_CUSTOMERS), block_key(CUSTOMERS, NEAR_CUSTOMERS)),
            (
                block_key(ORDERS, u32::from(*classes.start()) << 16),
                block_key(ORDERS, u32::from(*classes.end()) << 16 | 0xffff),
            ),
        ]
    }

    fn near_classes(&self, days: i64) -> std::ops::RangeInclusive<u16> {
        let now = (self.outside.now)();
        classes_between(now - chrono::Duration::days(days), now + chrono::Duration::days(days))
    }

    /// Takes in some blocks; false where they are somebody else's.
    pub(in crate::store) fn load_near(&self, blocks: Vec<(u64, Option<Vec<u8>>)>) -> bool {
        let tables: HashMap<u8, _> = self.stored().into_iter().collect();
        let mut ledger = None;
        let mut rest = Vec::new();
        for (key, bytes) in blocks {
            let Some(bytes) = bytes else { continue };
            if key == LEDGER {
                ledger = Some(bytes);
            } else {
                rest.push((key, bytes));
            }
        }
        let Some(ledger) = self.my_ledger(ledger.as_deref()) else { return false };
        for (key, bytes) in rest {
            let table = (key >> 32) as u8;
            if let Some(stored) = tables.get(&table) {
                let under = stored.load(key as u32, bytes, &|id| self.is_covered(table, id));
                self.lay_over(under);
            }
        }
        self.load_ledger(ledger);
        true
    }

    /// Begins anew with all the device has; what is in memory of damaged blocks stays.
    /// False where all of it is somebody else's.
    pub(in crate::store) fn load_whole(&self, blocks: Vec<(u64, Option<Vec<u8>>)>) -> bool {
        let mut by_table: HashMap<u8, Vec<Found>> = HashMap::new();
        let mut ledger = None;
        for (key, bytes) in blocks {
            let table = (key >> 32) as u8;
            if key == LEDGER {
                ledger = bytes;
            } else if bytes.is_none() || key != block_key(CUSTOMERS, NEAR_CUSTOMERS) {
                by_table.entry(table).or_default().push((key as u32, bytes));
            }
        }
        let Some(ledger) = self.my_ledger(ledger.as_deref()) else {
            self.stored().iter().for_each(|(_, stored)| stored.write_all());
            return false;
        };
        for (table, stored) in self.stored() {
            let blocks = by_table.remove(&table).unwrap_or_default();
            let is_damaged = blocks.iter().any(|(_, bytes)| bytes.is_none());
            let missing = self.missing(table, &ledger, is_damaged);
            let under = stored.reload(blocks, missing, &|id| self.is_covered(table, id));
            self.lay_over(under);
        }
        self.load_ledger(ledger);
        true
    }

    /// What becomes of rows that the device does not have. Orders and their people
    /// come to every tab by itself and never leave the server; the rest comes only
    /// through the tab that leads.
    fn missing(&self, table: u8, ledger: &Ledger, is_damaged: bool) -> Missing {
        let desk = self.desk();
        // Not so while it is fetched again, because another tab found damage there.
        let complete = !is_damaged && sources_of(table).iter().all(|source| ledger.is_complete(*source));
        match table {
            ORDERS | CUSTOMERS | WORKERS if !complete => Missing::Stay,
            ORDERS | CUSTOMERS | WORKERS => Missing::NewerStay,
            _ if complete && !desk.leads && desk.heard.is_on_device() => Missing::Go,
            _ => Missing::NewerStay,
        }
    }

    /// The records of a small table that is kept as it came; none before it did.
    pub fn kept_rows<R: Read>(&self, listing: Listing) -> Vec<R> {
        let mut pages = self.kept.all();
        pages.retain(|page| page.path == listing.path);
        pages.sort_unstable_by_key(|page| page.number);
        pages.iter().flat_map(|page| Listing::read(page.text.as_bytes())).collect()
    }

    fn is_covered(&self, table: u8, id: AnyId) -> bool {
        let desk = self.desk();
        match table {
            ORDERS => desk.orders.covers(id.cast()),
            CUSTOMERS => desk.customers.covers(id.cast()),
            _ => false,
        }
    }

    /// Rows as the server has them, under what is unsent.
    fn lay_over(&self, under: Vec<AnyRow>) {
        let orders: Vec<Order> = under.iter().filter_map(as_row).collect();
        let customers: Vec<Customer> = under.iter().filter_map(as_row).collect();
        if !under.is_empty() {
            self.take(orders, customers);
        }
    }

    /// How much is not on the device yet.
    pub(in crate::store) fn unpacked(&self) -> usize {
        self.stored().iter().map(|(_, stored)| stored.unpacked()).sum()
    }

    /// Packs what changed: what is to be written, or (`None`) removed, with the
    /// ledger that belongs to it.
    pub(in crate::store) fn pack(&self) -> Vec<(u64, Option<Vec<u8>>)> {
        let mut blocks = Vec::new();
        for (table, stored) in self.stored() {
            let confirmed = |id: AnyId| self.confirmed_row(table, id);
            let packed = stored.pack(&confirmed);
            blocks.extend(packed.into_iter().map(|(block, bytes)| (block_key(table, block), bytes)));
        }
        if blocks.iter().any(|(key, _)| matches!((key >> 32) as u8, ORDERS | CUSTOMERS)) {
            blocks.push((block_key(CUSTOMERS, NEAR_CUSTOMERS), Some(self.near_customers())));
        }
        let revision = self.revision();
        let by = self.me_by_name();
        let Desk { ledger, .. } = &mut *self.desk();
        ledger.by = by;
        let mut standing = ledger.standing(Source::Orders);
        standing.revision = revision;
        ledger.set(standing);
        blocks.push((LEDGER, Some(packed(ledger))));
        blocks
    }

    fn confirmed_row(&self, table: u8, id: AnyId) -> Option<Option<AnyRow>> {
        let desk = self.desk();
        match table {
            ORDERS if desk.orders.covers(id.cast()) => {
                Some(desk.orders.confirmed(id.cast()).cloned().map(any_row))
            }
            CUSTOMERS if desk.customers.covers(id.cast()) => {
                Some(desk.customers.confirmed(id.cast()).cloned().map(any_row))
            }
            _ => None,
        }
    }

    /// The customers of the orders that are read first, as a block; also of those that
    /// will be tomorrow.
    fn near_customers(&self) -> Vec<u8> {
        let classes = self.near_classes(2);
        let mut ids: Vec<Id<Customer>> = Vec::new();
        self.orders.each(
            |class| classes.contains(&class),
            |order| {
                if classes.contains(&order.class()) {
                    ids.extend(order.customer);
                }
            },
        );
        ids.sort_unstable();
        ids.dedup();
        self.customers.block_of(ids)
    }

    /// The device keeps the records, or it does not.
    pub(in crate::store) fn archive_keeps(&self, keeps: bool) {
        if self.state.unkept_records().get_untracked() == keeps {
            self.state.unkept_records().set(!keeps);
            if self.desk().leads {
                self.say_how_it_stands();
            }
        }
    }

    /// What was packed last is on the device.
    pub(in crate::store) fn archived(&self) {
        self.stored().iter().for_each(|(_, stored)| stored.written());
    }
}

/// What fills a table.
pub(super) const fn sources_of(table: u8) -> &'static [Source] {
    match table {
        ORDERS => &[Source::NearOrders, Source::Orders],
        CUSTOMERS => &[Source::Customers],
        ITEMS | MEASURES => &[Source::Items],
        BOUQUETS => &[Source::Bouquets],
        _ => &[Source::Dictionaries],
    }
}

/// How many days, today included, orders are fetched of first.
pub(in crate::store) const NEAR_DAYS: i64 = 28;
