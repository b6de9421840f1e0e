//! What an attribute, a property, a class or a style is set to.

use std::borrow::Cow;

use super::{Memo, Signal};
use crate::store::signal::RwSignal;

/// A value at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Not set.
    Nothing,
    Flag(bool),
    Text(Cow<'static, str>),
}

/// A value, or where it comes from.
pub enum Changing {
    Once(Value),
    Follows(Box<dyn Source<Value>>),
}

/// Gives what something is at the moment. A closure behind a trait of our own:
/// the table of a boxed closure has three functions, this one's has one.
pub trait Source<T> {
    fn now(&mut self) -> T;
}

impl<F, T> Source<Value> for F
where
    F: FnMut() -> T,
    T: Fixed,
{
    fn now(&mut self) -> Value {
        self().into_value()
    }
}

/// What can be written as the value of an attribute: texts, numbers, flags,
/// options of them, signals of them, and closures that give them.
pub trait IntoValue {
    fn into_changing(self) -> Changing;
}

/// A value that does not change.
pub trait Fixed {
    fn into_value(self) -> Value;
}

impl Fixed for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl Fixed for &'static str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl Fixed for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl Fixed for Cow<'static, str> {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl<T: Fixed> Fixed for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Nothing, Fixed::into_value)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Fixed for $number {
            fn into_value(self) -> Value {
                Value::Text(Cow::Owned(self.to_string()))
            }
        }
    )*};
}
numbers!(u32, usize);

macro_rules! once {
    ($($fixed:ty),*) => {$(
        impl IntoValue for $fixed {
            fn into_changing(self) -> Changing {
                Changing::Once(self.into_value())
            }
        }
    )*};
}
once!(bool, &'static str, String, u32, usize);

impl<T: Fixed> IntoValue for Option<T> {
    fn into_changing(self) -> Changing {
        Changing::Once(self.into_value())
    }
}

impl<F, T> IntoValue for F
where
    F: FnMut() -> T + 'static,
    T: Fixed,
{
    fn into_changing(self) -> Changing {
        Changing::Follows(Box::new(self))
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T: Fixed + Clone + Send + Sync + 'static> IntoValue for $signal<T> {
            fn into_changing(self) -> Changing {
                Changing::Follows(Box::new(move || self.get()))
            }
        }
    )*};
}
signals!(Signal, Memo, RwSignal);
