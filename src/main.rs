//! The page's entry: everything else is in the library, so that tests reach it.

fn main() {
    posy::app::start();
}
