//! Reports: asked for, made in the back room, changed, deleted; what is refused, and how.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::reports::{asked, body, file, filter, made, prepared};
use common::rows::with_file;
use common::{id, link, links, small, Shop};
use serde_json::{json, Value};

#[tokio::test]
async fn types_say_what_they_can_be_detailed_and_filtered_by() {
    let shop = Shop::open(small()).await;
    let reply = shop.read("report-types?include=detailing,filterTypes").await;
    assert_eq!(reply.ids(), ["4", "8", "9", "10", "11", "12", "13", "14", "15", "16", "21", "61"]);
    assert_eq!(reply.json["meta"]["total"], 12);
    let sales = &reply.data()[2];
    assert_eq!(
        (&sales["attributes"]["typeName"], &sales["attributes"]["active"]),
        (&json!("Sales"), &json!(true))
    );
    let (details, filters) = (links(sales, "detailing"), links(sales, "filterTypes"));
    for wanted in ["Sales-store", "Sales-category", "Sales-item"] {
        assert!(details.iter().any(|id| id == wanted) && filters.iter().any(|id| id == wanted), "{wanted}");
    }
    let one = shop.read("report-types/61").await;
    assert_eq!(one.json["data"]["attributes"]["active"], false);
    assert_eq!(shop.get("report-types/5").await.status, 404);
}

