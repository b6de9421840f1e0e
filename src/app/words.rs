//! What the frame says, in both languages.

use crate::domain::Word;

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const SKIP: Word = w("Skip to content", "К содержанию");
pub const SECTIONS: Word = w("Sections", "Разделы");
pub const BOARD: Word = w("Orders", "Заказы");
pub const LIST: Word = w("List", "Список");
pub const SETTINGS: Word = w("Settings", "Настройки");
pub const FOLD: Word = w("Collapse", "Свернуть");
pub const UNFOLD: Word = w("Expand", "Развернуть");
pub const STORE: Word = w("Store", "Магазин");
pub const ALL_STORES: Word = w("All stores", "Все магазины");

pub const ONLINE: Word = w("Online", "На связи");
pub const SENDING: Word = w("Sending {}", "Отправка: {}");
pub const OFFLINE: Word = w("Offline since {}", "Нет связи с {}");
pub const OFFLINE_TEXT: Word =
    w("No connection since {}. You can go on working.", "Нет связи с {}. Можно работать дальше.");
pub const OFFLINE_UNSENT: Word = w(
    "No connection since {}. Go on working; unsent changes: {}. Keep this page open, they go out by themselves.",
    "Нет связи с {}. Работайте дальше; неотправленных изменений: {}. Не закрывайте страницу, они уйдут сами.",
);
pub const TRY_NOW: Word = w("Try now", "Проверить");

pub const LIGHT_THEME: Word = w("Light theme", "Светлая тема");
pub const DARK_THEME: Word = w("Dark theme", "Тёмная тема");
pub const ACCOUNT: Word = w(": account", ": учётная запись");
pub const PERSON: Word = w("{}: account", "{}: учётная запись");
pub const SIGN_OUT: Word = w("Sign out", "Выйти");
pub const SIGN_OUT_SURE: Word = w("Sign out and lose unsent work?", "Выйти и потерять неотправленное?");
pub const SIGN_OUT_LOSES: Word = w(
    "Changes that are not on the server: {}. If you sign out now, they are lost.",
    "Изменения, которых нет на сервере: {}. Если выйти сейчас, они пропадут.",
);
pub const STAY: Word = w("Stay", "Остаться");
pub const FLORIST_MODE: Word = w("Florist mode", "Режим флориста");

pub const NOT_FOUND: Word = w("There is no such page", "Такой страницы нет");
pub const NOT_FOUND_TEXT: Word =
    w("The link may be old or incomplete.", "Ссылка могла устареть или неполная.");
pub const TO_ORDERS: Word = w("To the orders", "К заказам");
pub const NO_PERMISSION: Word = w("Nothing to show here", "Здесь нечего показать");
pub const NO_PERMISSION_TEXT: Word = w(
    "You have no permission for the orders. Ask whoever manages your shop.",
    "У вас нет доступа к заказам. Обратитесь к управляющему.",
);
pub const UPDATE: Word = w("A new version of Posy is ready.", "Готова новая версия Posy.");
pub const UPDATE_NOW: Word = w("Update now", "Обновить");
pub const LATER: Word = w("Later", "Позже");
