//! Every table of the replica, declared once with the number under which it is
//! kept on the device.

use std::sync::Arc;

use crate::domain::bouquet::Bouquet;
use crate::domain::catalog::{Item, Measure};
use crate::domain::customer::Customer;
use crate::domain::order::{Order, PaymentMethod};
use crate::domain::people::Worker;
use crate::domain::settings::{OrderTag, Source, Store};
use crate::store::records::KeptPage;
use crate::store::table::{Stored, Table};

macro_rules! tables {
    ($($(#[$doc:meta])* $number:literal $table:ident: $record:ty,)*) => {
        /// Everything that is replicated.
        #[derive(Default)]
        pub struct Tables {
            $($(#[$doc])* pub $table: Table<$record>,)*
        }

        impl Tables {
            /// All tables with their numbers.
            pub(in crate::store) fn stored(&self) -> Vec<(u8, Stored)> {
                vec![$(($number, self.$table.stored())),*]
            }

            /// Wipes every record from memory.
            pub(super) fn clear(&self) {
                $(self.$table.clear();)*
            }
        }
    };
}

// A number once given stays: it is in the archives of devices.
tables! {
    1 orders: Order,
    2 customers: Customer,
    3 items: Item,
    // From here on they are small, and read before the screen is shown.
    16 stores: Store,
    17 workers: Worker,
    18 sources: Source,
    19 tags: OrderTag,
    20 bouquets: Bouquet,
    /// They come along with items.
    21 measures: Measure,
    /// Small tables as they came.
    22 kept: KeptPage,
    /// They come along with payments.
    23 payment_methods: PaymentMethod,
}

pub(super) const ORDERS: u8 = 1;
pub(super) const CUSTOMERS: u8 = 2;
pub(super) const ITEMS: u8 = 3;
pub(super) const FIRST_SMALL: u8 = 16;
pub(super) const WORKERS: u8 = 17;
pub(super) const BOUQUETS: u8 = 20;
pub(super) const MEASURES: u8 = 21;

/// A row of a table whose type is known to be this.
pub(super) fn as_row<R: Clone + 'static>(row: &crate::store::table::AnyRow) -> Option<R> {
    row.downcast_ref::<R>().cloned()
}

/// A record as a row of any table.
pub(super) fn any_row<R: Send + Sync + 'static>(record: R) -> crate::store::table::AnyRow {
    Arc::new(record)
}
