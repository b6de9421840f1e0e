//! The languages of the screen, words in both of them, and how each writes
//! numbers, money, dates and times. A word cannot be made in one language only.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Money;

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    En,
    Ru,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// The tag for the `lang` attribute and for storage.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The first of the browser's languages that Posy speaks.
    pub fn from_tags<S: AsRef<str>>(tags: impl IntoIterator<Item = S>) -> Option<Self> {
        tags.into_iter().find_map(|tag| {
            let tag = tag.as_ref().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default().to_owned();
            match primary.as_str() {
                "en" => Some(Self::En),
                // Who reads these reads Russian on a till.
                "ru" | "be" | "kk" | "ky" => Some(Self::Ru),
                _ => None,
            }
        })
    }

    /// The language's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
        }
    }
}

/// A word or sentence of the screen in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    en: &'static str,
    ru: &'static str,
}

impl Word {
    pub const fn new(en: &'static str, ru: &'static str) -> Self {
        Self { en, ru }
    }

    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ru => self.ru,
        }
    }

    /// The sentence with `{}` replaced by the values in order.
    pub fn with(self, lang: Lang, values: &[&str]) -> String {
        fill(self.say(lang), values)
    }
}

/// A counted thing: English has two forms, Russian three. `{}` is the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural {
    en: [&'static str; 2],
    ru: [&'static str; 3],
}

impl Plural {
    pub const fn new(en: [&'static str; 2], ru: [&'static str; 3]) -> Self {
        Self { en, ru }
    }

    pub fn say(self, lang: Lang, n: u64) -> String {
        let form = match lang {
            Lang::En => {
                let [one, many] = self.en;
                if n == 1 {
                    one
                } else {
                    many
                }
            }
            Lang::Ru => {
                let [one, few, many] = self.ru;
                match (n % 10, n % 100) {
                    (_, 11..=14) => many,
                    (1, _) => one,
                    (2..=4, _) => few,
                    _ => many,
                }
            }
        };
        fill(form, &[&number(lang, n)])
    }
}

fn fill(pattern: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut values = values.iter();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("{}") {
        out.push_str(before);
        out.push_str(values.next().copied().unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}

const NARROW_SPACE: char = '\u{202f}';
const HARD_SPACE: char = '\u{a0}';

/// A whole number with its thousands grouped.
pub fn number(lang: Lang, n: u64) -> String {
    let minor = i64::try_from(n).unwrap_or(i64::MAX / 100).saturating_mul(100);
    amount(lang, Money::from_minor(minor))
}

/// An amount without its currency: "2,400" or "2 400".
pub fn amount(lang: Lang, money: Money) -> String {
    match lang {
        Lang::En => money.grouped(',', '.'),
        Lang::Ru => money.grouped(NARROW_SPACE, ','),
    }
}

/// An amount with the shop's currency: "2,400 ₽".
pub fn money(lang: Lang, money: Money) -> String {
    let mut text = amount(lang, money);
    text.push(HARD_SPACE);
    text.push('₽');
    text
}

/// "14:30".
pub fn time(at: NaiveTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_RU: [&str; 12] =
    ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAYS_RU: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];

/// "24 Nov", with the year only where it is another than `today`'s.
pub fn day(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let months = match lang {
        Lang::En => MONTHS_EN,
        Lang::Ru => MONTHS_RU,
    };
    let month = months.get(day.month0() as usize).copied().unwrap_or_default();
    let mut text = format!("{}{HARD_SPACE}{month}", day.day());
    if day.year() != today.year() {
        text.push_str(&format!("{HARD_SPACE}{}", day.year()));
    }
    text
}

/// "Tue, 24 Nov".
pub fn weekday_and_day(lang: Lang, of: NaiveDate, today: NaiveDate) -> String {
    let names = match lang {
        Lang::En => DAYS_EN,
        Lang::Ru => DAYS_RU,
    };
    let index = of.weekday().num_days_from_monday() as usize;
    let name = names.get(index).copied().unwrap_or_default();
    format!("{name}, {}", day(lang, of, today))
}

/// The value of a field for date and time: "2026-11-24T14:30".
pub fn clock(at: NaiveDateTime) -> String {
    format!("{}T{}", at.date(), time(at.time()))
}

/// Reads what [`clock`] wrote, with or without seconds.
pub fn read_clock(text: &str) -> Option<NaiveDateTime> {
    super::instant::read_local(text)?.with_second(0).filter(|at| (1970..=2999).contains(&at.year()))
}

/// "14:30" on the day itself, "24 Nov, 14:30" on another.
pub fn moment(lang: Lang, at: NaiveDateTime, today: NaiveDate) -> String {
    if at.date() == today {
        time(at.time())
    } else {
        format!("{}, {}", day(lang, at.date(), today), time(at.time()))
    }
}

/// A length of time in its largest useful unit: "45 min", "3 h", "2 d".
pub fn duration(lang: Lang, minutes: i64) -> String {
    let minutes = minutes.abs();
    let (n, unit) = match minutes {
        0..=89 => (minutes, Word::new("min", "мин")),
        90..=2879 => ((minutes + 30) / 60, Word::new("h", "ч")),
        _ => ((minutes + 720) / 1440, Word::new("d", "дн")),
    };
    format!("{n}{HARD_SPACE}{}", unit.say(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_counts_in_three_forms() {
        let orders = Plural::new(["{} order", "{} orders"], ["{} заказ", "{} заказа", "{} заказов"]);
        for (n, text) in [
            (1, "1 заказ"),
            (2, "2 заказа"),
            (5, "5 заказов"),
            (11, "11 заказов"),
            (21, "21 заказ"),
            (112, "112 заказов"),
        ] {
            assert_eq!(orders.say(Lang::Ru, n), text);
        }
        assert_eq!(orders.say(Lang::En, 1), "1 order");
        assert_eq!(orders.say(Lang::En, 1200), "1,200 orders");
    }

    #[test]
    fn the_year_is_said_only_when_it_is_another() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let past = NaiveDate::from_ymd_opt(2025, 3, 8).unwrap();
        assert_eq!(weekday_and_day(Lang::En, today, today), "Tue, 24\u{a0}Nov");
        assert_eq!(day(Lang::Ru, past, today), "8\u{a0}мар\u{a0}2025");
    }

    #[test]
    fn the_clock_of_a_field_is_read_back() {
        let at = NaiveDate::from_ymd_opt(2026, 11, 4).unwrap().and_hms_opt(9, 5, 0).unwrap();
        assert_eq!(clock(at), "2026-11-04T09:05");
        assert_eq!(read_clock("2026-11-04T09:05:59"), Some(at));
        for bad in ["", "2026-11-04", "2026-11-04T", "2026-11-04T9", "2026-11-04T24:00", "x-11-04T09:05"] {
            assert_eq!(read_clock(bad), None, "{bad}");
        }
    }

    #[test]
    fn lengths_of_time_are_told_in_one_unit() {
        assert_eq!(duration(Lang::En, 45), "45\u{a0}min");
        assert_eq!(duration(Lang::En, -95), "2\u{a0}h");
        assert_eq!(duration(Lang::Ru, 3000), "2\u{a0}дн");
    }

    #[test]
    fn the_browsers_languages_choose_the_first_one_known() {
        assert_eq!(Lang::from_tags(["de-DE", "ru-RU", "en"]), Some(Lang::Ru));
        assert_eq!(Lang::from_tags(["de"]), None);
    }
}
