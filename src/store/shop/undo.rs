//! The way back: the last step is undone, and done again.

use reactive_graph::traits::Track;

use super::{Desk, Event, Inner};
use crate::api::outside::Withdrawal;
use crate::api::ApiError;
use crate::domain::Id;
use crate::store::command::{Action, Command};
use crate::store::history::{History, NotUndone, Undoing};
use crate::store::outbox::{lies, Entry, Place, Progress};

impl Desk {
    /// A command stands on something else now, and so does the step back over it.
    pub(super) fn step_moved(&mut self, moved: impl IntoIterator<Item = Command>) {
        for command in moved {
            self.history_moved |= self.history.narrow(command);
        }
    }

    /// What commands were joined with is joined with their steps, too. Those may stand on
    /// something else than their commands.
    pub(super) fn joined(&mut self) {
        for (id, theirs) in self.outbox.take_joined() {
            self.history_moved |= self.history.join(id, &theirs);
        }
    }
}

impl Desk {
    /// The server will not have a command. Where it was done over one that was taken
    /// back too late, that one is owed to be taken back: gives what was before both,
    /// and what is there now, unless something later was done over it, too.
    pub(super) fn refuse(&mut self, id: Id<Command>, why: ApiError) -> Option<(Action, Action)> {
        let before = self.history.step(id).and_then(|step| step.base.clone());
        let now = self.outbox.get(id).and_then(|entry| entry.command.base.clone());
        let owed = before.zip(now).filter(|(before, now)| before != now);
        let moved = self.outbox.refuse(id, why);
        let Some((before, now)) = owed else {
            self.step_moved(moved);
            return None;
        };
        // Its own step is settled by that.
        self.step_moved(self.outbox.get(id).map(|entry| entry.command.clone()));
        let Some(mut later) = moved else {
            let way = self.outbox.get(id)?.command.clone();
            let way = Command { action: before.clone(), base: Some(now.clone()), ..way };
            let after = self.outbox.position(id).map_or(0, |at| at + 1);
            let over = |entry: &Entry| lies(entry).is_some_and(|action| way.is_done_over_by(action));
            let done_over = self.outbox.entries().iter().skip(after).any(over);
            return (!done_over).then_some((before, now));
        };
        if let Some(base) = &mut later.base {
            base.rebase(Some(&now), &before);
        }
        self.step_moved([later]);
        None
    }
}

impl Inner {
    /// Takes the last step back.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn undo(&self) -> Result<(), NotUndone> {
        let undoing = self.undoing()?;
        let by = match undoing {
            Undoing::Withdraw(id) => {
                self.withdraw(id);
                None
            }
            Undoing::Drop(id) => {
                self.put_away(id);
                None
            }
            Undoing::Write { action, base } => Some(self.lay(action, base)),
        };
        self.desk().history.undone(by.as_ref());
        self.history_moved();
        Ok(())
    }

    /// What would be taken back next.
    pub fn last_step(&self) -> Option<Command> {
        self.outbox_changed.track();
        self.desk().history.last().cloned()
    }

    /// How the last step would be taken back.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn undoing(&self) -> Result<Undoing, NotUndone> {
        self.outbox_changed.track();
        let desk = self.desk();
        desk.history.undoing(&desk.outbox, |id| self.orders.peek(id))
    }

    /// Does again what was undone last.
    pub fn redo(&self) {
        let Some(Command { action, mut base, .. }) = self.desk().history.redo() else { return };
        self.replace(&action, base.as_mut());
        let command = self.lay(action, base);
        {
            let mut desk = self.desk();
            // What was to be taken back may have been sent all the same: the same
            // record must not be made a second time.
            let made = desk.outbox.get_mut(command.id).filter(|entry| entry.command.base.is_none());
            if let Some(entry) = made {
                entry.progress = Progress::Uncertain;
            }
            desk.history.again(command);
        }
        self.history_moved();
    }

    /// What would be done again next.
    pub fn next_step(&self) -> Option<Action> {
        self.outbox_changed.track();
        self.desk().history.next().cloned()
    }

    /// Takes a command out that was never sent. It is off the screen at once;
    /// the device has the last word on whether it was sent meanwhile.
    fn withdraw(&self, id: Id<Command>) {
        let subject = {
            let mut desk = self.desk();
            let Some(entry) = desk.outbox.get(id) else { return };
            let subject = entry.command.action.subject();
            let moved = desk.outbox.lift(id, Progress::Withdrawn);
            desk.step_moved(moved);
            subject
        };
        self.show(subject);
        self.outbox_moved();
        self.wakes.journal.ring();
    }

    /// It could be withdrawn, or not any more: then it is taken back by a
    /// command of its own, as far as there is one.
    pub(in crate::store) fn withdrawn(&self, id: Id<Command>, withdrawal: Withdrawal) {
        let too_late = {
            let mut desk = self.desk();
            if withdrawal == Withdrawal::InTime {
                desk.outbox.forget(id);
                None
            } else {
                let command = desk.outbox.get_mut(id).map(|entry| {
                    entry.progress = Progress::Uncertain;
                    entry.tried = true;
                    entry.command.clone()
                });
                // It lies on its record again.
                let too_late = command.map(|command| {
                    self.cover(&mut desk, command.action.subject());
                    let from = desk.outbox.position(id).map_or(0, |at| at + 1);
                    let left = desk.outbox.stand_again(&command, from);
                    (command, left)
                });
                // The device has it no longer: until it is known what became of it, the
                // way back could be sent before it.
                if withdrawal == Withdrawal::Unknown {
                    desk.outbox.place(id, Place::Keeping);
                    desk.outbox.touch(id);
                }
                too_late
            }
        };
        if let Some((command, left)) = too_late {
            self.show(command.action.subject());
            self.take_back(command, left);
        }
        self.outbox_moved();
    }

    /// Takes back what was sent before it could be taken out, as far as it is left:
    /// nothing was done over it since.
    pub(super) fn take_back(&self, command: Command, left: Option<Command>) {
        let Some(left) = left else { return };
        let way = {
            let desk = self.desk();
            History::way_back(&left, &desk.outbox, |id| self.orders.peek(id))
        };
        if let Ok(Undoing::Write { action, base }) = way {
            let by = self.lay(action, base);
            self.desk().history.gave_up(&command, &by);
        } else {
            self.desk().history.not_undone(command.clone());
            self.tell(Event::TooLate { command });
        }
        self.history_moved();
    }
}
