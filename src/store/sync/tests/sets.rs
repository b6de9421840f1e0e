//! Tags are a set: what two people do to it at the same time is both there, and nobody
//! is asked.

use super::faults::refused;
use super::*;

const ORDER: u64 = 1;

fn tagged(tags: &[u64]) -> OrderChange {
    OrderChange::Tags(Some(tags.iter().copied().map(Id::from).collect()))
}

impl Desk {
    /// Presses a tag of the order, as it is shown.
    fn press(&self, tag: u64) {
        let mut tags = self.order(ORDER).tags.clone().unwrap_or_default();
        let before = tags.len();
        tags.retain(|known| *known != Id::from(tag));
        if tags.len() == before {
            tags.push(Id::from(tag));
            tags.sort_unstable();
        }
        self.shop.change(Id::from(ORDER), OrderChange::Tags(Some(tags))).unwrap();
    }

    /// Somebody else leaves the order with these, which is seen here.
    fn theirs(&self, tags: &[u64]) {
        self.server.borrow_mut().tag(ORDER, tags);
        block_on(self.sync.poll()).unwrap();
    }

    /// On the screen and, once all is sent, on the server.
    #[track_caller]
    fn has_tags(&self, tags: &[u64]) {
        assert_eq!(tagged(tags), OrderChange::Tags(self.order(ORDER).tags.clone()), "shown");
        self.drain();
        assert_eq!(self.server.borrow().tags[&ORDER], tags, "sent");
        assert_eq!(tagged(tags), OrderChange::Tags(self.order(ORDER).tags.clone()), "shown in the end");
    }
}

/// An order with the tags 1 and 2.
fn order() -> Desk {
    let mut server = some_orders(1);
    server.tag(ORDER, &[2, 1]);
    desk(server)
}

