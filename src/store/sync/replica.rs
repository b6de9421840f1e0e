//! Fills the replica and keeps it true: everything once, what is needed first
//! before the rest, then only what changed. A page at a time, so that a reload
//! goes on where it was, and behind everything the user is waiting for.

use std::time::Duration;

use chrono::NaiveDate;
use futures::future;

use super::follow::{follows, Follow};
use super::pace::{self, BARRED, FIRST_PAUSE, LONGEST_PAUSE, PAGE, PAGES_AT_ONCE};
use super::source::{Got, Which};
use super::Sync;
use crate::api::ApiError;
use crate::store::shop::{Beside, Source, Standing, NEAR_DAYS};
use crate::store::state::{Filling, Stage};

/// What changed is written to the device when it has been this long, or this much.
const KEPT_EVERY: Duration = Duration::from_secs(5);
const KEPT_ROWS: usize = 1_000;

/// So many days back orders are kept.
const ORDER_DAYS: i64 = 400;
/// So many days of orders are read at a time.
const WINDOW: i64 = 7;

/// Something to be done next.
enum Job {
    /// How much there is of a source.
    Count(Source),
    /// The next pages of a source that is not complete.
    Fill(Source),
    /// What changed of one that is.
    Follow(Source),
}

/// What this fill has done, to tell how long it still takes.
#[derive(Default)]
struct Pace {
    began: Option<Duration>,
    rows: u64,
}

