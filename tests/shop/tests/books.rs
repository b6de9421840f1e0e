//! The books balance after any sequence of writes: totals are the sums of lines, paid amounts of
//! payments, stock of movements, points of their history, statistics of orders; and revisions
//! only rise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;

use common::{change, id, small, Shop};
use posy_shop::Flags;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rusqlite::Connection;
use serde_json::{json, Value};

/// One thing somebody does; numbers pick among what is there.
#[derive(Debug, Clone)]
enum Step {
    Order { customer: Option<u8>, lines: Vec<(u8, u16, u32)>, store: u8 },
    Lines { order: u8, lines: Vec<(u8, u16, u32)> },
    Status { order: u8, status: &'static str },
    Pay { order: u8, kind: &'static str, amount: u32, bonus: u16 },
    Return { order: u8, write_off: bool },
    Assign { order: u8, customer: u8 },
    Points { customer: u8, points: u16 },
    Bouquet { store: u8, item: u8, qty: u16 },
    Sell { order: u8, bouquet: u8, item: u8 },
    Separate { order: u8, bouquet: u8 },
    Move { from: u8, to: u8, item: u8, qty: u16, posted: bool },
    Post { act: u8, posted: bool },
    Price { item: u8, store: u8, price: u32 },
}

fn lines() -> impl Strategy<Value = Vec<(u8, u16, u32)>> {
    proptest::collection::vec((any::<u8>(), 1..20_000_u16, 0..500_000_u32), 0..4)
}

fn step() -> impl Strategy<Value = Step> {
    let status =
        prop::sample::select(&["new", "assembled", "courier", "done", "canceled", "notAccepted"][..]);
    let kind = prop::sample::select(&["payment", "payment", "return", "change"][..]);
    prop_oneof![
        4 => (any::<Option<u8>>(), lines(), any::<u8>())
            .prop_map(|(customer, lines, store)| Step::Order { customer, lines, store }),
        2 => (any::<u8>(), lines()).prop_map(|(order, lines)| Step::Lines { order, lines }),
        5 => (any::<u8>(), status).prop_map(|(order, status)| Step::Status { order, status }),
        5 => (any::<u8>(), kind, 0..400_000_u32, 0..300_u16)
            .prop_map(|(order, kind, amount, bonus)| Step::Pay { order, kind, amount, bonus }),
        2 => (any::<u8>(), any::<bool>()).prop_map(|(order, write_off)| Step::Return { order, write_off }),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(order, customer)| Step::Assign { order, customer }),
        1 => (any::<u8>(), any::<u16>()).prop_map(|(customer, points)| Step::Points { customer, points }),
        1 => (any::<u8>(), any::<u8>(), 1..9_000_u16)
            .prop_map(|(store, item, qty)| Step::Bouquet { store, item, qty }),
        2 => (any::<u8>(), any::<u8>(), any::<u8>())
            .prop_map(|(order, bouquet, item)| Step::Sell { order, bouquet, item }),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(order, bouquet)| Step::Separate { order, bouquet }),
        1 => (any::<u8>(), any::<u8>(), any::<u8>(), 1..9_000_u16, any::<bool>())
            .prop_map(|(from, to, item, qty, posted)| Step::Move { from, to, item, qty, posted }),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(act, posted)| Step::Post { act, posted }),
        1 => (any::<u8>(), any::<u8>(), any::<u32>()).prop_map(|(item, store, price)| Step::Price { item, store, price }),
    ]
}

/// What steps pick from.
struct World {
    shop: Shop,
    stores: Vec<String>,
    items: Vec<String>,
    customers: Vec<String>,
    orders: Vec<String>,
    bouquets: Vec<String>,
    acts: Vec<String>,
}

fn pick(from: &[String], number: u8) -> String {
    from[usize::from(number) % from.len()].clone()
}

fn to(kind: &str, id: &str) -> Value {
    json!({ "data": { "type": kind, "id": id } })
}

impl World {
    fn line(&self, (item, qty, price): (u8, u16, u32)) -> Value {
        json!({ "type": "order-lines",
            "attributes": { "qty": f64::from(qty) / 1_000.0, "price": f64::from(price) / 100.0 },
            "relationships": { "item": to("inventory-items", &pick(&self.items, item)) } })
    }

