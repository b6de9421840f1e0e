#!/usr/bin/env bash
# All benchmarks of this project, as one table with medians.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
bash scripts/setup.sh --tests
# shellcheck source=scripts/common.sh
. scripts/common.sh
bash scripts/build.sh
POSY_SHOP=$(bash scripts/shop.sh); export POSY_SHOP
POSY_SITE=$DIST CHROMIUM=$(bash scripts/chromium.sh); export POSY_SITE CHROMIUM
node tests/bench/all.mjs
