//! The smaller parts of the page.

mod drop_dialog;
mod facts;
mod row;

pub use drop_dialog::DropDialog;
pub use facts::Facts;
pub use row::Row;
