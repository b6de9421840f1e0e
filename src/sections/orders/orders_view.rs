//! The page of the orders: takes what the address says, looks at it, and shows
//! the board or the list with the detail beside it.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::ui::prelude::*;

use super::board::Board;
use super::detail::OrderDetail;
use super::form::{self, Drafts};
use super::list::OrderTable;
use super::parts::day_switch::DaySwitch;
use super::parts::filter_bar::FilterBar;
use super::parts::search_field::SearchField;
use super::parts::states::{BoardSkeleton, Cut, Failed, ListSkeleton, Nothing, Stale};
use super::view_model::sort_key;
use super::{use_shop, words, Here};
use crate::domain::order::{Order, Status};
use crate::domain::permission::Permission;
use crate::domain::{lang, Money};
use crate::platform::address_bar::AddressBar;
use crate::platform::page;
use crate::store::list::{List, ListRules, Totals};
use crate::store::look::Look;
use crate::store::state::Stage;
use crate::store::sync::ANEW;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// What stands where the orders stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Nothing is here yet, but it is coming.
    Coming {
        list: bool,
    },
    Nothing,
    Failed,
    Board,
    List,
}

/// The orders section.
#[component]
pub fn OrdersView() -> View {
    let shop = use_shop();
    let here = Here::read();
    provide_context(here);
    let address = here.address;
    let settings = shop.state.settings();

    let look = memo(move || address.get().look(settings.get().store));
    effect(move || {
        // Whoever comes looks anew.
        if shop.state.person().get().is_some() {
            shop.look(look.get());
        }
    });
    // What changes is heard of, but not which orders those are that only the server can
    // tell: that is asked for again now and then.
    let every = ANEW.as_secs() as i64;
    let turn = memo(move || (!look.get().is_local()).then(|| shop.state.now().get().timestamp() / every));
    effect(move || {
        if turn.get().is_some() && page::is_visible() {
            shop.ask_anew();
        }
    });
    let today = memo(move || shop.state.zone().get().day(shop.state.now().get()));
    let mut before = None;
    effect(move || {
        let today = today.get();
        // At midnight "today" is another day; the list below follows by itself.
        if before.replace(today).is_some_and(|before| before != today) {
            shop.look_again();
        }
    });

    // By status, for the board and for the figures on top of either view.
    let columns = memo(move || {
        let _ = today.get();
        by_status(shop, &look.get())
    });
    let totals = memo(move || {
        let columns = columns.get();
        (0..Status::ALL.len())
            .map(|group| columns.totals(group))
            .fold(Totals::default(), |a, b| Totals { count: a.count + b.count, sum: a.sum + b.sum })
    });

    let stage = memo(move || shop.state.progress().get().stage);
    // While orders come for the first time, or from the device, the board is not shown
    // before all of these are here, or the first five hundred: what comes later pushes
    // others aside.
    let shown = AtomicBool::new(false);
    let body = memo(move || {
        let (stage, count) = (stage.get(), totals.get().count);
        let begins = matches!(stage, Stage::Idle | Stage::Loading { have: 0..=100, .. });
        let first = || !shown.load(Relaxed) && shop.is_coming(&look.get_untracked());
        let list = address.read().list;
        match (stage, count) {
            _ if begins && first() => Body::Coming { list },
            (_, 1..) => {
                shown.store(true, Relaxed);
                if list {
                    Body::List
                } else {
                    Body::Board
                }
            }
            (Stage::Idle | Stage::Loading { .. }, 0) => Body::Coming { list },
            (Stage::Failed(_), 0) => Body::Failed,
            (Stage::Ready, 0) => Body::Nothing,
        }
    });
    let open = memo(move || address.get().open);

    view! {
        <div class="split">
            <div class="split__main page">
                <Head totals />
                <div class="toolbar">
                    <DaySwitch />
                    <SearchField />
                    <ViewSwitch />
                </div>
                <FilterBar />
                <Stale has_orders=derived(move || totals.get().count > 0) />
                <Cut />
                {move || match body.get() {
                    Body::Coming { list: false } => view! { <BoardSkeleton /> },
                    Body::Coming { list: true } => view! { <ListSkeleton /> },
                    Body::Nothing => view! { <Nothing /> },
                    Body::Failed => view! { <Failed /> },
                    Body::Board => view! { <Board columns /> },
                    Body::List => view! { <OrderTable look /> },
                }}
            </div>
            {move || open.get().map(|id| view! { <OrderDetail id /> })}
        </div>
    }
}

