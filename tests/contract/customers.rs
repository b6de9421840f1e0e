//! Sign-in, customers and what is around them: operations 1 to 35.

use chrono::{Days, NaiveDate};
use posy::api::customer_imports::{self, Upload};
use posy::api::customer_stats::{growth, spending, Buckets};
use posy::api::customers::{self, CUSTOMER_FILTERS};
use posy::api::filter::Dictionary;
use posy::api::listing::Paging;
use posy::api::{
    bonus_groups, celebrations, customer_events, customer_sources, discount_groups, preferences, ApiError,
};
use posy::domain::catalog::Step;
use posy::domain::customer::{
    Celebration, CelebrationChange, CelebrationDate, ContactPerson, Customer, CustomerChange, CustomerEvent,
    CustomerEventChange, CustomerSource, CustomerSourceChange, CustomerStatus, Gender, GroupMember,
    ImportFormat, ImportMapping, ImportStatus, Preference, PreferenceChange,
};
use posy::domain::Id;

use super::desk::{asked, each_filter, everything, new_id, refused, today, Desk};

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[tokio::test]
async fn a_session_begins_is_renewed_and_refuses_strangers() {
    let desk = Desk::open("sessions").await;
    let stranger = desk.stranger();
    refused(stranger.sign_in("manager", "wrong").await, 401);
    stranger.sign_in("florist", "demo").await.unwrap();
    let first = stranger.token().await.unwrap();
    stranger.renewed(&first).await.unwrap();
    let courier = desk.as_worker("courier").await;
    refused(customers::list(&courier, &everything()).await, 403);
    desk.close().await;
}

