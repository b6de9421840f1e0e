//! How the client repeats, retries and gives up.

use super::*;
use crate::api::simulation::{answer, block_on, Bench};

fn read(bench: &Bench) -> Result<Document, ApiError> {
    let client = bench.client();
    block_on(client.read("/orders", &Query::default()))
}

#[test]
fn a_read_is_tried_three_times_and_then_gives_up() {
    let bench = Bench::with_session();
    bench.fail_next(TransportError::TimedOut);
    bench.answer_next(answer(503, ""));
    assert!(read(&bench).is_ok());
    for _ in 0..3 {
        bench.fail_next(TransportError::Unreachable);
    }
    assert_eq!(read(&bench).unwrap_err(), ApiError::Unreachable);
    assert_eq!(bench.sent("/orders"), 6);
}

#[test]
fn a_refusal_is_not_tried_again() {
    let bench = Bench::with_session();
    bench.answer_next(answer(422, r#"{"errors":[{"code":"x","title":"no"}]}"#));
    assert!(matches!(read(&bench), Err(ApiError::Refused { status: 422, .. })));
    assert_eq!(bench.sent("/orders"), 1);
}

#[test]
fn a_dead_token_in_the_middle_of_work_costs_one_repeat() {
    let bench = Bench::with_session();
    bench.answer_next(answer(401, ""));
    assert!(read(&bench).is_ok());
    assert_eq!((bench.sent("/orders"), bench.renewals()), (2, 1));
}

#[test]
fn a_write_is_never_sent_twice_by_itself() {
    let bench = Bench::with_session();
    bench.fail_next(TransportError::TimedOut);
    let result = block_on(bench.client().write(Method::Patch, "/orders/1", "{}".into()));
    assert_eq!(result.unwrap_err(), ApiError::TimedOut);
    assert_eq!(bench.sent("/orders/1"), 1);
}

#[test]
fn a_server_that_refuses_our_includes_is_written_to_without_them() {
    let bench = Bench::with_session();
    bench.answer_next(answer(422, r#"{"errors":[{"code":"x","source":{"parameter":"includePaths"}}]}"#));
    let path = "/customers?include=person".to_owned();
    block_on(bench.client().change(Method::Post, path, Some("{}".to_owned().into()))).unwrap();
    assert_eq!((bench.sent("/customers?include=person"), bench.sent("/customers")), (1, 1));
    bench.answer_next(answer(
        422,
        r#"{"errors":[{"code":"x","source":{"pointer":"/data/attributes/title"}}]}"#,
    ));
    let path = "/customers?include=person".to_owned();
    block_on(bench.client().change(Method::Post, path, Some("{}".to_owned().into()))).unwrap_err();
    assert_eq!((bench.sent("/customers?include=person"), bench.sent("/customers")), (2, 1));
}

#[test]
fn a_list_that_never_ends_is_left_after_fifty_pages() {
    let bench = Bench::with_session();
    let page = r#"{"data":[{"type":"workers","id":"1","attributes":{}}],"meta":{"total":1000000}}"#;
    bench.serve(move |_| Some(Ok(answer(200, page))));
    let workers = block_on(crate::api::workers::all(&bench.client())).unwrap();
    assert_eq!((workers.rows.len(), workers.whole), (50, false));
    assert_eq!(bench.requests().iter().filter(|request| request.path.contains("/workers")).count(), 50);
}

#[test]
fn a_page_of_html_is_an_unreadable_answer() {
    let bench = Bench::with_session();
    bench.answer_next(answer(200, "<html>login to the hotel's network</html>"));
    assert_eq!(read(&bench).unwrap_err(), ApiError::Unreadable);
}
