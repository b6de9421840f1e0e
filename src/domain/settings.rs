//! What a shop is set up with: its stores, and the small tables its orders and
//! customers point to. Entries that were taken out of use stay, because old
//! orders name them.

use chrono::{DateTime, Utc};

use super::catalog::{Category, Image};
use super::record::{codes, record};
use super::Id;

record! {
    /// A shop on a street, as it is chosen in the top bar. Read only in the API.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Store of "stores" {
        pub id: Id<Store> = id,
        pub title: String = "title",
        pub another_title: String = "anotherTitle",
        pub address_city: String = "addressCity",
        pub address: String = "address",
        pub print_logo: bool = "printLogo",
        pub print_address: bool = "printAddress",
        pub concealment_items: i64 = "concealmentItems",
        /// When its figures were worked out last.
        pub calculated_at: Option<DateTime<Utc>> = "calculatedAt",
        pub external_link_id: String = "externalLinkId",
        pub delivery_time_format: Option<DeliveryTimeFormat> = "formDeliveryTimeFormat",
        pub is_sbp: bool = "isSbp",
        pub revision: i64 = "revision",
        pub timezone: Option<Timezone> = rel "timezone",
        pub warehouse: Option<Warehouse> = rel "warehouse",
        pub image: Option<Image> = rel "image",
        pub print_settings: Vec<PrintSetting> = rel "printSettings",
        pub delivery_diapasons: Vec<DeliveryDiapason> = rel "deliveryDiapasons",
    }
    beside {
        /// IANA name such as "Europe/Moscow"; empty where the API did not say.
        pub zone: String,
        /// Minutes east of UTC, for where the name is unknown to the browser.
        pub utc_offset: i32,
    }
}

codes! {
    /// What an order form asks for as the time of a delivery.
    pub enum DeliveryTimeFormat {
        All = "all" "Range or time" "Интервал или время",
        Diapason = "diapason" "Range" "Интервал",
        Time = "time" "Time" "Время",
    }

    /// What an entry of a list is: in use, out of use, or gone.
    pub enum EntryStatus {
        On = "on" "In use" "Действует",
        Off = "off" "Off" "Отключён",
        Deleted = "deleted" "Deleted" "Удалён",
    }

    /// Whether a reason lowers a price or raises it.
    pub enum DiscountType {
        Discount = "discount" "Discount" "Скидка",
        Markup = "markup" "Markup" "Наценка",
    }

    /// Which way money goes at a till without an order.
    pub enum CashDirection {
        Withdraw = "withdraw" "Withdrawal" "Изъятие",
        Deposit = "deposit" "Deposit" "Внесение",
    }

    /// What was done to a group.
    pub enum GroupOperation {
        Create = "create" "Created" "Создание",
        Update = "update" "Changed" "Изменение",
        Delete = "delete" "Deleted" "Удаление",
    }
}

record! {
    /// A time zone of the world.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Timezone of "timezones" {
        pub title: String = "title",
        /// IANA name.
        pub name: String = "name",
        /// Minutes east of UTC.
        pub utc_offset: i64 = "utcOffset",
    }
}

record! {
    /// Where a store's goods lie.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Warehouse of "warehouses" {
        pub id: Id<Warehouse> = id,
        pub title: String = "title",
    }
}

record! {
    /// What a store prints, and how often.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PrintSetting of "print-settings" {
        pub title: String = "title",
        pub copies: i64 = "copies",
    }
}

record! {
    /// Hours between which a store delivers, such as 10:00 to 12:00.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DeliveryDiapason of "delivery-diapason" {
        pub time_from: String = "timeFrom",
        pub time_to: String = "timeTo",
    }
}

record! {
    /// Where an order came from: the till, the site, a telephone call.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Source of "order-sources" changed by SourceChange {
        pub id: Id<Source> = id,
        pub title: String = "title" => Title,
        /// Taken out of use: still named on old orders, no longer offered.
        pub hidden: bool = "hidden" => Hidden,
        pub revision: i64 = "revision",
    }
}

