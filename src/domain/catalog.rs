//! What the shop sells: items, their prices in each store, categories, and the
//! vendors' shared catalog.

use chrono::{DateTime, NaiveDate, Utc};

use super::people::Worker;
use super::record::{codes, record};
use super::settings::Store;
use super::{Id, Money, Quantity};

record! {
    /// Something the shop sells: a stem, a ribbon, a service.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Item of "inventory-items" changed by ItemChange {
        pub id: Id<Item> = id,
        pub title: String = "title" => Title,
        pub description: String = "description" => Description,
        pub item_type: Option<ItemType> = "itemType" => ItemType,
        /// Sold in parts of its measure.
        pub fractional: bool = "fractional" => Fractional,
        /// Shown on the site.
        pub public: bool = "public" => Public,
        /// In this shop's assortment.
        pub added: bool = "added",
        /// Its id in the vendors' catalog; empty where it is the shop's own.
        pub global_id: String = "globalId",
        /// The lowest active price of all stores.
        pub price_min: Money = "priceMin",
        /// The highest active price of all stores.
        pub price_max: Money = "priceMax",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub revision: i64 = "revision",
        pub group: Option<Id<ItemGroup>> = rel "group" => Group,
        pub category: Option<Id<Category>> = rel "category" => Category,
        pub measure: Option<Id<Measure>> = rel "measure" => Measure,
        pub logo: Option<Id<Image>> = rel "logo" => Logo,
        pub images: Option<Vec<Id<Image>>> = rel "images" => Images,
        /// `None` where they did not come along.
        pub barcodes: Option<Vec<Barcode>> = rel "barcodes" => Barcodes,
        /// `None` where they did not come along.
        pub vendor_codes: Option<Vec<VendorCode>> = rel "vendorCodes" => VendorCodes,
        /// `None` where they did not come along.
        pub prices: Option<Vec<Price>> = rel "prices",
    }
}

codes! {
    pub enum ItemType {
        Item = "item" "Item" "Товар",
        Service = "service" "Service" "Услуга",
    }

    /// The kinds of bar codes.
    pub enum BarcodeType {
        Ean13 = "ean13" "EAN-13" "EAN-13",
        Ean8 = "ean8" "EAN-8" "EAN-8",
        Upc = "upc" "UPC" "UPC",
    }

    /// Whether something is in use.
    pub enum Switch {
        On = "on" "On" "Включено",
        Off = "off" "Off" "Выключено",
    }

    /// How far apart the points of a curve are.
    pub enum Step {
        Day = "day" "Day" "День",
        Week = "week" "Week" "Неделя",
        Month = "month" "Month" "Месяц",
        Year = "year" "Year" "Год",
    }
}

record! {
    /// The price of an item in one store, with what it cost and what is left.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Price of "prices" changed by PriceChange {
        /// The item's id, a dash, the store's.
        pub id: String = id,
        pub price: Money = "price" => Price,
        pub cost: Money = "cost",
        pub quantity: Quantity = "quantity",
        pub status: Option<Switch> = "status" => Status,
        pub set_at: Option<DateTime<Utc>> = "setAt" => SetAt,
        pub store: Option<Id<Store>> = rel "store" => Store,
    }
}

record! {
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Barcode of "inventory-barcodes" changed by BarcodeChange {
        pub id: Id<Barcode> = id,
        pub barcode: String = "barcode" => Barcode,
        pub barcode_type: Option<BarcodeType> = "barcodeType" => BarcodeType,
        /// Asks the server to make one; sent, never read.
        pub spawn: bool = "spawn" => Spawn,
    }
}

record! {
    /// What a vendor calls an item.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct VendorCode of "inventory-vendor-codes" changed by VendorCodeChange {
        pub id: Id<VendorCode> = id,
        pub vendor_code: String = "vendorCode" => VendorCode,
    }
}

