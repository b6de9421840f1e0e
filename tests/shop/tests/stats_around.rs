//! The statistics around sales agree with the lists they are made from: the period before,
//! customers, prices, debts, stock and the showcase.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Timelike};
use common::rows::with_file;
use common::{id, link, small, Shop};
use serde_json::Value;

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap_or_else(|| panic!("{value} is a number")) * 100.0).round() as i64
}

/// The shop's clock at a moment of an answer.
fn local(row: &Value, name: &str) -> DateTime<FixedOffset> {
    let moment = DateTime::parse_from_rfc3339(row["attributes"][name].as_str().unwrap()).unwrap();
    moment.with_timezone(&FixedOffset::east_opt(3 * 3_600).unwrap())
}

fn range(from: &str, to: &str) -> String {
    format!("filter[range]=custom&filter[rangeFrom]={from}&filter[rangeTo]={to}")
}

async fn done(shop: &Shop, more: &str) -> Vec<Value> {
    shop.all(&format!("orders?filter[statuses]=done{more}")).await.0
}

#[tokio::test]
async fn changes_are_against_the_same_number_of_days_before() {
    let shop = Shop::open(small()).await;
    let read = async |from: &str, to: &str| {
        let reply = shop.read(&format!("stats/stores/general?{}", range(from, to))).await;
        reply.json["data"]["attributes"].clone()
    };
    for (from, to, before_from, before_to) in [
        ("2026-02-01", "2026-02-28", "2026-01-04", "2026-01-31"),
        ("2026-03-01", "2026-03-10", "2026-02-19", "2026-02-28"),
        ("2026-03-08", "2026-03-08", "2026-03-07", "2026-03-07"),
    ] {
        let (now, before) = (read(from, to).await, read(before_from, before_to).await);
        for name in ["revenue", "paymentsRevenue", "profit", "ordersQty", "avgOrderSum"] {
            let told = &now[format!("{name}Prev")];
            let (new, old) = (now[name].as_f64().unwrap(), before[name].as_f64().unwrap());
            if old == 0.0 {
                assert!(told.is_null(), "{from} {name}");
            } else {
                let change = (new - old) * 100.0 / old.abs();
                assert!((told.as_f64().unwrap() - change).abs() < 0.051, "{from} {name}: {told} is {change}");
            }
        }
        let returned = |figures: &Value| figures["ordersReturnedQty"].as_i64().unwrap();
        assert_eq!(now["ordersReturnedQtyPrev"].as_i64().unwrap(), returned(&now) - returned(&before));
    }
}

#[tokio::test]
async fn what_customers_spent_and_got() {
    let shop = Shop::open(small()).await;
    let (customers, _) = shop.all("customers").await;
    let (from, to) = ("2025-04-01", "2026-03-10");
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let buyer = customers.iter().max_by_key(|who| cents(&who["attributes"]["ordersAmount"])).unwrap();
    let path = format!(
        "customers/{}/stats?filter[startDate]={from}&filter[endDate]={to}&filter[format]=month",
        id(buyer)
    );
    let told = shop.read(&path).await;
    let mut naive: BTreeMap<(i32, u32), i64> = BTreeMap::new();
    for order in done(&shop, &format!("&filter[customer]={}", id(buyer))).await {
        let at = local(&order, "postedAt").date_naive();
        if (day(from)..=day(to)).contains(&at) {
            *naive.entry((at.year(), at.month())).or_default() += cents(&order["attributes"]["totalAmount"]);
        }
    }
    assert!(naive.len() > 1, "the customer bought in several months");
    for row in told.data() {
        let date = day(row["attributes"]["date"].as_str().unwrap());
        let wanted = naive.remove(&(date.year(), date.month())).unwrap_or(0);
        assert_eq!(cents(&row["attributes"]["amount"]), wanted, "{date}");
    }
    assert!(naive.is_empty(), "no month is missing: {naive:?}");

    let told = shop
        .read(&format!("customers-stats?filter[rangeFrom]={from}&filter[rangeTo]={to}&filter[range]=month"))
        .await;
    let sum =
        |name: &str| told.data().iter().map(|row| row["attributes"][name].as_i64().unwrap()).sum::<i64>();
    let inside = |row: &Value| (day(from)..=day(to)).contains(&local(row, "createdAt").date_naive());
    assert_eq!(sum("newCustomersCount"), customers.iter().filter(|who| inside(who)).count() as i64);
    let (mut got, mut spent) = (0, 0);
    for who in &customers {
        for line in shop
            .all(&format!("customers/{}/bonus-history", id(who)))
            .await
            .0
            .iter()
            .filter(|line| inside(line))
        {
            let amount = line["attributes"]["amount"].as_i64().unwrap();
            got += amount.max(0);
            spent -= amount.min(0);
        }
    }
    // Deleted customers keep the points of their time.
    assert!(sum("bonusesAccumulated") >= got && got > 0);
    assert!(sum("bonusesSpent") >= spent);
    let orders = done(&shop, "").await;
    let orders: Vec<_> = orders
        .iter()
        .filter(|order| (day(from)..=day(to)).contains(&local(order, "postedAt").date_naive()))
        .collect();
    let with = orders.iter().filter(|order| link(order, "customer").is_some()).count();
    let share = told.json["meta"]["ordersWithCustomersPercentage"].as_f64().unwrap();
    assert!((share - with as f64 * 100.0 / orders.len() as f64).abs() < 0.051);
}