#[tokio::test]
async fn customers_are_found_made_and_changed() {
    let desk = Desk::open("customers").await;
    let client = &desk.client;
    let all = customers::list(client, &everything()).await.unwrap();
    assert_eq!((all.total, all.unreadable), (Some(all.rows.len() as u64), 0));
    assert_eq!(all.revision, None, "the list of customers tells no revision");
    let bonus = bonus_groups::list(client, Paging::default()).await.unwrap().rows[0].id.to_string();
    let discount = discount_groups::list(client, Paging::default()).await.unwrap().rows[0].id;
    let someone = all.rows.iter().find(|who| who.created_by.is_some()).unwrap();
    for filters in each_filter(&CUSTOMER_FILTERS, |name, dictionary| match dictionary {
        Some(Dictionary::BonusGroups) => bonus.clone(),
        Some(Dictionary::DiscountGroups) => discount.to_string(),
        Some(Dictionary::Workers) => someone.created_by.unwrap().to_string(),
        Some(_) => "1".to_owned(),
        None => {
            assert_eq!(name, "search");
            someone.phone.clone()
        }
    }) {
        let some = customers::list(client, &asked(&filters, Paging::default())).await.unwrap();
        assert!(some.total <= all.total && some.unreadable == 0, "{filters:?}");
        if filters.get("search").is_some() {
            assert!(some.rows.iter().any(|who| who.id == someone.id));
        }
    }
    let sorted = Paging { sort: "-title", size: 5, number: 2, since: Some(1) };
    assert_eq!(customers::list(client, &asked(&Default::default(), sorted)).await.unwrap().rows.len(), 5);
    assert!(!customers::find(client, &someone.phone).await.unwrap().is_empty());

    let new = Customer {
        id: new_id(),
        title: "Vera Lis".into(),
        phone: "9001112233".into(),
        email: "vera@example.test".into(),
        gender: Some(Gender::Female),
        birthday: day("1990-03-08"),
        is_person: true,
        notes: "rings twice".into(),
        discount_groups: Some(vec![discount]),
        events: Some(vec![CustomerEvent {
            title: "Wedding day".into(),
            date_from: day("2026-06-01"),
            date_until: day("2026-06-01"),
            ..Default::default()
        }]),
        person: Some(ContactPerson { first_name: "Vera".into(), ..Default::default() }),
        ..Default::default()
    };
    let made = customers::create(client, &new).await.unwrap();
    assert_eq!((made.id, &made.title, &made.phone), (new.id, &new.title, &new.phone));
    assert_eq!((made.gender, made.birthday, &made.email), (new.gender, new.birthday, &new.email));
    assert_eq!(made.discount_groups, new.discount_groups);
    assert_eq!(made.events.as_ref().unwrap()[0].title, "Wedding day");
    assert_eq!(made.person.as_ref().unwrap().first_name, "Vera");
    refused(customers::create(client, &new).await, 409);
    let nameless = Customer { email: "no".into(), ..Default::default() };
    let mut fields = refused(customers::create(client, &nameless).await, 422);
    fields.sort();
    assert_eq!(fields, ["email", "title"]);

    let changes = [
        CustomerChange::Notes("rings once".into()),
        CustomerChange::Gender(None),
        CustomerChange::CurrentPoints(70),
    ];
    let changed = customers::update(client, new.id, &changes).await.unwrap();
    assert_eq!((changed.notes.as_str(), changed.gender, changed.current_points), ("rings once", None, 70));
    assert!(changed.revision > made.revision);
    assert_eq!(customers::get(client, new.id).await.unwrap(), changed);
    assert_eq!(customers::name(client, &new.id.to_string()).await.unwrap(), "Vera Lis");
    assert_eq!(customers::last_order(client, new.id).await.unwrap(), None);
    let newest = Paging { sort: "-createdAt", ..Paging::default() };
    let history = customers::bonus_history(client, new.id, newest).await.unwrap();
    assert_eq!((history.rows[0].amount, history.rows[0].admin), (70, true));
    refused(customers::get(client, new_id()).await, 404);
    refused(customers::update(client, new_id(), &changes).await, 404);
    refused(customers::bonus_history(client, new_id(), newest).await, 404);
    assert_eq!(
        refused(customers::update(client, new.id, &[CustomerChange::Title(String::new())]).await, 422),
        ["title"]
    );

    let off = |id| (id, vec![CustomerChange::Status(Some(CustomerStatus::Off))]);
    let both = customers::update_many(client, &[off(new.id), off(someone.id)]).await.unwrap();
    assert!(both.iter().all(|who| who.status == Some(CustomerStatus::Off)) && both.len() == 2);
    refused(customers::update_many(client, &[off(someone.id), off(new_id())]).await, 404);
    let nameless = (someone.id, vec![CustomerChange::Title(String::new())]);
    assert_eq!(refused(customers::update_many(client, &[off(new.id), nameless]).await, 422), ["title"]);
    let member =
        GroupMember { discount_group: Some(discount), customer: Some(someone.id), ..Default::default() };
    let members = customers::attach_discount_groups(client, std::slice::from_ref(&member)).await.unwrap();
    assert_eq!(members.len(), 1);
    let nobody = GroupMember { customer: Some(new_id()), ..member };
    assert!(customers::attach_discount_groups(client, &[nobody]).await.is_err());
    desk.close().await;
}

