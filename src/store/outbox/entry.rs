//! A command in the outbox, with where it stands.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::SETTLE_LATE;

use crate::api::error::Fault;
use crate::api::outside::Line;
use crate::api::ApiError;
use crate::domain::people::Worker;
use crate::domain::record::pack::{Bytes, Out};
use crate::domain::record::Pack;
use crate::domain::Id;
use crate::store::command::{Action, Command};

/// A command with its progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub command: Command,
    pub progress: Progress,
    pub place: Place,
    /// It is not to be sent or looked up before this time of the page.
    pub not_before: Option<Duration>,
    /// The revision of the record that it was compared with last, or laid over: an older
    /// one says nothing about it.
    pub stands_on: i64,
    /// While it was under way, the record was seen with these values of another
    /// side: it may have been written over them.
    pub met: Option<Conflict>,
    /// It was sent at least once, or was about to be.
    pub tried: bool,
    /// This tab sends it, or has sent it last.
    pub here: bool,
    /// It is being written, and is not sent meanwhile: what is written of it says
    /// whether it was.
    pub writing: bool,
}

/// Where a command is kept, which is also its place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// On the device, under this key.
    Kept(u64),
    /// In memory only: the device could not keep it. It is sent all the same.
    Unkept,
    /// In memory, on its way to the device.
    Keeping,
}

impl Place {
    pub const fn key(self) -> Option<u64> {
        match self {
            Self::Kept(key) => Some(key),
            Self::Keeping | Self::Unkept => None,
        }
    }
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
    /// Somebody else changed the same fields.
    Conflict(Conflict),
    /// The user took it back; whether in time is not known yet.
    Withdrawn,
}

/// Two sides of one change.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What the other side has in those fields.
    pub theirs: Action,
    /// When it was seen here.
    pub seen: DateTime<Utc>,
    /// When and by whom it was changed, as far as the server says.
    pub changed: Option<DateTime<Utc>>,
    pub by: Option<Id<Worker>>,
    /// This side's change is on the server, over the other's.
    pub landed: bool,
}

impl Progress {
    /// Neither refused nor in conflict: it goes to the server by itself.
    pub const fn is_on_its_way(&self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Uncertain)
    }

    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    pub const fn conflict(&self) -> Option<&Conflict> {
        match self {
            Self::Conflict(conflict) => Some(conflict),
            _ => None,
        }
    }
}

impl Entry {
    pub const fn new(command: Command) -> Self {
        Self {
            command,
            progress: Progress::Waiting,
            place: Place::Keeping,
            not_before: None,
            stands_on: 0,
            met: None,
            tried: false,
            here: false,
            writing: false,
        }
    }

    /// From the journal: it may have been sent not long ago, by a page that is
    /// gone, and looking at once could miss it.
    pub fn settle_first(&mut self, uptime: Duration) {
        self.not_before = Some(uptime + SETTLE_LATE);
    }

    /// Another tab sent it: whether it arrived is looked up, not before this time.
    pub fn look_first(&mut self, from: Option<Duration>) {
        self.tried = true;
        self.not_before = self.not_before.max(from);
        if self.progress == Progress::Waiting {
            self.progress = Progress::Uncertain;
        }
    }

    /// This page knows at least as well how it stands as the journal does; where
    /// it `reigns` nobody else sends.
    pub fn knows_better(&self, kept: &Self, reigns: bool) -> bool {
        match self.progress {
            Progress::Withdrawn => true,
            Progress::Sending => self.here,
            // It keeps its own time for looking, unless another tab has sent it.
            Progress::Waiting | Progress::Uncertain => {
                (self.here || reigns || !kept.tried) && kept.progress.is_on_its_way()
            }
            Progress::Refused(_) | Progress::Conflict(_) => false,
        }
    }

    /// It can still be taken out without a trace. A make that comes from another
    /// page is never sure to be: that page may have sent it while it could not
    /// write.
    pub fn was_never_sent(&self) -> bool {
        !self.tried && self.progress == Progress::Waiting
    }

    /// What is not kept, or not marked, could be sent, forgotten in a crash, and
    /// sent again. Nor is what is kept, before it was read how the tab that led
    /// last left it. Where the device keeps nothing there is nothing to wait for.
    pub fn may_go(&self, now: Duration, reigns: bool) -> bool {
        let may = match self.place {
            Place::Kept(_) => self.tried && reigns,
            Place::Keeping => false,
            Place::Unkept => !self.writing,
        };
        may && self.not_before.is_none_or(|from| from <= now)
    }

    pub const fn is_refused(&self) -> bool {
        self.progress.is_refused()
    }

    /// Given back to the user, and nothing of it is on the server.
    pub const fn may_be_dropped(&self) -> bool {
        match &self.progress {
            Progress::Refused(_) => true,
            Progress::Conflict(conflict) => !conflict.landed,
            _ => false,
        }
    }

