//! What the page says.

use super::*;
use crate::api::ApiError;
use crate::domain::order::{Order, OrderChange, Status};
use crate::store::shop::still::still;
use crate::store::Shop;

fn shop() -> Shop {
    let shop = still();
    shop.orders.upsert([Order { id: Id::from(3), doc_no: "1042".into(), ..Order::default() }]);
    shop
}

fn entry(shop: Shop, id: u64, progress: Progress) -> Entry {
    let command = Command {
        id: Id::from(id),
        action: Action::ChangeOrder(Id::from(3), vec![OrderChange::Status(Status::Assembled)]),
        base: Some(Action::ChangeOrder(Id::from(3), vec![OrderChange::Status(Status::New)])),
        at: shop.now(),
        by: None,
    };
    Entry { progress, ..Entry::new(command) }
}

fn refused() -> Progress {
    Progress::Refused(ApiError::Refused { status: 403, faults: Vec::new() })
}

#[test]
fn what_is_to_be_decided_comes_first() {
    let shop = shop();
    let entries = [entry(shop, 1, Progress::Waiting), entry(shop, 2, refused())];
    let lines = Lines::new(&shop.reader(), &entries, |_| Some("/there".to_owned()));
    assert_eq!((lines.open.len(), lines.waiting.len(), lines.more), (1, 1, 0));
    let line = &lines.open[0];
    assert_eq!((line.title.as_str(), line.when.as_str()), ("Order 1042", "11:30"));
    assert_eq!(line.why, "Reason: You have no permission for this.");
    assert_eq!(line.fields[0].before.as_deref(), Some("New"));
    assert_eq!(line.link.as_deref(), Some("/there"));
}

#[test]
fn a_customer_that_was_refused_is_corrected_here() {
    let shop = shop();
    let mut made = entry(shop, 1, refused());
    made.command.action = Action::MakeCustomer(Box::default());
    let corrected = |entry: &Entry| Line::new(&shop.reader(), entry, |_| None).customer;
    assert_eq!(corrected(&made), Some(Id::nil()));
    made.progress = Progress::Waiting;
    assert_eq!(corrected(&made), None);
}

#[test]
fn of_very_many_that_wait_the_first_are_listed_and_the_rest_counted() {
    let shop = shop();
    let entries: Vec<_> = (0..205).map(|id| entry(shop, id, Progress::Waiting)).collect();
    let lines = Lines::new(&shop.reader(), &entries, |_| Some("/there".to_owned()));
    assert_eq!((lines.waiting.len(), lines.more), (200, 5));
}

#[test]
fn the_sentences_say_what_waits_and_whether_one_may_close() {
    let said = |offline: Option<&str>, unsent, undecided, keeping| {
        let now = Situation {
            offline: offline.map(str::to_owned),
            unsent,
            undecided,
            keeping,
            replica: Replica::Unknown,
            fleeting: false,
        };
        facts(Lang::En, &now).into_iter().map(|fact| fact.text).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        said(None, 0, 0, Keeping::Safe),
        "The server answers. Everything is on the server. You can close this page: nothing is lost."
    );
    assert_eq!(
        said(Some("14:30"), 1, 2, Keeping::Writing),
        "No connection since 14:30. 1 change waits for the connection. \
         2 changes wait for your decision. Do not close this page yet: the last change is being written down."
    );
    assert!(said(None, 3, 0, Keeping::Full).contains("no room"));
}

fn quiet(replica: Replica, fleeting: bool) -> Situation {
    Situation { offline: None, unsent: 0, undecided: 0, keeping: Keeping::Safe, replica, fleeting }
}

#[test]
fn a_browser_that_promises_nothing_is_told_of() {
    let said = |fleeting| facts(Lang::Ru, &quiet(Replica::Whole, fleeting)).pop().unwrap().text;
    assert!(said(true).contains("Установите Posy"));
    assert!(!said(false).contains("Установите"));
}

#[test]
fn how_much_of_the_shop_is_here_is_said_while_it_comes_and_after() {
    let said = |replica| facts(Lang::En, &quiet(replica, false)).into_iter().map(|fact| fact.text).nth(3);
    let filling = |done, of, seconds| {
        let left = Some(std::time::Duration::from_secs(seconds));
        said(Replica::Filling(crate::store::state::Filling { done, of, left }))
    };
    assert_eq!(said(Replica::Unknown), None);
    assert_eq!(
        filling(1200, 170_000, 119).unwrap(),
        "Fetching the shop's records for work without a network: 1,200 of 170,000, about 2\u{a0}min left."
    );
    assert_eq!(filling(100, 0, 0).unwrap(), "Fetching the shop's records for work without a network.");
    assert!(said(Replica::Unkept).unwrap().contains("does not keep"));
    assert_eq!(said(Replica::Whole).unwrap(), "The shop's records are on this device.");
}
