use super::*;
use crate::domain::record::Write as _;
use crate::domain::zone::FixedZone;
use crate::domain::Money;
use crate::store::command::Kind;

const MOSCOW: FixedZone = FixedZone(180);

fn draft() -> Draft {
    let line = DraftLine {
        id: Id::from(11),
        item: Id::from(3),
        title: "Rose".into(),
        qty: "3".into(),
        price: "199,90".into(),
        ..DraftLine::default()
    };
    Draft {
        due: "2026-11-24T14:30".into(),
        store: Some(Id::from(2)),
        customer: Some(Id::from(9)),
        lines: vec![line],
        notes: " no ribbon ".into(),
        ..Draft::new(Id::from(7), "olga".into())
    }
}

fn faults(draft: &Draft) -> Vec<Place> {
    check(draft, &MOSCOW).unwrap_err().into_iter().map(|(place, _)| place).collect()
}

#[test]
fn a_draft_becomes_one_order_with_the_ids_made_here() {
    let ready = check(&draft(), &MOSCOW).unwrap();
    let order = &ready.order;
    assert_eq!((order.id, order.customer, order.store), (Id::from(7), Some(Id::from(9)), Some(Id::from(2))));
    assert_eq!(order.due_time.unwrap().to_rfc3339(), "2026-11-24T11:30:00+00:00");
    assert_eq!((order.description.as_str(), order.delivery), ("no ribbon", false));
    assert_eq!(order.total_amount, Money::from_minor(59_970));
    let line = &order.lines.as_ref().unwrap()[0];
    assert_eq!(
        (line.id, line.item, line.total_amount),
        (Id::from(11), Some(Id::from(3)), order.total_amount)
    );
    assert_eq!(ready.actions().len(), 1);
}

#[test]
fn a_new_customer_is_made_before_the_order_that_needs_them() {
    let newcomer = Newcomer { name: " Anna ".into(), ..Newcomer::typed(Id::from(12), "+7 (912) 345-67-89") };
    let ready = check(&Draft { newcomer: Some(newcomer), ..draft() }, &MOSCOW).unwrap();
    let customer = ready.customer.clone().unwrap();
    assert_eq!((customer.title.as_str(), customer.phone.as_str()), ("Anna", "9123456789"));
    assert_eq!(customer.country_code, "7");
    let actions = ready.actions();
    assert_eq!(
        actions.iter().map(|action| action.subject().0).collect::<Vec<_>>(),
        [Kind::Customer, Kind::Order]
    );
    assert_eq!(actions[1].needs(), Some(actions[0].subject()));
}

#[test]
fn what_is_missing_is_told_at_its_field_in_the_order_of_the_form() {
    let empty = Draft { newcomer: Some(Newcomer::default()), delivery: true, ..Draft::default() };
    assert_eq!(faults(&empty), [Place::Name, Place::Store, Place::Due, Place::Street, Place::Goods]);
}

#[test]
fn what_cannot_be_read_is_told_at_its_field() {
    let mut draft = draft();
    draft.due = "2026-11-24".into();
    draft.delivery = true;
    draft.contact_phone = "12".into();
    draft.from = "15:00".into();
    draft.until = "14:00".into();
    draft.lines[0].qty = "1.5".into();
    draft.lines[0].price = "a lot".into();
    draft.newcomer = Some(Newcomer { name: "Anna".into(), phone: "call".into(), ..Newcomer::default() });
    let line = Id::from(11);
    assert_eq!(
        faults(&draft),
        [
            Place::Phone,
            Place::Due,
            Place::Until,
            Place::ContactPhone,
            Place::Quantity(line),
            Place::Price(line)
        ]
    );
}

#[test]
fn somebody_who_can_be_called_need_not_have_an_address() {
    let called = Draft { delivery: true, contact_phone: "9123456789".into(), ..draft() };
    let order = check(&called, &MOSCOW).unwrap().order;
    assert_eq!(
        (order.delivery_phone_code.as_str(), order.delivery_phone_number.as_str()),
        ("7", "9123456789")
    );
}

#[test]
fn the_times_of_a_delivery_are_on_the_day_it_is_due() {
    let draft = Draft {
        delivery: true,
        street: "Arbat".into(),
        from: "14:00".into(),
        until: "15:30".into(),
        ..draft()
    };
    let order = check(&draft, &MOSCOW).unwrap().order;
    assert_eq!(order.delivery_time_from.unwrap().to_rfc3339(), "2026-11-24T11:00:00+00:00");
    assert_eq!(order.delivery_time_to.unwrap().to_rfc3339(), "2026-11-24T12:30:00+00:00");
}

#[test]
fn an_address_that_was_typed_before_it_became_a_pick_up_is_not_sent() {
    let order = check(&Draft { street: "Arbat".into(), ..draft() }, &MOSCOW).unwrap().order;
    assert!(!order.body().text().contains("Arbat"));
}

#[test]
fn the_price_is_that_of_the_store_where_the_item_is_on_sale() {
    let price = |store: u64, minor, status| Price {
        store: Some(Id::from(store)),
        price: Money::from_minor(minor),
        status: Some(status),
        ..Price::default()
    };
    let prices = Some(vec![price(1, 100, Switch::On), price(2, 200, Switch::On), price(3, 300, Switch::Off)]);
    let item = Item { prices, ..Item::default() };
    let of = |store: u64| price_in(&item, Some(Id::from(store))).map(|price| price.price.minor());
    assert_eq!([of(1), of(2), of(3), of(4)], [Some(100), Some(200), None, None]);
}
