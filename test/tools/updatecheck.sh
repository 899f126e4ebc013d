#!/usr/bin/env bash
# An updated extension has the objects of a fresh one.  For each released full
# script sql/contacts--X.sql that stays in the tree: install X, update, and
# compare the snapshot with that of a fresh install.  Before the first release
# there is no X; then the comparison is of an installation that was dropped and
# made again, which must leave nothing of itself behind.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" contacts.control)
work=$(mktemp -d)
databases=()
finish() {
	for db in "${databases[@]}"; do dropdb --if-exists "$db" 2>/dev/null || true; done
	rm -rf "$work"
}
trap finish EXIT
make_db() { databases+=("$1"); createdb "$1"; }
# Every member of the extension as DDL, without what differs from run to run.
snapshot() {
	pg_dump --binary-upgrade --schema-only "$1" |
		sed -e '/^--/d' -e '/binary_upgrade_/d' -e '/^SELECT pg_catalog/d' -e '/^SET relfrozenxid/d' -e "/^WHERE oid = '/d" -e '/^$/d' -e '/^\\\(un\)\?restrict/d' >"$work/$1"
}
make_db contacts_fresh
psql -d contacts_fresh -qX -c 'CREATE EXTENSION contacts'
snapshot contacts_fresh
[ "$(wc -l <"$work/contacts_fresh")" -gt 500 ] || { echo "the snapshot is empty"; exit 1; }

make_db contacts_again
psql -d contacts_again -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts' -c 'DROP EXTENSION contacts' -c 'CREATE EXTENSION contacts'
snapshot contacts_again
diff -u "$work/contacts_fresh" "$work/contacts_again"
echo "dropped and made again: the same"

for base in sql/contacts--[0-9]*.sql; do
	old=${base#sql/contacts--}
	old=${old%.sql}
	case $old in *--* | "$version") continue ;; esac
	make_db contacts_updated
	psql -d contacts_updated -qX -v ON_ERROR_STOP=1 -c "CREATE EXTENSION contacts VERSION '$old'" -c 'ALTER EXTENSION contacts UPDATE'
	snapshot contacts_updated
	diff -u "$work/contacts_fresh" "$work/contacts_updated"
	echo "updated from $old: the same"
	dropdb contacts_updated
done
