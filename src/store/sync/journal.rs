//! Writes down what must not be lost, and speaks with the other tabs.

use super::pace::{FIRST_PAUSE, LONGEST_PAUSE};
use super::Sync;
use crate::api::outside::{JournalError, Withdrawal};
use crate::store::shop::Told;

impl Sync {
    /// Reads the journal once, then writes whenever there is something to.
    pub(super) async fn journals(&self) {
        let mut pause = FIRST_PAUSE;
        while let Err(why) = self.load_journal().await {
            self.keeps_nothing(why);
            self.sleep_or(pause, &self.shop.wakes.journal).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        pause = FIRST_PAUSE;
        loop {
            if self.write_journal().await.is_ok() {
                pause = FIRST_PAUSE;
                self.shop.wakes.journal.rung().await;
            } else {
                self.client.clock().sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }

    pub(super) async fn load_journal(&self) -> Result<(), JournalError> {
        let _alone = self.journal.lock().await;
        let known = self.shop.known_keys();
        let found = self.device.journal.load().await?;
        self.shop.loaded(found, &known);
        Ok(())
    }

    /// Writes until nothing is left to write. What was taken back goes first:
    /// should the page end meanwhile, it would be sent.
    pub(in crate::store) async fn write_journal(&self) -> Result<(), JournalError> {
        let _alone = self.journal.lock().await;
        loop {
            self.withdraw().await.inspect_err(|why| self.keeps_nothing(*why))?;
            let job = self.shop.take_job();
            if job.is_empty() {
                self.shop.all_is_written();
                return Ok(());
            }
            match self.device.journal.write(job.writes.clone()).await {
                Ok(keys) => self.shop.written(job, &keys),
                Err(why) => {
                    self.shop.not_written(job, why);
                    return Err(why);
                }
            }
        }
    }

    /// Nothing can be written at the moment: what waits to be is sent from memory,
    /// and the user is told.
    fn keeps_nothing(&self, why: JournalError) {
        self.shop.not_written(self.shop.take_job(), why);
    }

    /// Takes out what was taken back.
    async fn withdraw(&self) -> Result<(), JournalError> {
        for (id, key) in self.shop.to_withdraw() {
            let withdrawal = self.device.journal.withdraw(key).await?;
            self.shop.withdrawn(id, withdrawal);
            if withdrawal == Withdrawal::InTime {
                self.shop.say(Told::Gone { key, id, sent: false });
            }
        }
        Ok(())
    }

    /// What is to be told is told, what is heard is taken in.
    pub(super) async fn words(&self) {
        let tell = async {
            loop {
                for word in self.shop.take_told() {
                    self.device.tabs.say(word.write());
                }
                self.shop.wakes.tabs.rung().await;
            }
        };
        let hear = async {
            loop {
                let word = self.device.tabs.hear().await;
                self.shop.hear(&word);
            }
        };
        futures::future::join(tell, hear).await;
    }
}
