//! Bouquets on the showcase, made of what the store has; and which of the sold ones stood there.

use rusqlite::{params, Connection};

use super::catalog::Kind;
use super::dice::Dice;
use super::World;

const PER_STORE: usize = 9;
const TITLES: &[&str] = &[
    "Букет «Рассвет»",
    "Букет «Полдень»",
    "Композиция в коробке",
    "Букет «Нежность»",
    "Букет «Акварель»",
    "Моно из роз",
    "Букет «Лето»",
    "Корзина «Сад»",
];

/// Puts bouquets on the showcase of every store.
pub(super) fn fill(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 7);
    // Those of walk-in orders: some were taken ready from the window.
    connection.execute_batch(
        "UPDATE bouquets SET on_window_at = created_at - 3600 * (1 + rowid % 40) WHERE rowid % 5 < 2;",
    )?;
    let flowers = world.catalog.of(Kind::Flower);
    let mut revision: i64 =
        connection.query_row("SELECT last FROM revisions WHERE type = 'bouquets'", [], |row| row.get(0))?;
    for (place, store) in world.stores.iter().enumerate() {
        for _ in 0..PER_STORE {
            let (id, logo) = (dice.uuid(), dice.uuid());
            revision += 1;
            let at = world.now - dice.between(1_800, 3 * 86_400);
            let user = dice.choose(&world.people.florist_users).cloned();
            let mut amount = 0;
            for _ in 0..dice.between(2, 4) {
                let Some(flower) = dice.choose(&flowers) else { continue };
                let price = flower.prices.get(place).copied().unwrap_or(0);
                let pieces = dice.between(3, 9);
                amount += price * pieces;
                connection.execute(
                    "INSERT INTO bouquet_lines VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![dice.uuid(), id, flower.id, pieces * 1_000, price],
                )?;
            }
            connection.execute(
                "INSERT INTO images VALUES (?1, ?2, ?3, ?4, 0)",
                params![logo, format!("/media/bouquets/{id}.svg"), id, at],
            )?;
            connection.execute(
                "INSERT INTO bouquets (id, doc_no, title, height, width, description, amount, sale_amount,
                   true_sale_amount, status, on_window_at, created_at, updated_at, public, revision, store_id,
                   created_by, updated_by, logo_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?6, ?6, 'demonstrated', ?7, ?7, ?7, 1, ?8, ?9, ?10, ?10, ?11)",
                params![
                    id,
                    revision.to_string(),
                    dice.word(TITLES),
                    dice.between(35, 70),
                    dice.between(25, 50),
                    amount,
                    at,
                    revision,
                    store,
                    user,
                    logo
                ],
            )?;
        }
    }
    connection.execute("UPDATE revisions SET last = ?1 WHERE type = 'bouquets'", [revision])?;
    Ok(())
}
