//! The shop as the app holds it: the tables, the shared state, and the one way
//! to change anything. Lives as long as the page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

use super::list::{List, ListRules};
use super::look::{Look, Members};
use super::outbox::{Command, CommandId, Entry, Outbox};
use super::overlay::Overlay;
use super::state::{Connection, Progress, Settings, Stage, State};
use super::table::Table;
use crate::api::orders::filters::Context;
use crate::api::orders::Orders;
use crate::api::ApiError;
use crate::domain::customer::Customer;
use crate::domain::order::{MoveRefusal, Order, OrderChange};
use crate::domain::people::Worker;
use crate::domain::record::Change as _;
use crate::domain::settings::{OrderTag, Source};
use crate::domain::zone::Zone;
use crate::domain::{settings, Id};

mod person;
mod wake;
pub use wake::Wake;

/// Gives the zone of a name, or one with a fixed offset where it is unknown.
pub type Zones = fn(&str, i32) -> Arc<dyn Zone>;

/// The handle everything works with: `Copy`, made once when the page starts.
#[derive(Clone, Copy)]
pub struct Shop(&'static Inner);

/// What [`Shop`] points to.
pub struct Inner {
    pub orders: Table<Order>,
    pub customers: Table<Customer>,
    pub workers: Table<Worker>,
    pub stores: Table<settings::Store>,
    pub sources: Table<Source>,
    pub tags: Table<OrderTag>,
    pub state: State,
    /// What the loops of the sync wait for.
    pub wakes: Wakes,
    zones: Zones,
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
    pub outbox: Wake,
    pub poll: Wake,
    pub details: Wake,
}

/// What is neither a table nor shown by itself.
#[derive(Default)]
struct Desk {
    outbox: Outbox,
    overlay: Overlay,
    look: Option<Look>,
    members: Option<Members>,
    /// The revision up to which everything is known.
    revision: Option<i64>,
    details: Vec<Id<Order>>,
    /// Details that could not be fetched, and why.
    missing: HashMap<Id<Order>, ApiError>,
    events: Vec<Event>,
}

/// Something to tell the user once.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The server will not have a command.
    Refused { command: Command, why: ApiError },
}

impl std::ops::Deref for Shop {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        self.0
    }
}

impl Shop {
    /// Makes the shop. Leaked on purpose: there is one, for as long as the page
    /// lives, and every closure of the screen holds it.
    pub fn new(now: DateTime<Utc>, settings: Settings, zones: Zones) -> Self {
        Self(Box::leak(Box::new(Inner {
            orders: Table::default(),
            customers: Table::default(),
            workers: Table::default(),
            stores: Table::default(),
            sources: Table::default(),
            tags: Table::default(),
            state: State::new(now, settings),
            wakes: Wakes::default(),
            zones,
            desk: Mutex::default(),
            outbox_changed: ArcTrigger::new(),
            members_changed: ArcTrigger::new(),
            events_changed: ArcTrigger::new(),
        })))
    }
}

impl Inner {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // --- Looking -----------------------------------------------------------

    /// Turns the screen's attention to these orders. What is at hand is there
    /// at once; the rest is fetched.
    pub fn look(&self, look: Look) {
        {
            let mut desk = self.desk();
            if desk.look.as_ref() == Some(&look)
                && !matches!(self.state.progress().get_untracked().stage, Stage::Failed(_))
            {
                return;
            }
            desk.look = Some(look);
            desk.members = None;
        }
        self.members_changed.notify();
        self.state
            .progress()
            .set(Progress { stage: Stage::Loading { have: 0, of: None }, ..Progress::default() });
        self.wakes.look.ring();
    }

    /// Asks for the present look again.
    pub fn look_again(&self) {
        self.state.progress().update(|progress| progress.stage = Stage::Loading { have: 0, of: None });
        self.wakes.look.ring();
        self.wakes.poll.ring();
    }

    pub fn present_look(&self) -> Option<Look> {
        self.desk().look.clone()
    }

    /// A list of the orders of a look, kept up from here on.
    pub fn list(
        &self,
        look: &Look,
        rules: impl FnOnce(crate::api::filter::Predicate<Order>) -> ListRules<Order>,
    ) -> List<Order> {
        self.members_changed.track();
        let members = self.desk().members.clone();
        self.orders.list(rules(look.predicate(&self.context(), members)))
    }

    /// What filters are evaluated with; whoever reads it reruns at midnight.
    pub fn context(&self) -> Context {
        let zone = self.state.zone().get();
        let customers = self.customers.clone();
        Context {
            today: zone.day(self.state.now().get_untracked()),
            zone: zone.0,
            customer: Arc::new(move |id| customers.peek(id)),
        }
    }

