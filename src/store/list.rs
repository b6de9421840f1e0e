//! A list over a table: which rows, in which groups, in which order, and the
//! sum of each group. It is kept up row by row, never built anew, and tells
//! only the groups that changed. One of very many rows is made piece by piece, and
//! empty until it is whole.

use std::any::Any;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::Track;

use super::table::{AnyId, AnyRow, Observer, Record};
use crate::domain::{Id, Money};

/// Where a row stands in its group: smaller first, equal ones by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortKey {
    Number(i64),
    Text(String),
    /// After everything that has a key.
    Last,
}

/// Reads something off a row.
pub type Rule<R, T> = Box<dyn Fn(&R) -> T + Send + Sync>;

/// What a list is made of.
pub struct ListRules<R> {
    /// The group of a row, below `groups`; `None` leaves the row out.
    pub group: Rule<R, Option<usize>>,
    pub groups: usize,
    pub key: Rule<R, SortKey>,
    pub amount: fn(&R) -> Money,
    /// No row of another class is in a group; all classes where there are none.
    pub classes: Option<RangeInclusive<u16>>,
}

/// A list that lives as long as somebody holds it. Cheap to clone.
pub struct List<R: Record>(Arc<Inner<R>>);

struct Inner<R: Record> {
    rules: ListRules<R>,
    state: Mutex<State<R>>,
}

struct State<R: Record> {
    groups: Vec<Group<R>>,
    places: HashMap<Id<R>, Place>,
    /// Rows that are not taken in yet.
    left: Vec<AnyId>,
    /// All are; before that no row is shown, and they are in no order.
    whole: bool,
}

struct Group<R: Record> {
    rows: Vec<(SortKey, Id<R>)>,
    sum: Money,
    /// Told when rows come, go or move, or the sum changes.
    trigger: ArcTrigger,
    changed: bool,
}

struct Place {
    group: usize,
    key: SortKey,
    amount: Money,
}

/// How many rows a group has and what they add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub count: usize,
    pub sum: Money,
}

impl<R: Record> Clone for List<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// A list is the same as itself only: made anew from the same rules, it is
/// another.
impl<R: Record> PartialEq for List<R> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<R: Record> List<R> {
    /// A list of rows that are yet to be taken in.
    pub(super) fn new(rules: ListRules<R>, left: Vec<AnyId>) -> Self {
        let groups = (0..rules.groups)
            .map(|_| Group { rows: Vec::new(), sum: Money::ZERO, trigger: ArcTrigger::new(), changed: false })
            .collect();
        let state = State { groups, places: HashMap::new(), left, whole: false };
        Self(Arc::new(Inner { rules, state: Mutex::new(state) }))
    }

    /// Takes in so many of the rows that are left. Gives the triggers to tell, once all
    /// are in.
    pub(super) fn fill(&self, most: usize, row: impl Fn(AnyId) -> Option<AnyRow>) -> Vec<ArcTrigger> {
        let mut state = self.0.state();
        let State { groups, places, left, whole } = &mut *state;
        for id in left.split_off(left.len().saturating_sub(most)) {
            // It changed meanwhile, and is in.
            if places.contains_key(&id.cast()) {
                continue;
            }
            let Some(row) = row(id) else { continue };
            let Some(place) = row.downcast_ref().and_then(|row| self.0.rules.place(row)) else { continue };
            if let Some(group) = groups.get_mut(place.group) {
                group.rows.push((place.key.clone(), id.cast()));
                group.sum += place.amount;
                places.insert(id.cast(), place);
            }
        }
        if left.is_empty() && !*whole {
            *whole = true;
            for group in groups {
                group.rows.sort_unstable();
                group.changed = true;
            }
        }
        drop(state);
        self.0.due()
    }

    /// All rows are taken in.
    pub(super) fn is_whole(&self) -> bool {
        self.0.state().whole
    }

