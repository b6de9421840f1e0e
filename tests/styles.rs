//! Every class that a view names has a rule in the style sheets, and every rule its
//! class: a page without its styles is not noticed by any other test.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The texts of all files of these kinds.
fn texts(folder: &str, endings: &[&str], found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_dir() {
            texts(path.to_str().unwrap(), endings, found);
        } else if endings.contains(&ending) {
            found.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

const fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    text.split(|letter: char| !is_of_name(letter)).next().unwrap()
}

/// What stands behind each `mark`.
fn behind<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(mark).map(move |(at, _)| &text[at + mark.len()..])
}

fn root(folder: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).to_str().unwrap().to_owned()
}

/// The classes that have rules.
fn ruled() -> BTreeSet<String> {
    let mut css = String::new();
    texts(&root("style"), &["css"], &mut css);
    let selectors = css.lines().map(|line| line.split("/*").next().unwrap()).collect::<Vec<_>>().join("\n");
    let names = behind(&selectors, ".").map(name);
    names
        .filter(|name| name.starts_with(|first: char| first.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_class_of_a_view_has_a_rule() {
    let mut rust = String::new();
    texts(&root("src"), &["rs"], &mut rust);
    let whole = behind(&rust, "class=\"").flat_map(|rest| rest.split('"').next().unwrap().split_whitespace());
    let classes: BTreeSet<&str> =
        whole.chain(behind(&rust, " class:").map(name)).filter(|class| !class.is_empty()).collect();
    let ruled = ruled();
    let bare: Vec<_> = classes.into_iter().filter(|class| !ruled.contains(*class)).collect();
    assert!(bare.is_empty(), "without a rule: {bare:?}");
}

#[test]
fn every_rule_is_of_a_class_that_something_has() {
    let mut sources = fs::read_to_string(root("index.html")).unwrap();
    texts(&root("src"), &["rs"], &mut sources);
    texts(&root("public"), &["js"], &mut sources);
    let used: BTreeSet<&str> = sources.split(|letter: char| !is_of_name(letter)).collect();
    let unused: Vec<_> = ruled().into_iter().filter(|class| !used.contains(class.as_str())).collect();
    assert!(unused.is_empty(), "nothing has the class: {unused:?}");
}
