//! A device that keeps nothing: work is sent all the same, and the user is told
//! that it would be lost with the page.

use super::*;
use crate::store::shop::Told;
use crate::store::state::Keeping;

impl Desk {
    fn keeping(&self) -> Keeping {
        self.shop.state.keeping().get_untracked()
    }

    /// Was anybody told that something is in this page only?
    fn tells_not_kept(&self) -> bool {
        self.shop.events().iter().any(|event| matches!(event, Event::NotKept(_)))
    }
}

#[test]
fn what_is_done_on_a_device_that_cannot_be_read_is_sent_and_told() {
    let desk = desk(some_orders(1));
    desk.paper.unreadable.set(true);
    desk.move_to(1, Status::Assembled);
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "assembled");
    assert!(desk.tells_not_kept());
    assert_eq!(desk.keeping(), Keeping::Failing);
}

#[test]
fn what_cannot_be_taken_back_at_the_moment_holds_up_nothing_unseen() {
    let desk = desk(some_orders(2));
    desk.move_to(1, Status::Assembled);
    block_on(desk.sync.write_journal()).unwrap();
    desk.shop.undo().unwrap();
    desk.paper.loses_answer.set(true);
    desk.move_to(2, Status::Assembled);
    block_on(desk.sync.write_journal()).unwrap_err();
    assert!(desk.tells_not_kept());
    assert_eq!(desk.keeping(), Keeping::Failing);
    block_on(desk.sync.write_journal()).unwrap();
    assert_eq!(desk.keeping(), Keeping::Safe);
}

#[test]
fn a_device_is_safe_again_when_all_that_was_left_could_be_taken_back() {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    block_on(desk.sync.write_journal()).unwrap();
    desk.shop.undo().unwrap();
    desk.paper.loses_answer.set(true);
    block_on(desk.sync.write_journal()).unwrap_err();
    assert_eq!(desk.keeping(), Keeping::Failing);
    block_on(desk.sync.write_journal()).unwrap();
    assert_eq!(desk.keeping(), Keeping::Safe);
}

#[test]
fn records_that_do_not_fit_on_the_device_are_told_of_until_they_do() {
    let desk = desk(some_orders(1));
    let unkept = || desk.shop.state.unkept_records().get_untracked();
    desk.drain();
    assert!(!unkept());
    desk.paper.full.set(true);
    block_on(desk.sync.keep()).unwrap_err();
    assert!(unkept());
    desk.paper.full.set(false);
    block_on(desk.sync.keep()).unwrap();
    assert!(!unkept());
}

#[test]
fn every_tab_says_that_the_device_does_not_keep_the_records() {
    let (leader, beside) = beside::two();
    let told = |desk: &Desk| desk.shop.state.unkept_records().get_untracked();
    leader.paper.full.set(true);
    block_on(leader.sync.keep()).unwrap_err();
    beside::pass(&leader, &beside);
    assert!(told(&leader) && told(&beside));
    leader.paper.full.set(false);
    block_on(leader.sync.keep()).unwrap();
    beside::pass(&leader, &beside);
    assert!(!told(&leader) && !told(&beside));
    // Nor does a tab that is opened later have to find out.
    leader.paper.full.set(true);
    block_on(leader.sync.keep()).unwrap_err();
    leader.shop.take_told();
    leader.shop.hear(&Told::Poll.write());
    beside::pass(&leader, &beside);
    assert!(told(&beside));
}

#[test]
fn where_a_full_device_cannot_note_what_was_taken_back_the_way_back_is_sent_after_it() {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    desk.write();
    desk.shop.undo().unwrap();
    desk.paper.full.set(true);
    desk.paper.loses_answer.set(true);
    block_on(desk.sync.write_journal()).unwrap_err();
    desk.paper.full.set(false);
    desk.write();
    // What may have been sent after all is kept once more, and the way back with it.
    let tried: Vec<_> = desk.paper.entries.borrow().values().map(|kept| kept.tried).collect();
    assert_eq!(tried, [true, false]);
    desk.drain();
    assert!(desk.shop.outbox().is_empty());
    assert_eq!(desk.server.borrow().orders[&1].0, "new");
}

#[test]
fn what_the_device_has_of_an_order_may_be_older_than_what_was_done_to_it() {
    let first = desk(some_orders(1));
    let theirs = |desk: &Desk| {
        desk.server.borrow_mut().put(1, "new", "theirs");
        block_on(desk.sync.poll()).unwrap();
    };
    theirs(&first);
    first.shop.change(Id::from(1), OrderChange::Description("mine".into())).unwrap();
    first.write();
    // The page ended before the order was kept as it was by then.
    let next = desk_on(Rc::clone(&first.paper), some_orders(1));
    block_on(next.sync.load_journal()).unwrap();
    assert_eq!(next.order(1).description, "mine");
    assert!(!next.shop.is_in_conflict(Id::from(1)), "nobody else changed it since");
    theirs(&next);
    next.drain();
    assert!(next.shop.outbox().is_empty());
    assert_eq!(next.server.borrow().orders[&1].1, "mine");
}
