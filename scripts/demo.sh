#!/usr/bin/env bash
# The demo: the app, built in release mode, served by the reference shop with
# its demo data. Ctrl-C stops all of it.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
bash scripts/setup.sh

# A build that is newer than everything it is made of is used as it is.
if [ ! -f dist/index.html ] || [ -n "$(find src style public index.html Trunk.toml Cargo.toml Cargo.lock scripts -newer dist/index.html -type f -print -quit)" ]; then
  bash scripts/build.sh
else
  say "The app is built already"
fi
SHOP=$(bash scripts/shop.sh)

say "Opening the shop"
exec {STARTED}< <(exec "$SHOP" --site dist --port "${PORT:-0}" \
  ${SEED:+--seed "$SEED"} ${CUSTOMERS:+--customers "$CUSTOMERS"} ${ITEMS:+--items "$ITEMS"} ${ORDERS:+--orders "$ORDERS"})
SHOP_PID=$!
trap 'kill "$SHOP_PID" 2>/dev/null || true; wait "$SHOP_PID" 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
read -r line <&"$STARTED" || die "The shop did not start; the lines above say why."
url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' <<<"$line")

cat <<END

  ${BOLD}Posy is open:  $url${RESET}

  Sign in as     manager, florist or courier
  Password       demo

  Ctrl-C closes the shop; its data is made anew with every start.

END
wait "$SHOP_PID"
