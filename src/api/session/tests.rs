//! The session under simulated servers, clocks, tabs and lost answers.

use super::*;
use crate::api::simulation::{answer, block_on, Bench};

#[test]
fn signing_in_tells_who_it_is_and_what_they_may_do() {
    let bench = Bench::new();
    let session = bench.signed_in();
    let state = session.state();
    let person = state.person().unwrap();
    assert_eq!((person.name.as_str(), person.login.as_str()), ("Olga Lis", "olga"));
    assert!(person.permissions().allow(crate::domain::permission::Permission::ViewOrders));
}

#[test]
fn a_wrong_password_is_refused_in_words() {
    let bench = Bench::new();
    bench.answer_next(answer(401, r#"{"errors":[{"code":"d5211770-5728-4fa1-96f9-9cc41adf4bab"}]}"#));
    let session = bench.session();
    let error = block_on(session.sign_in("olga", "x")).unwrap_err();
    assert_eq!(error.say(crate::domain::Lang::En), "Login or password is wrong.");
    assert!(session.state() == State::Starting);
}

#[test]
fn any_number_of_requests_share_one_renewal() {
    let bench = Bench::new();
    let session = bench.signed_in();
    bench.advance(3600);
    let all = futures::future::join_all((0..8).map(|_| session.token()));
    let tokens: Vec<String> = block_on(all).into_iter().map(Result::unwrap).collect();
    assert!(tokens.iter().all(|token| token == "access-2"), "{tokens:?}");
    assert_eq!(bench.renewals(), 1);
}

#[test]
fn two_tabs_at_once_renew_once_and_both_go_on() {
    let bench = Bench::new();
    let one = bench.signed_in();
    let two = bench.session();
    block_on(two.load());
    bench.advance(3600);
    let (a, b) = block_on(futures::future::join(one.token(), two.token()));
    assert_eq!((a.unwrap(), b.unwrap()), ("access-2".into(), "access-2".into()));
    assert_eq!(bench.renewals(), 1);
}

#[test]
fn a_token_is_renewed_before_it_dies_even_if_the_clocks_disagree() {
    let bench = Bench::new();
    bench.server_is_ahead_by(86_400);
    let session = bench.signed_in();
    bench.advance(3600 - 70);
    assert_eq!(block_on(session.token()).unwrap(), "access-1");
    bench.advance(15);
    assert_eq!(block_on(session.token()).unwrap(), "access-2");
}

#[test]
fn without_a_network_a_renewal_fails_but_nobody_is_signed_out() {
    let bench = Bench::new();
    let session = bench.signed_in();
    bench.advance(3600);
    bench.fail_next(TransportError::Unreachable);
    assert_eq!(block_on(session.token()), Err(ApiError::Unreachable));
    assert_eq!(block_on(session.token()).unwrap(), "access-2");
}

#[test]
fn a_dead_refresh_token_leads_back_to_the_sign_in_of_the_same_person() {
    let bench = Bench::new();
    let session = bench.signed_in();
    bench.advance(3600);
    bench.answer_next(answer(401, "{}"));
    assert_eq!(block_on(session.token()), Err(ApiError::SignedOut));
    assert!(matches!(session.state(), State::Expired(person) if person.login == "olga"));
    // A reload finds nobody signed in.
    let reloaded = bench.session();
    block_on(reloaded.load());
    assert!(reloaded.state() == State::SignedOut);
}

#[test]
fn when_the_session_ends_every_tab_keeps_its_work_and_one_sign_in_is_enough() {
    let bench = Bench::new();
    let one = bench.signed_in();
    let two = bench.session();
    block_on(two.load());
    bench.advance(3600);
    bench.answer_next(answer(401, "{}"));
    assert_eq!(block_on(one.token()), Err(ApiError::SignedOut));
    block_on(two.load());
    assert!(matches!(two.state(), State::Expired(person) if person.login == "olga"));
    block_on(two.sign_in("olga", "demo")).unwrap();
    block_on(one.load());
    assert_eq!(block_on(one.token()), block_on(two.token()));
}

#[test]
fn a_reload_finds_the_session_and_the_person_again() {
    let bench = Bench::new();
    bench.signed_in();
    let reloaded = bench.session();
    block_on(reloaded.load());
    assert_eq!(block_on(reloaded.token()).unwrap(), "access-1");
    assert_eq!(reloaded.state().person().unwrap().name, "Olga Lis");
}

#[test]
fn a_device_that_needs_a_moment_signs_nobody_out() {
    let bench = Bench::new();
    bench.signed_in();
    let reloaded = bench.session();
    bench.cannot_read_the_vault(3);
    block_on(reloaded.load());
    assert_eq!(reloaded.state().person().unwrap().name, "Olga Lis");
    // What is on the screen holds, however long it takes.
    bench.cannot_read_the_vault(4);
    block_on(reloaded.load());
    assert!(matches!(reloaded.state(), State::Active(_)));
    // One that cannot be read at all lets somebody sign in; read again, it has who was there.
    let other = bench.session();
    bench.cannot_read_the_vault(4);
    block_on(other.load());
    assert!(other.state() == State::SignedOut);
    block_on(other.load());
    assert!(matches!(other.state(), State::Active(_)));
}

#[test]
fn a_renewal_waits_for_what_another_tab_renewed() {
    let bench = Bench::new();
    let one = bench.signed_in();
    let two = bench.session();
    block_on(two.load());
    bench.advance(3600);
    block_on(one.token()).unwrap();
    bench.cannot_read_the_vault(2);
    assert_eq!(block_on(two.token()).unwrap(), "access-2");
    assert_eq!(bench.renewals(), 1);
}

#[test]
fn a_renewal_on_its_way_does_not_bring_back_who_signed_out() {
    let bench = Bench::new();
    let session = bench.signed_in();
    bench.advance(3600);
    let (token, _) = block_on(futures::future::join(session.token(), session.sign_out()));
    assert_eq!(token, Err(ApiError::SignedOut));
    assert!(session.state() == State::SignedOut);
}

#[test]
fn a_device_that_cannot_forget_the_session_does_so_later() {
    let bench = Bench::new();
    let session = bench.signed_in();
    bench.cannot_empty_the_vault(2);
    assert!(!block_on(session.sign_out()));
    let early = bench.session();
    block_on(early.load());
    assert!(matches!(early.state(), State::Active(_)), "the device has it still");
    assert!(!block_on(session.forget()));
    assert!(block_on(session.forget()));
    let late = bench.session();
    block_on(late.load());
    assert!(late.state() == State::SignedOut);
}

#[test]
fn what_is_forgotten_late_is_not_the_session_of_who_comes_next() {
    let bench = Bench::new();
    let session = bench.signed_in();
    bench.cannot_empty_the_vault(1);
    assert!(!block_on(session.sign_out()));
    block_on(session.sign_in("olga", "demo")).unwrap();
    assert!(block_on(session.forget()), "there is nothing to forget any more");
    let reloaded = bench.session();
    block_on(reloaded.load());
    assert!(matches!(reloaded.state(), State::Active(_)));
}

use crate::api::outside::TransportError;
