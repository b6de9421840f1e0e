//! When a number is the one that was typed: in any writing, with the country code,
//! the trunk prefix or neither, from the beginning or from the middle.

use crate::alphabet::GAP;
use crate::rank::{best_fit, FIRST, NOT, WHOLE};

/// The digits of a telephone number without its country code.
const NATIONAL: usize = 10;

/// The best fit of digits in numbers with a gap before each.
pub(crate) fn number_fit(numbers: &[u8], digits: &[u8]) -> u32 {
    let fit = best_fit(numbers, digits, |at| is_national(numbers, at));
    match without_trunk(digits) {
        Some(rest) if fit < FIRST => {
            let trunk = numbers.split(|byte| *byte == GAP).map(|number| trunk_fit(number, rest));
            trunk.fold(fit, u32::max)
        }
        _ => fit,
    }
}

/// Whether the last ten digits of a number begin here: people leave out the country
/// code.
fn is_national(numbers: &[u8], at: usize) -> bool {
    let end = at + NATIONAL;
    matches!(numbers.get(end), None | Some(&GAP))
        && numbers.get(at..end).is_some_and(|national| !national.contains(&GAP))
}

/// How well a number begins behind its 7 or 8, or where it is kept without one:
/// people write one for the other.
fn trunk_fit(number: &[u8], rest: &[u8]) -> u32 {
    let national = match number {
        [b'7' | b'8', national @ ..] if national.len() == NATIONAL => national,
        national if national.len() == NATIONAL => national,
        _ => return NOT,
    };
    match national.strip_prefix(rest) {
        Some([]) => WHOLE,
        Some(_) => FIRST,
        None => NOT,
    }
}

/// The typed digits without a trunk prefix, where they may begin with one.
pub(crate) fn without_trunk(digits: &[u8]) -> Option<&[u8]> {
    match digits {
        [b'7' | b'8', rest @ ..] if !rest.is_empty() => Some(rest),
        _ => None,
    }
}
