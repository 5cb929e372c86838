#!/usr/bin/env bash
# Builds WireProxy and shows it at work in front of a private PostgreSQL and a private MariaDB with sample data: through each one
# allowed, one masked and one blocked query, then the recording of those sessions. Leaves the proxy running until Ctrl-C.
#   ./quickstart.sh           stay
#   ./quickstart.sh --once    end after the demonstration
# On a fresh Debian 12 machine run it as root: it installs what is missing. It stops only what it started.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=scripts/provision.sh
source scripts/provision.sh

stay=yes
case ${1:-} in
  --once) stay=no ;;
  '') ;;
  *) fail "usage: ./quickstart.sh [--once]" ;;
esac

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
provision_packages postgresql-15 postgresql-client-15 mariadb-server mariadb-client libsqlite3-0 util-linux
provision_dotnet

say "building"
quietly dotnet build src/WireProxy -c Release -v q --nologo
wireproxy=$PWD/src/WireProxy/bin/Release/net10.0/wireproxy

home=$(mktemp -d "${TMPDIR:-/tmp}/wireproxy-quickstart-XXXXXX")
chmod 755 "$home"
postgres_pid='' mariadb_pid='' proxy_pid=''

# stop SIGNAL PID : asks a process that this script started to end, and waits for it.
stop() { [[ -z $2 ]] || { kill "-$1" "$2" 2>/dev/null && wait "$2" || true; }; }

