//! The connections: one that writes, a few that read, all on one file in WAL mode.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::refusal::Refusal;

const READERS: usize = 4;
const STATEMENTS: usize = 256;

/// Tables and what they mean.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");
/// Indexes, made after the demo data because that is several times faster.
pub(crate) const INDEXES: &str = include_str!("indexes.sql");

/// The shop's data base.
pub(crate) struct Db {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    path: std::path::PathBuf,
}

impl Db {
    /// Opens a file that already holds the schema.
    pub(crate) fn open(path: &Path) -> rusqlite::Result<Self> {
        let writer = connect(path)?;
        let mut readers = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            readers.push(reader(path)?);
        }
        Ok(Self { writer: Mutex::new(writer), readers: Mutex::new(readers), path: path.into() })
    }

    /// Runs a reading operation on one consistent state of the data.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let idle = lock(&self.readers).pop();
        // More requests than readers at once: a further one is opened and kept.
        let mut connection = match idle {
            Some(connection) => connection,
            None => reader(&self.path)?,
        };
        let outcome = within(&mut connection, TransactionBehavior::Deferred, work);
        lock(&self.readers).push(connection);
        outcome
    }

    /// Runs a writing operation; what it wrote is kept only when it succeeds.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        within(&mut lock(&self.writer), TransactionBehavior::Immediate, work)
    }
}

fn within<T>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Connection) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let transaction = connection.transaction_with_behavior(behavior)?;
    let outcome = work(&transaction)?;
    transaction.commit()?;
    Ok(outcome)
}

/// A poisoned lock guards a connection whose transaction was rolled back: it is as good as new.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection that may write.
pub(crate) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    prepare(&connection)?;
    Ok(connection)
}

fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update(None, "cache_size", -32_000)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}
