//! Items and categories: every filter, the tree, prices and pictures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;

use common::rows::{column, ids, number, text, with_file};
use common::{escape, id, link, links, small, Shop};

#[tokio::test]
async fn every_filter_of_the_items_keeps_exactly_what_it_says() {
    let (shop, db, file) = with_file("items").await;
    let all = shop.read("inventory-items?filter[dataSource]=both&include=prices,category").await;
    assert_eq!(all.data().len(), 88, "the shop's and the vendors' items");
    let own = shop.read("inventory-items").await;
    assert_eq!(own.data().len(), 80);
    let stores: Vec<String> = shop.read("stores").await.ids();
    let priced_here = column(
        &db,
        &format!("SELECT item_id FROM prices WHERE status = 'on' AND store_id = '{}'", stores[1]),
    );
    let item = own.data().iter().skip(7).find(|row| priced_here.contains(&id(row))).unwrap();
    let category = link(item, "category").unwrap();
    let sql =
        |where_: &str| column(&db, &format!("SELECT id FROM inventory_items i WHERE added = 1 AND {where_}"));
    let priced = |condition: &str| {
        sql(&format!("EXISTS (SELECT 1 FROM prices p WHERE p.item_id = i.id AND {condition})"))
    };
    let global = own.data().iter().map(|row| text(row, "globalId")).find(|own| !own.is_empty()).unwrap();
    let sold = "id IN (SELECT item_id FROM order_lines JOIN orders o ON o.id = order_id WHERE posted_at BETWEEN 1767225600 AND 1772323200)";
    let checks = [
        (
            format!("filter[id]={},{}", own.ids()[0], own.ids()[3]),
            BTreeSet::from([own.ids()[0].clone(), own.ids()[3].clone()]),
        ),
        (format!("filter[globalId]={global}"), sql(&format!("global_id = '{global}'"))),
        (
            "filter[dataSource]=catalog".into(),
            column(&db, "SELECT id FROM inventory_items WHERE global_id IS NOT NULL"),
        ),
        (format!("filter[categories]={category}"), sql(&format!("category_id = '{category}'"))),
        ("type=service".into(), sql("item_type = 'service'")),
        ("type=item".into(), sql("item_type = 'item'")),
        ("from=2025-10-01T00:00:00Z".into(), sql("updated_at >= 1759276800")),
        (format!("filter[store]={}", stores[0]), priced(&format!("p.store_id = '{}'", stores[0]))),
        (
            format!("filter[storePrice]={}", stores[1]),
            priced(&format!("p.store_id = '{}' AND p.status = 'on'", stores[1])),
        ),
        (
            format!("filter[storePrice]={}-{}", id(item), stores[1]),
            sql(&format!(
                "id = '{0}' AND '{0}-{1}' IN (SELECT id FROM prices WHERE status = 'on')",
                id(item),
                stores[1]
            )),
        ),
        ("filter[sold][from]=2026-01-01T00:00:00Z&filter[sold][to]=2026-03-01T00:00:00Z".into(), sql(sold)),
        ("filter[available]=true".into(), priced("p.quantity > 0")),
        ("filter[balances][nonzero]=true".into(), priced("p.quantity <> 0")),
        ("filter[hasTransactions]=true".into(), priced("p.movements > 0")),
        ("filter[hasActivePrices]=true".into(), priced("p.status = 'on'")),
        (
            format!("filter[hasActivePrices]=true&filter[store]={}", stores[2]),
            priced(&format!("p.status = 'on' AND p.store_id = '{}'", stores[2])),
        ),
        ("public=true".into(), sql("public = 1")),
        ("filter[onWindow]=true".into(), sql("retail = 1")),
        (
            "filter[exclude][journal]=1".into(),
            sql("id NOT IN (SELECT item_id FROM journal_items WHERE journal_id = '1')"),
        ),
        (
            "filter[vendors]=1,4".into(),
            sql("id IN (SELECT item_id FROM item_vendors WHERE vendor_id IN (1, 4))"),
        ),
        (format!("search={}", escape("РОЗА")), sql("title LIKE '%роза%' OR title LIKE '%Роза%'")),
        (
            format!("search={}", escape("красная роза")),
            sql("(title LIKE '%Роза%' OR title LIKE '%роза%') AND title LIKE '%красная%'"),
        ),
    ];
    for (query, wanted) in &checks {
        let got = shop.read(&format!("inventory-items?{query}")).await;
        assert_eq!(ids(got.data()), *wanted, "{query}");
        assert!(!wanted.is_empty(), "{query} finds something");
        assert_eq!(got.json["meta"]["total"], wanted.len());
    }
    let reply = shop.get("inventory-items?filter[available]=true&filter[balances][nonzero]=true").await;
    assert_eq!((reply.status, reply.one_fault().0.as_str()), (422, "filters-exclude-each-other"));
    assert_eq!(shop.get("inventory-items?filter[dataSource]=moon").await.status, 422);
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn a_category_holds_its_items_and_with_recursive_those_below() {
    let shop = Shop::open(small()).await;
    let categories = shop.read("categories?include=parent,group").await;
    let find = |title: &str| categories.data().iter().find(|row| text(row, "title") == title).unwrap();
    let (flowers, roses) = (find("Цветы"), find("Розы"));
    assert_eq!(link(roses, "parent"), Some(id(flowers)));
    assert_eq!(roses["attributes"]["path"], serde_json::json!(["Цветы"]));
    assert_eq!(roses["attributes"]["pathIds"], serde_json::json!([id(flowers)]));
    assert_eq!(link(roses, "group"), link(flowers, "group"));
    let own = shop.read(&format!("inventory-items?filter[categories]={}", id(flowers))).await;
    let below =
        shop.read(&format!("inventory-items?filter[categories]={}&recursive=true", id(flowers))).await;
    let rose_items = shop.read(&format!("inventory-items?filter[categories]={}", id(roses))).await;
    assert!(own.data().is_empty());
    assert!(below.data().len() > rose_items.data().len() && !rose_items.data().is_empty());
    let public = shop.read(&format!("inventory-items?filter[categories]={}&public=1", id(roses))).await;
    assert_eq!(roses["attributes"]["countPublicItems"], public.data().len());
    let group = shop.read("categories?filter[group]=4").await;
    assert_eq!(group.data().len(), 1);
    assert!(categories.json["meta"]["revision"].as_i64().unwrap() >= categories.data().len() as i64);
}

#[tokio::test]
async fn an_item_shows_its_prices_codes_and_picture() {
    let shop = Shop::open(small()).await;
    let include = "category,measure,logo,images,group,barcodes,vendorCodes,prices,prices.store";
    let list = shop.read(&format!("inventory-items?type=item&include={include}")).await;
    let item = &list.data()[0];
    let one = shop.read(&format!("inventory-items/{}?include={include}", id(item))).await.json;
    assert_eq!(one["data"], *item);
    assert_eq!(links(item, "prices").len(), 3);
    assert!(links(item, "prices").iter().all(|price| price.starts_with(&id(item))));
    let included = one["included"].as_array().unwrap();
    let prices: Vec<f64> =
        included.iter().filter(|one| one["type"] == "prices").map(|one| number(one, "price")).collect();
    assert_eq!(number(item, "priceMin"), prices.iter().copied().fold(f64::MAX, f64::min));
    assert_eq!(number(item, "priceMax"), prices.iter().copied().fold(0.0, f64::max));
    for row in list.json["included"].as_array().unwrap().iter().filter(|one| one["type"] == "images") {
        let file = text(row, "file");
        assert!(file.starts_with("/media/items/") && text(row, "fileSmall") == file);
        let picture = shop.raw("GET", file, &[], "").await.unwrap();
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/svg+xml"), "{file}");
        for word in ["PETAL", "SHADE", "CORE"] {
            assert!(!picture.text().contains(word), "{file} is painted");
        }
    }
    let plain = shop.read(&format!("inventory-items/{}", id(item))).await.json;
    assert!(plain.get("included").is_none());
    assert_eq!(links(&plain["data"], "prices").len(), 3, "one item names all its relatives");
}
