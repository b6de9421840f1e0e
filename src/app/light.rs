//! The connection light: whether the server answers, since when not, and how
//! much is on its way.

use crate::ui::prelude::*;
use chrono::{DateTime, Utc};

use super::words;
use crate::domain::lang;
use crate::store::state::Connection;
use crate::store::Shop;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

fn clock(shop: Shop, at: DateTime<Utc>) -> String {
    let zone = shop.state.zone().get();
    let today = zone.day(shop.state.now().get());
    lang::moment(shop.state.settings().get().lang, zone.0.local(at), today)
}

/// The light in the top bar; a press asks the server at once.
#[component]
pub fn Light() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let light = move || match (shop.state.connection().get(), shop.state.unsent().get()) {
        (Connection::Offline { .. }, _) => "offline",
        (Connection::Online, 0) => "online",
        (Connection::Online, _) => "sending",
    };
    let word = move || match (shop.state.connection().get(), shop.state.unsent().get()) {
        (Connection::Offline { since }, _) => words::OFFLINE.with(locale.get(), &[&clock(shop, since)]),
        (Connection::Online, 0) => locale.say(words::ONLINE).to_owned(),
        (Connection::Online, unsent) => words::SENDING.with(locale.get(), &[&unsent.to_string()]),
    };
    view! {
        <button
            type="button"
            class="light"
            data-light=light
            title=words::TRY_NOW
            on:click=move |_| try_now(shop)
        >
            <span class="light__word" role="status">
                {word}
            </span>
        </button>
    }
}

fn try_now(shop: Shop) {
    shop.wakes.poll.ring();
    shop.wakes.outbox.ring();
    shop.wakes.dictionaries.ring();
}

/// Under the bar while the server is not reached: that work goes on.
#[component]
pub fn OfflineNotice() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let since = memo(move || match shop.state.connection().get() {
        Connection::Offline { since } => Some(since),
        Connection::Online => None,
    });
    (move || {
        since.get().map(|since| {
            let text = move || {
                let at = clock(shop, since);
                match shop.state.unsent().get() {
                    0 => words::OFFLINE_TEXT.with(locale.get(), &[&at]),
                    unsent => words::OFFLINE_UNSENT.with(locale.get(), &[&at, &unsent.to_string()]),
                }
            };
            view! {
                <Notice tone=Tone::Amber icon="wifi-off" bar=true text=derived(text)>
                    <button type="button" class="button button--small" on:click=move |_| try_now(shop)>
                        {words::TRY_NOW}
                    </button>
                </Notice>
            }
        })
    })
    .into_view()
}
