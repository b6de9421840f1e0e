//! Dictionaries, groups, workers and stores: operations 80 to 113, 134 and 135.

use posy::api::filter::Dictionary;
use posy::api::listing::Paging;
use posy::api::session::State;
use posy::api::stores::{self, StoreFilter};
use posy::api::workers::{self, WORKER_FILTERS};
use posy::api::{
    bonus_groups, cash_reasons, categories, discount_groups, discount_reasons, order_sources, order_tags,
};
use posy::domain::people::{Role, SalaryPeriod, User, UserStatus, Worker, WorkerChange};
use posy::domain::settings::{
    BonusGroup, BonusGroupChange, BonusRule, CashDirection, CashReason, CashReasonChange, DiscountGroup,
    DiscountGroupChange, DiscountReason, DiscountReasonChange, DiscountRule, DiscountType, EntryStatus,
    GroupOperation, OrderTag, Source, SourceChange,
};
use posy::domain::{Id, Money};

use super::desk::{asked, each_filter, everything, new_id, refused, Desk};

fn by_title() -> Paging<'static> {
    Paging { sort: "title", ..Paging::default() }
}

#[tokio::test]
async fn tags_and_reasons() {
    let desk = Desk::open("reasons").await;
    let client = &desk.client;
    let tag = OrderTag { id: new_id(), title: "fragile".into(), ..Default::default() };
    assert_eq!(order_tags::create(client, &tag).await.unwrap().id, tag.id);
    refused(order_tags::create(client, &tag).await, 409);
    assert_eq!(refused(order_tags::create(client, &OrderTag::default()).await, 422), ["title"]);
    order_tags::delete(client, tag.id).await.unwrap();
    refused(order_tags::delete(client, new_id()).await, 404);
    assert!(order_tags::all(client).await.unwrap().rows.iter().any(|one| one.id == tag.id && one.deleted));
    assert!(order_tags::list(client, by_title()).await.unwrap().revision.is_some());
    refused(order_tags::create(&desk.as_worker("florist").await, &tag).await, 403);

    let reason = DiscountReason {
        id: new_id(),
        title: "Last bucket".into(),
        discount_type: Some(DiscountType::Discount),
        ..Default::default()
    };
    let made = discount_reasons::create(client, &reason).await.unwrap();
    assert_eq!((made.id, made.discount_type), (reason.id, reason.discount_type));
    refused(discount_reasons::create(client, &reason).await, 409);
    let change = [DiscountReasonChange::Title("Last of the bucket".into())];
    let changed = discount_reasons::update(client, made.id, &change).await.unwrap();
    assert_eq!(discount_reasons::get(client, made.id).await.unwrap(), changed);
    discount_reasons::delete(client, &[made.id]).await.unwrap();
    assert!(discount_reasons::list(client, by_title())
        .await
        .unwrap()
        .rows
        .iter()
        .any(|one| one.id == made.id && one.deleted));
    refused(discount_reasons::get(client, new_id()).await, 404);
    refused(discount_reasons::update(client, new_id(), &change).await, 404);
    refused(discount_reasons::delete(client, &[new_id()]).await, 404);
    assert!(!refused(discount_reasons::create(client, &DiscountReason::default()).await, 422).is_empty());

    let reason = CashReason {
        id: new_id(),
        title: "Change for the till".into(),
        type_reason: Some(CashDirection::Deposit),
        ..Default::default()
    };
    let made = cash_reasons::create(client, &reason).await.unwrap();
    assert_eq!(
        (made.id, made.type_reason, made.status),
        (reason.id, reason.type_reason, Some(EntryStatus::On))
    );
    let gone = [CashReasonChange::Status(Some(EntryStatus::Deleted))];
    assert_eq!(
        cash_reasons::update(client, made.id, &gone).await.unwrap().status,
        Some(EntryStatus::Deleted)
    );
    assert_eq!(cash_reasons::get(client, made.id).await.unwrap().status, Some(EntryStatus::Deleted));
    assert!(cash_reasons::list(client, by_title()).await.unwrap().rows.iter().any(|one| one.id == made.id));
    refused(cash_reasons::create(client, &reason).await, 409);
    refused(cash_reasons::get(client, new_id()).await, 404);
    refused(cash_reasons::update(client, new_id(), &gone).await, 404);
    assert!(!refused(cash_reasons::create(client, &CashReason::default()).await, 422).is_empty());

    let source = Source { id: new_id(), title: "Fair stand".into(), ..Default::default() };
    assert_eq!(order_sources::create(client, std::slice::from_ref(&source)).await.unwrap()[0].id, source.id);
    refused(order_sources::create(client, std::slice::from_ref(&source)).await, 409);
    let renamed = (source.id, vec![SourceChange::Title("Spring fair".into())]);
    assert_eq!(order_sources::update(client, &[renamed]).await.unwrap()[0].title, "Spring fair");
    assert_eq!(order_sources::get(client, source.id).await.unwrap().title, "Spring fair");
    order_sources::delete(client, &[source.id]).await.unwrap();
    assert!(order_sources::all(client)
        .await
        .unwrap()
        .rows
        .iter()
        .any(|one| one.id == source.id && one.hidden));
    assert!(order_sources::list(client, by_title()).await.unwrap().unreadable == 0);
    refused(order_sources::get(client, new_id()).await, 404);
    refused(order_sources::update(client, &[(new_id(), vec![SourceChange::Hidden(true)])]).await, 404);
    refused(order_sources::delete(client, &[new_id()]).await, 404);
    let nameless = (source.id, vec![SourceChange::Title(String::new())]);
    assert_eq!(refused(order_sources::update(client, &[nameless]).await, 422), ["title"]);
    let nameless = [CashReasonChange::Title(String::new())];
    assert_eq!(refused(cash_reasons::update(client, made.id, &nameless).await, 422), ["title"]);
    assert_eq!(refused(order_sources::create(client, &[Source::default()]).await, 422), ["title"]);
    desk.close().await;
}

