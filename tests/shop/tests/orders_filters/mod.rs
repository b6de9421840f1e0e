//! Every filter of the orders list as a plain rule over an order, drawn at random.
#![allow(unreachable_pub)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::common::{escape, id, link, links, Chance, Shop};

pub const STATUSES: [&str; 7] =
    ["new", "done", "canceled", "returned", "courier", "assembled", "notAccepted"];

/// One order with everything the filters look at.
pub struct Order {
    pub row: Value,
    pub items: Vec<String>,
    pub payments: Vec<Value>,
    pub customer: Option<Value>,
    pub discount: i64,
    pub markup: i64,
    pub system: Option<String>,
    pub session: Option<i64>,
}

impl Order {
    pub fn text(&self, name: &str) -> &str {
        self.row["attributes"][name].as_str().unwrap_or("")
    }

    pub fn flag(&self, name: &str) -> bool {
        self.row["attributes"][name].as_bool().unwrap()
    }

    pub fn kopecks(&self, name: &str) -> i64 {
        (self.row["attributes"][name].as_f64().unwrap() * 100.0).round() as i64
    }

    pub fn bonuses(&self) -> i64 {
        let bonuses =
            self.payments.iter().map(|payment| payment["attributes"]["bonusAmount"].as_f64().unwrap());
        (bonuses.sum::<f64>() * 100.0).round() as i64
    }

    /// Whether a word stands in the order or with its customer.
    fn mentions(&self, word: &str) -> bool {
        let own = format!(
            "{} {} {}",
            self.text("docNo"),
            self.text("deliveryContact"),
            self.text("deliveryPhoneNumber")
        );
        let customer = self.customer.as_ref().map_or(String::new(), |customer| {
            let text = |name: &str| customer["attributes"][name].as_str().unwrap_or("").to_owned();
            format!("{} {} {}", text("title"), text("phone"), text("bonusCard"))
        });
        let fold = |text: &str| text.to_lowercase().replace('ё', "е");
        fold(&own).contains(&fold(word)) || fold(&customer).contains(&fold(word))
    }

    pub fn in_credit(&self) -> bool {
        self.kopecks("paymentsAmount") < self.kopecks("totalAmount")
            && !["canceled", "returned"].contains(&self.text("status"))
    }
}

/// A filter's query and what it means.
pub struct Filter {
    pub query: String,
    pub keeps: Box<dyn Fn(&Order) -> bool>,
}

pub fn filter(query: String, keeps: impl Fn(&Order) -> bool + 'static) -> Filter {
    Filter { query, keeps: Box::new(keeps) }
}

