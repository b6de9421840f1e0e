//! The navigation: the pages this person may see.

use crate::ui::prelude::*;

use super::routes::Page;
use super::words;
use crate::store::Shop;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// Links to the pages, and the fold.
#[component]
pub fn Nav(current: Memo<Option<Page>>) -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let pages = move || {
        let allowed =
            Page::NAVIGATION.into_iter().filter(|page| page.needs().is_none_or(|needed| shop.may(needed)));
        let link = |page: Page| {
            let here = move || (current.get() == Some(page)).then_some("page");
            view! {
                <li>
                    <a class="nav__link" href=page.path() aria-current=here>
                        <Icon name=page.icon() />
                        <span class="nav__word">{page.word()}</span>
                    </a>
                </li>
            }
        };
        allowed.map(link).collect_view()
    };
    let settings = shop.state.settings();
    let folded = move || settings.get().narrow_nav;
    let fold = move |_| settings.update(|settings| settings.narrow_nav = !settings.narrow_nav);
    let word = move || locale.say(if folded() { words::UNFOLD } else { words::FOLD });
    view! {
        <nav class="nav" aria-label=words::SECTIONS>
            <ul class="nav__list">{pages}</ul>
            <div class="nav__end">
                <button
                    type="button"
                    class="nav__link nav__fold"
                    aria-expanded=move || (!folded()).to_string()
                    on:click=fold
                >
                    <Icon name="collapse" />
                    <span class="nav__word">{word}</span>
                </button>
            </div>
        </nav>
    }
}
