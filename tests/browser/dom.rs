//! The last step of views: what `view!` builds, changes and takes away.

use std::cell::Cell;
use std::rc::Rc;

use posy::ui::dom::mount;
use posy::ui::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;

use super::{stage, tick};

fn text(stage: &web_sys::HtmlElement) -> String {
    stage.text_content().unwrap()
}

fn html(stage: &web_sys::HtmlElement) -> String {
    stage.inner_html()
}

#[wasm_bindgen_test]
async fn attributes_are_set_changed_and_taken_away() {
    let stage = stage();
    let (on, name) = (RwSignal::new(false), RwSignal::new("one"));
    let none: Option<&'static str> = None;
    let _owner = mount(&stage, move || {
        view! {
            <button
                type="button"
                class="plain"
                class:lit=on
                disabled=move || on.get()
                data-name=name
                data-none=none
                aria-label=move || on.get().then(|| format!("is {}", name.get()))
                style:--x=move || format!("{}px", name.get().len())
            ></button>
        }
    });
    assert_eq!(
        html(&stage),
        r#"<button type="button" class="plain" data-name="one" style="--x: 3px;"></button>"#
    );
    on.set(true);
    name.set("seven");
    tick().await;
    let button = stage.query_selector("button").unwrap().unwrap();
    assert_eq!(button.class_name(), "plain lit");
    assert!(button.has_attribute("disabled"));
    assert_eq!(button.get_attribute("aria-label").as_deref(), Some("is seven"));
    on.set(false);
    tick().await;
    assert_eq!(button.class_name(), "plain");
    assert!(!button.has_attribute("disabled") && !button.has_attribute("aria-label"));
    stage.remove();
}

#[wasm_bindgen_test]
async fn what_stands_between_fixed_parts_changes_in_its_place() {
    let stage = stage();
    let (first, second) = (RwSignal::new(None::<&str>), RwSignal::new(2_usize));
    let _owner = mount(&stage, move || {
        view! {
            {move || first.get().map(|word| view! { <b>{word}</b> {" "} })}
            "count "
            {move || second.get()}
            {move || (0..second.get()).map(|n| view! { <i>{n}</i> }).collect_view()}
            <p>{move || if second.get() > 2 { view! { <u>"many"</u> }.into_child() } else { "few".into_child() }}</p>
        }
    });
    assert_eq!(text(&stage), "count 201few");
    first.set(Some("the"));
    second.set(3);
    tick().await;
    assert_eq!(text(&stage), "the count 3012many");
    first.set(None);
    second.set(0);
    tick().await;
    assert_eq!(text(&stage), "count 0few");
    assert_eq!(stage.query_selector_all("b, i, u").unwrap().length(), 0);
    stage.remove();
}

#[wasm_bindgen_test]
async fn every_copy_of_a_template_has_its_own_holes() {
    let stage = stage();
    let card = |name: &'static str, price: usize| {
        view! {
            <li data-name=name>
                <span>"fixed"</span>
                <svg class="icon"><use href=format!("#{name}")></use></svg>
                <span>{name} ": " {price}</span>
            </li>
        }
    };
    let _owner =
        mount(&stage, move || view! { <ul>{[card("rose", 3), card("tulip", 5)].collect_view()}</ul> });
    assert_eq!(text(&stage), "fixedrose: 3fixedtulip: 5");
    let uses = stage.query_selector_all("use").unwrap();
    let second = uses.item(1).unwrap().dyn_into::<web_sys::Element>().unwrap();
    assert_eq!(second.get_attribute("href").as_deref(), Some("#tulip"));
    assert_eq!(second.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
    stage.remove();
}

