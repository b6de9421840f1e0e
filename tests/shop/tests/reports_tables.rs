//! What is in the reports' files: the same the lists and the statistics of the API say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;

use common::reports::{asked, body, detailing, filter, table, Table};
use common::rows::text;
use common::{id, link, links, small, Shop};
use serde_json::{json, Value};

const FIRST: &str = "2025-06-01";
const LAST: &str = "2026-03-05";

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap() * 100.0).round() as i64
}

fn sum(rows: &[Value], name: &str) -> i64 {
    rows.iter().map(|row| cents(&row["attributes"][name])).sum()
}

/// A moment of the API as the clock in the shop shows it.
fn wall(moment: &str) -> chrono::NaiveDateTime {
    let utc = chrono::DateTime::parse_from_rfc3339(moment).unwrap().naive_utc();
    utc + chrono::Duration::hours(3)
}

fn within(moment: &str) -> bool {
    let day = wall(moment).date().to_string();
    FIRST <= day.as_str() && day.as_str() <= LAST
}

/// Rows of a list whose moment lies in the period.
async fn rows_within(shop: &Shop, path: &str, moment: &str) -> (Vec<Value>, BTreeMap<String, Value>) {
    let (rows, included) = shop.all(path).await;
    let rows = rows.into_iter().filter(|row| within(text(row, moment))).collect();
    (rows, included.into_iter().map(|resource| (id(&resource), resource)).collect())
}

async fn sold(shop: &Shop, more: &str) -> (Vec<Value>, BTreeMap<String, Value>) {
    rows_within(shop, &format!("orders?filter[statuses]=done{more}"), "postedAt").await
}

async fn statistics(shop: &Shop, more: &str) -> Value {
    let range = format!("filter[range]=custom&filter[rangeFrom]={FIRST}&filter[rangeTo]={LAST}{more}");
    shop.read(&format!("stats/stores/general?{range}")).await.json["data"]["attributes"].clone()
}

fn counted(texts: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}

async fn wanted(shop: &Shop, of: &str, relationships: Value) -> Table {
    let attributes = json!({ "title": "Отчёт", "periodStart": FIRST, "periodStop": LAST });
    table(shop, &body(of, attributes, relationships)).await
}

#[tokio::test]
async fn sales_agree_with_orders_and_statistics_to_the_cent() {
    let shop = Shop::open(small()).await;
    let (orders, included) = sold(&shop, "&include=lines,lines.item").await;
    let mut naive: BTreeMap<String, i64> = BTreeMap::new();
    for order in &orders {
        for line in links(order, "lines") {
            let line = &included[&line];
            let item = link(line, "item")
                .map_or("Без товара".to_owned(), |item| text(&included[&item], "title").to_owned());
            *naive.entry(item).or_default() += cents(&line["attributes"]["totalAmount"]);
        }
    }
    let all = statistics(&shop, "").await;
    let sales = table(&shop, &asked("9", FIRST, LAST)).await;
    let mut told: BTreeMap<String, i64> = BTreeMap::new();
    for (item, amount) in sales.texts("Товар").into_iter().zip(sales.cents("Выручка, руб.")) {
        *told.entry(item).or_default() += amount;
    }
    assert!(told.len() > 10 && orders.len() > 50, "{} items", told.len());
    assert_eq!(told.keys().collect::<Vec<_>>(), naive.keys().collect::<Vec<_>>());
    assert_eq!(sales.sum("Выручка, руб."), sum(&orders, "totalAmount"));
    assert_eq!(sales.sum("Выручка, руб."), cents(&all["revenue"]));
    assert_eq!(sales.sum("Прибыль, руб."), cents(&all["profit"]));
    assert_eq!(sales.sum("Скидки, руб."), cents(&all["discountAmount"]));

    let store = shop.read("stores").await.ids()[1].clone();
    let narrow = json!({ "detailing": detailing(&["Sales-day", "Sales-category"]),
        "filters": { "data": [filter("Sales-store", &json!([store]))] } });
    let of_store = wanted(&shop, "9", narrow).await;
    assert_eq!(of_store.head[..2], ["День", "Категория"]);
    let figures = statistics(&shop, &format!("&filter[stores]={store}")).await;
    assert_eq!(of_store.sum("Выручка, руб."), cents(&figures["revenue"]));
    assert!(of_store.sum("Выручка, руб.") < sales.sum("Выручка, руб."));
    let days: Vec<chrono::NaiveDate> = of_store.moments("День").iter().map(|moment| moment.date()).collect();
    assert!(days.is_sorted(), "{days:?}");
    let in_store = |order: &&Value| link(order, "store").as_deref() == Some(store.as_str());
    let mut of_orders: Vec<chrono::NaiveDate> =
        orders.iter().filter(in_store).map(|order| wall(text(order, "postedAt")).date()).collect();
    of_orders.sort();
    of_orders.dedup();
    let mut of_table = days;
    of_table.dedup();
    assert_eq!(of_table, of_orders, "days are those of the shop");

    let category = shop.read("categories").await.ids()[0].clone();
    let narrow = json!({ "filters": { "data": [filter("Sales-category", &json!([category]))] } });
    let of_category = wanted(&shop, "9", narrow).await;
    let figures = statistics(&shop, &format!("&filter[categories]={category}")).await;
    assert_eq!(of_category.sum("Выручка, руб."), cents(&figures["revenue"]));
}

