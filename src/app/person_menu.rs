//! Who is signed in, and what they set for themselves.

use crate::ui::prelude::*;

use super::sign_out::SignOut;
use super::words;
use crate::domain::Lang;
use crate::store::state::Density;
use crate::store::Shop;
use crate::ui::avatar::Avatar;
use crate::ui::locale::use_locale;
use crate::ui::menu::{MenuButton, MenuItem};

/// The menu behind the person's sign.
#[component]
pub fn PersonMenu() -> View {
    let shop: Shop = expect_context();
    let sign_out: SignOut = expect_context();
    let locale = use_locale();
    let settings = shop.state.settings();
    let name = memo(move || shop.state.person().get().map(|person| person.name).unwrap_or_default());
    let first = move || name.get().split(' ').next().unwrap_or_default().to_owned();
    let initials =
        move || name.get().split(' ').filter_map(|word| word.chars().next()).take(2).collect::<String>();
    let items = derived(move || {
        let settings_now = settings.get();
        let lang = |of: Lang| {
            let mut item = MenuItem::new("globe", of.name(), move || settings.update(|s| s.lang = of));
            item.checked = Some(settings_now.lang == of);
            item
        };
        let florist_mode = settings_now.density == Density::Florist;
        let mut florist = MenuItem::new("scissors", locale.say(words::FLORIST_MODE), move || {
            settings.update(|s| s.density = if florist_mode { Density::Normal } else { Density::Florist });
        });
        florist.checked = Some(florist_mode);
        florist.apart = true;
        let mut out = MenuItem::new("sign-out", locale.say(words::SIGN_OUT), move || sign_out.begin());
        out.danger = true;
        out.apart = true;
        Lang::ALL.into_iter().map(lang).chain([florist, out]).collect::<Vec<_>>()
    });
    view! {
        <MenuButton
            class="top-bar__person"
            label=derived(move || words::PERSON.with(locale.get(), &[&name.get()]))
            named=true
            end=true
            items
        >
            {move || view! { <Avatar initials=initials() large=true /> }}
            <span class="top-bar__word">{first}</span>
            <span class="unseen">{words::ACCOUNT}</span>
        </MenuButton>
    }
}