    /// It is not under way: what it is made of can still be changed.
    pub const fn may_be_moved(&self) -> bool {
        match &self.progress {
            Progress::Waiting => true,
            Progress::Conflict(conflict) => !conflict.landed,
            _ => false,
        }
    }

    /// Takes in how it compares with what the server has: another side at odds with it,
    /// or its own values there (`is_in`). True where that has to be written down.
    pub fn compared(&mut self, odds: Option<Conflict>, is_in: bool) -> bool {
        match (&mut self.progress, odds) {
            (Progress::Waiting, Some(conflict)) => self.progress = Progress::Conflict(conflict),
            // It is under way and may land on top: told when its answer is here, or
            // once it was looked for.
            (Progress::Sending | Progress::Uncertain, Some(conflict)) => {
                self.met = Some(conflict);
                return false;
            }
            // It went back to what it was; where ours is there, it may have landed on top.
            (Progress::Sending | Progress::Uncertain, None) if !is_in => {
                self.met = None;
                return false;
            }
            (Progress::Conflict(conflict), Some(newer)) if conflict.theirs != newer.theirs => {
                *conflict = Conflict { landed: conflict.landed, ..newer };
            }
            // Ours was under way and landed, or theirs went back.
            (Progress::Conflict(conflict), None) if !conflict.landed && is_in => conflict.landed = true,
            (Progress::Conflict(conflict), None) if !conflict.landed => self.progress = Progress::Waiting,
            _ => return false,
        }
        true
    }

    /// From the device: its bytes, its key, and whether it was ever sent.
    pub fn read(bytes: &[u8], key: u64, tried: bool) -> Option<Self> {
        // Later versions may write more.
        let Written { command, progress, stands_on } = Written::unpack(&mut Bytes::new(bytes))?;
        let progress = match progress {
            // It was on its way when the page ended. What can be done twice is
            // looked up in any case: a write that failed may have happened.
            Progress::Waiting if tried || command.base.is_none() => Progress::Uncertain,
            progress => progress,
        };
        Some(Self {
            command,
            progress,
            place: Place::Kept(key),
            not_before: None,
            stands_on,
            met: None,
            tried,
            here: false,
            writing: false,
        })
    }

    /// For the device.
    pub fn line(&self) -> Line {
        Line { tried: self.tried, bytes: self.write() }
    }

    /// Its bytes. What is on its way is written as waiting: whether it was ever
    /// sent stands beside them.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Out::default();
        self.command.pack(&mut out);
        match &self.progress {
            Progress::Waiting | Progress::Sending | Progress::Uncertain | Progress::Withdrawn => out.push(0),
            Progress::Refused(why) => {
                out.push(1);
                why.pack(&mut out);
            }
            Progress::Conflict(conflict) => {
                out.push(2);
                let Conflict { theirs, seen, changed, by, landed } = conflict;
                theirs.pack(&mut out);
                seen.pack(&mut out);
                changed.pack(&mut out);
                by.pack(&mut out);
                landed.pack(&mut out);
            }
        }
        self.stands_on.pack(&mut out);
        out.into_bytes()
    }
}

struct Written {
    command: Command,
    progress: Progress,
    stands_on: i64,
}

impl Pack for Written {
    fn pack(&self, _: &mut Out) {}

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let command = Command::unpack(from)?;
        let progress = match from.byte()? {
            0 => Progress::Waiting,
            1 => Progress::Refused(ApiError::unpack(from)?),
            2 => Progress::Conflict(Conflict {
                theirs: Action::unpack(from)?,
                seen: DateTime::unpack(from)?,
                changed: Option::unpack(from)?,
                by: Option::unpack(from)?,
                landed: bool::unpack(from)?,
            }),
            _ => return None,
        };
        // Entries of the first versions end here.
        let stands_on = i64::unpack(from).unwrap_or_default();
        Some(Self { command, progress, stands_on })
    }
}

/// Only refusals last.
impl Pack for ApiError {
    fn pack(&self, out: &mut Out) {
        let (status, faults) = match self {
            Self::Refused { status, faults } => (*status, faults.as_slice()),
            _ => (0, [].as_slice()),
        };
        status.pack(out);
        let words = |fault: &Fault| {
            vec![fault.code.clone(), fault.message.clone(), fault.field.clone().unwrap_or_default()]
        };
        faults.iter().map(words).collect::<Vec<_>>().pack(out);
    }

    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let status = u16::unpack(from)?;
        let faults = Vec::<Vec<String>>::unpack(from)?.into_iter().map(|words| {
            let mut words = words.into_iter();
            let mut next = || words.next().unwrap_or_default();
            Fault { code: next(), message: next(), field: Some(next()).filter(|field| !field.is_empty()) }
        });
        Some(Self::Refused { status, faults: faults.collect() })
    }
}
