//! The description of the API against the running shop: it is whole, and what it says is so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bodies;
#[path = "../common/mod.rs"]
mod common;
mod described;

use std::collections::BTreeSet;

use common::{escape, id, small, Shop, JSON_API};
use described::{Description, Place};
use serde_json::{json, Value};

fn description() -> Description {
    Description(posy_shop::openapi())
}

#[tokio::test]
async fn anyone_can_read_the_description() {
    let shop = Shop::closed_door(small()).await;
    let reply = shop.raw("GET", "/api/openapi.json", &[], "").await.unwrap();
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"));
    assert_eq!(reply.json, posy_shop::openapi());
    assert_eq!(reply.json["openapi"], "3.1.0");
    let tag = reply.header("etag").to_owned();
    let again = shop.raw("GET", "/api/openapi.json", &[("if-none-match", &tag)], "").await.unwrap();
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}

#[test]
fn every_operation_stands_there_with_all_its_parameters() {
    let description = description();
    let places = description.places();
    let mut ids = BTreeSet::new();
    for operation in posy_shop::described() {
        let path = operation.path.trim_start_matches("/v1/");
        let place = places.iter().find(|it| it.method == operation.method && it.path == path).unwrap();
        assert_eq!(place.number, u64::from(operation.number));
        assert!(ids.insert(place.operation["operationId"].to_string()), "{path}: its id is its own");
        let parameters = place.operation["parameters"].as_array().unwrap();
        let named = |name: &str| parameters.iter().find(|it| it["name"] == name);
        for name in &operation.parameters {
            assert_eq!(named(name).unwrap()["in"], "query", "{path} {name}");
        }
        for variable in path.split('/').filter(|part| part.starts_with('{')) {
            let found = named(variable.trim_matches(['{', '}'])).unwrap();
            assert_eq!((&found["in"], &found["required"]), (&json!("path"), &json!(true)), "{path}");
        }
        let words = |name: &str| named(name).map_or(json!([]), |it| it["schema"]["items"]["enum"].clone());
        assert_eq!(words("include"), json!(operation.includes), "{path}");
        let sorts: Vec<String> =
            operation.sorts.iter().flat_map(|name| [(*name).to_owned(), format!("-{name}")]).collect();
        assert_eq!(words("sort"), json!(sorts), "{path}");
    }
    let numbers: BTreeSet<u64> = places.iter().map(|place| place.number).filter(|it| *it > 0).collect();
    assert_eq!(numbers, (1..=150).collect());
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(whole: &Value, value: &Value) {
        if let Some(name) = value["$ref"].as_str() {
            assert!(whole.pointer(name.trim_start_matches('#')).is_some(), "{name}");
        }
        match value {
            Value::Object(members) => members.values().for_each(|value| walk(whole, value)),
            Value::Array(values) => values.iter().for_each(|value| walk(whole, value)),
            _ => {}
        }
    }
    let whole = posy_shop::openapi();
    walk(&whole, &whole);
}

#[test]
fn a_body_with_an_unknown_attribute_is_no_body_of_the_description() {
    let description = description();
    let mut shapes = 0;
    for place in description.places() {
        let Some(sent) = description.sent(&place) else { continue };
        let kind = &sent["properties"]["type"]["enum"][0];
        let mut resource = json!({ "type": kind, "id": "1", "attributes": {}, "relationships": {} });
        for group in ["attributes", "relationships"] {
            let members = sent["properties"][group]["properties"].as_object();
            for (name, schema) in members.into_iter().flatten() {
                resource[group][name] = sample(&description, schema);
            }
        }
        description.check(sent, &resource, &place.path);
        let validator = description.validator(sent);
        for group in ["attributes", "relationships"] {
            if sent["properties"][group].is_object() {
                let mut misspelled = resource.clone();
                misspelled[group]["titel"] = json!({ "data": null });
                assert!(!validator.is_valid(&misspelled), "{} {group}", place.path);
            }
        }
        shapes += 1;
    }
    assert!(shapes > 60, "{shapes} shapes");
}

