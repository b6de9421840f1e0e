//! The journal in a real IndexedDB: what was let go of is remembered.

use posy::api::outside::{Journal, Line, Withdrawal, Writes};
use posy::platform::journal::BrowserJournal;
use wasm_bindgen_test::*;

async fn append(name: &str) -> u64 {
    let line = Line { tried: false, bytes: b"a command".to_vec() };
    let writes = Writes { append: vec![(name.to_owned(), line)], ..Writes::default() };
    BrowserJournal.write(writes).await.unwrap()[0]
}

async fn settle(key: u64) {
    BrowserJournal.write(Writes { remove: vec![key], ..Writes::default() }).await.unwrap();
}

async fn has(key: u64) -> bool {
    BrowserJournal.load().await.unwrap().entries.iter().any(|kept| kept.key == key)
}

#[wasm_bindgen_test]
async fn an_entry_that_another_tab_settled_is_not_written_anew_nor_taken_back_in_time() {
    let key = append("settled").await;
    assert_eq!(append("settled").await, key, "an answer was lost");
    settle(key).await;
    assert_eq!(append("settled").await, key);
    assert!(!has(key).await);
    assert_eq!(BrowserJournal.withdraw(key).await, Ok(Withdrawal::TooLate));
}

#[wasm_bindgen_test]
async fn what_was_taken_back_in_time_is_said_to_be_as_often_as_one_asks() {
    let key = append("taken back").await;
    for _ in 0..2 {
        assert_eq!(BrowserJournal.withdraw(key).await, Ok(Withdrawal::InTime));
        assert!(!has(key).await);
    }
    assert_eq!(append("taken back").await, key);
    assert_eq!(BrowserJournal.withdraw(key).await, Ok(Withdrawal::InTime));
}

#[wasm_bindgen_test]
async fn what_is_about_to_be_sent_is_not_taken_back() {
    let key = append("sent").await;
    let reign = BrowserJournal.lead().await.unwrap();
    assert!(BrowserJournal.mark(reign, vec![key]).await.unwrap().contains(&key));
    assert_eq!(BrowserJournal.withdraw(key).await, Ok(Withdrawal::TooLate));
    assert!(has(key).await);
    settle(key).await;
}
