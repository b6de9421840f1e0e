//! How well a word of the query fits a document: as a whole word best, then as the
//! beginning of the first word (people type the name they say first), then of
//! another, then somewhere inside.

use crate::alphabet::GAP;

pub(crate) const NOT: u32 = 0;
pub(crate) const INSIDE: u32 = 1;
pub(crate) const START: u32 = 2;
pub(crate) const FIRST: u32 = 3;
pub(crate) const WHOLE: u32 = 4;

/// The best fit of a word in a text whose words have a gap before them.
pub(crate) fn word_fit(text: &[u8], word: &[u8]) -> u32 {
    best_fit(text, word, |_| false)
}

/// The same where other places, too, are as good as the beginning of a word.
pub(crate) fn best_fit(text: &[u8], word: &[u8], is_start: impl Fn(usize) -> bool) -> u32 {
    let Some((head, rest)) = word.split_first() else { return NOT };
    let mut best = NOT;
    for (at, window) in text.windows(word.len() + 1).enumerate() {
        let [before, first, others @ ..] = window else { continue };
        if first != head || others.iter().ne(rest) {
            continue;
        }
        let fit = match (*before == GAP || is_start(at + 1), text.get(at + window.len())) {
            (false, _) => INSIDE,
            (true, None | Some(&GAP)) => return WHOLE,
            (true, _) if at == 0 => FIRST,
            (true, _) => START,
        };
        best = best.max(fit);
    }
    best
}
