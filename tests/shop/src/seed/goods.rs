//! What does not grow: sundries and services.

/// A kind of sundry: its forms and sizes make the articles.
#[derive(Debug)]
pub(super) struct Sundry {
    pub(super) category: &'static str,
    pub(super) drawing: &'static str,
    /// What it is, with the plural form of the colour after it.
    pub(super) kinds: &'static [&'static str],
    pub(super) sizes: &'static [&'static str],
    /// Roubles of the smallest.
    pub(super) price: i64,
    /// Sold by the metre: quantities may be fractions.
    pub(super) fractional: bool,
}

#[rustfmt::skip]
pub(super) const SUNDRIES: &[Sundry] = &[
    Sundry { category: "Ленты", drawing: "ribbon", kinds: &["Лента атласная", "Лента репсовая", "Лента из органзы", "Лента бархатная", "Лента джутовая"],
        sizes: &["12 мм", "25 мм", "40 мм", "50 мм"], price: 25, fractional: true },
    Sundry { category: "Упаковка", drawing: "paper", kinds: &["Бумага крафт", "Бумага тишью", "Плёнка матовая", "Сетка флористическая", "Фетр", "Калька"],
        sizes: &["50 × 70 см", "60 × 60 см", "58 см × 10 м"], price: 60, fractional: false },
    Sundry { category: "Вазы", drawing: "vase", kinds: &["Ваза стеклянная", "Ваза керамическая", "Кувшин керамический"],
        sizes: &["20 см", "25 см", "30 см", "40 см"], price: 890, fractional: false },
    Sundry { category: "Открытки", drawing: "card", kinds: &["Открытка «С днём рождения»", "Открытка «Люблю»", "Открытка «Спасибо»", "Открытка «С 8 Марта»", "Открытка «Самой лучшей маме»", "Открытка без текста"],
        sizes: &["мини", "10 × 15 см"], price: 90, fractional: false },
    Sundry { category: "Игрушки", drawing: "toy", kinds: &["Мишка плюшевый", "Зайка плюшевый", "Овечка плюшевая"],
        sizes: &["20 см", "30 см", "45 см"], price: 890, fractional: false },
    Sundry { category: "Коробки и корзины", drawing: "box", kinds: &["Коробка шляпная", "Корзина плетёная", "Ящик деревянный"],
        sizes: &["малая", "средняя", "большая"], price: 350, fractional: false },
];

/// Services: title, price in roubles.
pub(super) const SERVICES: &[(&str, i64)] = &[
    ("Доставка по городу", 400),
    ("Доставка за город", 900),
    ("Доставка ко времени", 700),
    ("Доставка ночная", 1_200),
    ("Сборка букета", 300),
    ("Сборка композиции", 600),
    ("Оформление стола", 2_500),
    ("Подписка: букет раз в неделю", 2_900),
];

/// Countries flowers come from, as they stand in a title.
pub(super) const ORIGINS: &[&str] = &["Эквадор", "Кения", "Голландия", "Колумбия", "Россия"];
