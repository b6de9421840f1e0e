//! The codec of `src/api` reads whatever a server sends: real answers, odd ones
//! and none at all. The same checks run in the fuzzer (`tests/fuzz`).

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "fuzz/codec.rs"]
mod codec;

use codec::read_everything;
use proptest::prelude::*;
use serde_json::{json, Value};

#[test]
fn the_corpus_of_the_fuzzer_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/corpus/document");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert!(files.len() >= 30);
    for file in files {
        read_everything(&std::fs::read(file.unwrap().path()).unwrap());
    }
}

/// Names that mean something to some record.
const NAMES: &[&str] = &[
    "title",
    "status",
    "date",
    "docNo",
    "qty",
    "price",
    "totalAmount",
    "dueTime",
    "phone",
    "countryCode",
    "birthday",
    "gender",
    "currentPoints",
    "paymentType",
    "amount",
    "bonusAmount",
    "barcode",
    "spawn",
    "path",
    "fields",
    "values",
    "bonusRate",
    "validFrom",
    "rate",
    "color",
    "setAt",
    "hour3",
    "revenue",
    "share",
    "deliveryStatus",
    "delivery",
    "phone",
    "notes",
    "fiscalizedAt",
    "manualSetting",
    "discountType",
    "valueType",
    "value",
    "color",
    "public",
];
const RELATIONSHIPS: &[&str] = &[
    "store",
    "customer",
    "lines",
    "tags",
    "item",
    "method",
    "reason",
    "rules",
    "dates",
    "user",
    "category",
    "group",
    "customerEvents",
    "person",
    "discountGroups",
    "filters",
    "filterType",
    "detailing",
    "shift",
    "florist",
    "parent",
];
const TYPES: &[&str] = &["orders", "order-lines", "customers", "persons", "stores", "users", "prices", "x"];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..9_999_i64, 0..99_i64).prop_map(|(whole, part)| json!(format!("{whole}.{part:02}"))),
        prop::sample::select(vec![
            "",
            "new",
            "done",
            "on",
            "off",
            "payment",
            "female",
            "percent",
            "true",
            "2026-02-30"
        ])
        .prop_map(Value::from),
        Just(json!("2026-03-08T10:00:00+03:00")),
        Just(json!("2026-03-08")),
        "\\PC{0,12}".prop_map(Value::from),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(prop::sample::select(NAMES), inner, 0..4).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

fn id() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u64>().prop_map(Value::from),
        (0..5_u64).prop_map(|id| json!(id.to_string())),
        Just(json!("9bed7b59-94dc-4ce4-aac2-883aab1a148c")),
        scalar(),
    ]
}

fn pointer() -> impl Strategy<Value = Value> {
    let one = (prop::sample::select(TYPES), id()).prop_map(|(kind, id)| json!({ "type": kind, "id": id }));
    let one = one.boxed();
    prop_oneof![one.clone(), prop::collection::vec(one, 0..3).prop_map(Value::from), any_value(),]
}

fn resource() -> impl Strategy<Value = Value> {
    let attributes = prop::collection::btree_map(prop::sample::select(NAMES), any_value(), 0..12);
    let relationships = prop::collection::btree_map(prop::sample::select(RELATIONSHIPS), pointer(), 0..6);
    (prop::sample::select(TYPES), id(), attributes, relationships, any_value()).prop_map(
        |(kind, id, attributes, relationships, odd)| {
            let relationships: Vec<(String, Value)> = relationships
                .into_iter()
                .map(|(name, data)| (name.to_owned(), json!({ "data": data })))
                .collect();
            let attributes: Vec<(String, Value)> =
                attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let mut resource = json!({ "type": kind, "id": id });
            resource["attributes"] = Value::Object(attributes.into_iter().collect());
            resource["relationships"] = Value::Object(relationships.into_iter().collect());
            if odd.is_array() {
                resource["relationships"] = odd;
            }
            resource
        },
    )
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        read_everything(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_everything(&bytes);
    }

    #[test]
    fn any_document_is_read(
        data in prop::collection::vec(resource(), 0..4),
        included in prop::collection::vec(resource(), 0..4),
        meta in any_value(),
        errors in any_value(),
    ) {
        let doc = json!({ "data": data, "included": included, "meta": meta, "errors": errors });
        read_everything(doc.to_string().as_bytes());
    }

    #[test]
    fn a_document_that_broke_off_is_refused(data in prop::collection::vec(resource(), 1..3), at in 0.0..1.0_f64) {
        let text = json!({ "data": data }).to_string();
        let cut = (text.len() as f64 * at) as usize;
        read_everything(&text.as_bytes()[..cut]);
    }
}
