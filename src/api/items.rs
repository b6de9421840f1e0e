//! What the shop sells: operations 36 to 49 of the reference.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::customer_stats::Buckets;
use super::filter::{asked, moment, Dictionary, Filter, Kind};
use super::listing::{including, Asked, Page, Paging};
use super::outside::Method;
use super::query::{path, Query};
use super::{ApiError, Client};
use crate::domain::catalog::{
    Item, ItemChange, ItemType, LastCost, NetCost, Price, PricePoint, StoreStanding, Switch,
};
use crate::domain::record::{record, Body, Resource as _, Write as _, Written as _};
use crate::domain::settings::Store;
use crate::domain::warehouse::StockMovement;
use crate::domain::{Id, Quantity, Word};

const COLLECTION: &str = "/inventory-items";
const LIST_INCLUDE: &str = "category,measure,logo,prices,prices.store";
const INCLUDE: &str = "category,measure,logo,images,group,barcodes,vendorCodes,prices,prices.store";

const SOURCES: &[(&str, Word)] = &[
    ("catalog", Word::new("Vendors' catalog", "Каталог поставщиков")),
    ("both", Word::new("Shop and catalog", "Магазин и каталог")),
];

/// Every filter of operation 36.
pub static ITEM_FILTERS: [Filter<Item, ()>; 19] = [
    asked("search", "search", Kind::Text, Word::new("Search", "Поиск")),
    asked(
        "categories",
        "filter[categories]",
        Kind::Records(Dictionary::Categories),
        Word::new("Category", "Категория"),
    ),
    asked("below", "recursive", Kind::Switch, Word::new("With categories below", "С подкатегориями")),
    asked("type", "type", Kind::Choice(ItemType::CHOICES), Word::new("Type", "Тип")),
    asked("source", "filter[dataSource]", Kind::Choice(SOURCES), Word::new("From", "Откуда")),
    asked("ids", "filter[id]", Kind::Records(Dictionary::Items), Word::new("Items", "Товары")),
    asked("global-id", "filter[globalId]", Kind::Text, Word::new("Catalog number", "Номер в каталоге")),
    asked("changed-after", "from..", Kind::Dates, Word::new("Changed after", "Изменён после")),
    asked(
        "store",
        "filter[store]",
        Kind::Records(Dictionary::Stores),
        Word::new("Price in store", "Цена в магазине"),
    ),
    asked("store-price", "filter[storePrice]", Kind::Text, Word::new("Active price", "Действующая цена")),
    asked("sold", "filter[sold]", Kind::Dates, Word::new("Sold", "Продавался")),
    asked("available", "filter[available]", Kind::Switch, Word::new("In stock", "В наличии")),
    asked(
        "balance",
        "filter[balances][nonzero]",
        Kind::Switch,
        Word::new("Balance not zero", "Остаток не ноль"),
    ),
    asked("moved", "filter[hasTransactions]", Kind::Switch, Word::new("Has movements", "Есть движения")),
    asked(
        "priced",
        "filter[hasActivePrices]",
        Kind::Switch,
        Word::new("Has an active price", "Есть действующая цена"),
    ),
    asked("public", "public", Kind::Switch, Word::new("On the site", "На сайте")),
    asked("retail", "filter[onWindow]", Kind::Switch, Word::new("Retail only", "Только розница")),
    asked("not-in", "filter[exclude][journal]", Kind::Text, Word::new("Not in journal", "Нет в журнале")),
    asked("vendors", "filter[vendors]", Kind::Text, Word::new("Vendors", "Поставщики")),
];

/// Operation 36: `GET /v1/inventory-items`, one page, with prices.
///
/// # Errors
/// 400 and 422 for filters the server does not take, such as `available` with
/// `balance`; 403; network errors.
pub async fn list(client: &Client, asked: &Asked<'_>) -> Result<Page<Item>, ApiError> {
    client.page(COLLECTION, asked.query(&ITEM_FILTERS).with("include", LIST_INCLUDE)).await
}

