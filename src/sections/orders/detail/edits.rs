//! What can be changed of an order: courier and delivery status, florist and
//! due time, notes and tags. Every change is a command of its own.

use crate::ui::prelude::*;

use super::typing::Typing;
use super::{Section, Subject};
use crate::domain::order::{DeliveryStatus, OrderChange};
use crate::domain::people::Worker;
use crate::domain::permission::Permission;
use crate::domain::record::Change as _;
use crate::domain::text::sort_by_name;
use crate::domain::{lang, Id, Word};
use crate::platform::page;
use crate::sections::orders::list::workers_with;
use crate::sections::orders::words;
use crate::store::command::Action;
use crate::ui::field::{error_id, Field, Select};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

impl Subject {
    fn change(self, change: OrderChange) {
        // Only a status can be refused before it is sent, and none is sent from here.
        let _ = self.shop.change(self.id, change);
    }
}

/// The element id of the field that a change is made in.
pub const fn field_id(change: &OrderChange) -> Option<&'static str> {
    match change {
        OrderChange::Description(_) => Some("order-notes"),
        OrderChange::DeliveryComments(_) => Some("order-comments"),
        OrderChange::DeliveryStatus(_) => Some("order-delivery-status"),
        OrderChange::Florist(_) => Some("order-florist"),
        OrderChange::Courier(_) => Some("order-courier"),
        OrderChange::DueTime(_) => Some("order-due"),
        _ => None,
    }
}

/// How far the change of a field, or else a payment, has come: waiting, or nothing to say.
#[component]
pub fn Sent(#[prop(optional)] like: Option<OrderChange>) -> View {
    let subject: Subject = expect_context();
    let wanted = move |action: &Action| match (action, &like) {
        (Action::ChangeOrder(_, changes), Some(like)) => changes.iter().any(|it| it.same_field(like)),
        (action, like) => like.is_none() && matches!(action, Action::Pay(..)),
    };
    let standing = memo(move || subject.shop.standing_of(subject.id, &wanted));
    // "Saved" is said where something was on its way before, and was not given back.
    let was_waiting = RwSignal::new(false);
    effect(move || {
        if let Some(standing) = standing.get() {
            was_waiting.set(standing.is_on_its_way());
        }
    });
    view! {
        <span aria-live="polite">
            {move || match standing.get() {
                Some(standing) if standing.is_on_its_way() => {
                    view! {
                        <span class="field__state" data-state="waiting">
                            <span class="ring" data-state=standing.code() aria-hidden="true"></span>
                            {standing.short()}
                        </span>
                    }
                }
                None if was_waiting.get() => {
                    view! {
                        <span class="field__state" data-state="saved">
                            <Icon name="check" />
                            {words::SAVED}
                        </span>
                    }
                }
                _ => View::empty(),
            }}
        </span>
    }
}

/// Chooses a worker, or none.
#[component]
fn WorkerField(
    id: &'static str,
    label: Word,
    none: Word,
    value: Memo<Option<Option<Id<Worker>>>>,
    change: fn(Option<Id<Worker>>) -> OrderChange,
) -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let options = derived(move || {
        let first = (String::new(), locale.say(none).to_owned());
        let workers = workers_with(subject.shop, value.get().flatten());
        let option = |worker: &std::sync::Arc<Worker>| {
            let position = worker.position.trim();
            let name = worker.name();
            let word = if position.is_empty() { name } else { format!("{name} · {position}") };
            (worker.id.to_string(), word)
        };
        std::iter::once(first).chain(workers.iter().map(option)).collect::<Vec<_>>()
    });
    let chosen = derived(move || value.get().flatten().map(|id| id.to_string()).unwrap_or_default());
    let choose = Callback::new(move |text: String| subject.change(change(text.parse().ok())));
    view! {
        <Field
            id
            label=label
            state=ViewFn::from(move || view! { <Sent like=change(None) /> })
        >
            <Select
                id
                value=chosen
                options
                disabled=derived(move || !subject.may_edit())
                on_change=choose
            />
        </Field>
    }
}

/// Courier and delivery status.
#[component]
pub fn DeliveryEdits() -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let courier = subject.of(|order, _| order.courier);
    let status = subject.of(|order, _| order.delivery_status);
    let options = derived(move || {
        let none = (String::new(), locale.say(words::NOT_SET).to_owned());
        let all = DeliveryStatus::ALL
            .map(|status| (status.code().to_owned(), locale.say(status.word()).to_owned()));
        std::iter::once(none).chain(all).collect::<Vec<_>>()
    });
    let chosen =
        derived(move || status.get().flatten().map(|status| status.code().to_owned()).unwrap_or_default());
    let choose = Callback::new(move |code: String| {
        subject.change(OrderChange::DeliveryStatus(DeliveryStatus::from_code(&code)));
    });
    // A courier tells how the delivery went and changes nothing else.
    let may = derived(move || subject.may_edit() || subject.shop.may(Permission::DeliverOrders));
    view! {
        <Comments />
        <div class="fields fields--two">
            <WorkerField
                id="order-courier"
                label=words::COURIER
                none=words::NO_COURIER
                value=courier
                change=OrderChange::Courier
            />
            <Field
                id="order-delivery-status"
                label=words::DELIVERY_STATUS
                state=ViewFn::from(move || view! { <Sent like=OrderChange::DeliveryStatus(None) /> })
            >
                <Select
                    id="order-delivery-status"
                    value=chosen
                    options
                    disabled=derived(move || !may.get())
                    on_change=choose
                />
            </Field>
        </div>
    }
}

