//! The page for who comes.

use crate::ui::prelude::*;

use super::form::{SignInFields, SignInForm};
use super::words;
use crate::domain::Lang;
use crate::platform::page;
use crate::store::state::Theme;
use crate::store::Shop;
use crate::ui::icon::{Icon, Mark};
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

/// Sign-in, with language and theme for who has not been here.
#[component]
pub fn SignInView(
    /// What is missing on this device, where something is.
    lost: Signal<Option<String>>,
) -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let form = SignInForm::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let settings = shop.state.settings();
    let other = move || match locale.get() {
        Lang::En => Lang::Ru,
        Lang::Ru => Lang::En,
    };
    // Read before the settings are written: they cannot be both at once.
    let change = move |_| {
        let lang = untrack(other);
        settings.update(|settings| settings.lang = lang);
    };
    let dark = move || match settings.get().theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => page::prefers_dark(),
    };
    let turn = move |_| {
        let theme = if untrack(dark) { Theme::Light } else { Theme::Dark };
        settings.update(|settings| settings.theme = theme);
    };
    view! {
        <div class="sign-in">
            <main class="sign-in__main" id="main">
                <div class="sign-in__head">
                    <Mark />
                    <h1 class="sign-in__title">"Posy"</h1>
                    <p class="sign-in__lead">{words::LEAD}</p>
                </div>
                <Show when=move || lost.read().is_some()>
                    <div class="sign-in__notice">
                        <Notice
                            tone=Tone::Amber
                            icon="warning"
                            text=derived(move || lost.get().unwrap_or_default())
                        />
                    </div>
                </Show>
                <form class="sign-in__form" novalidate on:submit=submit>
                    <SignInFields form />
                    <button
                        class="button button--primary button--wide"
                        aria-busy=move || form.busy.get().then_some("true")
                    >
                        {words::SIGN_IN}
                    </button>
                </form>
            </main>
            <footer class="sign-in__foot">
                <button
                    type="button"
                    class="button button--quiet button--small"
                    lang=move || other().tag()
                    on:click=change
                >
                    <Icon name="globe" class="icon--small" />
                    {move || other().name()}
                </button>
                <button type="button" class="button button--quiet button--small" on:click=turn>
                    <Icon name=derived(move || if dark() { "sun" } else { "moon" }) class="icon--small" />
                    {move || locale.say(if dark() { words::LIGHT } else { words::DARK })}
                </button>
            </footer>
        </div>
    }
}
