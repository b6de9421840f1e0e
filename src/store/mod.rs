//! What the screens read and change: tables in memory, lists over them, the
//! commands that are not sent yet, and the sync that keeps all of it true.
//! Pure Rust; nothing here waits for the network before it answers.

pub mod list;
pub mod look;
pub mod outbox;
pub mod overlay;
mod records;
pub mod shop;
pub mod signal;
pub mod state;
pub mod sync;
pub mod table;

pub use shop::Shop;
