//! The unsent changes on top of what the server confirmed. What is shown is
//! always confirmed ⊕ changes; a change that is refused is taken away again and
//! what lies beneath comes back by itself.

use std::collections::HashMap;

use crate::domain::order::{Order, OrderChange};
use crate::domain::record::Change as _;
use crate::domain::Id;
use crate::store::outbox::CommandId;

/// Unsent changes by order, with the confirmed record beneath them.
#[derive(Debug, Default)]
pub struct Overlay(HashMap<Id<Order>, Layers>);

#[derive(Debug)]
struct Layers {
    confirmed: Order,
    changes: Vec<(CommandId, OrderChange)>,
}

impl Layers {
    fn shown(&self) -> Order {
        let mut order = self.confirmed.clone();
        for (_, change) in &self.changes {
            change.apply(&mut order);
        }
        order
    }
}

impl Overlay {
    /// Lays a change over the order; gives the order to show.
    pub fn lay(&mut self, shown: &Order, command: CommandId, change: OrderChange) -> Order {
        let layers = self
            .0
            .entry(shown.id)
            .or_insert_with(|| Layers { confirmed: shown.clone(), changes: Vec::new() });
        layers.changes.push((command, change));
        layers.shown()
    }

    /// Takes a change away; gives the order to show, if it was there.
    pub fn lift(&mut self, id: Id<Order>, command: CommandId) -> Option<Order> {
        let layers = self.0.get_mut(&id)?;
        layers.changes.retain(|(laid, _)| *laid != command);
        let shown = layers.shown();
        if layers.changes.is_empty() {
            self.0.remove(&id);
        }
        Some(shown)
    }

    /// Takes what the server says of an order and gives the order to show.
    /// `known` is what is shown now. `None` where the answer is older than what
    /// is known: answers may overtake each other.
    pub fn confirm(&mut self, mut new: Order, known: Option<&Order>) -> Option<Order> {
        let layers = self.0.get_mut(&new.id);
        if let Some(old) = layers.as_ref().map(|layers| &layers.confirmed).or(known) {
            if new.revision < old.revision {
                return None;
            }
            // Lists do not bring everything; what is known stays until it is
            // asked for again.
            if new.lines.is_none() {
                new.lines.clone_from(&old.lines);
            }
            if new.detail.is_none() {
                new.detail.clone_from(&old.detail);
            }
        }
        Some(match layers {
            Some(layers) => {
                layers.confirmed = new;
                layers.shown()
            }
            None => new,
        })
    }

    /// Something of this order is not on the server yet.
    pub fn covers(&self, id: Id<Order>) -> bool {
        self.0.contains_key(&id)
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::Status;

    fn order(status: &str, revision: i64) -> Order {
        let mut order: Order = crate::domain::record::testing::record(
            &serde_json::json!({"status": status, "revision": revision}),
        );
        order.id = Id::from(1);
        order
    }

    #[test]
    fn what_is_shown_is_always_confirmed_and_changes() {
        let mut overlay = Overlay::default();
        let base = order("new", 1);
        let shown = overlay.lay(&base, CommandId(1), OrderChange::Status(Status::Assembled));
        let shown = overlay.lay(&shown, CommandId(2), OrderChange::Description("x".into()));
        assert_eq!((shown.status, shown.description.as_str()), (Status::Assembled, "x"));
        // Somebody else changes another field meanwhile: both are seen.
        let mut theirs = order("new", 2);
        theirs.doc_no = "7".into();
        let shown = overlay.confirm(theirs, Some(&shown)).unwrap();
        assert_eq!((shown.status, shown.doc_no.as_str()), (Status::Assembled, "7"));
        // The first is refused, the second stays.
        let shown = overlay.lift(base.id, CommandId(1)).unwrap();
        assert_eq!(
            (shown.status, shown.description.as_str(), shown.doc_no.as_str()),
            (Status::New, "x", "7")
        );
        overlay.lift(base.id, CommandId(2));
        assert!(!overlay.covers(base.id));
    }

    #[test]
    fn an_older_answer_changes_nothing_and_a_sparse_one_loses_nothing() {
        let mut overlay = Overlay::default();
        let mut known = order("new", 5);
        known.lines = Some(Vec::new());
        assert_eq!(overlay.confirm(order("done", 4), Some(&known)), None);
        let newer = overlay.confirm(order("done", 6), Some(&known)).unwrap();
        assert_eq!((newer.status, newer.lines), (Status::Done, Some(Vec::new())));
    }
}
