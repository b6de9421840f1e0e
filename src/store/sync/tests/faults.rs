//! Faults that the simulator found, told simply.

use std::task::Poll;

use super::*;
use crate::api::outside::{JournalError, Kept, Withdrawal};
use crate::api::simulation::answer;
use crate::store::command::Command;
use crate::store::outbox::{Arrival, Conflict, Entry, Outbox, Place};
use crate::store::shop::{Source, Told};

fn describe(text: &str) -> Action {
    Action::ChangeOrder(Id::from(1), vec![OrderChange::Description(text.into())])
}

fn make_customer() -> Action {
    Action::MakeCustomer(Box::new(Customer { id: Id::random([1; 16]), ..Customer::default() }))
}

pub(super) fn refused() -> ApiError {
    ApiError::Refused { status: 422, faults: Vec::new() }
}

impl Desk {
    pub(super) fn command(&self, id: Id<Command>) -> Command {
        self.shop.outbox().into_iter().find(|entry| entry.command.id == id).unwrap().command
    }

    pub(super) fn write(&self) {
        block_on(self.sync.write_journal()).unwrap();
    }

    pub(super) fn left(&self) -> Vec<Id<Command>> {
        self.shop.outbox().iter().map(|entry| entry.command.id).collect()
    }
}

#[test]
fn an_order_waits_for_a_customer_that_only_the_journal_knows_of() {
    let desk = desk(some_orders(1));
    // Another tab kept it, was answered with an error, and could tell nobody.
    let action = make_customer();
    let command = Command { id: Id::random([9; 16]), action, base: None, at: desk.shop.now(), by: None };
    let by = desk.shop.worker();
    let entry = Entry::new(Command { by, ..command });
    let needs = entry.command.action.subject();
    let bytes = Some(entry.write());
    desk.paper.entries.borrow_mut().insert(0, Kept { key: 0, tried: false, bytes });
    desk.shop.act(Action::MakeOrder(Box::new(Order {
        id: Id::random([2; 16]),
        customer: Some(needs.1.cast()),
        ..Order::default()
    })));
    desk.write();
    let keys = desk.shop.to_mark(10);
    let there = block_on(desk.sync.device.journal.mark(1, keys.clone())).unwrap();
    desk.shop.marked(&keys, &there);
    assert!(desk.shop.is_behind(), "something is there that is not known");
    // It is marked now, and waits all the same until the journal could be read.
    desk.shop.marked(&[], &[]);
    assert!(desk.shop.is_behind());
    block_on(desk.sync.load_journal()).unwrap();
    assert!(desk.shop.take_commands(4).is_empty(), "the order waits");
    desk.shop.marked(&keys, &there);
    assert!(!desk.shop.is_behind());
}

#[test]
fn what_was_taken_back_is_off_the_device_though_nothing_more_can_be_kept() {
    let desk = desk(some_orders(1));
    desk.shop.act(describe("taken back"));
    desk.write();
    desk.shop.undo().unwrap();
    assert_eq!(desk.shop.state.undecided().get_untracked(), 0);
    desk.shop.act(describe("kept nowhere"));
    desk.paper.full.set(true);
    block_on(desk.sync.write_journal()).unwrap_err();
    assert!(desk.paper.entries.borrow().is_empty());
}

#[test]
fn what_was_taken_back_in_time_is_not_sent_because_the_device_said_nothing() {
    let desk = desk(some_orders(1));
    desk.shop.act(describe("taken back"));
    desk.write();
    desk.shop.undo().unwrap();
    desk.paper.loses_answer.set(true);
    block_on(desk.sync.write_journal()).unwrap_err();
    desk.write();
    assert!(desk.shop.outbox().is_empty());
    desk.drain();
    assert_eq!(desk.server.borrow().revision, 1);
}

#[test]
fn a_way_back_that_came_too_late_leaves_refusals_where_they_are() {
    let desk = desk(some_orders(1));
    let first = desk.shop.act(describe("refused"));
    let second = desk.shop.act(describe("taken back"));
    desk.shop.refused(&desk.command(first), refused());
    desk.shop.undo().unwrap();
    desk.shop.withdrawn(second, Withdrawal::TooLate);
    assert_eq!(desk.shop.outbox().len(), 3);
    assert!(desk.shop.refusal(Id::from(1)).is_some());
    // The user's own new value takes its place.
    desk.shop.act(describe("anew"));
    assert!(!desk.left().contains(&first));
}

