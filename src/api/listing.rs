//! Lists: what they are asked for, what comes of it, and the few shapes that
//! nearly every operation has.

use std::fmt::Display;

use chrono::NaiveDate;

use futures::future::{FutureExt, LocalBoxFuture};

use super::client::Answer;
use super::document::Document;
use super::filter::{Filter, Filters};
use super::outside::Method;
use super::query::{without_include, Query};
use super::{ApiError, Client};
use crate::domain::record::{Body, Read, Resource};
use crate::domain::zone::Zone;

/// As many rows as a page may have.
pub const LONGEST_PAGE: u32 = 100;
/// No dictionary of a shop has more pages; a server that goes on has a fault.
const MOST_PAGES: u32 = 50;

/// Which part of a list, and in which order.
#[derive(Debug, Clone, Copy)]
pub struct Paging<'a> {
    /// Counted from 1.
    pub number: u32,
    /// 100 at most.
    pub size: u32,
    /// Fields separated by commas, `-` before one that goes down; empty for the
    /// server's own order.
    pub sort: &'a str,
    /// Only what has this revision or a later one, gone rows included; for the
    /// lists that know revisions.
    pub since: Option<i64>,
}

impl Default for Paging<'_> {
    fn default() -> Self {
        Self { number: 1, size: LONGEST_PAGE, sort: "", since: None }
    }
}

impl Paging<'_> {
    /// The same of another page.
    #[must_use]
    pub const fn page(mut self, number: u32) -> Self {
        self.number = number;
        self
    }

    pub(super) fn query(self) -> Query {
        let mut query = Query::default().page(self.number, self.size);
        if !self.sort.is_empty() {
            query.push("sort", self.sort);
        }
        query
    }

    /// With the revision under the name the list has for it.
    pub(super) fn query_since(self, name: &str) -> Query {
        let mut query = self.query();
        if let Some(since) = self.since {
            query.push(name, since);
        }
        query
    }
}

/// What a list with filters is asked for. The filters are days of the shop, so
/// its zone and its today belong to them.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub filters: &'a Filters,
    pub zone: &'a dyn Zone,
    pub today: NaiveDate,
    pub paging: Paging<'a>,
}

impl Asked<'_> {
    /// Adds those filters that the list's table declares.
    pub(super) fn onto<R, C>(&self, table: &[Filter<R, C>], mut query: Query) -> Query {
        self.filters.onto(table, self.zone, self.today, &mut query);
        query
    }

    pub(super) fn query<R, C>(&self, table: &[Filter<R, C>]) -> Query {
        self.onto(table, self.paging.query())
    }
}

/// A page of a list.
#[derive(Debug)]
pub struct Page<R> {
    pub rows: Vec<R>,
    /// How many match, over all pages.
    pub total: Option<u64>,
    /// The highest revision the server has given out to this type.
    pub revision: Option<i64>,
    /// Rows that could not be read.
    pub unreadable: usize,
    /// The answer itself, for its meta and what came along.
    pub doc: Document,
}

/// A list, all pages of it.
#[derive(Debug, Default)]
pub struct All<R> {
    pub rows: Vec<R>,
    /// Every row could be read: what is not here is not in the list.
    pub whole: bool,
}

impl<R> All<R> {
    pub(super) fn of(pages: impl IntoIterator<Item = Page<R>>) -> Self {
        let mut all = Self { rows: Vec::new(), whole: true };
        let mut of = 0;
        for page in pages {
            of = page.total.unwrap_or(0);
            all.whole &= page.unreadable == 0;
            all.rows.extend(page.rows);
        }
        all.whole &= all.rows.len() as u64 >= of;
        all
    }
}

impl<R: Read> Page<R> {
    pub(super) fn read(doc: Document) -> Self {
        let rows: Vec<R> = doc.data.iter().filter_map(|row| row.read(&doc)).collect();
        Self {
            total: doc.total(),
            revision: doc.meta_number("revision"),
            unreadable: doc.data.len() - rows.len(),
            rows,
            doc,
        }
    }
}

impl<R> Page<R> {
    /// What came along of one type.
    pub fn beside<T: Read + Resource>(&self) -> Vec<T> {
        self.doc.included(T::TYPE).filter_map(|row| row.read(&self.doc)).collect()
    }
}

impl Client {
    /// A page of a list.
    pub(super) async fn page<R: Read>(&self, path: &str, query: Query) -> Result<Page<R>, ApiError> {
        self.ask(path, &query).await.map(Page::read)
    }

    /// Reads; a server that refuses what was to come along is asked without.
    pub(super) fn ask<'a>(&'a self, path: &'a str, query: &'a Query) -> Answer<'a> {
        async move {
            match (self.read(path, query).await, without_include(&query.onto(path))) {
                (Err(error), Some(plain)) if error.refuses_includes() => {
                    self.read(&plain, &Query::default()).await
                }
                (answer, _) => answer,
            }
        }
        .boxed_local()
    }

    /// The rows of all pages of a list.
    pub(super) async fn all<R: Read>(&self, path: &str, query: Query) -> Result<All<R>, ApiError> {
        Ok(All::of(self.pages(path, query).await?.into_iter().map(Page::read)))
    }

    /// All pages of a list, one after the other.
    pub(super) fn pages<'a>(
        &'a self,
        path: &'a str,
        query: Query,
    ) -> LocalBoxFuture<'a, Result<Vec<Document>, ApiError>> {
        async move {
            let mut pages = Vec::new();
            let mut seen = 0;
            for number in 1..=MOST_PAGES {
                let page = self.ask(path, &query.clone().page(number, LONGEST_PAGE)).await?;
                seen += page.data.len() as u64;
                let more = !page.data.is_empty() && page.total().is_some_and(|total| seen < total);
                pages.push(page);
                if !more {
                    break;
                }
            }
            Ok(pages)
        }
        .boxed_local()
    }

    /// One record.
    pub(super) async fn one<R: Read>(&self, path: &str, query: Query) -> Result<R, ApiError> {
        first(&self.ask(path, &query).await?)
    }

    /// Sends a write and reads the record of its answer.
    pub(super) async fn send_one<R: Read>(
        &self,
        method: Method,
        path: String,
        body: Body,
    ) -> Result<R, ApiError> {
        first(&self.change(method, path, Some(body.text().into())).await?)
    }

    /// Sends a bulk write and reads the records of its answer.
    pub(super) async fn send_many<R: Read>(
        &self,
        method: Method,
        path: String,
        bodies: impl IntoIterator<Item = Body>,
    ) -> Result<Vec<R>, ApiError> {
        let doc = self.change(method, path, Some(Body::texts(bodies).into())).await?;
        Ok(Page::read(doc).rows)
    }

    /// Deletes several records, all or none.
    pub(super) async fn delete_many<T: Resource>(
        &self,
        path: &str,
        ids: &[impl Display],
    ) -> Result<(), ApiError> {
        let bodies = ids.iter().map(|id| Body::new(T::TYPE).id(id));
        self.change(Method::Delete, path.to_owned(), Some(Body::texts(bodies).into())).await.map(drop)
    }

    /// Deletes what stands at a path.
    pub(super) async fn delete_one(&self, path: String) -> Result<(), ApiError> {
        self.change(Method::Delete, path, None).await.map(drop)
    }
}

/// The path of a write whose answer is to bring these along.
pub(super) fn including(path: &str, include: &str) -> String {
    Query::default().with("include", include).onto(path)
}

/// The record an answer is about.
pub(super) fn first<R: Read>(doc: &Document) -> Result<R, ApiError> {
    doc.one().and_then(|row| row.read(doc)).ok_or(ApiError::Unreadable)
}
