//! Asks for what changed since the last time.

use super::pace::{FIRST_PAUSE, POLL_BUSY, POLL_HIDDEN, POLL_QUIET, POLL_SEEN, QUIET};
use super::Sync;
use crate::api::{orders, ApiError};

impl Sync {
    pub(super) async fn polls(&self) {
        let clock = self.client.clock();
        let mut pause = FIRST_PAUSE;
        let mut moved = clock.uptime();
        let mut before = None;
        loop {
            let failed = match self.noted(self.poll().await) {
                Err(error) if error.is_passing() => true,
                _ => {
                    pause = FIRST_PAUSE;
                    false
                }
            };
            if failed {
                self.sleep_or(pause, &self.shop.wakes.poll).await;
                pause = (pause * 2).min(if self.seen.get() { POLL_QUIET } else { POLL_HIDDEN });
                continue;
            }
            // Whoever made it: others' changes and this device's own.
            let now = clock.uptime();
            let revision = self.shop.revision();
            let moves = revision != before;
            before = revision;
            if moves {
                moved = now;
            }
            let rest = if !self.seen.get() {
                POLL_HIDDEN
            } else if moves {
                POLL_BUSY
            } else if now.saturating_sub(moved) < QUIET {
                POLL_SEEN
            } else {
                POLL_QUIET
            };
            self.sleep_or(rest, &self.shop.wakes.poll).await;
        }
    }

    /// Asks for everything since the last revision. The revision moves on only
    /// when all pages were of one state: rows that move while pages are read
    /// could be missed otherwise.
    pub(in crate::store) async fn poll(&self) -> Result<(), ApiError> {
        let Some(since) = self.shop.revision().filter(|_| self.is_active()) else { return Ok(()) };
        for _ in 0..3 {
            let began = self.client.clock().uptime();
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
                self.caught_up.set(Some(began));
                return Ok(());
            }
        }
        Ok(())
    }
}
