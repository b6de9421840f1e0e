//! Keeps the tables true: fetches what the screen looks at, polls for what
//! changed since, sends the commands. Each is a loop of its own, so that a slow
//! one holds up no other; all stop with the session. Of several tabs one leads:
//! it polls and sends, the others hear from it.

mod archive;
mod dictionaries;
mod follow;
mod journal;
mod lead;
mod pace;
mod poll;
mod replica;
mod send;
mod source;

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{self, FutureExt};
use futures::lock::Mutex;

pub use self::pace::ANEW;
use self::pace::{FIRST_PAUSE, LONGEST_PAUSE, PAGE, PAGES_AT_ONCE};
use super::look::Look;
use super::shop::{Shop, Wake};
use super::state::{Progress, Stage};
use crate::api::orders::{self, Orders};
use crate::api::outside::{Archive, Journal, Locks, Tabs};
use crate::api::session::State as Session;
use crate::api::{ApiError, Client};

/// A look that matches more is cut off and says so.
pub const MOST_ORDERS: u64 = MOST_PAGES as u64 * PAGE as u64;
const MOST_PAGES: u32 = 60;

/// What the sync needs of this browser, beside the network.
#[derive(Clone)]
pub struct Device {
    pub journal: Rc<dyn Journal>,
    pub archive: Rc<dyn Archive>,
    pub locks: Rc<dyn Locks>,
    pub tabs: Rc<dyn Tabs>,
}

/// The loops over one shop.
#[derive(Clone)]
pub struct Sync {
    shop: Shop,
    client: Client,
    device: Device,
    seen: Rc<Cell<bool>>,
    /// When everything was known last that had changed until then.
    caught_up: Rc<Cell<Option<Duration>>>,
    /// The journal is read and written one after the other: what was read is
    /// what was written last.
    journal: Rc<Mutex<()>>,
    archive: Rc<archive::Kept>,
}

impl Sync {
    /// `seen` tells whether the page is visible.
    pub fn new(shop: Shop, client: Client, device: Device, seen: Rc<Cell<bool>>) -> Self {
        Self {
            shop,
            client,
            device,
            seen,
            caught_up: Rc::default(),
            journal: Rc::default(),
            archive: Rc::default(),
        }
    }

    /// Runs until dropped.
    pub async fn run(self) {
        let screen = future::join4(self.dictionaries(), self.looks(), self.lists(), self.details());
        let device = future::join4(self.journals(), self.words(), self.watches(), self.opens());
        future::join3(screen, device, self.leads()).await;
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

    // --- What the screen looks at -------------------------------------------------

    async fn looks(&self) {
        let bell = &self.shop.wakes.look;
        let mut pause = FIRST_PAUSE;
        let mut again = false;
        loop {
            if std::mem::take(&mut again) {
                // Nobody has to press a button for what passes by itself.
                self.sleep_or(pause, bell).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            } else {
                bell.rung().await;
            }
            // The bounds of a day depend on the shop's zone, which rings when it comes.
            if !(self.is_active() && self.shop.state.dictionaries().get_untracked()) {
                continue;
            }
            let Some(look) = self.shop.present_look() else { continue };
            let progress = self.shop.state.progress();
            let covers = |look| self.shop.covers(look);
            let asked = self.shop.desk().asked;
            if !covers(&look) && self.shop.desk().answered != Some(asked) {
                // A newer look cuts this one short, and so does all that it asks for.
                let newer = async {
                    while self.shop.desk().asked == asked && !covers(&look) {
                        bell.rung().await;
                    }
                };
                let (fetch, newer) = (self.fetch_look(&look).boxed_local(), newer.boxed_local());
                let answer = match future::select(fetch, newer).await {
                    future::Either::Left((answer, _)) => answer,
                    future::Either::Right(_) => {
                        bell.ring();
                        continue;
                    }
                };
                if let Err(why) = self.noted(answer) {
                    again = why.is_passing();
                    progress.update(|progress| progress.stage = Stage::Failed(why));
                    continue;
                }
                self.shop.desk().answered = Some(asked);
            }
            pause = FIRST_PAUSE;
            let mut here = progress.get_untracked();
            if covers(&look) {
                here = Progress::default();
            }
            (here.stage, here.local) = (Stage::Ready, covers(&look));
            // It rings again when all of it is read and listed.
            let is_read = !covers(&look) || self.shop.has_read(&look);
            if is_read && self.shop.desk().unfilled.is_empty() && progress.get_untracked() != here {
                progress.set(here);
            }
        }
    }

    /// Takes in what is left of long lists, between everything else that goes on.
    async fn lists(&self) {
        loop {
            self.shop.wakes.lists.rung().await;
            while self.shop.fill_lists() {
                let progress = self.shop.state.progress();
                if self.is_active() && progress.get_untracked().stage == Stage::Ready {
                    progress.update(|progress| progress.stage = Stage::Loading { have: 0, of: None });
                }
                self.client.clock().sleep(Duration::ZERO).await;
            }
            self.shop.wakes.look.ring();
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
        let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(u32::MAX);
        let counts = std::mem::take(&mut first.statuses);
        self.shop.state.progress().update(|progress| {
            progress.counts = counts;
            progress.cut = (pages > MOST_PAGES).then_some(total);
            progress.local = false;
        });
        let mut unreadable = take(first);
        let mut next = 2;
        while next <= pages.min(MOST_PAGES) {
            let have = (next - 1) as usize * PAGE as usize;
            self.shop
                .state
                .progress()
                .update(|progress| progress.stage = Stage::Loading { have, of: Some(total) });
            let until = (next + PAGES_AT_ONCE - 1).min(pages).min(MOST_PAGES);
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
