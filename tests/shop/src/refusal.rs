//! What the shop says when it refuses: JSON:API error objects, with the codes the live API uses
//! where they are known and readable ones where they are not.

use serde_json::{json, Value};

/// Codes of the live API.
pub(crate) mod code {
    pub(crate) const MALFORMED_JSON: &str = "add83393-3bdc-4042-a9c8-ecd5415e1a04";
    pub(crate) const UNREADABLE_VALUE: &str = "ee2c1d49-ba40-4077-a6bb-b06baceb3e97";
    pub(crate) const BAD_CREDENTIALS: &str = "d5211770-5728-4fa1-96f9-9cc41adf4bab";
    pub(crate) const DISABLED_ACCOUNT: &str = "772cb0b5-af04-4306-9492-fde155d75418";
    pub(crate) const BAD_RESOURCE: &str = "8029b35a-15b3-44ac-9707-6fe2f2f50aae";
    pub(crate) const NOT_FOUND: &str = "690cdebd-d33a-4aa6-aca3-759d33d499d4";
    pub(crate) const FORBIDDEN: &str = "e5573881-e532-4657-beae-bc6f8c0d7658";
    pub(crate) const CONFLICT: &str = "32351f01-58c3-49b2-b1b8-217103e40b58";
    pub(crate) const PAGE_SIZE: &str = "400b395f-ee4f-4138-aad8-89f9a1872291";
    pub(crate) const SORTING: &str = "e57fef44-21e4-48c4-a30d-b92009a0c16a";
    pub(crate) const INCLUDE: &str = "9f4922b8-8e8b-4847-baf2-5831adfd6813";
}

/// Where in the request the fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Nowhere,
    Pointer(String),
    Parameter(String),
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    status: u16,
    code: &'static str,
    title: &'static str,
    detail: String,
    source: Source,
}

impl Fault {
    pub(crate) fn new(
        status: u16,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { status, code, title, detail: detail.into(), source: Source::Nowhere }
    }

    /// A value that breaks a rule of the shop.
    pub(crate) fn invalid(code: &'static str, pointer: &str, detail: impl Into<String>) -> Self {
        Self::new(422, code, "The value is not valid.", detail).at(pointer)
    }

    /// A value that cannot even be read as what it should be.
    pub(crate) fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(400, code::UNREADABLE_VALUE, "The value cannot be read.", detail)
    }

    pub(crate) fn at(mut self, pointer: &str) -> Self {
        self.source = Source::Pointer(pointer.to_owned());
        self
    }

    pub(crate) fn in_parameter(mut self, name: &str) -> Self {
        self.source = Source::Parameter(name.to_owned());
        self
    }

    fn to_json(&self) -> Value {
        let mut error = json!({
            "id": (rand::random::<u32>()).to_string(),
            "status": self.status.to_string(),
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
        });
        let source = match &self.source {
            Source::Nowhere => return error,
            Source::Pointer(pointer) => json!({ "pointer": pointer }),
            Source::Parameter(name) => json!({ "parameter": name }),
        };
        if let Some(members) = error.as_object_mut() {
            members.insert("source".to_owned(), source);
        }
        error
    }
}

/// Why an operation was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the request has {} faults", .0.len())]
    Faults(Vec<Fault>),
    #[error("the data base failed: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the shop failed: {0}")]
    Inside(String),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

impl Refusal {
    pub(crate) fn not_found(what: &str, id: &str) -> Self {
        Fault::new(404, code::NOT_FOUND, "Not found.", format!("There is no {what} {id}.")).into()
    }

    /// Refuses when there is something to refuse.
    pub(crate) fn unless_empty(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self::Faults(faults))
        }
    }

    /// The answer's status: that of all faults, or 400 when they differ.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Faults(faults) => {
                let first = faults.first().map_or(500, |fault| fault.status);
                if faults.iter().all(|fault| fault.status == first) {
                    first
                } else {
                    400
                }
            }
            Self::Database(_) | Self::Inside(_) => 500,
        }
    }

    /// The answer's body.
    pub(crate) fn document(&self) -> Value {
        match self {
            Self::Faults(faults) => {
                json!({ "errors": faults.iter().map(Fault::to_json).collect::<Vec<_>>() })
            }
            Self::Database(_) | Self::Inside(_) => {
                let fault = Fault::new(500, "shop-failed", "The shop failed.", self.to_string());
                json!({ "errors": [fault.to_json()] })
            }
        }
    }
}
