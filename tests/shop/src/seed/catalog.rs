//! The catalog: category tree, items with varieties and colours, prices and stock per store.

use rusqlite::{params, Connection};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

use super::assortment::{drafts, Draft};
use super::dice::Dice;
use super::{issue_revisions, World};
use crate::search::fold;

/// What kind of thing an item is, for whoever composes bouquets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Flower,
    Green,
    Wrapping,
    Extra,
    Delivery,
    Service,
}

/// An item as orders need it; prices in kopecks, one per store.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) word: &'static str,
    pub(super) prices: Vec<i64>,
}

/// The items by kind.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    pub(super) items: Vec<Item>,
}

impl Catalog {
    /// The items of a kind.
    pub(super) fn of(&self, kind: Kind) -> Vec<&Item> {
        self.items.iter().filter(|item| item.kind == kind).collect()
    }
}

/// Category, parent, group, colour.
#[rustfmt::skip]
const CATEGORIES: &[(&str, &str, &str, &str)] = &[
    ("Цветы", "", "1", "C9283B"),
    ("Розы", "Цветы", "1", "D46C8C"), ("Тюльпаны", "Цветы", "1", "F6D04D"), ("Пионы", "Цветы", "1", "F2A0B7"),
    ("Хризантемы", "Цветы", "1", "DBA520"), ("Герберы", "Цветы", "1", "F2913D"), ("Эустомы", "Цветы", "1", "C3A1DC"),
    ("Лилии", "Цветы", "1", "F8E8CB"), ("Гортензии", "Цветы", "1", "9DC1EA"), ("Сезонные цветы", "Цветы", "1", "DE3E86"),
    ("Экзотика", "Цветы", "1", "8B1E3F"),
    ("Зелень", "", "1", "567D45"),
    ("Оформление", "", "2", "BD9A62"),
    ("Ленты", "Оформление", "2", "AE1F61"), ("Упаковка", "Оформление", "2", "C9B98A"), ("Коробки и корзины", "Оформление", "2", "A8741A"),
    ("Подарки", "", "3", "6C97CB"),
    ("Вазы", "Подарки", "3", "44699E"), ("Открытки", "Подарки", "3", "E29A72"), ("Игрушки", "Подарки", "3", "BF6F49"),
    ("Услуги", "", "4", "59615B"),
];

/// Makes categories, items, prices.
pub(super) fn fill(connection: &Connection, world: &mut World, count: usize) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 3);
    connection.execute_batch(
        "INSERT INTO inventory_groups VALUES ('1', 'Цветы', 'flowers'), ('2', 'Оформление', 'sundries'),
           ('3', 'Подарки', 'gifts'), ('4', 'Услуги', 'services'), ('9', 'Рецепты', 'specification');
         INSERT INTO measures VALUES ('1', 'шт'), ('2', 'м'), ('3', 'услуга');
         INSERT INTO vendors VALUES (1, 'Цветочная база'), (2, 'Экофлора'), (3, 'Северные теплицы'), (4, 'Упаковка и лента');",
    )?;
    let categories = categories(connection, &mut dice)?;
    let drafts = drafts(count);
    let pictures = pictures(connection, &mut dice, world, &drafts)?;
    let mut write = Writer { connection, dice: &mut dice, categories, pictures, revision: 0 };
    for draft in &drafts {
        write.item(world, draft, true)?;
    }
    // What only the vendors' shared catalog knows.
    for draft in drafts.iter().take(count / 10) {
        write.item(world, draft, false)?;
    }
    issue_revisions(connection, "inventory-items", write.revision)?;
    connection.execute(
        "UPDATE categories SET count_public_items = (SELECT count(*) FROM inventory_items i
           WHERE i.category_id = categories.id AND i.public = 1 AND i.added = 1)",
        [],
    )?;
    journals(connection, world)
}

fn categories(
    connection: &Connection,
    dice: &mut Dice,
) -> rusqlite::Result<BTreeMap<&'static str, (String, &'static str)>> {
    let mut known: BTreeMap<&'static str, (String, &'static str)> = BTreeMap::new();
    for (revision, (title, parent, group, colour)) in (1_i64..).zip(CATEGORIES) {
        let id = dice.uuid();
        let above = known.get(parent).map(|(id, _)| id.clone());
        let path: Vec<&str> = above.iter().map(|_| *parent).collect();
        let ids: Vec<&String> = above.iter().collect();
        connection.execute(
            "INSERT INTO categories VALUES (?1, ?2, 'on', ?3, ?4, ?5, 0, 0, ?6, ?7, ?8, NULL)",
            params![
                id,
                title,
                colour,
                json!(path).to_string(),
                json!(ids).to_string(),
                revision,
                above,
                group
            ],
        )?;
        known.insert(title, (id, group));
    }
    issue_revisions(connection, "categories", CATEGORIES.len() as i64)?;
    Ok(known)
}

/// One picture for each drawing in each colour.
fn pictures(
    connection: &Connection,
    dice: &mut Dice,
    world: &World,
    drafts: &[Draft],
) -> rusqlite::Result<BTreeMap<String, String>> {
    let names: BTreeSet<&String> = drafts.iter().map(|draft| &draft.picture).collect();
    let mut pictures = BTreeMap::new();
    for name in names {
        let id = dice.uuid();
        connection.execute(
            "INSERT INTO images VALUES (?1, ?2, ?3, ?4, 1)",
            params![id, format!("/media/items/{name}.svg"), name, world.now - 800 * 86_400],
        )?;
        pictures.insert(name.clone(), id);
    }
    Ok(pictures)
}

