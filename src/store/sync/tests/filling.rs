//! The first fill: what is needed first comes first, all see how far it is, and a
//! page that is loaded again goes on where the last one was.

use serde_json::json;

use super::*;
use crate::store::shop::Source;
use crate::store::state::Filling;

const NEAR: u64 = 150;
const FAR: u64 = 120;
const CUSTOMERS: u64 = 450;

/// Orders of today and of last winter, and customers.
fn a_shop() -> Server {
    let mut server = some_orders(NEAR + FAR);
    server.days = (NEAR + 1..=NEAR + FAR).map(|id| (id, "2026-02-14")).collect();
    let customer = |id: u64| json!({"type": "customers", "id": id.to_string(), "attributes": {"title": format!("C{id}")}});
    server.lists = [("/customers", (1..=CUSTOMERS).map(customer).collect())].into();
    server
}

fn lacks(desk: &Desk) -> bool {
    Source::ALL.into_iter().any(|source| !desk.shop.standing(source).complete)
}

/// Runs until that is reached; gives what was said of the progress on the way.
fn fill(desk: &Desk, until: impl Fn(&Desk) -> bool) -> Vec<Filling> {
    let mut said: Vec<Filling> = Vec::new();
    let passing = async {
        while !until(desk) {
            said.extend(desk.shop.state.filling().get_untracked().filter(|now| said.last() != Some(now)));
            futures::pending!();
        }
    };
    block_on(future::select(passing.boxed_local(), desk.sync.clone().run().boxed_local()));
    said
}

/// The pages of a list that were asked for, in that order, each with where it comes
/// among all requests.
fn pages(desk: &Desk, asks: impl Fn(&str) -> bool) -> Vec<(usize, u64)> {
    let requests = desk.bench.requests();
    let number = |path: &str| path.split("page[number]=").nth(1)?.split('&').next()?.parse().ok();
    let of_list = requests.iter().enumerate().filter(|(_, request)| asks(&request.path));
    of_list.filter_map(|(at, request)| Some((at, number(&request.path)?))).collect()
}

fn of_customers(path: &str) -> bool {
    path.contains("/customers?")
}

/// Those of these days and the coming weeks: what the board asks for, too.
fn of_near(path: &str) -> bool {
    path.contains("/orders?") && path.contains("[from]=2026-11-2") && path.contains("[to]=2026-12-")
}

fn of_far(path: &str) -> bool {
    path.contains("/orders?") && path.contains("[from]=2026-0")
}

#[test]
fn a_long_list_on_the_screen_is_asked_for_once_while_the_rest_comes() {
    let desk = desk(a_shop());
    desk.shop.look(look("due=any"));
    fill(&desk, |desk| !lacks(desk));
    let asked = pages(&desk, |path| path.contains("addMetaStatuses") && !path.contains("dueTime"));
    assert_eq!(asked.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn these_days_come_first_and_the_progress_is_told() {
    let desk = desk(a_shop());
    let said = fill(&desk, |desk| !lacks(desk));
    let (near, customers, far) = (pages(&desk, of_near), pages(&desk, of_customers), pages(&desk, of_far));
    // All of what is near before the first page of all customers, and those before
    // the orders of last winter: the first page of a list is asked for to count it.
    let numbers = |pages: &[(usize, u64)]| pages.iter().map(|(_, number)| *number).collect::<Vec<_>>();
    assert_eq!(numbers(&near), [1, 2, 3]);
    assert_eq!(numbers(&customers), [1, 1, 2, 3, 4, 5]);
    assert!(near.last().unwrap().0 < customers.first().unwrap().0);
    let last_winter = far.iter().find(|(_, number)| *number == 2).unwrap();
    assert!(customers.last().unwrap().0 < last_winter.0);
    // How many there are is told once it is known, and never goes back.
    let known: Vec<&Filling> = said.iter().skip_while(|filling| filling.of == 0).collect();
    assert!(known.len() >= 3, "{said:?}");
    assert!(known
        .iter()
        .all(|filling| filling.of >= CUSTOMERS && filling.done <= filling.of && filling.left.is_some()));
    assert!(
        known.windows(2).all(|pair| pair[0].done <= pair[1].done && pair[0].of == pair[1].of),
        "{known:?}"
    );
    assert_eq!(desk.shop.state.filling().get_untracked(), None);
    assert_eq!(desk.shop.customers.peek_all().len() as u64, CUSTOMERS);
    assert_eq!(desk.shop.orders.peek_all().len() as u64, NEAR + FAR);
}

#[test]
fn a_page_that_is_loaded_again_goes_on_where_the_fill_was() {
    let first = desk(a_shop());
    fill(&first, |desk| desk.shop.standing(Source::Customers).pages >= 3);
    block_on(first.sync.keep()).unwrap();
    let paper = Rc::clone(&first.paper);
    drop(first);
    let next = desk_on(paper, a_shop());
    let before = next.bench.requests().len();
    fill(&next, |desk| !lacks(desk));
    let numbers: Vec<u64> = pages(&next, of_customers)
        .into_iter()
        .filter(|(at, _)| *at >= before)
        .map(|(_, number)| number)
        .collect();
    assert_eq!(numbers, [4, 5]);
    assert!(pages(&next, of_near).into_iter().all(|(at, _)| at < before), "what is near was here");
    assert_eq!(next.shop.customers.peek_all().len() as u64, CUSTOMERS);
    assert_eq!(next.shop.orders.peek_all().len() as u64, NEAR + FAR);
}
