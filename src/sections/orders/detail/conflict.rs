//! Where somebody else changed the same: both sides, and the choice.

use crate::ui::prelude::*;

use super::Subject;
use crate::domain::Id;
use crate::sections::orders::words;
use crate::store::command::{Command, Kind};
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
    // What is asked stays as it is while other things of the order are sent.
    let asked = memo(move || entries.read().iter().map(|entry| entry.command.id).collect::<Vec<_>>());
    let conflict = move |command: Id<Command>| {
        let text = move || {
            let reader = shop.reader();
            let entries = entries.read();
            let entry = entries.iter().find(|entry| entry.command.id == command);
            let sides = entry.map(|entry| reader.sides(entry)).unwrap_or_default();
            format!("{} {sides}", words::CONFLICT.say(reader.lang))
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
    view! { {move || asked.get().into_iter().map(conflict).collect_view()} }
}
