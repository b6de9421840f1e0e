//! What the sign-in says, in both languages.

use crate::domain::Word;

const fn w(en: &'static str, ru: &'static str) -> Word {
    Word::new(en, ru)
}

pub const LEAD: Word = w("The flower shop, at hand", "Цветочный магазин под рукой");
pub const LOGIN: Word = w("Login", "Логин");
pub const PASSWORD: Word = w("Password", "Пароль");
pub const SHOW_PASSWORD: Word = w("Show password", "Показать пароль");
pub const SIGN_IN: Word = w("Sign in", "Войти");
pub const LOGIN_MISSING: Word = w("Enter your login.", "Введите логин.");
pub const PASSWORD_MISSING: Word = w("Enter your password.", "Введите пароль.");
pub const WRONG_HINT: Word = w(
    "Check the keyboard layout and try again, or ask whoever manages your shop for a new password.",
    "Проверьте раскладку клавиатуры и попробуйте ещё раз или попросите новый пароль у управляющего.",
);
pub const ENDED: Word = w("Your session has ended", "Сеанс закончился");
pub const ENDED_TEXT: Word = w(
    "Sign in again to go on. What you were typing stays where it is.",
    "Войдите снова, чтобы продолжить. То, что вы вводили, останется на месте.",
);
pub const ENDED_UNSENT: Word = w(
    "Changes that are not sent yet: {}. They go out after signing in.",
    "Неотправленных изменений: {}. Они уйдут после входа.",
);
pub const ANOTHER: Word = w("Sign in as someone else", "Войти под другим именем");
pub const DARK: Word = w("Dark theme", "Тёмная тема");
pub const LIGHT: Word = w("Light theme", "Светлая тема");
