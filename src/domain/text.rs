//! Lenient readers for what a real server sends: numbers as text, text as
//! numbers, null where a value was promised. Used by every resource.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

/// Reads text, or a number as its decimal text.
pub fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Text;
    impl Visitor<'_> for Text {
        type Value = String;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("text or a number")
        }
        fn visit_str<E>(self, v: &str) -> Result<String, E> {
            Ok(v.to_owned())
        }
        fn visit_u64<E>(self, v: u64) -> Result<String, E> {
            Ok(v.to_string())
        }
        fn visit_i64<E>(self, v: i64) -> Result<String, E> {
            Ok(v.to_string())
        }
        fn visit_f64<E>(self, v: f64) -> Result<String, E> {
            Ok(v.to_string())
        }
        fn visit_bool<E>(self, v: bool) -> Result<String, E> {
            Ok(v.to_string())
        }
        fn visit_unit<E>(self) -> Result<String, E> {
            Ok(String::new())
        }
        fn visit_none<E>(self) -> Result<String, E> {
            Ok(String::new())
        }
    }
    deserializer.deserialize_any(Text)
}

/// Reads an integer from a number, a decimal text or null (0).
pub fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let text = text_or_number(deserializer)?;
    if text.is_empty() {
        return Ok(0);
    }
    text.parse::<i64>()
        .or_else(|_| text.parse::<f64>().map(|n| n as i64))
        .map_err(|_| serde::de::Error::custom("not a number"))
}

/// Reads a flag from a boolean, the words the API takes for one, a number or null.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let text = text_or_number(deserializer)?;
    Ok(matches!(text.as_str(), "true" | "1" | "yes" | "y" | "on" | "enabled"))
}

/// Reads a value, or nothing where it is null, empty or of an unknown form.
/// A record is worth more than one odd field of it.
pub fn lenient<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(T::deserialize(value).ok())
}

/// Text in the form in which it is searched: lower case, `ё` as `е`, marks off
/// Latin letters, everything but letters and digits as one space.
pub fn searchable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = plain(c);
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() && !is_mark(c) {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The letter without its mark. The browser's normalisation would do more
/// scripts, but search also runs where there is no browser.
const fn plain(c: char) -> char {
    match c {
        'ё' => 'е',
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_sees_no_case_no_marks_and_no_punctuation() {
        assert_eq!(searchable("  Алёна, «Роза» №5 "), "алена роза 5");
        assert_eq!(searchable("Érica O'Höll"), "erica o holl");
        assert_eq!(searchable("e\u{301}a"), "ea");
        assert_eq!(searchable("…"), "");
    }
}
