//! Figures of customers: operations 15 and 16 of the reference.

use chrono::NaiveDate;

use super::listing::Page;
use super::query::Query;
use super::store_stats::StatsPeriod;
use super::{ApiError, Client};
use crate::domain::catalog::Step;
use crate::domain::customer::Customer;
use crate::domain::record::record;
use crate::domain::stats::{CustomerGrowth, CustomerSpending};
use crate::domain::{Id, Money, Quantity};

/// A span of days cut into steps; what is `None` the server chooses.
#[derive(Debug, Clone, Copy, Default)]
pub struct Buckets {
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub step: Option<Step>,
}

impl Buckets {
    /// Under the names `{before}[startDate]`, `{before}[endDate]`, and `filter[format]`.
    pub(super) fn query(self, before: &str) -> Query {
        let mut query = Query::default();
        for (name, day) in [("startDate", self.start), ("endDate", self.end)] {
            if let Some(day) = day {
                query.push(&format!("{before}[{name}]"), day);
            }
        }
        if let Some(step) = self.step {
            query.push("filter[format]", step.code());
        }
        query
    }
}

record! {
    /// What the meta of operation 16 adds.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Loyalty {
        /// Revenue of those who had bought before.
        pub repeated_revenue: Money = "repeatedSalesRevenue",
        /// Per cent.
        pub repeated_share: Quantity = "repeatedSalesRevenuePercentage",
        /// Orders with a customer, in per cent.
        pub with_customer_share: Quantity = "ordersWithCustomersPercentage",
    }
}

/// Operation 15: `GET /v1/customers/{id}/stats`, what a customer spent, in
/// roubles by bucket.
///
/// # Errors
/// 404 where there is no such customer, 422 for days in the wrong order;
/// network errors.
pub async fn spending(
    client: &Client,
    id: Id<Customer>,
    buckets: Buckets,
) -> Result<Page<CustomerSpending>, ApiError> {
    client.page(&format!("/customers/{id}/stats"), buckets.query("filter")).await
}

/// Operation 16: `GET /v1/customers-stats`, all customers by bucket.
///
/// # Errors
/// 422 for days in the wrong order, 403 without permission; network errors.
pub async fn growth(
    client: &Client,
    period: StatsPeriod,
) -> Result<(Vec<CustomerGrowth>, Loyalty), ApiError> {
    let page = client.page("/customers-stats", period.query()).await?;
    let loyalty = page.doc.meta().ok_or(ApiError::Unreadable)?;
    Ok((page.rows, loyalty))
}
