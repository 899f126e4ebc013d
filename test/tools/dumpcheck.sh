#!/usr/bin/env bash
# A dump restores to the same rows, however it is made and loaded.
#
# Makes a database with something in every table, dumps and restores it in
# several ways, compares every table that the extension registers for dumps row
# by row, and contacts.usage, which is not dumped but counted again, with the
# contacts there are.  Each restored database must then work: quotas hold, and
# no number of a user or a department is given out twice.
#
# Wants PGHOST and PGUSER (a superuser) of a server that has the extension, and
# psql, pg_dump, pg_restore in the PATH.  Prints a line per way.
#
# Knob: CONTACTS_DUMP_JOBS, how many jobs pg_restore has where it can have some.
set -euo pipefail
export PGTZ=UTC PGOPTIONS='-c client_min_messages=warning'
unset PGDATABASE
work=$(mktemp -d)
source=contacts_dump_source
application=contacts_dump_application
jobs=${CONTACTS_DUMP_JOBS:-1}
databases=()
finish() {
	local status=$?
	trap - EXIT
	for db in "${databases[@]}"; do dropdb --if-exists --force "$db" 2>/dev/null || true; done
	psql -d postgres -qX -c "DROP ROLE IF EXISTS $application, ${application}_reader" 2>/dev/null || true
	rm -rf "$work"
	exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

die() { printf 'dumpcheck: %s\n' "$*" >&2; exit 1; }
make_db() {
	databases+=("$1")
	dropdb --if-exists --force "$1" 2>/dev/null || true
	createdb --template=template0 "$1"
}
sql() { local db=$1; shift; psql -d "$db" -qXAt -v ON_ERROR_STOP=1 "$@"; }

#
# What is dumped
#
make_db "$source"
psql -d postgres -qX -c "DROP ROLE IF EXISTS $application, ${application}_reader" -c "CREATE ROLE $application" -c "CREATE ROLE ${application}_reader"
sql "$source" -c 'CREATE EXTENSION contacts' -c 'SELECT FROM contacts.harden_database()'
sql "$source" -v application="$application" >"$work/made" <<'SQL'
-- Plans: a shipped one changed, one added.
UPDATE contacts.plans SET private_contacts_per_user = 3, users = 7 WHERE name = 'growth';
UPDATE contacts.plans SET import_rows = 42 WHERE name = 'starter';
INSERT INTO contacts.plans VALUES ('trial', true, 1, 2, 1, 5);
SELECT contacts.grant_application(:'application');

SELECT contacts.create_account('Growth & "Sons", Ltd', 'Ada', 'ada@growth.example', '098765 10001', account_id => 1);
SELECT contacts.create_account('Starter', 'Bob', 'bob@starter.example', '020 7946 0001', 'starter', 'GB', 'Europe/London', 20);
SELECT contacts.create_account('Enterprise', 'Cid', 'cid@enterprise.example', '02 3661 8300', 'enterprise', 'IT', 'Europe/Rome', 9000000000);

BEGIN;
SET LOCAL ROLE :"application";
SELECT contacts.act_as(1, 1);
INSERT INTO contacts.users (name, role, email, phone, extension, pro_licence) VALUES
	('Cem', 'contact_manager', 'cem@growth.example', '098765 10002', 11, true),
	('Dee', 'manager', NULL, '+44 20 7946 0958', NULL, false),
	('Gus', 'agent', NULL, NULL, 12, false),
	('Leaves', 'agent', NULL, '098765 10005', 13, false);
INSERT INTO contacts.departments (name, manager_id) VALUES ('Sales', 3), ('Support', NULL), ('Dissolved', NULL);
INSERT INTO contacts.department_members VALUES (1, 1, 2), (1, 1, 4), (1, 2, 2);
INSERT INTO contacts.user_hours VALUES (1, 2, 1, '09:00', '17:30'), (1, 2, 7, '22:00', '24:00');
INSERT INTO contacts.custom_fields (key, type, label, choices, required) VALUES
	('size', 'number', 'Size', NULL, false), ('colour', 'choice', NULL, '{red,"light blue"}', false), ('gone', 'text', NULL, NULL, false);
INSERT INTO contacts.segments (name, filter) VALUES ('In Pune', '{"city": "Pune", "tags": ["vip"]}');
INSERT INTO contacts.contact_persons (category, name, email, phone, designation, consent_at) VALUES
	('accounts', 'Ann', 'ann@growth.example', '+12125550100', 'Bookkeeper', '2024-02-29 12:34:56.789+05:30'),
	('technical', 'Tom', NULL, NULL, NULL, NULL);
-- what is given up, so that the highest numbers are higher than any row
DELETE FROM contacts.departments WHERE name = 'Dissolved';
COMMIT;
BEGIN;
SELECT contacts.act_as(1, 1);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('agent', 'contacts.import', true), ('manager', 'contacts.export', false);
UPDATE contacts.users SET removed_at = now() WHERE account_id = 1 AND name = 'Leaves';
COMMIT;

-- Contacts of all kinds: odd text, a leading zero, all visibilities; Cem's
-- private ones reach the limit.
BEGIN;
SET LOCAL ROLE :"application";
SELECT contacts.act_as(1, 2);
INSERT INTO contacts.contacts (name, phone, email, company, city, tags, custom, visibility, department_id) VALUES
	('Tab	quote '' backslash \ "double"', '+390236618300', 'A.B@Example.COM', E'two\nlines', 'Pune', '{vip,"with, comma",null}', '{"size": 1.50, "colour": "light blue"}', 'everyone', NULL),
	('नरेन्द्र 山田 🙂', '+919000000001', NULL, '\N', NULL, '{}', '{}', 'everyone', NULL),
	('Private one', '+919000000001', 'p1@example.com', NULL, NULL, '{}', '{}', 'only_me', NULL),
	('Private two', '+919000000002', NULL, NULL, NULL, '{}', '{}', 'only_me', NULL),
	('Private three', '+919000000003', NULL, NULL, NULL, '{}', '{}', 'only_me', NULL),
	('Of Sales', '+919000000001', NULL, NULL, NULL, '{}', '{}', 'team', 1),
	('Of Support', '+919000000001', NULL, NULL, NULL, '{}', '{}', 'team', 2),
	(NULL, NULL, NULL, 'A company', NULL, '{}', '{"gone": "value of a field that went"}', 'everyone', NULL);
INSERT INTO contacts.contact_phones (contact_id, phone, label, extension, position)
	SELECT id, '+12125550101', 'work', '0077', 3 FROM contacts.contacts WHERE phone = '+390236618300';
INSERT INTO contacts.contact_emails (contact_id, email, label) SELECT id, 'second@example.com', 'home' FROM contacts.contacts WHERE phone = '+390236618300';
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, E'note\twith\n\\. and \\N' FROM contacts.contacts WHERE phone = '+390236618300';
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'a private note' FROM contacts.contacts WHERE name = 'Private one';
UPDATE contacts.contacts SET job_title = 'changed', city = 'Delhi' WHERE name = 'Of Sales';
UPDATE contacts.contacts SET email = 'p1.new@example.com' WHERE name = 'Private one';
-- a large account beside it
SELECT contacts.act_as(9000000000, 1);
INSERT INTO contacts.contacts (name, phone, visibility)
	SELECT 'Contact ' || g, ('+39320' || lpad(g::text, 7, '0'))::contacts.phone,
		CASE WHEN g % 3 = 0 THEN 'only_me'::contacts.visibility ELSE 'everyone' END
	FROM generate_series(1, 2000) g;
COMMIT;

-- Imports with errors, one of them private.
BEGIN;
SET LOCAL ROLE :"application";
SELECT contacts.act_as(1, 2);
SELECT contacts.begin_import('a file, with "quotes".csv', on_duplicate => 'fill');
INSERT INTO contacts.import_rows (name, phone, email, tags, custom, notes) VALUES
	('Imported', '098765 43210 ext. 9', 'imported@example.com', 'a; b', '{"size": 2}', 'imported note'),
	('Rejected', '12', NULL, NULL, NULL, NULL), ('Rejected', NULL, 'nobody', 'x;y', '{"shoe": 1}', E'a\\b\nc'), (NULL, NULL, NULL, NULL, NULL, NULL),
	('Fills', '+919000000001', 'narendra@example.com', NULL, NULL, NULL);
COMMIT;
BEGIN;
SET LOCAL ROLE :"application";
SELECT contacts.act_as(9000000000, 1);
SELECT contacts.begin_import(NULL, 'only_me', on_duplicate => 'reject');
INSERT INTO contacts.import_rows (name, phone) VALUES ('Private import', '320 1234567'), ('Rejected', '1');
COMMIT;

-- A table of others that a merge moves, without a foreign key.
CREATE TABLE public.letters (account_id bigint, about jsonb);
SELECT contacts.register_reference('public.letters', 'about', path => '{"contact id"}');

-- Merges: of shared contacts, twice in a row, and one that publishes.
BEGIN;
SET LOCAL ROLE :"application";
SELECT contacts.act_as(1, 2);
INSERT INTO contacts.contacts (name, phone, email) VALUES ('M1', '+919000000011', 'm@example.com'), ('M2', '+919000000012', 'm@example.com'), ('M3', '+919000000013', NULL);
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = 'M2'), ARRAY(SELECT id FROM contacts.contacts WHERE name = 'M3'));
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = 'M1'), ARRAY(SELECT id FROM contacts.contacts WHERE name = 'M2'), '{"city": "Pune"}');
INSERT INTO contacts.contacts (name, phone) VALUES ('P1', '+919000000021');
UPDATE contacts.contacts SET name = 'Private three, merged' WHERE name = 'Private three';
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = 'P1'),
	ARRAY(SELECT id FROM contacts.contacts WHERE name = 'Private three, merged'), publish => true);
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Private three again', '+919000000003', 'only_me');
-- an owner of private contacts who has none any more
SELECT contacts.act_as(1, 3);
INSERT INTO contacts.contacts (name, visibility) VALUES ('Private for a while', 'only_me');
UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Private for a while';
COMMIT;

