//! What the orders section says, in both languages.

use crate::domain::{Plural, Word};

pub use crate::store::wording::words::{
    BUDGET, CHANGE, COMPOSITION, CONFLICT, COURIER, CUSTOMER, DELIVERY, DELIVERY_STATUS, DUE, EDIT, FLORIST,
    FOR_COURIER, KEEP_MINE, NEW_ORDER, NO, NOTES, NOT_SET, ORDER, PAYMENT, PAYMENT_FOR, RECIPIENT, RETURN,
    SOURCE, STATUS, STORE, SUM, TAGS, TAKE_THEIRS, TOTAL, YES,
};

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const ORDERS: Word = w("Orders", "Заказы");
pub const ORDER_COUNT: Plural =
    Plural::new(["{} order", "{} orders"], ["{} заказ", "{} заказа", "{} заказов"]);
pub const BOARD: Word = w("Board", "Доска");
pub const LIST: Word = w("List", "Список");
pub const VIEW: Word = w("View", "Вид");
pub const FROM_DEVICE: Word = w("from this device", "с этого устройства");
pub const FROM_SERVER: Word = w("from the server", "с сервера");
pub const REFRESH: Word = w("Refresh", "Обновить");

pub const DAY: Word = w("Day", "День");
pub const TODAY: Word = w("Today", "Сегодня");
pub const TOMORROW: Word = w("Tomorrow", "Завтра");
pub const WEEK: Word = w("Week", "Неделя");
pub const RANGE: Word = w("Range", "Период");
pub const ANY_DAY: Word = w("Any day", "Все дни");
pub const PREVIOUS: Word = w("Previous", "Назад");
pub const NEXT: Word = w("Next", "Вперёд");
pub const FROM: Word = w("From", "С");
pub const TO: Word = w("To", "По");
pub const SHOW: Word = w("Show", "Показать");

pub const SEARCH_HINT: Word = w("Number, name, phone or card", "Номер, имя, телефон или карта");

pub const FILTERS: Word = w("Filters", "Фильтры");
pub const ALL_FILTERS: Word = w("All filters", "Все фильтры");
pub const SHOWING: Word = w("Showing:", "Показаны:");
pub const CLEAR: Word = w("Clear", "Сбросить");
pub const CLEAR_ONE: Word = w("Clear: {}", "Сбросить: {}");
pub const APPLY: Word = w("Apply", "Применить");
pub const RESET: Word = w("Reset", "Сбросить");
pub const CANCEL: Word = w("Cancel", "Отмена");
pub const ANY: Word = w("Any", "Все");
pub const FIND: Word = w("Find", "Найти");
pub const TYPE_TO_FIND: Word = w("Type a name to find it.", "Начните вводить название.");
pub const NOTHING_FOUND: Word = w("Nothing found.", "Ничего не найдено.");
pub const GROUP_TIME: Word = w("Time", "Время");
pub const GROUP_PEOPLE: Word = w("People", "Люди");
pub const GROUP_MONEY: Word = w("Money", "Деньги");
pub const GROUP_ORDER: Word = w("Order", "Заказ");
pub const COMMA_SEPARATED: Word = w("Several with commas between them", "Несколько через запятую");

pub const IN_TIME: Word = w("in {}", "через {}");
pub const LATE: Word = w("late {}", "опоздание {}");
pub const NO_TIME: Word = w("No time", "Без срока");
pub const NUMBER: Word = w("№ {}", "№ {}");
pub const AND_MORE: Word = w("{} and {} more", "{} и ещё {}");
pub const PIECES: Word = w("{} × {}", "{} × {}");
pub const PICKUP: Word = w("Pickup", "Самовывоз");
pub const NO_CUSTOMER: Word = w("No customer", "Без клиента");
pub const NO_FLORIST: Word = w("No florist", "Нет флориста");
pub const NO_COURIER: Word = w("No courier", "Нет курьера");
pub const PAID: Word = w("paid", "оплачено");
pub const UNPAID: Word = w("unpaid", "не оплачено");
pub const PAID_OF: Word = w("of", "из");
pub const REFUSED_WHY: Word = w("Refused: {}", "Отказ: {}");

