//! The demo shop, made from a number: the same seed, sizes and day give the same data, byte for
//! byte.

mod assortment;
mod basics;
mod catalog;
mod compose;
mod customers;
mod demand;
mod dice;
mod flora;
mod goods;
mod ledger;
mod names;
mod orders;
mod payments;
mod people;
mod plan;
mod reports;
mod showcase;
mod texts;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::calendar;
use crate::db::{INDEXES, SCHEMA};
use crate::Flags;

/// What the parts of the data need to know of each other.
pub(super) struct World {
    seed: u64,
    today: NaiveDate,
    /// 14:00 in the shop on `today`: nothing in the data happened later.
    now: i64,
    stores: Vec<String>,
    people: people::People,
    catalog: catalog::Catalog,
    customers: Vec<customers::Customer>,
}

/// Makes the data in an empty file.
pub(crate) fn fill(path: &Path, flags: &Flags) -> rusqlite::Result<()> {
    let started = Instant::now();
    let mut connection = Connection::open(path)?;
    // A half-made file is thrown away, so nothing has to survive a crash here.
    connection.pragma_update(None, "journal_mode", "OFF")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "cache_size", -200_000)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    let today = flags.today.unwrap_or_else(calendar::shop_today);
    let now = calendar::day_start(today) + 14 * 3_600;
    let mut world = World {
        seed: flags.seed,
        today,
        now,
        stores: Vec::new(),
        people: people::People::default(),
        catalog: catalog::Catalog::default(),
        customers: Vec::new(),
    };
    basics::fill(&transaction, &mut world)?;
    people::fill(&transaction, &mut world)?;
    catalog::fill(&transaction, &mut world, flags.items)?;
    customers::plan(&mut world, flags.customers);
    orders::fill(&transaction, &mut world, flags.orders)?;
    customers::fill(&transaction, &mut world)?;
    showcase::fill(&transaction, &world)?;
    ledger::fill(&transaction, &world)?;
    transaction.execute_batch(INDEXES)?;
    reports::fill(&transaction, &world)?;
    transaction.commit()?;
    let seconds = started.elapsed().as_secs_f64();
    // Progress only; the shop opens whether or not anyone reads it.
    let _ = writeln!(
        std::io::stderr(),
        "Made {} customers, {} items, {} orders in {seconds:.1} s.",
        flags.customers,
        flags.items,
        flags.orders
    );
    Ok(())
}

/// Sets a type's revision counter to the highest number the data used.
fn issue_revisions(connection: &Connection, kind: &str, last: i64) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO revisions (type, last) VALUES (?1, ?2)", (kind, last))?;
    Ok(())
}
