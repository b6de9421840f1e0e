//! Customers: every filter, searching, figures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;

use common::rows::{column, ids, number, text, with_file, Keeps};
use common::{escape, id, link, links};
use serde_json::Value;

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
    assert!(meta["revision"].is_null(), "the list of customers tells none");
    let (rows, _) = shop.all("customers?from=2025-09-01T00:00:00Z").await;
    let later = column(&db, "SELECT id FROM customers WHERE updated_at >= 1756684800");
    assert_eq!(ids(&rows), later);
    let reply = shop.get("customers?include=enemies").await;
    assert_eq!(reply.one_fault().1, "includePaths");
    let _ = std::fs::remove_file(file);
}
