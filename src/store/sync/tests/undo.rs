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
