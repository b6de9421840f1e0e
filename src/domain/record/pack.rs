//! Records as bytes, for what is kept on the device: small, quick to read, and
//! readable by later versions of Posy. A record is its fields that do not stand
//! at their default, each with a tag made of its name and type, so a field that
//! is new has its default, one that is gone is passed over, and one whose type
//! changed counts as both. (JSON would be five times as large, and most of its
//! bytes names.)

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::{Id, Money, Quantity};

/// What can be written as bytes and read again as the same.
pub trait Pack: Sized {
    fn pack(&self, out: &mut Vec<u8>);

    /// `None` where the bytes are not of this type.
    fn unpack(from: &mut Bytes<'_>) -> Option<Self>;

    /// It stands at its default, and need not be written as a field.
    fn is_plain(&self) -> bool {
        false
    }
}

/// Bytes that are being read.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// A whole number in as few bytes as it needs.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn tag(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    /// The next field of a record, by its tag; `Some(None)` at the end.
    pub fn field(&mut self) -> Option<Option<(u16, Bytes<'a>)>> {
        let tag = self.tag()?;
        if tag == END {
            return Some(None);
        }
        let length = self.length()?;
        Some(Some((tag, Bytes(self.take(length)?))))
    }
}

/// Appends a whole number in as few bytes as it needs.
pub fn number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

const END: u16 = 0;

/// The tag of a field, from its name and type; never that of the end.
pub const fn tag(name: &str) -> u16 {
    let bytes = name.as_bytes();
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < bytes.len() {
        #[allow(clippy::indexing_slicing, reason = "worked out by the compiler, within the length")]
        let byte = bytes[at];
        hash = (hash ^ byte as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    let tag = (hash ^ (hash >> 16)) as u16;
    if tag == END {
        1
    } else {
        tag
    }
}

/// No two fields of a record share a tag. For the compiler.
pub const fn distinct(tags: &[u16]) -> bool {
    let mut a = 0;
    while a < tags.len() {
        let mut b = a + 1;
        while b < tags.len() {
            #[allow(clippy::indexing_slicing, reason = "worked out by the compiler, within the length")]
            if tags[a] == tags[b] {
                return false;
            }
            b += 1;
        }
        a += 1;
    }
    true
}

/// Appends a field with its tag, unless it stands at its default.
pub fn put<T: Pack>(out: &mut Vec<u8>, tag: u16, value: &T) {
    if value.is_plain() {
        return;
    }
    let start = begin(out, tag);
    value.pack(out);
    finish(out, start);
}

fn begin(out: &mut Vec<u8>, tag: u16) -> usize {
    out.extend_from_slice(&tag.to_le_bytes());
    out.push(0);
    out.len()
}

/// Writes the length of the field that began here before it.
fn finish(out: &mut Vec<u8>, start: usize) {
    let mut length = Vec::new();
    number(&mut length, (out.len() - start) as u64);
    out.splice(start - 1..start, length);
}

/// Appends the end of a record.
pub fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(&END.to_le_bytes());
}

/// Reads one field into its place; bytes that are no such value leave it.
pub fn fill<T: Pack>(place: &mut T, mut from: Bytes<'_>) {
    if let Some(value) = T::unpack(&mut from) {
        *place = value;
    }
}

/// The bytes of a value.
pub fn packed<T: Pack>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.pack(&mut out);
    out
}

/// The value of these bytes, all of them.
pub fn unpacked<T: Pack>(bytes: &[u8]) -> Option<T> {
    let mut from = Bytes(bytes);
    let value = T::unpack(&mut from)?;
    from.0.is_empty().then_some(value)
}

impl Pack for u64 {
    fn pack(&self, out: &mut Vec<u8>) {
        number(out, *self);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.number()
    }
    fn is_plain(&self) -> bool {
        *self == 0
    }
}

/// Small ones of either sign are short.
impl Pack for i64 {
    fn pack(&self, out: &mut Vec<u8>) {
        number(out, ((self << 1) ^ (self >> 63)) as u64);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let number = from.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }
    fn is_plain(&self) -> bool {
        *self == 0
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(from.byte()? != 0)
    }
    fn is_plain(&self) -> bool {
        !*self
    }
}

/// Appends a text with its length.
pub fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        text(out, self);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let length = from.length()?;
        String::from_utf8(from.take(length)?.to_vec()).ok()
    }
    fn is_plain(&self) -> bool {
        self.is_empty()
    }
}

/// What is written as another type.
macro_rules! packed_as {
    ($($kind:ty as $other:ty: $to:expr, $from:expr;)*) => {$(
        impl Pack for $kind {
            fn pack(&self, out: &mut Vec<u8>) {
                let to: fn(&$kind) -> $other = $to;
                to(self).pack(out);
            }
            fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
                let read: fn($other) -> Option<$kind> = $from;
                read(<$other>::unpack(from)?)
            }
            fn is_plain(&self) -> bool {
                let to: fn(&$kind) -> $other = $to;
                to(self).is_plain()
            }
        }
    )*};
}
packed_as! {
    i32 as i64: |value| i64::from(*value), |value| i32::try_from(value).ok();
    u16 as u64: |value| u64::from(*value), |value| u16::try_from(value).ok();
    Money as i64: |value| value.minor(), |value| Some(Self::from_minor(value));
    Quantity as i64: |value| value.thousandths(), |value| Some(Self::from_thousandths(value));
}

/// To the millisecond.
impl Pack for DateTime<Utc> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.timestamp_millis().pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Self::from_timestamp_millis(i64::unpack(from)?)
    }
}

impl Pack for NaiveDate {
    fn pack(&self, out: &mut Vec<u8>) {
        self.to_epoch_days().pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Self::from_epoch_days(i32::unpack(from)?)
    }
}

impl<T: ?Sized> Pack for Id<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.write_bytes(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Self::read_bytes(from)
    }
    fn is_plain(&self) -> bool {
        *self == Self::nil()
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(out);
        }
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(if from.byte()? == 0 { None } else { Some(T::unpack(from)?) })
    }
    fn is_plain(&self) -> bool {
        self.is_none()
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        number(out, self.len() as u64);
        for value in self {
            value.pack(out);
        }
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let count = from.length()?;
        // A damaged count must not ask for all the memory there is.
        let mut values = Self::with_capacity(count.min(from.0.len()));
        for _ in 0..count {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
    fn is_plain(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Pack> Pack for Box<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        (**self).pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
    fn is_plain(&self) -> bool {
        (**self).is_plain()
    }
}

/// Writes a struct field by field, as `record!` does, for those that are not
/// records of the API.
macro_rules! pack_fields {
    ($record:ty { $($field:ident: $kind:ty,)* }) => {
        impl $crate::domain::record::Pack for $record {
            fn pack(&self, out: &mut Vec<u8>) {
                use $crate::domain::record::pack;
                $(pack::put(out, const { pack::tag(concat!(stringify!($field), ":", stringify!($kind))) }, &self.$field);)*
                pack::end(out);
            }

            fn unpack(from: &mut $crate::domain::record::pack::Bytes<'_>) -> Option<Self> {
                use $crate::domain::record::pack;
                const { assert!(pack::distinct(&[$(pack::tag(concat!(stringify!($field), ":", stringify!($kind)))),*])) };
                let mut record = Self::default();
                while let Some((tag, bytes)) = from.field()? {
                    $(if tag == const { pack::tag(concat!(stringify!($field), ":", stringify!($kind))) } {
                        pack::fill(&mut record.$field, bytes);
                        continue;
                    })*
                }
                Some(record)
            }
        }
    };
}
pub(crate) use pack_fields;

#[cfg(test)]
mod tests;
