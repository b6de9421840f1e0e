//! Plain values, and values in values, as bytes.

use chrono::{DateTime, NaiveDate, Utc};

use super::{number, text, word, Bytes, Out, Pack};
use crate::domain::{Id, Money, Quantity};

impl Pack for u64 {
    fn pack(&self, out: &mut Out) {
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
    fn pack(&self, out: &mut Out) {
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
    fn pack(&self, out: &mut Out) {
        out.push(u8::from(*self));
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Some(from.byte()? != 0)
    }
    fn is_plain(&self) -> bool {
        !*self
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Out) {
        text(out, self);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }
    fn is_plain(&self) -> bool {
        self.is_empty()
    }
}

/// What is written as another type.
macro_rules! packed_as {
    ($($kind:ty as $other:ty: $to:expr, $from:expr;)*) => {$(
        impl Pack for $kind {
            fn pack(&self, out: &mut Out) {
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
    fn pack(&self, out: &mut Out) {
        self.timestamp_millis().pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Self::from_timestamp_millis(i64::unpack(from)?)
    }
}

impl Pack for NaiveDate {
    fn pack(&self, out: &mut Out) {
        self.to_epoch_days().pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        Self::from_epoch_days(i32::unpack(from)?)
    }
}

impl<T: ?Sized> Pack for Id<T> {
    fn pack(&self, out: &mut Out) {
        let mut bytes = Vec::with_capacity(17);
        self.write_bytes(&mut bytes);
        word(out, &bytes, |out| out.extend_from_slice(&bytes));
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        match from.word()? {
            Some(word) => Self::read_bytes(&mut Bytes::new(word)),
            None => Self::read_bytes(from),
        }
    }
    fn is_plain(&self) -> bool {
        *self == Self::nil()
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Out) {
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
    fn pack(&self, out: &mut Out) {
        number(out, self.len() as u64);
        for value in self {
            value.pack(out);
        }
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let count = from.length()?;
        // A damaged count must not ask for all the memory there is.
        let mut values = Self::with_capacity(count.min(from.rest.len()));
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
    fn pack(&self, out: &mut Out) {
        (**self).pack(out);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
    fn is_plain(&self) -> bool {
        (**self).is_plain()
    }
}
