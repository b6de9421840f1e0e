//! Of the tabs of one browser one leads: it alone polls and sends. The lock
//! passes to another tab when it ends.

use futures::future::{self, Either, FutureExt};

use super::pace::{COMPARED, FIRST_PAUSE, POLL_SEEN};
use super::Sync;
use crate::api::outside::JournalError;
use crate::store::mutation::{on, Mutation};
use crate::store::shop::Told;

const LOCK: &str = "leader";
/// So many questions of a visible tab in a row, and one that is not seen lets it lead: who
/// only looks something up in another tab comes back before.
const UNSEEN: u32 = 3;

impl Sync {
    /// Waits for its turn to lead, and leads until another tab had better, or took over
    /// while this one slept.
    pub(super) async fn leads(&self) {
        loop {
            let lock = match on(Mutation::LeadTogether) {
                true => None,
                false => Some(self.device.locks.exclusive(LOCK).await),
            };
            self.shop.set_leads(true);
            // What was said while another one led.
            let (lead, freeze) = (&self.shop.wakes.lead, &self.shop.wakes.freeze);
            let _ = (lead.rung().now_or_never(), freeze.rung().now_or_never());
            // The sending ends where another tab leads now, and so does the replica.
            let asks = future::join(self.polls(), self.replicates());
            let work = future::select(asks.boxed_local(), self.sends().boxed_local());
            let _: Either<_, _> = future::select(work, self.lets_go().boxed_local()).await;
            self.shop.set_leads(false);
            drop(lock);
            self.client.clock().sleep(FIRST_PAUSE).await;
        }
    }

    /// Until another tab had better lead: the browser is about to freeze this page, or
    /// somebody looks at another one for a while, nobody at this one, and nothing depends
    /// on this one. A page that is not seen may be stopped without a word.
    async fn lets_go(&self) {
        let asked = async {
            let mut turns = 0;
            loop {
                self.shop.wakes.lead.rung().await;
                turns = if self.seen.get() { 0 } else { turns + 1 };
                if turns >= UNSEEN && !self.shop.has_own_work() {
                    break;
                }
            }
        };
        future::select(self.shop.wakes.freeze.rung().boxed_local(), asked.boxed_local()).await;
    }

    /// Begins a reign. What another tab sent last, and how it stands, is in the
    /// journal only.
    pub(super) async fn begin_reign(&self) -> Result<u64, JournalError> {
        let reign = self.device.journal.lead().await?;
        self.load_journal().await?;
        self.shop.desk().reigns = true;
        Ok(reign)
    }

    /// A tab that somebody looks at has the leading one ask more often. Now and
    /// then the outbox is compared with the journal, and what was missed is asked
    /// for again: words between tabs may be missed, or cross each other.
    pub(super) async fn watches(&self) {
        let mut turns = 0;
        loop {
            self.client.clock().sleep(POLL_SEEN).await;
            turns += 1;
            if self.seen.get() && !self.shop.state.leads().get_untracked() {
                self.shop.leader_is_silent(true);
                self.shop.say(Told::Poll);
            }
            if turns % COMPARED == 0 {
                self.shop.catch_up();
                // Tried again the next time.
                let _ = self.load_journal().await;
            }
        }
    }
}
