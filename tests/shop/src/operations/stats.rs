//! Statistics of stores (126 to 133, 136 to 150).

use super::{Operation, GET, SEE_STATS};
use crate::sections::stats;

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(126, GET, "/v1/stats/stores/general", SEE_STATS, stats::general::figures)
        .takes_parameters(stats::OF_STORES),
    Operation::new(127, GET, "/v1/stats/stores/workers", SEE_STATS, stats::shares::workers)
        .takes_parameters(stats::OF_STORES),
    Operation::new(128, GET, "/v1/stats/stores/revenue", SEE_STATS, stats::series::revenue)
        .takes_parameters(stats::OF_STORES),
    Operation::new(129, GET, "/v1/stats/stores/payments-revenue", SEE_STATS, stats::series::payments)
        .takes_parameters(stats::OF_STORES),
    Operation::new(130, GET, "/v1/stats/stores/profit", SEE_STATS, stats::series::profit)
        .takes_parameters(stats::OF_STORES),
    Operation::new(131, GET, "/v1/stats/stores/payments", SEE_STATS, stats::shares::payments)
        .takes_parameters(stats::OF_STORES),
    Operation::new(132, GET, "/v1/stats/stores/sources", SEE_STATS, stats::shares::sources)
        .takes_parameters(stats::OF_STORES),
    Operation::new(133, GET, "/v1/stats/stores/debts", SEE_STATS, stats::debts::figures)
        .takes_parameters(stats::OF_STORES),
    Operation::new(136, GET, "/v1/stores/{id}/stats", SEE_STATS, stats::general::figures)
        .takes_parameters(stats::OF_STORE),
    Operation::new(137, GET, "/v1/stores/{id}/stats-workers", SEE_STATS, stats::shares::workers)
        .takes_parameters(stats::OF_STORE),
    Operation::new(138, GET, "/v1/stores/{id}/stats-payments", SEE_STATS, stats::shares::payments)
        .takes_parameters(stats::OF_STORE),
    Operation::new(139, GET, "/v1/stores/{id}/stats-sources", SEE_STATS, stats::shares::sources)
        .takes_parameters(stats::OF_STORE),
    Operation::new(140, GET, "/v1/stores/{id}/stats-warehouses", SEE_STATS, stats::stock::balances)
        .takes_parameters(stats::OF_STORE),
    Operation::new(141, GET, "/v1/stores/{id}/stats-warehouse-base", SEE_STATS, stats::stock::base)
        .takes_parameters(stats::OF_STORE),
    Operation::new(141, GET, "/v1/stats/stores/stats-warehouse-base", SEE_STATS, stats::stock::base)
        .takes_parameters(stats::OF_STORES),
    Operation::new(142, GET, "/v1/stores/{id}/stats-warehouse-top-items", SEE_STATS, stats::stock::top_items)
        .takes_parameters(stats::stock::TOP_OF_STORE),
    Operation::new(142, GET, "/v1/stats/stores/stats-warehouse-top-items", SEE_STATS, stats::stock::top_items)
        .takes_parameters(stats::stock::TOP_OF_STORES),
    Operation::new(143, GET, "/v1/stores/{id}/stats-debts", SEE_STATS, stats::debts::figures)
        .takes_parameters(stats::OF_STORE),
    Operation::new(144, GET, "/v1/stores/{id}/stats-revenue", SEE_STATS, stats::series::revenue)
        .takes_parameters(stats::OF_STORE),
    Operation::new(145, GET, "/v1/stores/{id}/stats-payments-revenue", SEE_STATS, stats::series::payments)
        .takes_parameters(stats::OF_STORE),
    Operation::new(146, GET, "/v1/stores/{id}/stats-profit", SEE_STATS, stats::series::profit)
        .takes_parameters(stats::OF_STORE),
    Operation::new(147, GET, "/v1/stores/{id}/showcase-stats", SEE_STATS, stats::showcase::figures)
        .takes_parameters(stats::OF_STORE),
    Operation::new(148, GET, "/v1/stores/{id}/showcase-days-stats", SEE_STATS, stats::showcase::days)
        .takes_parameters(stats::OF_STORE),
    Operation::new(149, GET, "/v1/stores/{id}/showcase-price-stats", SEE_STATS, stats::showcase::prices)
        .takes_parameters(stats::OF_STORE),
    Operation::new(150, GET, "/v1/stores/{id}/showcase-top-flowers-stats", SEE_STATS, stats::showcase::top_flowers)
        .takes_parameters(stats::OF_STORE),
];