    /// A handle that does not keep the list.
    pub(super) fn weak(&self) -> impl Fn() -> Option<Self> + Send + Sync + 'static {
        let inner = Arc::downgrade(&self.0);
        move || inner.upgrade().map(Self)
    }

    pub(super) fn observer(&self) -> Weak<dyn Observer> {
        let inner: Arc<dyn Observer> = Arc::clone(&self.0) as _;
        Arc::downgrade(&inner)
    }

    /// The ids of a group from one place to another, in order.
    pub fn window(&self, group: usize, from: usize, to: usize) -> Vec<Id<R>> {
        self.read(group, |group| {
            group.rows.iter().skip(from).take(to.saturating_sub(from)).map(|(_, id)| *id).collect()
        })
    }

    /// All ids of a group, in order.
    pub fn ids(&self, group: usize) -> Vec<Id<R>> {
        self.window(group, 0, usize::MAX)
    }

    /// Count and sum of a group.
    pub fn totals(&self, group: usize) -> Totals {
        self.read(group, |group| Totals { count: group.rows.len(), sum: group.sum })
    }

    fn read<T: Default>(&self, index: usize, read: impl FnOnce(&Group<R>) -> T) -> T {
        let state = self.0.state();
        let Some(group) = state.groups.get(index) else { return T::default() };
        group.trigger.track();
        if state.whole {
            read(group)
        } else {
            T::default()
        }
    }
}

impl<R: Record> Group<R> {
    /// Where an entry stands, or is to stand.
    fn find(&self, entry: &(SortKey, Id<R>), whole: bool) -> Result<usize, usize> {
        if whole {
            self.rows.binary_search(entry)
        } else {
            self.rows.iter().position(|there| there == entry).ok_or(self.rows.len())
        }
    }
}

impl<R: Record> ListRules<R> {
    /// Rows of this class may be in a group.
    pub(super) fn wants(&self, class: u16) -> bool {
        self.classes.as_ref().is_none_or(|classes| classes.contains(&class))
    }

    fn place(&self, row: &R) -> Option<Place> {
        let group = (self.group)(row)?;
        Some(Place { group, key: (self.key)(row), amount: (self.amount)(row) })
    }
}

impl<R: Record> Inner<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Record> Observer for Inner<R> {
    fn wants(&self, class: u16) -> bool {
        self.rules.wants(class)
    }

    fn changed(&self, id: AnyId, _doc: u32, new: Option<&(dyn Any + Send + Sync)>) {
        let id = id.cast();
        let place = new.and_then(|row| row.downcast_ref()).and_then(|row| self.rules.place(row));
        let mut state = self.state();
        let State { groups, places, whole, .. } = &mut *state;
        let old = places.remove(&id);
        let moved = match (&old, &place) {
            (Some(a), Some(b)) => a.group != b.group || a.key != b.key,
            (None, None) => return,
            _ => true,
        };
        if let Some((old, group)) = old.and_then(|old| groups.get_mut(old.group).map(|group| (old, group))) {
            group.sum -= old.amount;
            group.changed |= moved || place.as_ref().is_some_and(|new| new.amount != old.amount);
            if moved {
                let entry = (old.key, id);
                if let Ok(at) = group.find(&entry, *whole) {
                    group.rows.remove(at);
                }
            }
        }
        let Some(place) = place else { return };
        let Some(group) = groups.get_mut(place.group) else { return };
        group.sum += place.amount;
        if moved {
            let entry = (place.key.clone(), id);
            if let Err(at) = group.find(&entry, *whole) {
                group.rows.insert(at, entry);
            }
            group.changed = true;
        }
        places.insert(id, place);
    }

    fn due(&self) -> Vec<ArcTrigger> {
        let mut state = self.state();
        let changed = state.groups.iter_mut().filter(|group| group.changed);
        changed
            .map(|group| {
                group.changed = false;
                group.trigger.clone()
            })
            .collect()
    }
}
