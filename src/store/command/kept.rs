//! Commands as bytes, for the device's outbox.

use chrono::{DateTime, Utc};

use super::{Action, Command};
use crate::domain::people::Worker;
use crate::domain::record::pack::{text, Bytes, Out};
use crate::domain::record::Pack;
use crate::domain::Id;

/// Writes and reads an enum whose values hold one or two things each, by name:
/// a later version that knows more of them still reads the old ones.
macro_rules! pack_variants {
    ($kind:ident { $($name:literal $variant:ident($($part:ident),+),)* }) => {
        impl Pack for $kind {
            fn pack(&self, out: &mut Out) {
                match self {
                    $(Self::$variant($($part),+) => {
                        text(out, $name);
                        $($part.pack(out);)+
                    })*
                }
            }
            fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
                match from.text()? {
                    $($name => {
                        $(let $part = Pack::unpack(from)?;)+
                        Some(Self::$variant($($part),+))
                    })*
                    _ => None,
                }
            }
        }
    };
}

pack_variants! {
    Action {
        "make-customer" MakeCustomer(customer),
        "change-customer" ChangeCustomer(id, changes),
        "make-order" MakeOrder(order),
        "change-order" ChangeOrder(id, changes),
        "pay" Pay(order, payment),
    }
}

/// The first byte of a command that is kept: what follows is of this form.
const FORM: u8 = 1;

impl Pack for Command {
    fn pack(&self, out: &mut Out) {
        out.push(FORM);
        self.id.pack(out);
        self.at.pack(out);
        self.by.pack(out);
        self.action.pack(out);
        self.base.pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        if from.byte()? != FORM {
            return None;
        }
        Some(Self {
            id: Id::unpack(from)?,
            at: DateTime::<Utc>::unpack(from)?,
            by: Option::<Id<Worker>>::unpack(from)?,
            action: Action::unpack(from)?,
            base: Option::unpack(from)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::{Customer, CustomerChange};
    use crate::domain::order::{Order, OrderChange, OrderLine, Payment, Status};
    use crate::domain::record::pack::{packed, unpacked};

    #[test]
    fn every_action_comes_back_as_it_was_kept() {
        let line = OrderLine { id: Id::from(4), title: "Rose".into(), ..OrderLine::default() };
        let order = Order { id: Id::from(3), lines: Some(vec![line]), ..Order::default() };
        let customer = Customer { id: Id::from(1), title: "Ada".into(), ..Customer::default() };
        let note = |text: &str| Action::ChangeOrder(Id::from(3), vec![OrderChange::Description(text.into())]);
        for action in [
            Action::MakeCustomer(Box::new(customer)),
            Action::ChangeCustomer(Id::from(1), vec![CustomerChange::Notes("x".into())]),
            Action::MakeOrder(Box::new(order)),
            note("new"),
            Action::ChangeOrder(Id::from(3), vec![OrderChange::Status(Status::Done)]),
            Action::Pay(Id::from(3), Box::new(Payment { id: Id::from(9), ..Payment::default() })),
        ] {
            let command = Command {
                id: Id::random([3; 16]),
                action,
                base: Some(note("old")),
                at: "2026-11-25T10:00:00Z".parse().unwrap(),
                by: Some(Id::from(5)),
            };
            let bytes = packed(&command);
            assert_eq!(unpacked::<Command>(&bytes), Some(command));
            for cut in 0..bytes.len() {
                assert_eq!(unpacked::<Command>(&bytes[..cut]), None);
            }
        }
    }
}
