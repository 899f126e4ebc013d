#!/usr/bin/env bash
# Nobody brings an identity along at login, whether the library is there first
# or comes late.  Real logins of an ordinary role: no regress test has them,
# for a server may ask who one is.
set -euo pipefail
db=contacts_login
role=contacts_login_application
finish() {
	dropdb --if-exists "$db" 2>/dev/null || true
	psql -d postgres -qX -c "DROP ROLE IF EXISTS $role" 2>/dev/null || true
}
trap finish EXIT
createdb "$db"
psql -d "$db" -qXAt -v ON_ERROR_STOP=1 >/dev/null <<-SQL
	CREATE EXTENSION contacts;
	CREATE ROLE $role LOGIN;
	SELECT contacts.grant_application('$role');
	SELECT contacts.create_account('Login', 'Olga', 'olga@example.com', '+919811000091', account_id => 1);
	BEGIN;
	SELECT contacts.act_as(1, 1);
	INSERT INTO contacts.contacts (name) VALUES ('Hidden');
	COMMIT;
SQL
actor='3|1|1|6|16383|7|0|IN||-1,0'
count=0
# what a login with these options sees, after one more statement
try() {
	local library=$1 options=$2 statement=$3 seen
	seen=$(PGOPTIONS="-c client_min_messages=error $options" psql -d "$db" -U "$role" -qXAt \
		-c "$statement" -c 'SELECT contacts.actor_user() IS NULL, count(*) FROM contacts.contacts' 2>/dev/null) || true
	[ "$seen" = 't|0' ] || { echo "library $library, login with \"$options\", then \"$statement\": $seen"; exit 1; }
	count=$((count + 1))
}
for library in contacts ''; do
	# an empty list can be set from a session only: SET ... = '' makes it a library without a name
	psql -d "$db" -qXAt -c "SELECT set_config('session_preload_libraries', '$library', false)" \
		-c "ALTER ROLE $role SET session_preload_libraries FROM CURRENT" >/dev/null
	[ "$(psql -d "$db" -qXAt -c "SELECT setconfig[1] FROM pg_db_role_setting WHERE setrole = '$role'::regrole")" = "session_preload_libraries=$library" ]
	try "$library" "-c contacts.actor=$actor" ''
	try "$library" '-c contacts.session_actor=1:1' ''
	try "$library" "-c contacts.actor=$actor -c contacts.session_actor=1:1" ''
	try "$library" '' "SET contacts.actor = '$actor'"
	try "$library" '' "SET contacts.session_actor = '1:1'"
	try "$library" "-c contacts.actor=$actor" "SET contacts.session_actor = '1:1'"
done
echo "$count logins, none of them with an identity"
