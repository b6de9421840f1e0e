//! Statistics agree with the orders list and with each other, to the kopeck.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;

use common::{id, link, small, Shop};
use serde_json::Value;

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap_or_else(|| panic!("{value} is a number")) * 100.0).round() as i64
}

fn sum(rows: &[Value], name: &str) -> i64 {
    rows.iter().map(|row| cents(&row["attributes"][name])).sum()
}

/// Days of a period, and the same as moments of the shop's clock.
const PERIODS: &[(&str, &str)] =
    &[("2025-06-01", "2025-09-30"), ("2026-02-14", "2026-02-14"), ("2026-01-10", "2026-03-10")];

fn range(from: &str, to: &str) -> String {
    format!("filter[range]=custom&filter[rangeFrom]={from}&filter[rangeTo]={to}")
}

/// The orders handed over in the shop's days of a period, as the orders list tells them.
async fn sold(shop: &Shop, from: &str, to: &str, store: Option<&str>) -> Vec<Value> {
    let store = store.map_or(String::new(), |store| format!("&filter[stores]={store}"));
    shop.all(&format!(
        "orders?filter[statuses]=done&filter[postedAt][from]={from}T00:00:00%2B03:00&filter[postedAt][to]={to}T23:59:59%2B03:00{store}&include=lines"
    ))
    .await
    .0
}

#[tokio::test]
async fn figures_series_and_shares_are_sums_over_the_orders_list() {
    let shop = Shop::open(small()).await;
    let stores = shop.read("stores").await.ids();
    for (from, to) in PERIODS {
        let range = range(from, to);
        for store in [None, Some(stores[0].as_str()), Some(stores[1].as_str())] {
            let orders = sold(&shop, from, to, store).await;
            let revenue = sum(&orders, "totalAmount");
            let place = format!("{from} {to} {store:?}");
            let filter = store.map_or(String::new(), |store| format!("&filter[stores]={store}"));
            let read = async |name: &str| shop.read(&format!("stats/stores/{name}?{range}{filter}")).await;
            let general = read("general").await.json;
            let figures = &general["data"]["attributes"];
            assert_eq!(cents(&figures["revenue"]), revenue, "{place}");
            assert_eq!(figures["ordersQty"], orders.len(), "{place}");
            assert!(general["meta"]["calculatedAt"].is_string());
            if !orders.is_empty() {
                let average = revenue as f64 / orders.len() as f64;
                assert!((cents(&figures["avgOrderSum"]) as f64 - average).abs() <= 0.51, "{place}");
                let margin = cents(&figures["profit"]) as f64 * 100.0 / revenue as f64;
                assert!((figures["marginality"].as_f64().unwrap() - margin).abs() < 0.06, "{place}");
            }
            let series = read("revenue").await;
            assert_eq!(sum(series.data(), "amount"), revenue, "{place}: days add up");
            let profit = read("profit").await;
            assert_eq!(sum(profit.data(), "amount"), cents(&figures["profit"]), "{place}");
            let paid = read("payments-revenue").await;
            assert_eq!(sum(paid.data(), "amount"), cents(&figures["paymentsRevenue"]), "{place}");
            let methods = read("payments").await;
            assert_eq!(sum(methods.data(), "amount"), cents(&figures["paymentsRevenue"]), "{place}");
            let workers = read("workers").await;
            assert_eq!(sum(workers.data(), "salesAmount"), revenue, "{place}");
            let mut naive: BTreeMap<String, i64> = BTreeMap::new();
            for order in &orders {
                *naive.entry(link(order, "postedBy").unwrap()).or_default() +=
                    cents(&order["attributes"]["totalAmount"]);
            }
            let told: BTreeMap<String, i64> = workers
                .data()
                .iter()
                .map(|row| (link(row, "worker").unwrap(), cents(&row["attributes"]["salesAmount"])))
                .collect();
            assert_eq!(told, naive, "{place}");
            let sources = read("sources").await;
            assert_eq!(sum(sources.data(), "amount"), revenue, "{place}");
            for reply in [&workers, &methods, &sources] {
                let share = sum(reply.data(), "share");
                assert!(
                    reply.data().is_empty() || share == 10_000 || sum(reply.data(), "share") == 0,
                    "{place}: {share}"
                );
            }
            if let Some(store) = store {
                let pairs = [
                    ("general", "stats"),
                    ("workers", "stats-workers"),
                    ("payments", "stats-payments"),
                    ("sources", "stats-sources"),
                    ("revenue", "stats-revenue"),
                    ("payments-revenue", "stats-payments-revenue"),
                    ("profit", "stats-profit"),
                ];
                for (all, one) in pairs {
                    let own = shop.read(&format!("stores/{store}/{one}?{range}")).await.json;
                    let data = |json: &Value| match &json["data"] {
                        Value::Array(rows) => rows.iter().map(|row| row["attributes"].clone()).collect(),
                        one => vec![one["attributes"].clone()],
                    };
                    assert_eq!(data(&own), data(&read(all).await.json), "{one} {place}");
                }
            }
        }
    }
}

