//! Signing in, staying in, being let in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{id, link, small, Reply, Shop, JSON_API};
use posy_shop::Flags;
use serde_json::{json, Value};

fn attribute<'a>(reply: &'a Reply, name: &str) -> &'a str {
    reply.json["data"]["attributes"][name].as_str().unwrap()
}

async fn refresh(shop: &Shop, token: &str) -> Reply {
    let body = json!({ "data": { "type": "sessions", "attributes": { "refreshToken": token } } });
    let headers = [("content-type", JSON_API)];
    shop.raw("PATCH", "/api/v1/sessions", &headers, body.to_string()).await.unwrap()
}

#[tokio::test]
async fn a_session_names_its_tokens_and_its_worker() {
    let shop = Shop::open(small()).await;
    let reply = shop.session("manager", "demo", "").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), JSON_API);
    assert_eq!(reply.json["data"]["type"], "sessions");
    assert_eq!(reply.json["data"]["id"], "current");
    assert_eq!(reply.json["data"]["attributes"]["saasCustomerId"], 1);
    assert_eq!(attribute(&reply, "accessToken").split('.').count(), 3);
    assert_eq!(attribute(&reply, "refreshToken").len(), 36);
    assert!(attribute(&reply, "expireAt").ends_with("+00:00"));
    assert!(attribute(&reply, "refreshExpireAt") > attribute(&reply, "expireAt"));
    assert!(link(&reply.json["data"], "worker").is_some());
    assert!(reply.json.get("included").is_none(), "nothing is included unasked");
}

