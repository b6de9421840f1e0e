//! New orders: what is kept, what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{id, link, links, small, Shop};
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
