//! What leaves a list leaves the screen of every tab.

use super::world::worker;
use super::*;
use crate::domain::catalog::Item;
use crate::store::shop::{Beside, Source, Standing, Told};
use crate::store::state::Filling;
use crate::store::table::AnyId;

fn with_workers(server: Server, ids: &[u64]) -> Server {
    let workers = ids.iter().map(|id| worker(*id)).collect();
    Server { lists: [("/workers", workers)].into(), ..server }
}

fn hire(desk: &Desk, ids: &[u64]) {
    let server = std::mem::take(&mut *desk.server.borrow_mut());
    *desk.server.borrow_mut() = with_workers(server, ids);
}

fn offered(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = desk.shop.workers.peek_all().iter().map(|worker| worker.name()).collect();
    names.sort();
    names
}

fn follow(desk: &Desk, source: Source) {
    block_on(desk.sync.follow(source)).unwrap();
}

/// A tab that leads and one beside it, over one device.
pub(super) fn two() -> (Desk, Desk) {
    let leader = desk(with_workers(some_orders(1), &[1, 2]));
    leader.shop.set_leads(true);
    let beside = desk_on(Rc::clone(&leader.paper), with_workers(some_orders(1), &[1, 2]));
    let [_, reads] = [&leader, &beside].map(|desk| desk.shop.take_told());
    assert!(reads.is_empty());
    (leader, beside)
}

/// Passes on what the first says; gives whether the other reads the device again.
pub(super) fn pass(from: &Desk, to: &Desk) -> bool {
    from.shop.take_told().iter().for_each(|word| to.shop.hear(&word.write()));
    let reads = to.shop.wakes.reload.rung().now_or_never().is_some();
    if reads {
        block_on(to.sync.read_whole()).unwrap();
    }
    reads
}

/// What one waits for is put on the device, and told.
pub(super) fn keep(leader: &Desk) {
    block_on(leader.sync.keep_for_others());
}

#[test]
fn who_is_dismissed_is_not_offered_and_still_named() {
    let desk = desk(with_workers(some_orders(1), &[1, 2]));
    assert_eq!(offered(&desk), ["W1", "W2"]);
    hire(&desk, &[2, 3]);
    follow(&desk, Source::Dictionaries);
    assert_eq!(offered(&desk), ["W2", "W3"]);
    // Orders bring the florist along again, and still show who it was.
    desk.fetch();
    assert_eq!(offered(&desk), ["W2", "W3"]);
    assert_eq!(desk.shop.workers.peek(Id::from(1)).unwrap().name(), "W1");
    hire(&desk, &[1, 2]);
    follow(&desk, Source::Dictionaries);
    assert_eq!(offered(&desk), ["W1", "W2"]);
}

#[test]
fn a_list_that_could_not_be_read_whole_takes_nobody_out() {
    let desk = desk(with_workers(some_orders(1), &[1, 2]));
    hire(&desk, &[2]);
    let broken = serde_json::json!({"type": "workers", "id": "no id", "attributes": {}});
    desk.server.borrow_mut().lists.get_mut("/workers").unwrap().push(broken);
    follow(&desk, Source::Dictionaries);
    assert_eq!(offered(&desk), ["W1", "W2"]);
}

#[test]
fn the_other_tabs_hear_of_small_tables_that_changed_and_of_no_others() {
    let (leader, beside) = two();
    hire(&leader, &[2, 3]);
    follow(&leader, Source::Dictionaries);
    pass(&leader, &beside);
    assert_eq!(offered(&beside), ["W2", "W3"]);
    follow(&leader, Source::Dictionaries);
    assert!(leader.shop.take_told().is_empty());
}

pub(super) fn item(id: u64, title: &str) -> Item {
    Item { id: Id::from(id), title: title.into(), added: true, ..Item::default() }
}

pub(super) fn items(desk: &Desk) -> Vec<String> {
    let mut titles: Vec<String> = desk.shop.items.peek_all().iter().map(|item| item.title.clone()).collect();
    titles.sort();
    titles
}

/// Items come, and others go, as a comparison finds.
pub(super) fn change_items(leader: &Desk, put: &[Item], out: &[u64]) {
    leader.shop.items.upsert(put.to_vec());
    let out: Vec<AnyId> = out.iter().map(|id| Id::from(*id)).collect();
    let (table, stored) = leader.shop.table_of(Source::Items).unwrap();
    stored.remove(out.iter().copied());
    let ids: Vec<AnyId> = put.iter().map(|item| item.id.cast()).collect();
    leader.shop.say(Told::Table { table, put: stored.block_of(&ids), out });
}

#[test]
fn a_tab_that_missed_that_something_left_catches_up_and_one_that_did_not_reads_nothing() {
    let (leader, beside) = two();
    for source in Source::ALL {
        leader.shop.set_standing(Standing { complete: true, ..leader.shop.standing(source) });
    }
    // The first word makes the other tab ask, as it was opened before anything was said.
    change_items(&leader, &[item(1, "rose"), item(2, "tulip"), item(3, "lily")], &[]);
    pass(&leader, &beside);
    leader.shop.wait_beside(Beside::Missed);
    keep(&leader);
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["lily", "rose", "tulip"]);

    // One more comes and one goes: the first is heard, the second is not.
    change_items(&leader, &[item(4, "peony")], &[]);
    assert!(!pass(&leader, &beside));
    change_items(&leader, &[], &[1, 4]);
    leader.shop.take_told();
    change_items(&leader, &[item(5, "iris")], &[]);
    pass(&leader, &beside);
    assert!(beside.shop.take_told().contains(&Told::Opened), "it asks for what it missed");
    leader.shop.hear(&Told::Opened.write());
    keep(&leader);
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["iris", "lily", "tulip"]);

    // For somebody else this time; and what nobody was told is read by all.
    leader.shop.wait_beside(Beside::Missed);
    keep(&leader);
    assert!(!pass(&leader, &beside));
    leader.shop.items.upsert([item(6, "aster")]);
    leader.shop.wait_beside(Beside::More);
    keep(&leader);
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["aster", "iris", "lily", "tulip"]);
}

