#!/usr/bin/env bash
# Development: trunk serves the app with reload on port 8080 (PORT=) and passes
# /api and /media on to a reference shop on the port that Trunk.toml names.
# Ctrl-C stops both.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
bash scripts/setup.sh
# setup.sh may have chosen another toolchain.
# shellcheck source=scripts/common.sh
. scripts/common.sh
# shellcheck source=scripts/flags.sh
. scripts/flags.sh
fetch_crates
# trunk wants to see what it is told not to watch.
mkdir -p dist .build
SHOP=$(bash scripts/shop.sh)
SHOP_PORT=$(sed -n 's#^backend = "http://127.0.0.1:\([0-9]*\)/api"#\1#p' Trunk.toml)
"$SHOP" --port "$SHOP_PORT" ${SEED:+--seed "$SEED"} ${CUSTOMERS:+--customers "$CUSTOMERS"} \
  ${ITEMS:+--items "$ITEMS"} ${ORDERS:+--orders "$ORDERS"} &
SHOP_PID=$!
trap 'kill "$SHOP_PID" 2>/dev/null || true; wait "$SHOP_PID" 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
say "The app: http://127.0.0.1:${PORT:-8080}  (manager, florist or courier; password demo)"
NO_COLOR=true for_wasm trunk serve --offline --port "${PORT:-8080}" --dist .build/dev
