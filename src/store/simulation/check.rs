//! What must hold after everything has healed.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::server::{Record, COSTS};
use super::tags::{read, touched, was_there, Tags};
use super::user::shown;
use super::{Run, Tab};
use crate::domain::instant::read_instant;
use crate::domain::order::Order;
use crate::domain::settings::OrderTag;
use crate::domain::Id;
use crate::store::command::{Action, Command, Kind};
use crate::store::outbox::Entry;

/// What was written on the server within this time could not be known here yet:
/// the state a change may be sent over, and a request's way.
pub const UNSEEN: u64 = 10_000 + 45_000;

/// Something somebody did, with a mark that is found again on the server.
pub struct Deed {
    mark: String,
    command: Command,
    /// What the user knew to be there: the base, and what was shown in conflicts.
    seen: String,
    /// What the tab knew to be there, as what was typed lay over it.
    hid: Option<String>,
    device: u64,
    tab: u64,
    kept: bool,
    /// The user knows that it is not on the server, or may not be.
    excused: bool,
    /// The user chose, or took part of it back: it may be there more than once.
    decided: bool,
    /// What the device had of it was damaged, under this key, and nobody was told yet.
    torn: Option<(u64, u64)>,
    /// It was done again, or came back by undoing what was done over it.
    repeated: bool,
    /// It is this tag that is put on an order; there is no mark then.
    tag: Option<Id<OrderTag>>,
}

impl Deed {
    pub fn new(mark: String, command: Command, tab: &Tab, device: u64) -> Self {
        Self {
            mark,
            seen: format!("{:?}", command.base),
            hid: None,
            command,
            device,
            tab: tab.number,
            kept: false,
            excused: false,
            decided: false,
            torn: None,
            repeated: false,
            tag: None,
        }
    }

    pub fn tagged(self, tag: Id<OrderTag>) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// It was typed from the time when the field had what was `seen`, and hid what came
    /// meanwhile.
    pub fn typed(self, seen: &str, hid: String) -> Self {
        Self { seen: format!("{seen:?}"), hid: Some(hid), ..self }
    }
}

/// All that people did and were told.
#[derive(Default)]
pub struct Books {
    deeds: Vec<Deed>,
    places: BTreeMap<Id<Command>, usize>,
    withdrawn: HashSet<Id<Command>>,
    /// What was damaged on a device, under a key.
    torn: Vec<((u64, u64), Action)>,
    pub tags: Tags,
    /// Something that was taken back was done again.
    redone: bool,
    /// The latest revision a tab has shown of an order.
    shown: BTreeMap<(u64, Id<Order>), i64>,
    /// What was seen on the way and must not be.
    wrong: Vec<String>,
}

impl Books {
    pub fn did(&mut self, deed: Deed) {
        self.places.insert(deed.command.id, self.deeds.len());
        self.deeds.push(deed);
    }

    fn with(&mut self, id: Id<Command>, change: impl FnOnce(&mut Deed)) {
        if let Some(deed) = self.places.get(&id).and_then(|at| self.deeds.get_mut(*at)) {
            change(deed);
        }
    }

    /// What a tab shows never goes back to an older state.
    pub fn shows(&mut self, tab: u64, order: &Order) {
        let known = self.shown.entry((tab, order.id)).or_default();
        if order.revision < *known {
            self.wrong
                .push(format!("order {} went back from revision {known} to {}", order.id, order.revision));
        }
        *known = order.revision;
    }

    /// An order is not sent before its customer: the server knows nobody then.
    pub fn sent_too_early(&mut self) {
        let made = |deed: &Deed| matches!(deed.command.action, Action::MakeCustomer(_));
        let may_be_gone = |deed: &Deed| deed.decided || deed.excused || deed.torn.is_some();
        if !self.deeds.iter().any(|deed| made(deed) && may_be_gone(deed)) {
            self.wrong.push("an order was sent before its customer".to_owned());
        }
    }

    pub fn kept(&mut self, id: Id<Command>) {
        self.with(id, |deed| deed.kept = true);
    }

    /// What a device has of a command under a key was damaged.
    pub fn torn(&mut self, command: &Command, at: (u64, u64)) {
        self.with(command.id, |deed| deed.torn = Some(at));
        self.torn.push((at, command.action.clone()));
    }

    /// The user is told that what the device has under a key is damaged.
    pub fn reported(&mut self, at: (u64, u64)) {
        for deed in self.deeds.iter_mut().filter(|deed| deed.torn == Some(at)) {
            (deed.decided, deed.excused) = (true, true);
        }
        // It may have been what was to take back a make that was sent all the same.
        let torn: Vec<Action> =
            self.torn.iter().filter(|torn| torn.0 == at).map(|torn| torn.1.clone()).collect();
        torn.iter().for_each(|action| self.stays(action));
    }

    /// What was to be taken back by this stays, and the user knows.
    fn stays(&mut self, unmaking: &Action) {
        for deed in self.deeds.iter().filter(|deed| deed.command.action.unmaking().as_ref() == Some(unmaking))
        {
            self.withdrawn.remove(&deed.command.id);
        }
    }

