# shellcheck shell=bash
# Turns the lines of the results into medians and a Markdown report. Sourced by compare.sh.

# The bytes of one bulk result, by database.
declare -A BULK_BYTES

# median DATABASE KIND CLIENTS PROXY FIELD : nothing when there is no such run.
median() {
  awk -v run="$1 $2 $3 $4" -v field="$5" '$1 " " $2 " " $3 " " $4 == run { print $field }' "$results" | sort -g |
    awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# cell VALUE FORMAT FACTOR REFERENCE : the value, and in brackets what it is of the reference; a dash when there is no value.
cell() {
  if [[ -z $1 ]]; then
    printf ' - |'
  else
    awk -v v="$1" -v f="$2" -v k="$3" -v r="$4" 'BEGIN { printf " " f, v * k; if (r > 0) printf " (%.2f)", v / r; printf " |" }'
  fi
}

label() {
  case $1 in
    plain) echo 'wireproxy, no policy' ;;
    mask) echo 'wireproxy, policy + mask' ;;
    record) echo 'wireproxy, policy + mask + record' ;;
    *) echo "$1" ;;
  esac
}

# megabytes DATABASE : of one bulk result.
megabytes() { awk -v b="${BULK_BYTES[$1]}" 'BEGIN { printf "%.0f", b / 1e6 }'; }

facts() {
  local cpu commit versions=() database
  cpu=$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)
  commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
  [[ -z $(git status --porcelain 2>/dev/null) ]] || commit+=' with local changes'
  for database in $DATABASES; do versions+=("$("${database}_versions"),"); done
  echo "- machine: $(nproc) CPUs, ${cpu:-unknown}, kernel $(uname -r), load before the report $(cut -d' ' -f1-3 /proc/loadavg)"
  echo "- versions: ${versions[*]} $(haproxy -v | head -n 1 | cut -d' ' -f1-3), .NET $(dotnet --version 2>/dev/null || echo none)"
  echo "- commit: $commit, $(date -u +%F)"
  echo "- command: \`DATABASES=\"$DATABASES\" ROUNDS=$ROUNDS SECONDS_PER_RUN=$SECONDS_PER_RUN CLIENTS=\"$CLIENTS\" BULK_ROWS=$BULK_ROWS BULK_RUNS=$BULK_RUNS SCALE=$SCALE bench/compare.sh\`"
  echo "- medians of $ROUNDS rounds; the proxies take turns within a round. CPU is user and system time of the proxy's process alone."
}

# table DATABASE REFERENCE : a row for each proxy that ran, two columns for each load.
table() {
  local proxy load kind clients
  printf '| |'
  while read -r kind clients; do
    if [[ $kind == bulk ]]; then printf ' bulk MB/s | CPU ms/MB |'; else printf ' %s/s, %s clients | CPU us |' "$kind" "$clients"; fi
  done < <(DATABASE=$1 loads)
  printf '\n|---|'
  while read -r load; do printf -- '---:|---:|'; done < <(DATABASE=$1 loads)
  echo
  for proxy in $PROXIES; do
    grep -q "^$1 [^ ]* [^ ]* $proxy " "$results" || continue
    printf '| %s |' "$(label "$proxy")"
    while read -r kind clients; do cells "$1" "$kind" "$clients" "$proxy" "$2"; done < <(DATABASE=$1 loads)
    echo
  done
}

# cells DATABASE KIND CLIENTS PROXY REFERENCE : rate and CPU of a load. Bulk results are counted in megabytes.
cells() {
  local load=("$1" "$2" "$3") rate=1 cost=1
  if [[ $2 == bulk ]]; then
    rate=$(awk -v b="${BULK_BYTES[$1]}" 'BEGIN { print b / 1e6 }')
    cost=$(awk -v b="${BULK_BYTES[$1]}" 'BEGIN { print 1e3 / b }')
  fi
  cell "$(median "${load[@]}" "$4" 5)" %.0f "$rate" "$(median "${load[@]}" "$5" 5)"
  # The direct connection has no proxy to measure.
  if [[ $4 == direct ]]; then printf ' - |'; else cell "$(median "${load[@]}" "$4" 6)" '%.2f' "$cost" "$(median "${load[@]}" "$5" 6)"; fi
}

report() {
  local database
  facts
  for database in $DATABASES; do
    echo
    "${database}_report"
  done
}
