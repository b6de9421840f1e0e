//! The order's status and where it may go from there; the delivery's own status.

use crate::domain::{Lang, Word};

/// Where an order stands. The board has a column for each, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    NotAccepted,
    #[default]
    New,
    Assembled,
    Courier,
    Done,
    Canceled,
    Returned,
}

impl Status {
    pub const ALL: [Self; 7] = [
        Self::NotAccepted,
        Self::New,
        Self::Assembled,
        Self::Courier,
        Self::Done,
        Self::Canceled,
        Self::Returned,
    ];

    /// The code as the API, the style sheets and the addresses write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAccepted => "notAccepted",
            Self::New => "new",
            Self::Assembled => "assembled",
            Self::Courier => "courier",
            Self::Done => "done",
            Self::Canceled => "canceled",
            Self::Returned => "returned",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub const fn word(self) -> Word {
        match self {
            Self::NotAccepted => Word::new("Not accepted", "Не принят"),
            Self::New => Word::new("New", "Новый"),
            Self::Assembled => Word::new("Assembled", "Собран"),
            Self::Courier => Word::new("With courier", "У курьера"),
            Self::Done => Word::new("Done", "Выполнен"),
            Self::Canceled => Word::new("Canceled", "Отменён"),
            Self::Returned => Word::new("Returned", "Возврат"),
        }
    }

    /// What the button says that brings an order here.
    pub const fn verb(self) -> Word {
        match self {
            Self::NotAccepted => Word::new("Mark not accepted", "Вернуть в непринятые"),
            Self::New => Word::new("Accept as new", "Принять в работу"),
            Self::Assembled => Word::new("Mark assembled", "Собран"),
            Self::Courier => Word::new("Hand to courier", "Отдать курьеру"),
            Self::Done => Word::new("Complete", "Завершить"),
            Self::Canceled => Word::new("Cancel order", "Отменить заказ"),
            Self::Returned => Word::new("Take back", "Оформить возврат"),
        }
    }

    /// The statuses a plain update may bring it to, the likeliest first. A
    /// return is an operation of its own and no plain move.
    pub const fn moves(self) -> &'static [Self] {
        match self {
            Self::NotAccepted => &[Self::New, Self::Canceled],
            Self::New => &[Self::Assembled, Self::Courier, Self::Done, Self::Canceled],
            Self::Assembled => &[Self::Courier, Self::Done, Self::New, Self::Canceled],
            Self::Courier => &[Self::Done, Self::Assembled, Self::Canceled],
            Self::Done | Self::Canceled | Self::Returned => &[],
        }
    }

    /// An order that has this status may be brought back into that one.
    pub fn is_way_back(self, to: Self) -> bool {
        self.moves().contains(&to)
    }

    /// Somebody still has to do something for it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotAccepted | Self::New | Self::Assembled | Self::Courier)
    }
}

/// Why an order may not take a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveRefusal {
    /// Not among the moves of its present status.
    NoSuchMove { from: Status, to: Status },
    /// Only an order with delivery goes to a courier.
    NotADelivery,
}

impl MoveRefusal {
    pub fn say(self, lang: Lang) -> String {
        match self {
            Self::NoSuchMove { from, to } => Word::new(
                "An order that is “{}” cannot become “{}”.",
                "Заказ в статусе «{}» нельзя перевести в «{}».",
            )
            .with(lang, &[from.word().say(lang), to.word().say(lang)]),
            Self::NotADelivery => Word::new(
                "This order has no delivery, so there is nothing for a courier.",
                "У заказа нет доставки, курьеру его отдать нельзя.",
            )
            .say(lang)
            .to_owned(),
        }
    }
}

/// How the delivery itself went; independent of the order's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveryStatus {
    Courier,
    Delivered,
    CannotBeDelivered,
}

impl DeliveryStatus {
    pub const ALL: [Self; 3] = [Self::Courier, Self::Delivered, Self::CannotBeDelivered];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Courier => "courier",
            Self::Delivered => "delivered",
            Self::CannotBeDelivered => "cannotBeDelivered",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub const fn word(self) -> Word {
        match self {
            Self::Courier => Word::new("On the way", "В пути"),
            Self::Delivered => Word::new("Delivered", "Доставлен"),
            Self::CannotBeDelivered => Word::new("Could not be delivered", "Не удалось доставить"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(status));
        }
    }

    #[test]
    fn what_is_finished_moves_no_further_and_nothing_moves_to_itself() {
        for status in Status::ALL {
            assert_eq!(status.moves().is_empty(), !status.is_open());
            assert!(!status.moves().contains(&status));
            assert!(!status.moves().contains(&Status::Returned));
        }
    }
}
