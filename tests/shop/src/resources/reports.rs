//! Reports and what they can be made of.

use super as to;
use crate::jsonapi::resource::{day, flag, json, many, moment, one, text, word, Resource};

/// What a report can be about.
pub(crate) static TYPES: Resource = Resource {
    name: "report-types",
    table: "report_types",
    attributes: &[
        text("typeName", "type_name"),
        text("title", "title"),
        text("description", "description"),
        flag("active", "active"),
        text("color", "color"),
    ],
    relationships: &[
        many(
            "detailing",
            to::report_detailing,
            "SELECT type_id, id FROM report_detailing
             WHERE type_id IN (SELECT value FROM json_each(?1)) ORDER BY place",
        ),
        many(
            "filterTypes",
            to::report_filter_type,
            "SELECT type_id, id FROM report_filter_types
             WHERE type_id IN (SELECT value FROM json_each(?1)) ORDER BY place",
        ),
    ],
};

/// A report: what was asked for and how far it is.
pub(crate) static REPORTS: Resource = Resource {
    name: "reports",
    table: "reports",
    attributes: &[
        text("title", "title"),
        word("status", "status", &["active", "paused", "deleted"]),
        word("stage", "stage", &["requested", "processing", "prepared", "deferred"]),
        word(
            "frequency",
            "frequency",
            &[
                "onetime",
                "daily",
                "month_first",
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            ],
        ),
        word("format", "format", &["xlsx", "pdf"]),
        word(
            "period",
            "period",
            &[
                "custom",
                "today",
                "yesterday",
                "thisWeekSunToday",
                "thisWeekMonToday",
                "last7Days",
                "lastWeekSunSat",
                "lastWeekMonSun",
                "lastBusinessWeek",
                "last14Days",
                "thisMonth",
                "last30Days",
                "lastMonth",
                "allTime",
            ],
        ),
        day("periodStart", "period_start"),
        day("periodStop", "period_stop"),
        moment("requestDate", "request_date"),
        moment("processDate", "process_date"),
        text("email", "email"),
        flag("downloadable", "stage = 'prepared' AND status <> 'deleted' AND file IS NOT NULL"),
    ],
    relationships: &[
        one("reportType", to::report_type, "type_id"),
        many(
            "detailing",
            to::report_detailing,
            "SELECT r.id, d.value FROM reports r, json_each(r.detailing) d
             WHERE r.id IN (SELECT value FROM json_each(?1)) ORDER BY d.key",
        ),
        many(
            "filters",
            to::report_filter,
            "SELECT report_id, id FROM report_filters
             WHERE report_id IN (SELECT value FROM json_each(?1)) ORDER BY CAST(id AS INTEGER)",
        ),
    ],
};

/// A column that can be added to a report.
pub(crate) static DETAILING: Resource = Resource {
    name: "report-detailing",
    table: "report_detailing",
    attributes: &[text("title", "title")],
    relationships: &[],
};

/// What narrows a report.
pub(crate) static FILTERS: Resource = Resource {
    name: "report-filters",
    table: "report_filters",
    attributes: &[json("values", "\"values\"")],
    relationships: &[one("filterType", to::report_filter_type, "filter_type")],
};

/// By what a report can be narrowed.
pub(crate) static FILTER_TYPES: Resource = Resource {
    name: "report-filter-types",
    table: "report_filter_types",
    attributes: &[text("title", "title")],
    relationships: &[],
};
