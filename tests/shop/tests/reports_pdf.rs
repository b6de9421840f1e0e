//! Reports as PDF: read the way a reader does, through the font's own table of letters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use common::reports::{body, file, made, table};
use common::{id, small, Shop};
use serde_json::json;

/// The unpacked streams of a file.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let find = |from: usize, what: &[u8]| {
        pdf[from..].windows(what.len()).position(|window| window == what).map(|place| from + place)
    };
    let (mut streams, mut from) = (Vec::new(), 0);
    while let Some(begin) = find(from, b"\nstream\n") {
        let end = find(begin, b"\nendstream").unwrap();
        let mut stream = Vec::new();
        flate2::read::ZlibDecoder::new(&pdf[begin + 8..end]).read_to_end(&mut stream).unwrap();
        streams.push(stream);
        from = end;
    }
    streams
}

/// The strings of a drawn page, as the bytes they are.
fn strings(page: &[u8]) -> Vec<Vec<u8>> {
    let (mut strings, mut at) = (Vec::new(), 0);
    while at < page.len() {
        let mut string = Vec::new();
        match page[at] {
            b'<' => {
                let end = at + page[at..].iter().position(|byte| *byte == b'>').unwrap();
                let hex = std::str::from_utf8(&page[at + 1..end]).unwrap();
                string.extend(
                    (0..hex.len())
                        .step_by(2)
                        .map(|place| u8::from_str_radix(&hex[place..place + 2], 16).unwrap()),
                );
                at = end + 1;
            }
            b'(' => {
                let mut depth = 1;
                at += 1;
                loop {
                    let byte = page[at];
                    at += 1;
                    match byte {
                        b'\\' => {
                            let next = page[at];
                            at += 1;
                            string.push(match next {
                                b'n' => b'\n',
                                b'r' => b'\r',
                                b't' => b'\t',
                                b'b' => 8,
                                b'f' => 12,
                                b'0'..=b'7' => {
                                    let octal = std::str::from_utf8(&page[at - 1..at + 2]).unwrap();
                                    at += 2;
                                    u8::from_str_radix(octal, 8).unwrap()
                                }
                                other => other,
                            });
                            continue;
                        }
                        b'(' => depth += 1,
                        b')' => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                    string.push(byte);
                }
            }
            _ => {
                at += 1;
                continue;
            }
        }
        strings.push(string);
    }
    strings
}

/// The texts of each page, and how many glyphs the font in the file has.
fn read(pdf: &[u8]) -> (Vec<Vec<String>>, usize) {
    let streams = streams(pdf);
    let cmap = streams.iter().find(|stream| stream.windows(11).any(|it| it == b"beginbfchar")).unwrap();
    let mut letters: BTreeMap<u16, char> = BTreeMap::new();
    for line in String::from_utf8_lossy(cmap).lines() {
        let pair: Vec<&str> = line.split(['<', '>', ' ']).filter(|part| !part.is_empty()).collect();
        if let [glyph, letter] = pair[..] {
            if let (Ok(glyph), Ok(letter)) = (u16::from_str_radix(glyph, 16), u32::from_str_radix(letter, 16))
            {
                letters.insert(glyph, char::from_u32(letter).unwrap());
            }
        }
    }
    let font = streams.iter().find(|stream| stream.starts_with(&[0, 1, 0, 0])).unwrap();
    let glyphs = glyph_count(font);
    let pages = streams.iter().filter(|stream| stream.windows(3).any(|it| it == b"Tj\n" || it == b" Tj"));
    let pages = pages
        .map(|page| {
            strings(page)
                .iter()
                .map(|bytes| {
                    bytes.chunks(2).map(|pair| letters[&u16::from_be_bytes([pair[0], pair[1]])]).collect()
                })
                .collect()
        })
        .collect();
    (pages, glyphs)
}

/// The number of glyphs a font says it has, in its table `maxp`.
fn glyph_count(font: &[u8]) -> usize {
    let number = |at: usize, bytes: usize| {
        font[at..at + bytes].iter().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let table = (0..number(4, 2)).map(|n| 12 + 16 * n).find(|at| &font[*at..*at + 4] == b"maxp").unwrap();
    number(number(table + 8, 4) + 4, 2)
}

#[tokio::test]
async fn a_pdf_says_what_the_workbook_says_with_its_head_on_every_page() {
    let shop = Shop::open(small()).await;
    let days = json!({ "title": "Платежи «Ёлка» & сыновья (№ 5)", "periodStart": "2025-01-01", "periodStop": "2026-03-10" });
    let workbook = table(&shop, &body("16", days.clone(), json!({}))).await;
    let mut wanted = body("16", days, json!({}));
    wanted["data"]["attributes"]["format"] = json!("pdf");
    let report = made(&shop, &wanted).await;
    let pdf = file(&shop, &id(&report)).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.bytes.trim_ascii_end().ends_with(b"%%EOF"));
    let (pages, glyphs) = read(&pdf.bytes);
    assert!(pages.len() > 1, "{} rows need more than a page", workbook.rows.len());
    assert_eq!(pages[0][..2], ["Платежи «Ёлка» & сыновья (№ 5)", "01.01.2025 – 10.03.2026"]);
    for (number, page) in pages.iter().enumerate() {
        for head in ["Время", "Заказ", "Магазин", "Способ"] {
            assert!(page.iter().any(|text| text == head), "{head} on page {number}");
        }
        assert_eq!(page.last().unwrap(), &format!("{} / {}", number + 1, pages.len()));
    }
    let texts: Vec<&String> = pages.iter().flatten().collect();
    let told: BTreeSet<&str> = texts.iter().map(|text| text.as_str()).collect();
    for order in workbook.texts("Заказ") {
        assert!(told.contains(order.as_str()), "{order}");
    }
    let stores: BTreeSet<String> = workbook.texts("Магазин").into_iter().collect();
    for store in &stores {
        let count = texts.iter().filter(|text| text.as_str() == store).count();
        assert_eq!(count, workbook.texts("Магазин").iter().filter(|of| *of == store).count(), "{store}");
    }
    let sum = workbook.sum("Сумма, руб.");
    let digits = format!("{},{:02}", sum / 100, sum % 100);
    let last: Vec<String> =
        pages.last().unwrap().iter().map(|text| text.replace(char::is_whitespace, "")).collect();
    assert!(last.contains(&"Итого".to_owned()) && last.contains(&digits), "{digits} in {last:?}");
    let used: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
    assert!(used.iter().filter(|letter| ('а'..='я').contains(letter)).count() > 20);
    // The letters used, and what they are put together from, of more than a thousand.
    assert!(glyphs > used.len() && glyphs < 2 * used.len(), "{glyphs} glyphs for {} letters", used.len());
    assert!(pdf.bytes.len() < 200_000, "{} bytes", pdf.bytes.len());
}

#[tokio::test]
async fn texts_are_cut_to_their_column_and_an_empty_report_says_so() {
    let shop = Shop::open(small()).await;
    let long = "Очень длинное имя ".repeat(13);
    let title = "Предзаказы без конца и края ".repeat(9);
    let customer =
        json!({ "data": { "type": "customers", "attributes": { "title": long, "phone": "9550001122" } } });
    let customer = shop.post("customers", &customer).await;
    assert_eq!(customer.status, 201, "{}", customer.json);
    let to = json!({ "data": { "type": "customers", "id": id(&customer.json["data"]) } });
    shop.order(json!({ "dueTime": "2027-01-05T10:00:00Z", "docNo": "long-1" }), json!({ "customer": to }))
        .await;
    let attributes = |first: &str, last: &str| json!({ "title": title.trim(), "format": "pdf", "periodStart": first, "periodStop": last });
    let report = made(&shop, &body("14", attributes("2027-01-05", "2027-01-05"), json!({}))).await;
    let (pages, _) = read(&file(&shop, &id(&report)).await.bytes);
    assert!(pages[0][0].starts_with("Предзаказы") && pages[0][0].ends_with('…'));
    assert!(pages[0].contains(&"long-1".to_owned()));
    let cut = pages[0].iter().find(|text| text.starts_with("Очень длинное")).unwrap();
    assert!(cut.ends_with('…') && cut.chars().count() < long.chars().count(), "{cut}");
    let report = made(&shop, &body("14", attributes("2031-01-01", "2031-01-02"), json!({}))).await;
    let (pages, _) = read(&file(&shop, &id(&report)).await.bytes);
    assert!(pages.len() == 1 && pages[0].contains(&"За эти дни ничего нет.".to_owned()), "{pages:?}");
}
