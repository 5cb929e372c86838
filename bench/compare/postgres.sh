# shellcheck shell=bash
# A private PostgreSQL 15 and the loads that pgbench puts on it. Sourced by compare.sh.

PG_BIN=${PG_BIN:-/usr/lib/postgresql/15/bin}
export PGUSER=bench PGDATABASE=bench PGHOST=127.0.0.1 PGCONNECT_TIMEOUT=10

postgres_protocol() { echo Postgres; }

postgres_kinds() { echo select; }

# postgres_answers PORT [DATABASE]
postgres_answers() { "$PG_BIN/psql" -qAtX -p "$1" -d "${2:-bench}" -c 'SELECT 1'; }

postgres_start() {
  local data=$work/postgres log=$work/postgres.log
  provision_packages postgresql-15 postgresql-contrib pgbouncer >&2
  private_folder "$data" postgres
  (as_user postgres "$PG_BIN/initdb" -D "$data" -U bench -A trust -E UTF8 --locale=C >"$work/initdb.log" 2>&1) ||
    fail "initdb: $(tail -n 3 "$work/initdb.log")"
  UPSTREAM=$(free_port)
  PORT[server]=$UPSTREAM
  # SIGINT asks PostgreSQL to stop without waiting for its clients.
  SERVER_STOP=INT
  launch "$log" as_user postgres "$PG_BIN/postgres" -D "$data" -p "$UPSTREAM" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=128MB -c max_connections=300 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off
  wait_ready "${STARTED[-1]}" postgres_answers "$UPSTREAM" postgres || fail "PostgreSQL does not start: $(tail -n 3 "$log")"
  postgres_fill
}

postgres_fill() {
  "$PG_BIN/createdb" -p "$UPSTREAM" bench
  "$PG_BIN/pgbench" -p "$UPSTREAM" -i -q -s "$SCALE" >"$work/init.log" 2>&1 || fail "pgbench -i: $(tail -n 3 "$work/init.log")"
  "$PG_BIN/psql" -qX -p "$UPSTREAM" -v ON_ERROR_STOP=1 -v rows="$BULK_ROWS" >>"$work/init.log" 2>&1 <<'SQL'
CREATE TABLE bulk AS
  SELECT id, 'customer ' || id AS name, '4111-1111-' || lpad((id % 10000)::text, 4, '0') || '-1111' AS card, repeat('n', 60) AS note
  FROM generate_series(1, :rows) AS id;
VACUUM (FREEZE, ANALYZE) bulk;
SQL
  echo 'SELECT id, name, card, note FROM bulk;' >"$work/bulk.sql"
  # What the server sends: code, length and column count, and per column a length and the text.
  BULK_BYTES[postgres]=$("$PG_BIN/psql" -qAtX -p "$UPSTREAM" -c \
    'SELECT sum(7 + 4 * 4 + length(id::text) + length(name) + length(card) + length(note)) FROM bulk')
}

# postgres_run PORT KIND CLIENTS LOG : prints how many transactions there were, and how many per second.
postgres_run() {
  local load=(-S -M prepared -T "$SECONDS_PER_RUN")
  [[ $2 != bulk ]] || load=(-f "$work/bulk.sql" -t "$BULK_RUNS")
  "$PG_BIN/pgbench" -n -p "$1" -c "$3" -j "$((($3 + 7) / 8))" "${load[@]}" >"$4" 2>&1 || return 0
  awk '
    /^number of transactions actually processed:/ { split($6, n, "/") }
    /^tps = .*without initial connection time/ { tps = $3 }
    END { if (n[1]) print n[1], tps }' "$4"
}

postgres_report() {
  echo "PostgreSQL: \`pgbench -S -M prepared\`; bulk: $BULK_ROWS rows, $(megabytes postgres) MB per result. In brackets: of pgbouncer's."
  echo
  table postgres pgbouncer
}

postgres_versions() { echo "$("$PG_BIN/postgres" --version | cut -d' ' -f1-3), $(pgbouncer --version | head -n 1)"; }
