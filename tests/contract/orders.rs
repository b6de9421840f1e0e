//! Orders, their money and bouquets: operations 59 to 73.

use posy::api::bouquets::{self, ShowcaseTotals, BOUQUET_FILTERS};
use posy::api::filter::Dictionary;
use posy::api::items;
use posy::api::listing::Paging;
use posy::api::orders::filters::ORDER_FILTERS;
use posy::api::orders::{self, NewOrder, Orders, Return, PAYMENT_FILTERS};
use posy::api::query::Query;
use posy::api::{order_sources, order_tags, stores, Client};
use posy::domain::bouquet::{Bouquet, BouquetChange, BouquetLine, BouquetStatus};
use posy::domain::catalog::Item;
use posy::domain::order::{
    DeliveryStatus, Discount, LineBouquet, Order, OrderChange, OrderLine, Payment, PaymentChange,
    PaymentType, Status, ValueType,
};
use posy::domain::settings::Store;
use posy::domain::zone::FixedZone;
use posy::domain::{Id, Money, Quantity};

use super::desk::{asked, each_filter, everything, new_id, now, refused, today, Desk};

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

/// A new order with one line and a bouquet of another.
struct Made {
    order: Order,
    lines: Vec<OrderLine>,
    bouquet: Id<Bouquet>,
}

async fn goods(client: &Client) -> (Item, Id<Store>) {
    let goods = items::list(client, &everything()).await.unwrap().rows;
    let item = goods.into_iter().find(|item| {
        item.prices.iter().flatten().any(|price| price.quantity > Quantity::from_thousandths(20_000))
    });
    let item = item.unwrap();
    let price = item.prices.iter().flatten().max_by_key(|price| price.quantity).unwrap();
    let store = price.store.unwrap();
    (item, store)
}

async fn make(client: &Client) -> Made {
    let (item, store) = goods(client).await;
    let bouquet = new_id();
    let line = |qty: i64, bouquet: Option<LineBouquet>| OrderLine {
        id: new_id(),
        qty: Quantity::from_thousandths(qty * 1_000),
        price: money("150"),
        total_amount: money("150") + (1..qty).map(|_| money("150")).sum::<Money>(),
        item: Some(item.id),
        bouquet,
        ..Default::default()
    };
    let lines = vec![
        line(1, None),
        line(3, Some(LineBouquet { id: bouquet, title: "Spring".into(), picture: None })),
    ];
    let order = Order {
        id: new_id(),
        description: "no ribbon".into(),
        due_time: Some(now()),
        date: Some(today()),
        delivery: true,
        delivery_street: "Lime street".into(),
        store: Some(store),
        ..Default::default()
    };
    orders::create(client, NewOrder { order: &order, lines: &lines, discounts: &[] }).await.unwrap();
    Made { order, lines, bouquet }
}

fn only(answer: Orders) -> Order {
    assert_eq!((answer.orders.len(), answer.unreadable), (1, 0));
    answer.orders.into_iter().next().unwrap()
}

#[tokio::test]
async fn every_filter_of_the_list() {
    let desk = Desk::open("orders-list").await;
    let client = &desk.client;
    let query = Query::default().with("addMetaStatuses", true).with("sort", "-createdAt");
    let all = orders::list(client, query, 1).await.unwrap();
    assert!(all.unreadable == 0 && all.total > Some(100) && !all.statuses.is_empty());
    let one = all.orders.iter().find(|order| order.customer.is_some() && order.florist.is_some()).unwrap();
    let method = orders::payment_methods(client).await.unwrap().swap_remove(0).id.to_string();
    let item = one.lines.as_ref().unwrap()[0].item.unwrap();
    for filters in each_filter(&ORDER_FILTERS, |name, dictionary| match (name, dictionary) {
        ("couriers", _) => new_id::<()>().to_string(),
        ("florists", _) => one.florist.unwrap().to_string(),
        (_, Some(Dictionary::Workers)) => one.created_by.unwrap().to_string(),
        (_, Some(Dictionary::Stores)) => one.store.unwrap().to_string(),
        (_, Some(Dictionary::Sources)) => one.source.unwrap().to_string(),
        (_, Some(Dictionary::Customers)) => one.customer.unwrap().to_string(),
        (_, Some(Dictionary::Items)) => item.to_string(),
        (_, Some(Dictionary::PaymentMethods)) => method.clone(),
        ("number" | "search", _) => one.doc_no.clone(),
        _ => "1".to_owned(),
    }) {
        let mut query = Query::default();
        filters.onto(&ORDER_FILTERS, &FixedZone(180), today(), &mut query);
        let some = orders::list(client, query, 1).await.unwrap();
        assert!(some.unreadable == 0, "{filters:?}");
        let found = ["florists", "stores", "sources", "customer", "items", "number", "search"];
        if found.iter().any(|name| filters.get(name).is_some()) {
            assert!(some.total > Some(0), "{filters:?}");
        }
    }
    let since = orders::changes(client, all.revision.unwrap() - 5, 1).await.unwrap();
    assert!(since.orders.iter().all(|order| order.revision >= all.revision.unwrap() - 5));
    refused(orders::list(client, Query::default().with("sort", "nonsense"), 1).await, 422);
    desk.close().await;
}

