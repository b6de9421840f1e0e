//! Every filter of operation 59, declared once.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::api::filter::{Dictionary, Filter, Kind, Predicate, Value};
use crate::domain::customer::Customer;
use crate::domain::order::{Order, Status};
use crate::domain::phone::digits;
use crate::domain::text::searchable;
use crate::domain::zone::Zone;
use crate::domain::{Id, Word};

/// What the tests may look into.
#[derive(Clone)]
pub struct Context {
    pub today: NaiveDate,
    pub zone: Arc<dyn Zone>,
    pub customer: Arc<dyn Fn(Id<Customer>) -> Option<Arc<Customer>> + Send + Sync>,
}

pub type OrderFilter = Filter<Order, Context>;

/// Names other code asks for.
pub const DUE: &str = "due";
pub const STORES: &str = "stores";
pub const SEARCH: &str = "search";
pub const STATUSES: &str = "statuses";

const STATUS_CHOICES: &[(&str, Word)] = &[
    (Status::NotAccepted.code(), Status::NotAccepted.word()),
    (Status::New.code(), Status::New.word()),
    (Status::Assembled.code(), Status::Assembled.word()),
    (Status::Courier.code(), Status::Courier.word()),
    (Status::Done.code(), Status::Done.word()),
    (Status::Canceled.code(), Status::Canceled.word()),
    (Status::Returned.code(), Status::Returned.word()),
];

const DISCOUNT_CHOICES: &[(&str, Word)] =
    &[("discount", Word::new("Discount", "Скидка")), ("markup", Word::new("Markup", "Наценка"))];

const fn filter(
    name: &'static str,
    param: &'static str,
    kind: Kind,
    label: Word,
    test: Option<fn(&Value, &Context) -> Predicate<Order>>,
) -> OrderFilter {
    Filter { name, param, kind, label, test }
}

