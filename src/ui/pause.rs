//! What is done when somebody pauses: after the last of many keys, not after each.

use std::time::Duration;

use super::prelude::*;

/// Waits for a pause.
#[derive(Clone, Copy)]
pub struct Pause(StoredValue<Option<TimeoutHandle>>);

/// A pause to wait for, until the present owner is gone.
pub fn use_pause() -> Pause {
    let pause = Pause(StoredValue::new(None));
    on_cleanup(move || pause.end());
    pause
}

impl Pause {
    /// Does this after so long, if nothing else is asked for until then.
    pub fn then(self, after: Duration, act: impl FnOnce() + 'static) {
        self.end();
        self.0.set_value(set_timeout_with_handle(act, after).ok());
    }

    /// Waits no longer.
    pub fn end(self) {
        if let Some(timer) = self.0.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
