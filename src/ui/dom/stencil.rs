//! What never changes of a view: cut once from the text that `view!` made of
//! it, then copied by the browser. A stamp is such a copy with its holes.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use super::child::{put, Child, IntoView};
use super::{follow, Changing, IntoValue, Value, View};
use crate::platform::page;

/// A namespace of elements.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A step of the walk to the holes of a copy.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// To the first child, the next sibling, the parent.
    Down,
    Next,
    Up,
    /// This node is the next hole.
    Hole,
}

/// A template as nodes that are never shown themselves.
struct Stencil {
    source: *const u8,
    nodes: Node,
    walk: Vec<Step>,
}

thread_local! {
    /// All that were cut, by the place of their text in the binary.
    static STENCILS: RefCell<Vec<Rc<Stencil>>> = const { RefCell::new(Vec::new()) };
}

/// An element that is being cut.
struct Open {
    node: Node,
    /// Where its walk begins, once it has children, and how many holes there
    /// were before them.
    walk: Option<(usize, usize)>,
}

impl Stencil {
    /// Reads the marks that the macro wrote (`src/ui/dom/macro/src/stencil.rs`).
    fn cut(source: &'static str, document: &Document) -> Self {
        let nodes: Node = document.create_document_fragment().into();
        let mut open = vec![Open { node: nodes.clone(), walk: None }];
        let (mut walk, mut holes) = (Vec::new(), 0);
        for mark in source.split('\u{1f}') {
            let Some(top) = open.last_mut() else { break };
            let (kind, text) = mark.split_at_checked(1).unwrap_or_default();
            let child: Option<Node> = match kind {
                "<" => document.create_element(text).ok().map(Into::into),
                "^" => document.create_element_ns(Some(SVG), text).ok().map(Into::into),
                "\"" => Some(document.create_text_node(text).into()),
                "!" | "-" => Some(document.create_text_node("").into()),
                _ => None,
            };
            let mut inner = None;
            if let Some(child) = child {
                let _ = top.node.append_child(&child);
                let first = top.walk.is_none();
                top.walk.get_or_insert((walk.len(), holes));
                walk.push(if first { Step::Down } else { Step::Next });
                if kind == "<" || kind == "^" {
                    inner = Some(Open { node: child, walk: None });
                }
            }
            match kind {
                "@" => {
                    let (name, value) = text.split_once('=').unwrap_or((text, ""));
                    let _ = top.node.unchecked_ref::<Element>().set_attribute(name, value);
                }
                "*" | "!" => {
                    walk.push(Step::Hole);
                    holes += 1;
                }
                ">" => {
                    if let Some((begin, before)) = top.walk {
                        // Nobody has to go where there is no hole.
                        if holes == before {
                            walk.truncate(begin);
                        } else {
                            walk.push(Step::Up);
                        }
                    }
                    open.pop();
                }
                _ => {}
            }
            open.extend(inner);
        }
        let last = walk.iter().rposition(|step| *step == Step::Hole).map_or(0, |last| last + 1);
        walk.truncate(last);
        Self { source: source.as_ptr(), nodes, walk }
    }

    /// The stencil of a text, cut when it is used for the first time.
    fn of(source: &'static str, document: &Document) -> Rc<Self> {
        STENCILS.with_borrow_mut(|known| {
            match known.binary_search_by_key(&source.as_ptr(), |stencil| stencil.source) {
                Ok(at) => known.get(at).cloned().unwrap_or_else(|| Rc::new(Self::cut(source, document))),
                Err(at) => {
                    let stencil = Rc::new(Self::cut(source, document));
                    known.insert(at, Rc::clone(&stencil));
                    stencil
                }
            }
        })
    }
}

/// A copy of a stencil whose holes are being filled.
pub struct Stamp {
    copy: Option<Node>,
    holes: Vec<Node>,
}

