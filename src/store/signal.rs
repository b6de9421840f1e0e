//! A value that is read and set, and tells who read it when it changes. All of
//! them are of one type inside, so that the code of the reactive graph is there
//! once, not once for each type of value.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use reactive_graph::signal::RwSignal as Inner;
use reactive_graph::traits::{Get, GetUntracked, Set, Track};

pub(crate) type AnyValue = Arc<dyn Any + Send + Sync>;

/// A handle on the value; copies are the same value. It ends with the owner it
/// was made under: the `try_` forms are for what may come later.
pub struct RwSignal<T> {
    inner: Inner<AnyValue>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Send + Sync + 'static> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self { inner: make(Arc::new(value)), kind: PhantomData }
    }

    /// The value without a copy; whoever reads it reruns when it is set.
    pub fn read(self) -> Arc<T> {
        typed(self.inner.get())
    }

    /// The same without rerunning.
    pub fn read_untracked(self) -> Arc<T> {
        typed(self.inner.get_untracked())
    }

    /// Reruns whoever calls this when the value is set.
    pub fn track(self) {
        self.inner.track();
    }

    pub fn set(self, value: T) {
        put(self.inner, Arc::new(value));
    }

    /// Sets the value where it is still there.
    pub fn try_set(self, value: T) {
        self.inner.try_set(Arc::new(value));
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// The value; whoever reads it reruns when it is set.
    pub fn get(self) -> T {
        (*self.read()).clone()
    }

    /// The value now, from an event.
    pub fn get_untracked(self) -> T {
        (*self.read_untracked()).clone()
    }

    /// The value, where it is still there; whoever reads it reruns when it is set.
    pub fn try_get(self) -> Option<T> {
        self.inner.try_get().map(|value| (*typed::<T>(value)).clone())
    }

    /// The value now, where it is still there.
    pub fn try_get_untracked(self) -> Option<T> {
        self.inner.try_get_untracked().map(|value| (*typed::<T>(value)).clone())
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }

    /// Changes the value where it is still there.
    pub fn try_update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.try_set(value);
        }
    }
}

fn make(value: AnyValue) -> Inner<AnyValue> {
    Inner::new(value)
}

fn put(inner: Inner<AnyValue>, value: AnyValue) {
    inner.set(value);
}

/// The value behind a handle that was made for its type.
pub(crate) fn typed<T: Send + Sync + 'static>(value: AnyValue) -> Arc<T> {
    #[allow(clippy::expect_used, reason = "a handle of T is only ever given values of T")]
    value.downcast().expect("the type of the handle")
}

#[cfg(test)]
mod tests {
    use super::*;
    use reactive_graph::computed::Memo;
    use reactive_graph::owner::Owner;

    #[test]
    fn what_is_computed_from_a_signal_follows_it() {
        let owner = Owner::new();
        owner.set();
        let count = RwSignal::new(1);
        let double = Memo::new(move |_| count.get() * 2);
        assert_eq!(double.get_untracked(), 2);
        count.set(4);
        assert_eq!((double.get_untracked(), *count.read_untracked()), (8, 4));
        count.update(|count| *count += 1);
        assert_eq!(double.get_untracked(), 10);
    }

    #[test]
    fn a_signal_that_has_ended_is_left_alone() {
        let owner = Owner::new();
        let gone = owner.with(|| RwSignal::new(1));
        owner.cleanup();
        drop(owner);
        gone.try_set(2);
        gone.try_update(|value| *value = 3);
        assert_eq!(gone.try_get_untracked(), None);
    }
}