# shellcheck disable=SC2317  # called by the trap
cleanup() {
  trap '' INT TERM
  stop TERM "$proxy_pid"
  stop INT "$postgres_pid"
  stop TERM "$mariadb_pid"
  rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

free_port() {
  local port
  for port in $(shuf -i 20000-29999 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port" && return; }
  done
  fail "no free port"
}

# wait_until NAME PID LOG COMMAND... : until the command succeeds; ends the script when the process does, or after 30 seconds.
wait_until() {
  local name=$1 pid=$2 log=$3 tries
  shift 3
  for ((tries = 0; tries < 300; tries++)); do
    ! "$@" >/dev/null 2>&1 || return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$log" >&2
  fail "$name did not start"
}

# Neither server runs as root: there each runs as the user that its package made. Sets as_server and makes the server's folder.
server_folder() {
  as_server=()
  mkdir "$1"
  ((EUID == 0)) || return 0
  chown "$2" "$1"
  as_server=(setpriv "--reuid=$2" "--regid=$2" --clear-groups)
}

start_postgres() {
  local programs=/usr/lib/postgresql/15/bin as_server
  server_folder "$home/postgres" postgres
  "${as_server[@]}" "$programs/initdb" -D "$home/postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log"
  "${as_server[@]}" "$programs/postgres" -D "$home/postgres/data" -p "$postgres_port" -k "$home/postgres" \
    -c listen_addresses=127.0.0.1 -c fsync=off -c logging_collector=off >"$home/postgres.log" 2>&1 &
  postgres_pid=$!
  wait_until PostgreSQL "$postgres_pid" "$home/postgres.log" "$programs/pg_isready" -q -h 127.0.0.1 -p "$postgres_port"
  psql -q -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$postgres_port" -U postgres <<'SQL'
create role app login;
create database shop owner app;
\c shop app
create table customers (id int primary key, name text, ssn text, email text);
insert into customers values
  (1, 'Ada Lovelace', '123-45-6789', 'ada@example.com'),
  (2, 'Bob Martin',   '987-65-4321', 'bob@example.com'),
  (3, 'Chloé Durand', '555-12-3456', 'chloe@example.org');
create table orders (id int primary key, customer_id int references customers, item text, amount numeric(10,2));
insert into orders select i, 1 + i % 3, 'item ' || i, i * 9.95 from generate_series(1, 12) i;
SQL
}

start_mariadb() {
  local as_server
  server_folder "$home/mariadb" mysql
  local common=(--no-defaults --datadir="$home/mariadb/data" --innodb-log-file-size=8M --innodb-flush-log-at-trx-commit=0)
  "${as_server[@]}" mariadb-install-db "${common[@]}" --auth-root-authentication-method=normal --skip-test-db >"$home/install-db.log" 2>&1 ||
    { tail -n 20 "$home/install-db.log" >&2 && fail "mariadb-install-db"; }
  "${as_server[@]}" mariadbd "${common[@]}" --socket="$home/mariadb/socket" --pid-file="$home/mariadb/pid" --port="$mariadb_port" \
    --bind-address=127.0.0.1 --skip-name-resolve --skip-log-bin --character-set-server=utf8mb4 >"$home/mariadb.log" 2>&1 &
  mariadb_pid=$!
  wait_until MariaDB "$mariadb_pid" "$home/mariadb.log" mariadb-admin --no-defaults --socket="$home/mariadb/socket" -u root ping
  mariadb --no-defaults --socket="$home/mariadb/socket" -u root --default-character-set=utf8mb4 <<'SQL'
create user app identified by '';
create database shop;
grant all on shop.* to app;
use shop
create table customers (id int primary key, name text, ssn text, email text);
insert into customers values
  (1, 'Ada Lovelace', '123-45-6789', 'ada@example.com'),
  (2, 'Bob Martin',   '987-65-4321', 'bob@example.com'),
  (3, 'Chloé Durand', '555-12-3456', 'chloe@example.org');
create table orders (id int primary key, customer_id int references customers (id), item text, amount decimal(10,2));
insert into orders select seq, 1 + seq % 3, concat('item ', seq), seq * 9.95 from seq_1_to_12;
SQL
}

start_proxy() {
  cat >"$home/appsettings.json" <<JSON
{ "WireProxy": {
    "Endpoints": {
      "shop-pg":    { "Protocol": "Postgres", "Listen": "127.0.0.1:0", "Upstream": { "Address": "127.0.0.1:$postgres_port" } },
      "shop-mysql": { "Protocol": "MySql",    "Listen": "127.0.0.1:0", "Upstream": { "Address": "127.0.0.1:$mariadb_port" } } },
    "Policies": [
      { "Name": "production",
        "Rules": [ { "Effect": "Deny", "Statements": ["Ddl"], "Message": "schema changes go through migrations" } ],
        "Masks": [
          { "Column": "*.customers.ssn",   "With": "Last4" },
          { "Column": "*.customers.email", "With": "Email" } ] } ],
    "Audit": {
      "Path": "$home/audit",
      "Encryption": { "KeyFile": "$home/encryption.key" },
      "Signing": { "KeyFile": "$home/signing.key", "Interval": "00:00:01" } },
    "Admin": { "Listen": "127.0.0.1:0" } } }
JSON
  quietly "$wireproxy" keys create --encryption "$home/encryption.key" --signing "$home/signing.key"
  "$wireproxy" serve "${configuration[@]}" >"$home/proxy.out" 2>"$home/proxy.log" &
  proxy_pid=$!
  wait_until "the proxy" "$proxy_pid" "$home/proxy.log" grep -q '^ready$' "$home/proxy.out"
}

# proxy_port ENDPOINT : where the proxy listens for it.
proxy_port() { sed -n "s/^listening $1 .*:\([0-9]*\)\$/\1/p" "$home/proxy.out"; }

indent() { sed 's/^/   /'; }

# The session ends when its client does; what it ends with is in the store a moment later.
show_recording() {
  local session='' tries
  for ((tries = 0; tries < 50; tries++)); do
    session=$("$wireproxy" sessions list --endpoint "$1" --json "${configuration[@]}" | sed -n 's/.*"id":"\([^"]*\)".*"endedAt":"[^"]*".*/\1/p' | head -n 1)
    [[ -z $session ]] || break
    sleep 0.2
  done
  say "wireproxy sessions show $session"
  "$wireproxy" sessions show "$session" "${configuration[@]}"
  say "wireproxy replay $session --speed 10"
  "$wireproxy" replay "$session" --speed 10 "${configuration[@]}"
}

configuration=(--config "$home/appsettings.json")
postgres_port=$(free_port)
mariadb_port=$(free_port)
say "starting a private PostgreSQL with sample data"
start_postgres
say "starting a private MariaDB with sample data"
start_mariadb
say "starting the proxy"
start_proxy

demonstration='select id, item, amount from orders order by id limit 3;
select * from customers;
drop table orders;
select count(*) as still_there from orders;'

say "psql through the proxy: an allowed, a masked and a blocked statement"
psql -X -e -h 127.0.0.1 -p "$(proxy_port shop-pg)" -U app shop <<<"$demonstration" 2>&1 | indent
say "mariadb through the proxy: the same statements"
mariadb --no-defaults -t -v -n --force --default-character-set=utf8mb4 -h 127.0.0.1 -P "$(proxy_port shop-mysql)" -u app shop <<<"$demonstration" 2>&1 | indent

show_recording shop-pg
show_recording shop-mysql
say "what was recorded: wireproxy sessions list"
"$wireproxy" sessions list "${configuration[@]}"
say "that nobody changed it: wireproxy verify"
"$wireproxy" verify "${configuration[@]}"

say "try it yourself"
cat <<TEXT
   psql -h 127.0.0.1 -p $(proxy_port shop-pg) -U app shop        # through the proxy
   psql -h 127.0.0.1 -p $postgres_port -U app shop        # past it, to compare
   mariadb -h 127.0.0.1 -P $(proxy_port shop-mysql) -u app shop     # through the proxy
   mariadb -h 127.0.0.1 -P $mariadb_port -u app shop     # past it
   $wireproxy sessions list ${configuration[*]}
   $wireproxy check ${configuration[*]} "delete from customers"
TEXT
[[ $stay == yes ]] || exit 0
say "the proxy runs until Ctrl-C"
wait "$proxy_pid"
