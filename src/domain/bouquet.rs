//! Bouquets: made ahead for the showcase, or for one order.

use chrono::{DateTime, Utc};

use super::catalog::{Image, Item};
use super::order::ValueType;
use super::people::User;
use super::record::{codes, record};
use super::settings::Store;
use super::{Id, Money, Quantity};

record! {
    /// A bouquet of the showcase or made for one order.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Bouquet of "bouquets" changed by BouquetChange {
        pub id: Id<Bouquet> = id,
        pub doc_no: String = "docNo",
        pub title: String = "title" => Title,
        pub description: String = "description" => Description,
        /// Centimetres.
        pub height: i64 = "height" => Height,
        /// Centimetres.
        pub width: i64 = "width" => Width,
        /// The sum of its goods.
        pub amount: Money = "amount",
        /// What it is sold for; without one, the sum of its goods with discount and markup.
        pub sale_amount: Money = "saleAmount" => SaleAmount,
        /// The price on its label.
        pub true_sale_amount: Money = "trueSaleAmount",
        pub status: Option<BouquetStatus> = "status" => Status,
        pub on_window_at: Option<DateTime<Utc>> = "onWindowAt",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub completed_at: Option<DateTime<Utc>> = "completedAt",
        /// Shown on the site.
        pub public: bool = "public" => Public,
        pub discount: Money = "discount" => Discount,
        pub discount_type: Option<ValueType> = "discountType" => DiscountType,
        pub markup: Money = "markup" => Markup,
        pub markup_type: Option<ValueType> = "markupType" => MarkupType,
        pub qty: i64 = "qty",
        pub barcode: String = "barcode",
        pub revision: i64 = "revision",
        pub store: Option<Id<Store>> = rel "store" => Store,
        pub created_by: Option<Id<User>> = rel "createdBy",
        pub updated_by: Option<Id<User>> = rel "updatedBy",
        pub logo: Option<Id<Image>> = rel "logo" => Logo,
        /// `None` where they did not come along.
        pub lines: Option<Vec<BouquetLine>> = rel "lines" => Lines,
    }
}

codes! {
    /// What became of a bouquet.
    pub enum BouquetStatus {
        Created = "created" "Made" "Собран",
        Demonstrated = "demonstrated" "On the showcase" "На витрине",
        Sold = "sold" "Sold" "Продан",
        Disassembled = "disassembled" "Taken apart" "Разобран",
    }
}

record! {
    /// Goods in a bouquet.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct BouquetLine of "bouquet-lines" changed by BouquetLineChange {
        pub id: Id<BouquetLine> = id,
        pub qty: Quantity = "qty" => Qty,
        pub price: Money = "price" => Price,
        pub item: Option<Id<Item>> = rel "item" => Item,
    }
}
