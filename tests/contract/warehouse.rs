//! Transfers between stores and reports: operations 114 to 125.

use std::time::Duration;

use chrono::Days;
use posy::api::items;
use posy::api::listing::Paging;
use posy::api::movement_acts::{self, ACT_FILTERS};
use posy::api::{reports, stores};
use posy::domain::report::{
    Frequency, Report, ReportChange, ReportDetailing, ReportFilter, ReportFilterType, ReportFormat,
    ReportPeriod, ReportStage, ReportStatus,
};
use posy::domain::warehouse::{MovementAct, MovementActChange, MovementActLine};
use posy::domain::{Id, Money, Quantity};

use super::desk::{asked, each_filter, everything, refused, today, Desk};

#[tokio::test]
async fn goods_go_from_store_to_store() {
    let desk = Desk::open("movement-acts").await;
    let client = &desk.client;
    let shops = stores::all(client).await.unwrap().rows;
    let goods = items::list(client, &everything()).await.unwrap();
    let all = movement_acts::list(client, &everything()).await.unwrap();
    for filters in each_filter(&ACT_FILTERS, |_, _| shops[0].id.to_string()) {
        let some =
            movement_acts::list(client, &asked(&filters, Paging { sort: "-date", ..Paging::default() }))
                .await
                .unwrap();
        assert!(some.unreadable == 0 && some.total <= all.total);
    }
    let line = MovementActLine {
        qty: Quantity::from_thousandths(3_000),
        price: Money::parse("120").unwrap(),
        price_enabled: true,
        item: Some(goods.rows[0].id),
        ..Default::default()
    };
    let new = MovementAct {
        date: Some(today()),
        from: Some(shops[0].id),
        to: Some(shops[1].id),
        lines: Some(vec![line.clone()]),
        ..Default::default()
    };
    let made = movement_acts::create(client, &new).await.unwrap();
    assert_eq!((made.date, made.from, made.to, made.posted), (new.date, new.from, new.to, false));
    assert_eq!(made.lines.as_ref().unwrap()[0].item, line.item);
    let posted = movement_acts::update(client, made.id, &[MovementActChange::Posted(true)]).await.unwrap();
    assert!(posted.posted && posted.posted_by.is_some() && posted.amount == Money::parse("360").unwrap());
    let late = [MovementActChange::Lines(Some(vec![]))];
    assert_eq!(refused(movement_acts::update(client, made.id, &late).await, 422), ["posted"]);
    let undone = movement_acts::update(client, made.id, &[MovementActChange::Posted(false)]).await.unwrap();
    assert!(!undone.posted);
    let whole = movement_acts::get(client, made.id).await.unwrap();
    assert_eq!(whole.rows[0].lines.as_ref().unwrap().len(), 1);
    let same = MovementAct { to: new.from, ..new };
    assert!(!refused(movement_acts::create(client, &same).await, 422).is_empty());
    refused(movement_acts::get(client, Id::from(99_999)).await, 404);
    refused(movement_acts::update(client, Id::from(99_999), &late).await, 404);
    refused(movement_acts::create(&desk.as_worker("florist").await, &same).await, 403);
    desk.close().await;
}

#[tokio::test]
async fn reports_are_asked_for_and_fetched() {
    let desk = Desk::open("reports").await;
    let client = &desk.client;
    let types = reports::types(client, Paging { sort: "title", ..Paging::default() }).await.unwrap();
    let sales = types.rows.iter().find(|one| one.type_name == "Sales").unwrap();
    assert_eq!(&reports::report_type(client, sales.id).await.unwrap(), sales);
    assert!(sales.detailing.iter().flatten().any(|one| one.id == "Sales-store"));
    assert!(sales.filter_types.iter().flatten().any(|one| one.id == "Sales-category"));
    refused(reports::report_type(client, Id::from(99_999)).await, 404);
    let shop = stores::all(client).await.unwrap().rows[0].id;
    let new = Report {
        title: "Sales of two months".into(),
        format: Some(ReportFormat::Xlsx),
        frequency: Some(Frequency::OneTime),
        period: Some(ReportPeriod::Custom),
        period_start: today().checked_sub_days(Days::new(60)),
        period_stop: Some(today()),
        email: "shop@example.test".into(),
        report_type: Some(sales.id),
        detailing: Some(vec![ReportDetailing { id: "Sales-store".into(), ..Default::default() }]),
        filters: Some(vec![ReportFilter {
            values: vec![shop.to_string()],
            filter_type: Some(ReportFilterType { id: "Sales-store".into(), ..Default::default() }),
            ..Default::default()
        }]),
        ..Default::default()
    };
    let made = reports::create(client, &new).await.unwrap();
    assert_eq!(
        (made.stage, made.downloadable, made.report_type),
        (Some(ReportStage::Requested), false, new.report_type)
    );
    assert_eq!(made.filters.as_ref().unwrap()[0].values, [shop.to_string()]);
    assert_eq!(made.detailing.as_ref().unwrap()[0].id, "Sales-store");
    let file = fetch(&desk, made.id).await;
    assert!(file.starts_with(b"PK"), "an xlsx is a zip");

    let again = reports::rerun(client, made.id).await.unwrap();
    assert_ne!(again.stage, Some(ReportStage::Prepared));
    fetch(&desk, made.id).await;
    let changes =
        [ReportChange::Format(Some(ReportFormat::Pdf)), ReportChange::Period(Some(ReportPeriod::AllTime))];
    let changed = reports::update(client, made.id, &changes).await.unwrap();
    assert_eq!((changed.format, changed.period), (Some(ReportFormat::Pdf), Some(ReportPeriod::AllTime)));
    assert!(fetch(&desk, made.id).await.starts_with(b"%PDF"));
    let paging = Paging { sort: "-requestDate", ..Paging::default() };
    assert_eq!(reports::list(client, paging).await.unwrap().rows[0].id, made.id);

    let closed = types.rows.iter().find(|one| !one.active).unwrap();
    let wrong = Report { report_type: Some(closed.id), ..new.clone() };
    assert!(refused(reports::create(client, &wrong).await, 422).contains(&"reportType".to_owned()));
    let backwards = Report { period_start: new.period_stop, period_stop: new.period_start, ..new };
    assert!(!refused(reports::create(client, &backwards).await, 422).is_empty());
    let nowhere = Id::from(99_999);
    refused(reports::get(client, nowhere).await, 404);
    refused(reports::update(client, nowhere, &changes).await, 404);
    refused(reports::rerun(client, nowhere).await, 404);
    refused(reports::delete(client, &[nowhere]).await, 404);
    refused(reports::file(client, nowhere).await, 404);
    reports::delete(client, &[made.id]).await.unwrap();
    assert_eq!(reports::get(client, made.id).await.unwrap().status, Some(ReportStatus::Deleted));
    refused(reports::list(&desk.as_worker("florist").await, paging).await, 403);
    desk.close().await;
}

/// Waits until a report is ready and fetches its file.
async fn fetch(desk: &Desk, id: Id<Report>) -> Vec<u8> {
    for _ in 0..500 {
        if reports::get(&desk.client, id).await.unwrap().downloadable {
            return reports::file(&desk.client, id).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the report was never ready");
}
