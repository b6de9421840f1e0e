//! Who orders, and what the shop knows of them: where they came from, what they
//! like, which days they keep, their points and groups.

use chrono::{DateTime, NaiveDate, Utc};

use super::order::Order;
use super::people::Worker;
use super::phone::Phone;
use super::record::{codes, record};
use super::settings::{BonusGroup, DiscountGroup};
use super::{Id, Money};

record! {
    /// Who orders.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Customer of "customers" changed by CustomerChange {
        pub id: Id<Customer> = id,
        pub title: String = "title" => Title,
        /// National digits.
        pub phone: String = "phone" => Phone,
        pub country_code: String = "countryCode" => CountryCode,
        pub bonus_card: String = "bonusCard" => BonusCard,
        pub notes: String = "notes" => Notes,
        pub email: String = "email" => Email,
        pub instagram: String = "instagram" => Instagram,
        pub birthday: Option<NaiveDate> = "birthday" => Birthday,
        pub gender: Option<Gender> = "gender" => Gender,
        pub status: Option<CustomerStatus> = "status" => Status,
        /// A person, not a company.
        pub is_person: bool = "isPerson" => IsPerson,
        /// The taxpayer's number of a company; sent, never read.
        pub itn: String = "itn" => Itn,
        pub current_points: i64 = "currentPoints" => CurrentPoints,
        pub spent_points: i64 = "spentPoints",
        pub orders_amount: Money = "ordersAmount",
        pub orders_qty: i64 = "ordersQty",
        pub average_check: Money = "averageCheck",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub updated_at: Option<DateTime<Utc>> = "updatedAt",
        pub revision: i64 = "revision",
        pub bonus_group: Option<Id<BonusGroup>> = rel "bonusGroup" => BonusGroup,
        pub created_by: Option<Id<Worker>> = rel "createdBy",
        pub discount_groups: Option<Vec<Id<DiscountGroup>>> = rel "discountGroups" => DiscountGroups,
        pub sources: Option<Vec<Id<CustomerSource>>> = rel "customerSources" => Sources,
        pub preferences: Option<Vec<Id<Preference>>> = rel "customerPreferences" => Preferences,
        /// The customer's own days; they are made and changed with the customer.
        pub events: Option<Vec<CustomerEvent>> = rel "customerEvents" => Events,
        pub person: Option<ContactPerson> = rel "person" => Person,
    }
}

impl Customer {
    pub fn telephone(&self) -> Option<Phone> {
        Phone::new(&self.country_code, &self.phone)
    }
}

codes! {
    pub enum Gender {
        Female = "female" "Female" "Женский",
        Male = "male" "Male" "Мужской",
    }

    /// Whether a customer is kept.
    pub enum CustomerStatus {
        On = "on" "Active" "Активен",
        Off = "off" "Off" "Отключён",
        Deleted = "deleted" "Deleted" "Удалён",
    }
}

record! {
    /// Whom to speak to at a company.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ContactPerson of "persons" changed by ContactPersonChange {
        pub id: Id<ContactPerson> = id,
        pub first_name: String = "firstName" => FirstName,
        pub last_name: String = "lastName" => LastName,
        pub middle_name: String = "middleName" => MiddleName,
        pub phone: String = "phone" => Phone,
        pub email: String = "email" => Email,
    }
}

record! {
    /// Where a customer first came from: a friend, a passer-by, an advertisement.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CustomerSource of "customer-sources" changed by CustomerSourceChange {
        pub id: Id<CustomerSource> = id,
        pub title: String = "title" => Title,
        pub deleted: bool = "deleted",
        pub revision: i64 = "revision",
    }
}

record! {
    /// What a customer likes: "white flowers", "no lilies".
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Preference of "customer-preferences" changed by PreferenceChange {
        pub id: Id<Preference> = id,
        pub title: String = "title" => Title,
        pub deleted: bool = "deleted",
        pub revision: i64 = "revision",
    }
}

record! {
    /// A day that many keep, such as 8 March, with its dates of each year.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Celebration of "customer-celebrations" changed by CelebrationChange {
        pub id: Id<Celebration> = id,
        pub title: String = "title" => Title,
        /// `None` where they did not come along.
        pub dates: Option<Vec<CelebrationDate>> = rel "dates" => Dates,
    }
}