#[tokio::test]
async fn an_order_from_taking_it_to_taking_it_back() {
    let desk = Desk::open("orders").await;
    let client = &desk.client;
    let Made { order, lines, bouquet } = make(client).await;
    let id = order.id;
    let made = only(orders::get(client, id).await.unwrap());
    assert_eq!(
        (made.description.as_str(), made.due_time, made.total_amount),
        ("no ribbon", order.due_time, money("600"))
    );
    let there = made.lines.as_ref().unwrap();
    assert_eq!(
        there.iter().map(|line| line.id).collect::<Vec<_>>(),
        lines.iter().map(|line| line.id).collect::<Vec<_>>()
    );
    assert_eq!(there[1].bouquet.as_ref().map(|one| (one.id, one.title.as_str())), Some((bouquet, "Spring")));
    let again = NewOrder { order: &order, lines: &lines, discounts: &[] };
    refused(orders::create(client, again).await, 409);
    let homeless = Order { store: None, ..order.clone() };
    let homeless = NewOrder { order: &Order { id: new_id(), ..homeless }, lines: &[], discounts: &[] };
    assert_eq!(refused(orders::create(client, homeless).await, 422), ["store"]);

    let tag = order_tags::all(client).await.unwrap().rows[0].id;
    let source = order_sources::all(client).await.unwrap().rows[0].id;
    let several = [
        OrderChange::Tags(Some(vec![tag])),
        OrderChange::Source(Some(source)),
        OrderChange::Budget(money("5000")),
        OrderChange::DeliveryHouse("7".into()),
        OrderChange::DueTime(None),
    ];
    let changed = only(orders::update_many(client, id, &several).await.unwrap());
    assert_eq!((changed.source, changed.budget, changed.due_time), (Some(source), money("5000"), None));
    let fewer = only(orders::replace_lines(client, id, &lines[..1]).await.unwrap());
    assert_eq!((fewer.lines.as_ref().unwrap().len(), fewer.total_amount), (1, money("150")));
    let more = only(orders::replace_lines(client, id, &lines).await.unwrap());
    assert_eq!(more.total_amount, money("600"));
    let out = orders::separate_bouquet(client, id, bouquet).await.unwrap();
    assert_eq!((out.id, out.status), (bouquet, Some(BouquetStatus::Demonstrated)));
    refused(orders::separate_bouquet(client, id, new_id()).await, 404);

    let pay = |amount: &str| Payment {
        id: new_id(),
        amount: money(amount),
        payment_type: Some(PaymentType::Payment),
        method_id: Some(Id::from(1)),
        description: "at the door".into(),
        ..Default::default()
    };
    let payment = orders::create_payment(client, id, &pay("150")).await.unwrap();
    assert_eq!((payment.amount, payment.posted, payment.order), (money("150"), true, Some(id)));
    assert!(!payment.method.is_empty());
    assert!(!refused(
        orders::create_payment(client, id, &Payment { bonus_amount: money("99999"), ..pay("99999") }).await,
        422
    )
    .is_empty());
    refused(orders::create_payment(client, new_id(), &pay("1")).await, 404);
    let marks = [PaymentChange::Fiscalized(true), PaymentChange::Description("card".into())];
    let marked = orders::update_payment(client, payment.id, &marks).await.unwrap();
    assert_eq!(
        (marked.fiscalized, marked.description.as_str(), marked.amount),
        (true, "card", payment.amount)
    );
    refused(orders::update_payment(client, new_id(), &marks).await, 404);
    orders::fiscalize(client, id, now(), made.created_by).await.unwrap();
    refused(orders::fiscalize(client, new_id(), now(), None).await, 404);

    let status = |status| OrderChange::Status(status);
    only(
        orders::update(client, id, &OrderChange::DeliveryStatus(Some(DeliveryStatus::Delivered)))
            .await
            .unwrap(),
    );
    assert_eq!(
        only(orders::update(client, id, &status(Status::Assembled)).await.unwrap()).status,
        Status::Assembled
    );
    let back = Return { at: now(), by: made.created_by, shift: payment.shift, with_write_off: false };
    assert!(orders::return_order(client, id, &back).await.is_err(), "only what is done comes back");
    let done = only(orders::update(client, id, &status(Status::Done)).await.unwrap());
    assert!(done.posted && done.fiscalized && done.delivery_status == Some(DeliveryStatus::Delivered));
    refused(orders::update(client, id, &status(Status::New)).await, 422);
    refused(orders::replace_lines(client, id, &[]).await, 422);
    let returned = only(orders::return_order(client, id, &back).await.unwrap());
    assert_eq!((returned.status, returned.payments_amount), (Status::Returned, Money::ZERO));
    refused(orders::get(client, new_id()).await, 404);
    refused(orders::update(client, new_id(), &status(Status::Done)).await, 404);
    refused(orders::update(client, new_id(), &OrderChange::DeliveryStatus(None)).await, 404);
    refused(orders::return_order(client, new_id(), &back).await, 404);
    let courier = desk.as_worker("courier").await;
    refused(orders::update(&courier, id, &status(Status::Done)).await, 403);

    let discounted = Order { id: new_id(), ..order.clone() };
    let reason = posy::api::discount_reasons::list(client, Paging::default()).await.unwrap();
    let reason = reason
        .rows
        .iter()
        .find(|one| one.discount_type == Some(posy::domain::settings::DiscountType::Discount) && !one.deleted)
        .unwrap();
    let discount = Discount {
        discount_type: "discount".into(),
        value_type: Some(ValueType::Percent),
        value: money("10"),
        reason_id: Some(reason.id),
        ..Default::default()
    };
    let line = OrderLine { id: new_id(), ..lines[0].clone() };
    let new = NewOrder { order: &discounted, lines: &[line], discounts: &[discount] };
    let made = only(orders::create(client, new).await.unwrap());
    assert_eq!(made.total_amount, money("135"));
    assert_eq!(made.detail.unwrap().discounts[0].reason, reason.title);
    desk.close().await;
}

