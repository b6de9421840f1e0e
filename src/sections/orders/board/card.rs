//! One card: what it says, what opens it, and how it is picked up or moved by
//! keys.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::{use_board, BoardContext};
use crate::domain::order::{Order, PaymentState, Status};
use crate::domain::permission::Permission;
use crate::domain::Id;
use crate::sections::orders::parts::sent::{use_undecided, SentSign};
use crate::sections::orders::view_model::{Around, CardView, MoneyView, Scene};
use crate::sections::orders::{link_id, use_here, use_shop, words};
use crate::ui::avatar::Avatar;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::picture::Picture;

/// What the card of an order says, as long as there is such an order.
pub fn use_card(id: Id<Order>) -> Memo<Option<CardView>> {
    let shop = use_shop();
    let watch = shop.orders.watch(id);
    memo(move || {
        let order = watch.get()?;
        let zone = shop.state.zone().get();
        let scene = Scene {
            now: shop.state.now().get(),
            zone: zone.0.as_ref(),
            lang: shop.state.settings().get().lang,
        };
        Some(CardView::new(&order, &around(shop, &order), scene))
    })
}

/// The records around an order; whoever reads this reruns when they change.
pub fn around(shop: crate::store::Shop, order: &Order) -> Around {
    Around {
        customer: order.customer.and_then(|id| shop.customers.get(id)),
        florist: order.florist.and_then(|id| shop.workers.get(id)),
        courier: order.courier.and_then(|id| shop.workers.get(id)),
        tags: order.tags.iter().flatten().filter_map(|id| shop.tags.get(*id)).collect(),
    }
}

/// A card in its column.
#[component]
pub fn Card(id: Id<Order>, status: Status) -> View {
    let shop = use_shop();
    let here = use_here();
    let locale = use_locale();
    let board = use_board();
    let card = use_card(id);
    let number = memo(move || card.get().map(|card| card.number).unwrap_or_default());
    let late = memo(move || card.get().is_some_and(|card| card.due.late));
    let unsent = memo(move || shop.is_unsent(id));
    let refused = use_undecided(id);
    let open = memo(move || here.address.read().open == Some(id));
    let movable = memo(move || status.is_open() && shop.may(Permission::EditOrders));
    let left = memo(move || board.drag.lifted() == Some(id));

    let press = move |event: PointerEvent| {
        if movable.get_untracked() {
            let card = event.current_target().and_then(|card| card.dyn_into::<HtmlElement>().ok());
            board.drag.press(&event, id, status, card, false);
        }
    };
    let press_handle = move |event: PointerEvent| {
        event.stop_propagation();
        let card = event.current_target().and_then(|handle| handle.dyn_into::<Element>().ok());
        let card = card.and_then(|handle| handle.closest(".card").ok().flatten());
        board.drag.press(&event, id, status, card.and_then(|card| card.dyn_into().ok()), true);
    };
    let open_menu = move |event: MouseEvent| {
        event.stop_propagation();
        board.menu.set(Some((id, None)));
    };
    // The click that ends a drag opens nothing.
    let clicked = move |event: MouseEvent| {
        if board.drag.just_ended() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <li>
            <article
                class="card"
                class:card--late=late
                class:card--refused=move || refused.get().is_some()
                class:card--left=left
                data-pending=move || unsent.get().then_some("")
                data-open=move || open.get().then_some("")
                aria-labelledby=link_id(id)
                on:pointerdown=press
                on:click=clicked
                on:dragstart=move |event| event.prevent_default()
                on:keydown=move |event| key(&event, board, id, status, movable.get_untracked())
            >
                {move || {
                    card.get()
                        .map(|view| {
                            view! {
                                <CardFace view refused=refused order=id>
                                    <h3 class="card__number">
                                        <a
                                            class="card__link"
                                            id=link_id(id)
                                            draggable="false"
                                            aria-current=move || open.get().then_some("true")
                                            href=move || here.address.get().opened(Some(id)).path()
                                        >
                                            {move || words::NUMBER.with(locale.get(), &[&number.get()])}
                                        </a>
                                    </h3>
                                    <Show when=move || movable.get()>
                                        <button
                                            type="button"
                                            class="card__move"
                                            aria-haspopup="menu"
                                            aria-expanded=move || {
                                                board.is_menu_of(id).to_string()
                                            }
                                            aria-label=move || {
                                                words::MOVE_ORDER.with(locale.get(), &[&number.get()])
                                            }
                                            on:pointerdown=press_handle
                                            on:click=open_menu
                                        >
                                            <Icon name="drag" />
                                        </button>
                                    </Show>
                                </CardFace>
                            }
                        })
                }}
            </article>
        </li>
    }
}

