//! The small tables: stores, workers, sources, tags and the lists of the settings.

use futures::future;

use super::pace::{FIRST_PAUSE, LONGEST_PAUSE};
use super::Sync;
use crate::api::listing::All;
use crate::api::listings::LISTINGS;
use crate::api::{order_sources, order_tags, orders, stores, workers, ApiError};
use crate::store::records::KeptPage;

impl Sync {
    /// Fetches what a screen cannot do without, where the device does not have it.
    pub(super) async fn dictionaries(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            let wanted = self.is_active()
                && self.shop.state.near().get_untracked()
                && !self.shop.state.dictionaries().get_untracked();
            if wanted && self.noted(self.fetch_dictionaries().await).is_err() {
                self.sleep_or(pause, &self.shop.wakes.dictionaries).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            } else {
                pause = FIRST_PAUSE;
                self.shop.wakes.dictionaries.rung().await;
            }
        }
    }

    pub(super) async fn fetch_dictionaries(&self) -> Result<(), ApiError> {
        let client = &self.client;
        let (stores, workers, sources, tags) = future::try_join4(
            stores::all(client),
            workers::all(client),
            order_sources::all(client),
            order_tags::all(client),
        )
        .await?;
        self.shop.stores.replace(stores);
        self.shop.workers.replace(workers);
        self.shop.sources.replace(sources);
        self.shop.tags.replace(tags);
        self.shop.choose_zone();
        self.shop.state.dictionaries().set(true);
        self.shop.wakes.look.ring();
        Ok(())
    }

    /// The tables of a few rows that no order needs to be shown.
    pub(super) async fn fetch_small(&self) -> Result<(), ApiError> {
        let mut rows = Vec::new();
        for listing in LISTINGS {
            for number in 1.. {
                let (text, more) = match listing.page(&self.client, number).await {
                    // What this person may not see is as if there were none.
                    Err(ApiError::Refused { .. }) => break,
                    answer => answer?,
                };
                let text = String::from_utf8(text).unwrap_or_default();
                rows.push(KeptPage::new(listing.path, number.into(), text));
                if !more {
                    break;
                }
            }
        }
        self.shop.kept.replace(All { rows, whole: true });
        match orders::payment_methods(&self.client).await {
            // Those that were used lately, not all.
            Ok(methods) => self.shop.payment_methods.upsert(methods),
            // Who may not see payments has none.
            Err(ApiError::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
