//! Customers: planned before the orders, which count towards them, and written after.

use chrono::{Datelike, Duration};
use rusqlite::{params, Connection};

use super::dice::Dice;
use super::{issue_revisions, names, texts, World};
use crate::search::fold;

/// A customer and what his orders have come to so far.
#[derive(Debug)]
pub(super) struct Customer {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) phone: String,
    pub(super) created: i64,
    is_person: bool,
    woman: bool,
    birthday: Option<String>,
    person: Option<(String, names::Name)>,
    pub(super) done_orders: i64,
    pub(super) done_amount: i64,
    pub(super) last_change: i64,
}

/// Thinks the customers up.
pub(super) fn plan(world: &mut World, count: usize) {
    let mut dice = Dice::new(world.seed, 4);
    // A well-formed range nobody has; spread out so that neighbours do not look alike.
    let range = if count <= 10_000 { 10_000 } else { 1_000_000 };
    for number in 0..count {
        let kind = dice.below(100);
        let phone = format!("{}", 9_000_000_000 + (number * 7_919 + 1_234) % range);
        let name = if kind < 8 { names::latin(&mut dice) } else { names::russian(&mut dice, 62) };
        let is_person = kind < 96;
        let title = if is_person { name.full() } else { names::firm(&mut dice, number) };
        let age = dice.between(18 * 365, 75 * 365);
        let birthday = world.today - Duration::days(age);
        let birthday = (is_person && dice.percent(55)).then(|| birthday.to_string());
        let created = world.now - dice.between(3_600, 730 * 86_400);
        world.customers.push(Customer {
            id: dice.uuid(),
            title,
            phone,
            created,
            is_person,
            woman: name.woman,
            birthday,
            person: (!is_person).then(|| (dice.uuid(), name)),
            done_orders: 0,
            done_amount: 0,
            last_change: created,
        });
    }
}

/// Writes the customers with their figures, the earliest changed first.
pub(super) fn fill(connection: &Connection, world: &mut World) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 5);
    celebrations(connection, world)?;
    let mut order: Vec<usize> = (0..world.customers.len()).collect();
    order.sort_by_key(|number| world.customers.get(*number).map(|customer| (customer.last_change, *number)));
    let mut revisions = vec![0_i64; world.customers.len()];
    let mut revision = 0;
    for number in order {
        revision += dice.between(1, 2);
        if let Some(slot) = revisions.get_mut(number) {
            *slot = revision;
        }
    }
    for (number, customer) in world.customers.iter().enumerate() {
        let revision = revisions.get(number).copied().unwrap_or(0);
        write(connection, world, &mut dice, number, customer, revision)?;
        links(connection, world, &mut dice, &customer.id)?;
    }
    issue_revisions(connection, "customers", revision)
}

fn write(
    connection: &Connection,
    world: &World,
    dice: &mut Dice,
    number: usize,
    customer: &Customer,
    revision: i64,
) -> rusqlite::Result<()> {
    let person = customer.person.as_ref();
    if let Some((id, name)) = person {
        connection.prepare_cached("INSERT INTO persons VALUES (?1, ?2, ?3, ?4, ?5, NULL)")?.execute((
            id,
            name.first,
            name.last,
            name.middle,
            &customer.phone,
        ))?;
    }
    let card = dice.percent(60).then(|| format!("77{number:08}"));
    let email = dice.percent(35).then(|| format!("client{number}@example.com"));
    let instagram = dice.percent(10).then(|| format!("flower_{number}"));
    let notes = dice.percent(18).then(|| dice.word(texts::NOTES));
    let status = match dice.below(100) {
        0 => "deleted",
        1..=4 => "off",
        _ => "on",
    };
    let gender = match (customer.is_person, customer.woman) {
        (false, _) => None,
        (true, true) => Some("female"),
        (true, false) => Some("male"),
    };
    let spent = customer.done_amount / 100;
    let group = if spent >= 60_000 {
        "3"
    } else if spent >= 15_000 {
        "2"
    } else {
        "1"
    };
    let points = spent / 20 + dice.between(0, 150);
    let average = customer.done_amount.checked_div(customer.done_orders).unwrap_or(0);
    let author = dice.choose(&world.people.florists).map(|(id, _)| id);
    let search = fold(&format!("{} {} {}", customer.title, customer.phone, card.as_deref().unwrap_or("")));
    connection
        .prepare_cached(
            "INSERT INTO customers (id, title, birthday, email, instagram, status, is_person, bonus_card, notes,
               gender, phone, country_code, average_check, orders_amount, orders_qty, spent_points, current_points,
               created_at, updated_at, revision, person_id, bonus_group_id, created_by, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 7, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
        )?
        .execute(params![
            customer.id, customer.title, customer.birthday, email, instagram, status, customer.is_person, card,
            notes, gender, customer.phone, average, customer.done_amount, customer.done_orders, points / 3, points,
            customer.created, customer.last_change, revision, person.map(|(id, _)| id), group, author, search,
        ])?;
    Ok(())
}

fn links(connection: &Connection, world: &World, dice: &mut Dice, customer: &str) -> rusqlite::Result<()> {
    if dice.percent(70) {
        connection
            .prepare_cached("INSERT INTO customer_source_links VALUES (?1, ?2)")?
            .execute((customer, dice.between(1, 5).to_string()))?;
    }
    if dice.percent(30) {
        connection
            .prepare_cached("INSERT INTO customer_preference_links VALUES (?1, ?2)")?
            .execute((customer, dice.between(1, 6).to_string()))?;
    }
    if dice.percent(7) {
        connection
            .prepare_cached("INSERT INTO customer_discount_groups VALUES (?1, ?2)")?
            .execute((customer, dice.between(1, 3).to_string()))?;
    }
    if dice.percent(25) {
        connection
            .prepare_cached("INSERT INTO customer_celebration_dates VALUES (?1, ?2)")?
            .execute((customer, dice.between(1, 6).to_string()))?;
    }
    if dice.percent(12) {
        let day = world.today + Duration::days(dice.between(-200, 200));
        connection.prepare_cached("INSERT INTO customer_events VALUES (?1, ?2, ?3, ?4, ?5)")?.execute((
            dice.uuid(),
            customer,
            dice.word(texts::EVENTS),
            day.to_string(),
            (day + Duration::days(dice.between(0, 1))).to_string(),
        ))?;
    }
    Ok(())
}

/// Feasts with the days they fall on this year and the next.
fn celebrations(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    let feasts = [("8 Марта", 3, 8), ("День учителя", 10, 5), ("День святого Валентина", 2, 14)];
    let mut date = 0;
    for (number, (title, month, day)) in (1..).zip(feasts) {
        connection
            .execute("INSERT INTO customer_celebrations VALUES (?1, ?2)", (number.to_string(), title))?;
        for year in [world.today.year(), world.today.year() + 1] {
            date += 1;
            let day = format!("{year}-{month:02}-{day:02}");
            connection.execute(
                "INSERT INTO celebration_dates VALUES (?1, ?2, ?3, ?3)",
                (date.to_string(), number.to_string(), day),
            )?;
        }
    }
    Ok(())
}
