//! What only statistics refer to.

use crate::jsonapi::resource::{money, Resource};

/// Ranges of bouquet prices; the last has no end.
pub(crate) static DIAPASONS: Resource = Resource {
    name: "bouquet-price-diapasons",
    table: "bouquet_price_diapasons",
    attributes: &[money("priceFrom", "price_from"), money("priceTo", "price_to")],
    relationships: &[],
};
