//! The bell to the back room: rung when there is work, silent for good when the shop closes.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

#[derive(Debug, Default)]
struct State {
    rung: bool,
    closed: bool,
}

/// Wakes the one thread that waits for work.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    state: Mutex<State>,
    changed: Condvar,
}

impl Bell {
    /// There is work. What is to be done must be in the data base by now.
    pub(crate) fn ring(&self) {
        self.lock().rung = true;
        self.changed.notify_all();
    }

    /// No more work: whoever waits goes home.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    pub(crate) fn closed(&self) -> bool {
        self.lock().closed
    }

    /// Waits for the next ring, or as long as patience lasts; false when the shop closes.
    pub(crate) fn wait(&self, patience: Duration) -> bool {
        let started = Instant::now();
        let mut state = self.lock();
        while !state.rung && !state.closed {
            let Some(left) = patience.checked_sub(started.elapsed()) else { break };
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.rung = false;
        !state.closed
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
