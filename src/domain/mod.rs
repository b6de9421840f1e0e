//! The shop's own words and rules: ids, money, statuses, periods, languages.
//! Pure Rust; knows neither the API nor the browser.

pub mod bouquet;
pub mod catalog;
pub mod customer;
pub mod decimal;
pub mod id;
pub mod instant;
pub mod lang;
pub mod money;
pub mod order;
pub mod people;
pub mod period;
pub mod permission;
pub mod phone;
pub mod record;
pub mod report;
pub mod settings;
pub mod stats;
pub mod text;
pub mod warehouse;
pub mod zone;

pub use decimal::Quantity;
pub use id::Id;
pub use lang::{Lang, Plural, Word};
pub use money::Money;
