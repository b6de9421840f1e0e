//! The `view!` macro: Leptos' template syntax, expanded into one stencil (what
//! never changes, as a text) and one call for each hole in it. What it expands
//! to is in `src/ui/dom/`; why it exists, in `docs/decisions/`.

mod attributes;
mod components;
mod stencil;

use proc_macro::TokenStream;
use rstml::{Parser, ParserConfig};

/// A view from a template in Leptos' syntax:
///
/// ```ignore
/// view! {
///     <button class="chip" class:chip--set=on aria-pressed=move || on.get().to_string() on:click=press>
///         <Icon name="check" />
///         {move || word.get()}
///     </button>
/// }
/// ```
///
/// Of elements: attributes, `class:name=`, `style:name=`, `style=("--name", …)`,
/// `prop:name=`, `on:event=`, `on:event:target=`, `bind:value=`, `node_ref=`.
/// Of components: their properties; what stands inside is their `children`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let parser = Parser::new(ParserConfig::new());
    let expanded =
        parser.parse_simple(proc_macro2::TokenStream::from(tokens)).and_then(|nodes| stencil::expand(&nodes));
    expanded
        .unwrap_or_else(|error| {
            let error = error.to_compile_error();
            quote::quote!({ #error })
        })
        .into()
}
