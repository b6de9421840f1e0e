//! Reports (118 to 125), and their files.

use super::{Operation, DELETE, GET, PATCH, POST, SEE_REPORTS, UNNUMBERED};
use crate::sections::reports;

#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(118, GET, "/v1/report-types", SEE_REPORTS, reports::types_list)
        .includes(reports::TYPE_INCLUDES).sorts(reports::TYPE_SORTS).whole(),
    Operation::new(119, GET, "/v1/report-types/{id}", SEE_REPORTS, reports::types_detail)
        .includes(reports::TYPE_INCLUDES),
    Operation::new(120, GET, "/v1/reports", SEE_REPORTS, reports::list)
        .includes(reports::INCLUDES).sorts(reports::SORTS),
    Operation::new(121, POST, "/v1/reports", SEE_REPORTS, reports::change::create)
        .includes(reports::INCLUDES),
    Operation::new(122, DELETE, "/v1/reports", SEE_REPORTS, reports::change::delete),
    Operation::new(123, GET, "/v1/reports/{id}", SEE_REPORTS, reports::detail)
        .includes(reports::INCLUDES),
    Operation::new(124, PATCH, "/v1/reports/{id}", SEE_REPORTS, reports::change::update)
        .includes(reports::INCLUDES),
    Operation::new(125, POST, "/v1/reports/{id}", SEE_REPORTS, reports::change::rerun)
        .includes(reports::INCLUDES),
    Operation::new(UNNUMBERED, GET, "/v1/reports/{id}/file", SEE_REPORTS, reports::file::download)
        .gives_file(),
];
