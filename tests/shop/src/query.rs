//! The query string of one request, read by what its operation declares. Undeclared names are
//! left aside: the live API ignores them.

use std::collections::BTreeMap;

use serde_json::json;

use crate::calendar;
use crate::operations::Operation;
use crate::parameters::{Parameter, Reads, Sort};
use crate::refusal::{code, Fault, Refusal};

pub(crate) const LARGEST_PAGE: i64 = 100;
pub(crate) const USUAL_PAGE: i64 = 10;

/// The value of a given parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Given {
    Text(String),
    Texts(Vec<String>),
    Integer(i64),
    Flag(bool),
}

impl Given {
    /// The value as SQLite takes it; lists become JSON arrays for `json_each`.
    pub(crate) fn to_sql(&self) -> rusqlite::types::Value {
        use rusqlite::types::Value;
        match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Texts(texts) => Value::Text(json!(texts).to_string()),
            Self::Integer(number) => Value::Integer(*number),
            Self::Flag(flag) => Value::Integer(i64::from(*flag)),
        }
    }
}

/// One page of a list; `size` is `None` for lists that are whole unless asked otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) number: i64,
    pub(crate) size: Option<i64>,
}

/// A sort field and whether it runs downwards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    pub(crate) by: Sort,
    pub(crate) down: bool,
}

/// Everything a query string said.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    given: BTreeMap<&'static str, Given>,
    pub(crate) includes: Vec<String>,
    pub(crate) orders: Vec<Order>,
    pub(crate) page: Page,
}

impl Query {
    /// Reads the raw query string of an operation.
    pub(crate) fn read(raw: &str, operation: &Operation) -> Result<Self, Refusal> {
        let pairs = pairs(raw);
        let mut faults = Vec::new();
        let mut given = BTreeMap::new();
        for parameter in operation.parameters {
            match read_parameter(&pairs, parameter) {
                Ok(Some(value)) => {
                    given.insert(parameter.name, value);
                }
                Ok(None) => {}
                Err(fault) => faults.push(fault.in_parameter(parameter.name)),
            }
        }
        let includes = list(&pairs, "include");
        for path in &includes {
            if !operation.includes.contains(&path.as_str()) {
                let fault = Fault::new(
                    422,
                    code::INCLUDE,
                    "Unknown include path.",
                    format!("\"{path}\" cannot be included here."),
                );
                faults.push(fault.in_parameter("includePaths"));
            }
        }
        let orders = read_sort(&pairs, operation, &mut faults);
        let page = read_page(&pairs, operation, &mut faults);
        Refusal::unless_empty(faults)?;
        Ok(Self { given, includes, orders, page })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Given> {
        self.given.get(name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Given::Flag(true)))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Given::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn texts(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Given::Texts(texts)) => texts,
            _ => &[],
        }
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Given::Integer(number)) => Some(*number),
            _ => None,
        }
    }
}

/// The names a request used, declared ones first, for the journal.
pub(crate) fn names(raw: &str, operation: Option<&Operation>) -> (Vec<String>, Vec<String>) {
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for (name, _) in pairs(raw) {
        let plain = name.strip_suffix("[]").unwrap_or(&name).to_owned();
        let declared = operation.is_some_and(|operation| operation.takes(&plain));
        let names = if declared { &mut known } else { &mut unknown };
        if !names.contains(&plain) {
            names.push(plain);
        }
    }
    (known, unknown)
}

fn pairs(raw: &str) -> Vec<(String, String)> {
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

/// Percent and plus decoding; bytes that are no UTF-8 become the replacement character.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let digits = (hex_digit(ahead.next()), hex_digit(ahead.next()));
                if let (Some(high), Some(low)) = digits {
                    bytes.push(high * 16 + low);
                    rest = ahead;
                } else {
                    bytes.push(b'%');
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_digit(byte: Option<u8>) -> Option<u8> {
    let digit = char::from(byte?).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// The values of a list: repeated, with or without `[]`, each possibly a comma list.
fn list(pairs: &[(String, String)], name: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for (key, value) in pairs {
        if key.strip_suffix("[]").unwrap_or(key) != name {
            continue;
        }
        for part in value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if !values.iter().any(|known| known == part) {
                values.push(part.to_owned());
            }
        }
    }
    values
}

/// The last value of a name; empty counts as not given, because forms send empty fields.
fn single<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let value = pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.trim())?;
    (!value.is_empty()).then_some(value)
}

