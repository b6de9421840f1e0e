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
    /// The same without the fields that another action changes; `None` where
    /// nothing is left of it.
    pub fn without(&self, other: &Action) -> Option<Self> {
        let action = self.action.without(other)?;
        let base = self.base.as_ref().and_then(|base| base.without(other));
        Some(Self { action, base, ..self.clone() })
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

    /// It is the other one, or changes a field that the other one changes.
    pub fn touches(&self, other: &Self) -> bool {
        self.id == other.id || self.action.shares_field(&other.action)
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
    /// only where it has that one's value. False where nothing was put in.
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
                Some(Self::ChangeOrder(*id, rest(mine, other)?))
            }
            (Self::ChangeCustomer(id, mine), Self::ChangeCustomer(_, other)) => {
                Some(Self::ChangeCustomer(*id, rest(mine, other)?))
            }
            _ => Some(self.clone()),
        }
    }

    /// Both change a field of the same record, which has room for one of them only.
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
        // A set that stands on something else is joined with it.
        if let Some(other) = to.iter().find(|other| other.excludes(change)) {
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

fn rest<C: Change>(mine: &[C], other: &[C]) -> Option<Vec<C>> {
    let rest = mine.iter().filter(|mine| !other.iter().any(|other| other.excludes(mine)));
    let rest: Vec<C> = rest.cloned().collect();
    (!rest.is_empty()).then_some(rest)
}

fn share<C: Change>(mine: &[C], theirs: &[C]) -> bool {
    mine.iter().any(|mine| theirs.iter().any(|theirs| theirs.excludes(mine)))
}
