//! The people around an order, and the small tables it points to.

use serde::Deserialize;

use super::phone::Phone;
use super::text::{flag, text_or_number};
use super::Id;

/// Who works in the shop: florists, couriers, managers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Worker {
    #[serde(skip, default = "Id::nil")]
    pub id: Id<Worker>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub first_name: String,
    #[serde(default, deserialize_with = "text_or_number")]
    pub last_name: String,
    #[serde(skip)]
    pub position: String,
}

impl Worker {
    /// "Olga Petrova".
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name.trim(), self.last_name.trim()).trim().to_owned()
    }

    /// "OP", for the round sign beside the name.
    pub fn initials(&self) -> String {
        [&self.first_name, &self.last_name]
            .into_iter()
            .filter_map(|name| name.trim().chars().next())
            .collect()
    }
}

/// Who orders.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    #[serde(skip, default = "Id::nil")]
    pub id: Id<Customer>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub title: String,
    /// National digits.
    #[serde(default, deserialize_with = "text_or_number")]
    pub phone: String,
    #[serde(default, deserialize_with = "text_or_number")]
    pub country_code: String,
    #[serde(default, deserialize_with = "text_or_number")]
    pub bonus_card: String,
    #[serde(default, deserialize_with = "text_or_number")]
    pub notes: String,
}

impl Customer {
    pub fn telephone(&self) -> Option<Phone> {
        Phone::new(&self.country_code, &self.phone)
    }
}

/// A shop on a street, as it is chosen in the top bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    pub id: Id<Store>,
    pub title: String,
    pub address: String,
    /// IANA name such as "Europe/Moscow"; empty where the API did not say.
    pub zone: String,
    /// Minutes east of UTC, for where the name is unknown to the browser.
    pub utc_offset: i32,
}

/// Where an order came from: the till, the site, a telephone call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Source {
    #[serde(skip, default = "Id::nil")]
    pub id: Id<Source>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub title: String,
    /// Taken out of use: still named on old orders, no longer offered.
    #[serde(default, deserialize_with = "flag")]
    pub hidden: bool,
}

/// A word that workers stick on orders.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OrderTag {
    #[serde(skip, default = "Id::nil")]
    pub id: Id<OrderTag>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub title: String,
    #[serde(default, deserialize_with = "flag")]
    pub deleted: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_has_a_name_and_initials_in_any_script() {
        let worker: Worker = serde_json::from_str(r#"{"firstName":"Ольга","lastName":"Ива"}"#).unwrap();
        assert_eq!((worker.name().as_str(), worker.initials().as_str()), ("Ольга Ива", "ОИ"));
    }
}