/// In the order of the panel: what a shop asks for most comes first.
pub static ORDER_FILTERS: [OrderFilter; 31] = [
    filter(
        DUE,
        "filter[dueTime]",
        Kind::Period,
        Word::new("Due", "К сроку"),
        Some(|v, c| days(v, c, |o| o.due_time)),
    ),
    filter(SEARCH, "search", Kind::Text, Word::new("Search", "Поиск"), Some(search)),
    filter(
        STATUSES,
        "filter[statuses]",
        Kind::Choice(STATUS_CHOICES),
        Word::new("Status", "Статус"),
        Some(|v, _| codes(v, |o| Some(o.status.code()))),
    ),
    filter(
        STORES,
        "filter[stores]",
        Kind::Records(Dictionary::Stores),
        Word::new("Store", "Магазин"),
        Some(|v, _| ids(v, |o| o.store)),
    ),
    filter(
        "florists",
        "filter[florists]",
        Kind::Records(Dictionary::Workers),
        Word::new("Florist", "Флорист"),
        Some(|v, _| ids(v, |o| o.florist)),
    ),
    filter(
        "no-florist",
        "filter[withoutFlorists]",
        Kind::Switch,
        Word::new("Without florist", "Без флориста"),
        Some(|v, _| flag(v, |o| o.florist.is_none())),
    ),
    filter(
        "couriers",
        "filter[couriers]",
        Kind::Records(Dictionary::Workers),
        Word::new("Courier", "Курьер"),
        Some(|v, _| ids(v, |o| o.courier)),
    ),
    filter(
        "no-courier",
        "filter[withoutCouriers]",
        Kind::Switch,
        Word::new("Without courier", "Без курьера"),
        Some(|v, _| flag(v, |o| o.courier.is_none())),
    ),
    filter(
        "delivery",
        "filter[delivery]",
        Kind::YesNo,
        Word::new("Delivery", "Доставка"),
        Some(|v, _| flag(v, |o| o.delivery)),
    ),
    filter(
        "sources",
        "filter[sources]",
        Kind::Records(Dictionary::Sources),
        Word::new("Source", "Источник"),
        Some(|v, _| ids(v, |o| o.source)),
    ),
    filter("amount", "filter[amount]", Kind::Amounts, Word::new("Amount", "Сумма"), Some(amounts)),
    filter(
        "customer",
        "filter[customer]",
        Kind::Records(Dictionary::Customers),
        Word::new("Customer", "Клиент"),
        Some(|v, _| ids(v, |o| o.customer)),
    ),
    filter(
        "items",
        "filter[items]",
        Kind::Records(Dictionary::Items),
        Word::new("Contains", "В составе"),
        None,
    ),
    filter(
        "payment",
        "filter[paymentMethods]",
        Kind::Records(Dictionary::PaymentMethods),
        Word::new("Payment method", "Способ оплаты"),
        None,
    ),
    filter(
        "bonuses",
        "filter[bonuses]",
        Kind::YesNo,
        Word::new("Paid with bonuses", "Оплата бонусами"),
        None,
    ),
    filter(
        "discounts",
        "filter[discounts]",
        Kind::Choice(DISCOUNT_CHOICES),
        Word::new("Discount or markup", "Скидка или наценка"),
        None,
    ),
    filter(
        "fiscalized",
        "filter[fiscalized]",
        Kind::YesNo,
        Word::new("Fiscal receipt", "Чек пробит"),
        Some(|v, _| flag(v, |o| o.fiscalized)),
    ),
    filter(
        "returned",
        "filter[withReturned]",
        Kind::Switch,
        Word::new("With returned", "С возвратами"),
        Some(|_, _| Box::new(|_| true)),
    ),
    filter("number", "filter[docNo]", Kind::Text, Word::new("Order number", "Номер заказа"), Some(numbers)),
    filter(
        "created",
        "filter[createdAt]",
        Kind::Dates,
        Word::new("Created", "Создан"),
        Some(|v, c| days(v, c, |o| o.created_at)),
    ),
    filter(
        "created-by",
        "filter[createdBy]",
        Kind::Records(Dictionary::Workers),
        Word::new("Created by", "Кто создал"),
        Some(|v, _| ids(v, |o| o.created_by)),
    ),
    filter(
        "updated",
        "filter[updatedAt]",
        Kind::Dates,
        Word::new("Updated", "Обновлён"),
        Some(|v, c| days(v, c, |o| o.updated_at)),
    ),
    filter(
        "modified",
        "filter[modifiedAt]",
        Kind::Dates,
        Word::new("Modified", "Изменён"),
        Some(|v, c| days(v, c, |o| o.modified_at)),
    ),
    filter(
        "posted",
        "filter[postedAt]",
        Kind::Dates,
        Word::new("Closed", "Закрыт"),
        Some(|v, c| days(v, c, |o| o.posted_at)),
    ),
    filter(
        "posted-by",
        "filter[postedBy]",
        Kind::Records(Dictionary::Workers),
        Word::new("Closed by", "Кто закрыл"),
        Some(|v, _| ids(v, |o| o.posted_by)),
    ),
    filter("paid", "filter[paymentPostedAt]", Kind::Dates, Word::new("Paid on", "Дата оплаты"), None),
    filter(
        "external",
        "filter[onlyExternal]",
        Kind::Switch,
        Word::new("Only external", "Только внешние"),
        Some(|v, _| flag(v, |o| o.is_external)),
    ),
    filter(
        "system",
        "filter[externalSystem]",
        Kind::Text,
        Word::new("External system", "Внешняя система"),
        None,
    ),
    filter(
        "skip-sessions",
        "filter[excludedSessions]",
        Kind::Text,
        Word::new("Without sync sessions", "Без сеансов обмена"),
        None,
    ),
    filter("shift", "filter[shift]", Kind::Text, Word::new("Shift", "Смена"), None),
    filter(
        "fiscal-shift",
        "filter[fiscalShift]",
        Kind::Text,
        Word::new("Fiscal shift", "Фискальная смена"),
        None,
    ),
];

