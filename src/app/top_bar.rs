//! The bar on top: mark, store, light, theme, person.

use crate::ui::prelude::*;

use super::actions::{Action, Actions};
use super::light::Light;
use super::person_menu::PersonMenu;
use super::routes::Page;
use super::words;
use crate::domain::text::sort_by_name;
use crate::platform::page;
use crate::store::state::Theme;
use crate::store::Shop;
use crate::ui::field::Select;
use crate::ui::icon::{Icon, Mark};
use crate::ui::locale::use_locale;

/// The bar.
#[component]
pub fn TopBar() -> View {
    view! {
        <header class="top-bar">
            <a class="top-bar__brand" href=Page::Board.path() aria-label="Posy">
                <Mark />
                <span>"Posy"</span>
            </a>
            <StoreSwitch />
            <div class="top-bar__end">
                <Step action=Action::Undo />
                <Step action=Action::Redo />
                <Light />
                <ThemeSwitch />
                <PersonMenu />
            </div>
        </header>
    }
}

/// A step back, or forth again. What cannot be done says why.
#[component]
fn Step(action: Action) -> View {
    let actions = Actions::here();
    let possible = memo(move || actions.would(action).possible);
    let title = memo(move || format!("{} ({})", actions.would(action).text, action.told()));
    view! {
        <button
            type="button"
            class="icon-button top-bar__step"
            aria-label=action.word()
            aria-keyshortcuts=action.shortcuts()
            aria-disabled=move || (!possible.get()).then_some("true")
            title=title
            on:click=move |_| actions.run(action)
        >
            <Icon name=action.icon() />
        </button>
    }
}

/// Whose orders are shown.
#[component]
fn StoreSwitch() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let settings = shop.state.settings();
    let options = derived(move || {
        let mut stores: Vec<_> =
            shop.stores.all().iter().map(|store| (store.id.to_string(), store.title.clone())).collect();
        sort_by_name(&mut stores, |(_, title)| title.clone());
        stores.insert(0, (String::new(), locale.say(words::ALL_STORES).to_owned()));
        stores
    });
    let value = derived(move || settings.get().store.map(|id| id.to_string()).unwrap_or_default());
    let choose =
        Callback::new(move |id: String| settings.update(|settings| settings.store = id.parse().ok()));
    view! {
        <Select
            class="select--quiet top-bar__store"
            label=words::STORE
            value
            options
            on_change=choose
        />
    }
}

/// Light or dark; until it is pressed the system decides.
#[component]
fn ThemeSwitch() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let settings = shop.state.settings();
    let dark = move || match settings.get().theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => page::prefers_dark(),
    };
    let turn = move |_| {
        let theme = if untrack(dark) { Theme::Light } else { Theme::Dark };
        settings.update(|settings| settings.theme = theme);
    };
    view! {
        <button
            type="button"
            class="icon-button top-bar__theme"
            aria-label=move || locale.say(if dark() { words::LIGHT_THEME } else { words::DARK_THEME })
            on:click=turn
        >
            <Icon name=derived(move || if dark() { "sun" } else { "moon" }) />
        </button>
    }
}