    pub fn refused(&mut self, id: Id<Command>) {
        self.with(id, |deed| deed.decided = true);
    }

    pub fn dropped(&mut self, ids: &[Id<Command>]) {
        for id in ids {
            self.with(*id, |deed| deed.excused = true);
        }
    }

    /// What somebody did put away commands, or one field of them.
    pub fn put_away(&mut self, before: &[Entry], after: &[Entry]) {
        for entry in before {
            let Command { id, action, .. } = &entry.command;
            let left = after.iter().find(|entry| entry.command.id == *id);
            let over = |new: &Entry| entry.command.is_done_over_by(&new.command.action);
            if left.is_none() && entry.may_be_dropped() && after.iter().any(over) {
                self.stays(action);
            }
            let text = left.map(|entry| format!("{:?}", entry.command.action)).unwrap_or_default();
            self.with(*id, |deed| {
                deed.excused |= match deed.tag {
                    Some(_) => left.is_none(),
                    None => !text.contains(&format!("\"{}\"", deed.mark)),
                }
            });
        }
    }

    /// The user chose, seeing both sides. What took something back has a mark that was
    /// written before.
    pub fn decided(&mut self, command: &Command, theirs: &str) {
        self.with(command.id, |deed| (deed.decided, deed.excused) = (true, true));
        self.knew(&command.action, theirs);
        // What others did to what was made too early to be taken out was left to stand.
        self.stays(&command.action);
    }

    /// The user knew of something when whatever is named in an action was to be written.
    fn knew(&mut self, action: &Action, what: &str) {
        let action = format!("{action:?}");
        for deed in self.deeds.iter_mut().filter(|deed| action.contains(&format!("\"{}\"", deed.mark))) {
            deed.seen.push_str(what);
        }
    }

    pub fn withdrawn(&mut self, id: Id<Command>) {
        self.withdrawn.insert(id);
        self.with(id, |deed| (deed.decided, deed.excused) = (true, true));
    }

    pub fn too_late(&mut self, id: Id<Command>) {
        self.withdrawn.remove(&id);
        self.with(id, |deed| (deed.decided, deed.excused) = (true, true));
    }

    /// Whatever is named in this may be written again.
    pub fn repeats(&mut self, text: &str) {
        for deed in &mut self.deeds {
            deed.repeated |= text.contains(&format!("\"{}\"", deed.mark));
        }
    }

    /// The same once more, on what was shown then: its mark may be on the server
    /// twice.
    pub fn did_again(&mut self, command: &Command) {
        self.redone = true;
        self.repeats(&format!("{command:?}"));
        self.knew(&command.action, &format!("{:?}", command.base));
    }

    /// What a tab was about to take back when it ended may be sent by others. So is
    /// what was sent before it could be taken out, where the command that takes it
    /// back was not kept: the user was told to leave the page open.
    pub fn closed(&mut self, tab: &Tab) {
        for entry in tab.shop.outbox() {
            self.withdrawn.remove(&entry.command.id);
            if entry.place.key().is_none() {
                self.stays(&entry.command.action);
            }
        }
    }
}

/// Everything that is not as it must be.
pub fn violations(run: &Run) -> Vec<String> {
    let mut wrong = run.books.wrong.clone();
    let server = run.server.borrow();
    for deed in &run.books.deeds {
        let mark = &deed.mark;
        let times = match &deed.command.action {
            _ if deed.tag.is_some() => usize::from(deed.tag.is_some_and(|tag| was_there(&server, tag))),
            Action::MakeOrder(_) | Action::MakeCustomer(_) | Action::Pay(..) => {
                server.made.iter().filter(|made| *made == mark).count()
            }
            Action::ChangeOrder(..) | Action::ChangeCustomer(..) => {
                // Where the field went back to what it was, nobody can tell that
                // the change was there already.
                let effective = server.log.iter().filter(|w| w.value == mark.as_str() && w.before != w.value);
                let befores: HashSet<String> = effective.map(|written| written.before.to_string()).collect();
                let base = format!("{:?}", deed.command.base);
                let elsewhere = befores.iter().filter(|before| !base.contains(before.as_str())).count();
                elsewhere.max(usize::from(!befores.is_empty()))
            }
        };
        let is_change = deed.command.base.is_some();
        if times == 0 && deed.kept && !deed.excused {
            wrong.push(format!(
                "{mark} of device {} was accepted and is lost (damaged: {:?}): {:?}",
                deed.device, deed.torn, deed.command.action
            ));
        }
        let may_repeat = is_change && (deed.decided || deed.repeated);
        if times > 1 && !may_repeat {
            wrong.push(format!("{mark} was done {times} times: {:?}", deed.command.action));
        }
        if times > 0
            && !run.books.redone
            && run.books.withdrawn.contains(&deed.command.id)
            && !is_taken_back(&server, deed)
        {
            wrong.push(format!("{mark} was taken back in time and is there all the same"));
        }
    }
    order(run, &server, &mut wrong);
    overwritten(run, &server, &mut wrong);
    touched(run, &server, &mut wrong);
    for (id, record) in &server.records {
        if record.overpaid.is_some_and(|after| after > UNSEEN) {
            wrong.push(format!("order {id} costs {COSTS} and was paid {}", record.paid));
        }
    }
    agreement(run, &server, &mut wrong);
    for tab in &run.tabs {
        let phase = tab.shop.state.phase().get_untracked();
        let leads = tab.shop.state.leads().get_untracked();
        if !tab.shop.outbox().is_empty() {
            wrong.push(format!("tab {} is {phase:?}, leads: {leads}", tab.number));
        }
        for entry in tab.shop.outbox() {
            wrong.push(format!("does not settle: {:?} {:?}", entry.progress, entry.command.action));
        }
    }
    wrong
}

