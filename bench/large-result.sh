#!/usr/bin/env bash
# Sends one large result of a private PostgreSQL through a private WireProxy that records it, and prints how the proxy's memory
# and CPU time went. Not for CI: it needs twice GIGABYTES of disk for a moment.
#
#   GIGABYTES=10      size of the result
#   AUDIT_ON=...      the Audit section, as for compare.sh
#   WIREPROXY=path    a binary to use instead of the one that is built here
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=../scripts/provision.sh
source scripts/provision.sh
for part in processes proxies postgres; do
  # shellcheck source=/dev/null
  source "bench/compare/$part.sh"
done

DATABASE=postgres
GIGABYTES=${GIGABYTES:-10}
AUDIT_ON=${AUDIT_ON:-'{ "Store": "Sqlite", "Path": "audit" }'}
# What postgres_fill needs; the result is made by a query of its own.
SCALE=1 BULK_ROWS=1
declare -A BULK_BYTES=()
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d "${TMPDIR:-/tmp}/wireproxy-large-XXXXXX")
chmod 755 "$work"
finish() {
  local status=$?
  trap - EXIT INT TERM
  stop_all
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# memory FIELD : of the proxy, in MB; anonymous memory is its own, file pages are the page cache's.
memory() { awk -v field="$1:" '$1 == field { printf "%d", $2 / 1024 }' "/proc/${PID[record]}/status"; }

postgres_start
start_proxy record
[[ -n ${PORT[record]:-} ]] || fail "the proxy did not start"
rows=$((GIGABYTES * 1000 * 1000))
query="COPY (SELECT repeat('x', 990) || lpad(id::text, 9, '0') FROM generate_series(1, $rows) AS id) TO STDOUT"
"$PG_BIN/psql" -qAtX -p "${PORT[record]}" -c "${query/$rows/10000}" >/dev/null
before=$(cpu_ticks "${PID[record]}")
started=$SECONDS
"$PG_BIN/psql" -qAtX -p "${PORT[record]}" -c "$query" | wc -c >"$work/bytes" &
client=$!
echo 'seconds  RssAnon MB  RssFile MB  recorded MB'
while kill -0 "$client" 2>/dev/null; do
  sleep 5
  printf '%7d %11d %11d %12d\n' $((SECONDS - started)) "$(memory RssAnon)" "$(memory RssFile)" \
    "$(du -sm --apparent-size "$work/postgres-record.d/audit" | cut -f1)"
done
wait "$client"
echo "$(cat "$work/bytes") bytes in $((SECONDS - started)) s;" \
  "CPU $(awk -v t=$(($(cpu_ticks "${PID[record]}") - before)) -v hz="$(getconf CLK_TCK)" -v mb="$(($(cat "$work/bytes") / 1000000))" \
    'BEGIN { printf "%.2f ms/MB", t * 1000 / hz / mb }'); peak VmHWM $(memory VmHWM) MB"
