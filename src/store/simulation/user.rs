//! What people do at the tabs.

use super::check::Deed;
use super::{tab, Run, Tab};
use crate::api::ApiError;
use crate::domain::customer::{Customer, CustomerChange};
use crate::domain::order::{Order, OrderChange, Payment, PaymentType};
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
            let before = unsettled(tab);
            self.act(at);
            // A new value puts away one that was refused.
            let after = unsettled(&self.tabs[at]);
            let replaced: Vec<_> = before.into_iter().filter(|id| !after.contains(id)).collect();
            self.books.dropped(&replaced);
        }
        self.listen();
    }

    fn act(&mut self, at: usize) {
        let world = self.world.clone();
        let tab = &self.tabs[at];
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
        let action = match world.dice(12) {
            0..=3 => Action::ChangeOrder(order.id, vec![OrderChange::Description(mark.clone())]),
            4 => Action::ChangeOrder(order.id, vec![OrderChange::DeliveryComments(mark.clone())]),
            5 | 6 => Action::MakeOrder(Box::new(Order {
                id: Id::random(world.bytes()),
                description: mark.clone(),
                due_time: Some(super::due()),
                customer: customer.map(|customer| customer.id),
                ..Order::default()
            })),
            7 => Action::MakeCustomer(Box::new(Customer {
                id: Id::random(world.bytes()),
                notes: mark.clone(),
                ..Customer::default()
            })),
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
                let before = unsettled(tab);
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
            tab.shop.forget_damaged();
            for entry in tab.shop.outbox() {
                let before = unsettled(tab);
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
                        let subject = entry.command.action.subject();
                        for other in tab.shop.unsettled(subject) {
                            if let Some(conflict) = other.progress.conflict() {
                                let theirs = format!("{:?}", conflict.theirs);
                                self.books.decided(other.command.id, &theirs);
                                // The other side's value may be written back.
                                self.books.repeats(&theirs);
                            }
                        }
                        tab.shop.decide(subject, side);
                    }
                    _ => {}
                }
                let after = unsettled(tab);
                let gone: Vec<_> = before.into_iter().filter(|id| !after.contains(id)).collect();
                self.books.dropped(&gone);
            }
        }
    }
}

fn unsettled(tab: &Tab) -> Vec<Id<Command>> {
    tab.shop.outbox().iter().map(|entry| entry.command.id).collect()
}

/// The record of a subject as a tab shows it: what a person would compare.
pub(super) fn shown(tab: &Tab, kind: Kind, id: &str) -> Option<(String, String, i64)> {
    match kind {
        Kind::Order => {
            let order = tab.shop.orders.peek(id.parse().ok()?)?;
            Some((order.description.clone(), order.delivery_comments.clone(), order.payments_amount.minor()))
        }
        Kind::Customer => {
            let customer = tab.shop.customers.peek(id.parse().ok()?)?;
            Some((customer.notes.clone(), String::new(), 0))
        }
    }
}