/// A make that was sent all the same was taken back by a command of its own.
fn is_taken_back(server: &super::server::Server, deed: &Deed) -> bool {
    let (_, id) = deed.command.action.subject();
    let status = server.records.get(&id.to_string()).and_then(|record| record.attributes.get("status"));
    let gone = status.is_some_and(|status| status == "canceled" || status == "deleted");
    gone || deed.command.base.is_some() || deed.repeated
}

/// What was done to one field in one tab arrives in that order.
fn order(run: &Run, server: &super::server::Server, wrong: &mut Vec<String>) {
    let mut last: BTreeMap<(u64, String, String), (usize, String)> = BTreeMap::new();
    for deed in run.books.deeds.iter().filter(|deed| !deed.decided && !deed.repeated) {
        let Some(at) = server.log.iter().position(|written| written.value == deed.mark.as_str()) else {
            continue;
        };
        let written = &server.log[at];
        let key = (deed.tab, written.record.clone(), written.field.clone());
        if let Some((before, mark)) = last.get(&key) {
            if *before > at {
                wrong.push(format!("{mark} arrived after {}, which was done later", deed.mark));
            }
        }
        last.insert(key, (at, deed.mark.clone()));
    }
}

/// Nobody's change is written over by somebody who could have seen it.
fn overwritten(run: &Run, server: &super::server::Server, wrong: &mut Vec<String>) {
    let author = |value: &Value| run.books.deeds.iter().find(|deed| *value == deed.mark.as_str());
    for (at, written) in server.log.iter().enumerate() {
        let (Some(mine), Some(theirs)) = (author(&written.value), author(&written.before)) else { continue };
        if mine.device == theirs.device || mine.decided || mine.repeated {
            continue;
        }
        let stood_on = stands_on(run, mine, &theirs.mark);
        let since = server.log[..at]
            .iter()
            .rev()
            .find(|earlier| {
                earlier.value == written.before
                    && earlier.record == written.record
                    && earlier.field == written.field
            })
            .map_or(0, |earlier| earlier.at);
        let known = mine.hid.as_ref() == Some(&theirs.mark);
        if !stood_on && (known || written.at.saturating_sub(since) > UNSEEN) {
            wrong.push(format!("{} was written over by {} without a word", theirs.mark, mine.mark));
        }
    }
}

/// A change was made on what another left, or on a change of one's own that was.
fn stands_on(run: &Run, deed: &Deed, mark: &str) -> bool {
    let named = |mark: &str| deed.seen.contains(&format!("\"{mark}\""));
    // In the order in which they were done: a clock may have been set meanwhile.
    let before = run.books.places.get(&deed.command.id).map_or(0, |at| *at);
    let own = |other: &&Deed| other.device == deed.device && named(&other.mark);
    named(mark) || run.books.deeds[..before].iter().filter(own).any(|below| stands_on(run, below, mark))
}

/// A record as the server has it, in the order in which a tab shows it.
fn there(record: &Record) -> (Kind, Vec<String>) {
    let text =
        |name: &str| record.attributes.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if record.kind != "orders" {
        return (Kind::Customer, vec![text("notes")]);
    }
    let related = |name: &str| {
        let data = record.relationships.get(name).map(|related| &related["data"]["id"]);
        data.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let due = read_instant(&text("dueTime")).map(|due| due.to_rfc3339()).unwrap_or_default();
    let paid = (record.paid * 100).to_string();
    let tags = format!("{:?}", read(record.relationships.get("tags")));
    let plain = vec![text("description"), text("deliveryComments"), paid, text("status"), due, tags];
    (Kind::Order, plain.into_iter().chain([related("florist"), related("courier")]).collect())
}

/// All tabs show what the server has.
fn agreement(run: &Run, server: &super::server::Server, wrong: &mut Vec<String>) {
    for tab in &run.tabs {
        for (id, record) in &server.records {
            let (kind, there) = there(record);
            let here = shown(tab, kind, id);
            if here.as_ref() != Some(&there) {
                wrong.push(format!("{kind:?} {id} of tab {}: {here:?} here, {there:?} there", tab.number));
            }
        }
        let orders = tab.shop.orders.peek_all().into_iter().map(|order| order.id.to_string());
        let customers = tab.shop.customers.peek_all().into_iter().map(|customer| customer.id.to_string());
        for id in orders.chain(customers).filter(|id| !server.records.contains_key(id)) {
            wrong.push(format!("{id} of tab {} is not on the server", tab.number));
        }
    }
}
