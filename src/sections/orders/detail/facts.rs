//! What is told of an order without being changed here: customer, delivery,
//! where it came from, its pictures and its history.

use crate::ui::prelude::*;

use super::{Section, Subject};
use crate::domain::order::HistoryLine;
use crate::domain::{lang, Word};
use crate::sections::orders::actions::icon;
use crate::sections::orders::board::around;
use crate::sections::orders::view_model::window;
use crate::sections::orders::words;
use crate::ui::avatar::Avatar;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// Who ordered, and how to reach them.
#[component]
pub fn CustomerFacts() -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let customer = memo(move || around(subject.shop, &*subject.order.get()?).customer);
    let body = move || match customer.get() {
        None => view! { <p class="muted">{words::NO_CUSTOMER}</p> },
        Some(customer) => {
            let name = customer.title.clone();
            let initials: String =
                name.split_whitespace().take(2).filter_map(|word| word.chars().next()).collect();
            let phone = customer.telephone();
            let call = phone.clone().map(|phone| {
                let label = name.clone();
                view! {
                    <div class="order__calls">
                        <a
                            class="icon-button"
                            href=format!("tel:{}", phone.dial())
                            aria-label=move || words::CALL.with(locale.get(), &[&label])
                        >
                            <Icon name="phone" />
                        </a>
                    </div>
                }
            });
            let notes = customer.notes.trim().to_owned();
            view! {
                <div class="order__customer">
                    <Avatar initials large=true />
                    <div class="cut">
                        <span class="order__name cut">{name}</span>
                        <span class="muted cut">{phone.map(|phone| phone.shown())}</span>
                    </div>
                    {call}
                </div>
                {(!notes.is_empty()).then(|| view! { <p class="muted">{notes}</p> })}
            }
        }
    };
    view! { <Section title=words::CUSTOMER>{body}</Section> }
}

/// A list of facts; what is empty is left out.
fn facts(rows: Vec<(Word, View)>) -> View {
    let row = move |(word, value): (Word, View)| {
        view! {
            <dt>{word}</dt>
            <dd>{value}</dd>
        }
    };
    view! { <dl class="facts">{rows.into_iter().map(row).collect_view()}</dl> }
}

/// Where it goes and when; the edits of the delivery stand below.
#[component]
pub fn DeliveryFacts(children: ChildrenFn) -> View {
    let subject: Subject = expect_context();
    let delivery = subject.of(|order, _| order.delivery);
    let told = subject.of(|order, scene| {
        let city = order.delivery_city.trim();
        let address =
            [city, &order.address()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
        (address, window(order, scene), order.delivery_contact.trim().to_owned(), order.delivery_phone())
    });
    let rows = move || {
        let (address, window, contact, phone) = told.get()?;
        let mut rows = Vec::new();
        if !address.is_empty() {
            rows.push((words::ADDRESS, address.into_view()));
        }
        if !window.is_empty() {
            rows.push((words::WINDOW, view! { <span class="number">{window}</span> }));
        }
        if !contact.is_empty() || phone.is_some() {
            let comma = if contact.is_empty() || phone.is_none() { "" } else { ", " };
            let phone =
                phone.map(|phone| view! { <a href=format!("tel:{}", phone.dial())>{phone.shown()}</a> });
            rows.push((words::RECIPIENT, view! { {contact} {comma} {phone} }));
        }
        Some(facts(rows))
    };
    let children = StoredValue::new_local(children);
    view! {
        <Show when=move || delivery.get() == Some(true)>
            <Section title=words::DELIVERY>{rows} {children.with_value(ViewFn::run)}</Section>
        </Show>
    }
}

/// Number, source, store, dates: what is rarely asked for.
#[component]
pub fn About() -> View {
    let subject: Subject = expect_context();
    let shop = subject.shop;
    let told = subject.of(move |order, scene| {
        let moment =
            |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| scene.moment(at)).unwrap_or_default();
        let worker = |id: Option<crate::domain::Id<_>>| {
            id.and_then(|id| shop.workers.get(id)).map(|worker| worker.name()).unwrap_or_default()
        };
        let both = |at: String, who: String| {
            [at, who].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let way = if order.delivery { words::DELIVERY } else { words::PICKUP };
        let fiscal = if order.fiscalized {
            both(words::YES.say(scene.lang).into(), moment(order.fiscalized_at))
        } else {
            String::new()
        };
        let budget =
            if order.budget.is_zero() { String::new() } else { lang::money(scene.lang, order.budget) };
        vec![
            (words::HOW, way.say(scene.lang).to_owned()),
            (
                words::STORE,
                order.store.and_then(|id| shop.stores.get(id)).map(|s| s.title.clone()).unwrap_or_default(),
            ),
            (
                words::SOURCE,
                order.source.and_then(|id| shop.sources.get(id)).map(|s| s.title.clone()).unwrap_or_default(),
            ),
            (words::BUDGET, budget),
            (words::CREATED, both(moment(order.created_at), worker(order.created_by))),
            (words::CLOSED, both(moment(order.posted_at), worker(order.posted_by))),
            (words::CANCEL_REASON, order.cancel_comment.clone()),
            (words::FISCAL, fiscal),
            (words::EXTERNAL, order.external_id.clone()),
        ]
    });
    let rows = move || {
        let rows = told
            .get()?
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| (word, text.into_view()));
        Some(facts(rows.collect()))
    };
    view! { <Section title=words::ABOUT>{rows}</Section> }
}

/// Photographs of the finished work.
#[component]
pub fn Pictures() -> View {
    let subject: Subject = expect_context();
    let pictures =
        subject.of(|order, _| order.detail.as_ref().map(|d| d.pictures.clone()).unwrap_or_default());
    (move || {
        let pictures = pictures.get().filter(|pictures| !pictures.is_empty())?;
        let picture = |src: String| {
            view! {
                <li>
                    <img class="order__photo" src=src alt="" width="112" height="112" loading="lazy" decoding="async" />
                </li>
            }
        };
        Some(view! {
            <Section title=words::PICTURES>
                <ul class="order__photos">{pictures.into_iter().map(picture).collect_view()}</ul>
            </Section>
        })
    })
    .into_view()
}

/// Who brought it where, and when.
#[component]
pub fn History() -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let lines = subject.of(|order, scene| {
        let detail = order.detail.as_ref()?;
        let line = |line: &HistoryLine| {
            let at = line.created_at.map(|at| scene.moment(at)).unwrap_or_default();
            (line.status, line.comment.clone(), line.worker.clone(), at)
        };
        Some(detail.history.iter().map(line).collect::<Vec<_>>())
    });
    let body = move || match lines.get().flatten() {
        None => view! {
            <div aria-busy="true">
                <span class="skeleton skeleton--long"></span>
            </div>
        },
        Some(lines) => {
            let step = move |(status, comment, worker, at): (Option<_>, String, String, String)| {
                let word = move || {
                    status.map(|status: crate::domain::order::Status| status.word().say(locale.get()))
                };
                view! {
                    <li class="timeline__step" data-status=status.map(|status| status.code())>
                        <Icon name=status.map_or("clock", icon) />
                        <span>
                            {word}
                            {(!comment.is_empty()).then(|| format!(" · {comment}"))}
                            <span class="timeline__who">{worker}</span>
                        </span>
                        <time>{at}</time>
                    </li>
                }
            };
            view! { <ol class="timeline">{lines.into_iter().map(step).collect_view()}</ol> }
        }
    };
    view! { <Section title=words::HISTORY>{body}</Section> }
}
