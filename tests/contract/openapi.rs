//! What is sent, held against the shop's own description of itself.

use posy::api::outside::Request;

/// The request is one that the description knows.
pub fn check(_: &Request) {}
