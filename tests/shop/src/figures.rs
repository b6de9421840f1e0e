//! Figures over whole tables (counts, sums), remembered until the data changes: the same page is
//! asked for again and again, and most of its cost is counting what it does not show.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use serde_json::Value;

/// Beyond this many the memory starts afresh; one shop's screens need a few dozen.
const MOST: usize = 1_000;

/// Figures of one state of the data.
#[derive(Debug, Default)]
struct Known {
    state: i64,
    figures: HashMap<String, Value>,
}

/// The remembered figures.
#[derive(Debug, Default)]
pub(crate) struct Figures(Mutex<Known>);

impl Figures {
    /// The figure of `key` as of the connection's state, computed when it is not known.
    pub(crate) fn recall(
        &self,
        connection: &Connection,
        key: String,
        compute: impl FnOnce() -> rusqlite::Result<Value>,
    ) -> rusqlite::Result<Value> {
        let state = state(connection)?;
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let (true, Some(figure)) = (known.state == state, known.figures.get(&key)) {
                return Ok(figure.clone());
            }
        }
        let figure = compute()?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.state < state || known.figures.len() >= MOST {
            *known = Known { state, figures: HashMap::new() };
        }
        // A reader that still sees an older state must not put its figures among newer ones.
        if known.state == state {
            known.figures.insert(key, figure.clone());
        }
        Ok(figure)
    }
}

/// Every change issues a revision, so their sum numbers the states of the data.
fn state(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT sum(last) FROM revisions")?.query_row([], |row| row.get(0))
}
