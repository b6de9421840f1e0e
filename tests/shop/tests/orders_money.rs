//! Payments, points, returns, fiscal marks and bouquets of orders: the books balance throughout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{change, id, link, small, Reply, Shop};
use serde_json::{json, Value};

struct Bench {
    shop: Shop,
    item: String,
    store: String,
    customer: String,
}

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap_or(f64::NAN) * 100.0).round() as i64
}

impl Bench {
    async fn open() -> Self {
        let shop = Shop::open(small()).await;
        let item = id(&shop.read("inventory-items?type=item&filter[available]=true").await.data()[0]);
        let store = id(&shop.read("stores").await.data()[0]);
        let customers = shop.read("customers?sort=-currentPoints&page[size]=1").await;
        let customer = id(&customers.data()[0]);
        Self { shop, item, store, customer }
    }

    async fn order(&self, qty: i64, price: i64) -> String {
        let line = json!({ "type": "order-lines", "attributes": { "qty": qty, "price": price },
            "relationships": { "item": { "data": { "type": "inventory-items", "id": self.item } } } });
        let relationships = json!({ "lines": { "data": [line] },
            "customer": { "data": { "type": "customers", "id": self.customer } } });
        id(&self.shop.order(json!({}), relationships).await)
    }

    async fn pay(&self, order: &str, attributes: Value, method: &str) -> Reply {
        let body = json!({ "data": { "type": "order-payments", "attributes": attributes,
            "relationships": { "method": { "data": { "type": "payment-methods", "id": method } } } } });
        self.shop.post(&format!("orders/{order}/payments"), &body).await
    }

    async fn attributes(&self, path: &str) -> Value {
        self.shop.read(path).await.json["data"]["attributes"].clone()
    }

    async fn points(&self) -> i64 {
        let path = format!("customers/{}", self.customer);
        let points = self.attributes(&path).await["currentPoints"].as_i64().unwrap();
        let (history, _) = self.shop.all(&format!("{path}/bonus-history")).await;
        let sum: i64 = history.iter().map(|row| row["attributes"]["amount"].as_i64().unwrap()).sum();
        assert_eq!(points, sum, "points are the sum of their history");
        points
    }

    async fn stock(&self) -> f64 {
        let path = format!("inventory-items/{}/warehouse-movement/{}", self.item, self.store);
        let list = self.shop.read(&format!("{path}?page[size]=1")).await;
        let balance = list.data()[0]["attributes"]["remainderQty"].as_f64().unwrap();
        let meta = list.json["meta"].as_object().unwrap();
        let sum: f64 =
            meta.iter().filter(|(name, _)| name.starts_with("qty")).filter_map(|(_, qty)| qty.as_f64()).sum();
        assert!((balance - sum).abs() < 0.0005, "the balance is the sum of all kinds");
        let item = self.shop.read(&format!("inventory-items/{}?include=prices", self.item)).await.json;
        let prices = item["included"].as_array().unwrap().clone();
        let price = prices.iter().find(|row| row["id"].as_str().unwrap().ends_with(&self.store)).unwrap();
        assert_eq!(
            price["attributes"]["quantity"].as_f64(),
            Some(balance),
            "the price's quantity is the stock"
        );
        balance
    }
}

