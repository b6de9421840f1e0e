//! Lists of very many orders are made on the device, too, in pieces.

use super::*;
use crate::api::simulation::yield_once;
use crate::store::list::List;
use crate::store::shop::{Source, Standing};

const MANY: u64 = 9_000;

fn listed(desk: &Desk, look: &Look) -> List<Order> {
    desk.shop.list(look, |test| ListRules {
        group: Box::new(move |order| test(order).then_some(0)),
        groups: 1,
        key: Box::new(|order| SortKey::Number(order.id.to_string().parse().unwrap())),
        amount: |order| order.total_amount,
        classes: None,
    })
}

#[test]
fn a_year_of_many_orders_is_listed_here_in_pieces() {
    let desk = desk(some_orders(2));
    let due = |id: u64| format!("2026-{:02}-10T10:00:00Z", 1 + id % 10).parse().ok();
    let order = |id: u64| Order { id: Id::from(id), due_time: due(id), ..Order::default() };
    desk.shop.orders.upsert((100..100 + MANY).map(order));
    let since = "2025-12-01".parse().ok();
    desk.shop.set_orders_since(since);
    for source in Source::ALL {
        let standing = desk.shop.standing(source);
        desk.shop.set_standing(Standing { complete: true, ..standing });
    }
    desk.shop.set_opened();
    let asked = |desk: &Desk| {
        desk.bench.requests().iter().filter(|request| request.path.contains("[from]=2026-01")).count()
    };
    let year = look("due=2026-01-01..2026-10-31");
    desk.shop.look(year.clone());
    let list = listed(&desk, &year);
    assert_eq!(list.totals(0).count, 0, "nothing is shown before all of it");
    // What changes while it is made is neither missing nor there twice.
    desk.shop.orders.upsert([Order { description: "a ribbon".into(), ..order(100) }, order(99)]);
    desk.shop.orders.remove(Id::from(101));
    let progress = || desk.shop.state.progress().get_untracked();
    let mut stages = Vec::new();
    let ready = async {
        while progress().stage != Stage::Ready {
            stages.push(list.totals(0).count);
            yield_once().await;
        }
    };
    block_on(future::select(ready.boxed_local(), desk.sync.clone().looks().boxed_local()));
    assert!(stages.len() > 2 && stages.iter().all(|count| *count == 0), "{stages:?}");
    assert!(progress().local);
    let ids = list.ids(0);
    assert_eq!(ids.len() as u64, MANY);
    assert_eq!((ids[0], ids[1], ids[2]), (Id::from(99), Id::from(100), Id::from(102)));
    assert!(ids.is_sorted());
    assert_eq!(asked(&desk), 0, "the server is not asked");
    // Made again while it is shown, it loads.
    let again = listed(&desk, &year);
    desk.shop.orders.upsert([order(98)]);
    block_on(desk.sync.fill_lists());
    assert_eq!(again.ids(0), list.ids(0));
    assert_eq!(progress().stage, Stage::Loading { have: 0, of: None });
}

#[test]
fn until_all_is_read_only_the_days_that_are_read_first_are_here() {
    let desk = desk(some_orders(2));
    let read = || {
        ["today", "tomorrow", "2026-11-23", "week"]
            .map(|days| desk.shop.has_read(&look(&format!("due={days}"))))
    };
    // The first day of the orders that are read first, and the last.
    let days = || {
        let (first, last) = *desk.shop.near_ranges().last().unwrap();
        ((last as u32 >> 16) - (first as u32 >> 16), desk.shop.near_ranges().len())
    };
    assert_eq!((read(), days()), ([true, false, false, false], (2, 4)));
    desk.shop.read_around();
    assert_eq!((read(), days()), ([true, true, true, false], (4, 4)));
    desk.shop.set_opened();
    assert_eq!(read(), [true; 4]);
}
