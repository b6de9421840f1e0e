//! One row becomes a customer, or is refused with a reason.

use rusqlite::{params, Connection, OptionalExtension};
use uuid::Uuid;

use super::mapping::Mapping;
use crate::calendar::{now, read_day};
use crate::phone;
use crate::revisions;
use crate::sections::customers::{points, record};

/// The country whose national numbers have ten digits.
const HOME_CODE: i64 = 7;
const LONGEST_TITLE: usize = 255;
const MOST_POINTS: i64 = 10_000_000;

/// Why a row is not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    NoPhone,
    BadPhone,
    NoTitle,
    LongTitle,
    BadEmail,
    BadBirthday,
    BadGender,
    BadPoints,
    Duplicate,
}

impl Reason {
    /// The word the API says.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::NoPhone => "no-phone",
            Self::BadPhone => "bad-phone",
            Self::NoTitle => "no-title",
            Self::LongTitle => "too-long-title",
            Self::BadEmail => "bad-email",
            Self::BadBirthday => "bad-birthday",
            Self::BadGender => "bad-gender",
            Self::BadPoints => "bad-points",
            Self::Duplicate => "duplicate",
        }
    }
}

/// A customer as a row describes him.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewCustomer {
    title: String,
    phone: String,
    notes: Option<String>,
    email: Option<String>,
    bonus_card: Option<String>,
    birthday: Option<String>,
    gender: Option<&'static str>,
    instagram: Option<String>,
    points: i64,
}

impl NewCustomer {
    /// Reads the fields of a row.
    pub(super) fn read(fields: &[String], mapping: &Mapping) -> Result<Self, Reason> {
        let field = |column: Option<usize>| {
            let text = fields.get(column?)?.trim();
            (!text.is_empty()).then_some(text)
        };
        let joined = |columns: &[usize], between: &str| {
            let parts: Vec<&str> = columns.iter().filter_map(|column| field(Some(*column))).collect();
            (!parts.is_empty()).then(|| parts.join(between))
        };
        let phone = phone::national(field(mapping.phone).ok_or(Reason::NoPhone)?).ok_or(Reason::BadPhone)?;
        let title = joined(&mapping.title, " ").ok_or(Reason::NoTitle)?;
        if title.chars().count() > LONGEST_TITLE {
            return Err(Reason::LongTitle);
        }
        let email = field(mapping.email);
        if email.is_some_and(|email| !like_email(email)) {
            return Err(Reason::BadEmail);
        }
        let birthday = match field(mapping.birthday) {
            Some(text) => Some(read_day(text).ok_or(Reason::BadBirthday)?.to_string()),
            None => None,
        };
        let gender = match field(mapping.gender) {
            Some(text) => Some(gender(text).ok_or(Reason::BadGender)?),
            None => None,
        };
        let points = match field(mapping.current_points) {
            Some(text) => whole_points(text).ok_or(Reason::BadPoints)?,
            None => 0,
        };
        Ok(Self {
            title,
            phone,
            notes: joined(&mapping.notes, "\n"),
            email: email.map(str::to_owned),
            bonus_card: field(mapping.bonus_card).map(str::to_owned),
            birthday,
            gender,
            instagram: field(mapping.instagram).map(|name| name.trim_start_matches('@').to_owned()),
            points,
        })
    }

    /// Writes the customer, unless somebody has his phone already; answers his id.
    pub(super) fn write(
        &self,
        connection: &Connection,
        author: Option<&str>,
    ) -> rusqlite::Result<Result<String, Reason>> {
        let known = connection
            .prepare_cached("SELECT 1 FROM customers WHERE phone = ?1 AND status <> 'deleted'")?
            .query_row([&self.phone], |_| Ok(()))
            .optional()?;
        if known.is_some() {
            return Ok(Err(Reason::Duplicate));
        }
        let id = Uuid::new_v4().to_string();
        let at = now();
        let group = record::first_group(connection)?;
        let revision = revisions::next(connection, "customers")?;
        connection
            .prepare_cached(
                "INSERT INTO customers (id, title, birthday, email, instagram, status, is_person, bonus_card, notes,
                   gender, phone, country_code, current_points, created_at, updated_at, revision, bonus_group_id,
                   created_by, search)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'on', 1, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?11, ?12, ?13, ?14, '')",
            )?
            .execute(params![
                id,
                self.title,
                self.birthday,
                self.email,
                self.instagram,
                self.bonus_card,
                self.notes,
                self.gender,
                self.phone,
                HOME_CODE,
                at,
                revision,
                group,
                author,
            ])?;
        points::add(connection, &id, self.points, true, None)?;
        record::find_by(connection, &id)?;
        Ok(Ok(id))
    }
}

/// Enough to tell an address from something else; who knows better sends a letter.
fn like_email(text: &str) -> bool {
    let halves = text.split_once('@');
    let whole = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    halves.is_some_and(|(name, place)| whole(name) && whole(place) && !place.contains('@'))
}

fn gender(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "male" | "m" | "м" | "муж" | "мужской" => Some("male"),
        "female" | "f" | "ж" | "жен" | "женский" => Some("female"),
        _ => None,
    }
}

fn whole_points(text: &str) -> Option<i64> {
    text.parse().ok().filter(|points| (0..=MOST_POINTS).contains(points))
}
