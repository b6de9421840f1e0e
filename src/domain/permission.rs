//! What a worker may do. The codes come with the session; a screen, a button
//! or a shortcut without its permission is not shown at all.

/// A permission Posy asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    ViewOrders,
    EditOrders,
    CancelOrders,
    DeliverOrders,
}

impl Permission {
    /// The code as the API writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ViewOrders => "retail.orders.view",
            Self::EditOrders => "retail.orders.edit",
            Self::CancelOrders => "retail.orders.cancel",
            Self::DeliverOrders => "retail.orders.deliver",
        }
    }
}

/// All permissions of the person signed in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Permissions(Vec<String>);

impl Permissions {
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.iter().any(|code| code == permission.code())
    }

    /// The codes, for keeping.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl FromIterator<String> for Permissions {
    fn from_iter<I: IntoIterator<Item = String>>(codes: I) -> Self {
        Self(codes.into_iter().collect())
    }
}
