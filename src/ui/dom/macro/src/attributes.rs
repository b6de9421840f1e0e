//! The attributes of an element: fixed ones go into the stencil, the others
//! become a call each.

use rstml::Infallible;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rstml::node::{KeyedAttribute, NodeAttribute, NodeElement};
use syn::{Expr, ExprLit, ExprTuple, Lit};

use crate::stencil::{plain, Cut};

/// Writes the fixed attributes into the stencil and gives back the rest.
pub fn fixed<'a>(
    element: &'a NodeElement<Infallible>,
    cut: &mut Cut,
) -> syn::Result<Vec<&'a KeyedAttribute>> {
    let mut rest = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new(cut.stamp.span(), "an element takes attributes with a name"));
        };
        let name = attribute.key.to_string();
        match attribute.value() {
            _ if name.contains(':') || name == "node_ref" => rest.push(attribute),
            None => cut.attribute(&name, ""),
            Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => cut.attribute(&name, &text.value()),
            Some(_) => rest.push(attribute),
        }
    }
    Ok(rest)
}

/// The call that fills the hole `at` of an element `tag` with one attribute.
pub fn call(tag: &str, attribute: &KeyedAttribute, at: usize, stamp: &Ident) -> syn::Result<TokenStream> {
    let name = attribute.key.to_string();
    let value =
        attribute.value().ok_or_else(|| syn::Error::new_spanned(&attribute.key, "this needs a value"))?;
    let shown = plain(value);
    let parts: Vec<&str> = name.split(':').collect();
    Ok(match parts.as_slice() {
        ["node_ref"] => quote! { #stamp.node_ref(#at, #shown); },
        ["style"] => match value {
            Expr::Tuple(ExprTuple { elems, .. }) if elems.len() == 2 => {
                quote! { #stamp.style(#at, #elems); }
            }
            _ => {
                return Err(syn::Error::new_spanned(value, "a style is a name and a value: (\"--x\", value)"))
            }
        },
        ["class"] => quote! { #stamp.classes(#at, #shown); },
        ["class", class] => quote! { #stamp.class(#at, #class, #shown); },
        ["style", style] => quote! { #stamp.style(#at, #style, #shown); },
        ["prop", property] => quote! { #stamp.property(#at, #property, #shown); },
        ["bind", "value"] => quote! { #stamp.bind_value(#at, #shown); },
        ["on", event] => {
            let kind = event_type(event);
            quote! { #stamp.on::<::web_sys::#kind>(#at, #event, #shown); }
        }
        ["on", event, "target"] => {
            let (kind, target) = (event_type(event), element_type(tag));
            quote! { #stamp.on_target::<::web_sys::#kind, ::web_sys::#target>(#at, #event, #shown); }
        }
        [name] => quote! { #stamp.attribute(#at, #name, #shown); },
        _ => return Err(syn::Error::new_spanned(&attribute.key, "no such kind of attribute")),
    })
}

/// What the browser hands to the listeners of an event.
fn event_type(event: &str) -> Ident {
    format_ident!(
        "{}",
        match event {
            "click" | "dblclick" | "contextmenu" => "MouseEvent",
            "keydown" | "keyup" => "KeyboardEvent",
            "submit" => "SubmitEvent",
            "focus" | "blur" | "focusin" | "focusout" => "FocusEvent",
            _ if event.starts_with("pointer") => "PointerEvent",
            _ => "Event",
        }
    )
}

/// The type of an element that people put something into.
fn element_type(tag: &str) -> Ident {
    format_ident!(
        "{}",
        match tag {
            "input" => "HtmlInputElement",
            "select" => "HtmlSelectElement",
            "textarea" => "HtmlTextAreaElement",
            _ => "HtmlElement",
        }
    )
}
