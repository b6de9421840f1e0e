//! Making memos, derived signals and effects through one function for each type
//! of value, not one for each closure.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{on_cleanup, untrack, Effect, Get, GetUntracked, GetValue, StoredValue};
use leptos::reactive::effect::RenderEffect;

use crate::store::signal::{typed, AnyValue, RwSignal};

/// A closure that may be called from anywhere, behind a trait of our own: the
/// table of a boxed closure has three functions, this one's has one.
trait Compute<T>: Send + Sync {
    fn compute(&self) -> T;
}

impl<T, F: Fn() -> T + Send + Sync> Compute<T> for F {
    fn compute(&self) -> T {
        self()
    }
}

/// What a memo keeps: any value, with how two of its type are compared. All
/// memos are of this one type inside, so that its code is there once.
#[derive(Clone)]
struct Held {
    value: AnyValue,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

/// A value computed from others, kept until one of them changes; what reads it
/// reruns only when it came out different.
pub struct Memo<T> {
    held: leptos::prelude::Memo<Held>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// Makes a [`Memo`].
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute = move || Held { value: Arc::new(compute()), same: same::<T> };
    Memo { held: memo_of(Box::new(compute)), kind: PhantomData }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

fn memo_of(compute: Box<dyn Compute<Held>>) -> leptos::prelude::Memo<Held> {
    leptos::prelude::Memo::new_with_compare(
        move |_| compute.compute(),
        |old, new| match (old, new) {
            (Some(old), Some(new)) => !(new.same)(&*old.value, &*new.value),
            _ => true,
        },
    )
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// The value without a copy; whoever reads it reruns when it changes.
    pub fn read(self) -> Arc<T> {
        typed(self.held.get().value)
    }

    /// The value; whoever reads it reruns when it changes.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        (*self.read()).clone()
    }

    /// The value now, from an event.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        (*typed::<T>(self.held.get_untracked().value)).clone()
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        derived(move || signal.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        derived(move || memo.get())
    }
}

/// A value that is given or computed from others whenever it is read: what
/// components take. Of one type inside, as memos are.
pub struct Signal<T> {
    compute: StoredValue<Arc<dyn Compute<AnyValue>>>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

/// Makes a [`Signal`] from a computation.
pub fn derived<T: Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    let compute = move || -> AnyValue { Arc::new(compute()) };
    Signal { compute: derived_of(Arc::new(compute)), kind: PhantomData }
}

fn derived_of(compute: Arc<dyn Compute<AnyValue>>) -> StoredValue<Arc<dyn Compute<AnyValue>>> {
    StoredValue::new(compute)
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// A value that stays.
    pub fn stored(value: T) -> Self {
        let value: AnyValue = Arc::new(value);
        let compute = move || Arc::clone(&value);
        Self { compute: derived_of(Arc::new(compute)), kind: PhantomData }
    }

    /// The value without a copy; whoever reads it reruns when it changes.
    pub fn read(self) -> Arc<T> {
        typed(self.compute.get_value().compute())
    }

    /// The value; whoever reads it reruns when it changes.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        (*self.read()).clone()
    }

    /// The value now, from an event.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        untrack(|| self.get())
    }

    /// The value now, where its owner has not ended.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        let compute = self.compute.try_get_value()?;
        Some((*typed::<T>(untrack(|| compute.compute()))).clone())
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

/// Something that is done again and again.
trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}

/// Runs after the views of this turn are in the page, and again when what it
/// reads changes, until the owner ends.
pub fn effect(run: impl FnMut() + 'static) {
    effect_of(Box::new(run));
}

#[inline(never)]
fn effect_of(mut run: Box<dyn Run>) {
    Effect::new(move |_: Option<()>| run.run());
}

/// Runs now, and again when what it reads changes, until the owner ends.
pub(super) fn follow(run: impl FnMut() + 'static) {
    follow_of(Box::new(run));
}

#[inline(never)]
fn follow_of(mut run: Box<dyn Run>) {
    let effect = RenderEffect::new(move |_| run.run());
    on_cleanup(move || drop(effect));
}
