//! A body for each operation that is sent one, as a client would write it.

use serde_json::{json, Value};

use crate::common::{id, Shop};

/// Number, path with its ids, and body.
pub type Write = (u64, String, Value);

fn one(kind: &str, attributes: Value, relationships: Value) -> Value {
    json!({ "data": { "type": kind, "attributes": attributes, "relationships": relationships } })
}

fn to(kind: &str, id: &str) -> Value {
    json!({ "data": { "type": kind, "id": id } })
}

fn row(kind: &str, id: &str, attributes: Value) -> Value {
    json!({ "data": [{ "type": kind, "id": id, "attributes": attributes }] })
}

fn ids(kind: &str, id: &str) -> Value {
    json!({ "data": [{ "type": kind, "id": id }] })
}

/// The first row of a list.
async fn first(shop: &Shop, path: &str) -> String {
    shop.read(path).await.ids()[0].clone()
}

/// Writes to customers and dictionaries.
pub async fn people(shop: &Shop) -> Vec<Write> {
    let customer = first(shop, "customers").await;
    let worker = first(shop, "workers?filter[x]=1").await;
    let (group, bonus) = (first(shop, "discount-groups").await, first(shop, "bonus-groups").await);
    let celebration = first(shop, "customer-celebrations").await;
    let (source, preference) =
        (first(shop, "customer-sources").await, first(shop, "customer-preferences").await);
    let event = shop
        .post(
            "customer-events",
            &one(
                "customer-events",
                json!({ "title": "День", "dateFrom": "2026-05-01" }),
                json!({ "customer": to("customers", &customer) }),
            ),
        )
        .await
        .json["data"]
        .clone();
    let other = one(
        "customer-events",
        json!({ "title": "Год", "dateFrom": "2026-05-01" }),
        json!({ "customer": to("customers", &customer) }),
    );
    let category = first(shop, "categories").await;
    let titled = |kind: &str| one(kind, json!({ "title": "Новое" }), json!({}));
    let tag = id(&shop.post("order-tags", &titled("order-tags")).await.json["data"]);
    let discount = first(shop, "discount-reasons").await;
    let cash = first(shop, "cash-reasons").await;
    let from = first(shop, "order-sources").await;
    let dates = json!({ "dates": { "data": [{ "type": "celebration-dates", "attributes": { "dateFrom": "2026-06-01" } }] } });
    let rules = |kind: &str, attribute: &str| json!({ "rules": { "data": [{ "type": kind, "attributes": { attribute: 5 }, "relationships": { "category": to("categories", &category) } }] } });
    vec![
        (
            1,
            "sessions".into(),
            one("sessions", json!({ "username": "owner", "password": "demo" }), json!({})),
        ),
        (
            4,
            "customers".into(),
            one(
                "customers",
                json!({ "title": "Анна", "phone": "9161234567" }),
                json!({
                    "bonusGroup": to("bonus-groups", &bonus),
                    "person": { "data": { "type": "persons", "attributes": { "firstName": "Анна" } } },
                    "customerEvents": { "data": [{ "type": "customer-events", "attributes": { "title": "Свадьба", "dateFrom": "2026-06-01" } }] },
                }),
            ),
        ),
        (5, "customers".into(), row("customers", &customer, json!({ "notes": "Пионы" }))),
        (
            7,
            format!("customers/{customer}"),
            one(
                "customers",
                json!({ "currentPoints": "100" }),
                json!({ "discountGroups": { "data": [{ "type": "discount-groups", "id": group }] } }),
            ),
        ),
        (
            9,
            "customers/discount-groups".into(),
            json!({ "data": [{ "type": "customer-discount-groups", "attributes": { "discountGroup": group }, "relationships": { "customer": to("customers", &customer) } }] }),
        ),
        (18, "customer-preferences".into(), titled("customer-preferences")),
        (20, format!("customer-preferences/{preference}"), titled("customer-preferences")),
        (19, "customer-preferences".into(), ids("customer-preferences", &preference)),
        (22, "customer-sources".into(), titled("customer-sources")),
        (24, format!("customer-sources/{source}"), titled("customer-sources")),
        (23, "customer-sources".into(), ids("customer-sources", &source)),
        (
            26,
            "customer-celebrations".into(),
            one("customer-celebrations", json!({ "title": "Праздник" }), dates.clone()),
        ),
        (
            29,
            format!("customer-celebration/{celebration}"),
            one("customer-celebrations", json!({ "title": "Праздник" }), dates),
        ),
        (27, "customer-celebrations".into(), ids("customer-celebrations", &celebration)),
        (32, "customer-events".into(), other),
        (
            35,
            format!("customer-events/{}", id(&event)),
            one("customer-events", json!({ "dateUntil": "2026-05-03" }), json!({})),
        ),
        (33, "customer-events".into(), ids("customer-events", &id(&event))),
        (81, "order-tags".into(), titled("order-tags")),
        (82, format!("order-tags/{tag}"), Value::Null),
        (
            84,
            "discount-reasons".into(),
            one("discount-reasons", json!({ "title": "Новое", "discountType": "markup" }), json!({})),
        ),
        (87, format!("discount-reasons/{discount}"), titled("discount-reasons")),
        (85, "discount-reasons".into(), ids("discount-reasons", &discount)),
        (
            89,
            "cash-reasons".into(),
            one("cash-reasons", json!({ "title": "Новое", "typeReason": "deposit" }), json!({})),
        ),
        (91, format!("cash-reasons/{cash}"), one("cash-reasons", json!({ "status": "deleted" }), json!({}))),
        (93, "order-sources".into(), json!({ "data": [titled("order-sources")["data"]] })),
        (94, "order-sources".into(), row("order-sources", &from, json!({ "hidden": "true" }))),
        (95, "order-sources".into(), ids("order-sources", &from)),
        (
            98,
            "bonus-groups".into(),
            one(
                "bonus-groups",
                json!({ "title": "Новая", "bonusRate": 5 }),
                rules("bonus-group-rules", "bonusRate"),
            ),
        ),
        (
            101,
            format!("bonus-groups/{bonus}"),
            one("bonus-groups", json!({ "limit": 30, "validTo": "2030-01-01T00:00:00Z" }), json!({})),
        ),
        (99, "bonus-groups".into(), ids("bonus-groups", &bonus)),
        (
            104,
            "discount-groups".into(),
            one(
                "discount-groups",
                json!({ "title": "Новая", "discount": 5 }),
                rules("discount-group-rules", "discount"),
            ),
        ),
        (
            107,
            format!("discount-groups/{group}"),
            one("discount-groups", json!({ "private": true }), json!({})),
        ),
        (105, "discount-groups".into(), ids("discount-groups", &group)),
        (
            109,
            "workers".into(),
            one(
                "workers",
                json!({ "firstName": "Яна", "salary": "800.00" }),
                json!({ "user": { "data": { "type": "users", "attributes": { "login": "yana", "password": "secret" } } } }),
            ),
        ),
        (113, format!("worker/{worker}"), one("workers", json!({ "salaryPeriod": "week" }), json!({}))),
    ]
}

