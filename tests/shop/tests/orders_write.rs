//! New orders, changed orders, deliveries: what is written, what is refused, what it brings.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{change, id, link, links, small, Shop};
use serde_json::{json, Value};

const CONFLICT: &str = "32351f01-58c3-49b2-b1b8-217103e40b58";
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

async fn revision(shop: &Shop, list: &str) -> i64 {
    shop.read(&format!("{list}?page[size]=1")).await.json["meta"]["revision"].as_i64().unwrap()
}

#[tokio::test]
async fn a_new_order_keeps_its_clients_id_and_everything_it_was_given() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[1].clone();
    let customer = shop.read("customers").await.ids()[0].clone();
    let workers = shop.read("workers?page[size]=5").await.ids();
    let tags = shop.read("order-tags").await.ids();
    let source = shop.read("order-sources").await.ids()[0].clone();
    let item = item(&shop).await;
    let own = "0190a8f0-0000-7000-8000-0123456789ab";
    let attributes = json!({
        "status": "new", "docNo": "site123", "description": "С любовью", "budget": "1500.50",
        "date": "2026-03-10", "dueTime": "2026-03-11T15:30:00+03:00", "delivery": "true",
        "deliveryCity": "Озёрск", "deliveryStreet": "ул. Садовая", "deliveryHouse": "1", "deliveryApartment": "2",
        "deliveryBuilding": "3", "deliveryContact": "Анна", "deliveryPhoneCode": "7",
        "deliveryPhoneNumber": "900 000-12-34", "deliveryComments": "Звонить",
        "deliveryTimeFrom": "2026-03-11T12:00:00Z", "deliveryTimeTo": "2026-03-11T14:00:00Z",
        "createdAt": "2026-03-10T09:00:00Z", "byBonuses": true, "fiscal": false, "weather": "fine",
    });
    let relationships = json!({
        "store": linkage("stores", &store), "customer": linkage("customers", &customer),
        "source": linkage("order-sources", &source), "florist": linkage("workers", &workers[0]),
        "courier": linkage("workers", &workers[1]), "createdBy": linkage("workers", &workers[2]),
        "tags": { "data": [{ "type": "order-tags", "id": tags[0] }, { "type": "order-tags", "id": tags[1] }] },
        "lines": { "data": [line(&item, json!({ "qty": "3", "price": "100.50", "totalAmount": "300.00" })), line(&item, json!({}))] },
    });
    let mut body = shop.order_body(attributes.clone(), relationships).await;
    body["data"]["id"] = json!(own);
    let before = revision(&shop, "orders").await;
    let reply = shop.post("orders?include=lines,history,tags", &body).await;
    assert_eq!(reply.status, 201, "{}", reply.json);
    assert_eq!(reply.header("location"), format!("/api/v1/orders/{own}"));
    let order = &reply.json["data"];
    assert_eq!(order["id"], own);
    let told = &order["attributes"];
    for name in [
        "docNo",
        "description",
        "date",
        "deliveryCity",
        "deliveryStreet",
        "deliveryHouse",
        "deliveryApartment",
        "deliveryBuilding",
        "deliveryContact",
        "deliveryPhoneCode",
        "deliveryPhoneNumber",
        "deliveryComments",
        "status",
    ] {
        assert_eq!(told[name], attributes[name], "{name}");
    }
    assert_eq!(told["budget"], json!(1500.5));
    assert_eq!(told["delivery"], true);
    assert_eq!(told["byBonuses"], true);
    assert_eq!(told["dueTime"], "2026-03-11T12:30:00+00:00");
    assert_eq!(told["deliveryTimeTo"], "2026-03-11T14:00:00+00:00");
    assert_eq!(told["createdAt"], "2026-03-10T09:00:00+00:00");
    assert!(told.get("weather").is_none());
    assert!(told["revision"].as_i64().unwrap() > before);
    for (name, wanted) in [
        ("store", &store),
        ("customer", &customer),
        ("source", &source),
        ("florist", &workers[0]),
        ("courier", &workers[1]),
        ("createdBy", &workers[2]),
    ] {
        assert_eq!(link(order, name).as_ref(), Some(wanted), "{name}");
    }
    let mut own_tags = [tags[0].clone(), tags[1].clone()];
    own_tags.sort();
    assert_eq!(links(order, "tags"), own_tags);
    let included = reply.json["included"].as_array().unwrap();
    let lines: Vec<&Value> = links(order, "lines")
        .iter()
        .map(|line| included.iter().find(|one| one["id"] == line.as_str()).unwrap())
        .collect();
    assert_eq!(lines[0]["attributes"]["amount"], 301.5);
    assert_eq!(lines[0]["attributes"]["totalAmount"], 300);
    assert_eq!(lines[1]["attributes"]["qty"], 1);
    let usual = lines[1]["attributes"]["totalAmount"].as_f64().unwrap();
    assert!(usual > 0.0, "the store's price is taken");
    assert_eq!(told["totalAmount"].as_f64(), Some(300.0 + usual));
    let history: Vec<&Value> = included.iter().filter(|one| one["type"] == "order-history-lines").collect();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0]["attributes"]["status"], "new");

    let again = shop.post("orders", &body).await;
    assert_eq!((again.status, again.one_fault()), (409, (CONFLICT.to_owned(), "/data/id".to_owned())));
    let found = shop.read(&format!("orders/{own}")).await;
    assert_eq!(found.json["data"]["attributes"], *told, "the second attempt changed nothing");
}

