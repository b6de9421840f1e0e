//! A bell for one loop of the sync: rung from anywhere, heard even when it was
//! rung before the loop began to wait.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use futures::task::AtomicWaker;

/// One bell, one listener.
#[derive(Default)]
pub struct Wake {
    rung: AtomicBool,
    waker: AtomicWaker,
}

impl Wake {
    pub fn ring(&self) {
        self.rung.store(true, Ordering::Release);
        self.waker.wake();
    }

    /// Waits for the next ring; several rings before count as one.
    pub async fn rung(&self) {
        poll_fn(|cx| {
            self.waker.register(cx.waker());
            if self.rung.swap(false, Ordering::AcqRel) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }
}