/// Writes to goods, bouquets and the warehouse.
pub async fn goods(shop: &Shop) -> Vec<Write> {
    let (item, store) = (first(shop, "inventory-items").await, first(shop, "stores").await);
    let other = shop.read("stores").await.ids()[1].clone();
    let categories = shop.read("categories").await.ids();
    let at = |kind: &str| to(kind, if kind == "stores" { &store } else { &item });
    let empty =
        id(&shop.post("categories", &one("categories", json!({ "title": "Пустая" }), json!({}))).await.json
            ["data"]);
    let bouquet = || {
        one(
            "bouquets",
            json!({ "title": "Утро", "discountType": "percent", "discount": 5 }),
            json!({
                "store": at("stores"),
                "lines": { "data": [{ "type": "bouquet-lines", "attributes": { "qty": 3 }, "relationships": { "item": at("inventory-items") } }] },
            }),
        )
    };
    let made = id(&shop.post("bouquets", &bouquet()).await.json["data"]);
    let act = |posted: bool| {
        one(
            "movement-acts",
            json!({ "posted": posted }),
            json!({
                "from": to("stores", &store), "to": to("stores", &other),
                "lines": { "data": [{ "type": "movement-act-lines", "attributes": { "qty": "2" }, "relationships": { "item": at("inventory-items") } }] },
            }),
        )
    };
    let moved = id(&shop.post("movement-acts", &act(false)).await.json["data"]);
    let price = one("prices", json!({ "price": 120.5, "status": "on" }), json!({ "store": at("stores") }));
    let mut switched = one("prices", json!({ "status": "off" }), json!({}));
    switched["data"]["id"] = json!(format!("{item}-{store}"));
    switched["data"].as_object_mut().unwrap().remove("relationships");
    vec![
        (
            37,
            "inventory-items".into(),
            one(
                "inventory-items",
                json!({ "title": "Роза" }),
                json!({
                    "barcodes": { "data": [{ "type": "inventory-barcodes", "attributes": { "spawn": true } }] },
                    "vendorCodes": { "data": [{ "type": "inventory-vendor-codes", "attributes": { "vendorCode": "R1" } }] },
                }),
            ),
        ),
        (38, "inventory-items".into(), row("inventory-items", &item, json!({ "public": true }))),
        (
            40,
            format!("inventory-items/{item}"),
            one(
                "inventory-items",
                json!({ "description": "Алая" }),
                json!({ "category": to("categories", &categories[0]) }),
            ),
        ),
        (42, format!("inventory-items/{item}/prices"), price.clone()),
        (43, format!("inventory-items/{item}/prices"), switched),
        (44, format!("inventory-items/{item}/bulk-prices"), json!({ "data": [price["data"]] })),
        (
            48,
            "inventory-items/net-costs".into(),
            one(
                "search-net-costs",
                json!({ "items": [item], "qty": [2], "date": "2026-03-10" }),
                json!({ "store": at("stores") }),
            ),
        ),
        (
            49,
            "inventory-items/last-costs".into(),
            one(
                "search-last-costs",
                json!({ "items": [item], "dateTime": "2026-03-10T10:00:00Z" }),
                json!({ "store": at("stores") }),
            ),
        ),
        (39, "inventory-items".into(), ids("inventory-items", &item)),
        (
            51,
            "categories".into(),
            one(
                "categories",
                json!({ "title": "Осень", "color": "AABBCC" }),
                json!({ "parent": to("categories", &categories[0]) }),
            ),
        ),
        (
            53,
            format!("categories/{}", categories[0]),
            one("categories", json!({ "status": "off" }), json!({})),
        ),
        (52, format!("categories/{empty}"), Value::Null),
        (71, "bouquets".into(), bouquet()),
        (71, "bouquets".into(), json!({ "data": [bouquet()["data"]] })),
        (
            73,
            format!("bouquets/{made}"),
            one("bouquets", json!({ "status": "demonstrated", "saleAmount": "1500" }), json!({})),
        ),
        (72, format!("bouquets/{made}"), Value::Null),
        (115, "movement-acts".into(), act(true)),
        (
            117,
            format!("movement-act/{moved}"),
            one("movement-acts", json!({ "date": "2026-03-09" }), json!({})),
        ),
        (
            121,
            "reports".into(),
            one(
                "reports",
                json!({ "title": "Продажи", "period": "lastMonth" }),
                json!({
                    "reportType": to("report-types", "9"),
                    "detailing": { "data": [{ "type": "report-detailing", "id": "Sales-item" }] },
                    "filters": { "data": [{ "type": "report-filters", "attributes": { "values": [store] }, "relationships": { "filterType": to("report-filter-types", "Sales-store") } }] },
                }),
            ),
        ),
    ]
}

