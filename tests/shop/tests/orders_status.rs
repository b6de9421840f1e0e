//! The status of an order: the table of moves and what a move brings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{change, id, link, links, small, Shop};
use serde_json::{json, Value};

const STATUSES: [&str; 7] = ["notAccepted", "new", "assembled", "courier", "done", "canceled", "returned"];

fn linkage(kind: &str, id: &str) -> Value {
    json!({ "data": { "type": kind, "id": id } })
}

fn line(item: &str, attributes: Value) -> Value {
    let item = json!({ "data": { "type": "inventory-items", "id": item } });
    json!({ "type": "order-lines", "attributes": attributes, "relationships": { "item": item } })
}

async fn item(shop: &Shop) -> String {
    shop.read("inventory-items?type=item&filter[hasActivePrices]=true&page[size]=1").await.ids()[0].clone()
}

/// Brings a new order to a status by allowed moves.
async fn order_in(shop: &Shop, status: &str) -> Value {
    let begins = if status == "notAccepted" { "notAccepted" } else { "new" };
    let order = shop.order(json!({ "status": begins, "delivery": true }), json!({})).await;
    let path = format!("orders/{}", id(&order));
    if ![begins, "returned"].contains(&status) {
        let reply = shop.patch(&path, &change(json!({ "status": status }))).await;
        assert_eq!(reply.status, 201, "{}", reply.json);
    }
    order
}

#[tokio::test]
async fn an_order_moves_only_along_the_table() {
    let shop = Shop::open(small()).await;
    let allowed = |from: &str| -> &[&str] {
        match from {
            "notAccepted" => &["new", "canceled"],
            "new" => &["assembled", "courier", "done", "canceled"],
            "assembled" => &["new", "courier", "done", "canceled"],
            "courier" => &["assembled", "done", "canceled"],
            _ => &[],
        }
    };
    let returned = shop.read("orders?filter[statuses]=returned").await.data().first().cloned();
    for from in STATUSES {
        for to in STATUSES {
            let order =
                if from == "returned" { returned.clone().unwrap() } else { order_in(&shop, from).await };
            let path = format!("orders/{}", id(&order));
            let before = shop.read(&format!("{path}?include=history")).await.json;
            let reply = shop.patch(&path, &change(json!({ "status": to }))).await;
            let after = shop.read(&format!("{path}?include=history")).await.json;
            let lines = |document: &Value| links(&document["data"], "history").len();
            if from == to {
                assert_eq!(reply.status, 201, "{from} stays {to}");
                assert_eq!(lines(&before), lines(&after));
            } else if allowed(from).contains(&to) {
                assert_eq!(reply.status, 201, "{from} to {to}: {}", reply.json);
                assert_eq!(after["data"]["attributes"]["status"], to);
                assert_eq!(lines(&after), lines(&before) + 1, "the move is written down");
                assert_eq!(after["included"].as_array().unwrap().last().unwrap()["attributes"]["status"], to);
            } else {
                assert_eq!(reply.status, 422, "{from} to {to}");
                assert_eq!(
                    reply.one_fault(),
                    ("order-status-transition".into(), "/data/attributes/status".into())
                );
                let detail = reply.json["errors"][0]["detail"].as_str().unwrap();
                assert!(detail.contains(from) && detail.contains(to), "{detail}");
                assert_eq!(before, after, "a refused move changes nothing");
            }
        }
    }
}

#[tokio::test]
async fn only_a_delivery_goes_to_the_courier() {
    let shop = Shop::open(small()).await;
    let order = shop.order(json!({}), json!({})).await;
    let path = format!("orders/{}", id(&order));
    let reply = shop.patch(&path, &change(json!({ "status": "courier" }))).await;
    assert_eq!(
        (reply.status, reply.one_fault()),
        (422, ("order-not-delivery".into(), "/data/attributes/status".into()))
    );
    let reply = shop.patch(&path, &change(json!({ "status": "courier", "delivery": true }))).await;
    assert_eq!(reply.status, 201);
    let reply = shop.patch(&path, &change(json!({ "delivery": false }))).await;
    assert_eq!(reply.one_fault(), ("order-not-delivery".into(), "/data/attributes/delivery".into()));
}

#[tokio::test]
async fn an_order_handed_over_is_posted_and_counts_for_its_customer_and_the_stock() {
    let shop = Shop::open(small()).await;
    let customer = shop.read("customers?sort=ordersQty").await.data()[0].clone();
    let item = item(&shop).await;
    let lines = json!({ "data": [line(&item, json!({ "qty": 2, "price": 1000 }))] });
    let relationships = json!({ "customer": linkage("customers", &id(&customer)), "lines": lines });
    let order = shop.order(json!({}), relationships).await;
    let store = link(&order, "store").unwrap();
    let stock = async || {
        let reply = shop.read(&format!("inventory-items/{item}?include=prices")).await.json;
        let prices = reply["included"].as_array().unwrap().clone();
        prices.iter().find(|price| link(price, "store").as_ref() == Some(&store)).unwrap()["attributes"]
            ["quantity"]
            .as_f64()
            .unwrap()
    };
    let before = stock().await;
    // Their list tells none.
    let (customers, _) = shop.all("customers?filter[revision]=0").await;
    let last = customers.iter().filter_map(|it| it["attributes"]["revision"].as_i64()).max().unwrap();
    let path = format!("orders/{}", id(&order));
    let reply = shop.patch(&path, &change(json!({ "status": "done" }))).await;
    let told = &reply.json["data"]["attributes"];
    assert_eq!(told["posted"], true);
    assert_eq!(told["postedAt"], told["updatedStatusAt"]);
    assert!(link(&reply.json["data"], "postedBy").is_some());
    assert_eq!(stock().await, before - 2.0);
    let after = shop.read(&format!("customers/{}", id(&customer))).await.json;
    let (was, is) = (&customer["attributes"], &after["data"]["attributes"]);
    assert_eq!(is["ordersQty"].as_i64(), was["ordersQty"].as_i64().map(|qty| qty + 1));
    assert_eq!(is["ordersAmount"].as_f64(), was["ordersAmount"].as_f64().map(|amount| amount + 2000.0));
    assert!(is["revision"].as_i64() > Some(last), "the customer changed too");
    assert!(after["meta"]["last_order"]["createdAt"].is_string());
    let delta = shop.read(&format!("customers?filter[revision]={}", last + 1)).await;
    assert_eq!(delta.ids(), [id(&customer)]);
    let lines = json!({ "data": { "type": "orders", "relationships": { "lines": { "data": [] } } } });
    assert_eq!(shop.patch(&path, &lines).await.one_fault().0, "order-closed");
}
