//! A newer version of the app: it waits until somebody wants it. `public/boot.js`
//! tells of it and takes it; never by itself.

use crate::ui::prelude::*;

use super::words;
use crate::platform::page;
use crate::sections::orders::Drafts;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

/// What this page and its scripts tell each other, by name.
const WAITS: &str = "posy-update";
const TAKE: &str = "posy-update-now";
const UP: &str = "posy-up";
const FORGET: &str = "posy-forget";

/// The app stands: this version may be fallen back to.
pub fn is_up() {
    page::tell(UP);
}

/// Pictures that were kept for whoever has signed out are forgotten.
pub fn forget_pictures() {
    page::tell(FORGET);
}

/// Whether a newer version waits; a context.
#[derive(Clone, Copy)]
pub struct Waits(RwSignal<bool>);

impl Waits {
    /// Listens for as long as the page lives: it may be told before anybody has
    /// signed in.
    pub fn follow() -> Self {
        let waits = RwSignal::new(false);
        if let Some(window) = page::window() {
            page::listen_forever(&window, WAITS, move |_: web_sys::Event| waits.try_set(true));
        }
        Self(waits)
    }
}

/// Under the bar while a newer version waits, and nobody is in the middle of an
/// order.
#[component]
pub fn UpdateNotice() -> View {
    let Waits(waits) = expect_context();
    let drafts: Drafts = expect_context();
    let locale = use_locale();
    view! {
        <Show when=move || waits.get() && !drafts.is_open()>
            <div class="between-tasks">
            <Notice
                tone=Tone::Plain
                icon="sync"
                bar=true
                text=derived(move || locale.say(words::UPDATE).to_owned())
            >
                <button type="button" class="button button--small" on:click=move |_| page::tell(TAKE)>
                    {words::UPDATE_NOW}
                </button>
                <button type="button" class="button button--small" on:click=move |_| waits.set(false)>
                    {words::LATER}
                </button>
            </Notice>
            </div>
        </Show>
    }
}
