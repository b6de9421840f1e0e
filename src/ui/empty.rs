//! Where there is nothing to show: what would be here, and the one thing to do.

use crate::ui::prelude::*;
use crate::ui::text::Text;

use super::icon::{Drawing, Icon};
use crate::domain::Word;

/// An empty page with its drawing, a sentence and room for a button.
#[component]
pub fn Empty(
    /// `empty`, `offline` or `error`.
    drawing: &'static str,
    #[prop(into)] title: Text,
    #[prop(into)] text: Text,
    /// The technical text behind "Details".
    #[prop(optional, into)]
    details: Option<String>,
    /// It is all there is on the page, so its title is the page's.
    #[prop(optional)]
    page: bool,
    /// It is a failure, to be read out at once.
    #[prop(optional)]
    alert: bool,
    /// The buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> View {
    view! {
        <div class="empty" role=alert.then_some("alert")>
            <Drawing name=drawing />
            {if page {
                view! { <h1 class="empty__title">{title}</h1> }
            } else {
                view! { <h2 class="empty__title">{title}</h2> }
            }}
            <p class="empty__text">{text}</p>
            {children.map(|children| view! { <div class="button-row">{children()}</div> })}
            {details
                .map(|details| {
                    view! {
                        <details class="details">
                            <summary>
                                <Icon name="chevron-right" class="icon--small" />
                                {Word::new("Details", "Подробности")}
                            </summary>
                            <pre>{details}</pre>
                        </details>
                    }
                })}
        </div>
    }
}