#[tokio::test]
async fn groups_of_customers() {
    let desk = Desk::open("groups").await;
    let client = &desk.client;
    let category = categories::list(client, None, Paging::default()).await.unwrap().rows[0].id;
    let new = BonusGroup {
        title: "Gold".into(),
        bonus_rate: 7,
        limit: 40,
        entry_amount: 90_000,
        status: Some(EntryStatus::On),
        valid_from: "2026-01-01T00:00:00Z".parse().ok(),
        rules: Some(vec![BonusRule { bonus_rate: 2, category: Some(category), ..Default::default() }]),
        ..Default::default()
    };
    let made = bonus_groups::create(client, &new).await.unwrap();
    assert_eq!(
        (made.bonus_rate, made.limit, made.entry_amount, made.valid_from),
        (7, 40, 90_000, new.valid_from)
    );
    assert_eq!(made.rules.as_ref().unwrap()[0].category, Some(category));
    let changes = [BonusGroupChange::BonusRate(8), BonusGroupChange::Rules(Some(vec![]))];
    let changed = bonus_groups::update(client, made.id, &changes).await.unwrap();
    assert_eq!((changed.bonus_rate, changed.rules.as_ref().map(Vec::len)), (8, Some(0)));
    assert_eq!(bonus_groups::get(client, made.id).await.unwrap(), changed);
    bonus_groups::delete(client, &[made.id]).await.unwrap();
    let list = bonus_groups::list(client, by_title()).await.unwrap();
    assert!(list.rows.iter().any(|one| one.id == made.id && one.status == Some(EntryStatus::Deleted)));
    let history = bonus_groups::history(client).await.unwrap();
    let mine: Vec<_> = history.rows.iter().filter(|line| line.bonus_group == Some(made.id)).collect();
    assert!(mine.iter().any(|line| line.operation == Some(GroupOperation::Create)));
    assert!(mine.iter().any(|line| (line.field.as_str(), line.old_value.as_str(), line.new_value.as_str())
        == ("bonus_rate", "7", "8")));
    let nowhere = Id::from(99_999);
    let greedy = [BonusGroupChange::BonusRate(101)];
    assert_eq!(refused(bonus_groups::update(client, list.rows[0].id, &greedy).await, 422), ["bonusRate"]);
    refused(bonus_groups::get(client, nowhere).await, 404);
    refused(bonus_groups::update(client, nowhere, &changes).await, 404);
    refused(bonus_groups::delete(client, &[nowhere]).await, 404);
    let greedy = BonusGroup { bonus_rate: 101, ..new };
    assert_eq!(refused(bonus_groups::create(client, &greedy).await, 422), ["bonusRate"]);

    let new = DiscountGroup {
        title: "Neighbours".into(),
        discount: 5,
        private: true,
        rules: Some(vec![DiscountRule { discount: 10, category: Some(category), ..Default::default() }]),
        ..Default::default()
    };
    let made = discount_groups::create(client, &new).await.unwrap();
    assert_eq!((made.discount, made.private, made.rules.as_ref().unwrap()[0].discount), (5, true, 10));
    let changes = [DiscountGroupChange::Discount(6)];
    let changed = discount_groups::update(client, made.id, &changes).await.unwrap();
    assert_eq!((changed.discount, changed.rules.as_ref().map(Vec::len)), (6, Some(1)));
    assert_eq!(discount_groups::get(client, made.id).await.unwrap(), changed);
    discount_groups::delete(client, &[made.id]).await.unwrap();
    let list = discount_groups::list(client, by_title()).await.unwrap();
    assert!(list.rows.iter().any(|one| one.id == made.id && one.status == Some(EntryStatus::Deleted)));
    let greedy = [DiscountGroupChange::Discount(101)];
    assert_eq!(refused(discount_groups::update(client, list.rows[0].id, &greedy).await, 422), ["discount"]);
    refused(discount_groups::get(client, Id::from(99_999)).await, 404);
    refused(discount_groups::update(client, Id::from(99_999), &changes).await, 404);
    refused(discount_groups::delete(client, &[Id::from(99_999)]).await, 404);
    assert!(!refused(discount_groups::create(client, &DiscountGroup::default()).await, 422).is_empty());
    desk.close().await;
}

