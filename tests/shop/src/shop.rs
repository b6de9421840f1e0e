//! What every request can reach: data base, keys, faults, journal, the built app.

use crate::bell::Bell;
use crate::db::Db;
use crate::faults::FaultBoard;
use crate::figures::Figures;
use crate::journal::Journal;
use crate::site::Site;
use crate::tokens::Tokens;

/// The open shop.
pub(crate) struct Shop {
    pub(crate) db: Db,
    pub(crate) tokens: Tokens,
    pub(crate) faults: FaultBoard,
    pub(crate) journal: Journal,
    pub(crate) figures: Figures,
    pub(crate) site: Site,
    /// Calls the worker in the back room.
    pub(crate) bell: Bell,
}
