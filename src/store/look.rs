//! What the screen is looking at: a set of filters, as the query the server is
//! asked and as the test the records at hand are put to.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;

use super::records::classes_between;
use crate::api::filter::{Filters, Predicate, Value};
use crate::api::orders::filters::{Context, DUE, ORDER_FILTERS, STATUSES};
use crate::api::query::Query;
use crate::domain::order::{Order, Status};
use crate::domain::period::Period;
use crate::domain::zone::Zone;
use crate::domain::Id;

/// A look at the orders.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    filters: Filters,
}

/// The orders a look is about, where only the server could tell.
pub type Members = Arc<HashSet<Id<Order>>>;

impl Look {
    /// The filters, with today's orders where no days are named.
    pub fn new(mut filters: Filters) -> Self {
        if filters.get(DUE).is_none() {
            filters.set(DUE, Some(Value::Period(Period::Today)));
        }
        Self { filters }
    }

    pub const fn filters(&self) -> &Filters {
        &self.filters
    }

    /// The days it is about.
    pub fn period(&self) -> Period {
        match self.filters.get(DUE) {
            Some(Value::Period(period)) => *period,
            _ => Period::Today,
        }
    }

    /// Every filter can be answered by the records at hand.
    pub fn is_local(&self) -> bool {
        self.filters.are_local(&ORDER_FILTERS)
    }

    /// The parameters of operation 59, with the counts by status.
    pub fn query(&self, zone: &dyn Zone, today: NaiveDate) -> Query {
        let mut query = Query::default();
        self.filters.onto(&ORDER_FILTERS, zone, today, &mut query);
        query.with("addMetaStatuses", true)
    }

    /// The classes of the orders it is about; all where no days bound it.
    pub fn classes(&self, context: &Context) -> Option<RangeInclusive<u16>> {
        if self.period() == Period::Any {
            return None;
        }
        let (from, to) = self.period().span(context.today, context.zone.as_ref());
        Some(classes_between(from, to))
    }

    /// The test of the records at hand. Where the look is not local, `members`
    /// are what the server said; before it has, nothing matches.
    pub fn predicate(&self, context: &Context, members: Option<Members>) -> Predicate<Order> {
        let test = self.filters.predicate(&ORDER_FILTERS, context);
        let local = self.is_local();
        let returned = self.shows_returned();
        Box::new(move |order| {
            (returned || order.status != Status::Returned)
                && (local || members.as_ref().is_some_and(|members| members.contains(&order.id)))
                && test(order)
        })
    }

    /// The API leaves returned orders out unless they are asked for.
    fn shows_returned(&self) -> bool {
        let named = match self.filters.get(STATUSES) {
            Some(Value::Many(codes)) => codes.iter().any(|code| code == Status::Returned.code()),
            _ => false,
        };
        named || self.filters.get("returned").is_some()
    }
}
