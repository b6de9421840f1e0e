//! How far back one can go.

use super::*;

#[test]
fn a_hundred_steps_are_taken_back_and_done_again_and_no_more() {
    let desk = desk(some_orders(1));
    let note = |n: usize| OrderChange::Description(n.to_string());
    let noted = || desk.order(1).description.clone();
    for n in 1..=101 {
        desk.shop.change(Id::from(1), note(n)).unwrap();
    }
    for n in (1..=100).rev() {
        desk.shop.undo().unwrap();
        assert_eq!(noted(), n.to_string());
    }
    assert_eq!(desk.shop.undo(), Err(NotUndone::Nothing));
    for n in 2..=101 {
        desk.shop.redo();
        assert_eq!(noted(), n.to_string());
    }
}

#[test]
fn a_hundred_steps_are_taken_back_and_done_again_over_reloads() {
    let note = |n: usize| OrderChange::Description(n.to_string());
    let reopened = |desk: &Desk| {
        let next = desk_on(Rc::clone(&desk.paper), some_orders(1));
        block_on(next.sync.load_journal()).unwrap();
        next
    };
    let desk = desk(some_orders(1));
    for n in 1..=101 {
        desk.shop.change(Id::from(1), note(n)).unwrap();
    }
    desk.write();
    let next = reopened(&desk);
    for n in (1..=100).rev() {
        next.shop.undo().unwrap();
        assert_eq!(next.order(1).description, n.to_string());
    }
    assert_eq!(next.shop.undo(), Err(NotUndone::Nothing));
    next.write();
    let last = reopened(&next);
    assert_eq!(last.order(1).description, "1");
    for n in 2..=101 {
        last.shop.redo();
        assert_eq!(last.order(1).description, n.to_string());
    }
}

#[test]
fn what_was_taken_back_since_is_not_forgotten_because_the_journal_is_read_again() {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    desk.drain();
    desk.shop.undo().unwrap();
    // Nothing of it is written yet.
    block_on(desk.sync.load_journal()).unwrap();
    assert_eq!(desk.shop.undo(), Err(NotUndone::Nothing));
    desk.shop.redo();
    assert_eq!(desk.status(1), Status::Assembled);
}

#[test]
fn what_was_done_before_the_journal_could_be_read_comes_after_what_it_has() {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    desk.drain();
    let mut server = Server::default();
    server.put(1, "assembled", "");
    let next = desk_on(Rc::clone(&desk.paper), server);
    next.shop.change(Id::from(1), OrderChange::Description("later".into())).unwrap();
    block_on(next.sync.load_journal()).unwrap();
    next.shop.undo().unwrap();
    assert_eq!((next.order(1).description.as_str(), next.status(1)), ("", Status::Assembled));
    next.shop.undo().unwrap();
    assert_eq!(next.status(1), Status::New);
    assert_eq!(next.shop.undo(), Err(NotUndone::Nothing));
}

/// A move that is marked for sending and then taken back, which the device has not
/// heard of.
fn taken_back_too_late() -> Desk {
    let desk = desk(some_orders(1));
    desk.move_to(1, Status::Assembled);
    desk.write();
    let keys = desk.paper.entries.borrow().keys().copied().collect();
    block_on(desk.sync.device.journal.mark(1, keys)).unwrap();
    desk.shop.undo().unwrap();
    assert_eq!(desk.status(1), Status::New);
    desk
}

#[test]
fn what_is_done_again_stands_though_it_was_taken_back_too_late() {
    let desk = taken_back_too_late();
    desk.shop.redo();
    desk.write();
    assert_eq!(desk.status(1), Status::Assembled);
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "assembled");
    desk.shop.undo().unwrap();
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "new");
}

#[test]
fn what_is_done_after_taking_back_too_late_is_in_no_conflict_with_it() {
    let desk = taken_back_too_late();
    desk.move_to(1, Status::Canceled);
    desk.shop.change(Id::from(1), OrderChange::Description("beside".into())).unwrap();
    desk.write();
    desk.drain();
    assert!(desk.shop.outbox().is_empty());
    let (status, description, _) = desk.server.borrow().orders[&1].clone();
    assert_eq!((status.as_str(), description.as_str()), ("canceled", "beside"));
}

#[test]
fn what_was_taken_back_too_late_and_nothing_done_over_is_taken_back_by_a_command() {
    let desk = taken_back_too_late();
    desk.shop.change(Id::from(1), OrderChange::Description("beside".into())).unwrap();
    desk.write();
    assert_eq!(desk.status(1), Status::New);
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].0, "new");
}

#[test]
fn what_was_done_over_it_is_taken_back_to_what_was_before_both() {
    let desk = taken_back_too_late();
    desk.shop.redo();
    desk.write();
    desk.shop.undo().unwrap();
    assert_eq!(desk.status(1), Status::New);
    desk.write();
    assert_eq!(desk.status(1), Status::New);
    desk.drain();
    assert_eq!((desk.status(1), desk.server.borrow().orders[&1].0.as_str()), (Status::New, "new"));
    assert_eq!(desk.shop.undo(), Err(NotUndone::Nothing));
}

#[test]
fn what_was_taken_back_too_late_stays_back_when_what_was_done_over_it_is_refused() {
    let desk = taken_back_too_late();
    desk.move_to(1, Status::Canceled);
    let over = desk.shop.outbox().last().unwrap().command.clone();
    desk.write();
    desk.shop.refused(&over, ApiError::Refused { status: 422, faults: Vec::new() });
    assert_eq!(desk.status(1), Status::New);
    desk.drain();
    assert_eq!((desk.status(1), desk.server.borrow().orders[&1].0.as_str()), (Status::New, "new"));
    // The refused one goes, and nothing of the other comes back.
    desk.shop.undo().unwrap();
    assert_eq!(desk.status(1), Status::New);
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn a_made_order_that_others_moved_on_is_not_canceled_without_a_word_and_not_done_again() {
    let desk = desk(some_orders(1));
    let id = Id::from(9);
    let made = Order { id, status: Status::New, description: "made".into(), ..Order::default() };
    desk.shop.act(Action::MakeOrder(Box::new(made)));
    desk.drain();
    desk.server.borrow_mut().put(9, "assembled", "made");
    block_on(desk.sync.poll()).unwrap();
    desk.shop.undo().unwrap();
    assert!(desk.shop.is_in_conflict(id));
    assert_eq!(desk.shop.next_step(), None, "what is canceled stays so");
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&9].0, "assembled");
}
