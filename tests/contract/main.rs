//! The contract between the app and the shop, in both directions: each function
//! of `src/api` against the running reference shop, with its success and its
//! errors, and each request against the shop's description of its API. What the
//! requests used goes into a journal, which the meter counts.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod customers;
mod desk;
mod figures;
mod goods;
mod openapi;
mod orders;
mod replica;
mod settings;
mod warehouse;

/// What there is to be used, for the meter (`scripts/meter.mjs`).
#[test]
fn the_shop_declares_150_operations() {
    let operations = posy_shop::described();
    let rows: Vec<_> = operations
        .iter()
        .map(|operation| {
            let mut parameters = operation.parameters.clone();
            if !operation.includes.is_empty() {
                parameters.push("include");
            }
            if !operation.sorts.is_empty() {
                parameters.extend(["sort", "page[number]", "page[size]"]);
            }
            serde_json::json!({ "number": operation.number, "parameters": parameters })
        })
        .collect();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".build/meter");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("operations.json"), serde_json::json!(rows).to_string()).unwrap();
    let numbers: std::collections::BTreeSet<_> =
        operations.iter().map(|operation| operation.number).collect();
    assert_eq!(numbers, (1..=150).collect());
}