#[tokio::test]
async fn workers_and_stores() {
    let desk = Desk::open("workers").await;
    let client = &desk.client;
    let everyone = workers::all(client).await.unwrap().rows;
    let shops = stores::all(client).await.unwrap().rows;
    assert!(shops.iter().all(|shop| shop.zone.contains('/') && shop.utc_offset != 0));
    let page = workers::list(client, &everything()).await.unwrap();
    assert_eq!(page.total, Some(everyone.len() as u64));
    let one = page.rows.iter().find(|worker| worker.user.is_some() && worker.position_id.is_some()).unwrap();
    assert!(!one.position.is_empty());
    for filters in each_filter(&WORKER_FILTERS, |name, dictionary| match (name, dictionary) {
        (_, Some(Dictionary::Stores)) => shops[0].id.to_string(),
        ("users", _) => one.user.as_ref().unwrap().id.to_string(),
        _ => one.last_name.clone(),
    }) {
        let some = workers::list(client, &asked(&filters, Paging::default())).await.unwrap();
        assert!(some.unreadable == 0);
        if filters.get("search").or(filters.get("users")).is_some() {
            assert!(some.rows.iter().any(|worker| worker.id == one.id));
        }
    }
    let since = Paging { since: Some(0), sort: "lastName", ..Paging::default() };
    assert!(workers::list(client, &asked(&Default::default(), since)).await.unwrap().total >= page.total);

    let role = page.beside::<Role>()[0].id;
    let new = Worker {
        id: new_id(),
        first_name: "Ida".into(),
        last_name: "Roe".into(),
        phone: "9005551234".into(),
        salary: Money::parse("500").unwrap(),
        salary_period: Some(SalaryPeriod::Hour),
        position_id: one.position_id,
        stores: Some(vec![shops[0].id]),
        user: Some(User {
            login: "ida".into(),
            password: "tulips".into(),
            roles: Some(vec![role]),
            ..Default::default()
        }),
        ..Default::default()
    };
    let made = workers::create(client, &new).await.unwrap();
    assert_eq!((made.id, made.name().as_str(), &made.stores), (new.id, "Ida Roe", &new.stores));
    let user = made.user.as_ref().unwrap();
    assert_eq!((user.login.as_str(), user.password.as_str(), user.status), ("ida", "", Some(UserStatus::On)));
    let twice = Worker { id: new_id(), ..new.clone() };
    assert_eq!(refused(workers::create(client, &twice).await, 409), ["login"]);
    let changes = [WorkerChange::LastName("Moe".into()), WorkerChange::Salary(Money::ZERO)];
    let changed = workers::update(client, new.id, &changes).await.unwrap();
    assert_eq!((changed.last_name.as_str(), changed.salary), ("Moe", Money::ZERO));
    assert_eq!(workers::get(client, new.id).await.unwrap(), changed);
    let off = workers::switch(client, &[new.id], UserStatus::Off).await.unwrap();
    assert_eq!(off[0].user.as_ref().unwrap().status, Some(UserStatus::Off));
    let nameless = [WorkerChange::FirstName(String::new()), WorkerChange::LastName(String::new())];
    assert!(!refused(workers::update(client, new.id, &nameless).await, 422).is_empty());
    let State::Active(grant) = client.session().state() else { panic!("signed in") };
    let myself = grant.person.worker.unwrap();
    assert!(!refused(workers::switch(client, &[myself], UserStatus::Off).await, 422).is_empty());
    assert!(!refused(workers::dismiss(client, &[myself]).await, 422).is_empty());
    workers::dismiss(client, &[new.id]).await.unwrap();
    refused(workers::get(client, new_id()).await, 404);
    refused(workers::update(client, new_id(), &changes).await, 404);
    refused(workers::switch(client, &[new_id()], UserStatus::Off).await, 404);
    refused(workers::dismiss(client, &[new_id()]).await, 404);
    refused(workers::create(&desk.as_worker("florist").await, &new).await, 403);

    let link = stores::list(client, StoreFilter::default(), by_title()).await.unwrap();
    let shop = link.rows.iter().find(|shop| !shop.external_link_id.is_empty()).unwrap();
    let filter = StoreFilter {
        search: Some(&shop.title),
        ids: &[shop.id],
        external_link_id: Some(&shop.external_link_id),
        load_all: true,
    };
    let found = stores::list(client, filter, Paging { since: Some(0), ..Paging::default() }).await.unwrap();
    assert_eq!(found.rows.iter().map(|shop| shop.id).collect::<Vec<_>>(), [shop.id]);
    let whole = stores::get(client, shop.id).await.unwrap();
    assert!(whole.timezone.is_some() && whole.warehouse.is_some());
    refused(stores::get(client, new_id()).await, 404);
    desk.close().await;
}
