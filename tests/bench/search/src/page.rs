//! What the page calls; it holds the watch.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::dice::Dice;
use crate::shop::{customer, each_customer, each_item, each_order, put, Record, Shop, CUSTOMERS};
use crate::typing::{keystrokes, Keystroke};

thread_local! {
    static SHOP: RefCell<Shop> = RefCell::default();
    static TYPED: RefCell<Vec<Keystroke>> = RefCell::default();
    static CHANGES: RefCell<Vec<(u32, Record)>> = RefCell::default();
}

/// Makes all records and throws them away: what `fill` takes beside the indexes.
#[wasm_bindgen]
pub fn imagine() -> u32 {
    let mut sum = 0;
    each_customer(|_, record| sum ^= record.weight);
    each_item(|_, record| sum ^= record.weight);
    each_order(|_, record| sum ^= record.weight);
    sum
}

/// Puts all records into the indexes.
#[wasm_bindgen]
pub fn fill() {
    SHOP.replace(Shop::default());
    SHOP.replace(Shop::full());
}

/// The bytes of the three indexes.
#[wasm_bindgen]
pub fn bytes() -> Vec<u32> {
    SHOP.with_borrow(|shop| {
        [&shop.customers, &shop.items, &shop.orders].map(|index| index.bytes() as u32).to_vec()
    })
}

/// The kinds of the keystrokes that follow.
#[wasm_bindgen]
pub fn prepare() -> Vec<String> {
    let typed = keystrokes();
    let kinds = typed.iter().map(|key| key.kind.to_owned()).collect();
    TYPED.replace(typed);
    kinds
}

/// The keystroke of this number; how many records it found.
#[wasm_bindgen]
pub fn press(number: usize) -> usize {
    TYPED.with_borrow(|typed| {
        let typed = typed.get(number).map(|key| key.typed.as_str()).unwrap_or_default();
        SHOP.with_borrow(|shop| shop.keystroke(typed).iter().map(|found| found.count).sum())
    })
}

/// Thinks of a thousand changes of customers.
#[wasm_bindgen]
pub fn plan() {
    let mut dice = Dice::new(11);
    let changes = (0..1000).map(|_| (dice.below(CUSTOMERS.into()) as u32, customer(&mut dice)));
    CHANGES.replace(changes.collect());
}

/// Carries them out.
#[wasm_bindgen]
pub fn change() {
    CHANGES.with_borrow(|changes| {
        SHOP.with_borrow_mut(|shop| {
            changes.iter().for_each(|(doc, record)| put(&mut shop.customers, *doc, record))
        });
    });
}
