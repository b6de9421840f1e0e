//! What an order holds: bouquets of composed stems, single stems, extras, delivery.

use super::catalog::{Item, Kind};
use super::dice::Dice;
use super::{texts, World};

/// A line before it is written; money in kopecks, quantity in thousandths.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) item: String,
    /// Position in the order's bouquets.
    pub(super) bouquet: Option<usize>,
    pub(super) qty: i64,
    pub(super) price: i64,
    pub(super) amount: i64,
    pub(super) total: i64,
}

/// The goods of an order.
#[derive(Debug, Default)]
pub(super) struct Goods {
    pub(super) lines: Vec<Line>,
    /// Titles of the bouquets.
    pub(super) bouquets: Vec<String>,
    /// Percent off (positive) or on top (negative).
    pub(super) percent_off: i64,
}

impl Goods {
    pub(super) fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.total).sum()
    }

    fn add(&mut self, item: &Item, store: usize, bouquet: Option<usize>, pieces: i64) {
        let price = item.prices.get(store).copied().unwrap_or(0);
        let amount = price * pieces;
        let total = amount - amount * self.percent_off / 100;
        // Whole roubles: nobody pays kopecks for flowers.
        let total = total / 100 * 100;
        let line = Line { item: item.id.clone(), bouquet, qty: pieces * 1_000, price, amount, total };
        self.lines.push(line);
    }
}

/// The catalog sorted into what bouquets are made of.
pub(super) struct Shelves<'w> {
    flowers: Vec<&'w Item>,
    greens: Vec<&'w Item>,
    wrappings: Vec<&'w Item>,
    extras: Vec<&'w Item>,
    deliveries: Vec<&'w Item>,
}

impl<'w> Shelves<'w> {
    pub(super) fn of(world: &'w World) -> Self {
        Self {
            flowers: world.catalog.of(Kind::Flower),
            greens: world.catalog.of(Kind::Green),
            wrappings: world.catalog.of(Kind::Wrapping),
            extras: world.catalog.of(Kind::Extra),
            deliveries: world.catalog.of(Kind::Delivery),
        }
    }

    /// Fills an order.
    pub(super) fn goods(&self, dice: &mut Dice, store: usize, delivery: bool) -> Goods {
        let percent_off = match dice.below(100) {
            0..=4 => 5,
            5..=8 => 10,
            9..=10 => 15,
            11..=13 => -10,
            _ => 0,
        };
        let mut goods = Goods { percent_off, ..Goods::default() };
        match dice.below(100) {
            0..=61 => self.bouquet(dice, store, &mut goods),
            62..=75 => {
                self.bouquet(dice, store, &mut goods);
                self.bouquet(dice, store, &mut goods);
                if dice.percent(30) {
                    self.bouquet(dice, store, &mut goods);
                }
            }
            _ => self.stems(dice, store, &mut goods),
        }
        if dice.percent(22) {
            if let Some(extra) = dice.choose(&self.extras) {
                goods.add(extra, store, None, 1);
            }
        }
        if delivery {
            if let Some(item) = self.deliveries.get(dice.weighted(&[70, 12, 16, 2])) {
                goods.add(item, store, None, 1);
            }
        }
        goods
    }

    fn bouquet(&self, dice: &mut Dice, store: usize, goods: &mut Goods) {
        let number = goods.bouquets.len();
        let title = dice.word(texts::BOUQUETS);
        let kinds = 1 + dice.weighted(&[30, 38, 22, 10]);
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..kinds {
            let Some(flower) = dice.choose(&self.flowers) else { continue };
            if words.contains(&flower.word) {
                continue;
            }
            words.push(flower.word);
            let price = flower.prices.get(store).copied().unwrap_or(10_000).max(1);
            // A bouquet of costly stems has fewer of them.
            let purse = dice.between(90_000, 420_000) / kinds as i64;
            let stems = (purse / price).clamp(1, 35) | 1;
            goods.add(flower, store, Some(number), stems);
        }
        if let (true, Some(green)) = (dice.percent(70), dice.choose(&self.greens)) {
            goods.add(green, store, Some(number), dice.between(2, 6));
        }
        if let Some(wrapping) = dice.choose(&self.wrappings) {
            goods.add(wrapping, store, Some(number), dice.between(1, 2));
        }
        goods.bouquets.push(format!("Букет «{title}»"));
    }

    fn stems(&self, dice: &mut Dice, store: usize, goods: &mut Goods) {
        const COUNTS: &[i64] = &[1, 3, 5, 7, 9, 11, 15, 19, 21, 25, 51, 101];
        const WEIGHTS: &[usize] = &[16, 16, 15, 14, 11, 9, 8, 4, 3, 3, 1, 1];
        let stems = COUNTS.get(dice.weighted(WEIGHTS)).copied().unwrap_or(1);
        if let Some(flower) = dice.choose(&self.flowers) {
            goods.add(flower, store, None, stems);
        }
        if let (true, Some(wrapping)) = (stems > 3, dice.choose(&self.wrappings)) {
            goods.add(wrapping, store, None, 1);
        }
    }
}
