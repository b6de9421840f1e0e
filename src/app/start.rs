//! The order of starting: panic page, settings, shop; the device is asked while
//! the screen is made ready; then the network.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::ui::prelude::*;
use futures::future::AbortHandle;

use super::root::App;
use super::{panic, update};
use crate::api::outside::{Archive, Journal, Locks, Transport, Vault};
use crate::api::session::Session;
use crate::api::Client;
use crate::platform::archive::BrowserArchive;
use crate::platform::channel::{BrowserTabs, Channel};
use crate::platform::clock::{self, now, BrowserClock};
use crate::platform::http::Fetch;
use crate::platform::journal::BrowserJournal;
use crate::platform::locks::WebLocks;
use crate::platform::server::Server;
use crate::platform::vault::BrowserVault;
use crate::platform::{page, settings, vault, zone};
use crate::store::shop::Outside;
use crate::store::state::{Phase, Settings};
use crate::store::sync::{Device, Sync};
use crate::store::Shop;
use crate::ui::dom::mount;
use crate::ui::twice;

/// What depends on the time of day is looked at this often.
const TICK: Duration = Duration::from_secs(10);

/// Starts the app in the page.
pub fn start() {
    panic::install();
    // Effects are made before the screen is mounted; mounting would do this too late.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    let outside = Outside { now, uptime: clock::uptime, random: clock::random, zones: zone::zone };
    let shop = Shop::new(settings::load(), outside);
    let held = settings::held();
    follow_settings(shop);

    let transport: Rc<dyn Transport> = Rc::new(Fetch);
    let clock = Rc::new(BrowserClock);
    let locks: Rc<dyn Locks> = Rc::new(WebLocks);
    let vault: Rc<dyn Vault> = Rc::new(BrowserVault::default());
    let journal: Rc<dyn Journal> = Rc::new(BrowserJournal);
    let ahead = Rc::new(BrowserArchive::default());
    let archive: Rc<dyn Archive> = ahead.clone();
    let device = Device {
        journal: Rc::clone(&journal),
        archive: Rc::clone(&archive),
        locks: Rc::clone(&locks),
        tabs: Rc::new(BrowserTabs::open("posy-desk")),
    };
    let session = Session::new(Rc::clone(&transport), clock.clone(), locks, Rc::clone(&vault));
    let client = Client::new(Rc::clone(&session), transport, clock);
    let seen = Rc::new(Cell::new(page::is_visible()));
    follow_session(shop, &session, &client, device, &seen);
    follow_page(shop, seen);
    follow_storage(shop);

    // A query may be about other days than today.
    if page::address().is_some_and(|address| address.contains('?')) {
        shop.read_around();
    }
    let server = Server::new(client, journal, archive, vault);
    leptos::task::spawn_local(async move {
        vault::begin().await;
        let is_at = |phase| shop.state.phase().get_untracked() == phase;
        // Another tab's word may have been quicker: then it is being read already.
        if is_at(Phase::Starting) {
            ahead.read_ahead(shop.near_ranges());
        }
        session.load().await;
        if is_at(Phase::SignedOut) {
            ahead.forget_ahead();
        }
    });
    if let Some(body) = page::document().and_then(|document| document.body()) {
        // As long as the page lives.
        std::mem::forget(mount(&body, move || view! { <App shop server held /> }));
    }
    update::is_up();
    // As long as the page lives.
    std::mem::forget(owner);
}

/// The session's state becomes the app's; the sync runs while somebody is
/// signed in; the other tabs are told.
fn follow_session(shop: Shop, session: &Rc<Session>, client: &Client, device: Device, seen: &Rc<Cell<bool>>) {
    let running: Rc<Cell<Option<AbortHandle>>> = Rc::default();
    let tabs = {
        let session = Rc::downgrade(session);
        Channel::open("posy-session", move |_| {
            if let Some(session) = session.upgrade() {
                leptos::task::spawn_local(async move { session.load().await });
            }
        })
    };
    let (client, seen) = (client.clone(), Rc::clone(seen));
    session.on_change(move |state| {
        if shop.follow(state) {
            // What ran for whoever went; for who came it begins anew.
            if let Some(handle) = running.take() {
                handle.abort();
            }
            update::forget_pictures();
            page::forget_address();
        }
        match shop.state.phase().get_untracked() {
            Phase::Active => {
                let handle = running.take().unwrap_or_else(|| {
                    let sync = Sync::new(shop, client.clone(), device.clone(), Rc::clone(&seen));
                    let (run, handle) = futures::future::abortable(sync.run());
                    leptos::task::spawn_local(async move {
                        // Ended when they go.
                        let _ = run.await;
                    });
                    handle
                });
                running.set(Some(handle));
            }
            Phase::SignedOut | Phase::Starting | Phase::Expired => {}
        }
        // Kept first, told then: the vault is written when the state is entered.
        let tabs = tabs.clone();
        leptos::task::spawn_local(async move { tabs.tell(&"changed".into()) });
    });
}

/// Settings hold at once on the page and are kept on the device.
fn follow_settings(shop: Shop) {
    let apply = |settings: &Settings| {
        page::set_root_attribute("lang", Some(settings.lang.tag()));
        page::set_root_attribute("data-theme", settings::theme_name(settings.theme));
        page::set_root_attribute("data-density", settings::density_name(settings.density));
    };
    apply(&shop.state.settings().get_untracked());
    let mut before = shop.state.settings().get_untracked();
    effect(move || {
        let settings = shop.state.settings().get();
        if before != settings {
            apply(&settings);
            settings::save(&settings);
            shop.choose_zone();
            before = settings;
        }
    });
}

/// The browser is asked to keep what is here when there is something to lose:
/// unsent work, or the whole replica.
fn follow_storage(shop: Shop) {
    let mut asked = false;
    effect(move || {
        let at_stake = shop.state.unsent().get() > 0 || shop.is_replicated();
        if at_stake && !asked {
            asked = true;
            leptos::task::spawn_local(async move {
                let fleeting = page::keep_storage().await == Some(false);
                shop.state.fleeting().set(fleeting);
            });
        }
    });
}

/// Time, visibility, network, closing.
fn follow_page(shop: Shop, seen: Rc<Cell<bool>>) {
    let Some((window, document)) = page::window().zip(page::document()) else { return };
    set_interval(move || shop.state.now().set(now()), TICK);
    twice::ignore_second_halves(&document);
    page::listen_forever(&document, "visibilitychange", move |_: web_sys::Event| {
        seen.set(page::is_visible());
        if page::is_visible() {
            shop.state.now().set(now());
            shop.wakes.poll.ring();
        } else {
            page::hand_in();
        }
    });
    page::listen_forever(&document, "freeze", move |_: web_sys::Event| shop.wakes.freeze.ring());
    page::listen_forever(&window, "online", move |_: web_sys::Event| {
        shop.wakes.poll.ring();
        shop.wakes.outbox.ring();
        shop.wakes.dictionaries.ring();
    });
    page::listen_forever(&window, "offline", move |_: web_sys::Event| shop.wakes.poll.ring());
    // What the device has not kept lives in this page only: closing it asks first.
    page::listen_forever(&window, "beforeunload", move |event: web_sys::BeforeUnloadEvent| {
        page::hand_in();
        if !untrack(|| shop.keeps_all()) || shop.state.unkept_draft().get_untracked() {
            event.prevent_default();
        }
    });
}
