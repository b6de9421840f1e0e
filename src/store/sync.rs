//! Keeps the tables true: fetches what the screen looks at, polls for what
//! changed since, sends the commands. Each is a loop of its own, so that a slow
//! one holds up no other; all stop with the session.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{self, FutureExt};

use super::look::Look;
use super::outbox::{Arrival, Command};
use super::shop::{Shop, Wake};
use super::state::Stage;
use crate::api::orders::{self, Orders};
use crate::api::session::State as Session;
use crate::api::{order_sources, order_tags, stores, workers, ApiError, Client};
use crate::domain::record::Change as _;

/// A look that matches more is cut off and says so.
pub const MOST_ORDERS: u64 = MOST_PAGES as u64 * 100;
const MOST_PAGES: u32 = 60;
/// Pages fetched at the same time.
const PARALLEL: u32 = 2;
/// How often changes are asked for while the page is seen, and while not.
const POLL_SEEN: Duration = Duration::from_secs(4);
const POLL_HIDDEN: Duration = Duration::from_secs(60);
/// The pause after a failure, doubled each time up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The loops over one shop.
#[derive(Clone)]
pub struct Sync {
    shop: Shop,
    client: Client,
    seen: Rc<Cell<bool>>,
}

impl Sync {
    /// `seen` tells whether the page is visible.
    pub fn new(shop: Shop, client: Client, seen: Rc<Cell<bool>>) -> Self {
        Self { shop, client, seen }
    }

    /// Runs until dropped.
    pub async fn run(self) {
        future::join5(self.dictionaries(), self.looks(), self.polls(), self.sends(), self.details()).await;
    }

    /// Sleeps, but no longer than until the bell rings.
    async fn sleep_or(&self, time: Duration, wake: &Wake) {
        future::select(self.client.clock().sleep(time), wake.rung().boxed_local()).await;
    }

    /// Notes what an answer says about the connection.
    fn noted<T>(&self, answer: Result<T, ApiError>) -> Result<T, ApiError> {
        self.shop.set_connection(answer.as_ref().err(), self.client.clock().now());
        answer
    }

    fn is_active(&self) -> bool {
        matches!(self.client.session().state(), Session::Active(_))
    }

    // --- Stores, workers, sources, tags ----------------------------------------

