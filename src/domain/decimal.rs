//! Decimal numbers as whole numbers of their last place: how money and
//! quantities are read and written without a float in between.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Reads "12", "-0.5", "3.14159" to `places` decimals, rounded half away from
/// zero. `None` for anything else and for what does not fit.
pub fn parse(text: &str, places: u32) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let digit = |at: usize| i64::from(fraction.as_bytes().get(at).map_or(0, |b| b - b'0'));
    let mut value = whole.parse::<i64>().ok()?;
    for place in 0..places as usize {
        value = value.checked_mul(10)?.checked_add(digit(place))?;
    }
    value = value.checked_add(i64::from(digit(places as usize) >= 5))?;
    Some(if negative { -value } else { value })
}

/// How much of an item: pieces, or parts of one, exact to 0.001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i64);

impl Quantity {
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    pub fn parse(text: &str) -> Option<Self> {
        parse(text, 3).map(Self)
    }
}

/// "3" or "0.25": no zeros at the end.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", thousandths / 1000)?;
        let fraction = format!("{:03}", thousandths % 1000);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() {
            Ok(())
        } else {
            write!(f, ".{fraction}")
        }
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = super::text::text_or_number(deserializer)?;
        if text.is_empty() {
            return Ok(Self::default());
        }
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a quantity"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_to_the_places_asked_for() {
        assert_eq!(parse("1.005", 2), Some(101));
        assert_eq!(parse("-0.5", 3), Some(-500));
        assert_eq!(parse("9", 0), Some(9));
        for bad in ["", "-", ".5", "1e3", "1,5", "9223372036854775807"] {
            assert_eq!(parse(bad, 2), None, "{bad}");
        }
    }

    #[test]
    fn a_quantity_has_no_zeros_at_its_end() {
        for (json, text) in
            [("\"800.00\"", "800"), ("0.25", "0.25"), ("3", "3"), ("null", "0"), ("\"-1.500\"", "-1.5")]
        {
            let quantity: Quantity = serde_json::from_str(json).unwrap();
            assert_eq!(quantity.to_string(), text);
        }
    }
}
