//! What commands say to a person: which record they are about, which of its
//! fields they change, and to what. The same words in a message, in the detail
//! of an order, in the outbox and in the file of what is unsent.

mod fields;
mod standing;
pub mod words;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::command::{Action, Kind};
use super::outbox::{Conflict, Entry};
use super::shop::Inner;
use super::state::ShopZone;
use crate::domain::customer::Customer;
use crate::domain::order::{Order, Payment, PaymentType};
use crate::domain::{lang, Id, Lang, Money, Word};
use fields::Spoken;

pub use standing::Standing;

/// Who reads: in which language, by which clock, on which day, and the shop
/// whose records have the names.
pub struct Reader<'a> {
    shop: &'a Inner,
    pub lang: Lang,
    zone: ShopZone,
    today: NaiveDate,
}

/// A field as it is read: its name, what it was before, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    pub name: &'static str,
    /// Nothing where there was no before, as with something new.
    pub before: Option<String>,
    pub after: String,
}

impl Inner {
    /// The reader at the screen; who reads with it reruns with language, zone
    /// and the records that are named.
    pub fn reader(&self) -> Reader<'_> {
        let zone = self.state.zone().get();
        let today = zone.day(self.state.now().get_untracked());
        Reader { shop: self, lang: self.state.settings().read().lang, zone, today }
    }
}

