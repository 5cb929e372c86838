#!/usr/bin/env bash
# Compares WireProxy end to end with a direct connection, pgbouncer (session mode, PostgreSQL only) and haproxy (TCP mode), over
# PostgreSQL 15 and over MariaDB 10.11, all on this machine, and prints a Markdown report. Everything runs privately, on
# loopback ports of its own, and is stopped at the end.
#
#   DATABASES="postgres mysql"   which protocols, one after the other
#   ROUNDS=5 SECONDS_PER_RUN=20 CLIENTS="1 16" BULK_ROWS=1000000 BULK_RUNS=5 SCALE=10   how much is measured; SCALE is in
#               units of 100,000 rows of the table that is selected from
#   PROXIES="direct pgbouncer haproxy plain mask record"   which ones; plain, mask and record are WireProxy without a
#               policy, with policy and masks, and with recording, too
#   AUDIT_OFF='{ "Store": "None" }' AUDIT_ON='{ "Store": "Sqlite", "Path": "audit" }'   the two Audit sections
#   WIREPROXY=path   a binary to measure instead of the one that is built here
#   KEEP=yes   leaves the working folder, with logs and raw results
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=../scripts/provision.sh
source scripts/provision.sh
for part in processes proxies postgres mysql report; do
  # shellcheck source=/dev/null
  source "bench/compare/$part.sh"
done

DATABASES=${DATABASES:-postgres mysql}
ROUNDS=${ROUNDS:-5}
SECONDS_PER_RUN=${SECONDS_PER_RUN:-20}
CLIENTS=${CLIENTS:-1 16}
BULK_ROWS=${BULK_ROWS:-1000000}
BULK_RUNS=${BULK_RUNS:-5}
SCALE=${SCALE:-10}
PROXIES=${PROXIES:-direct pgbouncer haproxy plain mask record}
AUDIT_OFF=${AUDIT_OFF:-'{ "Store": "None" }'}
AUDIT_ON=${AUDIT_ON:-'{ "Store": "Sqlite", "Path": "audit" }'}
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

((ROUNDS > 0 && SECONDS_PER_RUN > 0 && BULK_RUNS > 0)) || fail "ROUNDS, SECONDS_PER_RUN and BULK_RUNS must be positive"
for database in $DATABASES; do
  declare -F "${database}_start" >/dev/null || fail "unknown database $database"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/wireproxy-compare-XXXXXX")
chmod 755 "$work"
# Lines "database kind clients proxy rate cpu-us-per-query".
results=$work/results
: >"$results"

finish() {
  local status=$?
  trap - EXIT INT TERM
  stop_all
  if [[ -n ${KEEP:-} ]]; then say "kept $work" >&2; else rm -rf "$work"; fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# One database with all its proxies. The proxies take turns within each kind of load of each round.
compare() {
  local proxy round load
  say "preparing $DATABASE" >&2
  "${DATABASE}_start"
  for proxy in $PROXIES; do start_proxy "$proxy"; done
  for ((round = 1; round <= ROUNDS; round++)); do
    say "$DATABASE: round $round of $ROUNDS" >&2
    while read -r load; do
      for proxy in $PROXIES; do
        # shellcheck disable=SC2086  # a kind and a number of clients
        [[ -z ${PORT[$proxy]:-} ]] || measure "$proxy" $load
      done
    done < <(loads)
  done
  stop_all
}

# What is measured, a line each: kind and clients.
loads() {
  local clients kind
  for clients in $CLIENTS; do
    for kind in $("${DATABASE}_kinds"); do echo "$kind $clients"; done
  done
  echo 'bulk 1'
}

# measure PROXY KIND CLIENTS : one run through one proxy; a run that fails is left out, with a line that says so.
measure() {
  local before after queries rate out=$work/run.out
  before=$(cpu_ticks "${PID[$1]:-}")
  read -r queries rate < <("${DATABASE}_run" "${PORT[$1]}" "$2" "$3" "$out") || true
  after=$(cpu_ticks "${PID[$1]:-}")
  if [[ -z ${queries:-} || $queries == 0 ]]; then
    say "$1: $2 with $3 clients failed: $(grep -m 1 -iE 'error|fatal' "$out" || tail -n 1 "$out")" >&2
    return 0
  fi
  awk -v line="$DATABASE $2 $3 $1 $rate" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v queries="$queries" \
    'BEGIN { print line, ticks * 1e6 / hz / queries }' >>"$results"
}

provision_packages haproxy util-linux >&2
for DATABASE in $DATABASES; do compare; done
report