    /// Carries a step out; answers the status.
    async fn take(&mut self, step: &Step) -> u16 {
        let shop = &self.shop;
        match step {
            Step::Order { customer, lines, store } => {
                let lines: Vec<Value> = lines.iter().map(|line| self.line(*line)).collect();
                let mut body = json!({ "data": { "type": "orders", "attributes": {}, "relationships": {
                    "store": to("stores", &pick(&self.stores, *store)), "lines": { "data": lines } } } });
                if let Some(customer) = customer {
                    body["data"]["relationships"]["customer"] =
                        to("customers", &pick(&self.customers, *customer));
                }
                let reply = shop.post("orders", &body).await;
                self.orders.push(id(&reply.json["data"]));
                reply.status
            }
            Step::Lines { order, lines } => {
                let lines: Vec<Value> = lines.iter().map(|line| self.line(*line)).collect();
                let body =
                    json!({ "data": { "type": "orders", "relationships": { "lines": { "data": lines } } } });
                shop.patch(&format!("orders/{}", pick(&self.orders, *order)), &body).await.status
            }
            Step::Status { order, status } => {
                let path = format!("orders/{}", pick(&self.orders, *order));
                shop.patch(&path, &change(json!({ "status": status, "delivery": true }))).await.status
            }
            Step::Pay { order, kind, amount, bonus } => {
                let body = json!({ "data": { "type": "order-payments",
                    "attributes": { "paymentType": kind, "amount": f64::from(*amount) / 100.0, "bonusAmount": bonus },
                    "relationships": { "method": to("payment-methods", "1") } } });
                shop.post(&format!("orders/{}/payments", pick(&self.orders, *order)), &body).await.status
            }
            Step::Return { order, write_off } => {
                let body = change(json!({ "withWriteOff": write_off }));
                shop.patch(&format!("orders/{}/return", pick(&self.orders, *order)), &body).await.status
            }
            Step::Assign { order, customer } => {
                let customer = to("customers", &pick(&self.customers, *customer));
                let body = json!({ "data": { "type": "orders", "relationships": { "customer": customer } } });
                shop.patch(&format!("orders/{}", pick(&self.orders, *order)), &body).await.status
            }
            Step::Points { customer, points } => {
                let body =
                    json!({ "data": { "type": "customers", "attributes": { "currentPoints": points } } });
                shop.patch(&format!("customers/{}", pick(&self.customers, *customer)), &body).await.status
            }
            Step::Bouquet { store, item, qty } => {
                let line = json!({ "type": "bouquet-lines", "attributes": { "qty": f64::from(*qty) / 1_000.0 },
                    "relationships": { "item": to("inventory-items", &pick(&self.items, *item)) } });
                let body = json!({ "data": { "type": "bouquets",
                    "attributes": { "title": "Букет", "status": "demonstrated" },
                    "relationships": { "store": to("stores", &pick(&self.stores, *store)), "lines": { "data": [line] } } } });
                let reply = shop.post("bouquets", &body).await;
                self.bouquets.push(id(&reply.json["data"]));
                reply.status
            }
            Step::Sell { order, bouquet, item } => {
                let mut line = self.line((*item, 3_000, 10_000));
                line["relationships"]["bouquet"] = to("bouquets", &pick(&self.bouquets, *bouquet));
                let body =
                    json!({ "data": { "type": "orders", "relationships": { "lines": { "data": [line] } } } });
                shop.patch(&format!("orders/{}", pick(&self.orders, *order)), &body).await.status
            }
            Step::Separate { order, bouquet } => {
                let bouquet = pick(&self.bouquets, *bouquet);
                let body = json!({ "data": { "type": "orders-bouquets", "id": bouquet } });
                shop.patch(&format!("orders/{}/bouquets/{bouquet}", pick(&self.orders, *order)), &body)
                    .await
                    .status
            }
            Step::Move { from, to: onto, item, qty, posted } => {
                let line = json!({ "type": "movement-act-lines", "attributes": { "qty": f64::from(*qty) / 1_000.0 },
                    "relationships": { "item": to("inventory-items", &pick(&self.items, *item)) } });
                let body = json!({ "data": { "type": "movement-acts", "attributes": { "posted": posted },
                    "relationships": { "from": to("stores", &pick(&self.stores, *from)),
                        "to": to("stores", &pick(&self.stores, *onto)), "lines": { "data": [line] } } } });
                let reply = shop.post("movement-acts", &body).await;
                if reply.status == 201 {
                    self.acts.push(id(&reply.json["data"]));
                }
                reply.status
            }
            Step::Post { act, posted } => {
                let body = json!({ "data": { "type": "movement-acts", "attributes": { "posted": posted } } });
                shop.patch(&format!("movement-act/{}", pick(&self.acts, *act)), &body).await.status
            }
            Step::Price { item, store, price } => {
                let body = json!({ "data": { "type": "prices", "attributes": { "price": f64::from(*price) / 100.0 },
                    "relationships": { "store": to("stores", &pick(&self.stores, *store)) } } });
                shop.post(&format!("inventory-items/{}/prices", pick(&self.items, *item)), &body).await.status
            }
        }
    }
}

