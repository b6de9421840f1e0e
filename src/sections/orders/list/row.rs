//! One row of the table.

use crate::ui::prelude::*;

use super::Selection;
use crate::domain::order::{Order, PaymentState};
use crate::domain::Id;
use crate::sections::orders::actions::icon;
use crate::sections::orders::board::use_card;
use crate::sections::orders::parts::sent::{SentSign, UndecidedSign};
use crate::sections::orders::{link_id, use_here, use_shop, words};
use crate::ui::avatar::Avatar;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// An order in one line.
#[component]
pub fn Row(id: Id<Order>) -> View {
    let shop = use_shop();
    let here = use_here();
    let locale = use_locale();
    let Selection(selection) = expect_context();
    let card = use_card(id);
    let watch = shop.orders.watch(id);
    let status = memo(move || watch.get().map(|order| order.status));
    let selected = memo(move || selection.read().contains(&id));
    let open = memo(move || here.address.read().open == Some(id));
    let toggle = move |_| {
        selection.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    };
    let cells = move || {
        let view = card.get()?;
        let lang = locale.get();
        let paid = match view.money.state {
            PaymentState::Paid => "✓".to_owned(),
            PaymentState::Partly => format!("{}\u{a0}₽", view.money.paid),
            PaymentState::Unpaid => "—".to_owned(),
        };
        let paid_word = match view.money.state {
            PaymentState::Paid => Some(words::PAID.say(lang)),
            PaymentState::Unpaid => Some(words::UNPAID.say(lang)),
            PaymentState::Partly => None,
        };
        let late = view.due.late;
        let number = view.number.clone();
        Some(view! {
            <td class="table__check">
                <label>
                    <input
                        type="checkbox"
                        aria-label=words::SELECT_ORDER.with(lang, &[&number])
                        prop:checked=selected
                        on:change=toggle
                    />
                </label>
            </td>
            <th scope="row" class="col-number">
                <span class="order-list__number">
                    <a id=link_id(id) href=move || here.address.get().opened(Some(id)).path()>
                        {words::NUMBER.with(lang, &[&number])}
                    </a>
                    <SentSign id />
                    <UndecidedSign id />
                </span>
            </th>
            <td class="col-due">
                <time datetime=view.due.datetime class:order-list__due--late=late>
                    {view.due.time}
                </time>
                {late.then(|| view! { <span class="unseen">{view.due.distance}</span> })}
            </td>
            <td class="col-who table__cut">{view.who}</td>
            <td class="col-what table__cut">{view.what}</td>
            <td class="col-how table__cut muted">{view.how}</td>
            <td class="col-florist">
                {match view.florist {
                    Some((initials, name)) => {
                        view! {
                            <span class="person">
                                <Avatar initials />
                                {name}
                            </span>
                        }
                    }
                    None => {
                        view! { <span class="muted">{words::NO_FLORIST.say(lang)}</span> }
                    }
                }}
            </td>
            <td class="col-courier">{if view.courier.is_empty() { "—".to_owned() } else { view.courier }}</td>
            <td class="col-status">
                {status
                    .get()
                    .map(|status| {
                        view! {
                            <span class="status" data-status=status.code()>
                                <Icon name=icon(status) />
                                {status.word().say(lang)}
                            </span>
                        }
                    })}
            </td>
            <td class="col-sum number">{view.money.total}</td>
            <td class="col-paid number muted" title=paid_word>
                {paid}
                {paid_word.map(|word| view! { <span class="unseen">{word}</span> })}
            </td>
        })
    };
    view! {
        <tr
            aria-selected=move || selected.get().then_some("true")
            data-open=move || open.get().then_some("")
        >
            {cells}
        </tr>
    }
}
