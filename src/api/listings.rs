//! Lists of a few rows that are kept as they came: what reads them is there once a
//! screen needs it, and their code is not in the app before.

use super::document::Document;
use super::listing::{Page, LONGEST_PAGE};
use super::query::Query;
use super::{
    bonus_groups, cash_reasons, categories, celebrations, customer_sources, discount_groups,
    discount_reasons, preferences, ApiError, Client,
};
use crate::domain::record::Read;

/// A list as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    pub path: &'static str,
    /// What is to come along; may be empty.
    pub include: &'static str,
}

/// All that are kept.
pub const LISTINGS: [Listing; 8] = [
    categories::LISTING,
    discount_reasons::LISTING,
    cash_reasons::LISTING,
    bonus_groups::LISTING,
    discount_groups::LISTING,
    preferences::LISTING,
    customer_sources::LISTING,
    celebrations::LISTING,
];

impl Listing {
    /// One page as it came, and whether there is another.
    ///
    /// # Errors
    /// 403 without permission; network errors.
    pub async fn page(self, client: &Client, number: u32) -> Result<(Vec<u8>, bool), ApiError> {
        let mut query = Query::default().page(number, LONGEST_PAGE);
        if !self.include.is_empty() {
            query.push("include", self.include);
        }
        let text = client.text(self.path, &query).await?;
        let page = Document::parse(&text).map_err(|_| ApiError::Unreadable)?;
        let before = u64::from(number - 1) * u64::from(LONGEST_PAGE);
        let read = before + page.data.len() as u64;
        Ok((text, !page.data.is_empty() && page.total().is_some_and(|total| read < total)))
    }

    /// The records of a page that was kept; none where it cannot be read.
    pub fn read<R: Read>(text: &[u8]) -> Vec<R> {
        Document::parse(text).map(|page| Page::read(page).rows).unwrap_or_default()
    }
}
