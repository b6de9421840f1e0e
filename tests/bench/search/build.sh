#!/usr/bin/env bash
# Builds the search's benchmark as the app is built: natively, and for the browser
# with the flags of the release, into .build/search/. Prints the path of the binary.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/../../../scripts/common.sh"
cd "$ROOT"
# shellcheck source=scripts/flags.sh
. scripts/flags.sh
OUT=$ROOT/.build/search
TARGET=wasm32-unknown-unknown
quietly cargo build --locked --release -p posy-search-bench
quietly for_release cargo build --locked --release -p posy-search-bench --lib --target $TARGET
mkdir -p "$OUT"
wasm-bindgen "$CARGO_TARGET_DIR/$TARGET/release/posy_search_bench.wasm" --target web --no-typescript --out-dir "$OUT"
# What trunk does to the app: speed must survive being made small.
read -r -a smaller <<<"$(sed -n 's/.*data-wasm-opt-params="\([^"]*\)".*/\1/p' index.html)"
wasm-opt -Oz "${smaller[@]}" "$OUT/posy_search_bench_bg.wasm" -o "$OUT/posy_search_bench_bg.wasm"
echo "$CARGO_TARGET_DIR/release/posy-search-bench"
