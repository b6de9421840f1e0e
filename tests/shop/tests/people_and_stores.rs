//! Workers, stores and dictionaries: every filter.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;

use common::rows::{column, ids, text, with_file};
use common::{escape, id, link, links, small, Shop};

#[tokio::test]
async fn workers_are_found_by_store_name_position_user_and_revision() {
    let (shop, db, file) = with_file("workers").await;
    let (all, included) =
        shop.all("workers?include=user,user.roles,user.roles.permissions,position,stores").await;
    assert_eq!(all.len(), 19, "one of the twenty is dismissed");
    assert!(included.iter().any(|one| one["type"] == "permissions"));
    let store = shop.read("stores").await.ids()[0].clone();
    let here: BTreeSet<String> =
        all.iter().filter(|row| links(row, "stores").contains(&store)).map(id).collect();
    assert_eq!(ids(&shop.all(&format!("workers?filter[stores]={store}")).await.0), here);
    assert!(here.len() < all.len());
    let users: Vec<String> = all.iter().take(2).filter_map(|row| link(row, "user")).collect();
    let found = shop.read(&format!("workers?filter[users]={}", users.join(","))).await;
    assert_eq!(ids(found.data()), ids(all.iter().take(2)));
    let dismissed = shop.read("workers?dismissed=true").await;
    assert_eq!(dismissed.data().len(), 1);
    assert!(!ids(&all).contains(&dismissed.ids()[0]));
    let active = shop.all("workers?activeOnly=true").await.0;
    assert_eq!(ids(&active), column(&db, "SELECT w.id FROM workers w JOIN users u ON u.id = user_id WHERE u.status = 'on' AND dismissed = 0"));
    assert_eq!(active.len(), 18);
    let sample = &all[4];
    for phrase in [
        text(sample, "lastName").to_uppercase(),
        text(sample, "middleName").to_owned(),
        format!("{} {}", text(sample, "firstName"), text(sample, "lastName")),
    ] {
        let found = shop.all(&format!("workers?search={}", escape(&phrase))).await.0;
        assert!(ids(&found).contains(&id(sample)), "{phrase}");
        assert!(found.len() < 10, "{phrase}");
    }
    let couriers = shop.read(&format!("workers?search={}", escape("курьер"))).await;
    assert_eq!(couriers.data().len(), 5);
    let synced = shop.all("workers?revision=0").await.0;
    assert_eq!(synced.len(), 20, "those who sync see the dismissed one too");
    let last = synced.last().unwrap()["attributes"]["revision"].as_i64().unwrap();
    assert_eq!(shop.read(&format!("workers?revision={last}")).await.data().len(), 1);
    let one = shop.read(&format!("worker/{}?include=user", id(sample))).await.json;
    assert_eq!(one["data"]["attributes"], sample["attributes"]);
    assert_eq!(one["data"]["links"]["self"], format!("/workers/{}", id(sample)));
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn stores_are_those_one_works_in_unless_all_are_asked_for() {
    let (shop, db, file) = with_file("stores").await;
    let all = shop.read("stores?include=timezone,warehouse,image,printSettings,deliveryDiapasons").await;
    assert_eq!(all.data().len(), 3);
    assert_eq!(
        all.json["included"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["type"] == "delivery-diapason")
            .count(),
        12
    );
    let florist = shop.sign_in("florist2").await;
    let own = shop.get_as(&florist, "stores").await;
    assert_eq!(own.data().len(), 1);
    assert_eq!(shop.get_as(&florist, "stores?loadAll=true").await.data().len(), 3);
    let second = &all.data()[1];
    for (query, wanted) in [
        (format!("search={}", escape(&text(second, "title").to_uppercase())), vec![id(second)]),
        (format!("filter[id]={}", id(second)), vec![id(second)]),
        (format!("externalLinkId={}", text(second, "externalLinkId")), vec![id(second)]),
        ("search=nowhere".to_owned(), vec![]),
    ] {
        assert_eq!(shop.read(&format!("stores?{query}")).await.ids(), wanted, "{query}");
    }
    let last = all.json["meta"]["revision"].as_i64().unwrap();
    assert_eq!(shop.read(&format!("stores?filter[revision]={last}")).await.data().len(), 1);
    db.execute("UPDATE stores SET closed = 1 WHERE id = ?1", [id(second)]).unwrap();
    db.execute("UPDATE revisions SET last = last + 1 WHERE type = 'stores'", []).unwrap();
    assert_eq!(shop.read("stores").await.data().len(), 2);
    assert_eq!(shop.read("stores?loadAll=true").await.data().len(), 3);
    let one = shop.read(&format!("stores/{}?include=timezone", id(second))).await.json;
    assert_eq!(one["included"][0]["attributes"]["name"], "Europe/Moscow");
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn dictionaries_keep_what_is_gone_visible() {
    let shop = Shop::open(small()).await;
    let tags = shop.read("order-tags?page[size]=100").await;
    assert!(tags.data().iter().any(|row| row["attributes"]["deleted"] == true));
    let sources = shop.read("order-sources?page[size]=100").await;
    assert!(sources.data().iter().any(|row| row["attributes"]["hidden"] == true));
    for built_in in ["9bed7b59-94dc-4ce4-aac2-883aab1a148c", "f128f295-5f2a-41b5-b63d-e6e1d6dbd4d5"] {
        assert!(sources.ids().contains(&built_in.to_owned()));
    }
    for list in [&tags, &sources] {
        assert_eq!(list.json["meta"]["revision"], list.data().len());
        assert_eq!(list.json["meta"]["total"], list.data().len());
    }
    let down = shop.read("order-tags?sort=-title&page[size]=100").await.ids();
    assert_eq!(
        down.into_iter().rev().collect::<Vec<_>>(),
        shop.read("order-tags?sort=title&page[size]=100").await.ids()
    );
}
