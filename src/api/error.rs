//! Why a request brought nothing, in a form that a person understands and a
//! form field can show.

use std::time::Duration;

use crate::domain::{Lang, Word};

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The server was not reached. Whether a write arrived is not known.
    #[error("unreachable")]
    Unreachable,
    /// No answer in time. Whether a write arrived is not known.
    #[error("timed out")]
    TimedOut,
    /// Nobody is signed in, or the session ended for good.
    #[error("signed out")]
    SignedOut,
    /// The server says no, and will say so again.
    #[error("refused with {status}")]
    Refused { status: u16, faults: Vec<Fault> },
    /// The server is in trouble, or asks to wait.
    #[error("server trouble {status}")]
    Trouble { status: u16, retry_after: Option<Duration> },
    /// An answer that is no JSON:API document.
    #[error("unreadable answer")]
    Unreadable,
}

/// One reason of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fault {
    /// The server's fixed code, as text.
    pub code: String,
    /// The server's own sentence.
    pub message: String,
    /// The attribute or relationship it is about, such as `dueTime`.
    pub field: Option<String>,
}

impl ApiError {
    /// The same request may succeed later without a change.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut | Self::Trouble { .. })
    }

    /// The network, not the server, is what is missing.
    pub const fn is_network(&self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut)
    }

    /// The refusal is about what was to come along, by the library's fixed code
    /// or by name. Which includes a server takes is hardly documented.
    pub fn refuses_includes(&self) -> bool {
        const CODE: &str = "9f4922b8-8e8b-4847-baf2-5831adfd6813";
        let about = |fault: &Fault| {
            fault.code == CODE || fault.field.as_deref().is_some_and(|f| f.starts_with("include"))
        };
        matches!(self, Self::Refused { status: 400 | 422, faults } if faults.iter().any(about))
    }

    /// For the screen: what happened, in the reader's language.
    pub fn say(&self, lang: Lang) -> String {
        let word = match self {
            Self::Unreachable => Word::new("The server cannot be reached.", "Сервер недоступен."),
            Self::TimedOut => Word::new("The server did not answer in time.", "Сервер не ответил вовремя."),
            Self::SignedOut => {
                Word::new("The session has ended. Sign in again.", "Сеанс завершён. Войдите снова.")
            }
            Self::Refused { faults, status } => return say_refusal(lang, *status, faults),
            Self::Trouble { .. } => {
                Word::new("The server has a problem right now.", "На сервере временная неполадка.")
            }
            Self::Unreadable => {
                Word::new("The server's answer could not be read.", "Ответ сервера не удалось прочитать.")
            }
        };
        word.say(lang).to_owned()
    }

    /// The technical text behind "Details".
    pub fn details(&self) -> String {
        match self {
            Self::Refused { status, faults } => {
                let mut out = format!("HTTP {status}");
                for fault in faults {
                    out.push_str(&format!("\n{} {}", fault.code, fault.message));
                    if let Some(field) = &fault.field {
                        out.push_str(&format!(" ({field})"));
                    }
                }
                out
            }
            Self::Trouble { status, .. } => format!("HTTP {status}"),
            other => other.to_string(),
        }
    }
}

/// The code of a refusal of our own: a payment is not sent over what others paid.
pub const PAID_MEANWHILE: &str = "paid-meanwhile";

/// Codes whose sentence Posy says itself, in both languages.
const KNOWN: [(&str, Word); 6] = [
    (
        "order-status-transition",
        Word::new(
            "The order has moved on meanwhile; this step is no longer possible.",
            "Заказ уже в другом статусе, этот переход больше невозможен.",
        ),
    ),
    (
        PAID_MEANWHILE,
        Word::new(
            "Somebody else took money for this order meanwhile: this is more than is still to be paid.",
            "За этот заказ тем временем уже заплатили: это больше, чем осталось оплатить.",
        ),
    ),
    ("order-not-delivery", Word::new("This order has no delivery.", "У этого заказа нет доставки.")),
    (
        "d5211770-5728-4fa1-96f9-9cc41adf4bab",
        Word::new("Login or password is wrong.", "Неверный логин или пароль."),
    ),
    (
        "772cb0b5-af04-4306-9492-fde155d75418",
        Word::new("This account is switched off.", "Эта учётная запись отключена."),
    ),
    (
        "e5573881-e532-4657-beae-bc6f8c0d7658",
        Word::new("You have no permission for this.", "Недостаточно прав для этого действия."),
    ),
];

fn say_refusal(lang: Lang, status: u16, faults: &[Fault]) -> String {
    let known = |fault: &Fault| KNOWN.iter().find(|(code, _)| *code == fault.code).map(|(_, word)| *word);
    if let Some(word) = faults.iter().find_map(known) {
        return word.say(lang).to_owned();
    }
    // The server's own sentence is better than a general one of ours.
    if let Some(fault) = faults.iter().find(|fault| !fault.message.is_empty()) {
        return fault.message.clone();
    }
    let word = match status {
        403 => Word::new("You have no permission for this.", "Недостаточно прав для этого действия."),
        404 => Word::new("This record no longer exists.", "Такой записи больше нет."),
        409 => Word::new("This record exists already or was changed.", "Запись уже существует или изменена."),
        _ => Word::new("The server refused this.", "Сервер отклонил запрос."),
    };
    word.say(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &str, message: &str) -> ApiError {
        let fault = Fault { code: code.into(), message: message.into(), field: None };
        ApiError::Refused { status: 422, faults: vec![fault] }
    }

    #[test]
    fn a_known_code_is_said_in_the_readers_language_an_unknown_one_in_the_servers() {
        assert_eq!(refused("order-not-delivery", "x").say(Lang::Ru), "У этого заказа нет доставки.");
        assert_eq!(refused("other", "Qty must be positive").say(Lang::Ru), "Qty must be positive");
        assert_eq!(refused("other", "").say(Lang::En), "The server refused this.");
    }

    #[test]
    fn only_what_may_pass_by_itself_is_passing() {
        assert!(ApiError::TimedOut.is_passing());
        assert!(ApiError::Trouble { status: 503, retry_after: None }.is_passing());
        assert!(!refused("x", "").is_passing());
        assert!(!ApiError::SignedOut.is_passing());
    }
}
