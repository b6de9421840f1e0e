//! The round sign with a person's initials.

use crate::ui::prelude::*;

/// Initials in a circle; the name stands beside it.
#[component]
pub fn Avatar(#[prop(into)] initials: String, #[prop(optional)] large: bool) -> View {
    view! {
        <span class="avatar" class:avatar--large=large aria-hidden="true">
            {initials}
        </span>
    }
}
