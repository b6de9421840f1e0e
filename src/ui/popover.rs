//! What opens under a button and closes by Escape, by a press elsewhere, or
//! when the focus leaves it.

use crate::ui::prelude::*;
use crate::ui::text::Text;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node, PointerEvent};

use crate::platform::page;

/// Everything in the page that can take the focus.
const FOCUSABLE: &str =
    "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex='-1'])";

/// Closes whatever is around `node` when the user turns away from it. Puts the
/// focus back on `opener` when it was closed from the keyboard.
pub fn use_dismiss(
    node: NodeRef,
    open: RwSignal<bool>,
    opener: impl Fn() -> Option<HtmlElement> + Copy + 'static,
) {
    let contains = move |target: Option<web_sys::EventTarget>| {
        let target: Option<Node> = target.and_then(|target| target.dyn_into().ok());
        node.get_untracked().is_some_and(|node| node.contains(target.as_ref()))
    };
    // What it listens with belongs to one run of the effect and ends with it.
    effect(move || {
        if !open.get() {
            return;
        }
        let Some(document) = page::document() else { return };
        let close = move || {
            open.try_set(false);
        };
        let pressed = page::listen::<PointerEvent>(&document, "pointerdown", move |event| {
            if !contains(event.target()) {
                close();
            }
        });
        let keyed = page::listen::<KeyboardEvent>(&document, "keydown", move |event| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                close();
                if let Some(opener) = opener() {
                    page::focus(&opener);
                }
            }
        });
        let listening = SendWrapper::new((pressed, keyed));
        on_cleanup(move || drop(listening));
    });
}

/// A button and the panel that opens under it.
#[component]
pub fn Popover(
    open: RwSignal<bool>,
    /// What the panel is, for who does not see it.
    #[prop(into)]
    label: Text,
    /// The button's classes.
    #[prop(into)]
    class: Signal<&'static str>,
    /// Opens towards the end of the line instead of its start.
    #[prop(optional)]
    end: bool,
    /// The button is one of several of which one holds, and it is this one.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// Makes the button a light, of this kind.
    #[prop(optional, into)]
    light: Signal<Option<&'static str>>,
    /// The button's content.
    button: ViewFn,
    /// Beside the button, inside the anchor.
    #[prop(optional, into)]
    beside: ViewFn,
    /// The panel's content.
    children: ChildrenFn,
) -> View {
    let anchor = NodeRef::new();
    let opener = move || {
        let anchor = anchor.get_untracked()?;
        anchor.query_selector("button").ok()??.dyn_into::<HtmlElement>().ok()
    };
    use_dismiss(anchor, open, opener);
    let panel = NodeRef::new();
    effect(move || {
        // The first field is what it was opened for.
        if let Some(panel) = panel.get() {
            place(&panel, opener().as_deref(), end);
            if let Ok(Some(first)) = panel.query_selector(FOCUSABLE) {
                page::focus(&first);
            }
        }
    });
    view! {
        <span class="anchor" node_ref=anchor>
            <button
                type="button"
                class=class
                data-light=light
                aria-haspopup="dialog"
                aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {button.run()}
            </button>
            {beside.run()}
            <Show when=move || open.get()>
                <div class="popover" popover="manual" role="dialog" aria-label=label node_ref=panel>
                    {children.run()}
                </div>
            </Show>
        </span>
    }
}

/// Puts a panel into the top layer, beside its button: below it where there is
/// room, else above; never over the edge of the screen. On a phone the style
/// sheet puts it at the bottom edge instead.
pub fn place(panel: &HtmlElement, button: Option<&Element>, end: bool) {
    page::show_popover(panel);
    let Some(button) = button.map(Element::get_bounding_client_rect) else { return };
    let (wide, high) = page::viewport();
    let size = panel.get_bounding_client_rect();
    let from = if end { button.right() - size.width() } else { button.left() };
    let x = from.min(wide - size.width() - GAP * 2.0).max(GAP * 2.0);
    let (below, above) = (high - button.bottom(), button.top());
    let style = panel.style();
    let set = |name: &str, value: f64| {
        let _ = style.set_property(name, &page::px(value));
    };
    set("--x", x);
    if below >= size.height() + GAP * 2.0 || below >= above {
        set("--y", button.bottom() + GAP);
        set("--room", below - GAP * 3.0);
    } else {
        set("--y", (above - GAP - size.height()).max(GAP * 2.0));
        set("--room", above - GAP * 3.0);
    }
}

/// Between a button and its panel.
const GAP: f64 = 4.0;