#[tokio::test]
async fn every_filter_of_the_payments() {
    let desk = Desk::open("payments").await;
    let client = &desk.client;
    let all = orders::list_payments(client, &everything()).await.unwrap();
    assert!(all.unreadable == 0 && all.rows.iter().all(|payment| !payment.method.is_empty()));
    let one = all.rows.iter().find(|payment| payment.shift.is_some()).unwrap();
    for filters in each_filter(&PAYMENT_FILTERS, |name, _| match name {
        "method" => one.method_id.unwrap().to_string(),
        "order" => one.order.unwrap().to_string(),
        "created-by" => one.created_by.unwrap().to_string(),
        "posted-by" => one.posted_by.unwrap().to_string(),
        _ => one.shift.unwrap().to_string(),
    }) {
        let paging = Paging { sort: "-createdAt", ..Paging::default() };
        let some = orders::list_payments(client, &asked(&filters, paging)).await.unwrap();
        assert!(some.unreadable == 0 && some.total <= all.total);
        if ["method", "order", "created-by", "posted-by", "shift"]
            .iter()
            .any(|name| filters.get(name).is_some())
        {
            assert!(some.total > Some(0), "{filters:?}");
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn bouquets_of_the_showcase() {
    let desk = Desk::open("bouquets").await;
    let client = &desk.client;
    let all = bouquets::list(client, &everything()).await.unwrap();
    assert!(all.unreadable == 0 && !all.rows.is_empty());
    let totals: ShowcaseTotals = all.doc.meta().unwrap();
    assert!(totals.min_price <= totals.max_price && totals.max_price <= totals.total_amount);
    for filters in each_filter(&BOUQUET_FILTERS, |_, _| all.rows[0].store.unwrap().to_string()) {
        let paging = Paging { sort: "-saleAmount", since: Some(0), ..Paging::default() };
        assert!(bouquets::list(client, &asked(&filters, paging)).await.unwrap().unreadable == 0);
    }
    let (item, _) = goods(client).await;
    let line = BouquetLine {
        qty: Quantity::from_thousandths(5_000),
        price: money("90"),
        item: Some(item.id),
        ..Default::default()
    };
    let new = Bouquet {
        id: new_id(),
        title: "Dawn".into(),
        height: 40,
        width: 30,
        sale_amount: money("990"),
        store: Some(stores::all(client).await.unwrap().rows[0].id),
        lines: Some(vec![line.clone()]),
        ..Default::default()
    };
    let made = bouquets::create(client, &new).await.unwrap();
    assert_eq!((made.id, made.height, made.width, made.sale_amount), (new.id, 40, 30, money("990")));
    assert_eq!(made.lines.as_ref().unwrap()[0].item, line.item);
    refused(bouquets::create(client, &new).await, 409);
    let homeless = Bouquet { id: new_id(), store: None, ..new.clone() };
    assert_eq!(refused(bouquets::create(client, &homeless).await, 422), ["store"]);
    let changes = [
        BouquetChange::Status(Some(BouquetStatus::Demonstrated)),
        BouquetChange::Markup(money("10")),
        BouquetChange::MarkupType(Some(ValueType::Percent)),
    ];
    let changed = bouquets::update(client, made.id, &changes).await.unwrap();
    assert_eq!(
        (changed.status, changed.markup, changed.markup_type),
        (Some(BouquetStatus::Demonstrated), money("10"), Some(ValueType::Percent))
    );
    refused(bouquets::update(client, new_id(), &changes).await, 404);
    bouquets::delete(client, made.id).await.unwrap();
    refused(bouquets::delete(client, new_id()).await, 404);
    let Made { bouquet, .. } = make(client).await;
    refused(bouquets::delete(client, bouquet).await, 400);
    refused(bouquets::create(&desk.as_worker("courier").await, &new).await, 403);
    desk.close().await;
}
