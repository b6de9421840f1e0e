#!/usr/bin/env bash
# Brings everything a build or a test of Posy needs, and nothing that is there
# already: the wasm32 standard library, trunk, wasm-bindgen, wasm-opt, Node
# packages and, with --tests, a browser. Can be run again at any time.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"

TRUNK_VERSION=0.21.14
BINDGEN_VERSION=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' "$ROOT/Cargo.toml")
WITH_TESTS=; [ "${1:-}" = --tests ] && WITH_TESTS=1
TARGET=wasm32-unknown-unknown

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
# The toolchain in force has the standard library for wasm32.
has_wasm_std() {
  local libs; libs=$(rustc --print target-libdir --target $TARGET 2>/dev/null) || return 1
  compgen -G "$libs/libstd-*.rlib" >/dev/null
}

wasm_std() {
  cd "$ROOT"
  # What an earlier run chose, then what the user has, then what rustup brings.
  if has_wasm_std; then return; fi
  unset RUSTUP_TOOLCHAIN
  rm -f "$POSY_CACHE/toolchain"
  if has_wasm_std; then return; fi
  if have rustup && [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]; then
    say "Asking rustup for the $TARGET target"
    if quietly timeout 300 rustup target add $TARGET && has_wasm_std; then return; fi
  fi
  wasm_std_from_debian
}

# Where rustup cannot download: Debian ships a current rustc with its sources,
# so the standard library for wasm32 is built here, with bitcode for LTO.
wasm_std_from_debian() {
  say "rustup cannot bring $TARGET here; building it from Debian's Rust sources (about two minutes)"
  local need=() package
  for package in rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web; do
    dpkg -s $package >/dev/null 2>&1 || need+=("$package")
  done
  [ ${#need[@]} -eq 0 ] || debian_packages "The standard library for $TARGET is missing" "${need[@]}"
  local llvm; llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  [ -x "/usr/lib/llvm-$llvm/bin/lld" ] || debian_packages "The linker for $TARGET is missing" "lld-$llvm"
  local libs=/usr/lib/rustlib/$TARGET/lib
  if ! compgen -G "$libs/libstd-*.rlib" >/dev/null; then
    [ -w /usr/lib/rustlib ] || die "The standard library for $TARGET has to be put into /usr/lib/rustlib; run once as root: make setup"
    local work=$POSY_CACHE/std
    rm -rf "$work"; mkdir -p "$work/src"; : >"$work/src/lib.rs"
    printf '[package]\nname = "std-for-wasm"\nversion = "0.0.0"\nedition = "2021"\n' >"$work/Cargo.toml"
    say "Building the standard library"
    (cd "$work" && unset RUSTUP_TOOLCHAIN && export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      RUSTFLAGS=-Cembed-bitcode=yes CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_TARGET_DIR="$work/target" &&
      quietly /usr/bin/cargo build --release -Zbuild-std=std,panic_abort,test --target $TARGET) ||
      die "The standard library for $TARGET could not be built; the lines above say why."
    mkdir -p "$libs"
    find "$work/target/$TARGET/release/deps" -name '*.rlib' ! -name 'libstd_for_wasm*' -exec cp {} "$libs/" \;
    rm -rf "$work" "$CARGO_TARGET_DIR/$TARGET"
  fi
  local bin
  bin=/usr/lib/rustlib/$(/usr/bin/rustc -vV | sed -n 's/^host: //p')/bin
  if [ ! -e "$bin/rust-lld" ]; then mkdir -p "$bin"; ln -s "/usr/lib/llvm-$llvm/bin/lld" "$bin/rust-lld"; fi
  if have rustup; then
    rustup toolchain link posy-debian /usr
    echo posy-debian >"$POSY_CACHE/toolchain"
    export RUSTUP_TOOLCHAIN=posy-debian
  fi
  has_wasm_std || die "The standard library for $TARGET was built but rustc does not see it; remove $POSY_CACHE and run: make setup"
}

# --- trunk, wasm-bindgen, wasm-opt ---------------------------------------------
# Tools that mostly wait for others: built without optimisation, 2 minutes each.
cargo_tool() { # name, binary, version, extra cargo flags
  local name=$1 binary=$2 version=$3; shift 3
  if "$TOOLS/bin/$binary" --version 2>/dev/null | grep -qF " $version"; then return; fi
  say "Building $name $version (two to three minutes, once)"
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
wasm_std
cargo_tool wasm-bindgen-cli wasm-bindgen "$BINDGEN_VERSION"
cargo_tool trunk trunk "$TRUNK_VERSION" --locked
node_packages
[ -z "$WITH_TESTS" ] || browser
rm -rf "$POSY_CACHE/target-tools"
say "Everything a build needs is here"
