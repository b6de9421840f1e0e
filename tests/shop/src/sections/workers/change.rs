//! Workers hired (109), switched on and off (110), dismissed (111), changed (113). The user a
//! worker signs in with comes nested.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::{conflict, Sent};
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, POSITION, ROLE, STORE};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes};
use crate::jsonapi::list;
use crate::jsonapi::shape::{attribute, links, nested, shape, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources::people::WORKERS;
use crate::revisions;
use crate::search;
use crate::sections::dictionary::{each_row, known, new_id};
use crate::sections::document;
use crate::tokens::stretch;

const FORM: &[Field] = &[
    field("firstName", "first_name", Takes::Text(255), Empty::Needed),
    field("lastName", "last_name", Takes::Text(255), Empty::Text("")),
    field("middleName", "middle_name", Takes::Text(255), Empty::Null),
    field("countryCode", "country_code", Takes::Whole(1, 999), Empty::Number(7)),
    field("phone", "phone", Takes::Phone, Empty::Null),
    field("email", "email", Takes::Text(255), Empty::Null),
    field("salary", "salary", Takes::Money, Empty::Number(0)),
    field(
        "salaryPeriod",
        "salary_period",
        Takes::Choice(&["hour", "day", "week", "month"]),
        Empty::Text("month"),
    ),
    field("position", "position_id", Takes::Link(&POSITION), Empty::Null),
];

/// A worker with his stores and the user he signs in with.
pub(crate) static SHAPE: Shape =
    shape("workers").form(FORM).also(&[&[links("stores", &STORE), nested("user", &USER)]]);

/// A user, nested in his worker; a new one needs login and password.
static USER: Shape = shape("users").also(&[&[
    attribute("login", Takes::Text(100)),
    attribute("password", Takes::Text(500)),
    attribute("pin", Takes::Text(20)),
    attribute("status", Takes::Choice(USER_STATUSES)),
    links("roles", &ROLE),
]]);

/// A worker switched on or off by his user. The reference's schema names it `users`, its
/// example `user`; either is read.
pub(crate) static SWITCHED: Shape =
    shape("workers").named("workers-switched").also(&[&[nested("user", &SWITCH), nested("users", &SWITCH)]]);

static SWITCH: Shape =
    shape("users")
        .named("users-switched")
        .also(&[&[attribute("status", Takes::Choice(USER_STATUSES)).needed()]]);

const USER_STATUSES: &[&str] = &["on", "off"];

/// The shortest password that is taken.
const SHORTEST_PASSWORD: usize = 4;

/// Operation 109.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), "workers", None)?;
    let mut fields = Fields::new(sent, "/data");
    let id = new_id(&mut fields, connection, "workers", "/data")?;
    let mut columns = Columns::default();
    read(&mut fields, connection, &mut columns, Mode::Create)?;
    fields.done()?;
    columns.set("id", id.clone());
    columns.set("search", String::new());
    columns.set("revision", revisions::next(connection, "workers")?);
    columns.insert(connection, "workers")?;
    surroundings(call, connection, &id, sent, "/data")?;
    let document = document(call, connection, &WORKERS, &id, "worker")?;
    Ok(Answer::created(document, format!("/api/v1/worker/{id}")))
}

/// Operation 113.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, "workers", id)? {
        return Err(Refusal::not_found("worker", id));
    }
    let sent = Sent::primary(call.body.as_ref(), "workers", Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    read(&mut fields, connection, &mut columns, Mode::Change)?;
    fields.done()?;
    columns.set("revision", revisions::next(connection, "workers")?);
    columns.update(connection, "workers", id)?;
    surroundings(call, connection, id, sent, "/data")?;
    Ok(Answer::ok(document(call, connection, &WORKERS, id, "worker")?))
}

/// Operation 110: each row's nested user says on or off; all or none.
pub(crate) fn switch(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), "workers")?;
    let ids = each_row(rows, |number, sent| {
        let base = format!("/data/{number}");
        let id = known(connection, "workers", "worker", sent, &base)?;
        // The reference's schema names it `users`, its example `user`.
        let linkage = sent.relationship("user").or_else(|| sent.relationship("users"));
        let Some(user) = linkage.and_then(|linkage| Sent::nested(linkage, sent.included)) else {
            let detail = "The nested user with its status is needed.";
            return Err(Fault::invalid("required", &format!("{base}/relationships/user"), detail).into());
        };
        let mut fields = Fields::new(user, &format!("{base}/relationships/user/data"));
        let status = fields.choice("status", USER_STATUSES).flatten();
        if status.is_none() && fields.faults.is_empty() {
            fields.fault("status", "required", "status is needed.".to_owned());
        }
        fields.done()?;
        let status = status.unwrap_or_default();
        if status == "off" {
            check_self(call, &id, &base)?;
        }
        connection
            .prepare_cached(
                "UPDATE users SET status = ?2 WHERE id = (SELECT user_id FROM workers WHERE id = ?1)",
            )?
            .execute((&id, status))?;
        touch(connection, &id)?;
        Ok(id)
    })?;
    Ok(Answer::ok(list::several(connection, &WORKERS, &ids, &call.query)?))
}

/// Operation 111: dismissed workers stay visible to those who sync, and in what they did.
pub(crate) fn dismiss(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), "workers")?;
    each_row(rows, |number, sent| {
        let base = format!("/data/{number}");
        let id = known(connection, "workers", "worker", sent, &base)?;
        check_self(call, &id, &base)?;
        connection.prepare_cached("UPDATE workers SET dismissed = 1 WHERE id = ?1")?.execute([&id])?;
        Ok(touch(connection, &id)?)
    })?;
    Ok(Answer::empty())
}

