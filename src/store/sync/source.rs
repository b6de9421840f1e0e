//! A page of one source of the replica: asked for, and taken in.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::Sync;
use crate::api::filter::{moment, Filters};
use crate::api::listing::{Asked, Page, Paging};
use crate::api::orders::{self, Orders};
use crate::api::query::Query;
use crate::api::{bouquets, customers, items, ApiError};
use crate::domain::catalog::Measure;
use crate::store::shop::{Source, NEAR_DAYS};
use crate::store::table::{AnyId, Record, Table};

/// Which records of a source are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    All,
    /// Those with this revision or a later one.
    Since(i64),
    /// Those changed after this moment.
    After(DateTime<Utc>),
    /// Orders due from one day (included) to another (not included).
    Due(Option<NaiveDate>, Option<NaiveDate>),
}

/// What a page brought.
#[derive(Debug, Default)]
pub(super) struct Got {
    pub ids: Vec<AnyId>,
    pub unreadable: usize,
    /// How many match, over all pages.
    pub total: u64,
    pub revision: Option<i64>,
}

impl Sync {
    /// One page of a source, counted from 1, taken into its table.
    pub(super) async fn page(&self, source: Source, number: u32, which: Which) -> Result<Got, ApiError> {
        let since = match which {
            Which::Since(revision) => Some(revision),
            _ => None,
        };
        let zone = self.shop.state.zone().get_untracked();
        let today = zone.day(self.client.clock().now());
        let paging = Paging { number, since, ..Paging::default() };
        let filters = Filters::default();
        let asked = Asked { filters: &filters, zone: zone.0.as_ref(), today, paging };
        match source {
            Source::Dictionaries => {
                self.fetch_dictionaries().await?;
                self.fetch_small().await?;
                Ok(Got { total: 1, ..Got::default() })
            }
            Source::NearOrders | Source::Orders => {
                let (from, to) = match which {
                    Which::Due(from, to) => (from, to),
                    _ => (Some(today), Some(today + Duration::days(NEAR_DAYS))),
                };
                let query = due(from.map(|day| zone.0.start_of(day)), to.map(|day| zone.0.start_of(day)));
                Ok(self.orders(orders::list(&self.client, query, number).await?))
            }
            Source::Bouquets => Ok(put(&self.shop.bouquets, bouquets::list(&self.client, &asked).await?)),
            Source::Items => {
                let mut page = match which {
                    Which::After(after) => items::changed(&self.client, after, paging).await?,
                    _ => items::list(&self.client, &asked).await?,
                };
                self.shop.measures.upsert(page.beside::<Measure>());
                // The item's id and the store's, once more, in 73 letters.
                page.rows
                    .iter_mut()
                    .flat_map(|item| item.prices.iter_mut().flatten())
                    .for_each(|price| price.id.clear());
                Ok(put(&self.shop.items, page))
            }
            Source::Customers => {
                let page = match which {
                    Which::After(after) => customers::changed(&self.client, after, paging).await?,
                    _ => customers::list(&self.client, &asked).await?,
                };
                let got = got(&page);
                self.shop.take(Vec::new(), page.rows);
                Ok(got)
            }
        }
    }

    fn orders(&self, answer: Orders) -> Got {
        let got = Got {
            ids: answer.orders.iter().map(|order| order.id.cast()).collect(),
            unreadable: answer.unreadable,
            total: answer.total.unwrap_or_default(),
            revision: answer.revision,
        };
        self.shop.apply_quietly(answer);
        got
    }
}

/// Orders due from one time to just before another, returned ones too.
fn due(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Query {
    let mut query = Query::default().with("filter[withReturned]", true);
    let to = to.map(|to| to - Duration::seconds(1));
    for (name, at) in [("filter[dueTime][from]", from), ("filter[dueTime][to]", to)] {
        if let Some(at) = at {
            query.push(name, moment(at));
        }
    }
    query
}

impl Got {
    /// It is behind the last page.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.unreadable == 0
    }
}

fn got<R: Record>(page: &Page<R>) -> Got {
    Got {
        ids: page.rows.iter().map(|row| row.id().cast()).collect(),
        unreadable: page.unreadable,
        total: page.total.unwrap_or(page.rows.len() as u64),
        revision: page.revision,
    }
}

fn put<R: Record>(table: &Table<R>, page: Page<R>) -> Got {
    let got = got(&page);
    table.upsert(page.rows);
    got
}
