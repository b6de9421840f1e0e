//! What was done last on this device, to be undone and done again. Undoing is a
//! command like any other; one that was never sent is taken out of the outbox
//! instead.

use super::command::{Action, Command};
use super::outbox::Outbox;
use crate::domain::order::{MoveRefusal, Order, OrderChange};
use crate::domain::people::Worker;
use crate::domain::record::pack::{Bytes, Out};
use crate::domain::record::Pack;
use crate::domain::{Id, Lang, Word};

/// As many steps can be undone.
const LONGEST: usize = 100;

/// The steps, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    done: Vec<Command>,
    /// The steps that were taken back, each as it would be done again.
    undone: Vec<Command>,
}

/// Why something cannot be undone.
#[derive(Debug, Clone, PartialEq)]
pub enum NotUndone {
    /// Nothing was done yet.
    Nothing,
    /// Money that was taken is posted at once; it is given back by a return.
    Posted,
    /// The order may not go back to where it was.
    Move(MoveRefusal),
    /// The record is not here any more.
    Gone,
}

/// How the last step is taken back.
#[derive(Debug, Clone, PartialEq)]
pub enum Undoing {
    /// It was never sent: out of the outbox.
    Withdraw(Id<Command>),
    /// It was refused, or is in conflict: put away.
    Drop(Id<Command>),
    /// By a command that stands on what the step made.
    Write { action: Action, base: Option<Action> },
}

impl NotUndone {
    /// Why, for the screen.
    pub fn say(&self, lang: Lang) -> String {
        let word = match self {
            Self::Nothing => Word::new("There is nothing to undo.", "Отменять нечего."),
            Self::Posted => Word::new(
                "A payment is posted at once and cannot be undone. Give the money back with a return.",
                "Оплата проводится сразу, отменить её нельзя. Верните деньги возвратом.",
            ),
            Self::Move(why) => return why.say(lang),
            Self::Gone => Word::new(
                "The order is not on this device at the moment.",
                "Этого заказа сейчас нет на устройстве.",
            ),
        };
        word.say(lang).to_owned()
    }
}

impl History {
    /// A new step; what was undone can no longer be done again.
    pub fn push(&mut self, command: Command) {
        self.undone.clear();
        self.again(command);
    }

    /// A step that is done again.
    pub fn again(&mut self, command: Command) {
        if self.done.iter().any(|known| known.id == command.id) {
            return;
        }
        if self.done.len() >= LONGEST {
            self.done.remove(0);
        }
        self.done.push(command);
    }

    /// These steps were done before.
    pub fn follow(&mut self, mut before: Self) {
        for command in std::mem::take(&mut self.done) {
            before.again(command);
        }
        self.done = before.done;
    }

    /// All steps are this person's.
    pub fn is_of(&self, person: Option<Id<Worker>>) -> bool {
        self.done.iter().all(|step| step.by == person)
    }

    /// The step that a command is.
    pub fn step(&self, id: Id<Command>) -> Option<&Command> {
        self.done.iter().find(|step| step.id == id)
    }

    pub fn last(&self) -> Option<&Command> {
        self.done.last()
    }

