//! Orders as they come, and their filters in the address, the query and here.

use std::sync::Arc;

use chrono::NaiveDate;

use super::filters::{Context, ORDER_FILTERS};
use super::*;
use crate::api::filter::{Filters, Kind};
use crate::api::outside::Content;
use crate::api::simulation::{answer, block_on, Bench};
use crate::domain::order::{OrderChange, PaymentState};
use crate::domain::zone::FixedZone;
use crate::domain::Money;

const DETAIL: &str = r##"{"data":{"type":"orders","id":"9bed7b59-94dc-4ce4-aac2-883aab1a148c","attributes":{
  "status":"assembled","docNo":"1042","dueTime":"2026-11-24T11:30:00+00:00","delivery":true,"totalAmount":4800,"paymentsAmount":2400.00,"revision":17},
  "relationships":{"customer":{"data":{"type":"customers","id":"11111111-1111-4111-8111-111111111111"}},
  "florist":{"data":{"type":"workers","id":"22222222-2222-4222-8222-222222222222"}},"courier":{"data":null},
  "lines":{"data":[{"type":"order-lines","id":"1"}]},"payments":{"data":[{"type":"order-payments","id":"5"}]},
  "history":{"data":[{"type":"order-history-lines","id":"5"}]},"tags":{"data":[{"type":"order-tags","id":"3"}]}}},
 "included":[
  {"type":"customers","id":"11111111-1111-4111-8111-111111111111","attributes":{"title":"Анна Лис","phone":"9001234567","countryCode":7}},
  {"type":"order-lines","id":"1","attributes":{"qty":"7.00","price":"120","amount":840,"totalAmount":"840.00"},"relationships":{"item":{"data":{"type":"inventory-items","id":"6"}},"bouquet":{"data":{"type":"bouquets","id":"8"}}}},
  {"type":"inventory-items","id":"6","attributes":{"title":"Rose"},"relationships":{"logo":{"data":{"type":"images","id":"i"}},"measure":{"data":{"type":"measures","id":"m"}}}},
  {"type":"images","id":"i","attributes":{"fileSmall":"/media/rose.svg"}},{"type":"measures","id":"m","attributes":{"title":"pc"}},
  {"type":"bouquets","id":"8","attributes":{"title":"Morning"}},
  {"type":"order-payments","id":"5","attributes":{"paymentType":"payment","amount":"2400.00"},"relationships":{"method":{"data":{"type":"payment-methods","id":"c"}}}},
  {"type":"payment-methods","id":"c","attributes":{"title":"Card"}},
  {"type":"order-history-lines","id":"5","attributes":{"status":"assembled","createdAt":"2026-11-24T10:00:00+00:00"},"relationships":{"worker":{"data":{"type":"workers","id":"22222222-2222-4222-8222-222222222222"}}}},
  {"type":"workers","id":"22222222-2222-4222-8222-222222222222","attributes":{"firstName":"Olga","lastName":"Lis"}}]}"##;

#[test]
fn an_order_brings_its_lines_payments_and_history() {
    let bench = Bench::with_session();
    bench.answer_next(answer(200, DETAIL));
    let id = "9bed7b59-94dc-4ce4-aac2-883aab1a148c".parse().unwrap();
    let answer = block_on(get(&bench.client(), id)).unwrap();
    let order = &answer.orders[0];
    assert_eq!((order.id, order.payment_state()), (id, PaymentState::Partly));
    let line = &order.lines.as_ref().unwrap()[0];
    assert_eq!(
        (line.title.as_str(), line.measure.as_str(), line.picture.as_deref()),
        ("Rose", "pc", Some("/media/rose.svg"))
    );
    assert_eq!((line.qty.to_string().as_str(), line.total_amount), ("7", Money::from_minor(84_000)));
    assert_eq!(line.bouquet.as_ref().unwrap().title, "Morning");
    let detail = order.detail.as_ref().unwrap();
    assert_eq!((detail.payments[0].method.as_str(), detail.history[0].worker.as_str()), ("Card", "Olga Lis"));
    assert_eq!((answer.customers[0].title.as_str(), answer.workers.len()), ("Анна Лис", 1));
}

#[test]
fn a_server_that_refuses_our_includes_is_asked_with_those_that_work() {
    let bench = Bench::with_session();
    bench.answer_next(answer(422, r#"{"errors":[{"code":"x","source":{"parameter":"includePaths"}}]}"#));
    let page = block_on(list(&bench.client(), Query::default(), 1)).unwrap();
    assert!(page.orders.is_empty());
    let asked: Vec<bool> = bench
        .requests()
        .iter()
        .filter(|r| r.path.contains("/orders"))
        .map(|r| r.path.contains("lines.item"))
        .collect();
    assert_eq!(asked, [true, false]);
}

#[test]
fn an_unreadable_order_is_counted_and_the_others_stay() {
    let doc = Document::parse(
        br#"{"data":[{"type":"orders","id":"1","attributes":{"status":"new"}},{"type":"orders","id":"2","attributes":{"status":"teleported"}},
        {"type":"orders","id":"not an id","attributes":{"status":"new"}}],"meta":{"total":3,"statuses":{"all":"3","new":"2","credit":"1"}}}"#,
    )
    .unwrap();
    let orders = read(&doc);
    assert_eq!((orders.orders.len(), orders.unreadable, orders.total), (1, 2, Some(3)));
    assert_eq!(orders.statuses, HashMap::from([(Status::New, 2)]));
    assert!(orders.orders[0].lines.is_none() && orders.orders[0].detail.is_none());
}