#[tokio::test]
async fn an_order_needs_only_a_store_and_gets_a_number_of_its_own() {
    let shop = Shop::open(small()).await;
    let first = shop.order(json!({}), json!({})).await;
    let second = shop.order(json!({ "docNo": "  " }), json!({})).await;
    let number = |order: &Value| order["attributes"]["docNo"].as_str().unwrap().to_owned();
    assert_eq!(number(&first).len(), 12);
    assert_ne!(number(&first), number(&second));
    assert!(number(&first) < number(&second));
    assert_eq!(first["attributes"]["status"], "new");
    assert_eq!(first["attributes"]["totalAmount"], 0);
    assert_eq!(first["attributes"]["deliveryCity"], "");
    assert_eq!(first["attributes"]["dueTime"], json!(null));
    assert_ne!(id(&first), id(&second));
    let reply = shop.post("orders", &json!({ "data": { "type": "orders" } })).await;
    assert_eq!(
        (reply.status, reply.one_fault()),
        (422, ("required".into(), "/data/relationships/store".into()))
    );
}

#[tokio::test]
async fn every_fault_of_a_new_order_is_named_at_once() {
    let shop = Shop::open(small()).await;
    let item = item(&shop).await;
    let relationships = json!({
        "store": linkage("stores", "nowhere"), "customer": linkage("customers", "nobody"),
        "florist": linkage("workers", "nobody"), "courier": linkage("customers", "x"),
        "source": linkage("order-sources", "none"),
        "tags": { "data": [{ "type": "order-tags", "id": "none" }] },
        "lines": { "data": [line(&item, json!({ "qty": -1 })), line("nothing", json!({ "price": -5 })), { "type": "order-lines" }] },
    });
    let attributes = json!({
        "docNo": "x".repeat(51), "deliveryPhoneNumber": "call me", "status": "done", "budget": -1,
        "deliveryTimeFrom": "2026-03-11T14:00:00Z", "deliveryTimeTo": "2026-03-11T12:00:00Z",
    });
    let reply = shop.post("orders", &shop.order_body(attributes, relationships).await).await;
    assert_eq!(reply.status, 422, "{}", reply.json);
    let mut faults = reply.faults();
    faults.sort();
    let mut wanted: Vec<(String, String)> = [
        ("unknown-store", "/data/relationships/store"),
        ("unknown-customer", "/data/relationships/customer"),
        ("unknown-worker", "/data/relationships/florist"),
        ("wrong-type", "/data/relationships/courier"),
        ("unknown-source", "/data/relationships/source"),
        ("unknown-tag", "/data/relationships/tags/data/0"),
        ("negative", "/data/relationships/lines/data/0/attributes/qty"),
        ("unknown-item", "/data/relationships/lines/data/1/relationships/item"),
        ("negative", "/data/relationships/lines/data/1/attributes/price"),
        ("required", "/data/relationships/lines/data/2/relationships/item"),
        ("too-long", "/data/attributes/docNo"),
        ("bad-phone", "/data/attributes/deliveryPhoneNumber"),
        ("order-status-transition", "/data/attributes/status"),
        ("negative", "/data/attributes/budget"),
        ("period-ends-before-it-begins", "/data/attributes/deliveryTimeTo"),
    ]
    .iter()
    .map(|(code, place)| ((*code).to_owned(), (*place).to_owned()))
    .collect();
    wanted.sort();
    assert_eq!(faults, wanted);
    let total = shop.read("orders?filter[revision]=1").await.json["meta"]["total"].clone();
    assert_eq!(total, 260, "nothing was written");

    let unreadable = shop.order_body(json!({ "dueTime": "soon", "budget": "much" }), json!({})).await;
    let reply = shop.post("orders", &unreadable).await;
    assert_eq!(reply.status, 400);
    let places: Vec<String> = reply.faults().into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["/data/attributes/dueTime", "/data/attributes/budget"]);
    let mut body = shop.order_body(json!({}), json!({})).await;
    body["data"]["id"] = json!("not-a-uuid");
    assert_eq!(shop.post("orders", &body).await.one_fault(), ("bad-id".into(), "/data/id".into()));
}

