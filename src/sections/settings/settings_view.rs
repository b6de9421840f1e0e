//! The page of the settings. A choice holds at once and is kept on the device.

use crate::ui::prelude::*;

use super::words;
use crate::domain::{Lang, Word};
use crate::store::state::{Density, Theme};
use crate::store::Shop;

/// The keys on the board, and what they do.
const KEYS: [(&str, Word); 5] = [
    ("N", words::KEY_NEW),
    ("← ↑ → ↓", words::KEY_ARROWS),
    ("Shift ← →", words::KEY_MOVE),
    ("M", words::KEY_MENU),
    ("Esc", words::KEY_ESCAPE),
];

#[component]
pub fn SettingsView(
    /// The keys that work on every page.
    app_keys: Vec<(String, Word)>,
) -> View {
    let shop: Shop = expect_context();
    let settings = shop.state.settings();
    let theme = move |of: Theme, word: Word| {
        view! {
            <button
                type="button"
                aria-pressed=move || (settings.get().theme == of).to_string()
                on:click=move |_| settings.update(|settings| settings.theme = of)
            >
                {word}
            </button>
        }
    };
    let lang = move |of: Lang| {
        view! {
            <button
                type="button"
                lang=of.tag()
                aria-pressed=move || (settings.get().lang == of).to_string()
                on:click=move |_| settings.update(|settings| settings.lang = of)
            >
                {of.name()}
            </button>
        }
    };
    let florist = move || settings.get().density == Density::Florist;
    let set_florist = move |on: bool| {
        settings.update(|settings| settings.density = if on { Density::Florist } else { Density::Normal });
    };
    let person = move || {
        shop.state.person().get().map(|person| {
            let position = (!person.position.is_empty()).then(|| format!(" · {}", person.position));
            view! { <p>{person.name} <span class="muted">{position}</span></p> }
        })
    };
    let board_keys = KEYS.into_iter().map(|(key, word)| (key.to_owned(), word));
    let keys: Vec<_> = app_keys.into_iter().chain(board_keys).collect();
    let key = move |(key, word): (String, Word)| {
        view! {
            <dt>
                <kbd>{key}</kbd>
            </dt>
            <dd>{word}</dd>
        }
    };
    view! {
        <div class="page page--scrolls">
            <header class="page__head">
                <h1 class="page__title">{words::SETTINGS}</h1>
            </header>
            <div class="page__body settings">
                <section class="settings__group">
                    <h2 class="settings__title">{words::THIS_DEVICE}</h2>
                    <div class="field">
                        <span class="field__label">{words::LANGUAGE}</span>
                        <div class="segmented" role="group" aria-label=words::LANGUAGE>
                            {Lang::ALL.map(lang).collect_view()}
                        </div>
                    </div>
                    <div class="field">
                        <span class="field__label">{words::THEME}</span>
                        <div class="segmented" role="group" aria-label=words::THEME>
                            {theme(Theme::System, words::SYSTEM)} {theme(Theme::Light, words::LIGHT)}
                            {theme(Theme::Dark, words::DARK)}
                        </div>
                    </div>
                    <label class="switch">
                        <span>
                            {words::FLORIST_MODE}
                            <span class="field__hint settings__hint">{words::FLORIST_TEXT}</span>
                        </span>
                        <input
                            type="checkbox"
                            role="switch"
                            prop:checked=florist
                            on:change:target=move |event| set_florist(event.target().checked())
                        />
                    </label>
                </section>
                <section class="settings__group">
                    <h2 class="settings__title">{words::PERSON}</h2>
                    {person}
                </section>
                <section class="settings__group">
                    <h2 class="settings__title">{words::KEYS}</h2>
                    <dl class="facts">{keys.into_iter().map(key).collect_view()}</dl>
                </section>
            </div>
        </div>
    }
}
