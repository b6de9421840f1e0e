//! A replicated table: rows by id in plain memory, one trigger for each row
//! that somebody looks at and one for each list over the table. A change costs
//! what is being looked at, never what is stored.

mod blocks;
mod codec;
mod layout;
mod rows;
mod stored;

use std::collections::HashSet;
use std::marker::PhantomData;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use reactive_graph::owner::on_cleanup;
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

pub(super) use self::blocks::{Found, Missing};
use self::codec::Codec;
use self::rows::Rows;
pub(super) use self::rows::{AnyId, AnyRow, Observer};
pub(super) use self::stored::Stored;
use super::list::{List, ListRules};
use crate::api::listing::All;
use crate::domain::record::Pack;
use crate::domain::Id;

/// What a table can hold.
pub trait Record: Pack + Send + Sync + Sized + 'static {
    fn id(&self) -> Id<Self>;

    /// Rows of one class are kept together on the device, and those of a few
    /// classes can be read without the others.
    fn class(&self) -> u16 {
        0
    }

    /// The fields (their tags) that no list over the table reads.
    const UNLISTED: &'static [u16] = &[];

    /// Rises with every change on the server; 0 where the server does not say.
    fn revision(&self) -> i64 {
        0
    }

    /// Deleted, hidden or dismissed: it stays for the records that name it, and
    /// is not shown among others.
    fn is_gone(&self) -> bool {
        false
    }

    /// What stays of a row that is no longer in its list, for the records that
    /// name it; `None` where none does.
    fn left(&self) -> Option<Self> {
        None
    }
}

/// So many rows are taken into a list at once: a frame or two.
const PIECE: usize = 2_000;

/// Takes in a piece of a list; false where that was the last.
pub(in crate::store) type Rest = Box<dyn FnMut() -> bool + Send + Sync>;

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
        Self { rows: Arc::new(RwLock::new(Rows::new(Codec::of::<R>()))), kind: PhantomData }
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
    tell(told);
}

/// Outside the lock: whoever is told may read at once.
fn tell(triggers: Vec<ArcTrigger>) {
    for trigger in triggers {
        trigger.notify();
    }
}

/// All rows of a table hold the type it is made for.
fn typed<R: Record>(row: AnyRow) -> Option<Arc<R>> {
    row.downcast().ok()
}

impl<R: Record> Table<R> {
    /// The row as it is now, without looking at it further.
    pub fn peek(&self, id: Id<R>) -> Option<Arc<R>> {
        typed(read(&self.rows).get(id.cast())?)
    }

    /// The row as it is now; whoever reads this reruns when it changes.
    pub fn get(&self, id: Id<R>) -> Option<Arc<R>> {
        let watch = self.watch(id);
        let row = watch.get();
        // Until whoever reads runs again.
        on_cleanup(move || drop(watch));
        row
    }

