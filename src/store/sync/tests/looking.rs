//! What the screen looks at is asked for once, or made on the device, in pieces where
//! it is very much.

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
    let loops = || future::join(desk.sync.looks(), desk.sync.lists()).boxed_local();
    block_on(future::select(ready.boxed_local(), loops()));
    assert!(stages.len() > 2 && stages.iter().all(|count| [0, MANY as usize].contains(count)), "{stages:?}");
    assert!(progress().local);
    let ids = list.ids(0);
    assert_eq!(ids.len() as u64, MANY);
    assert_eq!((ids[0], ids[1], ids[2]), (Id::from(99), Id::from(100), Id::from(102)));
    assert!(ids.is_sorted());
    assert_eq!(asked(&desk), 0, "the server is not asked");
    // Made again while it is shown, it loads.
    let again = listed(&desk, &year);
    desk.shop.orders.upsert([order(98)]);
    let mut loaded = false;
    let whole = async {
        while again.totals(0).count == 0 || progress().stage != Stage::Ready {
            loaded |= progress().stage == Stage::Loading { have: 0, of: None };
            yield_once().await;
        }
    };
    block_on(future::select(whole.boxed_local(), loops()));
    assert!(loaded);
    assert_eq!(again.ids(0), list.ids(0));
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
    assert_eq!((read(), days()), ([true, false, false, false], (2, 5)));
    desk.shop.read_around();
    assert_eq!((read(), days()), ([true, true, true, false], (4, 5)));
    desk.shop.set_opened();
    assert_eq!(read(), [true; 4]);
}

#[test]
fn a_look_only_the_server_can_answer_shows_what_the_server_said() {
    let desk = desk(some_orders(2));
    let look = look("shift=5");
    desk.shop.look(look.clone());
    assert_eq!(listed(&desk, &look).totals(0).count, 0);
    desk.fetch();
    assert_eq!(listed(&desk, &look).totals(0).count, 2);
}

#[test]
fn what_the_server_has_told_is_asked_for_again_only_where_it_may_be_otherwise() {
    let desk = desk(some_orders(250));
    let asked = |what: &str| {
        let requests = desk.bench.requests();
        requests
            .iter()
            .filter(|request| request.path.contains("addMeta") && request.path.contains(what))
            .count()
    };
    let run = || {
        desk.shop.wakes.look.ring();
        let idle = async {
            for _ in 0..200 {
                yield_once().await;
            }
        };
        block_on(future::select(idle.boxed_local(), desk.sync.looks().boxed_local()));
        assert_eq!(desk.shop.state.progress().get_untracked().stage, Stage::Ready);
    };
    // All there ever were: the device cannot know them all.
    desk.shop.look(look("due=any&delivery=no"));
    run();
    let pages = asked("delivery");
    assert_eq!(pages, 3);
    run();
    block_on(desk.sync.fetch_dictionaries()).unwrap();
    run();
    assert_eq!(asked("delivery"), pages, "what changes is heard of by itself");
    desk.shop.look_again();
    run();
    assert_eq!(asked("delivery"), 2 * pages);
    // Which these are only the server can tell.
    desk.shop.look(look("shift=5"));
    run();
    run();
    assert_eq!(asked("shift"), pages);
    desk.shop.ask_anew();
    run();
    assert_eq!(asked("shift"), 2 * pages);
}

#[test]
fn what_is_asked_for_anew_meanwhile_is_not_answered_by_what_was_on_its_way() {
    let desk = desk(some_orders(250));
    let pages = || {
        let requests = desk.bench.requests();
        requests.iter().filter(|request| request.path.contains("shift")).count()
    };
    desk.shop.look(look("shift=5"));
    let passing = async {
        while pages() == 0 {
            yield_once().await;
        }
        // Midnight, say.
        desk.shop.look_again();
        for _ in 0..200 {
            yield_once().await;
        }
    };
    block_on(future::select(passing.boxed_local(), desk.sync.looks().boxed_local()));
    assert!(pages() > 3, "{} pages", pages());
    assert_eq!(desk.shop.state.progress().get_untracked().stage, Stage::Ready);
}
