//! A replicated table: rows by id in plain memory, one trigger for each row
//! that somebody looks at and one for each list over the table. A change costs
//! what is being looked at, never what is stored.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak};

use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

use super::list::{List, ListRules, Observer};
use crate::domain::Id;

/// What a table can hold.
pub trait Record: Send + Sync + Sized + 'static {
    fn id(&self) -> Id<Self>;
}

/// Rows of one type. Cheap to clone; all clones are the same table.
pub struct Table<R: Record>(Arc<RwLock<Inner<R>>>);

struct Inner<R: Record> {
    rows: HashMap<Id<R>, Arc<R>>,
    watched: HashMap<Id<R>, Watched>,
    lists: Vec<Weak<dyn Observer<R>>>,
    /// For who reads the table as a whole: pickers over small tables.
    whole: ArcTrigger,
}

struct Watched {
    trigger: ArcTrigger,
    watchers: usize,
}

impl<R: Record> Clone for Table<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R: Record> Default for Table<R> {
    fn default() -> Self {
        Self(Arc::new(RwLock::new(Inner {
            rows: HashMap::new(),
            watched: HashMap::new(),
            lists: Vec::new(),
            whole: ArcTrigger::new(),
        })))
    }
}

impl<R: Record> Table<R> {
    // A panic in a list's rules must not take the whole table with it.
    fn inner(&self) -> RwLockReadGuard<'_, Inner<R>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn inner_mut(&self) -> RwLockWriteGuard<'_, Inner<R>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The row as it is now, without looking at it further.
    pub fn peek(&self, id: Id<R>) -> Option<Arc<R>> {
        self.inner().rows.get(&id).cloned()
    }

    /// The row as it is now; whoever reads this reruns with every change of the
    /// table, so it is for tables that rarely change.
    pub fn get(&self, id: Id<R>) -> Option<Arc<R>> {
        self.inner().whole.track();
        self.peek(id)
    }

    pub fn len(&self) -> usize {
        self.inner().rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.inner().rows.is_empty()
    }

    /// All rows, in no order; whoever reads this reruns with every change, so
    /// it is for small tables only.
    pub fn all(&self) -> Vec<Arc<R>> {
        let inner = self.inner();
        inner.whole.track();
        inner.rows.values().cloned().collect()
    }

    /// All rows, in no order, without looking at them further.
    pub fn peek_all(&self) -> Vec<Arc<R>> {
        self.inner().rows.values().cloned().collect()
    }

    /// Looks at one row for as long as the handle lives.
    pub fn watch(&self, id: Id<R>) -> Watch<R> {
        let mut inner = self.inner_mut();
        let watched =
            inner.watched.entry(id).or_insert_with(|| Watched { trigger: ArcTrigger::new(), watchers: 0 });
        watched.watchers += 1;
        let trigger = watched.trigger.clone();
        Watch(Arc::new(Watching { table: self.clone(), id, trigger }))
    }

    /// A list over the table that keeps itself in order for as long as it lives.
    pub fn list(&self, rules: ListRules<R>) -> List<R> {
        let mut inner = self.inner_mut();
        let list = List::new(rules, inner.rows.values());
        inner.lists.retain(|list| list.strong_count() > 0);
        inner.lists.push(list.observer());
        list
    }

    /// Puts rows in, replacing those of the same id.
    pub fn upsert(&self, rows: impl IntoIterator<Item = R>) {
        self.change(rows.into_iter().map(|row| (row.id(), Some(Arc::new(row)))));
    }

    pub fn remove(&self, id: Id<R>) {
        self.change([(id, None)]);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        let ids: Vec<_> = self.inner().rows.keys().copied().collect();
        self.change(ids.into_iter().map(|id| (id, None)));
    }

    /// Every trigger that is concerned is told once, after all is in place.
    fn change(&self, changes: impl IntoIterator<Item = (Id<R>, Option<Arc<R>>)>) {
        let mut told = Vec::new();
        {
            let mut inner = self.inner_mut();
            let lists: Vec<_> = inner.lists.iter().filter_map(Weak::upgrade).collect();
            let mut any = false;
            for (id, new) in changes {
                let old = match &new {
                    Some(row) => inner.rows.insert(id, Arc::clone(row)),
                    None => inner.rows.remove(&id),
                };
                any |= old.is_some() || new.is_some();
                told.extend(inner.watched.get(&id).map(|watched| watched.trigger.clone()));
                for list in &lists {
                    list.changed(id, old.as_deref(), new.as_deref());
                }
            }
            for list in &lists {
                told.append(&mut list.due());
            }
            if any {
                told.push(inner.whole.clone());
            }
        }
        // Outside the lock: whoever is told may read at once.
        for trigger in told {
            trigger.notify();
        }
    }
}

/// A look at one row. Cheap to clone; the table forgets the last one dropped.
pub struct Watch<R: Record>(Arc<Watching<R>>);

struct Watching<R: Record> {
    table: Table<R>,
    id: Id<R>,
    trigger: ArcTrigger,
}

impl<R: Record> Clone for Watch<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R: Record> Watch<R> {
    /// The row as it is now; whoever reads it reruns when it changes.
    pub fn get(&self) -> Option<Arc<R>> {
        self.0.trigger.track();
        self.0.table.peek(self.0.id)
    }
}

impl<R: Record> Drop for Watching<R> {
    fn drop(&mut self) {
        let mut inner = self.table.inner_mut();
        let Some(watched) = inner.watched.get_mut(&self.id) else { return };
        watched.watchers -= 1;
        if watched.watchers == 0 {
            inner.watched.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests;
