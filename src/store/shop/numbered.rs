//! What the tab that leads says is numbered, so that a tab that missed some of it
//! knows, and asks for what the device has: a tab may have been asleep.

use super::Told;

/// The words of one reign.
#[derive(Debug, Default)]
pub(super) struct Voice {
    reign: u64,
    said: u64,
}

impl Voice {
    /// Another reign begins; its number is one that no other has.
    pub(super) fn begin(&mut self, reign: [u8; 16]) {
        let [a, b, c, d, e, f, g, h, ..] = reign;
        *self = Self { reign: u64::from_le_bytes([a, b, c, d, e, f, g, h]), said: 0 };
    }

    /// Numbers what only the tab that leads says.
    pub(super) fn number(&mut self, word: Told) -> Told {
        match word {
            Told::Rows { .. }
            | Told::Stands { .. }
            | Told::Table { .. }
            | Told::Whole { .. }
            | Told::Replica { .. } => {
                self.said += 1;
                Told::Led { reign: self.reign, number: self.said, word: Box::new(word) }
            }
            word => word,
        }
    }

    /// The number of the word that was said last.
    pub(super) const fn said(&self) -> u64 {
        self.said
    }
}

/// What a tab heard of the one that leads.
#[derive(Debug, Default)]
pub(super) struct Heard {
    reign: u64,
    /// It heard every word from this one on,
    from: u64,
    /// up to this one.
    upto: u64,
    /// What was said before is known from the device.
    whole: bool,
    /// The last one that changed a table whose rows leave it.
    rows: u64,
    /// The device has what was said up to here.
    read: u64,
}

impl Heard {
    /// Notes that a word was heard. True where it shows that some were missed
    /// and nobody knew.
    pub(super) fn hears(&mut self, reign: u64, number: u64, of_rows: bool) -> bool {
        let next = (reign, number) == (self.reign, self.upto + 1);
        self.upto = number;
        if reign != self.reign {
            self.read = 0;
        }
        if of_rows {
            self.rows = number;
        }
        if next {
            return false;
        }
        (self.reign, self.from) = (reign, number);
        std::mem::take(&mut self.whole)
    }

    /// Something that the device has could not be read.
    pub(super) const fn lacks(&mut self) {
        self.whole = false;
    }

    /// The device has all that was said up to a word of this reign. False where
    /// some is missing after it.
    pub(super) const fn reads(&mut self, upto: u64) -> bool {
        self.whole = self.whole || self.from <= upto + 1;
        self.read = upto;
        self.whole
    }

    /// This tab leads from here on, and knows all that it says. True where what the
    /// last one said was not heard as a whole.
    pub(super) const fn ends(&mut self) -> bool {
        let missing = self.reign != 0 && !self.whole;
        *self = Self { reign: 0, from: 0, upto: 0, whole: true, rows: 0, read: 0 };
        missing
    }

    /// All rows that were heard of are on the device, or gone.
    pub(super) const fn is_on_device(&self) -> bool {
        self.whole && self.rows <= self.read
    }

    pub(super) const fn is_whole(&self) -> bool {
        self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_misses_a_word_knows_with_the_next_one() {
        let mut heard = Heard::default();
        // A tab that was just opened asks by itself.
        assert!(!heard.hears(7, 4, false) && !heard.is_whole());
        assert!(!heard.hears(7, 5, false) && heard.reads(3) && heard.is_whole());
        assert!(!heard.hears(7, 6, false));
        assert!(heard.hears(7, 8, false), "the seventh is missing");
        assert!(!heard.hears(7, 10, false), "that is known");
        assert!(!heard.reads(8), "the ninth is missing still");
        assert!(heard.reads(9));
        assert!(heard.hears(8, 1, false), "what another said last may have been missed");
    }

    #[test]
    fn only_what_the_tab_that_leads_says_is_numbered() {
        let mut voice = Voice::default();
        voice.begin([1; 16]);
        assert_eq!(voice.number(Told::Poll), Told::Poll);
        let Told::Led { number, word, .. } = voice.number(Told::Replica { upto: 0, more: false }) else {
            panic!()
        };
        assert_eq!((number, *word, voice.said()), (1, Told::Replica { upto: 0, more: false }, 1));
        voice.begin([2; 16]);
        assert_eq!(voice.said(), 0);
    }
}
