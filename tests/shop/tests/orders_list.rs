//! The orders list against a plain evaluation of every filter over all orders.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
mod orders_filters;

use std::collections::BTreeSet;

use common::{escape, id, link, links, small, Chance, Shop};
use orders_filters::{draw, everything, filter, Filter, Order, STATUSES};
use posy_shop::Flags;
use serde_json::Value;

fn money(kopecks: i64) -> String {
    format!("{}.{:02}", kopecks / 100, kopecks % 100)
}

#[tokio::test]
async fn every_combination_of_filters_shows_what_a_plain_evaluation_shows() {
    let file = std::env::temp_dir().join(format!("posy-filters-{}.sqlite", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let flags = Flags { orders: 420, db: Some(file.clone()), ..small() };
    let shop = Shop::open(flags).await;
    let orders = everything(&shop, &file).await;
    assert_eq!(orders.len(), 420);
    assert!(orders.iter().any(|order| order.discount > 0) && orders.iter().any(|order| order.markup > 0));
    assert!(
        orders.iter().any(|order| order.session.is_some()) && orders.iter().any(|order| order.bonuses() > 0)
    );
    let mut chance = Chance(7);
    let (mut shown, mut empty) = (0, 0);
    for round in 0..400 {
        let count = 1 + chance.below(3);
        let mut filters: Vec<Filter> = Vec::new();
        for _ in 0..count {
            let drawn = draw(&mut chance, &orders);
            let name = |filter: &Filter| filter.query.split('=').next().unwrap().to_owned();
            if !filters.iter().any(|known| name(known) == name(&drawn)) {
                filters.push(drawn);
            }
        }
        if chance.below(4) == 0 {
            filters.push(filter("filter[withReturned]=true".into(), |_| true));
        }
        let query: Vec<&str> = filters.iter().map(|filter| filter.query.as_str()).collect();
        let query = query.join("&");
        let named = query.contains("filter[statuses]") && query.contains("returned");
        let returned_too = query.contains("filter[withReturned]=true") || query.contains("filter[revision]");
        let fits = |order: &Order, but_status: bool| {
            filters.iter().all(|filter| {
                (but_status && filter.query.starts_with("filter[statuses]")) || (filter.keeps)(order)
            })
        };
        let wanted: Vec<&Order> = orders
            .iter()
            .filter(|order| fits(order, false))
            .filter(|order| named || returned_too || order.text("status") != "returned")
            .collect();
        let path = format!("orders?{query}&addMetaStatuses=true");
        let (rows, _) = shop.all(&path).await;
        let got: BTreeSet<String> = rows.iter().map(id).collect();
        let want: BTreeSet<String> = wanted.iter().map(|order| id(&order.row)).collect();
        let apart: Vec<&String> = got.symmetric_difference(&want).collect();
        assert!(
            apart.is_empty(),
            "round {round}: {query}: {} shown, {} wanted, {apart:?}",
            got.len(),
            want.len()
        );
        assert_eq!(got.len(), rows.len(), "no row twice: {query}");
        shown += usize::from(!want.is_empty());
        empty += usize::from(want.is_empty());

        let meta = shop.read(&path).await.json["meta"].clone();
        assert_eq!(meta["total"], want.len(), "{query}");
        let sum = |of: &dyn Fn(&Order) -> i64| money(wanted.iter().map(|order| of(order)).sum());
        let amounts = &meta["orders_amounts"];
        assert_eq!(amounts["ordersAmount"], sum(&|order| order.kopecks("totalAmount")));
        assert_eq!(amounts["budgetsAmount"], sum(&|order| order.kopecks("budget")));
        assert_eq!(amounts["paymentsAmount"], sum(&|order| order.kopecks("paymentsAmount")));
        assert_eq!(amounts["bonusesAmount"], sum(&Order::bonuses));
        assert_eq!(amounts["discountsAmount"], sum(&|order| order.discount));
        assert_eq!(amounts["markupsAmount"], sum(&|order| order.markup));
        let credit = |order: &Order| order.kopecks("totalAmount") - order.kopecks("paymentsAmount");
        assert_eq!(amounts["creditsAmount"], sum(&|order| if order.in_credit() { credit(order) } else { 0 }));

        let counted: Vec<&Order> = orders.iter().filter(|order| fits(order, true)).collect();
        let count = |keeps: &dyn Fn(&&Order) -> bool| {
            counted.iter().copied().filter(|o| keeps(o)).count().to_string()
        };
        for status in STATUSES {
            assert_eq!(
                meta["statuses"][status],
                count(&|order| order.text("status") == status),
                "{status}: {query}"
            );
        }
        assert_eq!(meta["statuses"]["credit"], count(&|order| order.in_credit()), "{query}");
        let all = count(&|order| returned_too || order.text("status") != "returned");
        assert_eq!(meta["statuses"]["all"], all, "{query}");
    }
    assert!(shown > 200 && empty > 10, "the rounds tell something: {shown} shown, {empty} empty");
    shop.close().await;
    let _ = std::fs::remove_file(&file);
}

#[tokio::test]
async fn the_newest_order_comes_first_and_those_who_sync_get_the_oldest_change_first() {
    let shop = Shop::open(small()).await;
    let (rows, _) = shop.all("orders").await;
    let times: Vec<&str> = rows.iter().map(|row| row["attributes"]["createdAt"].as_str().unwrap()).collect();
    assert!(times.windows(2).all(|pair| pair[0] >= pair[1]));
    let (rows, _) = shop.all("orders?filter[revision]=1").await;
    assert_eq!(rows.len(), 260, "returned ones too");
    let revisions: Vec<i64> =
        rows.iter().map(|row| row["attributes"]["revision"].as_i64().unwrap()).collect();
    assert!(revisions.windows(2).all(|pair| pair[0] < pair[1]));
    let last = *revisions.last().unwrap();
    assert_eq!(shop.read("orders").await.json["meta"]["revision"], last);
    assert_eq!(shop.read(&format!("orders?filter[revision]={last}")).await.data().len(), 1, "inclusive");
    assert_eq!(shop.read(&format!("orders?filter[revision]={}", last + 1)).await.data().len(), 0);
}

#[tokio::test]
async fn an_order_is_found_by_number_name_phone_and_card_in_any_writing() {
    let shop = Shop::open(small()).await;
    let (rows, included) = shop.all("orders?include=customer").await;
    let known = |order: &Value| {
        let own = link(order, "customer")?;
        included.iter().find(|one| id(one) == own && !one["attributes"]["bonusCard"].is_null())
    };
    let (order, customer) = rows.iter().find_map(|order| Some((order, known(order)?))).unwrap();
    let text = |name: &str| customer["attributes"][name].as_str().unwrap().to_owned();
    let phone = text("phone");
    let (first, last) = (text("title"), phone.split_at(3).1.to_owned());
    let number = order["attributes"]["docNo"].as_str().unwrap();
    for phrase in [
        number.to_uppercase(),
        number[4..].to_owned(),
        first.to_uppercase(),
        first.to_lowercase(),
        first.split(' ').rev().collect::<Vec<_>>().join(" "),
        first.chars().take(2).collect(),
        phone.clone(),
        format!("+7{phone}"),
        format!("8 ({}) {}-{}", &phone[..3], &last[..3], &last[3..]),
        format!("+7 {} {}", &phone[..3], last),
        text("bonusCard"),
    ] {
        let (found, _) = shop.all(&format!("orders?search={}", escape(&phrase))).await;
        assert!(found.iter().any(|one| id(one) == id(order)), "{phrase}");
        if phrase.chars().count() > 6 {
            assert!(found.len() < 40, "{phrase} finds {} orders", found.len());
        }
    }
    assert!(shop.read("orders?search=nobody+has+this").await.data().is_empty());
    assert!(shop.read("orders?search=%22%20OR%20*").await.data().is_empty(), "signs are only signs");
}

#[tokio::test]
async fn to_many_relationships_stand_in_a_list_only_when_included() {
    let shop = Shop::open(small()).await;
    let plain = shop.read("orders").await;
    assert!(plain.json.get("included").is_none());
    for order in plain.data() {
        let names: Vec<&String> = order["relationships"].as_object().unwrap().keys().collect();
        let to_one = [
            "courier",
            "createdBy",
            "customer",
            "florist",
            "lockedBy",
            "postedBy",
            "source",
            "store",
            "updatedBy",
        ];
        assert_eq!(names, to_one);
    }
    let full = shop.read("orders?include=lines.item.logo,tags,courier&page[size]=50").await;
    let included = full.json["included"].as_array().unwrap();
    let has = |kind: &str, id: &str| included.iter().any(|one| one["type"] == kind && one["id"] == id);
    for order in full.data() {
        assert!(order["relationships"]["tags"]["data"].is_array());
        assert!(order["relationships"].get("payments").is_none());
        for line in links(order, "lines") {
            assert!(has("order-lines", &line));
        }
    }
    for line in included.iter().filter(|one| one["type"] == "order-lines") {
        assert!(has("inventory-items", &link(line, "item").unwrap()));
    }
    let mut keys: Vec<(String, String)> =
        included.iter().map(|one| (one["type"].to_string(), id(one))).collect();
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "each resource once");
    assert!(!included.iter().any(|one| one["type"] == "stores"), "only what was asked for");
}

#[tokio::test]
async fn one_order_shows_all_linkage_and_every_include() {
    let shop = Shop::open(small()).await;
    let order = shop.read("orders?filter[statuses]=done&filter[delivery]=true").await.data()[0].clone();
    let plain = shop.read(&format!("orders/{}", id(&order))).await.json;
    for name in ["lines", "payments", "discounts", "history", "images", "tags"] {
        assert!(plain["data"]["relationships"][name]["data"].is_array(), "{name}");
    }
    assert!(plain.get("included").is_none());
    let paths = "source,store,store.timezone,customer,postedBy,createdBy,updatedBy,lockedBy,payments,payments.method,\
        payments.createdBy,discounts,discounts.reason,courier,florist,lines,lines.item,lines.item.logo,\
        lines.item.measure,lines.bouquet,lines.bouquet.logo,history,history.worker,images,tags";
    let full = shop.read(&format!("orders/{}?include={paths}", id(&order))).await.json;
    assert_eq!(full["data"]["attributes"], plain["data"]["attributes"]);
    let included = full["included"].as_array().unwrap();
    for kind in [
        "stores",
        "timezones",
        "workers",
        "order-payments",
        "payment-methods",
        "order-lines",
        "inventory-items",
        "measures",
        "images",
        "order-history-lines",
        "order-sources",
    ] {
        assert!(included.iter().any(|one| one["type"] == kind), "{kind}");
    }
    let zone = included.iter().find(|one| one["type"] == "timezones").unwrap();
    assert_eq!(zone["attributes"]["name"], "Europe/Moscow");
    assert_eq!(zone["attributes"]["utcOffset"], 180);
    for path in paths.split(',').map(str::trim) {
        assert_eq!(shop.get(&format!("orders/{}?include={path}", id(&order))).await.status, 200, "{path}");
    }
    let lines: f64 = included
        .iter()
        .filter(|one| one["type"] == "order-lines")
        .map(|line| line["attributes"]["totalAmount"].as_f64().unwrap())
        .sum();
    assert_eq!(plain["data"]["attributes"]["totalAmount"].as_f64(), Some(lines));
}