#[tokio::test]
async fn a_session_includes_the_worker_and_what_he_may_do() {
    let shop = Shop::open(small()).await;
    let query = "?include=worker,worker.position,worker.user,worker.user.roles,worker.user.roles.permissions";
    let reply = shop.session("courier", "demo", query).await;
    let included = reply.json["included"].as_array().unwrap();
    let of = |kind: &str| -> Vec<&Value> { included.iter().filter(|one| one["type"] == kind).collect() };
    assert_eq!(of("workers").len(), 1);
    assert_eq!(Some(id(of("workers")[0])), link(&reply.json["data"], "worker"));
    assert_eq!(of("users")[0]["attributes"]["login"], "courier");
    assert_eq!(of("roles")[0]["attributes"]["title"], "Курьер");
    assert_eq!(of("positions").len(), 1);
    let mut codes: Vec<&str> =
        of("permissions").iter().map(|one| one["attributes"]["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["retail.orders.deliver", "retail.orders.view"]);
    let user = of("users")[0];
    assert!(user["attributes"].get("password").is_none(), "the password stays inside");
    let reply = shop.session("courier", "demo", "?include=worker.boss").await;
    assert_eq!(reply.status, 422);
    assert_eq!(reply.one_fault(), ("9f4922b8-8e8b-4847-baf2-5831adfd6813".into(), "includePaths".into()));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_told_apart_by_nobody() {
    let shop = Shop::open(small()).await;
    for (login, password) in [("manager", "wrong"), ("nobody", "demo")] {
        let reply = shop.session(login, password, "").await;
        assert_eq!(reply.status, 401);
        assert_eq!(reply.one_fault().0, "d5211770-5728-4fa1-96f9-9cc41adf4bab");
    }
    let reply = shop.session("", "", "").await;
    assert_eq!(reply.status, 422);
    let places: Vec<String> = reply.faults().into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["/data/attributes/username", "/data/attributes/password"]);
}

#[tokio::test]
async fn everyone_who_works_here_can_sign_in_and_those_switched_off_cannot() {
    let shop = Shop::open(small()).await;
    let mut logins = vec!["owner".to_owned()];
    for (stem, count) in [("manager", 3), ("florist", 11), ("courier", 5)] {
        logins.push(stem.to_owned());
        logins.extend((2..=count).map(|number| format!("{stem}{number}")));
    }
    assert_eq!(logins.len(), 20);
    for login in &logins {
        let reply = shop.session(login, "demo", "").await;
        if ["florist10", "florist11"].contains(&login.as_str()) {
            assert_eq!(reply.status, 401, "{login}");
            assert_eq!(reply.one_fault().0, "772cb0b5-af04-4306-9492-fde155d75418");
        } else {
            assert_eq!(reply.status, 200, "{login}");
        }
    }
}

#[tokio::test]
async fn a_refresh_token_works_once() {
    let shop = Shop::open(small()).await;
    let first = shop.session("florist", "demo", "").await;
    let second = refresh(&shop, attribute(&first, "refreshToken")).await;
    assert_eq!(second.status, 200);
    assert_ne!(attribute(&first, "refreshToken"), attribute(&second, "refreshToken"));
    assert_eq!(shop.get_as(attribute(&second, "accessToken"), "orders").await.status, 200);
    let again = refresh(&shop, attribute(&first, "refreshToken")).await;
    assert_eq!(again.status, 401);
    assert_eq!(again.one_fault().0, "refresh-token-invalid");
    assert_eq!(refresh(&shop, attribute(&second, "refreshToken")).await.status, 200);
    assert_eq!(refresh(&shop, "no such token").await.status, 401);
}

#[tokio::test]
async fn an_old_refresh_token_is_dead() {
    let shop = Shop::open(Flags { refresh_seconds: 0, ..small() }).await;
    let session = shop.session("florist", "demo", "").await;
    assert_eq!(
        refresh(&shop, attribute(&session, "refreshToken")).await.one_fault().0,
        "refresh-token-invalid"
    );
}

#[tokio::test]
async fn without_a_living_token_nothing_is_answered() {
    let shop = Shop::open(Flags { token_seconds: 0, ..small() }).await;
    let reply = shop.get("orders").await;
    assert_eq!((reply.status, reply.one_fault().0.as_str()), (401, "token-expired"));
    let reply = shop.get_as("not.a.token", "orders").await;
    assert_eq!((reply.status, reply.one_fault().0.as_str()), (401, "token-invalid"));
    let reply = shop.raw("GET", "/api/v1/orders", &[], "").await.unwrap();
    assert_eq!((reply.status, reply.one_fault().0.as_str()), (401, "token-missing"));
    let other = Shop::open(small()).await;
    let reply = shop.get_as(&other.token, "orders").await;
    assert_eq!(reply.one_fault().0, "token-invalid", "another shop's token is worth nothing here");
}

#[tokio::test]
async fn a_courier_sees_orders_but_no_customers_and_changes_only_deliveries() {
    let shop = Shop::open(small()).await;
    let courier = shop.sign_in("courier").await;
    let order = shop.order(json!({ "delivery": true }), json!({})).await;
    let path = format!("orders/{}", id(&order));
    for path in
        ["orders", "workers", "stores", "order-tags", "order-sources", "categories", "inventory-items"]
    {
        assert_eq!(shop.get_as(&courier, path).await.status, 200, "{path}");
    }
    for refused in [
        shop.get_as(&courier, "customers").await,
        shop.write_as(&courier, "POST", "orders", &shop.order_body(json!({}), json!({})).await).await,
        shop.write_as(&courier, "PATCH", &path, &common::change(json!({ "budget": 1 }))).await,
    ] {
        assert_eq!(refused.status, 403, "{}", refused.json);
        assert_eq!(refused.one_fault().0, "e5573881-e532-4657-beae-bc6f8c0d7658");
    }
    let body = json!({ "data": { "type": "orders-delivery-status", "attributes": { "deliveryStatus": "delivered" } } });
    let reply = shop.write_as(&courier, "PATCH", &format!("{path}/delivery-status"), &body).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    let florist = shop.sign_in("florist").await;
    let reply =
        shop.write_as(&florist, "PATCH", &path, &common::change(json!({ "status": "canceled" }))).await;
    assert_eq!(reply.status, 201, "a florist may cancel");
}
