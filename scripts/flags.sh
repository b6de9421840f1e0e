# How the app is compiled for wasm32, in one place, so that every build finds the
# same compiled dependencies. Sourced by the scripts that build for it.
#
# The standard library is built along, for size (10 kB less after brotli than as
# it is delivered), which also makes one result of every way to get Rust. Stable
# Rust does this when it is told to take unstable flags.
#
# The path prefix keeps the builder's home folder out of the binary.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates"
# The linker that setup.sh found, where Rust brings none.
[ ! -f "$POSY_CACHE/linker" ] || CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(cat "$POSY_CACHE/linker")
[ -z "${CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER:-}" ] || export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER

# Runs a command that compiles for wasm32.
for_wasm() {
  RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort,test \
    CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size "$@"
}

# Fetches all crates, the standard library's own too: trunk lets cargo fetch none.
fetch_crates() {
  quietly for_wasm cargo fetch --locked --target wasm32-unknown-unknown ||
    die "The crates of Cargo.lock could not be fetched; the lines above say why."
}

# The same for what is shipped: a failure stops the app at once, without text or
# place (17 kB less); public/boot.js then shows the page for it.
for_release() {
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS -Zunstable-options -Cpanic=immediate-abort" \
    for_wasm "$@"
}
