//! Posy's search: documents of a few words and numbers, found in memory with
//! every keystroke, without a network and without waiting.
//!
//! An [`Index`] keeps what can be found of one kind of record, a [`Query`] is what
//! somebody typed. A document is found when every word of the query stands in it;
//! `rank.rs` says which comes first, `number.rs` when a number is the one meant.
//!
//! A crate of its own because it is compiled for speed in the app that is otherwise
//! compiled for size.

mod alphabet;
mod best;
mod block;
mod index;
mod number;
mod query;
mod rank;
mod signature;
mod strip;

pub use best::{Found, Hit};
pub use index::Index;
pub use query::Query;
