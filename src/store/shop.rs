//! The shop as the app holds it: the tables, the shared state, and the one way
//! to change anything. Lives as long as the page.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

use super::command::{Command, Kind};
use super::history::History;
use super::look::{Look, Members};
use super::outbox::{Entry, Outbox};
use super::overlay::Overlay;
use super::state::{Connection, Settings, Stage, State};
use super::table::Rest;
use crate::api::ApiError;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::zone::Zone;
use crate::domain::Id;

mod answers;
mod beside;
mod commands;
mod damaged;
mod decide;
mod finding;
mod journal;
mod ledger;
mod looking;
mod numbered;
mod person;
mod replica;
#[cfg(test)]
pub mod still;
mod tables;
mod tabs;
mod undo;
mod wake;
mod window;
pub(super) use beside::Beside;
pub use decide::Side;
use finding::Finders;
pub use journal::keys_of;
pub use ledger::{Ledger, Source, Standing};
pub(super) use replica::NEAR_DAYS;
pub use tables::Tables;
pub use tabs::Told;
pub use wake::Wake;

/// What the shop needs of the world, as plain functions.
#[derive(Clone, Copy)]
pub struct Outside {
    pub now: fn() -> DateTime<Utc>,
    /// Time since some beginning, which nobody sets.
    pub uptime: fn() -> Duration,
    /// Unpredictable bytes, for ids made here.
    pub random: fn() -> [u8; 16],
    /// Gives the zone of a name, or one with a fixed offset where it is unknown.
    pub zones: fn(&str, i32) -> Arc<dyn Zone>,
}

/// The handle everything works with: `Copy`, made once when the page starts.
#[derive(Clone, Copy)]
pub struct Shop(&'static Inner);

/// What [`Shop`] points to.
pub struct Inner {
    tables: Tables,
    finders: Finders,
    pub state: State,
    /// What the loops of the sync wait for.
    pub wakes: Wakes,
    outside: Outside,
    desk: Mutex<Desk>,
    outbox_changed: ArcTrigger,
    members_changed: ArcTrigger,
    events_changed: ArcTrigger,
}

/// Rings for the loops of the sync.
#[derive(Default)]
pub struct Wakes {
    pub dictionaries: Wake,
    pub look: Wake,
    /// Lists of very many orders are to be filled.
    pub lists: Wake,
    /// Something has to be written down.
    pub journal: Wake,
    pub outbox: Wake,
    pub poll: Wake,
    pub details: Wake,
    /// Something is to be told to the other tabs.
    pub tabs: Wake,
    /// The replica is to be filled, or kept on the device.
    pub replica: Wake,
    /// The device has more of the replica than this tab.
    pub reload: Wake,
    /// There is something to be made ready for the search.
    pub index: Wake,
    /// Somebody looks at another tab while this one leads.
    pub lead: Wake,
    /// The browser is about to freeze the page.
    pub freeze: Wake,
}

/// What is neither a table nor shown by itself.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) outbox: Outbox,
    pub(super) history: History,
    orders: Overlay<Order>,
    customers: Overlay<Customer>,
    pub(super) history_moved: bool,
    /// The steps that the device has were read.
    history_read: bool,
    /// The keys that the journal had when it was read last.
    read: HashSet<u64>,
    /// It has what is not known here.
    behind: bool,
    told: Vec<Told>,
    voice: numbered::Voice,
    heard: numbered::Heard,
    /// Questions to the tab that leads, since it said something.
    unanswered: u32,
    /// This tab tells the others what the server says.
    leads: bool,
    /// It has read how the last one that led left the journal.
    pub(super) reigns: bool,
    /// The zone of the shop: its name, and its minutes east of UTC.
    zone: Option<(String, i32)>,
    look: Option<Look>,
    members: Option<Members>,
    /// How often the present look was asked for anew, and the last time that the server
    /// has told of it.
    pub(super) asked: u64,
    pub(super) answered: Option<u64>,
    /// What is left of lists of very many orders.
    pub(super) unfilled: Vec<Rest>,
    /// The revision up to which everything is known.
    revision: Option<i64>,
    details: Vec<Id<Order>>,
    /// Details that could not be fetched, and why.
    missing: HashMap<Id<Order>, ApiError>,
    events: Vec<Event>,
    /// How far the replica is.
    ledger: Ledger,
    /// What this person may not see, and when the server said so.
    barred: HashMap<Source, Duration>,
    /// All that the device has of the replica is in memory.
    opened: bool,
    /// How many days around today are read before that.
    around: i64,
    /// What other tabs wait for.
    beside: Option<Beside>,
}

/// Something to tell the user once.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A command is on the device for good.
    Kept(Id<Command>),
    /// The device cannot keep a command: it would be lost with the page.
    NotKept(Command),
    /// The server will not have a command.
    Refused { command: Command, why: ApiError },
    /// A command was to be taken back, but was sent already and has no way back.
    TooLate { command: Command },
}

