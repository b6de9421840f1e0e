//! Filled, the replica gives the same rows as the server for whatever is asked.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use posy::api::filter::{Dictionary, Filter, Filters, Kind, Value};
use posy::api::orders::filters::{Context, ORDER_FILTERS};
use posy::domain::order::Order;
use posy::domain::period::Period;
use posy::domain::Money;
use posy::store::list::{ListRules, SortKey};
use posy::store::look::Look;

use super::super::desk::today;
use super::*;

/// Chance that follows from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.roll(from.len())).cloned()
    }
}

/// Any value of a filter, such that it is often met.
fn value(
    dice: &mut Dice,
    filter: &Filter<Order, Context>,
    shop: &Shop,
    orders: &[Arc<Order>],
) -> Option<Value> {
    let day = |dice: &mut Dice| today() - chrono::Duration::days(dice.roll(80) as i64);
    let order = dice.pick(orders)?;
    let ids = |ids: Vec<String>, dice: &mut Dice| {
        let some = (0..=dice.roll(2)).filter_map(|_| dice.pick(&ids)).collect();
        Some(Value::Many(some))
    };
    match filter.kind {
        Kind::Dates | Kind::Days => {
            let (a, b) = (day(dice), day(dice));
            Some(match dice.roll(3) {
                0 => Value::Dates { from: Some(a), to: None },
                1 => Value::Dates { from: None, to: Some(b) },
                _ => Value::Dates { from: Some(a.min(b)), to: Some(a.max(b)) },
            })
        }
        Kind::Choice(choices) => ids(choices.iter().map(|(code, _)| (*code).to_owned()).collect(), dice),
        Kind::Records(Dictionary::Stores) => {
            ids(shop.stores.peek_all().iter().map(|it| it.id.to_string()).collect(), dice)
        }
        Kind::Records(Dictionary::Sources) => {
            ids(shop.sources.peek_all().iter().map(|it| it.id.to_string()).collect(), dice)
        }
        Kind::Records(Dictionary::Workers) => {
            ids(shop.workers.peek_all().iter().map(|it| it.id.to_string()).collect(), dice)
        }
        Kind::Records(Dictionary::Customers) => Some(Value::Many(vec![order.customer?.to_string()])),
        Kind::YesNo => Some(Value::Flag(dice.roll(2) == 0)),
        Kind::Switch => Some(Value::Flag(true)),
        Kind::Amounts => {
            let min = order.total_amount;
            let max = min + Money::parse("1500")?;
            Some(match dice.roll(3) {
                0 => Value::Amounts { min: Some(min), max: None },
                1 => Value::Amounts { min: None, max: Some(max) },
                _ => Value::Amounts { min: Some(min), max: Some(max) },
            })
        }
        Kind::Text if filter.name == "number" => Some(Value::Text(order.doc_no.clone())),
        Kind::Text => {
            let customer = order.customer.and_then(|id| shop.customers.peek(id))?;
            Some(Value::Text(match dice.roll(4) {
                0 => customer.title.split(' ').next()?.to_lowercase(),
                1 => customer.phone.get(..7).unwrap_or(&customer.phone).to_owned(),
                2 => format!("+{}{}", customer.country_code, customer.phone),
                _ => order.doc_no.clone(),
            }))
        }
        _ => None,
    }
}

/// The same rows, and their number, from the server.
async fn asked(client: &Client, look: &Look, today: NaiveDate) -> BTreeSet<Id<Order>> {
    let query = look.query(&FixedZone(180), today);
    let mut rows = BTreeSet::new();
    for page in 1.. {
        let answer = orders::list(client, query.clone(), page).await.unwrap();
        rows.extend(answer.orders.iter().map(|order| order.id));
        if rows.len() as u64 >= answer.total.unwrap() || answer.orders.is_empty() {
            break;
        }
    }
    rows
}

fn listed(shop: &Shop, look: &Look) -> BTreeSet<Id<Order>> {
    let list = shop.list(look, |test| ListRules {
        group: Box::new(move |order| test(order).then_some(0)),
        groups: 1,
        key: Box::new(|_| SortKey::Last),
        amount: |order| order.total_amount,
        classes: None,
    });
    list.ids(0).into_iter().collect()
}

#[tokio::test(flavor = "current_thread")]
async fn the_replica_answers_as_the_server_does() {
    let owner = Owner::new();
    owner.set();
    let desk = Desk::open("replica").await;
    let world = desk.network();
    let shelf: Rc<Shelf> = Rc::default();
    let (shop, sync) = app(&desk.client, &world, &shelf);
    until(&world, sync, || is_filled(&shop)).await;

    let zone = FixedZone(180);
    let now = posy::domain::zone::Zone::day(&zone, Utc::now());
    let orders = shop.orders.peek_all();
    assert!(orders.len() > 60, "{}", orders.len());
    let mut dice = Dice(17);
    let local: Vec<_> = ORDER_FILTERS.iter().filter(|filter| filter.test.is_some()).collect();
    let (mut met, mut tried) = (0, BTreeSet::new());
    for _ in 0..250 {
        let mut filters = Filters::default();
        let (a, b) = (dice.roll(90) as i64, dice.roll(90) as i64);
        let days = [a.min(b), a.max(b)].map(|back| today() + chrono::Duration::days(7 - back));
        filters.set("due", Some(Value::Period(Period::between(days[1], days[0]))));
        for _ in 0..dice.roll(3) {
            let Some(filter) = dice.pick(&local).filter(|filter| filter.name != "due") else { continue };
            if let Some(value) = value(&mut dice, filter, &shop, &orders) {
                filters.set(filter.name, Some(value));
                tried.insert(filter.name);
            }
        }
        let look = Look::new(filters);
        assert!(shop.covers(&look), "{look:?}");
        let (here, there) = (listed(&shop, &look), asked(&desk.client, &look, now).await);
        met += usize::from(!there.is_empty());
        assert_eq!(here, there, "{look:?}");
    }
    assert!(met > 100, "{met} of 250 found anything");
    assert!(tried.len() + 4 > local.len(), "{tried:?}");

    // What only the server knows is not answered here.
    let mut filters = Filters::default();
    filters.set("due", Some(Value::Period(Period::between(today(), today()))));
    filters.set("bonuses", Some(Value::Flag(true)));
    assert!(!shop.covers(&Look::new(filters)));
    desk.close().await;
}
