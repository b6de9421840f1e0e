//! Orders, their money, bouquets, and the orders behind figures (59 to 79).

use super::{
    Operation, DELETE, DELIVER, EDIT_BOUQUETS, GET, PATCH, POST, SEE_BOUQUETS, SEE_ORDERS, SEE_STATS,
};
use crate::sections::{bouquets, orders};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(59, GET, "/v1/orders", SEE_ORDERS, orders::list::list)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(60, POST, "/v1/orders", &["retail.orders.new"], orders::create::create)
        .includes(orders::INCLUDES),
    Operation::new(61, GET, "/v1/orders/{id}", SEE_ORDERS, orders::list::detail)
        .includes(orders::INCLUDES),
    Operation::new(62, PATCH, "/v1/orders/{id}", &["retail.orders.edit"], orders::update::update)
        .includes(orders::INCLUDES),
    Operation::new(63, PATCH, "/v1/orders/{id}/fiscal", &["retail.orders.edit"], orders::fiscal::update),
    Operation::new(64, PATCH, "/v1/orders/{id}/delivery-status", DELIVER, orders::delivery::update)
        .includes(orders::INCLUDES),
    Operation::new(65, PATCH, "/v1/orders/{id}/return", &["retail.orders.cancel"], orders::give_back::update)
        .includes(orders::INCLUDES),
    Operation::new(66, POST, "/v1/orders/{id}/payments", &["retail.orders.edit"], orders::payments::create)
        .includes(orders::payments::INCLUDES),
    Operation::new(67, PATCH, "/v1/orders/{id}/bouquets/{bouquetId}", &["retail.orders.edit"], orders::separate::update)
        .includes(bouquets::INCLUDES),
    Operation::new(68, PATCH, "/v1/payments/{paymentId}", &["retail.orders.edit"], orders::payments::update)
        .includes(orders::payments::INCLUDES),
    Operation::new(69, GET, "/v1/payments", SEE_ORDERS, orders::payments::list)
        .takes_parameters(orders::payments::PARAMETERS).includes(orders::payments::INCLUDES).sorts(orders::payments::SORTS),
    Operation::new(70, GET, "/v1/bouquets", SEE_BOUQUETS, bouquets::list)
        .takes_parameters(bouquets::PARAMETERS).includes(bouquets::INCLUDES).sorts(bouquets::SORTS),
    Operation::new(71, POST, "/v1/bouquets", EDIT_BOUQUETS, bouquets::change::create)
        .includes(bouquets::INCLUDES),
    Operation::new(72, DELETE, "/v1/bouquets/{id}", EDIT_BOUQUETS, bouquets::change::delete),
    Operation::new(73, PATCH, "/v1/bouquets/{id}", EDIT_BOUQUETS, bouquets::change::update)
        .includes(bouquets::INCLUDES),
    Operation::new(74, GET, "/v1/orders/analytics/shipment-revenue", SEE_STATS, orders::analytics::shipment_revenue)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(75, GET, "/v1/orders/analytics/marginality", SEE_STATS, orders::analytics::marginality)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(76, GET, "/v1/orders/analytics/bonuses-subtract", SEE_STATS, orders::analytics::bonuses_subtract)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(77, GET, "/v1/orders/analytics/bonuses-accrued", SEE_STATS, orders::analytics::bonuses_accrued)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(78, GET, "/v1/orders/analytics/total-discount", SEE_STATS, orders::analytics::total_discount)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(79, GET, "/v1/orders/analytics/returned", SEE_STATS, orders::analytics::returned)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
];
