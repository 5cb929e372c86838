# shellcheck shell=bash
# Starts what is compared. Sourced by compare.sh, which stops every process in STARTED.

# A free loopback port; the range lies below the one from which the kernel takes the ports of outgoing connections.
free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 10000))
    [[ " ${PORT[*]} " == *" $port "* ]] && continue
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# PostgreSQL and pgbouncer refuse to run as root. The process becomes the command, so that its id is the server's.
as_postgres() {
  if ((EUID == 0)); then exec setpriv --reuid postgres --regid postgres --clear-groups -- "$@"; else exec "$@"; fi
}

# launch LOG COMMAND... : starts a server in the background.
launch() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  STARTED+=($!)
}

# Waits up to ten seconds, then insists.
wait_end() {
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
}

answers() { "$PG_BIN/psql" -qAtX -p "$1" -d "${2:-bench}" -c 'SELECT 1' >/dev/null 2>&1; }

# wait_ready PORT PID [DATABASE] : false when the process ends or does not answer within 20 seconds.
wait_ready() {
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 "$2" 2>/dev/null || return 1
    answers "$1" "${3:-bench}" && return 0
    sleep 0.2
  done
  return 1
}

# utime + stime of a process, in clock ticks; 0 for the direct connection, which has no proxy.
cpu_ticks() {
  if [[ -z $1 ]]; then echo 0; else sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; fi
}

start_postgres() {
  local data=$work/postgres
  install -d -m 700 "$data"
  ((EUID != 0)) || chown postgres: "$data"
  (as_postgres "$PG_BIN/initdb" -D "$data" -U bench -A trust -E UTF8 --locale=C >"$work/initdb.log" 2>&1) ||
    fail "initdb: $(tail -n 3 "$work/initdb.log")"
  UPSTREAM=$(free_port)
  PORT[postgres]=$UPSTREAM
  launch "$work/postgres.log" as_postgres "$PG_BIN/postgres" -D "$data" -p "$UPSTREAM" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=128MB -c max_connections=300 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off
  wait_ready "$UPSTREAM" "${STARTED[-1]}" postgres || fail "PostgreSQL does not start: $(tail -n 3 "$work/postgres.log")"
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
  BULK_BYTES=$("$PG_BIN/psql" -qAtX -p "$UPSTREAM" -c \
    'SELECT sum(7 + 4 * 4 + length(id::text) + length(name) + length(card) + length(note)) FROM bulk')
}

# start_proxy NAME : a proxy that does not start is left out, with a line that says so.
start_proxy() {
  local port log=$work/$1.log
  case $1 in
    direct)
      PORT[direct]=$UPSTREAM
      return ;;
    pgbouncer) port=$(free_port) && start_pgbouncer "$port" "$log" ;;
    haproxy) port=$(free_port) && start_haproxy "$port" "$log" ;;
    plain) port=$(free_port) && start_wireproxy plain "$port" "$log" '[]' "$AUDIT_OFF" ;;
    mask) port=$(free_port) && start_wireproxy mask "$port" "$log" "$(policies)" "$AUDIT_OFF" ;;
    record) port=$(free_port) && start_wireproxy record "$port" "$log" "$(policies)" "$AUDIT_ON" ;;
    *) fail "unknown proxy $1" ;;
  esac || {
    say "$1: skipped, there is no binary" >&2
    return 0
  }
  if wait_ready "$port" "${STARTED[-1]}"; then
    PORT[$1]=$port
    PID[$1]=${STARTED[-1]}
  else
    say "$1: skipped, it does not start: $(tail -n 2 "$log" | tr '\n' ' ')" >&2
  fi
}

start_pgbouncer() {
  cat >"$work/pgbouncer.ini" <<INI
[databases]
bench = host=127.0.0.1 port=$UPSTREAM
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $1
unix_socket_dir =
auth_type = trust
auth_file = $work/userlist.txt
pool_mode = session
default_pool_size = 100
max_client_conn = 300
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
log_stats = 0
INI
  echo '"bench" ""' >"$work/userlist.txt"
  launch "$2" as_postgres pgbouncer "$work/pgbouncer.ini"
}

start_haproxy() {
  cat >"$work/haproxy.cfg" <<CFG
global
  maxconn 1000
defaults
  mode tcp
  timeout connect 10s
  timeout client 1h
  timeout server 1h
listen bench
  bind 127.0.0.1:$1
  server postgres 127.0.0.1:$UPSTREAM
CFG
  launch "$2" as_postgres haproxy -db -f "$work/haproxy.cfg"
}

# Rules that every statement is judged by, and a mask that the bulk result meets.
policies() {
  cat <<'JSON'
[ { "Name": "bench", "Match": { "Databases": ["bench"] },
    "Rules": [ { "Effect": "Deny", "Statements": ["Ddl", "Grant"] },
               { "Effect": "Deny", "Statements": ["Delete", "Update"], "Where": "Missing" },
               { "Effect": "Deny", "Functions": ["pg_read_file"] } ],
    "Masks": [ { "Column": "public.bulk.card", "With": "Last4" } ] } ]
JSON
}

# start_wireproxy NAME PORT LOG POLICIES AUDIT
start_wireproxy() {
  local folder=$work/$1.d
  if [[ -z ${WIREPROXY:-} ]]; then
    WIREPROXY=$PWD/src/WireProxy/bin/Release/net10.0/wireproxy
    say "building WireProxy" >&2
    dotnet build -c Release -v q --nologo src/WireProxy >"$work/build.log" 2>&1 || {
      tail -n 3 "$work/build.log" >&2
      WIREPROXY=/nonexistent
    }
  fi
  [[ -x $WIREPROXY ]] || return 1
  mkdir -p "$folder"
  cat >"$folder/appsettings.json" <<JSON
{ "WireProxy": {
    "Endpoints": { "bench": { "Protocol": "Postgres", "Listen": "127.0.0.1:$2",
      "Upstream": { "Address": "127.0.0.1:$UPSTREAM", "Tls": "Disable" } } },
    "Policies": $4,
    "Audit": $5,
    "Admin": { "Listen": "127.0.0.1:$(free_port)" } } }
JSON
  launch "$3" in_folder "$folder" "$WIREPROXY" serve
}

in_folder() {
  cd "$1" && shift && exec "$@"
}
