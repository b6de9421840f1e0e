//! A filter is declared once: its name in the address, its parameter in the
//! API, its kind, its label and, where the records at hand can answer it, its
//! test. From the one declaration follow the query string, the address of the
//! view, the filter panel and the evaluation without the network.

use chrono::{DateTime, Duration, NaiveDate, SecondsFormat, Utc};

use super::query::Query;
use crate::domain::period::{day_from_address, Period};
use crate::domain::zone::Zone;
use crate::domain::{Money, Word};

/// What a filter is about and how it is entered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Days of the shop, named or given: `param[from]`, `param[to]`.
    Period,
    /// Moments, from the start of a day, to the end of a day, or both.
    Dates,
    /// From a day, to a day, or both, as days.
    Days,
    /// Some of a fixed set of codes.
    Choice(&'static [(&'static str, Word)]),
    /// Records of a dictionary, by id.
    Records(Dictionary),
    /// Yes or no.
    YesNo,
    /// On, or not asked for.
    Switch,
    /// `param[min]`, `param[max]`.
    Amounts,
    /// A text, or several separated by commas.
    Text,
}

/// Where the records of a filter are chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dictionary {
    Stores,
    Sources,
    Workers,
    Customers,
    Items,
    PaymentMethods,
    Categories,
    ItemGroups,
    BonusGroups,
    DiscountGroups,
    CustomerSources,
    Preferences,
    Celebrations,
}

/// The value a filter is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Period(Period),
    Dates { from: Option<NaiveDate>, to: Option<NaiveDate> },
    Many(Vec<String>),
    Flag(bool),
    Amounts { min: Option<Money>, max: Option<Money> },
    Text(String),
}

/// Says of a record whether it is among those asked for.
pub type Predicate<R> = Box<dyn Fn(&R) -> bool + Send + Sync>;

/// One declared filter of a list of `R`; `C` is what its test may look into.
pub struct Filter<R: 'static, C: 'static> {
    /// In the address.
    pub name: &'static str,
    /// In the API. The parts of a range stand in brackets behind it, unless two
    /// names are given: `filter[amountFrom]..filter[amountTo]`; one may be empty.
    pub param: &'static str,
    pub kind: Kind,
    pub label: Word,
    /// Makes the test for a value; `None` where only the server knows.
    pub test: Option<fn(&Value, &C) -> Predicate<R>>,
}

/// The values set, by the name of their filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters(Vec<(&'static str, Value)>);

impl Filters {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Sets a filter; an empty value clears it.
    pub fn set(&mut self, name: &'static str, value: Option<Value>) {
        // By name, so that the same filters are always the same address.
        let at = self.0.partition_point(|(known, _)| *known < name);
        if self.0.get(at).is_some_and(|(known, _)| *known == name) {
            self.0.remove(at);
        }
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.insert(at, (name, value));
        }
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().map(|(name, _)| *name)
    }

    /// Reads an address; what it cannot read is as if it were not there.
    pub fn read<R, C>(table: &[Filter<R, C>], get: impl Fn(&str) -> Option<String>) -> Self {
        let mut filters = Self::default();
        for filter in table {
            let value = get(filter.name).and_then(|text| Value::from_address(filter.kind, &text));
            filters.set(filter.name, value);
        }
        filters
    }

    /// Names and values for the address.
    pub fn to_address(&self) -> Vec<(&'static str, String)> {
        self.0.iter().map(|(name, value)| (*name, value.to_address())).collect()
    }

    /// Writes the parameters of the API.
    pub fn onto<R, C>(&self, table: &[Filter<R, C>], zone: &dyn Zone, today: NaiveDate, query: &mut Query) {
        for filter in table {
            if let Some(value) = self.get(filter.name) {
                value.onto(filter.kind, filter.param, zone, today, query);
            }
        }
    }

    /// The test of all filters that can be answered here.
    pub fn predicate<R: 'static, C>(&self, table: &[Filter<R, C>], context: &C) -> Predicate<R> {
        let tests: Vec<_> =
            table.iter().filter_map(|filter| Some((filter.test?)(self.get(filter.name)?, context))).collect();
        Box::new(move |record| tests.iter().all(|test| test(record)))
    }

    /// Every filter that is set can be answered without the server.
    pub fn are_local<R, C>(&self, table: &[Filter<R, C>]) -> bool {
        table.iter().all(|filter| filter.test.is_some() || self.get(filter.name).is_none())
    }
}

