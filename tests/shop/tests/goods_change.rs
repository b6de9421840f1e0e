//! Items, prices, categories, the vendors' catalog and movement acts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{id, link, links, small, Shop};
use serde_json::{json, Value};

fn data(kind: &str, attributes: Value, relationships: Value) -> Value {
    json!({ "data": { "type": kind, "attributes": attributes, "relationships": relationships } })
}

fn to(kind: &str, id: &str) -> Value {
    json!({ "data": { "type": kind, "id": id } })
}

#[tokio::test]
async fn an_item_is_made_priced_shown_and_taken_out() {
    let shop = Shop::open(small()).await;
    let stores = shop.read("stores").await.ids();
    let category = id(shop
        .read("categories")
        .await
        .data()
        .iter()
        .find(|row| row["attributes"]["title"] == "Розы")
        .unwrap());
    let body = data(
        "inventory-items",
        json!({ "title": "Роза новая", "public": true, "fractional": "no" }),
        json!({
            "category": to("categories", &category),
            "measure": to("measures", "1"),
            "barcodes": { "data": [{ "type": "inventory-barcodes", "attributes": { "barcodeType": "ean13", "spawn": true } },
                { "type": "inventory-barcodes", "attributes": { "barcode": "96385074", "barcodeType": "ean8" } }] },
            "vendorCodes": { "data": [{ "type": "inventory-vendor-codes", "attributes": { "vendorCode": "R-1" } }] },
        }),
    );
    let made = shop.post("inventory-items?include=barcodes,vendorCodes,group", &body).await;
    assert_eq!(made.status, 200, "{}", made.json);
    let item = id(&made.json["data"]);
    assert_eq!(link(&made.json["data"], "group").as_deref(), Some("1"), "the group of its category");
    assert_eq!(links(&made.json["data"], "barcodes").len(), 2);
    let path = format!("inventory-items/{item}");
    let public = |rows: &Vec<Value>| {
        rows.iter().find(|row| row["id"] == *category).unwrap()["attributes"]["countPublicItems"]
            .as_i64()
            .unwrap()
    };
    let counted = public(shop.read("categories").await.data());
    let hide =
        json!({ "data": [{ "type": "inventory-items", "id": item, "attributes": { "public": false } }] });
    assert_eq!(shop.patch("inventory-items", &hide).await.data()[0]["attributes"]["public"], false);
    assert_eq!(public(shop.read("categories").await.data()), counted - 1);

    let price = |store: &str, price: Value| json!({ "type": "prices", "attributes": { "price": price }, "relationships": { "store": to("stores", store) } });
    let set =
        shop.post(&format!("{path}/prices"), &json!({ "data": price(&stores[0], json!("150.50")) })).await;
    assert_eq!(set.status, 200, "{}", set.json);
    assert_eq!(set.json["data"]["id"], format!("{item}-{}", stores[0]));
    assert_eq!(set.json["data"]["attributes"]["price"], 150.5);
    let bulk = json!({ "data": [price(&stores[1], json!(160)), price(&stores[2], json!(170))] });
    assert_eq!(shop.post(&format!("{path}/bulk-prices"), &bulk).await.ids().len(), 2);
    let bad = json!({ "data": [price(&stores[1], json!(999)), price("00", json!(1)), price(&stores[2], Value::Null)] });
    let places: Vec<String> = shop
        .post(&format!("{path}/bulk-prices"), &bad)
        .await
        .faults()
        .into_iter()
        .map(|(_, place)| place)
        .collect();
    assert_eq!(places, ["/data/1/relationships/store", "/data/2/attributes/price"]);
    let told = async || shop.read(&path).await.json["data"]["attributes"].clone();
    assert_eq!(
        (told().await["priceMin"].as_f64(), told().await["priceMax"].as_f64()),
        (Some(150.5), Some(170.0))
    );
    let off = json!({ "data": { "type": "prices", "id": format!("{item}-{}", stores[2]), "attributes": { "status": "off" } } });
    assert_eq!(shop.patch(&format!("{path}/prices"), &off).await.json["data"]["attributes"]["status"], "off");
    assert_eq!(told().await["priceMax"], 160.0);

    let rename =
        data("inventory-items", json!({ "title": "Роза синяя" }), json!({ "barcodes": { "data": [] } }));
    let changed = shop.patch(&path, &rename).await;
    assert_eq!(links(&changed.json["data"], "barcodes").len(), 0);
    assert_eq!(
        shop.read(&format!("inventory-items?search={}", common::escape("роза синяя"))).await.ids(),
        [item.as_str()]
    );
    let wrong = data(
        "inventory-items",
        json!({ "title": "x", "itemType": "thing" }),
        json!({
        "barcodes": { "data": [{ "type": "inventory-barcodes", "attributes": { "barcode": "123", "barcodeType": "ean13" } }] } }),
    );
    assert_eq!(shop.post("inventory-items", &wrong).await.one_fault().0, "unknown-choice");
    let rows = json!({ "data": [{ "type": "inventory-items", "id": item }] });
    assert_eq!(shop.write_as(&shop.token, "DELETE", "inventory-items", &rows).await.status, 200);
    assert!(!shop.read("inventory-items").await.ids().contains(&item));
    assert_eq!(told().await["added"], false);
}