/// A value that a schema allows.
fn sample(description: &Description, schema: &Value) -> Value {
    let schema = description.resolved(schema);
    if let Some(word) = schema["enum"].get(0) {
        return word.clone();
    }
    if let Some(first) = schema["anyOf"].get(0) {
        return sample(description, first);
    }
    if schema["items"].is_object() {
        return json!([sample(description, &schema["items"])]);
    }
    if let Some(members) = schema["properties"].as_object() {
        return members.iter().map(|(name, schema)| (name.clone(), sample(description, schema))).collect();
    }
    let kind = schema["type"].get(0).unwrap_or(&schema["type"]).as_str().unwrap();
    match (kind, schema["format"].as_str()) {
        (_, Some("date")) => json!("2026-03-08"),
        (_, Some("date-time")) => json!("2026-03-08T10:00:00Z"),
        ("string", _) => json!("1"),
        ("boolean", _) => json!(true),
        _ => schema.get("minimum").cloned().unwrap_or(json!(1)),
    }
}

/// The path of a reading operation with ids that exist, and what else it needs to be asked.
async fn address(shop: &Shop, place: &Place) -> String {
    let first = |path: &'static str| async move {
        let ids = shop.read(path).await.ids();
        ids.first().unwrap_or_else(|| panic!("{path} holds nothing")).clone()
    };
    let list = match place.path.split("/{").next().unwrap() {
        "customers/import" if place.number == 15 => "customers",
        "customers/import" => "customers/import",
        "customer-celebration" => "customer-celebrations",
        "worker" => "workers",
        "movement-act" => "movement-acts",
        "catalog" | "catalog-export" | "catalog/categories" => "catalog/categories",
        "catalog/inventory-items" => "inventory-items?filter[x]=1",
        "customers" => "customers",
        "customer-events" => "customer-events",
        "inventory-items" => "inventory-items",
        "orders" => "orders",
        "discount-reasons" => "discount-reasons",
        "cash-reasons" => "cash-reasons",
        "order-sources" => "order-sources",
        "bonus-groups" => "bonus-groups",
        "discount-groups" => "discount-groups",
        "report-types" => "report-types",
        "reports" => "reports",
        "stores" => "stores",
        _ => "",
    };
    let mut path = place.path.clone();
    if path.contains("{storeId}") || path.contains("{price}") {
        let store = first("stores").await;
        path = path.replace("{storeId}", &store).replace("{price}", &store);
    }
    if place.number == 57 {
        let mut items = Vec::new();
        for category in shop.read("catalog/categories").await.ids() {
            items.extend(shop.read(&format!("catalog/{category}")).await.ids());
        }
        path = path.replace("{id}", &items[0]);
    } else if path.contains('{') {
        let id = first(list).await;
        path = path.replace("{id}", &id).replace("{category}", &id);
    }
    let store = first("stores").await;
    if path.contains("stats") {
        path = format!("{path}?filter[range]=year&filter[stores]={store}");
        if place.number == 15 || place.number == 16 {
            path = path.split('?').next().unwrap().to_owned();
        }
    }
    path
}

#[tokio::test]
async fn every_answer_to_a_reading_operation_is_as_described() {
    let shop = Shop::open(small()).await;
    prepare(&shop).await;
    let description = description();
    for place in description.places() {
        if place.method != "GET" || place.number == 0 {
            continue;
        }
        let path = address(&shop, &place).await;
        let reply = shop.get(&path).await;
        assert_eq!(reply.status, place.success(), "{path}: {}", reply.json);
        description.check_answer(&place, reply.status, &reply.json);
        let parameters = place.operation["parameters"].as_array().unwrap();
        let Some(include) = parameters.iter().find(|it| it["name"] == "include") else { continue };
        let paths = include["schema"]["items"]["enum"].as_array().unwrap();
        let paths: Vec<&str> = paths.iter().map(|it| it.as_str().unwrap()).collect();
        let mark = if path.contains('?') { '&' } else { '?' };
        let size = if path.contains('/') { "" } else { "&page[size]=100" };
        let reply = shop.get(&format!("{path}{mark}include={}{size}", escape(&paths.join(",")))).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.json);
        description.check_answer(&place, reply.status, &reply.json);
    }
}

