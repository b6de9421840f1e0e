//! Reasons of cash taken from and put into the till (88 to 91). They are deleted by a change of
//! their status and stay visible, for those who sync.

use rusqlite::Connection;

use super::dictionary::Dictionary;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::orders::CASH_REASONS;

pub(crate) const SORTS: &[Sort] =
    &[sort("title", "title"), sort("typeReason", "type_reason"), sort("revision", "revision")];

const FORM: &[Field] = &[
    TITLE,
    field("typeReason", "type_reason", Takes::Choice(&["withdraw", "deposit"]), Empty::Needed),
    field("status", "status", Takes::Choice(&["on", "deleted"]), Empty::Text("on")),
];

pub(crate) static REASONS: Dictionary = Dictionary {
    gone: Some("status = 'deleted'"),
    ..Dictionary::new(&CASH_REASONS, "cash reason", "cash-reasons", FORM)
};

pub(crate) static SHAPE: Shape = shape("cash-reasons").form(FORM);

/// Operation 91, documented as 201.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let answer = REASONS.update(call, connection)?;
    Ok(Answer::ok(answer.document))
}
