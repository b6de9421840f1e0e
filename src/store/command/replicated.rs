//! Records that commands are about: how a command lies over one, and how two
//! sides of a change are compared.

use chrono::{DateTime, Utc};

use super::{Action, Kind};
use crate::domain::customer::{Customer, CustomerChange};
use crate::domain::order::{Order, OrderChange, Payment, PaymentType};
use crate::domain::people::Worker;
use crate::domain::record::Change;
use crate::domain::Id;
use crate::store::table::Record;

/// A record of the replica that can be changed here.
pub trait Replicated: Record + Clone + PartialEq {
    const KIND: Kind;
    /// The changes of its fields.
    type Change: Change<Record = Self>;

    /// The changes of an action that changes such a record.
    fn changes(action: &Action) -> Option<&[Self::Change]>;

    /// The action that makes these changes.
    fn changed_by(id: Id<Self>, changes: Vec<Self::Change>) -> Action;

    /// An action laid over a record; `None` is one that is not there yet.
    fn over(action: &Action, under: Option<Self>) -> Option<Self>;

    /// What brings the fields of a change back to what they are in this record.
    fn back(&self, action: &Action) -> Option<Action> {
        let changes = Self::changes(action)?.iter().map(|change| change.inverse(self));
        Some(Self::changed_by(self.id(), changes.collect()))
    }

    /// The fields in which this record, as another side has it, stands neither
    /// at what they were before (`base`) nor at what the action makes of them. A set is
    /// one of them where it has more than the action knows of, or less.
    fn at_odds(&self, action: &Action, base: &Action) -> Option<Action> {
        let sides = Self::changes(action)?.iter().zip(Self::changes(base)?);
        let odds: Vec<_> = sides
            .filter_map(|(mine, base)| {
                let theirs = mine.inverse(self);
                let differs = theirs != *base && theirs != *mine;
                (differs && mine.joined(base, &theirs).as_ref() != Some(mine)).then_some(theirs)
            })
            .collect();
        (!odds.is_empty()).then(|| Self::changed_by(self.id(), odds))
    }

    /// Takes over from what is known what a list leaves out.
    fn keep_known(&mut self, _known: &Self) {}

    /// When it was changed last, and by whom where the server says so.
    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>);
}

impl Replicated for Order {
    const KIND: Kind = Kind::Order;
    type Change = OrderChange;

    fn changes(action: &Action) -> Option<&[OrderChange]> {
        match action {
            Action::ChangeOrder(_, changes) => Some(changes),
            _ => None,
        }
    }

    fn changed_by(id: Id<Self>, changes: Vec<OrderChange>) -> Action {
        Action::ChangeOrder(id, changes)
    }

    fn over(action: &Action, under: Option<Self>) -> Option<Self> {
        match action {
            Action::MakeOrder(order) => Some(under.unwrap_or_else(|| (**order).clone())),
            Action::ChangeOrder(_, changes) => under.map(|order| applied(order, changes)),
            Action::Pay(_, payment) => under.map(|order| paid(order, payment)),
            Action::MakeCustomer(_) | Action::ChangeCustomer(..) => under,
        }
    }

    fn keep_known(&mut self, known: &Self) {
        if self.lines.is_none() {
            self.lines.clone_from(&known.lines);
        }
        if self.detail.is_none() {
            self.detail.clone_from(&known.detail);
        }
        keep(&mut self.tags, &known.tags);
    }

    fn changed(&self) -> (Option<DateTime<Utc>>, Option<Id<Worker>>) {
        (self.updated_at.or(self.modified_at), self.updated_by)
    }
}

impl Replicated for Customer {
    const KIND: Kind = Kind::Customer;
    type Change = CustomerChange;

    fn changes(action: &Action) -> Option<&[CustomerChange]> {
        match action {
            Action::ChangeCustomer(_, changes) => Some(changes),
            _ => None,
        }
    }

    fn changed_by(id: Id<Self>, changes: Vec<CustomerChange>) -> Action {
        Action::ChangeCustomer(id, changes)
    }

    fn over(action: &Action, under: Option<Self>) -> Option<Self> {
        match action {
            Action::MakeCustomer(customer) => Some(under.unwrap_or_else(|| (**customer).clone())),
            Action::ChangeCustomer(_, changes) => under.map(|customer| applied(customer, changes)),
            _ => under,
        }
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
