//! By whom, and what else is to be known: florist, notes, tags.

use crate::ui::prelude::*;

use super::fields::LongField;
use super::{words, Form, FormPart};
use crate::domain::text::sort_by_name;
use crate::sections::orders::list::workers_with;
use crate::ui::field::{Field, Select};
use crate::ui::locale::use_locale;

/// Florist, notes and tags.
#[component]
pub fn HandsPart() -> View {
    let form: Form = expect_context();
    let locale = use_locale();
    let chosen = form.of(|draft| draft.florist);
    let florists = derived(move || {
        let none = (String::new(), locale.say(words::NO_FLORIST).to_owned());
        let workers = workers_with(form.shop, chosen.get());
        std::iter::once(none)
            .chain(workers.iter().map(|worker| (worker.id.to_string(), worker.name())))
            .collect::<Vec<_>>()
    });
    let florist = derived(move || chosen.get().map(|id| id.to_string()).unwrap_or_default());
    let choose = Callback::new(move |id: String| form.edit(|draft| draft.florist = id.parse().ok()));
    let tags = move || {
        let mut tags = form.shop.tags.all();
        sort_by_name(&mut tags, |tag| tag.title.clone());
        let tag = |tag: std::sync::Arc<crate::domain::settings::OrderTag>| {
            let id = tag.id;
            let on = form.of(move |draft| draft.tags.contains(&id));
            let press = move |_| {
                form.edit(|draft| match draft.tags.iter().position(|known| *known == id) {
                    Some(at) => {
                        draft.tags.remove(at);
                    }
                    None => draft.tags.push(id),
                });
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || on.get().to_string()
                    on:click=press
                >
                    {tag.title.clone()}
                </button>
            }
        };
        tags.into_iter().map(tag).collect_view()
    };
    view! {
        <FormPart id="new-hands-title" title=words::BY_WHOM>
            <Field id="new-florist" label=words::FLORIST>
                <Select id="new-florist" value=florist options=florists on_change=choose />
            </Field>
            <LongField id="new-notes" label=words::NOTES at=|draft| &mut draft.notes rows=3 />
            <div class="tags" role="group" aria-label=words::TAGS>
                {tags}
            </div>
        </FormPart>
    }
}