record! {
    /// When a celebration is, in one year.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CelebrationDate of "celebration-dates" changed by CelebrationDateChange {
        pub id: Id<CelebrationDate> = id,
        pub date_from: Option<NaiveDate> = "dateFrom" => DateFrom,
        pub date_until: Option<NaiveDate> = "dateUntil" => DateUntil,
    }
}

record! {
    /// That a customer keeps a date of a celebration.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct KeptDate of "customer-celebration-dates" {
        /// The date's id, a dash, the customer's.
        pub id: String = id,
        pub customer: Option<Id<Customer>> = rel "customer",
        pub date: Option<CelebrationDate> = rel "dateCelebration",
        pub celebration: Option<Id<Celebration>> = rel "celebration",
    }
}

record! {
    /// A customer's own day: an anniversary, a birthday in the family.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CustomerEvent of "customer-events" changed by CustomerEventChange {
        pub id: Id<CustomerEvent> = id,
        pub title: String = "title" => Title,
        pub date_from: Option<NaiveDate> = "dateFrom" => DateFrom,
        pub date_until: Option<NaiveDate> = "dateUntil" => DateUntil,
        pub customer: Option<Id<Customer>> = rel "customer" => Customer,
    }
}

record! {
    /// Points that came or went.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct BonusLine of "customer-bonus-history-lines" {
        pub id: Id<BonusLine> = id,
        /// Whole points; spent ones are negative.
        pub amount: i64 = "amount",
        /// Set by hand.
        pub admin: bool = "admin",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        pub order: Option<Id<Order>> = rel "order",
    }
}

record! {
    /// A discount group given to a customer.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct GroupMember of "customer-discount-groups" changed by GroupMemberChange {
        pub id: String = id,
        pub discount_group: Option<Id<DiscountGroup>> = "discountGroup" => DiscountGroup,
        pub customer: Option<Id<Customer>> = rel "customer" => Customer,
    }
}

record! {
    /// An upload of customers from a file.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Import of "customer-import" {
        pub id: Id<Import> = id,
        /// Rows of the file.
        pub total: i64 = "total",
        pub status: Option<ImportStatus> = "status",
        pub created_at: Option<DateTime<Utc>> = "createdAt",
        /// Waits for its turn or is being worked on.
        pub queue: bool = "queue",
        /// Rows done so far.
        pub processed: i64 = "processed",
        /// Rows that became customers.
        pub imported: i64 = "imported",
        /// Rows that could not be read as one.
        pub refused: i64 = "refused",
        /// Rows of customers the shop has already.
        pub duplicates: i64 = "duplicates",
    }
}

codes! {
    /// How far an import is.
    pub enum ImportStatus {
        /// Uploaded; its columns wait to be named.
        Created = "created" "Uploaded" "Загружен",
        Waiting = "waiting" "Waiting" "В очереди",
        Processing = "processing" "Importing" "Импортируется",
        Done = "done" "Done" "Готов",
        Failed = "failed" "Failed" "Ошибка",
    }

    /// The files an import reads.
    pub enum ImportFormat {
        Csv = "csv" "CSV" "CSV",
        Xls = "xls" "Excel 97" "Excel 97",
        Xlsx = "xlsx" "Excel" "Excel",
        Ods = "ods" "OpenDocument" "OpenDocument",
    }
}

record! {
    /// Which column of a file holds what; columns are counted from 0.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ImportMapping of "mapping-customers" changed by ImportMappingChange {
        /// Joined with spaces.
        pub title: Vec<i64> = "title" => Title,
        /// Joined with spaces.
        pub notes: Vec<i64> = "notes" => Notes,
        pub phone: Option<i64> = "phone" => Phone,
        pub email: Option<i64> = "email" => Email,
        pub bonus_card: Option<i64> = "bonusCard" => BonusCard,
        pub birthday: Option<i64> = "birthday" => Birthday,
        pub current_points: Option<i64> = "currentPoints" => CurrentPoints,
        pub gender: Option<i64> = "gender" => Gender,
        pub instagram: Option<i64> = "instagram" => Instagram,
    }
}
