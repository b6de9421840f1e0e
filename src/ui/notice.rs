//! A message that stays in its place until its cause is gone.

use crate::ui::prelude::*;
use crate::ui::text::Text;

use super::icon::Icon;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Amber,
    Danger,
}

/// A notice with an icon, a text and, where something can be done, buttons.
#[component]
pub fn Notice(
    tone: Tone,
    icon: &'static str,
    /// Runs along the whole width of its place.
    #[prop(optional)]
    bar: bool,
    #[prop(into)] text: Text,
    #[prop(optional)] children: Option<Children>,
) -> View {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    view! {
        <div
            class="notice"
            class:notice--amber=tone == Tone::Amber
            class:notice--danger=tone == Tone::Danger
            class:notice--bar=bar
            role=role
        >
            <Icon name=icon />
            <p class="notice__text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
