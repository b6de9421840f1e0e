//! Figures of stores: operations 126 to 133 and 136 to 150 of the reference.
//!
//! Most figures are asked for several stores together (126 to 133) or for one
//! (136 to 139, 143 to 146): [`Of`] says which, and the same function asks for
//! either. All answer 403 without permission to see statistics, and 404 for an
//! unknown store.

use std::fmt::Display;

use chrono::NaiveDate;

use super::listing::Page;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::catalog::Category;
use crate::domain::record::Read;
use crate::domain::settings::Store;
use crate::domain::stats::{
    DebtTotals, DueDay, General, PaymentShare, Point, PriceRangeSales, Range, Showcase, ShowcaseDays,
    SourceShare, StockBalance, StockDocuments, TopFlower, TopItem, WorkerShare,
};
use crate::domain::Id;

/// The days figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatsPeriod {
    /// Today, or the last days of this length.
    Named(Range),
    /// These days, both included.
    Days(NaiveDate, NaiveDate),
}

impl StatsPeriod {
    pub(super) fn query(self) -> Query {
        let query = Query::default();
        match self {
            Self::Named(range) => query.with("filter[range]", range.code()),
            Self::Days(from, to) => query
                .with("filter[range]", Range::Custom.code())
                .with("filter[rangeFrom]", from)
                .with("filter[rangeTo]", to),
        }
    }
}

/// Which stores figures are about.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    One(Id<Store>),
    /// Several; all the worker may see where none is named.
    Several(&'a [Id<Store>]),
}

/// What figures are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    pub of: Of<'a>,
    pub period: StatsPeriod,
    /// Only what was sold from these; everything where empty.
    pub categories: &'a [Id<Category>],
}

impl Figures<'_> {
    fn query(&self) -> Query {
        let mut query = self.period.query();
        if let Of::Several(stores) = self.of {
            if !stores.is_empty() {
                query.push("filter[stores]", joined(stores));
            }
        }
        if !self.categories.is_empty() {
            query.push("filter[categories]", joined(self.categories));
        }
        query
    }

    /// The path for one store, or the one for several.
    fn path(&self, one: &str, several: &str) -> String {
        match self.of {
            Of::One(store) => format!("/stores/{store}/{one}"),
            Of::Several(_) => format!("/stats/stores/{several}"),
        }
    }
}

