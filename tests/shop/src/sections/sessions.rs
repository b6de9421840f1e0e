//! Signing in (1), renewing (2), and who a token belongs to.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{json, Value};
use uuid::Uuid;

use crate::answer::Answer;
use crate::calendar::{now, write_moment};
use crate::desk::{Call, Caller};
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::Fields;
use crate::jsonapi::form::Takes;
use crate::jsonapi::load::{self, Includes, View};
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{attribute, figure, made, shape, Made, Shape};
use crate::refusal::{code, Fault, Refusal};
use crate::resources as to;
use crate::resources::people::WORKERS;
use crate::tokens::{stretch, unauthorized};

pub(crate) const INCLUDES: &[&str] =
    &["worker", "worker.position", "worker.user", "worker.user.roles", "worker.user.roles.permissions"];

/// Name and password.
pub(crate) static SIGN_IN: Shape = shape("sessions").named("sessions-sign-in").also(&[&[
    attribute("username", Takes::Text(500)).needed(),
    attribute("password", Takes::Text(500)).needed(),
]]);

/// A refresh token.
pub(crate) static RENEWAL: Shape =
    shape("sessions")
        .named("sessions-renewal")
        .also(&[&[attribute("refreshToken", Takes::Text(500)).needed()]]);

/// What both are answered with.
pub(crate) static SESSION: Made = made(
    "sessions",
    &[
        figure("accessToken", Writes::Text),
        figure("expireAt", Writes::Moment),
        figure("refreshToken", Writes::Text),
        figure("refreshExpireAt", Writes::Moment),
        figure("saasCustomerId", Writes::Integer),
    ],
)
.about(&[("worker", to::worker)]);

/// Operation 1: a name and a password become a session.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut fields = Fields::new(Sent::primary(call.body.as_ref(), "sessions", None)?, "/data");
    let username = required(&mut fields, "username");
    let password = required(&mut fields, "password");
    fields.done()?;
    let user = connection
        .prepare_cached("SELECT id, login, status, salt, password FROM users WHERE login = ?1")?
        .query_row([username.trim().to_lowercase()], |row| {
            let keys: (String, String) = (row.get(3)?, row.get(4)?);
            Ok((User { id: row.get(0)?, login: row.get(1)?, status: row.get(2)? }, keys))
        })
        .optional()?;
    match user {
        Some((user, (salt, kept))) if stretch(&password, &salt)? == kept => session(call, connection, &user),
        _ => {
            let detail = "The name or the password is not right.";
            Err(Fault::new(401, code::BAD_CREDENTIALS, "Bad credentials.", detail).into())
        }
    }
}

/// Operation 2: a refresh token becomes a new session, once.
pub(crate) fn refresh(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut fields = Fields::new(Sent::primary(call.body.as_ref(), "sessions", None)?, "/data");
    let token = required(&mut fields, "refreshToken");
    fields.done()?;
    let user = connection
        .prepare_cached(
            "UPDATE refresh_tokens SET used_at = ?2
             WHERE token = ?1 AND used_at IS NULL AND expires_at > ?2 RETURNING user_id",
        )?
        .query_row((&token, now()), |row| row.get::<_, String>(0))
        .optional()?;
    let Some(id) = user else {
        let detail = "The refresh token is unknown, used or expired: sign in again.";
        return Err(unauthorized("refresh-token-invalid", detail));
    };
    let user = connection
        .prepare_cached("SELECT id, login, status FROM users WHERE id = ?1")?
        .query_row([&id], |row| Ok(User { id: row.get(0)?, login: row.get(1)?, status: row.get(2)? }))?;
    session(call, connection, &user)
}

struct User {
    id: String,
    login: String,
    status: String,
}

fn required(fields: &mut Fields, name: &str) -> String {
    let text = fields.text(name, 500);
    match text {
        Some(Some(text)) if !text.is_empty() => text,
        _ => {
            fields.fault(name, "required", format!("{name} is needed."));
            String::new()
        }
    }
}

fn session(call: &Call, connection: &Connection, user: &User) -> Result<Answer, Refusal> {
    let worker = worker_of(connection, &user.id)?;
    let (Some(worker), "on") = (worker, user.status.as_str()) else { return Err(disabled()) };
    let (access, expires) = call.tokens.issue(&user.id, &user.login)?;
    let refresh = Uuid::new_v4().to_string();
    let refresh_expires = now() + call.tokens.refresh_seconds;
    connection
        .prepare_cached("INSERT INTO refresh_tokens (token, user_id, expires_at) VALUES (?1, ?2, ?3)")?
        .execute((&refresh, &user.id, refresh_expires))?;
    let mut document = json!({ "data": {
        "type": "sessions",
        "id": "current",
        "attributes": {
            "accessToken": access,
            "expireAt": write_moment(expires),
            "refreshToken": refresh,
            "refreshExpireAt": write_moment(refresh_expires),
            "saasCustomerId": 1,
        },
        "relationships": { "worker": { "data": { "type": "workers", "id": worker } } },
    }});
    if !call.query.includes.is_empty() {
        let included = included(connection, &call.query.includes, &worker)?;
        if let Some(document) = document.as_object_mut() {
            document.insert("included".to_owned(), Value::Array(included));
        }
    }
    Ok(Answer::ok(document))
}

/// The worker and, by paths below `worker.`, what the worker includes.
fn included(connection: &Connection, paths: &[String], worker: &str) -> rusqlite::Result<Vec<Value>> {
    let below: Vec<String> =
        paths.iter().filter_map(|path| path.strip_prefix("worker.")).map(str::to_owned).collect();
    let includes = Includes::from_paths(&below);
    let loaded = load::load(connection, &WORKERS, &[worker.to_owned()], &includes, View::List)?;
    Ok(loaded.primary.into_iter().chain(loaded.included).collect())
}

fn worker_of(connection: &Connection, user: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM workers WHERE user_id = ?1 AND dismissed = 0")?
        .query_row([user], |row| row.get(0))
        .optional()
}

fn disabled() -> Refusal {
    let detail = "This account is switched off.";
    Fault::new(401, code::DISABLED_ACCOUNT, "Account disabled.", detail).into()
}

/// Who a valid token belongs to. Asked at every request, so that a worker who is switched off
/// is out at once.
pub(crate) fn caller(connection: &Connection, user: &str) -> Result<Caller, Refusal> {
    let worker = connection
        .prepare_cached(
            "SELECT w.id FROM users u JOIN workers w ON w.user_id = u.id
             WHERE u.id = ?1 AND u.status = 'on' AND w.dismissed = 0",
        )?
        .query_row([user], |row| row.get::<_, String>(0))
        .optional()?;
    let Some(worker) = worker else { return Err(disabled()) };
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT p.code FROM user_roles ur
         JOIN role_permissions rp ON rp.role_id = ur.role_id
         JOIN permissions p ON p.id = rp.permission_id WHERE ur.user_id = ?1",
    )?;
    let permissions = statement.query_map([user], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Caller { user: user.to_owned(), worker, permissions })
}
