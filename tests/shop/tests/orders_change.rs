//! Changed orders: attributes, lines, tags, deliveries, revisions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{change, id, link, links, small, Shop};
use serde_json::{json, Value};

const CONFLICT: &str = "32351f01-58c3-49b2-b1b8-217103e40b58";
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

async fn revision(shop: &Shop, list: &str) -> i64 {
    shop.read(&format!("{list}?page[size]=1")).await.json["meta"]["revision"].as_i64().unwrap()
}

#[tokio::test]
async fn a_change_leaves_alone_what_it_does_not_speak_of() {
    let shop = Shop::open(small()).await;
    let item = item(&shop).await;
    let tag = shop.read("order-tags").await.ids()[0].clone();
    let lines = json!({ "data": [line(&item, json!({ "qty": 2, "price": 10 })), line(&item, json!({ "qty": 1, "price": 5 }))] });
    let tags = json!({ "data": [{ "type": "order-tags", "id": tag }] });
    let order = shop
        .order(
            json!({ "description": "Тихо", "dueTime": "2026-03-11T12:00:00Z" }),
            json!({ "lines": lines, "tags": tags }),
        )
        .await;
    let path = format!("orders/{}", id(&order));
    let reply = shop.patch(&path, &change(json!({ "deliveryCity": "Озёрск" }))).await;
    assert_eq!(reply.status, 201);
    let mut wanted = order["attributes"].clone();
    let told = reply.json["data"]["attributes"].clone();
    for name in ["deliveryCity", "updatedAt", "modifiedAt", "revision"] {
        wanted[name] = told[name].clone();
    }
    assert_eq!(told, wanted);
    assert_eq!(told["deliveryCity"], "Озёрск");
    assert!(told["revision"].as_i64() > order["attributes"]["revision"].as_i64());
    assert_eq!(links(&reply.json["data"], "lines"), links(&order, "lines"));
    assert_eq!(links(&reply.json["data"], "tags"), [tag]);

    let blank = shop.patch(&path, &change(json!({ "docNo": " " }))).await;
    assert_eq!(blank.json["data"]["attributes"]["docNo"], order["attributes"]["docNo"]);
    let cleared = shop.patch(&path, &change(json!({ "dueTime": null }))).await;
    assert_eq!(cleared.json["data"]["attributes"]["dueTime"], json!(null));
    let kept = links(&order, "lines")[0].clone();
    let body = json!({ "data": { "type": "orders", "id": id(&order), "relationships": {
        "lines": { "data": [{ "type": "order-lines", "id": kept }] }, "tags": { "data": [] } } } });
    let reply = shop.patch(&format!("{path}?include=lines"), &body).await;
    assert_eq!(reply.status, 201, "{}", reply.json);
    assert_eq!(links(&reply.json["data"], "lines"), std::slice::from_ref(&kept), "the set given is the set");
    assert!(links(&reply.json["data"], "tags").is_empty());
    assert_eq!(reply.json["data"]["attributes"]["totalAmount"], 20, "a line only named keeps its values");
    let body = json!({ "data": { "type": "orders", "relationships": { "lines": { "data":
        [{ "type": "order-lines", "id": kept, "attributes": { "qty": 7 } }] } } } });
    let reply = shop.patch(&path, &body).await;
    assert_eq!(reply.json["data"]["attributes"]["totalAmount"], 70);
}

#[tokio::test]
async fn a_change_of_the_wrong_thing_is_refused() {
    let shop = Shop::open(small()).await;
    let order = shop.order(json!({}), json!({})).await;
    let path = format!("orders/{}", id(&order));
    let other = json!({ "data": { "type": "orders", "id": "0190a8f0-0000-7000-8000-000000000000" } });
    let reply = shop.patch(&path, &other).await;
    assert_eq!((reply.status, reply.one_fault()), (409, (CONFLICT.to_owned(), "/data/id".to_owned())));
    assert_eq!(
        shop.patch(&path, &json!({ "data": { "type": "customers" } })).await.one_fault().1,
        "/data/type"
    );
    assert_eq!(shop.patch("orders/none", &change(json!({}))).await.status, 404);
    let reply = shop.patch(&path, &change(json!({ "status": "gone", "dueTime": 7 }))).await;
    assert_eq!((reply.status, reply.faults().len()), (400, 2));
    let foreign = shop.read("orders?filter[statuses]=done&include=lines").await;
    let foreign = links(&foreign.data()[0], "lines")[0].clone();
    let body = json!({ "data": { "type": "orders", "relationships": { "lines": { "data": [{ "type": "order-lines", "id": foreign }] } } } });
    let reply = shop.patch(&path, &body).await;
    assert_eq!(reply.status, 400, "another order's line, and no goods named: {}", reply.json);
    assert!(reply
        .faults()
        .iter()
        .any(|(code, place)| code == CONFLICT && place == "/data/relationships/lines/data/0/id"));
}