/// Operation 36: what changed after a moment.
///
/// # Errors
/// As [`list`].
pub async fn changed(
    client: &Client,
    after: DateTime<Utc>,
    paging: Paging<'_>,
) -> Result<Page<Item>, ApiError> {
    client.page(COLLECTION, paging.query().with("from", moment(after)).with("include", LIST_INCLUDE)).await
}

/// Operation 36, the first that match.
///
/// # Errors
/// As [`list`].
pub async fn find(client: &Client, search: &str) -> Result<Vec<Item>, ApiError> {
    let query = Query::default().with("search", search).page(1, 20);
    Ok(client.page(COLLECTION, query).await?.rows)
}

/// Operation 37: `POST /v1/inventory-items`, bar codes and vendors' codes with
/// it. An id made here is kept.
///
/// # Errors
/// 422 with the field, 409 for an id that is taken; after a network error the
/// item may have been made.
pub async fn create(client: &Client, item: &Item) -> Result<Item, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), item.body()).await
}

/// Operation 38: `PATCH /v1/inventory-items`: shows several items on the site,
/// or no longer; all or none.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn publish(client: &Client, ids: &[Id<Item>], public: bool) -> Result<Vec<Item>, ApiError> {
    let bodies = ids.iter().map(|id| Body::new(Item::TYPE).id(id).attribute("public", public));
    client.send_many(Method::Patch, COLLECTION.to_owned(), bodies).await
}

/// Operation 39: `DELETE /v1/inventory-items`, all or none. They leave the
/// assortment and stay in their orders.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<Item>]) -> Result<(), ApiError> {
    client.delete_many::<Item>(COLLECTION, ids).await
}

/// Operation 40: `PATCH /v1/inventory-items/{id}`.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(client: &Client, id: Id<Item>, changes: &[ItemChange]) -> Result<Item, ApiError> {
    let body = Body::new(Item::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}

/// Operation 41: `GET /v1/inventory-items/{id}` with everything it can include.
///
/// # Errors
/// 404 where there is no such item; network errors.
pub async fn get(client: &Client, id: Id<Item>) -> Result<Page<Item>, ApiError> {
    client.page(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 41, what an item is called; `id` comes from an address.
///
/// # Errors
/// As [`get`].
pub async fn title(client: &Client, id: &str) -> Result<String, ApiError> {
    let item: Item = client.one(&path(COLLECTION, id), Query::default()).await?;
    Ok(item.title)
}

fn prices(id: Id<Item>, path: &str) -> String {
    including(&format!("{COLLECTION}/{id}/{path}"), "store")
}

/// Operation 42: `POST /v1/inventory-items/{id}/prices`: the price in one store.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn set_price(client: &Client, id: Id<Item>, price: &Price) -> Result<Price, ApiError> {
    client.send_one(Method::Post, prices(id, "prices"), price.body()).await
}

/// Operation 43: `PATCH /v1/inventory-items/{id}/prices`: switches a price on
/// or off.
///
/// # Errors
/// 404 where there is no such price, 422; network errors.
pub async fn switch_price(
    client: &Client,
    id: Id<Item>,
    price: &str,
    status: Switch,
    at: DateTime<Utc>,
) -> Result<Price, ApiError> {
    let body = Body::new(Price::TYPE)
        .id(price)
        .attribute("status", status.code())
        .attribute("setAt", at.to_rfc3339_opts(SecondsFormat::Secs, false));
    client.send_one(Method::Patch, prices(id, "prices"), body).await
}

/// Operation 44: `POST /v1/inventory-items/{id}/bulk-prices`: the prices in
/// several stores, all or none.
///
/// # Errors
/// 404, 422 with the row; network errors.
pub async fn set_prices(client: &Client, id: Id<Item>, new: &[Price]) -> Result<Vec<Price>, ApiError> {
    let bodies = new.iter().map(|price| price.body());
    client.send_many(Method::Post, prices(id, "bulk-prices"), bodies).await
}

/// Operation 45: `GET /v1/inventory-items/{id}/price-dynamics/{price}`, the
/// curve of a price (its id is that of a store, too).
///
/// # Errors
/// 404, 422 for days in the wrong order; network errors.
pub async fn price_dynamics(
    client: &Client,
    id: Id<Item>,
    price: &str,
    buckets: Buckets,
) -> Result<Page<PricePoint>, ApiError> {
    let path = path(&format!("{COLLECTION}/{id}/price-dynamics"), price);
    client
        .page(&path, buckets.query(["filter[sold][startDate]", "filter[sold][endDate]", "filter[format]"]))
        .await
}

/// Operation 46: `GET /v1/inventory-items/{id}/stats-by-store/{price}`, how the
/// item stands in the price's store.
///
/// # Errors
/// 404; network errors.
pub async fn standing(client: &Client, id: Id<Item>, price: &str) -> Result<StoreStanding, ApiError> {
    client.one(&path(&format!("{COLLECTION}/{id}/stats-by-store"), price), Query::default()).await
}

record! {
    /// Sums of operation 47, by what moved the goods.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct MovementTotals {
        pub sales_order: Quantity = "qtySalesOrder",
        pub return_order: Quantity = "qtyReturnOrder",
        pub inventory_counting: Quantity = "qtyInventoryCounting",
        pub transfer_shipment: Quantity = "qtyTransferShipment",
        pub transfer_receive: Quantity = "qtyTransferReceive",
        pub inventory_transaction: Quantity = "qtyInventoryTransaction",
        pub loss_profit: Quantity = "qtyLossProfit",
    }
}