fn read_parameter(pairs: &[(String, String)], parameter: &Parameter) -> Result<Option<Given>, Fault> {
    if let Reads::Texts | Reads::SomeOf(_) | Reads::Integers = parameter.reads {
        let texts = list(pairs, parameter.name);
        if texts.is_empty() {
            return Ok(None);
        }
        for text in &texts {
            match parameter.reads {
                Reads::SomeOf(choices) => check_choice(text, choices)?,
                Reads::Integers => {
                    read_integer(text)?;
                }
                _ => {}
            }
        }
        return Ok(Some(Given::Texts(texts)));
    }
    let Some(text) = single(pairs, parameter.name) else { return Ok(None) };
    let value = match parameter.reads {
        Reads::OneOf(choices) => {
            check_choice(text, choices)?;
            Given::Text(text.to_owned())
        }
        Reads::Integer => Given::Integer(read_integer(text)?),
        Reads::Money => Given::Integer(read_kopecks(text)?),
        Reads::Flag => Given::Flag(read_flag(text)),
        Reads::From => {
            let (moment, fraction) = read_moment(text)?;
            Given::Integer(moment + i64::from(fraction))
        }
        Reads::Until => Given::Integer(read_moment(text)?.0),
        Reads::DayFrom => match calendar::read_moment(text) {
            Some((moment, fraction)) => Given::Integer(moment + i64::from(fraction)),
            None => Given::Integer(calendar::day_start(read_day(text)?)),
        },
        Reads::DayUntil => match calendar::read_moment(text) {
            Some((moment, _)) => Given::Integer(moment),
            None => Given::Integer(calendar::day_end(read_day(text)?)),
        },
        Reads::Day => Given::Text(read_day(text)?.to_string()),
        Reads::Text | Reads::Texts | Reads::SomeOf(_) | Reads::Integers => Given::Text(text.to_owned()),
    };
    Ok(Some(value))
}

/// The live API's lenience: these words are true, any other is false.
pub(crate) fn read_flag(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "true" | "yes" | "y" | "on" | "enabled" | "1")
}

fn read_integer(text: &str) -> Result<i64, Fault> {
    text.parse().map_err(|_| Fault::unreadable(format!("\"{text}\" is not a whole number.")))
}

fn read_kopecks(text: &str) -> Result<i64, Fault> {
    let roubles = text.parse::<f64>().ok().filter(|number| number.is_finite());
    match roubles {
        Some(roubles) => Ok((roubles * 100.0).round() as i64),
        None => Err(Fault::unreadable(format!("\"{text}\" is not a number."))),
    }
}

fn read_moment(text: &str) -> Result<(i64, bool), Fault> {
    calendar::read_moment(text)
        .ok_or_else(|| Fault::unreadable(format!("\"{text}\" is not a date-time like 2026-03-08T10:00:00Z.")))
}

fn read_day(text: &str) -> Result<chrono::NaiveDate, Fault> {
    calendar::read_day(text)
        .ok_or_else(|| Fault::unreadable(format!("\"{text}\" is not a date like 2026-03-08.")))
}

fn check_choice(text: &str, choices: &[&str]) -> Result<(), Fault> {
    if choices.contains(&text) {
        return Ok(());
    }
    let detail = format!("\"{text}\" is not one of: {}.", choices.join(", "));
    Err(Fault::new(422, "unknown-choice", "The value is not valid.", detail))
}

fn read_sort(pairs: &[(String, String)], operation: &Operation, faults: &mut Vec<Fault>) -> Vec<Order> {
    let mut orders = Vec::new();
    for field in list(pairs, "sort") {
        let (name, down) = match field.strip_prefix('-') {
            Some(name) => (name, true),
            None => (field.as_str(), false),
        };
        match operation.sorts.iter().find(|sort| sort.name == name) {
            Some(by) => orders.push(Order { by: *by, down }),
            None => {
                let detail = format!("The list cannot be sorted by \"{name}\".");
                let fault = Fault::new(422, code::SORTING, "Unknown sort field.", detail);
                faults.push(fault.in_parameter("sortParameters"));
            }
        }
    }
    orders
}

fn read_page(pairs: &[(String, String)], operation: &Operation, faults: &mut Vec<Fault>) -> Page {
    let mut number = 1;
    let mut size = (!operation.whole).then_some(USUAL_PAGE);
    for (name, internal) in [("page[number]", "pageNumber"), ("page[size]", "pageSize")] {
        let Some(text) = single(pairs, name) else { continue };
        let fault = match read_integer(text) {
            Err(fault) => fault,
            Ok(value) if value < 1 => Fault::new(
                422,
                code::PAGE_SIZE,
                "The page is not valid.",
                format!("{name} starts at 1, {value} was given."),
            ),
            Ok(value) if internal == "pageSize" && value > LARGEST_PAGE => Fault::new(
                422,
                code::PAGE_SIZE,
                "The page is too large.",
                format!("A page holds at most {LARGEST_PAGE}, {value} were asked for."),
            ),
            Ok(value) => {
                if internal == "pageSize" {
                    size = Some(value);
                } else {
                    number = value;
                }
                continue;
            }
        };
        faults.push(fault.in_parameter(internal));
    }
    Page { number, size }
}