#[tokio::test]
async fn a_report_is_requested_and_then_prepared_with_a_file() {
    let shop = Shop::open(small()).await;
    let store = shop.read("stores").await.ids()[0].clone();
    let mut wanted = asked("9", "2026-01-01", "2026-03-10");
    wanted["data"]["relationships"]["detailing"] = json!({ "data": [
        { "type": "report-detailing", "id": "Sales-store" }, { "type": "report-detailing", "id": "Sales-item" }
    ] });
    wanted["data"]["relationships"]["filters"] = json!({ "data": [filter("Sales-store", &json!([store]))] });
    let reply = shop.post("reports?include=reportType,detailing,filters,filters.filterType", &wanted).await;
    assert_eq!(reply.status, 201, "{}", reply.json);
    let report = &reply.json["data"];
    assert_eq!(reply.header("location"), format!("/api/v1/reports/{}", id(report)));
    let attributes = &report["attributes"];
    for (name, value) in [
        ("stage", json!("requested")),
        ("downloadable", json!(false)),
        ("processDate", Value::Null),
        ("status", json!("active")),
        ("frequency", json!("onetime")),
        ("format", json!("xlsx")),
        ("period", json!("custom")),
        ("periodStart", json!("2026-01-01")),
    ] {
        assert_eq!(attributes[name], value, "{name}");
    }
    assert_eq!(link(report, "reportType").as_deref(), Some("9"));
    assert_eq!(links(report, "detailing"), ["Sales-store", "Sales-item"]);
    let included = reply.json["included"].as_array().unwrap();
    let kinds: std::collections::BTreeSet<&str> =
        included.iter().map(|resource| resource["type"].as_str().unwrap()).collect();
    let all = ["report-detailing", "report-filter-types", "report-filters", "report-types"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
    let kept = included.iter().find(|resource| resource["type"] == "report-filters").unwrap();
    assert_eq!(kept["attributes"]["values"], json!([store]));

    let done = prepared(&shop, &id(report)).await;
    assert_eq!(done["attributes"]["downloadable"], true);
    assert!(done["attributes"]["processDate"].is_string());
    let file = file(&shop, &id(report)).await;
    assert_eq!(file.status, 200);
    assert_eq!(
        file.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    let name = format!("attachment; filename=\"Sales-2026-01-01-2026-03-10-{}.xlsx\"", id(report));
    assert_eq!(file.header("content-disposition"), name);
    assert!(file.bytes.starts_with(b"PK"));

    let path = format!("reports/{}", id(report));
    let again = shop.post(&path, &json!({})).await;
    assert_eq!(again.status, 200, "{}", again.json);
    let attributes = &again.json["data"]["attributes"];
    assert_eq!(
        (&attributes["stage"], &attributes["downloadable"], &attributes["processDate"]),
        (&json!("requested"), &json!(false), &Value::Null)
    );
    prepared(&shop, &id(report)).await;
    let change =
        json!({ "data": { "type": "reports", "id": id(report), "attributes": { "format": "pdf" } } });
    let changed = shop.patch(&path, &change).await;
    assert_eq!((changed.status, &changed.json["data"]["attributes"]["stage"]), (200, &json!("requested")));
    let kept = prepared(&shop, &id(report)).await;
    assert_eq!(links(&kept, "detailing"), ["Sales-store", "Sales-item"]);
    assert_eq!(links(&kept, "filters").len(), 1);
    let pdf = self::file(&shop, &id(report)).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn a_named_period_is_worked_out_when_the_report_is_made() {
    let shop = Shop::open(small()).await;
    let zone = chrono_tz::Europe::Moscow;
    let today = || chrono::Utc::now().with_timezone(&zone).date_naive();
    let before = today();
    let attributes = json!({ "title": "Сегодня", "period": "today", "periodStart": "2020-01-01" });
    let report = made(&shop, &body("16", attributes, json!({}))).await;
    let day = report["attributes"]["periodStart"].as_str().unwrap().to_owned();
    assert!(before.to_string() <= day && day <= today().to_string());
    assert_eq!(report["attributes"]["periodStop"], day.as_str());
    let all = made(&shop, &body("9", json!({ "title": "Всё", "period": "allTime" }), json!({}))).await;
    assert!(all["attributes"]["periodStart"].as_str().unwrap() < "2026-01-01");
    assert!(all["attributes"]["periodStop"].as_str().unwrap() >= day.as_str());
    let days = json!({ "data": { "type": "reports", "attributes":
        { "periodStart": "2026-02-01", "periodStop": "2026-02-02" } } });
    let custom = shop.patch(&format!("reports/{}", id(&all)), &days).await;
    assert_eq!(custom.json["data"]["attributes"]["period"], "custom");
    assert_eq!(custom.json["data"]["attributes"]["periodStart"], "2026-02-01");
}

#[tokio::test]
async fn every_fault_is_told_with_its_place() {
    let shop = Shop::open(small()).await;
    let before = shop.read("reports").await.json["meta"].clone();
    let (day, late) = ("2026-01-01", "2026-03-01");
    let at = |name: &str| format!("/data/attributes/{name}");
    let mut cases = vec![
        (asked("61", day, late), "report-type-inactive", "/data/relationships/reportType".to_owned()),
        (asked("5", day, late), "unknown-report-type", "/data/relationships/reportType".to_owned()),
        (asked("9", late, day), "period-reversed", at("periodStop")),
        (asked("9", "1026-03-01", late), "out-of-range", at("periodStart")),
        (asked("9", "2001-03-01", late), "period-too-long", at("periodStop")),
        (body("9", json!({ "title": "x", "periodStart": day }), json!({})), "required", at("periodStop")),
        (body("9", json!({ "period": "today" }), json!({})), "required", at("title")),
        (body("9", json!({ "title": " ", "period": "today" }), json!({})), "required", at("title")),
    ];
    for (name, value) in
        [("format", "doc"), ("frequency", "hourly"), ("period", "ever"), ("status", "deleted")]
    {
        let mut attributes = json!({ "title": "x", "period": "today" });
        attributes[name] = json!(value);
        cases.push((body("9", attributes, json!({})), "unknown-choice", at(name)));
    }
    let attributes = json!({ "title": "x", "period": "today", "email": "nobody" });
    cases.push((body("9", attributes, json!({})), "bad-email", at("email")));
    let named = json!({ "title": "x", "period": "today" });
    for (one, code, place) in [
        (filter("Sales-courier", &json!(["1"])), "unknown-filter-type", "/relationships/filterType"),
        (filter("Payments-store", &json!(["1"])), "unknown-filter-type", "/relationships/filterType"),
        (filter("Sales-store", &json!(["nowhere"])), "unknown-store", "/attributes/values/0"),
        (filter("Sales-store", &json!("nowhere")), "not-a-list", "/attributes/values"),
    ] {
        let filters = json!({ "filters": { "data": [one] } });
        let place = format!("/data/relationships/filters/data/0{place}");
        cases.push((body("9", named.clone(), filters), code, place));
    }
    let words = json!({ "filters": { "data": [filter("Payments-type", &json!(["payment", "gift"]))] } });
    let place = "/data/relationships/filters/data/0/attributes/values/1".to_owned();
    cases.push((body("16", named.clone(), words), "unknown-choice", place));
    for wrong in ["Sales-flower", "Payments-store"] {
        let details = json!({ "detailing": { "data": [{ "type": "report-detailing", "id": "Sales-store" },
            { "type": "report-detailing", "id": wrong }] } });
        let place = "/data/relationships/detailing/data/1".to_owned();
        cases.push((body("9", named.clone(), details), "unknown-detailing", place));
    }
    for (wanted, code, place) in cases {
        let reply = shop.post("reports", &wanted).await;
        assert_eq!((reply.status, reply.one_fault()), (422, (code.to_owned(), place)), "{wanted}");
    }
    let unreadable = body("9", json!({ "title": "x", "periodStart": "soon", "periodStop": day }), json!({}));
    let reply = shop.post("reports", &unreadable).await;
    assert_eq!((reply.status, reply.one_fault().1), (400, at("periodStart")));
    assert_eq!(shop.read("reports").await.json["meta"], before, "nothing was kept");
    for (method, path) in
        [("GET", "reports/99"), ("PATCH", "reports/99"), ("POST", "reports/99"), ("GET", "reports/99/file")]
    {
        let reply = shop.write_as(&shop.token, method, path, &asked("9", day, late)).await;
        assert_eq!(reply.status, 404, "{method} {path}");
    }
    let sorted = shop.read("reports?sort=title&page[size]=2").await;
    assert_eq!(sorted.data().len(), 2);
    assert_eq!(shop.get("reports?sort=file").await.status, 422);
    assert_eq!(shop.get("reports?include=store").await.status, 422);
}

#[tokio::test]
async fn reports_are_for_those_who_may_see_them() {
    let shop = Shop::open(small()).await;
    for login in ["florist", "courier"] {
        let token = shop.sign_in(login).await;
        for path in ["report-types", "report-types/9", "reports", "reports/1", "reports/1/file"] {
            assert_eq!(shop.get_as(&token, path).await.status, 403, "{login} {path}");
        }
        for (method, path) in
            [("POST", "reports"), ("PATCH", "reports/1"), ("POST", "reports/1"), ("DELETE", "reports")]
        {
            let reply = shop.write_as(&token, method, path, &asked("9", "2026-01-01", "2026-01-02")).await;
            assert_eq!(reply.status, 403, "{login} {method} {path}");
        }
    }
    let anyone = shop.raw("GET", "/api/v1/reports/1/file", &[], "").await.unwrap();
    assert_eq!(anyone.status, 401);
    let in_the_address =
        shop.raw("GET", &format!("/api/v1/reports/1/file?token={}", shop.token), &[], "").await;
    assert_eq!(in_the_address.unwrap().status, 401);
    let bearer = format!("Bearer {}", shop.token);
    let headers = [("authorization", bearer.as_str()), ("accept", "application/pdf, text/html")];
    assert_eq!(shop.raw("GET", "/api/v1/reports/1/file", &headers, "").await.unwrap().status, 200);
}

#[tokio::test]
async fn all_named_reports_are_deleted_or_none() {
    let shop = Shop::open(small()).await;
    let report = id(&made(&shop, &asked("16", "2026-01-01", "2026-03-10")).await);
    let row = |id: &str| json!({ "type": "reports", "id": id });
    let before = shop.read("reports").await.json["meta"].clone();
    let rows = json!({ "data": [row(&report), row("77"), row("1"), row("78")] });
    let refused = shop.write_as(&shop.token, "DELETE", "reports", &rows).await;
    assert_eq!(refused.status, 404);
    let places: Vec<String> = refused.faults().into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["/data/1/id", "/data/3/id"]);
    assert_eq!(shop.read("reports").await.json["meta"], before);
    assert_eq!(file(&shop, &report).await.status, 200);

    let rows = json!({ "data": [row(&report), row("1")] });
    let gone = shop.write_as(&shop.token, "DELETE", "reports", &rows).await;
    assert_eq!((gone.status, gone.bytes.len()), (204, 0));
    let one = shop.read(&format!("reports/{report}")).await;
    let attributes = &one.json["data"]["attributes"];
    assert_eq!((&attributes["status"], &attributes["downloadable"]), (&json!("deleted"), &json!(false)));
    assert!(!shop.read("reports?page[size]=100").await.ids().contains(&report));
    assert_eq!(file(&shop, &report).await.status, 404);
    assert_eq!(shop.post(&format!("reports/{report}"), &json!({})).await.status, 404);
    assert_eq!(
        shop.write_as(&shop.token, "DELETE", "reports", &rows).await.status,
        204,
        "once more does no harm"
    );
    assert_eq!(shop.write_as(&shop.token, "DELETE", "reports", &json!({})).await.status, 400);
}

#[tokio::test]
async fn a_paused_report_waits_and_has_no_file() {
    let shop = Shop::open(small()).await;
    let mut wanted = asked("9", "2026-03-01", "2026-03-10");
    wanted["data"]["attributes"]["status"] = json!("paused");
    let reply = shop.post("reports", &wanted).await;
    let report = id(&reply.json["data"]);
    // One that was asked for later is made meanwhile.
    made(&shop, &asked("16", "2026-03-01", "2026-03-10")).await;
    let waits = shop.read(&format!("reports/{report}")).await;
    assert_eq!(waits.json["data"]["attributes"]["stage"], "requested");
    let early = file(&shop, &report).await;
    assert_eq!(early.status, 404);
    assert!(early.json["errors"][0]["detail"].as_str().unwrap().contains("requested"), "{}", early.json);
    let active = json!({ "data": { "type": "reports", "attributes": { "status": "active" } } });
    shop.patch(&format!("reports/{report}"), &active).await;
    prepared(&shop, &report).await;
    assert_eq!(file(&shop, &report).await.status, 200);
}

#[tokio::test]
async fn after_a_restart_unfinished_reports_are_made_and_repeated_ones_made_again() {
    let (shop, db, path) = with_file("reports").await;
    let (left, daily, weekly, broken) = (
        made(&shop, &asked("16", "2026-01-01", "2026-03-10")).await,
        made(&shop, &asked("16", "2026-01-01", "2026-03-10")).await,
        made(&shop, &asked("9", "2026-01-01", "2026-03-10")).await,
        made(&shop, &asked("9", "2026-01-01", "2026-03-10")).await,
    );
    shop.close().await;
    // As a shop leaves it that was killed between the two steps.
    db.execute(
        "UPDATE reports SET stage = 'processing', file = NULL, process_date = NULL WHERE id = ?1",
        [id(&left)],
    )
    .unwrap();
    let set = "UPDATE reports SET frequency = ?2, process_date = ?3 WHERE id = ?1";
    let now = chrono::Utc::now().timestamp();
    let (yesterday, moment) = (now - 86_400, now);
    db.execute(set, (id(&daily), "daily", yesterday)).unwrap();
    db.execute(set, (id(&weekly), "monday", moment)).unwrap();
    let spoil = "UPDATE reports SET period_start = '?', stage = 'requested', request_date = 0 WHERE id = ?1";
    db.execute(spoil, [id(&broken)]).unwrap();
    drop(db);
    let shop = Shop::open(posy_shop::Flags { db: Some(path.clone()), ..small() }).await;
    prepared(&shop, &id(&left)).await;
    let again = prepared(&shop, &id(&daily)).await;
    let failed = shop.read(&format!("reports/{}", id(&broken))).await;
    assert_eq!(failed.json["data"]["attributes"]["stage"], "deferred", "one that fails is put aside");
    assert_eq!(file(&shop, &id(&broken)).await.status, 404);
    assert_eq!(file(&shop, &id(&left)).await.status, 200);
    let made_at = chrono::DateTime::parse_from_rfc3339(again["attributes"]["processDate"].as_str().unwrap());
    assert!(made_at.unwrap().timestamp() >= now, "the daily one was made again: {again}");
    let weekly = prepared(&shop, &id(&weekly)).await;
    let kept = chrono::DateTime::parse_from_rfc3339(weekly["attributes"]["processDate"].as_str().unwrap());
    assert_eq!(kept.unwrap().timestamp(), moment, "it is not due yet");
    let _ = std::fs::remove_file(path);
}

#[tokio::test]
async fn any_title_makes_a_file() {
    let shop = Shop::open(small()).await;
    let many = "&".repeat(255);
    let flowers = "💐".repeat(100);
    for title in ["=1+1 & <b>\"[x]:*?/\\'", &flowers, "a\u{1}\u{ffff}\n", &many, "History"] {
        for format in ["xlsx", "pdf"] {
            let attributes = json!({ "title": title, "format": format,
                "periodStart": "2026-01-01", "periodStop": "2026-03-10" });
            let report = made(&shop, &body("16", attributes, json!({}))).await;
            let file = file(&shop, &id(&report)).await;
            assert_eq!(file.status, 200);
            if format == "xlsx" {
                let mut book: calamine::Xlsx<_> =
                    calamine::Reader::new(std::io::Cursor::new(file.bytes)).unwrap();
                assert!(calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap().height() > 3);
            }
        }
    }
}

#[tokio::test]
async fn the_demo_shop_has_reports_to_look_at() {
    let shop = Shop::open(small()).await;
    let reports = shop.read("reports?include=reportType").await;
    let told: Vec<(&str, bool)> = reports
        .data()
        .iter()
        .map(|report| {
            let attributes = &report["attributes"];
            (attributes["stage"].as_str().unwrap(), attributes["downloadable"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(told.iter().filter(|one| **one == ("prepared", true)).count(), 4);
    assert_eq!(told.iter().filter(|one| **one == ("requested", false)).count(), 2);
    for report in ["1", "2", "3", "4"] {
        assert_eq!(file(&shop, report).await.status, 200);
    }
}

#[tokio::test]
async fn the_address_of_a_file_is_the_shops_own_and_not_one_of_the_150() {
    let numbers: std::collections::BTreeSet<u16> =
        posy_shop::described().iter().map(|operation| operation.number).collect();
    assert_eq!(numbers, (1..=150).collect());
    assert!(posy_shop::described().iter().all(|operation| !operation.path.ends_with("/file")));
    let log = std::env::temp_dir().join(format!("posy-reports-{}.log", std::process::id()));
    let _ = std::fs::remove_file(&log);
    let shop = Shop::open(posy_shop::Flags { log: Some(log.clone()), ..small() }).await;
    assert_eq!(file(&shop, "1").await.status, 200);
    shop.close().await;
    let text = std::fs::read_to_string(&log).unwrap();
    let line: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((&line["op"], &line["path"]), (&Value::Null, &json!("/v1/reports/{id}/file")));
    let _ = std::fs::remove_file(log);
}
