//! A call as an operation sees it: who calls, what for, with which words.

use serde_json::Value;

use crate::figures::Figures;
use crate::form::Form;
use crate::operations::Needs;
use crate::query::Query;
use crate::refusal::{code, Fault, Refusal};
use crate::tokens::Tokens;

/// The worker who is signed in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    pub(crate) user: String,
    pub(crate) worker: String,
    pub(crate) permissions: Vec<String>,
}

impl Caller {
    fn may(&self, permission: &str) -> bool {
        self.permissions.iter().any(|code| code == permission)
    }
}

/// One request, read and checked, on its way to a handler.
pub(crate) struct Call<'s> {
    pub(crate) path: Vec<String>,
    pub(crate) query: Query,
    pub(crate) body: Option<Value>,
    /// The form, where the operation takes one instead of a document.
    pub(crate) form: Option<Form>,
    pub(crate) caller: Caller,
    pub(crate) tokens: &'s Tokens,
    pub(crate) figures: &'s Figures,
}

impl Call<'_> {
    /// The id in the path; templates with one variable only.
    pub(crate) fn id(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// Refuses unless the caller has a permission that depends on what is asked.
    pub(crate) fn require(&self, permission: &str) -> Result<(), Refusal> {
        if self.caller.may(permission) {
            Ok(())
        } else {
            Err(forbidden(&[permission]))
        }
    }
}

/// Refuses unless the caller has what the operation needs.
pub(crate) fn check(needs: Needs, caller: &Caller) -> Result<(), Refusal> {
    match needs {
        Needs::Nothing => Ok(()),
        Needs::OneOf(permissions) if permissions.iter().any(|code| caller.may(code)) => Ok(()),
        Needs::OneOf(permissions) => Err(forbidden(permissions)),
    }
}

fn forbidden(permissions: &[&str]) -> Refusal {
    let detail = format!("This needs the permission {}.", permissions.join(" or "));
    Fault::new(403, code::FORBIDDEN, "Not allowed.", detail).into()
}
