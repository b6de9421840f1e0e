//! Icons: symbols of the sprite that stands in the page (`style/icons.svg`).

use crate::ui::prelude::*;

/// An icon of the sprite, for a word beside it; it says nothing by itself.
#[component]
pub fn Icon(
    /// The symbol's name without `icon-`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// A variant: `icon--small`, `icon--turns` (follows the writing direction).
    #[prop(optional)]
    class: &'static str,
) -> View {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true">
            <use href=move || format!("#icon-{}", name.get())></use>
        </svg>
    }
}

/// The mark of Posy.
#[component]
pub fn Mark() -> View {
    view! {
        <svg class="mark" aria-hidden="true">
            <use href="#mark"></use>
        </svg>
    }
}

/// A line drawing for an empty page: `empty`, `offline`, `error`.
#[component]
pub fn Drawing(name: &'static str) -> View {
    view! {
        <svg class="drawing" aria-hidden="true">
            <use href=format!("#drawing-{name}")></use>
        </svg>
    }
}