pub async fn everything(shop: &Shop, file: &std::path::Path) -> Vec<Order> {
    let include = "lines,payments,customer";
    let (rows, included) = shop.all(&format!("orders?filter[withReturned]=true&include={include}")).await;
    let by_id: BTreeMap<(String, String), Value> =
        included.into_iter().map(|one| ((one["type"].as_str().unwrap().to_owned(), id(&one)), one)).collect();
    let get = |kind: &str, id: String| by_id[&(kind.to_owned(), id)].clone();
    let db = rusqlite::Connection::open(file).unwrap();
    rows.into_iter()
        .map(|row| {
            let lines: Vec<Value> =
                links(&row, "lines").into_iter().map(|id| get("order-lines", id)).collect();
            let gap = |line: &Value| {
                let money = |name: &str| (line["attributes"][name].as_f64().unwrap() * 100.0).round() as i64;
                money("amount") - money("totalAmount")
            };
            // Outside systems and their sessions are no attributes: only the file knows them.
            let (system, session) = db
                .query_row(
                    "SELECT external_system, external_session FROM orders WHERE id = ?1",
                    [id(&row)],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .unwrap();
            Order {
                items: lines.iter().filter_map(|line| link(line, "item")).collect(),
                discount: lines.iter().map(|line| gap(line).max(0)).sum(),
                markup: lines.iter().map(|line| (-gap(line)).max(0)).sum(),
                payments: links(&row, "payments").into_iter().map(|id| get("order-payments", id)).collect(),
                customer: link(&row, "customer").map(|id| get("customers", id)),
                system,
                session,
                row,
            }
        })
        .collect()
}

/// A filter of a random kind with a value that some order has.
pub fn draw(chance: &mut Chance, orders: &[Order]) -> Filter {
    let order = chance.of(orders);
    let other = chance.of(orders);
    let moment = |name: &'static str, sample: &Order, end: bool| {
        let at = sample.text(name).to_owned();
        let at = if at.is_empty() { "2026-01-01T00:00:00+00:00".to_owned() } else { at };
        let word = if end { "to" } else { "from" };
        filter(format!("filter[{name}][{word}]={}", escape(&at)), move |order| {
            let own = order.text(name);
            !own.is_empty() && if end { own <= at.as_str() } else { own >= at.as_str() }
        })
    };
    let relation = |filter_name: &str, name: &'static str, ids: Vec<String>| {
        filter(format!("filter[{filter_name}]={}", ids.join(",")), move |order| {
            link(&order.row, name).is_some_and(|own| ids.contains(&own))
        })
    };
    let either = |name: &str| -> Vec<String> {
        let ids: BTreeSet<String> = [order, other].iter().filter_map(|one| link(&one.row, name)).collect();
        if ids.is_empty() {
            vec!["nobody".to_owned()]
        } else {
            ids.into_iter().collect()
        }
    };
    let paid = |name: &'static str, parameter: &str, sample: &Order| {
        let given =
            sample.payments.first().and_then(|payment| link(payment, name)).unwrap_or("none".to_owned());
        let query = format!("filter[{parameter}]={given}");
        filter(query, move |order| order.payments.iter().any(|one| link(one, name).as_ref() == Some(&given)))
    };
    let flag = chance.below(3) > 0;
    let kind = chance.below(35);
    match kind {
        0 => moment("createdAt", order, false),
        1 => moment("createdAt", order, true),
        2 => moment("dueTime", order, false),
        3 => moment("dueTime", order, true),
        4 => moment("updatedAt", order, chance.below(2) == 0),
        5 => moment("modifiedAt", order, chance.below(2) == 0),
        6 => moment("postedAt", order, chance.below(2) == 0),
        7 => relation("stores", "store", either("store")),
        8 => relation("sources", "source", either("source")),
        9 => relation("couriers", "courier", either("courier")),
        10 => relation("florists", "florist", either("florist")),
        11 => relation("createdBy", "createdBy", either("createdBy")),
        12 => relation("postedBy", "postedBy", either("postedBy")),
        13 => relation("customer", "customer", vec![either("customer")[0].clone()]),
        14 => {
            let statuses: Vec<&str> = (0..1 + chance.below(3)).map(|_| *chance.of(&STATUSES)).collect();
            filter(format!("filter[statuses]={}", statuses.join(",")), move |order| {
                statuses.contains(&order.text("status"))
            })
        }
        15 => {
            let items: Vec<String> = order.items.iter().take(2).cloned().collect();
            filter(format!("filter[items]={}", items.join(",")), move |order| {
                order.items.iter().any(|item| items.contains(item)) || items.is_empty()
            })
        }
        16 => filter(format!("filter[delivery]={flag}"), move |order| order.flag("delivery") == flag),
        17 => filter(format!("filter[fiscalized]={flag}"), move |order| order.flag("fiscalized") == flag),
        18 => filter(format!("filter[bonuses]={flag}"), move |order| (order.bonuses() > 0) == flag),
        19 => {
            let least = order.kopecks("totalAmount");
            let query = format!("filter[amount][min]={}.{:02}", least / 100, least % 100);
            filter(query, move |order| order.kopecks("totalAmount") >= least)
        }
        20 => {
            let most = order.kopecks("totalAmount");
            let query = format!("filter[amount][max]={}.{:02}", most / 100, most % 100);
            filter(query, move |order| order.kopecks("totalAmount") <= most)
        }
        21 => paid("method", "paymentMethods", order),
        22 => paid("shift", "shift", order),
        23 => paid("fiscalShift", "fiscalShift", order),
        24 => filter(format!("filter[onlyExternal]={flag}"), move |order| order.flag("isExternal") || !flag),
        25 => filter("filter[externalSystem]=flowwow".into(), |order| {
            order.system.as_deref() == Some("flowwow")
        }),
        26 => {
            let sessions: Vec<i64> = orders.iter().filter_map(|order| order.session).take(2).collect();
            let words: Vec<String> = sessions.iter().map(i64::to_string).collect();
            filter(format!("filter[excludedSessions]={}", words.join(",")), move |order| {
                order.session.is_none_or(|own| !sessions.contains(&own))
            })
        }
        27 => {
            let numbers = [order.text("docNo").to_owned(), other.text("docNo").to_owned()];
            filter(format!("filter[docNo]={}", numbers.join(",")), move |order| {
                numbers.iter().any(|number| number == order.text("docNo"))
            })
        }
        28 => filter(format!("filter[withoutCouriers]={flag}"), move |order| {
            !flag || link(&order.row, "courier").is_none()
        }),
        29 => filter(format!("filter[withoutFlorists]={flag}"), move |order| {
            !flag || link(&order.row, "florist").is_none()
        }),
        30 => {
            let both = chance.below(3) == 0;
            let name = if chance.below(2) == 0 { "sources" } else { "discounts" };
            let query = if both { "discount,markup" } else { "discount" };
            filter(format!("filter[{name}]={query}"), move |order| {
                order.discount > 0 || (both && order.markup > 0)
            })
        }
        33 => {
            let title = order
                .customer
                .as_ref()
                .map(|customer| customer["attributes"]["title"].as_str().unwrap().to_owned());
            let word = title
                .and_then(|title| title.split(' ').next().map(str::to_uppercase))
                .unwrap_or(order.text("docNo").to_owned());
            filter(format!("search={}", escape(&word)), move |order| order.mentions(&word))
        }
        31 => filter("filter[sources]=markup".into(), |order| order.markup > 0),
        32 => {
            let least = order.row["attributes"]["revision"].as_i64().unwrap();
            filter(format!("filter[revision]={least}"), move |order| {
                order.row["attributes"]["revision"].as_i64().unwrap() >= least
            })
        }
        _ => {
            let at = |order: &Order| order.payments.first().map(|one| one["attributes"]["postedAt"].clone());
            let mut ends: Vec<String> = [order, other]
                .into_iter()
                .filter_map(|order| at(order)?.as_str().map(str::to_owned))
                .collect();
            ends.sort();
            let from = ends.first().cloned().unwrap_or("2026-01-01T00:00:00+00:00".into());
            let to = ends.last().cloned().unwrap_or("2026-02-01T00:00:00+00:00".into());
            let query = format!(
                "filter[paymentPostedAt][from]={}&filter[paymentPostedAt][to]={}",
                escape(&from),
                escape(&to)
            );
            filter(query, move |order| {
                order.payments.iter().any(|one| {
                    let at = one["attributes"]["postedAt"].as_str().unwrap();
                    (from.as_str()..=to.as_str()).contains(&at)
                })
            })
        }
    }
}
