//! Of two sides of a change one is chosen, field by field.

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
