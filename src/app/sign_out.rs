//! Signing out, where that loses something: what it is, and a file of it.

use crate::ui::prelude::*;

use super::words;
use crate::platform::server::use_server;
use crate::sections::orders::{unfinished, Drafts};
use crate::sections::outbox::{export, Losses};
use crate::store::Shop;
use crate::ui::dialog::Dialog;
use crate::ui::locale::use_locale;

/// How many changes signing out would lose, damaged ones too.
fn losing(shop: Shop) -> usize {
    shop.state.unsent().get() + shop.state.undecided().get()
}

/// Those of which no file can be made.
fn damaged(shop: Shop) -> usize {
    shop.state.damaged().get().len()
}

/// Signing out now loses something, from an event.
pub fn is_anything_lost(shop: Shop, drafts: Drafts) -> bool {
    untrack(|| losing(shop) > 0 || drafts.get().is_some())
}

/// Asks whether to sign out all the same, for as long as it is mounted.
#[component]
pub fn SignOutDialog(
    /// The dialog is open.
    asking: RwSignal<bool>,
) -> View {
    let shop: Shop = expect_context();
    let server = use_server();
    let drafts: Drafts = expect_context();
    let locale = use_locale();
    let unsent = memo(move || losing(shop).saturating_sub(damaged(shop)));
    let is_unsent = memo(move || unsent.get() > 0);
    let is_damaged = memo(move || damaged(shop) > 0);
    let is_unfinished = memo(move || drafts.get().is_some());
    let is_safe = move || !is_unsent.get() && !is_damaged.get() && !is_unfinished.get();
    let export = move || {
        let draft = untrack(|| drafts.get()).map(|draft| unfinished(shop, &draft));
        !is_anything_lost(shop, drafts) || export(shop, draft).is_some()
    };
    let sign_out = move || {
        asking.set(false);
        server.spawn(async move { server.sign_out(shop).await });
    };
    view! {
        <Dialog
            title=words::SIGN_OUT_SURE
            on_close=Callback::new(move |()| asking.set(false))
            on_submit=Callback::new(move |()| {
                // Where there is no file there is no signing out either.
                if export() {
                    sign_out();
                }
            })
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button" on:click=move |_| asking.set(false)>
                        {words::STAY}
                    </button>
                    <button type="button" class="button button--danger" on:click=move |_| sign_out()>
                        {words::SIGN_OUT_ANYWAY}
                    </button>
                    <button class="button button--primary">{words::EXPORT_AND_SIGN_OUT}</button>
                }
            })
        >
            <Show when=move || is_unsent.get()>
                <p>{move || words::SIGN_OUT_LOSES.with(locale.get(), &[&unsent.get().to_string()])}</p>
                <Losses />
            </Show>
            <Show when=move || is_damaged.get()>
                <p>{move || words::SIGN_OUT_DAMAGED.with(locale.get(), &[&damaged(shop).to_string()])}</p>
            </Show>
            <Show when=move || is_unfinished.get()>
                <p>{words::SIGN_OUT_DRAFT}</p>
            </Show>
            <Show when=is_safe>
                <p>{words::SIGN_OUT_SAFE}</p>
            </Show>
        </Dialog>
    }
}
