//! What the outbox says, in both languages.

use crate::domain::{Plural, Word};

pub use crate::store::wording::words::{
    BAD_PHONE, CODE, CUSTOMER_NOTES, EDIT, KEEP_MINE, NAME, NEW_CUSTOMER, NO_NAME, PHONE, TAKE_THEIRS,
};

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const STATE: Word = w("Connection and unsent changes", "Связь и неотправленное");

pub const ONLINE: Word = w("The server answers.", "Сервер отвечает.");
pub const OFFLINE: Word = w("No connection since {}.", "Нет связи с {}.");
pub const NOTHING: Word = w("Everything is on the server.", "Всё на сервере.");
pub const WAIT: Plural = Plural::new(
    ["{} change waits for the connection.", "{} changes wait for the connection."],
    ["{} изменение ждёт связи.", "{} изменения ждут связи.", "{} изменений ждут связи."],
);
pub const ON_THEIR_WAY: Plural = Plural::new(
    ["{} change is on its way.", "{} changes are on their way."],
    ["{} изменение отправляется.", "{} изменения отправляются.", "{} изменений отправляются."],
);
pub const TO_DECIDE: Plural = Plural::new(
    ["{} change waits for your decision.", "{} changes wait for your decision."],
    [
        "{} изменение ждёт вашего решения.",
        "{} изменения ждут вашего решения.",
        "{} изменений ждут вашего решения.",
    ],
);
pub const SAFE: Word =
    w("You can close this page: nothing is lost.", "Страницу можно закрыть: ничего не пропадёт.");
pub const WRITING: Word = w(
    "Do not close this page yet: the last change is being written down.",
    "Пока не закрывайте страницу: последнее изменение записывается.",
);
pub const FULL: Word = w(
    "Do not close this page: this device has no room left, and what is not sent would be lost.",
    "Не закрывайте страницу: на устройстве нет места, неотправленное пропадёт.",
);
pub const FAILING: Word = w(
    "Do not close this page: this device keeps nothing at the moment, and what is not sent would be lost.",
    "Не закрывайте страницу: устройство сейчас ничего не сохраняет, неотправленное пропадёт.",
);

pub const DAMAGED: Plural = Plural::new(
    [
        "{} unsent change on this device is damaged and cannot be read. Check what you changed last.",
        "{} unsent changes on this device are damaged and cannot be read. Check what you changed last.",
    ],
    [
        "{} неотправленное изменение на устройстве повреждено и не читается. Проверьте последние изменения.",
        "{} неотправленных изменения на устройстве повреждены и не читаются. Проверьте последние изменения.",
        "{} неотправленных изменений на устройстве повреждены и не читаются. Проверьте последние изменения.",
    ],
);

pub const PUT_AWAY: Word = w("Put away", "Убрать");

pub const DECIDE: Word = w("For you to decide", "Решать вам");
pub const WAITING: Word = w("Goes out by itself", "Уйдёт само");
pub const AND_MORE: Word = w("And {} more.", "И ещё {}.");
pub const REFUSED_WHY: Word = w("Reason: {}", "Причина: {}");

pub const EMPTY: Word = w("Everything is on the server", "Всё на сервере");
pub const EMPTY_TEXT: Word = w(
    "What you do without a connection, and what the server refuses, is listed here.",
    "Здесь появится то, что сделано без связи, и то, в чём сервер отказал.",
);

pub const OPEN: Word = w("Open", "Открыть");
pub const SEND_AGAIN: Word = w("Send again", "Отправить ещё раз");
pub const DROP: Word = w("Drop", "Отказаться");
pub const TRY_NOW: Word = w("Try now", "Проверить");
pub const EXPORT: Word = w("Save as a file", "Сохранить в файл");
pub const CANCEL: Word = w("Cancel", "Отмена");

pub const DROP_SURE: Word = w("Drop this change?", "Отказаться от изменения?");
pub const DROP_TEXT: Word =
    w("It is not on the server and cannot be brought back.", "Его нет на сервере, вернуть его будет нельзя.");
pub const DROP_ALSO: Word =
    w("With it goes what cannot be without it:", "Вместе с ним пропадёт то, что без него невозможно:");

pub const SENT_AGAIN: Word = w("It is sent again", "Отправляется ещё раз");
pub const DROPPED: Plural = Plural::new(
    ["{} change dropped", "{} changes dropped"],
    ["{} изменение удалено", "{} изменения удалены", "{} изменений удалены"],
);
pub const DECIDED: Word = w("Your choice holds", "Выбор принят");
pub const EXPORTED: Word = w("Saved as {}", "Сохранено: {}");
pub const NOT_EXPORTED: Word = w("The file was not saved", "Файл не сохранён");
pub const NOT_EXPORTED_TEXT: Word =
    w("This browser does not let the page save files.", "Браузер не разрешает странице сохранять файлы.");

pub const FILLING_BEGINS: Word =
    w("Fetching the shop's records for work without a network.", "Загружаем записи для работы без сети.");
pub const FILLING: Word = w(
    "Fetching the shop's records for work without a network: {} of {}",
    "Загружаем записи для работы без сети: {} из {}",
);
pub const LEFT: Word = w(", about {} left", ", осталось около {}");
pub const UNKEPT: Word = w(
    "This device does not keep the shop's records: without a connection they are gone with the page. Free some space.",
    "Устройство не сохраняет записи магазина: без связи они пропадут вместе со страницей. Освободите место.",
);
pub const FLEETING: Word = w(
    "This browser may remove what Posy keeps here: when the device runs out of room, or after a week without a visit. Install Posy, and it stays.",
    "Браузер может удалить то, что Posy хранит здесь: если на устройстве кончится место или неделю сюда не заходить. Установите Posy, и всё останется.",
);
pub const WHOLE: Word =
    w("The shop's records are on this device.", "Записи магазина есть на этом устройстве.");
