//! Items, categories and the vendors' catalog: operations 36 to 58.

use chrono::Days;
use posy::api::customer_stats::Buckets;
use posy::api::filter::Dictionary;
use posy::api::items::{self, MovementTotals, ITEM_FILTERS};
use posy::api::listing::Paging;
use posy::api::{catalog, categories, stores};
use posy::domain::catalog::{
    Barcode, Category, CategoryChange, Item, ItemChange, ItemGroup, ItemType, Price, Step, Switch, VendorCode,
};
use posy::domain::{Id, Money, Quantity};

use super::desk::{asked, each_filter, everything, new_id, now, refused, today, Desk};

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

#[tokio::test]
async fn items_are_found_made_and_changed() {
    let desk = Desk::open("items").await;
    let client = &desk.client;
    let all = items::list(client, &everything()).await.unwrap();
    assert_eq!((all.total, all.unreadable), (Some(80), 0));
    let one = all.rows.iter().find(|item| item.category.is_some() && !item.global_id.is_empty()).unwrap();
    let price = &one.prices.as_ref().unwrap()[0];
    for filters in each_filter(&ITEM_FILTERS, |name, dictionary| match (name, dictionary) {
        (_, Some(Dictionary::Categories)) => one.category.unwrap().to_string(),
        (_, Some(Dictionary::Items)) => one.id.to_string(),
        (_, Some(Dictionary::Stores)) => price.store.unwrap().to_string(),
        ("global-id", _) => one.global_id.clone(),
        ("store-price", _) => price.id.clone(),
        ("search", _) => one.title.clone(),
        ("not-in", _) => "journal".to_owned(),
        ("vendors", _) => "1".to_owned(),
        (name, _) => panic!("{name}"),
    }) {
        let some = items::list(client, &asked(&filters, Paging::default())).await.unwrap();
        assert!(some.unreadable == 0, "{filters:?}");
        if ["ids", "global-id", "search"].iter().any(|name| filters.get(name).is_some()) {
            assert!(some.rows.iter().any(|item| item.id == one.id), "{filters:?}");
        }
    }
    let paging = Paging { sort: "-title", size: 7, number: 2, since: None };
    assert_eq!(items::list(client, &asked(&Default::default(), paging)).await.unwrap().rows.len(), 7);
    assert!(items::find(client, &one.title).await.unwrap().iter().any(|item| item.id == one.id));

    let new = Item {
        id: new_id(),
        title: "Protea".into(),
        description: "South African".into(),
        item_type: Some(ItemType::Item),
        fractional: true,
        category: one.category,
        barcodes: Some(vec![Barcode { spawn: true, ..Default::default() }]),
        vendor_codes: Some(vec![VendorCode { vendor_code: "P-1".into(), ..Default::default() }]),
        ..Default::default()
    };
    let made = items::create(client, &new).await.unwrap();
    assert_eq!(
        (made.id, made.title.as_str(), made.fractional, made.category),
        (new.id, "Protea", true, one.category)
    );
    assert_eq!(made.barcodes.as_ref().unwrap()[0].barcode.len(), 13);
    assert_eq!(made.vendor_codes.as_ref().unwrap()[0].vendor_code, "P-1");
    refused(items::create(client, &new).await, 409);
    assert_eq!(refused(items::create(client, &Item::default()).await, 422), ["title"]);

    let changes = [ItemChange::Title("King protea".into()), ItemChange::VendorCodes(Some(vec![]))];
    let changed = items::update(client, new.id, &changes).await.unwrap();
    assert_eq!(
        (changed.title.as_str(), changed.vendor_codes.as_ref().map(Vec::len)),
        ("King protea", Some(0))
    );
    refused(items::update(client, new_id(), &changes).await, 404);
    assert_eq!(
        refused(items::update(client, new.id, &[ItemChange::Title(" ".into())]).await, 422),
        ["title"]
    );
    assert!(items::publish(client, &[new.id], true).await.unwrap()[0].public);
    refused(items::publish(client, &[new_id()], true).await, 404);
    let detail = items::get(client, one.id).await.unwrap();
    assert_eq!(detail.rows[0].id, one.id);
    assert_eq!(detail.beside::<Category>()[0].id, one.category.unwrap());
    assert_eq!(items::title(client, &new.id.to_string()).await.unwrap(), "King protea");
    refused(items::get(client, new_id()).await, 404);

    let shops = stores::all(client).await.unwrap().rows;
    let at = |store: Id<_>, price: &str| Price {
        price: money(price),
        status: Some(Switch::On),
        store: Some(store),
        ..Default::default()
    };
    let set = items::set_price(client, new.id, &at(shops[0].id, "350.50")).await.unwrap();
    assert_eq!((set.price, set.store), (money("350.50"), Some(shops[0].id)));
    let off = items::switch_price(client, new.id, &set.id, Switch::Off, now()).await.unwrap();
    assert_eq!((off.status, off.set_at), (Some(Switch::Off), Some(now())));
    let several = [at(shops[0].id, "360"), at(shops[1].id, "370")];
    let set = items::set_prices(client, new.id, &several).await.unwrap();
    assert_eq!(set.iter().map(|price| price.price).collect::<Vec<_>>(), [money("360"), money("370")]);
    refused(items::set_price(client, new_id(), &several[0]).await, 404);
    assert_eq!(
        refused(
            items::set_price(client, new.id, &Price { price: money("-1"), ..several[0].clone() }).await,
            422
        ),
        ["price"]
    );
    assert!(!refused(items::switch_price(client, new.id, "none", Switch::Off, now()).await, 422).is_empty());
    assert!(!refused(items::set_prices(client, new.id, &[Price::default()]).await, 422).is_empty());

    items::delete(client, &[new.id]).await.unwrap();
    assert!(!items::get(client, new.id).await.unwrap().rows[0].added);
    refused(items::delete(client, &[new_id()]).await, 404);
    desk.close().await;
}

