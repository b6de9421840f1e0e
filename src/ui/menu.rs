//! Menus: a list of actions under a button, worked by arrows, letters or a finger.

use crate::ui::prelude::*;
use crate::ui::text::Text;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::icon::Icon;
use super::popover::{place, use_dismiss};
use crate::platform::page;

/// A line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    pub icon: &'static str,
    pub word: String,
    /// A second line: why it cannot be chosen, or what it does.
    pub note: String,
    /// A status that colours the icon.
    pub status: Option<&'static str>,
    /// One of several of which one holds; whether it is this one.
    pub checked: Option<bool>,
    pub disabled: bool,
    pub danger: bool,
    /// A line above it.
    pub apart: bool,
    pub act: Callback<()>,
}

impl MenuItem {
    pub fn new(icon: &'static str, word: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            icon,
            word: word.into(),
            note: String::new(),
            status: None,
            checked: None,
            disabled: false,
            danger: false,
            apart: false,
            act: Callback::new(move |()| act()),
        }
    }
}

/// A button that opens a menu.
#[component]
pub fn MenuButton(
    #[prop(into)] class: Signal<&'static str>,
    /// The button's and the menu's name, where the content does not say it.
    #[prop(into)]
    label: Text,
    /// Colours the button like a status.
    #[prop(optional, into)]
    status: Signal<Option<&'static str>>,
    /// The content says the name itself.
    #[prop(optional)]
    named: bool,
    /// Opens towards the end of the line instead of its start.
    #[prop(optional)]
    end: bool,
    items: Signal<Vec<MenuItem>>,
    children: Children,
) -> View {
    let open = RwSignal::new(false);
    let anchor = NodeRef::new();
    let opener = move || {
        let anchor = anchor.get_untracked()?;
        anchor.query_selector("button").ok()??.dyn_into::<HtmlElement>().ok()
    };
    use_dismiss(anchor, open, opener);
    let keyed = move |event: KeyboardEvent| {
        if event.key() == "ArrowDown" && !open.get_untracked() {
            event.prevent_default();
            open.set(true);
        }
    };
    let done = move || {
        open.set(false);
        if let Some(opener) = opener() {
            page::focus(&opener);
        }
    };
    view! {
        <span class="anchor" node_ref=anchor>
            <button
                type="button"
                class=class
                data-status=status
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || (!named).then(|| label.get())
                on:click=move |_| open.update(|open| *open = !*open)
                on:keydown=keyed
            >
                {children()}
            </button>
            <Show when=move || open.get()>
                <Menu label items end opener=Callback::new(move |()| opener()) done=Callback::new(move |()| done()) />
            </Show>
        </span>
    }
}

/// The list of a menu; the focus goes to its first line, or the one that is meant.
#[component]
pub fn Menu(
    #[prop(into)] label: Text,
    items: Signal<Vec<MenuItem>>,
    /// A line was chosen, or the focus moved on.
    done: Callback<()>,
    /// A heading above the lines.
    #[prop(optional)]
    headed: bool,
    #[prop(optional)] end: bool,
    /// The line that is meant, counted from 0.
    #[prop(optional)]
    meant: isize,
    /// The button it stands beside.
    opener: Callback<(), Option<HtmlElement>>,
) -> View {
    let node = NodeRef::new();
    effect(move || {
        if let Some(menu) = node.get() {
            place(&menu, opener.run(()).as_deref(), end);
            step(&menu, meant, true);
        }
    });
    let keyed = move |event: KeyboardEvent| {
        let Some(menu) = node.get_untracked() else { return };
        let handled = match event.key().as_str() {
            "ArrowDown" => step(&menu, 1, false),
            "ArrowUp" => step(&menu, -1, false),
            "Home" => step(&menu, 0, true),
            "End" => step(&menu, -1, true),
            "Tab" => {
                done.run(());
                true
            }
            key => letter(&menu, key),
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <div
            class="popover menu"
            popover="manual"
            role="menu"
            aria-label=label
            tabindex="-1"
            node_ref=node
            on:keydown=keyed
        >
            {headed.then(|| view! { <p class="menu__head" role="presentation">{label}</p> })}
            {move || items.get().into_iter().map(|item| line(item, done)).collect_view()}
        </div>
    }
}

fn line(item: MenuItem, done: Callback<()>) -> View {
    let MenuItem { icon, word, note, status, checked, disabled, danger, apart, act } = item;
    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
    let press = move |_| {
        if !disabled {
            done.run(());
            act.run(());
        }
    };
    view! {
        {apart.then(|| view! { <div class="menu__line" role="separator"></div> })}
        <button
            type="button"
            class="menu__item"
            class:menu__item--danger=danger
            role=role
            tabindex="-1"
            data-status=status
            aria-checked=checked.map(|checked| checked.to_string())
            aria-disabled=disabled.then_some("true")
            on:click=press
        >
            <Icon name=icon />
            <span class="menu__word">
                {word} {(!note.is_empty()).then(|| view! { <span class="menu__note">{note}</span> })}
            </span>
            {(checked == Some(true)).then(|| view! { <Icon name="check" /> })}
        </button>
    }
}

fn lines(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(".menu__item") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Moves the focus by `by` lines, or to the first (0) or last (-1) from the start.
fn step(menu: &HtmlElement, by: isize, from_start: bool) -> bool {
    let lines = lines(menu);
    let count = lines.len() as isize;
    if count == 0 {
        return false;
    }
    let active = page::document().and_then(|document| document.active_element());
    let now = if from_start {
        0
    } else {
        lines.iter().position(|line| Some(line.as_ref()) == active.as_ref()).map_or(-1, |at| at as isize)
    };
    let at = (now + by).rem_euclid(count) as usize;
    if let Some(line) = lines.get(at) {
        page::focus(line);
    }
    true
}

/// Moves the focus to the next line that begins with the letter.
fn letter(menu: &HtmlElement, key: &str) -> bool {
    if key.chars().count() != 1 {
        return false;
    }
    let key = key.to_lowercase();
    let lines = lines(menu);
    let active = page::document().and_then(|document| document.active_element());
    let now = lines.iter().position(|line| Some(line.as_ref()) == active.as_ref()).map_or(0, |at| at + 1);
    let found =
        lines.iter().cycle().skip(now).take(lines.len()).find(|line| {
            line.text_content().is_some_and(|text| text.trim().to_lowercase().starts_with(&key))
        });
    if let Some(line) = found {
        page::focus(line);
    }
    found.is_some()
}
