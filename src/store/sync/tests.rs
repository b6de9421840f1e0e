//! The sync against a small server that keeps its own orders: what the screen
//! shows while answers are late, lost, refused or changed by others.

use std::cell::RefCell;

use reactive_graph::owner::Owner;

mod beside;
mod choosing;
mod damaged;
mod edited;
mod faults;
mod filling;
mod keeping;
mod looking;
mod poll;
mod sets;
mod undo;
mod world;

use self::world::{Alone, Paper, Server};
use super::*;
use crate::api::filter::Filters;
use crate::api::orders::filters::ORDER_FILTERS;
use crate::api::outside::{Method, TransportError};
use crate::api::simulation::{block_on, Bench};
use crate::domain::customer::Customer;
use crate::domain::order::{Order, OrderChange, Status};
use crate::domain::zone::FixedZone;
use crate::domain::Id;
use crate::store::command::{Action, Kind};
use crate::store::history::NotUndone;
use crate::store::list::{ListRules, SortKey};
use crate::store::outbox::Progress as Sent;
use crate::store::shop::{Event, Outside, Side};
use crate::store::state::Settings;

thread_local! {
    static COUNTER: Cell<u64> = const { Cell::new(0) };
    static UPTIME: Cell<u64> = const { Cell::new(0) };
}

struct Desk {
    paper: Rc<Paper>,
    sync: Sync,
    shop: Shop,
    bench: Bench,
    server: Rc<RefCell<Server>>,
    _owner: Owner,
}

fn desk(server: Server) -> Desk {
    desk_on(Rc::default(), server)
}

/// A tab of the browser that has this device.
fn desk_on(paper: Rc<Paper>, server: Server) -> Desk {
    let owner = Owner::new();
    owner.set();
    let bench = Bench::with_session();
    let client = bench.client();
    let outside = Outside {
        now: || "2026-11-24T11:00:00Z".parse().unwrap(),
        uptime: || Duration::from_secs(UPTIME.get()),
        random: || {
            let number = COUNTER.get() + 1;
            COUNTER.set(number);
            u128::from(number).to_le_bytes()
        },
        zones: |_, _| Arc::new(FixedZone(180)),
    };
    let shop = Shop::new(Settings::default(), outside);
    shop.follow(&client.session().state());
    let server = Rc::new(RefCell::new(server));
    let handler = Rc::clone(&server);
    bench.serve(move |request| handler.borrow_mut().answer(request));
    let parts = Device {
        journal: paper.clone(),
        archive: paper.clone(),
        locks: Rc::new(bench.clone()) as Rc<dyn Locks>,
        tabs: Rc::new(Alone),
    };
    let sync = Sync::new(shop, client, parts, Rc::new(Cell::new(true)));
    let desk = Desk { paper, sync, shop, bench, server, _owner: owner };
    desk.shop.look(look(""));
    block_on(desk.sync.fetch_dictionaries()).unwrap();
    desk.fetch();
    desk
}

fn look(address: &str) -> Look {
    Look::new(Filters::read(&ORDER_FILTERS, |name| {
        address
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, v)| v.to_owned())
    }))
}

impl Desk {
    fn fetch(&self) {
        block_on(self.sync.fetch_look(&self.shop.present_look().unwrap())).unwrap();
    }

    /// All loops run until nothing is on its way any more.
    fn drain(&self) {
        let shop = self.shop;
        let settled = async move {
            for _ in 0..20_000 {
                if shop.state.unsent().get_untracked() == 0 {
                    return true;
                }
                UPTIME.set(UPTIME.get() + 1);
                futures::pending!();
            }
            false
        };
        let run = self.sync.clone().run().boxed_local();
        let settled = block_on(async {
            match future::select(settled.boxed_local(), run).await {
                future::Either::Left((settled, _)) => settled,
                future::Either::Right(_) => false,
            }
        });
        assert!(settled);
    }

    fn order(&self, id: u64) -> Arc<Order> {
        self.shop.orders.peek(Id::from(id)).unwrap()
    }

    fn status(&self, id: u64) -> Status {
        self.order(id).status
    }

    fn move_to(&self, id: u64, status: Status) {
        self.shop.change(Id::from(id), OrderChange::Status(status)).unwrap();
    }
}

fn some_orders(count: u64) -> Server {
    let mut server = Server::default();
    for id in 1..=count {
        server.put(id, "new", "");
    }
    server
}

#[test]
fn a_move_is_seen_at_once_and_confirmed_later() {
    let desk = desk(some_orders(3));
    desk.move_to(2, Status::Assembled);
    assert_eq!(desk.status(2), Status::Assembled);
    assert!(desk.shop.is_unsent(Id::from(2)));
    assert_eq!(desk.shop.state.unsent().get_untracked(), 1);
    desk.drain();
    assert_eq!((desk.status(2), desk.order(2).revision), (Status::Assembled, 4));
    assert!(!desk.shop.is_unsent(Id::from(2)));
    assert_eq!(desk.shop.state.unsent().get_untracked(), 0);
}

