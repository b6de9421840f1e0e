//! A change of one field of an order: what a command does, and what it takes
//! to undo it. Merging, sending and undoing all work field by field on these.

use chrono::{DateTime, Utc};

use super::{DeliveryStatus, Order, Status};
use crate::domain::people::{OrderTag, Worker};
use crate::domain::Id;

/// The new value of one field.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderChange {
    Status(Status),
    DeliveryStatus(Option<DeliveryStatus>),
    Florist(Option<Id<Worker>>),
    Courier(Option<Id<Worker>>),
    DueTime(Option<DateTime<Utc>>),
    Description(String),
    DeliveryComments(String),
    Tags(Vec<Id<OrderTag>>),
}

impl OrderChange {
    /// Puts the new value into the order.
    pub fn apply(&self, order: &mut Order) {
        match self.clone() {
            Self::Status(v) => order.status = v,
            Self::DeliveryStatus(v) => order.delivery_status = v,
            Self::Florist(v) => order.florist = v,
            Self::Courier(v) => order.courier = v,
            Self::DueTime(v) => order.due_time = v,
            Self::Description(v) => order.description = v,
            Self::DeliveryComments(v) => order.delivery_comments = v,
            Self::Tags(v) => order.tags = v,
        }
    }

    /// The change that brings the same field back to what the order has now.
    pub fn inverse(&self, order: &Order) -> Self {
        match self {
            Self::Status(_) => Self::Status(order.status),
            Self::DeliveryStatus(_) => Self::DeliveryStatus(order.delivery_status),
            Self::Florist(_) => Self::Florist(order.florist),
            Self::Courier(_) => Self::Courier(order.courier),
            Self::DueTime(_) => Self::DueTime(order.due_time),
            Self::Description(_) => Self::Description(order.description.clone()),
            Self::DeliveryComments(_) => Self::DeliveryComments(order.delivery_comments.clone()),
            Self::Tags(_) => Self::Tags(order.tags.clone()),
        }
    }

    /// The order has this value already.
    pub fn is_in(&self, order: &Order) -> bool {
        self.inverse(order) == *self
    }

    /// Both change the same field.
    pub fn same_field(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}