/// Nobody shuts himself out.
fn check_self(call: &Call, worker: &str, base: &str) -> Result<(), Refusal> {
    if call.caller.worker == worker {
        let detail = "You cannot switch off or dismiss yourself.";
        return Err(Fault::invalid("own-account", &format!("{base}/id"), detail).into());
    }
    Ok(())
}

fn touch(connection: &Connection, worker: &str) -> rusqlite::Result<()> {
    let revision = revisions::next(connection, "workers")?;
    connection
        .prepare_cached("UPDATE workers SET revision = ?2 WHERE id = ?1")?
        .execute((worker, revision))?;
    Ok(())
}

fn read(
    fields: &mut Fields,
    connection: &Connection,
    columns: &mut Columns,
    mode: Mode,
) -> Result<(), Refusal> {
    form::read(FORM, fields, connection, columns, mode)?;
    if let Some(valid) = columns.text("phone").map(|phone| !phone.is_empty()) {
        columns.set("valid_phone", i64::from(valid));
    }
    if mode == Mode::Create {
        columns.set_missing("valid_phone", 0_i64);
    }
    Ok(())
}

/// Stores, user, and the text a worker is found by.
fn surroundings(
    call: &Call,
    connection: &Connection,
    id: &str,
    sent: Sent,
    base: &str,
) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, base);
    if let Some(stores) = fields.many(connection, "stores", &STORE)? {
        connection.prepare_cached("DELETE FROM worker_stores WHERE worker_id = ?1")?.execute([id])?;
        for store in stores {
            connection
                .prepare_cached("INSERT INTO worker_stores (worker_id, store_id) VALUES (?1, ?2)")?
                .execute((id, store))?;
        }
    }
    user(call, &mut fields, connection, id)?;
    fields.done()?;
    let text: String = connection
        .prepare_cached(
            "SELECT first_name || ' ' || last_name || ' ' || coalesce(middle_name, '') || ' ' || coalesce(
               (SELECT p.title FROM positions p WHERE p.id = position_id), '') FROM workers WHERE id = ?1",
        )?
        .query_row([id], |row| row.get(0))?;
    connection
        .prepare_cached("UPDATE workers SET search = ?2 WHERE id = ?1")?
        .execute((id, search::fold(&text)))?;
    Ok(())
}

/// The user sent with a worker: made when he has none, changed otherwise.
fn user(call: &Call, fields: &mut Fields, connection: &Connection, worker: &str) -> Result<(), Refusal> {
    let Some(linkage) = fields.sent().relationship("user") else { return Ok(()) };
    let Some(sent) = Sent::nested(linkage, fields.sent().included).filter(|sent| sent.kind() == "users")
    else {
        fields.relationship_fault("user", "wrong-type", "The type must be users.".to_owned());
        return Ok(());
    };
    let known: Option<String> = connection
        .prepare_cached("SELECT user_id FROM workers WHERE id = ?1")?
        .query_row([worker], |row| row.get(0))
        .optional()?
        .flatten();
    let mut own = Fields::new(sent, "/data/relationships/user/data");
    let login = own.text("login", 100).flatten().filter(|login| !login.trim().is_empty());
    let password = own.text("password", 500).flatten();
    let pin = own.text("pin", 20);
    let status = own.choice("status", USER_STATUSES).flatten();
    let roles = own.many(connection, "roles", &ROLE)?;
    if known.is_none() {
        for (name, given) in [("login", login.is_some()), ("password", password.is_some())] {
            if !given && own.faults.is_empty() {
                own.fault(name, "required", format!("{name} is needed."));
            }
        }
    }
    if password.as_ref().is_some_and(|password| password.chars().count() < SHORTEST_PASSWORD) {
        let detail = format!("A password has at least {SHORTEST_PASSWORD} characters.");
        own.fault("password", "too-short", detail);
    }
    if status.as_deref() == Some("off") && call.caller.worker == worker {
        own.fault("status", "own-account", "You cannot switch yourself off.".to_owned());
    }
    let taken: Option<String> = match &login {
        Some(login) => connection
            .prepare_cached("SELECT id FROM users WHERE login = ?1")?
            .query_row([login], |row| row.get(0))
            .optional()?,
        None => None,
    };
    if taken.is_some() && taken != known {
        let detail = "Somebody else signs in with this login.".to_owned();
        own.faults.push(conflict(detail).at("/data/relationships/user/data/attributes/login"));
    }
    let faulty = !own.faults.is_empty();
    fields.faults.append(&mut own.faults);
    if faulty {
        return Ok(());
    }
    let mut columns = Columns::default();
    if let Some(login) = login {
        columns.set("login", login);
    }
    if let Some(pin) = pin {
        columns.set("pin", pin.map_or(Sql::Null, Sql::Text));
    }
    if let Some(status) = status {
        columns.set("status", status);
    }
    if let Some(password) = password {
        let salt = Uuid::new_v4().to_string();
        columns.set("password", stretch(&password, &salt)?);
        columns.set("salt", salt);
    }
    let id = match known {
        Some(id) => {
            if !columns.is_empty() {
                columns.update(connection, "users", &id)?;
            }
            id
        }
        None => {
            let id = Uuid::new_v4().to_string();
            columns.set("id", id.clone());
            columns.set_missing("status", "on".to_owned());
            columns.insert(connection, "users")?;
            connection
                .prepare_cached("UPDATE workers SET user_id = ?2 WHERE id = ?1")?
                .execute((worker, &id))?;
            id
        }
    };
    let Some(roles) = roles else { return Ok(()) };
    connection.prepare_cached("DELETE FROM user_roles WHERE user_id = ?1")?.execute([&id])?;
    for role in roles {
        connection
            .prepare_cached("INSERT INTO user_roles (user_id, role_id) VALUES (?1, ?2)")?
            .execute((&id, role))?;
    }
    Ok(())
}