fn by_status(shop: crate::store::Shop, look: &Look) -> List<Order> {
    shop.list(look, |test| ListRules {
        group: Box::new(move |order| test(order).then_some(order.status as usize)),
        groups: Status::ALL.len(),
        key: Box::new(|order| sort_key(order, super::address::Column::Due, |_| None)),
        amount: |order| order.total_amount,
        classes: None,
    })
}

/// The title with its count and sum, and the actions of the page.
#[component]
fn Head(totals: Memo<Totals>) -> View {
    let shop = use_shop();
    let locale = use_locale();
    let figures = move || {
        let Totals { count, sum } = totals.get();
        match shop.state.progress().get().stage {
            // The server knows the number before the orders are here.
            Stage::Loading { of: Some(of), .. } if (count as u64) < of => {
                let lang = locale.get();
                words::LOADED.with(lang, &[&lang::number(lang, count as u64), &lang::number(lang, of)])
            }
            _ if count == 0 => String::new(),
            _ => figures(locale.count(words::ORDER_COUNT, count), locale.get(), sum),
        }
    };
    // Which of the two answered.
    let from = move || {
        let progress = shop.state.progress().get();
        match (progress.stage, progress.local) {
            (Stage::Ready, true) => locale.say(words::FROM_DEVICE),
            (Stage::Ready, false) => locale.say(words::FROM_SERVER),
            _ => "",
        }
    };
    let loading = memo(move || matches!(shop.state.progress().get().stage, Stage::Loading { .. }));
    view! {
        <header class="page__head">
            <h1 class="page__title">
                {words::ORDERS} " " <span class="page__count" aria-live="polite">
                    {figures}
                </span>
                <span class="page__from">{from}</span>
            </h1>
            <div class="page__actions">
                <NewOrder />
                <button
                    type="button"
                    class="button button--quiet"
                    aria-busy=move || loading.get().then_some("true")
                    on:click=move |_| shop.look_again()
                >
                    <Icon name="sync" />
                    {words::REFRESH}
                </button>
            </div>
        </header>
    }
}

/// The way to the form: to a new order, or to the one that was begun.
#[component]
fn NewOrder() -> View {
    let shop = use_shop();
    let drafts: Drafts = expect_context();
    let bar: AddressBar = expect_context();
    let locale = use_locale();
    let may = memo(move || shop.may(Permission::EditOrders));
    let begun = memo(move || drafts.get().is_some());
    let word = move || locale.say(if begun.get() { form::CONTINUE } else { words::NEW_ORDER });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let busy = page::is_typing() || page::find("dialog[open], [role=menu]").is_some();
        if plain && !busy && event.code() == "KeyN" && may.get_untracked() {
            event.prevent_default();
            bar.go(form::PATH, false);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <Show when=move || may.get()>
            <a class="button button--primary" href=form::PATH aria-keyshortcuts="N">
                <Icon name=derived(move || if begun.get() { "edit" } else { "plus" }) />
                {word}
            </a>
        </Show>
    }
}

fn figures(orders: String, lang: crate::domain::Lang, sum: Money) -> String {
    format!("{orders}, {}", lang::money(lang, sum))
}

/// Board or list.
#[component]
fn ViewSwitch() -> View {
    let here = super::use_here();
    let link = move |list: bool, icon: &'static str, word| {
        let path = move || here.address.get().as_list(list).path();
        let current = move || (here.address.read().list == list).then_some("true");
        view! {
            <a href=path aria-current=current aria-label=word title=word>
                <Icon name=icon />
            </a>
        }
    };
    view! {
        <div class="toolbar__end">
            <div class="segmented segmented--icons" role="group" aria-label=words::VIEW>
                {link(false, "orders", words::BOARD)}
                {link(true, "list", words::LIST)}
            </div>
        </div>
    }
}
