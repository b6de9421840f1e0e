//! What grows: species, their varieties, colours, lengths and prices.

/// A colour: its key in picture names and its Russian forms.
#[derive(Debug)]
pub(super) struct Colour {
    pub(super) key: &'static str,
    pub(super) he: &'static str,
    pub(super) she: &'static str,
}

pub(super) const COLOURS: &[Colour] = &[
    colour("red", "красный", "красная"),
    colour("white", "белый", "белая"),
    colour("pink", "розовый", "розовая"),
    colour("peach", "персиковый", "персиковая"),
    colour("yellow", "жёлтый", "жёлтая"),
    colour("orange", "оранжевый", "оранжевая"),
    colour("lilac", "сиреневый", "сиреневая"),
    colour("burgundy", "бордовый", "бордовая"),
    colour("cream", "кремовый", "кремовая"),
    colour("blue", "голубой", "голубая"),
    colour("fuchsia", "малиновый", "малиновая"),
    colour("green", "зелёный", "зелёная"),
];

const fn colour(key: &'static str, he: &'static str, she: &'static str) -> Colour {
    Colour { key, he, she }
}

/// How a word's adjective ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

/// A kind of flower or green.
#[derive(Debug)]
pub(super) struct Species {
    pub(super) title: &'static str,
    /// Category it stands in.
    pub(super) category: &'static str,
    pub(super) gender: Gender,
    /// Which drawing shows it.
    pub(super) drawing: &'static str,
    /// Variety and colour key; an empty variety is not named.
    pub(super) varieties: &'static [(&'static str, &'static str)],
    /// Stem lengths in centimetres.
    pub(super) lengths: &'static [i64],
    /// Roubles for the shortest stem.
    pub(super) price: i64,
}

use Gender::{He, She};

pub(super) const ROSE: Species = species(
    "Роза",
    "Розы",
    She,
    "rose",
    &[
        ("Freedom", "red"),
        ("Explorer", "red"),
        ("Red Naomi", "red"),
        ("Upper Class", "red"),
        ("Mondial", "white"),
        ("Avalanche", "white"),
        ("Playa Blanca", "white"),
        ("Polar Star", "white"),
        ("Pink Mondial", "pink"),
        ("Sophia Loren", "pink"),
        ("Esperance", "pink"),
        ("Hermosa", "pink"),
        ("Juliet", "peach"),
        ("Shimmer", "peach"),
        ("Kahala", "peach"),
        ("Peach Avalanche", "peach"),
        ("Brighton", "yellow"),
        ("Tara", "yellow"),
        ("Penny Lane", "yellow"),
        ("Free Spirit", "orange"),
        ("Wow", "orange"),
        ("High & Magic", "orange"),
        ("Ocean Song", "lilac"),
        ("Moody Blues", "lilac"),
        ("Deep Purple", "lilac"),
        ("Hearts", "burgundy"),
        ("Black Magic", "burgundy"),
        ("Quicksand", "cream"),
        ("Sahara", "cream"),
        ("Vendela", "cream"),
        ("Pink Floyd", "fuchsia"),
        ("Hot Lady", "fuchsia"),
    ],
    &[40, 50, 60, 70, 80],
    120,
);

