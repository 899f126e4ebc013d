# Sourced by the scripts of this folder: installs what is missing, builds the
# extension, and runs a throwaway server on a private socket.  The server is a
# copy of the PostgreSQL that is there, in a folder of its own, and only the copy
# gets the extension: nobody else's server notices, and root is asked for only if
# packages are missing.
#
# Knobs: PG_CONFIG picks the PostgreSQL; CONTACTS_KEEP=1 leaves the folder behind
# for a look at the server's log.

set -euo pipefail
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT=$PWD
export LC_ALL=C.UTF-8 PGTZ=UTC
unset PGDATABASE PGUSER PGHOST PGPORT PGSERVICE PGOPTIONS PGPASSWORD PGDATA

say() { printf '%s\n' "$*"; }
die() { printf 'contacts: %s\n' "$*" >&2; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }
may_be_root() { is_root || command -v sudo >/dev/null; }
as_root() { if is_root; then "$@"; else sudo "$@"; fi; }

# quietly WHAT COMMAND...: says what it does and how long it took, and shows the
# end of the output if it fails
quietly() {
	local log=$WORK/quietly.log began=${EPOCHREALTIME/./} took
	printf '%s ... ' "$1"
	shift
	"$@" >"$log" 2>&1 || { echo; tail -40 "$log" >&2; die "failed: $*"; }
	took=$(((${EPOCHREALTIME/./} - began) / 100000))
	printf '%d.%d s\n' $((took / 10)) $((took % 10))
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

# Debian has no such package, as far as this machine knows.
no_package() {
	[ -n "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] && ! apt-cache show "$1" >/dev/null 2>&1
}

# install_packages [WHAT=PACKAGE]...: what every script needs, and that; "@" stands
# for the release of PostgreSQL, and what has one is Debian's PostgreSQL's only.
install_packages() {
	local release='' extra
	missing=()
	need gcc gcc
	need make make
	need python3 python3
	if [ -z "${PG_CONFIG:-}" ] && [ -f /etc/debian_version ]; then
		release=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -n | tail -1) || true
		if [ -z "$release" ]; then
			[ -n "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || ! may_be_root ||
				quietly "asking for Debian's packages" as_root apt-get -qq update
			release=$(apt-cache depends postgresql 2>/dev/null |
				sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p') || true
			release=${release:-15}
		fi
		need "/usr/lib/postgresql/$release/bin/postgres" "postgresql-$release"
		need "/usr/include/postgresql/$release/server/postgres.h" "postgresql-server-dev-$release"
		PG_CONFIG=/usr/lib/postgresql/$release/bin/pg_config
	fi
	for extra in "$@"; do
		[ -n "$release" ] || [ "$extra" = "${extra//@/}" ] || continue
		extra=${extra//@/$release}
		# a release that is new may have no pgTAP yet; its tests are skipped then
		case $extra in *-pgtap) no_package "${extra##*=}" && continue ;; esac
		need "${extra%%=*}" "${extra##*=}"
	done
	PG_CONFIG=${PG_CONFIG:-pg_config}
	if [ ${#missing[@]} -gt 0 ]; then
		[ -f /etc/debian_version ] && may_be_root || die "please install what Debian calls ${missing[*]}"
		say "missing: ${missing[*]}" | fold -s -w 78
		quietly "installing that, as root (Ctrl-C waits for it)" as_root bash test/tools/packages.sh "${missing[@]}"
	elif bash test/tools/packages.sh --left; then
		if may_be_root; then
			quietly "taking back what a killed run has left" as_root bash test/tools/packages.sh --mend
		else
			say "a killed run has left something; as root: bash test/tools/packages.sh --mend"
		fi
	fi
	command -v "$PG_CONFIG" >/dev/null ||
		die "no PostgreSQL: install 15 or later with its server headers, and set PG_CONFIG"
}

# The programs, libraries and shared files of PostgreSQL, at the same places below
# $WORK/pg, where it finds them from where its programs are; and the extension.
make_copy() {
	local bin lib share headers program
	bin=$("$PG_CONFIG" --bindir)
	lib=$("$PG_CONFIG" --pkglibdir)
	share=$("$PG_CONFIG" --sharedir)
	headers=$("$PG_CONFIG" --includedir-server)
	mkdir -p "$WORK/pg"{"$bin","$lib","$share","${headers%/*}"} &&
	cp -a "$lib/." "$WORK/pg$lib" &&
	cp -a "$share/." "$WORK/pg$share" &&
	ln -s "$headers" "$WORK/pg$headers" &&
	ln -s "$WORK/pg$bin" "$WORK/bin" || return
	# bin may be /usr/bin, with all the rest of the machine in it
	for program in "$bin"/{postgres,initdb,psql,pg_*,{create,drop}{db,user},{cluster,reindex,vacuum}db}; do
		[ ! -f "$program" ] || cp -L "$program" "$WORK/bin" || return
	done
	# an extension of ours that is installed there, an older one perhaps
	rm -rf "$WORK/pg$lib"/{contacts.so,bitcode/contacts*} "$WORK/pg$share"/extension/contacts{.control,--*}
	"$WORK/bin/postgres" --version || { echo "programs do not run in $WORK: set TMPDIR"; return 1; }
	make -s install DESTDIR="$WORK/pg" PG_CONFIG="$PG_CONFIG"
}

# From here on PG_CONFIG and the programs in the PATH are those of the copy.
build() {
	local version
	version=$("$PG_CONFIG" --version)
	quietly "building for ${version%% (*}" make -s -j2 PG_CONFIG="$PG_CONFIG"
	quietly "installing into a copy of it" make_copy
	export PG_CONFIG=$WORK/bin/pg_config PATH=$WORK/bin:$PATH
}

# The server does not run as root, so root lends it the user that Debian's
# package has made.  It does not hold the lock of its folder.
as_server() {
	if ! is_root; then "$@"
	else setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
	fi 8>&-
}

start_server() {
	! is_root || getent passwd postgres >/dev/null ||
		die "run as another user than root, or make a user postgres for the server"
	! is_root || chown postgres "$WORK"
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
	(cd "$WORK" && as_server pg_ctl -D "$WORK/data" -l "$WORK/server.log" ${CONTACTS_POSTGRES:+-p "$CONTACTS_POSTGRES"} -t 300 -w -s start >/dev/null) ||
		{ tail "$WORK/server.log" >&2; die "the server did not start"; }
	export PGHOST=$WORK PGUSER=postgres
}

stop_server() {
	[ ! -f "$WORK/data/postmaster.pid" ] ||
		(cd "$WORK" && as_server "$WORK/bin/pg_ctl" -D "$WORK/data" -m immediate -w -s stop >/dev/null 2>&1) || true
}

clean_up() {
	local status=$?
	trap - EXIT INT TERM HUP
	stop_server
	if [ -n "${CONTACTS_KEEP:-}" ]; then
		rm -f "$WORK/lock"
		say "left behind: $WORK"
	else
		rm -rf "$WORK"
	fi
	exit $status
}

# A run holds a lock in its folder; one that was killed outright has left folder
# and server.  The server ends within a minute when the folder is gone.
make_work() {
	local lock
	for lock in "${TMPDIR:-/tmp}"/contacts.*/lock; do
		[ ! -O "$lock" ] || flock -n "$lock" rm -rf "${lock%/lock}" || true
	done
	WORK=$(mktemp -d "${TMPDIR:-/tmp}/contacts.XXXXXX")
	trap clean_up EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	exec 8>"$WORK/new"
	flock 8
	mv "$WORK/new" "$WORK/lock"
	chmod 755 "$WORK"
}
