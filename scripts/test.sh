#!/usr/bin/env bash
# Everything CI runs, or one part of it: check, unit, browser, e2e. Goes on
# after a failure, so that one run tells all; the last line says what was run.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
PART=${1:-all}
bash scripts/setup.sh --tests
# setup.sh may have chosen another toolchain.
# shellcheck source=scripts/common.sh
. scripts/common.sh
# shellcheck source=scripts/flags.sh
. scripts/flags.sh

TARGET=wasm32-unknown-unknown
CHROMIUM=$(bash scripts/chromium.sh); export CHROMIUM
passed=0 failed=0 broken=()
wanted() { [ "$PART" = all ] || [ "$PART" = "$1" ]; }
broke() { failed=$((failed + 1)); broken+=("$1"); printf '%s\n' "FAILED: $1"; }

# A check that counts as one test.
step() { # name, command...
  local name=$1; shift
  say "$name"
  if quietly "$@"; then passed=$((passed + 1)); else broke "$name"; fi
}

# A run of tests; its own counts are added up from its closing lines.
suite() { # name, command...
  local name=$1 log code=0 good bad; shift
  say "$name"
  log=$(mktemp)
  "$@" >"$log" 2>&1 || code=$?
  good=$(grep -oE '[0-9]+ passed' "$log" | awk '{n += $1} END {print n + 0}')
  bad=$(grep -oE '[0-9]+ failed' "$log" | awk '{n += $1} END {print n + 0}')
  passed=$((passed + good)) failed=$((failed + bad))
  [ "$bad" = 0 ] || broken+=("$name")
  if [ "$code" != 0 ] || [ "$good" = 0 ]; then
    [ "$bad" != 0 ] || broke "$name"
    tail -n 120 "$log"
  fi
  say "  $good passed, $bad failed"
  rm -f "$log"
}

if wanted check; then
  step "rustfmt" cargo fmt --all -- --check
  step "clippy, native" cargo clippy --workspace --all-targets -- -D warnings
  step "clippy, wasm32" for_wasm cargo clippy -p posy -p posy-search-bench --target $TARGET --lib --bins --test browser -- -D warnings
fi

# What the contract tests and the pages used of the API, for the meter.
export POSY_METER=$ROOT/.build/meter

if wanted unit; then
  rm -rf "$POSY_METER"
  suite "Native tests of the app" cargo test -p posy
  suite "Native tests of the search" cargo test -p posy-search
  suite "Native tests of the reference shop" cargo test -p posy-shop
fi

if wanted browser; then
  export CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
  export WASM_BINDGEN_TEST_TIMEOUT=120 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60
  suite "Browser tests" for_wasm cargo test -p posy --target $TARGET --test browser
fi

if wanted e2e; then
  bash scripts/build.sh
  POSY_SHOP=$(bash scripts/shop.sh); export POSY_SHOP
  export POSY_SITE=$DIST
  say "What the first load fetches"
  if node scripts/size.mjs "$DIST"; then passed=$((passed + 1)); else broke "Size budget"; fi
  rm -f "$POSY_METER/browser.jsonl"
  # shellcheck disable=SC2086  # several names may be given
  suite "End-to-end tests" node tests/e2e/run.mjs ${ONLY:-}
fi

if [ "$PART" = all ]; then
  say "What was used of the API"
  if node scripts/meter.mjs; then passed=$((passed + 1)); else broke "Meter"; fi
fi

[ ${#broken[@]} -eq 0 ] || printf 'Not in order: %s\n' "${broken[@]}"
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
