//! Customers: operations 3 to 9 of the reference.

use chrono::{DateTime, Utc};

use super::filter::{asked, moment, Dictionary, Filter, Kind};
use super::listing::{first, including, Asked, Page, Paging};
use super::outside::Method;
use super::query::{path, Query};
use super::{ApiError, Client};
use crate::domain::customer::{BonusLine, Customer, CustomerChange, Gender, GroupMember};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::{Id, Word};

const COLLECTION: &str = "/customers";
const INCLUDE: &str = "person,discountGroups,customerSources,customerPreferences,customerEvents";

/// Every filter of operation 3.
pub static CUSTOMER_FILTERS: [Filter<Customer, ()>; 20] = [
    asked("search", "search", Kind::Text, Word::new("Search", "Поиск")),
    asked(
        "bonus-group",
        "filter[idBonus]",
        Kind::Records(Dictionary::BonusGroups),
        Word::new("Bonus group", "Бонусная группа"),
    ),
    asked(
        "discount-group",
        "filter[discount]",
        Kind::Records(Dictionary::DiscountGroups),
        Word::new("Discount group", "Группа скидок"),
    ),
    asked(
        "orders",
        "filter[ordersCount][from]..filter[ordersCount][to]",
        Kind::Amounts,
        Word::new("Orders", "Заказов"),
    ),
    asked("points", "filter[moreBonus]..filter[lessBonus]", Kind::Amounts, Word::new("Points", "Бонусы")),
    asked(
        "average",
        "filter[moreAvg]..filter[lessAvg]",
        Kind::Amounts,
        Word::new("Average check", "Средний чек"),
    ),
    asked("since", "filter[create]", Kind::Days, Word::new("Customer since", "Клиент с")),
    asked("birthday", "filter[birthday]", Kind::Days, Word::new("Birthday", "День рождения")),
    asked("bought", "filter[buy]", Kind::Days, Word::new("Bought", "Покупал")),
    asked("not-bought", "filter[notBuy]", Kind::Days, Word::new("Did not buy", "Не покупал")),
    asked(
        "celebrations",
        "filter[celebrations]",
        Kind::Records(Dictionary::Celebrations),
        Word::new("Celebrations", "Праздники"),
    ),
    asked(
        "preferences",
        "filter[preferences]",
        Kind::Records(Dictionary::Preferences),
        Word::new("Preferences", "Предпочтения"),
    ),
    asked(
        "sources",
        "filter[sources]",
        Kind::Records(Dictionary::CustomerSources),
        Word::new("Source", "Источник"),
    ),
    asked("person", "filter[isPerson]", Kind::YesNo, Word::new("A person", "Физическое лицо")),
    asked("event", "filter[event]", Kind::Days, Word::new("Own event", "Личное событие")),
    asked("gender", "filter[gender]", Kind::Choice(Gender::CHOICES), Word::new("Gender", "Пол")),
    asked(
        "created-by",
        "filter[createdBy]",
        Kind::Records(Dictionary::Workers),
        Word::new("Created by", "Кто создал"),
    ),
    asked("created", "filter[createdAt]", Kind::Dates, Word::new("Created", "Создан")),
    asked("updated", "filter[updatedAt]", Kind::Dates, Word::new("Updated", "Обновлён")),
    asked("changed-after", "from..", Kind::Dates, Word::new("Changed after", "Изменён после")),
];

/// Operation 3: `GET /v1/customers`, one page, with groups, sources,
/// preferences and events.
///
/// # Errors
/// 400 and 422 for filters the server does not take, 403 without permission;
/// network errors.
pub async fn list(client: &Client, asked: &Asked<'_>) -> Result<Page<Customer>, ApiError> {
    let query = asked.onto(&CUSTOMER_FILTERS, asked.paging.query_since("filter[revision]"));
    client.page(COLLECTION, query.with("include", INCLUDE)).await
}

