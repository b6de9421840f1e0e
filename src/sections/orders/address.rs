//! The address of the orders section: which view, which filters, which order
//! is open, how the list is sorted. Every state of the screen is a link.

use crate::api::filter::{Filters, Value};
use crate::api::orders::filters::{DUE, ORDER_FILTERS, STORES};
use crate::api::query::Query;
use crate::domain::order::Order;
use crate::domain::settings::Store;
use crate::domain::Id;
use crate::store::look::Look;

/// What the address says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Address {
    /// The table instead of the board.
    pub list: bool,
    pub filters: Filters,
    /// The order whose detail is open.
    pub open: Option<Id<Order>>,
    pub sort: Sort,
}

/// The column a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    pub by: Column,
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    #[default]
    Due,
    Number,
    Customer,
    Status,
    Sum,
}

impl Column {
    const ALL: [Self; 5] = [Self::Due, Self::Number, Self::Customer, Self::Status, Self::Sum];

    const fn name(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Number => "number",
            Self::Customer => "customer",
            Self::Status => "status",
            Self::Sum => "sum",
        }
    }
}

impl Sort {
    /// Pressing a column: sorts by it, or the other way round.
    pub fn pressed(self, by: Column) -> Self {
        Self { by, descending: self.by == by && !self.descending }
    }

    fn read(text: &str) -> Option<Self> {
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        let by = Column::ALL.into_iter().find(|column| column.name() == name)?;
        Some(Self { by, descending })
    }
}

impl Address {
    /// Reads the part of the path after `/orders` and the query.
    pub fn read(view: Option<&str>, get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            list: view == Some("list"),
            open: get("order").and_then(|id| id.parse().ok()),
            sort: get("sort").and_then(|text| Sort::read(&text)).unwrap_or_default(),
            filters: Filters::read(&ORDER_FILTERS, get),
        }
    }

    /// The whole address, from the root.
    pub fn path(&self) -> String {
        let mut query = Query::default();
        for (name, value) in self.filters.to_address() {
            query.push(name, value);
        }
        if self.sort != Sort::default() {
            let minus = if self.sort.descending { "-" } else { "" };
            query.push("sort", format!("{minus}{}", self.sort.by.name()));
        }
        if let Some(id) = self.open {
            query.push("order", id);
        }
        query.onto(if self.list { "/orders/list" } else { "/orders" })
    }

    /// What is looked at: the filters, today where no day is named, and the
    /// chosen store where no store is.
    pub fn look(&self, store: Option<Id<Store>>) -> Look {
        let mut filters = self.filters.clone();
        if let Some(store) = store.filter(|_| filters.get(STORES).is_none()) {
            filters.set(STORES, Some(Value::Many(vec![store.to_string()])));
        }
        Look::new(filters)
    }

    /// The same with one filter set, or cleared.
    #[must_use]
    pub fn with(&self, name: &'static str, value: Option<Value>) -> Self {
        let mut address = self.clone();
        address.filters.set(name, value);
        address
    }

    /// The same with all filters but the day cleared.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        let day = self.filters.get(DUE).cloned();
        Self { filters: Filters::default(), ..self.clone() }.with(DUE, day)
    }

    #[must_use]
    pub fn opened(&self, open: Option<Id<Order>>) -> Self {
        Self { open, ..self.clone() }
    }

    /// The view of the board or the list, with everything else as it is.
    #[must_use]
    pub fn as_list(&self, list: bool) -> Self {
        Self { list, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(view: Option<&str>, query: &str) -> Address {
        Address::read(view, |name| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.to_owned())
        })
    }

    #[test]
    fn every_state_of_the_screen_is_a_link() {
        for (view, query) in [
            (None, ""),
            (Some("list"), "due=week&florists=1,2&sort=-sum&order=7"),
            (None, "amount=100..&due=2026-11-24&search=olga&order=9bed7b59-94dc-4ce4-aac2-883aab1a148c"),
        ] {
            let address = read(view, query);
            let path = address.path();
            let again = path.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(read(path.contains("/list").then_some("list"), again), address, "{path}");
        }
    }

    #[test]
    fn the_chosen_store_counts_where_the_address_names_none() {
        let named = |address: &Address| address.look(Some(Id::from(5))).filters().get(STORES).cloned();
        assert_eq!(named(&read(None, "")), Some(Value::Many(vec!["5".into()])));
        assert_eq!(named(&read(None, "stores=3")), Some(Value::Many(vec!["3".into()])));
    }

    #[test]
    fn pressing_a_column_twice_turns_the_order() {
        let once = Sort::default().pressed(Column::Sum);
        assert_eq!(once, Sort { by: Column::Sum, descending: false });
        assert_eq!(once.pressed(Column::Sum), Sort { by: Column::Sum, descending: true });
    }

    #[test]
    fn clearing_the_filters_keeps_the_day() {
        let address = read(None, "due=week&florists=1&search=a").without_filters();
        assert_eq!(address.path(), "/orders?due=week");
    }
}
