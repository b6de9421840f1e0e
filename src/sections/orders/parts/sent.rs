//! How far what was changed has come on its way to the server.

use crate::ui::prelude::*;

use crate::domain::order::Order;
use crate::domain::Id;
use crate::sections::orders::{use_shop, words};
use crate::store::outbox::Progress;
use crate::store::wording::Standing;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// The sign of an order of which something is not on the server yet.
#[component]
pub fn SentSign(id: Id<Order>) -> View {
    let shop = use_shop();
    let locale = use_locale();
    let standing = memo(move || {
        let standing = shop.standing_of(id, |_| true);
        standing
            .filter(|standing| standing.is_on_its_way())
            .or_else(|| shop.is_unsent(id).then_some(Standing::Waiting))
    });
    (move || {
        let standing = standing.get()?;
        let word = locale.say(standing.word());
        Some(view! {
            <span class="ring" role="img" data-state=standing.code() aria-label=word title=word></span>
        })
    })
    .into_view()
}

/// What the user has to decide about an order, in words: what the server refused,
/// or that somebody else changed the same.
pub fn use_undecided(id: Id<Order>) -> Memo<Option<String>> {
    let shop = use_shop();
    let locale = use_locale();
    memo(move || {
        let lang = locale.get();
        if shop.is_in_conflict(id) {
            return Some(words::CONFLICT_MARK.say(lang).to_owned());
        }
        match shop.refusal(id)?.progress {
            Progress::Refused(why) => Some(words::REFUSED_WHY.with(lang, &[&why.say(lang)])),
            _ => None,
        }
    })
}

/// The sign of an order about which the user has to decide, where there is no room
/// for the words.
#[component]
pub fn UndecidedSign(id: Id<Order>) -> View {
    let undecided = use_undecided(id);
    (move || {
        let why = undecided.get()?;
        Some(view! {
            <span class="mark-danger" role="img" aria-label=why.clone() title=why>
                <Icon name="warning" />
            </span>
        })
    })
    .into_view()
}
