//! Customers and the groups, sources, preferences and events around them.

use super as to;
use crate::jsonapi::resource::{day, flag, integer, many, moment, money, one, text, word, Resource};

pub(crate) static CUSTOMERS: Resource = Resource {
    name: "customers",
    table: "customers",
    attributes: &[
        text("title", "title"),
        day("birthday", "birthday"),
        text("email", "email"),
        text("instagram", "instagram"),
        word("status", "status", &["on", "off", "deleted"]),
        flag("isPerson", "is_person"),
        text("bonusCard", "bonus_card"),
        text("notes", "notes"),
        word("gender", "gender", &["male", "female"]),
        text("phone", "phone"),
        integer("countryCode", "country_code"),
        money("averageCheck", "average_check"),
        money("ordersAmount", "orders_amount"),
        integer("ordersQty", "orders_qty"),
        integer("spentPoints", "spent_points"),
        integer("currentPoints", "current_points"),
        moment("createdAt", "created_at"),
        moment("updatedAt", "updated_at"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("person", to::person, "person_id"),
        one("bonusGroup", to::bonus_group, "bonus_group_id"),
        one("createdBy", to::worker, "created_by"),
        many(
            "discountGroups",
            to::discount_group,
            "SELECT customer_id, group_id FROM customer_discount_groups
             WHERE customer_id IN (SELECT value FROM json_each(?1)) ORDER BY group_id",
        ),
        many(
            "customerSources",
            to::customer_source,
            "SELECT customer_id, source_id FROM customer_source_links
             WHERE customer_id IN (SELECT value FROM json_each(?1)) ORDER BY source_id",
        ),
        many(
            "customerPreferences",
            to::customer_preference,
            "SELECT customer_id, preference_id FROM customer_preference_links
             WHERE customer_id IN (SELECT value FROM json_each(?1)) ORDER BY preference_id",
        ),
        many(
            "customerEvents",
            to::customer_event,
            "SELECT customer_id, id FROM customer_events
             WHERE customer_id IN (SELECT value FROM json_each(?1)) ORDER BY date_from, id",
        ),
    ],
};

pub(crate) static PERSONS: Resource = Resource {
    name: "persons",
    table: "persons",
    attributes: &[
        text("firstName", "first_name"),
        text("lastName", "last_name"),
        text("middleName", "middle_name"),
        text("phone", "phone"),
        text("email", "email"),
    ],
    relationships: &[],
};

pub(crate) static SOURCES: Resource = Resource {
    name: "customer-sources",
    table: "customer_sources",
    attributes: &[text("title", "title"), flag("deleted", "deleted"), integer("revision", "revision")],
    relationships: &[],
};

pub(crate) static PREFERENCES: Resource = Resource {
    name: "customer-preferences",
    table: "customer_preferences",
    attributes: &[text("title", "title"), flag("deleted", "deleted"), integer("revision", "revision")],
    relationships: &[],
};

pub(crate) static EVENTS: Resource = Resource {
    name: "customer-events",
    table: "customer_events",
    attributes: &[text("title", "title"), day("dateFrom", "date_from"), day("dateUntil", "date_until")],
    relationships: &[one("customer", to::customer, "customer_id")],
};

pub(crate) static BONUS_GROUPS: Resource = Resource {
    name: "bonus-groups",
    table: "bonus_groups",
    attributes: &[
        text("title", "title"),
        integer("bonusRate", "bonus_rate"),
        integer("limit", "spend_limit"),
        integer("entryAmount", "entry_amount"),
        flag("private", "private"),
        flag("activateOnEntry", "activate_on_entry"),
        word("status", "status", &["on", "off", "deleted"]),
        moment("validFrom", "valid_from"),
        moment("validTo", "valid_to"),
        moment("updatedAt", "updated_at"),
        integer("revision", "revision"),
    ],
    relationships: &[many(
        "rules",
        to::bonus_group_rule,
        "SELECT group_id, id FROM bonus_group_rules
         WHERE group_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
    )],
};

pub(crate) static BONUS_GROUP_RULES: Resource = Resource {
    name: "bonus-group-rules",
    table: "bonus_group_rules",
    attributes: &[integer("bonusRate", "rate")],
    relationships: &[one("category", to::category, "category_id")],
};

pub(crate) static DISCOUNT_GROUPS: Resource = Resource {
    name: "discount-groups",
    table: "discount_groups",
    attributes: &[
        text("title", "title"),
        integer("discount", "discount"),
        integer("entryAmount", "entry_amount"),
        flag("private", "private"),
        flag("activateOnEntry", "activate_on_entry"),
        word("status", "status", &["on", "off", "deleted"]),
        moment("validFrom", "valid_from"),
        moment("validTo", "valid_to"),
        moment("createdAt", "created_at"),
        moment("updatedAt", "updated_at"),
        integer("revision", "revision"),
    ],
    relationships: &[many(
        "rules",
        to::discount_group_rule,
        "SELECT group_id, id FROM discount_group_rules
         WHERE group_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
    )],
};

pub(crate) static DISCOUNT_GROUP_RULES: Resource = Resource {
    name: "discount-group-rules",
    table: "discount_group_rules",
    attributes: &[integer("discount", "discount")],
    relationships: &[one("category", to::category, "category_id")],
};

/// The days of a celebration come with it.
pub(crate) static CELEBRATIONS: Resource = Resource {
    name: "customer-celebrations",
    table: "customer_celebrations",
    attributes: &[text("title", "title")],
    relationships: &[many(
        "dates",
        to::celebration_date,
        "SELECT celebration_id, id FROM celebration_dates
         WHERE celebration_id IN (SELECT value FROM json_each(?1)) ORDER BY date_from, id",
    )],
};

pub(crate) static CELEBRATION_DATES: Resource = Resource {
    name: "celebration-dates",
    table: "celebration_dates",
    attributes: &[day("dateFrom", "date_from"), day("dateUntil", "date_until")],
    relationships: &[],
};

/// Which customer keeps which day of which celebration.
pub(crate) static CUSTOMER_CELEBRATION_DATES: Resource = Resource {
    name: "customer-celebration-dates",
    table: "customer_celebration_days",
    attributes: &[],
    relationships: &[
        one("customer", to::customer, "customer_id"),
        one("dateCelebration", to::celebration_date, "date_id"),
        one("celebration", to::celebration, "celebration_id"),
    ],
};

/// Points got and spent. `admin`: set by hand.
pub(crate) static BONUS_HISTORY: Resource = Resource {
    name: "customer-bonus-history-lines",
    table: "customer_bonus_history",
    attributes: &[integer("amount", "amount"), flag("admin", "admin"), moment("createdAt", "created_at")],
    relationships: &[one("order", to::order, "order_id")],
};

pub(crate) static BONUS_GROUP_CHANGES: Resource = Resource {
    name: "bonus-group-changes-history",
    table: "bonus_group_changes",
    attributes: &[
        moment("createdAt", "created_at"),
        word("operationType", "operation_type", &["create", "update", "delete"]),
        text("field", "field"),
        text("oldValue", "old_value"),
        text("newValue", "new_value"),
    ],
    relationships: &[one("bonusGroup", to::bonus_group, "group_id")],
};
