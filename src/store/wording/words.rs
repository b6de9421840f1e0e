//! The words for commands and for what they change, in both languages.

use crate::domain::Word;

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

/// Where commands are decided about that did not go through.
pub const OUTBOX: Word = w("Outbox", "Исходящие");
/// Its address.
pub const OUTBOX_PATH: &str = "/outbox";

pub const ORDER: Word = w("Order", "Заказ");
pub const ORDER_NUMBER: Word = w("Order {}", "Заказ {}");
pub const NEW_ORDER: Word = w("New order", "Новый заказ");
pub const NEW_CUSTOMER: Word = w("New customer", "Новый клиент");
pub const CUSTOMER: Word = w("Customer", "Клиент");
pub const CUSTOMER_NAMED: Word = w("Customer {}", "Клиент {}");
pub const PAYMENT: Word = w("Payment", "Оплата");
pub const PAYMENT_FOR: Word = w("Payment for order {}", "Оплата заказа {}");
pub const RETURN: Word = w("Return", "Возврат");
pub const RETURN_FOR: Word = w("Return for order {}", "Возврат по заказу {}");
pub const CHANGE: Word = w("Change", "Сдача");
pub const CHANGE_FOR: Word = w("Change for order {}", "Сдача по заказу {}");

/// What, and its fields.
pub const SUMMARY: Word = w("{}: {}", "{}: {}");
/// A field and its value.
pub const FIELD: Word = w("{} “{}”", "{} «{}»");
pub const NOT_SET: Word = w("Not set", "Не указан");
pub const YES: Word = w("Yes", "Да");
pub const NO: Word = w("No", "Нет");

pub const STATUS: Word = w("Status", "Статус");
pub const DATE: Word = w("Date", "Дата");
pub const DOC_NO: Word = w("Number", "Номер");
pub const NOTES: Word = w("Notes", "Заметки");
pub const BUDGET: Word = w("Budget", "Бюджет");
pub const DUE: Word = w("Due", "Срок");
pub const DELIVERY: Word = w("Delivery", "Доставка");
pub const FOR_COURIER: Word = w("For the courier", "Курьеру");
pub const CITY: Word = w("City", "Город");
pub const STREET: Word = w("Street", "Улица");
pub const HOUSE: Word = w("House", "Дом");
pub const BUILDING: Word = w("Building", "Корпус");
pub const APARTMENT: Word = w("Apartment", "Квартира");
pub const RECIPIENT: Word = w("Recipient", "Получатель");
pub const PHONE: Word = w("Phone", "Телефон");
pub const WINDOW_FROM: Word = w("Deliver from", "Доставить с");
pub const WINDOW_TO: Word = w("Deliver until", "Доставить до");
pub const DELIVERY_STATUS: Word = w("Delivery status", "Статус доставки");
pub const BY_BONUSES: Word = w("Paid with points", "Оплата бонусами");
pub const STORE: Word = w("Store", "Магазин");
pub const SOURCE: Word = w("Source", "Источник");
pub const FLORIST: Word = w("Florist", "Флорист");
pub const COURIER: Word = w("Courier", "Курьер");
pub const TAGS: Word = w("Tags", "Метки");
pub const COMPOSITION: Word = w("Composition", "Состав");
pub const TOTAL: Word = w("Total", "Итого");
pub const SUM: Word = w("Sum", "Сумма");
pub const METHOD: Word = w("Method", "Способ");

pub const NAME: Word = w("Name", "Имя");
pub const BONUS_CARD: Word = w("Bonus card", "Бонусная карта");
pub const EMAIL: Word = w("Email", "Почта");
pub const INSTAGRAM: Word = w("Instagram", "Инстаграм");
pub const BIRTHDAY: Word = w("Birthday", "День рождения");
pub const GENDER: Word = w("Gender", "Пол");
pub const IS_PERSON: Word = w("A person", "Физическое лицо");
pub const ITN: Word = w("Taxpayer number", "ИНН");
pub const POINTS: Word = w("Points", "Бонусы");
pub const BONUS_GROUP: Word = w("Bonus group", "Бонусная группа");
pub const DISCOUNT_GROUPS: Word = w("Discount groups", "Группы скидок");
pub const PREFERENCES: Word = w("Preferences", "Предпочтения");
pub const EVENTS: Word = w("Days to remember", "Памятные дни");
pub const CONTACT: Word = w("Contact person", "Контактное лицо");

pub const CODE: Word = w("Code", "Код");
pub const CUSTOMER_NOTES: Word = w("About the customer", "О клиенте");
pub const NO_NAME: Word = w("What is the customer called?", "Как зовут клиента?");
pub const BAD_PHONE: Word =
    w("A phone has 4 to 15 digits and nothing else.", "В телефоне от 4 до 15 цифр и ничего больше.");

pub const CONFLICT: Word = w("Somebody else changed the same.", "Кто-то ещё изменил то же самое.");
pub const BOTH_SIDES: Word = w("{}: yours “{}”, theirs “{}”.", "{}: у вас «{}», у них «{}».");
pub const CHANGED_AT: Word = w("Changed at {}.", "Изменено: {}.");
pub const CHANGED_BY: Word = w("Changed at {} by {}.", "Изменено: {}, {}.");
pub const EDIT: Word = w("Edit", "Изменить");
pub const KEEP_MINE: Word = w("Keep mine", "Оставить моё");
pub const TAKE_THEIRS: Word = w("Take theirs", "Взять их");
