//! How long one keystroke takes in a shop of a hundred thousand invented customers:
//! the same shop and the same keystrokes natively (`main.rs`) and in the browser
//! (`page.rs`, driven by `tests/bench/search.mjs`).

pub mod dice;
#[cfg(target_arch = "wasm32")]
mod page;
pub mod shop;
pub mod typing;
// Lists that are read by line.
#[rustfmt::skip]
mod words;
