//! What somebody who types may rely on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use posy_search::{Index, Query};

fn found(index: &Index, typed: &str) -> Vec<u32> {
    index.find(&Query::new(typed), 50).hits.iter().map(|hit| hit.doc).collect()
}

/// Documents in the order given, each with its texts and numbers.
fn index(docs: &[(&str, &str)]) -> Index {
    let mut index = Index::default();
    for (doc, (text, number)) in docs.iter().enumerate() {
        index.set(doc as u32, &[text], &[number], 0);
    }
    index
}

#[test]
fn a_number_is_found_in_any_writing() {
    let index = index(&[("анна", "79123456789"), ("john", "447911123456"), ("олег", "9035550011")]);
    for typed in [
        "7 912 345 67 89",
        "79123456789",
        "8 912 345 67 89",
        "89123",
        "912345",
        "9 1 2",
        "6789",
        "912 345 67",
    ] {
        assert_eq!(found(&index, typed), [0], "{typed}");
    }
    for typed in ["7 903 555", "8 903 555 00 11", "903 555 00 11", "0011"] {
        assert_eq!(found(&index, typed), [2], "{typed}");
    }
    assert_eq!(found(&index, "44 7911"), [1]);
    assert_eq!(found(&index, "7911"), [1], "national, without the code");
}

#[test]
fn a_number_of_any_country_is_found_in_any_writing() {
    let index = index(&[("john", "447911123456"), ("uta", "03012345678"), ("иван", "380441234567")]);
    for typed in ["00447911", "0044 7911 123456", "810 44 7911 123456", "07911 12", "07911 123456"] {
        assert_eq!(found(&index, typed), [0], "{typed}");
    }
    for typed in ["030 1234", "49 30 12345678", "0049 30 12345678", "49 30 123456"] {
        assert_eq!(found(&index, typed), [1], "{typed}");
    }
    for typed in ["044 123", "380 44", "00380 44 1234567", "0441234567"] {
        assert_eq!(found(&index, typed), [2], "{typed}");
    }
    assert_eq!(found(&index, "49 30 12"), [], "too little to leave a code out");
}

#[test]
fn a_zero_stands_before_telephone_numbers_only() {
    let orders = index(&[("", "123451"), ("", "001234")]);
    assert_eq!(found(&orders, "02345"), []);
    assert_eq!(found(&orders, "001234"), [1]);
    assert_eq!(found(&orders, "01234"), [1]);
    assert_eq!(found(&orders, "00"), [1]);
}

#[test]
fn a_trunk_prefix_stands_before_telephone_numbers_only() {
    let orders = index(&[("", "12345"), ("", "712345")]);
    assert_eq!(found(&orders, "712345"), [1]);
    assert_eq!(found(&orders, "812345"), []);
}

#[test]
fn a_whole_word_comes_before_a_beginning_and_that_before_the_middle() {
    let index =
        index(&[("мариан", ""), ("инна анна", ""), ("илья аннин", ""), ("аннин илья", ""), ("иоанна", "")]);
    assert_eq!(found(&index, "анн"), [3, 1, 2, 4]);
    assert_eq!(found(&index, "анна"), [1, 4]);
    assert_eq!(found(&index, "ан"), [3, 1, 2, 0, 4]);
}

#[test]
fn every_word_must_be_there_in_any_order() {
    let index =
        index(&[("анна петрова", "79120000001"), ("анна иванова", "79120000002"), ("петр аннин", "")]);
    assert_eq!(found(&index, "петр анн"), [2, 0]);
    assert_eq!(found(&index, "анна 0002"), [1]);
    assert_eq!(found(&index, "анна петрова иванова"), []);
}

#[test]
fn digits_are_found_in_names_too() {
    let index = index(&[("магазин 73", "79120000001"), ("роза 50 см", "")]);
    assert_eq!(found(&index, "73"), [0]);
    assert_eq!(found(&index, "50 см"), [1]);
    assert_eq!(found(&index, "роза 50"), [1]);
}

#[test]
fn of_equals_the_heavier_comes_first_then_the_earlier() {
    let mut index = Index::default();
    for (doc, weight) in [(3, 1), (70, 9), (1, 1), (2, 9)] {
        index.set(doc, &["анна"], &[], weight);
    }
    assert_eq!(found(&index, "анна"), [2, 70, 1, 3]);
}

#[test]
fn the_count_is_of_all_that_match_not_of_those_shown() {
    let mut index = Index::default();
    (0..300).for_each(|doc| index.set(doc, &["анна"], &[], doc));
    let found = index.find(&Query::new("а"), 20);
    assert_eq!((found.count, found.hits.len(), found.hits[0].doc), (300, 20, 299));
}

#[test]
fn a_document_set_again_is_found_by_its_new_words_only() {
    let mut index = index(&[("анна", "1"), ("олег", "2")]);
    index.set(0, &["мария"], &["3"], 0);
    assert_eq!(found(&index, "анна"), []);
    assert_eq!(found(&index, "1"), []);
    assert_eq!(found(&index, "мария"), [0]);
    assert_eq!(found(&index, "3"), [0]);
    assert_eq!(found(&index, "олег"), [1]);
}

#[test]
fn what_is_removed_is_not_found_and_takes_no_words() {
    let mut index = index(&[("анна", "1"), ("олег", "2")]);
    index.remove(0);
    index.remove(1000);
    assert_eq!(found(&index, "а"), []);
    assert_eq!(found(&index, "2"), [1]);
    index.clear();
    assert_eq!(found(&index, "2"), []);
    assert_eq!(index.bytes(), 0);
}

#[test]
fn nothing_typed_finds_nothing() {
    let index = index(&[("анна", "1")]);
    assert_eq!(found(&index, ""), []);
    assert!(Query::new(" ").is_empty());
}
