//! Search words: how texts are folded for searching and how a typed phrase becomes conditions.

/// The folded form in which texts are kept for searching: lower case, `ё` as `е`.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// Only the digits of a text.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The forms a typed phrase is looked for in: all words must be found, each in any of its
/// spellings.
pub(crate) fn words(phrase: &str) -> Vec<Vec<String>> {
    if let Some(spellings) = phone(phrase) {
        return vec![spellings];
    }
    fold(phrase).split_whitespace().map(|word| vec![word.to_owned()]).collect()
}

/// A phrase of digits and the signs people write phones with is one number, in any writing:
/// `+7 (900) 000-12-34`, `8 900 0001234`, `9000001234`.
fn phone(phrase: &str) -> Option<Vec<String>> {
    let phrase = phrase.trim();
    let phone_like = phrase.chars().all(|sign| sign.is_ascii_digit() || " +-().".contains(sign));
    let digits = digits(phrase);
    if !phone_like || digits.is_empty() {
        return None;
    }
    let mut spellings = vec![digits.clone()];
    let national = digits.strip_prefix(['7', '8']).filter(|rest| rest.len() >= 3);
    if let Some(national) = national {
        if phrase.starts_with('+') || digits.len() == 11 {
            spellings.clear();
        }
        if phrase.starts_with('+') || digits.starts_with('8') || digits.len() == 11 {
            spellings.push(national.to_owned());
        }
    }
    Some(spellings)
}

/// The condition that a text index finds a word; `rowid` is the row's own, `index` the name of
/// the FTS5 table, `column` the folded column it was made from. The value is the `?`.
pub(crate) fn condition(rowid: &str, index: &str, column: &str, word: &str) -> (String, String) {
    if word.chars().count() >= 3 {
        let quoted = format!("\"{}\"", word.replace('"', "\"\""));
        (format!("{rowid} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"), quoted)
    } else {
        // The trigram index needs three letters.
        (format!("instr({column}, ?) > 0"), word.to_owned())
    }
}
