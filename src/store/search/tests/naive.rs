//! Whatever is set, replaced, removed and looked for: the index finds the same
//! documents in the same order as an evaluation that goes through all of them with
//! the standard library's texts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::cmp::Reverse;
use std::collections::BTreeMap;

use posy_search::{Hit, Index, Query};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Doc {
    texts: Vec<String>,
    numbers: Vec<String>,
    weight: u32,
}

#[derive(Debug, Clone)]
enum Step {
    Set(u32, Doc),
    Remove(u32),
    Clear,
    Find(String, usize),
}

/// 4 whole, 3 beginning of the first, 2 of another, 1 inside, 0 not there.
fn in_words(words: &[&str], typed: &str) -> u32 {
    let fit = |(at, word): (usize, &&str)| match word {
        word if *word == typed => 4,
        word if word.starts_with(typed) && at == 0 => 3,
        word if word.starts_with(typed) => 2,
        word if word.contains(typed) => 1,
        _ => 0,
    };
    words.iter().enumerate().map(fit).max().unwrap_or(0)
}

fn in_numbers(numbers: &[&str], typed: &str) -> u32 {
    numbers.iter().map(|number| in_national(number, typed)).fold(in_words(numbers, typed), u32::max)
}

/// Without the country code, or with 7, 8 or 0 in its place; or as it is called from
/// another country.
fn in_national(number: &str, typed: &str) -> u32 {
    let begins = |number: &str, typed: &str, fit| match number.strip_prefix(typed) {
        Some("") => 4,
        Some(_) => fit,
        None => 0,
    };
    let mut fits = vec![0];
    if number.len() >= 10 {
        fits.push(begins(&number[number.len() - 10..], typed, 2));
    }
    let called = typed.strip_prefix("00").or(typed.strip_prefix("810"));
    let called = called.filter(|rest| !rest.is_empty() && !rest.starts_with('0'));
    if let (Some(called), true) = (called, number.len() >= 9) {
        fits.push(begins(number, called, 3));
    }
    let typed = called.unwrap_or(typed);
    let zero = |text: &str| text.len() > 1 && text.starts_with('0') && !text.starts_with("00");
    for code in 1..=3 {
        match (zero(number), zero(typed)) {
            (false, true) if number.len() >= 9 => fits.push(begins(&number[code..], &typed[1..], 3)),
            (true, false) if typed.len() >= 9 => fits.push(begins(&number[1..], &typed[code..], 3)),
            _ => {}
        }
    }
    let national = match number.len() {
        10 => Some(number),
        11 => number.strip_prefix(['7', '8']),
        _ => None,
    };
    if let (Some(national), Some(rest)) = (national, typed.strip_prefix(['7', '8'])) {
        fits.push(if rest.is_empty() { 0 } else { begins(national, rest, 3) });
    }
    fits.into_iter().max().unwrap()
}

fn rank(doc: &Doc, query: &str) -> Option<u32> {
    let words: Vec<&str> =
        doc.texts.iter().flat_map(|text| text.split(' ')).filter(|w| !w.is_empty()).collect();
    let typed: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let mut sum = None;
    for group in typed.chunk_by(|a, b| is_number(a) && is_number(b)) {
        let fits: Vec<u32> = group.iter().map(|word| in_words(&words, word)).collect();
        let mut fit = if fits.contains(&0) { 0 } else { fits.iter().sum() };
        if is_number(&group[0]) {
            let joined = group.concat();
            let numbers: Vec<&str> = doc.numbers.iter().map(String::as_str).collect();
            let best = in_numbers(&numbers, &joined);
            fit = fit.max(best * group.len() as u32);
        }
        if fit == 0 {
            return None;
        }
        sum = Some(sum.unwrap_or(0) + fit);
    }
    sum
}

fn expected(docs: &BTreeMap<u32, Doc>, query: &str) -> Vec<Hit> {
    let mut found: Vec<_> = docs
        .iter()
        .filter_map(|(doc, kept)| Some((rank(kept, query)?, kept.weight, Reverse(*doc))))
        .collect();
    found.sort_by_key(|place| Reverse(*place));
    found.into_iter().map(|(rank, _, Reverse(doc))| Hit { doc, rank }).collect()
}

/// Few letters, so that much is found; some of every length they are kept in.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![6 => "[абв]{1,4}", 3 => "[ab]{1,4}", 2 => "[аїb界𝒳𝒴]{1,3}", 2 => "[128]{1,2}", 1 => "[а1]{2,3}"]
}

fn text() -> impl Strategy<Value = String> {
    vec(word(), 0..4).prop_map(|words| words.join(" "))
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![2 => "[78]9[12]{9}", 2 => "9[12]{9}", 1 => "8[12]{9}", 1 => "[178]{1,6}", 1 => "[129]{11,13}", 1 => "0[12]{8,10}", 1 => "0?0?[12]{3,6}"]
}

fn doc() -> impl Strategy<Value = Doc> {
    (vec(text(), 0..3), vec(number(), 0..3), 0..3u32).prop_map(|(texts, numbers, weight)| Doc {
        texts,
        numbers,
        weight,
    })
}

fn query() -> impl Strategy<Value = String> {
    let part = prop_oneof![4 => word(), 2 => "[1278]{1,3}", 2 => "[78]? ?9[12]{0,4} ?[12]{0,5}", 1 => number(), 2 => "(0|00|810)[12]{0,3} ?[12]{0,10}", 1 => "[12]{9,12}"];
    vec(part, 0..4).prop_map(|words| words.join(" ").trim().to_owned())
}

fn step() -> impl Strategy<Value = Step> {
    let place = prop_oneof![0..20u32, 60..70u32, 0..200u32];
    prop_oneof![
        20 => (place.clone(), doc()).prop_map(|(place, doc)| Step::Set(place, doc)),
        3 => place.prop_map(Step::Remove),
        10 => (query(), 0..12usize).prop_map(|(query, limit)| Step::Find(query, limit)),
        1 => Just(Step::Clear),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_is_what_going_through_all_would_find(steps in vec(step(), 1..120)) {
        let mut index = Index::default();
        let mut docs = BTreeMap::new();
        for step in steps {
            match step {
                Step::Set(place, doc) => {
                    let texts: Vec<_> = doc.texts.iter().map(String::as_str).collect();
                    let numbers: Vec<_> = doc.numbers.iter().map(String::as_str).collect();
                    index.set(place, &texts, &numbers, doc.weight);
                    docs.insert(place, doc);
                }
                Step::Remove(place) => {
                    index.remove(place);
                    docs.remove(&place);
                }
                Step::Clear => {
                    index.clear();
                    docs.clear();
                }
                Step::Find(query, limit) => {
                    let mut wanted = expected(&docs, &query);
                    let found = index.find(&Query::new(&query), limit);
                    prop_assert_eq!(found.count, wanted.len(), "count of {:?}", query);
                    wanted.truncate(limit);
                    prop_assert_eq!(found.hits, wanted, "{:?}", query);
                }
            }
        }
    }
}
