//! The editor of a filter follows from its kind; so does the sentence that says
//! what it is set to.

mod records;

use crate::ui::prelude::*;

pub use self::records::Names;
use self::records::RecordsEditor;
use crate::api::filter::{Kind, Value};
use crate::api::orders::filters::OrderFilter;
use crate::domain::period::day_from_address;
use crate::domain::{lang, Lang, Money, Word};
use crate::sections::orders::words;
use crate::ui::locale::use_locale;

/// "Florist: Olga, Vera", "Without florist", "Amount: 100 – 500".
pub fn says(filter: &OrderFilter, value: &Value, names: Names, lang: Lang) -> String {
    let label = filter.label.say(lang);
    let range = |from: Option<String>, to: Option<String>| match (from, to) {
        (Some(from), Some(to)) => format!("{label}: {from} – {to}"),
        (Some(from), None) => format!("{label} ≥ {from}"),
        (None, Some(to)) => format!("{label} ≤ {to}"),
        (None, None) => label.to_owned(),
    };
    match (filter.kind, value) {
        (Kind::Choice(choices), Value::Many(codes)) => {
            let words = choices.iter().filter(|(code, _)| codes.iter().any(|set| set == code));
            format!("{label}: {}", words.map(|(_, word)| word.say(lang)).collect::<Vec<_>>().join(", "))
        }
        (Kind::Records(dictionary), Value::Many(ids)) => {
            format!("{label}: {}", names.of(dictionary, ids))
        }
        (Kind::YesNo, Value::Flag(yes)) => {
            format!("{label}: {}", if *yes { words::YES } else { words::NO }.say(lang).to_lowercase())
        }
        (_, Value::Dates { from, to }) => range(from.map(|d| d.to_string()), to.map(|d| d.to_string())),
        (_, Value::Amounts { min, max }) => {
            range(min.map(|m| lang::amount(lang, m)), max.map(|m| lang::amount(lang, m)))
        }
        (_, Value::Text(text)) => format!("{label}: {text}"),
        _ => label.to_owned(),
    }
}

/// Enters the value of a filter.
#[component]
pub fn Editor(
    filter: &'static OrderFilter,
    value: RwSignal<Option<Value>>,
    /// The label stands with it; in a panel of its own the title says it.
    #[prop(optional)]
    labelled: bool,
) -> View {
    let body = match filter.kind {
        Kind::Choice(choices) => view! { <Choices choices value /> },
        Kind::Records(dictionary) => view! { <RecordsEditor dictionary value /> },
        Kind::YesNo => view! { <YesNo value label=filter.label /> },
        Kind::Switch => return view! { <Switch value label=filter.label /> },
        Kind::Dates | Kind::Days | Kind::Period => view! { <Ends value label=filter.label kind="date" /> },
        Kind::Amounts => view! { <Ends value label=filter.label kind="number" /> },
        Kind::Text => view! { <TextEditor value label=filter.label /> },
    };
    view! {
        <fieldset class="field">
            <legend class="field__label" class:unseen=!labelled>
                {filter.label}
            </legend>
            {body}
        </fieldset>
    }
}

/// Whether a code or id is among those set.
fn has(value: RwSignal<Option<Value>>, code: &str) -> bool {
    matches!(&*value.read(), Some(Value::Many(codes)) if codes.iter().any(|set| set == code))
}

/// Takes a code or id in or out.
fn toggle(value: RwSignal<Option<Value>>, code: &str) {
    value.update(|value| {
        let mut codes = match value.take() {
            Some(Value::Many(codes)) => codes,
            _ => Vec::new(),
        };
        if codes.iter().any(|set| set == code) {
            codes.retain(|set| set != code);
        } else {
            codes.push(code.to_owned());
        }
        *value = (!codes.is_empty()).then_some(Value::Many(codes));
    });
}

#[component]
fn Choices(choices: &'static [(&'static str, Word)], value: RwSignal<Option<Value>>) -> View {
    let choice = move |(code, word): &'static (&'static str, Word)| {
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || has(value, code) on:change=move |_| toggle(value, code) />
                <span>{*word}</span>
            </label>
        }
    };
    choices.iter().map(choice).collect_view()
}

#[component]
fn YesNo(value: RwSignal<Option<Value>>, label: Word) -> View {
    let choice = move |of: Option<bool>, word: Word| {
        let of = of.map(Value::Flag);
        let set = of.clone();
        view! {
            <button
                type="button"
                aria-pressed=move || (*value.read() == of).to_string()
                on:click=move |_| value.set(set.clone())
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=label>
            {choice(None, words::ANY)} {choice(Some(true), words::YES)} {choice(Some(false), words::NO)}
        </div>
    }
}

#[component]
fn Switch(value: RwSignal<Option<Value>>, label: Word) -> View {
    let on = move || *value.read() == Some(Value::Flag(true));
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=on
                on:change:target=move |event| value.set(event.target().checked().then_some(Value::Flag(true)))
            />
            <span>{label}</span>
        </label>
    }
}

/// From and to: of days or of amounts.
#[component]
fn Ends(value: RwSignal<Option<Value>>, label: Word, kind: &'static str) -> View {
    let locale = use_locale();
    let ends = move || match &*value.read() {
        Some(Value::Dates { from, to }) => [from.map(|d| d.to_string()), to.map(|d| d.to_string())],
        Some(Value::Amounts { min, max }) => [min.map(|m| m.to_string()), max.map(|m| m.to_string())],
        _ => [None, None],
    };
    let change = move |first: bool, text: String| {
        let [from, to] = untrack(ends);
        let (from, to) = if first { (Some(text), to) } else { (from, Some(text)) };
        let day = |text: &Option<String>| text.as_deref().and_then(day_from_address);
        let sum = |text: &Option<String>| text.as_deref().and_then(Money::parse);
        value.set(match (kind, &from, &to) {
            ("date", from, to) => match (day(from), day(to)) {
                (None, None) => None,
                (from, to) => Some(Value::Dates { from, to }),
            },
            (_, from, to) => match (sum(from), sum(to)) {
                (None, None) => None,
                (min, max) => Some(Value::Amounts { min, max }),
            },
        });
    };
    let field = move |first: bool, word: Word| {
        let text = move || {
            let [from, to] = ends();
            if first { from } else { to }.unwrap_or_default()
        };
        view! {
            <input
                class="input"
                type=kind
                inputmode=(kind == "number").then_some("decimal")
                min=(kind == "number").then_some("0")
                step=(kind == "number").then_some("any")
                aria-label=move || format!("{}: {}", locale.say(label), locale.say(word))
                prop:value=text
                on:change:target=move |event| change(first, event.target().value())
            />
        }
    };
    view! {
        <div class="range">
            {field(true, words::FROM)} <span class="range__dash" aria-hidden="true">
                "–"
            </span> {field(false, words::TO)}
        </div>
    }
}

#[component]
fn TextEditor(value: RwSignal<Option<Value>>, label: Word) -> View {
    let text = move || match &*value.read() {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    view! {
        <input
            class="input"
            type="text"
            aria-label=label
            placeholder=words::COMMA_SEPARATED
            prop:value=text
            on:input:target=move |event| {
                let text = event.target().value();
                value.set((!text.trim().is_empty()).then_some(Value::Text(text)));
            }
        />
    }
}
