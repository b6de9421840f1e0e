//! Today, tomorrow, this week, any days: the filter every look has.

use crate::ui::prelude::*;
use chrono::NaiveDate;

use crate::api::filter::Value;
use crate::api::orders::filters::DUE;
use crate::domain::period::{day_from_address, Period};
use crate::domain::{lang, Word};
use crate::sections::orders::{use_here, use_shop, words};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::popover::Popover;

/// The switch with its steps back and forward.
#[component]
pub fn DaySwitch() -> View {
    let shop = use_shop();
    let here = use_here();
    let locale = use_locale();
    let period = memo(move || here.address.get().look(None).period());
    let today = memo(move || shop.state.zone().get().day(shop.state.now().get()));
    let go = move |period: Period| {
        // "Today" is what an address without days means.
        let value = (period != Period::Today).then_some(Value::Period(period));
        here.to(here.now().with(DUE, value));
    };
    let step = move |by: i64, icon: &'static str, word: Word| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=word
                disabled=move || period.get() == Period::Any
                on:click=move |_| go(period.get_untracked().shifted(by, today.get_untracked()))
            >
                <Icon name=icon class="icon--turns" />
            </button>
        }
    };
    let named = move |of: Period, word: Word| {
        view! {
            <button type="button" aria-pressed=move || (period.get() == of).to_string() on:click=move |_| go(of)>
                {word}
            </button>
        }
    };
    let custom = derived(move || Some(matches!(period.get(), Period::Days { .. } | Period::Any)));
    let days = move || {
        let (lang, today) = (locale.get(), today.get());
        match period.get() {
            Period::Any => words::ANY_DAY.say(lang).to_owned(),
            period => match period.days(today) {
                (from, to) if from == to => lang::weekday_and_day(lang, from, today),
                (from, to) => format!("{} – {}", lang::day(lang, from, today), lang::day(lang, to, today)),
            },
        }
    };
    view! {
        <div class="day-switch">
            {step(-1, "chevron-left", words::PREVIOUS)}
            <div class="segmented" role="group" aria-label=words::DAY>
                {named(Period::Today, words::TODAY)} {named(Period::Tomorrow, words::TOMORROW)}
                {named(Period::Week, words::WEEK)}
                <Range period today custom go=Callback::new(go) />
            </div>
            {step(1, "chevron-right", words::NEXT)}
            <span class="day-switch__date">{days}</span>
        </div>
    }
}

/// Any days, from and to.
#[component]
fn Range(
    period: Memo<Period>,
    today: Memo<NaiveDate>,
    custom: Signal<Option<bool>>,
    go: Callback<Period>,
) -> View {
    let open = RwSignal::new(false);
    let body = move || {
        let today = today.get_untracked();
        let (from, to) = match period.get_untracked() {
            Period::Any => (today, today),
            period => period.days(today),
        };
        let (from, to) = (RwSignal::new(from.to_string()), RwSignal::new(to.to_string()));
        let chosen = move || {
            let from = day_from_address(&from.get());
            let to = day_from_address(&to.get());
            Some(Period::between(from.or(to)?, to.or(from)?))
        };
        let show = move |period: Period| {
            open.set(false);
            go.run(period);
        };
        let submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            if let Some(period) = untrack(chosen) {
                show(period);
            }
        };
        let field = move |word: Word, value: RwSignal<String>| {
            view! {
                <label class="field">
                    <span class="field__label">{word}</span>
                    <input class="input" type="date" bind:value=value />
                </label>
            }
        };
        view! {
            <form on:submit=submit>
                <div class="popover__body">
                    <div class="fields fields--two">{field(words::FROM, from)} {field(words::TO, to)}</div>
                </div>
                <div class="popover__foot">
                    <button type="button" class="button button--quiet" on:click=move |_| show(Period::Any)>
                        {words::ANY_DAY}
                    </button>
                    <button class="button button--primary" disabled=move || chosen().is_none()>
                        {words::SHOW}
                    </button>
                </div>
            </form>
        }
    };
    view! {
        <Popover
            open
            label=words::RANGE
            class=""
            pressed=custom
            button=ViewFn::from(move || words::RANGE)
        >
            {body()}
        </Popover>
    }
}
