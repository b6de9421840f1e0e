//! The session ended in the middle of work: the page stays, the same person
//! signs in over it and goes on.

use crate::ui::prelude::*;

use super::form::{SignInFields, SignInForm};
use super::words;
use crate::platform::server::use_server;
use crate::store::Shop;
use crate::ui::dialog::Dialog;
use crate::ui::locale::use_locale;

/// The dialog; it can only be answered.
#[component]
pub fn ExpiredDialog(
    /// An order is half typed.
    unfinished: Signal<bool>,
) -> View {
    let shop: Shop = expect_context();
    let server = use_server();
    let locale = use_locale();
    let login = shop.state.person().get_untracked().map(|person| person.login).unwrap_or_default();
    let form = SignInForm::new(login);
    let unsent = move || shop.state.unsent().get() + shop.state.undecided().get();
    let losing = move || unsent() > 0 || unfinished.get();
    // Said before anything is lost, and asked for once more.
    let sure = RwSignal::new(false);
    let another = move |_| {
        if untrack(losing) && !sure.get_untracked() {
            return sure.set(true);
        }
        server.spawn(async move { server.sign_out(shop).await });
    };
    let told = move || {
        let count = unsent().to_string();
        let word = if sure.get() { words::ANOTHER_LOSES } else { words::ENDED_UNSENT };
        (unsent() > 0).then(|| view! { <p role="status">{word.with(locale.get(), &[&count])}</p> })
    };
    let told_draft = move || {
        let told = sure.get() && unfinished.get();
        told.then(|| view! { <p role="status">{words::ANOTHER_DRAFT}</p> })
    };
    view! {
        <Dialog
            title=words::ENDED
            on_submit=Callback::new(move |()| form.submit())
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button button--quiet" on:click=another>
                        {words::ANOTHER}
                    </button>
                    <button class="button button--primary" aria-busy=move || form.busy.get().then_some("true")>
                        {words::SIGN_IN}
                    </button>
                }
            })
        >
            <p>{words::ENDED_TEXT}</p>
            {told}
            {told_draft}
            <SignInFields form fixed_login=true />
        </Dialog>
    }
}