impl Reader<'_> {
    /// "14:30" today, "24 Nov, 14:30" on another day.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        lang::moment(self.lang, self.zone.0.local(at), self.today)
    }

    /// What an action is about: "Order 1042", "New customer".
    pub fn title(&self, action: &Action) -> String {
        match action {
            Action::MakeCustomer(_) => self.say(words::NEW_CUSTOMER).to_owned(),
            Action::MakeOrder(_) => self.say(words::NEW_ORDER).to_owned(),
            Action::ChangeCustomer(id, _) => {
                let title = self.customer_at(*id).map(|customer| customer.title.trim().to_owned());
                match title.filter(|title| !title.is_empty()) {
                    Some(title) => words::CUSTOMER_NAMED.with(self.lang, &[&title]),
                    None => self.say(words::CUSTOMER).to_owned(),
                }
            }
            Action::ChangeOrder(id, _) => self.order(words::ORDER_NUMBER, words::ORDER, *id),
            Action::Pay(id, payment) => match payment.payment_type {
                Some(PaymentType::Return) => self.order(words::RETURN_FOR, words::RETURN, *id),
                Some(PaymentType::Change) => self.order(words::CHANGE_FOR, words::CHANGE, *id),
                _ => self.order(words::PAYMENT_FOR, words::PAYMENT, *id),
            },
        }
    }

    /// An order that is named. The whole table is followed only until it is there.
    fn order_at(&self, id: Id<Order>) -> Option<Arc<Order>> {
        self.shop.orders.peek(id).or_else(|| self.shop.orders.get(id))
    }

    /// The same of a customer.
    fn customer_at(&self, id: Id<Customer>) -> Option<Arc<Customer>> {
        self.shop.customers.peek(id).or_else(|| self.shop.customers.get(id))
    }

    /// A sentence with the number of an order, or a word where it is not at hand.
    fn order(&self, with: Word, without: Word, id: Id<Order>) -> String {
        match self.order_at(id) {
            Some(order) => with.with(self.lang, &[&order.short_number()]),
            None => self.say(without).to_owned(),
        }
    }

    /// Whose order an action is about, as far as that is known; empty otherwise.
    pub fn who(&self, action: &Action) -> String {
        let order = match action {
            Action::MakeOrder(order) => Some((**order).clone()),
            action => match action.subject() {
                (Kind::Order, id) => self.order_at(id.cast()).map(|order| (*order).clone()),
                (Kind::Customer, _) => None,
            },
        };
        let Some(order) = order else { return String::new() };
        let customer = order.customer.and_then(|id| self.customer_at(id));
        let title =
            customer.map(|customer| customer.title.trim().to_owned()).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| order.delivery_contact.trim().to_owned())
    }

    /// What an action does, field by field; `base` is what was there before.
    pub fn fields(&self, action: &Action, base: Option<&Action>) -> Vec<Field> {
        match (action, base) {
            (Action::ChangeOrder(_, changes), Some(Action::ChangeOrder(_, before))) => {
                self.changes(changes, before)
            }
            (Action::ChangeOrder(_, changes), _) => self.changes(changes, &[]),
            (Action::ChangeCustomer(_, changes), Some(Action::ChangeCustomer(_, before))) => {
                self.changes(changes, before)
            }
            (Action::ChangeCustomer(_, changes), _) => self.changes(changes, &[]),
            (Action::MakeCustomer(customer), _) => self.new_customer(customer),
            (Action::MakeOrder(order), _) => self.new_order(order),
            (Action::Pay(_, payment), _) => self.payment(payment),
        }
    }

    fn changes<C: Spoken>(&self, changes: &[C], before: &[C]) -> Vec<Field> {
        let one = |change: &C| Field {
            name: self.say(change.field()),
            before: before.iter().find(|before| before.same_field(change)).map(|before| before.value(self)),
            after: change.value(self),
        };
        changes.iter().map(one).collect()
    }

    fn new_customer(&self, customer: &Customer) -> Vec<Field> {
        let phone = customer.telephone().map(|phone| phone.shown()).unwrap_or_default();
        self.filled(vec![(words::NAME, customer.title.clone()), (words::PHONE, phone)])
    }

    fn new_order(&self, order: &Order) -> Vec<Field> {
        let due = order.due_time.map(|at| self.moment(at)).unwrap_or_default();
        let lines = order.lines.as_deref().unwrap_or_default();
        let goods = lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>().join(", ");
        let total = lines.iter().fold(Money::ZERO, |sum, line| sum + line.total_amount);
        let total = if lines.is_empty() { String::new() } else { lang::money(self.lang, total) };
        self.filled(vec![
            (words::DUE, due),
            (words::COMPOSITION, goods),
            (words::TOTAL, total),
            (words::NOTES, order.description.clone()),
        ])
    }

    fn payment(&self, payment: &Payment) -> Vec<Field> {
        let amount = lang::money(self.lang, payment.amount + payment.bonus_amount);
        self.filled(vec![
            (words::SUM, amount),
            (words::METHOD, payment.method.clone()),
            (words::NOTES, payment.description.clone()),
        ])
    }

    /// The fields that say something.
    fn filled(&self, fields: Vec<(Word, String)>) -> Vec<Field> {
        let fields = fields.into_iter().filter(|(_, after)| !after.trim().is_empty());
        fields.map(|(name, after)| Field { name: self.say(name), before: None, after }).collect()
    }

    /// An action in a line: "Order 1042: Status “Assembled”".
    pub fn summary(&self, action: &Action) -> String {
        let fields = self.fields(action, None);
        let fields: Vec<_> =
            fields.iter().map(|field| words::FIELD.with(self.lang, &[field.name, &field.after])).collect();
        let title = self.title(action);
        if fields.is_empty() {
            return title;
        }
        words::SUMMARY.with(self.lang, &[&title, &fields.join(", ")])
    }

    /// Both sides of a conflict, field by field, and when and by whom the record
    /// was changed last. Empty where there is none.
    pub fn sides(&self, entry: &Entry) -> String {
        let Some(Conflict { theirs, changed, seen, by, .. }) = entry.progress.conflict() else {
            return String::new();
        };
        let fields = match (&entry.command.action, theirs) {
            (Action::ChangeOrder(_, mine), Action::ChangeOrder(_, theirs)) => self.changes(theirs, mine),
            (Action::ChangeCustomer(_, mine), Action::ChangeCustomer(_, theirs)) => {
                self.changes(theirs, mine)
            }
            _ => Vec::new(),
        };
        let mut out = String::new();
        for Field { name, before, after } in fields {
            out.push_str(&words::BOTH_SIDES.with(self.lang, &[name, &before.unwrap_or_default(), &after]));
            out.push(' ');
        }
        let at = self.moment(changed.unwrap_or(*seen));
        let by = by.and_then(|id| self.shop.workers.get(id)).map(|worker| worker.name());
        out.push_str(&match by {
            Some(by) => words::CHANGED_BY.with(self.lang, &[&at, &by]),
            None => words::CHANGED_AT.with(self.lang, &[&at]),
        });
        out
    }

    fn say(&self, word: Word) -> &'static str {
        word.say(self.lang)
    }
}

#[cfg(test)]
mod tests;
