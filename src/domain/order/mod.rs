//! An order as the shop sees it: its attributes, whom and what it belongs to.

mod change;
mod status;

use chrono::{DateTime, NaiveDate, Utc};

pub use change::OrderChange;
pub use status::{DeliveryStatus, MoveRefusal, Status};

use super::attributes::{coded, record};
use super::people::{Customer, OrderTag, Source, Store, Worker};
use super::phone::Phone;
use super::{Id, Money, Quantity};

/// A bouquet of the showcase or made for one order.
pub enum Bouquet {}
/// Something the shop sells: a stem, a ribbon, a service.
pub enum Item {}

record! {
    /// An order. Attributes are read from the API as they come; what is missing
    /// or null has its default. Relationships are filled in by the API layer.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Order {
        pub status: Status = required "status",
        pub date: Option<NaiveDate> = "date",
        pub doc_no: String = "docNo",
        pub description: String = "description",
        pub budget: Money = "budget",
        pub due_time: Option<DateTime<Utc>> = "dueTime",
        pub delivery: bool = "delivery",
        pub delivery_comments: String = "deliveryComments",
        pub delivery_city: String = "deliveryCity",
        pub delivery_street: String = "deliveryStreet",
        pub delivery_house: String = "deliveryHouse",
        pub delivery_building: String = "deliveryBuilding",
        pub delivery_apartment: String = "deliveryApartment",
        pub delivery_contact: String = "deliveryContact",
        pub delivery_phone_code: String = "deliveryPhoneCode",
        pub delivery_phone_number: String = "deliveryPhoneNumber",
        pub delivery_time_from: Option<DateTime<Utc>> = "deliveryTimeFrom",
        pub delivery_time_to: Option<DateTime<Utc>> = "deliveryTimeTo",
        pub delivery_status: Option<DeliveryStatus> = "deliveryStatus",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub modified_at: Option<DateTime<Utc>> = "modifiedAt",
        pub updated_status_at: Option<DateTime<Utc>> = "updatedStatusAt",
        pub fiscalized: bool = "fiscalized",
        pub fiscalized_at: Option<DateTime<Utc>> = "fiscalizedAt",
        pub posted: bool = "posted",
        pub posted_at: Option<DateTime<Utc>> = "postedAt",
        pub by_bonuses: bool = "byBonuses",
        pub cancel_comment: String = "cancelComment",
        pub total_amount: Money = "totalAmount",
        pub payments_amount: Money = "paymentsAmount",
        pub is_external: bool = "isExternal",
        pub external_id: String = "externalId",
        pub revision: i64 = "revision",
    }
    beside {
        pub id: Id<Order>,
        pub store: Option<Id<Store>>,
        pub source: Option<Id<Source>>,
        pub customer: Option<Id<Customer>>,
        pub florist: Option<Id<Worker>>,
        pub courier: Option<Id<Worker>>,
        pub created_by: Option<Id<Worker>>,
        pub posted_by: Option<Id<Worker>>,
        pub locked_by: Option<Id<Worker>>,
        pub tags: Vec<Id<OrderTag>>,
        /// What it consists of; `None` until the API has been asked for the lines.
        pub lines: Option<Vec<OrderLine>>,
        /// What only the detail of an order brings; `None` until it was asked for.
        pub detail: Option<Box<OrderDetail>>,
    }
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

record! {
    /// One item of an order. Lines that share a bouquet are its composition.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OrderLine {
        pub qty: Quantity = "qty",
        pub price: Money = "price",
        /// `qty` x `price`.
        pub amount: Money = "amount",
        /// What counts: the order's total is the sum of these.
        pub total_amount: Money = "totalAmount",
    }
    beside {
        pub item: Option<Id<Item>>,
        pub title: String,
        pub measure: String,
        pub picture: Option<String>,
        pub bouquet: Option<LineBouquet>,
    }
}

/// The bouquet a line belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct LineBouquet {
    pub id: Id<Bouquet>,
    pub title: String,
    pub picture: Option<String>,
}

record! {
    /// Money that came or went for an order.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Payment {
        pub payment_type: Option<PaymentType> = "paymentType",
        pub amount: Money = "amount",
        pub bonus_amount: Money = "bonusAmount",
        pub description: String = "description",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub posted: bool = "posted",
        pub prepayment: bool = "prepayment",
        pub fiscalized: bool = "fiscalized",
    }
    beside {
        pub method: String,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentType {
    Payment,
    Return,
    Change,
}

impl PaymentType {
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "payment" => Some(Self::Payment),
            "return" => Some(Self::Return),
            "change" => Some(Self::Change),
            _ => None,
        }
    }
}

coded!(Status, DeliveryStatus, PaymentType);

record! {
    /// A discount or a markup on the whole order, with its reason.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Discount {
        pub discount_type: String = "discountType",
        pub amount: Money = "amount",
    }
    beside {
        pub reason: String,
    }
}

record! {
    /// Who brought the order into a status, and when.
    #[derive(Debug, Clone, PartialEq)]
    pub struct HistoryLine {
        pub status: Option<Status> = "status",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub comment: String = "comment",
    }
    beside {
        pub worker: String,
    }
}

/// What of an order is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    Unpaid,
    /// Something came, less than the total.
    Partly,
    Paid,
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
