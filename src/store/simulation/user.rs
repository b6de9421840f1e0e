//! What people do at the tabs.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::check::Deed;
use super::server::COSTS;
use super::{tab, Run, Tab};
use crate::api::ApiError;
use crate::domain::customer::{Customer, CustomerChange};
use crate::domain::order::{Order, OrderChange, Payment, PaymentType, Status};
use crate::domain::people::Worker;
use crate::domain::record::Change;
use crate::domain::{Id, Money};
use crate::store::command::{Action, Command, Kind};
use crate::store::history::Undoing;
use crate::store::outbox::Progress;
use crate::store::shop::{Event, Side};

impl Run {
    /// Somebody does something, or a few things.
    pub(super) fn work(&mut self) {
        self.listen();
        for _ in 0..self.world.dice(4) {
            let at = self.world.dice(self.tabs.len().max(1) as u64) as usize;
            let Some(tab) = self.tabs.get(at) else { continue };
            // A frozen page takes no input, an empty one has nothing to press.
            if tab.frozen.get() > self.world.millis() || tab.shop.orders.is_empty() {
                continue;
            }
            tab::enter(&tab.device);
            let before = tab.shop.outbox();
            self.act(at);
            // A new value puts away one that was refused.
            self.books.put_away(&before, &self.tabs[at].shop.outbox());
        }
        self.listen();
    }

    fn act(&mut self, at: usize) {
        let world = self.world.clone();
        let tab = &self.tabs[at];
        let typing = tab.typing.borrow_mut().take();
        if let Some((id, seen)) = typing {
            return self.hand_in(at, id, seen);
        }
        let orders: Vec<_> = {
            let mut all = tab.shop.orders.peek_all();
            all.sort_by_key(|order| order.id);
            all
        };
        let order = orders[world.dice(orders.len() as u64) as usize].clone();
        let customers: Vec<_> = {
            let mut all = tab.shop.customers.peek_all();
            all.sort_by_key(|customer| customer.id);
            all
        };
        let customer = customers.get(world.dice(customers.len().max(1) as u64) as usize).cloned();
        let mark = format!("m{}{}", world.number(), if world.chance(50) { "!" } else { "" });
        let action = match world.dice(18) {
            16 | 17 => return self.press_tag(at, &order),
            14 | 15 => {
                *tab.typing.borrow_mut() = Some((order.id, order.description.clone()));
                return;
            }
            0..=3 => {
                Action::ChangeOrder(order.id, self.along(&order, OrderChange::Description(mark.clone())))
            }
            12 | 13 => {
                // Alone it has no mark: that all agree on it is looked at in the end.
                tab.shop.act(Action::ChangeOrder(order.id, vec![self.choice(&order)]));
                return;
            }
            4 => Action::ChangeOrder(order.id, vec![OrderChange::DeliveryComments(mark.clone())]),
            5 | 6 => Action::MakeOrder(Box::new(Order {
                id: Id::random(world.bytes()),
                description: mark.clone(),
                due_time: Some(super::due()),
                customer: customer.map(|customer| customer.id),
                total_amount: Money::from_minor(COSTS * 100),
                tags: Some(Vec::new()),
                ..Order::default()
            })),
            7 => Action::MakeCustomer(Box::new(Customer {
                id: Id::random(world.bytes()),
                notes: mark.clone(),
                ..Customer::default()
            })),
            // Nobody pays what is paid, as far as they see.
            8 if order.payments_amount >= order.total_amount => return,
            8 => Action::Pay(
                order.id,
                Box::new(Payment {
                    id: Id::random(world.bytes()),
                    payment_type: Some(PaymentType::Payment),
                    amount: Money::from_minor(1000),
                    description: mark.clone(),
                    ..Payment::default()
                }),
            ),
            9 => match customer {
                Some(customer) => {
                    Action::ChangeCustomer(customer.id, vec![CustomerChange::Notes(mark.clone())])
                }
                None => return,
            },
            10 => return self.undo(at),
            _ => {
                let before: Vec<_> = tab.shop.outbox().iter().map(|entry| entry.command.id).collect();
                tab.shop.redo();
                let redone = tab.shop.outbox().into_iter().find(|entry| !before.contains(&entry.command.id));
                if let Some(entry) = redone {
                    self.books.did_again(&entry.command);
                }
                return;
            }
        };
        let tab = &self.tabs[at];
        let command = tab.shop.act(action);
        let entry = tab.shop.outbox().into_iter().find(|entry| entry.command.id == command).unwrap();
        world.tell(|| {
            format!("tab {} of device {}: {:?}", tab.number, tab.device.state.number, entry.command)
        });
        self.books.did(Deed::new(mark, entry.command, tab, tab.device.state.number));
    }

    /// What somebody typed counts, and they may go on typing.
    fn hand_in(&mut self, at: usize, id: Id<Order>, seen: String) {
        let tab = &self.tabs[at];
        let mark = format!("m{}", self.world.number());
        let before: Vec<_> = tab.shop.outbox().iter().map(|entry| entry.command.id).collect();
        let hid = tab.shop.orders.peek(id).map(|order| order.description.clone()).unwrap_or_default();
        let typed = OrderChange::Description(mark.clone());
        tab.shop.change_seen(id, OrderChange::Description(seen.clone()), typed).unwrap();
        let typed = tab.shop.outbox().into_iter().find(|entry| !before.contains(&entry.command.id));
        // The order may be gone.
        let Some(entry) = typed else { return };
        self.world.tell(|| format!("tab {} typed over {seen:?}: {:?}", tab.number, entry.command));
        if self.world.chance(300) {
            *tab.typing.borrow_mut() = Some((id, mark.clone()));
        }
        let deed = Deed::new(mark, entry.command, tab, tab.device.state.number);
        self.books.did(deed.typed(&seen, hid));
    }

