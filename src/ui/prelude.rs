//! What every file with a view needs: Leptos, with our own last step.

pub use leptos::prelude::*;

pub use crate::store::signal::RwSignal;

pub use super::dom::{
    derived, effect, memo, view, Children, ChildrenFn, Collect, For, IntoView, Memo, NodeRef, Show, Signal,
    View, ViewFn,
};