#[test]
fn an_update_sends_only_what_changed() {
    let bench = Bench::with_session();
    let client = bench.client();
    let id = Id::from(7);
    for (change, path, body) in [
        (
            OrderChange::Status(Status::Done),
            "/orders/7",
            r#"{"data":{"attributes":{"status":"done"},"id":"7","type":"orders"}}"#,
        ),
        (
            OrderChange::Courier(None),
            "/orders/7",
            r#"{"data":{"id":"7","relationships":{"courier":{"data":null}},"type":"orders"}}"#,
        ),
        (
            OrderChange::DeliveryStatus(None),
            "/orders/7/delivery-status?include=courier",
            r#"{"data":{"attributes":{"deliveryStatus":null},"id":"7","type":"orders-delivery-status"}}"#,
        ),
    ] {
        block_on(update(&client, id, &change)).unwrap();
        let sent = bench.requests().pop().unwrap();
        assert_eq!(
            (sent.path.as_str(), sent.body.as_ref().and_then(Content::document)),
            (format!("/api/v1{path}").as_str(), Some(body))
        );
    }
}

fn filters(address: &str) -> Filters {
    let pairs: HashMap<&str, &str> = address.split('&').filter_map(|pair| pair.split_once('=')).collect();
    Filters::read(&ORDER_FILTERS, |name| pairs.get(name).map(|text| (*text).to_owned()))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn context() -> Context {
    let who = Arc::new(Customer {
        title: "Анна Лисицына".into(),
        phone: "9001234567".into(),
        country_code: "7".into(),
        bonus_card: "C-55".into(),
        id: Id::from(1),
        ..Customer::default()
    });
    Context {
        today: today(),
        zone: Arc::new(FixedZone(180)),
        customer: Arc::new(move |_| Some(Arc::clone(&who))),
    }
}

#[test]
fn every_filter_goes_through_the_address_and_into_its_own_parameter() {
    let mut params = std::collections::HashSet::new();
    for filter in &ORDER_FILTERS {
        let text = match filter.kind {
            Kind::Period => "2026-11-24..2026-11-25".to_owned(),
            Kind::Dates | Kind::Days => "2026-11-24..".to_owned(),
            Kind::Choice(choices) => choices[0].0.to_owned(),
            Kind::Records(_) => "1,2".to_owned(),
            Kind::YesNo => "no".to_owned(),
            Kind::Switch => "yes".to_owned(),
            Kind::Amounts => "100..2500.50".to_owned(),
            Kind::Text => "a b".to_owned(),
        };
        let set = filters(&format!("{}={text}", filter.name));
        assert_eq!(set.to_address(), vec![(filter.name, text)]);
        let mut query = Query::default();
        set.onto(&ORDER_FILTERS, &FixedZone(180), today(), &mut query);
        let query = query.onto("");
        assert!(query.starts_with(&format!("?{}", filter.param)), "{query}");
        assert!(params.insert(filter.param), "{} twice", filter.param);
    }
}

#[test]
fn a_day_is_asked_for_from_the_shops_midnight_to_its_last_second() {
    let mut query = Query::default();
    filters("due=today&amount=..50").onto(&ORDER_FILTERS, &FixedZone(180), today(), &mut query);
    assert_eq!(
        query.onto(""),
        "?filter[dueTime][from]=2026-11-23T21:00:00Z&filter[dueTime][to]=2026-11-24T20:59:59Z&filter[amount][max]=50"
    );
}

#[test]
fn what_an_address_cannot_mean_is_ignored() {
    for address in [
        "due=yesterday",
        "statuses=teleported",
        "no-florist=no",
        "amount=a..b",
        "created=2026-11-24",
        "search= ",
    ] {
        assert_eq!(filters(address), Filters::default(), "{address}");
    }
}

fn matches(address: &str, order: &str) -> bool {
    let mut order: Order = crate::domain::record::testing::record(&serde_json::from_str(order).unwrap());
    order.customer = Some(Id::from(1));
    filters(address).predicate(&ORDER_FILTERS, &context())(&order)
}

#[test]
fn the_records_at_hand_answer_as_the_server_would() {
    let order = r#"{"status":"new","docNo":"1042","dueTime":"2026-11-24T20:59:59Z","totalAmount":"4800","delivery":true,
        "deliveryContact":"Вера Мак, школа 73","deliveryPhoneCode":"7","deliveryPhoneNumber":"900 765-43-21"}"#;
    for yes in [
        "due=today",
        "due=any",
        "due=2026-11-23..2026-11-24",
        "statuses=new,done",
        "amount=4800..",
        "amount=..4800",
        "delivery=yes",
        "no-courier=yes",
        "number=7, 1042",
        "search=1042",
        "search=лис анна",
        "search=8 (900) 123-45-67",
        "search=+7900",
        "search=c-55",
        "search=мак вера",
        "search=73",
        "search=+7 900 765-43-21",
        "fiscalized=no",
    ] {
        assert!(matches(yes, order), "{yes}");
    }
    for no in [
        "due=tomorrow",
        "statuses=done",
        "amount=4801..",
        "delivery=no",
        "couriers=5",
        "number=104",
        "search=анна 9",
        "external=yes",
    ] {
        assert!(!matches(no, order), "{no}");
    }
}

#[test]
fn what_only_the_server_knows_is_told_apart() {
    assert!(filters("due=today&search=a").are_local(&ORDER_FILTERS));
    assert!(!filters("due=today&payment=1").are_local(&ORDER_FILTERS));
}
