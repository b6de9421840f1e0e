//! Items thought up: which varieties, colours and sizes a catalog of a given size holds.

use std::collections::BTreeSet;

use super::catalog::Kind;
use super::flora::{self, Colour, Gender, Species, COLOURS, FLOWERS, GREENS, ROSE};
use super::goods::{ORIGINS, SERVICES, SUNDRIES};

/// An item before it is written.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) category: &'static str,
    pub(super) picture: String,
    pub(super) kind: Kind,
    pub(super) word: &'static str,
    pub(super) fractional: bool,
    pub(super) price: i64,
}

/// Shares of the kinds in a hundred items, apart from the services.
const SHARES: &[(usize, Source)] = &[
    (24, Source::Species(&[ROSE])),
    (42, Source::Species(FLOWERS)),
    (9, Source::Species(GREENS)),
    (25, Source::Sundries),
];

enum Source {
    Species(&'static [Species]),
    Sundries,
}

/// As many drafts as items are wanted, each with a title of its own.
pub(super) fn drafts(count: usize) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(count);
    for (title, price) in SERVICES.iter().take(count) {
        let delivery = title.starts_with("Доставка");
        drafts.push(Draft {
            title: (*title).to_owned(),
            description: String::new(),
            category: "Услуги",
            picture: "service-blue".to_owned(),
            kind: if delivery { Kind::Delivery } else { Kind::Service },
            word: title,
            fractional: false,
            price: *price,
        });
    }
    let mut titles: BTreeSet<String> = BTreeSet::new();
    let (mut turn, mut filled) = (0, drafts.len());
    while filled < count {
        let place = (turn * 37) % 100;
        let source = source_at(place);
        let mut draft = match source {
            Source::Species(species) => flower(species, turn),
            Source::Sundries => sundry(turn),
        };
        turn += 1;
        if !titles.insert(draft.title.clone()) {
            // Other choices come first; a large catalog then knows a thing from several growers.
            if turn < count * 3 {
                continue;
            }
            draft.title = format!("{} · арт. {turn:05}", draft.title);
        }
        drafts.push(draft);
        filled += 1;
    }
    drafts
}

fn source_at(place: usize) -> &'static Source {
    let mut rest = place;
    for (share, source) in SHARES {
        if rest < *share {
            return source;
        }
        rest -= share;
    }
    &Source::Sundries
}

/// Takes `turn` apart into choices, as one reads the digits of a number.
struct Digits(usize);

impl Digits {
    fn of<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let digit = self.0 % from.len().max(1);
        self.0 /= from.len().max(1);
        from.get(digit)
    }
}

fn flower(all: &'static [Species], turn: usize) -> Draft {
    let mut digits = Digits(turn * 2_654_435_761 % 1_000_003);
    let species = digits.of(all).unwrap_or(&ROSE);
    let (variety, key) = digits.of(species.varieties).copied().unwrap_or(("", "green"));
    let length = digits.of(species.lengths).copied().unwrap_or(50);
    let origin = digits.of(ORIGINS).copied().unwrap_or("");
    let green = species.category == "Зелень";
    let colour = flora::colour_of(key);
    let adjective = colour.map_or("", |colour| adjective(colour, species.gender));
    let mut words = vec![species.title];
    let imported = matches!(species.category, "Розы") && species.price < 200;
    if imported {
        words.push(origin);
    }
    words.extend([variety, if green && key == "green" { "" } else { adjective }]);
    words.retain(|word| !word.is_empty());
    let steps = species.lengths.iter().position(|step| *step == length).unwrap_or(0) as i64;
    let mut price = species.price + species.price * steps * 22 / 100;
    if imported && origin == "Эквадор" {
        price += species.price * 30 / 100;
    }
    Draft {
        title: format!("{} {length} см", words.join(" ")),
        description: if green {
            String::new()
        } else {
            format!("Страна: {origin}. Сорт: {variety}.")
        },
        category: species.category,
        picture: format!("{}-{key}", species.drawing),
        kind: if green { Kind::Green } else { Kind::Flower },
        word: species.title,
        fractional: false,
        price: price / 5 * 5,
    }
}

fn adjective(colour: &Colour, gender: Gender) -> &'static str {
    match gender {
        Gender::He => colour.he,
        Gender::She => colour.she,
    }
}

fn sundry(turn: usize) -> Draft {
    let mut digits = Digits(turn * 40_503 % 65_537);
    let fallback = "";
    let Some(sundry) = digits.of(SUNDRIES) else { return flower(GREENS, turn) };
    let kind = digits.of(sundry.kinds).copied().unwrap_or(fallback);
    let colour = digits.of(COLOURS);
    let size = digits.of(sundry.sizes).copied().unwrap_or(fallback);
    let step = sundry.sizes.iter().position(|one| *one == size).unwrap_or(0) as i64;
    let key = colour.map_or("red", |colour| colour.key);
    let shade = colour.map_or("", |colour| colour.he);
    Draft {
        title: format!("{kind}, цвет {shade}, {size}"),
        description: String::new(),
        category: sundry.category,
        picture: format!("{}-{key}", sundry.drawing),
        kind: match sundry.category {
            "Ленты" | "Упаковка" => Kind::Wrapping,
            _ => Kind::Extra,
        },
        word: kind,
        fractional: sundry.fractional,
        price: (sundry.price + sundry.price * step * 45 / 100) / 5 * 5,
    }
}