struct Writer<'a> {
    connection: &'a Connection,
    dice: &'a mut Dice,
    categories: BTreeMap<&'static str, (String, &'static str)>,
    pictures: BTreeMap<String, String>,
    revision: i64,
}

impl Writer<'_> {
    /// Writes an item; one the shop does not carry has no prices.
    fn item(&mut self, world: &mut World, draft: &Draft, carried: bool) -> rusqlite::Result<()> {
        let id = self.dice.uuid();
        self.revision += 1;
        let service = matches!(draft.kind, Kind::Delivery | Kind::Service);
        let global = (!carried || self.dice.percent(70)).then(|| self.dice.uuid());
        let title = if carried { draft.title.clone() } else { format!("{} (каталог)", draft.title) };
        let prices: Vec<i64> =
            [100, 104, 96].iter().map(|percent| draft.price * percent / 100 * 100).collect();
        let (lowest, highest) =
            if carried { (prices.iter().min().copied(), prices.iter().max().copied()) } else { (None, None) };
        let measure = if service {
            "3"
        } else if draft.fractional {
            "2"
        } else {
            "1"
        };
        let (category, group) = self.categories.get(draft.category).cloned().unwrap_or_default();
        let logo = self.pictures.get(&draft.picture);
        let public = carried && self.dice.percent(85);
        let retail = carried && !service && self.dice.percent(60);
        let updated = world.now - self.dice.between(0, 400 * 86_400);
        self.connection.prepare_cached(
            "INSERT INTO inventory_items (id, title, description, item_type, fractional, public, added, global_id,
               price_min, price_max, retail, updated_at, revision, group_id, category_id, measure_id, logo_id, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?.execute(params![
            id, title, draft.description, if service { "service" } else { "item" }, draft.fractional, public,
            carried, global, lowest.unwrap_or(0), highest.unwrap_or(0), retail, updated, self.revision, group,
            category, measure, logo, fold(&title),
        ])?;
        self.connection.prepare_cached("INSERT INTO item_images VALUES (?1, ?2)")?.execute((&id, logo))?;
        if !carried {
            return Ok(());
        }
        self.codes(&id, draft)?;
        self.prices(world, &id, draft, &prices)?;
        world.catalog.items.push(Item { id, kind: draft.kind, word: draft.word, prices });
        Ok(())
    }

    fn codes(&mut self, item: &str, draft: &Draft) -> rusqlite::Result<()> {
        if matches!(draft.kind, Kind::Delivery | Kind::Service) {
            return Ok(());
        }
        let vendor = if draft.kind == Kind::Wrapping { 4 } else { self.dice.between(1, 3) };
        self.connection
            .prepare_cached("INSERT INTO item_vendors VALUES (?1, ?2)")?
            .execute((item, vendor))?;
        self.connection.prepare_cached("INSERT INTO vendor_codes VALUES (?1, ?2, ?3)")?.execute((
            self.dice.uuid(),
            item,
            format!("V{vendor}-{:05}", self.revision),
        ))?;
        if matches!(draft.kind, Kind::Extra | Kind::Wrapping) {
            let barcode = ean13(&format!("290{:09}", self.revision));
            self.connection
                .prepare_cached("INSERT INTO barcodes VALUES (?1, ?2, ?3, 'ean13')")?
                .execute((self.dice.uuid(), item, barcode))?;
        }
        Ok(())
    }

    fn prices(&mut self, world: &World, item: &str, draft: &Draft, prices: &[i64]) -> rusqlite::Result<()> {
        let service = matches!(draft.kind, Kind::Delivery | Kind::Service);
        for (store, price) in world.stores.iter().zip(prices) {
            let cost = if service { 0 } else { price * self.dice.between(38, 55) / 100 };
            let there = !service && self.dice.percent(80);
            let quantity = if there { self.dice.between(-2, 240).max(0) } else { 0 };
            let movements = if there { self.dice.between(1, 60) } else { 0 };
            let status = if self.dice.percent(92) { "on" } else { "off" };
            let set_at = world.now - self.dice.between(0, 200 * 86_400);
            self.connection
                .prepare_cached("INSERT INTO prices VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
                .execute(params![
                    format!("{item}-{store}"),
                    item,
                    store,
                    price,
                    cost,
                    quantity * 1_000,
                    movements,
                    status,
                    set_at,
                ])?;
        }
        Ok(())
    }
}

/// Twelve digits and the check digit that makes them an EAN-13.
fn ean13(twelve: &str) -> String {
    let sum: u32 = twelve
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 3 })
        .sum();
    format!("{twelve}{}", (10 - sum % 10) % 10)
}

/// Two documents that already name some of the items.
fn journals(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    for (number, item) in world.catalog.items.iter().enumerate().take(40) {
        let journal = if number % 3 == 0 { "1" } else { "2" };
        connection.execute("INSERT INTO journal_items VALUES (?1, ?2)", (journal, &item.id))?;
    }
    Ok(())
}
