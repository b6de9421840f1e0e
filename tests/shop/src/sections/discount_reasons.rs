//! Reasons of discounts and markups (83 to 87). Deleted ones stay visible, for those who sync.

use rusqlite::Connection;

use super::dictionary::Dictionary;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::orders::DISCOUNT_REASONS;

pub(crate) const SORTS: &[Sort] =
    &[sort("title", "title"), sort("discountType", "discount_type"), sort("revision", "revision")];

const FORM: &[Field] = &[
    TITLE,
    field("discountType", "discount_type", Takes::Choice(&["discount", "markup"]), Empty::Needed),
    field("deleted", "deleted", Takes::Flag, Empty::Number(0)),
];

pub(crate) static REASONS: Dictionary =
    Dictionary::new(&DISCOUNT_REASONS, "discount reason", "discount-reasons", FORM);

pub(crate) static SHAPE: Shape = shape("discount-reasons").form(FORM);

/// Operation 85.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    REASONS.delete_all(call, connection)?;
    Ok(Answer::empty())
}
