//! What commands say.

use super::*;
use crate::domain::order::{OrderChange, OrderLine, Status};
use crate::domain::people::Worker;
use crate::domain::zone::FixedZone;
use crate::store::command::Command;
use crate::store::outbox::Progress;
use crate::store::shop::Outside;
use crate::store::state::Settings;
use crate::store::Shop;

const NOW: &str = "2026-11-24T11:00:00Z";

fn shop(lang: Lang) -> Shop {
    let outside = Outside {
        now: || NOW.parse().unwrap(),
        uptime: || std::time::Duration::ZERO,
        random: || [7; 16],
        zones: |_, minutes| std::sync::Arc::new(FixedZone(minutes)),
    };
    let shop = Shop::new(Settings { lang, ..Settings::default() }, outside);
    shop.customers.upsert([Customer { id: Id::from(1), title: " Anna ".into(), ..Customer::default() }]);
    shop.workers.upsert([Worker { id: Id::from(2), first_name: "Olga".into(), ..Worker::default() }]);
    shop.orders.upsert([Order {
        id: Id::from(3),
        doc_no: "1042".into(),
        customer: Some(Id::from(1)),
        ..Order::default()
    }]);
    shop
}

fn command(action: Action, base: Option<Action>) -> Command {
    Command { id: Id::from(9), action, base, at: NOW.parse().unwrap(), by: None }
}

fn change(changes: Vec<OrderChange>) -> Action {
    Action::ChangeOrder(Id::from(3), changes)
}

#[test]
fn a_change_says_its_field_with_what_it_was_and_becomes() {
    let shop = shop(Lang::En);
    let made = command(
        change(vec![OrderChange::Status(Status::Assembled), OrderChange::Florist(Some(Id::from(2)))]),
        Some(change(vec![OrderChange::Status(Status::New), OrderChange::Florist(None)])),
    );
    let reader = shop.reader();
    let fields = reader.fields(&made.action, made.base.as_ref());
    let said: Vec<_> = fields.iter().map(|f| (f.name, f.before.as_deref(), f.after.as_str())).collect();
    assert_eq!(said, [("Status", Some("New"), "Assembled"), ("Florist", Some("Not set"), "Olga")]);
    assert_eq!(reader.title(&made.action), "Order 1042");
    assert_eq!(reader.who(&made.action), "Anna");
    assert_eq!(reader.summary(&made.action), "Order 1042: Status “Assembled”, Florist “Olga”");
}

#[test]
fn what_is_new_says_what_it_consists_of() {
    let shop = shop(Lang::Ru);
    let line = |title: &str, sum: i64| OrderLine {
        title: title.into(),
        total_amount: Money::from_minor(sum * 100),
        ..OrderLine::default()
    };
    let order = Order {
        customer: Some(Id::from(1)),
        lines: Some(vec![line("Роза", 700), line("Ваза", 300)]),
        ..Order::default()
    };
    let made = command(Action::MakeOrder(Box::new(order)), None);
    assert_eq!(shop.reader().who(&made.action), "Anna");
    assert_eq!(
        shop.reader().summary(&made.action).replace('\u{202f}', " "),
        "Новый заказ: Состав «Роза, Ваза», Итого «1 000\u{a0}₽»"
    );
    let payment = Payment { amount: Money::from_minor(50_000), ..Payment::default() };
    let paid = command(Action::Pay(Id::from(3), Box::new(payment)), None);
    assert_eq!(shop.reader().summary(&paid.action), "Оплата заказа 1042: Сумма «500\u{a0}₽»");
}

#[test]
fn a_record_that_is_not_at_hand_has_no_number() {
    let shop = shop(Lang::En);
    let elsewhere = Action::ChangeOrder(Id::from(77), vec![OrderChange::Description(String::new())]);
    assert_eq!(shop.reader().summary(&elsewhere), "Order: Notes “Not set”");
}

#[test]
fn a_conflict_says_both_sides_when_and_who() {
    let shop = shop(Lang::En);
    let mine = command(change(vec![OrderChange::Description("white".into())]), None);
    let mut entry = Entry::new(mine);
    assert_eq!(shop.reader().sides(&entry), "");
    entry.progress = Progress::Conflict(Conflict {
        theirs: change(vec![OrderChange::Description("red".into())]),
        seen: NOW.parse().unwrap(),
        changed: None,
        by: None,
        landed: false,
    });
    assert_eq!(shop.reader().sides(&entry), "Notes: yours “white”, theirs “red”. Changed at 11:00.");
    if let Progress::Conflict(conflict) = &mut entry.progress {
        conflict.by = Some(Id::from(2));
    }
    assert_eq!(shop.reader().sides(&entry), "Notes: yours “white”, theirs “red”. Changed at 11:00 by Olga.");
}