#[tokio::test]
async fn categories_keep_their_tree() {
    let shop = Shop::open(small()).await;
    let categories = shop.read("categories").await;
    let find =
        |title: &str| id(categories.data().iter().find(|row| row["attributes"]["title"] == title).unwrap());
    let (flowers, roses) = (find("Цветы"), find("Розы"));
    let body = data(
        "categories",
        json!({ "title": "Кустовые", "color": "AABB00" }),
        json!({ "parent": to("categories", &roses) }),
    );
    let made = shop.post("categories", &body).await;
    assert_eq!(made.status, 200, "{}", made.json);
    assert_eq!(made.json["data"]["attributes"]["path"], json!(["Цветы", "Розы"]));
    assert_eq!(link(&made.json["data"], "group").as_deref(), Some("1"));
    assert_eq!(made.json["included"][0]["type"], "inventory-groups");
    let path = format!("categories/{}", id(&made.json["data"]));
    let renamed = data("categories", json!({ "title": "Розы всякие" }), json!({}));
    shop.patch(&format!("categories/{roses}"), &renamed).await;
    let list = shop.read("categories").await;
    let own = list.data().iter().find(|row| row["id"] == made.json["data"]["id"]).unwrap().clone();
    assert_eq!(own["attributes"]["path"], json!(["Цветы", "Розы всякие"]));
    let round = data("categories", json!({}), json!({ "parent": to("categories", &id(&own)) }));
    assert_eq!(
        shop.patch(&format!("categories/{flowers}"), &round).await.one_fault().0,
        "category-below-itself"
    );
    let remove = async |path: &str| shop.write_as(&shop.token, "DELETE", path, &json!({})).await;
    let held = remove(&format!("categories/{roses}")).await;
    assert_eq!((held.status, held.one_fault().0.as_str()), (400, "category-not-empty"));
    assert_eq!(remove(&path).await.status, 200);
    let list = shop.read("categories").await;
    assert!(list.data().iter().any(|row| row["id"] == own["id"] && row["attributes"]["deleted"] == true));
    let faults = shop
        .post("categories", &data("categories", json!({ "title": "x", "color": "red" }), json!({})))
        .await;
    assert_eq!(faults.one_fault(), ("bad-color".into(), "/data/attributes/color".into()));
}