#[tokio::test]
async fn payments_change_and_returns_add_up() {
    let bench = Bench::open().await;
    let order = bench.order(2, 500).await;
    let path = format!("orders/{order}");
    let paid = bench.pay(&order, json!({ "amount": "1200.00" }), "1").await;
    assert_eq!(paid.status, 200, "{}", paid.json);
    let payment = &paid.json["data"];
    assert_eq!(payment["attributes"]["posted"], true);
    assert_eq!(payment["attributes"]["postedAt"], payment["attributes"]["createdAt"]);
    assert!(link(payment, "shift").is_some() && link(payment, "createdBy").is_some());
    assert_eq!(cents(&bench.attributes(&path).await["paymentsAmount"]), 120_000);
    let much = bench.pay(&order, json!({ "paymentType": "change", "amount": 300 }), "1").await;
    assert_eq!(much.one_fault(), ("change-exceeds-overpayment".into(), "/data/attributes/amount".into()));
    let back = bench.pay(&order, json!({ "paymentType": "change", "amount": 200 }), "1").await;
    assert_eq!(back.status, 200);
    assert_eq!(cents(&bench.attributes(&path).await["paymentsAmount"]), 100_000);
    let much = bench.pay(&order, json!({ "paymentType": "return", "amount": 1000.01 }), "1").await;
    assert_eq!(much.one_fault().0, "return-exceeds-paid");
    for (body, fault) in [
        (json!({ "amount": 0 }), "required"),
        (json!({ "amount": -5 }), "negative"),
        (json!({ "amount": 5, "paymentType": "gift" }), "unknown-choice"),
    ] {
        assert_eq!(bench.pay(&order, body, "1").await.one_fault().0, fault);
    }
    assert_eq!(bench.pay(&order, json!({ "amount": 5 }), "77").await.one_fault().0, "unknown-payment-method");
    assert_eq!(bench.pay("00", json!({ "amount": 5 }), "1").await.status, 404);
    let again = json!({ "data": { "type": "order-payments", "id": payment["id"], "attributes": { "amount": 1 },
        "relationships": { "method": { "data": { "type": "payment-methods", "id": "1" } } } } });
    assert_eq!(bench.shop.post(&format!("{path}/payments"), &again).await.status, 409, "an id is taken once");
    let list = bench.shop.read(&format!("payments?filter[order]={order}")).await;
    let sum: i64 = list
        .data()
        .iter()
        .map(|row| &row["attributes"])
        .map(|row| cents(&row["amount"]) * if row["paymentType"] == "payment" { 1 } else { -1 })
        .sum();
    assert_eq!(sum, 100_000);
}

#[tokio::test]
async fn points_are_spent_within_the_limit_accrued_on_done_and_rolled_back_on_return() {
    let bench = Bench::open().await;
    let (had, stock) = (bench.points().await, bench.stock().await);
    let group = bench.shop.read(&format!("customers/{}?include=bonusGroup", bench.customer)).await.json;
    let group = &group["included"][0]["attributes"];
    let (rate, limit) = (group["bonusRate"].as_i64().unwrap(), group["limit"].as_i64().unwrap());
    let order = bench.order(3, 200).await;
    let path = format!("orders/{order}");
    let most = (600 * limit / 100).min(had);
    let over = bench.pay(&order, json!({ "bonusAmount": 600 * limit / 100 + 1 }), "5").await;
    let fault = over.one_fault().0;
    assert!(fault == "bonus-limit" || fault == "not-enough-points", "{fault}");
    let paid = bench.pay(&order, json!({ "bonusAmount": most }), "5").await;
    assert_eq!((paid.status, cents(&paid.json["data"]["attributes"]["amount"])), (200, most * 100));
    assert_eq!(bench.points().await, had - most);
    assert_eq!(bench.pay(&order, json!({ "amount": 600 - most }), "2").await.status, 200);
    let told = bench.attributes(&path).await;
    assert_eq!((told["byBonuses"].as_bool(), cents(&told["paymentsAmount"])), (Some(true), 60_000));

    assert_eq!(bench.shop.patch(&path, &change(json!({ "status": "done" }))).await.status, 201);
    let accrued = (600 - most) * rate / 100;
    assert!(accrued > 0);
    assert_eq!(bench.points().await, had - most + accrued);
    assert_eq!(bench.stock().await, stock - 3.0);

    let body = json!({ "data": { "type": "orders", "attributes": { "withWriteOff": false } } });
    let back = bench.shop.patch(&format!("{path}/return?include=payments"), &body).await;
    assert_eq!((back.status, back.json["data"]["attributes"]["status"].as_str()), (200, Some("returned")));
    assert_eq!(cents(&back.json["data"]["attributes"]["paymentsAmount"]), 0);
    assert_eq!(back.json["included"].as_array().unwrap().len(), 4, "each payment went back as it came");
    assert_eq!(bench.points().await, had);
    assert_eq!(bench.stock().await, stock);
    let again = bench.shop.patch(&format!("{path}/return"), &body).await;
    assert_eq!((again.status, again.one_fault().0.as_str()), (422, "order-status-transition"));
    let history = bench.shop.read(&format!("{path}?include=history")).await.json;
    let statuses: Vec<_> = history["included"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["attributes"]["status"].clone())
        .collect();
    assert_eq!(statuses, ["new", "done", "returned"]);
}