impl Value {
    fn is_empty(&self) -> bool {
        match self {
            Self::Dates { from, to } => from.is_none() && to.is_none(),
            Self::Many(values) => values.is_empty(),
            Self::Amounts { min, max } => min.is_none() && max.is_none(),
            Self::Text(text) => text.trim().is_empty(),
            Self::Period(_) | Self::Flag(_) => false,
        }
    }

    /// As written in an address.
    pub fn to_address(&self) -> String {
        let range = |from: Option<String>, to: Option<String>| {
            format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default())
        };
        match self {
            Self::Period(period) => period.to_address(),
            Self::Dates { from, to } => range(from.map(|d| d.to_string()), to.map(|d| d.to_string())),
            Self::Many(values) => values.join(","),
            Self::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Amounts { min, max } => range(min.map(|m| m.to_string()), max.map(|m| m.to_string())),
            Self::Text(text) => text.clone(),
        }
    }

    /// Reads what [`Value::to_address`] wrote for a filter of this kind.
    pub fn from_address(kind: Kind, text: &str) -> Option<Self> {
        let ends = || text.split_once("..");
        Some(match kind {
            Kind::Period => Self::Period(Period::from_address(text)?),
            Kind::Dates | Kind::Days => {
                let (from, to) = ends()?;
                Self::Dates { from: day_from_address(from), to: day_from_address(to) }
            }
            Kind::Amounts => {
                let (min, max) = ends()?;
                Self::Amounts { min: Money::parse(min), max: Money::parse(max) }
            }
            Kind::YesNo | Kind::Switch => match text {
                "yes" => Self::Flag(true),
                "no" if kind == Kind::YesNo => Self::Flag(false),
                _ => return None,
            },
            Kind::Choice(choices) => Self::Many(
                text.split(',')
                    .filter(|code| choices.iter().any(|(known, _)| known == code))
                    .map(str::to_owned)
                    .collect(),
            ),
            Kind::Records(_) => {
                Self::Many(text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect())
            }
            Kind::Text => Self::Text(text.to_owned()),
        })
    }

    fn onto(&self, kind: Kind, param: &str, zone: &dyn Zone, today: NaiveDate, query: &mut Query) {
        let days = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
            if kind == Kind::Days {
                return (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
            }
            // Up to the last second of the day, whether the server includes it or not.
            let end = |day| zone.start_of(day + Duration::days(1)) - Duration::seconds(1);
            (from.map(|day| moment(zone.start_of(day))), to.map(|day| moment(end(day))))
        };
        match self {
            Self::Period(Period::Any) => {}
            Self::Period(period) => {
                let (from, to) = period.days(today);
                range(param, ["from", "to"], days(Some(from), Some(to)), query);
            }
            Self::Dates { from, to } => range(param, ["from", "to"], days(*from, *to), query),
            Self::Many(values) => query.push(param, values.join(",")),
            Self::Flag(yes) => query.push(param, yes),
            Self::Amounts { min, max } => {
                let text = |amount: &Option<Money>| amount.map(|amount| amount.to_string());
                range(param, ["min", "max"], (text(min), text(max)), query);
            }
            Self::Text(text) => query.push(param, text.trim()),
        }
    }
}

/// A moment as the API reads it, to the second.
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Writes the ends of a range, under the parameter's own two names or its parts.
fn range(param: &str, parts: [&str; 2], ends: (Option<String>, Option<String>), query: &mut Query) {
    let [first, second] = match param.split_once("..") {
        Some((first, second)) => [first.to_owned(), second.to_owned()],
        None => parts.map(|part| format!("{param}[{part}]")),
    };
    for (name, end) in [(first, ends.0), (second, ends.1)] {
        if let Some(end) = end.filter(|_| !name.is_empty()) {
            query.push(&name, end);
        }
    }
}

/// A filter that only the server can answer so far.
pub(super) const fn asked<R>(
    name: &'static str,
    param: &'static str,
    kind: Kind,
    label: Word,
) -> Filter<R, ()> {
    Filter { name, param, kind, label, test: None }
}
