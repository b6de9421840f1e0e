//! Picking a card up and dropping it on a column, with a mouse, a pen or a
//! finger, by pointer events: the browser's own drag does not start from touch.
//! A finger picks up by resting on the card, so that the list still scrolls, or
//! at once by the handle.

use std::time::Duration;

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

use crate::domain::order::{Order, Status};
use crate::domain::Id;
use crate::platform::page::{self, Listening};
use crate::sections::orders::actions::Mover;
use crate::sections::orders::use_shop;
use crate::store::Shop;

/// How far a mouse moves before it drags, and a finger before it scrolls.
const SLACK: f64 = 6.0;
/// How long a finger rests before it picks up.
const REST: Duration = Duration::from_millis(280);
/// How near the edge of the board the hand scrolls it, and how fast, in pixels.
const EDGE: f64 = 56.0;
const STEP: i32 = 14;

/// The hand over one board.
#[derive(Clone, Copy)]
pub struct Drag {
    shop: Shop,
    mover: Mover,
    board: NodeRef,
    held: RwSignal<Option<Held>>,
    place: RwSignal<(f64, f64)>,
    over: RwSignal<Option<Status>>,
    press: StoredValue<Option<Press>, LocalStorage>,
    ended: StoredValue<f64>,
}

/// The card in the hand.
#[derive(Clone, Copy, PartialEq)]
struct Held {
    id: Id<Order>,
    from: Status,
    width: f64,
    /// From the card's corner to the pointer.
    grip: (f64, f64),
}

/// A pointer that is down on a card but does not drag yet.
struct Press {
    pointer: i32,
    at: (f64, f64),
    held: Held,
    rests: Option<TimeoutHandle>,
    /// May pick up without resting.
    at_once: bool,
    _listening: Vec<Listening>,
}

impl Drag {
    pub fn new(board: NodeRef, mover: Mover) -> Self {
        Self {
            shop: use_shop(),
            mover,
            board,
            held: RwSignal::new(None),
            place: RwSignal::new((0.0, 0.0)),
            over: RwSignal::new(None),
            press: StoredValue::new_local(None),
            ended: StoredValue::new(f64::MIN),
        }
    }

    /// The order in the hand.
    pub fn lifted(self) -> Option<Id<Order>> {
        self.held.get().map(|held| held.id)
    }

    /// Where the card in the hand stands.
    pub fn place(self) -> (f64, f64) {
        self.place.get()
    }

    pub fn width(self) -> f64 {
        self.held.get().map_or(0.0, |held| held.width)
    }

    /// A drag ended this very moment: its click is none.
    pub fn just_ended(self) -> bool {
        now() - self.ended.get_value() < 350.0
    }

