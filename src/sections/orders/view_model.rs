//! What a card, a row and the detail say of an order. Pure: from the records
//! and the time of day to text, so that all of it is tested without a screen.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::address::{Column, Sort};
use super::words;
use crate::domain::customer::Customer;
use crate::domain::order::{LineBouquet, Order, OrderLine, PaymentState};
use crate::domain::people::Worker;
use crate::domain::settings::OrderTag;
use crate::domain::zone::Zone;
use crate::domain::{lang, Id, Lang, Money};
use crate::store::list::SortKey;

/// Where and when the reader is, and how they read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub now: DateTime<Utc>,
    pub zone: &'a dyn Zone,
    pub lang: Lang,
}

impl Scene<'_> {
    pub fn today(&self) -> NaiveDate {
        self.zone.day(self.now)
    }

    /// "14:30" today, "24 Nov, 14:30" on another day.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        lang::moment(self.lang, self.zone.local(at), self.today())
    }
}

/// The records around an order.
#[derive(Default)]
pub struct Around {
    pub customer: Option<Arc<Customer>>,
    pub florist: Option<Arc<Worker>>,
    pub courier: Option<Arc<Worker>>,
    pub tags: Vec<Arc<OrderTag>>,
}

/// What is on a card, line by line.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    pub id: Id<Order>,
    pub number: String,
    pub due: Due,
    pub who: String,
    pub phone: String,
    pub picture: Option<String>,
    pub what: String,
    pub tag: Option<String>,
    pub delivery: bool,
    pub how: String,
    pub courier: String,
    /// Initials and name.
    pub florist: Option<(String, String)>,
    pub money: MoneyView,
}

/// When it is due.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Due {
    /// "14:30", with the day where it is another.
    pub time: String,
    /// For machines.
    pub datetime: String,
    /// "in 45 min", "late 20 min"; empty for what is closed.
    pub distance: String,
    pub late: bool,
}

/// What is paid of how much.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyView {
    pub state: PaymentState,
    pub total: String,
    pub paid: String,
}

impl CardView {
    pub fn new(order: &Order, around: &Around, scene: Scene<'_>) -> Self {
        let lang = scene.lang;
        let phone =
            around.customer.as_ref().and_then(|who| who.telephone()).or_else(|| order.delivery_phone());
        let contact = order.delivery_contact.trim();
        let who = match &around.customer {
            Some(who) if !who.title.trim().is_empty() => who.title.trim().to_owned(),
            _ if !contact.is_empty() => contact.to_owned(),
            _ => words::NO_CUSTOMER.say(lang).to_owned(),
        };
        let (what, picture) = what(order, lang);
        Self {
            id: order.id,
            number: order.short_number(),
            due: due(order, scene),
            who,
            phone: phone.map(|phone| phone.masked()).unwrap_or_default(),
            picture,
            what,
            tag: around.tags.first().map(|tag| tag.title.clone()),
            delivery: order.delivery,
            how: how(order, around, scene),
            courier: around.courier.as_ref().map(|courier| courier.name()).unwrap_or_default(),
            florist: around.florist.as_ref().map(|florist| (florist.initials(), short_name(florist))),
            money: money(order, lang),
        }
    }
}

/// "Olga P.": the last name costs a card too much.
pub fn short_name(worker: &Worker) -> String {
    let last = worker.last_name.trim().chars().next();
    match last {
        Some(letter) if !worker.first_name.trim().is_empty() => {
            format!("{} {letter}.", worker.first_name.trim())
        }
        _ => worker.name(),
    }
}

pub fn due(order: &Order, scene: Scene<'_>) -> Due {
    let Some(at) = order.due_time else {
        return Due { time: words::NO_TIME.say(scene.lang).to_owned(), ..Due::default() };
    };
    let minutes = (at - scene.now).num_minutes();
    let late = order.is_late(scene.now);
    let length = lang::duration(scene.lang, minutes);
    let distance = match (order.status.is_open(), late) {
        (false, _) => String::new(),
        (true, true) => words::LATE.with(scene.lang, &[&length]),
        (true, false) => words::IN_TIME.with(scene.lang, &[&length]),
    };
    Due { time: scene.moment(at), datetime: at.to_rfc3339(), distance, late }
}

