//! What cards and rows say.

use super::*;
use crate::domain::order::Status;
use crate::domain::zone::FixedZone;
use crate::domain::Quantity;

const NOW: &str = "2026-11-24T11:00:00Z";

fn scene(lang: Lang) -> Scene<'static> {
    Scene { now: NOW.parse().unwrap(), zone: &FixedZone(180), lang }
}

fn order() -> Order {
    crate::domain::record::testing::record(&serde_json::json!({
        "status": "new", "docNo": "1042", "dueTime": "2026-11-24T11:45:00Z", "delivery": true,
        "deliveryStreet": "Tverskaya", "deliveryHouse": "12", "deliveryTimeFrom": "2026-11-24T11:00:00Z",
        "deliveryTimeTo": "2026-11-24T12:00:00Z", "totalAmount": 4800, "paymentsAmount": 2400
    }))
}

fn line(title: &str, qty: i64, total: i64, bouquet: Option<(u64, &str)>) -> OrderLine {
    OrderLine {
        qty: Quantity::from_thousandths(qty * 1000),
        total_amount: Money::from_minor(total * 100),
        title: title.into(),
        picture: Some(format!("/{title}.svg")),
        bouquet: bouquet.map(|(id, title)| LineBouquet {
            id: Id::from(id),
            title: title.into(),
            picture: None,
        }),
        ..OrderLine::default()
    }
}

fn olga() -> Arc<Worker> {
    Arc::new(Worker {
        id: Id::from(1),
        first_name: "Olga".into(),
        last_name: "Lis".into(),
        ..Worker::default()
    })
}

#[test]
fn a_card_says_when_who_what_how_and_how_much() {
    let mut order = order();
    order.lines = Some(vec![
        line("Rose", 7, 100, Some((1, "Morning"))),
        line("Vase", 1, 50, None),
        line("Greens", 2, 10, Some((1, "Morning"))),
        line("Card", 1, 5, None),
    ]);
    let customer = Customer {
        id: Id::from(1),
        title: " Anna Petrova ".into(),
        phone: "9001234567".into(),
        country_code: "7".into(),
        ..Customer::default()
    };
    let around = Around { customer: Some(Arc::new(customer)), florist: Some(olga()), ..Around::default() };
    let card = CardView::new(&order, &around, scene(Lang::En));
    assert_eq!(
        (card.due.time.as_str(), card.due.distance.as_str(), card.due.late),
        ("14:45", "in 45\u{a0}min", false)
    );
    assert_eq!((card.who.as_str(), card.phone.as_str()), ("Anna Petrova", "+7\u{a0}900\u{a0}…67"));
    assert_eq!((card.what.as_str(), card.picture.as_deref()), ("Morning and 2 more", Some("/Rose.svg")));
    assert_eq!(card.how, "Courier · Tverskaya 12, 14:00–15:00");
    assert_eq!(card.florist, Some(("OL".into(), "Olga L.".into())));
    assert_eq!((card.money.total.as_str(), card.money.paid.as_str()), ("4,800\u{a0}₽", "2,400"));
}

#[test]
fn what_is_late_says_so_with_a_word_and_what_is_done_is_never_late() {
    let mut order = order();
    order.due_time = Some("2026-11-24T10:40:00Z".parse().unwrap());
    let late = due(&order, scene(Lang::Ru));
    assert_eq!((late.distance.as_str(), late.late), ("опоздание 20\u{a0}мин", true));
    order.status = Status::Done;
    assert_eq!(due(&order, scene(Lang::Ru)).distance, "");
    order.due_time = None;
    assert_eq!(due(&order, scene(Lang::Ru)).time, "Без срока");
}

#[test]
fn another_days_time_carries_its_day() {
    let mut order = order();
    order.due_time = Some("2026-11-25T06:00:00Z".parse().unwrap());
    assert_eq!(due(&order, scene(Lang::En)).time, "25\u{a0}Nov, 09:00");
}

#[test]
fn without_records_around_it_a_card_is_still_whole() {
    let mut order = order();
    order.delivery = false;
    order.description = "25 roses".into();
    let card = CardView::new(&order, &Around::default(), scene(Lang::En));
    assert_eq!(
        (card.who.as_str(), card.what.as_str(), card.how.as_str()),
        ("No customer", "25 roses", "Pickup")
    );
    order.lines = Some(vec![line("Rose", 25, 100, None)]);
    assert_eq!(CardView::new(&order, &Around::default(), scene(Lang::En)).what, "25 × Rose");
}

#[test]
fn lines_of_a_bouquet_stand_together_and_what_is_beside_comes_last() {
    let lines = [
        line("Vase", 1, 50, None),
        line("Rose", 7, 100, Some((1, "Morning"))),
        line("Lily", 3, 30, Some((2, "Evening"))),
        line("Greens", 2, 10, Some((1, "Morning"))),
    ];
    let parts = parts(&lines);
    let told: Vec<_> = parts
        .iter()
        .map(|part| (part.bouquet.map(|b| b.title.as_str()), part.lines.len(), part.sum.minor()))
        .collect();
    assert_eq!(told, [(Some("Morning"), 2, 11000), (Some("Evening"), 1, 3000), (None, 1, 5000)]);
}

#[test]
fn numbers_sort_as_numbers() {
    let with = |number: &str| sort_key(&Order { doc_no: number.into(), ..order() }, Column::Number, |_| None);
    assert!(with("9") < with("10"));
    assert!(with("10") < with("aaab22002767"));
}
