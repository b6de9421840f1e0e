//! All filters of the orders at once, in groups.

use crate::ui::prelude::*;

use super::filter_editor::Editor;
use crate::api::filter::Value;
use crate::api::orders::filters::{order_filter, DUE, ORDER_FILTERS, SEARCH};
use crate::domain::Word;
use crate::sections::orders::{use_here, words};
use crate::ui::dialog::Dialog;

/// The filters by what they are about. A native test holds that none is missing.
const GROUPS: [(Word, &[&str]); 4] = [
    (words::GROUP_TIME, &["created", "updated", "modified", "posted", "paid"]),
    (
        words::GROUP_PEOPLE,
        &["florists", "no-florist", "couriers", "no-courier", "customer", "created-by", "posted-by"],
    ),
    (
        words::GROUP_MONEY,
        &["amount", "payment", "bonuses", "discounts", "fiscalized", "shift", "fiscal-shift"],
    ),
    (
        words::GROUP_ORDER,
        &[
            "statuses",
            "delivery",
            "stores",
            "sources",
            "items",
            "number",
            "returned",
            "external",
            "system",
            "skip-sessions",
        ],
    ),
];

/// The dialog; nothing changes before "Apply".
#[component]
pub fn FilterDialog(close: Callback<()>) -> View {
    let here = use_here();
    let set = here.now().filters;
    let drafts: Vec<(&'static str, RwSignal<Option<Value>>)> = ORDER_FILTERS
        .iter()
        .map(|filter| (filter.name, RwSignal::new(set.get(filter.name).cloned())))
        .collect();
    let drafts = StoredValue::new(drafts);
    let own = |name: &&'static str| *name == DUE || *name == SEARCH;
    let submit = Callback::new(move |()| {
        let mut address = here.now();
        drafts.with_value(|drafts| {
            for (name, draft) in drafts.iter().filter(|(name, _)| !own(name)) {
                address.filters.set(name, draft.get_untracked());
            }
        });
        close.run(());
        here.to(address);
    });
    let reset = move |_| {
        drafts.with_value(|drafts| {
            for (_, draft) in drafts.iter().filter(|(name, _)| !own(name)) {
                draft.set(None);
            }
        });
    };
    let editor = move |name: &&'static str| {
        let filter = order_filter(name)?;
        let value = drafts
            .with_value(|drafts| drafts.iter().find(|(known, _)| known == name).map(|(_, draft)| *draft))?;
        Some(view! { <Editor filter value labelled=true /> })
    };
    let group = move |(title, names): (Word, &'static [&'static str])| {
        view! {
            <section class="filters-all__group">
                <h3 class="filters-all__title">{title}</h3>
                {names.iter().map(editor).collect_view()}
            </section>
        }
    };
    view! {
        <Dialog
            title=words::ALL_FILTERS
            wide=true
            on_close=close
            on_submit=submit
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button button--quiet" on:click=reset>
                        {words::RESET}
                    </button>
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        {words::CANCEL}
                    </button>
                    <button class="button button--primary">{words::APPLY}</button>
                }
            })
        >
            <div class="filters-all">{GROUPS.into_iter().map(group).collect_view()}</div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_filter_is_in_the_dialog_once() {
        let mut shown: Vec<&str> =
            GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).chain([DUE, SEARCH]).collect();
        let mut declared: Vec<&str> = ORDER_FILTERS.iter().map(|filter| filter.name).collect();
        shown.sort_unstable();
        declared.sort_unstable();
        assert_eq!(shown, declared);
    }
}