#[tokio::test]
async fn customers_come_over_from_a_file() {
    let desk = Desk::open("customer-imports").await;
    let client = &desk.client;
    let csv = "Name,Phone,Note\nIda Roe,9005550001,tulips\nNo Phone,,\nLiv Moe,9005550002,\n";
    let upload =
        Upload { bytes: csv.as_bytes(), format: ImportFormat::Csv, delimiter: ',', ignore_first: true };
    let preview = customer_imports::upload(client, upload, "posy-boundary").await.unwrap();
    assert_eq!((preview.import.total, preview.import.status), (3, Some(ImportStatus::Created)));
    assert_eq!(preview.rows[0], ["Ida Roe", "9005550001", "tulips"]);
    assert_eq!(preview.columns, ["Name", "Phone", "Note"]);
    let torn = Upload { bytes: b"no spreadsheet", format: ImportFormat::Xlsx, ..upload };
    refused(customer_imports::upload(client, torn, "posy-boundary").await, 400);

    let mapping = ImportMapping { title: vec![0], phone: Some(1), notes: vec![2], ..Default::default() };
    let id = preview.import.id;
    assert!(!refused(customer_imports::start(client, id, &ImportMapping::default()).await, 422).is_empty());
    let begun = customer_imports::start(client, id, &mapping).await.unwrap();
    assert_eq!(begun.status, Some(ImportStatus::Waiting));
    let mut progress = customer_imports::get(client, id).await.unwrap();
    while progress.import.status != Some(ImportStatus::Done) {
        assert_ne!(progress.import.status, Some(ImportStatus::Failed));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        progress = customer_imports::get(client, id).await.unwrap();
    }
    let import = &progress.import;
    assert_eq!((import.processed, import.imported, import.refused, import.duplicates), (3, 2, 1, 0));
    assert_eq!(progress.refused.len(), 1);
    assert_eq!(progress.refused[0].reason, "no-phone");
    assert_eq!(customers::find(client, "9005550001").await.unwrap()[0].notes, "tulips");
    let paging = Paging { sort: "-createdAt", ..Paging::default() };
    assert_eq!(customer_imports::list(client, paging).await.unwrap().rows[0].id, id);
    customer_imports::delete(client, id).await.unwrap();
    refused(customer_imports::get(client, id).await, 404);
    refused(customer_imports::delete(client, id).await, 404);
    refused(customer_imports::start(client, id, &mapping).await, 404);
    desk.close().await;
}

#[tokio::test]
async fn figures_of_customers_come_in_buckets() {
    let desk = Desk::open("customer-stats").await;
    let client = &desk.client;
    let who = customers::list(client, &everything()).await.unwrap();
    let who = who.rows.iter().max_by_key(|who| who.orders_amount).unwrap();
    let buckets = Buckets {
        start: today().checked_sub_days(Days::new(400)),
        end: Some(today()),
        step: Some(Step::Month),
    };
    let spent = spending(client, who.id, buckets).await.unwrap();
    assert!(spent.rows.len() >= 13 && spent.unreadable == 0);
    assert!(spent.rows.iter().any(|bucket| !bucket.amount.is_zero()));
    refused(spending(client, new_id(), buckets).await, 404);
    let wrong = Buckets { start: buckets.end, end: buckets.start, ..buckets };
    assert!(spending(client, who.id, wrong).await.is_err());
    let (rows, loyalty) = growth(client, buckets).await.unwrap();
    assert!(rows.len() >= 13 && loyalty.with_customer_share.to_string() != "0");
    assert!(rows.iter().map(|bucket| bucket.new_customers).sum::<i64>() > 0);
    assert!(growth(client, wrong).await.is_err());
    refused(growth(&desk.as_worker("courier").await, buckets).await, 403);
    desk.close().await;
}

#[tokio::test]
async fn what_customers_like_and_where_they_came_from() {
    let desk = Desk::open("customer-dictionaries").await;
    let client = &desk.client;
    let revisions = Paging { sort: "title", since: Some(0), ..Paging::default() };
    let made = preferences::create(client, &Preference { title: "No lilies".into(), ..Default::default() })
        .await
        .unwrap();
    let changed = preferences::update(client, made.id, &[PreferenceChange::Title("No lilies at all".into())])
        .await
        .unwrap();
    assert_eq!((changed.id, changed.title.as_str()), (made.id, "No lilies at all"));
    preferences::delete(client, &[made.id]).await.unwrap();
    let every = preferences::list(client, false, revisions).await.unwrap();
    assert!(every.rows.iter().any(|one| one.id == made.id && one.deleted));
    let active = preferences::list(client, true, Paging::default()).await.unwrap();
    assert!(active.rows.iter().all(|one| one.id != made.id));
    assert_eq!(refused(preferences::create(client, &Preference::default()).await, 422), ["title"]);
    refused(preferences::update(client, Id::from(99_999), &[]).await, 404);
    refused(preferences::delete(client, &[Id::from(99_999)]).await, 404);

    let made =
        customer_sources::create(client, &CustomerSource { title: "Fair".into(), ..Default::default() })
            .await
            .unwrap();
    let changed =
        customer_sources::update(client, made.id, &[CustomerSourceChange::Title("Spring fair".into())])
            .await
            .unwrap();
    assert_eq!(changed.title, "Spring fair");
    customer_sources::delete(client, &[made.id]).await.unwrap();
    let gone = customer_sources::list(client, Some(true), revisions).await.unwrap();
    assert!(gone.rows.iter().all(|one| one.deleted) && gone.rows.iter().any(|one| one.id == made.id));
    let there = customer_sources::list(client, Some(false), Paging::default()).await.unwrap();
    assert!(there.rows.iter().all(|one| !one.deleted));
    assert!(customer_sources::list(client, None, Paging::default()).await.unwrap().total > there.total);
    assert_eq!(refused(customer_sources::create(client, &CustomerSource::default()).await, 422), ["title"]);
    refused(customer_sources::update(client, Id::from(99_999), &[]).await, 404);
    refused(customer_sources::delete(client, &[Id::from(99_999)]).await, 404);
    desk.close().await;
}

