//! Keeps what is complete true: only what changed, where the server can tell that,
//! else all of it now and then.

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::pace::{self, SHORTEST_REST};
use super::source::{Got, Which};
use super::Sync;
use crate::api::ApiError;
use crate::store::shop::{Source, Standing, Told};
use crate::store::table::AnyId;

/// A fetched page may be this old before it is asked for again: clocks differ.
const OVERLAP: chrono::Duration = chrono::Duration::minutes(2);

/// How a source that is complete is followed.
pub(super) enum Follow {
    /// The polls do it.
    Polled,
    /// What has a later revision, this often; where the list tells none, as below.
    Revision(Duration, i64),
    /// What changed since, this often; all of it after so many days.
    Changed(Duration, i64),
    /// All of it, this often, unless its first page says that nothing changed.
    Whole(Duration),
}

pub(super) const fn follows(source: Source) -> Follow {
    match source {
        Source::NearOrders | Source::Orders => Follow::Polled,
        // They are never deleted; what a clock that is far off has missed comes then.
        Source::Customers => Follow::Revision(pace::CUSTOMERS, 7),
        Source::Items => Follow::Changed(pace::ITEMS, 1),
        Source::Bouquets => Follow::Whole(pace::BOUQUETS),
        Source::Dictionaries => Follow::Whole(pace::DICTIONARIES),
    }
}

impl Sync {
    /// What changed of a source.
    pub(super) async fn follow(&self, source: Source) -> Result<(), ApiError> {
        let mut standing = self.shop.standing(source);
        let now = self.client.clock().now();
        let small = self.shop.small_changes();
        match self.changes(source, &mut standing, now).await {
            Ok((put, out)) => self.share(source, &put, out),
            // Not for this person any more.
            Err(ApiError::Refused { status: 403, .. }) => {
                self.shop.bar(source, now);
                return Ok(());
            }
            // Asked for again in its turn: what is known stays known.
            Err(ApiError::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
        self.shop.share_small(&small);
        standing.at = Some(now);
        self.shop.set_standing(standing);
        self.shop.wakes.index.ring();
        Ok(())
    }

    /// Tells the other tabs what changed.
    pub(super) fn share(&self, source: Source, put: &[AnyId], out: Vec<AnyId>) {
        if source == Source::Customers && !put.is_empty() {
            let customers = self.shop.confirmed_customers(put);
            self.shop.say(Told::Rows { orders: Vec::new(), customers });
            return;
        }
        let Some((table, stored)) = self.shop.table_of(source) else { return };
        if !(put.is_empty() && out.is_empty()) {
            self.shop.say(Told::Table { table, put: stored.block_of(put), out });
        }
    }

    /// Gives the ids of the records that came, and of those that are gone.
    async fn changes(
        &self,
        source: Source,
        standing: &mut Standing,
        now: DateTime<Utc>,
    ) -> Result<(Vec<AnyId>, Vec<AnyId>), ApiError> {
        let mut out = Vec::new();
        let got;
        match (follows(source), standing.revision, standing.at) {
            (Follow::Revision(..), Some(since), _) => {
                got = self.pages(source, Which::Since(since)).await?;
                standing.revision = got.revision.or(standing.revision);
            }
            (Follow::Revision(_, days) | Follow::Changed(_, days), _, Some(at))
                if standing.whole_at.is_some_and(|whole| now - whole < chrono::Duration::days(days)) =>
            {
                got = self.pages(source, Which::After(at - OVERLAP)).await?;
            }
            (Follow::Whole(_), known, _) if source != Source::Dictionaries => {
                let first = self.page(source, 1, Which::All).await?;
                if known.is_some() && first.revision == known {
                    got = Got::default();
                } else {
                    standing.revision = first.revision;
                    (got, out) = self.compare(source).await?;
                }
            }
            (Follow::Whole(_), ..) => got = self.page(source, 1, Which::All).await?,
            _ => {
                (got, out) = self.compare(source).await?;
                standing.whole_at = Some(now);
            }
        }
        Ok((got.ids, out))
    }

    /// All pages; the revision is the first one's: what changed while the pages
    /// were read comes again.
    async fn pages(&self, source: Source, which: Which) -> Result<Got, ApiError> {
        let mut all = Got::default();
        for number in 1.. {
            let got = self.page(source, number, which).await?;
            let rows = got.ids.len() + got.unreadable;
            all.revision = all.revision.or(got.revision);
            all.total = got.total;
            all.unreadable += got.unreadable;
            all.ids.extend(got.ids);
            if rows == 0 || (all.ids.len() + all.unreadable) as u64 >= got.total {
                break;
            }
            self.client.clock().sleep(SHORTEST_REST).await;
        }
        Ok(all)
    }

    /// Reads everything and takes out what is not there any more.
    async fn compare(&self, source: Source) -> Result<(Got, Vec<AnyId>), ApiError> {
        let Some((_, table)) = self.shop.table_of(source) else { return Ok(Default::default()) };
        let before = table.ids();
        let got = self.pages(source, Which::All).await?;
        let mut out = Vec::new();
        let there: HashSet<AnyId> = got.ids.iter().copied().collect();
        // What moved to another page meanwhile may have come twice, or not at all; rows
        // that could not be read may be any.
        if got.unreadable == 0 && there.len() as u64 >= got.total {
            out.extend(before.into_iter().filter(|id| !there.contains(id)));
            table.remove(out.iter().copied());
        }
        Ok((got, out))
    }
}
