//! What needs a real browser: the vault, the journal, the locks, the zones, and the
//! components that handle focus and keys.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "browser/dom.rs"]
mod dom;
#[path = "browser/journal.rs"]
mod journal;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use posy::api::outside::{Clock, Locks, Vault};
use posy::platform::clock::BrowserClock;
use posy::platform::locks::WebLocks;
use posy::platform::vault::BrowserVault;
use posy::platform::zone::zone;
use posy::platform::{page, settings};
use posy::store::state::{Density, Settings, Theme};
use posy::ui::dom::mount;
use posy::ui::menu::{MenuButton, MenuItem};
use posy::ui::prelude::*;
use posy::ui::toast::{Toaster, Toasts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

async fn tick() {
    BrowserClock.sleep(Duration::from_millis(30)).await;
}

/// A fresh element for one test.
fn stage() -> web_sys::HtmlElement {
    let document = page::document().unwrap();
    let stage = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&stage).unwrap();
    stage.dyn_into().unwrap()
}

#[wasm_bindgen_test]
async fn what_the_vault_keeps_is_found_by_the_next_page_and_gone_after_removal() {
    let text = "a secret, ещё один секрет";
    BrowserVault::default().put("test", text.to_owned()).await;
    // Another instance: as after a reload, with nothing in memory.
    assert_eq!(BrowserVault::default().get("test").await, Ok(Some(text.to_owned())));
    BrowserVault::default().remove("test").await;
    assert_eq!(BrowserVault::default().get("test").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_lock_is_held_by_one_at_a_time_and_in_turn() {
    let order = Rc::new(RefCell::new(Vec::new()));
    let hold = |name: &'static str| {
        let order = Rc::clone(&order);
        async move {
            let guard = WebLocks.exclusive("test").await;
            order.borrow_mut().push(format!("{name} in"));
            tick().await;
            order.borrow_mut().push(format!("{name} out"));
            drop(guard);
        }
    };
    futures::future::join(hold("a"), hold("b")).await;
    assert_eq!(*order.borrow(), ["a in", "a out", "b in", "b out"]);
}

#[wasm_bindgen_test]
fn zones_are_known_by_name_with_their_changes_of_clock() {
    let at = |text: &str| text.parse().unwrap();
    let knows_zones = || {
        assert_eq!(zone("Europe/Moscow", 0).offset_minutes(at("2026-11-24T11:00:00Z")), 180);
        let berlin = zone("Europe/Berlin", 0);
        assert_eq!(berlin.offset_minutes(at("2026-03-29T00:59:59Z")), 60);
        assert_eq!(berlin.offset_minutes(at("2026-03-29T01:00:00Z")), 120);
        assert_eq!(zone("Asia/Kolkata", 0).offset_minutes(at("2026-11-24T11:00:00Z")), 330);
        assert_eq!(zone("America/St_Johns", 0).offset_minutes(at("1969-12-31T23:59:59Z")), -210);
        // An unknown name falls back on what the server said.
        assert_eq!(zone("Shop/Nowhere", 77).offset_minutes(at("2026-11-24T11:00:00Z")), 77);
        assert_eq!(zone("", 77).offset_minutes(at("2026-11-24T11:00:00Z")), 77);
    };
    knows_zones();
    // As in browsers that have no such thing.
    let (global, name) = (js_sys::global(), "Temporal".into());
    let temporal = js_sys::Reflect::get(&global, &name).unwrap();
    js_sys::Reflect::set(&global, &name, &wasm_bindgen::JsValue::UNDEFINED).unwrap();
    knows_zones();
    js_sys::Reflect::set(&global, &name, &temporal).unwrap();
}

#[wasm_bindgen_test]
fn settings_are_kept_on_the_device() {
    let chosen =
        Settings { theme: Theme::Dark, density: Density::Florist, narrow_nav: true, ..settings::load() };
    settings::save(&chosen);
    assert_eq!(settings::load(), chosen);
    settings::save(&Settings { theme: Theme::System, density: Density::Normal, narrow_nav: false, ..chosen });
    assert_eq!(settings::load().theme, Theme::System);
}

#[wasm_bindgen_test]
async fn a_menu_takes_the_focus_follows_the_arrows_and_gives_the_focus_back() {
    let stage = stage();
    let chosen = RwSignal::new("");
    let items = derived(move || {
        vec![
            MenuItem::new("check", "Alpha", move || chosen.set("alpha")),
            MenuItem::new("check", "Beta", move || chosen.set("beta")),
        ]
    });
    let handle = mount(&stage, move || {
        view! {
            <MenuButton class="button" label=Signal::stored("Letters".to_owned()) items=items>
                "Open"
            </MenuButton>
        }
    });
    let button: web_sys::HtmlElement = stage.query_selector("button").unwrap().unwrap().dyn_into().unwrap();
    button.click();
    tick().await;
    let focused = || page::document().unwrap().active_element().unwrap().text_content().unwrap();
    assert_eq!(focused().trim(), "Alpha");
    let press = |key: &str| {
        let init = web_sys::KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        page::document().unwrap().active_element().unwrap().dispatch_event(&event).unwrap();
    };
    press("ArrowDown");
    assert_eq!(focused().trim(), "Beta");
    press("ArrowDown");
    assert_eq!(focused().trim(), "Alpha");
    press("b");
    assert_eq!(focused().trim(), "Beta");
    page::document().unwrap().active_element().unwrap().dyn_into::<web_sys::HtmlElement>().unwrap().click();
    tick().await;
    assert_eq!(chosen.get_untracked(), "beta");
    assert!(stage.query_selector("[role=menu]").unwrap().is_none());
    assert_eq!(focused().trim(), "Open");
    drop(handle);
    stage.remove();
}

#[wasm_bindgen_test]
async fn a_toast_offers_the_way_back_once() {
    let stage = stage();
    let toaster = Toaster::new();
    let handle = mount(&stage, move || view! { <Toasts toaster /> });
    let undone = RwSignal::new(0);
    toaster.show(posy::ui::toast::Toast {
        title: String::new(),
        text: "Moved".into(),
        danger: false,
        action: Some(("Undo".into(), std::sync::Arc::new(move || undone.update(|n| *n += 1)))),
    });
    tick().await;
    let undo: web_sys::HtmlElement =
        stage.query_selector(".toast .button").unwrap().unwrap().dyn_into().unwrap();
    undo.click();
    tick().await;
    assert_eq!(undone.get_untracked(), 1);
    assert!(stage.query_selector(".toast").unwrap().is_none());
    drop(handle);
    stage.remove();
}
