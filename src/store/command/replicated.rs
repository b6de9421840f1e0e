//! Records that commands are about: how a command lies over one, and how two
//! sides of a change are compared.

use chrono::{DateTime, Utc};

use super::{Action, Kind};
use crate::domain::customer::Customer;
use crate::domain::order::{Order, Payment, PaymentType};
use crate::domain::people::Worker;
use crate::domain::record::Change;
use crate::domain::Id;
use crate::store::table::Record;

/// A record of the replica that can be changed here.
pub trait Replicated: Record + Clone + PartialEq {
    const KIND: Kind;

    /// An action laid over a record; `None` is one that is not there yet.
    fn over(action: &Action, under: Option<Self>) -> Option<Self>;

    /// What brings the fields of a change back to what they are in this record.
    fn back(&self, action: &Action) -> Option<Action>;

    /// The fields in which this record, as another side has it, stands neither
    /// at what they were before (`base`) nor at what the action makes of them.
    fn at_odds(&self, action: &Action, base: &Action) -> Option<Action>;

    fn revision(&self) -> i64;

    /// Takes over from what is known what a list leaves out.
    fn keep_known(&mut self, _known: &Self) {}

    /// When it was changed last, and by whom where the server says so.
    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>);
}

impl Replicated for Order {
    const KIND: Kind = Kind::Order;

    fn over(action: &Action, under: Option<Self>) -> Option<Self> {
        match action {
            Action::MakeOrder(order) => Some(under.unwrap_or_else(|| (**order).clone())),
            Action::ChangeOrder(_, changes) => under.map(|order| applied(order, changes)),
            Action::Pay(_, payment) => under.map(|order| paid(order, payment)),
            Action::MakeCustomer(_) | Action::ChangeCustomer(..) => under,
        }
    }

    fn back(&self, action: &Action) -> Option<Action> {
        match action {
            Action::ChangeOrder(id, changes) => Some(Action::ChangeOrder(*id, inverse(changes, self))),
            _ => None,
        }
    }

    fn at_odds(&self, action: &Action, base: &Action) -> Option<Action> {
        match (action, base) {
            (Action::ChangeOrder(id, mine), Action::ChangeOrder(_, base)) => {
                at_odds(mine, base, self).map(|odds| Action::ChangeOrder(*id, odds))
            }
            _ => None,
        }
    }

    fn revision(&self) -> i64 {
        self.revision
    }

    fn keep_known(&mut self, known: &Self) {
        if self.lines.is_none() {
            self.lines.clone_from(&known.lines);
        }
        if self.detail.is_none() {
            self.detail.clone_from(&known.detail);
        }
    }

    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>) {
        (self.updated_at.or(self.modified_at), None)
    }
}

impl Replicated for Customer {
    const KIND: Kind = Kind::Customer;

    fn over(action: &Action, under: Option<Self>) -> Option<Self> {
        match action {
            Action::MakeCustomer(customer) => Some(under.unwrap_or_else(|| (**customer).clone())),
            Action::ChangeCustomer(_, changes) => under.map(|customer| applied(customer, changes)),
            _ => under,
        }
    }

    fn back(&self, action: &Action) -> Option<Action> {
        match action {
            Action::ChangeCustomer(id, changes) => Some(Action::ChangeCustomer(*id, inverse(changes, self))),
            _ => None,
        }
    }

    fn at_odds(&self, action: &Action, base: &Action) -> Option<Action> {
        match (action, base) {
            (Action::ChangeCustomer(id, mine), Action::ChangeCustomer(_, base)) => {
                at_odds(mine, base, self).map(|odds| Action::ChangeCustomer(*id, odds))
            }
            _ => None,
        }
    }

    fn revision(&self) -> i64 {
        self.revision
    }

    fn keep_known(&mut self, known: &Self) {
        // A customer that comes along with an order brings itself only.
        let Self { discount_groups, sources, preferences, events, .. } = self;
        keep(discount_groups, &known.discount_groups);
        keep(sources, &known.sources);
        keep(preferences, &known.preferences);
        keep(events, &known.events);
    }

    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>) {
        (self.updated_at, None)
    }
}

fn keep<T: Clone>(new: &mut Option<T>, known: &Option<T>) {
    if new.is_none() {
        new.clone_from(known);
    }
}

fn applied<C: Change>(mut record: C::Record, changes: &[C]) -> C::Record {
    for change in changes {
        change.apply(&mut record);
    }
    record
}

fn inverse<C: Change>(changes: &[C], record: &C::Record) -> Vec<C> {
    changes.iter().map(|change| change.inverse(record)).collect()
}

fn at_odds<C: Change>(mine: &[C], base: &[C], theirs: &C::Record) -> Option<Vec<C>> {
    let odds: Vec<C> = mine
        .iter()
        .zip(base)
        .filter_map(|(mine, base)| {
            let theirs = mine.inverse(theirs);
            (theirs != *base && theirs != *mine).then_some(theirs)
        })
        .collect();
    (!odds.is_empty()).then_some(odds)
}

/// An order with a payment more.
fn paid(mut order: Order, payment: &Payment) -> Order {
    let known =
        order.detail.as_ref().is_some_and(|detail| detail.payments.iter().any(|p| p.id == payment.id));
    if known {
        return order;
    }
    match payment.payment_type {
        Some(PaymentType::Return | PaymentType::Change) => order.payments_amount -= payment.amount,
        _ => order.payments_amount += payment.amount,
    }
    if let Some(detail) = &mut order.detail {
        detail.payments.push(payment.clone());
    }
    order
}
