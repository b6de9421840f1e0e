//! The root of the screen: contexts, the gate between sign-in and work, routes.

use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::path;

use super::routes::Page;
use super::shell::Shell;
use super::words;
use crate::domain::permission::Permission;
use crate::platform::page;
use crate::platform::server::Server;
use crate::sections::orders::{tell_refusals, OrdersView};
use crate::sections::settings::SettingsView;
use crate::sections::sign_in::{ExpiredDialog, SignInView};
use crate::store::state::{Phase, StateStoreFields as _};
use crate::store::Shop;
use crate::ui::empty::Empty;
use crate::ui::live::{Announcer, Live};
use crate::ui::locale::{use_locale, Locale};
use crate::ui::toast::{Toaster, Toasts};

/// Everything.
#[component]
pub fn App(shop: Shop, server: Server) -> impl IntoView {
    provide_context(shop);
    provide_context(server);
    provide_context(Locale(Signal::derive(move || shop.state.settings().get().lang)));
    let toaster = Toaster::new();
    provide_context(toaster);
    let announcer = Announcer::new();
    provide_context(announcer);
    tell_refusals(shop, toaster, announcer);
    view! {
        <Gate />
        <Toasts toaster />
        <Live announcer />
    }
}

/// What the session lets see.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    SignIn,
    Work,
}

/// The sign-in, or the app. A session that has ended leaves the app as it is
/// and puts the sign-in over it.
#[component]
fn Gate() -> impl IntoView {
    let shop: Shop = expect_context();
    let seen = Memo::new(move |_| match shop.state.phase().get() {
        Phase::Starting => Seen::Nothing,
        Phase::SignedOut => Seen::SignIn,
        Phase::Active | Phase::Expired => Seen::Work,
    });
    let expired = Memo::new(move |_| shop.state.phase().get() == Phase::Expired);
    view! {
        {move || match seen.get() {
            Seen::Nothing => ().into_any(),
            Seen::SignIn => view! { <SignInView /> }.into_any(),
            Seen::Work => view! { <Work /> }.into_any(),
        }}
        <Show when=move || expired.get()>
            <ExpiredDialog />
        </Show>
    }
}

/// The app of who is signed in.
#[component]
fn Work() -> impl IntoView {
    view! {
        <Router>
            <Shell>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=|| view! { <Redirect path=Page::Board.path() /> } />
                    <Route path=path!("/orders/:view?") view=Orders />
                    <Route path=path!("/settings") view=SettingsView />
                </Routes>
            </Shell>
        </Router>
    }
}

/// The orders, for who may see them.
#[component]
fn Orders() -> impl IntoView {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let may = Memo::new(move |_| shop.may(Permission::ViewOrders));
    let none = move || {
        view! {
            <Empty
                drawing="empty"
                page=true
                title=Signal::derive(move || locale.say(words::NO_PERMISSION).to_owned())
                text=Signal::derive(move || locale.say(words::NO_PERMISSION_TEXT).to_owned())
            />
        }
    };
    view! {
        <Show when=move || may.get() fallback=none>
            <OrdersView />
        </Show>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let locale = use_locale();
    view! {
        <Empty
            drawing="error"
            page=true
            title=Signal::derive(move || locale.say(words::NOT_FOUND).to_owned())
            text=Signal::derive(move || locale.say(words::NOT_FOUND_TEXT).to_owned())
        >
            <a class="button button--primary" href=Page::Board.path()>
                {locale.t(words::TO_ORDERS)}
            </a>
        </Empty>
    }
}

/// The title of the window: the page, then the app.
pub fn follow_title(word: Signal<String>) {
    Effect::new(move |_| page::set_title(&format!("{} · Posy", word.get())));
}
