//! Dictionaries, groups, workers, the warehouse's documents, stores (80 to 117, 134, 135).

use super::{
    Operation, DELETE, EDIT_SETTINGS, EDIT_WAREHOUSE, GET, PATCH, POST, SEE_CUSTOMERS, SEE_ORDERS,
    SEE_WAREHOUSE,
};
use crate::jsonapi::list::Conditions;
use crate::resources as to;
use crate::sections::{
    bonus_groups, cash_reasons, discount_groups, discount_reasons, movement_acts, order_sources, order_tags,
    stores, workers,
};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(80, GET, "/v1/order-tags", SEE_ORDERS, |call, connection| {
        order_tags::TAGS.list(call, connection, Conditions::default())
    }, "List order tags")
        .many(to::tag)
        .sorts(order_tags::SORTS),
    Operation::new(81, POST, "/v1/order-tags", EDIT_SETTINGS, |call, connection| {
        order_tags::TAGS.create(call, connection)
    }, "Add an order tag")
        .sends(&order_tags::SHAPE).one(to::tag).created(),
    Operation::new(82, DELETE, "/v1/order-tags/{id}", EDIT_SETTINGS, |call, connection| {
        order_tags::TAGS.delete(call, connection)
    }, "Put an order tag away"),
    Operation::new(83, GET, "/v1/discount-reasons", SEE_ORDERS, |call, connection| {
        discount_reasons::REASONS.list(call, connection, Conditions::default())
    }, "List reasons of discounts and markups")
        .many(to::discount_reason)
        .sorts(discount_reasons::SORTS),
    Operation::new(84, POST, "/v1/discount-reasons", EDIT_SETTINGS, |call, connection| {
        discount_reasons::REASONS.create(call, connection)
    }, "Add a reason of discounts or markups")
        .sends(&discount_reasons::SHAPE).one(to::discount_reason).created(),
    Operation::new(85, DELETE, "/v1/discount-reasons", EDIT_SETTINGS, discount_reasons::delete, "Put reasons of discounts away")
        .sends_ids("discount-reasons"),
    Operation::new(86, GET, "/v1/discount-reasons/{id}", SEE_ORDERS, |call, connection| {
        discount_reasons::REASONS.detail(call, connection, call.id())
    }, "See a reason of discounts")
        .one(to::discount_reason),
    Operation::new(87, PATCH, "/v1/discount-reasons/{id}", EDIT_SETTINGS, |call, connection| {
        discount_reasons::REASONS.update(call, connection)
    }, "Change a reason of discounts")
        .sends(&discount_reasons::SHAPE).one(to::discount_reason),
    Operation::new(88, GET, "/v1/cash-reasons", SEE_ORDERS, |call, connection| {
        cash_reasons::REASONS.list(call, connection, Conditions::default())
    }, "List reasons of cash in and out")
        .many(to::cash_reason)
        .sorts(cash_reasons::SORTS),
    Operation::new(89, POST, "/v1/cash-reasons", EDIT_SETTINGS, |call, connection| {
        cash_reasons::REASONS.create(call, connection)
    }, "Add a reason of cash in or out")
        .sends(&cash_reasons::SHAPE).one(to::cash_reason).created(),
    Operation::new(90, GET, "/v1/cash-reasons/{id}", SEE_ORDERS, |call, connection| {
        cash_reasons::REASONS.detail(call, connection, call.id())
    }, "See a reason of cash in or out")
        .one(to::cash_reason),
    Operation::new(91, PATCH, "/v1/cash-reasons/{id}", EDIT_SETTINGS, cash_reasons::update, "Change or delete a reason of cash in or out")
        .sends(&cash_reasons::SHAPE).one(to::cash_reason).created(),
    Operation::new(92, GET, "/v1/order-sources", SEE_ORDERS, |call, connection| {
        order_sources::SOURCES.list(call, connection, Conditions::default())
    }, "List order sources")
        .many(to::source)
        .sorts(order_sources::SORTS),
    Operation::new(93, POST, "/v1/order-sources", EDIT_SETTINGS, order_sources::create, "Add order sources")
        .sends_many(&order_sources::SHAPE).many(to::source).created(),
    Operation::new(94, PATCH, "/v1/order-sources", EDIT_SETTINGS, order_sources::update, "Change order sources")
        .sends_many(&order_sources::SHAPE).many(to::source).created(),
    Operation::new(95, DELETE, "/v1/order-sources", EDIT_SETTINGS, order_sources::delete, "Hide order sources")
        .sends_ids("order-sources").gone(),
    Operation::new(96, GET, "/v1/order-sources/{id}", SEE_ORDERS, |call, connection| {
        order_sources::SOURCES.detail(call, connection, call.id())
    }, "See an order source")
        .one(to::source),
    Operation::new(97, GET, "/v1/bonus-groups", SEE_CUSTOMERS, bonus_groups::list, "List bonus groups")
        .many(to::bonus_group).flat_page()
        .includes(bonus_groups::INCLUDES).sorts(bonus_groups::SORTS),
    Operation::new(98, POST, "/v1/bonus-groups", EDIT_SETTINGS, bonus_groups::create, "Add a bonus group")
        .sends(&bonus_groups::SHAPE).one(to::bonus_group).created()
        .includes(bonus_groups::INCLUDES),
    Operation::new(99, DELETE, "/v1/bonus-groups", EDIT_SETTINGS, bonus_groups::delete, "Delete bonus groups")
        .sends_ids("bonus-groups").gone(),
    Operation::new(100, GET, "/v1/bonus-groups/{id}", SEE_CUSTOMERS, |call, connection| {
        bonus_groups::GROUPS.detail(call, connection, call.id())
    }, "See a bonus group")
        .one(to::bonus_group)
        .includes(bonus_groups::INCLUDES),
    Operation::new(101, PATCH, "/v1/bonus-groups/{id}", EDIT_SETTINGS, bonus_groups::update, "Change a bonus group")
        .sends(&bonus_groups::SHAPE).one(to::bonus_group).created()
        .includes(bonus_groups::INCLUDES),
    Operation::new(102, GET, "/v1/bonus-group-changes-history", SEE_CUSTOMERS, bonus_groups::changes, "List how bonus groups changed")
        .many(to::bonus_group_change)
        .includes(bonus_groups::CHANGE_INCLUDES).whole(),
    Operation::new(103, GET, "/v1/discount-groups", SEE_CUSTOMERS, discount_groups::list, "List discount groups")
        .many(to::discount_group).flat_page()
        .includes(discount_groups::INCLUDES).sorts(discount_groups::SORTS),
    Operation::new(104, POST, "/v1/discount-groups", EDIT_SETTINGS, discount_groups::create, "Add a discount group")
        .sends(&discount_groups::SHAPE).one(to::discount_group).created()
        .includes(discount_groups::INCLUDES),
    Operation::new(105, DELETE, "/v1/discount-groups", EDIT_SETTINGS, discount_groups::delete, "Delete discount groups")
        .sends_ids("discount-groups").gone(),
    Operation::new(106, GET, "/v1/discount-groups/{id}", SEE_CUSTOMERS, |call, connection| {
        discount_groups::GROUPS.detail(call, connection, call.id())
    }, "See a discount group")
        .one(to::discount_group)
        .includes(discount_groups::INCLUDES),
    Operation::new(107, PATCH, "/v1/discount-groups/{id}", EDIT_SETTINGS, discount_groups::update, "Change a discount group")
        .sends(&discount_groups::SHAPE).one(to::discount_group)
        .includes(discount_groups::INCLUDES),
    Operation::new(108, GET, "/v1/workers", SEE_ORDERS, workers::list, "List workers")
        .many(to::worker)
        .takes_parameters(workers::PARAMETERS).includes(workers::INCLUDES).sorts(workers::SORTS),
    Operation::new(109, POST, "/v1/workers", EDIT_SETTINGS, workers::change::create, "Hire a worker")
        .sends(&workers::change::SHAPE).one(to::worker).created()
        .includes(workers::INCLUDES),
    Operation::new(110, PATCH, "/v1/workers", EDIT_SETTINGS, workers::change::switch, "Switch workers on or off")
        .sends_many(&workers::change::SWITCHED).many(to::worker)
        .includes(workers::INCLUDES),
    Operation::new(111, DELETE, "/v1/workers", EDIT_SETTINGS, workers::change::dismiss, "Dismiss workers")
        .sends_ids("workers"),
    Operation::new(112, GET, "/v1/worker/{id}", SEE_ORDERS, workers::detail, "See a worker")
        .one(to::worker)
        .includes(workers::INCLUDES),
    Operation::new(113, PATCH, "/v1/worker/{id}", EDIT_SETTINGS, workers::change::update, "Change a worker")
        .sends(&workers::change::SHAPE).one(to::worker)
        .includes(workers::INCLUDES),
    Operation::new(114, GET, "/v1/movement-acts", SEE_WAREHOUSE, movement_acts::list, "List movement acts")
        .many(to::movement_act)
        .takes_parameters(movement_acts::PARAMETERS).includes(movement_acts::INCLUDES).sorts(movement_acts::SORTS),
    Operation::new(115, POST, "/v1/movement-acts", EDIT_WAREHOUSE, movement_acts::create, "Move goods from store to store")
        .sends(&movement_acts::SHAPE).one(to::movement_act).created()
        .includes(movement_acts::INCLUDES),
    Operation::new(116, GET, "/v1/movement-act/{id}", SEE_WAREHOUSE, movement_acts::detail, "See a movement act")
        .one(to::movement_act)
        .includes(movement_acts::INCLUDES),
    Operation::new(117, PATCH, "/v1/movement-act/{id}", EDIT_WAREHOUSE, movement_acts::update, "Change a movement act")
        .sends(&movement_acts::SHAPE).one(to::movement_act)
        .includes(movement_acts::INCLUDES),
    Operation::new(134, GET, "/v1/stores", SEE_ORDERS, stores::list, "List stores")
        .many(to::store)
        .takes_parameters(stores::PARAMETERS).includes(stores::INCLUDES).sorts(stores::SORTS).whole(),
    Operation::new(135, GET, "/v1/stores/{id}", SEE_ORDERS, stores::detail, "See a store")
        .one(to::store)
        .includes(stores::INCLUDES),
];
