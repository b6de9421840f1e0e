//! What the vault holds of a session, as a text.

use chrono::DateTime;
use serde_json::{json, Map, Value};

use super::{Grant, Kept, Person};
use crate::domain::record::{Fields, Nothing, Read as _};

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
            json!({
                "worker": person.worker,
                "name": person.name,
                "login": person.login,
                "position": person.position,
                "permissions": person.permissions,
            })
        };
        match self {
            Self::Grant(grant) => json!({
                "access": grant.access,
                "refresh": grant.refresh,
                "renewAt": grant.renew_at.timestamp_millis(),
                "person": person(&grant.person),
            }),
            Self::Expired(who) => json!({ "person": person(who) }),
        }
        .to_string()
    }
}
