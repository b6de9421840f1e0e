//! Customers, items, categories, people, stores and dictionaries: every filter of every list.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;

use common::{escape, id, link, links, small, Shop};
use posy_shop::Flags;
use rusqlite::Connection;
use serde_json::Value;

/// A shop with a file the test can look into on its own.
async fn with_file(name: &str) -> (Shop, Connection, std::path::PathBuf) {
    let file = std::env::temp_dir().join(format!("posy-{name}-{}.sqlite", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let shop = Shop::open(Flags { customers: 150, db: Some(file.clone()), ..small() }).await;
    let db = Connection::open(&file).unwrap();
    (shop, db, file)
}

fn column(db: &Connection, sql: &str) -> BTreeSet<String> {
    let mut statement = db.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Whether a row must be shown.
type Keeps<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

fn ids<'a>(rows: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    rows.into_iter().map(id).collect()
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row["attributes"][name].as_str().unwrap_or("")
}

fn number(row: &Value, name: &str) -> f64 {
    row["attributes"][name].as_f64().unwrap()
}

#[tokio::test]
async fn every_filter_of_the_customers_keeps_exactly_whom_it_says() {
    let (shop, db, file) = with_file("customers").await;
    let include = "person,bonusGroup,bonusGroup.rules,discountGroups,discountGroups.rules,customerSources,customerPreferences,customerEvents,createdBy";
    let (all, included) = shop.all(&format!("customers?include={include}")).await;
    let sample = &all[all.len() / 2];
    let created = &text(sample, "createdAt")[..10];
    let creator = link(sample, "createdBy").unwrap();
    let day = |moment: &str| {
        let utc = chrono::DateTime::parse_from_rfc3339(moment).unwrap();
        (utc + chrono::Duration::hours(3)).format("%Y-%m-%d").to_string()
    };
    let bought = |from: &str, to: &str| {
        column(&db, &format!("SELECT DISTINCT customer_id FROM orders WHERE customer_id IS NOT NULL AND status <> 'canceled' AND date >= '{from}' AND date <= '{to}'"))
    };
    let event = |row: &Value, from: &str, to: &str| {
        links(row, "customerEvents").iter().any(|own| {
            let event =
                included.iter().find(|one| id(one) == *own && one["type"] == "customer-events").unwrap();
            text(event, "dateFrom") <= to && text(event, "dateUntil") >= from
        })
    };
    let celebrating = column(&db, "SELECT customer_id FROM customer_celebration_dates cd JOIN celebration_dates d ON d.id = cd.date_id WHERE d.celebration_id IN ('1','3')");
    let checks: Vec<(String, Keeps)> = vec![
        ("filter[idBonus]=2".into(), Box::new(|row| link(row, "bonusGroup").as_deref() == Some("2"))),
        (
            format!("filter[createdBy]={creator}"),
            Box::new(|row| link(row, "createdBy").as_ref() == Some(&creator)),
        ),
        ("filter[ordersCount][from]=2".into(), Box::new(|row| number(row, "ordersQty") >= 2.0)),
        ("filter[ordersCount][to]=1".into(), Box::new(|row| number(row, "ordersQty") <= 1.0)),
        ("filter[discount]=1".into(), Box::new(|row| links(row, "discountGroups").contains(&"1".to_owned()))),
        ("filter[moreBonus]=100".into(), Box::new(|row| number(row, "currentPoints") >= 100.0)),
        ("filter[lessBonus]=100".into(), Box::new(|row| number(row, "currentPoints") <= 100.0)),
        ("filter[moreAvg]=3000".into(), Box::new(|row| number(row, "averageCheck") >= 3000.0)),
        ("filter[lessAvg]=3000".into(), Box::new(|row| number(row, "averageCheck") <= 3000.0)),
        (
            format!("filter[create][from]={created}"),
            Box::new(|row| day(text(row, "createdAt")).as_str() >= created),
        ),
        (
            format!("filter[create][to]={created}"),
            Box::new(|row| day(text(row, "createdAt")).as_str() <= created),
        ),
        (
            format!("filter[createdAt][from]={created}"),
            Box::new(|row| day(text(row, "createdAt")).as_str() >= created),
        ),
        (
            format!("filter[createdAt][to]={created}"),
            Box::new(|row| day(text(row, "createdAt")).as_str() <= created),
        ),
        (
            "filter[updatedAt][from]=2025-09-01".into(),
            Box::new(|row| day(text(row, "updatedAt")).as_str() >= "2025-09-01"),
        ),
        (
            "filter[updatedAt][to]=2025-09-01".into(),
            Box::new(|row| day(text(row, "updatedAt")).as_str() <= "2025-09-01"),
        ),
        (
            "filter[birthday][from]=1990-06-15".into(),
            Box::new(|row| text(row, "birthday").get(5..).is_some_and(|day| day >= "06-15")),
        ),
        (
            "filter[birthday][from]=2026-03-01&filter[birthday][to]=2026-05-31".into(),
            Box::new(|row| {
                text(row, "birthday").get(5..).is_some_and(|day| ("03-01"..="05-31").contains(&day))
            }),
        ),
        (
            "filter[birthday][from]=2026-12-01&filter[birthday][to]=2027-01-31".into(),
            Box::new(|row| {
                text(row, "birthday").get(5..).is_some_and(|day| !("02-01".."12-01").contains(&day))
            }),
        ),
        (
            "filter[buy][from]=2025-06-01&filter[buy][to]=2025-12-31".into(),
            Box::new(|row| bought("2025-06-01", "2025-12-31").contains(&id(row))),
        ),
        (
            "filter[notBuy][from]=2026-01-01".into(),
            Box::new(|row| !bought("2026-01-01", "9999").contains(&id(row))),
        ),
        ("filter[celebrations]=1,3".into(), Box::new(|row| celebrating.contains(&id(row)))),
        (
            "filter[preferences]=1,2".into(),
            Box::new(|row| {
                links(row, "customerPreferences").iter().any(|own| ["1", "2"].contains(&own.as_str()))
            }),
        ),
        ("filter[sources]=3".into(), Box::new(|row| links(row, "customerSources").contains(&"3".to_owned()))),
        ("filter[isPerson]=false".into(), Box::new(|row| row["attributes"]["isPerson"] == false)),
        ("filter[isPerson]=yes".into(), Box::new(|row| row["attributes"]["isPerson"] == true)),
        (
            "filter[event][from]=2025-10-01&filter[event][to]=2026-05-01".into(),
            Box::new(move |row| event(row, "2025-10-01", "2026-05-01")),
        ),
        ("filter[gender]=male".into(), Box::new(|row| text(row, "gender") == "male")),
        (
            "filter[gender]=female&filter[moreAvg]=2000&sort=-ordersAmount".into(),
            Box::new(|row| text(row, "gender") == "female" && number(row, "averageCheck") >= 2000.0),
        ),
    ];
    for (query, keeps) in &checks {
        let wanted: BTreeSet<String> = all.iter().filter(|row| keeps(row)).map(id).collect();
        let (got, _) = shop.all(&format!("customers?{query}")).await;
        assert_eq!(ids(&got), wanted, "{query}");
        assert!(
            !wanted.is_empty() && wanted.len() < all.len(),
            "{query} tells something: {} of {}",
            wanted.len(),
            all.len()
        );
    }
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn customers_are_found_and_counted_and_deleted_ones_stay_for_those_who_sync() {
    let (shop, db, file) = with_file("search").await;
    let (all, _) = shop.all("customers").await;
    let titles: Vec<&str> = all.iter().map(|row| text(row, "title")).collect();
    assert!(titles.windows(2).all(|pair| pair[0] <= pair[1]));
    for row in all.iter().step_by(9) {
        let phone = text(row, "phone");
        let phrases = [
            text(row, "title").to_uppercase(),
            phone[4..].to_owned(),
            format!("+7 ({}) {}", &phone[..3], &phone[3..]),
            text(row, "bonusCard").to_owned(),
        ];
        for phrase in phrases.iter().filter(|phrase| !phrase.is_empty()) {
            let (found, _) = shop.all(&format!("customers?search={}", escape(phrase))).await;
            let plain: BTreeSet<String> = all
                .iter()
                .filter(|one| {
                    let digits: String = phrase.chars().filter(char::is_ascii_digit).collect();
                    let phrase = phrase.to_lowercase().replace('ё', "е");
                    let title = text(one, "title").to_lowercase().replace('ё', "е");
                    let national =
                        digits.strip_prefix('7').filter(|_| phrase.starts_with('+')).unwrap_or(&digits);
                    let numbered = !national.is_empty()
                        && (text(one, "phone").contains(national)
                            || text(one, "bonusCard").contains(national));
                    numbered || phrase.split_whitespace().all(|word| title.contains(word))
                })
                .map(id)
                .collect();
            assert_eq!(ids(&found), plain, "{phrase}");
            assert!(plain.contains(&id(row)));
        }
    }
    let meta = shop.read("customers?filter[gender]=male").await.json["meta"].clone();
    assert_eq!(meta["qtyAllCustomers"], all.len());
    let active: Vec<&Value> = all.iter().filter(|row| text(row, "status") == "on").collect();
    assert_eq!(meta["qtyActiveCustomers"], active.len());
    let sum: f64 = active.iter().map(|row| number(row, "averageCheck")).sum();
    let average = meta["avgAmountActiveCustomers"].as_f64().unwrap();
    assert!((average - sum / active.len() as f64).abs() < 1.0);

    db.execute("UPDATE customers SET status = 'deleted' WHERE id = ?1", [id(&all[0])]).unwrap();
    let everyone = column(&db, "SELECT id FROM customers");
    let (rows, _) = shop.all("customers?filter[revision]=0").await;
    assert_eq!(ids(&rows), everyone);
    let revisions: Vec<i64> =
        rows.iter().map(|row| row["attributes"]["revision"].as_i64().unwrap()).collect();
    assert!(revisions.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(meta["revision"].as_i64(), revisions.last().copied());
    let (rows, _) = shop.all("customers?from=2025-09-01T00:00:00Z").await;
    let later = column(&db, "SELECT id FROM customers WHERE updated_at >= 1756684800");
    assert_eq!(ids(&rows), later);
    let reply = shop.get("customers?include=enemies").await;
    assert_eq!(reply.one_fault().1, "includePaths");
    let _ = std::fs::remove_file(file);
}

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
