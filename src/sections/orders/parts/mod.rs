//! Small components used only by the orders section.

pub mod day_switch;
pub mod elsewhere;
pub mod filter_bar;
pub mod filter_dialog;
pub mod filter_editor;
pub mod search_field;
pub mod sent;
pub mod states;
