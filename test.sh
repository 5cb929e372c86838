#!/usr/bin/env bash
# All tests, on a fresh Debian 12 machine as root or anywhere where the tools are there.
# The last line is "N passed, N failed"; tests that could not run are counted, with the reason, in the lines before.
#   ./test.sh [dotnet test arguments, e.g. --filter FullyQualifiedName~Wire]
# WIREPROXY_CACHE: where downloads are kept (default ~/.cache/wireproxy). WIREPROXY_PG18=no: leave PostgreSQL 18 out.
set -euo pipefail
cd "$(dirname "$0")"
started=$SECONDS
# shellcheck source=scripts/provision.sh
source scripts/provision.sh

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export LC_ALL=C.UTF-8

results=$(mktemp -d "${TMPDIR:-/tmp}/wireproxy-results-XXXXXX")
log=$results/log
# Tests that were killed leave their recordings behind; no test runs for hours.
find "${TMPDIR:-/tmp}" -maxdepth 1 \( -name 'wireproxy-test-*' -o -name 'wireproxy-crash-*' \) -mmin +180 -exec rm -rf {} +

provision_packages postgresql-15 postgresql-contrib libpq5 python3-psycopg python3-psycopg2 libpostgresql-jdbc-java \
  libpg-query1504.0 libsqlite3-0 openssl procps tshark util-linux \
  mariadb-server mariadb-client libmariadb-java python3-pymysql python3-cryptography python3-mysqldb sysbench
provision_command javac default-jdk-headless
provision_command node nodejs
provision_command npm npm
provision_dotnet
provision_node_drivers
if [[ ${WIREPROXY_PG18:-yes} == no ]]; then
  say "postgresql 18: left out by WIREPROXY_PG18=no"
elif ! provision_pg18 300; then
  say "postgresql 18: not available (log: $PROVISION_LOG); its tests count as skipped"
fi
provision_regression 120 || say "PostgreSQL's regression scripts: not available (log: $PROVISION_LOG); their test counts as skipped"
provision_mysql9 300 || say "mysql 9: not available (log: $PROVISION_LOG); its tests count as skipped"

say "building"
dotnet build WireProxy.sln -c Release -v q --nologo >"$log" 2>&1 || {
  grep -E 'error|warning' "$log" | sort -u | head -40
  fail "the build failed"
}

# The store in LiteDB is no part of the solution, because its package does not restore everywhere. Where it does, its tests
# are like all others; where it does not, they are skipped by name.
litedb=tests/Audit.LiteDb.Tests/Audit.LiteDb.Tests.csproj litedb_skipped="" litedb_status=0
build_litedb() {
  local package status=0
  package="package LiteDB $(sed -n 's/.*"LiteDB" VersionOverride="\([^"]*\)".*/\1/p' "$litedb")"
  timeout 120 dotnet restore "$litedb" -v q --nologo >"$log" 2>&1 || status=$?
  if ((status == 124)); then
    litedb_skipped="$package did not restore within 120 s"
  elif ((status != 0)) && grep -qE 'NU1(10[123]|301|603)' "$log"; then
    litedb_skipped="$package does not restore here"
  else
    ((status == 0)) && dotnet build "$litedb" -c Release --no-restore -v q --nologo >"$log" 2>&1 && return
    grep -E 'error|warning' "$log" | sort -u | head -40
    litedb_status=1
  fi
}
# The names of its tests, those that every store has included.
name_litedb_tests() {
  awk '/\[(Fact|Theory)/ { test = 1 }
    test && /public/ && match($0, /[A-Za-z0-9_]+\(/) { print substr($0, RSTART, RLENGTH - 1); test = 0 }' \
    tests/Audit.LiteDb.Tests/*.cs tests/Audit.Tests/Stores/Contract/*.cs
}
build_litedb

passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  trx=$results/$name.trx
  begun=$SECONDS status=0
  if [[ $project == "$litedb" && -n $litedb_skipped ]]; then
    name_litedb_tests >"$results/$name.log"
    count=$(wc -l <"$results/$name.log")
    say "skipped: $name: $litedb_skipped ($count tests, named in $results/$name.log)"
    (($# > 0)) || skipped=$((skipped + count))
    continue
  fi
  if [[ $project == "$litedb" ]] && ((litedb_status != 0)); then
    say "$name does not build"
    failed=$((failed + 1))
    continue
  fi
  dotnet test "$project" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" "$@" >"$results/$name.log" 2>&1 || status=$?
  counters=$(grep -o '<Counters [^>]*' "$trx" 2>/dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(count total) ok=$(count passed) bad=$(count failed) ran=$(count executed)
  total=${total:-0} ok=${ok:-0} bad=${bad:-0} ran=${ran:-0}
  # A test process that died has not counted its last test.
  ((status == 0 || bad > 0)) || bad=1
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - ran))
  printf '   %-28s %5d passed %4d failed %4d skipped %5d s\n' "$name" "$ok" "$bad" $((total - ran)) $((SECONDS - begun))
  # awk itself stops printing: a pipe that head closes early would end this script.
  ((status == 0)) || awk '/^ *(Failed|Skipped) /,/^ *Stack Trace:/ { if (!/Stack Trace:/ && ++lines <= 400) print }' "$results/$name.log"
done

pg18_skipped=$(cat "$results"/*.log | grep -cE '^ *Skipped .*PostgreSQL_18' || true)
((pg18_skipped == 0)) || say "postgresql 18: not available, $pg18_skipped tests not run"
say "took $((SECONDS - started)) s, logs in $results"
((skipped == 0)) || say "$skipped tests skipped"
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
