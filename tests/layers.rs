//! The layers of the app: each imports only from those below it, no section
//! knows another, and the lower three know no browser.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

/// From the top down.
const LAYERS: [&str; 7] = ["app", "sections", "ui", "platform", "store", "api", "domain"];
/// Where there is no browser.
const PURE: [&str; 3] = ["store", "api", "domain"];
const BROWSER: [&str; 7] =
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo_net", "gloo_timers", "leptos"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every source file with its path from `src/` on.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            (path.strip_prefix(&root).unwrap().display().to_string(), fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The words behind each `prefix` of a line of code.
fn named<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(move |line| line.match_indices(prefix).map(move |(at, _)| &line[at + prefix.len()..]))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == layer)
}

#[test]
fn each_layer_imports_only_from_those_below() {
    let mut faults = Vec::new();
    for (path, text) in files() {
        let Some(own) = rank(path.split('/').next().unwrap()) else { continue };
        for used in named(&text, "crate::").filter_map(rank) {
            if used < own {
                faults.push(format!("{path} uses {}", LAYERS[used]));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn no_section_knows_another() {
    let mut faults = Vec::new();
    for (path, text) in files() {
        let mut parts = path.split('/');
        let (Some("sections"), Some(own)) = (parts.next(), parts.next()) else { continue };
        let others = named(&text, "crate::sections::").filter(|used| *used != own);
        faults.extend(others.map(|used| format!("{path} uses {used}")));
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_lower_layers_know_no_browser() {
    let mut faults = Vec::new();
    for (path, text) in files() {
        if !PURE.contains(&path.split('/').next().unwrap()) {
            continue;
        }
        for name in BROWSER {
            if text
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("{name}::")))
            {
                faults.push(format!("{path} names {name}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_layer_is_there_and_every_file_is_a_room() {
    let files = files();
    for layer in LAYERS {
        assert!(files.iter().any(|(path, _)| path.starts_with(&format!("{layer}/"))), "{layer}");
    }
    let long: Vec<_> =
        files.iter().filter(|(_, text)| text.lines().count() > 400).map(|(path, _)| path).collect();
    assert!(long.is_empty(), "over 400 lines: {long:?}");
}
