# shellcheck shell=bash
# Turns the lines "kind clients name tps cpu-us-per-tx" of the results into medians and a Markdown report. Sourced by compare.sh.

# median KIND CLIENTS NAME FIELD : nothing when there is no such run.
median() {
  awk -v kind="$1" -v clients="$2" -v name="$3" -v field="$4" \
    '$1 == kind && $2 == clients && $3 == name { print $field }' "$results" | sort -g |
    awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# cell VALUE FORMAT [FACTOR] : a dash when there is no value.
cell() {
  if [[ -z $1 ]]; then printf ' - |'; else awk -v v="$1" -v f=" $2 |" -v k="${3:-1}" 'BEGIN { printf f, v * k }'; fi
}

label() {
  case $1 in
    plain) echo 'wireproxy, no policy' ;;
    mask) echo 'wireproxy, policy + mask' ;;
    record) echo 'wireproxy, policy + mask + record' ;;
    *) echo "$1" ;;
  esac
}

facts() {
  local cpu commit
  cpu=$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)
  commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
  [[ -z $(git status --porcelain 2>/dev/null) ]] || commit+=' with local changes'
  echo "- machine: $(nproc) CPUs, ${cpu:-unknown}, kernel $(uname -r), load before the report $(cut -d' ' -f1-3 /proc/loadavg)"
  echo "- versions: $("$PG_BIN/postgres" --version), $(pgbouncer --version | head -n 1), $(haproxy -v | head -n 1 | cut -d' ' -f1-3), .NET $(dotnet --version 2>/dev/null || echo none)"
  echo "- commit: $commit, $(date -u +%F)"
  echo "- command: \`ROUNDS=$ROUNDS SECONDS_PER_RUN=$SECONDS_PER_RUN CLIENTS=\"$CLIENTS\" BULK_ROWS=$BULK_ROWS BULK_RUNS=$BULK_RUNS SCALE=$SCALE bench/compare.sh\`"
  echo "- medians of $ROUNDS rounds; the proxies take turns within a round. CPU is user and system time of the proxy's process alone."
}

report() {
  local proxy clients megabytes
  megabytes=$(awk -v b="$BULK_BYTES" 'BEGIN { print b / 1e6 }')
  facts
  echo
  echo "\`pgbench -S -M prepared\`; bulk: $BULK_ROWS rows, $(awk -v m="$megabytes" 'BEGIN { printf "%.0f", m }') MB per result"
  echo
  printf '| |'
  for clients in $CLIENTS; do printf ' tx/s, %s clients | CPU us/tx |' "$clients"; done
  printf ' bulk MB/s | CPU ms/MB |\n|---|'
  for clients in $CLIENTS; do printf -- '---:|---:|'; done
  printf -- '---:|---:|\n'
  for proxy in $PROXIES; do
    printf '| %s |' "$(label "$proxy")"
    for clients in $CLIENTS; do
      cell "$(median select "$clients" "$proxy" 4)" '%.0f'
      cpu_cell "$proxy" "$(median select "$clients" "$proxy" 5)" 1
    done
    cell "$(median bulk 1 "$proxy" 4)" '%.0f' "$megabytes"
    cpu_cell "$proxy" "$(median bulk 1 "$proxy" 5)" "$(awk -v m="$megabytes" 'BEGIN { print 0.001 / m }')"
    echo
  done
}

# The direct connection has no proxy to measure.
cpu_cell() {
  if [[ $1 == direct ]]; then printf ' - |'; else cell "$2" '%.2f' "$3"; fi
}
