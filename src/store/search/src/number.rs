//! When a number is the one that was typed: in any writing, with the country code,
//! the trunk prefix or neither, from the beginning or from the middle.

use crate::alphabet::GAP;
use crate::rank::{FIRST, INSIDE, NOT, START, WHOLE};

/// The digits of a telephone number without its country code.
const NATIONAL: usize = 10;

/// The best fit of digits in numbers with gaps between them.
pub(crate) fn number_fit(numbers: &[u8], digits: &[u8]) -> u32 {
    numbers.split(|byte| *byte == GAP).map(|number| fit(number, digits)).max().unwrap_or(NOT)
}

fn fit(number: &[u8], digits: &[u8]) -> u32 {
    if number.len() + 1 < digits.len() || digits.is_empty() {
        return NOT;
    }
    let begins = |number: &[u8], digits: &[u8], fit| match number.strip_prefix(digits) {
        Some([]) => WHOLE,
        Some(_) => fit,
        None => NOT,
    };
    let inside = if number.windows(digits.len()).any(|part| part == digits) { INSIDE } else { NOT };
    let national = number.get(number.len().saturating_sub(NATIONAL)..).unwrap_or_default();
    let mut best = inside.max(begins(number, digits, FIRST));
    if number.len() > NATIONAL {
        best = best.max(begins(national, digits, START));
    }
    // Typed with 8 and kept with +7, or the other way round, or kept without.
    if let ([b'7' | b'8', rest @ ..], true) = (digits, has_trunk(number)) {
        if !rest.is_empty() {
            best = best.max(begins(national, rest, FIRST));
        }
    }
    best
}

/// Whether 7 and 8 can stand before the number's national digits.
fn has_trunk(number: &[u8]) -> bool {
    match number {
        [b'7' | b'8', national @ ..] => national.len() == NATIONAL || number.len() == NATIONAL,
        _ => number.len() == NATIONAL,
    }
}