#[tokio::test]
async fn what_items_cost_and_where_they_went() {
    let desk = Desk::open("item-figures").await;
    let client = &desk.client;
    let all = items::list(client, &everything()).await.unwrap();
    let in_stock = all.rows.iter().filter(|item| item.item_type == Some(ItemType::Item));
    let stock = |item: &Item| item.prices.iter().flatten().map(|price| price.quantity).max();
    let one = in_stock.max_by_key(|item| stock(item)).unwrap();
    let price = one.prices.as_ref().unwrap().iter().max_by_key(|price| price.quantity).unwrap();
    let store = price.store.unwrap();
    let buckets =
        Buckets { start: today().checked_sub_days(Days::new(30)), end: Some(today()), step: Some(Step::Day) };
    let curve = items::price_dynamics(client, one.id, &price.id, buckets).await.unwrap();
    assert!(curve.unreadable == 0 && curve.rows.iter().any(|point| point.price > Money::ZERO));
    refused(items::price_dynamics(client, new_id(), &price.id, buckets).await, 404);
    let standing = items::standing(client, one.id, &store.to_string()).await.unwrap();
    assert_eq!((standing.id, standing.price), (store, price.price));
    refused(items::standing(client, new_id(), &price.id).await, 404);

    let paging = Paging { sort: "-date", ..Paging::default() };
    let moved = items::movements(client, one.id, store, paging).await.unwrap();
    assert!(moved.unreadable == 0);
    assert_eq!(moved.rows[0].remainder_qty, price.quantity);
    let totals: MovementTotals = moved.doc.meta().unwrap();
    assert!(totals.sales_order <= Quantity::default());
    refused(items::movements(client, new_id(), store, paging).await, 404);

    let wanted = [(one.id, Quantity::from_thousandths(2_000))];
    let costs = items::net_costs(client, store, today(), &wanted).await.unwrap();
    assert!(costs
        .iter()
        .all(|cost| cost.item == Some(one.id) && cost.store == Some(store) && cost.cost > Money::ZERO));
    assert!(!costs.is_empty());
    let last = items::last_costs(client, store, now(), &[one.id]).await.unwrap();
    assert!(last[0].item == Some(one.id) && last[0].purchase_price > Some(Money::ZERO));
    let unknown = [(new_id(), Quantity::default())];
    assert!(!refused(items::net_costs(client, store, today(), &unknown).await, 422).is_empty());
    assert_eq!(refused(items::last_costs(client, new_id(), now(), &[one.id]).await, 422), ["store"]);
    refused(items::last_costs(&desk.as_worker("courier").await, store, now(), &[one.id]).await, 403);
    desk.close().await;
}

