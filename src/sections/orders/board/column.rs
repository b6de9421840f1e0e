//! One column: its head with count and sum, and a window over its cards.

use crate::ui::prelude::*;

use super::{use_board, Card};
use crate::domain::order::{Order, Status};
use crate::domain::{lang, Id};
use crate::platform::page;
use crate::sections::orders::actions::icon;
use crate::sections::orders::{link_id, words};
use crate::store::state::Stage;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::scroll::Window;

fn focus_card(id: Id<Order>) -> bool {
    let link = page::by_id(&link_id(id));
    if let Some(link) = &link {
        page::focus(link);
    }
    link.is_some()
}

/// The orders of one status.
#[component]
pub fn Column(status: Status) -> View {
    let shop = crate::sections::orders::use_shop();
    let locale = use_locale();
    let board = use_board();
    let group = status as usize;
    let totals = memo(move || board.columns.get().totals(group));
    let window = Window::new(board.pitch, derived(move || totals.get().count));
    let ids = memo(move || {
        let (from, to) = window.range();
        board.columns.get().window(group, from, to)
    });
    let node = NodeRef::new();
    effect(move || {
        if let Some(node) = node.get() {
            window.attach(&node);
        }
    });
    effect(move || {
        let Some(id) = board.reveal.get() else { return };
        let row = untrack(|| board.columns.get().ids(group).iter().position(|known| *known == id));
        if let Some(row) = row {
            board.reveal.set(None);
            window.reveal(row);
            leptos::task::spawn_local(async move {
                // The card is in the page after this turn, before anybody can
                // press another key; after a long way it takes a frame.
                leptos::task::tick().await;
                if !focus_card(id) {
                    request_animation_frame(move || {
                        focus_card(id);
                    });
                }
            });
        }
    });
    // Until all orders are here, the server's count is truer than ours.
    let known = memo(move || {
        let here = totals.get().count as u64;
        let progress = shop.state.progress().get();
        let there = match progress.stage {
            Stage::Loading { .. } => progress.counts.get(&status).copied().unwrap_or(0),
            _ => 0,
        };
        here.max(there)
    });
    let count = move || lang::number(locale.get(), known.get());
    // While a card is in the hand: that it cannot be taken back from here.
    let for_good = memo(move || board.drag.is_for_good(status));
    let sum = move || {
        let totals = totals.get();
        let text = match for_good.get() {
            true => Some(locale.say(words::FOR_GOOD).to_owned()),
            false => (totals.count > 0).then(|| lang::money(locale.get(), totals.sum)),
        };
        text.map(|text| view! { <span class="board__sum">{text}</span> })
    };
    // So that none opens when the orders of a later page come.
    let empty = memo(move || known.get() == 0);
    let drop = move || board.drag.drop_state(status);
    view! {
        <section
            class="board__column"
            data-status=status.code()
            data-empty=move || empty.get().then_some("")
            data-drop=drop
            aria-labelledby=format!("column-{}", status.code())
        >
            <header class="board__head">
                <Icon name=icon(status) />
                <h2 class="board__title" id=format!("column-{}", status.code())>
                    {status.word()}
                </h2>
                <span class="board__count">{count}</span>
                {sum}
            </header>
            <div class="board__scroll" node_ref=node on:scroll=move |_| window.look()>
                <ul
                    class="board__cards"
                    style:padding-block-start=move || page::px(window.before())
                    style:padding-block-end=move || page::px(window.after())
                >
                    <For each=move || ids.get() key=|id| *id children=move |id| view! { <Card id status /> } />
                </ul>
            </div>
        </section>
    }
}
