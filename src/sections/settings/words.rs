//! What the settings say, in both languages.

use crate::domain::Word;

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const SETTINGS: Word = w("Settings", "Настройки");
pub const THIS_DEVICE: Word = w("On this device", "На этом устройстве");
pub const LANGUAGE: Word = w("Language", "Язык");
pub const THEME: Word = w("Theme", "Тема");
pub const SYSTEM: Word = w("As the system", "Как в системе");
pub const LIGHT: Word = w("Light", "Светлая");
pub const DARK: Word = w("Dark", "Тёмная");
pub const FLORIST_MODE: Word = w("Florist mode", "Режим флориста");
pub const FLORIST_TEXT: Word = w(
    "Big buttons, rows and type: for wet hands, standing, from a metre away.",
    "Крупные кнопки, строки и буквы: для мокрых рук, стоя, на расстоянии метра.",
);
pub const PERSON: Word = w("Signed in", "Вход выполнен");
pub const KEYS: Word = w("Keys", "Клавиши");
pub const KEY_NEW: Word = w("New order", "Новый заказ");
pub const KEY_ARROWS: Word = w("From card to card", "С карточки на карточку");
pub const KEY_MOVE: Word = w("Move the card to the next column", "Перевести карточку в соседнюю колонку");
pub const KEY_MENU: Word = w("Menu of a card", "Меню карточки");
pub const KEY_ESCAPE: Word = w("Close, or let go of a card", "Закрыть или отпустить карточку");