/// Sums that must be nothing: each counts the rows that are off.
const BALANCES: &[(&str, &str)] = &[
    (
        "an order's total is the sum of its lines",
        "SELECT count(*) FROM orders o WHERE o.total_amount <>
           (SELECT coalesce(sum(l.total_amount), 0) FROM order_lines l WHERE l.order_id = o.id)",
    ),
    (
        "what was paid is payments less returns and change",
        "SELECT count(*) FROM orders o WHERE (o.payments_amount, o.bonuses_amount) <> (
           SELECT coalesce(sum(CASE payment_type WHEN 'payment' THEN amount ELSE -amount END), 0),
                  coalesce(sum(CASE payment_type WHEN 'payment' THEN bonus_amount ELSE -bonus_amount END), 0)
           FROM order_payments p WHERE p.order_id = o.id)",
    ),
    ("nobody is paid back more than he paid", "SELECT count(*) FROM orders WHERE payments_amount < 0 OR bonuses_amount < 0"),
    (
        "stock is the sum of its movements",
        "SELECT count(*) FROM prices p WHERE (p.quantity, p.movements) <> (SELECT coalesce(sum(m.qty), 0), count(*)
           FROM stock_movements m WHERE m.item_id = p.item_id AND m.store_id = p.store_id)",
    ),
    (
        "movements happen in stores that know the item",
        "SELECT count(*) FROM stock_movements m WHERE NOT EXISTS
           (SELECT 1 FROM prices p WHERE p.item_id = m.item_id AND p.store_id = m.store_id)",
    ),
    (
        "points are the sum of their history",
        "SELECT count(*) FROM customers c WHERE c.current_points <>
           (SELECT coalesce(sum(h.amount), 0) FROM customer_bonus_history h WHERE h.customer_id = c.id)",
    ),
    (
        "an order knows the points that came of it",
        "SELECT count(*) FROM orders o WHERE o.points <> (SELECT coalesce(sum(h.amount), 0)
           FROM customer_bonus_history h WHERE h.order_id = o.id AND h.amount > 0)",
    ),
    (
        "a payment is in its order's store",
        "SELECT count(*) FROM order_payments p JOIN orders o ON o.id = p.order_id WHERE p.store_id IS NOT o.store_id",
    ),
    ("nobody owes points", "SELECT count(*) FROM customers WHERE current_points < 0"),
    (
        "a customer's figures are those of his orders that are done",
        "SELECT count(*) FROM customers c WHERE (c.orders_qty, c.orders_amount) <> (
           SELECT count(*), coalesce(sum(o.total_amount), 0) FROM orders o
           WHERE o.customer_id = c.id AND o.status = 'done')",
    ),
    (
        "a bouquet is sold once",
        "SELECT count(*) FROM (SELECT l.bouquet_id FROM order_lines l JOIN orders o ON o.id = l.order_id
           WHERE l.bouquet_id IS NOT NULL AND o.status NOT IN ('canceled', 'returned')
           GROUP BY l.bouquet_id HAVING count(DISTINCT o.id) > 1)",
    ),
    (
        "transfers take from one store what they bring to another",
        "SELECT abs(coalesce(sum(qty), 0)) FROM stock_movements WHERE kind IN ('transferShipment', 'transferReceive')",
    ),
];

