//! Workers, their users, and what their roles allow.

use super as to;
use crate::jsonapi::resource::{flag, integer, many, money, one, text, word, Resource};

pub(crate) static WORKERS: Resource = Resource {
    name: "workers",
    table: "workers",
    attributes: &[
        text("firstName", "first_name"),
        text("lastName", "last_name"),
        text("middleName", "middle_name"),
        integer("countryCode", "country_code"),
        text("phone", "phone"),
        text("email", "email"),
        money("salary", "salary"),
        word("salaryPeriod", "salary_period", &["hour", "day", "week", "month"]),
        flag("validPhone", "valid_phone"),
        integer("revision", "revision"),
    ],
    relationships: &[
        one("user", to::user, "user_id"),
        one("position", to::position, "position_id"),
        many(
            "stores",
            to::store,
            "SELECT worker_id, store_id FROM worker_stores
             WHERE worker_id IN (SELECT value FROM json_each(?1)) ORDER BY store_id",
        ),
    ],
};

pub(crate) static USERS: Resource = Resource {
    name: "users",
    table: "users",
    attributes: &[word("status", "status", &["on", "off"]), text("login", "login"), text("pin", "pin")],
    relationships: &[
        one("worker", to::worker, "(SELECT w.id FROM workers w WHERE w.user_id = users.id)"),
        many(
            "roles",
            to::role,
            "SELECT user_id, role_id FROM user_roles
             WHERE user_id IN (SELECT value FROM json_each(?1)) ORDER BY role_id",
        ),
    ],
};

pub(crate) static ROLES: Resource = Resource {
    name: "roles",
    table: "roles",
    attributes: &[text("title", "title")],
    relationships: &[many(
        "permissions",
        to::permission,
        "SELECT role_id, permission_id FROM role_permissions
         WHERE role_id IN (SELECT value FROM json_each(?1)) ORDER BY CAST(permission_id AS INTEGER)",
    )],
};

pub(crate) static PERMISSIONS: Resource = Resource {
    name: "permissions",
    table: "permissions",
    attributes: &[text("code", "code"), text("title", "title")],
    relationships: &[],
};

pub(crate) static POSITIONS: Resource = Resource {
    name: "positions",
    table: "positions",
    attributes: &[text("title", "title")],
    relationships: &[],
};
