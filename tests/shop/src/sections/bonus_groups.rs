//! Bonus groups (97 to 101) and how they changed (102). Deleted ones stay visible with their
//! status, for those who sync.

use rusqlite::types::Value as Sql;
use rusqlite::{params, Connection};
use serde_json::Map;

use super::dictionary::{each_row, Dictionary, Ids};
use super::group_rules::{self, Rules, ENTRY_AMOUNT, ON_ENTRY, PRIVATE, STATUS, VALID_FROM, VALID_TO};
use crate::answer::Answer;
use crate::calendar::{now, write_moment};
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::CATEGORY;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::list::{Conditions, List};
use crate::jsonapi::shape::{attribute, link, nested_many, shape, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::customers::{BONUS_GROUPS, BONUS_GROUP_CHANGES};

pub(crate) const INCLUDES: &[&str] = &["rules", "rules.category"];
pub(crate) const CHANGE_INCLUDES: &[&str] = &["bonusGroup"];
pub(crate) const SORTS: &[Sort] =
    &[sort("title", "title"), sort("entryAmount", "entry_amount"), sort("revision", "revision")];

const FORM: &[Field] = &[
    TITLE,
    field("bonusRate", "bonus_rate", Takes::Whole(0, 100), Empty::Number(0)),
    field("limit", "spend_limit", Takes::Whole(0, 100), Empty::Number(0)),
    ENTRY_AMOUNT,
    PRIVATE,
    ON_ENTRY,
    STATUS,
    VALID_FROM,
    VALID_TO,
];

pub(crate) static GROUPS: Dictionary = Dictionary {
    ids: Ids::Decimal,
    gone: Some("status = 'deleted'"),
    updated_at: Some("updated_at"),
    ..Dictionary::new(&BONUS_GROUPS, "bonus group", "bonus-groups", FORM)
};

static RULES: Rules =
    Rules { kind: "bonus-group-rules", table: "bonus_group_rules", attribute: "bonusRate", column: "rate" };

/// A group with its rules.
pub(crate) static SHAPE: Shape = shape("bonus-groups").form(FORM).also(&[&[nested_many("rules", &RULE)]]);

/// A rule; without a category it is for all goods.
static RULE: Shape = shape("bonus-group-rules")
    .also(&[&[attribute("bonusRate", Takes::Whole(0, 100)), link("category", &CATEGORY)]]);

/// Operation 97; the page stands in the meta itself.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut answer = GROUPS.list(call, connection, Conditions::default())?;
    group_rules::flat_page(&mut answer.document);
    Ok(answer)
}

/// Operation 98.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), BONUS_GROUPS.name, None)?;
    let id = GROUPS.insert(connection, sent, "/data")?;
    RULES.set(connection, &id, sent)?;
    group_rules::check_period(connection, "bonus_groups", &id)?;
    note(connection, &id, "create", None)?;
    let document = GROUPS.detail(call, connection, &id)?.document;
    Ok(Answer::created(document, format!("/api/v1/bonus-groups/{id}")))
}

/// Operation 101, documented as 201: each changed field is written down.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let before = values(connection, call.id())?;
    GROUPS.update(call, connection)?;
    let sent = Sent::primary(call.body.as_ref(), BONUS_GROUPS.name, Some(call.id()))?;
    RULES.set(connection, call.id(), sent)?;
    group_rules::check_period(connection, "bonus_groups", call.id())?;
    let after = values(connection, call.id())?;
    for ((field, old), (_, new)) in before.iter().zip(&after).filter(|(old, new)| old != new) {
        note(connection, call.id(), "update", Some((field, old, new)))?;
    }
    Ok(Answer::ok(GROUPS.detail(call, connection, call.id())?.document))
}

/// Operation 99.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), BONUS_GROUPS.name)?;
    each_row(rows, |number, sent| {
        let id = GROUPS.known(connection, sent, &format!("/data/{number}"))?;
        GROUPS.put_away(connection, &id)?;
        note(connection, &id, "delete", None)?;
        Ok(())
    })?;
    Ok(Answer::empty())
}

/// Operation 102, the newest first.
pub(crate) fn changes(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &BONUS_GROUP_CHANGES,
        query: &call.query,
        conditions: Conditions::default(),
        usual_order: "created_at DESC, id DESC",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Column names (as the history writes them) and values of a group, as the history shows them.
fn values(connection: &Connection, id: &str) -> rusqlite::Result<Vec<(&'static str, Option<String>)>> {
    let columns: Vec<&str> = FORM.iter().map(|field| field.column).collect();
    let sql = format!("SELECT {} FROM bonus_groups WHERE id = ?1", columns.join(", "));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    let mut values = Vec::new();
    if let Some(row) = rows.next()? {
        for (place, field) in FORM.iter().enumerate() {
            values.push((field.column, shown(field, row.get(place)?)));
        }
    }
    Ok(values)
}

fn shown(field: &Field, value: Sql) -> Option<String> {
    Some(match (field.takes, value) {
        (_, Sql::Null) => return None,
        (Takes::Moment, Sql::Integer(moment)) => write_moment(moment),
        (Takes::Flag, Sql::Integer(flag)) => (flag != 0).to_string(),
        (_, Sql::Integer(number)) => number.to_string(),
        (_, Sql::Text(text)) if field.column == "status" => match text.as_str() {
            "on" => "Включена".to_owned(),
            "off" => "Выключена".to_owned(),
            _ => "Удалена".to_owned(),
        },
        (_, Sql::Text(text)) => text,
        (_, Sql::Real(number)) => number.to_string(),
        (_, Sql::Blob(_)) => return None,
    })
}

type Change<'a> = (&'a str, &'a Option<String>, &'a Option<String>);

fn note(
    connection: &Connection,
    group: &str,
    operation: &str,
    change: Option<Change>,
) -> rusqlite::Result<()> {
    let (field, old, new) = match change {
        Some((field, old, new)) => (Some(field), old.as_deref(), new.as_deref()),
        None => (None, None, None),
    };
    connection
        .prepare_cached(
            "INSERT INTO bonus_group_changes (group_id, created_at, operation_type, field, old_value, new_value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![group, now(), operation, field, old, new])?;
    Ok(())
}