#[tokio::test]
async fn a_return_with_write_off_leaves_the_stock_lower_and_spending_lifts_the_group() {
    let bench = Bench::open().await;
    let stock = bench.stock().await;
    let poor = bench.shop.read("customers?filter[idBonus]=1&filter[ordersCount][to]=0").await;
    let bench = Bench { customer: id(&poor.data()[0]), ..bench };
    let order = bench.order(1, 20_000).await;
    bench.shop.patch(&format!("orders/{order}"), &change(json!({ "status": "done" }))).await;
    let lifted = bench.shop.read(&format!("customers/{}", bench.customer)).await.json;
    assert_eq!(link(&lifted["data"], "bonusGroup").as_deref(), Some("2"), "15,000 lead to the second group");
    let body = json!({ "data": { "type": "orders", "attributes": { "withWriteOff": true } } });
    assert_eq!(bench.shop.patch(&format!("orders/{order}/return"), &body).await.status, 200);
    assert_eq!(bench.stock().await, stock - 1.0);
}

#[tokio::test]
async fn fiscal_marks_of_orders_and_payments() {
    let bench = Bench::open().await;
    let order = bench.order(1, 100).await;
    let body = |mark: Value| json!({ "data": { "type": "orders-fiscal", "attributes": mark } });
    let mark = json!({ "fiscalized": true, "fiscalizedAt": "2026-03-08T10:00:00Z" });
    let reply = bench.shop.patch(&format!("orders/{order}/fiscal"), &body(mark)).await;
    assert_eq!(reply.json["data"]["type"], "orders-fiscal");
    let told = bench.attributes(&format!("orders/{order}")).await;
    assert_eq!((&told["fiscal"], &told["fiscalized"]), (&json!(true), &json!(true)));
    assert_eq!(told["fiscalizedAt"], "2026-03-08T10:00:00+00:00");
    assert_eq!(
        bench.shop.patch(&format!("orders/{order}/fiscal"), &body(json!({}))).await.one_fault().0,
        "required"
    );
    let payment = id(&bench.pay(&order, json!({ "amount": 100 }), "2").await.json["data"]);
    let mark = json!({ "data": { "type": "order-payments", "attributes": { "fiscalized": true } } });
    let reply = bench.shop.patch(&format!("payments/{payment}"), &mark).await;
    assert_eq!(reply.json["data"]["attributes"]["fiscalized"], true, "{}", reply.json);
    assert_eq!(reply.json["data"]["attributes"]["fiscalizedAt"], Value::Null);
    assert_eq!(bench.shop.patch("payments/00", &mark).await.status, 404);
}

#[tokio::test]
async fn every_filter_of_the_payments_keeps_exactly_what_it_says() {
    let shop = Shop::open(small()).await;
    let (all, _) = shop.all("payments").await;
    let pick = |name: &str| all.iter().find_map(|row| link(row, name)).unwrap();
    let text = |row: &Value, name: &str| row["attributes"][name].as_str().unwrap_or("").to_owned();
    type Keeps<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
    let linked = |name: &'static str, wanted: String| -> Keeps {
        Box::new(move |row| link(row, name).as_ref() == Some(&wanted))
    };
    let order = link(&all[3], "order").unwrap();
    let checks: Vec<(String, Keeps)> = vec![
        ("filter[type]=return".into(), Box::new(|row| text(row, "paymentType") == "return")),
        ("filter[paymentMethod]=3".into(), linked("method", "3".into())),
        (format!("filter[shift]={}", pick("shift")), linked("shift", pick("shift"))),
        (format!("filter[fiscalShift]={}", pick("fiscalShift")), linked("fiscalShift", pick("fiscalShift"))),
        (format!("filter[createdBy]={}", pick("createdBy")), linked("createdBy", pick("createdBy"))),
        (format!("filter[postedBy]={}", pick("postedBy")), linked("postedBy", pick("postedBy"))),
        (format!("filter[order]={order}"), linked("order", order.clone())),
        (
            "filter[fiscalizedAt][from]=2025-09-01T00:00:00Z".into(),
            Box::new(|row| text(row, "fiscalizedAt").as_str() >= "2025-09-01"),
        ),
        (
            "filter[fiscalizedAt][to]=2025-09-01T00:00:00Z".into(),
            Box::new(|row| {
                !text(row, "fiscalizedAt").is_empty()
                    && text(row, "fiscalizedAt").as_str() <= "2025-09-01T00:00:00+00:00"
            }),
        ),
        ("filter[amountFrom]=3000.5".into(), Box::new(|row| cents(&row["attributes"]["amount"]) >= 300_050)),
        ("filter[amountTo]=3000.5".into(), Box::new(|row| cents(&row["attributes"]["amount"]) <= 300_050)),
        (
            "filter[bonusesAmountFrom]=1".into(),
            Box::new(|row| cents(&row["attributes"]["bonusAmount"]) >= 100),
        ),
        ("filter[bonusesAmountTo]=0".into(), Box::new(|row| cents(&row["attributes"]["bonusAmount"]) == 0)),
        ("filter[fiscalized]=true".into(), Box::new(|row| row["attributes"]["fiscalized"] == true)),
    ];
    for (query, keeps) in &checks {
        let mut wanted: Vec<String> = all.iter().filter(|row| keeps(row)).map(id).collect();
        let mut got: Vec<String> = shop.all(&format!("payments?{query}")).await.0.iter().map(id).collect();
        wanted.sort();
        got.sort();
        assert_eq!(got, wanted, "{query}");
        assert!(!wanted.is_empty() && wanted.len() < all.len(), "{query} tells something");
    }
}

