//! A shop for tests in which no time passes.

use std::sync::Arc;
use std::time::Duration;

use super::{Outside, Shop};
use crate::domain::zone::FixedZone;
use crate::store::state::Settings;

/// On 25 November 2026, 11:30 UTC, for good; every random byte is 7.
pub fn still() -> Shop {
    let outside = Outside {
        now: || "2026-11-25T11:30:00Z".parse().unwrap(),
        uptime: || Duration::ZERO,
        random: || [7; 16],
        zones: |_, minutes| Arc::new(FixedZone(minutes)),
    };
    Shop::new(Settings::default(), outside)
}
