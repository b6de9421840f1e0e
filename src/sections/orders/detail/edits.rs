//! What can be changed of an order: courier and delivery status, florist and
//! due time, notes and tags. Every change is a command of its own.

use std::time::Duration;

use crate::ui::prelude::*;

use super::{Section, Subject};
use crate::domain::order::{DeliveryStatus, OrderChange};
use crate::domain::people::Worker;
use crate::domain::permission::Permission;
use crate::domain::record::Change as _;
use crate::domain::text::sort_by_name;
use crate::domain::{lang, Id, Word};
use crate::sections::orders::list::workers_with;
use crate::sections::orders::words;
use crate::store::command::Action;
use crate::ui::field::{error_id, Field, Select};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::pause::use_pause;

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

/// How far the change of a field has come: waiting, or nothing to say.
#[component]
fn Sent(like: OrderChange) -> View {
    let subject: Subject = expect_context();
    let same = like.clone();
    let waiting = memo(move || {
        subject.shop.standing_of(subject.id, |action| match action {
            Action::ChangeOrder(_, changes) => changes.iter().any(|change| change.same_field(&same)),
            _ => false,
        })
    });
    // Refused, or changed by somebody else: it is not on the server.
    let undecided =
        memo(move || subject.shop.undecided(subject.id).iter().any(|change| change.same_field(&like)));
    // "Saved" is said where something was on its way before.
    let was_waiting = RwSignal::new(false);
    effect(move || {
        if waiting.get().is_some() {
            was_waiting.set(true);
        }
    });
    view! {
        <span aria-live="polite">
            {move || match (waiting.get(), was_waiting.get() && !undecided.get()) {
                (Some(standing), _) => {
                    view! {
                        <span class="field__state" data-state="waiting">
                            <span class="ring" data-state=standing.code() aria-hidden="true"></span>
                            {standing.short()}
                        </span>
                    }
                }
                (None, true) => {
                    view! {
                        <span class="field__state" data-state="saved">
                            <Icon name="check" />
                            {words::SAVED}
                        </span>
                    }
                }
                (None, false) => View::empty(),
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
    let clock = subject
        .of(|order, scene| order.due_time.map(|at| lang::clock(scene.zone.local(at))).unwrap_or_default());
    let error = RwSignal::new(None::<Word>);
    let change = move |text: String| {
        let zone = subject.shop.state.zone().get_untracked();
        let due = lang::read_clock(&text).map(|local| zone.0.instant(local));
        let bad = due.is_none() && !text.is_empty();
        error.set(bad.then_some(words::BAD_TIME));
        if !bad {
            subject.change(OrderChange::DueTime(due));
        }
    };
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
                    error=derived(move || error.get().map(|word| locale.say(word).to_owned()))
                    state=ViewFn::from(move || view! { <Sent like=OrderChange::DueTime(None) /> })
                >
                    <input
                        class="input"
                        id="order-due"
                        type="datetime-local"
                        aria-invalid=move || error.get().is_some().then_some("true")
                        aria-describedby=move || error.get().is_some().then(|| error_id("order-due"))
                        disabled=move || !subject.may_edit()
                        prop:value=move || clock.get().unwrap_or_default()
                        on:change:target=move |event| change(event.target().value())
                    />
                </Field>
            </div>
        </Section>
    }
}

/// How long somebody pauses until what they typed so far counts: a page may fail, or
/// be taken from under their hands.
const PAUSE: Duration = Duration::from_secs(1);

/// What is typed and not yet left.
#[derive(Clone)]
struct Typed {
    /// What the field had when that began, and then what was handed in last.
    seen: String,
    text: String,
}

/// A text that is handed in when the field is left or somebody pauses, and not
/// touched by news from the server while they type in it.
#[component]
fn TextField(
    id: &'static str,
    label: Word,
    rows: u32,
    text: Memo<Option<String>>,
    change: fn(String) -> OrderChange,
) -> View {
    let subject: Subject = expect_context();
    let draft = RwSignal::new(None::<Typed>);
    let shown = move || draft.get().map(|typed| typed.text).or_else(|| text.get()).unwrap_or_default();
    let pause = use_pause();
    // The browser tells that the field is left once more when it goes with the
    // detail, and by then there is no draft to ask.
    let hand_in = move |goes_on: bool| {
        let Some(typed) = draft.try_get_untracked().flatten() else { return };
        let seen = typed.text.trim().to_owned();
        subject.shop.change_typed(subject.id, change(typed.seen), change(seen.clone()));
        draft.try_set(goes_on.then_some(Typed { seen, ..typed }));
    };
    let input = move |typed: String| {
        let before = draft.get_untracked().map(|typed| typed.seen);
        let seen = before.or_else(|| text.get_untracked()).unwrap_or_default();
        draft.set(Some(Typed { seen, text: typed }));
        pause.then(PAUSE, move || hand_in(true));
    };
    let leave = move || {
        pause.end();
        hand_in(false);
    };
    // The detail may be closed while the field has the focus.
    on_cleanup(leave);
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
                on:input:target=move |event| input(event.target().value())
                on:blur=move |_| leave()
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
        let set = chosen.get().unwrap_or_default();
        tags.retain(|tag| !tag.deleted || set.contains(&tag.id));
        sort_by_name(&mut tags, |tag| tag.title.clone());
        let tag = |tag: std::sync::Arc<crate::domain::settings::OrderTag>| {
            let id = tag.id;
            let on = memo(move || chosen.get().is_some_and(|tags| tags.contains(&id)));
            let press = move |_| {
                let mut tags = chosen.get_untracked().unwrap_or_default();
                if on.get_untracked() {
                    tags.retain(|known| *known != id);
                } else {
                    tags.push(id);
                }
                subject.change(OrderChange::Tags(tags));
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    class:chip--on=on
                    aria-pressed=move || on.get().to_string()
                    disabled=move || !subject.may_edit()
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
            </div>
        </Section>
    }
}
