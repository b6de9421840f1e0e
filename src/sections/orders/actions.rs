//! What can be done to an order, once: the same moves for the menu of a card,
//! its keys, the dropped card, the detail and the bar over selected rows.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ui::prelude::*;

use super::words;
use crate::domain::order::{MoveRefusal, Order, OrderChange, Status};
use crate::domain::permission::Permission;
use crate::domain::{Id, Lang};
use crate::store::command::{Action, Command, Kind};
use crate::store::shop::Event;
use crate::store::Shop;
use crate::ui::live::Announcer;
use crate::ui::menu::MenuItem;
use crate::ui::toast::{Act, Toast, Toaster};

/// Carries out the moves and tells of them.
#[derive(Clone, Copy)]
pub struct Mover {
    shop: Shop,
    toaster: Toaster,
    announcer: Announcer,
}

impl Mover {
    /// From the contexts of the page.
    pub fn here() -> Self {
        Self { shop: expect_context(), toaster: expect_context(), announcer: expect_context() }
    }

    fn lang(self) -> Lang {
        self.shop.state.settings().get_untracked().lang
    }

    /// The person may bring orders into this status.
    pub fn may(self, to: Status) -> bool {
        let needed = if to == Status::Canceled { Permission::CancelOrders } else { Permission::EditOrders };
        self.shop.may(needed)
    }

    /// Brings an order out of the status in which the user saw it into another one and
    /// offers the way back; says why not. Where somebody else has moved it meanwhile,
    /// the user is asked.
    pub fn move_to(self, id: Id<Order>, from: Status, to: Status) -> bool {
        let Some(order) = self.shop.orders.peek(id) else { return false };
        if order.status == to {
            return false;
        }
        match self.shop.change_seen(id, OrderChange::Status(from), OrderChange::Status(to)) {
            Ok(()) => {
                if order.status == from {
                    self.tell_moved(&order, to);
                }
                true
            }
            Err(why) => {
                self.tell_refused(&order, why);
                false
            }
        }
    }

    /// Brings several orders into a status; gives how many had to stay.
    pub fn move_all(self, ids: &[Id<Order>], to: Status) -> usize {
        ids.iter().filter(|id| self.shop.change(**id, OrderChange::Status(to)).is_err()).count()
    }

    fn tell_moved(self, order: &Order, to: Status) {
        let lang = self.lang();
        let text = words::MOVED.with(lang, &[&order.short_number(), to.word().say(lang)]);
        self.announcer.say(text.clone());
        let (id, back) = (order.id, order.status);
        // Only where the way back is a move like any other.
        let undo = to.is_way_back(back).then(|| {
            let step = self.last_step();
            let act: Act = Arc::new(move || {
                // Where it is still the last step it is taken back as one, and can
                // be done again; otherwise what came after it stays.
                if self.last_step() != step || self.shop.undo().is_err() {
                    let _ = self.shop.change(id, OrderChange::Status(back));
                }
            });
            (words::UNDO.say(lang).to_owned(), act)
        });
        self.toaster.show(Toast { title: String::new(), text, danger: false, action: undo });
    }

    fn last_step(self) -> Option<Id<Command>> {
        untrack(|| self.shop.last_step()).map(|step| step.id)
    }

    fn tell_refused(self, order: &Order, why: MoveRefusal) {
        let lang = self.lang();
        let title = words::NOT_MOVED.with(lang, &[&order.short_number(), order.status.word().say(lang)]);
        let why = why.say(lang);
        self.announcer.say(format!("{title}. {why}"));
        self.toaster.refuse(title, why);
    }

