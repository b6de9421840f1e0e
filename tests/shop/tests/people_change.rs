//! Customers and workers made and changed, one and many.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{escape, id, link, links, small, Shop};
use serde_json::{json, Value};

fn customer(attributes: Value, relationships: Value) -> Value {
    json!({ "data": { "type": "customers", "attributes": attributes, "relationships": relationships } })
}

#[tokio::test]
async fn a_customer_is_made_with_everything_around_him_and_found() {
    let shop = Shop::open(small()).await;
    let body = customer(
        json!({ "title": "Мария Ёлкина", "phone": "+7 (900) 123-45-67", "bonusCard": "C-77", "gender": "female",
            "birthday": "1990-02-28", "currentPoints": 50 }),
        json!({
            "discountGroups": { "data": [{ "type": "discount-groups", "id": 1 }] },
            "customerSources": { "data": [{ "type": "customer-sources", "id": "2" }] },
            "customerPreferences": { "data": [{ "type": "customer-preferences", "id": "1" }, { "type": "customer-preferences", "id": "3" }] },
            "customerEvents": { "data": [{ "type": "customer-events", "attributes": { "title": "Свадьба", "dateFrom": "2026-06-06" } }] },
        }),
    );
    let made = shop.post("customers?include=customerEvents,bonusGroup", &body).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let row = made.json["data"].clone();
    assert_eq!(made.header("location"), format!("/api/v1/customers/{}", id(&row)));
    assert_eq!(row["attributes"]["phone"], "9001234567");
    assert_eq!(links(&row, "customerPreferences"), ["1", "3"]);
    assert_eq!(
        (links(&row, "discountGroups"), links(&row, "customerEvents").len()),
        (vec!["1".to_owned()], 1)
    );
    assert_eq!(link(&row, "bonusGroup").as_deref(), Some("1"), "he enters the first group");
    assert!(link(&row, "createdBy").is_some());
    let path = format!("customers/{}", id(&row));
    let history = shop.read(&format!("{path}/bonus-history")).await;
    let line = &history.data()[0]["attributes"];
    assert_eq!((line["amount"].as_i64(), line["admin"].as_bool()), (Some(50), Some(true)));
    for phrase in ["елкина", "8 900 123 45 67", "C-77"] {
        let found = shop.read(&format!("customers?search={}", escape(phrase))).await;
        assert_eq!(found.ids(), [id(&row)], "{phrase}");
    }
    let revision = row["attributes"]["revision"].as_i64().unwrap();
    let change = customer(
        json!({ "notes": null, "title": "Мария Берёзкина", "currentPoints": 20 }),
        json!({
        "customerPreferences": { "data": [] } }),
    );
    let changed = shop.patch(&path, &change).await;
    assert_eq!(changed.status, 200, "{}", changed.json);
    assert!(changed.json["meta"].get("last_order").is_some());
    let now = shop.read(&path).await.json["data"].clone();
    assert!(now["attributes"]["revision"].as_i64().unwrap() > revision);
    assert_eq!(now["attributes"]["currentPoints"], 20);
    assert_eq!(
        (now["attributes"]["phone"].as_str(), links(&now, "customerPreferences").len()),
        (Some("9001234567"), 0)
    );
    assert_eq!(links(&now, "customerSources"), ["2"], "what is not spoken of stays");
    assert_eq!(shop.read(&format!("customers?search={}", escape("берёзкина"))).await.ids(), [id(&row)]);
    assert!(shop.read(&format!("customers?search={}", escape("ёлкина"))).await.ids().is_empty());
}

#[tokio::test]
async fn faults_of_customers_stand_at_their_places() {
    let shop = Shop::open(small()).await;
    let body = customer(
        json!({ "title": "", "phone": "call me", "email": "nobody", "birthday": "yesterday", "gender": "x", "status": 7 }),
        json!({ "bonusGroup": { "data": { "type": "bonus-groups", "id": "99" } } }),
    );
    let reply = shop.post("customers", &body).await;
    let mut places: Vec<String> = reply.faults().into_iter().map(|(_, place)| place).collect();
    places.sort();
    let wanted = ["birthday", "email", "gender", "phone", "status", "title"]
        .map(|name| format!("/data/attributes/{name}"));
    assert_eq!(places[..6], wanted);
    assert_eq!(places[6], "/data/relationships/bonusGroup");
    let (rows, _) = shop.all("customers").await;
    let twice =
        json!({ "data": { "type": "customers", "id": rows[0]["id"], "attributes": { "title": "x" } } });
    assert_eq!(shop.post("customers", &twice).await.status, 409);
    assert_eq!(shop.patch("customers/00", &customer(json!({}), json!({}))).await.status, 404);

    let bulk = json!({ "data": [
        { "type": "customers", "id": rows[0]["id"], "attributes": { "notes": "раз" } },
        { "type": "customers", "id": "00", "attributes": { "notes": "два" } },
        { "type": "customers", "id": rows[1]["id"], "attributes": { "phone": "1" } },
    ] });
    let reply = shop.patch("customers", &bulk).await;
    let places: Vec<String> = reply.faults().into_iter().map(|(_, place)| place).collect();
    assert_eq!(
        (reply.status, places),
        (400, vec!["/data/1/id".to_owned(), "/data/2/attributes/phone".to_owned()])
    );
    assert_eq!(shop.read(&format!("customers/{}", id(&rows[0]))).await.json["data"], {
        let mut same = shop.read(&format!("customers/{}", id(&rows[0]))).await.json["data"].clone();
        same["attributes"]["notes"] = rows[0]["attributes"]["notes"].clone();
        same
    });
    let good = json!({ "data": [bulk["data"][0], { "type": "customers", "id": rows[1]["id"], "attributes": { "status": "deleted" } }] });
    let reply = shop.patch("customers", &good).await;
    assert_eq!((reply.status, reply.ids()), (200, vec![id(&rows[0]), id(&rows[1])]));
    assert!(!shop.all("customers").await.0.iter().any(|row| row["id"] == rows[1]["id"]));

    let attach = |customer: &str, group: Value| {
        json!({ "type": "customer-discount-groups", "attributes": { "discountGroup": group },
        "relationships": { "customer": { "data": { "type": "customers", "id": customer } } } })
    };
    let body = json!({ "data": [attach(&id(&rows[2]), json!(3)), attach(&id(&rows[3]), json!("3"))] });
    let reply = shop.post("customers/discount-groups", &body).await;
    assert_eq!((reply.status, reply.data().len()), (200, 2), "{}", reply.json);
    for row in &rows[2..4] {
        let now = shop.read(&format!("customers/{}", id(row))).await.json;
        assert!(links(&now["data"], "discountGroups").contains(&"3".to_owned()));
    }
    let body = json!({ "data": [attach("00", json!("3")), attach(&id(&rows[3]), json!("77"))] });
    let faults = shop.post("customers/discount-groups", &body).await.faults();
    let codes: Vec<&str> = faults.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["unknown-customer", "unknown-discount-group"]);
}

