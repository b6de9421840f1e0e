//! Whatever arrives, an operation answers with a JSON:API error of the client's making: never
//! with a failure of the shop, and never with a change half written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{escape, small, Shop, JSON_API};
use posy_shop::{described, Described};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{json, Value};

/// Scalars that are wrong for most attributes: empty, huge, negative, no dates, not even text.
fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!(1e300)),
        Just(json!("2026-02-30")),
        Just(json!("9999999-12-31T99:99:99Z")),
        Just(json!("' OR 1=1; --")),
        Just(json!("\u{0}\u{ffff}𝕏")),
        "[ -~а-я]{0,20}".prop_map(Value::from),
        Just(json!("x".repeat(20_000))),
    ]
}

fn tree() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map("[a-z]{1,8}", inner, 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Attribute and relationship names that mean something somewhere.
const ATTRIBUTES: &[&str] = &[
    "title",
    "status",
    "phone",
    "email",
    "birthday",
    "gender",
    "discountType",
    "typeReason",
    "bonusRate",
    "limit",
    "entryAmount",
    "validFrom",
    "validTo",
    "amount",
    "bonusAmount",
    "paymentType",
    "date",
    "price",
    "qty",
    "items",
    "dateTime",
    "color",
    "public",
    "dateFrom",
    "dateUntil",
    "firstName",
    "countryCode",
    "salary",
    "salaryPeriod",
    "posted",
    "deliveryStatus",
    "fiscalized",
    "returnedAt",
    "docNo",
    "dueTime",
    "deliveryPhoneNumber",
    "budget",
    "saleAmount",
    "markup",
    "markupType",
    "discountGroup",
    "currentPoints",
    "username",
    "password",
    "refreshToken",
    "itemType",
    "setAt",
    "hidden",
    "deleted",
    "format",
    "frequency",
    "period",
    "periodStart",
    "periodStop",
    "values",
];
const RELATIONSHIPS: &[&str] = &[
    "reportType",
    "detailing",
    "filters",
    "filterType",
    "store",
    "customer",
    "lines",
    "method",
    "shift",
    "parent",
    "user",
    "stores",
    "position",
    "dates",
    "rules",
    "from",
    "to",
    "category",
    "group",
    "measure",
    "logo",
    "barcodes",
    "vendorCodes",
    "images",
    "tags",
    "person",
    "customerEvents",
    "discountGroups",
    "bonusGroup",
    "source",
    "florist",
    "courier",
];
const TYPES: &[&str] = &[
    "sessions",
    "customers",
    "customer-discount-groups",
    "customer-preferences",
    "customer-sources",
    "customer-celebrations",
    "customer-events",
    "inventory-items",
    "prices",
    "search-net-costs",
    "search-last-costs",
    "categories",
    "orders",
    "orders-fiscal",
    "orders-delivery-status",
    "order-payments",
    "orders-bouquets",
    "bouquets",
    "order-tags",
    "discount-reasons",
    "cash-reasons",
    "order-sources",
    "bonus-groups",
    "discount-groups",
    "workers",
    "movement-acts",
    "mapping-customers",
    "reports",
];

/// The type an operation most likely wants, so that the body is read further than its type.
fn kind(operation: &Described) -> &'static str {
    let last = operation.path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or("");
    let by_path = match (operation.number, last) {
        (9, _) => "customer-discount-groups",
        (14, _) => "mapping-customers",
        (42..=44, _) => "prices",
        (48, _) => "search-net-costs",
        (49, _) => "search-last-costs",
        (63, _) => "orders-fiscal",
        (64, _) => "orders-delivery-status",
        (65, _) => "orders",
        (66, _) | (68, _) => "order-payments",
        (67, _) => "orders-bouquets",
        (28 | 29, _) => "customer-celebrations",
        (112 | 113, _) => "workers",
        (116 | 117, _) => "movement-acts",
        (_, last) => last,
    };
    TYPES.iter().find(|known| **known == by_path).copied().unwrap_or("customers")
}

/// A body that looks like one: right type, known names, wrong values.
fn lookalike(kind: &'static str) -> impl Strategy<Value = Value> {
    let attributes = proptest::collection::btree_map(prop::sample::select(ATTRIBUTES), tree(), 0..8);
    let linkage = prop_oneof![
        tree(),
        (prop::sample::select(TYPES), scalar(), tree())
            .prop_map(|(kind, id, attributes)| json!({ "type": kind, "id": id, "attributes": attributes })),
        proptest::collection::vec(
            (prop::sample::select(TYPES), scalar()).prop_map(|(kind, id)| json!({ "type": kind, "id": id })),
            0..3
        )
        .prop_map(Value::from),
    ];
    let relationships = proptest::collection::btree_map(prop::sample::select(RELATIONSHIPS), linkage, 0..4);
    (attributes, relationships, scalar(), any::<bool>()).prop_map(
        move |(attributes, relationships, id, listed)| {
            let relationships: serde_json::Map<String, Value> = relationships
                .into_iter()
                .map(|(name, linkage)| (name.to_owned(), json!({ "data": linkage })))
                .collect();
            let attributes: serde_json::Map<String, Value> =
                attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let mut resource =
                json!({ "type": kind, "attributes": attributes, "relationships": relationships });
            if listed {
                resource["id"] = id;
                json!({ "data": [resource] })
            } else {
                json!({ "data": resource })
            }
        },
    )
}

