//! Which pairs of neighbouring letters a text holds, in 64 bits: a word whose bits
//! are not all there is not in the text, which one comparison tells.

use crate::alphabet::GAP;

/// The pairs of a document's words and of its numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signatures {
    pub words: u64,
    pub numbers: u64,
}

/// Whether all pairs of a word are among those of a text.
pub(crate) const fn holds(text: u64, word: u64) -> bool {
    text & word == word
}

/// The bits of words, or of a word that is looked for in them. A digit counts by
/// itself, too: few texts have one, and every number that is typed begins with one.
pub(crate) fn of_words(text: &[u8]) -> u64 {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    digits.fold(of_numbers(text), |bits, digit| bits | 1 << place(*digit, GAP))
}

/// The bits of numbers, or of digits that are looked for in them.
pub(crate) fn of_numbers(text: &[u8]) -> u64 {
    text.windows(2).fold(0, |bits, pair| match pair {
        [a, b] if *a != GAP && *b != GAP => bits | 1 << place(*a, *b),
        _ => bits,
    })
}

/// One of 64 places, spread so that frequent pairs seldom share one.
const fn place(a: u8, b: u8) -> u32 {
    ((a as u32).wrapping_mul(0x9e37_79b1) ^ (b as u32).wrapping_mul(0x85eb_ca6b)) >> 26
}
