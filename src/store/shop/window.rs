//! The days of orders that the device keeps: they move on with the time.

use chrono::{NaiveDate, NaiveTime};

use super::{Inner, Source, Standing};
use crate::domain::order::Order;
use crate::domain::Id;
use crate::store::records::class_of_day;

/// Days that may have become too old before any are let go of.
const SLACK: i64 = 30;

impl Inner {
    /// Lets go of orders due before a day, where that is so many that it is worth it.
    /// What is unsent stays; the rest is asked for again when somebody wants it.
    pub(in crate::store) fn let_go_before(&self, day: NaiveDate) {
        // Let go of by a clock that was ahead: they are fetched again.
        if self.orders_since().is_some_and(|since| since > day + chrono::Duration::days(1)) {
            let Standing { source, .. } = self.standing(Source::Orders);
            self.set_orders_since(None);
            self.set_standing(Standing { source, ..Standing::default() });
            self.replica_moved();
            return;
        }
        let since = self.orders_since().filter(|since| *since + chrono::Duration::days(SLACK) < day);
        if since.is_none() || !self.standing(Source::Orders).complete {
            return;
        }
        // First the days, then the rows: no list is answered from rows that go.
        self.set_orders_since(Some(day));
        let zone = self.state.zone().get_untracked();
        // A day of a zone ends within the next one of UTC.
        let last = class_of_day(day.and_time(NaiveTime::MIN).and_utc()) + 1;
        let mut old: Vec<Id<Order>> = Vec::new();
        self.orders.each(
            |class| (1..=last).contains(&class),
            |order| {
                if order.due_time.is_some_and(|due| zone.day(due) < day) {
                    old.push(order.id);
                }
            },
        );
        {
            let desk = self.desk();
            old.retain(|id| !desk.orders.covers(*id));
        }
        self.orders.remove_all(old);
        self.replica_moved();
        self.ask_anew();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::OrderChange;
    use crate::store::command::Action;
    use crate::store::shop::still::still;

    #[test]
    fn orders_that_have_become_old_leave_the_device_but_not_with_something_unsent() {
        let shop = still();
        let order =
            |id: u64, due: &str| Order { id: Id::from(id), due_time: due.parse().ok(), ..Order::default() };
        shop.orders.upsert([
            order(1, "2025-09-30T10:00:00Z"),
            order(2, "2025-10-21T10:00:00Z"),
            order(3, "2025-10-20T23:59:00Z"),
            order(4, ""),
            order(5, "2025-09-30T10:00:00Z"),
        ]);
        shop.act(Action::ChangeOrder(Id::from(5), vec![OrderChange::Description("ribbon".into())]));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let here = || (1..=5).filter(|id| shop.orders.peek(Id::from(*id)).is_some()).collect::<Vec<u64>>();
        shop.set_orders_since(Some(day("2025-09-01")));
        shop.let_go_before(day("2025-10-21"));
        assert_eq!(here(), [1, 2, 3, 4, 5], "nothing goes before everything is here");
        let standing = shop.standing(Source::Orders);
        shop.set_standing(Standing { complete: true, ..standing });
        shop.let_go_before(day("2025-09-30"));
        assert_eq!(here(), [1, 2, 3, 4, 5], "a few days are not worth it");
        shop.let_go_before(day("2025-10-21"));
        assert_eq!(here(), [2, 4, 5]);
        assert_eq!(shop.orders_since(), Some(day("2025-10-21")));
        // The clock was ahead, and is right again.
        shop.let_go_before(day("2025-10-01"));
        assert_eq!(shop.orders_since(), None);
        assert!(!shop.standing(Source::Orders).complete);
    }
}
