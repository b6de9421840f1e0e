//! What the screens read and change: tables in memory, lists over them, the
//! commands that are not sent yet, and the sync that keeps all of it true.
//! Pure Rust; nothing here waits for the network before it answers.

pub mod command;
mod export;
mod find;
pub mod history;
pub mod list;
pub mod look;
mod mutation;
pub mod outbox;
pub mod overlay;
mod records;
pub mod shop;
pub mod signal;
#[cfg(test)]
mod simulation;
pub mod state;
pub mod sync;
pub mod table;
pub mod wording;

pub use find::{Findable, Hits};
pub use shop::Shop;