impl std::ops::Deref for Shop {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        self.0
    }
}

impl std::ops::Deref for Inner {
    type Target = Tables;
    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl Shop {
    /// Makes the shop. Leaked on purpose: there is one, for as long as the page
    /// lives, and every closure of the screen holds it.
    pub fn new(settings: Settings, outside: Outside) -> Self {
        let tables = Tables::default();
        Self(Box::leak(Box::new(Inner {
            finders: Finders::of(&tables),
            tables,
            state: State::new((outside.now)(), settings),
            wakes: Wakes::default(),
            outside,
            desk: Mutex::default(),
            outbox_changed: ArcTrigger::new(),
            members_changed: ArcTrigger::new(),
            events_changed: ArcTrigger::new(),
        })))
    }
}

impl Inner {
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time by this device's clock.
    pub fn now(&self) -> DateTime<Utc> {
        (self.outside.now)()
    }

    // --- The outbox as a whole ----------------------------------------------

    pub(super) fn outbox_moved(&self) {
        let (unsent, undecided) = {
            let desk = self.desk();
            (desk.outbox.unsent(), desk.outbox.undecided() + self.state.damaged().get_untracked().len())
        };
        for (signal, count) in [(self.state.unsent(), unsent), (self.state.undecided(), undecided)] {
            if signal.get_untracked() != count {
                signal.set(count);
            }
        }
        self.outbox_changed();
    }

    pub(super) fn outbox_changed(&self) {
        self.outbox_changed.notify();
    }

    /// Adds something to tell the user.
    pub(super) fn tell(&self, event: Event) {
        self.desk().events.push(event);
        self.events_changed.notify();
    }

    /// Asks the server at once instead of waiting for the next try.
    pub fn try_now(&self) {
        self.wakes.poll.ring();
        self.wakes.outbox.ring();
        self.wakes.dictionaries.ring();
    }

    // --- Details -----------------------------------------------------------

    /// Asks for everything operation 61 gives of an order.
    pub fn ask_detail(&self, id: Id<Order>) {
        let mut desk = self.desk();
        // One that the server would not make is not there.
        let unmade = |entry: &Entry| entry.is_refused() && entry.command.action.makes();
        if desk.outbox.about((Kind::Order, id.cast())).any(unmade) {
            return;
        }
        if !desk.details.contains(&id) {
            desk.details.push(id);
        }
        let asked_again = desk.missing.remove(&id).is_some();
        drop(desk);
        if asked_again {
            self.events_changed.notify();
        }
        self.wakes.details.ring();
    }

    pub(super) fn next_detail(&self) -> Option<Id<Order>> {
        // The one asked for last is the one on the screen.
        self.desk().details.pop()
    }

    pub(super) fn detail_failed(&self, id: Id<Order>, why: ApiError) {
        self.desk().missing.insert(id, why);
        self.events_changed.notify();
    }

    /// Why the detail of an order is not here, where it was asked for in vain.
    pub fn detail_failure(&self, id: Id<Order>) -> Option<ApiError> {
        self.events_changed.track();
        self.desk().missing.get(&id).cloned()
    }

    /// What happened since the last call; whoever calls it reruns with news.
    pub fn events(&self) -> Vec<Event> {
        self.events_changed.track();
        std::mem::take(&mut self.desk().events)
    }

    // --- How far and since when ---------------------------------------------------

    pub(super) fn revision(&self) -> Option<i64> {
        self.desk().revision
    }

    pub(super) fn set_revision(&self, revision: i64) {
        let mut desk = self.desk();
        desk.revision = Some(desk.revision.map_or(revision, |old| old.max(revision)));
    }

    pub(super) fn set_connection(&self, error: Option<&ApiError>, now: DateTime<Utc>) {
        let old = self.state.connection().get_untracked();
        let new = match (error, old) {
            (None, _) => Connection::Online,
            (Some(error), _) if !error.is_passing() => return,
            (Some(_), Connection::Offline { since }) => Connection::Offline { since },
            (Some(_), Connection::Online) => Connection::Offline { since: now },
        };
        self.connected(new);
        if new != old && self.desk().leads {
            self.say_how_it_stands();
        }
    }

    /// The server is reached, or not any more, as far as this tab or the one
    /// that leads knows.
    fn connected(&self, new: Connection) {
        if self.state.connection().get_untracked() == new {
            return;
        }
        self.state.connection().set(new);
        if new == Connection::Online {
            // Whatever waited for the network may go on.
            self.wakes.outbox.ring();
            if matches!(self.state.progress().get_untracked().stage, Stage::Failed(_)) {
                self.look_again();
            }
        }
    }
}
