//! Tables that are kept in blocks: whatever is done, what the device has and
//! what is in memory give the same rows again.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;

use crate::domain::record::pack::{Bytes, Out};
use crate::domain::record::Pack;
use crate::domain::Id;
use crate::store::table::rows::class_of;
use crate::store::table::{AnyId, AnyRow, Missing, Record, Stored, Table};

/// A row of a day, with a text that others may have as well.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    id: u64,
    day: u64,
    text: String,
    revision: u64,
}

impl Pack for Row {
    fn pack(&self, out: &mut Out) {
        Id::<Self>::from(self.id).pack(out);
        self.id.pack(out);
        self.day.pack(out);
        self.revision.pack(out);
        self.text.pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Id::<Self>::unpack(from)?;
        let mut number = || u64::unpack(from);
        let (id, day, revision) = (number()?, number()?, number()?);
        Some(Self { id, day, revision, text: String::unpack(from)? })
    }
}

impl Record for Row {
    fn id(&self) -> Id<Self> {
        Id::from(self.id)
    }
    fn class(&self) -> u16 {
        self.day as u16
    }
    fn revision(&self) -> i64 {
        self.revision as i64
    }
}

type Disk = BTreeMap<u32, Vec<u8>>;

/// Writes what changed, as the archive does.
fn keep(stored: &Stored, disk: &mut Disk, under: &dyn Fn(AnyId) -> Option<Option<AnyRow>>) {
    for (block, bytes) in stored.pack(under) {
        match bytes {
            Some(bytes) => disk.insert(block, bytes),
            None => disk.remove(&block),
        };
    }
    stored.written();
}

fn rows(table: &Table<Row>) -> BTreeMap<u64, Row> {
    table.peek_all().into_iter().map(|row| (row.id, (*row).clone())).collect()
}

/// Begins anew with what is on the disk.
fn reload(table: &Table<Row>, disk: &Disk, missing: Missing) {
    let blocks = disk.iter().map(|(block, bytes)| (*block, Some(bytes.clone())));
    table.stored().reload(blocks.collect(), missing, &|_| false);
}

/// A table that begins with what is on the disk.
fn opened(disk: &Disk) -> Table<Row> {
    let table = Table::<Row>::default();
    reload(&table, disk, Missing::NewerStay);
    table
}

#[derive(Debug, Clone)]
enum Step {
    Put(u64, u64, String),
    Remove(u64),
    Keep,
    /// Packed, but the device failed to write it.
    Fail,
    Watch(u64),
    LetGo,
    Restart,
    Reload,
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::sample::select(vec!["", "rose", "a longer title of an item"]).prop_map(str::to_owned);
    prop_oneof![
        6 => (0..40_u64, 0..3_u64, text).prop_map(|(id, day, text)| Step::Put(id, day, text)),
        2 => (0..40_u64).prop_map(Step::Remove),
        2 => Just(Step::Keep),
        1 => Just(Step::Fail),
        1 => (0..40_u64).prop_map(Step::Watch),
        1 => Just(Step::LetGo),
        1 => Just(Step::Restart),
        1 => Just(Step::Reload),
    ]
}

proptest! {
    #[test]
    fn what_is_kept_is_what_was_there(steps in prop::collection::vec(step(), 1..60)) {
        let mut table = Table::<Row>::default();
        let mut disk = Disk::new();
        let mut model: BTreeMap<u64, Row> = BTreeMap::new();
        let mut kept = model.clone();
        let mut watches = Vec::new();
        for (revision, step) in steps.into_iter().enumerate() {
            match step {
                Step::Put(id, day, text) => {
                    let row = Row { id, day, text, revision: revision as u64 + 1 };
                    model.insert(id, row.clone());
                    table.upsert([row]);
                }
                Step::Remove(id) => {
                    model.remove(&id);
                    table.remove(Id::from(id));
                    // The device is told before anything else happens to it.
                    keep(&table.stored(), &mut disk, &|_| None);
                    kept = model.clone();
                }
                Step::Keep => {
                    keep(&table.stored(), &mut disk, &|_| None);
                    kept = model.clone();
                }
                Step::Fail => drop(table.stored().pack(&|_| None)),
                Step::Watch(id) => watches.push(table.watch(Id::from(id))),
                Step::LetGo => watches.clear(),
                Step::Restart => {
                    watches.clear();
                    table = opened(&disk);
                    model = kept.clone();
                }
                // What was not written yet stays.
                Step::Reload => {
                    reload(&table, &disk, Missing::NewerStay);
                }
            }
            prop_assert_eq!(rows(&table), model.clone());
        }
        keep(&table.stored(), &mut disk, &|_| None);
        prop_assert_eq!(rows(&opened(&disk)), model.clone());
        let ids: Vec<_> = disk.values().flat_map(|block| super::layout::rows(block)).collect();
        let distinct: HashSet<_> = ids.iter().map(|(id, _)| *id).collect();
        prop_assert_eq!((ids.len(), distinct.len()), (model.len(), model.len()), "each row in one block");
    }
}

