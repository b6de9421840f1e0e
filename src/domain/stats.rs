//! The shop's figures, as the server works them out.

use chrono::NaiveDate;

use super::catalog::Item;
use super::order::PaymentMethod;
use super::people::Worker;
use super::record::{codes, record};
use super::settings::Source;
use super::{Id, Money, Quantity};

codes! {
    /// The days figures are about.
    pub enum Range {
        Day = "day" "Today" "Сегодня",
        Week = "week" "Week" "Неделя",
        Month = "month" "Month" "Месяц",
        Year = "year" "Year" "Год",
        Custom = "custom" "Period" "Период",
    }
}

record! {
    /// A store's period at a glance. What ends in `prev` is the change against
    /// the period before, in per cent; `None` where there was nothing to compare.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct General of "store-stats" {
        pub revenue: Money = "revenue",
        pub revenue_prev: Option<Quantity> = "revenuePrev",
        pub payments_revenue: Money = "paymentsRevenue",
        pub payments_revenue_prev: Option<Quantity> = "paymentsRevenuePrev",
        pub profit: Money = "profit",
        pub profit_prev: Option<Quantity> = "profitPrev",
        pub orders_qty: i64 = "ordersQty",
        pub orders_qty_prev: Option<Quantity> = "ordersQtyPrev",
        pub avg_order_sum: Money = "avgOrderSum",
        pub avg_order_sum_prev: Option<Quantity> = "avgOrderSumPrev",
        /// Per cent.
        pub marginality: Quantity = "marginality",
        pub orders_returned_qty: i64 = "ordersReturnedQty",
        /// A difference, not per cent.
        pub orders_returned_qty_prev: i64 = "ordersReturnedQtyPrev",
        pub orders_returned_amount: Money = "ordersReturnedAmount",
        pub checks_printed: i64 = "checksPrinted",
        pub discount_amount: Money = "discountAmount",
        /// Per cent.
        pub discount_share: Quantity = "discountShare",
        pub bonuses_accrued: Money = "bonusesAccrued",
        pub bonuses_spent: Money = "bonusesSpent",
        /// Goods were sold that were not there.
        pub negative_balance: bool = "negativeBalance",
        /// Cash in the tills now.
        pub cashbox_amount: Money = "cashboxAmount",
    }
}

/// Declares what has an amount and a share of the whole.
macro_rules! shares {
    ($($(#[$doc:meta])* $name:ident $type:literal $field:ident: $of:ident = $rel:literal, $amount:literal;)*) => {$(
        record! {
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Default)]
            pub struct $name of $type {
                pub amount: Money = $amount,
                /// Per cent of all.
                pub share: Quantity = "share",
                pub avg_order_amount: Money = "avgOrderAmount",
                pub $field: Option<Id<$of>> = rel $rel,
            }
        }
    )*};
}

shares! {
    /// What a florist sold.
    WorkerShare "stats-workers" worker: Worker = "worker", "salesAmount";
    /// What came by a method of payment.
    PaymentShare "stats-payments" method: PaymentMethod = "paymentMethod", "amount";
    /// What came through a source of orders.
    SourceShare "stats-sources" source: Source = "source", "amount";
}

record! {
    /// A point of a curve of money.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Point {
        /// The day, or the first of the month.
        pub date: Option<NaiveDate> = "date",
        pub amount: Money = "amount",
    }
}

record! {
    /// Orders due on a day of the coming week.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DueDay of "stats-debts" {
        pub date: Option<NaiveDate> = "date",
        pub qty: i64 = "qty",
    }
}

record! {
    /// What the shop owes and is owed.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DebtTotals {
        /// Paid ahead by customers.
        pub prepayments: Money = "prepaymentsAmount",
        /// Still to be paid by customers.
        pub customers_debt: Money = "customersDebtAmount",
        pub budgets: Money = "ordersBudgetAmount",
        pub orders: i64 = "ordersDebtQty",
        /// Points customers may still spend.
        pub bonuses: Money = "bonusesAmount",
    }
}

record! {
    /// What lies in a store.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct StockBalance of "stats-warehouses" {
        pub at_prices: Money = "pricesBalance",
        pub at_costs: Money = "costsBalance",
        pub written_off: Money = "writtenOffAmount",
    }
}

record! {
    /// The documents of a store's stock.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct StockDocuments of "warehouse-base-stats-totals" {
        pub inventory_acts: i64 = "inventoryActsCount",
        pub packing_invoices: i64 = "packingInvoicesCount",
        pub write_off_invoices: i64 = "writeOffInvoicesCount",
        /// Per cent of what came in.
        pub write_off_share: Quantity = "writeOffCostToPackingCost",
        pub shortages: Money = "shortages",
        pub surpluses: Money = "surpluses",
    }
}

record! {
    /// An item among those most written off.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct TopItem of "warehouse-top-items-stats-totals" {
        pub amount: Money = "amount",
        pub count: Quantity = "count",
        /// Per cent.
        pub amount_share: Quantity = "proportionAmount",
        /// Per cent.
        pub qty_share: Quantity = "proportionQty",
        pub item: Option<Id<Item>> = rel "item",
    }
}

record! {
    /// What the showcase brought.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Showcase of "showcase-stats" {
        pub revenue: Money = "revenue",
        pub average_price: Money = "averagePrice",
        /// Bouquets standing there at a time, on average.
        pub average_count: Quantity = "averageCount",
        pub profit: Money = "profit",
        /// Per cent.
        pub marginality: Quantity = "marginality",
        pub sold: i64 = "soldBouquetsCount",
        /// Put there in the period.
        pub delivered: i64 = "deliveredBouquetsCount",
    }
}

/// Bouquets sold from the showcase by day of the week and hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShowcaseDays {
    /// From Monday.
    pub days: [i64; 7],
    /// From midnight.
    pub hours: [i64; 24],
}

record! {
    /// Bouquets sold within a range of prices.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PriceRangeSales of "showcase-prices-stats" {
        pub revenue: Money = "revenue",
        pub sold: i64 = "soldBouquetsCount",
        pub range: Option<PriceRange> = rel "diapason",
    }
}

record! {
    /// A range of bouquet prices; the last has no end.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PriceRange of "bouquet-price-diapasons" {
        pub id: Id<PriceRange> = id,
        pub from: Money = "priceFrom",
        pub to: Option<Money> = "priceTo",
    }
}

record! {
    /// A flower among those most used in sold bouquets.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct TopFlower of "showcase-top-flowers-stats" {
        pub revenue: Money = "revenue",
        pub count: Quantity = "count",
        pub item: Option<Id<Item>> = rel "item",
    }
}

record! {
    /// What a customer spent in a bucket of days.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CustomerSpending of "customer-stats" {
        pub date: Option<NaiveDate> = "date",
        pub amount: Money = "amount",
    }
}

record! {
    /// All customers in a bucket of days.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CustomerGrowth of "stats-customers" {
        pub date: Option<NaiveDate> = "date",
        pub new_customers: i64 = "newCustomersCount",
        pub bonuses_spent: i64 = "bonusesSpent",
        pub bonuses_accrued: i64 = "bonusesAccumulated",
    }
}
