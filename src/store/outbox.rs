//! Commands on their way to the server: in order for each record, one at a
//! time, and after a lost answer not sent again before looking.

use crate::api::ApiError;
use crate::domain::order::{Order, OrderChange};
use crate::domain::record::Change as _;
use crate::domain::Id;

/// Names a command for as long as it is in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommandId(pub u64);

/// A change that somebody made: what it changes, on what base, and what would
/// undo it.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    pub id: CommandId,
    pub order: Id<Order>,
    pub change: OrderChange,
    pub inverse: OrderChange,
    /// The order's revision when the change was made.
    pub base: i64,
}

/// Where a command stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    Waiting,
    Sending,
    /// It was sent and no answer came: it may be on the server or not.
    Uncertain,
    /// The server said no; the change is off the record again.
    Refused(ApiError),
}

/// A command with its progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub command: Command,
    pub progress: Progress,
}

impl Entry {
    pub const fn is_refused(&self) -> bool {
        matches!(self.progress, Progress::Refused(_))
    }
}

/// The commands that are not confirmed, oldest first.
#[derive(Debug, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
    last: u64,
}

impl Outbox {
    /// Puts a change in.
    pub fn push(&mut self, order: &Order, change: OrderChange) -> Command {
        self.last += 1;
        let command = Command {
            id: CommandId(self.last),
            order: order.id,
            inverse: change.inverse(order),
            change,
            base: order.revision,
        };
        self.entries.push(Entry { command: command.clone(), progress: Progress::Waiting });
        command
    }

    /// The next command to send, marked as being sent, and whether it has to be
    /// looked up first. The oldest unsettled command of a record goes first;
    /// while one of a record is under way, its others wait.
    pub fn take(&mut self) -> Option<(Command, bool)> {
        let mut busy: Vec<Id<Order>> = Vec::new();
        for entry in &mut self.entries {
            let order = entry.command.order;
            match entry.progress {
                Progress::Refused(_) => continue,
                Progress::Waiting | Progress::Uncertain if !busy.contains(&order) => {
                    let look = entry.progress == Progress::Uncertain;
                    entry.progress = Progress::Sending;
                    return Some((entry.command.clone(), look));
                }
                _ => busy.push(order),
            }
        }
        None
    }

    /// It is on the server.
    pub fn confirm(&mut self, id: CommandId) {
        self.entries.retain(|entry| entry.command.id != id);
    }

    /// It did not get through; it will be tried again.
    pub fn postpone(&mut self, id: CommandId, arrived: Arrival) {
        let progress = match arrived {
            Arrival::No => Progress::Waiting,
            Arrival::Unknown => Progress::Uncertain,
        };
        self.set(id, progress);
    }

    /// The server will not have it.
    pub fn refuse(&mut self, id: CommandId, why: ApiError) {
        self.set(id, Progress::Refused(why));
    }

    /// A refused command is put away by the user.
    pub fn drop_refused(&mut self, order: Id<Order>) {
        self.entries.retain(|entry| entry.command.order != order || !entry.is_refused());
    }

    fn set(&mut self, id: CommandId, progress: Progress) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.command.id == id) {
            entry.progress = progress;
        }
    }

    /// Commands that are neither confirmed nor refused.
    pub fn unsent(&self) -> usize {
        self.entries.iter().filter(|entry| !entry.is_refused()).count()
    }

    /// The latest refusal about an order that was not put away.
    pub fn refusal(&self, order: Id<Order>) -> Option<&Entry> {
        self.entries
            .iter()
            .rev()
            .find(|e| e.command.order == order && matches!(e.progress, Progress::Refused(_)))
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

/// Whether a command that brought no answer may have reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    No,
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::Status;

    fn order(id: u64) -> Order {
        let mut order: Order = crate::domain::record::testing::record(&serde_json::json!({"status": "new"}));
        order.id = Id::from(id);
        order
    }

    fn assemble(outbox: &mut Outbox, id: u64) -> CommandId {
        outbox.push(&order(id), OrderChange::Status(Status::Assembled)).id
    }

    #[test]
    fn commands_of_one_record_go_one_after_the_other_and_others_do_not_wait() {
        let mut outbox = Outbox::default();
        let (a, b, other) = (assemble(&mut outbox, 1), assemble(&mut outbox, 1), assemble(&mut outbox, 2));
        let take = |outbox: &mut Outbox| outbox.take().map(|(command, look)| (command.id, look));
        assert_eq!(take(&mut outbox), Some((a, false)));
        assert_eq!(take(&mut outbox), Some((other, false)));
        assert_eq!(take(&mut outbox), None);
        outbox.confirm(a);
        assert_eq!(take(&mut outbox), Some((b, false)));
    }

    #[test]
    fn after_a_lost_answer_it_is_looked_up_and_keeps_its_turn() {
        let mut outbox = Outbox::default();
        let a = assemble(&mut outbox, 1);
        assemble(&mut outbox, 1);
        outbox.take();
        outbox.postpone(a, Arrival::Unknown);
        assert_eq!(outbox.take().map(|(command, look)| (command.id, look)), Some((a, true)));
        outbox.postpone(a, Arrival::No);
        assert_eq!(outbox.take().map(|(command, look)| (command.id, look)), Some((a, false)));
    }

    #[test]
    fn a_refused_command_stays_in_sight_until_it_is_put_away() {
        let mut outbox = Outbox::default();
        let a = assemble(&mut outbox, 1);
        outbox.take();
        outbox.refuse(a, ApiError::Unreadable);
        assert_eq!((outbox.unsent(), outbox.take()), (0, None));
        assert!(outbox.refusal(Id::from(1)).is_some());
        outbox.drop_refused(Id::from(1));
        assert!(outbox.entries().is_empty());
    }
}
