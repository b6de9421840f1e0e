//! Cutting a template: the fixed markup goes into a text that is the same for
//! every copy, what changes becomes a hole with a number.
//!
//! The text is a list of marks, separated by `\u{1f}`: `<name` opens an element
//! (`^name` one of SVG), `@name=value` gives it an attribute, `"text` adds a
//! text, `*` makes the open element a hole, `!` makes a hole for a child, `-`
//! adds an empty text, `>` closes.

use rstml::Infallible;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rstml::node::{Node, NodeBlock, NodeElement};
use syn::{Expr, Stmt};

use crate::{attributes, components};

/// Between two marks.
const SEPARATOR: char = '\u{1f}';

/// Elements of SVG that stand in our templates.
const SVG: [&str; 12] =
    ["svg", "use", "path", "circle", "rect", "g", "line", "polyline", "polygon", "defs", "symbol", "ellipse"];

/// A template on its way to becoming code.
pub struct Cut {
    marks: Vec<String>,
    holes: usize,
    calls: Vec<TokenStream>,
    /// What the calls are made on.
    pub stamp: Ident,
}

impl Cut {
    /// The next hole; its mark is added by who asked.
    fn hole(&mut self) -> usize {
        self.holes += 1;
        self.holes - 1
    }

    pub fn attribute(&mut self, name: &str, value: &str) {
        self.marks.push(format!("@{name}={value}"));
    }

    pub fn call(&mut self, call: TokenStream) {
        self.calls.push(call);
    }

    fn child(&mut self, value: &TokenStream) {
        let (at, stamp) = (self.hole(), self.stamp.clone());
        self.marks.push("!".to_owned());
        self.call(quote! { #stamp.child(#at, #value); });
    }

    fn nodes(&mut self, nodes: &[Node<Infallible>]) -> syn::Result<()> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node<Infallible>) -> syn::Result<()> {
        match node {
            Node::Element(element) if components::is_component(element) => {
                let component = components::expand(element)?;
                self.child(&quote! { ::posy::ui::dom::Child::View(#component) });
                Ok(())
            }
            Node::Element(element) => self.element(element),
            Node::Text(text) => {
                self.marks.push(format!("\"{}", text.value_string()));
                Ok(())
            }
            Node::Block(block) => {
                let value = block_value(block)?;
                self.child(&value);
                Ok(())
            }
            Node::Fragment(fragment) => self.nodes(&fragment.children),
            Node::Comment(_) => Ok(()),
            other => Err(syn::Error::new(span_of(other), "not understood in a template")),
        }
    }

    fn element(&mut self, element: &NodeElement<Infallible>) -> syn::Result<()> {
        let name = element.name().to_string();
        let open = if SVG.contains(&name.as_str()) { '^' } else { '<' };
        self.marks.push(format!("{open}{name}"));
        let dynamic = attributes::fixed(element, self)?;
        if !dynamic.is_empty() {
            let at = self.hole();
            self.marks.push("*".to_owned());
            for attribute in dynamic {
                let call = attributes::call(&name, attribute, at, &self.stamp)?;
                self.call(call);
            }
        }
        self.nodes(&element.children)?;
        self.marks.push(">".to_owned());
        Ok(())
    }
}

/// The whole template as an expression of type `View`.
pub fn expand(nodes: &[Node<Infallible>]) -> syn::Result<TokenStream> {
    // A template that is one component needs no stencil.
    if let [Node::Element(element)] = nodes {
        if components::is_component(element) {
            return components::expand(element);
        }
    }
    let stamp = Ident::new("__stamp", Span::mixed_site());
    let mut cut = Cut { marks: Vec::new(), holes: 0, calls: Vec::new(), stamp: stamp.clone() };
    // What fills the first hole needs something fixed before it.
    let first_is_hole = nodes.first().is_none_or(|node| match node {
        Node::Element(element) => components::is_component(element),
        Node::Text(_) => false,
        _ => true,
    });
    if first_is_hole {
        cut.marks.push("-".to_owned());
    }
    cut.nodes(nodes)?;
    let (marks, calls) = (cut.marks.join(&SEPARATOR.to_string()), cut.calls);
    Ok(quote! {
        {
            let #stamp = ::posy::ui::dom::stamp(#marks);
            #(#calls)*
            #stamp.into_view()
        }
    })
}

/// `{expression}` without its braces, `{ let …; expression }` as it is.
pub fn block_value(block: &NodeBlock) -> syn::Result<TokenStream> {
    let NodeBlock::ValidBlock(block) = block else {
        return Err(syn::Error::new(Span::call_site(), "the braces hold no expression"));
    };
    Ok(match block.stmts.as_slice() {
        [Stmt::Expr(value, None)] => quote! { #value },
        _ => quote! { #block },
    })
}

/// The same for the value of an attribute.
pub fn plain(value: &Expr) -> TokenStream {
    if let Expr::Block(block) = value {
        if let [Stmt::Expr(value, None)] = block.block.stmts.as_slice() {
            return quote! { #value };
        }
    }
    quote! { #value }
}

fn span_of(node: &Node<Infallible>) -> Span {
    quote! { #node }.into_iter().next().map_or_else(Span::call_site, |token| token.span())
}