#[test]
fn what_another_tab_lost_on_the_device_is_gone_only_where_the_device_has_all() {
    let row = |id, day| Row { id, day, text: "rose".into(), revision: 1 };
    let known = || {
        let table = Table::<Row>::default();
        let mut disk = Disk::new();
        table.upsert([row(1, 1), row(2, 2), row(3, 2)]);
        keep(&table.stored(), &mut disk, &|_| None);
        disk.retain(|block, _| class_of(*block) == 1);
        (table, disk)
    };
    let begin_anew = |missing| {
        let (table, mut disk) = known();
        let watch = table.watch(Id::from(3));
        table.upsert([row(4, 2)]);
        reload(&table, &disk, missing);
        assert_eq!(watch.get().is_some(), missing == Missing::Stay);
        let here: Vec<_> = rows(&table).into_keys().collect();
        // What stays is written again.
        keep(&table.stored(), &mut disk, &|_| None);
        assert_eq!(rows(&opened(&disk)), rows(&table));
        here
    };
    assert_eq!(begin_anew(Missing::Stay), [1, 2, 3, 4]);
    assert_eq!(begin_anew(Missing::NewerStay), [1, 4]);
    assert_eq!(begin_anew(Missing::Go), [1]);
}

#[test]
fn where_very_many_are_lost_only_what_something_unsent_lies_over_stays() {
    let stay = |lost: u64| {
        let table = Table::<Row>::default();
        table.upsert((0..lost).map(|id| Row { id, day: 1, text: "rose".into(), revision: 1 }));
        keep(&table.stored(), &mut Disk::new(), &|_| None);
        table.stored().reload(Vec::new(), Missing::Stay, &|id| id == Id::from(7));
        rows(&table).len()
    };
    assert_eq!((stay(2048), stay(2049)), (2048, 1));
}

#[test]
fn what_is_in_memory_of_a_damaged_block_is_written_anew() {
    let table = Table::<Row>::default();
    table.upsert((1..=2).map(|id| Row { id, day: id, text: "rose".into(), revision: 1 }));
    let mut disk = Disk::new();
    keep(&table.stored(), &mut disk, &|_| None);
    let known = rows(&table);
    let damaged = disk.keys().enumerate().map(|(n, block)| (*block, (n > 0).then(|| disk[block].clone())));
    table.stored().reload(damaged.collect(), Missing::NewerStay, &|_| false);
    assert_eq!(rows(&table), known);
    disk.pop_first();
    keep(&table.stored(), &mut disk, &|_| None);
    assert_eq!(rows(&opened(&disk)), known);
    // One of which nothing is known is removed.
    let next = Table::<Row>::default();
    next.stored().reload(vec![(1 << 16, None)], Missing::NewerStay, &|_| false);
    keep(&next.stored(), &mut disk, &|_| None);
    assert!(!disk.contains_key(&(1 << 16)));
}

#[test]
fn what_is_unsent_is_not_kept_as_if_the_server_had_it() {
    let table = Table::<Row>::default();
    let row = |id, text: &str| Row { id, day: 1, text: text.into(), revision: 1 };
    table.upsert([row(1, "shown"), row(2, "made here"), row(3, "plain")]);
    let under = |id: AnyId| match id {
        id if id == Id::from(1) => Some(Some(Arc::new(row(1, "confirmed")) as AnyRow)),
        id if id == Id::from(2) => Some(None),
        _ => None,
    };
    let mut disk = Disk::new();
    keep(&table.stored(), &mut disk, &under);
    let texts =
        |table: &Table<Row>| -> Vec<String> { rows(table).into_values().map(|row| row.text).collect() };
    assert_eq!(texts(&opened(&disk)), ["confirmed", "plain"]);
    assert_eq!(texts(&table), ["shown", "made here", "plain"]);
    // Sent: what is shown is what the server has.
    table.upsert([row(1, "shown"), row(2, "made here")]);
    table.touch(Id::from(1));
    keep(&table.stored(), &mut disk, &|_| None);
    assert_eq!(texts(&opened(&disk)), ["shown", "made here", "plain"]);
}

#[test]
fn only_what_is_looked_at_takes_the_memory_of_a_value() {
    let table = Table::<Row>::default();
    table.upsert((0..600).map(|id| Row { id, day: 1, text: "rose".into(), revision: 1 }));
    let watch = table.watch(Id::from(7));
    let mut disk = Disk::new();
    keep(&table.stored(), &mut disk, &|_| None);
    let live =
        || crate::store::table::read(&table.rows).rows.values().filter(|slot| slot.row.is_some()).count();
    assert_eq!((disk.len(), live()), (3, 1));
    drop(watch);
    assert_eq!(live(), 0);
    assert_eq!(table.peek(Id::from(7)).unwrap().text, "rose");
}

#[test]
fn a_damaged_block_gives_what_can_be_read_and_never_fails() {
    let table = Table::<Row>::default();
    table.upsert((0..20).map(|id| Row { id, day: 1, text: "rose".into(), revision: 1 }));
    let mut disk = Disk::new();
    keep(&table.stored(), &mut disk, &|_| None);
    let whole = disk.values().next().unwrap().clone();
    for cut in 0..whole.len() {
        let _ = rows(&opened(&Disk::from([(1 << 16, whole[..cut].to_vec())])));
    }
    for at in 0..whole.len() {
        let mut other = whole.clone();
        other[at] ^= 0x55;
        let _ = rows(&opened(&Disk::from([(1 << 16, other)])));
    }
}
