#!/usr/bin/env bash
# pg_upgrade keeps the data and the rules, and finds a database in which
# check_security() has nothing to say.  With one PostgreSQL at hand it upgrades
# to the same release: what matters here is how pg_upgrade brings the extension
# across, member by member.
#
# Knob: CONTACTS_NEW_BINDIR, the programs of a newer PostgreSQL that has the
# extension.
. "$(dirname "$0")/setup.sh"
make_work
PG_CONFIG=${PG_CONFIG:-pg_config}
old_bin=$("$PG_CONFIG" --bindir)
new_bin=${CONTACTS_NEW_BINDIR:-$old_bin}
[ "$(id -u)" != 0 ] || chown postgres "$WORK"
cd "$WORK"

cluster() {
	as_server "$1/initdb" -D "$WORK/$2" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$WORK/initdb.log" 2>&1 ||
		{ tail "$WORK/initdb.log" >&2; die "initdb failed"; }
	printf "listen_addresses = ''\nunix_socket_directories = '%s'\nfsync = off\nsession_preload_libraries = 'contacts'\n" \
		"$WORK" >>"$WORK/$2/postgresql.conf"
}
start() { as_server "$1/pg_ctl" -D "$WORK/$2" -l "$WORK/$2.log" -w -s start; }
stop() { as_server "$1/pg_ctl" -D "$WORK/$2" -m fast -w -s stop; }
sql() { psql -h "$WORK" -U postgres -d "$1" -qXAt -v ON_ERROR_STOP=1 "${@:2}"; }
stop_server() {
	for data in old new; do
		[ ! -f "$WORK/$data/postmaster.pid" ] || as_server "$old_bin/pg_ctl" -D "$WORK/$data" -m immediate -s stop || true
	done
}
state() {
	sql upgraded -c "SELECT * FROM contacts.check_security()" \
		-c "SELECT account_id, name FROM contacts.accounts ORDER BY 1" \
		-c "SELECT account_id, owner_id, audience, name, phone FROM contacts.contacts ORDER BY name" \
		-c "SELECT * FROM contacts.usage" -c "SELECT count(*) > 60 FROM contacts.hardening"
}

cluster "$old_bin" old
start "$old_bin" old
createdb -h "$WORK" -U postgres upgraded
sql upgraded >/dev/null <<'SQL'
CREATE ROLE application;
CREATE EXTENSION contacts;
SELECT contacts.grant_application('application');
SELECT FROM contacts.harden_database();
SELECT contacts.create_account('Acme', 'Asha', 'asha@acme.example', '098200 12345', account_id => 42);
BEGIN;
SELECT contacts.act_as(42, 1);
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Shared', '080 2222 3333', 'everyone'), ('Own', '099300 00001', 'only_me');
COMMIT;
SQL
state >"$WORK/before"
[ "$(head -1 "$WORK/before")" = '42|Acme' ] || { cat "$WORK/before"; die "check_security() has something to say before the upgrade"; }
stop "$old_bin" old

cluster "$new_bin" new
as_server "$new_bin/pg_upgrade" -b "$old_bin" -B "$new_bin" -d "$WORK/old" -D "$WORK/new" -U postgres -s "$WORK" >"$WORK/upgrade.log" 2>&1 ||
	{ tail -30 "$WORK/upgrade.log" >&2; die "pg_upgrade failed"; }
start "$new_bin" new
state >"$WORK/after"
diff -u "$WORK/before" "$WORK/after"
! sql upgraded -c 'DROP EXTENSION contacts' 2>"$WORK/refused" || die "the extension was dropped with its data"
grep -q 'holds data and is not dropped' "$WORK/refused" || { cat "$WORK/refused"; die "another error than expected"; }
[ "$(sql upgraded -c 'BEGIN' -c 'SET LOCAL ROLE application' -c 'SELECT contacts.act_as(42, 1)' -c 'SELECT count(*) FROM contacts.contacts' -c COMMIT | tail -1)" = 2 ] ||
	die "the application does not see its contacts"
stop "$new_bin" new
echo "upgraded by pg_upgrade: the same"
