//! Decimal numbers as whole numbers of their last place: how money and
//! quantities are read and written without a float in between.

use std::fmt;

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

/// What people type for a number, made ready to be read: a comma for the point,
/// no spaces between groups.
pub fn as_typed(text: &str) -> String {
    let signs = text.chars().filter(|sign| !sign.is_whitespace());
    signs.map(|sign| if sign == ',' { '.' } else { sign }).collect()
}

/// A float as its decimal text, to six places: what is read from JSON numbers.
/// (The library's own writing of floats brings 15 kB along.)
pub fn text_of(value: f64) -> String {
    // As far as a double holds every one of them.
    let exact = |parts: f64| (value * parts).round().abs() < 9.0e15;
    let (scaled, parts) = match (exact(1e6), exact(1e2)) {
        (true, _) => ((value * 1e6).round() as i64, 1_000_000),
        (false, true) => ((value * 1e2).round() as i64, 100),
        // Nobody's price or number; far from it at least.
        (false, false) => return (value as i64).to_string(),
    };
    let (whole, fraction) = (scaled.unsigned_abs() / parts, scaled.unsigned_abs() % parts);
    let fraction = fraction * (1_000_000 / parts);
    let text = format!("{}{whole}.{fraction:06}", if scaled < 0 { "-" } else { "" });
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_is_written_as_people_would() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (-0.05, "-0.05"),
            (76.8, "76.8"),
            (0.1 + 0.2, "0.3"),
            (1e-9, "0"),
            (2_977_420.75, "2977420.75"),
            (12_345_678_901.55, "12345678901.55"),
            (-31_421_543_802_906.492, "-31421543802906.49"),
            (89_999_999_999_999.99, "89999999999999.98"),
            (9.1e15, "9100000000000000"),
            (1e300, "9223372036854775807"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(text_of(value), text);
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(Quantity::parse(&as_typed(" 1 234,5 ")), Some(Quantity::from_thousandths(1_234_500)));
        assert_eq!(as_typed("2\u{a0}400"), "2400");
    }

    #[test]
    fn decimals_are_read_to_the_places_asked_for() {
        assert_eq!(parse("1.005", 2), Some(101));
        assert_eq!(parse("-0.5", 3), Some(-500));
        assert_eq!(parse("9", 0), Some(9));
        for bad in ["", "-", ".5", "1e3", "1,5", "9223372036854775807"] {
            assert_eq!(parse(bad, 2), None, "{bad}");
        }
    }
}