record! {
    /// A word that workers stick on orders.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct OrderTag of "order-tags" changed by OrderTagChange {
        pub id: Id<OrderTag> = id,
        pub title: String = "title" => Title,
        pub deleted: bool = "deleted",
        pub revision: i64 = "revision",
    }
}

record! {
    /// Why a price was lowered or raised.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DiscountReason of "discount-reasons" changed by DiscountReasonChange {
        pub id: Id<DiscountReason> = id,
        pub title: String = "title" => Title,
        pub discount_type: Option<DiscountType> = "discountType" => DiscountType,
        pub deleted: bool = "deleted",
        pub revision: i64 = "revision",
    }
}

record! {
    /// Why money was put into a till or taken out.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CashReason of "cash-reasons" changed by CashReasonChange {
        pub id: Id<CashReason> = id,
        pub title: String = "title" => Title,
        pub type_reason: Option<CashDirection> = "typeReason" => TypeReason,
        /// Set to deleted to take it out of use.
        pub status: Option<EntryStatus> = "status" => Status,
        pub revision: i64 = "revision",
    }
}

record! {
    /// How many points customers get, and how far they may pay with them.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct BonusGroup of "bonus-groups" changed by BonusGroupChange {
        pub id: Id<BonusGroup> = id,
        pub title: String = "title" => Title,
        /// Per cent of a purchase that come as points.
        pub bonus_rate: i64 = "bonusRate" => BonusRate,
        /// Most per cent of an order that points may pay.
        pub limit: i64 = "limit" => Limit,
        /// Customers who have spent this much move up here by themselves.
        pub entry_amount: i64 = "entryAmount" => EntryAmount,
        /// Nobody moves here by spending.
        pub private: bool = "private" => Private,
        pub activate_on_entry: bool = "activateOnEntry" => ActivateOnEntry,
        pub status: Option<EntryStatus> = "status" => Status,
        pub valid_from: Option<DateTime<Utc>> = "validFrom" => ValidFrom,
        pub valid_to: Option<DateTime<Utc>> = "validTo" => ValidTo,
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub revision: i64 = "revision",
        /// Rates of single categories; `None` where they did not come along.
        pub rules: Option<Vec<BonusRule>> = rel "rules" => Rules,
    }
}

record! {
    /// The points of one category in a bonus group.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct BonusRule of "bonus-group-rules" changed by BonusRuleChange {
        pub id: Id<BonusRule> = id,
        pub bonus_rate: i64 = "bonusRate" => BonusRate,
        pub category: Option<Id<Category>> = rel "category" => Category,
    }
}

record! {
    /// One change of a bonus group.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct BonusGroupHistory of "bonus-group-changes-history" {
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub operation: Option<GroupOperation> = "operationType",
        /// In snake case, such as `bonus_rate`; empty where a group was made.
        pub field: String = "field",
        pub old_value: String = "oldValue",
        pub new_value: String = "newValue",
        pub bonus_group: Option<Id<BonusGroup>> = rel "bonusGroup",
    }
}

record! {
    /// How much less customers pay.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DiscountGroup of "discount-groups" changed by DiscountGroupChange {
        pub id: Id<DiscountGroup> = id,
        pub title: String = "title" => Title,
        /// Per cent.
        pub discount: i64 = "discount" => Discount,
        /// Customers who have spent this much enter by themselves.
        pub entry_amount: i64 = "entryAmount" => EntryAmount,
        pub private: bool = "private" => Private,
        pub activate_on_entry: bool = "activateOnEntry" => ActivateOnEntry,
        pub status: Option<EntryStatus> = "status" => Status,
        pub valid_from: Option<DateTime<Utc>> = "validFrom" => ValidFrom,
        pub valid_to: Option<DateTime<Utc>> = "validTo" => ValidTo,
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub revision: i64 = "revision",
        /// Discounts of single categories; `None` where they did not come along.
        pub rules: Option<Vec<DiscountRule>> = rel "rules" => Rules,
    }
}

record! {
    /// The discount of one category in a discount group.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DiscountRule of "discount-group-rules" changed by DiscountRuleChange {
        pub id: Id<DiscountRule> = id,
        pub discount: i64 = "discount" => Discount,
        pub category: Option<Id<Category>> = rel "category" => Category,
    }
}
