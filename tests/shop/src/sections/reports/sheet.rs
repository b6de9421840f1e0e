//! A report as a table: columns, rows, sums. Both kinds of files are written from it.

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{params_from_iter, Connection, Row};
use serde_json::Value;

use super::span;
use super::types::{Detail, Kind, Type};
use crate::sections::stats::period::{local, Period};

/// A cell of a workbook holds no more characters.
const LONGEST: usize = 32_000;

/// What is to be made.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) of: &'static Type,
    pub(super) title: String,
    pub(super) period: Period,
    /// Ids, `<Type>-<field>`.
    pub(super) detailing: Vec<String>,
    /// Ids with their values; no values narrow nothing.
    pub(super) filters: Vec<(String, Vec<String>)>,
}

/// The head of a column.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) title: &'static str,
    pub(super) kind: Kind,
    summed: bool,
}

/// What stands in a row; what numbers mean is said by the column's kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(i64),
}

/// A table with its heading.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) period: Period,
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Below the rows; `None` when nothing is summed.
    pub(super) sums: Option<Vec<Cell>>,
}

impl Sheet {
    /// Reads the rows of a report.
    pub(super) fn read(connection: &Connection, wanted: Wanted) -> rusqlite::Result<Self> {
        let details = details(&wanted);
        let mut heads: Vec<Head> = details
            .iter()
            .map(|detail| Head { title: detail.title, kind: detail.kind, summed: false })
            .collect();
        for column in wanted.of.columns {
            heads.push(Head { title: column.title, kind: column.kind, summed: column.summed });
        }
        let (sql, values) = query(&wanted, &details);
        let mut statement = connection.prepare(&sql)?;
        let width = heads.len();
        let rows = statement
            .query_map(params_from_iter(values), |row| cells(row, width))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let sums = sums(&heads, &rows);
        Ok(Self { title: plain(&wanted.title), period: wanted.period, heads, rows, sums })
    }

    /// The days, as people write them.
    pub(super) fn days(&self) -> String {
        let first = self.period.first_day().format("%d.%m.%Y").to_string();
        let last = self.period.last_day().format("%d.%m.%Y").to_string();
        if first == last {
            first
        } else {
            format!("{first} – {last}")
        }
    }
}

/// The details of a report in the order they are declared, not that in which they were named.
fn details(wanted: &Wanted) -> Vec<&'static Detail> {
    let named: Vec<&str> =
        wanted.detailing.iter().filter_map(|id| wanted.of.detail(id)).map(|detail| detail.field).collect();
    let fields = match (named.is_empty(), wanted.of.usual) {
        (true, Some(usual)) => usual,
        _ => &named,
    };
    wanted.of.details.iter().filter(|detail| fields.contains(&detail.field)).collect()
}

fn query(wanted: &Wanted, details: &[&Detail]) -> (String, Vec<Sql>) {
    let of = wanted.of;
    let shown = |detail: &Detail| match detail.kind {
        Kind::Day => span::day_sql(detail.sql, wanted.period),
        _ => detail.sql.to_owned(),
    };
    let keys = details.iter().map(|detail| match detail.kind {
        Kind::Day => shown(detail),
        _ => detail.key.to_owned(),
    });
    let mut values = vec![Sql::Integer(wanted.period.from), Sql::Integer(wanted.period.to)];
    let mut columns: Vec<String> = details.iter().map(|detail| shown(detail)).collect();
    columns.extend(of.columns.iter().map(|column| column.sql.to_owned()));
    let mut sql = format!("SELECT {} FROM {} WHERE ({})", columns.join(", "), of.from, of.when);
    for (id, chosen) in wanted.filters.iter().filter(|(_, chosen)| !chosen.is_empty()) {
        let Some(filter) = of.filter(id) else { continue };
        values.push(Sql::Text(Value::from(chosen.clone()).to_string()));
        let list = format!("(SELECT value FROM json_each(?{}))", values.len());
        let condition = match filter.sql.contains('?') {
            true => filter.sql.replace('?', &list),
            false => format!("{} IN {list}", filter.sql),
        };
        sql.push_str(&format!(" AND ({condition})"));
    }
    let places = (1..=details.len()).map(|place| place.to_string());
    let order: Vec<String> = match of.usual {
        // Rows of the same name stay apart, and in the same order every time.
        Some(_) => {
            let keys: Vec<String> = keys.collect();
            sql.push_str(&format!(" GROUP BY {}", keys.join(", ")));
            places.chain(keys).collect()
        }
        None => places.chain([of.order.to_owned()]).collect(),
    };
    sql.push_str(&format!(" ORDER BY {}", order.join(", ")));
    (sql, values)
}

fn cells(row: &Row, width: usize) -> rusqlite::Result<Vec<Cell>> {
    (0..width)
        .map(|place| {
            Ok(match row.get_ref(place)? {
                ValueRef::Null | ValueRef::Blob(_) => Cell::Empty,
                ValueRef::Integer(number) => Cell::Number(number),
                ValueRef::Real(number) => Cell::Number(number.round() as i64),
                ValueRef::Text([]) => Cell::Empty,
                ValueRef::Text(text) => Cell::Text(plain(&String::from_utf8_lossy(text))),
            })
        })
        .collect()
}

/// A text on one line, as long as a cell may be, without what no workbook may hold.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|sign| !matches!(sign, '\u{fffe}' | '\u{ffff}'))
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(LONGEST)
        .collect()
}

fn sums(heads: &[Head], rows: &[Vec<Cell>]) -> Option<Vec<Cell>> {
    if !heads.iter().any(|head| head.summed) {
        return None;
    }
    let mut sums: Vec<Cell> = heads.iter().map(|_| Cell::Empty).collect();
    for (place, _) in heads.iter().enumerate().filter(|(_, head)| head.summed) {
        let numbers = rows.iter().map(|row| match row.get(place) {
            Some(Cell::Number(number)) => *number,
            _ => 0,
        });
        let sum = numbers.fold(0_i64, i64::saturating_add);
        if let Some(slot) = sums.get_mut(place) {
            *slot = Cell::Number(sum);
        }
    }
    if let Some(first @ Cell::Empty) = sums.first_mut() {
        *first = Cell::Text("Итого".to_owned());
    }
    Some(sums)
}

/// A cell as people read it: `12 345,60`, `08.03.2026 14:30`.
pub(super) fn words(cell: &Cell, kind: Kind, period: Period) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => String::new(),
        (Cell::Text(text), Kind::Day) => match crate::calendar::read_day(text) {
            Some(day) => day.format("%d.%m.%Y").to_string(),
            None => text.clone(),
        },
        (Cell::Text(text), _) => text.clone(),
        (Cell::Number(number), Kind::Money) => {
            let cents = number.unsigned_abs();
            format!("{}{},{:02}", sign(*number), grouped(cents / 100), cents % 100)
        }
        (Cell::Number(number), Kind::Quantity) => {
            let parts = number.unsigned_abs();
            let fraction = format!("{:03}", parts % 1_000);
            let whole = format!("{}{}", sign(*number), grouped(parts / 1_000));
            match fraction.trim_end_matches('0') {
                "" => whole,
                fraction => format!("{whole},{fraction}"),
            }
        }
        (Cell::Number(moment), Kind::Moment) => {
            local(*moment, period.zone).format("%d.%m.%Y %H:%M").to_string()
        }
        (Cell::Number(number), _) => format!("{}{}", sign(*number), grouped(number.unsigned_abs())),
    }
}

fn sign(number: i64) -> &'static str {
    if number < 0 {
        "-"
    } else {
        ""
    }
}

/// Digits in threes with spaces that do not break.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}
