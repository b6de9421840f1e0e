//! What the page says: from the commands and the state of the device to text.
//! Pure, tested without a screen.

use crate::domain::customer::Customer;
use crate::domain::{lang, Id, Lang, Plural};
use crate::store::command::{Action, Command};
use crate::store::outbox::{Entry, Progress};
use crate::store::state::{Filling, Keeping};
use crate::store::wording::{words as said, Field, Reader, Standing};

use super::words;

/// As many of those that go by themselves are listed.
const MOST: usize = 200;

/// A command on the page. Its whole content is its key in the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    pub id: Id<Command>,
    pub title: String,
    /// Whose it is; empty where that is not known.
    pub who: String,
    pub fields: Vec<Field>,
    /// When it was made.
    pub when: String,
    pub standing: Standing,
    /// Why it was refused, or both sides of a conflict.
    pub why: String,
    /// Where it is seen and edited.
    pub link: Option<String>,
    /// Who was to be made, was refused, and is corrected here.
    pub customer: Option<Id<Customer>>,
}

/// Gives the address where a command is seen and edited.
type Place = fn(&Entry) -> Option<String>;

impl Line {
    pub fn new(reader: &Reader<'_>, entry: &Entry, place: Place) -> Self {
        let command = &entry.command;
        let why = match &entry.progress {
            Progress::Refused(why) => words::REFUSED_WHY.with(reader.lang, &[&why.say(reader.lang)]),
            Progress::Conflict(_) => {
                let mut why = said::CONFLICT.say(reader.lang).to_owned();
                why.push(' ');
                why.push_str(&reader.sides(entry));
                why
            }
            _ => String::new(),
        };
        Self {
            id: command.id,
            title: reader.title(&command.action),
            who: reader.who(&command.action),
            fields: reader.fields(&command.action, command.base.as_ref()),
            when: reader.moment(command.at),
            standing: Standing::of(entry),
            why,
            link: place(entry),
            customer: match &command.action {
                Action::MakeCustomer(customer) if entry.is_refused() => Some(customer.id),
                _ => None,
            },
        }
    }
}

/// The lines of the page: what the user decides comes first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lines {
    pub open: Vec<Line>,
    pub waiting: Vec<Line>,
    /// Those that wait and are not listed.
    pub more: usize,
}

impl Lines {
    pub fn new(reader: &Reader<'_>, entries: &[Entry], place: Place) -> Self {
        let (open, waiting): (Vec<_>, Vec<_>) =
            entries.iter().partition(|entry| Standing::of(entry).is_open());
        let lines =
            |entries: &[&Entry]| entries.iter().map(|entry| Line::new(reader, entry, place)).collect();
        let listed = waiting.get(..MOST).unwrap_or(&waiting);
        Self { open: lines(&open), waiting: lines(listed), more: waiting.len() - listed.len() }
    }

    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.waiting.is_empty()
    }
}

/// How urgent a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Amber,
    Danger,
}

/// A sentence about connection and outbox, with its icon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub icon: &'static str,
    pub tone: Tone,
    pub text: String,
}

/// What the app knows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// Since when the server is not reached.
    pub offline: Option<String>,
    pub unsent: usize,
    pub undecided: usize,
    pub keeping: Keeping,
    /// The browser may throw away what it keeps.
    pub fleeting: bool,
    pub replica: Replica,
}

/// How much of the shop is on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replica {
    /// Nothing is known of it (yet).
    Unknown,
    Filling(Filling),
    Whole,
    /// It is in memory; the device does not keep it.
    Unkept,
}

/// Whether the server answers, what waits, what is to be decided, and whether
/// the page may be closed.
pub fn facts(lang: Lang, now: &Situation) -> Vec<Fact> {
    let fact = |icon, tone, text: String| Fact { icon, tone, text };
    let count = |plural: Plural, n: usize| plural.say(lang, n as u64);
    let mut facts = vec![match &now.offline {
        None => fact("wifi", Tone::Good, words::ONLINE.say(lang).to_owned()),
        Some(since) => fact("wifi-off", Tone::Amber, words::OFFLINE.with(lang, &[since])),
    }];
    facts.extend(match (now.unsent, now.undecided) {
        (0, 0) => Some(fact("check", Tone::Good, words::NOTHING.say(lang).to_owned())),
        (0, _) => None,
        (unsent, _) if now.offline.is_some() => Some(fact("clock", Tone::Amber, count(words::WAIT, unsent))),
        (unsent, _) => Some(fact("sync", Tone::Good, count(words::ON_THEIR_WAY, unsent))),
    });
    if now.undecided > 0 {
        facts.push(fact("warning", Tone::Danger, count(words::TO_DECIDE, now.undecided)));
    }
    facts.push(match now.keeping {
        Keeping::Safe => fact("lock", Tone::Good, words::SAFE.say(lang).to_owned()),
        Keeping::Writing => fact("clock", Tone::Amber, words::WRITING.say(lang).to_owned()),
        Keeping::Full => fact("warning", Tone::Danger, words::FULL.say(lang).to_owned()),
        Keeping::Failing => fact("warning", Tone::Danger, words::FAILING.say(lang).to_owned()),
    });
    let number = |n: u64| lang::number(lang, n);
    match now.replica {
        Replica::Unknown => {}
        Replica::Filling(Filling { of: 0, .. }) => {
            facts.push(fact("download", Tone::Good, words::FILLING_BEGINS.say(lang).to_owned()));
        }
        Replica::Filling(Filling { done, of, left }) => {
            let text = words::FILLING.with(lang, &[&number(done), &number(of)]);
            // Rounded up: a promise that is kept early.
            let minutes = left.map(|left| left.as_secs() as i64 / 60 + 1);
            let left = minutes.map(|minutes| words::LEFT.with(lang, &[&lang::duration(lang, minutes)]));
            facts.push(fact("download", Tone::Good, text + &left.unwrap_or_default() + "."));
        }
        Replica::Unkept => facts.push(fact("warning", Tone::Amber, words::UNKEPT.say(lang).to_owned())),
        Replica::Whole => facts.push(fact("store", Tone::Good, words::WHOLE.say(lang).to_owned())),
    }
    if now.fleeting {
        facts.push(fact("info", Tone::Amber, words::FLEETING.say(lang).to_owned()));
    }
    facts
}

/// "3 more".
pub fn more(lang: Lang, more: usize) -> String {
    words::AND_MORE.with(lang, &[&lang::number(lang, more as u64)])
}

#[cfg(test)]
mod tests;
