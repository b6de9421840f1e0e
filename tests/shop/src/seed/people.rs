//! The twenty who work here: one owner, managers, florists, couriers.

use rusqlite::{params, Connection};

use super::dice::Dice;
use super::names::{self, Name};
use super::{issue_revisions, World};
use crate::search::fold;

/// Password of every demo login.
const PASSWORD: &str = "demo";

/// Code and title; the order gives the ids.
const PERMISSIONS: &[(&str, &str)] = &[
    ("retail.orders.view", "Видеть заказы"),
    ("retail.orders.new", "Принимать заказы"),
    ("retail.orders.edit", "Менять заказы"),
    ("retail.orders.cancel", "Отменять заказы"),
    ("retail.orders.deliver", "Отмечать доставку"),
    ("retail.customers.view", "Видеть клиентов"),
    ("retail.customers.edit", "Менять клиентов"),
    ("retail.bouquets.view", "Видеть букеты"),
    ("retail.bouquets.edit", "Собирать букеты"),
    ("retail.catalog.view", "Видеть каталог"),
    ("retail.catalog.edit", "Менять каталог"),
    ("retail.warehouse.view", "Видеть склад"),
    ("retail.warehouse.edit", "Вести склад"),
    ("retail.reports.view", "Видеть отчёты"),
    ("retail.stats.view", "Видеть статистику"),
    ("retail.settings.view", "Видеть настройки"),
    ("retail.settings.edit", "Менять настройки"),
];
const FLORIST: &[&str] = &[
    "retail.orders.view",
    "retail.orders.new",
    "retail.orders.edit",
    "retail.orders.cancel",
    "retail.customers.view",
    "retail.customers.edit",
    "retail.bouquets.view",
    "retail.bouquets.edit",
    "retail.catalog.view",
    "retail.warehouse.view",
];
const COURIER: &[&str] = &["retail.orders.view", "retail.orders.deliver"];

/// Role id, login stem, role title, position title, how many, salary in roubles and its period.
const ROLES: &[(&str, &str, &str, &str, usize, i64, &str)] = &[
    ("1", "owner", "Владелец", "Владелец", 1, 0, "month"),
    ("2", "manager", "Управляющий", "Управляющий магазином", 3, 95_000, "month"),
    ("3", "florist", "Флорист", "Флорист", 11, 380, "hour"),
    ("4", "courier", "Курьер", "Курьер", 5, 3_200, "day"),
];

/// Worker ids by what they do; of the florists also the store, as a position in the list.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) managers: Vec<String>,
    pub(super) florists: Vec<(String, usize)>,
    pub(super) couriers: Vec<String>,
    /// User ids of the florists, in the same order.
    pub(super) florist_users: Vec<String>,
}

/// Makes roles, users and workers.
pub(super) fn fill(connection: &Connection, world: &mut World) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 2);
    roles(connection)?;
    let mut revision = 0;
    for (role, stem, _, _, count, salary, period) in ROLES {
        let position = position_id(role);
        for number in 0..*count {
            revision += 1;
            let name = names::russian(&mut dice, if *stem == "courier" { 20 } else { 85 });
            let login = if number == 0 { (*stem).to_owned() } else { format!("{stem}{}", number + 1) };
            // The last florist has left, the one before is switched off for a while.
            let dismissed = *stem == "florist" && number + 1 == *count;
            let off = *stem == "florist" && number + 2 >= *count;
            let user = user(connection, &mut dice, &login, off, role)?;
            let worker = dice.uuid();
            let stores = stores_of(stem, number, world.stores.len());
            add_worker(
                connection,
                &mut dice,
                &Hire {
                    worker: &worker,
                    user: &user,
                    position: &position,
                    name: &name,
                    salary: salary * 100,
                    period,
                    dismissed,
                    revision,
                },
            )?;
            for store in stores.iter().filter_map(|store| world.stores.get(*store)) {
                connection.execute("INSERT INTO worker_stores VALUES (?1, ?2)", (&worker, store))?;
            }
            match *stem {
                "manager" => world.people.managers.push(worker),
                "courier" => world.people.couriers.push(worker),
                "florist" if !off => {
                    world.people.florists.push((worker, stores.first().copied().unwrap_or(0)));
                    world.people.florist_users.push(user);
                }
                _ => {}
            }
        }
    }
    issue_revisions(connection, "workers", revision)
}

