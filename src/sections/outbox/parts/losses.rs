//! What would be lost with this device, in a few lines.

use crate::ui::prelude::*;

use crate::sections::outbox::view_model::more;
use crate::store::Shop;
use crate::ui::locale::use_locale;

/// As many changes are named.
const MOST: usize = 5;

/// The changes that are not on the server, the first of them by name.
#[component]
pub fn Losses() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let lines = move || {
        let entries = shop.outbox();
        let reader = shop.reader();
        let rest = entries.len().saturating_sub(MOST);
        let named = entries.iter().take(MOST).map(|entry| reader.summary(&entry.command.action));
        let rest = (rest > 0).then(|| more(locale.get(), rest));
        named.chain(rest).map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! { <ul class="outbox__also">{lines}</ul> }
}
