//! The records that are kept in tables, and what is to be known of each to keep it.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::table::Record;
use crate::domain::bouquet::{Bouquet, BouquetStatus};
use crate::domain::catalog::{Item, Measure};
use crate::domain::customer::{Customer, CustomerStatus};
use crate::domain::order::{Order, PaymentMethod};
use crate::domain::people::{UserStatus, Worker};
use crate::domain::record::pack_fields;
use crate::domain::settings::{OrderTag, Source, Store};
use crate::domain::Id;

/// For each record what else it says of itself, and how.
macro_rules! records {
    ($($record:ty { $($say:ident = $how:expr),* })+) => {
        $(impl Record for $record {
            fn id(&self) -> Id<Self> {
                self.id
            }
            $(records! { @ $say $record, $how })*
        })+
    };
    (@ revision $record:ty, $how:expr) => {
        fn revision(&self) -> i64 {
            said::<$record, i64>(self, $how)
        }
    };
    (@ gone $record:ty, $how:expr) => {
        fn is_gone(&self) -> bool {
            said::<$record, bool>(self, $how)
        }
    };
    (@ left $record:ty, $how:expr) => {
        fn left(&self) -> Option<Self> {
            Some(said::<$record, $record>(self, $how))
        }
    };
    (@ unlisted $record:ty, $tags:expr) => {
        const UNLISTED: &'static [u16] = $tags;
    };
    (@ class $record:ty, $how:expr) => {
        fn class(&self) -> u16 {
            said::<$record, u16>(self, $how)
        }
    };
}

fn said<R, T>(record: &R, how: fn(&R) -> T) -> T {
    how(record)
}

records! {
    Order {
        unlisted = Self::BESIDE,
        revision = |it| it.revision,
        class = |it| it.due_time.map_or(0, class_of_day)
    }
    Customer { revision = |it| it.revision, gone = |it| it.status == Some(CustomerStatus::Deleted) }
    Worker {
        revision = |it| it.revision,
        gone = |it| it.unlisted || it.user.as_ref().is_some_and(|user| user.status == Some(UserStatus::Off)),
        left = |it| Worker { unlisted: true, ..it.clone() }
    }
    Store { revision = |it| it.revision }
    Item { revision = |it| it.revision, gone = |it| !it.added }
    Bouquet {
        revision = |it| it.revision,
        gone = |it| matches!(it.status, Some(BouquetStatus::Sold | BouquetStatus::Disassembled))
    }
    Source {
        revision = |it| it.revision,
        gone = |it| it.hidden,
        left = |it| Source { hidden: true, ..it.clone() }
    }
    OrderTag {
        revision = |it| it.revision,
        gone = |it| it.deleted,
        left = |it| OrderTag { deleted: true, ..it.clone() }
    }
    Measure {}
    PaymentMethod {}
    KeptPage {}
}

/// A page of a small table, as the server sent it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeptPage {
    pub id: Id<KeptPage>,
    /// The path of its list.
    pub path: String,
    /// Counted from 1.
    pub number: u64,
    /// JSON:API.
    pub text: String,
}

pack_fields! {
    KeptPage { id: Id<KeptPage>, path: String, number: u64, text: String, }
}

impl KeptPage {
    pub fn new(path: &str, number: u64, text: String) -> Self {
        // The list, and behind it the page.
        let list = path.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        Self { id: Id::from(list << 16 | number), path: path.to_owned(), number, text }
    }
}

/// 1 January 2000, in days since 1970.
const FIRST_DAY: i64 = 10_957;
/// No day; days are below it. What is due on no day has the class 0.
pub(super) const LAST_CLASS: u16 = 0xfff0;

/// The class of orders due at this time: its day in UTC.
pub(super) fn class_of_day(at: DateTime<Utc>) -> u16 {
    let day = at.timestamp().div_euclid(86_400) - FIRST_DAY;
    u16::try_from(day.clamp(1, i64::from(LAST_CLASS))).unwrap_or(LAST_CLASS)
}

/// The classes of orders due from one time to another.
pub fn classes_between(from: DateTime<Utc>, to: DateTime<Utc>) -> RangeInclusive<u16> {
    class_of_day(from)..=class_of_day(to)
}
