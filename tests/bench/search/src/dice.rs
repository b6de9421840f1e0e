//! Chance that falls alike in every run, natively and in the browser.

/// A generator of numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From zero to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// In `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of them, the earlier the likelier, as names and flowers are.
    pub fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let end = words.len() as u64;
        let place = self.below(end).min(self.below(end));
        words.get(place as usize).copied().unwrap_or_default()
    }

    /// As many digits.
    pub fn digits(&mut self, count: u32) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}