    /// The lines of the menu that moves an order: what may be, then what may
    /// not and why.
    pub fn menu(self, order: &Order) -> Vec<MenuItem> {
        let lang = self.lang();
        let id = order.id;
        let (mut items, not_now): (Vec<MenuItem>, Vec<MenuItem>) = Status::ALL
            .into_iter()
            .filter(|to| *to != order.status && *to != Status::Returned && *to != Status::NotAccepted)
            .map(|to| {
                let from = order.status;
                let refused = order.may_become(to).err();
                let mut item = MenuItem::new(icon(to), to.word().say(lang), move || {
                    self.move_to(id, from, to);
                });
                item.status = Some(to.code());
                item.apart = to == Status::Canceled;
                item.disabled = refused.is_some() || !self.may(to);
                item.note = match refused {
                    Some(MoveRefusal::NoSuchMove { from, .. }) => {
                        words::NOT_FROM_HERE.with(lang, &[from.word().say(lang)])
                    }
                    Some(why) => why.say(lang),
                    None if to.is_way_back(order.status) => String::new(),
                    None => words::FOR_GOOD.say(lang).to_owned(),
                };
                item
            })
            .partition(|item| !item.disabled);
        items.extend(not_now);
        items
    }
}

/// The icon of a status.
pub const fn icon(status: Status) -> &'static str {
    match status {
        Status::NotAccepted => "status-notAccepted",
        Status::New => "status-new",
        Status::Assembled => "status-assembled",
        Status::Courier => "status-courier",
        Status::Done => "status-done",
        Status::Canceled => "status-canceled",
        Status::Returned => "status-returned",
    }
}

/// Tells what became of commands, on whatever page the user is: what the server
/// refused, and what the device could not keep.
pub fn tell_events(shop: Shop, toaster: Toaster, announcer: Announcer) {
    effect(move || {
        for event in shop.events() {
            let lang = shop.state.settings().get_untracked().lang;
            let (title, why) = match event {
                Event::Kept(_) => continue,
                Event::NotKept(_) => (words::NOT_KEPT.say(lang), words::NOT_KEPT_TEXT.say(lang).to_owned()),
                Event::TooLate { .. } => {
                    (words::TOO_LATE.say(lang), words::TOO_LATE_TEXT.say(lang).to_owned())
                }
                Event::Refused { command, why } => {
                    let title = refused_title(shop, lang, &command.action);
                    let why = why.say(lang);
                    announcer.say(format!("{title}. {why}"));
                    toaster.refuse(title, why);
                    continue;
                }
            };
            announcer.say(format!("{title}. {why}"));
            toaster.refuse(title.to_owned(), why);
        }
    });
}

/// Tells of every record of which something (more) met somebody else's, once.
pub fn tell_conflicts(shop: Shop, toaster: Toaster, announcer: Announcer) {
    let mut told = HashMap::new();
    effect(move || {
        let conflicts = shop.conflicts();
        for ((kind, record), count) in &conflicts {
            if told.get(&(*kind, *record)).is_some_and(|told| told >= count) {
                continue;
            }
            let lang = shop.state.settings().get_untracked().lang;
            let order = shop.orders.peek(record.cast()).filter(|_| *kind == Kind::Order);
            let (title, why) = match order {
                Some(order) => {
                    (words::NOT_CHANGED.with(lang, &[&order.short_number()]), words::CONFLICT_CHOOSE)
                }
                // What has no page of its own yet is decided in the outbox.
                None => (words::NOT_DONE.say(lang).to_owned(), words::CONFLICT_ELSEWHERE),
            };
            let why = why.say(lang).to_owned();
            announcer.say(format!("{title}. {why}"));
            toaster.refuse(title, why);
        }
        told = conflicts;
    });
}

fn refused_title(shop: Shop, lang: Lang, action: &Action) -> String {
    let order = |id: Id<Order>| shop.orders.peek(id).map(|order| (order.short_number(), order.status));
    match action {
        Action::ChangeOrder(id, changes) => {
            let Some((number, status)) = order(*id) else { return words::NOT_DONE.say(lang).to_owned() };
            if changes.iter().any(|change| matches!(change, OrderChange::Status(_))) {
                words::NOT_MOVED.with(lang, &[&number, status.word().say(lang)])
            } else {
                words::NOT_CHANGED.with(lang, &[&number])
            }
        }
        Action::Pay(..) => words::NOT_PAID.say(lang).to_owned(),
        Action::MakeOrder(_) => words::NOT_MADE.say(lang).to_owned(),
        Action::MakeCustomer(_) | Action::ChangeCustomer(..) => words::NOT_DONE.say(lang).to_owned(),
    }
}
