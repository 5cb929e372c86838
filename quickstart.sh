#!/usr/bin/env bash
# Builds WireProxy and shows it at work in front of a private PostgreSQL with sample data: one allowed, one masked and one
# blocked query, then the recording of that session. Leaves the proxy running until Ctrl-C.
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
provision_packages postgresql-15 postgresql-client-15 libsqlite3-0 util-linux
provision_dotnet

say "building"
quietly dotnet build src/WireProxy -c Release -v q --nologo
wireproxy=$PWD/src/WireProxy/bin/Release/net10.0/wireproxy

home=$(mktemp -d "${TMPDIR:-/tmp}/wireproxy-quickstart-XXXXXX")
chmod 755 "$home"
server_pid='' proxy_pid=''

# shellcheck disable=SC2317  # called by the trap
cleanup() {
  trap '' INT TERM
  [[ -z $proxy_pid ]] || { kill -TERM "$proxy_pid" 2>/dev/null && wait "$proxy_pid" || true; }
  [[ -z $server_pid ]] || { kill -INT "$server_pid" 2>/dev/null && wait "$server_pid" || true; }
  rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# PostgreSQL refuses to run as root.
as_server=()
((EUID != 0)) || as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)

free_port() {
  local port
  for port in $(shuf -i 20000-29999 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port" && return; }
  done
  fail "no free port"
}

say "starting a private PostgreSQL with sample data"
programs=/usr/lib/postgresql/15/bin
db_port=$(free_port)
mkdir "$home/db"
((EUID != 0)) || chown postgres "$home/db"
"${as_server[@]}" "$programs/initdb" -D "$home/db/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log"
"${as_server[@]}" "$programs/postgres" -D "$home/db/data" -p "$db_port" -k "$home/db" \
  -c listen_addresses=127.0.0.1 -c fsync=off -c logging_collector=off >"$home/postgres.log" 2>&1 &
server_pid=$!
for _ in $(seq 100); do
  "$programs/pg_isready" -q -h 127.0.0.1 -p "$db_port" && break
  sleep 0.1
done
psql -q -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$db_port" -U postgres <<'SQL'
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

say "starting the proxy"
cat >"$home/appsettings.json" <<JSON
{ "WireProxy": {
    "Endpoints": {
      "shop-pg": { "Protocol": "Postgres", "Listen": "127.0.0.1:0", "Upstream": { "Address": "127.0.0.1:$db_port" } } },
    "Policies": [
      { "Name": "production",
        "Rules": [ { "Effect": "Deny", "Statements": ["Ddl"], "Message": "schema changes go through migrations" } ],
        "Masks": [
          { "Column": "public.customers.ssn",   "With": "Last4" },
          { "Column": "public.customers.email", "With": "Email" } ] } ],
    "Audit": { "Path": "$home/audit" },
    "Admin": { "Listen": "127.0.0.1:0" } } }
JSON
"$wireproxy" serve --config "$home/appsettings.json" >"$home/proxy.out" 2>"$home/proxy.log" &
proxy_pid=$!
for _ in $(seq 200); do
  grep -q '^ready$' "$home/proxy.out" && break
  kill -0 "$proxy_pid" 2>/dev/null || { cat "$home/proxy.log" >&2 && fail "the proxy did not start"; }
  sleep 0.1
done
port=$(sed -n 's/^listening shop-pg .*:\([0-9]*\)$/\1/p' "$home/proxy.out")

say "one session through the proxy: an allowed, a masked and a blocked statement"
psql -X -e -h 127.0.0.1 -p "$port" -U app shop <<'SQL' 2>&1 | sed 's/^/   /'
select id, item, amount from orders order by id limit 3;
select * from customers;
drop table orders;
select count(*) as still_there from orders;
SQL

configuration=(--config "$home/appsettings.json")
session=''
for _ in $(seq 50); do
  session=$("$wireproxy" sessions list --json "${configuration[@]}" | sed -n 's/.*"id":"\([^"]*\)".*"endedAt":"[^"]*".*/\1/p' | head -n 1)
  [[ -z $session ]] || break
  sleep 0.2
done
say "what was recorded: wireproxy sessions list"
"$wireproxy" sessions list "${configuration[@]}"
say "wireproxy sessions show $session"
"$wireproxy" sessions show "$session" "${configuration[@]}"
say "wireproxy replay $session --speed 10"
"$wireproxy" replay "$session" --speed 10 "${configuration[@]}"

say "try it yourself"
cat <<TEXT
   psql -h 127.0.0.1 -p $port -U app shop      # through the proxy
   psql -h 127.0.0.1 -p $db_port -U app shop      # past it, to compare
   $wireproxy sessions list --config $home/appsettings.json
   $wireproxy check --config $home/appsettings.json "delete from customers"
TEXT
[[ $stay == yes ]] || exit 0
say "the proxy runs until Ctrl-C"
wait "$proxy_pid"
