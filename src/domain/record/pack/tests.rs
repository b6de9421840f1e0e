//! What is kept is read again, also by later versions.

use super::*;

#[derive(Debug, Default, PartialEq)]
struct Old {
    title: String,
    gone: Vec<i64>,
    count: i64,
}
pack_fields! { Old { title: String, gone: Vec<i64>, count: i64, } }

#[derive(Debug, Default, PartialEq)]
struct New {
    added: Option<bool>,
    count: String,
    title: String,
}
pack_fields! { New { added: Option<bool>, count: String, title: String, } }

#[test]
fn a_later_version_reads_what_it_still_has_and_passes_over_the_rest() {
    let old = Old { title: "Rose".into(), gone: vec![1, -2, i64::MIN], count: 7 };
    assert_eq!(unpacked::<Old>(&packed(&old)).unwrap(), old);
    let new = unpacked::<New>(&packed(&old)).unwrap();
    assert_eq!(new, New { added: None, count: String::new(), title: "Rose".into() });
    // What stands at its default takes no room.
    assert_eq!(packed(&Old::default()).len(), 2);
}

#[test]
fn what_is_not_wanted_is_passed_over() {
    let old = Old { title: "Rose".into(), gone: vec![1, -2], count: 7 };
    let bytes = packed(&old);
    let mut from = Bytes::new(&bytes).without(const { &[tag("gone:Vec<i64>")] });
    let brief = Old::unpack(&mut from).unwrap();
    assert_eq!(brief, Old { gone: Vec::new(), ..old });
    assert!(from.rest.is_empty());
}

#[test]
fn numbers_of_any_size_and_long_texts_come_back() {
    for number in [0, 1, -1, 63, 64, -65, i64::MAX, i64::MIN] {
        assert_eq!(unpacked::<i64>(&packed(&number)), Some(number));
    }
    let old = Old { title: "я".repeat(40_000), ..Old::default() };
    assert_eq!(unpacked::<Old>(&packed(&old)).unwrap(), old);
}

#[test]
fn bytes_that_broke_off_are_no_record() {
    let bytes = packed(&Old { title: "Rose".into(), gone: vec![1], count: 7 });
    for cut in 0..bytes.len() {
        assert_eq!(unpacked::<Old>(&bytes[..cut]), None, "{cut}");
    }
    assert_eq!(unpacked::<Vec<String>>(&[255, 255, 255, 255, 255, 255, 255, 255, 255, 1]), None);
}