#[tokio::test]
async fn days_begin_at_midnight_of_the_shop() {
    let shop = Shop::open(small()).await;
    let orders = sold(&shop, "2025-01-01", "2026-03-10", None).await;
    let moment = |order: &Value| order["attributes"]["postedAt"].as_str().unwrap().to_owned();
    // Handed over between 21:00 and 24:00 UTC: the next day in the shop.
    let late = orders.iter().filter(|order| moment(order).get(11..13) >= Some("21")).count();
    let series = shop.read(&format!("stats/stores/revenue?{}", range("2026-02-01", "2026-02-28"))).await;
    assert_eq!((series.data().len(), &series.json["meta"]["step"]), (28, &Value::from("day")));
    let mut naive: BTreeMap<String, i64> = BTreeMap::new();
    for order in &orders {
        let local =
            chrono::DateTime::parse_from_rfc3339(&moment(order)).unwrap() + chrono::Duration::hours(3);
        *naive.entry(local.format("%Y-%m-%d").to_string()).or_default() +=
            cents(&order["attributes"]["totalAmount"]);
    }
    for row in series.data() {
        let day = row["attributes"]["date"].as_str().unwrap();
        assert_eq!(
            cents(&row["attributes"]["amount"]),
            naive.get(day).copied().unwrap_or(0),
            "{day}, {late} late orders"
        );
    }
    let months = shop.read(&format!("stats/stores/revenue?{}", range("2025-03-01", "2026-02-28"))).await;
    assert_eq!((months.data().len(), &months.json["meta"]["step"]), (12, &Value::from("month")));
}

#[tokio::test]
async fn categories_narrow_to_their_lines() {
    let shop = Shop::open(small()).await;
    let (from, to) = ("2025-06-01", "2026-03-10");
    let (items, _) = shop.all("inventory-items?include=category").await;
    let category: BTreeMap<String, String> =
        items.iter().filter_map(|row| Some((id(row), link(row, "category")?))).collect();
    let orders = sold(&shop, from, to, None).await;
    let mut naive: BTreeMap<String, i64> = BTreeMap::new();
    for order in &orders {
        let one = shop.read(&format!("orders/{}?include=lines", id(order))).await.json;
        for line in one["included"].as_array().unwrap().iter().filter(|row| row["type"] == "order-lines") {
            if let Some(category) = link(line, "item").and_then(|item| category.get(&item)) {
                *naive.entry(category.clone()).or_default() += cents(&line["attributes"]["totalAmount"]);
            }
        }
    }
    assert!(naive.len() > 3);
    for (category, amount) in &naive {
        let query = format!("{}&filter[categories]={category}", range(from, to));
        let told = shop.read(&format!("stats/stores/general?{query}")).await.json;
        assert_eq!(cents(&told["data"]["attributes"]["revenue"]), *amount);
        let series = shop.read(&format!("stats/stores/revenue?{query}")).await;
        assert_eq!(sum(series.data(), "amount"), *amount);
    }
}

