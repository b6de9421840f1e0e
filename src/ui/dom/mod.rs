//! How views become elements. The template syntax, components, signals and
//! contexts are Leptos'; only the last step is ours: `view!` expands to one text
//! for what never changes (cut once, copied by the browser) and one call for
//! each thing that does. All of them end in a handful of functions without type
//! parameters, so that a view costs its own words and little else. Measured in
//! `docs/decisions/0008-own-last-step-of-views.md`.

mod child;
mod each;
mod events;
mod node_ref;
mod react;
mod show;
mod stencil;
mod value;

use leptos::prelude::Owner;
use web_sys::Node;

pub use self::child::{Child, Children, ChildrenFn, Collect, IntoView, ToChildren, View, ViewFn};
pub use self::each::{For, ForProps};
pub use self::events::Targeted;
pub use self::node_ref::NodeRef;
pub use self::react::{derived, effect, memo, Memo, Signal};
pub use self::show::{Condition, Show, ShowProps};
pub use self::stencil::{stamp, Stamp};
pub use self::value::{Changing, IntoValue, Value};
pub use posy_view::view;

use self::react::follow;

/// Puts a view at the end of a node of the page. What it reacts with lives as
/// long as the owner that comes back.
#[must_use = "the view stops changing when its owner is dropped"]
pub fn mount(parent: &Node, view: impl FnOnce() -> View) -> Owner {
    // Chosen once for the whole page; later calls change nothing.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| view().append_to(parent));
    owner
}