#[tokio::test]
async fn prices_of_an_item_are_those_of_its_lines() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[0].clone();
    let (orders, included) =
        shop.all(&format!("orders?filter[statuses]=done&filter[stores]={store}&include=lines")).await;
    let by_id: BTreeMap<String, &Value> = included.iter().map(|row| (id(row), row)).collect();
    let mut sold: BTreeMap<String, Vec<(NaiveDate, f64, i64)>> = BTreeMap::new();
    for order in &orders {
        for line in common::links(order, "lines") {
            let line = by_id[&line];
            let Some(item) = link(line, "item") else { continue };
            let qty = line["attributes"]["qty"].as_f64().unwrap();
            let paid = cents(&line["attributes"]["totalAmount"]);
            sold.entry(item).or_default().push((local(order, "postedAt").date_naive(), qty, paid));
        }
    }
    let (item, lines) = sold.iter().max_by_key(|(_, lines)| lines.len()).unwrap();
    let path = format!("inventory-items/{item}/price-dynamics/{store}?filter[sold][startDate]=2025-01-01&filter[sold][endDate]=2026-03-10&filter[format]=month");
    let told = shop.read(&path).await;
    let mut months: BTreeMap<(i32, u32), (f64, i64)> = BTreeMap::new();
    for (day, qty, paid) in
        lines.iter().filter(|(day, ..)| *day >= NaiveDate::from_ymd_opt(2025, 1, 1).unwrap())
    {
        let sums = months.entry((day.year(), day.month())).or_default();
        *sums = (sums.0 + qty, sums.1 + paid);
    }
    assert_eq!(told.data().len(), months.len());
    for row in told.data() {
        let date = local(row, "date");
        let (qty, paid) = months[&(date.year(), date.month())];
        assert!(
            (cents(&row["attributes"]["sellingPrice"]) as f64 - paid as f64 / qty).abs() < 0.51,
            "{date}"
        );
    }
    let one = shop.read(&format!("inventory-items/{item}?include=prices")).await;
    let price = one.json["included"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| link(row, "store").as_ref() == Some(&store))
        .unwrap();
    let standing =
        shop.read(&format!("inventory-items/{item}/stats-by-store/{store}")).await.json["data"].clone();
    assert_eq!(standing["id"], store.as_str());
    for (name, of) in [("qty", "quantity"), ("price", "price"), ("cost", "cost")] {
        assert_eq!(standing["attributes"][name], price["attributes"][of], "{name}");
    }
    let worth =
        price["attributes"]["quantity"].as_f64().unwrap() * price["attributes"]["cost"].as_f64().unwrap();
    assert!((standing["attributes"]["amount"].as_f64().unwrap() - worth).abs() < 0.011);
}

