//! Tags are a set: what two people do to it at the same time is both there, and nobody
//! is asked.

use super::faults::refused;
use super::*;

const ORDER: u64 = 1;

fn tagged(tags: &[u64]) -> OrderChange {
    OrderChange::Tags(tags.iter().copied().map(Id::from).collect())
}

impl Desk {
    /// Presses a tag of the order, as it is shown.
    fn press(&self, tag: u64) {
        let mut tags = self.order(ORDER).tags.clone();
        let before = tags.len();
        tags.retain(|known| *known != Id::from(tag));
        if tags.len() == before {
            tags.push(Id::from(tag));
            tags.sort_unstable();
        }
        self.shop.change(Id::from(ORDER), OrderChange::Tags(tags)).unwrap();
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
        let tags = tags.iter().copied().map(Id::from).collect();
        Action::MakeOrder(Box::new(Order { id: Id::from(ORDER), tags, ..Order::default() }))
    };
    let first = desk.shop.act(made(&[1]));
    desk.press(3);
    desk.shop.refused(&desk.command(first), refused());
    desk.shop.make(made(&[2]));
    assert_eq!(tagged(&[2, 3]), OrderChange::Tags(desk.order(ORDER).tags.clone()));
}
