//! Pictures: sized before they arrive, loaded when they come into view.

use crate::ui::prelude::*;

use super::icon::Icon;

/// A picture beside its title, or a calm placeholder where there is none.
#[component]
pub fn Picture(
    /// Its address.
    #[prop(into)]
    src: Option<String>,
    #[prop(optional)] large: bool,
    #[prop(optional)] class: &'static str,
) -> View {
    let failed = RwSignal::new(false);
    let size = if large { "64" } else { "40" };
    let placeholder = || view! { <Icon name="flower" /> };
    view! {
        <span class=format!("picture {class}") class:picture--large=large>
            {match src {
                None => placeholder(),
                Some(src) => {
                    view! {
                        <Show when=move || !failed.get() fallback=placeholder>
                            <img
                                src=src.clone()
                                width=size
                                height=size
                                alt=""
                                loading="lazy"
                                decoding="async"
                                on:error=move |_| failed.set(true)
                            />
                        </Show>
                    }
                }
            }}
        </span>
    }
}
