//! How the server is treated, all in one place: how much is asked for at the same
//! time, how often, and the rests between.

use std::time::Duration;

pub use crate::api::listing::LONGEST_PAGE as PAGE;

/// Pages asked for at the same time: by what the screen looks at, and by the replica.
/// (Beside them only the four small tables that no screen can do without are fetched
/// at the same time, once, where the device does not have them.)
pub const PAGES_AT_ONCE: u32 = 2;
/// Commands under way at the same time.
pub const COMMANDS_AT_ONCE: usize = 4;

/// The pause after a failure, doubled each time up to the longest.
pub const FIRST_PAUSE: Duration = Duration::from_secs(1);
pub const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The replica rests after its pages: this share of the time they took.
const REST: u32 = 2;
pub const SHORTEST_REST: Duration = Duration::from_millis(20);
/// What took very long waited for a network more than for the server.
const LONGEST_REST: Duration = Duration::from_secs(5);

/// How long the replica rests after what took so long.
pub fn rest_after(took: Duration) -> Duration {
    (took / REST).clamp(SHORTEST_REST, LONGEST_REST)
}

/// How often changes are asked for while the page is seen: while they come, for a
/// while after, and when nothing has happened for long. And while it is not seen.
pub const POLL_BUSY: Duration = Duration::from_secs(2);
pub const POLL_SEEN: Duration = Duration::from_secs(4);
pub const POLL_QUIET: Duration = Duration::from_secs(8);
pub const POLL_HIDDEN: Duration = Duration::from_secs(60);
/// So long nothing has to happen for it to be quiet.
pub const QUIET: Duration = Duration::from_secs(60);

/// The outbox is compared with the journal every so many polls.
pub const COMPARED: u32 = 5;

/// How long it counts which orders those are that only the server can tell, while the
/// page is seen.
pub const ANEW: Duration = Duration::from_secs(300);

/// How often what is complete is asked for what changed; so many times as rarely
/// while the page is not seen.
pub const CUSTOMERS: Duration = Duration::from_secs(20);
pub const ITEMS: Duration = Duration::from_secs(60);
pub const BOUQUETS: Duration = Duration::from_secs(60);
pub const DICTIONARIES: Duration = Duration::from_secs(300);
pub const HIDDEN: u32 = 10;
/// What this person may not see is asked for again after so long: they may by then.
pub const BARRED: Duration = Duration::from_secs(3_600);