/// The lines of a card. Its number and handle come from outside: the card in
/// the hand has neither.
#[component]
pub fn CardFace(
    view: CardView,
    #[prop(optional, into)] refused: Signal<Option<String>>,
    /// Whose way to the server is told.
    #[prop(optional)]
    order: Option<Id<Order>>,
    #[prop(optional)] children: Option<Children>,
) -> View {
    let locale = use_locale();
    let CardView { due, who, phone, picture, what, tag, delivery, how, florist, money, number, .. } = view;
    let number = children.is_none().then(|| {
        view! { <span class="card__number card__link">{words::NUMBER.with(locale.now(), &[&number])}</span> }
    });
    view! {
        <div class="card__top">
            <time class="card__time" datetime=due.datetime>
                {due.time}
            </time>
            <span class="card__in">{due.distance}</span>
            {order.map(|id| view! { <SentSign id /> })}
            {number}
            {children.map(|children| children())}
        </div>
        <p class="card__who">
            <span class="cut">{who}</span>
            {(!phone.is_empty()).then(|| view! { <span class="card__phone">{format!("· {phone}")}</span> })}
        </p>
        <Picture src=picture class="card__picture" />
        <div class="card__goods">
            <p class="card__what">
                <span class="cut">{what}</span>
                {tag.map(|tag| view! { <span class="tag">{tag}</span> })}
            </p>
            <p class="card__how">
                {move || match refused.get() {
                    Some(why) => {
                        view! {
                            <span class="mark-danger cut">
                                <Icon name="warning" />
                                <span class="cut">{why}</span>
                            </span>
                        }
                    }
                    None => {
                        view! {
                            <Icon name=if delivery { "truck" } else { "store" } />
                            <span class="cut">{how.clone()}</span>
                        }
                    }
                }}
            </p>
        </div>
        <div class="card__hands">{florist_of(florist)} <Money money /></div>
    }
}

fn florist_of(florist: Option<(String, String)>) -> View {
    match florist {
        Some((initials, name)) => view! {
            <span class="card__florist person">
                <Avatar initials />
                <span class="cut">{name}</span>
            </span>
        },
        None => view! {
            <span class="card__florist card__florist--none person">
                <span class="avatar avatar--none" aria-hidden="true">
                    <Icon name="scissors" />
                </span>
                <span class="cut">{words::NO_FLORIST}</span>
            </span>
        },
    }
}

/// "paid 2,400 of 4,800 ₽".
#[component]
pub fn Money(money: MoneyView) -> View {
    let MoneyView { state, total, paid } = money;
    match state {
        PaymentState::Paid => view! {
            <span class="card__money" data-paid="full">
                <b>{total}</b>
                " "
                {words::PAID}
            </span>
        },
        PaymentState::Unpaid => view! {
            <span class="card__money" data-paid="none">
                <b>{total}</b>
                " "
                {words::UNPAID}
            </span>
        },
        PaymentState::Partly => view! {
            <span class="card__money" data-paid="part">
                <span class="card__word">{words::PAID}</span>
                " "
                <b>{paid}</b>
                " "
                {words::PAID_OF}
                " "
                <b>{total}</b>
            </span>
        },
    }
}

/// Keys on a card: arrows go from card to card, Shift and an arrow moves the
/// card to the next status that it may take, M opens the menu.
fn key(event: &KeyboardEvent, board: BoardContext, id: Id<Order>, status: Status, movable: bool) {
    let on_link = event
        .target()
        .and_then(|t| t.dyn_into::<Element>().ok())
        .is_some_and(|t| t.class_list().contains("card__link"));
    if !on_link || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let done = match (event.key().as_str(), event.shift_key()) {
        ("ArrowRight", true) => movable && shift(board, id, status, true),
        ("ArrowLeft", true) => movable && shift(board, id, status, false),
        ("ArrowDown", false) => beside(board, id, status, 1),
        ("ArrowUp", false) => beside(board, id, status, -1),
        ("ArrowRight", false) => across(board, id, status, true),
        ("ArrowLeft", false) => across(board, id, status, false),
        ("m" | "M" | "ь" | "Ь", _) if movable => {
            board.menu.set(Some((id, None)));
            true
        }
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

/// Moves the card to the nearest status to that side that it may take; the
/// focus goes with it.
fn shift(board: BoardContext, id: Id<Order>, status: Status, right: bool) -> bool {
    let Some(order) = use_order(id) else { return false };
    let to = statuses_from(status, right).find(|to| order.may_become(*to).is_ok() && board.mover.may(*to));
    let Some(to) = to else { return true };
    if !to.is_way_back(status) {
        // The menu says beforehand that there is no way back.
        board.menu.set(Some((id, Some(to))));
    } else if board.mover.move_to(id, order.status, to) {
        board.reveal.set(Some(id));
    }
    true
}

fn use_order(id: Id<Order>) -> Option<std::sync::Arc<Order>> {
    use_context::<crate::store::Shop>()?.orders.peek(id)
}

/// The statuses to one side, the nearest first.
fn statuses_from(status: Status, right: bool) -> Box<dyn Iterator<Item = Status>> {
    let at = status as usize;
    if right {
        Box::new(Status::ALL.into_iter().skip(at + 1))
    } else {
        Box::new(Status::ALL.into_iter().take(at).rev())
    }
}

fn ids_of(board: BoardContext, status: Status) -> Vec<Id<Order>> {
    untrack(|| board.columns.get().ids(status as usize))
}

/// To the card above or below.
fn beside(board: BoardContext, id: Id<Order>, status: Status, by: isize) -> bool {
    let ids = ids_of(board, status);
    let now = ids.iter().position(|known| *known == id);
    let next = now.and_then(|at| at.checked_add_signed(by)).and_then(|at| ids.get(at));
    if let Some(next) = next {
        board.reveal.set(Some(*next));
    }
    true
}

/// To the card at the same height in the nearest column that has any.
fn across(board: BoardContext, id: Id<Order>, status: Status, right: bool) -> bool {
    let row = ids_of(board, status).iter().position(|known| *known == id).unwrap_or(0);
    let next = statuses_from(status, right).find_map(|status| {
        let ids = ids_of(board, status);
        ids.get(row).or(ids.last()).copied()
    });
    if let Some(next) = next {
        board.reveal.set(Some(next));
    }
    true
}