    pub(super) fn set_members(&self, members: Members) {
        self.desk().members = Some(members);
        self.members_changed.notify();
    }

    // --- Changing ----------------------------------------------------------

    /// Changes an order: on the screen now, on its way to the server from now on.
    /// A change to what it is already is none.
    ///
    /// # Errors
    /// Where the status may not be reached from where the order stands.
    pub fn change(&self, id: Id<Order>, change: OrderChange) -> Result<(), MoveRefusal> {
        let Some(order) = self.orders.peek(id) else { return Ok(()) };
        if change.is_in(&order) {
            return Ok(());
        }
        if let OrderChange::Status(to) = change {
            order.may_become(to)?;
        }
        let shown = {
            let mut desk = self.desk();
            desk.outbox.drop_refused(id);
            let command = desk.outbox.push(&order, change.clone());
            desk.overlay.lay(&order, command.id, change)
        };
        self.orders.upsert([shown]);
        self.outbox_moved();
        self.wakes.outbox.ring();
        Ok(())
    }

    /// Sends a refused change once more.
    ///
    /// # Errors
    /// As [`Inner::change`].
    pub fn retry(&self, id: Id<Order>) -> Result<(), MoveRefusal> {
        let refused = self.refusal(id).map(|entry| entry.command.change);
        match refused {
            Some(change) => self.change(id, change),
            None => Ok(()),
        }
    }

    /// Puts a refusal away.
    pub fn dismiss_refusal(&self, id: Id<Order>) {
        self.desk().outbox.drop_refused(id);
        self.outbox_moved();
    }

    /// The refusal to show on an order.
    pub fn refusal(&self, id: Id<Order>) -> Option<Entry> {
        self.outbox_changed.track();
        self.desk().outbox.refusal(id).cloned()
    }

    /// The changes of an order that are on their way.
    pub fn waiting(&self, id: Id<Order>) -> Vec<OrderChange> {
        self.outbox_changed.track();
        let desk = self.desk();
        let entries =
            desk.outbox.entries().iter().filter(|entry| entry.command.order == id && !entry.is_refused());
        entries.map(|entry| entry.command.change.clone()).collect()
    }

    /// Something of this order is not on the server yet.
    pub fn is_unsent(&self, id: Id<Order>) -> bool {
        self.outbox_changed.track();
        self.desk().overlay.covers(id)
    }

    fn outbox_moved(&self) {
        let unsent = self.desk().outbox.unsent();
        if self.state.unsent().get_untracked() != unsent {
            self.state.unsent().set(unsent);
        }
        self.outbox_changed.notify();
    }

    /// The next command to send, and whether to look it up first.
    pub(super) fn take_command(&self) -> Option<(Command, bool)> {
        self.desk().outbox.take()
    }

    pub(super) fn confirmed(&self, command: &Command) {
        let shown = {
            let mut desk = self.desk();
            desk.outbox.confirm(command.id);
            desk.overlay.lift(command.order, command.id)
        };
        self.orders.upsert(shown);
        self.outbox_moved();
    }

    pub(super) fn refused(&self, command: &Command, why: ApiError) {
        let shown = {
            let mut desk = self.desk();
            desk.outbox.refuse(command.id, why.clone());
            desk.events.push(Event::Refused { command: command.clone(), why });
            desk.overlay.lift(command.order, command.id)
        };
        self.orders.upsert(shown);
        self.outbox_moved();
        self.events_changed.notify();
    }

    pub(super) fn postponed(&self, id: CommandId, arrival: super::outbox::Arrival) {
        self.desk().outbox.postpone(id, arrival);
    }

    // --- Details -----------------------------------------------------------

    /// Asks for everything operation 61 gives of an order.
    pub fn ask_detail(&self, id: Id<Order>) {
        let mut desk = self.desk();
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

    // --- What the server says ------------------------------------------------

    /// Takes in an answer: under the unsent changes, never over them.
    pub(super) fn apply(&self, answer: Orders) {
        self.customers.upsert(answer.customers);
        // Workers of the directory know more of themselves than those that come along.
        self.workers.upsert(
            answer.workers.into_iter().filter(|w| self.workers.peek(w.id).is_none()).collect::<Vec<_>>(),
        );
        let rows: Vec<Order> = {
            let mut desk = self.desk();
            answer
                .orders
                .into_iter()
                .filter_map(|order| {
                    let known = self.orders.peek(order.id);
                    desk.overlay.confirm(order, known.as_deref())
                })
                .collect()
        };
        self.orders.upsert(rows);
    }

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
        if new != old {
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
}
