//! Where somebody else changed the same: both sides, and the choice.

use crate::ui::prelude::*;

use super::Subject;
use crate::domain::lang;
use crate::domain::order::OrderChange;
use crate::domain::record::Change as _;
use crate::domain::Lang;
use crate::sections::orders::words;
use crate::store::command::{Action, Kind};
use crate::store::outbox::{Conflict, Entry};
use crate::store::shop::Side;
use crate::store::Shop;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

/// The conflicts of this order, until the user has chosen.
#[component]
pub fn Conflicts() -> View {
    let Subject { shop, id, .. } = expect_context();
    let locale = use_locale();
    let entries = memo(move || {
        let mut entries = shop.unsettled((Kind::Order, id.cast()));
        entries.retain(|entry| entry.progress.conflict().is_some());
        entries
    });
    let there = memo(move || !entries.get().is_empty());
    let text = move || said(shop, locale.get(), &entries.get());
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

/// Both sides of every field, and when the other one was changed.
fn said(shop: Shop, lang: Lang, entries: &[Entry]) -> String {
    let mut out = words::CONFLICT.say(lang).to_owned();
    for entry in entries {
        let Some(conflict) = entry.progress.conflict() else { continue };
        let Action::ChangeOrder(_, mine) = &entry.command.action else { continue };
        let Conflict { theirs: Action::ChangeOrder(_, theirs), changed, seen, .. } = conflict else {
            continue;
        };
        for theirs_change in theirs {
            let mine = mine.iter().find(|mine| mine.same_field(theirs_change));
            let side = |change: &OrderChange| value(shop, lang, change);
            let (mine, theirs) = (mine.map(side).unwrap_or_default(), side(theirs_change));
            out.push(' ');
            out.push_str(&words::BOTH_SIDES.with(lang, &[&field(theirs_change, lang), &mine, &theirs]));
        }
        let zone = shop.state.zone().get();
        let today = zone.day(shop.state.now().get_untracked());
        let at = zone.0.local(changed.unwrap_or(*seen));
        out.push(' ');
        out.push_str(&words::CHANGED_AT.with(lang, &[&lang::moment(lang, at, today)]));
    }
    out
}

/// What the field of a change is called.
fn field(change: &OrderChange, lang: Lang) -> String {
    let word = match change {
        OrderChange::Status(_) => words::STATUS,
        OrderChange::Description(_) => words::NOTES,
        OrderChange::DeliveryComments(_) => words::FOR_COURIER,
        OrderChange::Florist(_) => words::FLORIST,
        OrderChange::Courier(_) => words::COURIER,
        OrderChange::DueTime(_) => words::DUE,
        OrderChange::DeliveryStatus(_) => words::DELIVERY_STATUS,
        OrderChange::Tags(_) => words::TAGS,
        _ => words::ORDERS,
    };
    word.say(lang).to_owned()
}

/// A value as the screen says it.
fn value(shop: Shop, lang: Lang, change: &OrderChange) -> String {
    let none = || words::NOT_SET.say(lang).to_owned();
    match change {
        OrderChange::Status(status) => status.word().say(lang).to_owned(),
        OrderChange::DeliveryStatus(status) => {
            status.map_or_else(none, |status| status.word().say(lang).to_owned())
        }
        OrderChange::Florist(worker) | OrderChange::Courier(worker) => {
            worker.and_then(|id| shop.workers.get(id)).map_or_else(none, |worker| worker.name())
        }
        OrderChange::DueTime(at) => at.map_or_else(none, |at| {
            let zone = shop.state.zone().get();
            let today = zone.day(shop.state.now().get_untracked());
            lang::moment(lang, zone.0.local(at), today)
        }),
        OrderChange::Tags(tags) => {
            let titles = tags.iter().filter_map(|id| shop.tags.get(*id)).map(|tag| tag.title.clone());
            Some(titles.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty()).unwrap_or_else(none)
        }
        OrderChange::Description(text) | OrderChange::DeliveryComments(text) if !text.is_empty() => {
            text.clone()
        }
        _ => none(),
    }
}
