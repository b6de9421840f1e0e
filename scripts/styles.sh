#!/usr/bin/env bash
# Joins the style sheets into one, in the order of their layers: one request
# instead of thirty. Comments and indentation stay behind.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build
joined=$(mktemp)
cat style/tokens.css style/base.css style/ui/*.css style/app/*.css style/sections/*.css |
  node -e '
    const css = require("fs").readFileSync(0, "utf8");
    const lean = css.replace(/\/\*[^]*?\*\//g, "").replace(/^\s+/gm, "").replace(/\n{2,}/g, "\n");
    process.stdout.write(lean);
  ' >"$joined"
# Untouched where nothing changed, so that a watching build does not start again.
if cmp -s "$joined" .build/posy.css; then rm "$joined"; else mv "$joined" .build/posy.css; chmod 644 .build/posy.css; fi
