//! Posy.
