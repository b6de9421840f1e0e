//! Reports of the stock, from its movements: what came, what was thrown away, what moved.

use super::{by_day, column, detail, ids, sum, Kind, Type};
use crate::jsonapi::fields::{CATEGORY, ITEM, STORE};

/// Deliveries: the packing invoices' movements. The vendor is the first of the item's, because
/// the shop's invoices do not name one.
pub(super) static INCOME_VENDORS: Type = Type {
    name: "IncomeVendors",
    from: "stock_movements m JOIN inventory_items i ON i.id = m.item_id
           LEFT JOIN categories c ON c.id = i.category_id LEFT JOIN stores s ON s.id = m.store_id
           LEFT JOIN vendors v ON v.id = (SELECT min(iv.vendor_id) FROM item_vendors iv WHERE iv.item_id = i.id)",
    when: "m.status = 'active' AND m.kind = 'inventoryTransaction' AND m.qty > 0 AND m.at BETWEEN ?1 AND ?2",
    details: &[
        by_day("m.at"),
        detail("store", "Магазин", "s.title", "m.store_id"),
        detail("vendor", "Поставщик", "coalesce(v.title, 'Без поставщика')", "v.id"),
        detail("document", "Накладная", "m.document_number", "m.document_id"),
        detail("category", "Категория", "coalesce(c.title, 'Без категории')", "i.category_id"),
        detail("item", "Товар", "i.title", "m.item_id"),
    ],
    usual: Some(&["vendor", "item"]),
    columns: &[
        sum("Количество", "sum(m.qty)", Kind::Quantity),
        column("Средняя цена, руб.", "CAST(round(sum(m.amount) * 1000.0 / sum(m.qty)) AS INTEGER)", Kind::Money),
        sum("Сумма, руб.", "sum(m.amount)", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "m.store_id"),
        ids("category", "Категория", &CATEGORY, "i.category_id"),
        ids("item", "Товар", &ITEM, "m.item_id"),
    ],
    order: "",
};

/// What was thrown away.
pub(super) static WRITTEN_OFF_ITEMS: Type = Type {
    name: "WrittenOffItems",
    from: "stock_movements m JOIN inventory_items i ON i.id = m.item_id
           LEFT JOIN categories c ON c.id = i.category_id LEFT JOIN stores s ON s.id = m.store_id",
    when: "m.status = 'active' AND m.kind = 'lossProfit' AND m.qty < 0 AND m.at BETWEEN ?1 AND ?2",
    details: &[
        by_day("m.at"),
        detail("store", "Магазин", "s.title", "m.store_id"),
        detail("document", "Документ", "m.document_number", "m.document_id"),
        detail("category", "Категория", "coalesce(c.title, 'Без категории')", "i.category_id"),
        detail("item", "Товар", "i.title", "m.item_id"),
    ],
    usual: Some(&["item"]),
    columns: &[
        sum("Количество", "-sum(m.qty)", Kind::Quantity),
        sum("Себестоимость, руб.", "-sum(m.amount)", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "m.store_id"),
        ids("category", "Категория", &CATEGORY, "i.category_id"),
        ids("item", "Товар", &ITEM, "m.item_id"),
    ],
    order: "",
};

/// What lay there before, came, went, and lies there at the end: of the goods that ever moved
/// until then.
pub(super) static WAREHOUSE_MOVEMENTS: Type = Type {
    name: "WarehouseMovements",
    from: "stock_movements m JOIN inventory_items i ON i.id = m.item_id
           LEFT JOIN categories c ON c.id = i.category_id LEFT JOIN stores s ON s.id = m.store_id",
    when: "m.status = 'active' AND m.at <= ?2",
    details: &[
        detail("store", "Магазин", "s.title", "m.store_id"),
        detail("category", "Категория", "coalesce(c.title, 'Без категории')", "i.category_id"),
        detail("item", "Товар", "i.title", "m.item_id"),
    ],
    usual: Some(&["item"]),
    columns: &[
        sum("Остаток на начало", "coalesce(sum(m.qty) FILTER (WHERE m.at < ?1), 0)", Kind::Quantity),
        sum("Приход", "coalesce(sum(m.qty) FILTER (WHERE m.at >= ?1 AND m.qty > 0), 0)", Kind::Quantity),
        sum("Расход", "coalesce(-sum(m.qty) FILTER (WHERE m.at >= ?1 AND m.qty < 0), 0)", Kind::Quantity),
        sum("Остаток на конец", "sum(m.qty)", Kind::Quantity),
        sum(
            "Приход, руб.",
            "coalesce(sum(m.amount) FILTER (WHERE m.at >= ?1 AND m.qty > 0), 0)",
            Kind::Money,
        ),
        sum(
            "Расход, руб.",
            "coalesce(-sum(m.amount) FILTER (WHERE m.at >= ?1 AND m.qty < 0), 0)",
            Kind::Money,
        ),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "m.store_id"),
        ids("category", "Категория", &CATEGORY, "i.category_id"),
        ids("item", "Товар", &ITEM, "m.item_id"),
    ],
    order: "",
};