record! {
    /// The kind of goods a category holds, such as flowers.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ItemGroup of "inventory-groups" {
        pub id: Id<ItemGroup> = id,
        pub title: String = "title",
        pub group_type: String = "groupType",
    }
}

record! {
    /// What an item is counted in. Comes along with items only.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Measure of "measures" {
        pub id: Id<Measure> = id,
        pub title: String = "title",
    }
}

record! {
    /// A picture in its sizes, as addresses.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Image of "images" {
        pub id: Id<Image> = id,
        pub file: String = "file",
        pub file_small: String = "fileSmall",
        pub file_medium: String = "fileMedium",
    }
}

record! {
    /// A shelf of the assortment. Categories hold categories.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Category of "categories" changed by CategoryChange {
        pub id: Id<Category> = id,
        pub title: String = "title" => Title,
        pub status: Option<Switch> = "status" => Status,
        /// Six hexadecimal digits.
        pub color: String = "color" => Color,
        /// Titles of those above it, the root first.
        pub path: Vec<String> = "path",
        pub path_ids: Vec<String> = "pathIds",
        pub count_public_items: i64 = "countPublicItems",
        pub deleted: bool = "deleted",
        pub revision: i64 = "revision",
        pub parent: Option<Id<Category>> = rel "parent" => Parent,
        pub group: Option<Id<ItemGroup>> = rel "group" => Group,
        pub image: Option<Id<Image>> = rel "image" => Image,
    }
}

record! {
    /// An item of the vendors' shared catalog.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CatalogItem of "catalog-items" {
        /// `item-` and a UUID.
        pub id: String = id,
        /// Its id among the shop's items, once it is there.
        pub item_id: Option<Id<Item>> = "itemId",
        pub item_type: Option<ItemType> = "itemType",
        pub title: String = "title",
        pub global_id: String = "globalId",
        /// Stores that sell it.
        pub active_points: i64 = "activePoints",
        pub min_price: Money = "minPrice",
        pub max_price: Money = "maxPrice",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub public: bool = "public",
        pub fractional: bool = "fractional",
        pub revision: i64 = "revision",
        pub category: Option<Id<Category>> = rel "category",
        pub logo: Option<Image> = rel "logo",
    }
}

record! {
    /// A job that takes a category of the vendors' catalog into the assortment.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CatalogExport of "export-items" {
        pub id: Id<CatalogExport> = id,
        /// `created` when the job was accepted.
        pub status: String = "status",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub created_by: Option<Id<Worker>> = rel "createdBy",
    }
}

record! {
    /// What an item was priced, sold and bought at on a day.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PricePoint of "item-price-ratio" {
        pub date: Option<DateTime<Utc>> = "date",
        /// On the label.
        pub price: Money = "price",
        /// What was paid, on average.
        pub selling_price: Money = "sellingPrice",
        pub cost: Money = "cost",
    }
}

record! {
    /// How an item stands in one store; its id is the store's.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct StoreStanding of "stats-by-store" {
        pub id: Id<Store> = id,
        pub qty: Quantity = "qty",
        pub opt_qty: Quantity = "optQty",
        pub cost: Option<Money> = "cost",
        pub amount: Option<Money> = "amount",
        pub prev_cost: Option<Money> = "prevCost",
        pub price: Money = "price",
        pub prev_price: Option<Money> = "prevPrice",
    }
}

record! {
    /// What the next pieces of an item would cost the shop.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct NetCost of "net-costs" {
        pub cost: Money = "cost",
        pub left_qty: Quantity = "leftQty",
        pub date: Option<NaiveDate> = "date",
        pub item: Option<Id<Item>> = rel "item",
        pub store: Option<Id<Store>> = rel "store",
    }
}

record! {
    /// What an item was bought at last, and what is there cost on average.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct LastCost of "last-costs" {
        pub purchase_price: Option<Money> = "purchasePrice",
        pub cost_price: Option<Money> = "costPrice",
        pub item: Option<Id<Item>> = rel "item",
        pub store: Option<Id<Store>> = rel "store",
    }
}
