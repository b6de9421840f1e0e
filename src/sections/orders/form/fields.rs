//! The fields of the form: each shows a text of the draft and writes what is
//! typed into it.

use crate::ui::prelude::*;

use super::check::Place;
use super::draft::Draft;
use super::Form;
use crate::domain::Word;
use crate::platform::page;
use crate::ui::field::{error_id, Field};

/// A text of the draft.
pub type At = fn(&mut Draft) -> &mut String;

impl Form {
    /// What stands in a field.
    pub fn text(self, at: At) -> Memo<String> {
        self.of(move |draft| at(&mut draft.clone()).clone())
    }

    /// What was typed into it.
    pub fn type_in(self, at: At, text: String) {
        self.edit(|draft| *at(draft) = text);
    }

    /// What stands at a place is no value yet, or it is.
    pub fn half_typed(self, place: Option<Place>, is: bool) {
        let Some(place) = place else { return };
        let Some(mut half) = self.half.try_get_untracked() else { return };
        if half.contains(&place) != is {
            match is {
                true => half.push(place),
                false => half.retain(|known| *known != place),
            }
            self.half.try_set(half);
        }
    }
}

/// How a field is typed into.
#[derive(Clone, Copy, Default)]
pub struct Typing {
    /// The field's `type`, where it is no plain text.
    pub kind: Option<&'static str>,
    /// The keyboard of a touch screen.
    pub keyboard: Option<&'static str>,
}

impl Typing {
    pub const PHONE: Self = Self { kind: Some("tel"), keyboard: Some("tel") };
    pub const TIME: Self = Self { kind: Some("time"), keyboard: None };
    pub const MOMENT: Self = Self { kind: Some("datetime-local"), keyboard: None };
}

/// A labelled field of one line.
#[component]
pub fn TextField(
    id: &'static str,
    label: Word,
    at: At,
    #[prop(optional)] typing: Typing,
    /// Where its mistakes are told.
    #[prop(optional)]
    place: Option<Place>,
) -> View {
    let form: Form = expect_context();
    let text = form.text(at);
    let error = match place {
        Some(place) => form.fault(place),
        None => Signal::default(),
    };
    let input = move |field: web_sys::HtmlInputElement| {
        // Half a date has no value; the field is left as it is then.
        let half = page::is_half_typed(&field);
        form.half_typed(place, half);
        if !half {
            form.type_in(at, field.value());
        }
    };
    on_cleanup(move || form.half_typed(place, false));
    view! {
        <Field id label error>
            <input
                class="input"
                id=id
                type=typing.kind
                inputmode=typing.keyboard
                autocomplete="off"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || error.read().is_some().then(|| error_id(id))
                prop:value=text
                on:input:target=move |event| input(event.target())
            />
        </Field>
    }
}

/// A labelled field of several lines.
#[component]
pub fn LongField(id: &'static str, label: Word, at: At, rows: u32) -> View {
    let form: Form = expect_context();
    let text = form.text(at);
    view! {
        <Field id label>
            <textarea
                class="input"
                id=id
                rows=rows
                prop:value=text
                on:input:target=move |event| form.type_in(at, event.target().value())
            ></textarea>
        </Field>
    }
}