/// Managers and couriers work everywhere, florists in one store; the demo florist in all, so
/// that whoever tries the demo sees the whole board.
fn stores_of(stem: &str, number: usize, stores: usize) -> Vec<usize> {
    if stem == "florist" && number > 0 {
        vec![number % stores.max(1)]
    } else {
        (0..stores).collect()
    }
}

fn roles(connection: &Connection) -> rusqlite::Result<()> {
    for (number, (code, title)) in (1_i64..).zip(PERMISSIONS) {
        connection
            .execute("INSERT INTO permissions VALUES (?1, ?2, ?3)", (number.to_string(), code, title))?;
    }
    for (id, stem, title, position, ..) in ROLES {
        connection.execute("INSERT INTO roles VALUES (?1, ?2)", (id, title))?;
        connection.execute("INSERT INTO positions VALUES (?1, ?2)", (position_id(id), position))?;
        for (number, (code, _)) in (1_i64..).zip(PERMISSIONS) {
            let allowed = match *stem {
                "florist" => FLORIST.contains(code),
                "courier" => COURIER.contains(code),
                _ => true,
            };
            if allowed {
                connection
                    .execute("INSERT INTO role_permissions VALUES (?1, ?2)", (id, number.to_string()))?;
            }
        }
    }
    Ok(())
}

fn user(
    connection: &Connection,
    dice: &mut Dice,
    login: &str,
    off: bool,
    role: &str,
) -> rusqlite::Result<String> {
    let id = dice.uuid();
    let salt = dice.uuid();
    let pin = dice.between(1_000, 9_999).to_string();
    let password = crate::tokens::stretch(PASSWORD, &salt)
        .map_err(|_| rusqlite::Error::InvalidParameterName("password".to_owned()))?;
    let status = if off { "off" } else { "on" };
    connection.execute(
        "INSERT INTO users VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, login, status, pin, salt, password],
    )?;
    connection.execute("INSERT INTO user_roles VALUES (?1, ?2)", (&id, role))?;
    Ok(id)
}

struct Hire<'a> {
    worker: &'a str,
    user: &'a str,
    position: &'a str,
    name: &'a Name,
    salary: i64,
    period: &'a str,
    dismissed: bool,
    revision: i64,
}

fn add_worker(connection: &Connection, dice: &mut Dice, hire: &Hire) -> rusqlite::Result<()> {
    let name = hire.name;
    let phone = format!("90100{:05}", dice.below(100_000));
    let position: String =
        connection
            .query_row("SELECT title FROM positions WHERE id = ?1", [hire.position], |row| row.get(0))?;
    let middle = name.middle.unwrap_or("");
    let search = fold(&format!("{} {} {middle} {position}", name.first, name.last));
    connection.execute(
        "INSERT INTO workers VALUES (?1, ?2, ?3, ?4, 7, ?5, NULL, ?6, ?7, 1, ?8, ?9, ?10, ?11, ?12)",
        params![
            hire.worker,
            name.first,
            name.last,
            name.middle,
            phone,
            hire.salary,
            hire.period,
            hire.dismissed,
            hire.revision,
            hire.user,
            hire.position,
            search,
        ],
    )?;
    Ok(())
}

/// Positions have UUIDs, which never change: they belong to the demo, not to its seed.
fn position_id(role: &str) -> String {
    format!("5f0d1c52-7a41-4c3e-9b60-00000000000{role}")
}
