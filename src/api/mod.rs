//! The API client: JSON:API documents, the session, and one file per section
//! of the reference with a function per operation. Pure Rust: the network is
//! behind the traits of [`outside`].

pub mod bonus_groups;
pub mod bouquets;
pub mod cash_reasons;
pub mod catalog;
pub mod categories;
pub mod celebrations;
pub mod client;
pub mod customer_events;
pub mod customer_imports;
pub mod customer_sources;
pub mod customer_stats;
pub mod customers;
pub mod discount_groups;
pub mod discount_reasons;
pub mod document;
pub mod error;
pub mod filter;
pub mod items;
pub mod listing;
pub mod listings;
pub mod movement_acts;
pub mod order_analytics;
pub mod order_sources;
pub mod order_tags;
pub mod orders;
pub mod outside;
pub mod preferences;
pub mod query;
pub mod reports;
pub mod session;
pub mod store_stats;
pub mod stores;
pub mod unkept;
pub mod workers;

#[cfg(test)]
pub(crate) mod simulation;

pub use client::Client;
pub use error::ApiError;