/// Makes what the demo data has none of.
async fn prepare(shop: &Shop) {
    let writes = [bodies::people(shop).await, bodies::goods(shop).await].concat();
    for number in [4, 32, 115, 121] {
        let (_, path, body) = writes.iter().find(|(it, ..)| *it == number).unwrap();
        let reply = shop.post(path, body).await;
        assert!(reply.status < 300, "{path}: {}", reply.json);
    }
    upload(shop).await;
}

/// Uploads a file of customers; the import's id.
async fn upload(shop: &Shop) -> Value {
    let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
                name,phone\nАнна,79161234567\n\r\n--b--\r\n";
    let bearer = format!("Bearer {}", shop.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "multipart/form-data; boundary=b")];
    let reply = shop.raw("POST", "/api/v1/customers/import", &headers, form).await.unwrap();
    assert_eq!(reply.status, 200, "{}", reply.json);
    reply.json
}

/// Sends a write: the body and the answer are as described, and the shop reads each attribute
/// that the description names.
async fn write(shop: &Shop, description: &Description, (number, path, body): bodies::Write) {
    let place = description.place(number);
    let about = format!("{number} {path}");
    if let Some(sent) = description.sent(&place).filter(|_| !body.is_null()) {
        description.check(place.body_schema(), &body, &about);
        let list = body["data"].is_array();
        for name in sent["properties"]["attributes"]["properties"].as_object().into_iter().flatten() {
            // Quantities that are no list are read as an empty one.
            if (number, name.0.as_str()) == (48, "qty") {
                continue;
            }
            let mut wrong = body.clone();
            let row = if list { &mut wrong["data"][0] } else { &mut wrong["data"] };
            row["attributes"][name.0] = json!({});
            let reply = shop.write_as(&shop.token, &place.method, &path, &wrong).await;
            let places: Vec<String> = reply.faults().into_iter().map(|fault| fault.1).collect();
            let ending = format!("/attributes/{}", name.0);
            assert!(places.iter().any(|it| it.ends_with(&ending)), "{about} {}: {}", name.0, reply.json);
            description.check_answer(&place, reply.status, &reply.json);
        }
    }
    let reply = match body {
        Value::Null => {
            let bearer = format!("Bearer {}", shop.token);
            let path = format!("/api/v1/{path}");
            shop.raw(&place.method, &path, &[("authorization", &bearer)], "").await.unwrap()
        }
        body => shop.write_as(&shop.token, &place.method, &path, &body).await,
    };
    assert_eq!(reply.status, place.success(), "{about}: {}", reply.json);
    description.check_answer(&place, reply.status, &reply.json);
}

#[tokio::test]
async fn every_writing_operation_takes_and_answers_what_is_described() {
    let shop = Shop::open(small()).await;
    let description = description();
    let mut done: BTreeSet<u64> = [10].into();
    let import = upload(&shop).await;
    description.check_answer(&description.place(10), 200, &import);
    let import = id(&import["data"]);
    let mapping =
        json!({ "data": { "type": "mapping-customers", "attributes": { "title": [0], "phone": "1" } } });
    let mut writes = vec![
        (14, format!("customers/import/{import}/validate"), mapping),
        (13, format!("customers/import/{import}"), Value::Null),
    ];
    writes.extend(bodies::orders(&shop).await);
    writes.extend(bodies::goods(&shop).await);
    writes.extend(bodies::people(&shop).await);
    for call in writes {
        done.insert(call.0);
        write(&shop, &description, call).await;
    }
    let report = shop.read("reports").await.ids()[0].clone();
    let change = json!({ "data": { "type": "reports", "attributes": { "format": "pdf" } } });
    let list = json!({ "data": [{ "type": "reports", "id": report }] });
    for call in [
        (124, format!("reports/{report}"), change),
        (125, format!("reports/{report}"), Value::Null),
        (122, "reports".to_owned(), list),
    ] {
        done.insert(call.0);
        write(&shop, &description, call).await;
    }
    let session = shop.session("owner", "demo", "").await.json;
    let renewal = json!({ "data": { "type": "sessions",
        "attributes": { "refreshToken": session["data"]["attributes"]["refreshToken"] } } });
    write(&shop, &description, (2, "sessions".to_owned(), renewal)).await;
    let workers = shop.read("workers").await;
    let worker = id(workers.data().iter().find(|row| row["attributes"]["firstName"] == "Яна").unwrap());
    let off = json!({ "data": [{ "type": "workers", "id": worker,
        "relationships": { "user": { "data": { "type": "users", "attributes": { "status": "off" } } } } }] });
    write(&shop, &description, (110, "workers".to_owned(), off)).await;
    let list = json!({ "data": [{ "type": "workers", "id": worker }] });
    write(&shop, &description, (111, "workers".to_owned(), list)).await;
    done.extend([2, 110, 111]);
    let all: BTreeSet<u64> =
        description.places().iter().filter(|it| it.method != "GET").map(|it| it.number).collect();
    assert_eq!(all.difference(&done).collect::<Vec<_>>(), Vec::<&u64>::new());
}

