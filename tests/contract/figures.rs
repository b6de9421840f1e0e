//! Figures: operations 74 to 79, 126 to 133 and 136 to 150.

use chrono::Days;
use posy::api::items;
use posy::api::listing::Paging;
use posy::api::order_analytics::{self, Analytic};
use posy::api::orders::filters::ORDER_FILTERS;
use posy::api::query::Query;
use posy::api::store_stats::{self, Figures, Of, StatsPeriod};
use posy::api::stores;
use posy::domain::stats::Range;
use posy::domain::zone::FixedZone;
use posy::domain::Money;

use super::desk::{each_filter, everything, new_id, refused, today, Desk};

#[tokio::test]
async fn figures_of_stores() {
    let desk = Desk::open("store-stats").await;
    let client = &desk.client;
    let shops: Vec<_> = stores::all(client).await.unwrap().rows.iter().map(|shop| shop.id).collect();
    let goods = items::list(client, &everything()).await.unwrap();
    let categories: Vec<_> = goods.rows.iter().filter_map(|item| item.category).collect();
    let long = StatsPeriod::Days(today() - Days::new(200), today());
    for of in [Of::Several(&shops), Of::One(shops[0])] {
        let all = Figures { of, period: long, categories: &[] };
        let general = store_stats::general(client, &all).await.unwrap();
        assert!(general.revenue > Money::ZERO && general.orders_qty > 0);
        let sum =
            |points: Vec<posy::domain::stats::Point>| points.iter().map(|point| point.amount).sum::<Money>();
        assert_eq!(sum(store_stats::revenue(client, &all).await.unwrap()), general.revenue);
        assert_eq!(sum(store_stats::payments_revenue(client, &all).await.unwrap()), general.payments_revenue);
        assert_eq!(sum(store_stats::profit(client, &all).await.unwrap()), general.profit);
        let payments = store_stats::payments(client, &all).await.unwrap();
        assert_eq!(payments.iter().map(|share| share.amount).sum::<Money>(), general.payments_revenue);
        assert!(payments.iter().any(|share| share.method.is_some()));
        let sources = store_stats::sources(client, &all).await.unwrap();
        assert_eq!(sources.iter().map(|share| share.amount).sum::<Money>(), general.revenue);
        assert!(sources.iter().any(|share| share.source.is_some()));
        let workers = store_stats::workers(client, &all).await.unwrap();
        assert_eq!(workers.iter().map(|share| share.amount).sum::<Money>(), general.revenue);
        assert!(workers.iter().any(|share| share.worker.is_some()));
        let (days, totals) = store_stats::debts(client, &all).await.unwrap();
        assert!(days.len() == 7 && totals.bonuses > Money::ZERO);
        store_stats::stock_documents(client, &all).await.unwrap();
        assert!(!store_stats::top_items(client, &all, Some("salesOrder")).await.unwrap().is_empty());
        store_stats::top_items(client, &all, None).await.unwrap();

        let narrow = Figures { categories: &categories[..1], ..all };
        assert!(store_stats::general(client, &narrow).await.unwrap().revenue <= general.revenue);
        let year = Figures { period: StatsPeriod::Named(Range::Year), ..narrow };
        store_stats::revenue(client, &year).await.unwrap();
        store_stats::payments_revenue(client, &narrow).await.unwrap();
        store_stats::profit(client, &narrow).await.unwrap();
        store_stats::payments(client, &narrow).await.unwrap();
        store_stats::sources(client, &narrow).await.unwrap();
        store_stats::workers(client, &narrow).await.unwrap();
        store_stats::debts(client, &narrow).await.unwrap();
        store_stats::stock_documents(client, &narrow).await.unwrap();
        store_stats::top_items(client, &narrow, None).await.unwrap();
    }
    let (shop, some) = (shops[0], &categories[..1]);
    assert!(store_stats::stock_balance(client, shop, long, &[]).await.unwrap().at_prices > Money::ZERO);
    store_stats::stock_balance(client, shop, long, some).await.unwrap();
    let showcase = store_stats::showcase(client, shop, long, &[]).await.unwrap();
    let days = store_stats::showcase_days(client, shop, long, &[]).await.unwrap();
    assert_eq!(days.days.iter().sum::<i64>(), days.hours.iter().sum::<i64>());
    let ranges = store_stats::showcase_prices(client, shop, long, &[]).await.unwrap();
    assert_eq!(ranges.iter().map(|range| range.sold).sum::<i64>(), showcase.sold);
    assert!(ranges.iter().all(|range| range.range.is_some()));
    let flowers = store_stats::top_flowers(client, shop, long, &[]).await.unwrap();
    assert!(flowers.iter().all(|flower| flower.item.is_some()));
    store_stats::showcase(client, shop, long, some).await.unwrap();
    store_stats::showcase_days(client, shop, long, some).await.unwrap();
    store_stats::showcase_prices(client, shop, long, some).await.unwrap();
    store_stats::top_flowers(client, shop, long, some).await.unwrap();

    let courier = desk.as_worker("courier").await;
    let nowhere = Figures { of: Of::One(new_id()), period: long, categories: &[] };
    refused(store_stats::general(client, &nowhere).await, 404);
    refused(store_stats::showcase(client, new_id(), long, &[]).await, 404);
    refused(store_stats::general(&courier, &nowhere).await, 403);
    let backwards = Figures {
        of: Of::One(shop),
        period: StatsPeriod::Days(today(), today() - Days::new(9)),
        categories: &[],
    };
    assert!(store_stats::revenue(client, &backwards).await.is_err());
    desk.close().await;
}

#[tokio::test]
async fn the_orders_behind_a_figure() {
    let desk = Desk::open("order-analytics").await;
    let client = &desk.client;
    let none = Query::default();
    for analytic in Analytic::ALL {
        let paging = Paging { sort: "-createdAt", size: 50, ..Paging::default() };
        let (orders, totals) = order_analytics::orders(client, analytic, &none, paging).await.unwrap();
        assert_eq!(orders.total, Some(totals.orders.unsigned_abs()), "{analytic:?}");
        assert_eq!(totals.full_revenue - totals.returned_revenue - totals.revenue_bonuses, totals.revenue);
        let since = Paging { since: Some(1), ..paging };
        order_analytics::orders(client, analytic, &none, since).await.unwrap();
        for filters in each_filter(&ORDER_FILTERS, |_, dictionary| {
            if dictionary.is_some() {
                new_id::<()>().to_string()
            } else {
                "1".to_owned()
            }
        }) {
            let mut query = Query::default().with("addMetaStatuses", true);
            filters.onto(&ORDER_FILTERS, &FixedZone(180), today(), &mut query);
            let (some, _) = order_analytics::orders(client, analytic, &query, paging).await.unwrap();
            assert!(
                some.total <= orders.total || filters.get("returned").is_some(),
                "{analytic:?} {filters:?}"
            );
        }
    }
    let courier = desk.as_worker("courier").await;
    let denied = order_analytics::orders(&courier, Analytic::Returned, &none, Paging::default()).await;
    refused(denied.map(|(orders, _)| orders), 403);
    desk.close().await;
}
