//! The types of reports, each a declaration: where its rows come from, its columns, by what it can
//! be detailed and filtered. The SQL, both kinds of files and what the API says of a type follow.

mod documents;
mod sales;
mod warehouse;

use crate::jsonapi::fields::Target;

/// How a column's values are kept in the data base and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
    /// Kopecks.
    Money,
    /// Thousandths.
    Quantity,
    /// Seconds since 1970.
    Moment,
    /// `YYYY-MM-DD`.
    Day,
}

/// A column every report of the type has.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) title: &'static str,
    pub(crate) sql: &'static str,
    pub(crate) kind: Kind,
    /// Whether the last row sums it.
    pub(crate) summed: bool,
}

/// A column a report has when it is detailed by it; its id is `<Type>-<field>`.
#[derive(Debug)]
pub(crate) struct Detail {
    pub(crate) field: &'static str,
    pub(crate) title: &'static str,
    /// What is shown; for days, the moment whose day in the shop is shown.
    pub(crate) sql: &'static str,
    /// What rows are put together by.
    pub(crate) key: &'static str,
    pub(crate) kind: Kind,
}

/// What a filter's values are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Values {
    Ids(&'static Target),
    Words(&'static [&'static str]),
}

/// A filter; its id is `<Type>-<field>`.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) field: &'static str,
    pub(crate) title: &'static str,
    pub(crate) values: Values,
    /// An expression that must be one of the values, or a condition where `?` stands for their list.
    pub(crate) sql: &'static str,
}

/// A type of reports.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: &'static str,
    pub(crate) from: &'static str,
    /// Which rows belong to the period from `?1` to `?2`, both seconds since 1970.
    pub(crate) when: &'static str,
    pub(crate) details: &'static [Detail],
    /// Fields of the details of a report that names none. `None`: rows are documents, which
    /// details do not put together but bring into order.
    pub(crate) usual: Option<&'static [&'static str]>,
    pub(crate) columns: &'static [Column],
    pub(crate) filters: &'static [Filter],
    /// Where documents stand among others.
    pub(crate) order: &'static str,
}

/// All types that can be made.
pub(crate) static ALL: &[&Type] = &[
    &warehouse::INCOME_VENDORS,
    &documents::CASH_WITHDRAW,
    &sales::SALES,
    &warehouse::WAREHOUSE_MOVEMENTS,
    &documents::ORDERS_DELIVERY,
    &warehouse::WRITTEN_OFF_ITEMS,
    &sales::PREORDER_ITEMS,
    &documents::PREORDERS,
    &sales::FLORISTS_RESULTS,
    &documents::PAYMENTS,
    &documents::ORDERS_DISCOUNT,
];

/// The declaration of a type.
pub(crate) fn find(name: &str) -> Option<&'static Type> {
    ALL.iter().copied().find(|of| of.name == name)
}

impl Type {
    /// Details and filters are named `<Type>-<field>`.
    fn field_of<'a>(&self, id: &'a str) -> Option<&'a str> {
        id.strip_prefix(self.name)?.strip_prefix('-')
    }

    pub(crate) fn detail(&self, id: &str) -> Option<&'static Detail> {
        let field = self.field_of(id)?;
        self.details.iter().find(|detail| detail.field == field)
    }

    pub(crate) fn filter(&self, id: &str) -> Option<&'static Filter> {
        let field = self.field_of(id)?;
        self.filters.iter().find(|filter| filter.field == field)
    }
}

const fn column(title: &'static str, sql: &'static str, kind: Kind) -> Column {
    Column { title, sql, kind, summed: false }
}

/// A column with a sum below it.
const fn sum(title: &'static str, sql: &'static str, kind: Kind) -> Column {
    Column { title, sql, kind, summed: true }
}

const fn detail(field: &'static str, title: &'static str, sql: &'static str, key: &'static str) -> Detail {
    Detail { field, title, sql, key, kind: Kind::Text }
}

/// Detailing by the days of a moment.
const fn by_day(moment: &'static str) -> Detail {
    Detail { field: "day", title: "День", sql: moment, key: moment, kind: Kind::Day }
}

const fn ids(field: &'static str, title: &'static str, target: &'static Target, sql: &'static str) -> Filter {
    Filter { field, title, values: Values::Ids(target), sql }
}

const fn words(
    field: &'static str,
    title: &'static str,
    choices: &'static [&'static str],
    sql: &'static str,
) -> Filter {
    Filter { field, title, values: Values::Words(choices), sql }
}
