#!/usr/bin/env bash
# Runs of the simulator (src/store/simulation): RUNS of them from SEED on, shared
# between two processes; a SEED alone is replayed with everything that happens.
# shellcheck source=scripts/common.sh
. "$(dirname "$0")/common.sh"
cd "$ROOT"
bash scripts/setup.sh
# shellcheck source=scripts/common.sh
. scripts/common.sh
# shellcheck source=scripts/flags.sh
. scripts/flags.sh
say "Building the simulator"
test=$(cargo test --profile shop -p posy --lib --no-run 2>&1 | tee /dev/stderr | grep -oE '\([^()]*deps/posy-[0-9a-f]+\)' | tail -n 1 | tr -d '()')
[ -x "$test" ] || die "The simulator could not be built; the lines above say why."

simulate() { # runs, first seed
  POSY_RUNS=$1 POSY_SEED=$2 "$test" simulation::nothing_is_lost --nocapture
}

if [ -z "${RUNS:-}" ] && [ -n "${SEED:-}" ]; then
  POSY_TRACE=1 simulate 1 "$SEED"
  exit
fi
runs=${RUNS:-1000} first=${SEED:-1}
half=$(( (runs + 1) / 2 ))
logs=$(mktemp -d)

# A page's shop is never given back: a process ends after so many runs, below 100 MB.
share() { # runs, first seed
  local at most=1000
  for (( at = 0; at < $1; at += most )); do
    simulate "$(( $1 - at < most ? $1 - at : most ))" "$(( $2 + at ))" || true
  done
}

say "$runs runs"
share "$half" "$first" >"$logs/a" 2>&1 &
share "$((runs - half))" "$((first + half))" >"$logs/b" 2>&1
wait
grep -h -A 6 '^seed ' "$logs/a" "$logs/b" || true
ran=$(cat "$logs/a" "$logs/b" | awk '/^[0-9]+ runs, [0-9]+ violations$/ {runs += $1; n += $3} END {print runs + 0, n + 0}')
rm -rf "$logs"
[ "${ran% *}" = "$runs" ] || die "The simulator broke off."
printf '%s runs, %s violations\n' "$runs" "${ran#* }"
[ "${ran#* }" = 0 ]