#[test]
fn what_is_heard_while_the_device_is_read_stays() {
    let (leader, beside) = two();
    for source in Source::ALL {
        leader.shop.set_standing(Standing { complete: true, ..leader.shop.standing(source) });
    }
    change_items(&leader, &[item(1, "rose")], &[]);
    pass(&leader, &beside);
    leader.shop.wait_beside(Beside::Missed);
    keep(&leader);
    change_items(&leader, &[item(2, "tulip")], &[]);
    assert!(pass(&leader, &beside));
    assert_eq!(items(&beside), ["rose", "tulip"]);
}

#[test]
fn who_leads_after_missing_something_compares_what_may_have_left() {
    let (leader, beside) = two();
    let read = Some(beside.sync.client.clock().now());
    beside.shop.set_standing(Standing { whole_at: read, ..beside.shop.standing(Source::Items) });
    change_items(&leader, &[item(1, "rose")], &[]);
    pass(&leader, &beside);
    leader.shop.take_told();
    beside.shop.set_leads(true);
    assert_eq!(beside.shop.standing(Source::Items).whole_at, None);
    // Who was alone knows everything.
    beside.shop.set_standing(Standing { whole_at: read, ..beside.shop.standing(Source::Items) });
    beside.shop.set_leads(false);
    beside.shop.set_leads(true);
    assert_eq!(beside.shop.standing(Source::Items).whole_at, read);
}

#[test]
fn a_tab_beside_shows_its_own_unsent_change_over_what_the_other_heard_of_a_customer() {
    let (leader, beside) = two();
    let customer = |title: &str, revision| Customer {
        id: Id::from(7),
        title: title.into(),
        revision,
        ..Customer::default()
    };
    for desk in [&leader, &beside] {
        desk.shop.take(Vec::new(), vec![customer("Anna", 1)]);
    }
    let changes = vec![crate::domain::customer::CustomerChange::Title("Vera".into())];
    beside.shop.act(Action::ChangeCustomer(Id::from(7), changes));
    leader.shop.take(Vec::new(), vec![customer("Anna", 2)]);
    let ids: Vec<AnyId> = vec![Id::from(7)];
    leader.sync.share(Source::Customers, &ids, Vec::new());
    pass(&leader, &beside);
    assert_eq!(beside.shop.customers.peek(Id::from(7)).unwrap().title, "Vera");
}

#[test]
fn a_tab_that_slept_through_the_signing_out_writes_nothing_back() {
    let (leader, _) = two();
    let shop = leader.shop;
    leader.sync.client.session().on_change(move |state| {
        shop.follow(state);
    });
    block_on(leader.sync.keep()).unwrap();
    // In another tab, whose word this one has not heard.
    let other = leader.bench.session();
    block_on(other.load());
    block_on(other.sign_out());
    leader.paper.shelf.borrow_mut().wipe();
    shop.items.upsert([item(1, "rose")]);
    block_on(leader.sync.keep()).unwrap_err();
    block_on(leader.sync.keep()).unwrap();
    assert!(leader.paper.shelf.borrow().read(&[(0, u64::MAX)]).blocks.is_empty());
    assert!(shop.orders.is_empty() && shop.items.is_empty());
}

#[test]
fn rows_that_came_twice_do_not_hide_that_others_did_not_come() {
    let listed = |ids: &[u64]| {
        let row = |id: &u64| serde_json::json!({"type": "customers", "id": Id::<Customer>::from(*id).to_string(), "attributes": {}});
        Server { lists: [("/customers", ids.iter().map(row).collect())].into(), ..some_orders(1) }
    };
    let desk = desk(listed(&[1, 2, 3]));
    let known = || desk.shop.customers.peek_all().len();
    follow(&desk, Source::Customers);
    assert_eq!(known(), 3);
    for (rows, left) in [(&[1, 2, 2][..], 3), (&[1, 2], 2)] {
        *desk.server.borrow_mut() = listed(rows);
        desk.shop.set_standing(Standing { whole_at: None, ..desk.shop.standing(Source::Customers) });
        follow(&desk, Source::Customers);
        assert_eq!(known(), left);
    }
}

#[test]
fn a_tab_beside_knows_how_far_the_first_fill_is() {
    let (leader, beside) = two();
    let filling = Filling { done: 300, of: 900, left: Some(std::time::Duration::from_secs(40)) };
    for now in [Some(filling), None] {
        leader.shop.state.filling().set(now);
        leader.shop.hear(&Told::Poll.write());
        pass(&leader, &beside);
        assert_eq!(beside.shop.state.filling().get_untracked(), now);
    }
}

#[test]
fn a_tab_that_leads_and_answers_nothing_is_told_of_until_it_does() {
    let (leader, beside) = two();
    let is_still = || beside.shop.state.leader_is_still().get_untracked();
    for _ in 0..5 {
        assert!(!is_still());
        beside.shop.leader_is_silent(true);
    }
    assert!(is_still());
    leader.shop.hear(&Told::Poll.write());
    pass(&leader, &beside);
    assert!(!is_still());
    // Who leads waits for nobody.
    for _ in 0..9 {
        leader.shop.leader_is_silent(true);
    }
    assert!(!leader.shop.state.leader_is_still().get_untracked());
}
