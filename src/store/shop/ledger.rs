//! What is fetched as a whole, and how far it is: kept beside the blocks of the
//! replica.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::record::pack_fields;

/// What is fetched as a whole, in the order in which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Stores, workers and all small tables, categories among them.
    Dictionaries,
    /// Orders due now and in the coming weeks.
    NearOrders,
    Bouquets,
    Items,
    Customers,
    /// Orders of a year and a month, so that the same holiday of last year is at
    /// hand, the latest first.
    Orders,
}

/// How far one source is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    /// The number of its source.
    pub source: u64,
    /// Pages read so far; of orders those of the days that are being read.
    pub pages: u64,
    /// Records read so far.
    pub done: u64,
    /// Orders due on this day or later have been read.
    pub down_to: Option<NaiveDate>,
    /// Records there are, as the server said last.
    pub of: u64,
    /// All has been read once.
    pub complete: bool,
    /// Everything is known up to this revision.
    pub revision: Option<i64>,
    /// Everything is known that had changed until then.
    pub at: Option<DateTime<Utc>>,
    /// When all was read last.
    pub whole_at: Option<DateTime<Utc>>,
}

pack_fields! {
    Standing {
        source: u64,
        pages: u64,
        done: u64,
        down_to: Option<NaiveDate>,
        of: u64,
        complete: bool,
        revision: Option<i64>,
        at: Option<DateTime<Utc>>,
        whole_at: Option<DateTime<Utc>>,
    }
}

/// What is kept beside the blocks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// Whose replica it is.
    pub by: String,
    pub standings: Vec<Standing>,
    /// Orders due before this day, or on none, are not in the replica.
    pub since: Option<NaiveDate>,
}

pack_fields! {
    Ledger { by: String, standings: Vec<Standing>, since: Option<NaiveDate>, }
}

impl Source {
    pub const ALL: [Self; 6] =
        [Self::Dictionaries, Self::NearOrders, Self::Bouquets, Self::Items, Self::Customers, Self::Orders];

    /// Under which it is in the ledger; a number once given stays.
    const fn number(self) -> u64 {
        match self {
            Self::Dictionaries => 1,
            Self::NearOrders => 2,
            Self::Bouquets => 4,
            Self::Items => 5,
            Self::Customers => 6,
            Self::Orders => 7,
        }
    }
}

impl Ledger {
    pub fn standing(&self, source: Source) -> Standing {
        let number = source.number();
        let known = self.standings.iter().find(|standing| standing.source == number).cloned();
        known.unwrap_or(Standing { source: number, ..Standing::default() })
    }

    pub(super) fn set(&mut self, standing: Standing) {
        self.standings.retain(|known| known.source != standing.source);
        self.standings.push(standing);
    }

    /// Some of what left its list may still be here: it is compared anew.
    pub(super) fn doubt(&mut self) {
        for source in [Source::Bouquets, Source::Items] {
            let standing = self.standing(source);
            self.set(Standing { revision: None, whole_at: None, ..standing });
        }
    }

    pub fn is_complete(&self, source: Source) -> bool {
        self.standing(source).complete
    }
}