#[test]
fn a_refused_move_goes_back_with_its_reason() {
    let desk = desk(some_orders(0));
    desk.server.borrow_mut().put(1, "done", "");
    block_on(desk.sync.poll()).unwrap();
    desk.fetch();
    // What the screen would not offer; the server has the last word.
    desk.shop.act(Action::ChangeOrder(Id::from(1), vec![OrderChange::Status(Status::Assembled)]));
    assert_eq!(desk.status(1), Status::Assembled);
    desk.drain();
    assert_eq!(desk.status(1), Status::Done);
    let refusal = desk.shop.refusal(Id::from(1)).unwrap();
    assert!(matches!(refusal.progress, Sent::Refused(ApiError::Refused { status: 422, .. })));
    assert!(desk.shop.events().iter().any(|event| matches!(event, Event::Refused { .. })));
    assert_eq!(desk.shop.state.undecided().get_untracked(), 1);
    desk.shop.drop_command(desk.shop.refusal(Id::from(1)).unwrap().command.id);
    assert!(desk.shop.refusal(Id::from(1)).is_none());
    // Nothing of it is left that could be taken back.
    assert_eq!(desk.shop.undo(), Err(NotUndone::Nothing));
}

#[test]
fn a_move_that_meets_somebody_elses_waits_for_the_user_to_choose() {
    for side in [Side::Mine, Side::Theirs] {
        let desk = desk(some_orders(1));
        desk.server.borrow_mut().put(1, "courier", "");
        desk.move_to(1, Status::Assembled);
        desk.drain();
        let entry = desk.shop.outbox().pop().unwrap();
        let conflict = entry.progress.conflict().unwrap();
        let theirs = Action::ChangeOrder(Id::from(1), vec![OrderChange::Status(Status::Courier)]);
        assert_eq!((&conflict.theirs, conflict.landed), (&theirs, false));
        // Until then the screen shows what the server has.
        assert_eq!(
            (desk.status(1), desk.server.borrow().orders[&1].0.as_str()),
            (Status::Courier, "courier")
        );
        desk.shop.decide(entry.command.id, side);
        desk.drain();
        let expected = if side == Side::Mine { "assembled" } else { "courier" };
        assert_eq!((desk.status(1).code(), desk.server.borrow().orders[&1].0.as_str()), (expected, expected));
        assert!(desk.shop.outbox().is_empty());
    }
}

#[test]
fn a_step_is_taken_back_and_done_again() {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    // Not sent yet: nothing of it reaches the server.
    desk.shop.undo().unwrap();
    desk.drain();
    assert_eq!((desk.status(1), desk.server.borrow().revision), (Status::New, 1));
    desk.shop.redo();
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "assembled");
    // Confirmed: the way back is a command of its own.
    desk.shop.undo().unwrap();
    assert_eq!(desk.status(1), Status::New);
    desk.drain();
    assert_eq!((desk.server.borrow().orders[&1].0.as_str(), desk.server.borrow().revision), ("new", 3));
    assert_eq!(desk.shop.undo(), Err(NotUndone::Nothing));
    desk.shop.redo();
    desk.drain();
    assert_eq!(desk.status(1), Status::Assembled);
}

#[test]
fn dropping_what_was_to_be_made_takes_what_cannot_be_without_it() {
    let desk = desk(some_orders(1));
    let (customer, order) = (Id::random([1; 16]), Id::random([2; 16]));
    let made =
        desk.shop.act(Action::MakeCustomer(Box::new(Customer { id: customer, ..Customer::default() })));
    desk.shop.act(Action::MakeOrder(Box::new(Order {
        id: order,
        customer: Some(customer),
        ..Order::default()
    })));
    desk.move_to(1, Status::Assembled);
    assert!(desk.shop.going_with(made).is_empty(), "nothing is dropped that goes by itself");
    let command = desk.shop.outbox()[0].command.clone();
    desk.shop.refused(&command, ApiError::Refused { status: 422, faults: Vec::new() });
    assert_eq!(desk.shop.going_with(made).len(), 2);
    assert_eq!(desk.shop.drop_command(made).len(), 2);
    assert_eq!((desk.shop.outbox().len(), desk.shop.orders.peek(order).is_none()), (1, true));
}

#[test]
fn everything_that_is_settled_is_gone_from_the_device() {
    let desk = desk(some_orders(2));
    desk.move_to(1, Status::Assembled);
    desk.move_to(2, Status::Assembled);
    block_on(desk.sync.write_journal()).unwrap();
    assert_eq!(desk.paper.entries.borrow().len(), 2);
    desk.drain();
    block_on(desk.sync.write_journal()).unwrap();
    assert!(desk.paper.entries.borrow().is_empty());
}

