//! The address bar: where the page is, links within the app, and the way back,
//! by the location provider of Leptos' router. (Its routes build views of their
//! own; a `match` over the path does what we need of them.)

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, State, Url};
use send_wrapper::SendWrapper;

use super::page;

/// A handle on the address bar; a context.
#[derive(Clone, Copy)]
pub struct AddressBar {
    provider: StoredValue<BrowserUrl>,
    url: RwSignal<Url>,
}

impl AddressBar {
    /// Takes links and the way back to itself for as long as the owner lives.
    pub fn open() -> Option<Self> {
        let provider = BrowserUrl::new().ok()?;
        provider.init(None);
        let url = RwSignal::from(provider.as_url().clone());
        let provider = StoredValue::new(provider);
        // The provider forgets a page when one goes back, and does not learn of
        // it when one goes forward again: told after each, it knows where it is.
        let window = page::window()?;
        let moved = page::listen(&window, "popstate", move |_: web_sys::Event| {
            provider.with_value(|provider| {
                if let Some(value) = page::address() {
                    provider.complete_navigation(&change(value, true));
                }
            });
        });
        let moved = SendWrapper::new(moved);
        on_cleanup(move || drop(moved));
        Effect::new(move |_: Option<()>| {
            url.track();
            // The provider waits for this before it writes the address of a link.
            provider.with_value(BrowserUrl::ready_to_complete);
        });
        Some(Self { provider, url })
    }

    /// The path; whoever reads it reruns when the address changes.
    pub fn path(self) -> String {
        self.url.read().path().to_owned()
    }

    /// A parameter of the query, decoded.
    pub fn parameter(self, name: &str) -> Option<String> {
        web_sys::UrlSearchParams::new_with_str(self.url.read().search()).ok()?.get(name)
    }

    /// Goes to a path of the app, with its query; in place where the way back
    /// should not lead here.
    pub fn go(self, path: &str, replace: bool) {
        let Ok(url) = BrowserUrl::parse(path) else { return };
        if *self.url.read_untracked() != url {
            self.url.set(url);
        }
        let change = change(path.to_owned(), replace);
        self.provider.with_value(|provider| provider.complete_navigation(&change));
    }
}

fn change(value: String, replace: bool) -> LocationChange {
    LocationChange { value, replace, scroll: false, state: State::new(None) }
}
