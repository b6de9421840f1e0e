//! How far what was changed has come on its way to the server.

use crate::ui::prelude::*;

use crate::domain::order::Order;
use crate::domain::Id;
use crate::sections::orders::use_shop;
use crate::store::wording::Standing;
use crate::ui::locale::use_locale;

/// The sign of an order of which something is not on the server yet.
#[component]
pub fn SentSign(id: Id<Order>) -> View {
    let shop = use_shop();
    let locale = use_locale();
    let standing = memo(move || {
        let standing = shop.standing_of(id, |_| true);
        standing.or_else(|| shop.is_unsent(id).then_some(Standing::Waiting))
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
