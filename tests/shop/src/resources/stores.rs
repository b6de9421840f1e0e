//! Stores and what hangs on them: time zones, warehouses, pictures, delivery times.

use super as to;
use crate::jsonapi::resource::{flag, integer, many, moment, one, text, word, Resource};

pub(crate) static STORES: Resource = Resource {
    name: "stores",
    table: "stores",
    attributes: &[
        text("title", "title"),
        text("addressCity", "address_city"),
        text("address", "address"),
        flag("printLogo", "print_logo"),
        flag("printAddress", "print_address"),
        integer("concealmentItems", "concealment_items"),
        moment("calculatedAt", "calculated_at"),
        text("externalLinkId", "external_link_id"),
        text("anotherTitle", "another_title"),
        word("formDeliveryTimeFormat", "delivery_time_format", &["all", "diapason", "time"]),
        flag("isSbp", "is_sbp"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("timezone", to::timezone, "timezone_id"),
        one("warehouse", to::warehouse, "warehouse_id"),
        one("image", to::image, "image_id"),
        many(
            "printSettings",
            to::print_setting,
            "SELECT store_id, id FROM print_settings
             WHERE store_id IN (SELECT value FROM json_each(?1)) ORDER BY id",
        ),
        many(
            "deliveryDiapasons",
            to::delivery_diapason,
            "SELECT store_id, id FROM delivery_diapasons
             WHERE store_id IN (SELECT value FROM json_each(?1)) ORDER BY time_from, id",
        ),
    ],
};

pub(crate) static TIMEZONES: Resource = Resource {
    name: "timezones",
    table: "timezones",
    attributes: &[text("title", "title"), text("name", "name"), integer("utcOffset", "utc_offset")],
    relationships: &[],
};

pub(crate) static WAREHOUSES: Resource = Resource {
    name: "warehouses",
    table: "warehouses",
    attributes: &[text("title", "title")],
    relationships: &[],
};

pub(crate) static PRINT_SETTINGS: Resource = Resource {
    name: "print-settings",
    table: "print_settings",
    attributes: &[text("title", "title"), integer("copies", "copies")],
    relationships: &[],
};

pub(crate) static DELIVERY_DIAPASONS: Resource = Resource {
    name: "delivery-diapason",
    table: "delivery_diapasons",
    attributes: &[text("timeFrom", "time_from"), text("timeTo", "time_to")],
    relationships: &[],
};

/// Drawings scale, so that every size is the same file.
pub(crate) static IMAGES: Resource = Resource {
    name: "images",
    table: "images",
    attributes: &[
        text("file", "file"),
        text("fileSmall", "file"),
        text("fileMedium", "file"),
        text("fileShop", "file"),
        text("fileLogo", "file"),
        text("fileLogoRetina", "file"),
        text("fileBanner", "file"),
        text("hash", "hash"),
        moment("createdAt", "created_at"),
        flag("globalImage", "global_image"),
    ],
    relationships: &[],
};