/// What the courier has to know.
#[component]
fn Comments() -> View {
    let subject: Subject = expect_context();
    let text = subject.of(|order, _| order.delivery_comments.clone());
    view! { <TextField id="order-comments" label=words::FOR_COURIER rows=2 text change=OrderChange::DeliveryComments /> }
}

/// Florist and due time.
#[component]
pub fn HandsEdits() -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let florist = subject.of(|order, _| order.florist);
    let due = subject.of(|order, _| order.due_time);
    let read = Callback::new(move |text: String| {
        let zone = subject.shop.state.zone().get_untracked();
        let due = lang::read_clock(&text).map(|local| zone.0.instant(local));
        (due.is_some() || text.is_empty()).then_some(OrderChange::DueTime(due))
    });
    let typing = Typing::new(subject, read);
    let seen = move || OrderChange::DueTime(due.get_untracked().flatten());
    // Half a date has no value: the field is left alone as long as somebody types.
    let last = StoredValue::new(String::new());
    let shown = move || {
        let zone = subject.shop.state.zone().get();
        let clock = due.get().flatten().map(|at| lang::clock(zone.0.local(at))).unwrap_or_default();
        if !typing.goes_on() {
            last.set_value(clock);
        }
        last.get_value()
    };
    let input = move |field: web_sys::HtmlInputElement| {
        typing.input(seen, (!page::is_half_typed(&field)).then(|| field.value()));
    };
    let leave = move |field: web_sys::HtmlInputElement| {
        // The browser does not tell of half a date where there was none before.
        if page::is_half_typed(&field) {
            input(field);
        }
        typing.leave();
    };
    let error = derived(move || typing.is_wrong().then(|| locale.say(words::BAD_TIME).to_owned()));
    view! {
        <Section title=words::HANDS>
            <div class="fields fields--two fields--due">
                <WorkerField
                    id="order-florist"
                    label=words::FLORIST
                    none=words::NO_FLORIST
                    value=florist
                    change=OrderChange::Florist
                />
                <Field
                    id="order-due"
                    label=words::DUE
                    error
                    state=ViewFn::from(move || view! { <Sent like=OrderChange::DueTime(None) /> })
                >
                    <input
                        class="input"
                        id="order-due"
                        type="datetime-local"
                        aria-invalid=move || typing.is_wrong().then_some("true")
                        aria-describedby=move || typing.is_wrong().then(|| error_id("order-due"))
                        disabled=move || !subject.may_edit()
                        prop:value=shown
                        on:input:target=move |event| input(event.target())
                        on:blur:target=move |event| leave(event.target())
                    />
                </Field>
            </div>
        </Section>
    }
}

/// A text.
#[component]
fn TextField(
    id: &'static str,
    label: Word,
    rows: u32,
    text: Memo<Option<String>>,
    change: fn(String) -> OrderChange,
) -> View {
    let subject: Subject = expect_context();
    let read = Callback::new(move |text: String| Some(change(text.trim().to_owned())));
    let typing = Typing::new(subject, read);
    let shown = move || typing.text().or_else(|| text.get()).unwrap_or_default();
    let seen = move || change(text.get_untracked().unwrap_or_default());
    view! {
        <Field
            id
            label=label
            state=ViewFn::from(move || view! { <Sent like=change(String::new()) /> })
        >
            <textarea
                class="input"
                id=id
                rows=rows
                disabled=move || !subject.may_edit()
                prop:value=shown
                on:input:target=move |event| typing.input(seen, Some(event.target().value()))
                on:blur=move |_| typing.leave()
            ></textarea>
        </Field>
    }
}

/// Notes and tags.
#[component]
pub fn NotesEdits() -> View {
    let subject: Subject = expect_context();
    let text = subject.of(|order, _| order.description.clone());
    let chosen = subject.of(|order, _| order.tags.clone());
    let tags = move || {
        let mut tags = subject.shop.tags.all();
        let set = chosen.get().flatten().unwrap_or_default();
        tags.retain(|tag| !tag.deleted || set.contains(&tag.id));
        sort_by_name(&mut tags, |tag| tag.title.clone());
        let tag = |tag: std::sync::Arc<crate::domain::settings::OrderTag>| {
            let id = tag.id;
            let on = memo(move || chosen.get().flatten().is_some_and(|tags| tags.contains(&id)));
            let press = move |_| {
                let Some(mut tags) = chosen.get_untracked().flatten() else { return };
                if on.get_untracked() {
                    tags.retain(|known| *known != id);
                } else {
                    tags.push(id);
                    tags.sort_unstable();
                }
                subject.change(OrderChange::Tags(Some(tags)));
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || on.get().to_string()
                    disabled=move || !subject.may_edit() || chosen.get().flatten().is_none()
                    on:click=press
                >
                    {tag.title.clone()}
                </button>
            }
        };
        tags.into_iter().map(tag).collect_view()
    };
    view! {
        <Section title=words::NOTES>
            <TextField id="order-notes" label=words::NOTES rows=3 text change=OrderChange::Description />
            <div class="tags" role="group" aria-label=words::TAGS>
                {tags}
                <Sent like=OrderChange::Tags(None) />
            </div>
        </Section>
    }
}
