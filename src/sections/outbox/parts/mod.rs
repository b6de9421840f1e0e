//! The smaller parts of the page.

mod customer_dialog;
mod drop_dialog;
mod facts;
mod losses;
mod row;

pub use customer_dialog::CustomerDialog;
pub use drop_dialog::DropDialog;
pub use facts::Facts;
pub use losses::Losses;
pub use row::Row;
