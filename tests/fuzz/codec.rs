//! Everything that reads an answer, over the same bytes: for the fuzzer and for
//! the native tests.

use posy::api::document::{Document, BARE};
use posy::api::{bouquets, customer_imports, customer_stats, items, order_analytics};
use posy::domain::record::pack::{packed, unpacked};
use posy::domain::record::{Pack, Read, Write};
use posy::domain::{bouquet, catalog, customer, order, people, report, settings, stats, warehouse};

/// Reads the bytes as an answer, and each resource of it as every record.
pub fn read_everything(bytes: &[u8]) {
    let faults = Document::faults(bytes);
    assert!(faults.iter().all(|fault| fault.field.as_deref() != Some("")));
    // The same bytes as a damaged store may give them.
    kept_as_it_is::<order::Order>(unpacked(bytes));
    kept_as_it_is::<order::OrderChange>(unpacked(bytes));
    kept_as_it_is::<customer::Customer>(unpacked(bytes));
    let Ok(doc) = Document::parse(bytes) else { return };
    let _ = (doc.meta_number("total"), doc.meta_number("revision"), doc.one());
    read_metas(&doc);
    let kinds: Vec<String> = doc.data.iter().map(|row| row.kind.clone()).collect();
    let beside = kinds.iter().flat_map(|kind| doc.included(kind));
    for row in doc.data.iter().chain(beside) {
        let _ = (row.many("lines"), row.one("customer"), row.nested(BARE), row.text("title"));
        read_records(&doc, row);
    }
}

fn read_metas(doc: &Document) {
    let _ = doc.meta::<stats::DebtTotals>();
    let _ = doc.meta::<bouquets::ShowcaseTotals>();
    let _ = doc.meta::<items::MovementTotals>();
    let _ = doc.meta::<customer_stats::Loyalty>();
    let _ = doc.meta_under::<order_analytics::AnalyticTotals>("analytic_header");
    let _ = doc.meta_rows::<customer_imports::RefusedRow>("refused");
}

/// What is kept on the device is read again as the same.
fn kept_as_it_is<T: Pack>(record: Option<T>) {
    let Some(record) = record else { return };
    let bytes = packed(&record);
    let again = unpacked::<T>(&bytes).expect("what was packed");
    assert_eq!(packed(&again), bytes);
}

/// What was read whole can be sent and read again as the same.
fn sent_and_read_again<T: Read + Write + Pack + PartialEq + std::fmt::Debug>(
    doc: &Document,
    row: &posy::api::document::Resource,
) {
    let Some(record) = row.read::<T>(doc) else { return };
    let body = record.body().text();
    let again = Document::parse(body.as_bytes()).expect("a body is a document");
    let once = again.one().and_then(|row| row.read::<T>(&again));
    // Read-only fields and ids that the server gives are not sent; the rest is.
    let once = once.map(|record| record.body().text());
    assert!(once.is_none_or(|once| once == body), "{body}");
    kept_as_it_is(Some(record));
}

fn read_records(doc: &Document, row: &posy::api::document::Resource) {
    macro_rules! each {
        ($($record:ty),* $(,)?) => { $(kept_as_it_is(row.read::<$record>(doc));)* };
    }
    macro_rules! each_sent {
        ($($record:ty),* $(,)?) => { $(sent_and_read_again::<$record>(doc, row);)* };
    }
    each![
        people::Role,
        people::Position,
        customer::KeptDate,
        customer::BonusLine,
        customer::Import,
        order::PaymentMethod,
        order::Shift,
        order::HistoryLine,
        settings::Store,
        settings::BonusGroupHistory,
        catalog::CatalogItem,
        catalog::CatalogExport,
        catalog::PricePoint,
        catalog::StoreStanding,
        catalog::NetCost,
        catalog::LastCost,
        catalog::Image,
        warehouse::StockMovement,
        report::ReportType,
        stats::General,
        stats::WorkerShare,
        stats::PaymentShare,
        stats::SourceShare,
        stats::Point,
        stats::DueDay,
        stats::StockBalance,
        stats::StockDocuments,
        stats::TopItem,
        stats::Showcase,
        stats::PriceRangeSales,
        stats::TopFlower,
        stats::CustomerSpending,
        stats::CustomerGrowth,
    ];
    // Those whose related records are named by their ids.
    each_sent![
        order::Order,
        order::OrderLine,
        order::Payment,
        order::Discount,
        people::User,
        customer::CustomerSource,
        customer::Preference,
        customer::CelebrationDate,
        customer::CustomerEvent,
        customer::ImportMapping,
        settings::Source,
        settings::OrderTag,
        settings::DiscountReason,
        settings::CashReason,
        settings::BonusRule,
        settings::DiscountRule,
        catalog::Price,
        catalog::Barcode,
        catalog::VendorCode,
        catalog::Category,
        bouquet::BouquetLine,
        warehouse::MovementActLine,
    ];
    each![
        people::Worker,
        customer::Customer,
        customer::Celebration,
        settings::BonusGroup,
        settings::DiscountGroup,
        catalog::Item,
        bouquet::Bouquet,
        warehouse::MovementAct,
        report::Report,
    ];
}