    /// How the last step would be taken back; `order` gives an order as shown.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn undoing(
        &self,
        outbox: &Outbox,
        order: impl Fn(Id<Order>) -> Option<std::sync::Arc<Order>>,
    ) -> Result<Undoing, NotUndone> {
        let step = self.done.last().ok_or(NotUndone::Nothing)?;
        Self::way_back(step, outbox, order)
    }

    /// How a step would be taken back.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn way_back(
        step: &Command,
        outbox: &Outbox,
        order: impl Fn(Id<Order>) -> Option<std::sync::Arc<Order>>,
    ) -> Result<Undoing, NotUndone> {
        if let Some(entry) = outbox.get(step.id) {
            // Where it stands on what was taken back too late, taking it out would show
            // that once more.
            if entry.was_never_sent() && entry.command.base == step.base {
                return Ok(Undoing::Withdraw(step.id));
            }
            if entry.may_be_dropped() {
                return Ok(Undoing::Drop(step.id));
            }
        }
        if let (Action::Pay(..), _) = (&step.action, &step.base) {
            return Err(NotUndone::Posted);
        }
        let (action, base) = match &step.base {
            Some(base) => (base.clone(), Some(step.action.clone())),
            // What others did to it since is met, not written over.
            None => (step.action.unmaking().ok_or(NotUndone::Posted)?, step.action.as_made()),
        };
        if let Action::ChangeOrder(id, changes) = &action {
            let order = order(*id).ok_or(NotUndone::Gone)?;
            for change in changes {
                if let OrderChange::Status(to) = change {
                    if order.status != *to {
                        order.may_become(*to).map_err(NotUndone::Move)?;
                    }
                }
            }
        }
        Ok(Undoing::Write { action, base })
    }

    /// The last step is taken back, by this command where it took one.
    pub fn undone(&mut self, by: Option<&Command>) {
        let Some(step) = self.done.pop() else { return };
        match by.filter(|_| step.base.is_none()) {
            Some(by) => self.undone.extend(taken_up(by)),
            None => self.undone.push(step),
        }
    }

    /// It could not be taken back after all.
    pub fn not_undone(&mut self, command: Command) {
        self.undone.retain(|step| step.id != command.id);
        self.again(command);
    }

    /// It was too late to take a make out; this command gave it up instead.
    pub fn gave_up(&mut self, command: &Command, by: &Command) {
        let undone = self.undone.iter().position(|step| step.id == command.id);
        if let Some(at) = undone.filter(|_| command.base.is_none()) {
            self.undone.splice(at..=at, taken_up(by));
        }
    }

    /// Takes what was undone last, to be done again.
    pub fn redo(&mut self) -> Option<Command> {
        self.undone.pop()
    }

    /// What was undone last.
    pub fn next(&self) -> Option<&Action> {
        self.undone.last().map(|step| &step.action)
    }

    /// Only this is left of a step; false where there is no such step.
    pub fn narrow(&mut self, left: Command) -> bool {
        let step = self.done.iter_mut().find(|step| step.id == left.id);
        step.map(|step| *step = left).is_some()
    }

    /// A step is joined with what others did; false where there is none to be joined.
    pub fn join(&mut self, id: Id<Command>, theirs: &Action) -> bool {
        self.done.iter_mut().find(|step| step.id == id).is_some_and(|step| step.join(theirs))
    }

    /// These steps were given up: there is nothing to take back any more.
    pub fn forget(&mut self, steps: &[Id<Command>]) {
        self.done.retain(|step| !steps.contains(&step.id));
    }
}

/// What was made is there and was given up by this command: done again, it is taken up
/// again. An order that is canceled stays so.
fn taken_up(by: &Command) -> Option<Command> {
    let action = by.base.clone().filter(|_| !matches!(by.action, Action::ChangeOrder(..)))?;
    Some(Command { action, base: Some(by.action.clone()), ..by.clone() })
}

impl Pack for History {
    fn pack(&self, out: &mut Out) {
        self.done.pack(out);
        self.undone.pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(Self { done: Pack::unpack(from)?, undone: Pack::unpack(from)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::Payment;

    #[test]
    fn what_was_paid_is_not_undone_and_says_so_beforehand() {
        let mut history = History::default();
        let paid = Command {
            id: Id::from(1),
            action: Action::Pay(Id::from(3), Box::<Payment>::default()),
            base: None,
            at: "2026-11-25T11:30:00Z".parse().unwrap(),
            by: None,
        };
        history.push(paid);
        let why = history.undoing(&Outbox::default(), |_| None).unwrap_err();
        assert!(why.say(Lang::En).contains("return"));
        history.forget(&[Id::from(1)]);
        assert_eq!(history.undoing(&Outbox::default(), |_| None), Err(NotUndone::Nothing));
    }
}
