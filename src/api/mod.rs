//! The API client: JSON:API documents, the session, and one file per section
//! of the reference with a function per operation. Pure Rust: the network is
//! behind the traits of [`outside`].

pub mod client;
pub mod document;
pub mod error;
pub mod filter;
pub mod items;
pub mod orders;
pub mod outside;
pub mod people;
pub mod query;
pub mod session;
pub mod stores;

#[cfg(test)]
pub(crate) mod simulation;

pub use client::Client;
pub use error::ApiError;
