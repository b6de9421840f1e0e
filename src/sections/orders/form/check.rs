//! What has to be right before an order is handed in, and what it becomes then.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use super::draft::{Draft, DraftLine, Newcomer};
use super::words;
use crate::domain::catalog::{Item, Price, Switch};
use crate::domain::customer::{Customer, CustomerStatus};
use crate::domain::order::{Order, OrderDetail, OrderLine, Status};
use crate::domain::phone::{is_no_phone, Phone};
use crate::domain::settings::Store;
use crate::domain::zone::Zone;
use crate::domain::{lang, Id, Word};
use crate::store::command::Action;

/// A field of the form that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Name,
    Phone,
    Store,
    Due,
    Street,
    From,
    Until,
    ContactPhone,
    Goods,
    Quantity(Id<OrderLine>),
    Price(Id<OrderLine>),
}

impl Place {
    /// The element id of the field.
    pub fn element(self) -> String {
        let (name, line) = match self {
            Self::Name => ("new-name", None),
            Self::Phone => ("new-phone", None),
            Self::Store => ("new-store", None),
            Self::Due => ("new-due", None),
            Self::Street => ("new-street", None),
            Self::From => ("new-from", None),
            Self::Until => ("new-until", None),
            Self::ContactPhone => ("new-contact-phone", None),
            Self::Goods => ("new-goods", None),
            Self::Quantity(line) => ("new-qty-", Some(line)),
            Self::Price(line) => ("new-price-", Some(line)),
        };
        let mut id = name.to_owned();
        if let Some(line) = line {
            id.push_str(&line.to_string());
        }
        id
    }
}

/// What is wrong, and where; in the order of the form.
pub type Fault = (Place, Word);

/// An order that can be handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Ready {
    pub customer: Option<Customer>,
    pub order: Order,
}

impl Ready {
    /// What is to be done, in this order.
    pub fn actions(self) -> Vec<Action> {
        let customer = self.customer.map(|customer| Action::MakeCustomer(Box::new(customer)));
        customer.into_iter().chain([Action::MakeOrder(Box::new(self.order))]).collect()
    }
}

/// The order of a draft; `zone` is the shop's clock.
///
/// # Errors
/// Everything that is wrong.
pub fn check(draft: &Draft, zone: &dyn Zone) -> Result<Ready, Vec<Fault>> {
    let mut faults = draft.newcomer.as_ref().map(newcomer_faults).unwrap_or_default();
    let mut wrong = |is: bool, place: Place, why: Word| {
        if is {
            faults.push((place, why));
        }
    };
    wrong(draft.store.is_none(), Place::Store, words::NO_STORE);
    let due = lang::read_clock(&draft.due);
    wrong(due.is_none(), Place::Due, words::NO_DUE);
    if draft.delivery {
        let reachable = Phone::new("", &draft.contact_phone).is_some();
        wrong(draft.street.trim().is_empty() && !reachable, Place::Street, words::NO_STREET);
        let backwards =
            matches!((time(&draft.from), time(&draft.until)), (Some(from), Some(to)) if to <= from);
        wrong(backwards, Place::Until, words::BACKWARDS);
        wrong(is_no_phone(&draft.contact_phone), Place::ContactPhone, words::BAD_PHONE);
    }
    for line in &draft.lines {
        let why = if line.fractional { words::BAD_PARTS } else { words::BAD_PIECES };
        wrong(line.quantity().is_none(), Place::Quantity(line.id), why);
        wrong(line.cost().is_none(), Place::Price(line.id), words::BAD_PRICE);
    }
    let nothing = draft.lines.is_empty() && draft.notes.trim().is_empty();
    wrong(nothing, Place::Goods, words::NO_GOODS);
    match due {
        Some(due) if faults.is_empty() => Ok(ready(draft, due, zone)),
        _ => Err(faults),
    }
}

/// What is wrong with a new customer.
pub fn newcomer_faults(newcomer: &Newcomer) -> Vec<Fault> {
    let checks = [
        (newcomer.name.trim().is_empty(), (Place::Name, words::NO_NAME)),
        (is_no_phone(&newcomer.phone), (Place::Phone, words::BAD_PHONE)),
    ];
    checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, fault)| fault).collect()
}

/// The record of a new customer.
pub fn customer(newcomer: &Newcomer) -> Customer {
    let phone = newcomer.telephone();
    Customer {
        id: newcomer.id,
        title: newcomer.name.trim().to_owned(),
        country_code: phone.as_ref().map(|phone| phone.code.clone()).unwrap_or_default(),
        phone: phone.map(|phone| phone.number).unwrap_or_default(),
        notes: newcomer.notes.trim().to_owned(),
        status: Some(CustomerStatus::On),
        is_person: true,
        ..Customer::default()
    }
}

fn time(typed: &str) -> Option<NaiveTime> {
    let mut clock = "1970-01-01T".to_owned();
    clock.push_str(typed);
    Some(lang::read_clock(&clock)?.time())
}

fn ready(draft: &Draft, due: NaiveDateTime, zone: &dyn Zone) -> Ready {
    let text = |typed: &str| typed.trim().to_owned();
    let plain = Order {
        id: draft.id,
        status: Status::New,
        due_time: Some(zone.instant(due)),
        store: draft.store,
        customer: draft.newcomer.as_ref().map(|new| new.id).or(draft.customer),
        florist: draft.florist,
        tags: Some(draft.tags.clone()),
        description: text(&draft.notes),
        total_amount: draft.total(),
        lines: Some(draft.lines.iter().map(line).collect()),
        // Nothing is paid yet, which needs not be asked for.
        detail: Some(Box::new(OrderDetail::default())),
        ..Order::default()
    };
    let order = if draft.delivery { delivered(draft, plain, due, zone) } else { plain };
    Ready { customer: draft.newcomer.as_ref().map(customer), order }
}

fn delivered(draft: &Draft, order: Order, due: NaiveDateTime, zone: &dyn Zone) -> Order {
    let text = |typed: &str| typed.trim().to_owned();
    let at = |typed: &str| -> Option<DateTime<Utc>> { Some(zone.instant(due.date().and_time(time(typed)?))) };
    let phone = Phone::new(&draft.contact_code, &draft.contact_phone);
    Order {
        delivery: true,
        delivery_city: text(&draft.city),
        delivery_street: text(&draft.street),
        delivery_house: text(&draft.house),
        delivery_apartment: text(&draft.apartment),
        delivery_contact: text(&draft.contact),
        delivery_phone_code: phone.as_ref().map(|phone| phone.code.clone()).unwrap_or_default(),
        delivery_phone_number: phone.map(|phone| phone.number).unwrap_or_default(),
        delivery_comments: text(&draft.comments),
        delivery_time_from: at(&draft.from),
        delivery_time_to: at(&draft.until),
        ..order
    }
}

fn line(line: &DraftLine) -> OrderLine {
    let amount = line.amount().unwrap_or_default();
    OrderLine {
        id: line.id,
        item: Some(line.item),
        title: line.title.clone(),
        measure: line.measure.clone(),
        qty: line.quantity().unwrap_or_default(),
        price: line.cost().unwrap_or_default(),
        amount,
        total_amount: amount,
        ..OrderLine::default()
    }
}

/// What an item costs in a store, and what is left of it there.
pub fn price_in(item: &Item, store: Option<Id<Store>>) -> Option<&Price> {
    let prices = item.prices.as_ref()?;
    prices.iter().find(|price| price.store == store && price.status != Some(Switch::Off))
}

#[cfg(test)]
mod tests;
