//! A replicated table: rows by id in plain memory, one trigger for each row
//! that somebody looks at and one for each list over the table. A change costs
//! what is being looked at, never what is stored.

mod rows;

use std::marker::PhantomData;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

use self::rows::Rows;
pub(super) use self::rows::{AnyId, AnyRow, Observer};
use super::list::{List, ListRules};
use crate::domain::Id;

/// What a table can hold.
pub trait Record: Send + Sync + Sized + 'static {
    fn id(&self) -> Id<Self>;
}

/// Rows of one type. Cheap to clone; all clones are the same table.
pub struct Table<R: Record> {
    rows: Arc<RwLock<Rows>>,
    kind: PhantomData<fn() -> R>,
}

impl<R: Record> Clone for Table<R> {
    fn clone(&self) -> Self {
        Self { rows: Arc::clone(&self.rows), kind: PhantomData }
    }
}

impl<R: Record> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Arc::default(), kind: PhantomData }
    }
}

// A panic in a list's rules must not take the whole table with it.
fn read(rows: &RwLock<Rows>) -> RwLockReadGuard<'_, Rows> {
    rows.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(rows: &RwLock<Rows>) -> RwLockWriteGuard<'_, Rows> {
    rows.write().unwrap_or_else(PoisonError::into_inner)
}

/// Every trigger that is concerned is told once, after all is in place.
fn change(rows: &RwLock<Rows>, changes: Vec<(AnyId, Option<AnyRow>)>) {
    let told = write(rows).change(changes);
    // Outside the lock: whoever is told may read at once.
    for trigger in told {
        trigger.notify();
    }
}

/// All rows of a table hold the type it is made for.
fn typed<R: Record>(row: &AnyRow) -> Option<Arc<R>> {
    Arc::clone(row).downcast().ok()
}

impl<R: Record> Table<R> {
    /// The row as it is now, without looking at it further.
    pub fn peek(&self, id: Id<R>) -> Option<Arc<R>> {
        typed(read(&self.rows).rows.get(&id.cast())?)
    }

    /// The row as it is now; whoever reads this reruns with every change of the
    /// table, so it is for tables that rarely change.
    pub fn get(&self, id: Id<R>) -> Option<Arc<R>> {
        read(&self.rows).whole.track();
        self.peek(id)
    }

    pub fn len(&self) -> usize {
        read(&self.rows).rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows, in no order; whoever reads this reruns with every change, so
    /// it is for small tables only.
    pub fn all(&self) -> Vec<Arc<R>> {
        read(&self.rows).whole.track();
        self.peek_all()
    }

    /// All rows, in no order, without looking at them further.
    pub fn peek_all(&self) -> Vec<Arc<R>> {
        read(&self.rows).rows.values().filter_map(typed).collect()
    }

    /// Looks at one row for as long as the handle lives.
    pub fn watch(&self, id: Id<R>) -> Watch<R> {
        let trigger = write(&self.rows).watch(id.cast());
        Watch(Arc::new(Watching { rows: Arc::clone(&self.rows), id: id.cast(), trigger }), PhantomData)
    }

    /// A list over the table that keeps itself in order for as long as it lives.
    pub fn list(&self, rules: ListRules<R>) -> List<R> {
        let mut inner = write(&self.rows);
        let list = List::new(rules, inner.rows.values().filter_map(|row| row.downcast_ref()));
        inner.lists.retain(|list| list.strong_count() > 0);
        inner.lists.push(list.observer());
        list
    }

    /// Puts rows in, replacing those of the same id.
    pub fn upsert(&self, rows: impl IntoIterator<Item = R>) {
        let put = |row: R| (row.id().cast(), Some(Arc::new(row) as AnyRow));
        change(&self.rows, rows.into_iter().map(put).collect());
    }

    pub fn remove(&self, id: Id<R>) {
        change(&self.rows, vec![(id.cast(), None)]);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        clear(&self.rows);
    }
}

fn clear(rows: &RwLock<Rows>) {
    let all = read(rows).rows.keys().map(|id| (*id, None)).collect();
    change(rows, all);
}

/// A look at one row. Cheap to clone; the table forgets the last one dropped.
pub struct Watch<R: Record>(Arc<Watching>, PhantomData<fn() -> R>);

struct Watching {
    rows: Arc<RwLock<Rows>>,
    id: AnyId,
    trigger: ArcTrigger,
}

impl<R: Record> Clone for Watch<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0), PhantomData)
    }
}

impl<R: Record> Watch<R> {
    /// The row as it is now; whoever reads it reruns when it changes.
    pub fn get(&self) -> Option<Arc<R>> {
        self.0.trigger.track();
        typed(read(&self.0.rows).rows.get(&self.0.id)?)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        write(&self.rows).unwatch(self.id);
    }
}

#[cfg(test)]
mod tests;
