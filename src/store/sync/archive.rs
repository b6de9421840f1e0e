//! What the device keeps of the replica: read when the app starts, the orders of
//! these days first, and written in blocks by the tab that leads.

use std::cell::Cell;
use std::task::Poll;

use futures::future::{self, poll_fn};
use futures::task::AtomicWaker;

use super::pace::FIRST_PAUSE;
use super::Sync;
use crate::api::outside::{Blocks, JournalError};
use crate::api::session::State as Session;
use crate::store::shop::{Beside, Told};

/// What this tab knows of the archive.
#[derive(Default)]
pub struct Kept {
    /// The version that is in memory.
    version: Cell<u64>,
    /// All that the device has is in memory.
    open: Cell<bool>,
    waiting: AtomicWaker,
}

/// How often the device is asked for what it has before one goes on without.
const TRIES: usize = 3;

/// Keys of everything.
const ALL: (u64, u64) = (0, u64::MAX >> 11);

impl Sync {
    /// Reads the archive: what the first screen needs, then all of it.
    pub(super) async fn opens(&self) {
        self.shop.state.near().set(false);
        if let Ok(blocks) = self.device.archive.read(self.shop.near_ranges()).await {
            self.shop.load_near(blocks.blocks);
        }
        self.shop.state.near().set(true);
        self.shop.wakes.dictionaries.ring();
        // Without a device that keeps anything there is the server.
        let mut read = false;
        for _ in 0..TRIES {
            read = self.read_whole().await.is_ok();
            if read {
                break;
            }
            self.client.clock().sleep(FIRST_PAUSE).await;
        }
        if !read {
            self.shop.lacks_the_rest();
            self.shop.wakes.reload.ring();
        }
        self.archive.open.set(true);
        self.shop.set_opened();
        self.shop.say(Told::Opened);
        self.archive.waiting.wake();
        // What another tab fetched.
        let reloads = async {
            loop {
                self.shop.wakes.reload.rung().await;
                while self.read_whole().await.is_err() {
                    self.client.clock().sleep(FIRST_PAUSE).await;
                }
            }
        };
        future::join(reloads, self.indexes()).await;
    }

    /// Waits until all the device has is in memory.
    pub(super) async fn opened(&self) {
        poll_fn(|cx| {
            self.archive.waiting.register(cx.waker());
            if self.archive.open.get() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// Begins anew with all the device has; false where that is nothing.
    pub(in crate::store) async fn read_whole(&self) -> Result<bool, JournalError> {
        let Blocks { version, blocks } = self.device.archive.read(vec![ALL]).await?;
        self.archive.version.set(version);
        let damaged: Vec<u64> =
            blocks.iter().filter(|(_, bytes)| bytes.is_none()).map(|(key, _)| *key).collect();
        let foreign = !blocks.is_empty();
        if !self.shop.load_whole(blocks) {
            // Somebody else's, or one whose ledger is damaged.
            if foreign {
                self.device.archive.wipe().await?;
                self.archive.version.set(self.device.archive.read(Vec::new()).await?.version);
            }
            // What was read first came from one that was whole then.
            if !self.archive.open.get() {
                self.shop.lacks_the_rest();
            }
            self.shop.lacks_all();
            return Ok(foreign);
        }
        if !damaged.is_empty() {
            self.shop.damaged_blocks(damaged);
        }
        self.shop.index_again();
        Ok(true)
    }

    /// Writes what changed. Where another tab wrote meanwhile, what is here
    /// begins anew with that, and is still to be written.
    pub(in crate::store) async fn keep(&self) -> Result<(), JournalError> {
        if matches!(self.client.session().state(), Session::SignedOut) {
            return Ok(());
        }
        let blocks = self.shop.pack();
        let written = self.device.archive.write(self.archive.version.get(), blocks).await;
        // Another tab that was quicker has written just now.
        self.shop.archive_keeps(!matches!(written, Err(JournalError::Full | JournalError::Failing)));
        match written {
            Ok(version) => {
                self.archive.version.set(version);
                self.shop.archived();
                Ok(())
            }
            Err(error) => {
                if error == JournalError::Superseded && !self.read_whole().await? {
                    // Somebody signed out while this tab slept, perhaps.
                    self.client.session().load().await;
                }
                Err(error)
            }
        }
    }

    /// Puts on the device what other tabs wait for, and tells them to read it.
    pub(super) async fn keep_for_others(&self) {
        let upto = self.shop.said();
        let more = self.shop.beside() == Some(Beside::More);
        if self.keep().await.is_ok() {
            self.shop.told_beside();
            self.shop.say(Told::Replica { upto, more });
        }
    }
}