#[tokio::test]
async fn payments_are_those_of_the_payments_list() {
    let shop = Shop::open(small()).await;
    let (payments, included) = rows_within(&shop, "payments?include=method,order", "postedAt").await;
    let signed = |payment: &Value| {
        let amount = cents(&payment["attributes"]["amount"]);
        if text(payment, "paymentType") == "payment" {
            amount
        } else {
            -amount
        }
    };
    let report = table(&shop, &asked("16", FIRST, LAST)).await;
    let mut told: Vec<(String, String, i64)> = Vec::new();
    for (row, (order, method)) in report.texts("Заказ").into_iter().zip(report.texts("Способ")).enumerate()
    {
        told.push((order, method, report.cents("Сумма, руб.")[row]));
    }
    let mut naive: Vec<(String, String, i64)> = payments
        .iter()
        .map(|payment| {
            let order = text(&included[&link(payment, "order").unwrap()], "docNo").to_owned();
            let method = text(&included[&link(payment, "method").unwrap()], "title").to_owned();
            (order, method, signed(payment))
        })
        .collect();
    told.sort();
    naive.sort();
    assert!(naive.len() > 50);
    assert_eq!(told, naive);
    let moments = report.moments("Время");
    let mut of_list: Vec<chrono::NaiveDateTime> =
        payments.iter().map(|payment| wall(text(payment, "postedAt"))).collect();
    of_list.sort();
    assert_eq!(moments, of_list, "moments are those of the shop's clock");
    let all = statistics(&shop, "").await;
    assert_eq!(report.sum("Сумма, руб."), cents(&all["paymentsRevenue"]));

    let narrow = json!({ "detailing": detailing(&["Payments-method"]),
        "filters": { "data": [filter("Payments-method", &json!([1, "2"])), filter("Payments-type", &json!(["payment"]))] } });
    let some = wanted(&shop, "16", narrow).await;
    let chosen: Vec<&Value> = payments
        .iter()
        .filter(|payment| text(payment, "paymentType") == "payment")
        .filter(|payment| ["1", "2"].contains(&link(payment, "method").unwrap().as_str()))
        .collect();
    assert_eq!(some.rows.len(), chosen.len());
    assert!(some.head[0] == "Способ" && some.texts("Способ").is_sorted());

    let cash = table(&shop, &asked("8", FIRST, LAST)).await;
    let out: Vec<i64> = payments
        .iter()
        .filter(|payment| link(payment, "method").as_deref() == Some("1"))
        .map(signed)
        .filter(|amount| *amount < 0)
        .collect();
    assert_eq!((cash.rows.len(), -cash.sum("Сумма, руб.")), (out.len(), out.iter().sum()));
}

