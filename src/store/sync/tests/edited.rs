//! What was refused is corrected and sent again.

use super::*;
use crate::domain::customer::CustomerChange;

fn refusal() -> ApiError {
    ApiError::Refused { status: 422, faults: Vec::new() }
}

fn customer(id: u8, title: &str) -> Action {
    Action::MakeCustomer(Box::new(Customer {
        id: Id::random([id; 16]),
        title: title.into(),
        ..Customer::default()
    }))
}

fn order(customer: Option<u8>, description: &str) -> Action {
    Action::MakeOrder(Box::new(Order {
        id: Id::random([9; 16]),
        customer: customer.map(|id| Id::random([id; 16])),
        description: description.into(),
        ..Order::default()
    }))
}

/// All commands have been refused.
fn refused(desk: &Desk, actions: &[Action]) {
    for action in actions {
        let id = desk.shop.act(action.clone());
        let entry = desk.shop.outbox().into_iter().find(|entry| entry.command.id == id).unwrap();
        desk.shop.refused(&entry.command, refusal());
    }
    block_on(desk.sync.write_journal()).unwrap();
}

/// What may go now, as the device has it.
fn next(desk: &Desk) -> Vec<Action> {
    block_on(desk.sync.write_journal()).unwrap();
    for key in desk.shop.to_mark(9) {
        desk.shop.marked(&[key], &[key]);
    }
    desk.shop.desk().reigns = true;
    desk.shop.take_commands(9).into_iter().map(|taken| taken.command.action).collect()
}

#[test]
fn a_refused_order_is_made_in_its_new_form_by_the_same_command() {
    let desk = desk(some_orders(0));
    refused(&desk, &[order(None, "lilac")]);
    let before = desk.shop.outbox()[0].command.id;
    assert!(desk.shop.orders.peek(Id::random([9; 16])).is_none());
    let command = desk.shop.make(order(None, "roses"));
    assert_eq!(command, before);
    assert_eq!(desk.shop.orders.peek(Id::random([9; 16])).unwrap().description, "roses");
    assert!(!desk.shop.is_kept(command), "the device has the old one");
    block_on(desk.sync.write_journal()).unwrap();
    assert!(desk.shop.is_kept(command));
    assert_eq!(next(&desk), [order(None, "roses")]);
}

#[test]
fn a_new_customer_of_a_corrected_order_goes_before_it() {
    let desk = desk(some_orders(0));
    refused(&desk, &[order(None, "lilac")]);
    desk.shop.make(customer(5, "Vera"));
    desk.shop.make(order(Some(5), "lilac"));
    assert_eq!(desk.shop.outbox().len(), 2);
    assert_eq!(next(&desk), [customer(5, "Vera")]);
    assert!(next(&desk).is_empty(), "the customer is under way");
}

#[test]
fn what_changes_a_corrected_record_stands_on_its_new_form() {
    let desk = desk(some_orders(0));
    refused(&desk, &[customer(5, "Vra")]);
    let id = Id::random([5; 16]);
    // Two that were made on what is not there: as another tab may have done before it knew.
    let changes = |title: &str| Action::ChangeCustomer(id, vec![CustomerChange::Title(title.into())]);
    desk.shop.lay(changes("Vera L."), Some(changes("Vra")));
    desk.shop.lay(changes("Vera Lis"), Some(changes("Vera L.")));
    desk.shop.make(customer(5, "Vera"));
    let bases: Vec<_> = desk.shop.outbox().into_iter().map(|entry| entry.command.base).collect();
    assert_eq!(bases, [None, Some(changes("Vera")), Some(changes("Vera L."))]);
    assert_eq!(desk.shop.customers.peek(id).unwrap().title, "Vera Lis");
}

#[test]
fn what_was_not_refused_is_made_as_any_other() {
    let desk = desk(some_orders(0));
    let first = desk.shop.make(customer(5, "Vera"));
    assert!(desk.shop.refused_make((Kind::Customer, Id::random([5; 16]))).is_none());
    desk.shop.send_again(first, Some(customer(5, "Olga")));
    assert_eq!(desk.shop.outbox()[0].command.action, customer(5, "Vera"), "it may be under way");
}