fn raw_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        Just("[".repeat(100_000).into_bytes()),
        Just(format!("{}1{}", "{\"data\":".repeat(3_000), "}".repeat(3_000)).into_bytes()),
        Just(b"{\"data\":".to_vec()),
        tree().prop_map(|value| value.to_string().into_bytes()),
    ]
}

fn values() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~а-я]{0,12}",
        Just("-99999999999999999999".to_owned()),
        Just("1e400".to_owned()),
        Just("NaN".to_owned()),
        Just("2026-02-30".to_owned()),
        Just("9999-12-31T23:59:59Z".to_owned()),
        Just("-262143-01-01".to_owned()),
        Just("%00'\"`;--".to_owned()),
        Just("x".repeat(3_000)),
    ]
}

fn draw<S: Strategy>(runner: &mut TestRunner, strategy: &S) -> S::Value {
    strategy.new_tree(runner).unwrap().current()
}

/// A path with its variables filled in.
fn filled(operation: &Described, value: &str) -> String {
    let parts: Vec<String> = operation
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { escape(value) } else { part.to_owned() })
        .collect();
    format!("/api{}", parts.join("/"))
}

struct Client {
    shop: Shop,
    token: String,
}

impl Client {
    /// Sends what must not trouble the shop; answers the status.
    async fn send(&self, operation: &Described, path: &str, body: Vec<u8>) -> u16 {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", JSON_API)];
        let shown = String::from_utf8_lossy(&body[..body.len().min(600)]).into_owned();
        let place = format!("{} {path} {shown}", operation.method);
        let reply = self.shop.raw(operation.method, path, &headers, body).await;
        let reply = reply.unwrap_or_else(|| panic!("the shop hung up on {place}"));
        assert!(reply.status < 500, "{} to {place}: {}", reply.status, reply.json);
        if reply.status >= 400 {
            assert!(!reply.faults().is_empty(), "a refusal says why: {place}");
        }
        reply.status
    }
}

async fn client() -> Client {
    let shop = Shop::open(small()).await;
    Client { token: shop.token.clone(), shop }
}

/// Cases for each operation; `GARBAGE` sets more for a long run.
fn cases() -> usize {
    std::env::var("GARBAGE").ok().and_then(|text| text.parse().ok()).unwrap_or(12)
}

#[tokio::test]
async fn any_body_on_any_operation_is_answered_and_never_fails_the_shop() {
    let client = client().await;
    let mut runner = TestRunner::deterministic();
    let ids = ["1", "00", "c0ffee00-0000-4000-8000-000000000000", "'", "..", "%"];
    let store = client.shop.read("stores").await.ids()[0].clone();
    let customer = client.shop.read("customers").await.ids()[0].clone();
    let order = client.shop.read("orders").await.ids()[0].clone();
    let item = client.shop.read("inventory-items").await.ids()[0].clone();
    for operation in described() {
        let real = if operation.path.contains("/stores/") {
            &store
        } else if operation.path.contains("/customers/") {
            &customer
        } else if operation.path.contains("/orders/") {
            &order
        } else {
            &item
        };
        for round in 0..cases() {
            let id = if round % 2 == 0 { real.as_str() } else { ids[round / 2 % ids.len()] };
            let path = filled(&operation, id);
            let body = if round % 3 == 0 {
                draw(&mut runner, &raw_body())
            } else {
                draw(&mut runner, &lookalike(kind(&operation))).to_string().into_bytes()
            };
            client.send(&operation, &path, body).await;
        }
    }
}

#[tokio::test]
async fn any_value_of_any_parameter_is_answered_and_never_fails_the_shop() {
    let client = client().await;
    let mut runner = TestRunner::deterministic();
    let store = client.shop.read("stores").await.ids()[0].clone();
    for operation in described().iter().filter(|operation| operation.method == "GET") {
        let path = filled(operation, &store);
        let general = ["page[number]", "page[size]", "sort", "include", "fields[orders]"];
        for name in operation.parameters.iter().chain(&general) {
            for _ in 0..(cases() / 3).max(1) {
                let value = draw(&mut runner, &values());
                let query = format!("{path}?{}={}", escape(name), escape(&value));
                client.send(operation, &query, Vec::new()).await;
            }
        }
    }
}

#[tokio::test]
async fn a_refused_write_changes_nothing() {
    let client = client().await;
    let mut runner = TestRunner::deterministic();
    // What every change moves: the counters of all types, as the lists tell them.
    let lists = [
        "orders",
        "customers",
        "inventory-items",
        "categories",
        "bouquets",
        "order-tags",
        "workers",
        "bonus-groups",
    ];
    let order = client.shop.read("orders?filter[statuses]=new").await.ids()[0].clone();
    for operation in described().iter().filter(|operation| operation.method != "GET") {
        let mut before = Vec::new();
        for list in lists {
            before.push(client.shop.read(&format!("{list}?page[size]=1")).await.json["meta"].clone());
        }
        let path = filled(operation, &order);
        let body = draw(&mut runner, &lookalike(kind(operation)));
        let status = client.send(operation, &path, body.to_string().into_bytes()).await;
        if status < 400 {
            continue;
        }
        for (list, before) in lists.iter().zip(before) {
            let after = client.shop.read(&format!("{list}?page[size]=1")).await.json["meta"].clone();
            assert_eq!(after, before, "{list} after {} {path} {body}", operation.method);
        }
    }
}