/// Operation 3, one page of those changed after a moment, deleted ones too: those are
/// listed where revisions are asked for.
///
/// # Errors
/// As [`list`].
pub async fn changed(
    client: &Client,
    after: DateTime<Utc>,
    paging: Paging<'_>,
) -> Result<Page<Customer>, ApiError> {
    let query = paging.query().with("from", moment(after)).with("filter[revision]", 0);
    client.page(COLLECTION, query.with("include", INCLUDE)).await
}

/// Operation 3, the first who match a name, phone or card.
///
/// # Errors
/// As [`list`].
pub async fn find(client: &Client, search: &str) -> Result<Vec<Customer>, ApiError> {
    let query = Query::default().with("search", search).page(1, 20);
    Ok(client.page(COLLECTION, query).await?.rows)
}

/// Operation 4: `POST /v1/customers`. An id made here is kept.
///
/// # Errors
/// 422 with the field for a value the shop does not take, 409 for an id that
/// is taken; after a network error the customer may have been made.
pub async fn create(client: &Client, customer: &Customer) -> Result<Customer, ApiError> {
    let path = including(COLLECTION, INCLUDE);
    client.send_one(Method::Post, path, customer.body()).await
}

/// Operation 5: `PATCH /v1/customers`, several customers, all or none.
///
/// # Errors
/// 404 and 422, each fault with the row it is about; network errors.
pub async fn update_many(
    client: &Client,
    changes: &[(Id<Customer>, Vec<CustomerChange>)],
) -> Result<Vec<Customer>, ApiError> {
    let bodies = changes.iter().map(|(id, changes)| body(*id, changes));
    client.send_many(Method::Patch, COLLECTION.to_owned(), bodies).await
}

/// Operation 6: `GET /v1/customers/{id}`.
///
/// # Errors
/// 404 where there is no such customer; network errors.
pub async fn get(client: &Client, id: Id<Customer>) -> Result<Customer, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 6, what a customer is called; `id` comes from an address.
///
/// # Errors
/// As [`get`].
pub async fn name(client: &Client, id: &str) -> Result<String, ApiError> {
    let customer: Customer = client.one(&path(COLLECTION, id), Query::default()).await?;
    Ok(customer.title)
}

/// Operation 7: `PATCH /v1/customers/{id}`: sends these changes and nothing else.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<Customer>,
    changes: &[CustomerChange],
) -> Result<Customer, ApiError> {
    let path = including(&format!("{COLLECTION}/{id}"), INCLUDE);
    client.send_one(Method::Patch, path, body(id, changes)).await
}

fn body(id: Id<Customer>, changes: &[CustomerChange]) -> Body {
    Body::new(Customer::TYPE).id(id).changes(changes)
}

/// Operation 8: `GET /v1/customers/{id}/bonus-history`, the newest first.
///
/// # Errors
/// 404; network errors.
pub async fn bonus_history(
    client: &Client,
    id: Id<Customer>,
    paging: Paging<'_>,
) -> Result<Page<BonusLine>, ApiError> {
    let query = paging.query().with("include", "order");
    client.page(&format!("{COLLECTION}/{id}/bonus-history"), query).await
}

/// Operation 9: `POST /v1/customers/discount-groups`: puts customers into
/// discount groups, all or none.
///
/// # Errors
/// 404 and 422, each fault with the row it is about; network errors.
pub async fn attach_discount_groups(
    client: &Client,
    members: &[GroupMember],
) -> Result<Vec<GroupMember>, ApiError> {
    let path = format!("{COLLECTION}/discount-groups");
    client.send_many(Method::Post, path, members.iter().map(|member| member.body())).await
}

/// When the customer ordered last, from the meta of operation 6.
///
/// # Errors
/// As [`get`].
pub async fn last_order(
    client: &Client,
    id: Id<Customer>,
) -> Result<Option<chrono::DateTime<chrono::Utc>>, ApiError> {
    let doc = client.read(&format!("{COLLECTION}/{id}"), &Query::default()).await?;
    first::<Customer>(&doc)?;
    let at = doc.meta.get("last_order").and_then(|last| last.get("createdAt")?.as_str());
    Ok(at.and_then(crate::domain::instant::read_instant))
}