/// "Bouquet and 2 more", and the picture of what comes first.
fn what(order: &Order, lang: Lang) -> (String, Option<String>) {
    let parts = order.lines.as_deref().map(parts).unwrap_or_default();
    let Some(first) = parts.first() else {
        return (order.description.clone(), None);
    };
    let (title, picture) = match (&first.bouquet, first.lines.first()) {
        (Some(bouquet), _) => (bouquet_title(bouquet, lang), bouquet.picture.clone()),
        (None, Some(line)) if line.qty.thousandths() > 1000 => {
            (words::PIECES.with(lang, &[&line.qty.to_string(), &line.title]), line.picture.clone())
        }
        (None, Some(line)) => (line.title.clone(), line.picture.clone()),
        (None, None) => return (order.description.clone(), None),
    };
    let picture = picture.or_else(|| first.lines.iter().find_map(|line| line.picture.clone()));
    let loose =
        parts.iter().filter(|part| part.bouquet.is_none()).map(|part| part.lines.len()).sum::<usize>();
    let more = parts.iter().filter(|part| part.bouquet.is_some()).count() + loose - 1;
    let title = if more > 0 { words::AND_MORE.with(lang, &[&title, &more.to_string()]) } else { title };
    (title, picture)
}

pub fn bouquet_title(bouquet: &LineBouquet, lang: Lang) -> String {
    if bouquet.title.is_empty() {
        words::BOUQUET.say(lang).to_owned()
    } else {
        bouquet.title.clone()
    }
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'a> {
    /// What they are bound into; none for what is sold beside.
    pub bouquet: Option<&'a LineBouquet>,
    pub lines: Vec<&'a OrderLine>,
    pub sum: Money,
}

/// The lines by bouquet, in their order; what belongs to none comes last.
pub fn parts(lines: &[OrderLine]) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for line in lines {
        let bouquet = line.bouquet.as_ref();
        let same =
            |part: &&mut Part<'_>| part.bouquet.map(|known| known.id) == bouquet.map(|bouquet| bouquet.id);
        match parts.iter_mut().find(same) {
            Some(part) => {
                part.lines.push(line);
                part.sum += line.total_amount;
            }
            None => parts.push(Part { bouquet, lines: vec![line], sum: line.total_amount }),
        }
    }
    let (mut bouquets, besides): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| part.bouquet.is_some());
    bouquets.extend(besides);
    bouquets
}

/// "Tverskaya 12, 14:00–15:00" or "Pickup".
fn how(order: &Order, around: &Around, scene: Scene<'_>) -> String {
    if !order.delivery {
        return words::PICKUP.say(scene.lang).to_owned();
    }
    let who = match &around.courier {
        Some(courier) => short_name(courier),
        None => words::COURIER.say(scene.lang).to_owned(),
    };
    let address = order.address();
    let window = window(order, scene);
    let place = [address, window].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if place.is_empty() {
        who
    } else {
        format!("{who} · {place}")
    }
}

/// "14:00–15:00".
pub fn window(order: &Order, scene: Scene<'_>) -> String {
    let time = |at: DateTime<Utc>| lang::time(scene.zone.local(at).time());
    match (order.delivery_time_from, order.delivery_time_to) {
        (Some(from), Some(to)) => format!("{}–{}", time(from), time(to)),
        (Some(at), None) | (None, Some(at)) => time(at),
        (None, None) => String::new(),
    }
}

pub fn money(order: &Order, lang: Lang) -> MoneyView {
    MoneyView {
        state: order.payment_state(),
        total: lang::money(lang, order.total_amount),
        paid: lang::amount(lang, order.payments_amount),
    }
}

/// The key of an order in a list sorted by a column.
pub fn sort_key(
    order: &Order,
    by: Column,
    customer: impl Fn(Id<Customer>) -> Option<Arc<Customer>>,
) -> SortKey {
    match by {
        Column::Due => order.due_time.map_or(SortKey::Last, |at| SortKey::Number(at.timestamp_millis())),
        // Numbers as numbers, so that 9 comes before 10; other texts after them.
        Column::Number => match order.doc_no.parse() {
            Ok(number) => SortKey::Number(number),
            Err(_) => SortKey::Text(order.doc_no.clone()),
        },
        Column::Customer => {
            let name = order.customer.and_then(customer).map(|who| who.title.to_lowercase());
            name.filter(|name| !name.is_empty()).map_or(SortKey::Last, SortKey::Text)
        }
        Column::Status => SortKey::Number(order.status as i64),
        Column::Sum => SortKey::Number(order.total_amount.minor()),
    }
}

/// `aria-sort` of a column.
pub fn aria_sort(sort: Sort, column: Column) -> &'static str {
    match (sort.by == column, sort.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    }
}

#[cfg(test)]
mod tests;
