//! Customers from the files people have: xls, xlsx and ods as well as csv, large ones, and a shop
//! that is killed while it takes one over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::io::{Cursor, Write};
use std::time::Duration;

use common::process::{sign_in, start};
use common::{id, send, small, Reply, Shop};
use http_body_util::Full;
use hyper::Request;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{json, Value};

/// Name, phone and birthday of the customers every file holds.
const ROWS: [(&str, u64, (u16, u8, u8)); 2] =
    [("Ида Роу", 9_555_000_101, (1990, 5, 1)), ("Лив Мо", 9_555_000_102, (1985, 12, 31))];

/// A workbook as Excel writes it since 2007: phones are numbers, birthdays are dates.
fn xlsx(far_off: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    for (column, title) in ["Имя", "Телефон", "День"].iter().enumerate() {
        sheet.write_string(0, column as u16, *title).unwrap();
    }
    for (row, (name, phone, (year, month, day))) in (1..).zip(ROWS) {
        sheet.write_string(row, 0, name).unwrap();
        sheet.write_number(row, 1, phone as f64).unwrap();
        let birthday = ExcelDateTime::from_ymd(year, month, day).unwrap();
        sheet.write_datetime_with_format(row, 2, &birthday, &date).unwrap();
    }
    if far_off {
        sheet.write_string(1_000_000, 16_000, "x").unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// A table of LibreOffice: a zip with the cells as XML.
fn ods() -> Vec<u8> {
    let mut rows = String::new();
    for cells in std::iter::once(["Имя", "Телефон", "День"].map(text_cell)).chain(ROWS.map(
        |(name, phone, (year, month, day))| {
            let date = format!("{year:04}-{month:02}-{day:02}");
            [
                text_cell(name),
                format!("<table:table-cell office:value-type=\"float\" office:value=\"{phone}\"><text:p>{phone}</text:p></table:table-cell>"),
                format!("<table:table-cell office:value-type=\"date\" office:date-value=\"{date}\"><text:p>{date}</text:p></table:table-cell>"),
            ]
        },
    )) {
        rows.push_str(&format!("<table:table-row>{}</table:table-row>", cells.concat()));
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", plain).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    for (name, text) in [
        ("content.xml", content.as_str()),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
    ] {
        zip.start_file(name, plain).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text_cell(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

/// A workbook as Excel wrote it until 2003: records in a stream of a compound file.
fn xls() -> Vec<u8> {
    let record =
        |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let bof = |kind: u16| {
        let fields = [0x0600, kind, 0x0DBB, 0x07CC].map(u16::to_le_bytes).concat();
        record(0x0809, &[fields, vec![0; 8]].concat())
    };
    let at = |row: u16, column: u16| [row, column, 0].map(u16::to_le_bytes).concat();
    let label = |row: u16, column: u16, text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let head = [&(text.encode_utf16().count() as u16).to_le_bytes()[..], &[1]].concat();
        record(0x0204, &[at(row, column), head, units].concat())
    };
    let number = |row: u16, column: u16, value: f64| {
        record(0x0203, &[at(row, column), value.to_le_bytes().to_vec()].concat())
    };
    let end = record(0x000A, &[]);
    let sheet_name = [&[0, 0, 1, 0][..], b"1"].concat();
    let globals = |offset: u32| {
        let sheet = record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0], &sheet_name[2..]].concat());
        [bof(0x0005), record(0x0042, &1_200_u16.to_le_bytes()), sheet, end.clone()].concat()
    };
    let mut stream = globals(globals(0).len() as u32);
    stream.extend(bof(0x0010));
    for (column, title) in (0..).zip(["Имя", "Телефон", "День"]) {
        stream.extend(label(0, column, title));
    }
    for (row, (name, phone, (year, month, day))) in (1..).zip(ROWS) {
        stream.extend(label(row, 0, name));
        stream.extend(number(row, 1, phone as f64));
        stream.extend(label(row, 2, &format!("{year:04}-{month:02}-{day:02}")));
    }
    stream.extend(end);
    // Shorter streams are kept elsewhere in the file, which old readers did not expect of one.
    stream.resize(stream.len().max(4_096), 0);
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    // Every real one has a short stream beside it.
    file.create_stream("/\u{5}SummaryInformation").unwrap().write_all(&[0; 64]).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

async fn upload(url: &str, token: &str, format: &str, file: &[u8]) -> Reply {
    let field = |name: &str, content: &[u8]| {
        let head =
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"f\"\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let body = [field("format", format.as_bytes()), field("file", file), b"--edge--\r\n".to_vec()].concat();
    let request = Request::builder()
        .method("POST")
        .uri("/api/v1/customers/import")
        .header("host", "shop")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(Full::new(body.into()))
        .unwrap();
    send(url, request).await.unwrap()
}

fn mapping() -> Value {
    json!({ "data": { "type": "mapping-customers", "attributes": { "title": [0], "phone": 1, "birthday": 2 } } })
}

#[tokio::test]
async fn the_same_customers_come_out_of_every_kind_of_file() {
    for (format, file) in [("xlsx", xlsx(false)), ("ods", ods()), ("xls", xls())] {
        let shop = Shop::open(small()).await;
        let reply = upload(&shop.url(), &shop.token, format, &file).await;
        assert_eq!(reply.status, 200, "{format}: {}", reply.json);
        let rows = reply.json["data"]["relationships"].as_array().unwrap();
        let seen: Vec<&Value> = rows.iter().map(|row| &row["attributes"]["fields"]).collect();
        let wanted = ROWS.map(|(name, phone, (year, month, day))| {
            json!([name, phone.to_string(), format!("{year:04}-{month:02}-{day:02}")])
        });
        assert_eq!(seen, wanted.iter().collect::<Vec<_>>(), "{format}");
        assert_eq!(reply.json["meta"]["columns"], json!(["Имя", "Телефон", "День"]), "{format}");
        let path = format!("customers/import/{}", id(&reply.json["data"]));
        assert_eq!(shop.post(&format!("{path}/validate"), &mapping()).await.status, 200);
        while shop.read(&path).await.json["data"]["attributes"]["status"] != "done" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let found = shop.read("customers?search=9555000102").await;
        assert_eq!(found.data()[0]["attributes"]["birthday"], "1985-12-31", "{format}");
        shop.close().await;
    }
}

#[tokio::test]
async fn files_that_are_too_large_or_another_kind_are_refused() {
    let shop = Shop::open(small()).await;
    let refuse = |format: &'static str, file: Vec<u8>| {
        let (url, token) = (shop.url(), shop.token.clone());
        async move {
            let reply = upload(&url, &token, format, &file).await;
            assert_eq!(reply.status, 400, "{}", reply.json);
            reply.one_fault()
        }
    };
    assert_eq!(refuse("xlsx", xlsx(true)).await.0, "too-many-columns");
    let rows: String = (0..50_002).map(|row| format!("a,{row}\n")).collect();
    assert_eq!(refuse("csv", rows.into()).await.0, "too-many-rows");
    assert_eq!(refuse("csv", [vec![b','; 60], b"x\ny\n".to_vec()].concat()).await.0, "too-many-columns");
    assert_eq!(refuse("csv", format!("a\n{}\n", "x".repeat(5_001)).into()).await.0, "too-long");
    for (format, file) in [("xls", xlsx(false)), ("ods", xls()), ("xlsx", ods()), ("xls", vec![0; 5_000])] {
        assert_eq!(refuse(format, file).await, ("bad-file".to_owned(), "/file".to_owned()), "{format}");
    }
    assert!(shop.read("customers/import").await.data().is_empty(), "nothing of them is kept");
}

#[tokio::test]
async fn imports_are_listed_page_by_page() {
    let shop = Shop::open(small()).await;
    for rows in 1..=3 {
        let file: String = (0..=rows).map(|row| format!("Name {row},95550002{rows}{row}\n")).collect();
        assert_eq!(upload(&shop.url(), &shop.token, "csv", file.as_bytes()).await.status, 200);
    }
    let reply = shop.read("customers/import?page[size]=2&sort=total").await;
    assert_eq!(reply.json["meta"]["total"], 3);
    let totals = |reply: &Reply| -> Vec<i64> {
        reply.data().iter().map(|row| row["attributes"]["total"].as_i64().unwrap()).collect()
    };
    assert_eq!(totals(&reply), [1, 2]);
    assert_eq!(totals(&shop.read("customers/import?page[size]=2&page[number]=2&sort=total").await), [3]);
}

/// A request that must be answered.
async fn call(url: &str, token: &str, method: &str, path: &str, body: &Value) -> Value {
    let reply = common::process::call(url, token, method, path, body).await;
    let reply = reply.unwrap_or_else(|| panic!("no answer to {method} {path}"));
    assert_eq!(reply.status, 200, "{method} {path}: {}", reply.json);
    reply.json
}

#[tokio::test]
async fn a_killed_shop_goes_on_with_the_first_row_that_has_no_outcome() {
    const MANY: usize = 20_000;
    let folder = std::env::temp_dir().join(format!("posy-import-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let db = folder.join("shop.db");
    let mut server = start(&db);
    let mut token = sign_in(&server.url).await;
    let mut file = String::from("Name,Phone,Birthday\n");
    file.extend((0..MANY).map(|row| format!("Name {row},9{row:09},\n")));
    let reply = upload(&server.url, &token, "csv", file.as_bytes()).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    let path = format!("customers/import/{}", id(&reply.json["data"]));
    call(&server.url, &token, "POST", &format!("{path}/validate"), &mapping()).await;
    let progress = |json: &Value| json["data"]["attributes"]["processed"].as_u64().unwrap();
    let mut seen = Vec::new();
    for _ in 0..3 {
        // Killed as soon as more has been done than before.
        let before = seen.last().copied().unwrap_or(0);
        let now = loop {
            let now = progress(&call(&server.url, &token, "GET", &path, &Value::Null).await);
            if now > before {
                break now;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        };
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        seen.push(now);
        server = start(&db);
        // What signs the tokens is made anew with each start.
        token = sign_in(&server.url).await;
    }
    assert!(seen.last().copied().unwrap_or(0) < MANY as u64, "killed in the middle: {seen:?}");
    loop {
        let json = call(&server.url, &token, "GET", &path, &Value::Null).await;
        assert!(progress(&json) >= seen.last().copied().unwrap_or(0), "nothing that was done is undone");
        if json["data"]["attributes"]["status"] == "done" {
            let attributes = &json["data"]["attributes"];
            assert_eq!(attributes["processed"], MANY);
            let [imported, duplicates] =
                ["imported", "duplicates"].map(|name| attributes[name].as_u64().unwrap());
            assert_eq!(imported + duplicates, MANY as u64);
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let file = rusqlite::Connection::open(&db).unwrap();
    let twice: i64 = file
        .query_row(
            "SELECT count(*) - count(DISTINCT phone) FROM customers WHERE title LIKE 'Name %'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(twice, 0, "no row was taken over twice");
    let _ = std::fs::remove_dir_all(folder);
}
