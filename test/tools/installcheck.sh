#!/usr/bin/env bash
# make installcheck: the regress and isolation tests on a running server that
# has the extension installed, as its superuser.  Nobody else logs in, so peer
# authentication will do; roles and databases of the tests go when it ends.
# Wants PG_CONFIG and the usual PGHOST, PGPORT, PGUSER; REGRESS and ISOLATION
# name the tests.
set -euo pipefail
cd "$(dirname "$0")/../.."
unset PGDATABASE
db=contacts_installcheck
die() { printf 'contacts: %s\n' "$*" >&2; exit 1; }
sql() { psql -d postgres -qXAt -v ON_ERROR_STOP=1 "$@"; }

superuser=$(sql -c 'SHOW is_superuser') ||
	die "no server answers: set PGHOST, PGPORT and PGUSER (a superuser; on Debian: sudo -u postgres)"
[ "$superuser" = on ] || die "$(sql -c 'SELECT session_user') is no superuser: the tests make roles, databases and the extension"
wanted=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" contacts.control)
there=$(sql -c "SELECT default_version FROM pg_available_extensions WHERE name = 'contacts'")
[ "$there" = "$wanted" ] || die "the server has ${there:-no} contacts, the tests are of $wanted: make install first"
[ -w . ] || die "the results are written here, which $(id -un) may not: copy the tree to a place of its own"
# What the tests make bears these names; what is there already is not ours.
roles="SELECT rolname FROM pg_roles WHERE rolname ~ '^regress_' ORDER BY 1"
databases="SELECT datname FROM pg_database WHERE datname ~ '^contacts_(installcheck|latin1|ascii|drop|corners|security)\$' ORDER BY 1"
in_the_way=$(sql -c "$roles" -c "$databases" | paste -sd' ')
[ -z "$in_the_way" ] || die "drop these first, the tests make them: $in_the_way"

clean_up() {
	local status=$? name
	trap - EXIT INT TERM HUP
	# by now nothing but what the tests have made
	for name in $(sql -c "$databases"); do sql -c "DROP DATABASE \"$name\" (FORCE)" || true; done
	for name in $(sql -c "$roles"); do sql -c "DROP ROLE \"$name\"" || true; done
	exit $status
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The order of names and the encoding are those of the expected output.
programs=$(dirname "$("$PG_CONFIG" --pgxs)")/../test
options="--bindir=$("$PG_CONFIG" --bindir) --dbname=$db --encoding=UTF8 --no-locale --load-extension=contacts --inputdir=test --outputdir=."
[ -z "${REGRESS:-}" ] || "$programs/regress/pg_regress" $options $REGRESS
[ -z "${ISOLATION:-}" ] || "$programs/isolation/pg_isolation_regress" $options $ISOLATION
