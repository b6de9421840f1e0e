//! Discount groups (103 to 107). Deleted ones stay visible with their status, for those who sync.

use rusqlite::Connection;

use super::dictionary::{Dictionary, Ids};
use super::group_rules::{self, Rules, ENTRY_AMOUNT, ON_ENTRY, PRIVATE, STATUS, VALID_FROM, VALID_TO};
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::CATEGORY;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::list::Conditions;
use crate::jsonapi::shape::{attribute, link, nested_many, shape, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::customers::DISCOUNT_GROUPS;

pub(crate) const INCLUDES: &[&str] = &["rules", "rules.category"];
pub(crate) const SORTS: &[Sort] =
    &[sort("title", "title"), sort("discount", "discount"), sort("revision", "revision")];

const FORM: &[Field] = &[
    TITLE,
    field("discount", "discount", Takes::Whole(0, 100), Empty::Number(0)),
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
    created_at: Some("created_at"),
    updated_at: Some("updated_at"),
    ..Dictionary::new(&DISCOUNT_GROUPS, "discount group", "discount-groups", FORM)
};

static RULES: Rules = Rules {
    kind: "discount-group-rules",
    table: "discount_group_rules",
    attribute: "discount",
    column: "discount",
};

/// A group with its rules.
pub(crate) static SHAPE: Shape = shape("discount-groups").form(FORM).also(&[&[nested_many("rules", &RULE)]]);

/// A rule; without a category it is for all goods.
static RULE: Shape = shape("discount-group-rules")
    .also(&[&[attribute("discount", Takes::Whole(0, 100)), link("category", &CATEGORY)]]);

/// Operation 103; the page stands in the meta itself.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut answer = GROUPS.list(call, connection, Conditions::default())?;
    group_rules::flat_page(&mut answer.document);
    Ok(answer)
}

/// Operation 104.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), DISCOUNT_GROUPS.name, None)?;
    let id = GROUPS.insert(connection, sent, "/data")?;
    RULES.set(connection, &id, sent)?;
    group_rules::check_period(connection, "discount_groups", &id)?;
    let document = GROUPS.detail(call, connection, &id)?.document;
    Ok(Answer::created(document, format!("/api/v1/discount-groups/{id}")))
}

/// Operation 107.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    GROUPS.update(call, connection)?;
    let sent = Sent::primary(call.body.as_ref(), DISCOUNT_GROUPS.name, Some(call.id()))?;
    RULES.set(connection, call.id(), sent)?;
    group_rules::check_period(connection, "discount_groups", call.id())?;
    GROUPS.detail(call, connection, call.id())
}

/// Operation 105.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    GROUPS.delete_all(call, connection)?;
    Ok(Answer::empty())
}