/// Number, path, headers, body, status.
type Case<'c> = (u64, &'c str, &'c [(&'c str, &'c str)], &'c str, u16);

#[tokio::test]
async fn refusals_are_as_described() {
    let shop = Shop::open(small()).await;
    let description = description();
    let florist = shop.sign_in("florist").await;
    let order = shop.read("orders").await.ids()[0].clone();
    let bearer = format!("Bearer {}", shop.token);
    let signed = ("authorization", bearer.as_str());
    let wrong = r#"{ "data": { "type": "customers" } }"#;
    let change = format!("orders/{order}");
    let cases: [Case; 7] = [
        (59, "orders", &[], "", 401),
        (61, "orders/no", &[signed], "", 404),
        (59, "orders?include=no", &[signed], "", 422),
        (59, "orders?page[number]=x", &[signed], "", 400),
        (59, "orders", &[signed, ("accept", "text/html")], "", 415),
        (62, &change, &[signed, ("content-type", JSON_API)], "{", 400),
        (62, &change, &[signed, ("content-type", JSON_API)], wrong, 409),
    ];
    for (number, path, headers, body, status) in cases {
        let place = description.place(number);
        let path = format!("/api/v1/{path}");
        let reply = shop.raw(&place.method, &path, headers, body.to_owned()).await.unwrap();
        assert_eq!(reply.status, status, "{path}: {}", reply.json);
        description.check_answer(&place, status, &reply.json);
    }
    let reply = shop.get_as(&florist, "stats/stores/general?filter[range]=day").await;
    assert_eq!(reply.status, 403);
    description.check_answer(&description.place(126), 403, &reply.json);
}

#[tokio::test]
async fn the_page_names_every_operation_and_runs_nothing() {
    let shop = Shop::closed_door(small()).await;
    let page = shop.raw("GET", "/api/docs", &[], "").await.unwrap();
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").contains("default-src 'self'"));
    let text = page.text();
    for sign in ["<script", "<style", " style=", " onclick", "javascript:"] {
        assert!(!text.contains(sign), "{sign}");
    }
    for place in description().places() {
        let id = place.operation["operationId"].as_str().unwrap();
        assert!(text.contains(&format!("id=\"{id}\"")), "{id}");
    }
    let style = shop.raw("GET", "/api/docs.css", &[], "").await.unwrap();
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(text.contains("href=\"/api/docs.css\"") && text.contains("lang=\"en\""));
}

#[tokio::test]
async fn what_must_be_asked_with_is_refused_without() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[0].clone();
    let spec = posy_shop::openapi();
    let mut tried = 0;
    for (path, item) in spec["paths"].as_object().unwrap() {
        let Some(parameters) = item["get"]["parameters"].as_array() else { continue };
        let needed: Vec<&str> = parameters
            .iter()
            .filter(|one| one["in"] == "query" && one["required"] == true)
            .filter_map(|one| one["name"].as_str())
            .collect();
        for name in &needed {
            let given = needed.iter().filter(|other| *other != name).map(|other| match *other {
                "filter[range]" => "filter[range]=week".to_owned(),
                _ => format!("filter[stores]={store}"),
            });
            let query: Vec<String> = given.collect();
            let path = path.trim_start_matches("/api/v1/").replace("{id}", &store);
            let reply = shop.get(&format!("{path}?{}", query.join("&"))).await;
            assert_eq!((reply.status, reply.one_fault().1.as_str()), (422, *name), "{path}");
            tried += 1;
        }
    }
    assert!(tried >= 25, "{tried} were tried");
}
