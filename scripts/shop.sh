#!/usr/bin/env bash
# Builds the reference shop and prints the path of its binary.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
say "Building the reference shop" >&2
quietly cargo build -p posy-shop --profile shop >&2 || die "The reference shop could not be built; the lines above say why."
echo "$CARGO_TARGET_DIR/shop/posy-shop"