    pub fn len(&self) -> usize {
        read(&self.rows).rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows that are not gone, in no order; whoever reads this reruns with
    /// every change, so it is for small tables only.
    pub fn all(&self) -> Vec<Arc<R>> {
        read(&self.rows).whole.track();
        self.peek_all()
    }

    /// All rows that are not gone, in no order, without looking at them further.
    pub fn peek_all(&self) -> Vec<Arc<R>> {
        let mut all = Vec::new();
        read(&self.rows).each(|_| true, |_, _, row| all.extend(typed::<R>(Arc::clone(row))));
        all.retain(|row| !row.is_gone());
        all
    }

    /// Looks at one row for as long as the handle lives.
    pub fn watch(&self, id: Id<R>) -> Watch<R> {
        let trigger = write(&self.rows).watch(id.cast());
        Watch(Arc::new(Watching { rows: Arc::clone(&self.rows), id: id.cast(), trigger }), PhantomData)
    }

    /// A list over the table that keeps itself in order for as long as it lives. What
    /// more than a piece of it needs, [`Table::rest`] takes in.
    pub fn list(&self, rules: ListRules<R>) -> List<R> {
        let list = self.begin(rules);
        self.fill(&list, PIECE);
        list
    }

    fn begin(&self, rules: ListRules<R>) -> List<R> {
        let mut inner = write(&self.rows);
        let rows = inner.ids(|class| rules.wants(class));
        let list = List::new(rules, rows);
        inner.observers.retain(|observer| observer.strong_count() > 0);
        inner.observers.push(list.observer());
        list
    }

    fn fill(&self, list: &List<R>, most: usize) {
        let told = {
            let rows = read(&self.rows);
            list.fill(most, |id| rows.brief(id))
        };
        tell(told);
    }

    /// What takes in another piece of a list each time it is called, until it says that
    /// there is no more; `None` where the list is whole.
    pub(in crate::store) fn rest(&self, list: &List<R>) -> Option<Rest> {
        let (table, weak) = (self.clone(), list.weak());
        let rest: Rest = Box::new(move || {
            weak().is_some_and(|list| {
                table.fill(&list, PIECE);
                !list.is_whole()
            })
        });
        Some(rest).filter(|_| !list.is_whole())
    }

    /// Sees all rows that may be of one of the wanted classes, in no order.
    pub(in crate::store) fn each(&self, wants: impl Fn(u16) -> bool, mut see: impl FnMut(&R)) {
        read(&self.rows).each(wants, |_, _, row| row.downcast_ref::<R>().into_iter().for_each(&mut see));
    }

    /// These rows as a block.
    pub(in crate::store) fn block_of(&self, ids: Vec<Id<R>>) -> Vec<u8> {
        read(&self.rows).block_of(ids.into_iter().map(Id::cast))
    }

    /// The table as what is kept on the device.
    pub(in crate::store) fn stored(&self) -> Stored {
        Stored::new(Arc::clone(&self.rows))
    }

    /// Tells an observer of every change from here on.
    pub(in crate::store) fn observe(&self, observer: std::sync::Weak<dyn Observer>) {
        write(&self.rows).observers.push(observer);
    }

    /// Puts rows in, replacing those of the same id.
    pub fn upsert(&self, rows: impl IntoIterator<Item = R>) {
        let put = |row: R| (row.id().cast(), Some(Arc::new(row) as AnyRow));
        change(&self.rows, rows.into_iter().map(put).collect());
    }

    pub fn remove(&self, id: Id<R>) {
        change(&self.rows, vec![(id.cast(), None)]);
    }

    /// Takes these rows out, all in one step.
    pub fn remove_all(&self, ids: Vec<Id<R>>) {
        change(&self.rows, ids.into_iter().map(|id| (id.cast(), None)).collect());
    }

    /// What is beneath this row changed, whatever is shown of it.
    pub(in crate::store) fn touch(&self, id: Id<R>) {
        write(&self.rows).touch(id.cast());
    }

    /// Puts a list in. Where it is whole, what is not in it is gone.
    pub fn replace(&self, list: All<R>) {
        let row = |row: R| (row.id().cast(), Arc::new(row) as AnyRow);
        replace(&self.rows, list.rows.into_iter().map(row).collect(), list.whole);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        clear(&self.rows);
    }
}

fn replace(rows: &RwLock<Rows>, listed: Vec<(AnyId, AnyRow)>, whole: bool) {
    let there: HashSet<AnyId> = listed.iter().map(|(id, _)| *id).collect();
    let mut changes: Vec<_> = listed.into_iter().map(|(id, row)| (id, Some(row))).collect();
    if whole {
        let rows = read(rows);
        let left = |id| rows.get(id).and_then(|row| (rows.codec.left)(&*row));
        changes.extend(rows.rows.keys().filter(|id| !there.contains(id)).map(|id| (*id, left(*id))));
    }
    change(rows, changes);
}

fn clear(rows: &RwLock<Rows>) {
    let all = read(rows).rows.keys().map(|id| (*id, None)).collect();
    change(rows, all);
    let mut rows = write(rows);
    rows.blocks.clear();
    rows.stale.clear();
    rows.unsure.clear();
    rows.docs = Vec::new();
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
        typed(read(&self.0.rows).get(self.0.id)?)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        write(&self.rows).unwatch(self.id);
    }
}

#[cfg(test)]
mod tests;