fn joined(ids: &[impl Display]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

async fn rows<R: Read>(
    client: &Client,
    figures: &Figures<'_>,
    one: &str,
    several: &str,
) -> Result<Vec<R>, ApiError> {
    Ok(client.page(&figures.path(one, several), figures.query()).await?.rows)
}

async fn single<R: Read>(client: &Client, store: Id<Store>, path: &str, query: Query) -> Result<R, ApiError> {
    client.one(&format!("/stores/{store}/{path}"), query).await
}

/// Operation 126, `GET /v1/stats/stores/general`, or 136, `GET /v1/stores/{id}/stats`.
///
/// # Errors
/// As the module says; network errors.
pub async fn general(client: &Client, figures: &Figures<'_>) -> Result<General, ApiError> {
    client.one(&figures.path("stats", "general"), figures.query()).await
}

/// Operation 127, `GET /v1/stats/stores/workers`, or 137, `GET /v1/stores/{id}/stats-workers`.
///
/// # Errors
/// As [`general`].
pub async fn workers(client: &Client, figures: &Figures<'_>) -> Result<Vec<WorkerShare>, ApiError> {
    rows(client, figures, "stats-workers", "workers").await
}

/// Operation 128, `GET /v1/stats/stores/revenue`, or 144, `GET /v1/stores/{id}/stats-revenue`:
/// a point a day, or a month where the period is long.
///
/// # Errors
/// As [`general`].
pub async fn revenue(client: &Client, figures: &Figures<'_>) -> Result<Vec<Point>, ApiError> {
    rows(client, figures, "stats-revenue", "revenue").await
}

/// Operation 129, `GET /v1/stats/stores/payments-revenue`, or 145,
/// `GET /v1/stores/{id}/stats-payments-revenue`.
///
/// # Errors
/// As [`general`].
pub async fn payments_revenue(client: &Client, figures: &Figures<'_>) -> Result<Vec<Point>, ApiError> {
    rows(client, figures, "stats-payments-revenue", "payments-revenue").await
}

/// Operation 130, `GET /v1/stats/stores/profit`, or 146, `GET /v1/stores/{id}/stats-profit`.
///
/// # Errors
/// As [`general`].
pub async fn profit(client: &Client, figures: &Figures<'_>) -> Result<Vec<Point>, ApiError> {
    rows(client, figures, "stats-profit", "profit").await
}

/// Operation 131, `GET /v1/stats/stores/payments`, or 138, `GET /v1/stores/{id}/stats-payments`.
///
/// # Errors
/// As [`general`].
pub async fn payments(client: &Client, figures: &Figures<'_>) -> Result<Vec<PaymentShare>, ApiError> {
    rows(client, figures, "stats-payments", "payments").await
}

/// Operation 132, `GET /v1/stats/stores/sources`, or 139, `GET /v1/stores/{id}/stats-sources`.
///
/// # Errors
/// As [`general`].
pub async fn sources(client: &Client, figures: &Figures<'_>) -> Result<Vec<SourceShare>, ApiError> {
    rows(client, figures, "stats-sources", "sources").await
}

/// Operation 133, `GET /v1/stats/stores/debts`, or 143, `GET /v1/stores/{id}/stats-debts`: the
/// orders due on each day of the coming week, and what is owed.
///
/// # Errors
/// As [`general`].
pub async fn debts(client: &Client, figures: &Figures<'_>) -> Result<(Vec<DueDay>, DebtTotals), ApiError> {
    let page: Page<DueDay> = client.page(&figures.path("stats-debts", "debts"), figures.query()).await?;
    let totals = page.doc.meta().ok_or(ApiError::Unreadable)?;
    Ok((page.rows, totals))
}

/// Operation 140: `GET /v1/stores/{id}/stats-warehouses`, what lies there.
///
/// # Errors
/// As [`general`].
pub async fn stock_balance(
    client: &Client,
    store: Id<Store>,
    period: StatsPeriod,
    categories: &[Id<Category>],
) -> Result<StockBalance, ApiError> {
    single(client, store, "stats-warehouses", one_store(store, period, categories)).await
}

fn one_store(store: Id<Store>, period: StatsPeriod, categories: &[Id<Category>]) -> Query {
    Figures { of: Of::One(store), period, categories }.query()
}

/// Operation 141: `GET /v1/stores/{id}/stats-warehouse-base`, or for several
/// stores `GET /v1/stats/stores/stats-warehouse-base`.
///
/// # Errors
/// As [`general`].
pub async fn stock_documents(client: &Client, figures: &Figures<'_>) -> Result<StockDocuments, ApiError> {
    client.one(&figures.path("stats-warehouse-base", "stats-warehouse-base"), figures.query()).await
}

/// Operation 142: `GET /v1/stores/{id}/stats-warehouse-top-items`, or for
/// several stores `GET /v1/stats/stores/stats-warehouse-top-items`: what was
/// written off most, for one reason or any.
///
/// # Errors
/// As [`general`].
pub async fn top_items(
    client: &Client,
    figures: &Figures<'_>,
    reason: Option<&str>,
) -> Result<Vec<TopItem>, ApiError> {
    let mut query = figures.query();
    if let Some(reason) = reason {
        query.push("filter[reason]", reason);
    }
    let path = figures.path("stats-warehouse-top-items", "stats-warehouse-top-items");
    Ok(client.page(&path, query).await?.rows)
}

/// Operation 147: `GET /v1/stores/{id}/showcase-stats`.
///
/// # Errors
/// As [`general`].
pub async fn showcase(
    client: &Client,
    store: Id<Store>,
    period: StatsPeriod,
    categories: &[Id<Category>],
) -> Result<Showcase, ApiError> {
    single(client, store, "showcase-stats", one_store(store, period, categories)).await
}

/// Operation 148: `GET /v1/stores/{id}/showcase-days-stats`.
///
/// # Errors
/// As [`general`].
pub async fn showcase_days(
    client: &Client,
    store: Id<Store>,
    period: StatsPeriod,
    categories: &[Id<Category>],
) -> Result<ShowcaseDays, ApiError> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let path = format!("/stores/{store}/showcase-days-stats");
    let doc = client.read(&path, &one_store(store, period, categories)).await?;
    let row = doc.one().ok_or(ApiError::Unreadable)?;
    let count = |name: &str| row.text(name).parse().unwrap_or(0);
    let mut hour = 0;
    Ok(ShowcaseDays {
        days: DAYS.map(count),
        hours: [(); 24].map(|()| {
            let sold = count(&format!("hour{hour}"));
            hour += 1;
            sold
        }),
    })
}

/// Operation 149: `GET /v1/stores/{id}/showcase-price-stats`.
///
/// # Errors
/// As [`general`].
pub async fn showcase_prices(
    client: &Client,
    store: Id<Store>,
    period: StatsPeriod,
    categories: &[Id<Category>],
) -> Result<Vec<PriceRangeSales>, ApiError> {
    let path = format!("/stores/{store}/showcase-price-stats");
    Ok(client.page(&path, one_store(store, period, categories)).await?.rows)
}

/// Operation 150: `GET /v1/stores/{id}/showcase-top-flowers-stats`.
///
/// # Errors
/// As [`general`].
pub async fn top_flowers(
    client: &Client,
    store: Id<Store>,
    period: StatsPeriod,
    categories: &[Id<Category>],
) -> Result<Vec<TopFlower>, ApiError> {
    let path = format!("/stores/{store}/showcase-top-flowers-stats");
    Ok(client.page(&path, one_store(store, period, categories)).await?.rows)
}