#[tokio::test]
async fn a_worker_is_hired_signs_in_is_switched_off_and_dismissed() {
    let shop = Shop::open(small()).await;
    let stores = shop.read("stores").await.ids();
    let position = link(&shop.read("workers").await.data()[0], "position").unwrap();
    let body = json!({ "data": { "type": "workers",
        "attributes": { "firstName": "Новый", "lastName": "Флорист", "phone": "9010000001", "salary": 400.5, "salaryPeriod": "hour" },
        "relationships": {
            "position": { "data": { "type": "positions", "id": position } },
            "stores": { "data": [{ "type": "stores", "id": stores[0] }] },
            "user": { "data": { "type": "users", "attributes": { "login": "novice", "password": "secret" },
                "relationships": { "roles": { "data": [{ "type": "roles", "id": "3" }] } } } },
        } } });
    let made = shop.post("workers?include=user,user.roles", &body).await;
    assert_eq!(made.status, 201, "{}", made.json);
    assert!(!made.text().contains("secret"), "the password is not told");
    let worker = id(&made.json["data"]);
    assert_eq!(made.json["data"]["attributes"]["validPhone"], true);
    assert_eq!(shop.session("novice", "secret", "").await.status, 200);
    let again = shop.post("workers", &body).await;
    assert_eq!(
        (again.status, again.one_fault().1.as_str()),
        (409, "/data/relationships/user/data/attributes/login")
    );
    let found = shop.read(&format!("workers?search={}", escape("новый флорист"))).await;
    assert_eq!(found.ids(), [worker.as_str()]);

    let path = format!("worker/{worker}");
    let change = json!({ "data": { "type": "workers", "attributes": { "lastName": "Мастер" }, "relationships": {
        "user": { "data": { "type": "users", "attributes": { "password": "changed" } } } } } });
    assert_eq!(shop.patch(&path, &change).await.status, 200);
    assert_eq!(shop.session("novice", "secret", "").await.status, 401);
    let token = shop.sign_in_with("novice", "changed").await;
    let switch = |status: &str| {
        json!({ "data": [{ "type": "workers", "id": worker, "relationships": {
        "user": { "data": { "type": "users", "attributes": { "status": status } } } } }] })
    };
    assert_eq!(shop.write_as(&token, "PATCH", "workers", &switch("off")).await.status, 403);
    assert_eq!(shop.patch("workers", &switch("off")).await.status, 200);
    assert_eq!(shop.get_as(&token, "orders").await.status, 401, "he is out at once");
    assert!(!shop.read("workers?activeOnly=true&search=мастер").await.ids().contains(&worker));
    assert_eq!(shop.patch("workers", &switch("on")).await.status, 200);
    assert_eq!(shop.get_as(&token, "orders").await.status, 200);

    let revision = shop.read("workers").await.json["meta"]["revision"].as_i64().unwrap();
    let rows = json!({ "data": [{ "type": "workers", "id": worker }] });
    let gone = shop.write_as(&shop.token, "DELETE", "workers", &rows).await;
    assert_eq!((gone.status, &gone.json), (200, &json!({})));
    assert_eq!(shop.get_as(&token, "orders").await.status, 401);
    assert_eq!(shop.read(&format!("workers?revision={}", revision + 1)).await.ids(), [worker.as_str()]);
    assert!(shop.read("workers?dismissed=true&page[size]=100").await.ids().contains(&worker));
    let me = shop.session("manager", "demo", "?include=worker").await;
    let own = json!({ "data": [{ "type": "workers", "id": link(&me.json["data"], "worker") }] });
    let reply = shop.write_as(&shop.token, "DELETE", "workers", &own).await;
    assert_eq!(reply.one_fault().0, "own-account");
    let bad = json!({ "data": { "type": "workers", "attributes": { "phone": "x" }, "relationships": {
        "user": { "data": { "type": "users", "attributes": { "login": "a", "password": "1" } } } } } });
    let codes: Vec<String> =
        shop.post("workers", &bad).await.faults().into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["required", "bad-phone"]);
}
