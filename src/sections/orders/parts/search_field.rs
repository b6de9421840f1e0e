//! The search over the orders looked at; what is typed goes into the address.

use std::time::Duration;

use crate::ui::prelude::*;

use crate::api::filter::Value;
use crate::api::orders::filters::SEARCH;
use crate::platform::page;
use crate::sections::orders::{use_here, words};
use crate::ui::icon::Icon;
use crate::ui::pause::use_pause;

/// Waits for the end of a word before the address changes.
const PAUSE: Duration = Duration::from_millis(180);

/// The field; Ctrl K and `/` lead to it.
#[component]
pub fn SearchField() -> View {
    let here = use_here();
    let node = NodeRef::<web_sys::HtmlInputElement>::typed();
    let inside = move || match here.address.get().filters.get(SEARCH) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let pause = use_pause();
    let search = move |text: String| {
        here.instead(here.now().with(SEARCH, Some(Value::Text(text))));
    };
    let typed = move |text: String| pause.then(PAUSE, move || search(text));
    // The field follows the address, but not under the hands of who types.
    let shown = move || {
        let text = inside();
        let typing = node.get_untracked().zip(page::document()).is_some_and(|(field, document)| {
            let field: &web_sys::Element = &field;
            document.active_element().as_ref() == Some(field)
        });
        match node.get_untracked() {
            Some(field) if typing => field.value(),
            _ => text,
        }
    };
    view! {
        <div class="toolbar__grow input-group" role="search">
            <Icon name="search" />
            <input
                class="input"
                type="search"
                id="order-search"
                enterkeyhint="search"
                aria-label=words::SEARCH_HINT
                placeholder=words::SEARCH_HINT
                node_ref=node
                prop:value=shown
                on:input:target=move |event| typed(event.target().value())
            />
        </div>
    }
}
