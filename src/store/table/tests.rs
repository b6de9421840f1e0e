//! Tables and lists: what is told to whom, and that lists agree with a naive
//! evaluation whatever is done to the table.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use reactive_graph::computed::ArcMemo;
use reactive_graph::owner::Owner;
use reactive_graph::traits::{Get, GetUntracked};

use super::*;
use crate::domain::record::pack::{Bytes, Out};
use crate::domain::Money;
use crate::store::list::{SortKey, Totals};

#[derive(Debug, Clone, PartialEq)]
struct Row {
    id: u64,
    group: usize,
    rank: i64,
    amount: i64,
}

impl Pack for Row {
    fn pack(&self, out: &mut Out) {
        [self.group as i64, self.rank, self.amount].iter().for_each(|number| number.pack(out));
        self.id.pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let group = usize::try_from(i64::unpack(from)?).ok()?;
        Some(Self { group, rank: i64::unpack(from)?, amount: i64::unpack(from)?, id: u64::unpack(from)? })
    }
}

impl Record for Row {
    fn id(&self) -> Id<Self> {
        Id::from(self.id)
    }
}

fn row(id: u64, group: usize, rank: i64, amount: i64) -> Row {
    Row { id, group, rank, amount }
}

/// Groups 0 and 1; group 2 is left out.
fn rules() -> ListRules<Row> {
    ListRules {
        group: Box::new(|row| (row.group < 2).then_some(row.group)),
        groups: 2,
        key: Box::new(|row| SortKey::Number(row.rank)),
        amount: |row| Money::from_minor(row.amount),
        classes: None,
    }
}

fn numbers(list: &crate::store::list::List<Row>, group: usize) -> Vec<String> {
    list.ids(group).iter().map(ToString::to_string).collect()
}

#[test]
fn a_row_moves_between_groups_and_takes_its_sum_along() {
    let table = Table::default();
    table.upsert([row(1, 0, 5, 100), row(2, 0, 3, 10), row(3, 2, 0, 1)]);
    let list = table.list(rules());
    assert_eq!(numbers(&list, 0), ["2", "1"]);
    table.upsert([row(2, 1, 3, 20), row(3, 0, 9, 1)]);
    assert_eq!((numbers(&list, 0), numbers(&list, 1)), (vec!["1".into(), "3".into()], vec!["2".into()]));
    assert_eq!(list.totals(1), Totals { count: 1, sum: Money::from_minor(20) });
    table.remove(Id::from(1));
    assert_eq!(list.totals(0), Totals { count: 1, sum: Money::from_minor(1) });
}

/// Counts how often a reader reruns.
fn counted<T: PartialEq + Send + Sync + Clone + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> (ArcMemo<T>, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&runs);
    let memo = ArcMemo::new(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        read()
    });
    (memo, runs)
}

#[test]
fn a_change_reruns_only_who_looks_at_it() {
    let owner = Owner::new();
    owner.set();
    let table = Table::default();
    table.upsert((0..100).map(|n| row(n, 0, n as i64, 1)));
    let list = table.list(rules());
    let (one, two) = (table.watch(Id::from(1)), table.watch(Id::from(2)));
    let (first, first_runs) = counted(move || one.get().map(|row| row.amount));
    let (second, second_runs) = counted(move || two.get().map(|row| row.amount));
    let (order, order_runs) = counted(move || list.ids(0));
    let read = || (first.get_untracked(), second.get_untracked(), order.get_untracked().len());
    assert_eq!(read(), (Some(1), Some(1), 100));
    // The same as before: nobody is told.
    table.upsert([row(1, 0, 1, 1), row(50, 0, 50, 1)]);
    read();
    let runs = || [&first_runs, &second_runs, &order_runs].map(|runs| runs.load(Ordering::Relaxed));
    assert_eq!(runs(), [1, 1, 1]);
    table.upsert([row(2, 1, 2, 7)]);
    assert_eq!(read(), (Some(1), Some(7), 99));
    assert_eq!(runs(), [1, 2, 2]);
}