#[tokio::test]
async fn a_bouquet_is_assembled_shown_sold_separated_and_taken_apart() {
    let bench = Bench::open().await;
    let shop = &bench.shop;
    let line = json!({ "type": "bouquet-lines", "attributes": { "qty": 5, "price": 100 },
        "relationships": { "item": { "data": { "type": "inventory-items", "id": bench.item } } } });
    let body = json!({ "data": { "type": "bouquets", "attributes": { "title": "Утро", "markup": 10, "markupType": "percent" },
        "relationships": { "store": { "data": { "type": "stores", "id": bench.store } }, "lines": { "data": [line] } } } });
    let made = shop.post("bouquets", &body).await;
    assert_eq!(made.status, 200, "{}", made.json);
    let bouquet = id(&made.json["data"]);
    assert_eq!(cents(&made.json["data"]["attributes"]["amount"]), 50_000);
    assert_eq!(cents(&made.json["data"]["attributes"]["saleAmount"]), 55_000);
    let path = format!("bouquets/{bouquet}");
    let show = json!({ "data": [{ "type": "bouquets", "id": bouquet, "attributes": { "status": "demonstrated" } }] });
    let shown = shop.patch(&path, &show).await;
    assert!(shown.data()[0]["attributes"]["onWindowAt"].is_string(), "{}", shown.json);
    let list = shop.read("bouquets?page[size]=100").await;
    assert!(list.ids().contains(&bouquet));
    let prices: Vec<i64> = list.data().iter().map(|row| cents(&row["attributes"]["saleAmount"])).collect();
    let total = list.json["meta"]["total"].as_u64().unwrap() as usize;
    if total == prices.len() {
        assert_eq!(cents(&list.json["meta"]["totalAmount"]), prices.iter().sum::<i64>());
    }

    let to_bouquet = json!({ "data": { "type": "bouquets", "id": bouquet } });
    let line = json!({ "type": "order-lines", "attributes": { "qty": 5, "price": 110 }, "relationships": {
        "item": { "data": { "type": "inventory-items", "id": bench.item } }, "bouquet": to_bouquet } });
    let lines = json!({ "lines": { "data": [line] } });
    let order = id(&shop.order(json!({}), lines.clone()).await);
    let twice = shop.post("orders", &shop.order_body(json!({}), lines.clone()).await).await;
    assert_eq!(twice.one_fault().0, "bouquet-not-available");
    let remove = shop.write_as(&shop.token, "DELETE", &path, &json!({})).await;
    assert_eq!((remove.status, remove.one_fault().0.as_str()), (400, "bouquet-not-available"));

    let separate = json!({ "data": { "type": "orders-bouquets", "id": bouquet } });
    let apart = shop.patch(&format!("orders/{order}/{path}"), &separate).await;
    assert_eq!(
        (apart.status, apart.json["data"]["attributes"]["status"].as_str()),
        (200, Some("demonstrated"))
    );
    assert_eq!(cents(&bench.attributes(&format!("orders/{order}")).await["totalAmount"]), 0);
    assert_eq!(shop.patch(&format!("orders/{order}/{path}"), &separate).await.status, 404);

    let order = id(&shop.order(json!({}), lines).await);
    shop.patch(&format!("orders/{order}"), &change(json!({ "status": "done" }))).await;
    let sold = shop.read("bouquets?filter[statuses]=sold&page[size]=100&sort=-updatedAt").await;
    assert_eq!(sold.ids()[0], bouquet);
    assert_eq!(shop.patch(&path, &show).await.one_fault().0, "bouquet-status-transition");

    let other = id(&shop.post("bouquets", &body).await.json["data"]);
    let gone = shop.write_as(&shop.token, "DELETE", &format!("bouquets/{other}"), &json!({})).await;
    assert_eq!((gone.status, &gone.json), (200, &json!({})));
    assert!(!shop.read("bouquets?page[size]=100").await.ids().contains(&other));
    let nameless = json!({ "data": [body["data"], { "type": "bouquets", "attributes": {} }] });
    let faults = shop.post("bouquets", &nameless).await.faults();
    assert_eq!(
        faults.iter().map(|(_, place)| place.as_str()).collect::<Vec<_>>(),
        ["/data/1/attributes/title", "/data/1/relationships/store"]
    );
}

