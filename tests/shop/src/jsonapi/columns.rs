//! The columns a request sets, collected before they are written in one statement.

use rusqlite::types::Value as Sql;
use rusqlite::{params_from_iter, Connection};

/// Columns and the values they get.
#[derive(Debug, Default)]
pub(crate) struct Columns(Vec<(&'static str, Sql)>);

impl Columns {
    pub(crate) fn set(&mut self, column: &'static str, value: impl Into<Sql>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| *name == column) {
            Some(slot) => slot.1 = value,
            None => self.0.push((column, value)),
        }
    }

    /// Sets a column nothing has been said about yet.
    pub(crate) fn set_missing(&mut self, column: &'static str, value: impl Into<Sql>) {
        if self.get(column).is_none() {
            self.0.push((column, value.into()));
        }
    }

    pub(crate) fn get(&self, column: &str) -> Option<&Sql> {
        self.0.iter().find(|(name, _)| *name == column).map(|(_, value)| value)
    }

    /// Leaves a column as it is after all.
    pub(crate) fn forget(&mut self, column: &str) {
        self.0.retain(|(name, _)| *name != column);
    }

    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Some(Sql::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn integer(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Some(Sql::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn insert(&self, connection: &Connection, table: &str) -> rusqlite::Result<()> {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=self.0.len()).map(|n| format!("?{n}")).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        let values = self.0.iter().map(|(_, value)| value);
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Whether nothing is to be written.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn update(&self, connection: &Connection, table: &str, id: &str) -> rusqlite::Result<()> {
        let parts: Vec<String> =
            self.0.iter().enumerate().map(|(n, (name, _))| format!("{name} = ?{}", n + 2)).collect();
        let sql = format!("UPDATE {table} SET {} WHERE id = ?1", parts.join(", "));
        let id = Sql::Text(id.to_owned());
        let values = std::iter::once(&id).chain(self.0.iter().map(|(_, value)| value));
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }
}