#[test]
fn a_row_nobody_looks_at_any_more_is_forgotten() {
    let table = Table::default();
    table.upsert([row(1, 0, 1, 1)]);
    let watch = table.watch(Id::from(1));
    let again = watch.clone();
    let other = table.watch(Id::from(1));
    drop((watch, other));
    assert_eq!(read(&table.rows).watched.len(), 1);
    drop(again);
    assert_eq!(read(&table.rows).watched.len(), 0);
    let list = table.list(rules());
    drop(list);
    let _list = table.list(rules());
    assert_eq!(read(&table.rows).observers.len(), 1);
}

#[test]
fn small_tables_can_be_read_whole() {
    let owner = Owner::new();
    owner.set();
    let table: Table<Row> = Table::default();
    let all = table.clone();
    let memo = ArcMemo::new(move |_| all.all().len());
    assert_eq!(memo.get(), 0);
    table.upsert([row(1, 0, 0, 0)]);
    assert_eq!(memo.get(), 1);
    table.clear();
    assert_eq!(memo.get(), 0);
}

proptest::proptest! {
    #[test]
    fn a_list_made_in_pieces_is_as_one_made_at_once(there in 0..40u64, steps in proptest::collection::vec((0..50u64, 0..4usize, -3..3i64, 0..50i64), 0..30)) {
        let table = Table::default();
        table.upsert((0..there).map(|id| row(id, id as usize % 3, id as i64 % 5, 1)));
        let list = table.begin(rules());
        for (id, group, rank, amount) in steps {
            if group == 3 {
                table.remove(Id::from(id));
            } else {
                table.upsert([row(id, group, rank, amount)]);
            }
            table.fill(&list, 2);
            proptest::prop_assert!(list.is_whole() || list.totals(0) == Totals::default());
        }
        while !list.is_whole() {
            table.fill(&list, 2);
        }
        let whole = table.list(rules());
        for group in 0..2 {
            proptest::prop_assert_eq!(list.ids(group), whole.ids(group));
            proptest::prop_assert_eq!(list.totals(group), whole.totals(group));
        }
    }

    #[test]
    fn a_list_always_agrees_with_sorting_the_table_anew(steps in proptest::collection::vec((0..20u64, 0..4usize, -3..3i64, 0..50i64), 0..80)) {
        let table = Table::default();
        let list = table.list(rules());
        let mut model: BTreeMap<u64, Row> = BTreeMap::new();
        for (id, group, rank, amount) in steps {
            // Group 3 stands for a removal.
            if group == 3 {
                table.remove(Id::from(id));
                model.remove(&id);
            } else {
                let row = row(id, group, rank, amount);
                model.insert(id, row.clone());
                table.upsert([row]);
            }
            for group in 0..2 {
                let mut rows: Vec<&Row> = model.values().filter(|row| row.group == group).collect();
                rows.sort_by_key(|row| (row.rank, row.id));
                let sum = rows.iter().map(|row| Money::from_minor(row.amount)).sum();
                proptest::prop_assert_eq!(list.totals(group), Totals { count: rows.len(), sum });
                let ids: Vec<Id<Row>> = rows.iter().map(|row| row.id()).collect();
                proptest::prop_assert_eq!(list.ids(group), ids);
            }
        }
    }
}

#[test]
fn a_row_is_followed_by_whoever_reads_it_and_by_nobody_else() {
    let owner = Owner::new();
    owner.set();
    let table: Table<Row> = Table::default();
    table.upsert([row(1, 0, 1, 1), row(2, 0, 1, 1)]);
    let read_from = table.clone();
    let (one, runs) = counted(move || read_from.get(Id::from(1)).map(|row| row.amount));
    assert_eq!(one.get_untracked(), Some(1));
    for amount in 5..9 {
        table.upsert([row(2, 0, 1, amount), row(1, 0, 1, amount)]);
        assert_eq!(one.get_untracked(), Some(amount));
    }
    table.upsert([row(2, 0, 1, 99)]);
    assert_eq!((one.get_untracked(), runs.load(Ordering::Relaxed)), (Some(8), 5));
    assert_eq!(read(&table.rows).watched.len(), 1, "the readers before have let go");
}