#[test]
fn a_move_that_cannot_be_is_refused_before_it_leaves() {
    let desk = desk(some_orders(1));
    assert!(desk.shop.change(Id::from(1), OrderChange::Status(Status::Courier)).is_err());
    assert_eq!((desk.status(1), desk.shop.state.unsent().get_untracked()), (Status::New, 0));
}

#[test]
fn after_a_lost_answer_the_change_is_looked_up_and_not_sent_again() {
    let desk = desk(some_orders(1));
    desk.server.borrow_mut().lose_answer = true;
    desk.move_to(1, Status::Assembled);
    desk.drain();
    assert_eq!(desk.status(1), Status::Assembled);
    desk.drain();
    let patches = desk.bench.requests().iter().filter(|r| r.method == Method::Patch).count();
    assert_eq!((patches, desk.server.borrow().revision), (1, 2));
    assert!(!desk.shop.is_unsent(Id::from(1)));
}

#[test]
fn without_a_network_everything_goes_on_and_is_sent_later() {
    let desk = desk(some_orders(2));
    desk.bench.fail_next(TransportError::Unreachable);
    desk.move_to(1, Status::Assembled);
    desk.shop.change(Id::from(1), OrderChange::Description("ribbon".into())).unwrap();
    desk.drain();
    assert_eq!((desk.status(1), desk.order(1).description.as_str()), (Status::Assembled, "ribbon"));
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1], ("assembled".into(), "ribbon".into(), 4));
    assert_eq!(desk.shop.state.connection().get_untracked(), crate::store::state::Connection::Online);
}

#[test]
fn a_poll_brings_what_others_did_under_what_is_unsent_here() {
    let desk = desk(some_orders(2));
    desk.move_to(1, Status::Assembled);
    desk.server.borrow_mut().put(1, "new", "theirs");
    desk.server.borrow_mut().put(3, "new", "fresh");
    block_on(desk.sync.poll()).unwrap();
    assert_eq!((desk.status(1), desk.order(1).description.as_str()), (Status::Assembled, "theirs"));
    assert_eq!(desk.order(3).description, "fresh");
}

#[test]
fn many_pages_are_read_to_the_last_and_counted() {
    let desk = desk(some_orders(523));
    assert_eq!(desk.shop.orders.len(), 523);
    assert_eq!(desk.server.borrow().page_reads, 6);
    let progress = desk.shop.state.progress().get_untracked();
    assert_eq!((progress.counts.get(&Status::New), progress.cut), (Some(&7), None));
    // Many changes at once come in one poll of several pages.
    for id in 1..=250 {
        desk.server.borrow_mut().put(id, "assembled", "");
    }
    block_on(desk.sync.poll()).unwrap();
    assert!((1..=250).all(|id| desk.status(id) == Status::Assembled));
}

#[test]
fn the_next_person_finds_nothing_of_the_first() {
    let desk = desk(some_orders(2));
    desk.move_to(1, Status::Assembled);
    let state = desk.sync.client.session().state();
    assert!(!desk.shop.follow(&state), "it is the same");
    assert!(desk.shop.follow(&Session::SignedOut), "who was there went");
    assert!(desk.shop.orders.is_empty() && desk.shop.stores.is_empty());
    assert_eq!(desk.shop.state.unsent().get_untracked(), 0);
    assert!(desk.shop.present_look().is_none());
}

#[test]
fn an_expired_session_keeps_the_work_for_the_same_person() {
    let desk = desk(some_orders(2));
    desk.move_to(1, Status::Assembled);
    let state = desk.sync.client.session().state();
    let person = state.person().unwrap().clone();
    desk.shop.follow(&Session::Expired(person));
    assert_eq!(desk.status(1), Status::Assembled);
    desk.shop.follow(&state);
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "assembled");
}

#[test]
fn the_loops_run_together_from_sign_in_to_a_sent_change() {
    let desk = desk(some_orders(3));
    desk.shop.state.dictionaries().set(false);
    desk.shop.wakes.dictionaries.ring();
    desk.move_to(3, Status::Done);
    let shop = desk.shop;
    let server = Rc::clone(&desk.server);
    let settled = async move {
        let ready = || {
            shop.state.progress().get_untracked().stage == Stage::Ready
                && shop.state.unsent().get_untracked() == 0
        };
        let mut turns = 0;
        while !(ready() && shop.orders.len() == 4 && server.borrow().orders[&3].0 == "done") && turns < 10_000
        {
            server.borrow_mut().orders.entry(4).or_insert(("new".into(), String::new(), 99));
            futures::pending!();
            turns += 1;
        }
        turns
    };
    let run = desk.sync.clone().run().boxed_local();
    let turns = block_on(async {
        // The loops are always ready for another turn: the clock is simulated.
        match future::select(settled.boxed_local(), run).await {
            future::Either::Left((turns, _)) => turns,
            future::Either::Right(_) => 10_000,
        }
    });
    assert!(turns < 10_000);
}
