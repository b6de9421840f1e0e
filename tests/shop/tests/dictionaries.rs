//! Dictionaries: made, changed, put away; in lists all or none; gone ones stay for those who sync.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{id, small, Reply, Shop};
use serde_json::{json, Value};

fn one(kind: &str, attributes: Value) -> Value {
    json!({ "data": { "type": kind, "attributes": attributes } })
}

fn named(kind: &str, rows: &[(&str, Value)]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(id, attributes)| json!({ "type": kind, "id": id, "attributes": attributes }))
        .collect();
    json!({ "data": rows })
}

async fn remove(shop: &Shop, path: &str, body: &Value) -> Reply {
    shop.write_as(&shop.token, "DELETE", path, body).await
}

/// What differs between the dictionaries.
struct Case {
    kind: &'static str,
    /// Path of one entry.
    single: &'static str,
    body: Value,
    change: Value,
    created: u16,
    changed: u16,
    /// `None`: deleted by its own path, or not at all.
    deleted: Option<u16>,
    /// Attribute and value of an entry that is gone.
    gone: Option<(&'static str, Value)>,
}

fn cases() -> Vec<Case> {
    let title = |kind, changed, deleted, gone| Case {
        kind,
        single: kind,
        body: json!({ "title": "Новое" }),
        change: json!({ "title": "Другое" }),
        created: 201,
        changed,
        deleted,
        gone,
    };
    let gone = |name| Some((name, json!(true)));
    let off = || Some(("status", json!("deleted")));
    vec![
        title("customer-preferences", 200, Some(200), gone("deleted")),
        title("customer-sources", 200, Some(200), gone("deleted")),
        Case { single: "customer-celebration", ..title("customer-celebrations", 200, Some(201), None) },
        Case {
            body: json!({ "title": "Новое", "discountType": "markup" }),
            ..title("discount-reasons", 200, Some(200), gone("deleted"))
        },
        Case {
            body: json!({ "title": "Новое", "typeReason": "deposit" }),
            change: json!({ "title": "Другое", "status": "deleted" }),
            ..title("cash-reasons", 201, None, off())
        },
        Case {
            body: json!({ "title": "Новое", "bonusRate": 7, "limit": "40", "entryAmount": 1000 }),
            ..title("bonus-groups", 201, Some(204), off())
        },
        Case {
            body: json!({ "title": "Новое", "discount": 12 }),
            ..title("discount-groups", 200, Some(204), off())
        },
    ]
}

#[tokio::test]
async fn an_entry_is_made_changed_and_put_away() {
    let shop = Shop::open(small()).await;
    for case in cases() {
        let kind = case.kind;
        let made = shop.post(kind, &one(kind, case.body.clone())).await;
        assert_eq!(made.status, case.created, "{kind}: {}", made.json);
        let entry = made.json["data"].clone();
        let path = format!("{}/{}", case.single, id(&entry));
        assert_eq!(made.header("location"), format!("/api/v1/{path}"), "{kind}");
        assert_eq!(entry["attributes"]["title"], "Новое");
        let before = entry["attributes"]["revision"].as_i64();
        if !["customer-preferences", "customer-sources"].contains(&kind) {
            assert_eq!(shop.read(&path).await.json["data"]["id"], entry["id"], "{kind}");
        }
        let changed = shop.patch(&path, &one(kind, case.change.clone())).await;
        assert_eq!(changed.status, case.changed, "{kind}: {}", changed.json);
        assert_eq!(changed.json["data"]["attributes"]["title"], "Другое");
        if before.is_some() {
            assert!(changed.json["data"]["attributes"]["revision"].as_i64() > before, "{kind}");
        }
        if let Some(status) = case.deleted {
            let reply = remove(&shop, kind, &named(kind, &[(&id(&entry), json!({}))])).await;
            assert_eq!(reply.status, status, "{kind}: {}", reply.json);
            assert_eq!(reply.bytes.is_empty(), status == 204, "{kind}: 204 has no body, others an object");
        }
        let (rows, _) = shop.all(kind).await;
        let left = rows.iter().find(|row| row["id"] == entry["id"]);
        match &case.gone {
            Some((name, value)) => assert_eq!(left.unwrap()["attributes"][name], *value, "{kind}"),
            None => assert!(left.is_none(), "{kind}"),
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_entry_is_said_at_its_place() {
    let shop = Shop::open(small()).await;
    for case in cases() {
        let kind = case.kind;
        let mut body = case.body.clone();
        body["title"] = json!("  ");
        let reply = shop.post(kind, &one(kind, body)).await;
        let fault = ("required".to_owned(), "/data/attributes/title".to_owned());
        assert_eq!((reply.status, reply.one_fault()), (422, fault), "{kind}");
        let reply = shop.post(kind, &one("moons", json!({}))).await;
        assert_eq!((reply.status, reply.one_fault().1.as_str()), (409, "/data/type"), "{kind}");
        let path = format!("{}/00", case.single);
        let reply = shop.patch(&path, &one(kind, json!({ "title": "x" }))).await;
        assert_eq!(reply.status, 404, "{kind}: {}", reply.json);
        let florist = shop.sign_in("florist").await;
        assert_eq!(shop.write_as(&florist, "POST", kind, &one(kind, case.body)).await.status, 403, "{kind}");
    }
    let reply =
        shop.post("bonus-groups", &one("bonus-groups", json!({ "title": "x", "bonusRate": 101 }))).await;
    assert_eq!(reply.one_fault(), ("out-of-range".to_owned(), "/data/attributes/bonusRate".to_owned()));
    let days =
        json!({ "title": "x", "validFrom": "2026-03-08T00:00:00Z", "validTo": "2026-03-01T00:00:00Z" });
    let reply = shop.post("discount-groups", &one("discount-groups", days)).await;
    assert_eq!(reply.one_fault().0, "period-ends-before-it-begins");
}

#[tokio::test]
async fn a_list_is_written_whole_or_not_at_all() {
    let shop = Shop::open(small()).await;
    let before = shop.all("order-sources").await.0;
    let body = json!({ "data": [
        { "type": "order-sources", "attributes": { "title": "Один" } },
        { "type": "order-sources", "attributes": {} },
        { "type": "order-sources", "attributes": { "title": 7, "hidden": [] } },
    ] });
    let reply = shop.post("order-sources", &body).await;
    let places: Vec<String> = reply.faults().into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["/data/1/attributes/title", "/data/2/attributes/hidden"]);
    assert_eq!(shop.all("order-sources").await.0, before, "nothing was kept");

    let body = json!({ "data": [
        { "type": "order-sources", "attributes": { "title": "Один" } },
        { "type": "order-sources", "attributes": { "title": "Два" } },
    ] });
    let made = shop.post("order-sources", &body).await;
    assert_eq!((made.status, made.data().len()), (201, 2), "{}", made.json);
    let ids = made.ids();
    let both = [(ids[0].as_str(), json!({ "title": "Три" })), ("00", json!({ "title": "Нет" }))];
    let reply = shop.patch("order-sources", &named("order-sources", &both)).await;
    assert_eq!((reply.status, reply.one_fault().1.as_str()), (404, "/data/1/id"));
    let path = format!("order-sources/{}", ids[0]);
    assert_eq!(shop.read(&path).await.json["data"]["attributes"]["title"], "Один");
    let reply = shop.patch("order-sources", &named("order-sources", &both[..1])).await;
    assert_eq!((reply.status, reply.data()[0]["attributes"]["title"].as_str()), (201, Some("Три")));
    let reply = remove(&shop, "order-sources", &named("order-sources", &[(&ids[1], json!({}))])).await;
    assert_eq!((reply.status, reply.bytes.len()), (204, 0));
    let gone = shop.read(&format!("order-sources/{}", ids[1])).await;
    assert_eq!(gone.json["data"]["attributes"]["hidden"], true);
}

#[tokio::test]
async fn tags_go_by_their_own_path_and_filters_tell_gone_ones() {
    let shop = Shop::open(small()).await;
    let made = shop.post("order-tags", &one("order-tags", json!({ "title": "Новый" }))).await;
    let path = format!("order-tags/{}", id(&made.json["data"]));
    let reply = remove(&shop, &path, &json!({})).await;
    assert_eq!((reply.status, &reply.json), (200, &json!({})));
    assert_eq!(remove(&shop, "order-tags/00", &json!({})).await.status, 404);
    let sources = shop.all("customer-sources").await.0;
    let gone = |rows: &[Value]| rows.iter().filter(|row| row["attributes"]["deleted"] == true).count();
    assert!(gone(&sources) > 0);
    let shown = shop.read("customer-sources?filter[disabled]=false").await;
    assert_eq!((gone(shown.data()), shown.data().len()), (0, sources.len() - gone(&sources)));
    let hidden = shop.read("customer-sources?filter[disabled]=true").await;
    assert_eq!(hidden.data().len(), gone(&sources));
    let revision = shop.read("customer-preferences").await.json["meta"]["revision"].as_i64().unwrap();
    shop.patch("customer-preferences/1", &one("customer-preferences", json!({ "deleted": true }))).await;
    let delta = shop.read(&format!("customer-preferences?filter[revision]={}", revision + 1)).await;
    assert_eq!(delta.ids(), ["1"]);
    let active = shop.read("customer-preferences?filter[onlyActive]=true").await;
    assert!(!active.ids().contains(&"1".to_owned()));
}

#[tokio::test]
async fn celebrations_bring_their_days_and_bonus_groups_their_changes() {
    let shop = Shop::open(small()).await;
    let list = shop.read("customer-celebrations").await;
    assert!(list.json["meta"]["minYear"].is_string());
    assert!(list.json["included"].as_array().unwrap().iter().all(|row| row["type"] == "celebration-dates"));
    let day = |from: &str| json!({ "type": "celebration-dates", "attributes": { "dateFrom": from, "dateUntil": from } });
    let body = json!({ "data": { "type": "customer-celebrations", "attributes": { "title": "Пасха" },
        "relationships": { "dates": { "data": [day("2026-04-12"), day("2027-05-02")] } } } });
    let made = shop.post("customer-celebrations?include=dates", &body).await;
    assert_eq!(common::links(&made.json["data"], "dates").len(), 2, "{}", made.json);
    let kept = common::links(&made.json["data"], "dates")[0].clone();
    let path = format!("customer-celebration/{}?include=dates", id(&made.json["data"]));
    let body = json!({ "data": { "type": "customer-celebrations",
        "relationships": { "dates": { "data": [{ "type": "celebration-dates", "id": kept }] } } } });
    let changed = shop.patch(&path, &body).await;
    assert_eq!(common::links(&changed.json["data"], "dates"), [kept]);
    assert_eq!(changed.json["included"][0]["attributes"]["dateFrom"], "2026-04-12");
    let dates = shop.read("customer-celebration-dates?include=customer,dateCelebration,celebration").await;
    for row in dates.data() {
        let both = format!(
            "{}-{}",
            common::link(row, "dateCelebration").unwrap(),
            common::link(row, "customer").unwrap()
        );
        assert_eq!(id(row), both);
    }
    assert!(!dates.data().is_empty());

    let change = one("bonus-groups", json!({ "bonusRate": 9, "status": "off" }));
    assert_eq!(shop.patch("bonus-groups/2", &change).await.status, 201);
    let history = shop.read("bonus-group-changes-history").await;
    let fields: Vec<_> = history.data()[..2]
        .iter()
        .map(|row| &row["attributes"])
        .map(|row| (row["field"].as_str(), row["oldValue"].as_str(), row["newValue"].as_str()))
        .collect();
    assert!(fields.contains(&(Some("bonus_rate"), Some("5"), Some("9"))), "{fields:?}");
    assert!(fields.contains(&(Some("status"), Some("Включена"), Some("Выключена"))), "{fields:?}");
    let meta = shop.read("bonus-groups?page[size]=2").await.json["meta"].clone();
    assert_eq!((&meta["pageSize"], &meta["total"]), (&json!(2), &json!(3)));
}

#[tokio::test]
async fn a_customers_events_have_their_days() {
    let shop = Shop::open(small()).await;
    let customer = id(&shop.read("customers").await.data()[0]);
    let body = |attributes: Value| {
        json!({ "data": { "type": "customer-events", "attributes": attributes,
        "relationships": { "customer": { "data": { "type": "customers", "id": customer } } } } })
    };
    let made =
        shop.post("customer-events", &body(json!({ "title": "Юбилей", "dateFrom": "2026-05-01" }))).await;
    assert_eq!(made.status, 200, "{}", made.json);
    assert_eq!(made.json["data"]["attributes"]["dateUntil"], "2026-05-01");
    let path = format!("customer-events/{}", id(&made.json["data"]));
    let back = shop.patch(&path, &body(json!({ "dateUntil": "2026-04-01" }))).await;
    assert_eq!(back.one_fault().0, "period-ends-before-it-begins");
    assert_eq!(shop.read(&path).await.json["data"]["attributes"]["dateUntil"], "2026-05-01");
    let list = shop.read(&format!("customer-events?filter[customer]={customer}")).await;
    assert!(list.ids().contains(&id(&made.json["data"])));
    let rows = named("customer-events", &[(&id(&made.json["data"]), json!({}))]);
    assert_eq!(remove(&shop, "customer-events", &rows).await.status, 204);
    assert_eq!(shop.get(&path).await.status, 404);
}