#[test]
fn what_two_add_and_take_away_at_the_same_time_is_done_without_a_question() {
    let desk = order();
    desk.press(1);
    desk.press(3);
    desk.theirs(&[1, 4]);
    desk.has_tags(&[3, 4]);
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn taking_back_a_tag_leaves_those_that_others_added_and_so_does_doing_it_again() {
    let desk = order();
    desk.press(3);
    desk.drain();
    desk.theirs(&[1, 2, 3, 4]);
    desk.shop.undo().unwrap();
    desk.has_tags(&[1, 2, 4]);
    desk.theirs(&[2, 4, 5]);
    desk.shop.redo();
    desk.has_tags(&[2, 3, 4, 5]);
}

#[test]
fn a_tag_that_waits_is_taken_back_though_it_was_joined_with_another() {
    let desk = order();
    desk.press(3);
    desk.theirs(&[1, 2, 4]);
    desk.shop.undo().unwrap();
    desk.has_tags(&[1, 2, 4]);
    desk.write();
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn a_tag_that_arrived_without_an_answer_meets_nobody() {
    let desk = order();
    desk.server.borrow_mut().lose_answer = true;
    desk.press(3);
    desk.write();
    // It is there, and somebody has added another one since, before this desk looks.
    desk.server.borrow_mut().tag(ORDER, &[1, 2, 3, 4]);
    desk.drain();
    desk.has_tags(&[1, 2, 3, 4]);
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn a_refused_tag_stays_until_it_is_decided_whatever_else_is_pressed() {
    let desk = order();
    desk.press(3);
    let first = desk.left()[0];
    desk.press(4);
    desk.shop.refused(&desk.command(first), refused());
    assert_eq!(tagged(&[1, 2, 4]), OrderChange::Tags(desk.order(ORDER).tags.clone()));
    desk.press(5);
    desk.has_tags(&[1, 2, 4, 5]);
    assert_eq!(desk.left(), [first]);
    desk.shop.send_again(first, None);
    desk.has_tags(&[1, 2, 3, 4, 5]);
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn a_refused_tag_that_is_pressed_once_more_is_done_with() {
    let desk = order();
    desk.press(3);
    let first = desk.left()[0];
    desk.shop.refused(&desk.command(first), refused());
    desk.press(3);
    assert_ne!(desk.left(), [first]);
    desk.has_tags(&[1, 2, 3]);
    assert!(desk.shop.outbox().is_empty());
}

#[test]
fn another_field_of_the_same_command_is_still_asked_about() {
    let desk = order();
    let id = Id::from(ORDER);
    let notes = OrderChange::Description("mine".into());
    desk.shop.act(Action::ChangeOrder(id, vec![tagged(&[1, 2, 3]), notes.clone()]));
    desk.server.borrow_mut().put(ORDER, "new", "theirs");
    desk.theirs(&[1, 2, 4]);
    let [entry] = &desk.shop.outbox()[..] else { panic!("one is asked about") };
    let theirs = &entry.progress.conflict().unwrap().theirs;
    assert_eq!(*theirs, Action::ChangeOrder(id, vec![OrderChange::Description("theirs".into())]));
    desk.shop.decide(entry.command.id, Side::Mine);
    desk.has_tags(&[1, 2, 3, 4]);
    assert_eq!(desk.order(ORDER).description, "mine");
}

#[test]
fn what_was_tagged_stands_on_an_order_that_is_made_in_another_form() {
    let desk = desk(some_orders(0));
    let made = |tags: &[u64]| {
        let tags = Some(tags.iter().copied().map(Id::from).collect());
        Action::MakeOrder(Box::new(Order { id: Id::from(ORDER), tags, ..Order::default() }))
    };
    let first = desk.shop.act(made(&[1]));
    desk.press(3);
    desk.shop.refused(&desk.command(first), refused());
    desk.shop.make(made(&[2]));
    assert_eq!(tagged(&[2, 3]), OrderChange::Tags(desk.order(ORDER).tags.clone()));
}

#[test]
fn what_is_done_again_and_refused_takes_nothing_of_others_along() {
    let desk = order();
    desk.press(3);
    desk.shop.undo().unwrap();
    desk.write();
    desk.theirs(&[1, 2, 4]);
    desk.shop.redo();
    let again = desk.left()[0];
    desk.shop.refused(&desk.command(again), refused());
    desk.has_tags(&[1, 2, 4]);
    assert_eq!(desk.left(), [again]);
}

/// A tag that is marked for sending and then taken back, which the device has not heard
/// of.
fn taken_back_too_late() -> Desk {
    let desk = order();
    desk.press(3);
    desk.write();
    let keys = desk.paper.entries.borrow().keys().copied().collect();
    block_on(desk.sync.device.journal.mark(1, keys)).unwrap();
    desk.shop.undo().unwrap();
    desk
}

#[test]
fn a_tag_that_is_pressed_once_more_after_it_was_taken_back_too_late_stays() {
    let desk = taken_back_too_late();
    desk.press(4);
    desk.press(3);
    desk.write();
    desk.has_tags(&[1, 2, 3, 4]);
    desk.shop.undo().unwrap();
    desk.has_tags(&[1, 2, 4]);
}

#[test]
fn a_tag_that_is_done_again_after_it_was_taken_back_too_late_can_be_taken_back_for_good() {
    let desk = taken_back_too_late();
    desk.shop.redo();
    desk.write();
    desk.shop.undo().unwrap();
    desk.write();
    desk.has_tags(&[1, 2]);
}

#[test]
fn what_others_tag_after_that_stays_and_so_does_what_was_taken_back() {
    let desk = taken_back_too_late();
    desk.shop.redo();
    desk.write();
    desk.theirs(&[1, 2, 4]);
    desk.shop.undo().unwrap();
    desk.write();
    desk.drain();
    desk.has_tags(&[1, 2, 4]);
}

#[test]
fn a_tag_done_again_over_one_that_arrived_is_taken_back_whatever_others_tag_meanwhile() {
    let desk = taken_back_too_late();
    desk.shop.redo();
    desk.write();
    let first = desk.command(desk.left()[0]);
    desk.theirs(&[1, 2, 3]);
    desk.shop.confirmed(&first);
    desk.theirs(&[1, 2, 3, 4]);
    desk.shop.undo().unwrap();
    desk.write();
    desk.has_tags(&[1, 2, 4]);
}

#[test]
fn another_tag_pressed_after_one_was_taken_back_too_late_leaves_that_back() {
    let desk = taken_back_too_late();
    desk.press(4);
    desk.write();
    desk.has_tags(&[1, 2, 4]);
}

#[test]
fn a_tag_that_landed_over_another_brings_that_back() {
    let desk = order();
    desk.press(3);
    desk.write();
    let id = desk.left()[0];
    for key in desk.shop.to_mark(9) {
        desk.shop.marked(&[key], &[key]);
    }
    desk.shop.desk().reigns = true;
    let sent = desk.shop.take_commands(9).remove(0).command;
    // It is under way when somebody else's is seen, and lands on top.
    desk.theirs(&[1, 2, 4]);
    desk.theirs(&[1, 2, 3]);
    desk.shop.confirmed(&sent);
    assert_ne!(desk.left(), [id]);
    desk.has_tags(&[1, 2, 3, 4]);
    assert!(desk.shop.outbox().is_empty(), "nobody is asked");
    desk.shop.undo().unwrap();
    desk.has_tags(&[1, 2, 4]);
}

#[test]
fn what_is_left_of_a_command_stands_on_what_its_own_fields_were() {
    let desk = order();
    let id = Id::from(ORDER);
    let first = desk
        .shop
        .act(Action::ChangeOrder(id, vec![tagged(&[1, 2, 3]), OrderChange::Description("mine".into())]));
    desk.shop.refused(&desk.command(first), refused());
    desk.press(3);
    let left = desk.command(first);
    let notes = |text: &str| Action::ChangeOrder(id, vec![OrderChange::Description(text.into())]);
    assert_eq!((left.action, left.base), (notes("mine"), Some(notes(""))));
}
