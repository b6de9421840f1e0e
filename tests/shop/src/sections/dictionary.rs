//! Dictionaries: small lists of titled things. Each is declared once; making, changing and
//! putting away work alike for all of them.

use rusqlite::Connection;
use uuid::Uuid;

use super::document;
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::{conflict, Sent};
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields};
use crate::jsonapi::form::{self, Field, Mode};
use crate::jsonapi::list::{self, Conditions, List};
use crate::jsonapi::resource::Resource;
use crate::refusal::{Fault, Refusal};
use crate::revisions;

/// How ids look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ids {
    Uuid,
    /// Numbers written as text.
    Decimal,
}

/// A dictionary.
pub(crate) struct Dictionary {
    pub(crate) resource: &'static Resource,
    /// What one entry is called.
    pub(crate) word: &'static str,
    /// The path of one entry, without its id.
    pub(crate) path: &'static str,
    pub(crate) form: &'static [Field],
    pub(crate) ids: Ids,
    /// What putting away sets, such as `deleted = 1`; `None`: the row is removed.
    pub(crate) gone: Option<&'static str>,
    /// Whether entries carry a revision.
    pub(crate) revised: bool,
    /// Columns of the moment an entry was made and of that it was last changed.
    pub(crate) created_at: Option<&'static str>,
    pub(crate) updated_at: Option<&'static str>,
}

impl Dictionary {
    /// A dictionary with UUIDs and revisions whose entries are marked as deleted.
    pub(crate) const fn new(
        resource: &'static Resource,
        word: &'static str,
        path: &'static str,
        form: &'static [Field],
    ) -> Self {
        Self {
            resource,
            word,
            path,
            form,
            ids: Ids::Uuid,
            gone: Some("deleted = 1"),
            revised: true,
            created_at: None,
            updated_at: None,
        }
    }

    /// The whole list, in the order of titles or as asked.
    pub(crate) fn list(
        &'static self,
        call: &Call,
        connection: &Connection,
        conditions: Conditions,
    ) -> Result<Answer, Refusal> {
        let list = List { resource: self.resource, query: &call.query, conditions, usual_order: "id" };
        Ok(Answer::ok(list.document(call, connection, serde_json::Map::new())?))
    }

    pub(crate) fn detail(&self, call: &Call, connection: &Connection, id: &str) -> Result<Answer, Refusal> {
        Ok(Answer::ok(document(call, connection, self.resource, id, self.word)?))
    }

    /// Makes the entry of the body; 201 with its address.
    pub(crate) fn create(&self, call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
        let sent = Sent::primary(call.body.as_ref(), self.resource.name, None)?;
        let id = self.insert(connection, sent, "/data")?;
        let document = document(call, connection, self.resource, &id, self.word)?;
        Ok(Answer::created(document, format!("/api/v1/{}/{id}", self.path)))
    }

    /// Changes the entry of the path.
    pub(crate) fn update(&self, call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
        let id = call.id();
        if !exists(connection, self.resource.table, id)? {
            return Err(Refusal::not_found(self.word, id));
        }
        let sent = Sent::primary(call.body.as_ref(), self.resource.name, Some(id))?;
        self.change(connection, id, sent, "/data")?;
        self.detail(call, connection, id)
    }

    /// Makes all entries of the body or none; their ids.
    pub(crate) fn insert_all(&self, call: &Call, connection: &Connection) -> Result<Vec<String>, Refusal> {
        let rows = Sent::rows(call.body.as_ref(), self.resource.name)?;
        each_row(rows, |number, sent| self.insert(connection, sent, &format!("/data/{number}")))
    }

    /// Changes all entries the body names or none; their ids.
    pub(crate) fn change_all(&self, call: &Call, connection: &Connection) -> Result<Vec<String>, Refusal> {
        let rows = Sent::rows(call.body.as_ref(), self.resource.name)?;
        each_row(rows, |number, sent| {
            let base = format!("/data/{number}");
            let id = self.known(connection, sent, &base)?;
            self.change(connection, &id, sent, &base)?;
            Ok(id)
        })
    }

    /// Puts all entries the body names away, or none.
    pub(crate) fn delete_all(&self, call: &Call, connection: &Connection) -> Result<(), Refusal> {
        let rows = Sent::rows(call.body.as_ref(), self.resource.name)?;
        each_row(rows, |number, sent| {
            let id = self.known(connection, sent, &format!("/data/{number}"))?;
            self.put_away(connection, &id)
        })?;
        Ok(())
    }

    /// Puts the entry of the path away.
    pub(crate) fn delete(&self, call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
        if !exists(connection, self.resource.table, call.id())? {
            return Err(Refusal::not_found(self.word, call.id()));
        }
        self.put_away(connection, call.id())?;
        Ok(Answer::empty())
    }

    /// The document of several entries.
    pub(crate) fn documents(
        &self,
        call: &Call,
        connection: &Connection,
        ids: &[String],
    ) -> Result<serde_json::Value, Refusal> {
        Ok(list::several(connection, self.resource, ids, &call.query)?)
    }

