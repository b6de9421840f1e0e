//! What stands there while there are no orders to show, and what is said over
//! them when they may be old or not all.

use crate::ui::prelude::*;

use super::elsewhere::Elsewhere;
use crate::api::orders::filters::{DUE, SEARCH};
use crate::domain::order::Status;
use crate::domain::{lang, period::Period};
use crate::sections::orders::actions::icon;
use crate::sections::orders::{use_here, use_shop, words};
use crate::store::state::{Connection, Stage};
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

/// How many cards each column of the skeleton has.
const SHAPE: [(Status, usize); 4] =
    [(Status::NotAccepted, 2), (Status::New, 6), (Status::Assembled, 3), (Status::Courier, 2)];

/// How many rows that of the list has.
const ROWS: usize = 8;

/// The shape of the board that is coming.
#[component]
pub fn BoardSkeleton() -> View {
    let card = |_| {
        view! {
            <div class="card card--skeleton">
                <div class="card__top">
                    <span class="skeleton skeleton--short"></span>
                </div>
                <p class="card__who">
                    <span class="skeleton"></span>
                </p>
                <span class="card__picture skeleton skeleton--picture"></span>
                <div class="card__goods">
                    <span class="skeleton skeleton--long"></span>
                </div>
                <div class="card__hands">
                    <span class="skeleton skeleton--round"></span>
                    <span class="skeleton skeleton--short"></span>
                </div>
            </div>
        }
    };
    let column = move |(status, cards): (Status, usize)| {
        view! {
            <div class="board__column" data-status=status.code() aria-hidden="true">
                <div class="board__head">
                    <Icon name=icon(status) />
                    <span class="board__title">{status.word()}</span>
                </div>
                <div class="board__scroll">
                    <div class="board__cards">{(0..cards).map(card).collect_view()}</div>
                </div>
            </div>
        }
    };
    view! {
        <div class="board" aria-busy="true">
            <p class="unseen">{words::LOADING}</p>
            {SHAPE.into_iter().map(column).collect_view()}
        </div>
    }
}

/// The shape of the list that is coming.
#[component]
pub fn ListSkeleton() -> View {
    let row = |_| {
        view! {
            <div class="table__coming" aria-hidden="true">
                <span class="skeleton skeleton--long"></span>
            </div>
        }
    };
    view! {
        <div class="page__body" aria-busy="true">
            <p class="unseen">{words::LOADING}</p>
            <div class="table-wrap">{(0..ROWS).map(row).collect_view()}</div>
        </div>
    }
}

/// No order on these days, or none that matches.
#[component]
pub fn Nothing() -> View {
    let shop = use_shop();
    let here = use_here();
    let locale = use_locale();
    let filtered = memo(move || here.address.read().filters.names().any(|name| name != DUE));
    let searched = memo(move || here.address.read().filters.get(SEARCH).is_some());
    let title = move || {
        let lang = locale.get();
        if filtered.get() {
            return words::NO_MATCH.say(lang).to_owned();
        }
        let today = shop.state.zone().get().day(shop.state.now().get());
        let period = here.address.get().look(None).period();
        match period.days(today) {
            _ if period == Period::Any => words::EMPTY.say(lang).to_owned(),
            (from, to) if from == to => {
                words::EMPTY_DAY.with(lang, &[&lang::weekday_and_day(lang, from, today)])
            }
            (from, to) => {
                let days = format!("{} – {}", lang::day(lang, from, today), lang::day(lang, to, today));
                words::EMPTY_DAY.with(lang, &[&days])
            }
        }
    };
    let text = move || if filtered.get() { String::new() } else { locale.say(words::EMPTY_TEXT).to_owned() };
    view! {
        <Empty drawing="empty" title=derived(title) text=derived(text)>
            <Show when=move || filtered.get()>
                <button type="button" class="button" on:click=move |_| here.to(here.now().without_filters())>
                    {words::CLEAR_FILTERS}
                </button>
            </Show>
        </Empty>
        <Show when=move || searched.get()>
            <Elsewhere />
        </Show>
    }
}

/// The orders could not be loaded, and none are here from before.
#[component]
pub fn Failed() -> View {
    let shop = use_shop();
    let locale = use_locale();
    let stage = shop.state.progress().get_untracked().stage;
    let Stage::Failed(why) = stage else { return View::empty() };
    let offline = why.is_network();
    let details = why.details();
    let text = move || words::FAILED_SAFE.with(locale.get(), &[&why.say(locale.get())]);
    view! {
        <Empty
            drawing=if offline { "offline" } else { "error" }
            alert=true
            title=words::FAILED
            text=derived(text)
            details=details
        >
            <button type="button" class="button button--primary" on:click=move |_| shop.look_again()>
                {words::TRY_AGAIN}
            </button>
        </Empty>
    }
}

/// Orders are shown, but the server did not confirm that they are all.
#[component]
pub fn Stale(has_orders: Signal<bool>) -> View {
    let shop = use_shop();
    let locale = use_locale();
    let why = memo(move || match shop.state.progress().get().stage {
        Stage::Failed(why) if has_orders.get() => Some(why),
        _ => None,
    });
    (move || {
        why.get().map(|why| {
            let text = move || match shop.state.connection().get() {
                Connection::Online => words::OLD_DATA.with(locale.get(), &[&why.say(locale.get())]),
                // Why is told by the light and its notice.
                _ => locale.say(words::MAYBE_MORE).to_owned(),
            };
            view! {
                <Notice tone=Tone::Amber icon="warning" bar=true text=derived(text)>
                    <button type="button" class="button button--small" on:click=move |_| shop.look_again()>
                        {words::TRY_AGAIN}
                    </button>
                </Notice>
            }
        })
    })
    .into_view()
}

/// More match than are fetched.
#[component]
pub fn Cut() -> View {
    let shop = use_shop();
    let locale = use_locale();
    let cut = memo(move || shop.state.progress().get().cut);
    (move || {
        cut.get().map(|total| {
            let text = move || {
                let lang = locale.get();
                words::CUT.with(
                    lang,
                    &[&lang::number(lang, crate::store::sync::MOST_ORDERS), &lang::number(lang, total)],
                )
            };
            view! { <Notice tone=Tone::Plain icon="info" bar=true text=derived(text) /> }
        })
    })
    .into_view()
}