#[rustfmt::skip]
pub(super) const FLOWERS: &[Species] = &[
    species("Роза кустовая", "Розы", She, "rose",
        &[("Misty Bubbles", "pink"), ("Silva Pink", "pink"), ("Snowflake", "white"), ("Bombastic", "cream"), ("Mirabel", "red"), ("Jana", "lilac"), ("Yellow Babe", "yellow"), ("Trendsetter", "orange")],
        &[40, 50, 60, 70], 190),
    species("Роза пионовидная", "Розы", She, "rose",
        &[("Keira", "pink"), ("Patience", "cream"), ("White O'Hara", "white"), ("Pink O'Hara", "pink"), ("Vuvuzela", "peach"), ("Mayra's Red", "red")],
        &[40, 50, 60], 260),
    species("Тюльпан", "Тюльпаны", He, "tulip",
        &[("Strong Gold", "yellow"), ("Ile de France", "red"), ("Dynasty", "pink"), ("White Prince", "white"), ("Purple Prince", "lilac"), ("Orange Juice", "orange"), ("Columbus", "fuchsia"), ("Crème Upstar", "cream")],
        &[35, 40], 70),
    species("Пион", "Пионы", He, "peony",
        &[("Sarah Bernhardt", "pink"), ("Duchesse de Nemours", "white"), ("Coral Charm", "peach"), ("Red Charm", "burgundy"), ("Karl Rosenfield", "fuchsia"), ("Gardenia", "cream")],
        &[40, 50, 60], 390),
    species("Хризантема кустовая", "Хризантемы", She, "chrysanthemum",
        &[("Bacardi", "white"), ("Baltica", "white"), ("Grand Pink", "pink"), ("Saba", "yellow"), ("Stallion", "lilac"), ("Orange Dahlia", "orange"), ("Zembla Lime", "green")],
        &[60, 70], 210),
    species("Хризантема одноголовая", "Хризантемы", She, "chrysanthemum",
        &[("Antonov", "white"), ("Magnum", "white"), ("Magnum Yellow", "yellow"), ("Rossano", "lilac"), ("Anastasia Green", "green"), ("Tom Pearce", "burgundy")],
        &[60, 70], 240),
    species("Гербера", "Герберы", She, "gerbera",
        &[("Dune", "orange"), ("Rosalin", "pink"), ("Amulet", "red"), ("Dalma", "white"), ("Carambole", "yellow"), ("Serena", "fuchsia")],
        &[45, 50], 130),
    species("Эустома", "Эустомы", She, "eustoma",
        &[("Rosita White", "white"), ("Rosita Pink", "pink"), ("Alissa Blue", "lilac"), ("Corelli Apricot", "peach"), ("Arena Champagne", "cream")],
        &[50, 60, 70], 230),
    species("Лилия", "Лилии", She, "lily",
        &[("Santander", "white"), ("Sorbonne", "pink"), ("Tisento", "fuchsia"), ("Tresor", "orange"), ("Yelloween", "yellow")],
        &[70, 80], 420),
    species("Гортензия", "Гортензии", She, "hydrangea",
        &[("Verena", "blue"), ("Magical Pearl", "white"), ("Rodeo", "pink"), ("Magical Amethyst", "lilac"), ("Emerald", "green")],
        &[40, 50, 60], 480),
    species("Альстромерия", "Сезонные цветы", She, "lily",
        &[("Virginia", "white"), ("Senna", "yellow"), ("Primadonna", "pink"), ("Nadya", "red"), ("Avanti", "lilac")],
        &[60, 70], 140),
    species("Ранункулюс", "Сезонные цветы", He, "peony",
        &[("Elegance White", "white"), ("Hanoi", "pink"), ("Charlotte", "peach"), ("Clooney", "orange")],
        &[35, 40], 210),
    species("Диантус", "Сезонные цветы", He, "chrysanthemum",
        &[("Moonlight", "white"), ("Lion King", "orange"), ("Polimnia", "pink"), ("Hypnosis", "fuchsia"), ("Gobi", "burgundy")],
        &[60, 70], 110),
    species("Анемона", "Сезонные цветы", She, "gerbera",
        &[("Mistral Blu", "blue"), ("Marianne White", "white"), ("Galilee Red", "red")],
        &[30, 35], 190),
    species("Фрезия", "Сезонные цветы", She, "eustoma",
        &[("Ambiance", "white"), ("Soleil", "yellow"), ("Ancona", "lilac")],
        &[40, 50], 150),
    species("Маттиола", "Сезонные цветы", She, "hydrangea",
        &[("Centum White", "white"), ("Centum Lavender", "lilac"), ("Centum Cream", "cream")],
        &[50, 60], 190),
    species("Подсолнух", "Сезонные цветы", He, "gerbera",
        &[("Sunrich", "yellow"), ("Vincent's Choice", "orange")],
        &[60, 70], 220),
    species("Орхидея цимбидиум", "Экзотика", She, "lily",
        &[("Kings Blend", "white"), ("Pink Vogue", "pink"), ("Earl Green", "green")],
        &[40, 60], 690),
    species("Протея", "Экзотика", She, "gerbera",
        &[("Pink Ice", "pink"), ("Madiba", "fuchsia")],
        &[40, 50], 790),
    species("Антуриум", "Экзотика", He, "lily",
        &[("Tropical", "red"), ("Acropolis", "white"), ("Pistache", "green")],
        &[40, 50], 380),
];

#[rustfmt::skip]
pub(super) const GREENS: &[Species] = &[
    species("Эвкалипт Цинерея", "Зелень", He, "greens", &[("", "green")], &[50, 60, 70], 120),
    species("Эвкалипт Популус", "Зелень", He, "greens", &[("", "green")], &[50, 60, 70], 130),
    species("Рускус", "Зелень", He, "greens", &[("", "green")], &[50, 60, 70], 70),
    species("Писташ", "Зелень", He, "greens", &[("", "green")], &[50, 60], 90),
    species("Салал", "Зелень", He, "greens", &[("", "green")], &[50, 60], 80),
    species("Аспидистра", "Зелень", She, "greens", &[("", "green")], &[50, 60], 60),
    species("Берграсс", "Зелень", He, "greens", &[("", "green")], &[60, 70], 40),
    species("Питтоспорум", "Зелень", He, "greens", &[("Nigra", "green"), ("Variegata", "cream")], &[50, 60], 130),
    species("Аспарагус", "Зелень", He, "greens", &[("Sprengeri", "green"), ("Plumosus", "green")], &[40, 50, 60], 60),
    species("Леукадендрон", "Зелень", He, "greens", &[("Safari Sunset", "burgundy"), ("Inca Gold", "yellow")], &[60, 70], 210),
    species("Гипсофила", "Зелень", She, "hydrangea", &[("Xlence", "white"), ("My Pink", "pink")], &[60, 70, 80], 220),
    species("Лимониум", "Зелень", He, "hydrangea", &[("Maine Blue", "blue"), ("Pina Colada", "white")], &[70, 80], 150),
    species("Танацетум", "Зелень", He, "chrysanthemum", &[("Vegmo Single", "white")], &[60, 70], 170),
    species("Озотамнус", "Зелень", He, "hydrangea", &[("", "white")], &[60, 70], 160),
    species("Скимия", "Зелень", She, "greens", &[("Rubella", "burgundy")], &[40, 50], 180),
];

#[allow(clippy::too_many_arguments)]
const fn species(
    title: &'static str,
    category: &'static str,
    gender: Gender,
    drawing: &'static str,
    varieties: &'static [(&'static str, &'static str)],
    lengths: &'static [i64],
    price: i64,
) -> Species {
    Species { title, category, gender, drawing, varieties, lengths, price }
}

/// The colour of a key.
pub(super) fn colour_of(key: &str) -> Option<&'static Colour> {
    COLOURS.iter().find(|colour| colour.key == key)
}
