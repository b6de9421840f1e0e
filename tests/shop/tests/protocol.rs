//! What every operation has in common: media types, addresses, words of the query.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{small, Shop, JSON_API};
use serde_json::json;

const PAGE: &str = "400b395f-ee4f-4138-aad8-89f9a1872291";
const VALUE: &str = "ee2c1d49-ba40-4077-a6bb-b06baceb3e97";

#[tokio::test]
async fn bodies_and_answers_are_json_api_or_json() {
    let shop = Shop::open(small()).await;
    let bearer = format!("Bearer {}", shop.token);
    let body = shop.order_body(json!({}), json!({})).await.to_string();
    let post = async |content_type: &str, accept: &str| {
        let mut headers = vec![("authorization", bearer.as_str())];
        headers.extend([("content-type", content_type), ("accept", accept)]);
        shop.raw("POST", "/api/v1/orders", &headers, body.clone()).await.unwrap()
    };
    for (content_type, accept, status) in [
        (JSON_API, JSON_API, 201),
        ("application/json", "application/json", 201),
        ("application/json; charset=utf-8", "*/*", 201),
        (JSON_API, "text/html, application/*;q=0.5", 201),
        ("text/plain", JSON_API, 415),
        ("", JSON_API, 415),
        (JSON_API, "text/html", 415),
    ] {
        let reply = post(content_type, accept).await;
        assert_eq!(reply.status, status, "{content_type} {accept}: {}", reply.json);
        assert_eq!(reply.header("content-type"), JSON_API);
    }
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_refused_in_json_api() {
    let shop = Shop::open(small()).await;
    for path in ["nothing", "orders/1/2/3", "", "worker"] {
        let reply = shop.get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.one_fault().0, "690cdebd-d33a-4aa6-aca3-759d33d499d4");
        assert_eq!(reply.header("content-type"), JSON_API);
    }
    for (method, path) in
        [("DELETE", "orders"), ("PUT", "orders/1"), ("POST", "customers/1"), ("GET", "sessions")]
    {
        let reply = shop.write_as(&shop.token, method, path, &json!({})).await;
        assert_eq!(reply.status, 405, "{method} {path}");
    }
    for path in ["orders/x", "customers/x", "inventory-items/x", "worker/x", "stores/x"] {
        assert_eq!(shop.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn malformed_bodies_are_told_apart() {
    let shop = Shop::open(small()).await;
    let bearer = format!("Bearer {}", shop.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", JSON_API)];
    let reply = shop.raw("POST", "/api/v1/orders", &headers, "{\"data\":").await.unwrap();
    assert_eq!(reply.status, 400);
    assert_eq!(reply.one_fault().0, "add83393-3bdc-4042-a9c8-ecd5415e1a04");
    for body in [json!({}), json!([]), json!({ "data": [] }), json!({ "data": null })] {
        let reply = shop.post("orders", &body).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_eq!(reply.one_fault(), ("8029b35a-15b3-44ac-9707-6fe2f2f50aae".into(), "/data".into()));
    }
    let reply = shop.post("orders", &json!({ "data": { "type": "customers" } })).await;
    assert_eq!(reply.status, 409);
    assert_eq!(reply.one_fault().1, "/data/type");
}

#[tokio::test]
async fn pages_have_a_size_and_an_end() {
    let shop = Shop::open(small()).await;
    let reply = shop.read("orders").await;
    assert_eq!(reply.data().len(), 10);
    assert_eq!(reply.json["meta"]["page"], json!({ "number": 1, "size": 10 }));
    let total = reply.json["meta"]["total"].as_u64().unwrap() as usize;
    let (rows, _) = shop.all("orders").await;
    assert_eq!(rows.len(), total);
    assert!(shop.read("orders?page[number]=100000").await.data().is_empty());
    for (query, place) in [
        ("page[size]=101", "pageSize"),
        ("page[size]=0", "pageSize"),
        ("page[number]=0", "pageNumber"),
        ("page[number]=-3", "pageNumber"),
    ] {
        let reply = shop.get(&format!("orders?{query}")).await;
        assert_eq!(reply.status, 422, "{query}");
        assert_eq!(reply.one_fault(), (PAGE.to_owned(), place.to_owned()));
    }
    let reply = shop.get("orders?page[size]=ten").await;
    assert_eq!((reply.status, reply.one_fault()), (400, (VALUE.to_owned(), "pageSize".to_owned())));
}

#[tokio::test]
async fn lists_documented_without_pages_come_whole_until_asked_otherwise() {
    let shop = Shop::open(small()).await;
    for path in ["inventory-items", "stores", "categories"] {
        let whole = shop.read(path).await;
        assert_eq!(whole.json["meta"]["page"]["size"], json!(null), "{path}");
        assert_eq!(whole.data().len(), whole.json["meta"]["total"].as_u64().unwrap() as usize);
        let page = shop.read(&format!("{path}?page[size]=2&page[number]=2")).await;
        assert_eq!(page.json["meta"]["page"], json!({ "number": 2, "size": 2 }));
        assert_eq!(page.ids(), whole.ids().into_iter().skip(2).take(2).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn unreadable_words_are_refused_with_their_parameter() {
    let shop = Shop::open(small()).await;
    for (query, status, place) in [
        ("filter[createdAt][from]=yesterday", 400, "filter[createdAt][from]"),
        ("filter[dueTime][to]=2026-03-10", 400, "filter[dueTime][to]"),
        ("filter[amount][min]=much", 400, "filter[amount][min]"),
        ("filter[revision]=last", 400, "filter[revision]"),
        ("filter[excludedSessions]=1,x", 400, "filter[excludedSessions]"),
        ("filter[statuses]=new,gone", 422, "filter[statuses]"),
        ("sort=beauty", 422, "sortParameters"),
        ("include=lines.soul", 422, "includePaths"),
    ] {
        let reply = shop.get(&format!("orders?{query}")).await;
        assert_eq!(reply.status, status, "{query}: {}", reply.json);
        assert_eq!(reply.one_fault().1, place);
    }
    let reply = shop.get("orders?filter[statuses]=gone&filter[revision]=x").await;
    assert_eq!(
        (reply.status, reply.faults().len()),
        (400, 2),
        "faults of different kinds come together as 400"
    );
    let reply = shop.get("customers?filter[gender]=other&filter[birthday][from]=soon").await;
    assert_eq!((reply.status, reply.faults().len()), (400, 2));
}

#[tokio::test]
async fn undeclared_and_empty_parameters_change_nothing() {
    let shop = Shop::open(small()).await;
    let plain = shop.read("orders").await;
    for query in
        ["weather=fine", "filter[moon]=full", "search=", "filter[statuses]=", "filter[createdAt][from]="]
    {
        assert_eq!(shop.read(&format!("orders?{query}")).await.ids(), plain.ids(), "{query}");
    }
}

#[tokio::test]
async fn lists_of_values_are_read_in_both_writings() {
    let shop = Shop::open(small()).await;
    let comma = shop.read("orders?filter[statuses]=new,canceled&page[size]=100").await;
    let repeated =
        shop.read("orders?filter[statuses][]=new&filter[statuses][]=canceled&page[size]=100").await;
    let escaped = shop.read("orders?filter%5Bstatuses%5D%5B%5D=new%2Ccanceled&page%5Bsize%5D=100").await;
    assert!(!comma.ids().is_empty());
    assert_eq!(comma.ids(), repeated.ids());
    assert_eq!(comma.ids(), escaped.ids());
    let one = shop.read("orders?include[]=store&include[]=customer").await;
    assert_eq!(one.json["included"], shop.read("orders?include=store,customer").await.json["included"]);
}

#[tokio::test]
async fn a_row_never_stands_on_two_pages_whatever_the_order() {
    let shop = Shop::open(small()).await;
    for sort in [
        "status",
        "-date",
        "totalAmount",
        "-dueTime",
        "docNo",
        "createdAt",
        "updatedAt",
        "-revision",
        "status,-totalAmount",
    ] {
        let (rows, _) = shop.all(&format!("orders?sort={sort}")).await;
        let mut ids: Vec<String> = rows.iter().map(common::id).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{sort}");
        let (name, down) = match sort.split(',').next().unwrap().strip_prefix('-') {
            Some(name) => (name, true),
            None => (sort.split(',').next().unwrap(), false),
        };
        let values: Vec<_> = rows.iter().map(|row| row["attributes"][name].clone()).collect();
        let sorted = values.windows(2).all(|pair| {
            let order = match (pair[0].as_f64(), pair[1].as_f64()) {
                (Some(a), Some(b)) => a.partial_cmp(&b).unwrap(),
                _ => pair[0].as_str().cmp(&pair[1].as_str()),
            };
            order == std::cmp::Ordering::Equal || (order == std::cmp::Ordering::Greater) == down
        });
        assert!(sorted, "{sort}");
    }
}
