//! Where a command stands, as a person sees it.

use crate::domain::Word;
use crate::store::outbox::{Entry, Place, Progress};

/// Where a command stands: those on their way first, the less sure to arrive the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// On this page only: the device cannot keep it.
    Unkept,
    /// On this page, and not written to the device yet.
    Unwritten,
    Waiting,
    /// It may be on the server; that is looked up first.
    Unsure,
    Sending,
    /// Somebody else changed the same.
    Conflict,
    /// The server said no.
    Refused,
    /// The user took it back.
    TakenBack,
}

impl Standing {
    pub fn of(entry: &Entry) -> Self {
        match (&entry.progress, entry.place) {
            (Progress::Conflict(_), _) => Self::Conflict,
            (Progress::Refused(_), _) => Self::Refused,
            (Progress::Withdrawn, _) => Self::TakenBack,
            (Progress::Sending, _) => Self::Sending,
            (Progress::Uncertain, _) => Self::Unsure,
            (Progress::Waiting, Place::Keeping) => Self::Unwritten,
            (Progress::Waiting, Place::Unkept) => Self::Unkept,
            (Progress::Waiting, Place::Kept(_)) => Self::Waiting,
        }
    }

    /// The user has to decide.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Conflict | Self::Refused)
    }

    /// It goes to the server by itself.
    pub fn is_on_its_way(self) -> bool {
        self <= Self::Sending
    }

    /// The value of `data-state` in the style sheets, and in a file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Refused => "refused",
            Self::Unwritten => "unwritten",
            Self::Unkept => "unkept",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Unsure => "unsure",
            Self::TakenBack => "taken-back",
        }
    }

    pub const fn icon(self) -> &'static str {
        match self {
            Self::Conflict | Self::Refused | Self::Unkept => "warning",
            Self::Unwritten | Self::Waiting => "clock",
            Self::Sending => "sync",
            Self::Unsure => "search",
            Self::TakenBack => "undo",
        }
    }

    /// In a word or two, for beside a field.
    pub const fn short(self) -> Word {
        match self {
            Self::Conflict => Word::new("To decide", "Решать вам"),
            Self::Refused => Word::new("Refused", "Отказ"),
            Self::Unwritten => Word::new("Being saved", "Сохраняется"),
            Self::Unkept => Word::new("In this page only", "Только в окне"),
            Self::Waiting => Word::new("Waiting", "Ждёт отправки"),
            Self::Sending => Word::new("Sending", "Отправляется"),
            Self::Unsure => Word::new("Checking", "Проверяется"),
            Self::TakenBack => Word::new("Taken back", "Отменяется"),
        }
    }

    pub const fn word(self) -> Word {
        match self {
            Self::Conflict => Word::new("Changed by somebody else", "Изменено кем-то ещё"),
            Self::Refused => Word::new("Refused by the server", "Отказ сервера"),
            Self::Unwritten => Word::new("Being written to this device", "Записывается на устройство"),
            Self::Unkept => Word::new("In this page only", "Только на этой странице"),
            Self::Waiting => Word::new("Waits on this device", "Ждёт на этом устройстве"),
            Self::Sending => Word::new("Being sent", "Отправляется"),
            Self::Unsure => {
                Word::new("No answer came; it is looked up first", "Ответа не было, сначала проверяется")
            }
            Self::TakenBack => Word::new("Being taken back", "Отменяется"),
        }
    }
}