#[tokio::test]
async fn a_delivery_status_follows_any_other_and_only_on_deliveries() {
    let shop = Shop::open(small()).await;
    let courier = shop.read("workers?search=курьер").await.ids()[0].clone();
    let order = shop.order(json!({ "delivery": true }), json!({})).await;
    let path = format!("orders/{}/delivery-status", id(&order));
    let body = |status: Value| json!({ "data": { "type": "orders-delivery-status", "attributes": { "deliveryStatus": status } } });
    let mut last = order["attributes"]["revision"].as_i64().unwrap();
    for status in ["courier", "delivered", "cannotBeDelivered", "courier"] {
        let reply = shop.patch(&path, &body(json!(status))).await;
        assert_eq!(reply.status, 200, "{}", reply.json);
        assert_eq!(reply.json["data"]["type"], "orders");
        assert_eq!(reply.json["data"]["attributes"]["deliveryStatus"], status);
        assert_eq!(reply.json["data"]["attributes"]["status"], "new", "the order's status is another matter");
        let revision = reply.json["data"]["attributes"]["revision"].as_i64().unwrap();
        assert!(revision > last);
        last = revision;
    }
    let mut with_courier = body(json!("delivered"));
    with_courier["data"]["relationships"] = json!({ "courier": linkage("workers", &courier) });
    assert_eq!(link(&shop.patch(&path, &with_courier).await.json["data"], "courier"), Some(courier));
    for (sent, status, code) in [
        (body(json!("lost")), 422, "unknown-choice"),
        (json!({ "data": { "type": "orders-delivery-status" } }), 422, "required"),
        (
            json!({ "data": { "type": "orders", "attributes": { "deliveryStatus": "courier" } } }),
            409,
            CONFLICT,
        ),
    ] {
        let reply = shop.patch(&path, &sent).await;
        assert_eq!((reply.status, reply.one_fault().0.as_str()), (status, code));
    }
    let pickup = shop.order(json!({}), json!({})).await;
    let reply = shop.patch(&format!("orders/{}/delivery-status", id(&pickup)), &body(json!("courier"))).await;
    assert_eq!((reply.status, reply.one_fault().0.as_str()), (422, "order-not-delivery"));
    assert_eq!(shop.patch("orders/none/delivery-status", &body(json!("courier"))).await.status, 404);
    let ignored =
        shop.patch(&format!("orders/{}", id(&order)), &change(json!({ "deliveryStatus": "courier" }))).await;
    assert_eq!(
        ignored.json["data"]["attributes"]["deliveryStatus"], "delivered",
        "only operation 64 writes it"
    );
}

#[tokio::test]
async fn whoever_syncs_by_revision_ends_up_with_what_the_shop_has() {
    let shop = Shop::open(small()).await;
    let (rows, _) = shop.all("orders?filter[revision]=0").await;
    let mut replica: std::collections::BTreeMap<String, Value> =
        rows.into_iter().map(|row| (id(&row), row)).collect();
    let mut seen = revision(&shop, "orders").await;
    let mut chance = common::Chance(3);
    for _ in 0..30 {
        for _ in 0..=chance.below(3) {
            let ids: Vec<String> = replica.keys().cloned().collect();
            match chance.below(3) {
                0 => {
                    shop.order(json!({ "delivery": true }), json!({})).await;
                }
                1 => {
                    let status = *chance.of(&["assembled", "courier", "done", "canceled"]);
                    shop.patch(&format!("orders/{}", chance.of(&ids)), &change(json!({ "status": status })))
                        .await;
                }
                _ => {
                    let text = format!("замечание {}", chance.below(1_000));
                    shop.patch(
                        &format!("orders/{}", chance.of(&ids)),
                        &change(json!({ "description": text })),
                    )
                    .await;
                }
            }
        }
        let (delta, _) = shop.all(&format!("orders?filter[revision]={}", seen + 1)).await;
        for row in delta {
            let revision = row["attributes"]["revision"].as_i64().unwrap();
            assert!(revision > seen, "revisions only rise");
            replica.insert(id(&row), row);
        }
        seen = revision(&shop, "orders").await;
    }
    let (rows, _) = shop.all("orders?filter[withReturned]=true").await;
    assert_eq!(rows.len(), replica.len());
    for row in rows {
        assert_eq!(replica[&id(&row)], row);
    }
}