    /// A change with a few others, as where several fields are set at once.
    fn along(&self, order: &Order, change: OrderChange) -> Vec<OrderChange> {
        let more = self.world.dice(3).saturating_sub(1);
        let mut changes = vec![change];
        for _ in 0..more {
            let other = self.choice(order);
            if !changes.iter().any(|change| change.same_field(&other)) {
                changes.push(other);
            }
        }
        changes
    }

    /// Something is chosen for an order, out of few.
    pub(super) fn choice(&self, order: &Order) -> OrderChange {
        let world = &self.world;
        let worker = |dice: u64| (dice > 0).then(|| Id::from(dice));
        match world.dice(4) {
            0 if order.status.is_open() => {
                let open = [Status::New, Status::Assembled, Status::Courier];
                OrderChange::Status(open[world.dice(3) as usize])
            }
            1 => OrderChange::Florist(worker(world.dice(3))),
            2 => OrderChange::Courier(worker(world.dice(3))),
            _ => OrderChange::DueTime(Some(super::due() + TimeDelta::hours(world.dice(4) as i64))),
        }
    }

    fn undo(&mut self, at: usize) {
        let tab = &self.tabs[at];
        if let Some(step) = tab.shop.last_step() {
            // What was there before may be written once more.
            self.books.repeats(&format!("{:?}", step.base));
        }
        self.world.tell(|| format!("tab {} undoes {:?}", tab.number, tab.shop.undoing()));
        match tab.shop.undoing() {
            Ok(Undoing::Withdraw(id)) => {
                self.books.withdrawn(id);
                let _ = tab.shop.undo();
            }
            Ok(Undoing::Write { .. }) => {
                let _ = tab.shop.undo();
            }
            Ok(Undoing::Drop(id)) => {
                let _ = tab.shop.undo();
                self.books.dropped(&[id]);
            }
            Err(_) => {}
        }
    }

    /// What the screens tell.
    pub(super) fn listen(&mut self) {
        for tab in &self.tabs {
            tab::enter(&tab.device);
            for order in tab.shop.orders.peek_all() {
                self.books.shows(tab.number, &order);
            }
            for key in tab.shop.state.damaged().get_untracked() {
                self.books.reported((tab.device.state.number, key));
            }
            for event in tab.shop.events() {
                self.world.tell(|| format!("tab {} is told {event:?}", tab.number));
                match event {
                    Event::Kept(id) => self.books.kept(id),
                    Event::Refused { command, why } => {
                        self.books.refused(command.id);
                        if matches!(&why, ApiError::Refused { faults, .. } if faults.iter().any(|fault| fault.code == "no-such-customer"))
                        {
                            self.books.sent_too_early();
                        }
                    }
                    Event::TooLate { command } => self.books.too_late(command.id),
                    Event::NotKept(_) => {}
                }
            }
        }
    }

    /// The users look at what is open and decide.
    pub(super) fn decide(&mut self) {
        self.listen();
        for tab in &self.tabs {
            tab::enter(&tab.device);
            if tab.frozen.get() > self.world.millis() {
                continue;
            }
            // Who decides has left the field.
            tab.typing.borrow_mut().take();
            tab.shop.forget_damaged();
            for entry in tab.shop.outbox() {
                let before = tab.shop.outbox();
                self.world.tell(|| format!("tab {} decides {:?}", tab.number, entry));
                let command: Id<Command> = entry.command.id;
                match entry.progress {
                    Progress::Refused(_) => {
                        self.books.refused(command);
                        if self.world.chance(300) {
                            tab.shop.send_again(command, None);
                        } else {
                            tab.shop.drop_command(command);
                        }
                    }
                    Progress::Conflict(_) => {
                        let side = if self.world.chance(500) { Side::Mine } else { Side::Theirs };
                        for other in tab.shop.unsettled(entry.command.action.subject()) {
                            let same = other.command.touches(&entry.command);
                            if let Some(conflict) = other.progress.conflict().filter(|_| same) {
                                let theirs = format!("{:?}", conflict.theirs);
                                self.books.decided(&other.command, &theirs);
                                self.books.tags.decided(&conflict.theirs);
                                // The other side's value may be written back.
                                self.books.repeats(&theirs);
                            }
                        }
                        tab.shop.decide(command, side);
                    }
                    _ => {}
                }
                self.books.put_away(&before, &tab.shop.outbox());
            }
        }
    }
}

/// The record of a subject as a tab shows it: what a person would compare.
pub(super) fn shown(tab: &Tab, kind: Kind, id: &str) -> Option<Vec<String>> {
    match kind {
        Kind::Order => {
            let order = tab.shop.orders.peek(id.parse().ok()?)?;
            let worker = |id: Option<Id<Worker>>| id.map(|id| id.to_string()).unwrap_or_default();
            Some(vec![
                order.description.clone(),
                order.delivery_comments.clone(),
                order.payments_amount.minor().to_string(),
                order.status.code().to_owned(),
                order.due_time.map(|due| due.to_rfc3339()).unwrap_or_default(),
                format!("{:?}", order.tags.iter().flatten().collect::<BTreeSet<_>>()),
                worker(order.florist),
                worker(order.courier),
            ])
        }
        Kind::Customer => Some(vec![tab.shop.customers.peek(id.parse().ok()?)?.notes.clone()]),
    }
}
