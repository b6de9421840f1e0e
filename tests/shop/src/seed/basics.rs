//! Stores and dictionaries: what every shop has before its first customer.

use rusqlite::{params, Connection};

use super::dice::Dice;
use super::{issue_revisions, World};
use crate::calendar::day_start;
use crate::search::fold;

/// Built into every account of the live service.
pub(super) const TILL_SOURCE: &str = "9bed7b59-94dc-4ce4-aac2-883aab1a148c";
/// Built into every account of the live service.
pub(super) const SITE_SOURCE: &str = "f128f295-5f2a-41b5-b63d-e6e1d6dbd4d5";

/// Source titles after the two built-in ones; the fifth is the outside market place.
const SOURCES: &[&str] = &["WhatsApp", "Telegram", "Телефон", "Flowwow", "Старая группа"];
const TAGS: &[&str] = &[
    "Срочно",
    "Без открытки",
    "Позвонить заранее",
    "Сюрприз",
    "Постоянный клиент",
    "Фото до отправки",
    "Корпоративный",
    "Свадьба",
];
/// Id and code of the payment methods.
pub(super) const METHODS: &[(&str, &str, &str)] = &[
    ("1", "Наличные", "cash"),
    ("2", "Банковская карта", "card"),
    ("3", "СБП", "sbp"),
    ("4", "Онлайн-оплата", "online"),
    ("5", "Бонусы", "bonuses"),
];

/// Makes stores and dictionaries.
pub(super) fn fill(connection: &Connection, world: &mut World) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 1);
    let long_ago = day_start(world.today) - 900 * 86_400;
    stores(connection, world, &mut dice)?;
    dictionary(connection, "order_sources", "order-sources", "hidden", &sources(&mut dice))?;
    let tags: Vec<_> = TAGS.iter().map(|title| (dice.uuid(), *title, *title == "Свадьба")).collect();
    dictionary(connection, "order_tags", "order-tags", "deleted", &tags)?;
    for (id, title, code) in METHODS {
        connection.execute("INSERT INTO payment_methods VALUES (?1, ?2, ?3)", (id, title, code))?;
    }
    let reasons = [
        ("Постоянный клиент", "discount"),
        ("Не очень свежие", "discount"),
        ("Праздничная наценка", "markup"),
        ("Срочный заказ", "markup"),
    ];
    let mut revision = 0;
    for (title, kind) in reasons {
        revision += 1;
        connection.execute(
            "INSERT INTO discount_reasons VALUES (?1, ?2, ?3, 0, ?4)",
            (dice.uuid(), title, kind, revision),
        )?;
    }
    issue_revisions(connection, "discount-reasons", revision)?;
    groups(connection, long_ago)?;
    let sources: Vec<_> = ["Вывеска", "Сайт", "Друзья", "Карты", "Реклама", "Флаер"]
        .iter()
        .enumerate()
        .map(|(n, title)| ((n + 1).to_string(), *title, *title == "Флаер"))
        .collect();
    dictionary(connection, "customer_sources", "customer-sources", "deleted", &sources)?;
    let likes: Vec<_> =
        ["Пионы", "Белые цветы", "Без лилий", "Монобукеты", "Полевой стиль", "Яркие сочетания"]
            .iter()
            .enumerate()
            .map(|(n, title)| ((n + 1).to_string(), *title, false))
            .collect();
    dictionary(connection, "customer_preferences", "customer-preferences", "deleted", &likes)
}

fn stores(connection: &Connection, world: &mut World, dice: &mut Dice) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT INTO timezones VALUES ('1', 'Москва (UTC+3)', 'Europe/Moscow', 180);
         INSERT INTO warehouses VALUES ('1', 'Склад на Садовой'), ('2', 'Склад на Вокзальной'), ('3', 'Склад на Заречной');",
    )?;
    let stores = [
        ("На Садовой", "aaaa", "ул. Садовая, 12"),
        ("У вокзала", "aaab", "Вокзальная пл., 3"),
        ("За рекой", "aaac", "ул. Заречная, 41"),
    ];
    for (number, (title, till, address)) in stores.into_iter().enumerate() {
        let id = dice.uuid();
        connection.execute(
            "INSERT INTO stores VALUES (?1, ?2, ?3, 'Озёрск', ?4, 1, 1, 0, ?5, ?6, NULL, ?7, ?8, 0, ?9, '1', ?10, NULL, ?11)",
            params![
                id, title, till, address, world.now - 1_200, format!("store-{}", number + 1),
                if number == 2 { "time" } else { "all" }, number < 2, number as i64 + 1,
                (number + 1).to_string(), fold(&format!("{title} {address}")),
            ],
        )?;
        connection.execute(
            "INSERT INTO print_settings VALUES (?1, ?2, 'Товарный чек', 1)",
            ((number + 1).to_string(), &id),
        )?;
        for (slot, (from, to)) in
            [("09:00", "12:00"), ("12:00", "15:00"), ("15:00", "18:00"), ("18:00", "21:00")]
                .into_iter()
                .enumerate()
        {
            connection.execute(
                "INSERT INTO delivery_diapasons VALUES (?1, ?2, ?3, ?4)",
                ((number * 4 + slot + 1).to_string(), &id, from, to),
            )?;
        }
        world.stores.push(id);
    }
    issue_revisions(connection, "stores", 3)
}

fn sources(dice: &mut Dice) -> Vec<(String, &'static str, bool)> {
    let mut sources = vec![(TILL_SOURCE.to_owned(), "Касса", false), (SITE_SOURCE.to_owned(), "Сайт", false)];
    for title in SOURCES {
        sources.push((dice.uuid(), *title, *title == "Старая группа"));
    }
    sources
}

/// Rows of (id, title, gone, revision), as several dictionaries have them.
fn dictionary(
    connection: &Connection,
    table: &str,
    kind: &str,
    gone_column: &str,
    rows: &[(String, &str, bool)],
) -> rusqlite::Result<()> {
    let sql = format!("INSERT INTO {table} (id, title, {gone_column}, revision) VALUES (?1, ?2, ?3, ?4)");
    for (revision, (id, title, gone)) in (1_i64..).zip(rows) {
        connection.execute(&sql, params![id, title, gone, revision])?;
    }
    issue_revisions(connection, kind, rows.len() as i64)
}

fn groups(connection: &Connection, at: i64) -> rusqlite::Result<()> {
    let bonus = [("Гость", 3, 20, 0), ("Друг", 5, 30, 15_000), ("Семья", 10, 50, 60_000)];
    for (number, (title, rate, limit, entry)) in (1_i64..).zip(bonus) {
        connection.execute(
            "INSERT INTO bonus_groups VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 'on', NULL, NULL, ?7, ?8)",
            params![number.to_string(), title, rate, limit, entry, number == 1, at, number],
        )?;
        connection
            .execute("INSERT INTO bonus_group_rules VALUES (?1, ?1, NULL, ?2)", (number.to_string(), rate))?;
    }
    issue_revisions(connection, "bonus-groups", 3)?;
    for (number, (title, discount)) in
        (1_i64..).zip([("Пенсионеры", 5), ("Корпоративные", 10), ("Сотрудники", 15)])
    {
        connection.execute(
            "INSERT INTO discount_groups VALUES (?1, ?2, ?3, 0, 0, 0, 'on', NULL, NULL, ?4, ?4, ?5)",
            params![number.to_string(), title, discount, at, number],
        )?;
        connection.execute(
            "INSERT INTO discount_group_rules VALUES (?1, ?1, NULL, ?2)",
            (number.to_string(), discount),
        )?;
    }
    issue_revisions(connection, "discount-groups", 3)
}
