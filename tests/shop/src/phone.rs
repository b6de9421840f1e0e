//! Phone numbers: how they are written, and the digits they are kept as.

use crate::search;

/// The digits of a number as it is kept: a Russian one without the 7 or 8 before it. `None` when
/// the text is no phone number.
pub(crate) fn national(text: &str) -> Option<String> {
    if !is_phone(text) {
        return None;
    }
    let digits = search::digits(text);
    match digits.strip_prefix(['7', '8']) {
        Some(rest) if digits.len() == 11 => Some(rest.to_owned()),
        _ => Some(digits),
    }
}

/// Whether a text is 4 to 15 digits among the signs people write phones with.
pub(crate) fn is_phone(text: &str) -> bool {
    let signs = |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || "+-().".contains(sign);
    text.chars().all(signs) && (4..=15).contains(&search::digits(text).len())
}

/// What is wrong with a text that is no phone number.
pub(crate) fn complaint(text: &str) -> String {
    format!("\"{text}\" is no phone number: 4 to 15 digits are needed.")
}
