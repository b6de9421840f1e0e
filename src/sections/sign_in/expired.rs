//! The session ended in the middle of work: the page stays, the same person
//! signs in over it and goes on.

use crate::ui::prelude::*;

use super::form::{SignInFields, SignInForm};
use super::words;
use crate::store::Shop;
use crate::ui::dialog::Dialog;
use crate::ui::locale::use_locale;

/// The dialog; it can only be answered.
#[component]
pub fn ExpiredDialog(
    /// Somebody else wants to sign in here.
    on_another: Callback<()>,
) -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let login = shop.state.person().get_untracked().map(|person| person.login).unwrap_or_default();
    let form = SignInForm::new(login);
    let told = move || {
        let unsent = shop.state.unsent().get();
        let text = words::ENDED_UNSENT.with(locale.get(), &[&unsent.to_string()]);
        (unsent > 0).then(|| view! { <p role="status">{text}</p> })
    };
    view! {
        <Dialog
            title=words::ENDED
            on_submit=Callback::new(move |()| form.submit())
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button button--quiet" on:click=move |_| on_another.run(())>
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
            <SignInFields form fixed_login=true />
        </Dialog>
    }
}
