//! An order that is not handed in yet: what was typed, as it was typed, and how
//! it is kept.

use chrono::{DateTime, Utc};

use crate::domain::catalog::Item;
use crate::domain::customer::Customer;
use crate::domain::decimal::as_typed;
use crate::domain::order::{Order, OrderLine};
use crate::domain::people::Worker;
use crate::domain::phone::{digits, Phone};
use crate::domain::record::pack::{packed, unpacked};
use crate::domain::record::pack_fields;
use crate::domain::settings::{OrderTag, Store};
use crate::domain::{Id, Money, Quantity};

/// What telephone numbers begin with where nothing else was said.
pub const HOME_CODE: &str = "7";

/// An unfinished order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// Of the order that it becomes: handed in twice, it is made once.
    pub id: Id<Order>,
    /// The login of who types it: nobody else is shown it.
    pub by: String,
    /// When it was changed last.
    pub at: Option<DateTime<Utc>>,
    pub customer: Option<Id<Customer>>,
    pub newcomer: Option<Newcomer>,
    /// Where another than the usual one was chosen.
    pub store: Option<Id<Store>>,
    /// As a field for date and time has it: "2026-11-24T14:30".
    pub due: String,
    pub delivery: bool,
    pub city: String,
    pub street: String,
    pub house: String,
    pub apartment: String,
    pub contact: String,
    pub contact_code: String,
    pub contact_phone: String,
    /// As a field for a time has it: "14:30".
    pub from: String,
    pub until: String,
    pub comments: String,
    pub lines: Vec<DraftLine>,
    pub florist: Option<Id<Worker>>,
    pub notes: String,
    pub tags: Vec<Id<OrderTag>>,
}

pack_fields! {
    Draft {
        id: Id<Order>,
        by: String,
        at: Option<DateTime<Utc>>,
        customer: Option<Id<Customer>>,
        newcomer: Option<Newcomer>,
        store: Option<Id<Store>>,
        due: String,
        delivery: bool,
        city: String,
        street: String,
        house: String,
        apartment: String,
        contact: String,
        contact_code: String,
        contact_phone: String,
        from: String,
        until: String,
        comments: String,
        lines: Vec<DraftLine>,
        florist: Option<Id<Worker>>,
        notes: String,
        tags: Vec<Id<OrderTag>>,
    }
}

/// A customer whom the shop does not know yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Newcomer {
    pub id: Id<Customer>,
    pub name: String,
    pub code: String,
    pub phone: String,
    pub notes: String,
}

pack_fields! {
    Newcomer { id: Id<Customer>, name: String, code: String, phone: String, notes: String, }
}

/// An item of the order, with what is to be seen of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftLine {
    pub id: Id<OrderLine>,
    pub item: Id<Item>,
    pub title: String,
    pub measure: String,
    /// May be sold in parts of its measure.
    pub fractional: bool,
    pub qty: String,
    pub price: String,
}

pack_fields! {
    DraftLine {
        id: Id<OrderLine>,
        item: Id<Item>,
        title: String,
        measure: String,
        fractional: bool,
        qty: String,
        price: String,
    }
}

impl Draft {
    /// Nothing typed yet.
    pub fn new(id: Id<Order>, by: String) -> Self {
        Self { id, by, contact_code: HOME_CODE.to_owned(), ..Self::default() }
    }

    /// Nothing was typed that would be missed.
    pub fn is_blank(&self) -> bool {
        let plain = Self { at: self.at, store: self.store, ..Self::new(self.id, self.by.clone()) };
        *self == plain
    }

    /// The text for the device.
    pub fn write(&self) -> String {
        packed(self).into_iter().map(char::from).collect()
    }

    /// Reads what [`Draft::write`] wrote; anything else is as if nothing was kept.
    pub fn read(text: &str) -> Option<Self> {
        let bytes: Option<Vec<u8>> = text.chars().map(|sign| u8::try_from(sign).ok()).collect();
        unpacked(&bytes?)
    }

    /// What the lines come to, as far as they can be read.
    pub fn total(&self) -> Money {
        self.lines.iter().filter_map(DraftLine::amount).sum()
    }
}

impl Newcomer {
    /// Somebody of whom this much was typed: a telephone number or a name.
    pub fn typed(id: Id<Customer>, text: &str) -> Self {
        let text = text.trim();
        let phone = digits(text);
        if phone.len() < 4 || text.chars().any(char::is_alphabetic) {
            return Self { id, name: text.to_owned(), code: HOME_CODE.to_owned(), ..Self::default() };
        }
        let (code, phone) = split_phone(text, &phone);
        Self { id, code: code.to_owned(), phone: phone.to_owned(), ..Self::default() }
    }

    pub fn telephone(&self) -> Option<Phone> {
        Phone::new(&self.code, &self.phone)
    }
}

