//! Any bytes as an answer: the codec reads them or refuses them, and never panics.
#![no_main]

#[path = "../codec.rs"]
mod codec;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| codec::read_everything(bytes));
