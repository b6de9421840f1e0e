//! The back room: one thread that does what takes longer than an answer may (imports).
//! What is to be done stands in the data base, so nothing is lost when the shop is killed.

use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crate::refusal::Refusal;
use crate::sections::imports;
use crate::shop::Shop;

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
            while worker.bell.wait() {
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
    while !shop.bell.closed() {
        if !imports::work::step(&shop.db).unwrap_or_else(|refusal| complain(&refusal)) {
            return;
        }
    }
}

/// A step marks its own task as failed where it can. What is left is a data base that refuses;
/// the task is tried again at the next ring.
fn complain(refusal: &Refusal) -> bool {
    use std::io::Write;
    // Nobody may be reading.
    let _ = writeln!(io::stderr(), "The back room could not work: {refusal}");
    false
}
