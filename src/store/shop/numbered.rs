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
            Told::Rows { .. } | Told::Offline(_) | Told::Table { .. } | Told::Replica { .. } => {
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
}

impl Heard {
    /// Notes that a word was heard. True where it shows that some were missed
    /// and nobody knew.
    pub(super) fn hears(&mut self, reign: u64, number: u64) -> bool {
        let next = (reign, number) == (self.reign, self.upto + 1);
        self.upto = number;
        if next {
            return false;
        }
        (self.reign, self.from) = (reign, number);
        std::mem::take(&mut self.whole)
    }

    /// The device has all that was said up to a word of this reign. False where
    /// some is missing after it.
    pub(super) const fn reads(&mut self, upto: u64) -> bool {
        self.whole = self.whole || self.from <= upto + 1;
        self.whole
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
        assert!(!heard.hears(7, 4) && !heard.is_whole());
        assert!(!heard.hears(7, 5) && heard.reads(3) && heard.is_whole());
        assert!(!heard.hears(7, 6));
        assert!(heard.hears(7, 8), "the seventh is missing");
        assert!(!heard.hears(7, 10), "that is known");
        assert!(!heard.reads(8), "the ninth is missing still");
        assert!(heard.reads(9));
        assert!(heard.hears(8, 1), "what another said last may have been missed");
    }

    #[test]
    fn only_what_the_tab_that_leads_says_is_numbered() {
        let mut voice = Voice::default();
        voice.begin([1; 16]);
        assert_eq!(voice.number(Told::Poll), Told::Poll);
        let Told::Led { number, word, .. } = voice.number(Told::Replica { upto: 0 }) else { panic!() };
        assert_eq!((number, *word, voice.said()), (1, Told::Replica { upto: 0 }, 1));
        voice.begin([2; 16]);
        assert_eq!(voice.said(), 0);
    }
}
