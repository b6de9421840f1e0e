//! What an order knows of itself.

use super::*;
use crate::domain::record::Change as _;

fn order(json: serde_json::Value) -> Order {
    crate::domain::record::testing::record(&json)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_sparse_order_with_odd_values_is_still_read() {
    let order = order(serde_json::json!({
        "status": "new", "docNo": 1042, "totalAmount": "4800.00", "paymentsAmount": 2400,
        "dueTime": "not a date", "deliveryStatus": "teleported", "delivery": "true",
        "revision": "17", "cancelComment": null, "somethingNew": {"a": 1}
    }));
    assert_eq!(order.doc_no, "1042");
    assert_eq!(order.total_amount, Money::from_minor(480_000));
    assert_eq!((order.due_time, order.delivery_status), (None, None));
    assert!(order.delivery);
    assert_eq!(order.revision, 17);
    assert_eq!(order.payment_state(), PaymentState::Partly);
}

#[test]
fn an_open_order_past_its_time_is_late_and_a_done_one_never() {
    let mut order = order(serde_json::json!({"status": "new", "dueTime": "2026-11-24T11:00:00+00:00"}));
    assert!(order.is_late(at("2026-11-24T11:00:01Z")));
    assert!(!order.is_late(at("2026-11-24T10:59:00Z")));
    order.status = Status::Done;
    assert!(!order.is_late(at("2026-11-25T00:00:00Z")));
}

#[test]
fn only_a_delivery_goes_to_a_courier() {
    let mut order = order(serde_json::json!({"status": "assembled"}));
    assert_eq!(order.may_become(Status::Courier), Err(MoveRefusal::NotADelivery));
    order.delivery = true;
    assert_eq!(order.may_become(Status::Courier), Ok(()));
    assert!(matches!(order.may_become(Status::NotAccepted), Err(MoveRefusal::NoSuchMove { .. })));
}

#[test]
fn undoing_a_change_brings_the_field_back() {
    let before = order(serde_json::json!({"status": "new", "description": "ribbon"}));
    for change in [
        OrderChange::Status(Status::Done),
        OrderChange::DeliveryStatus(Some(DeliveryStatus::Delivered)),
        OrderChange::Florist(Some(Id::from(7))),
        OrderChange::Courier(Some(Id::from(8))),
        OrderChange::DueTime(Some(at("2026-11-24T11:00:00Z"))),
        OrderChange::Description("no ribbon".into()),
        OrderChange::DeliveryComments("gate code".into()),
        OrderChange::Tags(Some(vec![Id::from(1)])),
    ] {
        let mut after = before.clone();
        let inverse = change.inverse(&before);
        change.apply(&mut after);
        assert!(change.is_in(&after) && !change.is_in(&before));
        assert!(change.same_field(&inverse));
        inverse.apply(&mut after);
        assert_eq!(after, before);
    }
}

#[test]
fn the_address_has_only_the_parts_that_are_there() {
    let mut order = order(
        serde_json::json!({"status": "new", "deliveryStreet": "Tverskaya", "deliveryHouse": "12", "deliveryApartment": "34"}),
    );
    assert_eq!(order.address(), "Tverskaya 12, 34");
    order.delivery_street.clear();
    assert_eq!(order.address(), "12, 34");
}

#[test]
fn a_tills_long_number_is_short_on_a_card_and_others_stay() {
    let short = |number: &str| Order { doc_no: number.into(), ..Order::default() }.short_number();
    assert_eq!(short("aaab26002767"), "B2767");
    for other in ["1042", "site123", "25aaaa000164", "aaab2600276"] {
        assert_eq!(short(other), other);
    }
}

#[test]
fn what_is_beside_can_be_passed_over() {
    use crate::domain::record::pack::{packed, Bytes};
    use crate::domain::record::Pack;
    let line = OrderLine { id: Id::from(4), title: "Rose".into(), ..OrderLine::default() };
    let brief = Order {
        id: Id::from(3),
        doc_no: "A1".into(),
        total_amount: Money::from_minor(5),
        ..Order::default()
    };
    let order = Order { lines: Some(vec![line]), detail: Some(Box::default()), ..brief.clone() };
    let bytes = packed(&order);
    assert_eq!(Order::unpack(&mut Bytes::new(&bytes)), Some(order));
    assert_eq!(Order::unpack(&mut Bytes::new(&bytes).without(Order::BESIDE)), Some(brief));
}