/// A copy of the template of this text. Called by `view!`.
pub fn stamp(source: &'static str) -> Stamp {
    let stencil = page::document().map(|document| Stencil::of(source, &document));
    let copy = stencil.as_ref().and_then(|stencil| stencil.nodes.clone_node_with_deep(true).ok());
    let mut holes = Vec::new();
    let mut at = copy.clone();
    for step in stencil.iter().flat_map(|stencil| &stencil.walk) {
        at = match (step, at) {
            (Step::Down, Some(node)) => node.first_child(),
            (Step::Next, Some(node)) => node.next_sibling(),
            (Step::Up, Some(node)) => node.parent_node(),
            (Step::Hole, Some(node)) => {
                holes.push(node.clone());
                Some(node)
            }
            (_, None) => None,
        };
    }
    Stamp { copy, holes }
}

impl Stamp {
    /// The element that is hole number `at`.
    pub(super) fn element(&self, at: usize) -> Option<&Element> {
        self.holes.get(at).map(|node| node.unchecked_ref())
    }

    /// The finished view.
    pub fn into_view(self) -> View {
        self.copy.map_or_else(View::empty, View::of)
    }

    /// What stands inside an element at this place.
    pub fn child(&self, at: usize, child: impl IntoView) {
        self.put(at, child.into_child());
    }

    fn put(&self, at: usize, child: Child) {
        if let Some(marker) = self.holes.get(at) {
            put(marker, child);
        }
    }

    /// An attribute; a flag is there without a value or not at all.
    pub fn attribute(&self, at: usize, name: &'static str, value: impl IntoValue) {
        self.set(at, name, value.into_changing(), set_attribute);
    }

    /// One class that is there or not.
    pub fn class(&self, at: usize, name: &'static str, on: impl IntoValue) {
        self.set(at, name, on.into_changing(), set_class);
    }

    /// The `class` attribute; classes of [`Self::class`] beside it have to come
    /// after it and must not be followed by a change of it.
    pub fn classes(&self, at: usize, value: impl IntoValue) {
        self.set(at, "class", value.into_changing(), set_attribute);
    }

    /// A property of the style, such as `--x`.
    pub fn style(&self, at: usize, name: &'static str, value: impl IntoValue) {
        self.set(at, name, value.into_changing(), set_style);
    }

    /// A property of the element, such as `value` or `checked`.
    pub fn property(&self, at: usize, name: &'static str, value: impl IntoValue) {
        self.set(at, name, value.into_changing(), set_property);
    }

    pub(super) fn set(
        &self,
        at: usize,
        name: &'static str,
        value: Changing,
        apply: fn(&Element, &str, &Value),
    ) {
        let Some(element) = self.element(at) else { return };
        match value {
            Changing::Once(value) => apply(element, name, &value),
            Changing::Follows(mut give) => {
                let element = element.clone();
                let mut before = None;
                follow(move || {
                    let value = Some(give.now());
                    if value != before {
                        if let Some(value) = &value {
                            apply(&element, name, value);
                        }
                        before = value;
                    }
                });
            }
        }
    }
}

fn set_attribute(element: &Element, name: &str, value: &Value) {
    let _ = match value {
        Value::Nothing | Value::Flag(false) => element.remove_attribute(name),
        Value::Flag(true) => element.set_attribute(name, ""),
        Value::Text(text) => element.set_attribute(name, text),
    };
}

fn set_class(element: &Element, name: &str, value: &Value) {
    let _ = element.class_list().toggle_with_force(name, *value == Value::Flag(true));
}

fn set_style(element: &Element, name: &str, value: &Value) {
    let text = if let Value::Text(text) = value { text.as_ref() } else { "" };
    let _ = element.unchecked_ref::<web_sys::HtmlElement>().style().set_property(name, text);
}

pub(super) fn set_property(element: &Element, name: &str, value: &Value) {
    let value = match value {
        Value::Nothing => "".into(),
        Value::Flag(flag) => (*flag).into(),
        Value::Text(text) => text.as_ref().into(),
    };
    let _ = js_sys::Reflect::set(element, &name.into(), &value);
}
