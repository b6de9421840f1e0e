//! An order as the shop sees it: its attributes, whom and what it belongs to.

mod status;

use chrono::{DateTime, NaiveDate, Utc};

pub use status::{DeliveryStatus, MoveRefusal, Status};

use super::bouquet::Bouquet;
use super::catalog::Item;
use super::customer::Customer;
use super::people::Worker;
use super::phone::Phone;
use super::record::{coded, codes, pack_fields, record};
use super::settings::{DiscountReason, OrderTag, Source, Store};
use super::{Id, Money, Quantity};

record! {
    /// An order. Fields are read from the API as they come; what is missing
    /// or null has its default. What is beside is filled in by the API layer.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Order of "orders" changed by OrderChange {
        pub id: Id<Order> = id,
        pub status: Status = required "status" => Status,
        pub date: Option<NaiveDate> = "date" => Date,
        pub doc_no: String = "docNo" => DocNo,
        pub description: String = "description" => Description,
        pub budget: Money = "budget" => Budget,
        pub due_time: Option<DateTime<Utc>> = "dueTime" => DueTime,
        pub delivery: bool = "delivery" => Delivery,
        pub delivery_comments: String = "deliveryComments" => DeliveryComments,
        pub delivery_city: String = "deliveryCity" => DeliveryCity,
        pub delivery_street: String = "deliveryStreet" => DeliveryStreet,
        pub delivery_house: String = "deliveryHouse" => DeliveryHouse,
        pub delivery_building: String = "deliveryBuilding" => DeliveryBuilding,
        pub delivery_apartment: String = "deliveryApartment" => DeliveryApartment,
        pub delivery_contact: String = "deliveryContact" => DeliveryContact,
        pub delivery_phone_code: String = "deliveryPhoneCode" => DeliveryPhoneCode,
        pub delivery_phone_number: String = "deliveryPhoneNumber" => DeliveryPhoneNumber,
        pub delivery_time_from: Option<DateTime<Utc>> = "deliveryTimeFrom" => DeliveryTimeFrom,
        pub delivery_time_to: Option<DateTime<Utc>> = "deliveryTimeTo" => DeliveryTimeTo,
        pub delivery_status: Option<DeliveryStatus> = "deliveryStatus" => DeliveryStatus,
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub modified_at: Option<DateTime<Utc>> = "modifiedAt",
        pub updated_status_at: Option<DateTime<Utc>> = "updatedStatusAt",
        pub fiscalized: bool = "fiscalized",
        pub fiscalized_at: Option<DateTime<Utc>> = "fiscalizedAt",
        pub posted: bool = "posted",
        pub posted_at: Option<DateTime<Utc>> = "postedAt",
        pub by_bonuses: bool = "byBonuses" => ByBonuses,
        pub cancel_comment: String = "cancelComment",
        pub total_amount: Money = "totalAmount",
        pub payments_amount: Money = "paymentsAmount",
        pub is_external: bool = "isExternal",
        pub external_id: String = "externalId",
        pub revision: i64 = "revision",
        pub store: Option<Id<Store>> = rel "store" => Store,
        pub source: Option<Id<Source>> = rel "source" => Source,
        pub customer: Option<Id<Customer>> = rel "customer" => Customer,
        pub florist: Option<Id<Worker>> = rel "florist" => Florist,
        pub courier: Option<Id<Worker>> = rel "courier" => Courier,
        pub created_by: Option<Id<Worker>> = rel "createdBy",
        /// Who changed it last.
        pub updated_by: Option<Id<Worker>> = rel "updatedBy",
        pub posted_by: Option<Id<Worker>> = rel "postedBy",
        pub locked_by: Option<Id<Worker>> = rel "lockedBy",
        /// Sorted; a list may leave them out.
        pub tags: Option<Vec<Id<OrderTag>>> = set "tags" => Tags,
    }
    beside {
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

pack_fields! {
    OrderDetail {
        payments: Vec<Payment>,
        discounts: Vec<Discount>,
        history: Vec<HistoryLine>,
        pictures: Vec<String>,
    }
}

record! {
    /// One item of an order. Lines that share a bouquet are its composition.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OrderLine of "order-lines" changed by OrderLineChange {
        pub id: Id<OrderLine> = id,
        pub qty: Quantity = "qty" => Qty,
        pub price: Money = "price" => Price,
        /// `qty` x `price`.
        pub amount: Money = "amount",
        /// What counts: the order's total is the sum of these.
        pub total_amount: Money = "totalAmount" => TotalAmount,
        /// The total was set by hand and need not be `qty` x `price`.
        pub manual_setting: bool = "manualSetting" => ManualSetting,
        pub item: Option<Id<Item>> = rel "item" => Item,
    }
    beside {
        pub title: String,
        pub measure: String,
        pub picture: Option<String>,
        pub bouquet: Option<LineBouquet>,
    }
}

