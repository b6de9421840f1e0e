//! The fields of a sign-in and what can be wrong with them.

use crate::ui::prelude::*;

use super::words;
use crate::api::ApiError;
use crate::domain::Word;
use crate::platform::server::{use_server, Server};
use crate::ui::field::{error_id, Field};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

/// What was typed.
#[derive(Clone, Copy)]
pub struct SignInForm {
    pub login: RwSignal<String>,
    pub password: RwSignal<String>,
    missing: RwSignal<(Option<Word>, Option<Word>)>,
    pub error: RwSignal<Option<ApiError>>,
    pub busy: RwSignal<bool>,
    server: Server,
}

/// Credentials that can be sent.
struct Credentials {
    login: String,
    password: String,
}

/// The words for what is missing of each field.
type Missing = (Option<Word>, Option<Word>);

impl TryFrom<(String, String)> for Credentials {
    type Error = Missing;

    fn try_from((login, password): (String, String)) -> Result<Self, Missing> {
        let login = login.trim().to_owned();
        let missing = (
            login.is_empty().then_some(words::LOGIN_MISSING),
            password.is_empty().then_some(words::PASSWORD_MISSING),
        );
        if missing == (None, None) {
            Ok(Self { login, password })
        } else {
            Err(missing)
        }
    }
}

impl SignInForm {
    pub fn new(login: String) -> Self {
        Self {
            login: RwSignal::new(login),
            password: RwSignal::new(String::new()),
            missing: RwSignal::new((None, None)),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            server: use_server(),
        }
    }

    /// Hands the credentials in; the session tells the rest of the app.
    pub fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.error.set(None);
        let credentials =
            match Credentials::try_from((self.login.get_untracked(), self.password.get_untracked())) {
                Ok(credentials) => credentials,
                Err(missing) => return self.missing.set(missing),
            };
        self.missing.set((None, None));
        self.busy.set(true);
        let server = self.server;
        server.spawn(async move {
            let session = std::rc::Rc::clone(server.client().session());
            let answer = session.sign_in(&credentials.login, &credentials.password).await;
            // The page may be gone: signing in has replaced it.
            self.busy.try_set(false);
            if let Err(why) = answer {
                self.error.try_set(Some(why));
            }
        });
    }
}

/// Login and password; the login is fixed where the session of one person is
/// renewed.
#[component]
pub fn SignInFields(form: SignInForm, #[prop(optional)] fixed_login: bool) -> View {
    let locale = use_locale();
    let shown = RwSignal::new(false);
    let say = move |word: Word| word;
    let missing = move |of: fn(&Missing) -> Option<Word>| {
        derived(move || of(&form.missing.get()).map(|word| locale.say(word).to_owned()))
    };
    let (no_login, no_password) = (missing(|missing| missing.0), missing(|missing| missing.1));
    let wrong = memo(move || matches!(form.error.get(), Some(ApiError::Refused { status: 401, .. })));
    let notice = move || {
        form.error.get().map(|why| {
            let refused = matches!(why, ApiError::Refused { status: 401, .. });
            let text = move || {
                let hint = if refused { locale.say(words::WRONG_HINT) } else { "" };
                format!("{} {hint}", why.say(locale.get())).trim().to_owned()
            };
            view! { <Notice tone=Tone::Danger icon="warning" text=derived(text) /> }
        })
    };
    let invalid = move |error: Signal<Option<String>>| {
        move || (error.read().is_some() || wrong.get()).then_some("true")
    };
    view! {
        {notice}
        <Field id="login" label=say(words::LOGIN) error=no_login>
            <input
                class="input"
                id="login"
                name="username"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                readonly=fixed_login
                aria-invalid=invalid(no_login)
                aria-describedby=move || no_login.read().is_some().then(|| error_id("login"))
                bind:value=form.login
            />
        </Field>
        <Field id="password" label=say(words::PASSWORD) error=no_password>
            <div class="input-group">
                <input
                    class="input"
                    id="password"
                    name="password"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="current-password"
                    autofocus=fixed_login
                    aria-invalid=invalid(no_password)
                    aria-describedby=move || no_password.read().is_some().then(|| error_id("password"))
                    bind:value=form.password
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label=words::SHOW_PASSWORD
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon name=derived(move || if shown.get() { "eye-off" } else { "eye" }) />
                </button>
            </div>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_while_a_field_is_empty() {
        let missing =
            |login: &str, password: &str| Credentials::try_from((login.into(), password.into())).err();
        assert_eq!(missing(" ", ""), Some((Some(words::LOGIN_MISSING), Some(words::PASSWORD_MISSING))));
        assert_eq!(missing("olga", ""), Some((None, Some(words::PASSWORD_MISSING))));
        assert!(missing(" olga ", "  ").is_none());
    }
}