/// The filter of this name.
pub fn order_filter(name: &str) -> Option<&'static OrderFilter> {
    ORDER_FILTERS.iter().find(|filter| filter.name == name)
}

fn days(value: &Value, context: &Context, of: fn(&Order) -> Option<DateTime<Utc>>) -> Predicate<Order> {
    let zone = &context.zone;
    let after = |day: NaiveDate| zone.start_of(day + chrono::Duration::days(1));
    let (from, to) = match value {
        Value::Period(period) => {
            let (from, to) = period.span(context.today, zone.as_ref());
            if *period == crate::domain::period::Period::Any {
                return Box::new(|_| true);
            }
            (Some(from), Some(to))
        }
        Value::Dates { from, to } => (from.map(|day| zone.start_of(day)), to.map(after)),
        _ => (None, None),
    };
    Box::new(move |order| {
        of(order).is_some_and(|at| from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to))
    })
}

fn ids<T: 'static>(value: &Value, of: fn(&Order) -> Option<Id<T>>) -> Predicate<Order> {
    let Value::Many(texts) = value else { return Box::new(|_| true) };
    // An id that cannot be one matches nothing, as on the server.
    let wanted: Vec<Id<T>> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    Box::new(move |order| of(order).is_some_and(|id| wanted.contains(&id)))
}

fn codes(value: &Value, of: fn(&Order) -> Option<&'static str>) -> Predicate<Order> {
    let Value::Many(wanted) = value.clone() else { return Box::new(|_| true) };
    Box::new(move |order| of(order).is_some_and(|code| wanted.iter().any(|known| known == code)))
}

fn flag(value: &Value, of: fn(&Order) -> bool) -> Predicate<Order> {
    let wanted = *value == Value::Flag(true);
    Box::new(move |order| of(order) == wanted)
}

fn amounts(value: &Value, _: &Context) -> Predicate<Order> {
    let Value::Amounts { min, max } = *value else { return Box::new(|_| true) };
    Box::new(move |order| {
        min.is_none_or(|min| order.total_amount >= min) && max.is_none_or(|max| order.total_amount <= max)
    })
}

fn numbers(value: &Value, _: &Context) -> Predicate<Order> {
    let Value::Text(text) = value else { return Box::new(|_| true) };
    let wanted: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
    Box::new(move |order| wanted.contains(&order.doc_no))
}

/// Every word of the search stands somewhere in the number, the customer's
/// name, phone or card, or the recipient's name and phone.
fn search(value: &Value, context: &Context) -> Predicate<Order> {
    let Value::Text(text) = value else { return Box::new(|_| true) };
    let words: Vec<String> =
        searchable(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    // "+7 (900) 123" is one number, not three words.
    let number = digits(text);
    let all_digits = !number.is_empty() && !text.chars().any(char::is_alphabetic);
    let customer = Arc::clone(&context.customer);
    Box::new(move |order| {
        let who = order.customer.and_then(|id| customer(id));
        let mut hay = format!("{} {}", searchable(&order.doc_no), searchable(&order.delivery_contact));
        let recipient = format!("{}{}", order.delivery_phone_code, order.delivery_phone_number);
        let mut numbers = vec![order.doc_no.clone(), digits(&recipient)];
        if let Some(who) = &who {
            hay.push(' ');
            hay.push_str(&searchable(&who.title));
            hay.push(' ');
            hay.push_str(&searchable(&who.bonus_card));
            numbers.push(format!("{}{}", who.country_code, who.phone));
            numbers.push(who.bonus_card.clone());
        }
        if all_digits {
            // A Russian number is also written with an 8 in front.
            let trunk = number.strip_prefix('8').filter(|rest| rest.len() == 10);
            let has = |text: &String| text.contains(&number) || trunk.is_some_and(|rest| text.contains(rest));
            // Names hold numbers too: "Library No. 7, branch 73".
            return numbers.iter().any(has) || has(&hay);
        }
        words.iter().all(|word| hay.contains(word))
    })
}