/// Writes to an order, in the order of its life.
pub async fn orders(shop: &Shop) -> Vec<Write> {
    let (item, store) = (first(shop, "inventory-items").await, first(shop, "stores").await);
    let reason = first(shop, "discount-reasons").await;
    let bouquet = "7c1d9d5e-31ab-4f0c-9f0f-7d2b8c9e5a11";
    let line = |bouquet: Value| json!({ "type": "order-lines", "attributes": { "qty": "3", "price": 100 }, "relationships": { "item": to("inventory-items", &item), "bouquet": bouquet } });
    let body = one(
        "orders",
        json!({ "delivery": true, "dueTime": "2026-03-12T10:00:00+03:00", "budget": "500.50" }),
        json!({
            "store": to("stores", &store),
            "lines": { "data": [line(json!({ "data": { "type": "bouquets", "id": bouquet, "attributes": { "title": "Вместе" } } })), line(json!({ "data": null }))] },
            "discounts": { "data": [{ "type": "order-discounts", "attributes": { "value": 5, "valueType": "percent" }, "relationships": { "reason": to("discount-reasons", &reason) } }] },
        }),
    );
    let order = shop.post("orders", &body).await;
    assert_eq!(order.status, 201, "{}", order.json);
    let order = id(&order.json["data"]);
    let pay =
        one("order-payments", json!({ "amount": 300 }), json!({ "method": to("payment-methods", "1") }));
    let paid = shop.post(&format!("orders/{order}/payments"), &pay).await;
    assert_eq!(paid.status, 200, "{}", paid.json);
    let paid = id(&paid.json["data"]);
    let change = |attributes: Value| one("orders", attributes, json!({}));
    let mut fresh = change(json!({ "delivery": true }));
    fresh["data"]["relationships"] = json!({ "store": to("stores", &store) });
    vec![
        (60, "orders".into(), fresh),
        (62, format!("orders/{order}"), change(json!({ "description": "К двери" }))),
        (
            63,
            format!("orders/{order}/fiscal"),
            one("orders-fiscal", json!({ "fiscalized": true }), json!({})),
        ),
        (
            64,
            format!("orders/{order}/delivery-status"),
            one("orders-delivery-status", json!({ "deliveryStatus": "courier" }), json!({})),
        ),
        (66, format!("orders/{order}/payments"), pay),
        (68, format!("payments/{paid}"), one("order-payments", json!({ "fiscalized": true }), json!({}))),
        (67, format!("orders/{order}/bouquets/{bouquet}"), json!({ "data": { "type": "orders-bouquets" } })),
        (62, format!("orders/{order}"), change(json!({ "status": "done" }))),
        (65, format!("orders/{order}/return"), change(json!({ "withWriteOff": false }))),
    ]
}
