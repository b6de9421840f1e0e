#!/usr/bin/env bash
# Builds the app in release mode into dist/.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
# shellcheck source=scripts/flags.sh
. scripts/flags.sh
fetch_crates
bash scripts/styles.sh
say "Building the app (release)"
# trunk's messages go away when all is well; --offline keeps it from fetching
# tools that setup.sh has brought already.
NO_COLOR=true quietly for_release trunk build --release --offline || die "The app could not be built; the lines above say why."
node scripts/split.mjs dist || { rm -f dist/index.html; die "The built module could not be split; the lines above say why."; }
node scripts/lean.mjs dist || { rm -f dist/index.html; die "The built files could not be made smaller; the lines above say why."; }
node scripts/precache.mjs dist || { rm -f dist/index.html; die "The built app could not be kept for work without a network; the lines above say why."; }
say "Built: dist/"