    /// The id of a row that must exist.
    pub(crate) fn known(&self, connection: &Connection, sent: Sent, base: &str) -> Result<String, Refusal> {
        known(connection, self.resource.table, self.word, sent, base)
    }

    pub(crate) fn insert(&self, connection: &Connection, sent: Sent, base: &str) -> Result<String, Refusal> {
        let mut fields = Fields::new(sent, base);
        let mut columns = Columns::default();
        let id = match self.ids {
            Ids::Uuid => new_id(&mut fields, connection, self.resource.table, base)?,
            Ids::Decimal => next_number(connection, self.resource.table)?,
        };
        form::read(self.form, &mut fields, connection, &mut columns, Mode::Create)?;
        fields.done()?;
        columns.set("id", id.clone());
        for column in self.created_at.iter().chain(self.updated_at.iter()) {
            columns.set(column, now());
        }
        self.revise(connection, &mut columns)?;
        columns.insert(connection, self.resource.table)?;
        Ok(id)
    }

    pub(crate) fn change(
        &self,
        connection: &Connection,
        id: &str,
        sent: Sent,
        base: &str,
    ) -> Result<(), Refusal> {
        let mut fields = Fields::new(sent, base);
        let mut columns = Columns::default();
        form::read(self.form, &mut fields, connection, &mut columns, Mode::Change)?;
        fields.done()?;
        if let Some(column) = self.updated_at {
            columns.set(column, now());
        }
        self.revise(connection, &mut columns)?;
        if !columns.is_empty() {
            columns.update(connection, self.resource.table, id)?;
        }
        Ok(())
    }

    fn revise(&self, connection: &Connection, columns: &mut Columns) -> rusqlite::Result<()> {
        // Figures are remembered by the sum of all revisions, so every change issues one.
        let revision = revisions::next(connection, self.resource.name)?;
        if self.revised {
            columns.set("revision", revision);
        }
        Ok(())
    }

    pub(crate) fn put_away(&self, connection: &Connection, id: &str) -> Result<(), Refusal> {
        let table = self.resource.table;
        let revision = revisions::next(connection, self.resource.name)?;
        match self.gone {
            None => {
                connection.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
            }
            Some(gone) => {
                let changed =
                    self.updated_at.map_or(String::new(), |column| format!(", {column} = {}", now()));
                let sql = format!("UPDATE {table} SET {gone}, revision = ?2{changed} WHERE id = ?1");
                connection.prepare_cached(&sql)?.execute((id, revision))?;
            }
        }
        Ok(())
    }
}

/// Carries out a bulk write row by row and gathers the faults of all rows; the transaction is
/// kept only when there are none.
pub(crate) fn each_row<T>(
    rows: Vec<Sent>,
    mut work: impl FnMut(usize, Sent) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let mut done = Vec::with_capacity(rows.len());
    let mut faults = Vec::new();
    for (number, sent) in rows.into_iter().enumerate() {
        match work(number, sent) {
            Ok(outcome) => done.push(outcome),
            Err(Refusal::Faults(mut of_row)) => faults.append(&mut of_row),
            Err(other) => return Err(other),
        }
    }
    Refusal::unless_empty(faults)?;
    Ok(done)
}

/// The id of a sent row that must exist in a table.
pub(crate) fn known(
    connection: &Connection,
    table: &str,
    word: &str,
    sent: Sent,
    base: &str,
) -> Result<String, Refusal> {
    let id = sent.id().unwrap_or_default();
    if exists(connection, table, &id)? {
        return Ok(id);
    }
    let detail = format!("There is no {word} \"{id}\".");
    let fault = Fault::new(404, crate::refusal::code::NOT_FOUND, "Not found.", detail);
    Err(fault.at(&format!("{base}/id")).into())
}

/// The client's id when it is a UUID nobody has, otherwise a new one.
pub(crate) fn new_id(
    fields: &mut Fields,
    connection: &Connection,
    table: &str,
    base: &str,
) -> Result<String, Refusal> {
    let Some(given) = fields.sent().id() else { return Ok(Uuid::new_v4().to_string()) };
    let pointer = format!("{base}/id");
    let Ok(id) = Uuid::parse_str(&given) else {
        fields.faults.push(Fault::invalid("bad-id", &pointer, format!("\"{given}\" is no UUID.")));
        return Ok(given);
    };
    let id = id.to_string();
    if exists(connection, table, &id)? {
        return Err(conflict(format!("There is a resource {id} already.")).at(&pointer).into());
    }
    Ok(id)
}

/// The next decimal id of a table.
pub(crate) fn next_number(connection: &Connection, table: &str) -> rusqlite::Result<String> {
    let number: i64 = connection
        .prepare_cached(&format!("SELECT coalesce(max(CAST(id AS INTEGER)), 0) + 1 FROM {table}"))?
        .query_row([], |row| row.get(0))?;
    Ok(number.to_string())
}
