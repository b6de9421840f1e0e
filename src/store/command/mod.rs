//! What somebody did, as a value: kept on the device, shown at once, sent when
//! the network allows. From one action follow the record it is about, what must
//! be on the server before it, its bytes, how it is sent, and how one finds out
//! whether it arrived.

mod kept;
mod replicated;
mod send;

use chrono::{DateTime, Utc};

pub use replicated::Replicated;
pub use send::Answer;

use super::mutation::{on, Mutation};
use super::table::AnyId;
use crate::domain::customer::{Customer, CustomerChange, CustomerStatus};
use crate::domain::order::{Order, OrderChange, Payment, Status};
use crate::domain::people::Worker;
use crate::domain::record::Change;
use crate::domain::Id;

/// What is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    MakeCustomer(Box<Customer>),
    ChangeCustomer(Id<Customer>, Vec<CustomerChange>),
    /// With its lines, and the discounts of its detail.
    MakeOrder(Box<Order>),
    ChangeOrder(Id<Order>, Vec<OrderChange>),
    Pay(Id<Order>, Box<Payment>),
}

/// An action with what it was done on, by whom and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    pub id: Id<Command>,
    pub action: Action,
    /// For a change: what its fields were before, as a change back. The merge
    /// compares with it, and undoing writes it.
    pub base: Option<Action>,
    pub at: DateTime<Utc>,
    pub by: Option<Id<Worker>>,
}

impl Command {
    /// The same without the fields that a later action does again, or to something else;
    /// `None` where nothing is left of it.
    pub fn without(&self, later: &Action) -> Option<Self> {
        let (action, base) = match (&self.action, self.base.as_ref(), later) {
            (
                Action::ChangeOrder(id, mine),
                Some(Action::ChangeOrder(_, base)),
                Action::ChangeOrder(_, later),
            ) => {
                let (mine, base) = rest(mine, base, later)?;
                (Action::ChangeOrder(*id, mine), Action::ChangeOrder(*id, base))
            }
            (
                Action::ChangeCustomer(id, mine),
                Some(Action::ChangeCustomer(_, base)),
                Action::ChangeCustomer(_, later),
            ) => {
                let (mine, base) = rest(mine, base, later)?;
                (Action::ChangeCustomer(*id, mine), Action::ChangeCustomer(*id, base))
            }
            _ => return Some(self.clone()),
        };
        Some(Self { action, base: Some(base), ..self.clone() })
    }

    /// Something of it is done again by a later action on the same record, or to
    /// something else.
    pub fn is_done_over_by(&self, later: &Action) -> bool {
        self.action.subject() == later.subject() && self.without(later).as_ref() != Some(self)
    }

    /// One that lay beneath it, and was gone meanwhile, lies there again: what both do
    /// stands on what that makes. False where it stood on something else.
    pub fn stand_over(&mut self, below: &Self) -> bool {
        match (&mut self.base, &self.action, &below.base, &below.action) {
            (
                Some(Action::ChangeOrder(_, base)),
                Action::ChangeOrder(_, mine),
                Some(Action::ChangeOrder(_, before)),
                Action::ChangeOrder(_, made),
            ) => stand_over(base, mine, before, made),
            (
                Some(Action::ChangeCustomer(_, base)),
                Action::ChangeCustomer(_, mine),
                Some(Action::ChangeCustomer(_, before)),
                Action::ChangeCustomer(_, made),
            ) => stand_over(base, mine, before, made),
            _ => false,
        }
    }

    /// Takes what another side has in a set into what is done to it, and stands on that.
    /// False where there is no such field.
    pub fn join(&mut self, theirs: &Action) -> bool {
        match (&mut self.action, &mut self.base, theirs) {
            (
                Action::ChangeOrder(_, mine),
                Some(Action::ChangeOrder(_, base)),
                Action::ChangeOrder(_, theirs),
            ) => join(mine, base, theirs),
            (
                Action::ChangeCustomer(_, mine),
                Some(Action::ChangeCustomer(_, base)),
                Action::ChangeCustomer(_, theirs),
            ) => join(mine, base, theirs),
            _ => false,
        }
    }

    /// It is the other one, or something of it is done over by that.
    pub fn touches(&self, other: &Self) -> bool {
        self.id == other.id || self.is_done_over_by(&other.action)
    }
}

/// A table of the replica that commands are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Customer,
    Order,
}

/// The record a command is about.
pub type Subject = (Kind, AnyId);

impl Action {
    /// The record it is about: commands of one record are sent one after the other.
    pub const fn subject(&self) -> Subject {
        match self {
            Self::MakeCustomer(customer) => (Kind::Customer, customer.id.cast()),
            Self::ChangeCustomer(id, _) => (Kind::Customer, id.cast()),
            Self::MakeOrder(order) => (Kind::Order, order.id.cast()),
            Self::ChangeOrder(id, _) | Self::Pay(id, _) => (Kind::Order, id.cast()),
        }
    }

    /// The record that has to be on the server before it, besides its own.
    pub fn needs(&self) -> Option<Subject> {
        let customer = match self {
            Self::MakeOrder(order) => order.customer,
            Self::ChangeOrder(_, changes) => changes.iter().find_map(|change| match change {
                OrderChange::Customer(customer) => *customer,
                _ => None,
            }),
            _ => None,
        };
        customer.map(|id| (Kind::Customer, id.cast()))
    }

