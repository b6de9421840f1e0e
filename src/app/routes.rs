//! The pages of the app: where they are, what they are called, who may see them.

use crate::domain::permission::Permission;
use crate::domain::Word;
use crate::store::wording::words::{OUTBOX, OUTBOX_PATH};

use super::words;

/// A page of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Board,
    List,
    NewOrder,
    Outbox,
    Settings,
}

impl Page {
    pub const ALL: [Self; 5] = [Self::Board, Self::List, Self::NewOrder, Self::Outbox, Self::Settings];
    /// Those of the navigation; to the others leads something else.
    pub const NAVIGATION: [Self; 3] = [Self::Board, Self::List, Self::Settings];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Board => "/orders",
            Self::List => "/orders/list",
            Self::NewOrder => "/orders/new",
            Self::Outbox => OUTBOX_PATH,
            Self::Settings => "/settings",
        }
    }

    pub const fn word(self) -> Word {
        match self {
            Self::Board => words::BOARD,
            Self::List => words::LIST,
            Self::NewOrder => words::NEW_ORDER,
            Self::Outbox => OUTBOX,
            Self::Settings => words::SETTINGS,
        }
    }

    pub const fn icon(self) -> &'static str {
        match self {
            Self::Board => "orders",
            Self::List => "list",
            Self::NewOrder => "plus",
            Self::Outbox => "sync",
            Self::Settings => "settings",
        }
    }

    /// What a person needs to see it; nothing for what is everybody's.
    pub const fn needs(self) -> Option<Permission> {
        match self {
            Self::Board | Self::List => Some(Permission::ViewOrders),
            Self::NewOrder => Some(Permission::EditOrders),
            Self::Outbox | Self::Settings => None,
        }
    }

    /// The page of a path of the address bar.
    pub fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.path() == path.trim_end_matches('/'))
    }
}

/// What stands inside the frame; one part has one or several pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The address without a page: it leads on to the board.
    Start,
    Orders,
    NewOrder,
    Outbox,
    Settings,
}

impl Part {
    /// The part of a path of the address bar.
    pub fn of(path: &str) -> Option<Self> {
        if path.is_empty() || path == "/" {
            return Some(Self::Start);
        }
        Page::of(path).map(|page| match page {
            Page::Board | Page::List => Self::Orders,
            Page::NewOrder => Self::NewOrder,
            Page::Outbox => Self::Outbox,
            Page::Settings => Self::Settings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_path() {
        for page in Page::ALL {
            assert_eq!(Page::of(page.path()), Some(page));
        }
        assert_eq!(Page::of("/orders/"), Some(Page::Board));
        assert_eq!(Page::of("/nowhere"), None);
    }

    #[test]
    fn the_views_of_the_orders_are_one_part() {
        assert_eq!(Part::of("/"), Some(Part::Start));
        assert_eq!(Part::of("/orders"), Some(Part::Orders));
        assert_eq!(Part::of("/orders/list"), Some(Part::Orders));
        assert_eq!(Part::of("/orders/nowhere"), None);
    }
}