    /// What a column shows while a card is in the hand.
    pub fn drop_state(self, status: Status) -> Option<&'static str> {
        let held = self.held.get()?;
        if status == held.from {
            return None;
        }
        let order = self.shop.orders.peek(held.id)?;
        Some(if order.may_become(status).is_err() || !self.mover.may(status) {
            "refused"
        } else if self.over.get() == Some(status) {
            "over"
        } else {
            "allowed"
        })
    }

    /// The card in the hand may be dropped there, and not be taken back.
    pub fn is_for_good(self, status: Status) -> bool {
        let is_open = matches!(self.drop_state(status), Some("over" | "allowed"));
        is_open && self.held.get().is_some_and(|held| !status.is_way_back(held.from))
    }

    /// A pointer went down on a card.
    pub fn press(
        self,
        event: &PointerEvent,
        id: Id<Order>,
        from: Status,
        card: Option<HtmlElement>,
        handle: bool,
    ) {
        let Some(card) = card.filter(|_| event.button() == 0 && event.is_primary()) else { return };
        self.end();
        let bounds = card.get_bounding_client_rect();
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let held =
            Held { id, from, width: bounds.width(), grip: (at.0 - bounds.left(), at.1 - bounds.top()) };
        let finger = event.pointer_type() == "touch";
        let at_once = handle || !finger;
        let rests =
            if at_once { None } else { set_timeout_with_handle(move || self.lift_after_rest(), REST).ok() };
        let Some(document) = page::document() else { return };
        let listening = vec![
            page::listen(&document, "pointermove", move |event: PointerEvent| self.moved(&event)),
            page::listen(&document, "pointerup", move |event: PointerEvent| self.released(&event)),
            page::listen(&document, "pointercancel", move |_: PointerEvent| self.end()),
            page::listen(&document, "keydown", move |event: KeyboardEvent| {
                if event.key() == "Escape" && self.held.get_untracked().is_some() {
                    event.prevent_default();
                    event.stop_propagation();
                    self.end();
                }
            }),
            // A finger that holds a card must not scroll the page.
            page::listen(&document, "touchmove", move |event: Event| {
                if self.held.get_untracked().is_some() {
                    event.prevent_default();
                }
            }),
            // Nor open the menu of a long press.
            page::listen(&document, "contextmenu", move |event: Event| {
                if finger {
                    event.prevent_default();
                }
            }),
        ];
        let press = Press { pointer: event.pointer_id(), at, held, rests, at_once, _listening: listening };
        self.press.set_value(Some(press));
    }

    fn lift_after_rest(self) {
        let waiting =
            self.press.try_with_value(|press| press.as_ref().map(|press| (press.held, press.at))).flatten();
        if let Some((held, at)) = waiting {
            self.lift(held, at);
        }
    }

    fn lift(self, held: Held, at: (f64, f64)) {
        self.place.set((at.0 - held.grip.0, at.1 - held.grip.1));
        self.held.set(Some(held));
        self.scroll_at_edges();
    }

    fn moved(self, event: &PointerEvent) {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let pressed = self.press.try_with_value(|press| {
            let press = press.as_ref().filter(|press| press.pointer == event.pointer_id())?;
            let far = (at.0 - press.at.0).hypot(at.1 - press.at.1) > SLACK;
            Some((press.held, press.at_once, far))
        });
        let Some(Some((held, at_once, far))) = pressed else { return };
        if self.held.get_untracked().is_none() {
            match (far, at_once) {
                (true, true) => self.lift(held, at),
                // The finger scrolls.
                (true, false) => return self.end(),
                (false, _) => return,
            }
        }
        event.prevent_default();
        self.place.set((at.0 - held.grip.0, at.1 - held.grip.1));
        let over = column_at(at);
        if self.over.get_untracked() != over {
            self.over.set(over);
        }
    }

    fn released(self, event: &PointerEvent) {
        let ours = self
            .press
            .try_with_value(|press| press.as_ref().is_some_and(|p| p.pointer == event.pointer_id()));
        if ours != Some(true) {
            return;
        }
        let held = self.held.get_untracked();
        let over = column_at((f64::from(event.client_x()), f64::from(event.client_y())));
        self.end();
        if let Some(held) = held {
            self.ended.set_value(now());
            if let Some(to) = over.filter(|to| *to != held.from) {
                self.mover.move_to(held.id, held.from, to);
            }
        }
    }

    /// Lets go without dropping.
    fn end(self) {
        let press = self.press.try_update_value(Option::take).flatten();
        if let Some(timer) = press.as_ref().and_then(|press| press.rests) {
            timer.clear();
        }
        // The listeners may be running right now; they go after this turn.
        if let Some(press) = press {
            let press = send_wrapper::SendWrapper::new(press);
            request_animation_frame(move || drop(press));
        }
        if self.held.try_get_untracked().flatten().is_some() {
            self.held.set(None);
            self.over.set(None);
        }
    }

    /// While the hand is at an edge of the board, the board comes along.
    fn scroll_at_edges(self) {
        request_animation_frame(move || {
            let (Some(Some(held)), Some(board)) = (self.held.try_get_untracked(), self.board.get_untracked())
            else {
                return;
            };
            let x = self.place.get_untracked().0 + held.grip.0;
            let bounds = board.get_bounding_client_rect();
            if x < bounds.left() + EDGE {
                board.set_scroll_left(board.scroll_left() - STEP);
            } else if x > bounds.right() - EDGE {
                board.set_scroll_left(board.scroll_left() + STEP);
            }
            self.scroll_at_edges();
        });
    }
}

/// The status of the column under a point.
fn column_at((x, y): (f64, f64)) -> Option<Status> {
    let element = page::document()?.element_from_point(x as f32, y as f32)?;
    let column = element.closest(".board__column").ok()??.dyn_into::<HtmlElement>().ok()?;
    Status::from_code(&column.get_attribute("data-status")?)
}

/// Milliseconds, to compare.
fn now() -> f64 {
    js_sys::Date::now()
}
