//! The native run: prints one line of JSON, all times in milliseconds, a list for
//! every kind of keystroke. `tests/bench/search.mjs` reads it.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

use posy_search_bench::dice::Dice;
use posy_search_bench::shop::{customer, each_customer, each_item, each_order, put, Record, Shop, CUSTOMERS};
use posy_search_bench::typing::keystrokes;

const ROUNDS: usize = 5;

fn main() -> std::io::Result<()> {
    let mut times: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut note = |name: &str, ms: f64| times.entry(name.to_owned()).or_default().push(ms);
    let mut shop = Shop::default();
    for _ in 0..ROUNDS {
        let making = timed(|| {
            let mut sum = 0;
            each_customer(|_, record| sum ^= record.weight);
            each_item(|_, record| sum ^= record.weight);
            each_order(|_, record| sum ^= record.weight);
            std::hint::black_box(sum);
        });
        note("building all", timed(|| shop = Shop::full()) - making);
    }
    let bytes = [&shop.customers, &shop.items, &shop.orders].map(|index| index.bytes());
    for _ in 0..ROUNDS {
        for key in keystrokes() {
            note(key.kind, timed(|| drop(std::hint::black_box(shop.keystroke(&key.typed)))));
        }
    }
    let mut dice = Dice::new(11);
    let changes: Vec<(u32, Record)> =
        (0..1000).map(|_| (dice.below(CUSTOMERS.into()) as u32, customer(&mut dice))).collect();
    for _ in 0..ROUNDS {
        note(
            "a thousand changes",
            timed(|| changes.iter().for_each(|(doc, record)| put(&mut shop.customers, *doc, record))),
        );
    }
    writeln!(std::io::stdout(), r#"{{"bytes":{bytes:?},"times":{times:?}}}"#)
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}
