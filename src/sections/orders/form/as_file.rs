//! An order that is not handed in yet, as part of a file: what was typed, by the
//! names that the form has for it.

use serde_json::{Map, Value};

use super::draft::{Draft, DraftLine};
use super::words;
use crate::domain::{Lang, Word};
use crate::store::Shop;

/// What was typed, field by field; what is empty is left out.
pub fn unfinished(shop: Shop, draft: &Draft) -> Value {
    let lang = shop.state.settings().get_untracked().lang;
    let customer = draft.customer.and_then(|id| shop.customers.peek(id));
    let florist = draft.florist.and_then(|id| shop.workers.peek(id));
    let store = draft.store.and_then(|id| shop.stores.peek(id));
    let newcomer = draft.newcomer.clone().unwrap_or_default();
    let name = match &customer {
        Some(customer) => customer.title.clone(),
        None if newcomer.name.is_empty() => draft.customer.map(|id| id.to_string()).unwrap_or_default(),
        None => newcomer.name,
    };
    let phone = customer.and_then(|customer| customer.telephone()).map(|phone| phone.shown());
    let tags = draft.tags.iter().filter_map(|id| shop.tags.peek(*id)).map(|tag| tag.title.clone());
    let goods: Vec<_> = draft.lines.iter().map(line).collect();
    let fields = [
        (words::CUSTOMER, name),
        (words::PHONE, phone.unwrap_or_else(|| number(&newcomer.code, &newcomer.phone))),
        (words::CUSTOMER_NOTES, newcomer.notes),
        (words::STORE, store.map(|store| store.title.clone()).unwrap_or_default()),
        (words::DUE, draft.due.clone()),
        (words::WAY, if draft.delivery { words::DELIVERY } else { words::PICKUP }.say(lang).to_owned()),
        (words::CITY, draft.city.clone()),
        (words::STREET, draft.street.clone()),
        (words::HOUSE, draft.house.clone()),
        (words::APARTMENT, draft.apartment.clone()),
        (words::RECIPIENT, draft.contact.clone()),
        (words::CONTACT_PHONE, number(&draft.contact_code, &draft.contact_phone)),
        (words::FROM, draft.from.clone()),
        (words::UNTIL, draft.until.clone()),
        (words::FOR_COURIER, draft.comments.clone()),
        (words::COMPOSITION, goods.join("; ")),
        (words::FLORIST, florist.map(|worker| worker.name()).unwrap_or_default()),
        (words::NOTES, draft.notes.clone()),
        (words::TAGS, tags.collect::<Vec<_>>().join(", ")),
    ];
    named(lang, fields)
}

fn named(lang: Lang, fields: impl IntoIterator<Item = (Word, String)>) -> Value {
    let mut named = Map::new();
    for (name, value) in fields {
        if !value.trim().is_empty() {
            named.insert(name.say(lang).to_owned(), value.into());
        }
    }
    named.into()
}

fn number(code: &str, digits: &str) -> String {
    if digits.is_empty() {
        String::new()
    } else {
        format!("+{code} {digits}")
    }
}

fn line(line: &DraftLine) -> String {
    let DraftLine { title, qty, price, .. } = line;
    format!("{title} × {qty} × {price}")
}
