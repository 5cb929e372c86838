# shellcheck shell=bash
# Starts what is compared, in front of the server at UPSTREAM. Sourced by compare.sh.

# start_proxy NAME : a proxy that does not start is left out, with a line that says so.
start_proxy() {
  local port log=$work/$DATABASE-$1.log
  port=$(free_port)
  case $1 in
    direct)
      PORT[direct]=$UPSTREAM
      return ;;
    pgbouncer)
      [[ $DATABASE == postgres ]] || return 0
      start_pgbouncer "$port" "$log" ;;
    haproxy) start_haproxy "$port" "$log" ;;
    plain) start_wireproxy plain "$port" "$log" '[]' "$AUDIT_OFF" ;;
    mask) start_wireproxy mask "$port" "$log" "$(policies)" "$AUDIT_OFF" ;;
    record) start_wireproxy record "$port" "$log" "$(policies)" "$AUDIT_ON" ;;
    *) fail "unknown proxy $1" ;;
  esac || {
    say "$1: skipped, there is no binary" >&2
    return 0
  }
  if wait_ready "${STARTED[-1]}" "${DATABASE}_answers" "$port"; then
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
  launch "$2" as_user postgres pgbouncer "$work/pgbouncer.ini"
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
  server database 127.0.0.1:$UPSTREAM
CFG
  launch "$2" as_user haproxy haproxy -db -f "$work/haproxy.cfg"
}

# Rules that every statement is judged by, and a mask that the bulk result meets.
policies() {
  cat <<'JSON'
[ { "Name": "bench", "Match": { "Databases": ["bench"] },
    "Rules": [ { "Effect": "Deny", "Statements": ["Ddl", "Grant"] },
               { "Effect": "Deny", "Statements": ["Delete", "Update"], "Where": "Missing" },
               { "Effect": "Deny", "Functions": ["pg_read_file", "load_file"] } ],
    "Masks": [ { "Column": "*.bulk.card", "With": "Last4" } ] } ]
JSON
}

# start_wireproxy NAME PORT LOG POLICIES AUDIT
start_wireproxy() {
  local folder=$work/$DATABASE-$1.d
  if [[ -z ${WIREPROXY:-} ]]; then
    WIREPROXY=$PWD/src/WireProxy/bin/Release/net10.0/wireproxy
    provision_dotnet >&2
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
    "Endpoints": { "bench": { "Protocol": "$("${DATABASE}_protocol")", "Listen": "127.0.0.1:$2",
      "Upstream": { "Address": "127.0.0.1:$UPSTREAM", "Tls": "Disable" } } },
    "Policies": $4,
    "Audit": $5,
    "Admin": { "Enabled": false } } }
JSON
  launch "$3" in_folder "$folder" "$WIREPROXY" serve
}
