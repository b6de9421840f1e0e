//! The smaller parts of the page.

mod customer_dialog;
mod drop_dialog;
mod facts;
mod row;

pub use customer_dialog::CustomerDialog;
pub use drop_dialog::DropDialog;
pub use facts::Facts;
pub use row::Row;