#[test]
fn a_new_value_takes_the_place_of_one_that_waits_for_a_decision() {
    let desk = desk(some_orders(1));
    let first = desk.shop.act(describe("mine"));
    desk.server.borrow_mut().put(1, "new", "theirs");
    block_on(desk.sync.poll()).unwrap();
    assert!(desk.shop.is_in_conflict(Id::from(1)));
    let second = desk.shop.act(describe("over theirs"));
    assert!(desk.left() == [second] && first != second);
    // It would go after the newer one else, once theirs is gone.
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].1, "over theirs");
}

#[test]
fn a_change_that_never_stood_on_a_refused_one_keeps_its_own_base() {
    let mut outbox = Outbox::default();
    let command = |id: u64, from: &str, to: &str| Command {
        id: Id::from(id),
        action: describe(to),
        base: Some(describe(from)),
        at: "2026-11-24T11:00:00Z".parse().unwrap(),
        by: None,
    };
    outbox.push(command(1, "theirs", "refused"), 0);
    outbox.push(command(2, "", "of another tab"), 0);
    outbox.push(command(3, "refused", "on top"), 0);
    outbox.refuse(Id::from(1), refused());
    let base = |id: u64| outbox.get(Id::from(id)).unwrap().command.base.clone().unwrap();
    assert_eq!((base(2), base(3)), (describe(""), describe("theirs")));
}

#[test]
fn a_make_that_the_network_brought_twice_is_not_refused() {
    let desk = desk(some_orders(1));
    let (mut looks, server) = (0, Rc::clone(&desk.server));
    desk.bench.serve(move |request| {
        if !request.path.starts_with("/api/v1/customers") {
            return server.borrow_mut().answer(request);
        }
        looks += usize::from(request.method == Method::Get);
        let row = r#"{"data":{"type":"customers","id":"1","attributes":{}}}"#;
        let errors = r#"{"errors":[{"code":"odd","title":"odd"}]}"#;
        Some(Ok(match (request.method, looks) {
            (Method::Get, 1) => answer(404, errors),
            (Method::Post, _) => answer(409, errors),
            _ => answer(200, row),
        }))
    });
    let id = desk.shop.act(make_customer());
    desk.write();
    desk.shop.postponed(&desk.command(id), Arrival::Unknown);
    desk.drain();
    assert!(desk.shop.outbox().is_empty());
    assert!(!desk.shop.events().iter().any(|event| matches!(event, Event::Refused { .. })));
}

#[test]
fn what_is_on_the_server_over_theirs_is_decided_and_not_dropped() {
    let desk = desk(some_orders(1));
    let id = desk.shop.act(describe("mine"));
    desk.write();
    desk.shop.postponed(&desk.command(id), Arrival::Unknown);
    desk.server.borrow_mut().put(1, "new", "theirs");
    block_on(desk.sync.poll()).unwrap();
    // It may have arrived: no conflict before it was looked for.
    assert!(!desk.shop.is_in_conflict(Id::from(1)));
    desk.server.borrow_mut().put(1, "new", "mine");
    desk.shop.confirmed(&desk.command(id));
    assert!(desk.shop.outbox()[0].progress.conflict().unwrap().landed);
    assert!(desk.shop.drop_command(id).is_empty());
    desk.shop.decide(id, Side::Mine);
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn what_was_seen_while_a_request_that_did_not_arrive_was_under_way_is_a_conflict() {
    let desk = desk(some_orders(1));
    let id = desk.shop.act(describe("mine"));
    block_on(desk.sync.begin_reign()).unwrap();
    desk.write();
    let keys = desk.shop.to_mark(10);
    desk.shop.marked(&keys, &keys);
    assert_eq!(desk.shop.take_commands(1).len(), 1);
    desk.server.borrow_mut().put(1, "new", "theirs");
    block_on(desk.sync.poll()).unwrap();
    assert!(!desk.shop.is_in_conflict(Id::from(1)));
    desk.shop.postponed(&desk.command(id), Arrival::No);
    assert!(desk.shop.is_in_conflict(Id::from(1)));
}

#[test]
fn a_new_value_of_one_field_leaves_the_others_of_a_refused_change() {
    let desk = desk(some_orders(1));
    let both = vec![OrderChange::Description("ribbon".into()), OrderChange::Status(Status::Assembled)];
    let id = desk.shop.act(Action::ChangeOrder(Id::from(1), both));
    desk.shop.refused(&desk.command(id), refused());
    desk.shop.act(describe("bow"));
    let rest = Action::ChangeOrder(Id::from(1), vec![OrderChange::Status(Status::Assembled)]);
    let entry = desk.shop.outbox().into_iter().find(|entry| entry.command.id == id).unwrap();
    assert!(entry.is_refused());
    assert_eq!(entry.command.action, rest);
    desk.shop.send_again(id, None);
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1], ("assembled".into(), "bow".into(), 3));
    // Each step is taken back by itself, and no further.
    desk.shop.undo().unwrap();
    desk.shop.undo().unwrap();
    desk.drain();
    let (status, description, _) = desk.server.borrow().orders[&1].clone();
    assert_eq!((status.as_str(), description.as_str()), ("new", ""));
}

