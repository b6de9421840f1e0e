//! Orders and everything that belongs to one: lines, bouquets, payments, discounts, history.

use super as to;
use crate::jsonapi::resource::{
    day, flag, integer, many, moment, money, one, quantity, text, word, Resource,
};

pub(crate) static ORDERS: Resource = Resource {
    name: "orders",
    table: "orders",
    attributes: &[
        word(
            "status",
            "status",
            &["new", "done", "canceled", "returned", "courier", "assembled", "notAccepted"],
        ),
        day("date", "date"),
        text("docNo", "doc_no"),
        text("description", "description"),
        money("budget", "budget"),
        moment("dueTime", "due_time"),
        flag("delivery", "delivery"),
        text("deliveryComments", "delivery_comments"),
        text("deliveryCity", "delivery_city"),
        text("deliveryStreet", "delivery_street"),
        text("deliveryHouse", "delivery_house"),
        text("deliveryApartment", "delivery_apartment"),
        text("deliveryBuilding", "delivery_building"),
        text("deliveryContact", "delivery_contact"),
        text("deliveryPhoneCode", "delivery_phone_code"),
        text("deliveryPhoneNumber", "delivery_phone_number"),
        moment("deliveryTimeFrom", "delivery_time_from"),
        moment("deliveryTimeTo", "delivery_time_to"),
        word("deliveryStatus", "delivery_status", &["courier", "delivered", "cannotBeDelivered"]),
        moment("createdAt", "created_at"),
        moment("updatedAt", "updated_at"),
        moment("updatedStatusAt", "updated_status_at"),
        moment("modifiedAt", "modified_at"),
        flag("fiscal", "fiscal"),
        flag("fiscalized", "fiscalized"),
        moment("fiscalizedAt", "fiscalized_at"),
        flag("byBonuses", "by_bonuses"),
        flag("posted", "posted"),
        moment("postedAt", "posted_at"),
        text("cancelComment", "cancel_comment"),
        money("totalAmount", "total_amount"),
        money("paymentsAmount", "payments_amount"),
        flag("isExternal", "is_external"),
        text("externalId", "external_id"),
        text("amoLeadId", "amo_lead_id"),
        moment("lockedAt", "locked_at"),
        moment("lockedAtSmartphone", "locked_at_smartphone"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("source", to::source, "source_id"),
        one("store", to::store, "store_id"),
        one("customer", to::customer, "customer_id"),
        one("postedBy", to::worker, "posted_by"),
        one("createdBy", to::worker, "created_by"),
        one("updatedBy", to::worker, "updated_by"),
        one("lockedBy", to::worker, "locked_by"),
        one("florist", to::worker, "florist_id"),
        one("courier", to::worker, "courier_id"),
        many(
            "lines",
            to::line,
            "SELECT order_id, id FROM order_lines
             WHERE order_id IN (SELECT value FROM json_each(?1)) ORDER BY seq",
        ),
        many(
            "payments",
            to::payment,
            "SELECT order_id, id FROM order_payments
             WHERE order_id IN (SELECT value FROM json_each(?1)) ORDER BY created_at, seq",
        ),
        many(
            "discounts",
            to::discount,
            "SELECT order_id, id FROM order_discounts
             WHERE order_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
        ),
        many(
            "history",
            to::history_line,
            "SELECT order_id, CAST(id AS TEXT) FROM order_history
             WHERE order_id IN (SELECT value FROM json_each(?1)) ORDER BY order_history.id",
        ),
        many(
            "images",
            to::image,
            "SELECT order_id, image_id FROM order_images
             WHERE order_id IN (SELECT value FROM json_each(?1)) ORDER BY image_id",
        ),
        many(
            "tags",
            to::tag,
            "SELECT order_id, tag_id FROM order_tag_links
             WHERE order_id IN (SELECT value FROM json_each(?1)) ORDER BY tag_id",
        ),
    ],
};

pub(crate) static LINES: Resource = Resource {
    name: "order-lines",
    table: "order_lines",
    attributes: &[
        quantity("qty", "qty"),
        money("price", "price"),
        money("amount", "amount"),
        money("discountPrice", "discount_price"),
        money("totalAmount", "total_amount"),
        money("totalAmountWithDiscount", "total_with_discount"),
        flag("manualSetting", "manual"),
    ],
    relationships: &[
        one("item", to::item, "item_id"),
        one("bouquet", to::bouquet, "bouquet_id"),
        one(
            "measure",
            to::measure,
            "(SELECT i.measure_id FROM inventory_items i WHERE i.id = order_lines.item_id)",
        ),
    ],
};

pub(crate) static BOUQUETS: Resource = Resource {
    name: "bouquets",
    table: "bouquets",
    attributes: &[
        text("docNo", "doc_no"),
        text("title", "title"),
        integer("height", "height"),
        integer("width", "width"),
        text("description", "description"),
        money("amount", "amount"),
        money("saleAmount", "sale_amount"),
        money("trueSaleAmount", "true_sale_amount"),
        word("status", "status", &["created", "demonstrated", "sold", "disassembled"]),
        moment("onWindowAt", "on_window_at"),
        moment("createdAt", "created_at"),
        moment("updatedAt", "updated_at"),
        moment("completedAt", "completed_at"),
        flag("public", "public"),
        money("discount", "discount"),
        word("discountType", "discount_type", &["absolute", "percent"]),
        money("markup", "markup"),
        word("markupType", "markup_type", &["absolute", "percent"]),
        integer("qty", "qty"),
        text("barcode", "barcode"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("store", to::store, "store_id"),
        one("createdBy", to::user, "created_by"),
        one("updatedBy", to::user, "updated_by"),
        one("logo", to::image, "logo_id"),
        many(
            "lines",
            to::bouquet_line,
            "SELECT bouquet_id, id FROM bouquet_lines
             WHERE bouquet_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
        ),
    ],
};

/// What a bouquet on the showcase is made of.
pub(crate) static BOUQUET_LINES: Resource = Resource {
    name: "bouquet-lines",
    table: "bouquet_lines",
    attributes: &[quantity("qty", "qty"), money("price", "price")],
    relationships: &[one("item", to::item, "item_id")],
};

pub(crate) static PAYMENTS: Resource = Resource {
    name: "order-payments",
    table: "order_payments",
    attributes: &[
        word("paymentType", "payment_type", &["payment", "return", "change"]),
        day("date", "date"),
        money("amount", "amount"),
        money("bonusAmount", "bonus_amount"),
        text("description", "description"),
        moment("createdAt", "created_at"),
        flag("posted", "posted"),
        moment("postedAt", "posted_at"),
        text("terminalTransactionId", "terminal_transaction_id"),
        flag("prepayment", "prepayment"),
        flag("fiscalized", "fiscalized"),
        moment("fiscalizedAt", "fiscalized_at"),
        text("paymentLink", "payment_link"),
    ],
    relationships: &[
        one("method", to::payment_method, "method_id"),
        one("shift", to::shift, "shift_id"),
        one("fiscalShift", to::shift, "fiscal_shift_id"),
        one("createdBy", to::worker, "created_by"),
        one("postedBy", to::worker, "posted_by"),
        one("fiscalizedBy", to::worker, "fiscalized_by"),
        one("order", to::order, "order_id"),
        one("parent", to::payment, "parent_id"),
    ],
};

pub(crate) static PAYMENT_METHODS: Resource = Resource {
    name: "payment-methods",
    table: "payment_methods",
    attributes: &[text("title", "title"), text("code", "code")],
    relationships: &[],
};

pub(crate) static SHIFTS: Resource = Resource {
    name: "shifts",
    table: "shifts",
    attributes: &[moment("openedAt", "opened_at"), moment("closedAt", "closed_at")],
    relationships: &[one("store", to::store, "store_id")],
};

pub(crate) static DISCOUNTS: Resource = Resource {
    name: "order-discounts",
    table: "order_discounts",
    attributes: &[
        word("discountType", "discount_type", &["discount", "markup"]),
        word("valueType", "value_type", &["absolute", "percent"]),
        money("value", "value"),
        money("amount", "amount"),
    ],
    relationships: &[one("reason", to::discount_reason, "reason_id")],
};

pub(crate) static DISCOUNT_REASONS: Resource = Resource {
    name: "discount-reasons",
    table: "discount_reasons",
    attributes: &[
        text("title", "title"),
        word("discountType", "discount_type", &["discount", "markup"]),
        flag("deleted", "deleted"),
        integer("revision", "revision"),
    ],
    relationships: &[],
};

pub(crate) static HISTORY_LINES: Resource = Resource {
    name: "order-history-lines",
    table: "order_history",
    attributes: &[
        word(
            "status",
            "status",
            &["new", "done", "canceled", "returned", "courier", "assembled", "notAccepted"],
        ),
        moment("createdAt", "created_at"),
        text("comment", "comment"),
    ],
    relationships: &[one("worker", to::worker, "worker_id")],
};

pub(crate) static SOURCES: Resource = Resource {
    name: "order-sources",
    table: "order_sources",
    attributes: &[text("title", "title"), flag("hidden", "hidden"), integer("revision", "revision")],
    relationships: &[],
};

pub(crate) static TAGS: Resource = Resource {
    name: "order-tags",
    table: "order_tags",
    attributes: &[text("title", "title"), flag("deleted", "deleted"), integer("revision", "revision")],
    relationships: &[],
};

/// Why cash is taken from or put into the till.
pub(crate) static CASH_REASONS: Resource = Resource {
    name: "cash-reasons",
    table: "cash_reasons",
    attributes: &[
        text("title", "title"),
        word("typeReason", "type_reason", &["withdraw", "deposit"]),
        word("status", "status", &["on", "deleted"]),
        integer("revision", "revision"),
    ],
    relationships: &[],
};
