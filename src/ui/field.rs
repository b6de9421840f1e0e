//! Form fields: a label, a control, an error in its place.

use crate::ui::prelude::*;
use crate::ui::text::Text;

use super::icon::Icon;

/// A labelled field around its control; the control has the id `id` and, where
/// there is an error, `aria-describedby` = [`error_id`].
#[component]
pub fn Field(
    id: &'static str,
    #[prop(into)] label: Text,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Right of the label: how far a change has come.
    #[prop(optional, into)]
    state: ViewFn,
    children: Children,
) -> View {
    view! {
        <div class="field">
            <div class="field__top">
                <label class="field__label" for=id>
                    {label}
                </label>
                {state.run()}
            </div>
            {children()}
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field__error" id=error_id(id)>
                                <Icon name="warning" class="icon--small" />
                                {error}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// The id of the error of the field `id`.
pub fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// A choice of one from a list: value and word. The first is often "none".
#[component]
pub fn Select(
    #[prop(optional)] id: Option<&'static str>,
    /// The name, where no label stands beside it.
    #[prop(optional, into)]
    label: Option<Text>,
    #[prop(optional)] class: &'static str,
    #[prop(into)] value: Signal<String>,
    options: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    on_change: Callback<String>,
) -> View {
    let option = move |(of, word): (String, String)| {
        let of_this = of.clone();
        view! {
            <option value=of prop:selected=move || value.get() == of_this>
                {word}
            </option>
        }
    };
    view! {
        <div class=format!("select {class}")>
            <select
                id=id
                aria-label=move || label.map(|label| label.get())
                disabled=disabled
                on:change:target=move |event| on_change.run(event.target().value())
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            <Icon name="chevron-down" />
        </div>
    }
}
