//! What is not on the server yet: what waits, what was refused or met somebody
//! else's, and what can be done about it.

mod actions;
mod outbox_view;
mod parts;
mod view_model;
mod words;

pub use actions::export;
pub use outbox_view::OutboxView;
pub use parts::{Facts, Losses};