#[test]
fn a_change_in_conflict_goes_on_without_the_field_that_got_a_new_value() {
    let desk = desk(some_orders(1));
    desk.server.borrow_mut().put(1, "new", "theirs");
    let both = vec![OrderChange::Description("mine".into()), OrderChange::Status(Status::Assembled)];
    let id = desk.shop.act(Action::ChangeOrder(Id::from(1), both));
    desk.drain();
    assert!(desk.shop.outbox()[0].progress.conflict().is_some());
    desk.shop.act(describe("new"));
    assert_eq!(desk.left().len(), 2);
    assert!(desk.left().contains(&id));
    desk.drain();
    let (status, description, _) = desk.server.borrow().orders[&1].clone();
    assert_eq!((status.as_str(), description.as_str()), ("assembled", "new"));
    assert!(desk.left().is_empty());
}

#[test]
fn what_a_person_may_not_see_is_asked_for_again_after_an_hour() {
    let desk = desk(some_orders(1));
    let server = Rc::clone(&desk.server);
    desk.bench.serve(move |request| match request.path.contains("/customers") {
        true => Some(Ok(answer(403, r#"{"errors":[{"code":"forbidden"}]}"#))),
        false => server.borrow_mut().answer(request),
    });
    let asked = || desk.bench.requests().iter().filter(|sent| sent.path.contains("/v1/customers?")).count();
    // Minutes of the server's clock, none of this page's.
    let mut run = desk.sync.clone().run().boxed_local();
    let mut runs = || {
        for _ in 0..200 {
            assert!(block_on(future::poll_fn(|cx| Poll::Ready(run.as_mut().poll(cx)))).is_pending());
        }
    };
    runs();
    assert!(desk.shop.standing(Source::Customers).complete);
    assert_eq!(asked(), 1);
    UPTIME.set(UPTIME.get() + 3_601);
    runs();
    assert_eq!(asked(), 2);
}

#[test]
fn a_tab_that_begins_to_lead_sends_nothing_before_it_has_read_what_is_left_to_it() {
    let desk = desk(some_orders(0));
    let command = Command {
        id: Id::random([9; 16]),
        action: Action::MakeOrder(Box::new(Order { id: Id::random([2; 16]), ..Order::default() })),
        base: None,
        at: desk.shop.now(),
        by: desk.shop.worker(),
    };
    let bytes = Entry::new(command).write();
    // The tab that led sent it while nothing could be written, and said so when it could.
    desk.shop.hear(&Told::Entry { key: 0, tried: true, sending: false, bytes: bytes.clone() }.write());
    let kept = Kept { key: 0, tried: false, bytes: Some(bytes) };
    desk.paper.entries.borrow_mut().insert(0, kept);
    assert!(desk.shop.take_commands(4).is_empty());
    block_on(desk.sync.begin_reign()).unwrap();
    assert!(desk.shop.take_commands(4).is_empty(), "it may still be on its way");
    UPTIME.set(UPTIME.get() + 16);
    assert!(desk.shop.take_commands(4)[0].look);
}

#[test]
fn a_refusal_that_is_no_matter_of_permission_stops_nothing() {
    let desk = desk(some_orders(1));
    let server = Rc::clone(&desk.server);
    let known = crate::store::shop::Standing { revision: Some(7), ..desk.shop.standing(Source::Customers) };
    desk.shop.set_standing(known);
    for (status, barred) in [(422, false), (403, true)] {
        let server = Rc::clone(&server);
        desk.bench.serve(move |request| match request.path.contains("/customers") {
            true => Some(Ok(answer(status, r#"{"errors":[{"code":"no"}]}"#))),
            false => server.borrow_mut().answer(request),
        });
        block_on(desk.sync.follow(Source::Customers)).unwrap();
        assert_eq!(desk.shop.is_barred(Source::Customers, Duration::from_secs(3_600)), barred);
        assert_eq!(desk.shop.standing(Source::Customers).revision, (!barred).then_some(7));
    }
}

#[test]
fn what_was_sent_while_nothing_could_be_kept_stands_as_sent_once_it_can() {
    let desk = desk(some_orders(1));
    let id = desk.shop.act(describe("sent"));
    desk.paper.full.set(true);
    block_on(desk.sync.write_journal()).unwrap_err();
    // What is written says whether it was sent: it is not sent meanwhile.
    let job = desk.shop.take_job();
    assert!(desk.shop.take_commands(4).is_empty());
    desk.shop.not_written(job, JournalError::Full);
    assert_eq!(desk.shop.take_commands(4).len(), 1);
    desk.shop.postponed(&desk.command(id), Arrival::Late);
    desk.paper.full.set(false);
    desk.write();
    let Kept { key, tried, bytes } = desk.paper.entries.borrow().values().next().unwrap().clone();
    assert_eq!(Entry::read(&bytes.unwrap(), key, tried).unwrap().progress, Sent::Uncertain);
}

#[test]
fn a_tab_that_begins_to_lead_looks_for_what_it_knows_as_never_sent() {
    let desk = desk(some_orders(1));
    let id = desk.shop.act(describe("sent by the tab that led"));
    desk.write();
    desk.paper.entries.borrow_mut().values_mut().for_each(|kept| kept.tried = true);
    // It stands on something else now, which is still to be written.
    desk.shop.desk().outbox.touch(id);
    block_on(desk.sync.begin_reign()).unwrap();
    UPTIME.set(UPTIME.get() + 16);
    assert!(desk.shop.take_commands(4)[0].look);
}

#[test]
fn what_waits_for_a_decision_holds_later_changes_of_the_same_field_only() {
    let mut outbox = Outbox::default();
    let command = |id: u64, action: Action| Command {
        id: Id::from(id),
        base: Some(action.clone()),
        action,
        at: "2026-11-24T11:00:00Z".parse().unwrap(),
        by: None,
    };
    let status = Action::ChangeOrder(Id::from(1), vec![OrderChange::Status(Status::Assembled)]);
    for (id, action) in [(1, describe("mine")), (2, describe("of another tab")), (3, status)] {
        outbox.push(command(id, action), 0);
        outbox.place(Id::from(id), Place::Kept(id));
        outbox.mark(id);
    }
    outbox.get_mut(Id::from(1)).unwrap().met = Some(Conflict {
        theirs: describe("theirs"),
        seen: "2026-11-24T11:00:00Z".parse().unwrap(),
        changed: None,
        by: None,
        landed: false,
    });
    assert!(outbox.meets(Id::from(1), false));
    let taken: Vec<_> = outbox.take(Duration::ZERO, 4, true).iter().map(|taken| taken.command.id).collect();
    assert_eq!(taken, [Id::from(3)]);
    // What may be on the server waits as well, and wakes nobody meanwhile.
    let later = outbox.get_mut(Id::from(2)).unwrap();
    (later.progress, later.not_before) = (Sent::Uncertain, Some(Duration::from_secs(1)));
    let now = Duration::from_secs(2);
    assert!(outbox.take(now, 4, true).is_empty() && outbox.next_at(now).is_none());
    // Theirs went back: it goes, but not beside one of the same order.
    outbox.get_mut(Id::from(1)).unwrap().progress = Sent::Waiting;
    assert!(outbox.take(Duration::ZERO, 4, true).is_empty());
}

#[test]
fn an_order_that_was_taken_back_too_late_is_taken_back_by_a_command() {
    let desk = desk(some_orders(0));
    let id = Id::random([2; 16]);
    desk.shop.act(Action::MakeOrder(Box::new(Order { id, ..Order::default() })));
    desk.write();
    // The tab that leads is about to send it.
    desk.paper.entries.borrow_mut().values_mut().for_each(|kept| kept.tried = true);
    desk.shop.undo().unwrap();
    desk.write();
    let last = desk.shop.outbox().pop().unwrap();
    assert_eq!(last.command.action, Action::ChangeOrder(id, vec![OrderChange::Status(Status::Canceled)]));
    assert!(!desk.shop.events().iter().any(|event| matches!(event, Event::TooLate { .. })));
}
