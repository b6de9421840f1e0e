//! Which pairs of neighbouring letters a text holds, in 64 bits: a word whose bits
//! are not all there is not in the text, which one comparison tells.

use crate::alphabet::GAP;

/// The bits of a text, or of a word that is looked for in one.
pub(crate) fn signature(text: &[u8]) -> u64 {
    text.windows(2).fold(0, |bits, pair| match pair {
        [a, b] if *a != GAP && *b != GAP => bits | 1 << place(*a, *b),
        _ => bits,
    })
}

/// One of 64 places, spread so that frequent pairs seldom share one.
const fn place(a: u8, b: u8) -> u32 {
    ((a as u32).wrapping_mul(0x9e37_79b1) ^ (b as u32).wrapping_mul(0x85eb_ca6b)) >> 26
}
