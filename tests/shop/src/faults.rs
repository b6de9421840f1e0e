//! The faults the shop can be told to have: slowness, refusals, lost answers, being down.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// What is wrong with the line at the moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub(crate) struct Faults {
    /// Milliseconds every answer waits.
    pub(crate) latency: u64,
    /// Share of requests refused with 503.
    pub(crate) fail_rate: f64,
    /// Share of requests carried out but not answered.
    pub(crate) drop_answers: f64,
    /// Requests are neither carried out nor answered.
    pub(crate) down: bool,
}

/// A change of some of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FaultChange {
    pub(crate) latency: Option<u64>,
    pub(crate) fail_rate: Option<f64>,
    pub(crate) drop_answers: Option<f64>,
    pub(crate) down: Option<bool>,
    pub(crate) token_seconds: Option<i64>,
}

impl FaultChange {
    /// What is wrong with the change itself, in a sentence.
    pub(crate) fn complaint(&self) -> Option<&'static str> {
        let share = |share: Option<f64>| share.is_none_or(|share| (0.0..=1.0).contains(&share));
        if !share(self.fail_rate) || !share(self.drop_answers) {
            return Some("fail_rate and drop_answers go from 0 to 1");
        }
        None
    }
}

/// The faults in force, which tests change while the shop runs.
#[derive(Debug, Default)]
pub(crate) struct FaultBoard(Mutex<Faults>);

impl FaultBoard {
    pub(crate) fn new(faults: Faults) -> Self {
        Self(Mutex::new(faults))
    }

    pub(crate) fn now(&self) -> Faults {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn change(&self, change: &FaultChange) {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults.latency = change.latency.unwrap_or(faults.latency);
        faults.fail_rate = change.fail_rate.unwrap_or(faults.fail_rate);
        faults.drop_answers = change.drop_answers.unwrap_or(faults.drop_answers);
        faults.down = change.down.unwrap_or(faults.down);
    }
}

/// Whether something of this likelihood happens now.
pub(crate) fn happens(share: f64) -> bool {
    share > 0.0 && rand::random::<f64>() < share
}
