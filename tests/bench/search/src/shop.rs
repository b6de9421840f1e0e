//! A shop of invented people: customers, items and orders in their indexes.

use posy_search::{Found, Index, Query};

use crate::dice::Dice;
use crate::words::{FIRST, FLOWERS, LAST, LOOKS, MAIL, MEN, SORTS, SURNAMES, WOMEN};

pub const CUSTOMERS: u32 = 100_000;
pub const ITEMS: u32 = 20_000;
pub const ORDERS: u32 = 50_000;
pub const CUSTOMER_SEED: u64 = 1;
/// As many as a list under the field shows.
pub const LIMIT: usize = 50;

/// What can be found of one record, in the form in which it is searched.
pub struct Record {
    pub texts: Vec<String>,
    pub numbers: Vec<String>,
    pub weight: u32,
}

#[derive(Default)]
pub struct Shop {
    pub customers: Index,
    pub items: Index,
    pub orders: Index,
}

impl Shop {
    /// With everything in it.
    pub fn full() -> Self {
        let mut shop = Self::default();
        each_customer(|doc, record| put(&mut shop.customers, doc, record));
        each_item(|doc, record| put(&mut shop.items, doc, record));
        each_order(|doc, record| put(&mut shop.orders, doc, record));
        shop
    }

    /// One keystroke: what stands in the field now is looked for everywhere.
    pub fn keystroke(&self, typed: &str) -> [Found; 3] {
        let query = Query::new(typed);
        [&self.customers, &self.items, &self.orders].map(|index| index.find(&query, LIMIT))
    }

    pub fn bytes(&self) -> usize {
        self.customers.bytes() + self.items.bytes() + self.orders.bytes()
    }
}

pub fn put(index: &mut Index, doc: u32, record: &Record) {
    let texts: Vec<_> = record.texts.iter().map(String::as_str).collect();
    let numbers: Vec<_> = record.numbers.iter().map(String::as_str).collect();
    index.set(doc, &texts, &numbers, record.weight);
}

pub fn each_customer(mut each: impl FnMut(u32, &Record)) {
    let mut dice = Dice::new(CUSTOMER_SEED);
    (0..CUSTOMERS).for_each(|doc| each(doc, &customer(&mut dice)));
}

pub fn each_item(mut each: impl FnMut(u32, &Record)) {
    let mut dice = Dice::new(2);
    (0..ITEMS).for_each(|doc| each(doc, &item(&mut dice)));
}

pub fn each_order(mut each: impl FnMut(u32, &Record)) {
    let mut dice = Dice::new(3);
    (0..ORDERS).for_each(|doc| {
        each(
            doc,
            &Record {
                texts: vec![],
                numbers: vec![(doc + 10_000).to_string()],
                weight: dice.below(99) as u32,
            },
        );
    });
}

pub fn customer(dice: &mut Dice) -> Record {
    let latin = dice.chance(25);
    let name = if latin {
        format!("{} {}", dice.one_of(FIRST), dice.one_of(LAST))
    } else if dice.chance(70) {
        format!("{} {}а", dice.one_of(WOMEN), dice.one_of(SURNAMES))
    } else {
        format!("{} {}", dice.one_of(MEN), dice.one_of(SURNAMES))
    };
    let mut texts = vec![name];
    if dice.chance(40) {
        let (first, last) = (dice.one_of(FIRST), dice.one_of(LAST));
        texts.push(format!("{first} {last}{} {}", dice.below(100), dice.one_of(MAIL)));
    }
    let (code, area) = if latin { ("44", 7) } else { ("7", 9) };
    let mut numbers = vec![format!("{code}{area}{}", dice.digits(9))];
    if dice.chance(30) {
        numbers.push(format!("29{}", dice.digits(11)));
    }
    Record { texts, numbers, weight: dice.below(40) as u32 }
}

/// Two to six words.
fn item(dice: &mut Dice) -> Record {
    let mut title = format!("{} {}", dice.one_of(FLOWERS), dice.one_of(LOOKS));
    for words in [SORTS, LOOKS] {
        if dice.chance(50) {
            title.push(' ');
            title.push_str(dice.one_of(words));
        }
    }
    if dice.chance(40) {
        title.push_str(&format!(" {} см", 30 + 10 * dice.below(7)));
    }
    Record { texts: vec![title], numbers: vec![], weight: dice.below(500) as u32 }
}
