//! Statistics: of stores (126-133, 136-150), customers (15, 16) and prices (45, 46). All of them
//! are computed from the books in `books.rs`, so that they agree with each other.

pub(crate) mod answers;
mod books;
mod buckets;
pub(crate) mod customers;
pub(crate) mod debts;
pub(crate) mod general;
pub(in crate::sections) mod period;
pub(crate) mod prices;
pub(in crate::sections) mod scope;
pub(crate) mod series;
pub(crate) mod shares;
pub(crate) mod showcase;
pub(crate) mod stock;

pub(crate) use scope::{OF_STORE, OF_STORES};