pub const MOVE_ORDER: Word = w("Move order {}", "Переместить заказ {}");
pub const MOVE_TO: Word = w("Move order {} to", "Переместить заказ {} в");
pub const MOVED: Word = w("Order {}: {}", "Заказ {}: {}");
pub const NOT_MOVED: Word = w("Order {} stays “{}”", "Заказ {} остаётся «{}»");
pub const NOT_CHANGED: Word = w("Order {} was not changed", "Заказ {} не изменён");
pub const NOT_DONE: Word = w("Something was not done", "Действие не выполнено");
pub const NOT_MADE: Word = w("The new order was not taken", "Новый заказ не принят");
pub const NOT_PAID: Word = w("The payment was not taken", "Оплата не принята");
pub const NOT_KEPT: Word = w("This device cannot keep changes", "Устройство не сохраняет изменения");
pub const NOT_KEPT_TEXT: Word = w(
    "They are sent all the same. Until they are, do not close the page.",
    "Они всё равно отправляются. Пока они не отправлены, не закрывайте страницу.",
);
pub const TOO_LATE: Word = w("It cannot be taken back", "Отменить уже нельзя");
pub const TOO_LATE_TEXT: Word = w("It was sent in the meantime.", "Действие уже отправлено.");
pub const CONFLICT_CHOOSE: Word = w(
    "Somebody else changed the same. Open the order and choose.",
    "Кто-то ещё изменил то же самое. Откройте заказ и выберите.",
);
pub const CONFLICT_ELSEWHERE: Word = w(
    "Somebody else changed the same. Open the outbox and choose.",
    "Кто-то ещё изменил то же самое. Откройте «Исходящие» и выберите.",
);
pub const CONFLICT_MARK: Word = w("Changed by somebody else", "Изменено кем-то ещё");
pub const NOT_FROM_HERE: Word = w("Not from “{}”", "Не из «{}»");
pub const FOR_GOOD: Word = w("Cannot be moved back", "Вернуть будет нельзя");
pub const UNDO: Word = w("Undo", "Отменить");

pub const LOADING: Word = w("Loading orders", "Заказы загружаются");
pub const LOADED: Word = w("{} of {}", "{} из {}");
pub const CUT: Word = w(
    "Only the first {} of {} orders are shown. Narrow the filters to see the rest.",
    "Показаны первые {} из {} заказов. Уточните фильтры, чтобы увидеть остальные.",
);
pub const EMPTY: Word = w("No orders here", "Заказов нет");
pub const EMPTY_DAY: Word = w("No orders for {}", "На {} заказов нет");
pub const EMPTY_TEXT: Word = w(
    "New orders for these days appear here as they come in.",
    "Новые заказы на эти дни появятся здесь, как только поступят.",
);
pub const NO_MATCH: Word = w("Nothing matches these filters", "Под эти фильтры ничего не подходит");
pub const ELSEWHERE: Word =
    w("Found on other days, or outside of these filters", "Найдено в другие дни или вне этих фильтров");
pub const CLEAR_FILTERS: Word = w("Clear filters", "Сбросить фильтры");
pub const FAILED: Word = w("The orders could not be loaded", "Не удалось загрузить заказы");
pub const FAILED_SAFE: Word = w(
    "{} Nothing you entered is lost; what was sent before is safe.",
    "{} Ничего из введённого не пропало, отправленное раньше сохранено.",
);
pub const OLD_DATA: Word = w("{} What is shown may be out of date.", "{} Показанное могло устареть.");
pub const MAYBE_MORE: Word =
    w("There may be more orders than this device has.", "На этом устройстве могут быть не все заказы.");
pub const ORDER_REFUSED: Word = w("The server refused this order", "Сервер отклонил этот заказ");
pub const TRY_AGAIN: Word = w("Try again", "Попробовать снова");

