//! An order as the shop sees it: its attributes, whom and what it belongs to.

mod change;
mod status;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

pub use change::OrderChange;
pub use status::{DeliveryStatus, MoveRefusal, Status};

use super::people::{Customer, OrderTag, Source, Store, Worker};
use super::phone::Phone;
use super::text::{flag, integer, lenient};
use super::{Id, Money, Quantity};

/// A bouquet of the showcase or made for one order.
pub enum Bouquet {}
/// Something the shop sells: a stem, a ribbon, a service.
pub enum Item {}

/// An order. Attributes are read from the API as they come; what is missing
/// or null has its default. Relationships are filled in by the API layer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[serde(skip, default = "nil")]
    pub id: Id<Order>,
    pub status: Status,
    #[serde(default, deserialize_with = "lenient")]
    pub date: Option<NaiveDate>,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub doc_no: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub description: String,
    #[serde(default)]
    pub budget: Money,
    #[serde(default, deserialize_with = "lenient")]
    pub due_time: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "flag")]
    pub delivery: bool,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_comments: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_city: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_street: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_house: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_building: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_apartment: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_contact: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_phone_code: String,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub delivery_phone_number: String,
    #[serde(default, deserialize_with = "lenient")]
    pub delivery_time_from: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "lenient")]
    pub delivery_time_to: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "lenient")]
    pub delivery_status: Option<DeliveryStatus>,
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "lenient")]
    pub modified_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "lenient")]
    pub updated_status_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "flag")]
    pub fiscalized: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub fiscalized_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "flag")]
    pub posted: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub posted_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "flag")]
    pub by_bonuses: bool,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub cancel_comment: String,
    #[serde(default)]
    pub total_amount: Money,
    #[serde(default)]
    pub payments_amount: Money,
    #[serde(default, deserialize_with = "flag")]
    pub is_external: bool,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub external_id: String,
    #[serde(default, deserialize_with = "integer")]
    pub revision: i64,

    #[serde(skip)]
    pub store: Option<Id<Store>>,
    #[serde(skip)]
    pub source: Option<Id<Source>>,
    #[serde(skip)]
    pub customer: Option<Id<Customer>>,
    #[serde(skip)]
    pub florist: Option<Id<Worker>>,
    #[serde(skip)]
    pub courier: Option<Id<Worker>>,
    #[serde(skip)]
    pub created_by: Option<Id<Worker>>,
    #[serde(skip)]
    pub posted_by: Option<Id<Worker>>,
    #[serde(skip)]
    pub locked_by: Option<Id<Worker>>,
    #[serde(skip)]
    pub tags: Vec<Id<OrderTag>>,
    /// What it consists of; `None` until the API has been asked for the lines.
    #[serde(skip)]
    pub lines: Option<Vec<OrderLine>>,
    /// What only the detail of an order brings; `None` until it was asked for.
    #[serde(skip)]
    pub detail: Option<Box<OrderDetail>>,
}

/// What the list of orders leaves out and operation 61 gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrderDetail {
    pub payments: Vec<Payment>,
    pub discounts: Vec<Discount>,
    pub history: Vec<HistoryLine>,
    /// Addresses of pictures of the order itself.
    pub pictures: Vec<String>,
}

/// One item of an order. Lines that share a bouquet are its composition.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    #[serde(default)]
    pub qty: Quantity,
    #[serde(default)]
    pub price: Money,
    /// `qty` x `price`.
    #[serde(default)]
    pub amount: Money,
    /// What counts: the order's total is the sum of these.
    #[serde(default)]
    pub total_amount: Money,
    #[serde(skip)]
    pub item: Option<Id<Item>>,
    #[serde(skip)]
    pub title: String,
    #[serde(skip)]
    pub measure: String,
    #[serde(skip)]
    pub picture: Option<String>,
    #[serde(skip)]
    pub bouquet: Option<LineBouquet>,
}

/// The bouquet a line belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct LineBouquet {
    pub id: Id<Bouquet>,
    pub title: String,
    pub picture: Option<String>,
}

/// Money that came or went for an order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    #[serde(default, deserialize_with = "lenient")]
    pub payment_type: Option<PaymentType>,
    #[serde(default)]
    pub amount: Money,
    #[serde(default)]
    pub bonus_amount: Money,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub description: String,
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "flag")]
    pub posted: bool,
    #[serde(default, deserialize_with = "flag")]
    pub prepayment: bool,
    #[serde(default, deserialize_with = "flag")]
    pub fiscalized: bool,
    #[serde(skip)]
    pub method: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PaymentType {
    Payment,
    Return,
    Change,
}

/// A discount or a markup on the whole order, with its reason.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Discount {
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub discount_type: String,
    #[serde(default)]
    pub amount: Money,
    #[serde(skip)]
    pub reason: String,
}

/// Who brought the order into a status, and when.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLine {
    #[serde(default, deserialize_with = "lenient")]
    pub status: Option<Status>,
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "super::text::text_or_number")]
    pub comment: String,
    #[serde(skip)]
    pub worker: String,
}

/// What of an order is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    Unpaid,
    /// Something came, less than the total.
    Partly,
    Paid,
}

const fn nil() -> Id<Order> {
    Id::nil()
}

impl Order {
    /// Past its due time while somebody still has to do something for it.
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.status.is_open() && self.due_time.is_some_and(|due| due < now)
    }

    pub fn payment_state(&self) -> PaymentState {
        if self.payments_amount >= self.total_amount {
            PaymentState::Paid
        } else if self.payments_amount > Money::ZERO {
            PaymentState::Partly
        } else {
            PaymentState::Unpaid
        }
    }

    /// Still to be paid and not given up: what the API counts as `credit`.
    pub fn owes(&self) -> bool {
        self.payment_state() != PaymentState::Paid
            && !matches!(self.status, Status::Canceled | Status::Returned)
    }

    /// Whether a plain update may bring it into this status.
    ///
    /// # Errors
    /// The reason, where it may not.
    pub fn may_become(&self, to: Status) -> Result<(), MoveRefusal> {
        if !self.status.moves().contains(&to) {
            return Err(MoveRefusal::NoSuchMove { from: self.status, to });
        }
        if to == Status::Courier && !self.delivery {
            return Err(MoveRefusal::NotADelivery);
        }
        Ok(())
    }

    /// The address in one line, from the street on: "Tverskaya 12 b.1, 34".
    pub fn address(&self) -> String {
        let mut out = self.delivery_street.trim().to_owned();
        for (before, part) in
            [(" ", &self.delivery_house), ("/", &self.delivery_building), (", ", &self.delivery_apartment)]
        {
            let part = part.trim();
            if !part.is_empty() {
                out.push_str(if out.is_empty() { "" } else { before });
                out.push_str(part);
            }
        }
        out
    }

    /// The number to call about the delivery.
    pub fn delivery_phone(&self) -> Option<Phone> {
        Phone::new(&self.delivery_phone_code, &self.delivery_phone_number)
    }
}

#[cfg(test)]
mod tests;
