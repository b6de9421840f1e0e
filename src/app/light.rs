//! The connection light: whether the server answers, since when not, how much
//! is on its way or waits for a decision, and whether the page may be closed.

use crate::ui::prelude::*;

use super::routes::Page;
use super::words;
use crate::domain::Lang;
use crate::sections::outbox::Facts;
use crate::store::state::{Connection, Keeping};
use crate::store::wording::words::OUTBOX;
use crate::store::Shop;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};
use crate::ui::popover::Popover;

/// What the light shows, the most urgent first.
enum Shown {
    /// Closing the page would lose this much.
    Unkept,
    Offline {
        since: String,
        unsent: usize,
    },
    Undecided(usize),
    Sending(usize),
    /// Everything is on the server; so much of the shop, in per cent, is here.
    Filling(u64),
    Online,
}

impl Shown {
    fn of(shop: Shop) -> Self {
        let unsent = shop.state.unsent().get();
        let keeps = matches!(shop.state.keeping().get(), Keeping::Safe | Keeping::Writing);
        match (shop.state.connection().get(), shop.state.undecided().get()) {
            _ if !keeps && unsent > 0 => Self::Unkept,
            (Connection::Offline { since }, _) => {
                Self::Offline { since: shop.reader().moment(since), unsent }
            }
            (Connection::Online, 1..) => Self::Undecided(shop.state.undecided().get()),
            (Connection::Online, 0) if unsent > 0 => Self::Sending(unsent),
            (Connection::Online, 0) => match shop.state.filling().get() {
                Some(filling) if filling.of > 0 => Self::Filling(filling.done * 100 / filling.of),
                _ => Self::Online,
            },
        }
    }

    /// The value of `data-light`.
    const fn code(&self) -> &'static str {
        match self {
            Self::Unkept | Self::Undecided(_) => "trouble",
            Self::Offline { .. } => "offline",
            Self::Sending(_) => "sending",
            Self::Filling(_) | Self::Online => "online",
        }
    }

    fn word(&self, lang: Lang) -> String {
        match self {
            Self::Unkept => words::DO_NOT_CLOSE.say(lang).to_owned(),
            Self::Offline { since, .. } => words::OFFLINE.with(lang, &[since]),
            Self::Undecided(count) => words::TO_DECIDE.with(lang, &[&count.to_string()]),
            Self::Sending(count) => words::SENDING.with(lang, &[&count.to_string()]),
            Self::Filling(_) | Self::Online => words::ONLINE.say(lang).to_owned(),
        }
    }

    /// Beside the word, where there is room.
    fn more(&self, lang: Lang) -> String {
        match self {
            Self::Offline { unsent: unsent @ 1.., .. } => words::UNSENT.with(lang, &[&unsent.to_string()]),
            Self::Filling(percent) => words::FETCHED.with(lang, &[&percent.to_string()]),
            _ => String::new(),
        }
    }
}

/// The light in the top bar; under it, how things stand, and the way to the outbox.
#[component]
pub fn Light() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let open = RwSignal::new(false);
    let word = memo(move || Shown::of(shop).word(locale.get()));
    let more = memo(move || Shown::of(shop).more(locale.get()));
    view! {
        <Popover
            open
            label=words::CONNECTION
            class="light"
            end=true
            light=derived(move || Some(Shown::of(shop).code()))
            button=ViewFn::from(move || {
                view! {
                    <span role="status">
                        <span class="light__word">{word}</span>
                        <span class="light__more">{more}</span>
                    </span>
                }
            })
        >
            <div class="popover__body">
                <h2 class="popover__title">{words::CONNECTION}</h2>
                <Facts />
            </div>
            <div class="popover__foot">
                <button type="button" class="button" on:click=move |_| shop.try_now()>
                    <Icon name="sync" />
                    {words::TRY_NOW}
                </button>
                <a class="button button--primary" href=Page::Outbox.path() on:click=move |_| open.set(false)>
                    {OUTBOX}
                </a>
            </div>
        </Popover>
    }
}

/// Under the bar while the server is not reached: that work goes on.
#[component]
pub fn OfflineNotice() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let since = memo(move || shop.state.connection().get().offline_since());
    (move || {
        since.get().map(|since| {
            let text = move || {
                let at = shop.reader().moment(since);
                match shop.state.unsent().get() {
                    0 => words::OFFLINE_TEXT.with(locale.get(), &[&at]),
                    unsent => words::OFFLINE_UNSENT.with(locale.get(), &[&at, &unsent.to_string()]),
                }
            };
            view! {
                <Notice tone=Tone::Amber icon="wifi-off" bar=true text=derived(text)>
                    <button type="button" class="button button--small" on:click=move |_| shop.try_now()>
                        {words::TRY_NOW}
                    </button>
                </Notice>
            }
        })
    })
    .into_view()
}

/// Under the bar while the device does not keep what is unsent: it lives in
/// this page only.
#[component]
pub fn KeepingNotice() -> View {
    let shop: Shop = expect_context();
    let word = move || match shop.state.keeping().get() {
        Keeping::Safe | Keeping::Writing => None,
        Keeping::Full => Some(words::FULL),
        Keeping::Failing => Some(words::FAILING),
    };
    (move || {
        word().map(|word| {
            view! {
                <Notice tone=Tone::Danger icon="warning" bar=true text=word>
                    <a class="button button--small" href=Page::Outbox.path()>
                        {OUTBOX}
                    </a>
                </Notice>
            }
        })
    })
    .into_view()
}

/// Under the bar while the tab that speaks with the server answers nothing. It cannot be
/// taken by force: it may be in the middle of sending.
#[component]
pub fn StillNotice() -> View {
    let shop: Shop = expect_context();
    (move || {
        let is_still = shop.state.leader_is_still().get();
        is_still.then(|| view! { <Notice tone=Tone::Amber icon="warning" bar=true text=words::STILL /> })
    })
    .into_view()
}
