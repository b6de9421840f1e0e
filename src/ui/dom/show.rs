//! One view or another.

use leptos::prelude::*;

use super::{memo, ChildrenFn, IntoView, Memo, View, ViewFn};

/// Whether something is shown.
pub struct Condition(Memo<bool>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(holds: F) -> Self {
        Self(memo(holds))
    }
}

/// Its children while the condition holds, else the fallback. Built anew only
/// when that changes.
#[component]
pub fn Show(
    #[prop(into)] when: Condition,
    #[prop(optional, into)] fallback: ViewFn,
    children: ChildrenFn,
) -> View {
    let Condition(holds) = when;
    (move || if holds.get() { children.run() } else { fallback.run() }).into_view()
}