    async fn dictionaries(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            let wanted = self.is_active() && !self.shop.state.dictionaries().get_untracked();
            if wanted && self.noted(self.fetch_dictionaries().await).is_err() {
                self.sleep_or(pause, &self.shop.wakes.dictionaries).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            } else {
                pause = FIRST_PAUSE;
                self.shop.wakes.dictionaries.rung().await;
            }
        }
    }

    pub(super) async fn fetch_dictionaries(&self) -> Result<(), ApiError> {
        let client = &self.client;
        let (all, workers, sources, tags) = future::try_join4(
            stores::all(client),
            workers::all(client),
            order_sources::all(client),
            order_tags::all(client),
        )
        .await?;
        self.shop.stores.upsert(all);
        self.shop.workers.upsert(workers);
        self.shop.sources.upsert(sources);
        self.shop.tags.upsert(tags);
        self.shop.choose_zone();
        self.shop.state.dictionaries().set(true);
        self.shop.wakes.look.ring();
        Ok(())
    }

    // --- What the screen looks at -------------------------------------------------

    async fn looks(&self) {
        let bell = &self.shop.wakes.look;
        loop {
            bell.rung().await;
            // The bounds of a day depend on the shop's zone, which rings when it comes.
            if !(self.is_active() && self.shop.state.dictionaries().get_untracked()) {
                continue;
            }
            let Some(look) = self.shop.present_look() else { continue };
            let answer = {
                // A newer look cuts this one short.
                let (fetch, newer) = (self.fetch_look(&look).boxed_local(), bell.rung().boxed_local());
                match future::select(fetch, newer).await {
                    future::Either::Left((answer, _)) => answer,
                    future::Either::Right(_) => {
                        bell.ring();
                        continue;
                    }
                }
            };
            let stage = match self.noted(answer) {
                Ok(()) => Stage::Ready,
                Err(why) => Stage::Failed(why),
            };
            self.shop.state.progress().update(|progress| progress.stage = stage);
        }
    }

    pub(super) async fn fetch_look(&self, look: &Look) -> Result<(), ApiError> {
        let zone = self.shop.state.zone().get_untracked();
        let query = look.query(zone.0.as_ref(), zone.day(self.client.clock().now()));
        let mut members = HashSet::new();
        // Rows that move from page to page while they are read may be missed:
        // then the pages are read once more.
        for _ in 0..2 {
            let total = self.fetch_pages(&query, &mut members).await?;
            if members.len() as u64 >= total.min(MOST_ORDERS) {
                break;
            }
        }
        if !look.is_local() {
            self.shop.set_members(Arc::new(members));
        }
        Ok(())
    }

    /// Reads all pages into the tables; gives the number of matches.
    async fn fetch_pages(
        &self,
        query: &crate::api::query::Query,
        members: &mut HashSet<crate::domain::Id<crate::domain::order::Order>>,
    ) -> Result<u64, ApiError> {
        let mut take = |answer: Orders| {
            members.extend(answer.orders.iter().map(|order| order.id));
            let unreadable = answer.unreadable as u64;
            self.shop.apply(answer);
            unreadable
        };
        let mut first = self.noted(orders::list(&self.client, query.clone(), 1).await)?;
        let total = first.total.unwrap_or(first.orders.len() as u64);
        if let Some(revision) = first.revision.filter(|_| self.shop.revision().is_none()) {
            self.shop.set_revision(revision);
        }
        let pages = u32::try_from(total.div_ceil(100)).unwrap_or(u32::MAX);
        let counts = std::mem::take(&mut first.statuses);
        self.shop.state.progress().update(|progress| {
            progress.counts = counts;
            progress.cut = (pages > MOST_PAGES).then_some(total);
        });
        let mut unreadable = take(first);
        let mut next = 2;
        while next <= pages.min(MOST_PAGES) {
            let have = (next as usize - 1) * 100;
            self.shop
                .state
                .progress()
                .update(|progress| progress.stage = Stage::Loading { have, of: Some(total) });
            let until = (next + PARALLEL - 1).min(pages).min(MOST_PAGES);
            let answers = future::try_join_all(
                (next..=until).map(|page| orders::list(&self.client, query.clone(), page)),
            )
            .await;
            for answer in self.noted(answers)? {
                unreadable += take(answer);
            }
            next = until + 1;
        }
        Ok(total.saturating_sub(unreadable))
    }

    // --- What changed since --------------------------------------------------------

    async fn polls(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            let rest = if self.seen.get() { POLL_SEEN } else { POLL_HIDDEN };
            let failed = match self.noted(self.poll().await) {
                Err(error) if error.is_passing() => true,
                _ => {
                    pause = FIRST_PAUSE;
                    false
                }
            };
            if failed {
                self.sleep_or(pause, &self.shop.wakes.poll).await;
                pause = (pause * 2).min(if self.seen.get() { POLL_SEEN * 2 } else { POLL_HIDDEN });
            } else {
                self.sleep_or(rest, &self.shop.wakes.poll).await;
            }
        }
    }

    /// Asks for everything since the last revision. The revision moves on only
    /// when all pages were of one state: rows that move while pages are read
    /// could be missed otherwise.
    pub(super) async fn poll(&self) -> Result<(), ApiError> {
        let Some(since) = self.shop.revision().filter(|_| self.is_active()) else { return Ok(()) };
        for _ in 0..3 {
            let mut page = 1;
            let mut seen = 0;
            let mut revisions = Vec::new();
            loop {
                let answer = orders::changes(&self.client, since, page).await?;
                revisions.extend(answer.revision);
                let rows = answer.orders.len() + answer.unreadable;
                seen += rows as u64;
                let more = rows > 0 && answer.total.is_some_and(|total| seen < total);
                self.shop.apply(answer);
                if !more {
                    break;
                }
                page += 1;
            }
            if let Some(first) =
                revisions.first().filter(|first| revisions.iter().all(|other| other == *first))
            {
                self.shop.set_revision(*first);
                return Ok(());
            }
        }
        Ok(())
    }

    // --- Commands -------------------------------------------------------------------

    async fn sends(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            if self.drain().await {
                pause = FIRST_PAUSE;
                self.shop.wakes.outbox.rung().await;
            } else {
                self.sleep_or(pause, &self.shop.wakes.outbox).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }

    /// Sends what waits, one after the other; false where it got stuck.
    pub(super) async fn drain(&self) -> bool {
        while let Some((command, look)) = self.shop.take_command() {
            let arrived = if look { self.noted(self.look_up(&command).await) } else { Ok(false) };
            let answer = match arrived {
                Ok(true) => Ok(None),
                Ok(false) => {
                    self.noted(orders::update(&self.client, command.order, &command.change).await).map(Some)
                }
                // Not even the question got through; it stays uncertain.
                Err(error) if error.is_passing() || error == ApiError::SignedOut => {
                    self.shop.postponed(command.id, Arrival::Unknown);
                    return false;
                }
                Err(error) => Err(error),
            };
            match answer {
                Ok(order) => {
                    if let Some(order) = order {
                        self.shop.apply(order);
                    }
                    self.shop.confirmed(&command);
                }
                Err(ApiError::SignedOut) | Err(ApiError::Trouble { status: 429 | 503, .. }) => {
                    self.shop.postponed(command.id, Arrival::No);
                    return false;
                }
                Err(error) if error.is_passing() || error == ApiError::Unreadable => {
                    self.shop.postponed(command.id, Arrival::Unknown);
                    return false;
                }
                Err(error) => self.shop.refused(&command, error),
            }
        }
        true
    }

    /// After a lost answer: whether the change is on the server already.
    async fn look_up(&self, command: &Command) -> Result<bool, ApiError> {
        let answer = orders::get(&self.client, command.order).await?;
        let there = answer.orders.first().is_some_and(|order| command.change.is_in(order));
        self.shop.apply(answer);
        Ok(there)
    }

    // --- Details ---------------------------------------------------------------------

    async fn details(&self) {
        loop {
            while let Some(id) = self.shop.next_detail() {
                match self.noted(orders::get(&self.client, id).await) {
                    Ok(answer) => self.shop.apply(answer),
                    Err(why) => self.shop.detail_failed(id, why),
                }
            }
            self.shop.wakes.details.rung().await;
        }
    }
}

#[cfg(test)]
mod tests;
