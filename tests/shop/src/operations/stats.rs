//! Statistics of stores (126 to 133, 136 to 150).

use super::{Operation, GET, SEE_STATS};
use crate::sections::stats;

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(126, GET, "/v1/stats/stores/general", SEE_STATS, stats::general::figures, "General figures of stores")
        .figure(&stats::general::FIGURES).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(127, GET, "/v1/stats/stores/workers", SEE_STATS, stats::shares::workers, "Revenue of stores by worker")
        .figures(&stats::shares::OF_WORKERS).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(128, GET, "/v1/stats/stores/revenue", SEE_STATS, stats::series::revenue, "Revenue of stores over time")
        .figures(&stats::series::REVENUE).tells(stats::series::TOLD)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(129, GET, "/v1/stats/stores/payments-revenue", SEE_STATS, stats::series::payments, "Payments of stores over time")
        .figures(&stats::series::PAYMENTS).tells(stats::series::TOLD)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(130, GET, "/v1/stats/stores/profit", SEE_STATS, stats::series::profit, "Profit of stores over time")
        .figures(&stats::series::PROFIT).tells(stats::series::TOLD)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(131, GET, "/v1/stats/stores/payments", SEE_STATS, stats::shares::payments, "Payments of stores by method")
        .figures(&stats::shares::OF_PAYMENTS).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(132, GET, "/v1/stats/stores/sources", SEE_STATS, stats::shares::sources, "Revenue of stores by source")
        .figures(&stats::shares::OF_SOURCES).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]"]),
    Operation::new(133, GET, "/v1/stats/stores/debts", SEE_STATS, stats::debts::figures, "Debts and prepayments of stores")
        .figures(&stats::debts::DUE).tells(stats::debts::TOLD)
        .takes_parameters(stats::OF_STORES).requires(&["filter[stores]"]),
    Operation::new(136, GET, "/v1/stores/{id}/stats", SEE_STATS, stats::general::figures, "General figures of a store")
        .figure(&stats::general::FIGURES).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(137, GET, "/v1/stores/{id}/stats-workers", SEE_STATS, stats::shares::workers, "Revenue of a store by worker")
        .figures(&stats::shares::OF_WORKERS).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(138, GET, "/v1/stores/{id}/stats-payments", SEE_STATS, stats::shares::payments, "Payments of a store by method")
        .figures(&stats::shares::OF_PAYMENTS).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(139, GET, "/v1/stores/{id}/stats-sources", SEE_STATS, stats::shares::sources, "Revenue of a store by source")
        .figures(&stats::shares::OF_SOURCES).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(140, GET, "/v1/stores/{id}/stats-warehouses", SEE_STATS, stats::stock::balances, "What a store's stock is worth")
        .figure(&stats::stock::BALANCES).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(141, GET, "/v1/stores/{id}/stats-warehouse-base", SEE_STATS, stats::stock::base, "Documents of the warehouse")
        .figure(&stats::stock::BASE).tells(stats::stock::BASE_TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(141, GET, "/v1/stats/stores/stats-warehouse-base", SEE_STATS, stats::stock::base, "Documents of the warehouse")
        .figure(&stats::stock::BASE).tells(stats::stock::BASE_TOLD)
        .takes_parameters(stats::OF_STORES).requires(&["filter[range]", "filter[stores]"]),
    Operation::new(142, GET, "/v1/stores/{id}/stats-warehouse-top-items", SEE_STATS, stats::stock::top_items, "Items with the most loss")
        .figures(&stats::stock::TOP_ITEMS).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::stock::TOP_OF_STORE).requires(&["filter[range]"]),
    Operation::new(142, GET, "/v1/stats/stores/stats-warehouse-top-items", SEE_STATS, stats::stock::top_items, "Items with the most loss")
        .figures(&stats::stock::TOP_ITEMS).tells(stats::answers::CALCULATED)
        .takes_parameters(stats::stock::TOP_OF_STORES).requires(&["filter[range]", "filter[stores]"]),
    Operation::new(143, GET, "/v1/stores/{id}/stats-debts", SEE_STATS, stats::debts::figures, "Debts and prepayments of a store")
        .figures(&stats::debts::DUE).tells(stats::debts::TOLD)
        .takes_parameters(stats::OF_STORE),
    Operation::new(144, GET, "/v1/stores/{id}/stats-revenue", SEE_STATS, stats::series::revenue, "Revenue of a store over time")
        .figures(&stats::series::REVENUE).tells(stats::series::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(145, GET, "/v1/stores/{id}/stats-payments-revenue", SEE_STATS, stats::series::payments, "Payments of a store over time")
        .figures(&stats::series::PAYMENTS).tells(stats::series::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(146, GET, "/v1/stores/{id}/stats-profit", SEE_STATS, stats::series::profit, "Profit of a store over time")
        .figures(&stats::series::PROFIT).tells(stats::series::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(147, GET, "/v1/stores/{id}/showcase-stats", SEE_STATS, stats::showcase::figures, "Figures of the showcase")
        .figure(&stats::showcase::FIGURES).tells(stats::showcase::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(148, GET, "/v1/stores/{id}/showcase-days-stats", SEE_STATS, stats::showcase::days, "Bouquets sold by weekday and hour")
        .figure(&stats::showcase::DAYS).tells(stats::showcase::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(149, GET, "/v1/stores/{id}/showcase-price-stats", SEE_STATS, stats::showcase::prices, "Bouquets sold by price")
        .figures(&stats::showcase::PRICES).tells(stats::showcase::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
    Operation::new(150, GET, "/v1/stores/{id}/showcase-top-flowers-stats", SEE_STATS, stats::showcase::top_flowers, "Flowers that sold best")
        .figures(&stats::showcase::FLOWERS).tells(stats::showcase::TOLD)
        .takes_parameters(stats::OF_STORE).requires(&["filter[range]"]),
];
