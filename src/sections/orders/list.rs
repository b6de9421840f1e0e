//! The same orders as a table: sorted by a column, selected by rows, and a bar
//! with what can be done to the selected ones.

mod bulk_bar;
pub(super) use self::bulk_bar::{workers_by_name, workers_with};
mod row;

use std::collections::HashSet;

use crate::ui::prelude::*;

use self::bulk_bar::BulkBar;
use self::row::Row;
use super::address::Column;
use super::view_model::{aria_sort, sort_key};
use super::{use_here, use_shop, words};
use crate::domain::order::Order;
use crate::domain::{Id, Word};
use crate::platform::page;
use crate::store::list::ListRules;
use crate::store::look::Look;
use crate::ui::icon::Icon;
use crate::ui::scroll::Window;

/// The ids of the selected rows.
#[derive(Clone, Copy)]
struct Selection(RwSignal<HashSet<Id<Order>>>);

/// The table.
#[component]
pub fn OrderTable(look: Memo<Look>) -> View {
    let shop = use_shop();
    let here = use_here();
    let sort = memo(move || here.address.read().sort);
    let list = memo(move || {
        let by = sort.get().by;
        let customers = shop.customers.clone();
        shop.list(&look.get(), |test| ListRules {
            group: Box::new(move |order| test(order).then_some(0)),
            groups: 1,
            key: Box::new(move |order| sort_key(order, by, |id| customers.peek(id))),
            amount: |order| order.total_amount,
            classes: None,
        })
    });
    let ids = memo(move || {
        let mut ids = list.get().ids(0);
        if sort.get().descending {
            ids.reverse();
        }
        ids
    });
    let pitch = RwSignal::new(page::length("--row-height").unwrap_or(40.0));
    let measure = move || {
        if let Some(height) = page::length("--row-height")
            .filter(|height| pitch.try_get_untracked().is_some_and(|old| old != *height))
        {
            pitch.set(height);
        }
    };
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    effect(move || {
        shop.state.settings().track();
        request_animation_frame(measure);
    });
    let count = memo(move || ids.read().len());
    let window = Window::new(pitch.into(), count.into());
    let shown = memo(move || {
        let (from, to) = window.range();
        ids.read().iter().skip(from).take(to - from).copied().collect::<Vec<_>>()
    });
    let node = NodeRef::new();
    effect(move || {
        if let Some(node) = node.get() {
            window.attach(&node);
        }
    });

    let selection = Selection(RwSignal::new(HashSet::new()));
    provide_context(selection);
    // What is no longer listed is no longer selected.
    let selected = memo(move || {
        let chosen = selection.0.read();
        ids.read().iter().filter(|id| chosen.contains(id)).copied().collect::<Vec<_>>()
    });
    let all = memo(move || !selected.read().is_empty() && selected.read().len() == count.get());
    let select_all = move |_| {
        let chosen =
            if all.get_untracked() { HashSet::new() } else { ids.get_untracked().into_iter().collect() };
        selection.0.set(chosen);
    };

    let sorted = move |column: Column, class: &'static str, word: Word| {
        let press = move |_| {
            let mut address = here.now();
            address.sort = address.sort.pressed(column);
            here.to(address);
        };
        view! {
            <th scope="col" class=class aria-sort=move || aria_sort(sort.get(), column)>
                <button type="button" class="table__sort" on:click=press>
                    {word}
                    <Icon name="chevron-down" />
                </button>
            </th>
        }
    };
    let plain = move |class: &'static str, word: Word| {
        view! {
            <th scope="col" class=class>
                {word}
            </th>
        }
    };
    let space = move |height: Signal<f64>| {
        view! {
            <tr class="table__space" aria-hidden="true" hidden=move || height.get() < 1.0>
                <td colspan="11" class="table__space" style=("--height", move || page::px(height.get()))></td>
            </tr>
        }
    };
    view! {
        <div class="page__body">
            <div
                class="table-wrap"
                tabindex="0"
                role="region"
                aria-label=words::ORDERS
                node_ref=node
                on:scroll=move |_| window.look()
            >
                <table class="table order-list" aria-rowcount=move || count.get() + 1>
                    <thead>
                        <tr>
                            <th class="table__check" scope="col">
                                <label>
                                    <input
                                        type="checkbox"
                                        aria-label=words::SELECT_ALL
                                        prop:checked=all
                                        on:change=select_all
                                    />
                                </label>
                            </th>
                            {sorted(Column::Number, "col-number", words::ORDER)}
                            {sorted(Column::Due, "col-due", words::DUE)}
                            {sorted(Column::Customer, "col-who table__wide", words::CUSTOMER)}
                            {plain("col-what table__wide", words::WHAT)} {plain("col-how table__wide", words::HOW)}
                            {plain("col-florist", words::FLORIST)} {plain("col-courier", words::COURIER)}
                            {sorted(Column::Status, "col-status", words::STATUS)}
                            {sorted(Column::Sum, "col-sum number", words::SUM)}
                            {plain("col-paid number", words::PAID_TOTAL)}
                        </tr>
                    </thead>
                    <tbody>
                        {space(derived(move || window.before()))}
                        <For each=move || shown.get() key=|id| *id children=|id| view! { <Row id /> } />
                        {space(derived(move || window.after()))}
                    </tbody>
                </table>
            </div>
            <Show when=move || !selected.read().is_empty()>
                <BulkBar selected />
            </Show>
        </div>
    }
}
