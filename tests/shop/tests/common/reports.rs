//! Asking for reports, waiting for them, reading their files.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::{json, Value};

use super::{id, Reply, Shop};

/// The body of a report of a type.
pub fn body(of: &str, attributes: Value, mut relationships: Value) -> Value {
    relationships["reportType"] = json!({ "data": { "type": "report-types", "id": of } });
    json!({ "data": { "type": "reports", "attributes": attributes, "relationships": relationships } })
}

/// The body of a report over days.
pub fn asked(of: &str, first: &str, last: &str) -> Value {
    body(of, json!({ "title": "Отчёт", "periodStart": first, "periodStop": last }), json!({}))
}

/// A filter as it comes nested.
pub fn filter(of: &str, values: &Value) -> Value {
    json!({ "type": "report-filters", "attributes": { "values": values },
        "relationships": { "filterType": { "data": { "type": "report-filter-types", "id": of } } } })
}

/// Details as they come in a relationship.
pub fn detailing(ids: &[&str]) -> Value {
    let data: Vec<Value> = ids.iter().map(|id| json!({ "type": "report-detailing", "id": id })).collect();
    json!({ "data": data })
}

/// Waits until a report is prepared.
pub async fn prepared(shop: &Shop, report: &str) -> Value {
    for _ in 0..400 {
        let reply = shop.read(&format!("reports/{report}")).await;
        let data = &reply.json["data"];
        assert_ne!(data["attributes"]["stage"], "deferred", "{data}");
        if data["attributes"]["stage"] == "prepared" {
            return data.clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the report {report} was never prepared");
}

/// Asks for a report and waits for it.
pub async fn made(shop: &Shop, body: &Value) -> Value {
    let reply = shop.post("reports", body).await;
    assert_eq!(reply.status, 201, "{}", reply.json);
    prepared(shop, &id(&reply.json["data"])).await
}

pub async fn file(shop: &Shop, report: &str) -> Reply {
    shop.get(&format!("reports/{report}/file")).await
}

/// The cells of a report's workbook: head first, sums last.
pub async fn table(shop: &Shop, body: &Value) -> Table {
    let report = made(shop, body).await;
    let file = file(shop, &id(&report)).await;
    assert_eq!(file.status, 200, "{}", file.json);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let mut rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
    let head = rows.remove(0).iter().map(ToString::to_string).collect();
    let sums = rows.pop().unwrap();
    assert_eq!(sums[0].to_string(), "Итого");
    Table { head, rows, sums }
}

#[derive(Debug)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<Data>>,
    pub sums: Vec<Data>,
}

impl Table {
    fn place(&self, head: &str) -> usize {
        self.head.iter().position(|of| of == head).unwrap_or_else(|| panic!("no {head} in {:?}", self.head))
    }

    /// The texts of a column.
    pub fn texts(&self, head: &str) -> Vec<String> {
        let place = self.place(head);
        self.rows.iter().map(|row| row[place].to_string()).collect()
    }

    /// The numbers of a column, in cents.
    pub fn cents(&self, head: &str) -> Vec<i64> {
        let place = self.place(head);
        self.rows.iter().map(|row| cents(&row[place])).collect()
    }

    /// The sum below a column, in cents, which must be that of the rows.
    pub fn sum(&self, head: &str) -> i64 {
        let sum = cents(&self.sums[self.place(head)]);
        assert_eq!(sum, self.cents(head).iter().sum::<i64>(), "the sum of {head}");
        sum
    }

    /// The moments (or days, as their midnight) of a column, which must be dates to a table program.
    pub fn moments(&self, head: &str) -> Vec<chrono::NaiveDateTime> {
        let place = self.place(head);
        let begin = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_hms_opt(0, 0, 0).unwrap();
        let read = |row: &Vec<Data>| match &row[place] {
            Data::DateTime(moment) => {
                begin + chrono::Duration::seconds((moment.as_f64() * 86_400.0).round() as i64)
            }
            other => panic!("{other:?} is no date"),
        };
        self.rows.iter().map(read).collect()
    }
}

fn cents(cell: &Data) -> i64 {
    match cell {
        Data::Float(number) => (number * 100.0).round() as i64,
        Data::Int(number) => number * 100,
        other => panic!("{other:?} is no number"),
    }
}
