//! What the frame says, in both languages.

use crate::domain::Word;

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const SKIP: Word = w("Skip to content", "К содержанию");
pub const SECTIONS: Word = w("Sections", "Разделы");
pub const BOARD: Word = w("Orders", "Заказы");
pub const LIST: Word = w("List", "Список");
pub const NEW_ORDER: Word = crate::store::wording::words::NEW_ORDER;
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
    "No connection since {}. Go on working; unsent changes: {}. They go out by themselves.",
    "Нет связи с {}. Работайте дальше; неотправленных изменений: {}. Они уйдут сами.",
);
pub const UNSENT: Word = w("· unsent: {}", "· не отправлено: {}");
pub const TO_DECIDE: Word = w("To decide: {}", "Решить: {}");
pub const DO_NOT_CLOSE: Word = w("Do not close", "Не закрывайте");
pub const CONNECTION: Word = w("Connection", "Связь");
pub const FULL: Word = w(
    "There is no room left on this device. What is not sent lives in this page only: do not close it, and free some space.",
    "На устройстве нет места. Неотправленное есть только на этой странице: не закрывайте её и освободите место.",
);
pub const FAILING: Word = w(
    "This device keeps nothing at the moment. What is not sent lives in this page only: do not close it.",
    "Устройство сейчас ничего не сохраняет. Неотправленное есть только на этой странице: не закрывайте её.",
);
pub const STILL: Word = w(
    "Another tab of Posy speaks with the server for all, and it stands still: nothing is sent, nothing new comes. Open it or close it.",
    "С сервером за всех говорит другая вкладка Posy, а она не отвечает: ничего не уходит и не приходит. Откройте её или закройте.",
);
pub const EVICTED: Word = w(
    "The browser has removed what Posy kept on this device. Nothing is lost: sign in, and it is fetched again.",
    "Браузер удалил то, что Posy хранила на устройстве. Ничего не пропало: войдите, и всё загрузится снова.",
);
pub const EVICTED_UNSENT: Word = w(
    "The browser has removed what Posy kept on this device, also what was not on the server yet: {}. Sign in, look through the latest orders and enter what is missing.",
    "Браузер удалил то, что Posy хранила на устройстве, в том числе то, чего ещё не было на сервере: {}. Войдите, просмотрите последние заказы и внесите недостающее.",
);
pub const TRY_NOW: Word = w("Try now", "Проверить");

pub const SEARCH: Word = w("Search", "Поиск");
pub const UNDO: Word = w("Undo", "Отменить");
pub const REDO: Word = w("Redo", "Повторить");
pub const WOULD_UNDO: Word = w("Undo: {}", "Отменить: {}");
pub const WOULD_REDO: Word = w("Redo: {}", "Повторить: {}");
pub const UNDONE: Word = w("Undone: {}", "Отменено: {}");
pub const REDONE: Word = w("Done again: {}", "Повторено: {}");
pub const NOT_UNDONE: Word = w("It was not undone", "Не отменено");
pub const NOTHING_TO_REDO: Word = w("There is nothing to redo.", "Повторять нечего.");

pub const FETCHED: Word = w("{} % fetched", "загружено {} %");
pub const LIGHT_THEME: Word = w("Light theme", "Светлая тема");
pub const DARK_THEME: Word = w("Dark theme", "Тёмная тема");
pub const ACCOUNT: Word = w(": account", ": учётная запись");
pub const PERSON: Word = w("{}: account", "{}: учётная запись");
pub const SIGN_OUT: Word = w("Sign out", "Выйти");
pub const SIGN_OUT_SURE: Word = w("Sign out and lose unsent work?", "Выйти и потерять неотправленное?");
pub const SIGN_OUT_LOSES: Word = w(
    "Changes that are not on the server: {}. If you sign out now, they are lost. A file of them lets you enter them again.",
    "Изменения, которых нет на сервере: {}. Если выйти сейчас, они пропадут. По файлу их можно внести заново.",
);
pub const SIGN_OUT_DAMAGED: Word = w(
    "Changes that are damaged on this device: {}. They cannot be saved to a file.",
    "Повреждённых изменений на устройстве: {}. Сохранить их в файл нельзя.",
);
pub const SIGN_OUT_DRAFT: Word = w(
    "An order is not finished yet. If you sign out now, what you typed is lost.",
    "Есть неоконченный заказ. Если выйти сейчас, введённое пропадёт.",
);
pub const SIGN_OUT_SAFE: Word =
    w("Everything is on the server now; nothing is lost.", "Теперь всё на сервере, ничего не пропадёт.");
pub const EXPORT_AND_SIGN_OUT: Word = w("Export and sign out", "Сохранить в файл и выйти");
pub const SIGN_OUT_ANYWAY: Word = w("Sign out anyway", "Всё равно выйти");
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
