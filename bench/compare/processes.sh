# shellcheck shell=bash
# Ports, processes and what they use. Sourced by compare.sh.

# Where each proxy listens and which process is measured; a proxy that did not start is in neither.
declare -A PORT=() PID=()
# The database server is the first; it ends last, asked with its own signal.
STARTED=()
SERVER_STOP=TERM

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

# as_user USER COMMAND... : database servers refuse to run as root. The process becomes the command, so that its id is the server's.
as_user() {
  local user=$1
  shift
  if ((EUID == 0)); then exec setpriv --reuid "$user" --regid "$user" --clear-groups -- "$@"; else exec "$@"; fi
}

# private_folder FOLDER USER
private_folder() {
  install -d -m 700 "$1"
  ((EUID != 0)) || chown "$2": "$1"
}

in_folder() {
  cd "$1" && shift && exec "$@"
}

# launch LOG COMMAND... : starts a server in the background.
launch() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  STARTED+=($!)
}

# wait_ready PID COMMAND... : false when the process ends or the command does not succeed within 20 seconds.
wait_ready() {
  local pid=$1 tries
  shift
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 "$pid" 2>/dev/null || return 1
    ! "$@" >/dev/null 2>&1 || return 0
    sleep 0.2
  done
  return 1
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

stop_all() {
  local pid
  for pid in "${STARTED[@]:1}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${STARTED[@]:1}"; do wait_end "$pid"; done
  for pid in "${STARTED[@]:0:1}"; do kill -"$SERVER_STOP" "$pid" 2>/dev/null && wait_end "$pid"; done
  STARTED=() PORT=() PID=()
}

# utime + stime of a process, in clock ticks; 0 for the direct connection, which has no proxy.
cpu_ticks() {
  if [[ -z $1 ]]; then echo 0; else sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; fi
}