#[tokio::test]
async fn what_is_missing_or_impossible_is_refused() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[0].clone();
    let paths = [
        "stats/stores/general".to_owned(),
        format!("stores/{store}/stats"),
        format!("stores/{store}/showcase-stats"),
    ];
    for path in &paths {
        for (query, place) in [
            ("", "filter[range]"),
            ("filter[range]=decade", "filter[range]"),
            ("filter[range]=custom&filter[rangeTo]=2026-01-01", "filter[rangeFrom]"),
            ("filter[range]=custom&filter[rangeFrom]=2026-01-01", "filter[rangeTo]"),
            (
                "filter[range]=custom&filter[rangeFrom]=2026-02-01&filter[rangeTo]=2026-01-01",
                "filter[rangeTo]",
            ),
        ] {
            let reply = shop.get(&format!("{path}?{query}")).await;
            assert_eq!((reply.status, reply.one_fault().1.as_str()), (422, place), "{path}?{query}");
        }
        let florist = shop.sign_in("florist").await;
        assert_eq!(shop.get_as(&florist, &format!("{path}?filter[range]=day")).await.status, 403);
    }
    assert_eq!(shop.get("stores/00/stats?filter[range]=day").await.status, 404);
    assert_eq!(shop.get("stats/stores/debts").await.one_fault().1, "filter[stores]");
    assert_eq!(shop.get("customers/00/stats").await.status, 404);
    for range in ["day", "week", "month", "year"] {
        let days = shop.read(&format!("stats/stores/revenue?filter[range]={range}")).await;
        assert!(!days.data().is_empty(), "{range}");
    }
    let debts = shop.read(&format!("stats/stores/debts?filter[stores]={store}")).await;
    assert_eq!(debts.data().len(), 7);
    assert!(debts.json["meta"]["customersDebtAmount"].is_number(), "{}", debts.json);
}

#[tokio::test]
async fn analytics_list_the_orders_behind_a_figure_under_every_filter_of_the_list() {
    let shop = Shop::open(small()).await;
    let roubles = |value: &Value| value.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    for (name, wanted) in [
        ("shipment-revenue", "filter[statuses]=done"),
        ("bonuses-subtract", "filter[bonuses]=true&filter[withReturned]=true"),
        ("returned", "filter[statuses]=returned"),
    ] {
        let list = shop.all(&format!("orders?{wanted}")).await.0;
        let mut ids: Vec<String> = list.iter().map(id).collect();
        let mut told: Vec<String> =
            shop.all(&format!("orders/analytics/{name}")).await.0.iter().map(id).collect();
        ids.sort();
        told.sort();
        assert_eq!(told, ids, "{name}");
        assert!(!ids.is_empty(), "{name}");
    }
    let store = shop.read("stores").await.ids()[1].clone();
    for name in [
        "shipment-revenue",
        "marginality",
        "bonuses-subtract",
        "bonuses-accrued",
        "total-discount",
        "returned",
    ] {
        let all = shop.read(&format!("orders/analytics/{name}")).await.json["meta"].clone();
        let header = &all["analytic_header"];
        let part = |name: &str| roubles(&header[name]);
        assert_eq!(
            part("fullRevenue") - part("returnedRevenue") - part("revenueBonuses"),
            part("revenue"),
            "{name}"
        );
        let count = header["orders_count"].as_str().unwrap();
        assert_eq!(count, all["total"].to_string(), "{name}");
        let own = shop.all(&format!("orders/analytics/{name}?filter[stores]={store}")).await.0;
        assert!(own.iter().all(|row| link(row, "store").as_ref() == Some(&store)), "{name}");
        let fewer = (own.len() as u64) < all["total"].as_u64().unwrap();
        assert!(fewer || name == "returned", "{name}: the filter tells something");
        assert_eq!(shop.get(&format!("orders/analytics/{name}?filter[statuses]=lost")).await.status, 422);
    }
}