#[tokio::test]
async fn categories_are_kept_and_the_vendors_catalog_is_taken_from() {
    let desk = Desk::open("categories").await;
    let client = &desk.client;
    let all = categories::list(client, None, Paging::default()).await.unwrap();
    let parent = all.rows.iter().find(|one| one.group.is_some()).unwrap();
    assert!(all.beside::<ItemGroup>().iter().any(|group| Some(group.id) == parent.group));
    let of_group =
        categories::list(client, parent.group, Paging { sort: "title", ..Paging::default() }).await.unwrap();
    assert!(of_group.rows.iter().all(|one| one.group == parent.group) && of_group.total <= all.total);
    let new = Category {
        id: new_id(),
        title: "Exotic".into(),
        color: "ff8800".into(),
        status: Some(Switch::On),
        parent: Some(parent.id),
        ..Default::default()
    };
    let made = categories::create(client, &new).await.unwrap();
    assert_eq!((made.id, made.parent, made.group), (new.id, Some(parent.id), parent.group));
    assert_eq!(made.path_ids.last(), Some(&parent.id.to_string()));
    refused(categories::create(client, &new).await, 409);
    assert_eq!(refused(categories::create(client, &Category::default()).await, 422), ["title"]);
    let changes = [CategoryChange::Title("Tropical".into()), CategoryChange::Status(Some(Switch::Off))];
    let changed = categories::update(client, made.id, &changes).await.unwrap();
    assert_eq!((changed.title.as_str(), changed.status), ("Tropical", Some(Switch::Off)));
    assert!(!refused(
        categories::update(client, parent.id, &[CategoryChange::Parent(Some(made.id))]).await,
        422
    )
    .is_empty());
    refused(categories::update(client, new_id(), &changes).await, 404);
    categories::delete(client, made.id).await.unwrap();
    refused(categories::delete(client, parent.id).await, 400);
    refused(categories::delete(client, new_id()).await, 404);

    let shelves = catalog::categories(client, Paging { sort: "title", ..Paging::default() }).await.unwrap();
    assert!(shelves.unreadable == 0);
    let shelf = catalog::category(client, shelves.rows[0].id).await.unwrap();
    assert_eq!(shelf.title, shelves.rows[0].title);
    let goods =
        catalog::items(client, shelf.id, Paging { sort: "title", ..Paging::default() }).await.unwrap();
    assert!(goods.unreadable == 0 && goods.rows.iter().all(|item| item.id.starts_with("item-")));
    let item = catalog::item(client, &goods.rows[0].id).await.unwrap();
    assert_eq!(item.title, goods.rows[0].title);
    assert_eq!(catalog::export(client, shelf.id).await.unwrap().status, "created");
    let nowhere = Id::from(99_999);
    refused(catalog::items(client, nowhere, Paging::default()).await, 404);
    refused(catalog::category(client, nowhere).await, 404);
    refused(catalog::item(client, "item-none").await, 404);
    refused(catalog::export(client, nowhere).await, 404);
    refused(catalog::export(&desk.as_worker("courier").await, shelf.id).await, 403);
    desk.close().await;
}
