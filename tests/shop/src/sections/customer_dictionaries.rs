//! What customers like (17 to 20) and where they come from (21 to 24): two dictionaries of the
//! same shape. Deleted entries stay visible, for those who sync.

use rusqlite::Connection;

use super::dictionary::{Dictionary, Ids};
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::list::Conditions;
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{filter, only, own, sort, Parameter, Reads, Sort};
use crate::refusal::Refusal;
use crate::resources::customers;

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

const FORM: &[Field] = &[TITLE, field("deleted", "deleted", Takes::Flag, Empty::Number(0))];

pub(crate) const PREFERENCE_PARAMETERS: &[Parameter] =
    &[only("filter[onlyActive]", "deleted = 0"), filter("filter[revision]", Reads::Integer, "revision >= ?")];

pub(crate) const SOURCE_PARAMETERS: &[Parameter] =
    &[own("filter[disabled]", Reads::Flag), filter("filter[revision]", Reads::Integer, "revision >= ?")];

pub(crate) static PREFERENCES: Dictionary = Dictionary {
    ids: Ids::Decimal,
    ..Dictionary::new(&customers::PREFERENCES, "customer preference", "customer-preferences", FORM)
};

pub(crate) static SOURCES: Dictionary = Dictionary {
    ids: Ids::Decimal,
    ..Dictionary::new(&customers::SOURCES, "customer source", "customer-sources", FORM)
};

pub(crate) static PREFERENCE: Shape = shape("customer-preferences").form(FORM);
pub(crate) static SOURCE: Shape = shape("customer-sources").form(FORM);

/// Operation 17.
pub(crate) fn preferences(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    PREFERENCES.list(call, connection, Conditions::of(&call.query, PREFERENCE_PARAMETERS, &[]))
}

/// Operation 21: `filter[disabled]` true shows the deleted ones only, false the others.
pub(crate) fn sources(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut conditions = Conditions::of(&call.query, SOURCE_PARAMETERS, &[]);
    if call.query.has("filter[disabled]") {
        let deleted = call.query.flag("filter[disabled]");
        conditions.and_fixed(if deleted { "deleted = 1" } else { "deleted = 0" });
    }
    SOURCES.list(call, connection, conditions)
}

/// Operation 19.
pub(crate) fn delete_preferences(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    PREFERENCES.delete_all(call, connection)?;
    Ok(Answer::empty())
}

/// Operation 23.
pub(crate) fn delete_sources(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    SOURCES.delete_all(call, connection)?;
    Ok(Answer::empty())
}
