//! Reports (118 to 125), and their files.

use super::{Operation, DELETE, GET, PATCH, POST, SEE_REPORTS, UNNUMBERED};
use crate::resources as to;
use crate::sections::reports;

#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(118, GET, "/v1/report-types", SEE_REPORTS, reports::types_list, "List what reports can be about")
        .many(to::report_type)
        .includes(reports::TYPE_INCLUDES).sorts(reports::TYPE_SORTS).whole(),
    Operation::new(119, GET, "/v1/report-types/{id}", SEE_REPORTS, reports::types_detail, "See what a report can be about")
        .one(to::report_type)
        .includes(reports::TYPE_INCLUDES),
    Operation::new(120, GET, "/v1/reports", SEE_REPORTS, reports::list, "List reports")
        .many(to::report)
        .includes(reports::INCLUDES).sorts(reports::SORTS),
    Operation::new(121, POST, "/v1/reports", SEE_REPORTS, reports::change::create, "Ask for a report")
        .sends(&reports::change::SHAPE).one(to::report).created()
        .includes(reports::INCLUDES),
    Operation::new(122, DELETE, "/v1/reports", SEE_REPORTS, reports::change::delete, "Delete reports")
        .sends_ids("reports").gone(),
    Operation::new(123, GET, "/v1/reports/{id}", SEE_REPORTS, reports::detail, "See a report")
        .one(to::report)
        .includes(reports::INCLUDES),
    Operation::new(124, PATCH, "/v1/reports/{id}", SEE_REPORTS, reports::change::update, "Change a report")
        .sends(&reports::change::SHAPE).one(to::report)
        .includes(reports::INCLUDES),
    Operation::new(125, POST, "/v1/reports/{id}", SEE_REPORTS, reports::change::rerun, "Make a report again")
        .one(to::report)
        .includes(reports::INCLUDES),
    Operation::new(UNNUMBERED, GET, "/v1/reports/{id}/file", SEE_REPORTS, reports::file::download, "Take a report's file")
        .gives_file(),
];
