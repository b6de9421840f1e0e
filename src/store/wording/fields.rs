//! The fields of orders and customers: what each is called, and how its value
//! is said.

use chrono::{DateTime, NaiveDate, Utc};

use super::{words, Reader};
use crate::domain::customer::CustomerChange;
use crate::domain::order::OrderChange;
use crate::domain::people::Worker;
use crate::domain::record::Change;
use crate::domain::{lang, Id, Word};

/// A change that can be said.
pub(super) trait Spoken: Change {
    /// What the field is called.
    fn field(&self) -> Word;

    /// The value.
    fn value(&self, reader: &Reader<'_>) -> String;
}

impl Spoken for OrderChange {
    fn field(&self) -> Word {
        match self {
            Self::Status(_) => words::STATUS,
            Self::Date(_) => words::DATE,
            Self::DocNo(_) => words::DOC_NO,
            Self::Description(_) => words::NOTES,
            Self::Budget(_) => words::BUDGET,
            Self::DueTime(_) => words::DUE,
            Self::Delivery(_) => words::DELIVERY,
            Self::DeliveryComments(_) => words::FOR_COURIER,
            Self::DeliveryCity(_) => words::CITY,
            Self::DeliveryStreet(_) => words::STREET,
            Self::DeliveryHouse(_) => words::HOUSE,
            Self::DeliveryBuilding(_) => words::BUILDING,
            Self::DeliveryApartment(_) => words::APARTMENT,
            Self::DeliveryContact(_) => words::RECIPIENT,
            Self::DeliveryPhoneCode(_) | Self::DeliveryPhoneNumber(_) => words::PHONE,
            Self::DeliveryTimeFrom(_) => words::WINDOW_FROM,
            Self::DeliveryTimeTo(_) => words::WINDOW_TO,
            Self::DeliveryStatus(_) => words::DELIVERY_STATUS,
            Self::ByBonuses(_) => words::BY_BONUSES,
            Self::Store(_) => words::STORE,
            Self::Source(_) => words::SOURCE,
            Self::Customer(_) => words::CUSTOMER,
            Self::Florist(_) => words::FLORIST,
            Self::Courier(_) => words::COURIER,
            Self::Tags(_) => words::TAGS,
        }
    }

    fn value(&self, reader: &Reader<'_>) -> String {
        let shop = reader.shop;
        match self {
            Self::Status(status) => reader.say(status.word()).to_owned(),
            Self::DeliveryStatus(status) => reader.word(status.map(|status| status.word())),
            Self::Date(day) => reader.day(*day),
            Self::Budget(sum) => lang::money(reader.lang, *sum),
            Self::DueTime(at) | Self::DeliveryTimeFrom(at) | Self::DeliveryTimeTo(at) => reader.time(*at),
            Self::Delivery(yes) | Self::ByBonuses(yes) => reader.yes(*yes),
            Self::DocNo(text)
            | Self::Description(text)
            | Self::DeliveryComments(text)
            | Self::DeliveryCity(text)
            | Self::DeliveryStreet(text)
            | Self::DeliveryHouse(text)
            | Self::DeliveryBuilding(text)
            | Self::DeliveryApartment(text)
            | Self::DeliveryContact(text)
            | Self::DeliveryPhoneCode(text)
            | Self::DeliveryPhoneNumber(text) => reader.text(Some(text.clone())),
            Self::Store(id) => reader.text(id.and_then(|id| shop.stores.get(id)).map(|it| it.title.clone())),
            Self::Source(id) => {
                reader.text(id.and_then(|id| shop.sources.get(id)).map(|it| it.title.clone()))
            }
            Self::Customer(id) => {
                reader.text(id.and_then(|id| reader.customer_at(id)).map(|it| it.title.clone()))
            }
            Self::Florist(id) | Self::Courier(id) => reader.worker(*id),
            Self::Tags(tags) => {
                let titles =
                    tags.iter().flatten().filter_map(|id| shop.tags.get(*id)).map(|tag| tag.title.clone());
                reader.text(Some(titles.collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

impl Spoken for CustomerChange {
    fn field(&self) -> Word {
        match self {
            Self::Title(_) => words::NAME,
            Self::Phone(_) | Self::CountryCode(_) => words::PHONE,
            Self::BonusCard(_) => words::BONUS_CARD,
            Self::Notes(_) => words::NOTES,
            Self::Email(_) => words::EMAIL,
            Self::Instagram(_) => words::INSTAGRAM,
            Self::Birthday(_) => words::BIRTHDAY,
            Self::Gender(_) => words::GENDER,
            Self::Status(_) => words::STATUS,
            Self::IsPerson(_) => words::IS_PERSON,
            Self::Itn(_) => words::ITN,
            Self::CurrentPoints(_) => words::POINTS,
            Self::BonusGroup(_) => words::BONUS_GROUP,
            Self::DiscountGroups(_) => words::DISCOUNT_GROUPS,
            Self::Sources(_) => words::SOURCE,
            Self::Preferences(_) => words::PREFERENCES,
            Self::Events(_) => words::EVENTS,
            Self::Person(_) => words::CONTACT,
        }
    }

    fn value(&self, reader: &Reader<'_>) -> String {
        /// How many of what is not kept by name.
        fn count<T>(all: &Option<Vec<T>>) -> Option<String> {
            all.as_ref().filter(|all| !all.is_empty()).map(|all| all.len().to_string())
        }
        match self {
            Self::Title(text)
            | Self::Phone(text)
            | Self::CountryCode(text)
            | Self::BonusCard(text)
            | Self::Notes(text)
            | Self::Email(text)
            | Self::Instagram(text)
            | Self::Itn(text) => reader.text(Some(text.clone())),
            Self::Birthday(day) => reader.day(*day),
            Self::Gender(gender) => reader.word(gender.map(|gender| gender.word())),
            Self::Status(status) => reader.word(status.map(|status| status.word())),
            Self::IsPerson(yes) => reader.yes(*yes),
            Self::CurrentPoints(points) => points.to_string(),
            Self::BonusGroup(group) => reader.text(group.map(|group| group.to_string())),
            Self::DiscountGroups(all) => reader.text(count(all)),
            Self::Sources(all) => reader.text(count(all)),
            Self::Preferences(all) => reader.text(count(all)),
            Self::Events(all) => reader.text(count(all)),
            Self::Person(person) => reader
                .text(person.as_ref().map(|it| [it.first_name.as_str(), it.last_name.as_str()].join(" "))),
        }
    }
}

/// Values of one kind.
impl Reader<'_> {
    fn text(&self, text: Option<String>) -> String {
        text.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| self.say(words::NOT_SET).to_owned())
    }

    fn word(&self, word: Option<Word>) -> String {
        self.say(word.unwrap_or(words::NOT_SET)).to_owned()
    }

    fn yes(&self, yes: bool) -> String {
        self.say(if yes { words::YES } else { words::NO }).to_owned()
    }

    fn day(&self, day: Option<NaiveDate>) -> String {
        self.text(day.map(|day| lang::day(self.lang, day, self.today)))
    }

    fn time(&self, at: Option<DateTime<Utc>>) -> String {
        self.text(at.map(|at| self.moment(at)))
    }

    fn worker(&self, id: Option<Id<Worker>>) -> String {
        self.text(id.and_then(|id| self.shop.workers.get(id)).map(|worker| worker.name()))
    }
}
