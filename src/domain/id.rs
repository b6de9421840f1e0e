//! Typed ids. The API writes ids as text, some as UUIDs and some as decimal
//! numbers; here they are small `Copy` values that cannot be mixed up.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use uuid::Uuid;

use super::record::pack;

/// The id of a `T`: an `Id<Order>` is not an `Id<Worker>`.
pub struct Id<T: ?Sized> {
    raw: Raw,
    of: PhantomData<fn(&T)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Raw {
    Number(u64),
    Uuid(Uuid),
}

/// The text is neither a UUID nor a decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0:?}")]
pub struct NotAnId(pub String);

impl<T: ?Sized> Id<T> {
    /// The id of a record that is made here, from 16 random bytes.
    pub fn random(bytes: [u8; 16]) -> Self {
        Self::from_raw(Raw::Uuid(uuid::Builder::from_random_bytes(bytes).into_uuid()))
    }

    /// Stands where a record has not been given its id yet.
    pub const fn nil() -> Self {
        Self::from_raw(Raw::Uuid(Uuid::nil()))
    }

    /// The same id, of something else: for what holds records of many types.
    pub const fn cast<U: ?Sized>(self) -> Id<U> {
        Id { raw: self.raw, of: PhantomData }
    }

    /// Appends it as bytes: a number as its own, a UUID whole.
    pub(super) fn write_bytes(self, out: &mut Vec<u8>) {
        match self.raw {
            Raw::Number(number) => {
                out.push(0);
                pack::number(out, number);
            }
            Raw::Uuid(uuid) => {
                out.push(1);
                out.extend_from_slice(uuid.as_bytes());
            }
        }
    }

    /// Reads what `write_bytes` wrote.
    pub(super) fn read_bytes(from: &mut pack::Bytes<'_>) -> Option<Self> {
        Some(Self::from_raw(match from.byte()? {
            0 => Raw::Number(from.number()?),
            1 => Raw::Uuid(Uuid::from_bytes(from.take(16)?.try_into().ok()?)),
            _ => return None,
        }))
    }

    const fn from_raw(raw: Raw) -> Self {
        Self { raw, of: PhantomData }
    }
}

impl<T: ?Sized> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self::from_raw(Raw::Uuid(uuid))
    }
}

impl<T: ?Sized> From<u64> for Id<T> {
    fn from(number: u64) -> Self {
        Self::from_raw(Raw::Number(number))
    }
}

impl<T: ?Sized> FromStr for Id<T> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bad = || NotAnId(text.chars().take(80).collect());
        // A number is kept only in the form the server will get back.
        if text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0')) {
            return text.parse().map(|n| Self::from_raw(Raw::Number(n))).map_err(|_| bad());
        }
        if text.len() != 36 {
            return Err(bad());
        }
        Uuid::try_parse(text).map(Self::from).map_err(|_| bad())
    }
}

impl<T: ?Sized> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.raw {
            Raw::Number(n) => n.fmt(f),
            Raw::Uuid(u) => u.as_hyphenated().fmt(f),
        }
    }
}

impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// Derived impls would ask the same of `T`, which is only a label.
impl<T: ?Sized> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for Id<T> {}
impl<T: ?Sized> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<T: ?Sized> Eq for Id<T> {}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<T: ?Sized> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: ?Sized> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}

impl<T: ?Sized> Default for Id<T> {
    fn default() -> Self {
        Self::nil()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    #[test]
    fn an_id_is_written_as_it_was_read() {
        for text in ["7", "0", "18446744073709551615", "9bed7b59-94dc-4ce4-aac2-883aab1a148c"] {
            let id: Id<Thing> = text.parse().unwrap();
            assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn what_would_be_written_differently_is_no_id() {
        for text in
            ["", "007", "-1", "1.5", "item-1", "9bed7b5994dc4ce4aac2883aab1a148c", "18446744073709551616"]
        {
            assert!(text.parse::<Id<Thing>>().is_err(), "{text}");
        }
    }

    #[test]
    fn ids_are_read_from_json_numbers_too() {
        let id: Option<Id<Thing>> = crate::domain::record::Attribute::read(&serde_json::json!(42));
        let id = id.unwrap();
        assert_eq!(id, Id::from(42));
    }
}
