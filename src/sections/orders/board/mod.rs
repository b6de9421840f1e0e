//! The board: a column for each status, cards that can be dragged by mouse and
//! finger, moved by keys, or moved from a menu.

mod card;
mod column;
mod drag;

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub(super) use self::card::{around, use_card};
use self::card::{Card, CardFace};
use self::column::Column;
use self::drag::Drag;
use super::actions::{icon, Mover};
use super::{link_id, use_shop, words};
use crate::domain::order::{Order, Status};
use crate::domain::Id;
use crate::platform::page;
use crate::store::list::{List, Totals};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::popover::use_dismiss;

/// What the cards and columns of one board share.
#[derive(Clone, Copy)]
struct BoardContext {
    columns: Memo<List<Order>>,
    drag: Drag,
    mover: Mover,
    /// The card whose menu is open, and the move that is meant.
    menu: RwSignal<Option<(Id<Order>, Option<Status>)>>,
    /// Distance from card to card in pixels.
    pitch: Signal<f64>,
    /// Brings the card of an order into view and puts the focus on it.
    reveal: RwSignal<Option<Id<Order>>>,
}

impl BoardContext {
    fn is_menu_of(self, id: Id<Order>) -> bool {
        self.menu.get().is_some_and(|(of, _)| of == id)
    }
}

fn use_board() -> BoardContext {
    expect_context()
}

/// All columns.
#[component]
pub fn Board(columns: Memo<List<Order>>) -> View {
    let shop = use_shop();
    let node = NodeRef::new();
    let mover = Mover::here();
    let context = BoardContext {
        columns,
        drag: Drag::new(node, mover),
        mover,
        menu: RwSignal::new(None),
        pitch: use_pitch(),
        reveal: RwSignal::new(None),
    };
    provide_context(context);
    let lifted = move || {
        let id = context.drag.lifted()?;
        let order = shop.orders.peek(id)?;
        Some(view! { <Lifted order=order.id drag=context.drag /> })
    };
    view! {
        <Jump columns board=node />
        <div class="board" node_ref=node>
            {Status::ALL.map(|status| view! { <Column status /> }).collect_view()}
        </div>
        {lifted}
        <MoveMenu />
    }
}

/// The distance from card to card, as the style sheets have it for this screen
/// and density.
fn use_pitch() -> Signal<f64> {
    let shop = use_shop();
    let measure = || Some(page::length("--card-height")? + page::length("--card-gap")?);
    let pitch = RwSignal::new(measure().unwrap_or(154.0));
    let again = move || {
        if let Some(new) = measure().filter(|new| pitch.try_get_untracked().is_some_and(|old| old != *new)) {
            pitch.set(new);
        }
    };
    let density = memo(move || shop.state.settings().get().density);
    effect(move || {
        let _ = density.get();
        // The attribute on the page changes in the same turn.
        request_animation_frame(again);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| again());
    on_cleanup(move || resized.remove());
    pitch.into()
}

/// The card in the hand.
#[component]
fn Lifted(order: Id<Order>, drag: Drag) -> View {
    let view = card::use_card(order);
    let node = NodeRef::new();
    effect(move || {
        if let Some(card) = node.get() {
            page::show_popover(&card);
        }
    });
    view! {
        <article
            class="card card--lifted"
            popover="manual"
            aria-hidden="true"
            node_ref=node
            style=("--x", move || page::px(drag.place().0))
            style=("--y", move || page::px(drag.place().1))
            style=("--wide", move || page::px(drag.width()))
        >
            {move || view.get().map(|view| view! { <CardFace view /> })}
        </article>
    }
}

/// Statuses as tabs: on a phone a column fills the screen.
#[component]
fn Jump(columns: Memo<List<Order>>, board: NodeRef) -> View {
    let tab = move |status: Status| {
        let count = memo(move || {
            let Totals { count, .. } = columns.get().totals(status as usize);
            count
        });
        let jump = move |_| {
            let column = board.get_untracked().and_then(|board| column_of(&board, status));
            if let Some(column) = column {
                column.scroll_into_view_with_bool(true);
            }
        };
        view! {
            <button type="button" data-status=status.code() on:click=jump>
                <Icon name=icon(status) />
                {status.word()}
                " "
                <span class="badge">{move || count.get()}</span>
            </button>
        }
    };
    view! {
        <div class="orders__jump tabs" role="group" aria-label=words::BOARD>
            {Status::ALL.map(tab).collect_view()}
        </div>
    }
}

fn column_of(board: &HtmlElement, status: Status) -> Option<HtmlElement> {
    let selector = format!(".board__column[data-status='{}']", status.code());
    board.query_selector(&selector).ok()??.dyn_into().ok()
}

/// The one menu of all cards, beside the button it was opened from.
#[component]
fn MoveMenu() -> View {
    let shop = use_shop();
    let locale = use_locale();
    let BoardContext { menu, mover, reveal, .. } = use_board();
    let open = RwSignal::new(false);
    let node = NodeRef::new();
    let button = move || page::by_id(&link_id(menu.get_untracked()?.0));
    effect(move || open.set(menu.get().is_some()));
    effect(move || {
        if !open.get() && menu.get_untracked().is_some() {
            menu.set(None);
        }
    });
    use_dismiss(node, open, button);
    let shown = move || {
        let (id, meant) = menu.get()?;
        // The handle, or the card where it was opened by a key on a narrow screen.
        let opener = Callback::new(move |()| {
            let link = page::by_id(&link_id(id))?;
            let handle = link.closest(".card").ok()??.query_selector(".card__move").ok().flatten();
            handle.and_then(|handle| handle.dyn_into().ok()).or(Some(link))
        });
        let order = shop.orders.peek(id)?;
        let number = order.short_number();
        let follow = |mut item: MenuItem| {
            let (act, before) = (item.act, order.status);
            item.act = Callback::new(move |()| {
                act.run(());
                // The card is in another column now; the focus goes with it.
                if shop.orders.peek(id).is_some_and(|order| order.status != before) {
                    reveal.set(Some(id));
                }
            });
            item
        };
        let items: Vec<MenuItem> = mover.menu(&order).into_iter().map(follow).collect();
        let meant = meant.and_then(|to| items.iter().position(|item| item.status == Some(to.code())));
        let done = Callback::new(move |()| {
            if let Some(button) = button() {
                page::focus(&button);
            }
            menu.set(None);
        });
        Some(view! {
            <Menu
                label=derived(move || words::MOVE_TO.with(locale.get(), &[&number]))
                headed=true
                meant=meant.unwrap_or_default() as isize
                items=Signal::stored(items)
                opener
                done
            />
        })
    };
    view! { <div node_ref=node>{shown}</div> }
}
