# shellcheck shell=bash
# Functions that bring a Debian machine to where the tests and the quickstart can run. Each does nothing when all is there.
# Sourced by test.sh and quickstart.sh.

WIREPROXY_CACHE=${WIREPROXY_CACHE:-$HOME/.cache/wireproxy}
export WIREPROXY_CACHE
PROVISION_LOG=${PROVISION_LOG:-$WIREPROXY_CACHE/provision.log}
DOTNET_CHANNEL=10.0
mkdir -p "$WIREPROXY_CACHE"

say() { printf '== %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Runs a command with its output in the log; shows the end of the log when it fails.
quietly() {
  "$@" >>"$PROVISION_LOG" 2>&1 || {
    local status=$?
    printf 'failed: %s\n' "$*" >&2
    tail -n 20 "$PROVISION_LOG" >&2
    return "$status"
  }
}

package_installed() { [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

# provision_packages PACKAGE... : installs the missing ones and starts no service of the distribution.
provision_packages() {
  local missing=() package
  for package in "$@"; do
    package_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || fail "not installed: ${missing[*]} (run once as root, or install them)"
  say "installing ${missing[*]}"
  if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  local own_policy=
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    own_policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$own_policy"
    chmod +x "$own_policy"
  fi
  local status=0
  quietly apt-get update -q || true
  quietly env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}" || status=$?
  [[ -z $own_policy ]] || rm -f "$own_policy"
  return "$status"
}

# provision_command COMMAND PACKAGE... : for tools that may come from elsewhere than the distribution.
provision_command() {
  command -v "$1" >/dev/null || provision_packages "${@:2}"
}

# The .NET SDK is in no Debian archive; Microsoft's installer puts it into the cache folder.
provision_dotnet() {
  if [[ -x $WIREPROXY_CACHE/dotnet/dotnet ]]; then
    export DOTNET_ROOT=$WIREPROXY_CACHE/dotnet PATH=$WIREPROXY_CACHE/dotnet:$PATH
  fi
  if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q "^${DOTNET_CHANNEL%%.*}\."; then
    return 0
  fi
  say "installing the .NET SDK $DOTNET_CHANNEL into $WIREPROXY_CACHE/dotnet"
  provision_packages curl ca-certificates libicu72
  quietly curl -fsSL --retry 3 -o "$WIREPROXY_CACHE/dotnet-install.sh" https://dot.net/v1/dotnet-install.sh
  quietly bash "$WIREPROXY_CACHE/dotnet-install.sh" --channel "$DOTNET_CHANNEL" --install-dir "$WIREPROXY_CACHE/dotnet"
  export DOTNET_ROOT=$WIREPROXY_CACHE/dotnet PATH=$WIREPROXY_CACHE/dotnet:$PATH
}

# Node's drivers, outside the repository.
provision_node_drivers() {
  local folder=$WIREPROXY_CACHE/node
  [[ -d $folder/node_modules/pg && -d $folder/node_modules/mysql2 ]] && return 0
  say "installing node's pg and mysql2 into $folder"
  mkdir -p "$folder"
  (cd "$folder" && echo '{"private":true}' >package.json && quietly npm install --no-audit --no-fund --silent pg@8 mysql2@3)
}

# provision_root NAME PROOF LIMIT PACKAGE... : packages of Debian unstable in a root folder of their own, run by chroot.
# PROOF is the program that says that all is there; LIMIT is in seconds. A half-made folder never gets the final name.
provision_root() {
  local root=$WIREPROXY_CACHE/$1 proof=$2 limit=$3
  [[ -x $root$proof ]] && return 0
  ((EUID == 0)) || return 1
  provision_packages debootstrap || return 1
  say "provisioning ${*:4} of Debian unstable into $root (once, at most $limit s)"
  local making=$root.making
  rm -rf "$making"
  timeout "$limit" bash -c '
    set -e
    making=$1
    shift
    debootstrap --variant=minbase sid "$making" "${WIREPROXY_DEBIAN_MIRROR:-http://deb.debian.org/debian}"
    mkdir -p "$making/etc/postgresql-common"
    echo "create_main_cluster = false" >"$making/etc/postgresql-common/createcluster.conf"
    printf "#!/bin/sh\nexit 101\n" >"$making/usr/sbin/policy-rc.d"
    chmod +x "$making/usr/sbin/policy-rc.d"
    unshare --mount --pid --fork --mount-proc="$making/proc" chroot "$making" env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
      apt-get -o APT::Sandbox::User=root -o Dpkg::Options::=--force-unsafe-io \
      install -y -q --no-install-recommends "$@"
    rm -rf "$making"/var/cache/apt/archives/*.deb
  ' provision_root "$making" "${@:4}" >>"$PROVISION_LOG" 2>&1 || {
    rm -rf "$making"
    return 1
  }
  mv "$making" "$root"
}

# Optional, both: the caller says what it means that one is not there.
provision_pg18() { provision_root postgresql-18 /usr/lib/postgresql/18/bin/postgres "${1:-300}" postgresql-18; }

# MySQL is in no stable Debian any more; unstable has 9.x. The server's programs only, so that no service comes with them.
provision_mysql9() { provision_root mysql-9 /usr/sbin/mysqld "${1:-300}" mysql-server-core mysql-client-core; }

# PostgreSQL's own regression scripts and their data, from the distribution's source package.
provision_regression() {
  local folder=$WIREPROXY_CACHE/postgresql-regress
  [[ -d $folder/sql && -d $folder/data ]] && return 0
  say "fetching PostgreSQL's regression scripts into $folder (once)"
  timeout "${1:-120}" bash -c '
    set -e
    making=$1
    rm -rf "$making"
    mkdir -p "$making/lists/partial"
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${WIREPROXY_DEBIAN_MIRROR:-http://deb.debian.org/debian} bookworm main" >"$making/list"
    cd "$making"
    options=(-q -o Dir::Etc::sourcelist="$making/list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$making/lists" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update
    apt-get "${options[@]}" source --download-only --only-source postgresql-15
    tar -xf postgresql-15_*.orig.tar.* --wildcards --strip-components=4 "*/src/test/regress/sql/*" "*/src/test/regress/data/*"
    rm -rf lists list postgresql-15_*
  ' provision_regression "$folder.making" >>"$PROVISION_LOG" 2>&1 || {
    rm -rf "$folder.making"
    return 1
  }
  rm -rf "$folder"
  mv "$folder.making" "$folder"
}