#[tokio::test]
async fn the_vendors_catalog_is_taken_into_the_shop() {
    let shop = Shop::open(small()).await;
    let categories = shop.read("catalog/categories?page[size]=100").await;
    assert_eq!(categories.json["meta"], json!({ "total": categories.data().len() }));
    let mut taken = 0;
    for category in categories.ids() {
        assert_eq!(shop.read(&format!("catalog/categories/{category}")).await.json["data"]["id"], *category);
        let items = shop.read(&format!("catalog/{category}?include=category&page[size]=100")).await;
        let Some(first) = items.data().first() else { continue };
        assert_eq!(link(first, "category"), Some(category.clone()));
        let one = shop.read(&format!("catalog/inventory-items/{}", id(first))).await.json;
        assert_eq!(one["data"]["id"], first["attributes"]["itemId"]);
        let before = shop.read("inventory-items").await.data().len();
        let job = shop.read(&format!("catalog-export/{category}")).await.json;
        assert_eq!(
            (&job["data"]["type"], &job["data"]["attributes"]["status"]),
            (&json!("export-items"), &json!("created"))
        );
        taken += shop.read("inventory-items").await.data().len() - before;
    }
    assert!(taken > 0);
    for path in ["catalog/999", "catalog/categories/999", "catalog/inventory-items/999", "catalog-export/999"]
    {
        assert_eq!(shop.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_movement_act_moves_stock_when_posted_and_back_when_un_posted() {
    let shop = Shop::open(small()).await;
    let stores = shop.read("stores").await.ids();
    let item = id(&shop.read("inventory-items?type=item&filter[available]=true").await.data()[0]);
    let stock = async |store: &str| {
        let list =
            shop.read(&format!("inventory-items/{item}/warehouse-movement/{store}?page[size]=1")).await;
        list.data().first().map_or(0.0, |row| row["attributes"]["remainderQty"].as_f64().unwrap())
    };
    let line = |qty: f64| {
        json!({ "data": [{ "type": "movement-act-lines", "attributes": { "qty": qty, "price": 10 },
        "relationships": { "item": to("inventory-items", &item) } }] })
    };
    let body = |from: &str, onto: &str, qty: f64, posted: bool| {
        data(
            "movement-acts",
            json!({ "date": "2026-03-08", "posted": posted }),
            json!({
        "from": to("stores", from), "to": to("stores", onto), "lines": line(qty) }),
        )
    };
    let (a, b) = (stock(&stores[0]).await, stock(&stores[1]).await);
    let made = shop.post("movement-acts?include=lines", &body(&stores[0], &stores[1], 2.5, false)).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let act = &made.json["data"];
    assert!(act["attributes"]["docNo"].as_str().unwrap().ends_with(&format!("{:0>9}", id(act))));
    assert_eq!(
        (act["attributes"]["amount"].as_f64(), act["attributes"]["linesCount"].as_i64()),
        (Some(25.0), Some(1))
    );
    assert_eq!((stock(&stores[0]).await, stock(&stores[1]).await), (a, b), "not before it is posted");
    let path = format!("movement-act/{}", id(act));
    let post = |posted: bool| data("movement-acts", json!({ "posted": posted }), json!({}));
    let posted = shop.patch(&path, &post(true)).await;
    assert!(posted.json["data"]["attributes"]["postedAt"].is_string(), "{}", posted.json);
    assert_eq!((stock(&stores[0]).await, stock(&stores[1]).await), (a - 2.5, b + 2.5));
    let late = shop.patch(&path, &data("movement-acts", json!({}), json!({ "lines": line(1.0) }))).await;
    assert_eq!(late.one_fault().0, "act-posted");
    assert_eq!(shop.patch(&path, &post(false)).await.json["data"]["attributes"]["posted"], false);
    assert_eq!((stock(&stores[0]).await, stock(&stores[1]).await), (a, b));

    for (from, onto) in [(&stores[0], &stores[0]), (&stores[0], &"00".to_owned())] {
        let reply = shop.post("movement-acts", &body(from, onto, 1.0, true)).await;
        assert_eq!(reply.status, 422, "{}", reply.json);
    }
    let (all, _) = shop.all("movement-acts").await;
    let day = |row: &Value| row["attributes"]["date"].as_str().unwrap().to_owned();
    type Keeps<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
    let checks: [(String, Keeps); 4] = [
        ("filter[startDate]=2026-01-01".into(), Box::new(|row| day(row).as_str() >= "2026-01-01")),
        ("filter[endDate]=2026-01-01".into(), Box::new(|row| day(row).as_str() <= "2026-01-01")),
        (
            format!("filter[from]={}", stores[0]),
            Box::new(|row| link(row, "from").as_ref() == Some(&stores[0])),
        ),
        (format!("filter[to]={}", stores[1]), Box::new(|row| link(row, "to").as_ref() == Some(&stores[1]))),
    ];
    for (query, keeps) in checks {
        let wanted: Vec<String> = all.iter().filter(|row| keeps(row)).map(id).collect();
        let got: Vec<String> = shop.all(&format!("movement-acts?{query}")).await.0.iter().map(id).collect();
        assert_eq!(got, wanted, "{query}");
        assert!(!wanted.is_empty() && wanted.len() < all.len(), "{query} tells something");
    }
}

#[tokio::test]
async fn costs_are_those_of_the_deliveries_still_lying_there() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[0].clone();
    let items = shop.read("inventory-items?type=item&filter[available]=true&page[size]=5").await.ids();
    let body = data(
        "search-net-costs",
        json!({ "items": items, "qty": ["1", 2, 3, 4, 100_000] }),
        json!({ "store": to("stores", &store) }),
    );
    let reply = shop.post("inventory-items/net-costs", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    for item in &items {
        let path = format!("inventory-items/{item}/warehouse-movement/{store}?page[size]=1");
        let left: f64 = reply
            .data()
            .iter()
            .filter(|row| link(row, "item").as_ref() == Some(item))
            .map(|row| row["attributes"]["leftQty"].as_f64().unwrap())
            .sum();
        let stock = shop
            .read(&path)
            .await
            .data()
            .first()
            .map_or(0.0, |row| row["attributes"]["remainderQty"].as_f64().unwrap());
        assert!(
            left <= stock + 0.0005 || stock < 0.0,
            "no more lies there than the stock: {left} of {stock}"
        );
        if *item == items[4] {
            assert!((left - stock.max(0.0)).abs() < 0.0005, "everything was asked for: {left} of {stock}");
        }
    }
    let body = data(
        "search-last-costs",
        json!({ "items": items, "dateTime": "2026-03-10T12:00:00Z" }),
        json!({ "store": to("stores", &store) }),
    );
    let last = shop.post("inventory-items/last-costs", &body).await;
    assert_eq!(last.data().len(), items.len(), "{}", last.json);
    assert!(last.data().iter().any(|row| row["attributes"]["costPrice"].as_f64() > Some(0.0)));
    let body = data("search-last-costs", json!({ "items": ["00"] }), json!({}));
    let places: Vec<String> = shop
        .post("inventory-items/last-costs", &body)
        .await
        .faults()
        .into_iter()
        .map(|(_, place)| place)
        .collect();
    assert_eq!(places, ["/data/attributes/items/0", "/data/relationships/store"]);
}
