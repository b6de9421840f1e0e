//! What the form of a new order says, in both languages.

use crate::domain::{Plural, Word};

pub use crate::sections::orders::words::{
    COMPOSITION, CUSTOMER, DELIVERY, DUE, FLORIST, FOR_COURIER, NOTES, NO_FLORIST, PICKUP, RECIPIENT,
    REFUSED_WHY, STORE, TAGS, TOTAL, UNDO,
};
pub use crate::store::wording::words::{
    APARTMENT, BAD_PHONE, CITY, CODE, CUSTOMER_NOTES, HOUSE, NAME, NEW_CUSTOMER, NEW_ORDER, NO_NAME, PHONE,
    STREET,
};

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const CORRECT: Word = w("Correct the order", "Исправить заказ");
pub const UNFINISHED: Word = w("Another order is unfinished", "Есть неоконченный заказ");
pub const UNFINISHED_TEXT: Word = w(
    "The form can hold one order. Finish the one that is in it first, or discard it to correct this one.",
    "В форме может быть один заказ. Сначала оформите его или удалите, чтобы исправить этот.",
);
pub const GO_ON: Word = w("Go on with it", "Продолжить его");
pub const MAKE_ROOM: Word = w("Discard it", "Удалить его");
pub const CONTINUE: Word = w("Continue the order", "Продолжить заказ");
pub const CONTINUED: Word =
    w("This is the order that you began at {}.", "Это заказ, который вы начали в {}.");
pub const UNKEPT: Word = w(
    "This device does not keep what you type. Save the order before you close the page, and free some space.",
    "Устройство не сохраняет введённое. Сохраните заказ, прежде чем закрыть страницу, и освободите место.",
);
pub const SAVE: Word = w("Save order", "Сохранить заказ");
pub const DISCARD: Word = w("Discard", "Удалить черновик");
pub const DISCARDED: Word = w("The order is discarded", "Черновик удалён");
pub const HALF: Word = w("This is not finished.", "Введено не до конца.");
pub const TO_BOARD: Word = w("To the board", "К доске");
pub const SAVED_ORDER: Word = w("The order is saved", "Заказ сохранён");
pub const SAVED_OFFLINE: Word = w(
    "The order is saved on this device and goes out by itself.",
    "Заказ сохранён на устройстве и уйдёт сам.",
);
pub const SAVED_BEFORE: Word = w("This order was saved already.", "Этот заказ уже сохранён.");
pub const FAULTS: Plural = Plural::new(
    ["{} field needs another look", "{} fields need another look"],
    ["Проверьте {} поле", "Проверьте {} поля", "Проверьте {} полей"],
);

pub const SAVE_CUSTOMER: Word = w("Save the customer now", "Сохранить клиента сейчас");
pub const SAVED_CUSTOMER: Word = w("The customer is saved", "Клиент сохранён");
pub const FIND_CUSTOMER: Word = w("Name, phone or card", "Имя, телефон или карта");
pub const NEW_NAMED: Word = w("New customer: {}", "Новый клиент: {}");
pub const SOME_CUSTOMERS: Word = w(
    "Not all customers are on this device yet: they may be among the rest",
    "Ещё не все клиенты на устройстве: возможно, он среди остальных",
);
pub const REMOVE_CUSTOMER: Word = w("Another customer", "Другой клиент");
pub const POINTS: Plural = Plural::new(["{} point", "{} points"], ["{} бонус", "{} бонуса", "{} бонусов"]);
pub const ORDERS_BEFORE: Plural =
    Plural::new(["{} order", "{} orders"], ["{} заказ", "{} заказа", "{} заказов"]);
pub const CARD: Word = w("card {}", "карта {}");
pub const CONTACT_PHONE: Word = w("Recipient's phone", "Телефон получателя");
pub const BY_WHOM: Word = w("Florist and notes", "Флорист и заметки");
pub const ANYBODY: Word =
    w("Without a customer the order stays nobody's.", "Без клиента заказ останется ничьим.");

pub const WHEN: Word = w("When and how", "Когда и как");
pub const WAY: Word = w("How it is handed over", "Как получат");
pub const CHOOSE_STORE: Word = w("Choose a store", "Выберите магазин");
pub const FROM: Word = w("Deliver from", "Доставить с");
pub const UNTIL: Word = w("Deliver until", "Доставить до");

pub const FIND_ITEM: Word = w("Name of an item", "Название товара");
pub const ADD_ITEM: Word = w("Add an item", "Добавить товар");
pub const LEFT: Word = w("{} {} left", "осталось {} {}");
pub const NOT_HERE: Word = w("not sold in this store", "нет в этом магазине");
pub const QUANTITY: Word = w("Quantity: {}", "Количество: {}");
pub const PRICE: Word = w("Price: {}", "Цена: {}");
pub const MORE_OF: Word = w("One more: {}", "Ещё один: {}");
pub const LESS_OF: Word = w("One less: {}", "На один меньше: {}");
pub const REMOVE: Word = w("Remove: {}", "Убрать: {}");
pub const ADDED: Word = w("Added: {}", "Добавлено: {}");

pub const NO_STORE: Word = w("Which store makes it?", "Какой магазин его делает?");
pub const NO_DUE: Word = w("When is it due? Day and time.", "К какому сроку? День и время.");
pub const NO_STREET: Word =
    w("Where to? A street, or the recipient's phone.", "Куда? Улица или телефон получателя.");
pub const BACKWARDS: Word = w("This is before it begins.", "Это раньше начала.");
pub const NO_GOODS: Word = w(
    "Add an item, or write in the notes what is wanted.",
    "Добавьте товар или напишите в заметках, что нужно.",
);
pub const BAD_PIECES: Word = w("A whole number from 1 on.", "Целое число от 1.");
pub const BAD_PARTS: Word = w("A number above 0.", "Число больше 0.");
pub const BAD_PRICE: Word = w("A price, such as 250 or 99.90.", "Цена, например 250 или 99,90.");
