//! Reports: tables the server prepares in the background, to be downloaded.

use chrono::{DateTime, NaiveDate, Utc};

use super::record::{codes, record, Body, Resource as _, Write};
use super::Id;

record! {
    /// A kind of report, such as sales.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ReportType of "report-types" {
        pub id: Id<ReportType> = id,
        /// The name in the ids of its filters: `Sales` in `Sales-store`.
        pub type_name: String = "typeName",
        pub title: String = "title",
        pub description: String = "description",
        /// Can be asked for.
        pub active: bool = "active",
        pub color: String = "color",
        /// What it can be grouped by; `None` where it did not come along.
        pub detailing: Option<Vec<ReportDetailing>> = rel "detailing",
        /// What it can be narrowed by; `None` where it did not come along.
        pub filter_types: Option<Vec<ReportFilterType>> = rel "filterTypes",
    }
}

record! {
    /// A report that was asked for.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Report of "reports" changed by ReportChange {
        pub id: Id<Report> = id,
        pub title: String = "title" => Title,
        pub status: Option<ReportStatus> = "status" => Status,
        pub stage: Option<ReportStage> = "stage",
        pub frequency: Option<Frequency> = "frequency" => Frequency,
        pub format: Option<ReportFormat> = "format" => Format,
        pub period: Option<ReportPeriod> = "period" => Period,
        /// The first day, of a custom period.
        pub period_start: Option<NaiveDate> = "periodStart" => PeriodStart,
        /// The last day, of a custom period.
        pub period_stop: Option<NaiveDate> = "periodStop" => PeriodStop,
        pub request_date: Option<DateTime<Utc>> = "requestDate",
        pub process_date: Option<DateTime<Utc>> = "processDate",
        /// Where it is sent to when it is ready.
        pub email: String = "email" => Email,
        pub downloadable: bool = "downloadable",
        pub report_type: Option<Id<ReportType>> = rel "reportType" => ReportType,
        pub detailing: Option<Vec<ReportDetailing>> = rel "detailing" => Detailing,
        /// `None` where they did not come along.
        pub filters: Option<Vec<ReportFilter>> = rel "filters" => Filters,
    }
}

codes! {
    pub enum ReportStatus {
        Active = "active" "Active" "Активен",
        Paused = "paused" "Paused" "Приостановлен",
        Deleted = "deleted" "Deleted" "Удалён",
    }

    /// How far the file is.
    pub enum ReportStage {
        Requested = "requested" "Asked for" "Запрошен",
        Processing = "processing" "Being made" "Готовится",
        Prepared = "prepared" "Ready" "Готов",
        Deferred = "deferred" "Put off" "Отложен",
    }

    /// When a report is made again by itself.
    pub enum Frequency {
        OneTime = "onetime" "Once" "Один раз",
        Daily = "daily" "Every day" "Каждый день",
        MonthFirst = "month_first" "On the 1st of a month" "1-го числа месяца",
        Monday = "monday" "On Mondays" "По понедельникам",
        Tuesday = "tuesday" "On Tuesdays" "По вторникам",
        Wednesday = "wednesday" "On Wednesdays" "По средам",
        Thursday = "thursday" "On Thursdays" "По четвергам",
        Friday = "friday" "On Fridays" "По пятницам",
        Saturday = "saturday" "On Saturdays" "По субботам",
        Sunday = "sunday" "On Sundays" "По воскресеньям",
    }

    pub enum ReportFormat {
        Xlsx = "xlsx" "Excel" "Excel",
        Pdf = "pdf" "PDF" "PDF",
    }

    /// The days a report is about.
    pub enum ReportPeriod {
        Custom = "custom" "From one day to another" "С даты по дату",
        Today = "today" "Today" "Сегодня",
        Yesterday = "yesterday" "Yesterday" "Вчера",
        ThisWeekSunToday = "thisWeekSunToday" "This week from Sunday" "Эта неделя с воскресенья",
        ThisWeekMonToday = "thisWeekMonToday" "This week from Monday" "Эта неделя с понедельника",
        Last7Days = "last7Days" "Last 7 days" "Последние 7 дней",
        LastWeekSunSat = "lastWeekSunSat" "Last week, Sunday to Saturday" "Прошлая неделя, вс–сб",
        LastWeekMonSun = "lastWeekMonSun" "Last week, Monday to Sunday" "Прошлая неделя, пн–вс",
        LastBusinessWeek = "lastBusinessWeek" "Last working week" "Прошлая рабочая неделя",
        Last14Days = "last14Days" "Last 14 days" "Последние 14 дней",
        ThisMonth = "thisMonth" "This month" "Этот месяц",
        Last30Days = "last30Days" "Last 30 days" "Последние 30 дней",
        LastMonth = "lastMonth" "Last month" "Прошлый месяц",
        AllTime = "allTime" "All time" "За всё время",
    }
}

record! {
    /// A grouping of a report, such as `Sales-store`.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ReportDetailing of "report-detailing" {
        pub id: String = id,
        pub title: String = "title",
    }
}

record! {
    /// What a report is narrowed to.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ReportFilter of "report-filters" changed by ReportFilterChange {
        pub id: String = id,
        /// Ids of what is to be in the report.
        pub values: Vec<String> = "values" => Values,
        pub filter_type: Option<ReportFilterType> = rel "filterType" => FilterType,
    }
}

record! {
    /// What a report can be narrowed by, such as `Sales-category`.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ReportFilterType of "report-filter-types" {
        pub id: String = id,
        pub title: String = "title",
    }
}

/// Named by its id.
impl Write for ReportDetailing {
    fn body(&self) -> Body {
        Body::new(Self::TYPE).id_set(&self.id)
    }
}

/// Named by its id.
impl Write for ReportFilterType {
    fn body(&self) -> Body {
        Body::new(Self::TYPE).id_set(&self.id)
    }
}