#[tokio::test]
async fn orders_stand_in_the_reports_they_belong_to() {
    let shop = Shop::open(small()).await;
    let due = |order: &Value| {
        let due = text(order, "dueTime").to_owned();
        if due.is_empty() {
            text(order, "createdAt").to_owned()
        } else {
            due
        }
    };
    let (orders, included) = shop.all("orders?filter[withReturned]=true&include=lines,florist").await;
    let included: BTreeMap<String, Value> =
        included.into_iter().map(|resource| (id(&resource), resource)).collect();
    let numbers =
        |orders: &[&Value]| counted(orders.iter().map(|order| text(order, "docNo").to_owned()).collect());
    let (first, last) = (FIRST, "2026-06-01");
    let due_within = |order: &&Value| {
        let day = wall(&due(order)).date().to_string();
        first <= day.as_str() && day.as_str() <= last
    };

    let delivered: Vec<&Value> =
        orders.iter().filter(due_within).filter(|order| order["attributes"]["delivery"] == true).collect();
    let report = table(&shop, &asked("11", first, last)).await;
    assert!(delivered.len() > 10);
    assert_eq!(counted(report.texts("Заказ")), numbers(&delivered));

    let open =
        |order: &&Value| ["new", "notAccepted", "assembled", "courier"].contains(&text(order, "status"));
    let waiting: Vec<&Value> = orders.iter().filter(due_within).filter(open).collect();
    let report = table(&shop, &asked("14", first, last)).await;
    assert!(waiting.len() > 3);
    assert_eq!(counted(report.texts("Заказ")), numbers(&waiting));
    let owned: Vec<Value> = waiting.iter().map(|order| (*order).clone()).collect();
    assert_eq!(report.sum("Сумма, руб."), sum(&owned, "totalAmount"));

    let report = table(&shop, &asked("13", first, last)).await;
    let quantity: i64 = waiting
        .iter()
        .flat_map(|order| links(order, "lines"))
        .map(|line| cents(&included[&line]["attributes"]["qty"]))
        .sum();
    assert_eq!(report.sum("Количество"), quantity);
    assert_eq!(report.sum("Сумма, руб."), sum(&owned, "totalAmount"));

    let (done, _) = sold(&shop, "").await;
    let all = statistics(&shop, "").await;
    let report = table(&shop, &asked("15", FIRST, LAST)).await;
    assert_eq!(report.sum("Выручка, руб."), cents(&all["revenue"]));
    assert_eq!(report.sum("Прибыль, руб."), cents(&all["profit"]));
    assert_eq!(report.sum("Заказов"), 100 * done.len() as i64);
    let mut florists: Vec<Option<String>> = done.iter().map(|order| link(order, "florist")).collect();
    florists.sort();
    florists.dedup();
    assert_eq!(report.rows.len(), florists.len());
    let one = florists.into_iter().flatten().next().unwrap();
    let narrow = json!({ "filters": { "data": [filter("FloristsResults-florist", &json!([one]))] } });
    let of_one = wanted(&shop, "15", narrow).await;
    let own: Vec<Value> =
        done.iter().filter(|order| link(order, "florist").as_ref() == Some(&one)).cloned().collect();
    assert_eq!((of_one.rows.len(), of_one.sum("Выручка, руб.")), (1, sum(&own, "totalAmount")));

    let (changed, _) = sold(&shop, "&filter[discounts]=discount,markup").await;
    let changed: Vec<&Value> = changed.iter().collect();
    let report = table(&shop, &asked("21", FIRST, LAST)).await;
    assert!(changed.len() > 3);
    assert_eq!(counted(report.texts("Заказ")), numbers(&changed));
    assert_eq!(report.sum("Скидка, руб."), cents(&all["discountAmount"]));
}

#[tokio::test]
async fn goods_that_moved_are_those_of_the_stock() {
    let (shop, db, path) = common::rows::with_file("stock-reports").await;
    let one = |sql: &str| -> String { db.query_row(sql, [], |row| row.get(0)).unwrap() };
    let number = |sql: &str| -> i64 {
        db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap().unwrap_or(0)
    };
    let period = format!(
        "at >= CAST(strftime('%s', '{FIRST}') AS INTEGER) - 10800
         AND at < CAST(strftime('%s', '{LAST}', '+1 day') AS INTEGER) - 10800"
    );
    let income = table(&shop, &asked("4", FIRST, LAST)).await;
    let of = format!("FROM stock_movements WHERE kind = 'inventoryTransaction' AND qty > 0 AND {period}");
    assert!(income.rows.len() > 10);
    assert_eq!(income.sum("Количество") * 10, number(&format!("SELECT sum(qty) {of}")));
    assert_eq!(income.sum("Сумма, руб."), number(&format!("SELECT sum(amount) {of}")));
    let mut vendors = income.texts("Поставщик");
    vendors.dedup();
    assert!(vendors.is_sorted() && vendors.len() > 1, "{vendors:?}");

    let written_off = table(&shop, &asked("12", FIRST, LAST)).await;
    let mut cost = 0;
    for store in shop.read("stores").await.ids() {
        let range = format!("filter[range]=custom&filter[rangeFrom]={FIRST}&filter[rangeTo]={LAST}");
        let stats = shop.read(&format!("stores/{store}/stats-warehouses?{range}")).await;
        cost += cents(&stats.json["data"]["attributes"]["writtenOffAmount"]);
    }
    assert_eq!(written_off.sum("Себестоимость, руб."), cost);
    assert!(cost > 0);

    let report = body("10", json!({ "title": "Склад", "period": "allTime" }), json!({}));
    let moved = table(&shop, &report).await;
    assert_eq!(moved.sum("Остаток на начало"), 0);
    assert_eq!(moved.sum("Остаток на конец") * 10, number("SELECT sum(quantity) FROM prices"));
    assert_eq!(moved.sum("Приход") - moved.sum("Расход"), moved.sum("Остаток на конец"));
    let part = table(&shop, &asked("10", FIRST, LAST)).await;
    for row in 0..part.rows.len() {
        let [begin, came, went, end] =
            ["Остаток на начало", "Приход", "Расход", "Остаток на конец"].map(|head| part.cents(head)[row]);
        assert_eq!(begin + came - went, end);
    }
    let item = one("SELECT item_id FROM stock_movements WHERE kind = 'salesOrder' LIMIT 1");
    let narrow = json!({ "detailing": detailing(&["WarehouseMovements-item", "WarehouseMovements-store"]),
        "filters": { "data": [filter("WarehouseMovements-item", &json!([item]))] } });
    let of_item = wanted(&shop, "10", narrow).await;
    assert!((1..=3).contains(&of_item.rows.len()));
    let _ = std::fs::remove_file(path);
}
