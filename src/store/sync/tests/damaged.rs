//! What lies damaged on the device is written anew by whoever knows it, and fetched
//! again where nobody does.

use super::beside::{item, items, keep, pass, two};
use super::*;
use crate::store::command::Command;
use crate::store::shop::{Source, Standing};

/// The block that tells how far the replica is.
const LEDGER: u64 = 0;

/// A tab that leads and one beside it, with three items on the device.
fn with_items() -> (Desk, Desk) {
    let (leader, beside) = two();
    for source in Source::ALL {
        leader.shop.set_standing(Standing { complete: true, ..leader.shop.standing(source) });
    }
    leader.shop.items.upsert([item(1, "rose"), item(2, "tulip"), item(3, "lily")]);
    keep(&leader);
    leader.shop.take_told();
    (leader, beside)
}

impl Desk {
    fn damage(&self, which: impl Fn(u64) -> bool) {
        let mut shelf = self.paper.shelf.borrow_mut();
        let damaged = shelf.blocks.iter_mut().filter(|(key, _)| which(**key));
        damaged.for_each(|(_, block)| *block = None);
    }

    fn reads_whole(&self) {
        block_on(self.sync.read_whole()).unwrap();
    }

    fn is_sound(&self) -> bool {
        self.paper.shelf.borrow().blocks.values().all(Option::is_some)
    }
}

#[test]
fn a_block_that_a_tab_cannot_read_is_written_anew_by_the_one_that_knows_it() {
    let (leader, beside) = with_items();
    leader.damage(|key| key != LEDGER);
    beside.reads_whole();
    assert!(items(&beside).is_empty());
    assert!(!pass(&beside, &leader));
    keep(&leader);
    assert!(leader.is_sound());
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["lily", "rose", "tulip"]);
    assert!(beside.shop.standing(Source::Items).complete, "nothing has to be fetched");
}

#[test]
fn what_is_in_memory_of_a_damaged_block_stays_there_and_is_fetched_again() {
    let (leader, _) = with_items();
    leader.damage(|key| key != LEDGER);
    leader.reads_whole();
    assert_eq!(items(&leader), ["lily", "rose", "tulip"]);
    assert!(!leader.shop.standing(Source::Items).complete);
    block_on(leader.sync.keep()).unwrap();
    assert!(leader.is_sound());
}

#[test]
fn a_damaged_block_that_nobody_knows_is_removed() {
    let (leader, _) = with_items();
    leader.damage(|key| key != LEDGER);
    let next = desk_on(Rc::clone(&leader.paper), some_orders(1));
    next.shop.set_leads(true);
    next.reads_whole();
    assert!(!next.shop.standing(Source::Items).complete);
    block_on(next.sync.keep()).unwrap();
    assert!(next.is_sound());
}

#[test]
fn without_the_ledger_everything_is_asked_of_the_tab_that_leads() {
    let (leader, beside) = with_items();
    leader.damage(|key| key == LEDGER);
    beside.reads_whole();
    assert!(leader.paper.shelf.borrow().blocks.is_empty(), "what belongs to nobody is wiped");
    assert!(!pass(&beside, &leader));
    // It finds that somebody wrote over what it knew, and writes all of it.
    keep(&leader);
    keep(&leader);
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["lily", "rose", "tulip"]);
}

#[test]
fn what_was_read_first_alone_does_not_count_as_all_there_is() {
    let (leader, _) = with_items();
    let next = desk_on(Rc::clone(&leader.paper), some_orders(1));
    let near = leader.paper.shelf.borrow().read(&next.shop.near_ranges());
    assert!(next.shop.load_near(near.blocks));
    assert!(next.shop.standing(Source::Items).complete);
    leader.damage(|key| key == LEDGER);
    next.reads_whole();
    assert!(!next.shop.standing(Source::Items).complete);
}

/// A command that this page knows, damaged on the device.
fn with_torn() -> (Desk, u64, Id<Command>) {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    desk.write();
    let key = *desk.paper.entries.borrow().keys().next().unwrap();
    desk.paper.entries.borrow_mut().get_mut(&key).unwrap().bytes = None;
    let id = desk.shop.outbox()[0].command.id;
    (desk, key, id)
}

#[test]
fn a_damaged_command_is_written_once_more_by_the_page_that_knows_it() {
    let (desk, key, id) = with_torn();
    block_on(desk.sync.load_journal()).unwrap();
    assert!(desk.shop.state.damaged().get_untracked().is_empty());
    desk.write();
    assert!(desk.paper.entries.borrow()[&key].bytes.is_some());
    assert!(desk.shop.is_kept(id));
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "assembled");
}

#[test]
fn a_damaged_command_is_told_until_another_tab_has_written_it_once_more() {
    let (desk, key, _) = with_torn();
    let beside = desk_on(Rc::clone(&desk.paper), some_orders(1));
    block_on(beside.sync.load_journal()).unwrap();
    assert_eq!(beside.shop.state.damaged().get_untracked(), [key]);
    block_on(desk.sync.load_journal()).unwrap();
    desk.write();
    pass(&desk, &beside);
    assert!(beside.shop.state.damaged().get_untracked().is_empty());
    assert_eq!(beside.status(1), Status::Assembled);
}

#[test]
fn who_cannot_read_a_command_asks_the_tab_that_knows_it() {
    let (desk, key, _) = with_torn();
    let beside = desk_on(Rc::clone(&desk.paper), some_orders(1));
    block_on(beside.sync.load_journal()).unwrap();
    assert_eq!(beside.shop.state.undecided().get_untracked(), 1, "the light tells of it");
    pass(&beside, &desk);
    desk.write();
    assert!(desk.paper.entries.borrow()[&key].bytes.is_some());
    pass(&desk, &beside);
    assert!(beside.shop.state.damaged().get_untracked().is_empty());
    assert_eq!(beside.shop.state.undecided().get_untracked(), 0);
}

#[test]
fn rows_of_a_damaged_block_stay_in_a_tab_that_has_missed_nothing() {
    let (leader, beside) = with_items();
    beside.reads_whole();
    leader.shop.wait_beside(crate::store::shop::Beside::More);
    keep(&leader);
    leader.damage(|key| key != LEDGER);
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["lily", "rose", "tulip"]);
}

#[test]
fn blocks_of_which_none_can_be_read_are_wiped() {
    let (leader, beside) = with_items();
    leader.damage(|_| true);
    beside.reads_whole();
    assert!(leader.paper.shelf.borrow().blocks.is_empty());
}

#[test]
fn what_changed_since_the_device_was_written_is_asked_for() {
    let (leader, _) = with_items();
    let before = leader.shop.revision().unwrap();
    let next = desk_on(Rc::clone(&leader.paper), some_orders(1));
    next.shop.set_revision(before + 5);
    next.reads_whole();
    assert_eq!(next.shop.revision(), Some(before));
}
