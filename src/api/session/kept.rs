//! What the vault holds of a session, as a text.

use chrono::DateTime;
use serde_json::{Map, Value};

use super::{Grant, Kept, Person};
use crate::domain::record::{object, to_json, Fields, Nothing, Read as _, Written as _};

impl Kept {
    /// Reads what [`Kept::text`] wrote; anything else is as if nothing was kept.
    pub(super) fn read(text: &str) -> Option<Self> {
        let kept: Map<String, Value> = serde_json::from_str(text).ok()?;
        let none = Map::new();
        let fields = |attributes| Fields { id: "", attributes, relationships: &none, beside: &Nothing };
        let person = Person::read(fields(kept.get("person")?.as_object()?))?;
        let kept = fields(&kept);
        let access: String = kept.get("access");
        if access.is_empty() {
            return Some(Self::Expired(person));
        }
        let renew_at = DateTime::from_timestamp_millis(kept.get("renewAt"))?;
        Some(Self::Grant(Grant { access, refresh: kept.get("refresh"), renew_at, person }))
    }

    /// The text for the vault.
    pub(super) fn text(&self) -> String {
        let person = |person: &Person| {
            object(vec![
                ("worker", person.worker.write()),
                ("name", person.name.write()),
                ("login", person.login.write()),
                ("position", person.position.write()),
                ("permissions", person.permissions.write()),
            ])
        };
        to_json(&match self {
            Self::Grant(grant) => object(vec![
                ("access", grant.access.write()),
                ("refresh", grant.refresh.write()),
                ("renewAt", grant.renew_at.timestamp_millis().into()),
                ("person", person(&grant.person)),
            ]),
            Self::Expired(who) => object(vec![("person", person(who))]),
        })
    }
}
