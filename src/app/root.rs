//! The root of the screen: contexts, the gate between sign-in and work, routes.

use super::routes::{Page, Part};
use super::shell::Shell;
use super::sign_out::{SignOut, SignOutDialog};
use super::update::Waits;
use super::{eviction, words};
use crate::domain::permission::Permission;
use crate::platform::address_bar::AddressBar;
use crate::platform::page;
use crate::platform::server::Server;
use crate::sections::orders::{place_of, tell_conflicts, tell_events, Drafts, OrderFormView, OrdersView};
use crate::sections::outbox::OutboxView;
use crate::sections::settings::SettingsView;
use crate::sections::sign_in::{ExpiredDialog, SignInView};
use crate::store::state::Phase;
use crate::store::Shop;
use crate::ui::empty::Empty;
use crate::ui::live::{Announcer, Live};
use crate::ui::locale::Locale;
use crate::ui::prelude::*;
use crate::ui::toast::{Toaster, Toasts};

/// Everything.
#[component]
pub fn App(
    shop: Shop,
    server: Server,
    /// What was noted of unsent work when the page began.
    held: Option<usize>,
) -> View {
    provide_context(shop);
    provide_context(server);
    let drafts = Drafts::follow(shop, server);
    provide_context(drafts);
    provide_context(SignOut::new(shop, server, drafts));
    provide_context(Waits::follow());
    provide_context(Locale(derived(move || shop.state.settings().get().lang)));
    let toaster = Toaster::new();
    provide_context(toaster);
    let announcer = Announcer::new();
    provide_context(announcer);
    tell_events(shop, toaster, announcer);
    tell_conflicts(shop, toaster, announcer);
    let who = memo(move || shop.state.person().get().map(|person| person.login));
    let mut before: Option<String> = None;
    effect(move || {
        let now = who.get();
        // What was said to somebody is not for who comes after them.
        if before.is_some() && before != now {
            toaster.clear();
            announcer.say("");
        }
        before = now;
    });
    let lost = eviction::follow(shop, drafts, held);
    view! {
        <Gate who lost />
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
fn Gate(
    /// The login of the person signed in.
    who: Memo<Option<String>>,
    lost: Signal<Option<String>>,
) -> View {
    let shop: Shop = expect_context();
    let outlines = || page::by_id("start");
    let seen = memo(move || match shop.state.phase().get() {
        Phase::Starting => Seen::Nothing,
        Phase::SignedOut => Seen::SignIn,
        // At the start, drawn once with what the device has to show in it.
        Phase::Active if !shop.state.near().get() && outlines().is_some() => Seen::Nothing,
        Phase::Active | Phase::Expired => Seen::Work,
    });
    let expired = memo(move || shop.state.phase().get() == Phase::Expired);
    let sign_out: SignOut = expect_context();
    view! {
        {move || {
            let seen = seen.get();
            // Who comes straight after somebody else does not find their page.
            let _ = who.get();
            // Until then the outlines of the frame stand.
            if let Some(outlines) = outlines().filter(|_| seen != Seen::Nothing) {
                outlines.remove();
            }
            match seen {
                Seen::Nothing => View::empty(),
                Seen::SignIn => view! { <SignInView lost /> },
                Seen::Work => view! { <Work /> },
            }
        }}
        <Show when=move || expired.get() && !sign_out.is_asking()>
            <ExpiredDialog on_another=Callback::new(move |()| sign_out.begin()) />
        </Show>
        <Show when=move || sign_out.is_asking()>
            <SignOutDialog />
        </Show>
    }
}

/// The frame with the page that the address names. A page stays as long as the
/// address names it, whatever else changes there.
#[component]
fn Work() -> View {
    // Without a history there are no pages to go between.
    let Some(address) = AddressBar::open() else { return View::empty() };
    provide_context(address);
    let part = memo(move || Part::of(&address.path()));
    effect(move || {
        if part.get() == Some(Part::Start) {
            address.go(Page::Board.path(), true);
        }
    });
    let page = move || match part.get() {
        Some(Part::Start) => View::empty(),
        Some(Part::Orders) => allowed(Permission::ViewOrders, || view! { <OrdersView /> }),
        Some(Part::NewOrder) => allowed(Permission::EditOrders, || view! { <OrderFormView /> }),
        Some(Part::Outbox) => view! { <OutboxView place=place_of /> },
        Some(Part::Settings) => view! { <SettingsView app_keys=super::actions::keys() /> },
        None => view! { <NotFound /> },
    };
    view! { <Shell>{page}</Shell> }
}

/// A page, for who may see it.
fn allowed(needed: Permission, page: fn() -> View) -> View {
    let shop: Shop = expect_context();
    let may = memo(move || shop.may(needed));
    let none = move || {
        view! {
            <Empty
                drawing="empty"
                page=true
                title=words::NO_PERMISSION
                text=words::NO_PERMISSION_TEXT
            />
        }
    };
    view! {
        <Show when=move || may.get() fallback=none>
            {page()}
        </Show>
    }
}

#[component]
fn NotFound() -> View {
    view! {
        <Empty
            drawing="error"
            page=true
            title=words::NOT_FOUND
            text=words::NOT_FOUND_TEXT
        >
            <a class="button button--primary" href=Page::Board.path()>
                {words::TO_ORDERS}
            </a>
        </Empty>
    }
}

/// The title of the window: the page, then the app.
pub fn follow_title(word: Signal<String>) {
    effect(move || page::set_title(&format!("{} · Posy", word.get())));
}
