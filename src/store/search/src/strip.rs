//! Sixty-four byte strings, one behind the other. Short enough that one of them is
//! replaced by moving those behind it, so nothing is ever left over to be tidied.

use std::ops::Range;

/// How many strings a strip holds.
pub(crate) const LENGTH: usize = 64;
/// Grown by little at a time: there are thousands of strips, and what they keep
/// unused adds up.
const STEP: usize = 128;

#[derive(Debug)]
pub(crate) struct Strip {
    bytes: Vec<u8>,
    /// Where each string ends, and the next begins.
    ends: [u32; LENGTH],
}

impl Default for Strip {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: [0; LENGTH] }
    }
}

impl Strip {
    fn range(&self, place: usize) -> Range<usize> {
        let end = |place| self.ends.get(place).map_or(0, |end| *end as usize);
        place.checked_sub(1).map_or(0, end)..end(place)
    }

    pub(crate) fn get(&self, place: usize) -> &[u8] {
        self.bytes.get(self.range(place)).unwrap_or_default()
    }

    pub(crate) fn put(&mut self, place: usize, string: &[u8]) {
        let range = self.range(place);
        let length = self.bytes.len() + string.len() - range.len();
        if length > self.bytes.capacity() {
            self.bytes.reserve_exact(length.next_multiple_of(STEP) - self.bytes.len());
        }
        let (old, new) = (range.len() as u32, string.len() as u32);
        let behind = range.end..self.bytes.len();
        self.bytes.resize(length.max(self.bytes.len()), 0);
        self.bytes.copy_within(behind, range.start + string.len());
        self.bytes.truncate(length);
        if let Some(place) = self.bytes.get_mut(range.start..range.start + string.len()) {
            place.copy_from_slice(string);
        }
        for end in self.ends.iter_mut().skip(place) {
            *end = *end - old + new;
        }
        if self.bytes.capacity() >= length + 2 * STEP {
            self.bytes.shrink_to(length.next_multiple_of(STEP));
        }
    }

    /// What the strings take beside the strip itself.
    pub(crate) fn allocated(&self) -> usize {
        self.bytes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_leaves_the_others_as_they_are() {
        let mut strip = Strip::default();
        for (place, string) in [(5, "five"), (0, "zero"), (63, "last"), (5, "longer than five"), (0, "")] {
            strip.put(place, string.as_bytes());
        }
        assert_eq!(strip.get(0), b"");
        assert_eq!(strip.get(4), b"");
        assert_eq!(strip.get(5), b"longer than five");
        assert_eq!(strip.get(63), b"last");
        assert_eq!(strip.get(64), b"");
    }

    #[test]
    fn little_is_kept_unused() {
        let mut strip = Strip::default();
        for place in 0..LENGTH {
            strip.put(place, &[1; 50]);
            assert!(strip.allocated() < (place + 1) * 50 + STEP);
        }
        for place in 0..LENGTH {
            strip.put(place, b"");
        }
        assert!(strip.allocated() < 2 * STEP);
    }
}
