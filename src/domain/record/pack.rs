//! Records as bytes, for what is kept on the device: small, quick to read, and
//! readable by later versions of Posy. A record is its fields that do not stand
//! at their default, each with a tag made of its name and type, so a field that
//! is new has its default, one that is gone is passed over, and one whose type
//! changed counts as both. (JSON would be five times as large, and most of its
//! bytes names.)

mod values;
pub mod words;

/// What can be written as bytes and read again as the same.
pub trait Pack: Sized {
    fn pack(&self, out: &mut Out);

    /// `None` where the bytes are not of this type.
    fn unpack(from: &mut Bytes<'_>) -> Option<Self>;

    /// It stands at its default, and need not be written as a field.
    fn is_plain(&self) -> bool {
        false
    }
}

/// Bytes that are being written.
#[derive(Debug, Default)]
pub struct Out {
    bytes: Vec<u8>,
    /// Texts and ids are written once for all records, where there are some.
    pub words: Option<words::Collected>,
}

impl std::ops::Deref for Out {
    type Target = Vec<u8>;
    fn deref(&self) -> &Vec<u8> {
        &self.bytes
    }
}

impl std::ops::DerefMut for Out {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }
}

impl Out {
    /// Texts and ids are collected in `words`, to be kept beside the bytes.
    pub fn with_words() -> Self {
        Self { words: Some(words::Collected::default()), ..Self::default() }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bytes that are being read.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'a> {
    pub rest: &'a [u8],
    words: Option<words::Words<'a>>,
    /// Fields with these tags are passed over.
    without: &'static [u16],
}

impl<'a> Bytes<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, words: None, without: &[] }
    }

    /// Bytes whose texts and ids are among these words.
    pub const fn with_words(bytes: &'a [u8], words: words::Words<'a>) -> Self {
        Self { rest: bytes, words: Some(words), without: &[] }
    }

    /// The same record, but for the fields with these tags.
    pub const fn without(self, tags: &'static [u16]) -> Self {
        Self { without: tags, ..self }
    }

    /// The next text or id, where they stand beside the bytes.
    fn word(&mut self) -> Option<Option<&'a [u8]>> {
        match self.words {
            Some(words) => {
                let number = self.length()?;
                Some(Some(words.get(number)?))
            }
            None => Some(None),
        }
    }

    /// The next text.
    pub fn text(&mut self) -> Option<&'a str> {
        let bytes = match self.word()? {
            Some(word) => word,
            None => self.counted()?,
        };
        std::str::from_utf8(bytes).ok()
    }

    /// The bytes behind their length.
    fn counted(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        self.take(length)
    }

    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    /// A whole number in as few bytes as it needs.
    pub fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        while shift < 64 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
        None
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn tag(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    /// What stands behind its length next.
    pub fn measured(&mut self) -> Option<Self> {
        Some(Self { rest: self.counted()?, words: self.words, without: &[] })
    }

    /// The next field of a record, by its tag; `Some(None)` at the end.
    pub fn field(&mut self) -> Option<Option<(u16, Bytes<'a>)>> {
        loop {
            let tag = self.tag()?;
            if tag == END {
                return Some(None);
            }
            let field = self.measured()?;
            if !self.without.contains(&tag) {
                return Some(Some((tag, field)));
            }
        }
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
pub fn put<T: Pack>(out: &mut Out, tag: u16, value: &T) {
    if value.is_plain() {
        return;
    }
    let start = begin(out, tag);
    value.pack(out);
    finish(out, start);
}

fn begin(out: &mut Out, tag: u16) -> usize {
    out.extend_from_slice(&tag.to_le_bytes());
    measured(out)
}

/// Begins what stands behind its length.
pub fn measured(out: &mut Out) -> usize {
    out.push(0);
    out.len()
}

/// Writes the length of what began here before it.
pub fn finish(out: &mut Out, start: usize) {
    let mut length = Vec::new();
    number(&mut length, (out.len() - start) as u64);
    out.splice(start - 1..start, length);
}

/// Appends the end of a record.
pub fn end(out: &mut Out) {
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
    let mut out = Out::default();
    value.pack(&mut out);
    out.into_bytes()
}

/// The value of these bytes, all of them.
pub fn unpacked<T: Pack>(bytes: &[u8]) -> Option<T> {
    let mut from = Bytes::new(bytes);
    let value = T::unpack(&mut from)?;
    from.rest.is_empty().then_some(value)
}

/// Appends a text with its length, or its number among the words.
pub fn text(out: &mut Out, text: &str) {
    word(out, text.as_bytes(), |out| {
        number(out, text.len() as u64);
        out.extend_from_slice(text.as_bytes());
    });
}

/// Appends the number of a word; where no words are collected, what `else_` does.
fn word(out: &mut Out, word: &[u8], else_: impl FnOnce(&mut Out)) {
    match out.words.as_mut().map(|words| words.number(word)) {
        Some(at) => number(out, at),
        None => else_(out),
    }
}

/// Writes a struct field by field, as `record!` does, for those that are not
/// records of the API.
macro_rules! pack_fields {
    ($record:ty { $($field:ident: $kind:ty,)* }) => {
        impl $crate::domain::record::Pack for $record {
            fn pack(&self, out: &mut $crate::domain::record::pack::Out) {
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
