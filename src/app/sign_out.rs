//! Signing out, where that loses something: what it is, and a file of it.

use crate::ui::prelude::*;

use super::words;
use crate::platform::server::Server;
use crate::sections::orders::{unfinished, Drafts};
use crate::sections::outbox::{export, Losses};
use crate::store::Shop;
use crate::ui::dialog::Dialog;
use crate::ui::locale::use_locale;

/// Signing out, from wherever it is asked for; a context of the app.
#[derive(Clone, Copy)]
pub struct SignOut {
    shop: Shop,
    server: Server,
    drafts: Drafts,
    /// The dialog is open.
    asking: RwSignal<bool>,
}

impl SignOut {
    pub fn new(shop: Shop, server: Server, drafts: Drafts) -> Self {
        Self { shop, server, drafts, asking: RwSignal::new(false) }
    }

    /// Signs out, or asks first where that loses something.
    pub fn begin(self) {
        self.server.spawn(async move {
            // Another tab may have begun an order.
            self.drafts.refresh().await;
            if untrack(|| self.is_anything_lost()) {
                self.asking.set(true);
            } else {
                self.server.sign_out(self.shop).await;
            }
        });
    }

    /// The question is on the screen.
    pub fn is_asking(self) -> bool {
        self.asking.get()
    }

    fn is_anything_lost(self) -> bool {
        self.shop.state.unsettled().count() > 0 || self.drafts.get().is_some()
    }

    /// Where there is no file there is no signing out either.
    fn export_and_go(self) {
        let draft = self.drafts.get().map(|draft| unfinished(self.shop, &draft));
        if !self.is_anything_lost() || export(self.shop, draft).is_some() {
            self.go();
        }
    }

    fn go(self) {
        self.asking.set(false);
        self.server.spawn(async move { self.server.sign_out(self.shop).await });
    }
}

/// Asks whether to sign out all the same, for as long as it is mounted.
#[component]
pub fn SignOutDialog() -> View {
    let sign_out: SignOut = expect_context();
    let SignOut { shop, drafts, asking, .. } = sign_out;
    let locale = use_locale();
    let unsent = memo(move || shop.state.unsettled().changes);
    let is_unsent = memo(move || unsent.get() > 0);
    let damaged = memo(move || shop.state.unsettled().damaged);
    let is_damaged = memo(move || damaged.get() > 0);
    let is_unfinished = memo(move || drafts.get().is_some());
    let is_safe = move || !is_unsent.get() && !is_damaged.get() && !is_unfinished.get();
    view! {
        <Dialog
            title=words::SIGN_OUT_SURE
            on_close=Callback::new(move |()| asking.set(false))
            on_submit=Callback::new(move |()| untrack(|| sign_out.export_and_go()))
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button" on:click=move |_| asking.set(false)>
                        {words::STAY}
                    </button>
                    <button type="button" class="button button--danger" on:click=move |_| sign_out.go()>
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
                <p>{move || words::SIGN_OUT_DAMAGED.with(locale.get(), &[&damaged.get().to_string()])}</p>
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