/// Country code and national digits of a number as it was typed.
fn split_phone<'a>(typed: &'a str, all: &'a str) -> (&'a str, &'a str) {
    let home = |all: &'a str| all.split_at_checked(HOME_CODE.len());
    match typed.strip_prefix('+') {
        None if all.len() == 11 && all.starts_with(['7', '8']) => {
            (HOME_CODE, home(all).map_or(all, |(_, rest)| rest))
        }
        None => (HOME_CODE, all),
        Some(rest) => {
            let code = rest.split(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
            let length = if code.len() <= 3 { code.len() } else { HOME_CODE.len() };
            match all.split_at_checked(length) {
                Some(parts) if code.len() <= 3 || all.starts_with(HOME_CODE) => parts,
                // Which of its digits are the country's, its owner will say.
                _ => ("", all),
            }
        }
    }
}

impl DraftLine {
    /// How much, where it can be read: more than nothing, whole where the item
    /// is not sold in parts.
    pub fn quantity(&self) -> Option<Quantity> {
        let qty = Quantity::parse(&as_typed(&self.qty))?;
        let whole = qty.thousandths() % 1000 == 0;
        (qty.thousandths() > 0 && qty.thousandths() <= MOST && (whole || self.fractional)).then_some(qty)
    }

    /// What one costs, where it can be read.
    pub fn cost(&self) -> Option<Money> {
        Money::parse(&as_typed(&self.price)).filter(|price| *price >= Money::ZERO)
    }

    pub fn amount(&self) -> Option<Money> {
        Some(self.cost()? * self.quantity()?)
    }

    /// One more or one less, never less than one; a part of one stays.
    pub fn stepped(&self, by: i64) -> String {
        let now = self.quantity().map_or(0, Quantity::thousandths);
        let next = now.saturating_add(by * 1000);
        let least = if self.fractional { now.clamp(1, 1000) } else { 1000 };
        Quantity::from_thousandths(next.clamp(least, MOST)).to_string()
    }
}

/// More of one thing is a slip of the finger.
const MOST: i64 = 99_999_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn line(qty: &str, price: &str) -> DraftLine {
        DraftLine { qty: qty.into(), price: price.into(), ..DraftLine::default() }
    }

    #[test]
    fn a_draft_is_kept_as_it_was_typed() {
        let mut draft = Draft::new(Id::random([4; 16]), "olga".into());
        assert!(draft.is_blank());
        draft.due = "2026-11-2".into();
        draft.newcomer = Some(Newcomer::typed(Id::random([5; 16]), "Анна «Ё»"));
        draft.lines = vec![line("0,5", "12x")];
        draft.at = "2026-11-25T10:00:00Z".parse().ok();
        assert!(!draft.is_blank());
        assert_eq!(Draft::read(&draft.write()), Some(draft));
        for bad in ["", "x", "Ж"] {
            assert_eq!(Draft::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_typed_for_a_new_customer_is_a_name_or_a_number() {
        let typed = |text: &str| {
            let Newcomer { name, code, phone, .. } = Newcomer::typed(Id::nil(), text);
            (name, code, phone)
        };
        let of = |name: &str, code: &str, phone: &str| (name.to_owned(), code.to_owned(), phone.to_owned());
        assert_eq!(typed(" Anna 2 "), of("Anna 2", "7", ""));
        assert_eq!(typed("+7 912 345-67-89"), of("", "7", "9123456789"));
        assert_eq!(typed("8 (912) 345-67-89"), of("", "7", "9123456789"));
        assert_eq!(typed("912345"), of("", "7", "912345"));
        assert_eq!(typed("+375 29 123 45 67"), of("", "375", "291234567"));
        assert_eq!(typed("+79123456789"), of("", "7", "9123456789"));
        assert_eq!(typed("+375291234567"), of("", "", "375291234567"));
    }

    #[test]
    fn quantities_are_read_as_people_write_them() {
        let qty = |text: &str, fractional| DraftLine { fractional, ..line(text, "1") }.quantity();
        let of = |thousandths| Some(Quantity::from_thousandths(thousandths));
        assert_eq!(qty(" 3 ", false), of(3000));
        assert_eq!(qty("0,25", true), of(250));
        assert_eq!(qty("1 000", false), of(1_000_000));
        for bad in ["", "0", "-1", "0.5", "x", "1000000"] {
            assert_eq!(qty(bad, false), None, "{bad}");
        }
    }

    #[test]
    fn plus_and_minus_go_by_one_and_never_to_nothing() {
        let step = |qty: &str, by, fractional| DraftLine { fractional, ..line(qty, "1") }.stepped(by);
        assert_eq!(step("3", 1, false), "4");
        assert_eq!(step("1", -1, false), "1");
        assert_eq!(step("", 1, false), "1");
        assert_eq!(step("2.5", -1, true), "1.5");
        assert_eq!(step("0,5", -1, true), "0.5");
        assert_eq!(step("0.5", 1, true), "1.5");
    }

    #[test]
    fn the_total_is_what_can_be_read_of_the_lines() {
        let lines = vec![line("3", "199,90"), line("x", "5"), line("1", "")];
        assert_eq!(Draft { lines, ..Draft::default() }.total(), Money::from_minor(59_970));
    }
}