#[tokio::test]
async fn debts_are_the_open_orders_and_the_unpaid_ones() {
    let today = chrono::Utc::now().with_timezone(&FixedOffset::east_opt(3 * 3_600).unwrap()).date_naive();
    // Debts are those of the real day, so the data ends on it.
    let shop = Shop::open(posy_shop::Flags { today: Some(today), ..small() }).await;
    let stores = shop.read("stores").await.ids();
    let (orders, _) = shop.all("orders?filter[withReturned]=true").await;
    let (customers, _) = shop.all("customers").await;
    for store in [None, Some(&stores[0])] {
        let reply = match store {
            None => shop.read(&format!("stats/stores/debts?filter[stores]={}", stores.join(","))).await,
            Some(store) => shop.read(&format!("stores/{store}/stats-debts")).await,
        };
        let of: Vec<&Value> =
            orders.iter().filter(|order| store.is_none() || link(order, "store").as_ref() == store).collect();
        let open = |order: &Value| {
            ["new", "notAccepted", "assembled", "courier"]
                .contains(&order["attributes"]["status"].as_str().unwrap())
        };
        for (offset, row) in reply.data().iter().enumerate() {
            let day = today + Days::new(offset as u64);
            let due = of.iter().filter(|order| {
                open(order)
                    && order["attributes"]["dueTime"].is_string()
                    && local(order, "dueTime").date_naive() == day
            });
            assert_eq!(row["attributes"]["date"], day.to_string());
            assert_eq!(row["attributes"]["qty"].as_u64().unwrap(), due.count() as u64, "{day}");
        }
        let sum = |name: &str| {
            of.iter().filter(|order| open(order)).map(|order| cents(&order["attributes"][name])).sum::<i64>()
        };
        let meta = &reply.json["meta"];
        assert_eq!(cents(&meta["prepaymentsAmount"]), sum("paymentsAmount"));
        assert_eq!(cents(&meta["ordersBudgetAmount"]), sum("budget"));
        let owing = |order: &&&Value| {
            let status = order["attributes"]["status"].as_str().unwrap();
            !["canceled", "returned"].contains(&status)
                && cents(&order["attributes"]["paymentsAmount"]) < cents(&order["attributes"]["totalAmount"])
        };
        let owed: Vec<_> = of.iter().filter(owing).collect();
        assert_eq!(meta["ordersDebtQty"].as_u64().unwrap(), owed.len() as u64);
        let debt = owed.iter().map(|order| {
            cents(&order["attributes"]["totalAmount"]) - cents(&order["attributes"]["paymentsAmount"])
        });
        assert_eq!(cents(&meta["customersDebtAmount"]), debt.sum::<i64>());
        let points: i64 =
            customers.iter().map(|who| who["attributes"]["currentPoints"].as_i64().unwrap()).sum();
        assert_eq!(meta["bonusesAmount"].as_i64().unwrap(), points);
    }
}