#[wasm_bindgen_test]
async fn a_list_keeps_the_elements_of_keys_that_stay() {
    let stage = stage();
    let keys = RwSignal::new(vec![1_usize, 2, 3, 4]);
    let built = Rc::new(Cell::new(0));
    let counted = Rc::clone(&built);
    let ended = RwSignal::new(0);
    let _owner = mount(&stage, move || {
        view! {
            "("
            <For
                each=move || keys.get()
                key=|key| *key
                children=move |key| {
                    counted.set(counted.get() + 1);
                    on_cleanup(move || ended.update(|ended| *ended += 1));
                    view! { <input id=format!("row-{key}") /> <b>{key}</b> }
                }
            />
            ")"
        }
    });
    assert_eq!(text(&stage), "(1234)");
    let row = |key: usize| stage.query_selector(&format!("#row-{key}")).unwrap().unwrap();
    let (one, three) = (row(1), row(3));
    three.dyn_ref::<web_sys::HtmlElement>().unwrap().focus().unwrap();
    // Moved, taken away, new, and one key twice.
    for (list, shown) in [
        (vec![4, 3, 1], "(431)"),
        (vec![], "()"),
        (vec![5, 1], "(51)"),
        (vec![1, 6, 5, 7, 5], "(1657)"),
        (vec![7, 6, 5, 1, 9], "(76519)"),
    ] {
        let empty = list.is_empty();
        keys.set(list);
        tick().await;
        assert_eq!(text(&stage), shown);
        if shown == "(431)" {
            assert!(row(1) == one && row(3) == three, "elements of keys that stay");
            assert_eq!(ended.get_untracked(), 1, "one has ended");
        }
        if empty {
            assert_eq!(ended.get_untracked(), 4);
        }
    }
    assert_eq!(built.get(), 4 + 2 + 2 + 1);
    stage.remove();
}

#[wasm_bindgen_test]
async fn what_is_shown_is_built_when_it_is_shown_and_ends_when_it_goes() {
    let stage = stage();
    let (count, ended) = (RwSignal::new(0), RwSignal::new(0));
    let inner = RwSignal::new(0);
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let _owner = mount(&stage, move || {
        view! {
            <Show when=move || count.get() % 2 == 1 fallback=|| "even">
                {
                    let counted = Rc::clone(&counted);
                    on_cleanup(move || ended.update(|ended| *ended += 1));
                    move || {
                        counted.set(counted.get() + 1);
                        format!("odd {}", inner.get())
                    }
                }
            </Show>
        }
    });
    assert_eq!(text(&stage), "even");
    count.set(1);
    tick().await;
    assert_eq!(text(&stage), "odd 0");
    count.set(3);
    inner.set(7);
    tick().await;
    assert_eq!((text(&stage).as_str(), runs.get()), ("odd 7", 2));
    count.set(4);
    tick().await;
    assert_eq!((text(&stage).as_str(), ended.get_untracked()), ("even", 1));
    inner.set(8);
    tick().await;
    assert_eq!(runs.get(), 2, "what is gone does not run");
    stage.remove();
}

#[wasm_bindgen_test]
fn a_listener_finds_the_contexts_of_its_view() {
    let stage = stage();
    let heard = RwSignal::new("");
    let _owner = mount(&stage, move || {
        provide_context("the context");
        view! { <button on:click=move |_| heard.set(expect_context())></button> }
    });
    stage.query_selector("button").unwrap().unwrap().dyn_into::<web_sys::HtmlElement>().unwrap().click();
    assert_eq!(heard.get_untracked(), "the context");
    stage.remove();
}

#[wasm_bindgen_test]
async fn a_bound_field_and_its_signal_follow_each_other() {
    let stage = stage();
    let typed = RwSignal::new("a".to_owned());
    let heard = RwSignal::new(String::new());
    let node = NodeRef::<web_sys::HtmlInputElement>::typed();
    let owner = mount(&stage, move || {
        view! {
            <input
                node_ref=node
                bind:value=typed
                on:input:target=move |event| heard.set(event.target().value())
            />
        }
    });
    let field = node.get_untracked().unwrap();
    assert_eq!(field.value(), "a");
    field.set_value("ab");
    field.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    assert_eq!((typed.get_untracked().as_str(), heard.get_untracked().as_str()), ("ab", "ab"));
    typed.set("c".to_owned());
    tick().await;
    assert_eq!(field.value(), "c");
    // After the end nothing listens any more, and the handle is empty.
    owner.cleanup();
    field.set_value("d");
    field.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    assert_eq!(heard.get_untracked(), "ab");
    assert!(node.get_untracked().is_none());
    stage.remove();
}
