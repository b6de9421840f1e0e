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
