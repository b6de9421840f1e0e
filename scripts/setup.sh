#!/usr/bin/env bash
# Brings everything a build or a test of Posy needs, and nothing that is there
# already: Rust with what wasm32 takes, trunk, wasm-bindgen, wasm-opt, Node
# packages and, with --tests, a browser. Can be run again at any time.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"

TRUNK_VERSION=0.21.14
BINDGEN_VERSION=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' "$ROOT/Cargo.toml")
WITH_TESTS=; [ "${1:-}" = --tests ] && WITH_TESTS=1

# --- Debian packages: the only thing that needs root ------------------------
apt_updated=
debian_packages() {
  local why=$1; shift
  have apt-get || die "$why, and this system has no apt-get; install by hand: $*"
  [ "$(id -u)" = 0 ] || die "$why; run once as root: apt-get install --no-install-recommends $*"
  if [ -z "$apt_updated" ]; then say "Reading Debian's package lists"; quietly apt-get update; apt_updated=1; fi
  say "Installing Debian packages: $*"
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends "$@" ||
    die "$why, and apt-get could not install: $*"
}

# --- The base: a C compiler, Node, cargo --------------------------------------
base() {
  have cc || debian_packages "A C compiler is missing (SQLite is built from source)" gcc libc6-dev
  have node && have npm || debian_packages "Node.js is missing (wasm-opt and the browser tests run on it)" nodejs npm
  local node_major; node_major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$node_major" -ge 18 ] || die "Node.js $node_major is too old: 18 or newer is needed (nodejs.org, or your distribution's backports)."
  if ! have cargo; then
    debian_packages "Rust is missing (rustup.rs installs it for a user without root)" rustc-web cargo-web rustfmt-web
  fi
}

# --- Rust for wasm32 ----------------------------------------------------------
# The toolchain in force can build the standard library for wasm32: it has the
# sources, and a linker (its own, or Debian's).
can_build_std() {
  local sysroot host; sysroot=$(rustc --print sysroot 2>/dev/null) || return 1
  host=$(rustc -vV | sed -n 's/^host: //p')
  [ -f "$sysroot/lib/rustlib/src/rust/library/Cargo.lock" ] || return 1
  # New enough for the flags of scripts/flags.sh.
  RUSTC_BOOTSTRAP=1 rustc -Zunstable-options -Cpanic=immediate-abort --print cfg >/dev/null 2>&1 || return 1
  [ -x "$sysroot/lib/rustlib/$host/bin/rust-lld" ] || [ -x "$(cat "$POSY_CACHE/linker" 2>/dev/null)" ]
}

rust_for_wasm() {
  cd "$ROOT"
  # What an earlier run chose, then what the user has, then what rustup brings.
  if can_build_std; then return; fi
  unset RUSTUP_TOOLCHAIN
  rm -f "$POSY_CACHE/toolchain" "$POSY_CACHE/linker"
  if can_build_std; then return; fi
  if have rustup && [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]; then
    say "Asking rustup for the sources of the standard library"
    if quietly timeout 300 rustup component add rust-src && can_build_std; then return; fi
    say "This Rust is too old; asking rustup for a newer one"
    if quietly timeout 600 rustup update stable && quietly timeout 300 rustup component add rust-src && can_build_std; then return; fi
  fi
  rust_from_debian
}

# Where rustup cannot download: Debian ships a current rustc with its sources.
rust_from_debian() {
  say "rustup cannot bring the standard library's sources here; taking Debian's Rust"
  local need=() package
  for package in rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web; do
    dpkg -s $package >/dev/null 2>&1 || need+=("$package")
  done
  [ ${#need[@]} -eq 0 ] || debian_packages "Rust with the sources of its standard library is missing" "${need[@]}"
  local llvm; llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  [ -x "/usr/lib/llvm-$llvm/bin/lld" ] || debian_packages "The linker for wasm32 is missing" "lld-$llvm"
  echo "/usr/lib/llvm-$llvm/bin/lld" >"$POSY_CACHE/linker"
  if have rustup; then
    quietly rustup toolchain link posy-debian /usr
    echo posy-debian >"$POSY_CACHE/toolchain"
    export RUSTUP_TOOLCHAIN=posy-debian
  fi
  can_build_std || die "Debian's Rust is installed but its sources are not found; remove $POSY_CACHE and run: make setup"
}

# --- trunk, wasm-bindgen, wasm-opt ---------------------------------------------
# Tools that mostly wait for others: built without optimisation, 2 to 9 minutes each.
cargo_tool() { # name, binary, version, extra cargo flags
  local name=$1 binary=$2 version=$3; shift 3
  if "$TOOLS/bin/$binary" --version 2>/dev/null | grep -qF " $version"; then return; fi
  say "Building $name $version (some minutes, once)"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_TARGET_DIR="$POSY_CACHE/target-tools" \
    quietly cargo install "$name" --version "$version" --root "$TOOLS" --force "$@" ||
    die "$name $version could not be built; the lines above say why."
}

node_packages() {
  local stamp=$ROOT/node_modules/.posy-lock
  cmp -s "$ROOT/package-lock.json" "$stamp" && return
  say "Installing Node packages"
  (cd "$ROOT" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quietly npm ci --no-progress) ||
    die "npm could not install the packages of package-lock.json; the lines above say why."
  cp "$ROOT/package-lock.json" "$stamp"
}

browser() {
  CHROMIUM=$(bash "$ROOT/scripts/chromium.sh") && [ -n "$CHROMIUM" ] && have chromedriver && return
  debian_packages "A Chromium with its driver is missing (the browser tests run in it)" chromium chromium-driver
}

base
rust_for_wasm
cargo_tool wasm-bindgen-cli wasm-bindgen "$BINDGEN_VERSION"
cargo_tool trunk trunk "$TRUNK_VERSION" --locked
node_packages
[ -z "$WITH_TESTS" ] || browser
rm -rf "$POSY_CACHE/target-tools"
say "Everything a build needs is here"
