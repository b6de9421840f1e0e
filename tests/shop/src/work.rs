//! The back room: one thread that does what takes longer than an answer may (imports, reports).
//! What is to be done stands in the data base, so nothing is lost when the shop is killed.

use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::refusal::Refusal;
use crate::sections::{imports, reports};
use crate::shop::Shop;

/// How often it looks up unasked, for what is due by the clock.
const ROUND: Duration = Duration::from_secs(60);

/// The thread at work. It stops after its present step when this is dropped.
pub(crate) struct BackRoom {
    shop: Arc<Shop>,
    thread: Option<JoinHandle<()>>,
}

impl BackRoom {
    /// Begins with what an earlier run left unfinished.
    pub(crate) fn open(shop: Arc<Shop>) -> io::Result<Self> {
        shop.bell.ring();
        let worker = Arc::clone(&shop);
        let thread = thread::Builder::new().name("back-room".to_owned()).spawn(move || {
            while worker.bell.wait(ROUND) {
                work(&worker);
            }
        })?;
        Ok(Self { shop, thread: Some(thread) })
    }

    /// Waits until the present step is done.
    pub(crate) async fn close(&mut self) {
        self.shop.bell.close();
        if let Some(thread) = self.thread.take() {
            // A step that failed badly has nothing more to finish.
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

impl Drop for BackRoom {
    fn drop(&mut self) {
        self.shop.bell.close();
    }
}

/// Works in small steps until nothing is left.
fn work(shop: &Shop) {
    if let Err(refusal) = reports::work::renew(&shop.db) {
        complain(&refusal);
    }
    let mut busy = true;
    while busy && !shop.bell.closed() {
        busy = false;
        // Each gets its turn, so that neither holds the other up.
        for step in [imports::work::step, reports::work::step] {
            busy |= step(&shop.db).unwrap_or_else(|refusal| complain(&refusal));
        }
    }
}

/// A step marks its own task as failed where it can. What is left is a data base that refuses;
/// the task is tried again at the next ring.
pub(crate) fn complain(refusal: &Refusal) -> bool {
    use std::io::Write;
    // Nobody may be reading.
    let _ = writeln!(io::stderr(), "The back room could not work: {refusal}");
    false
}
