//! Orders, their money, bouquets, and the orders behind figures (59 to 79).

use super::{
    Operation, DELETE, DELIVER, EDIT_BOUQUETS, GET, PATCH, POST, SEE_BOUQUETS, SEE_ORDERS, SEE_STATS,
};
use crate::resources as to;
use crate::sections::{bouquets, orders};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(59, GET, "/v1/orders", SEE_ORDERS, orders::list::list, "List orders")
        .many(to::order).tells(orders::list::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(60, POST, "/v1/orders", &["retail.orders.new"], orders::create::create, "Take an order")
        .sends(&orders::create::SHAPE).one(to::order).created()
        .includes(orders::INCLUDES),
    Operation::new(61, GET, "/v1/orders/{id}", SEE_ORDERS, orders::list::detail, "See an order")
        .one(to::order)
        .includes(orders::INCLUDES),
    Operation::new(62, PATCH, "/v1/orders/{id}", &["retail.orders.edit"], orders::update::update, "Change an order")
        .sends(&orders::record::SHAPE).one(to::order).created()
        .includes(orders::INCLUDES),
    Operation::new(63, PATCH, "/v1/orders/{id}/fiscal", &["retail.orders.edit"], orders::fiscal::update, "Set the fiscal mark of an order")
        .sends(&orders::fiscal::SHAPE).figure(&orders::fiscal::MARK),
    Operation::new(64, PATCH, "/v1/orders/{id}/delivery-status", DELIVER, orders::delivery::update, "Say how the delivery of an order goes")
        .sends(&orders::delivery::SHAPE).one(to::order)
        .includes(orders::INCLUDES),
    Operation::new(65, PATCH, "/v1/orders/{id}/return", &["retail.orders.cancel"], orders::give_back::update, "Take an order back")
        .sends(&orders::give_back::SHAPE).one(to::order)
        .includes(orders::INCLUDES),
    Operation::new(66, POST, "/v1/orders/{id}/payments", &["retail.orders.edit"], orders::payments::create, "Take a payment of an order")
        .sends(&orders::payments::SHAPE).one(to::payment)
        .includes(orders::payments::INCLUDES),
    Operation::new(67, PATCH, "/v1/orders/{id}/bouquets/{bouquetId}", &["retail.orders.edit"], orders::separate::update, "Take a bouquet out of an order and put it on the showcase")
        .sends(&orders::separate::SHAPE).one(to::bouquet)
        .includes(bouquets::INCLUDES),
    Operation::new(68, PATCH, "/v1/payments/{paymentId}", &["retail.orders.edit"], orders::payments::update, "Change the marks and words of a payment")
        .sends(&orders::payments::CHANGE_SHAPE).one(to::payment)
        .includes(orders::payments::INCLUDES),
    Operation::new(69, GET, "/v1/payments", SEE_ORDERS, orders::payments::list, "List payments")
        .many(to::payment)
        .takes_parameters(orders::payments::PARAMETERS).includes(orders::payments::INCLUDES).sorts(orders::payments::SORTS),
    Operation::new(70, GET, "/v1/bouquets", SEE_BOUQUETS, bouquets::list, "List bouquets")
        .many(to::bouquet).tells(bouquets::TOLD)
        .takes_parameters(bouquets::PARAMETERS).includes(bouquets::INCLUDES).sorts(bouquets::SORTS),
    Operation::new(71, POST, "/v1/bouquets", EDIT_BOUQUETS, bouquets::change::create, "Assemble bouquets")
        .sends_one_or_many(&bouquets::change::SHAPE).one_or_many(to::bouquet)
        .includes(bouquets::INCLUDES),
    Operation::new(72, DELETE, "/v1/bouquets/{id}", EDIT_BOUQUETS, bouquets::change::delete, "Take a bouquet apart"),
    Operation::new(73, PATCH, "/v1/bouquets/{id}", EDIT_BOUQUETS, bouquets::change::update, "Change a bouquet")
        .sends_one_or_many(&bouquets::change::CHANGE_SHAPE).one_or_many(to::bouquet)
        .includes(bouquets::INCLUDES),
    Operation::new(74, GET, "/v1/orders/analytics/shipment-revenue", SEE_STATS, orders::analytics::shipment_revenue, "Orders behind the revenue")
        .many(to::order).tells(orders::analytics::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(75, GET, "/v1/orders/analytics/marginality", SEE_STATS, orders::analytics::marginality, "Orders behind the marginality")
        .many(to::order).tells(orders::analytics::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(76, GET, "/v1/orders/analytics/bonuses-subtract", SEE_STATS, orders::analytics::bonuses_subtract, "Orders paid with points")
        .many(to::order).tells(orders::analytics::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(77, GET, "/v1/orders/analytics/bonuses-accrued", SEE_STATS, orders::analytics::bonuses_accrued, "Orders customers got points for")
        .many(to::order).tells(orders::analytics::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(78, GET, "/v1/orders/analytics/total-discount", SEE_STATS, orders::analytics::total_discount, "Orders with a discount")
        .many(to::order).tells(orders::analytics::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(79, GET, "/v1/orders/analytics/returned", SEE_STATS, orders::analytics::returned, "Orders that came back")
        .many(to::order).tells(orders::analytics::TOLD)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
];