pub const BACK: Word = w("Back to the board", "Назад к доске");
pub const CLOSE: Word = w("Close", "Закрыть");
pub const COPY_LINK: Word = w("Copy link", "Скопировать ссылку");
pub const LINK_COPIED: Word = w("The link is copied", "Ссылка скопирована");
pub const MORE: Word = w("More actions", "Другие действия");
pub const CALL: Word = w("Call {}", "Позвонить: {}");
pub const ADDRESS: Word = w("Address", "Адрес");
pub const WINDOW: Word = w("Window", "Интервал");
pub const HANDS: Word = w("Florist and time", "Флорист и срок");
pub const BESIDES: Word = w("Besides", "Кроме того");
pub const BOUQUET: Word = w("Bouquet", "Букет");
pub const NO_LINES: Word = w("Nothing in this order yet.", "В заказе пока ничего нет.");
pub const GOODS: Word = w("Goods", "Товары");
pub const DISCOUNT: Word = w("Discount", "Скидка");
pub const MARKUP: Word = w("Markup", "Наценка");
pub const PAYMENTS: Word = w("Payments", "Оплаты");
pub const TAKE_PAYMENT: Word = w("Take payment", "Принять оплату");
pub const AMOUNT: Word = w("Amount", "Сумма");
pub const METHOD: Word = w("How it is paid", "Способ оплаты");
pub const FINAL: Word = w(
    "A payment is posted at once and cannot be undone. Money goes back only as a return.",
    "Оплата проводится сразу, отменить её нельзя. Деньги возвращаются только возвратом.",
);
pub const NO_METHODS: Word = w(
    "The ways of paying are not on this device yet. They come with the connection.",
    "Способов оплаты на устройстве пока нет. Они появятся, когда будет связь.",
);
pub const BAD_AMOUNT: Word = w("An amount, such as 250 or 99.90.", "Сумма, например 250 или 99,90.");
pub const TOO_MUCH: Word = w("More than is still to be paid.", "Больше, чем осталось оплатить.");
pub const NO_METHOD: Word = w("Choose how it is paid.", "Выберите способ оплаты.");
pub const TAKE: Word = w("Take {}", "Принять {}");
pub const PAID_NOW: Word = w("Payment saved: {}", "Оплата записана: {}");
pub const NO_PAYMENTS: Word = w("No payments yet.", "Оплат пока нет.");
pub const PREPAYMENT: Word = w("Prepayment", "Предоплата");
pub const PAID_TOTAL: Word = w("Paid", "Оплачено");
pub const PAID_OF_TOTAL: Word = w("{} of {}", "{} из {}");
pub const REST: Word = w("Still to pay", "Осталось оплатить");
pub const HISTORY: Word = w("History", "История");
pub const CREATED: Word = w("Created", "Создан");
pub const CLOSED: Word = w("Closed", "Закрыт");
pub const FISCAL: Word = w("Fiscal receipt", "Фискальный чек");
pub const EXTERNAL: Word = w("External number", "Внешний номер");
pub const CANCEL_REASON: Word = w("Reason for canceling", "Причина отмены");
pub const ABOUT: Word = w("About the order", "О заказе");
pub const SAVED: Word = w("Saved", "Сохранено");
pub const PICTURES: Word = w("Pictures", "Фотографии");
pub const DETAIL_FAILED: Word = w("The details could not be loaded", "Не удалось загрузить подробности");
pub const NO_SUCH_ORDER: Word = w("This order is not here", "Такого заказа нет");
pub const NO_SUCH_ORDER_TEXT: Word = w(
    "It may belong to another shop, or the link is incomplete.",
    "Он может принадлежать другому магазину, или ссылка неполная.",
);
pub const BAD_TIME: Word = w("This is not a date and time.", "Это не дата и время.");

pub const WHAT: Word = w("What", "Состав");
pub const HOW: Word = w("How", "Получение");
pub const SELECT_ALL: Word = w("Select all", "Выбрать все");
pub const SELECT_ORDER: Word = w("Select order {}", "Выбрать заказ {}");
pub const SELECTED: Plural =
    Plural::new(["{} selected", "{} selected"], ["Выбран {}", "Выбрано {}", "Выбрано {}"]);
pub const ASSIGN_FLORIST: Word = w("Assign florist", "Назначить флориста");
pub const ASSIGN_COURIER: Word = w("Assign courier", "Назначить курьера");
pub const MOVE_SELECTED: Word = w("Move to", "Переместить в");
pub const SOME_NOT_MOVED: Plural = Plural::new(
    ["{} order cannot be moved there and stays.", "{} orders cannot be moved there and stay."],
    [
        "{} заказ туда перевести нельзя, он остаётся.",
        "{} заказа туда перевести нельзя, они остаются.",
        "{} заказов туда перевести нельзя, они остаются.",
    ],
);
