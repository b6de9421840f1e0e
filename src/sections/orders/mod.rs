//! The orders of the day: as a board by status or as a list, with filters, and
//! the detail of one order beside them.

mod actions;
mod address;
mod board;
mod detail;
mod form;
mod list;
mod orders_view;
mod parts;
mod view_model;
mod words;

use crate::ui::prelude::*;

use crate::domain::order::Order;
use crate::domain::Id;
use crate::platform::address_bar::AddressBar;
use crate::store::command::{Action, Kind};
use crate::store::outbox::Entry;
use crate::store::Shop;

pub use actions::{tell_conflicts, tell_events};
use address::Address;
pub use form::{unfinished, Drafts, OrderFormView};
pub use orders_view::OrdersView;

/// The address where a command about an order is seen and edited: the order's
/// detail, at the field it changes first, or the form of one that was refused.
pub fn place_of(entry: &Entry) -> Option<String> {
    let action = &entry.command.action;
    let (Kind::Order, id) = action.subject() else { return None };
    if entry.is_refused() && action.makes() {
        return Some(form::path_of(id.cast()));
    }
    let mut path = Address::default().opened(Some(id.cast())).path();
    let field = match action {
        Action::ChangeOrder(_, changes) => changes.iter().find_map(detail::field_id),
        _ => None,
    };
    if let Some(field) = field {
        path.push('#');
        path.push_str(field);
    }
    Some(path)
}

/// The address of this section and how to change it; a context of its views.
#[derive(Clone, Copy)]
struct Here {
    address: Memo<Address>,
    go: Callback<(Address, bool)>,
}

impl Here {
    /// Reads the address bar.
    fn read() -> Self {
        let bar: AddressBar = expect_context();
        let address = memo(move || {
            let path = bar.path();
            Address::read(path.trim_end_matches('/').strip_prefix("/orders/"), |name| bar.parameter(name))
        });
        let go = Callback::new(move |(address, replace): (Address, bool)| bar.go(&address.path(), replace));
        Self { address, go }
    }

    /// Goes there; the way back is in the browser's history.
    fn to(self, address: Address) {
        self.go.run((address, false));
    }

    /// Goes there in place: while something is typed.
    fn instead(self, address: Address) {
        self.go.run((address, true));
    }

    /// The address now, from an event.
    fn now(self) -> Address {
        self.address.get_untracked()
    }
}

/// The shop, from the context every page has.
fn use_shop() -> Shop {
    expect_context()
}

fn use_here() -> Here {
    expect_context()
}

/// The element id of the link that opens an order, on its card or in its row.
fn link_id(id: Id<Order>) -> String {
    format!("card-{id}")
}
