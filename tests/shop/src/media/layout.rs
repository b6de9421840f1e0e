//! The numbers a bouquet is drawn by, read from `assets/bouquet.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

const NUMBERS: &str = include_str!("../../assets/bouquet.json");

/// Where everything in a bouquet is.
#[derive(Debug, Deserialize)]
pub(super) struct Layout {
    pub(super) back: Vec<Shape>,
    pub(super) front: Vec<Shape>,
    pub(super) greens: Greens,
    pub(super) ribbon: Ribbon,
    /// For each number of heads: x, y, scale, degrees of every place.
    pub(super) places: BTreeMap<String, Vec<(f64, f64, f64, f64)>>,
}

/// A piece of the wrapping; its colour is a word for a tone of the paper, or a plain colour.
#[derive(Debug, Deserialize)]
pub(super) struct Shape {
    pub(super) d: String,
    pub(super) fill: Option<String>,
    pub(super) stroke: Option<String>,
    pub(super) opacity: Option<f64>,
}

/// How greens stand behind the heads.
#[derive(Debug, Deserialize)]
pub(super) struct Greens {
    pub(super) scale: f64,
    pub(super) centre: (f64, f64),
    pub(super) reach: f64,
    pub(super) few: Vec<f64>,
    pub(super) many: Vec<f64>,
}

/// Where the ribbon is tied.
#[derive(Debug, Deserialize)]
pub(super) struct Ribbon {
    pub(super) at: (f64, f64),
    pub(super) scale: f64,
}

/// The layout, read once. `None` cannot be seen in a shop whose tests passed.
pub(super) fn layout() -> Option<&'static Layout> {
    static LAYOUT: OnceLock<Option<Layout>> = OnceLock::new();
    LAYOUT.get_or_init(|| serde_json::from_str(NUMBERS).ok()).as_ref()
}
