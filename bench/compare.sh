#!/usr/bin/env bash
# Compares WireProxy end to end with a direct connection, pgbouncer (session mode) and haproxy (TCP mode), all on this
# machine, and prints a Markdown report. Everything runs privately, on loopback ports of its own, and is stopped at the end.
#
#   ROUNDS=5 SECONDS_PER_RUN=20 CLIENTS="1 16" BULK_ROWS=1000000 BULK_RUNS=5 SCALE=10   how much is measured
#   PROXIES="direct pgbouncer haproxy plain mask record"   which ones; plain, mask and record are WireProxy without a
#               policy, with policy and masks, and with recording, too
#   AUDIT_OFF='{ "Store": "None" }' AUDIT_ON='{ "Store": "Sqlite", "Path": "audit" }'   the two Audit sections
#   WIREPROXY=path   a binary to measure instead of the one that is built here
#   KEEP=yes   leaves the working folder, with logs and raw results
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=../scripts/provision.sh
source scripts/provision.sh
# shellcheck source=compare/servers.sh
source bench/compare/servers.sh
# shellcheck source=compare/report.sh
source bench/compare/report.sh

ROUNDS=${ROUNDS:-5}
SECONDS_PER_RUN=${SECONDS_PER_RUN:-20}
CLIENTS=${CLIENTS:-1 16}
BULK_ROWS=${BULK_ROWS:-1000000}
BULK_RUNS=${BULK_RUNS:-5}
SCALE=${SCALE:-10}
PROXIES=${PROXIES:-direct pgbouncer haproxy plain mask record}
AUDIT_OFF=${AUDIT_OFF:-'{ "Store": "None" }'}
AUDIT_ON=${AUDIT_ON:-'{ "Store": "Sqlite", "Path": "audit" }'}
PG_BIN=${PG_BIN:-/usr/lib/postgresql/15/bin}
export LC_ALL=C PGUSER=bench PGDATABASE=bench PGHOST=127.0.0.1 PGCONNECT_TIMEOUT=10 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Where each proxy listens and which process is measured; a proxy that did not start is in neither.
declare -A PORT PID
STARTED=()

work=$(mktemp -d "${TMPDIR:-/tmp}/wireproxy-compare-XXXXXX")
chmod 755 "$work"
results=$work/results
: >"$results"

stop_all() {
  local status=$? pid
  trap - EXIT INT TERM
  # PostgreSQL was started first and ends last: asked to stop fast, which is SIGINT there.
  for pid in "${STARTED[@]:1}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${STARTED[@]:1}"; do wait_end "$pid"; done
  for pid in "${STARTED[@]:0:1}"; do kill -INT "$pid" 2>/dev/null && wait_end "$pid"; done
  if [[ -n ${KEEP:-} ]]; then say "kept $work" >&2; else rm -rf "$work"; fi
  exit "$status"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

# measure NAME CLIENTS ARGUMENTS... : one pgbench run through one proxy; appends "kind clients name tps cpu-us-per-tx".
measure() {
  local kind=$1 name=$2 clients=$3 before after out
  shift 3
  out=$work/pgbench.out
  before=$(cpu_ticks "${PID[$name]:-}")
  if ! "$PG_BIN/pgbench" -n -p "${PORT[$name]}" -c "$clients" -j "$(((clients + 7) / 8))" "$@" >"$out" 2>&1; then
    say "$name: pgbench failed: $(grep -m 1 -i error "$out" || tail -n 1 "$out")" >&2
    return 0
  fi
  after=$(cpu_ticks "${PID[$name]:-}")
  awk -v kind="$kind" -v clients="$clients" -v name="$name" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" '
    /^number of transactions actually processed:/ { split($6, n, "/"); transactions = n[1] }
    /^tps = .*without initial connection time/ { tps = $3 }
    END { if (transactions) print kind, clients, name, tps, ticks * 1e6 / hz / transactions }' "$out" >>"$results"
}

((ROUNDS > 0 && SECONDS_PER_RUN > 0 && BULK_RUNS > 0)) || fail "ROUNDS, SECONDS_PER_RUN and BULK_RUNS must be positive"
provision_packages postgresql-15 postgresql-contrib pgbouncer haproxy util-linux >&2
say "preparing PostgreSQL" >&2
start_postgres
for proxy in $PROXIES; do start_proxy "$proxy"; done

for ((round = 1; round <= ROUNDS; round++)); do
  say "round $round of $ROUNDS" >&2
  for clients in $CLIENTS; do
    for proxy in $PROXIES; do
      [[ -z ${PORT[$proxy]:-} ]] || measure select "$proxy" "$clients" -S -M prepared -T "$SECONDS_PER_RUN"
    done
  done
  for proxy in $PROXIES; do
    [[ -z ${PORT[$proxy]:-} ]] || measure bulk "$proxy" 1 -f "$work/bulk.sql" -t "$BULK_RUNS"
  done
done
report
