//! Who works in the shop, and what they may do there.

use super::record::{codes, record};
use super::settings::Store;
use super::{Id, Money};

record! {
    /// Who works in the shop: florists, couriers, managers.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Worker of "workers" changed by WorkerChange {
        pub id: Id<Worker> = id,
        pub first_name: String = "firstName" => FirstName,
        pub last_name: String = "lastName" => LastName,
        pub middle_name: String = "middleName" => MiddleName,
        pub country_code: String = "countryCode" => CountryCode,
        /// National digits.
        pub phone: String = "phone" => Phone,
        pub email: String = "email" => Email,
        pub salary: Money = "salary" => Salary,
        pub salary_period: Option<SalaryPeriod> = "salaryPeriod" => SalaryPeriod,
        pub revision: i64 = "revision",
        /// The account; `None` where it did not come along or there is none.
        pub user: Option<User> = rel "user" => User,
        pub position_id: Option<Id<Position>> = rel "position" => Position,
        /// Where the worker works.
        pub stores: Option<Vec<Id<Store>>> = rel "stores" => Stores,
    }
    beside {
        /// What the position is called.
        pub position: String,
        /// Not in the directory: dismissed, and known for what was done earlier.
        pub unlisted: bool,
    }
}

codes! {
    /// What a salary is paid for.
    pub enum SalaryPeriod {
        Hour = "hour" "Hour" "Час",
        Day = "day" "Day" "День",
        Week = "week" "Week" "Неделя",
        Month = "month" "Month" "Месяц",
    }

    /// Whether an account may sign in.
    pub enum UserStatus {
        On = "on" "On" "Включён",
        Off = "off" "Off" "Выключен",
    }
}

record! {
    /// A worker's account. Its password is sent, never read.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct User of "users" changed by UserChange {
        pub id: Id<User> = id,
        pub login: String = "login" => Login,
        pub password: String = "password" => Password,
        /// The short number for the till.
        pub pin: String = "pin" => Pin,
        pub status: Option<UserStatus> = "status" => Status,
        pub roles: Option<Vec<Id<Role>>> = rel "roles" => Roles,
    }
}

record! {
    /// A set of permissions. Comes along with workers only.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Role of "roles" {
        pub id: Id<Role> = id,
        pub title: String = "title",
    }
}

record! {
    /// What a worker is: florist, courier, manager. Comes along with workers only.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Position of "positions" {
        pub id: Id<Position> = id,
        pub title: String = "title",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::testing;

    #[test]
    fn a_worker_has_a_name_and_initials_in_any_script() {
        let worker: Worker = testing::record(&serde_json::json!({"firstName": "Ольга", "lastName": "Ива"}));
        assert_eq!((worker.name().as_str(), worker.initials().as_str()), ("Ольга Ива", "ОИ"));
    }
}
