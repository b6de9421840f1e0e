//! When a number is the one that was typed: in any writing, with the country code
//! (behind `+`, `00` or `810`), the trunk prefix or neither, from the beginning or
//! from the middle.

use crate::alphabet::GAP;
use crate::rank::{best_fit, FIRST, NOT, WHOLE};

/// The digits of a telephone number without its country code, where that is 7 or 1.
const NATIONAL: usize = 10;
/// What is shorter with its country code is no telephone number.
const SHORTEST: usize = 9;
/// Country codes have one to three digits.
const CODES: [usize; 3] = [1, 2, 3];

/// The best fit of digits in numbers with a gap before each.
pub(crate) fn number_fit(numbers: &[u8], digits: &[u8]) -> u32 {
    let fit = best_fit(numbers, digits, |at| is_national(numbers, at));
    if fit >= FIRST || !has_another_writing(digits) {
        return fit;
    }
    numbers.split(|byte| *byte == GAP).map(|number| written_otherwise(number, digits)).fold(fit, u32::max)
}

/// Of the digits typed, those that a number must have however both are written.
pub(crate) fn in_any_writing(digits: &[u8]) -> &[u8] {
    let called = without_call(digits).unwrap_or(digits);
    match called.get(3..) {
        Some(rest) if called.len() >= SHORTEST => rest,
        _ => without_trunk(called).or(without_zero(called)).unwrap_or(called),
    }
}

/// Whether digits stand for numbers that do not begin with them.
const fn has_another_writing(digits: &[u8]) -> bool {
    matches!(digits, [b'7' | b'8' | b'0', ..]) || digits.len() >= SHORTEST
}

/// Whether the last ten digits of a number begin here: people leave out the country
/// code.
fn is_national(numbers: &[u8], at: usize) -> bool {
    let end = at + NATIONAL;
    matches!(numbers.get(end), None | Some(&GAP))
        && numbers.get(at..end).is_some_and(|national| !national.contains(&GAP))
}

/// How well a number begins with what was typed, where the two are not written the
/// same way.
fn written_otherwise(number: &[u8], digits: &[u8]) -> u32 {
    let called = without_call(digits);
    let abroad = called.filter(|_| number.len() >= SHORTEST);
    let fit = abroad.map_or(NOT, |called| begins(number, called));
    let digits = called.unwrap_or(digits);
    fit.max(without_trunk(digits).map_or(NOT, |rest| trunk_fit(number, rest))).max(zero_fit(number, digits))
}

fn begins(number: &[u8], typed: &[u8]) -> u32 {
    match number.strip_prefix(typed) {
        Some([]) => WHOLE,
        Some(_) => FIRST,
        None => NOT,
    }
}

/// How well a number begins behind its 7 or 8, or where it is kept without one:
/// people write one for the other.
fn trunk_fit(number: &[u8], rest: &[u8]) -> u32 {
    match number {
        [b'7' | b'8', national @ ..] if national.len() == NATIONAL => begins(national, rest),
        national if national.len() == NATIONAL => begins(national, rest),
        _ => NOT,
    }
}

/// How well they fit where one has a country code and the other a 0 in its place. A
/// code that was typed is left out of a whole number only: of a few digits too much
/// would be found.
fn zero_fit(number: &[u8], digits: &[u8]) -> u32 {
    let fits = CODES.iter().map(|code| match (without_zero(number), without_zero(digits)) {
        (None, Some(rest)) if number.len() >= SHORTEST => {
            begins(number.get(*code..).unwrap_or_default(), rest)
        }
        (Some(national), None) if digits.len() >= SHORTEST => {
            begins(national, digits.get(*code..).unwrap_or_default())
        }
        _ => NOT,
    });
    fits.fold(NOT, u32::max)
}

/// What stands behind the digits with which one calls another country.
fn without_call(digits: &[u8]) -> Option<&[u8]> {
    let rest = digits.strip_prefix(b"00").or_else(|| digits.strip_prefix(b"810"))?;
    rest.first().is_some_and(|digit| *digit != b'0').then_some(rest)
}

/// Without a trunk prefix, where they may begin with one.
fn without_trunk(digits: &[u8]) -> Option<&[u8]> {
    match digits {
        [b'7' | b'8', rest @ ..] if !rest.is_empty() => Some(rest),
        _ => None,
    }
}

/// The same where that is a 0.
fn without_zero(digits: &[u8]) -> Option<&[u8]> {
    match digits {
        [b'0', rest @ ..] if rest.first().is_some_and(|digit| *digit != b'0') => Some(rest),
        _ => None,
    }
}
