//! A field that finds things while one types: a combobox with its list, worked
//! by arrows, Enter and Escape, or by a finger.

use crate::ui::prelude::*;
use crate::ui::text::Text;
use web_sys::KeyboardEvent;

use super::icon::Icon;
use crate::platform::page;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// What is handed on when it is chosen.
    pub value: String,
    pub icon: &'static str,
    pub title: String,
    /// A second line.
    pub note: String,
    /// At the end of the line.
    pub end: String,
    /// Enter takes it only where somebody went to it with the arrows.
    pub deliberate: bool,
}

/// The field. It is emptied when something was chosen.
#[component]
pub fn Picker(
    /// The element id of the field; its list is `id` and `-list`.
    id: &'static str,
    #[prop(into)] hint: Text,
    /// What is typed.
    typed: RwSignal<String>,
    /// What is found for it; nothing while nothing is typed.
    found: Memo<Vec<Found>>,
    /// The element that says what is wrong, where something is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    choose: Callback<String>,
) -> View {
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    // Somebody went there with the arrows.
    let went = RwSignal::new(false);
    let current = memo(move || {
        let now = at.get();
        let deliberate = found.read().get(now).is_some_and(|found| found.deliberate);
        (went.get() || !deliberate).then_some(now)
    });
    let shown = memo(move || open.get() && !found.get().is_empty());
    let list = RwSignal::new(format!("{id}-list"));
    let line_id = move |at: usize| {
        let mut line = list.get_untracked();
        line.push('-');
        line.push_str(&at.to_string());
        line
    };
    let take = move |value: String| {
        open.set(false);
        typed.set(String::new());
        choose.run(value);
    };
    let go = move |to: usize| {
        at.set(to);
        // What is chosen at once ends the field before the next frame.
        let ids = [list.get_untracked(), line_id(to)];
        request_animation_frame(move || {
            // The whole list first, then the line within it.
            for id in ids {
                if let Some(element) = page::by_id(&id) {
                    page::reveal(&element);
                }
            }
        });
    };
    // It may be found later than it was typed.
    effect(move || {
        if shown.get() {
            go(at.get_untracked());
        }
    });
    let keyed = move |event: KeyboardEvent| {
        let count = found.get_untracked().len();
        let (key, now) = (event.key(), current.get_untracked());
        let is_open = shown.get_untracked();
        let done = match key.as_str() {
            "ArrowDown" if !is_open => {
                open.set(true);
                true
            }
            "ArrowDown" if count > 0 => {
                go(now.map_or(0, |now| (now + 1) % count));
                went.set(true);
                true
            }
            "ArrowUp" if is_open => {
                go((now.unwrap_or(0) + count - 1) % count);
                went.set(true);
                true
            }
            // A form is handed in by its button only, never by choosing in it.
            "Enter" => {
                let found = found.get_untracked();
                if let Some(found) = now.and_then(|now| found.get(now)).filter(|_| is_open) {
                    take(found.value.clone());
                }
                true
            }
            "Escape" if is_open => {
                event.stop_propagation();
                open.set(false);
                true
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    };
    let line = move |(place, found): (usize, Found)| {
        let Found { value, icon, title, note, end, .. } = found;
        let selected = move || (current.get() == Some(place)).to_string();
        view! {
            <li
                class="picker__line"
                id=line_id(place)
                role="option"
                aria-selected=selected
                on:click=move |_| take(value.clone())
            >
                <Icon name=icon />
                <span class="picker__word">
                    <span>{title}</span>
                    {(!note.is_empty()).then(|| view! { <span class="picker__note">{note}</span> })}
                </span>
                <span class="picker__end">{end}</span>
            </li>
        }
    };
    view! {
        <div class="picker">
            <div class="input-group">
                <Icon name="search" />
                <input
                    class="input"
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    aria-autocomplete="list"
                    aria-controls=list
                    aria-expanded=move || shown.get().to_string()
                    aria-activedescendant=move || current.get().filter(|_| shown.get()).map(line_id)
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=move || error.read().is_some().then(|| super::field::error_id(id))
                    placeholder=hint
                    prop:value=typed
                    on:input:target=move |event| {
                        open.set(true);
                        typed.set(event.target().value());
                        went.set(false);
                        go(0);
                    }
                    on:keydown=keyed
                    on:focus=move |_| open.set(true)
                    on:blur=move |_| open.try_set(false)
                />
            </div>
            // Pressing a line must not take the focus from the field.
            <ul
                class="picker__list"
                id=list
                role="listbox"
                aria-label=hint
                hidden=move || !shown.get()
                on:mousedown=move |event: web_sys::Event| event.prevent_default()
            >
                {move || found.get().into_iter().enumerate().map(line).collect_view()}
            </ul>
        </div>
    }
}