-- Rules that changed since: a custom field gone, a downgrade that leaves a
-- user over their quota and the account over its number of contact persons.
BEGIN;
SELECT contacts.act_as(1, 1);
DELETE FROM contacts.custom_fields WHERE account_id = 1 AND key = 'gone';
COMMIT;
UPDATE contacts.plans SET private_contacts_per_user = 100 WHERE name = 'trial';
SELECT contacts.create_account('Downgraded', 'Eve', 'eve@trial.example', '098765 50001', 'enterprise', account_id => 30);
BEGIN;
SET LOCAL ROLE :"application";
SELECT contacts.act_as(30, 1);
INSERT INTO contacts.users (name) VALUES ('U2'), ('U3');
INSERT INTO contacts.contact_persons (name) VALUES ('Further'), ('Another');
INSERT INTO contacts.contacts (name, visibility) SELECT 'Private ' || g, 'only_me' FROM generate_series(1, 4) g;
COMMIT;
BEGIN;
SELECT contacts.act_as(30, 1);
UPDATE contacts.accounts SET plan = 'starter' WHERE account_id = 30;
COMMIT;

-- What no function of this release makes, as an earlier restore would have
-- brought it: a token, a dismissed pair, and numbers that the metadata of
-- another release took: of a calling code unknown today, and one whose text
-- would be read as another number.
SET row_security = off;
INSERT INTO contacts.api_tokens (account_id, id, user_id, issued_by, name, hash, scopes, expires_at)
	VALUES (1, '01900000-0000-7000-8000-000000000001', 2, 2, 'dialler', sha256('secret'), '{contacts.read}', '2030-01-01');
