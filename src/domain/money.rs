//! Money as the shop counts it: hundredths in a whole number, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use super::decimal::{self, Quantity};

/// An amount in the shop's currency, exact to 0.01. Sums saturate at the ends
/// of the range, about 92 quadrillion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

impl Money {
    pub const ZERO: Self = Self(0);

    /// From hundredths of the currency's unit.
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// Hundredths of the currency's unit.
    pub const fn minor(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Reads "1234", "1234.5", "-0.05"; a third decimal and further are rounded
    /// half away from zero. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        decimal::parse(text, 2).map(Self)
    }

    /// Digits in groups of three, hundredths only where there are any:
    /// "2 400", "76.80" with the signs of the language.
    pub fn grouped(self, group: char, point: char) -> String {
        let minor = self.0.unsigned_abs();
        let mut out = String::new();
        if self.0 < 0 {
            out.push('\u{2212}');
        }
        let whole = (minor / 100).to_string();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(group);
            }
            out.push(c);
        }
        if !minor.is_multiple_of(100) {
            out.push(point);
            out.push_str(&format!("{:02}", minor % 100));
        }
        out
    }
}

/// The form of the API: "4800" or "76.80".
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minor = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", minor / 100)?;
        if !minor.is_multiple_of(100) {
            write!(f, ".{:02}", minor % 100)?;
        }
        Ok(())
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
/// A price times how much of it, rounded half away from zero.
impl Mul<Quantity> for Money {
    type Output = Self;
    fn mul(self, qty: Quantity) -> Self {
        let exact = i128::from(self.0) * i128::from(qty.thousandths());
        let rounded = (exact + 500 * exact.signum()) / 1000;
        Self(i64::try_from(rounded).unwrap_or(if exact < 0 { i64::MIN } else { i64::MAX }))
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_the_same() {
        for minor in [0, 1, 10, 99, 100, -5, -150, 123_456_789] {
            let money = Money::from_minor(minor);
            assert_eq!(Money::parse(&money.to_string()), Some(money));
        }
    }

    #[test]
    fn thousands_are_grouped_and_whole_amounts_have_no_decimals() {
        assert_eq!(Money::from_minor(240_000).grouped(',', '.'), "2,400");
        assert_eq!(Money::from_minor(123_456_780).grouped(' ', ','), "1 234 567,80");
        assert_eq!(Money::from_minor(-99_900).grouped(',', '.'), "\u{2212}999");
    }

    #[test]
    fn a_price_times_a_quantity_is_rounded_once() {
        let times =
            |minor: i64, qty: &str| (Money::from_minor(minor) * Quantity::parse(qty).unwrap()).minor();
        assert_eq!(times(19_990, "3"), 59_970);
        assert_eq!(times(1001, "0.5"), 501);
        assert_eq!(times(-1001, "0.5"), -501);
        assert_eq!(times(333, "0.333"), 111);
        assert_eq!(times(i64::MAX, "2"), i64::MAX);
    }

    #[test]
    fn sums_stop_at_the_end_of_the_range() {
        assert_eq!(Money::from_minor(i64::MAX) + Money::from_minor(1), Money::from_minor(i64::MAX));
    }
}