#[tokio::test]
async fn a_bouquet_can_be_made_with_the_order_and_is_drawn() {
    let shop = Shop::open(small()).await;
    let item = item(&shop).await;
    let bouquet = "0190a8f0-0000-7000-8000-00000000b0b0";
    let mut first = line(&item, json!({ "qty": 5, "price": 100 }));
    first["relationships"]["bouquet"] = linkage("bouquets", bouquet);
    let mut body = shop.order_body(json!({}), json!({ "lines": { "data": [first] } })).await;
    let refused = shop.post("orders", &body).await;
    assert_eq!(refused.one_fault().0, "unknown-bouquet");
    body["included"] = json!([{ "type": "bouquets", "id": bouquet, "attributes": { "title": "Утро" } }]);
    let reply = shop.post("orders?include=lines.bouquet.logo", &body).await;
    assert_eq!(reply.status, 201, "{}", reply.json);
    let included = reply.json["included"].as_array().unwrap();
    let made = included.iter().find(|one| one["type"] == "bouquets").unwrap();
    assert_eq!(made["id"], bouquet);
    assert_eq!(made["attributes"]["title"], "Утро");
    assert_eq!(made["attributes"]["amount"], 500);
    let logo = included.iter().find(|one| one["type"] == "images").unwrap();
    let file = logo["attributes"]["file"].as_str().unwrap();
    let picture = shop.raw("GET", file, &[], "").await.unwrap();
    assert_eq!(picture.status, 200);
    assert!(picture.text().starts_with("<svg"));
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
    let last = revision(&shop, "customers").await;
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
    assert_eq!(is["revision"].as_i64(), Some(last + 1), "the customer changed too");
    assert!(after["meta"]["last_order"]["createdAt"].is_string());
    let delta = shop.read(&format!("customers?filter[revision]={}", last + 1)).await;
    assert_eq!(delta.ids(), [id(&customer)]);
    let lines = json!({ "data": { "type": "orders", "relationships": { "lines": { "data": [] } } } });
    assert_eq!(shop.patch(&path, &lines).await.one_fault().0, "order-closed");
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
