//! What can be done to the selected orders, and to how many.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::Selection;
use crate::domain::order::{Order, OrderChange, Status};
use crate::domain::people::Worker;
use crate::domain::permission::Permission;
use crate::domain::text::sort_by_name;
use crate::domain::Id;
use crate::sections::orders::actions::{icon, Mover};
use crate::sections::orders::{use_shop, words};
use crate::store::shop::Shop;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::menu::{MenuButton, MenuItem};
use crate::ui::toast::Toaster;

/// The bar below the table.
#[component]
pub fn BulkBar(selected: Memo<Vec<Id<Order>>>) -> View {
    let shop = use_shop();
    let locale = use_locale();
    let toaster: Toaster = expect_context();
    let mover = Mover::here();
    let Selection(selection) = expect_context();
    let count = derived(move || locale.count(words::SELECTED, selected.read().len()));
    let moves = derived(move || {
        let lang = locale.get();
        // What at least one of them may become.
        let possible = |to: &Status| {
            mover.may(*to)
                && selected
                    .read()
                    .iter()
                    .any(|id| shop.orders.peek(*id).is_some_and(|o| o.may_become(*to).is_ok()))
        };
        let line = |to: Status| {
            let mut item = MenuItem::new(icon(to), to.word().say(lang), move || {
                let stayed = mover.move_all(&selected.get_untracked(), to);
                if stayed > 0 {
                    toaster.refuse("", words::SOME_NOT_MOVED.say(lang, stayed as u64));
                }
                selection.update(std::collections::HashSet::clear);
            });
            item.status = Some(to.code());
            let stays = |id: &Id<Order>| {
                let order = shop.orders.peek(*id).filter(|order| order.may_become(to).is_ok());
                order.is_some_and(|order| !to.is_way_back(order.status))
            };
            if selected.read().iter().any(stays) {
                item.note = words::FOR_GOOD.say(lang).to_owned();
            }
            item
        };
        Status::ALL.into_iter().filter(possible).map(line).collect::<Vec<_>>()
    });
    let assign = move |change: fn(Option<Id<Worker>>) -> OrderChange| {
        derived(move || {
            let line = |worker: std::sync::Arc<Worker>| {
                let id = worker.id;
                MenuItem::new("user", worker.name(), move || {
                    for order in selected.get_untracked() {
                        // Nothing but a status can be refused before it is sent.
                        let _ = shop.change(order, change(Some(id)));
                    }
                    selection.update(std::collections::HashSet::clear);
                })
            };
            workers_by_name(shop).into_iter().map(line).collect::<Vec<_>>()
        })
    };
    let word = move |word| word;
    let may_edit = memo(move || shop.may(Permission::EditOrders));
    view! {
        <div class="bulk-bar" role="region" aria-label=count>
            <span class="bulk-bar__count" role="status">
                {count}
            </span>
            <Show when=move || may_edit.get()>
                <MenuButton
                    class="button"
                    label=word(words::ASSIGN_FLORIST)
                    named=true
                    items=assign(OrderChange::Florist)
                >
                    <Icon name="scissors" />
                    {words::ASSIGN_FLORIST}
                </MenuButton>
                <MenuButton
                    class="button"
                    label=word(words::ASSIGN_COURIER)
                    named=true
                    items=assign(OrderChange::Courier)
                >
                    <Icon name="truck" />
                    {words::ASSIGN_COURIER}
                </MenuButton>
                <MenuButton class="button" label=word(words::MOVE_SELECTED) named=true end=true items=moves>
                    <Icon name="orders" />
                    {words::MOVE_SELECTED}
                </MenuButton>
            </Show>
            <button
                type="button"
                class="icon-button"
                aria-label=words::CLEAR
                on:click=move |_| selection.update(std::collections::HashSet::clear)
            >
                <Icon name="close" />
            </button>
        </div>
    }
}

/// All workers by name, to choose from.
pub fn workers_by_name(shop: Shop) -> Vec<Arc<Worker>> {
    workers_with(shop, None)
}

/// The same with the one who is chosen, who may have left since.
pub fn workers_with(shop: Shop, chosen: Option<Id<Worker>>) -> Vec<Arc<Worker>> {
    let mut workers = shop.workers.all();
    let left = chosen.filter(|id| workers.iter().all(|worker| worker.id != *id));
    workers.extend(left.and_then(|id| shop.workers.peek(id)));
    sort_by_name(&mut workers, |worker| worker.name());
    workers
}
