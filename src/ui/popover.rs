//! What opens under a button and closes by Escape, by a press elsewhere, or
//! when the focus leaves it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node, PointerEvent};

use crate::platform::page;

/// Everything in the page that can take the focus.
const FOCUSABLE: &str = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex='-1'])";

/// Closes whatever is around `node` when the user turns away from it. Puts the
/// focus back on `opener` when it was closed from the keyboard.
pub fn use_dismiss<E>(node: NodeRef<E>, open: RwSignal<bool>, opener: impl Fn() -> Option<HtmlElement> + Copy + 'static)
where
    E: leptos::html::ElementType,
    E::Output: JsCast + Clone + AsRef<Element> + 'static,
{
    let contains = move |target: Option<web_sys::EventTarget>| {
        let target: Option<Node> = target.and_then(|target| target.dyn_into().ok());
        node.try_get_untracked().flatten().is_some_and(|node| {
            let node: &Element = node.as_ref();
            node.contains(target.as_ref())
        })
    };
    // What it listens with belongs to one run of the effect and ends with it.
    Effect::new(move |_| {
        if !open.get() {
            return None;
        }
        let document = page::document()?;
        let close = move || {
            let _ = open.try_set(false);
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
        Some(StoredValue::new_local(vec![pressed, keyed]))
    });
}

/// A button and the panel that opens under it.
#[component]
pub fn Popover(
    open: RwSignal<bool>,
    /// What the panel is, for who does not see it.
    #[prop(into)]
    label: Signal<String>,
    /// The button's classes.
    #[prop(into)]
    class: Signal<&'static str>,
    /// Opens towards the end of the line instead of its start.
    #[prop(optional)]
    end: bool,
    /// The button is one of several of which one holds, and it is this one.
    #[prop(optional, into)]
    pressed: MaybeProp<bool>,
    /// The button's content.
    button: ViewFn,
    /// Beside the button, inside the anchor.
    #[prop(optional, into)]
    beside: ViewFn,
    /// The panel's content.
    children: ChildrenFn,
) -> impl IntoView {
    let anchor = NodeRef::<html::Span>::new();
    let opener = move || {
        let anchor = anchor.try_get_untracked().flatten()?;
        anchor.query_selector("button").ok()??.dyn_into::<HtmlElement>().ok()
    };
    use_dismiss(anchor, open, opener);
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        // The first field is what it was opened for.
        if let Some(panel) = panel.get() {
            if let Ok(Some(first)) = panel.query_selector(FOCUSABLE) {
                page::focus(&first);
            }
            stay_on_screen(&panel);
        }
    });
    let children = StoredValue::new(children);
    view! {
        <span class="anchor" node_ref=anchor>
            <button
                type="button"
                class=class
                aria-haspopup="dialog"
                aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {button.run()}
            </button>
            {beside.run()}
            <Show when=move || open.get()>
                <div class="popover" class:popover--end=end role="dialog" aria-label=label node_ref=panel>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </span>
    }
}

/// Turns a panel that would hang over the edge of the screen to the other side.
pub fn stay_on_screen(panel: &Element) {
    let bounds = panel.get_bounding_client_rect();
    let width = page::window().and_then(|window| window.inner_width().ok()).and_then(|w| w.as_f64()).unwrap_or(0.0);
    if bounds.right() > width - 8.0 && bounds.width() < width {
        let _ = panel.class_list().add_1("popover--end");
    }
}
