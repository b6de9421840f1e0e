//! The frame: bar on top, navigation beside or below, notices, the page.

use crate::ui::prelude::*;

use super::actions::Actions;
use super::light::{KeepingNotice, OfflineNotice, StillNotice};
use super::nav::Nav;
use super::root::follow_title;
use super::routes::Page;
use super::top_bar::TopBar;
use super::update::UpdateNotice;
use super::words;
use crate::platform::address_bar::AddressBar;
use crate::platform::page;
use crate::store::Shop;
use crate::ui::locale::use_locale;

/// The frame around a page.
#[component]
pub fn Shell(children: Children) -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let address: AddressBar = expect_context();
    let current = memo(move || Page::of(&address.path()));
    follow_title(derived(move || {
        let word = current.get().map_or(words::NOT_FOUND, Page::word);
        locale.say(word).to_owned()
    }));
    let actions = Actions::here();
    let keys = window_event_listener(leptos::ev::keydown, move |event| actions.keyed(&event));
    on_cleanup(move || keys.remove());
    // The router takes links to itself; the focus has to be moved by hand.
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = page::by_id("main") {
            page::focus(&main);
        }
    };
    let folded = move || shop.state.settings().get().narrow_nav.then_some("folded");
    view! {
        <a class="skip-link" href="#main" on:click=skip>
            {words::SKIP}
        </a>
        <div class="shell" data-nav=folded>
            <TopBar />
            <Nav current />
            <div class="shell__notices">
                <KeepingNotice />
                <OfflineNotice />
                <StillNotice />
                <UpdateNotice />
            </div>
            <main class="shell__main" id="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}
