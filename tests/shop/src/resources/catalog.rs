//! What the shop sells: items, their categories, prices and codes.

use super as to;
use crate::jsonapi::resource::{
    flag, integer, json, many, moment, money, one, quantity, text, word, Resource,
};

pub(crate) static ITEMS: Resource = Resource {
    name: "inventory-items",
    table: "inventory_items",
    attributes: &[
        text("title", "title"),
        text("description", "description"),
        word("itemType", "item_type", &["item", "service"]),
        flag("fractional", "fractional"),
        flag("public", "public"),
        flag("added", "added"),
        text("globalId", "global_id"),
        money("priceMin", "price_min"),
        money("priceMax", "price_max"),
        moment("updatedAt", "updated_at"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("group", to::inventory_group, "group_id"),
        one("category", to::category, "category_id"),
        one("measure", to::measure, "measure_id"),
        one("logo", to::image, "logo_id"),
        many(
            "images",
            to::image,
            "SELECT item_id, image_id FROM item_images
             WHERE item_id IN (SELECT value FROM json_each(?1)) ORDER BY image_id",
        ),
        many(
            "barcodes",
            to::barcode,
            "SELECT item_id, id FROM barcodes
             WHERE item_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
        ),
        many(
            "vendorCodes",
            to::vendor_code,
            "SELECT item_id, id FROM vendor_codes
             WHERE item_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
        ),
        many(
            "prices",
            to::price,
            "SELECT item_id, id FROM prices
             WHERE item_id IN (SELECT value FROM json_each(?1)) ORDER BY store_id",
        ),
    ],
};

pub(crate) static CATEGORIES: Resource = Resource {
    name: "categories",
    table: "categories",
    attributes: &[
        text("title", "title"),
        word("status", "status", &["on", "off"]),
        text("color", "color"),
        json("path", "path"),
        json("pathIds", "path_ids"),
        integer("countPublicItems", "count_public_items"),
        flag("deleted", "deleted"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("parent", to::category, "parent_id"),
        one("group", to::inventory_group, "group_id"),
        one("image", to::image, "image_id"),
    ],
};

pub(crate) static GROUPS: Resource = Resource {
    name: "inventory-groups",
    table: "inventory_groups",
    attributes: &[text("title", "title"), text("groupType", "group_type")],
    relationships: &[],
};

pub(crate) static MEASURES: Resource = Resource {
    name: "measures",
    table: "measures",
    attributes: &[text("title", "title")],
    relationships: &[],
};

pub(crate) static PRICES: Resource = Resource {
    name: "prices",
    table: "prices",
    attributes: &[
        money("price", "price"),
        money("cost", "cost"),
        quantity("quantity", "quantity"),
        word("status", "status", &["on", "off"]),
        moment("setAt", "set_at"),
    ],
    relationships: &[one("store", to::store, "store_id")],
};

pub(crate) static BARCODES: Resource = Resource {
    name: "inventory-barcodes",
    table: "barcodes",
    attributes: &[text("barcode", "barcode"), word("barcodeType", "barcode_type", &["upc", "ean8", "ean13"])],
    relationships: &[],
};

pub(crate) static VENDOR_CODES: Resource = Resource {
    name: "inventory-vendor-codes",
    table: "vendor_codes",
    attributes: &[text("vendorCode", "vendor_code")],
    relationships: &[],
};

/// Categories of the vendors' shared catalog: the same type as the shop's own, with decimal ids.
pub(crate) static CATALOG_CATEGORIES: Resource = Resource {
    name: "categories",
    table: "catalog_categories",
    attributes: &[
        text("title", "title"),
        text("status", "'on'"),
        text("color", "color"),
        json("path", "'[]'"),
        json("pathIds", "'[]'"),
        integer(
            "countPublicItems",
            "(SELECT count(*) FROM catalog_items i WHERE i.category_id = catalog_categories.id)",
        ),
        flag("deleted", "0"),
    ],
    relationships: &[],
};

/// Items of the vendors' shared catalog. `activePoints`: stores where the shop sells it.
pub(crate) static CATALOG_ITEMS: Resource = Resource {
    name: "catalog-items",
    table: "catalog_items",
    attributes: &[
        text("itemId", "item_id"),
        word("itemType", "item_type", &["item", "service"]),
        text("title", "title"),
        text("globalId", "global_id"),
        integer("activePoints", "active_points"),
        money("minPrice", "price_min"),
        money("maxPrice", "price_max"),
        moment("updatedAt", "updated_at"),
        flag("public", "public"),
        flag("fractional", "fractional"),
        integer("revision", "revision"),
    ],
    relationships: &[one("category", to::catalog_category, "category_id"), one("logo", to::image, "logo_id")],
};

/// Jobs that take a category of the shared catalog into the shop.
pub(crate) static EXPORTS: Resource = Resource {
    name: "export-items",
    table: "catalog_exports",
    attributes: &[text("status", "status"), moment("updatedAt", "updated_at")],
    relationships: &[one("createdBy", to::worker, "created_by")],
};