impl Sync {
    /// Fills and follows until this tab no longer leads.
    pub(super) async fn replicates(&self) {
        self.opened().await;
        let bell = &self.shop.wakes.replica;
        let clock = self.client.clock();
        let mut pause = FIRST_PAUSE;
        let mut pace = Pace::default();
        let mut kept = clock.uptime();
        let mut tidied = None;
        loop {
            let unpacked = self.shop.unpacked();
            if self.shop.beside().is_some() {
                self.keep_for_others().await;
            }
            let due = clock.uptime().saturating_sub(kept) >= KEPT_EVERY;
            if (due && unpacked > 0) || unpacked > KEPT_ROWS {
                // Tried again in a while; what is in memory is as good.
                let _ = self.keep().await;
                kept = clock.uptime();
            }
            let today = self.shop.state.zone().get_untracked().day(clock.now());
            if tidied != Some(today) {
                tidied = Some(today);
                self.shop.let_go_before(today - chrono::Duration::days(ORDER_DAYS));
            }
            let job = if self.is_active() { self.next_job() } else { None };
            let Some(job) = job.filter(|_| !self.is_busy()) else {
                self.sleep_or(if self.seen.get() { FIRST_PAUSE } else { KEPT_EVERY }, bell).await;
                continue;
            };
            let began = clock.uptime();
            let done = match job {
                Job::Count(source) => self.count(source).await,
                Job::Fill(source) => self.fill(source, &mut pace).await,
                Job::Follow(source) => self.follow(source).await,
            };
            match self.noted(done) {
                Ok(()) => {
                    pause = FIRST_PAUSE;
                    let took = clock.uptime().saturating_sub(began);
                    clock.sleep(pace::rest_after(took)).await;
                }
                Err(_) => {
                    self.sleep_or(pause, bell).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// The user waits for something else.
    fn is_busy(&self) -> bool {
        self.shop.has_sendable()
            || matches!(self.shop.state.progress().get_untracked().stage, Stage::Loading { .. })
    }

    fn next_job(&self) -> Option<Job> {
        let mut missing = Source::ALL.into_iter().filter(|source| !self.shop.standing(*source).complete);
        if let Some(source) = missing.next() {
            // What the user needs first waits for no count.
            let first = matches!(source, Source::Dictionaries | Source::NearOrders);
            let uncounted = std::iter::once(source)
                .chain(missing)
                .find(|source| self.shop.standing(*source).at.is_none());
            return Some(match uncounted {
                Some(source) if !first => Job::Count(source),
                _ => Job::Fill(source),
            });
        }
        let now = self.client.clock().now();
        let slow = if self.seen.get() { 1 } else { pace::HIDDEN };
        let due = Source::ALL.into_iter().filter_map(|source| {
            let every = match follows(source) {
                Follow::Polled => return None,
                Follow::Revision(every, _) | Follow::Changed(every, _) | Follow::Whole(every) => every * slow,
            };
            let at = self.shop.standing(source).at;
            let every = chrono::Duration::from_std(every).unwrap_or_default();
            // A clock that was set back must not stop it.
            let due = at.is_none_or(|at| now < at || now - at >= every);
            (due && !self.shop.is_barred(source, BARRED)).then_some((at, source))
        });
        // The one that has waited longest: none keeps another from its turn.
        due.min_by_key(|(at, _)| *at).map(|(_, source)| Job::Follow(source))
    }

    async fn count(&self, source: Source) -> Result<(), ApiError> {
        let mut standing = self.shop.standing(source);
        let now = self.client.clock().now();
        let counted = match source {
            Source::Orders => self.days(&mut standing).await.map(drop),
            _ => self.page(source, 1, Which::All).await.map(|got| standing.of = got.total),
        };
        match counted {
            Err(ApiError::Refused { .. }) => self.barred(source),
            done => {
                done?;
                standing.at = Some(now);
                self.shop.set_standing(standing);
            }
        }
        Ok(())
    }

    /// Not for this person: as if there were none.
    fn barred(&self, source: Source) {
        self.shop.bar(source, self.client.clock().now());
        self.completed();
    }

    fn completed(&self) {
        self.shop.replica_moved();
        self.shop.wakes.index.ring();
        self.shop.wait_beside(Beside::More);
    }

    /// The next pages of a source.
    async fn fill(&self, source: Source, pace: &mut Pace) -> Result<(), ApiError> {
        let mut standing = self.shop.standing(source);
        let begun = self.client.clock().now();
        if standing.pages == 0 && standing.down_to.is_none() {
            standing.at = Some(begun);
        }
        let days = if source == Source::Orders { Some(self.days(&mut standing).await?) } else { None };
        let which = days.map_or(Which::All, |(from, to)| Which::Due(from, to));
        let mut answers = Vec::new();
        match self.some_pages(source, which, standing.pages, &mut answers).await {
            Err(ApiError::Refused { .. }) => {
                self.barred(source);
                self.show_filling(pace);
                return Ok(());
            }
            done => done?,
        }
        standing.pages += answers.len() as u64;
        let rows: u64 = answers.iter().map(|got| (got.ids.len() + got.unreadable) as u64).sum();
        standing.done += rows;
        pace.began.get_or_insert(self.client.clock().uptime());
        pace.rows += rows;
        let total = answers.last().map_or(0, |got| got.total);
        if let Some(got) = answers.first() {
            standing.revision = standing.revision.or(got.revision);
            if source == Source::NearOrders && self.shop.revision().is_none() {
                got.revision.into_iter().for_each(|revision| self.shop.set_revision(revision));
            }
        }
        let ended = standing.pages * u64::from(PAGE) >= total || answers.iter().any(Got::is_empty);
        match days {
            Some((from, _)) if ended => {
                standing.down_to = from;
                standing.pages = 0;
                standing.complete = from.is_some() && from <= self.shop.orders_since();
            }
            Some(_) => {}
            None => {
                standing.of = total;
                standing.complete = ended;
            }
        }
        if standing.complete {
            standing.whole_at = Some(begun);
            standing.done = standing.of;
        }
        let complete = standing.complete;
        self.shop.set_standing(standing);
        self.show_filling(pace);
        if complete {
            self.completed();
        }
        Ok(())
    }

    /// The pages after the first so many: one where it is not known how many there
    /// are, else a few at the same time.
    async fn some_pages(
        &self,
        source: Source,
        which: Which,
        read: u64,
        answers: &mut Vec<Got>,
    ) -> Result<(), ApiError> {
        if read == 0 {
            answers.push(self.page(source, 1, which).await?);
            return Ok(());
        }
        let pages = (read + 1)..=(read + u64::from(PAGES_AT_ONCE));
        answers.extend(future::try_join_all(pages.map(|page| self.page(source, page as u32, which))).await?);
        Ok(())
    }

    /// The days of orders to be read next: from (where they are bounded) up to, and
    /// not with, a day.
    async fn days(
        &self,
        standing: &mut Standing,
    ) -> Result<(Option<NaiveDate>, Option<NaiveDate>), ApiError> {
        let zone = self.shop.state.zone().get_untracked();
        let near =
            self.shop.standing(Source::NearOrders).whole_at.unwrap_or_else(|| self.client.clock().now());
        let near = zone.day(near);
        let since = near - chrono::Duration::days(ORDER_DAYS);
        if self.shop.orders_since().is_none() {
            self.shop.set_orders_since(Some(since));
            standing.of = self.page(Source::Orders, 1, Which::Due(Some(since), None)).await?.total;
        }
        Ok(match standing.down_to {
            None => (Some(near + chrono::Duration::days(NEAR_DAYS)), None),
            // What is near has been read already.
            Some(day) => {
                let to = day.min(near);
                (Some(to - chrono::Duration::days(WINDOW)), Some(to))
            }
        })
    }

    /// Tells how far the fill is, while it is not done.
    fn show_filling(&self, pace: &Pace) {
        let standings = Source::ALL.map(|source| self.shop.standing(source));
        let filling = standings.iter().any(|standing| !standing.complete).then(|| {
            let done = standings.iter().map(|standing| standing.done.min(standing.of)).sum();
            let of: u64 = standings.iter().map(|standing| standing.of).sum();
            let took = pace.began.map(|began| self.client.clock().uptime().saturating_sub(began));
            let known = standings.iter().all(|standing| standing.at.is_some() || standing.complete);
            let left = took.filter(|_| known && pace.rows > 0);
            let left = left.map(|took| took.mul_f64(of.saturating_sub(done) as f64 / pace.rows as f64));
            let of = if known { of } else { 0 };
            Filling { done, of, left }
        });
        self.shop.state.filling().set(filling);
    }

    /// Puts what can be found into the index, a little at a time.
    pub(super) async fn indexes(&self) {
        loop {
            while self.shop.index_some() {
                self.client.clock().sleep(Duration::ZERO).await;
            }
            self.shop.wakes.index.rung().await;
        }
    }
}
