//! Reports that put lines and orders together: sales, what preorders will need, florists.

use super::{by_day, column, detail, ids, sum, words, Kind, Type};
use crate::jsonapi::fields::{CATEGORY, CUSTOMER, ITEM, SOURCE, STORE, WORKER};

/// What was sold, as the statistics count it: orders that are done, by the moment they were
/// posted; the revenue is the sum of the lines' totals.
pub(super) static SALES: Type = Type {
    name: "Sales",
    from: "orders o CROSS JOIN order_lines l ON l.order_id = o.id
           LEFT JOIN inventory_items i ON i.id = l.item_id LEFT JOIN categories c ON c.id = i.category_id
           LEFT JOIN stores s ON s.id = o.store_id LEFT JOIN order_sources f ON f.id = o.source_id
           LEFT JOIN workers w ON w.id = o.posted_by",
    when: "o.status = 'done' AND o.posted_at BETWEEN ?1 AND ?2",
    details: &[
        by_day("o.posted_at"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("source", "Источник", "coalesce(f.title, 'Без источника')", "o.source_id"),
        detail("worker", "Продавец", "trim(w.last_name || ' ' || w.first_name)", "o.posted_by"),
        detail("category", "Категория", "coalesce(c.title, 'Без категории')", "i.category_id"),
        detail("item", "Товар", "coalesce(i.title, 'Без товара')", "l.item_id"),
    ],
    usual: Some(&["item"]),
    columns: &[
        column("Заказов", "count(DISTINCT o.id)", Kind::Whole),
        sum("Количество", "sum(l.qty)", Kind::Quantity),
        sum("По ценам, руб.", "sum(l.amount)", Kind::Money),
        sum("Скидки, руб.", "sum(max(l.amount - l.total_amount, 0))", Kind::Money),
        sum("Наценки, руб.", "sum(max(l.total_amount - l.amount, 0))", Kind::Money),
        sum("Выручка, руб.", "sum(l.total_amount)", Kind::Money),
        sum("Себестоимость, руб.", "sum(l.cost)", Kind::Money),
        sum("Прибыль, руб.", "sum(l.total_amount - l.cost)", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("category", "Категория", &CATEGORY, "i.category_id"),
        ids("item", "Товар", &ITEM, "l.item_id"),
        ids("source", "Источник", &SOURCE, "o.source_id"),
        ids("worker", "Продавец", &WORKER, "o.posted_by"),
        ids("customer", "Клиент", &CUSTOMER, "o.customer_id"),
    ],
    order: "",
};

/// Goods of open orders, by when they are due.
pub(super) static PREORDER_ITEMS: Type = Type {
    name: "PreorderItems",
    from: "orders o CROSS JOIN order_lines l ON l.order_id = o.id
           LEFT JOIN inventory_items i ON i.id = l.item_id LEFT JOIN categories c ON c.id = i.category_id
           LEFT JOIN stores s ON s.id = o.store_id",
    when: "o.status IN ('new', 'notAccepted', 'assembled', 'courier')
           AND coalesce(o.due_time, o.created_at) BETWEEN ?1 AND ?2",
    details: &[
        by_day("coalesce(o.due_time, o.created_at)"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("order", "Заказ", "o.doc_no", "o.id"),
        detail("category", "Категория", "coalesce(c.title, 'Без категории')", "i.category_id"),
        detail("item", "Товар", "coalesce(i.title, 'Без товара')", "l.item_id"),
    ],
    usual: Some(&["item"]),
    columns: &[
        column("Заказов", "count(DISTINCT o.id)", Kind::Whole),
        sum("Количество", "sum(l.qty)", Kind::Quantity),
        sum("Сумма, руб.", "sum(l.total_amount)", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("category", "Категория", &CATEGORY, "i.category_id"),
        ids("item", "Товар", &ITEM, "l.item_id"),
        words("status", "Статус", &["new", "notAccepted", "assembled", "courier"], "o.status"),
    ],
    order: "",
};

/// Orders sold, by the florist they name.
pub(super) static FLORISTS_RESULTS: Type = Type {
    name: "FloristsResults",
    from: "orders o LEFT JOIN workers w ON w.id = o.florist_id LEFT JOIN stores s ON s.id = o.store_id",
    when: "o.status = 'done' AND o.posted_at BETWEEN ?1 AND ?2",
    details: &[
        by_day("o.posted_at"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail(
            "florist",
            "Флорист",
            "coalesce(trim(w.last_name || ' ' || w.first_name), 'Без флориста')",
            "o.florist_id",
        ),
    ],
    usual: Some(&["florist"]),
    columns: &[
        sum("Заказов", "count(*)", Kind::Whole),
        sum(
            "Букетов",
            "sum((SELECT count(DISTINCT l.bouquet_id) FROM order_lines l WHERE l.order_id = o.id))",
            Kind::Whole,
        ),
        column("Средний чек, руб.", "CAST(round(avg(o.total_amount)) AS INTEGER)", Kind::Money),
        sum("Скидки, руб.", "sum(o.discounts_amount)", Kind::Money),
        sum("Выручка, руб.", "sum(o.total_amount)", Kind::Money),
        sum("Себестоимость, руб.", "sum(o.cost)", Kind::Money),
        sum("Прибыль, руб.", "sum(o.total_amount - o.cost)", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("florist", "Флорист", &WORKER, "o.florist_id"),
    ],
    order: "",
};
