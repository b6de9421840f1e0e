//! Where somebody else changed the same: both sides, and the choice.

use crate::ui::prelude::*;

use super::Subject;
use crate::sections::orders::words;
use crate::store::command::Kind;
use crate::store::outbox::Entry;
use crate::store::shop::Side;
use crate::ui::notice::{Notice, Tone};

/// The conflicts of this order, field by field, until the user has chosen.
#[component]
pub fn Conflicts() -> View {
    let Subject { shop, id, .. } = expect_context();
    let entries = memo(move || {
        let mut entries = shop.unsettled((Kind::Order, id.cast()));
        entries.retain(|entry| entry.progress.conflict().is_some());
        entries
    });
    let conflict = move |entry: Entry| {
        let command = entry.command.id;
        let text = move || {
            let reader = shop.reader();
            format!("{} {}", words::CONFLICT.say(reader.lang), reader.sides(&entry))
        };
        let choose = move |side: Side| move |_| shop.decide(command, side);
        view! {
            <Notice tone=Tone::Danger icon="warning" bar=true text=derived(text)>
                <button type="button" class="button button--small" on:click=choose(Side::Mine)>
                    {words::KEEP_MINE}
                </button>
                <button type="button" class="button button--small" on:click=choose(Side::Theirs)>
                    {words::TAKE_THEIRS}
                </button>
            </Notice>
        }
    };
    view! { {move || entries.get().into_iter().map(conflict).collect_view()} }
}
