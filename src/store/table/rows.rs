//! The rows of a table, whatever they are: what all tables do alike, once.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Weak};

use reactive_graph::signal::ArcTrigger;

use crate::domain::Id;

/// The id of a row of any table.
pub(in crate::store) type AnyId = Id<dyn Any>;
/// A row of any table.
pub(in crate::store) type AnyRow = Arc<dyn Any + Send + Sync>;

/// What a table tells of its changes.
pub(in crate::store) trait Observer: Send + Sync {
    /// A row was put in or replaced, or (`None`) taken out.
    fn changed(&self, id: AnyId, new: Option<&(dyn Any + Send + Sync)>);
    /// The triggers to tell after a run of changes.
    fn due(&self) -> Vec<ArcTrigger>;
}

#[derive(Default)]
pub(super) struct Rows {
    pub rows: HashMap<AnyId, AnyRow>,
    pub watched: HashMap<AnyId, Watched>,
    pub lists: Vec<Weak<dyn Observer>>,
    /// For who reads the table as a whole: pickers over small tables.
    pub whole: ArcTrigger,
}

pub(super) struct Watched {
    trigger: ArcTrigger,
    watchers: usize,
}

impl Rows {
    /// Makes the changes and gives the triggers to tell, each once.
    pub fn change(&mut self, changes: Vec<(AnyId, Option<AnyRow>)>) -> Vec<ArcTrigger> {
        let mut told = Vec::new();
        let lists: Vec<_> = self.lists.iter().filter_map(Weak::upgrade).collect();
        let mut any = false;
        for (id, new) in changes {
            let old = match &new {
                Some(row) => self.rows.insert(id, Arc::clone(row)),
                None => self.rows.remove(&id),
            };
            any |= old.is_some() || new.is_some();
            told.extend(self.watched.get(&id).map(|watched| watched.trigger.clone()));
            for list in &lists {
                list.changed(id, new.as_deref());
            }
        }
        for list in &lists {
            told.append(&mut list.due());
        }
        if any {
            told.push(self.whole.clone());
        }
        told
    }

    /// One more looks at the row.
    pub fn watch(&mut self, id: AnyId) -> ArcTrigger {
        let watched =
            self.watched.entry(id).or_insert_with(|| Watched { trigger: ArcTrigger::new(), watchers: 0 });
        watched.watchers += 1;
        watched.trigger.clone()
    }

    /// One looks at the row no longer.
    pub fn unwatch(&mut self, id: AnyId) {
        let Some(watched) = self.watched.get_mut(&id) else { return };
        watched.watchers -= 1;
        if watched.watchers == 0 {
            self.watched.remove(&id);
        }
    }
}
