//! Where somebody else changed the same: both sides, and the choice.

use crate::ui::prelude::*;

use super::Subject;
use crate::sections::orders::words;
use crate::store::command::Kind;
use crate::store::shop::Side;
use crate::ui::notice::{Notice, Tone};

/// The conflicts of this order, until the user has chosen.
#[component]
pub fn Conflicts() -> View {
    let Subject { shop, id, .. } = expect_context();
    let entries = memo(move || {
        let mut entries = shop.unsettled((Kind::Order, id.cast()));
        entries.retain(|entry| entry.progress.conflict().is_some());
        entries
    });
    let there = memo(move || !entries.get().is_empty());
    let text = move || {
        let reader = shop.reader();
        let mut out = words::CONFLICT.say(reader.lang).to_owned();
        for entry in entries.get() {
            out.push(' ');
            out.push_str(&reader.sides(&entry));
        }
        out
    };
    let choose = move |side: Side| move |_| shop.decide((Kind::Order, id.cast()), side);
    view! {
        <Show when=move || there.get()>
            <Notice tone=Tone::Danger icon="warning" bar=true text=derived(text)>
                <button type="button" class="button button--small" on:click=choose(Side::Mine)>
                    {words::KEEP_MINE}
                </button>
                <button type="button" class="button button--small" on:click=choose(Side::Theirs)>
                    {words::TAKE_THEIRS}
                </button>
            </Notice>
        </Show>
    }
}
