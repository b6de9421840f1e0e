//! Of two sides of a change one is chosen, field by field.

use super::faults::refused;
use super::*;

#[test]
fn each_field_in_conflict_is_decided_for_itself() {
    let desk = desk(some_orders(1));
    desk.server.borrow_mut().put(1, "courier", "theirs");
    let mine = |change| desk.shop.act(Action::ChangeOrder(Id::from(1), vec![change]));
    let status = mine(OrderChange::Status(Status::Assembled));
    let notes = mine(OrderChange::Description("mine".into()));
    desk.drain();
    let undecided = || -> Vec<_> {
        let outbox = desk.shop.outbox();
        outbox.iter().filter(|e| e.progress.conflict().is_some()).map(|e| e.command.id).collect()
    };
    let has = || {
        let server = desk.server.borrow();
        let (status, notes, _) = &server.orders[&1];
        (status.clone(), notes.clone())
    };
    assert_eq!(undecided(), [status, notes]);
    desk.shop.decide(notes, Side::Mine);
    desk.drain();
    assert_eq!(undecided(), [status], "the other is asked about still");
    assert_eq!(has(), ("courier".to_owned(), "mine".to_owned()));
    desk.shop.decide(status, Side::Theirs);
    desk.drain();
    assert!(desk.shop.outbox().is_empty());
    assert_eq!(has(), ("courier".to_owned(), "mine".to_owned()));
}

#[test]
fn what_was_typed_for_a_while_is_not_written_over_what_came_meanwhile() {
    let desk = desk(some_orders(1));
    let id = Id::from(1);
    let notes = |text: &str| OrderChange::Description(text.into());
    desk.server.borrow_mut().put(1, "new", "theirs");
    block_on(desk.sync.poll()).unwrap();
    desk.shop.change_seen(id, notes(""), notes("")).unwrap();
    assert!(desk.shop.outbox().is_empty(), "nothing was typed");
    desk.shop.change_seen(id, notes(""), notes("mine")).unwrap();
    desk.drain();
    assert!(desk.shop.is_in_conflict(id));
    // Whoever types on has not decided.
    desk.shop.change_seen(id, notes("mine"), notes("mine, and more")).unwrap();
    desk.drain();
    assert!(desk.shop.is_in_conflict(id));
    assert_eq!(desk.server.borrow().orders[&1].1, "theirs");
    let [only] = &desk.shop.outbox()[..] else { panic!("one is asked about") };
    desk.shop.decide(only.command.id, Side::Mine);
    desk.drain();
    assert_eq!(desk.server.borrow().orders[&1].1, "mine, and more");
}

#[test]
fn what_is_typed_on_after_a_refusal_meets_nobody() {
    let desk = desk(some_orders(1));
    let id = Id::from(1);
    let notes = |text: &str| OrderChange::Description(text.into());
    desk.shop.change_seen(id, notes(""), notes("too much")).unwrap();
    let first = desk.left();
    desk.shop.refused(&desk.command(first[0]), refused());
    desk.shop.change_seen(id, notes("too much"), notes("less")).unwrap();
    assert!(!desk.shop.is_in_conflict(id));
    desk.drain();
    assert!(desk.shop.outbox().is_empty());
    assert_eq!(desk.server.borrow().orders[&1].1, "less");
}
