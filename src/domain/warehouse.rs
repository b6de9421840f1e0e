//! Goods on their way: what came into a store and left it, and transfers
//! between stores.

use chrono::{DateTime, NaiveDate, Utc};

use super::catalog::Item;
use super::people::Worker;
use super::record::{codes, record};
use super::settings::Store;
use super::{Id, Money, Quantity};

record! {
    /// A transfer of goods between two stores. Stock moves when it is posted.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct MovementAct of "movement-acts" changed by MovementActChange {
        pub id: Id<MovementAct> = id,
        /// Two letters, a dash, nine digits.
        pub doc_no: String = "docNo",
        pub date: Option<NaiveDate> = "date" => Date,
        pub amount: Money = "amount",
        pub lines_count: i64 = "linesCount",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub posted: bool = "posted" => Posted,
        pub posted_at: Option<DateTime<Utc>> = "postedAt",
        pub calculated: bool = "calculated",
        pub status: Option<ActStatus> = "status",
        pub created_by: Option<Id<Worker>> = rel "createdBy",
        pub posted_by: Option<Id<Worker>> = rel "postedBy",
        pub from: Option<Id<Store>> = rel "from" => From,
        pub to: Option<Id<Store>> = rel "to" => To,
        /// `None` where they did not come along.
        pub lines: Option<Vec<MovementActLine>> = rel "lines" => Lines,
    }
}

codes! {
    /// Whether an act could be posted.
    pub enum ActStatus {
        Ok = "ok" "In order" "В порядке",
        PostError = "post_error" "Not posted: error" "Ошибка проведения",
    }
}

record! {
    /// Goods of a transfer.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct MovementActLine of "movement-act-lines" changed by MovementActLineChange {
        pub id: Id<MovementActLine> = id,
        pub qty: Quantity = "qty" => Qty,
        pub price: Money = "price" => Price,
        /// The receiving store takes this price over.
        pub price_enabled: bool = "priceEnabled" => PriceEnabled,
        pub item: Option<Id<Item>> = rel "item" => Item,
    }
}

record! {
    /// One movement of an item in a store.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct StockMovement of "item-warehouse-movements" {
        /// The item's id, a dash, a number.
        pub id: String = id,
        pub date: Option<DateTime<Utc>> = "date",
        /// What leaves is negative.
        pub qty: Quantity = "qty",
        /// What was there afterwards.
        pub remainder_qty: Quantity = "remainderQty",
        pub amount: Money = "amount",
        /// `salesOrder`, `returnOrder`, `inventoryCounting`, `transferShipment`,
        /// `transferReceive`, `inventoryTransaction` or `lossProfit`.
        pub trans_type: String = "transType",
        pub document_id: String = "documentId",
        pub document_number: String = "documentNumber",
        pub document_status: String = "documentStatus",
    }
}