INSERT INTO contacts.duplicate_dismissals (account_id, contact_a, contact_b, audience_a, audience_b, user_id)
	SELECT 1, least(a.id, b.id), greatest(a.id, b.id), 0, 0, 2
	FROM contacts.contacts a, contacts.contacts b WHERE a.account_id = 1 AND b.account_id = 1 AND a.name = 'M1' AND b.name = 'Imported';
INSERT INTO contacts.contacts (account_id, id, owner_id, name, phone, visibility, created_by)
	VALUES (1, '01900000-0000-7000-8000-000000000002', 2, 'Of an older release', '+99912345678', 'everyone', 2),
		(1, '01900000-0000-7000-8000-000000000003', 2, 'Behind two zeros', '+9109876543210', 'everyone', 2);
INSERT INTO contacts.contact_phones (account_id, contact_id, phone, audience, is_primary)
	SELECT c.account_id, c.id, c.phone, c.audience, true FROM contacts.contacts c WHERE c.id::text LIKE '01900000-%';
RESET row_security;
SELECT contacts.map_role((:'application' || '_reader')::regrole, 1, 2);

-- A table of somebody else with a foreign key.
CREATE TABLE calls (account_id bigint, n integer, contact_id uuid,
	PRIMARY KEY (account_id, n), FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
INSERT INTO calls SELECT c.account_id, row_number() OVER (ORDER BY c.id), c.id FROM contacts.contacts c WHERE c.account_id = 1;
SQL

# Every table that is registered, and each has rows: else nothing is proved.
tables=$(sql "$source" -c "SELECT t.oid::regclass FROM pg_extension e, unnest(e.extconfig) AS t(oid) WHERE e.extname = 'contacts' ORDER BY 1::text")
[ "$(wc -l <<<"$tables")" -ge 20 ] || die "only $(wc -l <<<"$tables") tables are registered for dumps"
unregistered=$(sql "$source" -c "SELECT c.oid::regclass FROM pg_class c, pg_extension e
	WHERE e.extname = 'contacts' AND c.relnamespace = 'contacts'::regnamespace AND c.relkind IN ('r', 'p', 'S')
	  AND NOT c.oid = ANY (e.extconfig) AND c.relname NOT IN ('usage', 'jobs', 'found_duplicates')")
[ -z "$unregistered" ] || die "not registered for dumps: $unregistered"
for table in $tables; do
	[ "$(sql "$source" -c "SELECT EXISTS (SELECT FROM $table)")" = t ] || die "$table is empty: the comparison would prove nothing of it"
done

# rows DATABASE: every row of every table, in order of the primary keys.
rows() {
	local table key
	for table in $tables calls; do
		key=$(sql "$1" -c "SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.n) FROM pg_index i,
			unnest(i.indkey) WITH ORDINALITY AS k(attnum, n), pg_attribute a
			WHERE i.indrelid = '$table'::regclass AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum = k.attnum")
		printf '== %s\n' "$table"
		sql "$1" -c "COPY (SELECT * FROM $table ORDER BY $key) TO STDOUT"
	done
	# A counter of none says what no counter says.
	printf '== contacts.usage\n'
	sql "$1" -c 'COPY (SELECT * FROM contacts.usage WHERE private_contacts <> 0 ORDER BY account_id, user_id) TO STDOUT'
}
counted='SELECT coalesce(u.account_id, c.account_id), coalesce(u.user_id, c.owner_id), u.private_contacts, c.n
	FROM (SELECT account_id, owner_id, count(*) AS n FROM contacts.contacts WHERE audience < 0 GROUP BY 1, 2) c
	FULL JOIN contacts.usage u ON u.account_id = c.account_id AND u.user_id = c.owner_id
	WHERE coalesce(u.private_contacts, 0) <> coalesce(c.n, 0) ORDER BY 1, 2'
rows "$source" >"$work/rows"
[ -z "$(sql "$source" -c "$counted")" ] || die "the counters are wrong before any dump"
grep -q $'^== contacts.usage$' "$work/rows" && [ "$(sed '1,/^== contacts.usage$/d' "$work/rows" | wc -l)" -ge 3 ] || die "no private contacts to count"

# state DATABASE STATEMENT...: what the last statement comes to in a
# transaction of its own, which is taken back: "done", or SQLSTATE and constraint.
state() {
	local db=$1 last=${!#} before='' output
	shift
	while [ $# -gt 1 ]; do before+="$1; "; shift; done
	output=$(psql -d "$db" -qXAt -v VERBOSITY=verbose 2>"$work/state" <<-SQL
		\\o /dev/null
		BEGIN;
		SET LOCAL ROLE $application;
		$before
		\\o
		$last;
		SET CONSTRAINTS ALL IMMEDIATE;
		ROLLBACK;
	SQL
	) || true
	if [ -s "$work/state" ]; then
		printf '%s %s' "$(sed -n 's/.*ERROR:  \([0-9A-Z]*\):.*/\1/p' "$work/state" | head -1)" "$(sed -n 's/^CONSTRAINT NAME:  //p' "$work/state" | head -1)"
	else
		printf 'done %s' "$output"
	fi
}

# works DATABASE: the rules hold there as they did.
expect() {
	local what=$1 wanted=$2 found=$3
	[ "$found" = "$wanted" ] && return
	printf '%s: wanted "%s", found "%s"\n' "$what" "$wanted" "$found" >&2
	broken=1
}
works() {
	local db=$1
	broken=
	expect 'a private contact at the quota' '23514 private_contact_limit' \
		"$(state "$db" 'SELECT contacts.act_as(1, 2)' "INSERT INTO contacts.contacts (name, visibility) VALUES ('One more', 'only_me')")"
	expect 'a private contact below it' 'done ' \
		"$(state "$db" 'SELECT contacts.act_as(1, 3)' "INSERT INTO contacts.contacts (name, visibility) VALUES ('One more', 'only_me')")"
	expect 'a private contact of a starter' '42501 ' \
		"$(state "$db" 'SELECT contacts.act_as(30, 1)' "INSERT INTO contacts.contacts (name, visibility) VALUES ('One more', 'only_me')")"
	expect 'the next user' 'done 6' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' "INSERT INTO contacts.users (name) VALUES ('Next') RETURNING user_id")"
	expect 'the next department' 'done 4' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' "INSERT INTO contacts.departments (name) VALUES ('Next') RETURNING department_id")"
	expect 'a user over the limit' '23514 user_limit' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' "INSERT INTO contacts.users (name) SELECT 'U' || g FROM generate_series(1, 10) g")"
	expect 'a number that is there' '23505 contacts_phone_key' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' "INSERT INTO contacts.contacts (name, phone) VALUES ('Twin', '+390236618300')")"
	expect 'the ids of merged contacts' $'done M1|2\nP1|1' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' "SELECT c.name, count(*) FROM contacts.merges m, unnest(m.duplicates) d, contacts.contacts c WHERE c.id = contacts.resolve(d) AND m.survivor_id = c.id GROUP BY 1 ORDER BY 1")"
	expect 'what another user sees of the private ones' 'done 0' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' "SELECT count(*) FROM contacts.contacts WHERE name LIKE 'Private o%' OR name LIKE 'Private t%'")"
	expect 'nobody acting' 'done 0' "$(state "$db" 'SELECT 1' 'SELECT count(*) FROM contacts.contacts')"
	expect 'an account without a primary person' '23514 primary_contact_person' \
		"$(state "$db" 'SELECT contacts.act_as(1, 1)' 'DELETE FROM contacts.contact_persons WHERE is_primary')"
	expect 'history that is changed' '42501 ' \
		"$(state "$db" 'RESET ROLE' 'DELETE FROM contacts.audit_log')"
	expect 'the database is hardened' '' \
		"$(sql "$db" -c "SELECT object FROM contacts.check_security() WHERE problem ~ '^counters'")"
	[ -z "$broken" ]
}

# compare NAME DATABASE: the rows, the counters, the rules.
compare() {
	local way=$1 db=$2
	rows "$db" >"$work/restored"
	if ! diff -u "$work/rows" "$work/restored" >"$work/diff"; then
		printf '%s: the rows differ\n' "$way"
		head -40 "$work/diff"
		exit 1
	fi
	[ -z "$(sql "$db" -c "$counted")" ] || { printf '%s: the counters differ from the contacts\n' "$way"; sql "$db" -c "$counted"; exit 1; }
	works "$db" 2>"$work/broken" || { printf '%s: the restored database does not work as before\n' "$way"; cat "$work/broken"; exit 1; }
	# looking at it has changed nothing
	rows "$db" | diff -q "$work/rows" - >/dev/null || { printf '%s: the checks have left something behind\n' "$way"; exit 1; }
	printf '%-45s %d rows the same\n' "$way" "$(grep -vc '^== ' "$work/rows")"
}

# quiet COMMAND...: succeeds, and has nothing to say: a warning of a foreign-key
# cycle is one too many.
quiet() {
	"$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; die "failed: $*"; }
	[ ! -s "$work/err" ] || { cat "$work/err" >&2; die "has something to say: $*"; }
}

works "$source" || die "the database does not work before any dump"

quiet pg_dump -f "$work/plain.sql" "$source"
make_db contacts_dump_plain
quiet psql -d contacts_dump_plain -qX -v ON_ERROR_STOP=1 -f "$work/plain.sql"
compare 'plain SQL through psql' contacts_dump_plain

quiet pg_dump --column-inserts -f "$work/inserts.sql" "$source"
make_db contacts_dump_inserts
quiet psql -d contacts_dump_inserts -qX -v ON_ERROR_STOP=1 --single-transaction -f "$work/inserts.sql"
compare 'INSERT commands, in one transaction' contacts_dump_inserts

quiet pg_dump -Fc -f "$work/custom" "$source"
make_db contacts_dump_custom
quiet pg_restore --exit-on-error -d contacts_dump_custom "$work/custom"
compare 'custom format' contacts_dump_custom

# Onto the database itself: its data go only if that is wanted.  In one
# transaction, else tables of others have gone before it is refused.
if pg_restore --clean --if-exists --single-transaction -d contacts_dump_custom "$work/custom" >"$work/out" 2>"$work/err"; then
	die "pg_restore --clean dropped the extension with its data"
fi
grep -q 'holds data and is not dropped' "$work/err" || { head -20 "$work/err" >&2; die "pg_restore --clean does not say why it failed"; }
compare 'pg_restore --clean is refused' contacts_dump_custom
PGOPTIONS="$PGOPTIONS -c contacts.allow_drop=on" quiet pg_restore --clean --if-exists --exit-on-error -d contacts_dump_custom "$work/custom"
compare 'pg_restore --clean with allow_drop' contacts_dump_custom

quiet pg_dump -Fd -j 2 -f "$work/directory" "$source"
make_db contacts_dump_directory
quiet pg_restore --exit-on-error -d contacts_dump_directory "$work/directory"
compare 'directory format' contacts_dump_directory

# pg_dump does not write into an archive which of an extension's tables refers
# to which, so several jobs load them in any order.
if [ "$jobs" -gt 1 ]; then
	make_db contacts_dump_parallel
	quiet pg_restore --exit-on-error -j "$jobs" -d contacts_dump_parallel "$work/custom"
	compare "custom format, $jobs jobs" contacts_dump_parallel

	make_db contacts_dump_parallel
	quiet pg_restore --exit-on-error -j "$jobs" -d contacts_dump_parallel "$work/directory"
	compare "directory format, $jobs jobs" contacts_dump_parallel
fi

# Data alone, into a database that has a fresh extension.
quiet pg_dump --data-only -f "$work/data.sql" "$source"
make_db contacts_dump_data
sql contacts_dump_data -v application="$application" >/dev/null <<'SQL'
CREATE EXTENSION contacts;
SELECT contacts.grant_application(:'application');
CREATE TABLE calls (account_id bigint, n integer, contact_id uuid,
	PRIMARY KEY (account_id, n), FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE TABLE letters (account_id bigint, about jsonb);
SQL
quiet psql -d contacts_dump_data -qX -v ON_ERROR_STOP=1 -f "$work/data.sql"
# privileges are no data
sql contacts_dump_data -c 'SELECT FROM contacts.harden_database()'
compare 'data only, into a fresh extension' contacts_dump_data

# The restored one is a source like the first.
quiet pg_dump -Fc -f "$work/second" contacts_dump_plain
make_db contacts_dump_second
quiet pg_restore --exit-on-error -d contacts_dump_second "$work/second"
compare 'dump of a restored database' contacts_dump_second

# With row security on, a restore is no restore: it fails, says why, and loads
# no row of an account.
make_db contacts_dump_secured
if pg_restore --enable-row-security -d contacts_dump_secured "$work/custom" >"$work/out" 2>"$work/err"; then
	die "pg_restore --enable-row-security succeeded"
fi
grep -q 'no identity is in force' "$work/err" || { head -20 "$work/err" >&2; die "pg_restore --enable-row-security does not say why it failed"; }
for table in $tables; do
	case $table in contacts.plans | contacts.hardening | contacts.registered_references) continue ;; esac
	[ "$(sql contacts_dump_secured -c "SELECT EXISTS (SELECT FROM $table)")" = f ] || die "pg_restore --enable-row-security has loaded rows of $table"
done
printf '%-45s refused\n' 'pg_restore --enable-row-security'