fn revisions(file: &Connection) -> BTreeMap<String, i64> {
    let mut statement = file.prepare("SELECT type, last FROM revisions").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// The statistics of everything ever agree with the orders.
async fn check_statistics(world: &World, file: &Connection) {
    let range = "filter[range]=custom&filter[rangeFrom]=2020-01-01&filter[rangeTo]=2030-01-01";
    let told =
        world.shop.read(&format!("stats/stores/general?{range}")).await.json["data"]["attributes"].clone();
    let cents = |name: &str| (told[name].as_f64().unwrap() * 100.0).round() as i64;
    let sum = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(
        cents("revenue"),
        sum("SELECT sum(total_amount) FROM orders WHERE status = 'done'"),
        "revenue"
    );
    assert_eq!(told["ordersQty"], sum("SELECT count(*) FROM orders WHERE status = 'done'"), "orders");
    assert_eq!(
        told["ordersReturnedQty"],
        sum("SELECT count(*) FROM orders WHERE status = 'returned'"),
        "returns"
    );
    let profit = sum(
        "SELECT sum(o.total_amount - (SELECT coalesce(sum(l.cost), 0) FROM order_lines l WHERE l.order_id = o.id))
         FROM orders o WHERE o.status = 'done'",
    );
    assert_eq!(cents("profit"), profit, "profit");
    let list = world.shop.read("orders?filter[statuses]=done&page[size]=1").await.json["meta"]
        ["orders_amounts"]
        .clone();
    assert_eq!(
        list["ordersAmount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap(),
        cents("revenue")
    );
}

#[tokio::test]
async fn after_any_sequence_of_writes_the_books_balance() {
    let folder = std::env::temp_dir().join(format!("posy-books-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let db = folder.join("shop.db");
    let shop = Shop::open(Flags { db: Some(db.clone()), ..small() }).await;
    let file = Connection::open(&db).unwrap();
    let mut world = World {
        stores: shop.read("stores").await.ids(),
        items: shop.read("inventory-items").await.ids(),
        customers: shop.read("customers?page[size]=20").await.ids(),
        orders: shop.read("orders?page[size]=10").await.ids(),
        bouquets: shop.read("bouquets?page[size]=10").await.ids(),
        acts: shop.read("movement-acts").await.ids(),
        shop,
    };
    let steps: usize = std::env::var("STEPS").ok().and_then(|text| text.parse().ok()).unwrap_or(400);
    let mut runner = TestRunner::deterministic();
    let mut before = revisions(&file);
    let (mut kept, mut refused) = (0, 0);
    let mut taken: Vec<Step> = Vec::new();
    for number in 0..steps {
        let step = step().new_tree(&mut runner).unwrap().current();
        taken.push(step.clone());
        let status = world.take(&step).await;
        assert!((200..500).contains(&status), "{step:?}: {status}");
        if status < 400 {
            kept += 1;
        } else {
            refused += 1;
        }
        let after = revisions(&file);
        for (kind, last) in &before {
            assert!(after[kind] >= *last, "{kind} only rises");
        }
        let rose: i64 = after.values().sum::<i64>() - before.values().sum::<i64>();
        assert_eq!(status < 400, rose > 0, "a change is a new revision, a refusal none: {step:?}");
        before = after;
        for (truth, sql) in BALANCES {
            let off: i64 = file.query_row(sql, [], |row| row.get(0)).unwrap();
            assert_eq!(off, 0, "{truth}; after {:?}", &taken[taken.len().saturating_sub(6)..]);
        }
        if number % 25 == 0 {
            check_statistics(&world, &file).await;
        }
    }
    check_statistics(&world, &file).await;
    assert!(kept > steps / 4 && refused > steps / 20, "{kept} kept, {refused} refused");
    let _ = std::fs::remove_dir_all(folder);
}