#[tokio::test]
async fn days_that_customers_keep() {
    let desk = Desk::open("celebrations").await;
    let client = &desk.client;
    let date = |text| CelebrationDate { date_from: day(text), date_until: day(text), ..Default::default() };
    let new = Celebration {
        title: "Florist's day".into(),
        dates: Some(vec![date("2026-07-24"), date("2027-07-24")]),
        ..Default::default()
    };
    let made = celebrations::create(client, &new).await.unwrap();
    assert_eq!(made.dates.as_ref().unwrap().len(), 2);
    let changes = [
        CelebrationChange::Title("Day of florists".into()),
        CelebrationChange::Dates(Some(vec![date("2026-07-25")])),
    ];
    let changed = celebrations::update(client, made.id, &changes).await.unwrap();
    assert_eq!((changed.title.as_str(), changed.dates.as_ref().unwrap().len()), ("Day of florists", 1));
    assert_eq!(celebrations::get(client, made.id).await.unwrap(), changed);
    let sorted = Paging { sort: "title", ..Paging::default() };
    assert!(celebrations::list(client, sorted).await.unwrap().rows.contains(&changed));
    celebrations::delete(client, &[made.id]).await.unwrap();
    refused(celebrations::get(client, made.id).await, 404);
    refused(celebrations::update(client, made.id, &changes).await, 404);
    refused(celebrations::delete(client, &[made.id]).await, 404);
    assert_eq!(refused(celebrations::create(client, &Celebration::default()).await, 422)[0], "title");
    let kept = celebrations::kept_dates(client).await.unwrap();
    assert!(!kept.rows.is_empty() && kept.unreadable == 0);
    assert!(kept
        .rows
        .iter()
        .all(|one| one.customer.is_some() && one.date.is_some() && one.celebration.is_some()));

    let who = customers::list(client, &everything()).await.unwrap().rows[0].id;
    let event = CustomerEvent {
        id: new_id(),
        title: "Anniversary".into(),
        date_from: day("2026-05-01"),
        date_until: day("2026-05-02"),
        customer: Some(who),
    };
    assert_eq!(customer_events::create(client, &event).await.unwrap(), event);
    refused(customer_events::create(client, &event).await, 409);
    let changed =
        customer_events::update(client, event.id, &[CustomerEventChange::Title("Ten years".into())])
            .await
            .unwrap();
    assert_eq!(customer_events::get(client, event.id).await.unwrap(), changed);
    let paging = Paging { sort: "dateFrom", ..Paging::default() };
    assert!(customer_events::list(client, Some(who), paging).await.unwrap().rows.contains(&changed));
    customer_events::delete(client, &[event.id]).await.unwrap();
    refused(customer_events::get(client, event.id).await, 404);
    refused(customer_events::update(client, event.id, &[]).await, 404);
    refused(customer_events::delete(client, &[event.id]).await, 404);
    assert!(!refused(customer_events::create(client, &CustomerEvent::default()).await, 422).is_empty());
    let ended = desk.stranger();
    let lonely = posy::api::Client::new(ended, desk.network(), desk.network());
    assert!(matches!(customer_events::list(&lonely, None, paging).await, Err(ApiError::SignedOut)));
    desk.close().await;
}