#[tokio::test]
async fn stock_and_losses_are_those_of_the_prices_and_movements() {
    let (shop, db, file) = with_file("stats-stock").await;
    let store = shop.read("stores").await.ids()[0].clone();
    let (from, to) = ("2025-01-01", "2026-03-10");
    let (_, included) = shop.all("inventory-items?include=prices").await;
    let here: Vec<&Value> =
        included.iter().filter(|row| link(row, "store").as_ref() == Some(&store)).collect();
    let worth = |name: &str| -> f64 {
        here.iter()
            .map(|row| {
                row["attributes"]["quantity"].as_f64().unwrap() * row["attributes"][name].as_f64().unwrap()
            })
            .sum()
    };
    let told = shop.read(&format!("stores/{store}/stats-warehouses?{}", range(from, to))).await.json["data"]
        ["attributes"]
        .clone();
    for (name, of) in [("pricesBalance", "price"), ("costsBalance", "cost")] {
        // Items out of the assortment may still lie there; none does in the demo.
        assert!(
            (told[name].as_f64().unwrap() - worth(of)).abs() < here.len() as f64 * 0.01,
            "{name}: {} is {}",
            told[name],
            worth(of)
        );
    }
    let base = shop.read(&format!("stores/{store}/stats-warehouse-base?{}", range(from, to))).await;
    let meta = &base.json["meta"];
    assert_eq!(cents(&meta["reminder"]), cents(&told["costsBalance"]));
    assert_eq!(cents(&meta["reminderFlowers"]) + cents(&meta["reminderProduct"]), cents(&meta["reminder"]));
    let goods = shop.read("inventory-items").await;
    let mut naive: Vec<(f64, f64, String)> = Vec::new();
    for item in goods.ids() {
        let (moved, _) = shop.all(&format!("inventory-items/{item}/warehouse-movement/{store}")).await;
        let lost: Vec<_> = moved
            .iter()
            .filter(|row| {
                row["attributes"]["transType"] == "lossProfit"
                    && row["attributes"]["documentStatus"] == "active"
            })
            .filter(|row| {
                let day = local(row, "date").date_naive().to_string();
                (from..=to).contains(&day.as_str())
            })
            .collect();
        let sum =
            |name: &str| lost.iter().map(|row| row["attributes"][name].as_f64().unwrap()).sum::<f64>().abs();
        if !lost.is_empty() {
            naive.push((sum("amount"), sum("qty"), item));
        }
    }
    naive.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all: f64 = naive.iter().map(|(amount, ..)| amount).sum();
    let top = shop.read(&format!("stores/{store}/stats-warehouse-top-items?{}", range(from, to))).await;
    assert_eq!(top.data().len(), naive.len().min(10));
    for (row, (amount, qty, _)) in top.data().iter().zip(&naive) {
        assert!((row["attributes"]["amount"].as_f64().unwrap() - amount).abs() < 0.011);
        let share = row["attributes"]["proportionAmount"].as_f64().unwrap();
        assert!((share - amount * 100.0 / all).abs() < 0.06);
        assert!(
            link(row, "item").is_some() && row["attributes"]["count"].as_f64().unwrap() > 0.0 && *qty > 0.0
        );
    }
    let written_off: i64 = db
        .query_row(
            "SELECT coalesce(sum(amount), 0) FROM stock_movements WHERE store_id = ?1 AND kind = 'lossProfit' AND status = 'active'",
            [&store],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(cents(&told["writtenOffAmount"]), written_off.abs());
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn the_showcase_sold_what_stood_on_it() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[0].clone();
    let (from, to) = ("2025-01-01", "2026-03-10");
    let (bouquets, _) = shop
        .all(&format!(
            "bouquets?filter[stores]={store}&filter[statuses]=created,demonstrated,sold,disassembled"
        ))
        .await;
    let stood: BTreeSet<String> =
        bouquets.iter().filter(|one| one["attributes"]["onWindowAt"].is_string()).map(id).collect();
    let (orders, included) =
        shop.all(&format!("orders?filter[statuses]=done&filter[stores]={store}&include=lines")).await;
    let by_id: BTreeMap<String, &Value> = included.iter().map(|row| (id(row), row)).collect();
    let (mut sold, mut revenue) = (BTreeMap::new(), 0);
    for order in &orders {
        let at = local(order, "postedAt");
        if !(from..=to).contains(&at.date_naive().to_string().as_str()) {
            continue;
        }
        for line in common::links(order, "lines") {
            let line = by_id[&line];
            let Some(bouquet) = link(line, "bouquet").filter(|bouquet| stood.contains(bouquet)) else {
                continue;
            };
            revenue += cents(&line["attributes"]["totalAmount"]);
            sold.insert(bouquet, at);
        }
    }
    assert!(!sold.is_empty());
    let query = range(from, to);
    let told =
        shop.read(&format!("stores/{store}/showcase-stats?{query}")).await.json["data"]["attributes"].clone();
    assert_eq!(told["soldBouquetsCount"].as_u64().unwrap(), sold.len() as u64);
    assert_eq!(cents(&told["revenue"]), revenue);
    let days = shop.read(&format!("stores/{store}/showcase-days-stats?{query}")).await.json["data"]
        ["attributes"]
        .clone();
    for (number, name) in
        (0..).zip(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    {
        let count = sold.values().filter(|at| at.weekday().num_days_from_monday() == number).count();
        assert_eq!(days[name].as_u64().unwrap(), count as u64, "{name}");
    }
    for hour in 0..24 {
        let count = sold.values().filter(|at| at.hour() == hour).count();
        assert_eq!(days[format!("hour{hour}")].as_u64().unwrap(), count as u64, "hour {hour}");
    }
    let ranges = shop.read(&format!("stores/{store}/showcase-price-stats?{query}")).await;
    let sum = |name: &str| ranges.data().iter().map(|row| cents(&row["attributes"][name])).sum::<i64>();
    assert_eq!((sum("revenue"), sum("soldBouquetsCount")), (revenue, sold.len() as i64 * 100));
    let flowers = shop.read(&format!("stores/{store}/showcase-top-flowers-stats?{query}")).await;
    assert!(!flowers.data().is_empty());
    assert!(flowers.data().iter().map(|row| cents(&row["attributes"]["revenue"])).sum::<i64>() <= revenue);
}
