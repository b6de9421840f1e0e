//! How often the server is asked for what changed.

use super::*;

/// Polls of so many minutes of the server's clock, while somebody changes
/// something after each of them, or nobody does.
fn polls(desk: &Desk, minutes: i64, changing: bool) -> usize {
    let asked = || desk.bench.requests().iter().filter(|sent| sent.path.contains("filter[revision]")).count();
    let clock = desk.sync.client.clock();
    let (before, until) = (asked(), clock.now() + chrono::Duration::minutes(minutes));
    let sync = desk.sync.clone();
    let polling = sync.polls().boxed_local();
    let passing = async {
        let mut seen = asked();
        while clock.now() < until {
            if changing && asked() > seen {
                seen = asked();
                desk.server.borrow_mut().put(1, "new", "another");
            }
            futures::pending!();
        }
    };
    block_on(future::select(passing.boxed_local(), polling));
    asked() - before
}

#[test]
fn one_asks_more_often_while_much_happens_and_seldom_while_nobody_looks() {
    let desk = desk(some_orders(1));
    let busy = polls(&desk, 5, true);
    let quiet = polls(&desk, 5, false);
    desk.sync.seen.set(false);
    let hidden = polls(&desk, 5, false);
    assert!((100..=150).contains(&busy), "{busy}");
    assert!((38..=55).contains(&quiet), "{quiet}");
    assert!((4..=7).contains(&hidden), "{hidden}");
}