/// The bouquet a line belongs to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineBouquet {
    pub id: Id<Bouquet>,
    pub title: String,
    pub picture: Option<String>,
}

pack_fields! {
    LineBouquet { id: Id<Bouquet>, title: String, picture: Option<String>, }
}

record! {
    /// Money that came or went for an order.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Payment of "order-payments" changed by PaymentChange {
        pub id: Id<Payment> = id,
        pub payment_type: Option<PaymentType> = "paymentType" => PaymentType,
        pub date: Option<NaiveDate> = "date" => Date,
        /// With the points in it.
        pub amount: Money = "amount" => Amount,
        pub bonus_amount: Money = "bonusAmount" => BonusAmount,
        pub description: String = "description" => Description,
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub posted: bool = "posted",
        pub posted_at: Option<DateTime<Utc>> = "postedAt",
        pub terminal_transaction_id: String = "terminalTransactionId" => TerminalTransactionId,
        /// Money before the goods, with a receipt of its own.
        pub prepayment: bool = "prepayment" => Prepayment,
        pub fiscalized: bool = "fiscalized" => Fiscalized,
        pub fiscalized_at: Option<DateTime<Utc>> = "fiscalizedAt" => FiscalizedAt,
        pub method_id: Option<Id<PaymentMethod>> = rel "method" => Method,
        pub order: Option<Id<Order>> = rel "order",
        pub parent: Option<Id<Payment>> = rel "parent" => Parent,
        pub created_by: Option<Id<Worker>> = rel "createdBy",
        pub posted_by: Option<Id<Worker>> = rel "postedBy",
        pub fiscalized_by: Option<Id<Worker>> = rel "fiscalizedBy" => FiscalizedBy,
        pub shift: Option<Id<Shift>> = rel "shift" => Shift,
        pub fiscal_shift: Option<Id<Shift>> = rel "fiscalShift" => FiscalShift,
    }
    beside {
        /// What the method is called.
        pub method: String,
    }
}

record! {
    /// Cash, a card, points: how an order is paid. Comes along with payments only.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PaymentMethod of "payment-methods" {
        pub id: Id<PaymentMethod> = id,
        pub title: String = "title",
        pub code: String = "code",
    }
}

record! {
    /// A till's day, from its opening to its closing. Comes along with payments only.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Shift of "shifts" {
        pub id: Id<Shift> = id,
        pub opened_at: Option<DateTime<Utc>> = "openedAt",
        pub closed_at: Option<DateTime<Utc>> = "closedAt",
        pub store: Option<Id<Store>> = rel "store",
    }
}

codes! {
    /// Which way money went.
    pub enum PaymentType {
        Payment = "payment" "Payment" "Оплата",
        Return = "return" "Return" "Возврат",
        Change = "change" "Change" "Сдача",
    }

    /// How a discount is measured.
    pub enum ValueType {
        Absolute = "absolute" "Amount" "Сумма",
        Percent = "percent" "Per cent" "Процент",
    }
}

coded!(Status, DeliveryStatus);

record! {
    /// A discount or a markup on the whole order, with its reason.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Discount of "order-discounts" changed by DiscountChange {
        pub id: Id<Discount> = id,
        pub discount_type: String = "discountType" => DiscountType,
        pub value_type: Option<ValueType> = "valueType" => ValueType,
        /// Money or per cent, as `value_type` says.
        pub value: Money = "value" => Value,
        /// What it came to.
        pub amount: Money = "amount",
        pub reason_id: Option<Id<DiscountReason>> = rel "reason" => Reason,
    }
    beside {
        /// What the reason is called.
        pub reason: String,
    }
}

record! {
    /// Who brought the order into a status, and when.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct HistoryLine of "order-history-lines" {
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
    /// The number as it is said; a new order may have none yet.
    pub fn number(&self) -> String {
        if self.doc_no.is_empty() {
            self.id.to_string().chars().take(8).collect()
        } else {
            self.doc_no.clone()
        }
    }

    /// The number on a card: of a till's long numbers ("aaab26002767") only what
    /// tells orders apart; the detail shows all of it.
    pub fn short_number(&self) -> String {
        let full = self.number();
        let tail = full
            .strip_prefix(|c: char| c.is_ascii_lowercase())
            .map(|_| full.trim_start_matches(|c: char| c.is_ascii_lowercase()));
        match tail {
            // Four letters of the till, two digits of the year, then the count.
            Some(digits)
                if full.len() == 12 && digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) =>
            {
                let count = digits.get(2..).unwrap_or_default().trim_start_matches('0');
                let till = full.chars().nth(3).map(|letter| letter.to_ascii_uppercase());
                format!("{}{count}", till.map(String::from).unwrap_or_default())
            }
            _ => full,
        }
    }

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
