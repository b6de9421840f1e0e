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
mod settings;
mod warehouse;
