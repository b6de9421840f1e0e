//! One person who takes back and does again faster than anything can be sent: what
//! they saw last is what holds.

use std::cell::RefCell;
use std::rc::Rc;

use super::device::Device;
use super::network::{Network, Weather};
use super::server::Server;
use super::tab;
use super::user::shown;
use super::world::World;
use super::{Books, Run};
use crate::domain::order::OrderChange;
use crate::domain::Id;
use crate::store::command::{Action, Kind};
use crate::store::outbox::Entry;

/// Steps, one shortly after the other; gives what went wrong.
fn steps(seed: u64) -> Vec<String> {
    let _quiet = reactive_graph::diagnostics::SpecialNonReactiveZone::enter();
    let world = World::new(seed);
    let mut server = Server::new(true);
    server.seed(1);
    let network = Network {
        device: Device::new(&world, 0),
        server: Rc::new(RefCell::new(server)),
        weather: Rc::new(RefCell::new(Weather::default())),
        tab: 0,
    };
    let server = Rc::clone(&network.server);
    let mut run = Run { world, server, networks: vec![network], tabs: Vec::new(), books: Books::default() };
    run.open(0);
    run.pass(3_000);
    let seen = |run: &Run| shown(&run.tabs[0], Kind::Order, "1").and_then(|fields| fields.into_iter().next());
    let mut wrong = Vec::new();
    for step in 0..12 {
        tab::enter(&run.tabs[0].device);
        let shop = run.tabs[0].shop;
        match run.world.dice(5) {
            0 => {
                shop.act(Action::ChangeOrder(
                    Id::from(1),
                    vec![OrderChange::Description(format!("m{step}"))],
                ));
            }
            1 | 2 => drop(shop.undo()),
            _ => shop.redo(),
        }
        let wanted = seen(&run);
        run.world.tell(|| {
            let entry = |entry: &Entry| {
                format!(
                    "\n    {:?} over {:?}: {:?}",
                    entry.command.action, entry.command.base, entry.progress
                )
            };
            let outbox: String = shop.outbox().iter().map(entry).collect();
            format!("step {step}: {wanted:?}; undo {:?}, redo {:?}{outbox}", shop.undoing(), shop.next_step())
        });
        run.pass(run.world.dice(if run.world.chance(100) { 3_000 } else { 60 }));
        if seen(&run) != wanted {
            wrong.push(format!("after step {step}: {wanted:?} became {:?}", seen(&run)));
        }
    }
    let last = seen(&run);
    run.pass(40_000);
    let there = run.server.borrow().records["1"].attributes["description"].as_str().map(str::to_owned);
    if (seen(&run), &there) != (last.clone(), &last) {
        wrong.push(format!("{last:?} was seen, {:?} is now, {there:?} is on the server", seen(&run)));
    }
    if !run.tabs[0].shop.outbox().is_empty() {
        wrong.push(format!("does not settle: {:?}", run.tabs[0].shop.outbox()));
    }
    for tab in std::mem::take(&mut run.tabs) {
        tab.kill();
    }
    run.world.end();
    wrong
}

#[test]
fn what_was_seen_last_after_quick_steps_back_and_forth_holds() {
    let first = super::number("POSY_SEED", 1);
    for seed in first..first + super::number("POSY_STEPS", 300) {
        let wrong = steps(seed);
        assert!(wrong.is_empty(), "seed {seed}:\n  {}", wrong.join("\n  "));
    }
}