/// Operation 47: `GET /v1/inventory-items/{id}/warehouse-movement/{storeId}`,
/// the newest first, with the sums in the page's meta ([`MovementTotals`]).
///
/// # Errors
/// 404; network errors.
pub async fn movements(
    client: &Client,
    id: Id<Item>,
    store: Id<Store>,
    paging: Paging<'_>,
) -> Result<Page<StockMovement>, ApiError> {
    client.page(&format!("{COLLECTION}/{id}/warehouse-movement/{store}"), paging.query()).await
}

/// Operation 48: `POST /v1/inventory-items/net-costs`: what these quantities
/// would cost the shop on a day.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn net_costs(
    client: &Client,
    store: Id<Store>,
    date: NaiveDate,
    wanted: &[(Id<Item>, Quantity)],
) -> Result<Vec<NetCost>, ApiError> {
    let ids: Vec<String> = wanted.iter().map(|(id, _)| id.to_string()).collect();
    let quantities: Vec<_> = wanted.iter().map(|(_, qty)| qty.write()).collect();
    let body = Body::new("search-net-costs")
        .attribute("date", date.to_string())
        .attribute("items", ids)
        .attribute("qty", quantities)
        .related("store", &Some(store));
    let doc =
        client.change(Method::Post, format!("{COLLECTION}/net-costs"), Some(body.text().into())).await?;
    Ok(Page::read(doc).rows)
}

/// Operation 49: `POST /v1/inventory-items/last-costs`: what these items were
/// bought at last before a moment.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn last_costs(
    client: &Client,
    store: Id<Store>,
    at: DateTime<Utc>,
    items: &[Id<Item>],
) -> Result<Vec<LastCost>, ApiError> {
    let ids: Vec<String> = items.iter().map(ToString::to_string).collect();
    let body = Body::new("search-last-costs")
        .attribute("dateTime", at.to_rfc3339_opts(SecondsFormat::Secs, false))
        .attribute("items", ids)
        .related("store", &Some(store));
    let doc =
        client.change(Method::Post, format!("{COLLECTION}/last-costs"), Some(body.text().into())).await?;
    Ok(Page::read(doc).rows)
}
