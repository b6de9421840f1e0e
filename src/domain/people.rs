//! The people around an order, and the small tables it points to.

use super::attributes::record;
use super::phone::Phone;
use super::Id;

record! {
    /// Who works in the shop: florists, couriers, managers.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Worker {
        pub first_name: String = "firstName",
        pub last_name: String = "lastName",
    }
    beside {
        pub id: Id<Worker>,
        pub position: String,
    }
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

record! {
    /// Who orders.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Customer {
        pub title: String = "title",
        /// National digits.
        pub phone: String = "phone",
        pub country_code: String = "countryCode",
        pub bonus_card: String = "bonusCard",
        pub notes: String = "notes",
    }
    beside {
        pub id: Id<Customer>,
    }
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

record! {
    /// Where an order came from: the till, the site, a telephone call.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Source {
        pub title: String = "title",
        /// Taken out of use: still named on old orders, no longer offered.
        pub hidden: bool = "hidden",
    }
    beside {
        pub id: Id<Source>,
    }
}

record! {
    /// A word that workers stick on orders.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OrderTag {
        pub title: String = "title",
        pub deleted: bool = "deleted",
    }
    beside {
        pub id: Id<OrderTag>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attributes::testing;

    #[test]
    fn a_worker_has_a_name_and_initials_in_any_script() {
        let worker: Worker = testing::record(&serde_json::json!({"firstName": "Ольга", "lastName": "Ива"}));
        assert_eq!((worker.name().as_str(), worker.initials().as_str()), ("Ольга Ива", "ОИ"));
    }
}
