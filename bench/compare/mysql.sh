# shellcheck shell=bash
# A private MariaDB 10.11 and the loads that sysbench puts on it. Sourced by compare.sh.

mysql_protocol() { echo MySql; }

# The statement's text each time, or prepared once and executed.
mysql_kinds() { echo text prepared; }

# mysql_answers PORT [USER] [DATABASE]
mysql_answers() {
  mariadb --no-defaults -N -B --connect-timeout=10 -h 127.0.0.1 -P "$1" -u "${2:-bench}" "${3:-bench}" -e 'SELECT 1'
}

mysql_start() {
  local data=$work/mysql log=$work/mysql.log
  provision_packages mariadb-server mariadb-client sysbench >&2
  private_folder "$data" mysql
  local common=(--no-defaults --datadir="$data/data" --innodb-log-file-size=64M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0)
  (as_user mysql mariadb-install-db "${common[@]}" --auth-root-authentication-method=normal --skip-test-db >"$work/install-db.log" 2>&1) ||
    fail "mariadb-install-db: $(tail -n 3 "$work/install-db.log")"
  UPSTREAM=$(free_port)
  PORT[server]=$UPSTREAM
  SERVER_STOP=TERM
  launch "$log" as_user mysql mariadbd "${common[@]}" --socket="$data/socket" --pid-file="$data/pid" --port="$UPSTREAM" \
    --bind-address=127.0.0.1 --skip-name-resolve --skip-log-bin --character-set-server=utf8mb4 --max-connections=300 \
    --thread-cache-size=64 --innodb-buffer-pool-size=512M --query-cache-type=0
  wait_ready "${STARTED[-1]}" mysql_answers "$UPSTREAM" root mysql || fail "MariaDB does not start: $(tail -n 3 "$log")"
  mysql_fill
}

mysql_fill() {
  local client=(mariadb --no-defaults -N -B -h 127.0.0.1 -P "$UPSTREAM" -u root)
  "${client[@]}" -e "CREATE DATABASE bench; CREATE USER bench IDENTIFIED BY ''; GRANT ALL ON bench.* TO bench"
  mysql_sysbench "$UPSTREAM" 1 oltp_point_select prepare >"$work/init.log" 2>&1 || fail "sysbench prepare: $(tail -n 3 "$work/init.log")"
  "${client[@]}" bench >>"$work/init.log" <<SQL
CREATE TABLE bulk (id int PRIMARY KEY, name varchar(40) NOT NULL, card char(19) NOT NULL, note varchar(60) NOT NULL);
INSERT INTO bulk
  SELECT seq, concat('customer ', seq), concat('4111-1111-', lpad(seq % 10000, 4, '0'), '-1111'), repeat('n', 60) FROM seq_1_to_$BULK_ROWS;
ANALYZE TABLE bulk;
SQL
  cat >"$work/bulk.lua" <<'LUA'
function thread_init() connection = sysbench.sql.driver():connect() end
function event() connection:query("SELECT id, name, card, note FROM bulk"):free() end
function thread_done() connection:disconnect() end
LUA
  # What the server sends: a packet's header, and per column a length and the text.
  BULK_BYTES[mysql]=$("${client[@]}" bench -e 'SELECT sum(4 + 4 * 1 + length(id) + length(name) + length(card) + length(note)) FROM bulk')
}

# mysql_sysbench PORT CLIENTS TEST ARGUMENTS...
mysql_sysbench() {
  sysbench "$3" --mysql-host=127.0.0.1 --mysql-port="$1" --mysql-user=bench --mysql-password= --mysql-db=bench \
    --tables=1 --table-size=$((SCALE * 100000)) --threads="$2" "${@:4}"
}

# mysql_run PORT KIND CLIENTS LOG : prints how many queries there were, and how many per second.
mysql_run() {
  case $2 in
    text) mysql_sysbench "$1" "$3" oltp_point_select --time="$SECONDS_PER_RUN" --db-ps-mode=disable run ;;
    prepared) mysql_sysbench "$1" "$3" oltp_point_select --time="$SECONDS_PER_RUN" --db-ps-mode=auto run ;;
    bulk) sysbench "$work/bulk.lua" --mysql-host=127.0.0.1 --mysql-port="$1" --mysql-user=bench --mysql-password= --mysql-db=bench \
      --threads="$3" --time=0 --events="$BULK_RUNS" run ;;
  esac >"$4" 2>&1 || return 0
  awk '
    /^ *total number of events:/ { queries = $5 }
    /^ *total time:/ { seconds = $3 + 0 }
    END { if (queries && seconds) print queries, queries / seconds }' "$4"
}

mysql_report() {
  echo "MySQL: \`sysbench oltp_point_select\`, \`--db-ps-mode=disable\` (text) and \`auto\` (prepared);" \
    "bulk: $BULK_ROWS rows, $(megabytes mysql) MB per result. In brackets: of haproxy's."
  echo
  table mysql haproxy
}

mysql_versions() { echo "MariaDB $(mariadbd --version | awk '{ print $3 }'), $(sysbench --version)"; }
