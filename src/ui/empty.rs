//! Where there is nothing to show: what would be here, and the one thing to do.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};
use super::locale::use_locale;
use crate::domain::Word;

/// An empty page with its drawing, a sentence and room for a button.
#[component]
pub fn Empty(
    /// `empty`, `offline` or `error`.
    drawing: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
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
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="empty" role=alert.then_some("alert")>
            <Drawing name=drawing />
            {if page {
                view! { <h1 class="empty__title">{title}</h1> }.into_any()
            } else {
                view! { <h2 class="empty__title">{title}</h2> }.into_any()
            }}
            <p class="empty__text">{text}</p>
            {children.map(|children| view! { <div class="button-row">{children()}</div> })}
            {details
                .map(|details| {
                    view! {
                        <details class="details">
                            <summary>
                                <Icon name="chevron-right" class="icon--small" />
                                {locale.t(Word::new("Details", "Подробности"))}
                            </summary>
                            <pre>{details}</pre>
                        </details>
                    }
                })}
        </div>
    }
}
