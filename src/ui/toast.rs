//! Short messages that rise from the bottom: what was done, and the way back.

use std::sync::Arc;
use std::time::Duration;

use crate::ui::prelude::*;

use super::icon::Icon;
use crate::domain::Word;

/// How long a message stays; a refusal stays longer. One with the pointer or
/// the focus on it stays until they leave.
const SHORT: Duration = Duration::from_secs(6);
const LONG: Duration = Duration::from_secs(14);
/// More at once are not read: the oldest goes.
const MOST: usize = 3;

/// What the button of a message does.
pub type Act = Arc<dyn Fn() + Send + Sync>;

/// A message.
#[derive(Clone)]
pub struct Toast {
    pub title: String,
    pub text: String,
    pub danger: bool,
    /// A word and what it does. No callback: the view that shows the message
    /// may end before the message does.
    pub action: Option<(String, Act)>,
}

/// Shows messages; a context.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Vec<(u64, Toast)>>,
    last: StoredValue<u64>,
}

impl Toaster {
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// Tells that something is done.
    pub fn tell(self, text: impl Into<String>) {
        self.show(Toast { title: String::new(), text: text.into(), danger: false, action: None });
    }

    /// Tells that something was refused, and why.
    pub fn refuse(self, title: impl Into<String>, text: impl Into<String>) {
        self.show(Toast { title: title.into(), text: text.into(), danger: true, action: None });
    }

    pub fn show(self, toast: Toast) {
        let id = self.last.try_update_value(|last| {
            *last += 1;
            *last
        });
        let Some(id) = id else { return };
        let stay = if toast.danger { LONG } else { SHORT };
        self.shown.update(|shown| {
            // The same once more need not be told one by one.
            shown
                .retain(|(_, told)| !told.danger || (&told.title, &told.text) != (&toast.title, &toast.text));
            shown.push((id, toast));
            if shown.len() > MOST {
                shown.remove(0);
            }
        });
        self.end(id, stay);
    }

    fn end(self, id: u64, stay: Duration) {
        set_timeout(
            move || {
                if crate::platform::page::find(&format!("#toast-{id}:is(:hover, :focus-within)")).is_some() {
                    self.end(id, SHORT);
                } else {
                    self.close(id);
                }
            },
            stay,
        );
    }

    /// Nothing of what was said stays.
    pub fn clear(self) {
        self.shown.set(Vec::new());
    }

    fn close(self, id: u64) {
        self.shown.try_update(|shown| shown.retain(|(known, _)| *known != id));
    }
}

impl Default for Toaster {
    fn default() -> Self {
        Self::new()
    }
}

/// Where the messages rise; once in the page.
#[component]
pub fn Toasts(toaster: Toaster) -> View {
    let toast = move |(id, toast): (u64, Toast)| {
        view! {
            <div class="toast" class:toast--danger=toast.danger id=format!("toast-{id}")>
                <Icon name=if toast.danger { "warning" } else { "check" } />
                <p class="toast__text">
                    {(!toast.title.is_empty()).then(|| view! { <strong>{toast.title}</strong> })} {toast.text}
                </p>
                {toast
                    .action
                    .map(|(word, act)| {
                        let press = move |_| {
                            act();
                            toaster.close(id);
                        };
                        view! {
                            <button type="button" class="button" on:click=press>
                                {word}
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=Word::new("Close", "Закрыть")
                    on:click=move |_| toaster.close(id)
                >
                    <Icon name="close" />
                </button>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toaster.shown.get() key=|(id, _)| *id children=toast />
        </div>
    }
}
