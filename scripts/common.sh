# Shared by the scripts of this folder: where things live, how they speak.
# Sourced, never run. Everything built is kept in the user's cache folder, so
# that a fresh clone starts from the last build.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
POSY_CACHE=${POSY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/posy}
TOOLS=$POSY_CACHE/tools
# shellcheck disable=SC2034  # read by the scripts that source this file
DIST=$ROOT/dist
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$POSY_CACHE/target}
export PATH="$TOOLS/bin:$ROOT/node_modules/.bin:$HOME/.cargo/bin:$PATH"
mkdir -p "$POSY_CACHE" "$TOOLS"

# What setup.sh chose: the toolchain that has the wasm32 target.
[ -f "$POSY_CACHE/toolchain" ] && RUSTUP_TOOLCHAIN=$(cat "$POSY_CACHE/toolchain") && export RUSTUP_TOOLCHAIN
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] || { [ "$RUSTUP_TOOLCHAIN" = posy-debian ] && [ ! -f "$POSY_CACHE/toolchain" ]; }; then
  unset RUSTUP_TOOLCHAIN
fi

if [ -t 1 ]; then BOLD=$'\e[1m'; DIM=$'\e[2m'; RESET=$'\e[0m'; else BOLD=; DIM=; RESET=; fi

# One line a step, with the time since the script began.
say() { printf '%s[%3ds]%s %s%s%s\n' "$DIM" "$SECONDS" "$RESET" "$BOLD" "$*" "$RESET"; }
# A sentence that says what is missing and how to get it, then the end.
die() { printf '\n%sCannot go on:%s %s\n' "$BOLD" "$RESET" "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command quietly; shows its output only when it fails.
quietly() {
  local log; log=$(mktemp)
  if "$@" >"$log" 2>&1; then rm -f "$log"; else
    local code=$?; tail -n 40 "$log" >&2; rm -f "$log"; return $code
  fi
}
