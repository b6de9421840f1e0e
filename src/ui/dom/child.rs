//! What stands inside an element: texts, views, and closures that give them.

use std::borrow::Cow;
use std::rc::Rc;

use send_wrapper::SendWrapper;
use web_sys::Node;

use super::value::Source;
use super::{follow, Memo, Signal};
use crate::platform::page;
use crate::store::signal::RwSignal;

/// Built elements, on their way into the page or in it already. Their first and
/// last node stay the same as long as they are there; what changes, changes
/// between.
pub struct View(SendWrapper<Option<Range>>);

/// From one node to another, siblings.
struct Range {
    /// The fragment until they are in the page, their holder after.
    holder: Node,
    first: Node,
    last: Node,
}

/// What stands in one place inside an element.
pub enum Child {
    Nothing,
    Text(Cow<'static, str>),
    View(View),
    /// Given anew whenever what it reads changes.
    Follows(Box<dyn Source<Child>>),
}

/// What a component is given to stand inside it, once.
pub type Children = Box<dyn FnOnce() -> View>;
/// The same, as often as it is needed.
pub type ChildrenFn = ViewFn;

/// A part of a view that is handed in as a property, built where it is needed.
#[derive(Clone, Default)]
pub struct ViewFn(Option<Rc<dyn Build>>);

/// Builds a view, any number of times.
trait Build {
    fn build(&self) -> View;
}

impl<F, C> Build for F
where
    F: Fn() -> C,
    C: IntoView,
{
    fn build(&self) -> View {
        self().into_view()
    }
}

impl View {
    /// Nothing.
    pub fn empty() -> Self {
        Self(SendWrapper::new(None))
    }

    /// What `holder` holds.
    pub(super) fn of(holder: Node) -> Self {
        let ends = holder.first_child().zip(holder.last_child());
        Self(SendWrapper::new(ends.map(|(first, last)| Range { holder, first, last })))
    }

    /// A view of anything that can stand inside an element.
    pub fn from_child(child: Child) -> Self {
        match child {
            Child::Nothing => Self::empty(),
            Child::View(view) => view,
            child => Self::all(std::iter::once(child)),
        }
    }

    /// Several, one after the other.
    pub fn all(children: impl Iterator<Item = Child>) -> Self {
        let Some(document) = page::document() else { return Self::empty() };
        let holder: Node = document.create_document_fragment().into();
        let text = || Node::from(document.create_text_node(""));
        for child in children {
            match child {
                Child::Nothing => {}
                Child::View(view) => view.append_to(&holder),
                child => {
                    // Something fixed before and after what may change.
                    let _ = holder.append_child(&text());
                    let end = text();
                    let _ = holder.append_child(&end);
                    put(&end, child);
                }
            }
        }
        Self::of(holder)
    }

    /// First and last node.
    pub(super) fn ends(&self) -> Option<(&Node, &Node)> {
        self.0.as_ref().map(|range| (&range.first, &range.last))
    }

    pub(super) fn append_to(self, parent: &Node) {
        self.insert(parent, None);
    }

    fn insert(&self, parent: &Node, before: Option<&Node>) {
        if let Some(range) = self.0.as_ref() {
            let _ = parent.insert_before(&range.holder, before);
        }
    }

    /// Before a node that has a parent.
    pub(super) fn insert_before(&self, node: &Node) {
        if let Some(parent) = node.parent_node() {
            self.insert(&parent, Some(node));
        }
    }
}

impl ViewFn {
    /// Builds it.
    pub fn run(&self) -> View {
        self.0.as_ref().map_or_else(View::empty, |part| part.build())
    }
}

impl<F, C> From<F> for ViewFn
where
    F: Fn() -> C + 'static,
    C: IntoView,
{
    fn from(build: F) -> Self {
        Self(Some(Rc::new(build)))
    }
}

/// How what stands inside a component is handed to it; `view!` calls it.
pub trait ToChildren<F> {
    fn to_children(build: F) -> Self;
}

impl<F: FnOnce() -> View + 'static> ToChildren<F> for Children {
    fn to_children(build: F) -> Self {
        Box::new(build)
    }
}

impl<F: Fn() -> View + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(build: F) -> Self {
        build.into()
    }
}

/// Fills the place before `marker`. Between the marker and what was before it
/// at this moment nothing else is ever put.
pub(super) fn put(marker: &Node, child: Child) {
    match child {
        Child::Nothing => {}
        Child::Text(text) => marker.set_node_value(Some(&text)),
        Child::View(view) => view.insert_before(marker),
        Child::Follows(mut give) => {
            let (marker, fixed) = (marker.clone(), marker.previous_sibling());
            let mut shown = Cow::Borrowed("");
            follow(move || {
                let child = give.now();
                clear(fixed.as_ref(), &marker);
                let text = match &child {
                    Child::Text(text) => text.clone(),
                    _ => Cow::Borrowed(""),
                };
                if text != shown {
                    marker.set_node_value(Some(&text));
                    shown = text;
                }
                match child {
                    Child::View(view) => view.insert_before(&marker),
                    child @ Child::Follows(_) => View::from_child(child).insert_before(&marker),
                    Child::Nothing | Child::Text(_) => {}
                }
            });
        }
    }
}

/// Takes away what stands between a fixed node (or the start of the parent) and
/// the marker.
fn clear(fixed: Option<&Node>, marker: &Node) {
    while let Some(before) = marker.previous_sibling() {
        if fixed == Some(&before) {
            return;
        }
        remove(&before);
    }
}

pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// What can stand inside an element.
pub trait IntoView: Sized {
    fn into_child(self) -> Child;

    /// The same as a view of its own.
    fn into_view(self) -> View {
        View::from_child(self.into_child())
    }
}

impl IntoView for Child {
    fn into_child(self) -> Child {
        self
    }
}

impl IntoView for () {
    fn into_child(self) -> Child {
        Child::Nothing
    }
}

impl IntoView for View {
    fn into_child(self) -> Child {
        Child::View(self)
    }
}

impl IntoView for &'static str {
    fn into_child(self) -> Child {
        Child::Text(Cow::Borrowed(self))
    }
}

impl IntoView for Cow<'static, str> {
    fn into_child(self) -> Child {
        Child::Text(self)
    }
}

impl IntoView for String {
    fn into_child(self) -> Child {
        Child::Text(Cow::Owned(self))
    }
}

impl IntoView for usize {
    fn into_child(self) -> Child {
        self.to_string().into_child()
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_child(self) -> Child {
        self.map_or(Child::Nothing, IntoView::into_child)
    }
}

impl<F, C> IntoView for F
where
    F: FnMut() -> C + 'static,
    C: IntoView,
{
    fn into_child(self) -> Child {
        Child::Follows(Box::new(self))
    }
}

impl<F, C> Source<Child> for F
where
    F: FnMut() -> C,
    C: IntoView,
{
    fn now(&mut self) -> Child {
        self().into_child()
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T: IntoView + Clone + Send + Sync + 'static> IntoView for $signal<T> {
            fn into_child(self) -> Child {
                Child::Follows(Box::new(move || self.get()))
            }
        }
    )*};
}
signals!(Signal, Memo, RwSignal);

/// Views one after the other from whatever gives them.
pub trait Collect {
    fn collect_view(self) -> View;
}

impl<I, C> Collect for I
where
    I: IntoIterator<Item = C>,
    C: IntoView,
{
    fn collect_view(self) -> View {
        View::all(self.into_iter().map(IntoView::into_child))
    }
}
