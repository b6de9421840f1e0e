//! Components: a call with their properties, and what stands inside them as
//! `children`.

use rstml::Infallible;

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{NodeAttribute, NodeElement};

use crate::stencil::{self, plain};

/// Components are written with a capital, elements without.
pub fn is_component(element: &NodeElement<Infallible>) -> bool {
    element.name().to_string().chars().next().is_some_and(char::is_uppercase)
}

/// The call of a component.
pub fn expand(element: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let name = element.name();
    let mut properties = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new_spanned(name, "a component takes properties with a name"));
        };
        let key = &attribute.key;
        if key.to_string().contains(':') {
            return Err(syn::Error::new_spanned(key, "a component takes plain properties only"));
        }
        let value = attribute.value().map_or_else(|| quote! { #key }, plain);
        properties.push(quote! { .#key(#value) });
    }
    if !element.children.is_empty() {
        let inside = stencil::expand(&element.children)?;
        properties.push(quote! { .children(::posy::ui::dom::ToChildren::to_children(move || #inside)) });
    }
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* .build(),
        )
    })
}
