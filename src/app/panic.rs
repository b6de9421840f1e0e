//! What the user sees when the app itself fails: a plain page with a button,
//! made without the framework, which is in an unknown state by then.

use crate::domain::{Lang, Word};
use crate::platform::{page, settings};

const TITLE: Word = Word::new("Posy has stopped", "Posy остановилась");
const TEXT: Word = Word::new(
    "Something went wrong in the app itself. What was sent to the server is safe. Load the page again to go on.",
    "В самом приложении произошла ошибка. Всё отправленное на сервер сохранено. Загрузите страницу снова.",
);
const RELOAD: Word = Word::new("Load again", "Загрузить снова");

/// Shows the page and writes the place of the failure to the console. Messages
/// of panics hold no data of the shop: nothing in Posy panics with any.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("Posy stopped at {place}").into());
        show(&settings::load().lang);
    }));
}

fn show(lang: &Lang) -> Option<()> {
    let document = page::document()?;
    let body = document.body()?;
    body.set_inner_html("");
    let make = |name: &str, class: &str, text: &str| {
        let element = document.create_element(name).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Some(element)
    };
    let panel = make("div", "empty", "")?;
    panel.set_attribute("role", "alert").ok()?;
    panel.append_child(&make("h1", "empty__title", TITLE.say(*lang))?.into()).ok()?;
    panel.append_child(&make("p", "empty__text", TEXT.say(*lang))?.into()).ok()?;
    let button = make("button", "button button--primary", RELOAD.say(*lang))?;
    page::listen_forever(&button, "click", |_: web_sys::Event| page::reload());
    panel.append_child(&button.into()).ok()?;
    body.append_child(&panel.into()).ok()?;
    Some(())
}
