//! The sentences about connection and outbox: on the page, and under the light.

use crate::ui::prelude::*;

use crate::sections::outbox::view_model::{facts, Fact, Replica, Situation, Tone};
use crate::store::Shop;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// Whether the server answers, what waits, what is to be decided, and whether
/// the page may be closed.
#[component]
pub fn Facts() -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let now = move || Situation {
        offline: shop.state.connection().get().offline_since().map(|since| shop.reader().moment(since)),
        unsent: shop.state.unsent().get(),
        undecided: shop.state.undecided().get(),
        keeping: shop.state.keeping().get(),
        fleeting: shop.state.fleeting().get(),
        replica: match shop.state.filling().get() {
            Some(filling) => Replica::Filling(filling),
            None if shop.state.unkept_records().get() => Replica::Unkept,
            None if shop.is_replicated() => Replica::Whole,
            None => Replica::Unknown,
        },
    };
    let sentence = |Fact { icon, tone, text }: Fact| {
        let tone = match tone {
            Tone::Good => "good",
            Tone::Amber => "amber",
            Tone::Danger => "danger",
        };
        view! {
            <li class="facts-list__fact" data-tone=tone>
                <Icon name=icon />
                <span>{text}</span>
            </li>
        }
    };
    view! {
        <ul class="facts-list" role="list">
            {move || facts(locale.get(), &now()).into_iter().map(sentence).collect_view()}
        </ul>
    }
}
