//! The records that are kept in tables.

use super::table::Record;
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::people::Worker;
use crate::domain::settings::{OrderTag, Source, Store};
use crate::domain::Id;

macro_rules! records {
    ($($record:ty),+) => {
        $(impl Record for $record {
            fn id(&self) -> Id<Self> {
                self.id
            }
        })+
    };
}

records!(Order, Customer, Worker, Store, Source, OrderTag);
