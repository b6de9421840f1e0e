//! Figures of customers: operations 15 and 16 of the reference.

use chrono::NaiveDate;

use super::listing::Page;
use super::query::Query;
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
    /// Under the operation's names of start, end and step.
    pub(super) fn query(self, [start, end, step]: [&str; 3]) -> Query {
        let mut query = Query::default();
        for (name, day) in [(start, self.start), (end, self.end)] {
            if let Some(day) = day {
                query.push(name, day);
            }
        }
        if let Some(every) = self.step {
            query.push(step, every.code());
        }
        query
    }
}

record! {
    /// What the meta of operation 16 adds.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    client
        .page(
            &format!("/customers/{id}/stats"),
            buckets.query(["filter[startDate]", "filter[endDate]", "filter[format]"]),
        )
        .await
}

/// Operation 16: `GET /v1/customers-stats`, all customers by bucket.
///
/// # Errors
/// 422 for days in the wrong order, 403 without permission; network errors.
pub async fn growth(client: &Client, buckets: Buckets) -> Result<(Vec<CustomerGrowth>, Loyalty), ApiError> {
    let query = buckets.query(["filter[rangeFrom]", "filter[rangeTo]", "filter[range]"]);
    let page = client.page("/customers-stats", query).await?;
    let loyalty = page.doc.meta().ok_or(ApiError::Unreadable)?;
    Ok((page.rows, loyalty))
}
