//! The small part of what is shared: session, settings, connection, progress.
//! Every field is a signal, so that a screen reruns only for what it read.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::signal::RwSignal;
use crate::api::session::Person;
use crate::api::ApiError;
use crate::domain::order::Status;
use crate::domain::zone::{FixedZone, Zone};
use crate::domain::{settings, Id, Lang};

/// Declares the fields of the state once: each is a signal of its own.
macro_rules! state {
    ($($(#[$doc:meta])* $field:ident: $kind:ty,)*) => {
        /// Everything of the app that is not a table.
        #[derive(Clone, Copy)]
        pub struct State {
            $($field: RwSignal<$kind>,)*
        }

        impl State {
            $($(#[$doc])* pub const fn $field(self) -> RwSignal<$kind> {
                self.$field
            })*
        }
    };
}

state! {
    phase: Phase,
    person: Option<Person>,
    settings: Settings,
    connection: Connection,
    /// Commands that are not on the server yet.
    unsent: usize,
    /// Commands that were refused or met somebody else's: the user decides.
    undecided: usize,
    /// The records of the shop are not kept by the device.
    unkept_records: bool,
    /// What is being typed is not kept by the device.
    unkept_draft: bool,
    /// Keys of unsent commands that the device gave back damaged.
    damaged: Vec<u64>,
    /// This tab speaks with the server for all tabs of the browser.
    leads: bool,
    /// The tab that does answers nothing: it stands still.
    leader_is_still: bool,
    /// How well this device keeps what is not sent yet.
    keeping: Keeping,
    /// The browser may throw away what the device has when room gets short.
    fleeting: bool,
    /// Moves on every few seconds; what depends on the time of day reads this.
    now: DateTime<Utc>,
    zone: ShopZone,
    progress: Progress,
    /// What the first screen needs is in memory, as far as the device has it.
    near: bool,
    /// Stores, workers, sources and tags are here.
    dictionaries: bool,
    /// How many sources of the replica are here as a whole.
    replicated: u64,
    /// How far the first fill of the replica is; `None` before and after.
    filling: Option<Filling>,
    /// How much of what can be searched is ready to be.
    searchable: Searchable,
}

/// Where the session stands, without its secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    #[default]
    Starting,
    SignedOut,
    Active,
    /// Only signing in again helps; the work on the screen stays.
    Expired,
}

/// What this person chose on this device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    pub lang: Lang,
    pub theme: Theme,
    pub density: Density,
    /// The navigation shows icons only.
    pub narrow_nav: bool,
    /// The store whose orders are shown; all where none is chosen.
    pub store: Option<Id<settings::Store>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    #[default]
    Normal,
    /// Large controls, for wet hands at a metre's distance.
    Florist,
}

/// Whether the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Connection {
    #[default]
    Online,
    Offline {
        since: DateTime<Utc>,
    },
}

impl Connection {
    /// Since when the server is not reached; `None` where it is.
    pub const fn offline_since(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Online => None,
            Self::Offline { since } => Some(since),
        }
    }
}

/// What an end of the session on this device would lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsettled {
    /// Changes that wait, or that the user has to decide about.
    pub changes: usize,
    /// Those that the device gave back damaged: no file can be made of them.
    pub damaged: usize,
}

impl Unsettled {
    pub const fn count(self) -> usize {
        self.changes + self.damaged
    }
}

/// How well the device keeps what is not on the server yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// Everything is kept, so the page may be closed.
    #[default]
    Safe,
    /// Something is on its way to the device.
    Writing,
    /// There is no room on the device.
    Full,
    /// The device does not keep anything at the moment.
    Failing,
}

/// How far the first fill of the replica is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filling {
    /// Records.
    pub done: u64,
    /// 0 where it is not known yet.
    pub of: u64,
    /// About how long it still takes.
    pub left: Option<Duration>,
}

/// How much of what can be searched is ready to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Searchable {
    /// Records.
    pub done: u64,
    pub of: u64,
}

/// How far the orders of the present look have come.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    pub stage: Stage,
    /// The server's count by status, known from the first page on.
    pub counts: HashMap<Status, u64>,
    /// More match than are fetched at most.
    pub cut: Option<u64>,
    /// The replica answers; the server was not asked.
    pub local: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Stage {
    /// Nothing has been asked for yet.
    #[default]
    Idle,
    /// `have` of `of` are here.
    Loading {
        have: usize,
        of: Option<u64>,
    },
    Ready,
    Failed(ApiError),
}

/// The zone of the shop that is looked at.
#[derive(Clone)]
pub struct ShopZone(pub Arc<dyn Zone>);

impl fmt::Debug for ShopZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShopZone")
    }
}

impl PartialEq for ShopZone {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl State {
    pub fn new(now: DateTime<Utc>, settings: Settings) -> Self {
        Self {
            phase: RwSignal::new(Phase::default()),
            person: RwSignal::new(None),
            settings: RwSignal::new(settings),
            connection: RwSignal::new(Connection::default()),
            unsent: RwSignal::new(0),
            undecided: RwSignal::new(0),
            unkept_records: RwSignal::new(false),
            unkept_draft: RwSignal::new(false),
            damaged: RwSignal::new(Vec::new()),
            leads: RwSignal::new(false),
            leader_is_still: RwSignal::new(false),
            keeping: RwSignal::new(Keeping::default()),
            fleeting: RwSignal::new(false),
            now: RwSignal::new(now),
            zone: RwSignal::new(ShopZone(Arc::new(FixedZone(0)))),
            progress: RwSignal::new(Progress::default()),
            near: RwSignal::new(false),
            dictionaries: RwSignal::new(false),
            replicated: RwSignal::new(0),
            filling: RwSignal::new(None),
            searchable: RwSignal::new(Searchable::default()),
        }
    }

    /// What is not on the server; whoever reads it reruns when that changes.
    pub fn unsettled(self) -> Unsettled {
        let damaged = self.damaged.get().len();
        let all = self.unsent.get() + self.undecided.get();
        Unsettled { changes: all.saturating_sub(damaged), damaged }
    }
}

impl ShopZone {
    /// The shop's day at this moment.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.0.day(at)
    }
}
