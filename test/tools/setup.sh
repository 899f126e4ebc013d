# Sourced by the scripts of this folder: installs what is missing, builds and
# installs the extension, and runs a throwaway server on a private socket.
#
# Knobs: PG_CONFIG picks the PostgreSQL; CONTACTS_KEEP=1 leaves the server's
# directory behind for a look at its log.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT=$PWD
export LC_ALL=C.UTF-8 PGTZ=UTC
unset PGDATABASE PGUSER PGHOST PGPORT PGSERVICE PGOPTIONS PGPASSWORD PGDATA

say() { printf '%s\n' "$*"; }
die() { printf 'contacts: %s\n' "$*" >&2; exit 1; }

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"
	elif command -v sudo >/dev/null; then sudo "$@"
	else die "this needs root or sudo: $*"
	fi
}

# need WHAT PACKAGE: remember the package if the command, or the file if it is a
# path, is missing
missing=()
need() {
	case $1 in
	/*) [ ! -f /etc/debian_version ] || [ -e "$1" ] || missing+=("$2") ;;
	*) command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || missing+=("$2") ;;
	esac
}

install_packages() {
	local server_version conf
	missing=()
	need gcc gcc
	need make make
	need python3 python3
	need pg_prove libtap-parser-sourcehandler-pgtap-perl
	for extra in "$@"; do need "${extra%%=*}" "${extra##*=}"; done
	if [ -z "${PG_CONFIG:-}" ]; then
		if [ ! -f /etc/debian_version ]; then
			command -v pg_config >/dev/null ||
				die "install PostgreSQL 15 or later with its server headers, pgTAP and pg_prove, and set PG_CONFIG"
		else
			server_version=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -n | tail -1) || true
			if [ -z "$server_version" ]; then
				[ -n "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || as_root apt-get -qq update
				server_version=$(apt-cache depends postgresql 2>/dev/null |
					sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p') || true
				server_version=${server_version:-15}
			fi
			[ -x "/usr/lib/postgresql/$server_version/bin/postgres" ] || missing+=("postgresql-$server_version")
			[ -f "/usr/include/postgresql/$server_version/server/postgres.h" ] || missing+=("postgresql-server-dev-$server_version")
			ls "/usr/share/postgresql/$server_version/extension/"pgtap.control >/dev/null 2>&1 || missing+=("postgresql-$server_version-pgtap")
			PG_CONFIG=/usr/lib/postgresql/$server_version/bin/pg_config
		fi
	fi
	PG_CONFIG=${PG_CONFIG:-pg_config}
	[ ${#missing[@]} = 0 ] && return
	[ -f /etc/debian_version ] ||
		die "please install what Debian calls: ${missing[*]}"
	say "installing ${missing[*]}"
	{
		export DEBIAN_FRONTEND=noninteractive
		# No service is to start: we run a server of our own.
		policy=/usr/sbin/policy-rc.d
		if [ ! -e "$policy" ]; then
			printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
			as_root chmod 755 "$policy"
			made_policy=1
		fi
		as_root apt-get -qq update
		# Debian's server package would make a cluster and start it: not ours to do.
		as_root apt-get -qq install -y --no-install-recommends postgresql-common
		conf=/etc/postgresql-common/createcluster.conf
		as_root cp -p "$conf" "$conf.contacts"
		printf 'create_main_cluster = false\n' | as_root tee -a "$conf" >/dev/null
		as_root apt-get -qq install -y --no-install-recommends "${missing[@]}" || failed=1
		as_root mv "$conf.contacts" "$conf"
		[ -z "${made_policy:-}" ] || as_root rm -f "$policy"
	} >"$WORK/packages.log" 2>&1 || failed=1
	[ -z "${failed:-}" ] || { tail -20 "$WORK/packages.log" >&2; die "could not install ${missing[*]}"; }
}

# Runs a command quietly; shows the end of its output if it fails.
quietly() {
	local log=$WORK/${1//[^a-z]/_}.log
	shift
	"$@" >"$log" 2>&1 || { tail -40 "$log" >&2; die "failed: $*"; }
}

build() {
	say "building"
	quietly build make -s -j2 PG_CONFIG="$PG_CONFIG"
	quietly install as_root make -s install PG_CONFIG="$PG_CONFIG"
}

# The server does not run as root, so root lends it the user that Debian's
# package has made.
as_server() {
	if [ "$(id -u)" != 0 ]; then "$@"
	else setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
	fi
}

start_server() {
	local bin
	bin=$("$PG_CONFIG" --bindir)
	PATH=$bin:$PATH
	[ "$(id -u)" != 0 ] || getent passwd postgres >/dev/null ||
		die "run as another user than root, or make a user postgres for the server"
	[ "$(id -u)" != 0 ] || chown postgres "$WORK"
	(cd "$WORK" && as_server initdb -D "$WORK/data" -U postgres -A trust -E UTF8 \
		--locale=C.UTF-8 --no-sync >"$WORK/initdb.log" 2>&1) || { tail "$WORK/initdb.log" >&2; die "initdb failed"; }
	cat >>"$WORK/data/postgresql.conf" <<-CONF
		listen_addresses = ''
		unix_socket_directories = '$WORK'
		fsync = off
		max_connections = 60
		max_prepared_transactions = 10
		log_min_messages = warning
		timezone = 'UTC'
		shared_buffers = '${CONTACTS_SHARED_BUFFERS:-256MB}'
		max_wal_size = '4GB'
		autovacuum_naptime = '10s'
	CONF
	(cd "$WORK" && as_server pg_ctl -D "$WORK/data" -l "$WORK/server.log" -w -s start >/dev/null) ||
		{ tail "$WORK/server.log" >&2; die "the server did not start"; }
	export PGHOST=$WORK PGUSER=postgres
}

stop_server() {
	[ ! -f "$WORK/data/postmaster.pid" ] ||
		(cd "$WORK" && as_server pg_ctl -D "$WORK/data" -m immediate -w -s stop >/dev/null 2>&1) || true
}

clean_up() {
	local status=$?
	trap - EXIT INT TERM HUP
	stop_server
	if [ -n "${CONTACTS_KEEP:-}" ]; then say "left behind: $WORK"; else rm -rf "$WORK"; fi
	exit $status
}

make_work() {
	WORK=$(mktemp -d "${TMPDIR:-/tmp}/contacts.XXXXXX")
	chmod 755 "$WORK"
	trap clean_up EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}
