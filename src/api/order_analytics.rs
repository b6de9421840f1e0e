//! The orders behind a figure: operations 74 to 79 of the reference. They take
//! the filters of the orders list and answer orders with the figure's sums.

use super::listing::Paging;
use super::orders::{read, Orders, LIST_INCLUDE};
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::record;
use crate::domain::Money;

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Analytic {
    /// Operation 74: revenue of what was handed over.
    ShipmentRevenue,
    /// Operation 75: what was left of it after the goods were paid for.
    Marginality,
    /// Operation 76: paid with points.
    BonusesSubtract,
    /// Operation 77: points given.
    BonusesAccrued,
    /// Operation 78: discounts.
    TotalDiscount,
    /// Operation 79: what came back.
    Returned,
}

impl Analytic {
    pub const ALL: [Self; 6] = [
        Self::ShipmentRevenue,
        Self::Marginality,
        Self::BonusesSubtract,
        Self::BonusesAccrued,
        Self::TotalDiscount,
        Self::Returned,
    ];

    const fn segment(self) -> &'static str {
        match self {
            Self::ShipmentRevenue => "shipment-revenue",
            Self::Marginality => "marginality",
            Self::BonusesSubtract => "bonuses-subtract",
            Self::BonusesAccrued => "bonuses-accrued",
            Self::TotalDiscount => "total-discount",
            Self::Returned => "returned",
        }
    }
}

record! {
    /// The sums over all orders that match.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct AnalyticTotals {
        pub orders: i64 = "orders_count",
        pub full_revenue: Money = "fullRevenue",
        pub returned_revenue: Money = "returnedRevenue",
        /// Of it paid with points.
        pub revenue_bonuses: Money = "revenueBonuses",
        /// The full revenue less the other two.
        pub revenue: Money = "revenue",
    }
}

/// Operations 74 to 79: `GET /v1/orders/analytics/…`, one page. `filters` is
/// made of [`super::orders::filters::ORDER_FILTERS`].
///
/// # Errors
/// 422 for filters the server does not take, 403 without permission to see
/// statistics; network errors.
pub async fn orders(
    client: &Client,
    analytic: Analytic,
    filters: &Query,
    paging: Paging<'_>,
) -> Result<(Orders, AnalyticTotals), ApiError> {
    let query = paging.query_since("filter[revision]").and(filters).with("include", LIST_INCLUDE);
    let doc = client.read(&format!("/orders/analytics/{}", analytic.segment()), &query).await?;
    let totals = doc.meta_under("analytic_header").ok_or(ApiError::Unreadable)?;
    Ok((read(&doc), totals))
}
