//! The parts of the shop, a folder each. No section knows another.

pub mod orders;
pub mod outbox;
pub mod settings;
pub mod sign_in;
