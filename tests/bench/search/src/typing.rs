//! What is typed into the field, key by key, by kind.

use crate::dice::Dice;
use crate::shop::{customer, CUSTOMER_SEED};

/// What stands in the field after a key, and what kind of looking it is.
pub struct Keystroke {
    pub kind: &'static str,
    pub typed: String,
}

const TITLES: [&str; 6] = [
    "роза красная эквадор",
    "тюльпан белая",
    "пион сара бернар",
    "кустовая роза 60 см",
    "vase large",
    "rose freedom 50",
];
const INSIDE: [&str; 8] = ["нецов", "ександр", "льевна", "стромер", "ovsk", "itzger", "мов", "idqvi"];
const NOWHERE: [&str; 7] = ["щшжъъ", "xqzwk", "анна щщщ", "иванов zzz", "rose ыыы", "999999999999", "ф7ф7ф7"];
const ORDERS: [&str; 4] = ["48213", "10007", "59999", "7777"];

/// Several hundred keystrokes, some of each kind.
pub fn keystrokes() -> Vec<Keystroke> {
    let mut all = Vec::new();
    // The first customers of the shop, so that what is typed is there.
    let mut dice = Dice::new(CUSTOMER_SEED);
    let mut key = |kind, typed: &str| all.push(Keystroke { kind, typed: typed.to_owned() });
    let lone = "абвгдежзийклмнопрстуфхцчшщэюяabcdefghijklmnopqrstuvwxyz0123456789";
    lone.chars().for_each(|c| key("one letter or digit", c.encode_utf8(&mut [0; 4])));
    for turn in 0..16 {
        let record = customer(&mut dice);
        let name = record.texts.first().cloned().unwrap_or_default();
        let number = record.numbers.first().cloned().unwrap_or_default();
        let (first, last) = name.split_once(' ').unwrap_or_default();
        each_prefix(&name, |typed| key("names", typed));
        if turn % 2 == 0 {
            each_prefix(&format!("{last} {first}"), |typed| key("names", typed));
        }
        let national = number.get(number.len().saturating_sub(10)..).unwrap_or_default();
        let grouped = |code| {
            let part = |range| national.get(range).unwrap_or_default();
            format!("{code} {} {} {} {}", part(0..3), part(3..6), part(6..8), part(8..10))
        };
        match turn % 4 {
            0 => each_prefix(&grouped("7"), |typed| key("numbers", typed)),
            1 => each_prefix(&grouped("8"), |typed| key("numbers", typed)),
            2 => each_prefix(national, |typed| key("numbers", typed)),
            _ => each_prefix(national.get(6..).unwrap_or_default(), |typed| key("numbers", typed)),
        }
        if turn % 4 == 0 {
            each_prefix(&format!("{first} {}", national.get(..6).unwrap_or_default()), |typed| {
                key("a name and a number", typed);
            });
        }
    }
    for (kind, texts) in [
        ("titles", TITLES.as_slice()),
        ("in the middle of a word", &INSIDE),
        ("not there", &NOWHERE),
        ("orders", &ORDERS),
    ] {
        texts.iter().for_each(|text| each_prefix(text, |typed| key(kind, typed)));
    }
    all
}

/// What stands in the field while a text is typed; a space alone changes nothing.
fn each_prefix(text: &str, each: impl FnMut(&str)) {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.filter_map(|end| text.get(..end)).filter(|typed| !typed.ends_with(' ')).for_each(each);
}
