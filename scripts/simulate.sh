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
say "$runs runs"
simulate "$half" "$first" >"$logs/a" 2>&1 &
simulate "$((runs - half))" "$((first + half))" >"$logs/b" 2>&1 || true
wait || true
grep -h -A 6 '^seed ' "$logs/a" "$logs/b" || true
violations=$(grep -hoE '[0-9]+ violations' "$logs/a" "$logs/b" | awk '{n += $1; k += 1} END {if (k == 2) print n}')
rm -rf "$logs"
[ -n "$violations" ] || die "The simulator broke off."
printf '%s runs, %s violations\n' "$runs" "$violations"
[ "$violations" = 0 ]