    /// It brings an order into another status, and does nothing else.
    pub fn is_move(&self) -> bool {
        matches!(self, Self::ChangeOrder(_, changes) if matches!(changes[..], [OrderChange::Status(_)]))
    }

    /// It makes its record.
    pub const fn makes(&self) -> bool {
        matches!(self, Self::MakeCustomer(_) | Self::MakeOrder(_))
    }

    /// What takes back what was made, once it is on the server; `None` where
    /// nothing does.
    pub fn unmaking(&self) -> Option<Self> {
        match self {
            Self::MakeCustomer(customer) => Some(Self::ChangeCustomer(
                customer.id,
                vec![CustomerChange::Status(Some(CustomerStatus::Deleted))],
            )),
            Self::MakeOrder(order) => {
                Some(Self::ChangeOrder(order.id, vec![OrderChange::Status(Status::Canceled)]))
            }
            _ => None,
        }
    }

    /// What [`Self::unmaking`] changes, as it was made.
    pub fn as_made(&self) -> Option<Self> {
        match (self, self.unmaking()?) {
            (Self::MakeCustomer(customer), back) => customer.back(&back),
            (Self::MakeOrder(order), back) => order.back(&back),
            _ => None,
        }
    }

    /// Puts the values of `to` in where it changes the same field; with `from`
    /// only where it has that one's value. False where nothing was put in. Sets stay:
    /// they are joined with what they stand on.
    pub fn rebase(&mut self, from: Option<&Self>, to: &Self) -> bool {
        match (self, to) {
            (Self::ChangeOrder(a, mine), Self::ChangeOrder(b, to)) if a == b => {
                replace(mine, from.and_then(Order::changes), to)
            }
            (Self::ChangeCustomer(a, mine), Self::ChangeCustomer(b, to)) if a == b => {
                replace(mine, from.and_then(Customer::changes), to)
            }
            _ => false,
        }
    }

    /// What is left of a change without the fields that another one changes;
    /// `None` where nothing is.
    pub fn without(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::ChangeOrder(id, mine), Self::ChangeOrder(_, other)) => {
                Some(Self::ChangeOrder(*id, others(mine, other)?))
            }
            (Self::ChangeCustomer(id, mine), Self::ChangeCustomer(_, other)) => {
                Some(Self::ChangeCustomer(*id, others(mine, other)?))
            }
            _ => Some(self.clone()),
        }
    }

    /// All that it changes are sets.
    pub fn is_of_sets(&self) -> bool {
        match self {
            Self::ChangeOrder(_, changes) => changes.iter().all(Change::is_set),
            Self::ChangeCustomer(_, changes) => changes.iter().all(Change::is_set),
            _ => false,
        }
    }

    /// Both change a field of the same record.
    pub fn shares_field(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::ChangeOrder(a, mine), Self::ChangeOrder(b, theirs)) => a == b && share(mine, theirs),
            (Self::ChangeCustomer(a, mine), Self::ChangeCustomer(b, theirs)) => a == b && share(mine, theirs),
            _ => false,
        }
    }
}

fn replace<C: Change>(mine: &mut [C], from: Option<&[C]>, to: &[C]) -> bool {
    let mut replaced = false;
    for change in mine.iter_mut().filter(|change| from.is_none_or(|from| from.contains(*change))) {
        if let Some(other) = to.iter().find(|other| other.same_field(change) && !other.is_set()) {
            *change = other.clone();
            replaced = true;
        }
    }
    replaced
}

fn join<C: Change>(mine: &mut [C], base: &mut [C], theirs: &[C]) -> bool {
    let mut joined = false;
    for (mine, base) in mine.iter_mut().zip(base) {
        let Some(theirs) = theirs.iter().find(|theirs| theirs.same_field(mine)) else { continue };
        // What is added and taken away stays the same, also where theirs has it already.
        if let Some((with, without)) = mine.joined(base, theirs).zip(base.joined(mine, theirs)) {
            if !on(Mutation::JoinOneSide) {
                *mine = with;
            }
            *base = without;
            joined = true;
        }
    }
    joined
}

fn stand_over<C: Change>(base: &mut [C], mine: &[C], before: &[C], made: &[C]) -> bool {
    let mut moved = false;
    for (base, mine) in base.iter_mut().zip(mine) {
        let below = before.iter().zip(made).find(|(before, made)| made.is_done_by(before, mine));
        let on = below.and_then(|(before, made)| {
            made.joined(before, base).or_else(|| (base == before).then(|| made.clone()))
        });
        if let Some(on) = on.filter(|on| on != base) {
            *base = on;
            moved = true;
        }
    }
    moved
}

fn rest<C: Change>(mine: &[C], base: &[C], later: &[C]) -> Option<(Vec<C>, Vec<C>)> {
    let sides = mine.iter().zip(base);
    let left = sides.filter(|(mine, base)| !later.iter().any(|later| mine.is_done_by(base, later)));
    let left: (Vec<C>, Vec<C>) = left.map(|(mine, base)| (mine.clone(), base.clone())).unzip();
    (!left.0.is_empty()).then_some(left)
}

fn others<C: Change>(mine: &[C], other: &[C]) -> Option<Vec<C>> {
    let left = mine.iter().filter(|mine| !other.iter().any(|other| other.same_field(mine)));
    let left: Vec<C> = left.cloned().collect();
    (!left.is_empty()).then_some(left)
}

fn share<C: Change>(mine: &[C], theirs: &[C]) -> bool {
    mine.iter().any(|mine| theirs.iter().any(|theirs| theirs.same_field(mine)))
}
