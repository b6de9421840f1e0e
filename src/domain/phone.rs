//! Telephone numbers: kept as digits, shown in groups, hidden on cards.

/// A number as the API keeps it: country code and national digits apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phone {
    /// Country code without the plus; empty where unknown.
    pub code: String,
    /// National digits.
    pub number: String,
}

impl Phone {
    /// Takes the digits of both parts; `None` where the number has none.
    pub fn new(code: &str, number: &str) -> Option<Self> {
        let number = digits(number);
        (!number.is_empty()).then(|| Self { code: digits(code), number })
    }

    /// For a `tel:` link.
    pub fn dial(&self) -> String {
        if self.code.is_empty() {
            self.number.clone()
        } else {
            format!("+{}{}", self.code, self.number)
        }
    }

    /// "+7 912 345-67-89"; another length than ten digits in threes.
    pub fn shown(&self) -> String {
        let mut out = String::new();
        if !self.code.is_empty() {
            out.push('+');
            out.push_str(&self.code);
            out.push('\u{a0}');
        }
        let ten = self.number.chars().count() == 10;
        for (i, c) in self.number.chars().enumerate() {
            match (ten, i) {
                (true, 3) | (false, 3 | 6 | 9 | 12) => out.push('\u{a0}'),
                (true, 6 | 8) => out.push('-'),
                _ => {}
            }
            out.push(c);
        }
        out
    }

    /// For a card that strangers may see: "+7 912 …89".
    pub fn masked(&self) -> String {
        let last: String = self.number.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
        let first: String = self.number.chars().take(3).collect();
        let plus = if self.code.is_empty() { String::new() } else { format!("+{}\u{a0}", self.code) };
        if self.number.chars().count() < 6 {
            return format!("{plus}{}", self.number);
        }
        format!("{plus}{first}\u{a0}…{last}")
    }
}

/// Something was typed that no telephone has.
pub fn is_no_phone(typed: &str) -> bool {
    let signs = |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || "+-().".contains(sign);
    let is_phone = typed.chars().all(signs) && (4..=15).contains(&digits(typed).len());
    !is_phone && !typed.trim().is_empty()
}

/// The digits of a text, in order.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_in_groups_and_dialled_without() {
        let phone = Phone::new("7", "(900) 123-45-67").unwrap();
        assert_eq!(phone.shown(), "+7\u{a0}900\u{a0}123-45-67");
        assert_eq!(phone.dial(), "+79001234567");
        assert_eq!(phone.masked(), "+7\u{a0}900\u{a0}…67");
    }

    #[test]
    fn a_number_without_digits_is_none() {
        assert_eq!(Phone::new("7", " - "), None);
    }
}
