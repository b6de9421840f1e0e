//! Orders of other days by what is searched for, where none of the days looked at
//! matches: from the replica, without a network.

use crate::ui::prelude::*;

use crate::api::filter::Value;
use crate::api::orders::filters::SEARCH;
use crate::domain::order::Order;
use crate::sections::orders::actions::icon;
use crate::sections::orders::board::use_card;
use crate::sections::orders::{link_id, use_here, use_shop, words};
use crate::ui::icon::Icon;

/// So many are shown: the best ones.
const SHOWN: usize = 8;

/// The orders found; nothing where there are none.
#[component]
pub fn Elsewhere() -> View {
    let shop = use_shop();
    let here = use_here();
    let found = memo(move || {
        let address = here.address.read();
        let Some(Value::Text(text)) = address.filters.get(SEARCH) else { return Vec::new() };
        // More may be found when more is ready to be.
        shop.state.searchable().track();
        let best = shop.find_orders(text, SHOWN).best;
        best.iter().map(|order| order.id).collect()
    });
    (move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section class="elsewhere" aria-labelledby="elsewhere">
                    <h2 class="elsewhere__title" id="elsewhere">
                        {words::ELSEWHERE}
                    </h2>
                    <ul role="list">{found.into_iter().map(|id| view! { <Found id /> }).collect_view()}</ul>
                </section>
            }
        })
    })
    .into_view()
}

#[component]
fn Found(id: crate::domain::Id<Order>) -> View {
    let shop = use_shop();
    let here = use_here();
    let locale = crate::ui::locale::use_locale();
    let card = use_card(id);
    let watch = shop.orders.watch(id);
    let status = memo(move || watch.get().map(|order| order.status));
    let line = move || {
        let (view, status) = card.get().zip(status.get())?;
        let lang = locale.get();
        Some(view! {
            <strong>{words::NUMBER.with(lang, &[&view.number])}</strong>
            <time datetime=view.due.datetime>{view.due.time}</time>
            <span class="elsewhere__who">{view.who}</span>
            <span class="status" data-status=status.code()>
                <Icon name=icon(status) />
                {status.word().say(lang)}
            </span>
            <span class="number">{view.money.total}</span>
        })
    };
    view! {
        <li hidden=move || status.get().is_none()>
            <a class="elsewhere__order" id=link_id(id) href=move || here.address.get().opened(Some(id)).path()>
                {line}
            </a>
        </li>
    }
}