#[tokio::test]
async fn discounts_and_markups_have_reasons_and_are_spread_over_the_lines() {
    let bench = Bench::open().await;
    let shop = &bench.shop;
    let reasons = shop.read("discount-reasons").await;
    let reason = |kind: &str| {
        let row = reasons.data().iter().find(|row| row["attributes"]["discountType"] == kind).unwrap();
        json!({ "data": { "type": "discount-reasons", "id": row["id"] } })
    };
    let line = |price: f64, manual: bool| {
        json!({ "type": "order-lines", "attributes": { "qty": 1, "price": price, "manualSetting": manual },
            "relationships": { "item": { "data": { "type": "inventory-items", "id": bench.item } } } })
    };
    let discount = |attributes: Value, kind: &str| json!({ "type": "order-discounts", "attributes": attributes, "relationships": { "reason": reason(kind) } });
    let discounts = json!({ "data": [
        discount(json!({ "valueType": "percent", "value": 10 }), "discount"),
        discount(json!({ "valueType": "absolute", "value": "5.55" }), "markup"),
    ] });
    let lines =
        json!({ "data": [line(33.33, false), line(33.33, false), line(33.34, false), line(50.0, true)] });
    let made = shop.order(json!({}), json!({ "lines": lines, "discounts": discounts })).await;
    let path = format!("orders/{}?include=lines,discounts", id(&made));
    let told = shop.read(&path).await.json;
    // 100.00 less 10 % and 5.55 more, and the line set by hand.
    assert_eq!(cents(&told["data"]["attributes"]["totalAmount"]), 10_000 - 1_000 + 555 + 5_000);
    let of = |kind: &str| -> Vec<Value> {
        told["included"].as_array().unwrap().iter().filter(|row| row["type"] == kind).cloned().collect()
    };
    let sum: i64 = of("order-lines").iter().map(|row| cents(&row["attributes"]["totalAmount"])).sum();
    assert_eq!(sum, 14_555);
    let amounts: Vec<i64> =
        of("order-discounts").iter().map(|row| cents(&row["attributes"]["amount"])).collect();
    assert!(amounts.contains(&1_000) && amounts.contains(&555), "{amounts:?}");
    let none = json!({ "data": { "type": "orders", "relationships": { "discounts": { "data": [] } } } });
    let changed = shop.patch(&format!("orders/{}", id(&made)), &none).await;
    assert_eq!(cents(&changed.json["data"]["attributes"]["totalAmount"]), 15_000, "{}", changed.json);
    let wrong = discount(json!({ "discountType": "markup", "value": 1 }), "discount");
    let body = json!({ "data": { "type": "orders", "relationships": { "discounts": { "data": [wrong] } } } });
    assert_eq!(shop.patch(&format!("orders/{}", id(&made)), &body).await.one_fault().0, "other-reason");
}
