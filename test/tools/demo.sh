#!/usr/bin/env bash
# The main job on real input, on a throwaway server.
#
#   demo.sh           tells the story
#   demo.sh --psql    loads the same data without a word and opens psql on it
#   demo.sh --check   on the server of PGHOST, which the tests have started:
#                     whether the story still ends as it should
if [ "${1:-}" = --check ]; then
	set -euo pipefail
	cd "$(dirname "$0")/../.."
	ROOT=$PWD WORK=$(mktemp -d)
	trap 'cd /; dropdb --if-exists demo; dropuser --if-exists demo_app; rm -rf "$WORK"' EXIT
else
	. "$(dirname "$0")/setup.sh"
	make_work
	install_packages
	build
	start_server
fi

play() {
	python3 test/tools/generate_contacts.py >"$WORK/leads.csv"
	createdb demo
	psql -d demo -qX -v ON_ERROR_STOP=1 >/dev/null <<-'SQL'
		CREATE EXTENSION contacts;
		CREATE ROLE demo_app LOGIN;
		SELECT contacts.grant_application('demo_app');
	SQL
	cd "$WORK"
	# The two refusals are part of the story; what psql says of them goes to stdout.
	psql -d demo -qX <"$ROOT/test/tools/demo.sql" 2>&1 |
		sed -u 's/^\(SELECT contacts\.act_as(.*)\) $/\1;/'
	cd "$ROOT"
}

case ${1:-} in
--psql)
	play >/dev/null
	cat <<-'TEXT'

		The demo's database, as an application role.  Users of account 1: 1 Asha (owner),
		2 Meera and 3 Ravi (Sales), 4 Kiran (Support).  Identity lasts a transaction:

		  BEGIN; SELECT contacts.act_as(1, 2); SELECT * FROM contacts.contacts LIMIT 5; COMMIT;

		All of it goes away with \q.
	TEXT
	psql -d demo -U demo_app
	;;
--check)
	play >"$WORK/out"
	cat "$WORK/out"
	[ "$(grep -c '^ERROR:' "$WORK/out")" = 2 ]
	grep -q '^ERROR:  private contact limit reached' "$WORK/out"
	grep -q '^ERROR:  an account has exactly one primary contact person' "$WORK/out"
	[ "$(grep -c 'Secret Source *| +919930000001' "$WORK/out")" = 1 ]
	;;
*)
	play
	cat <<-'TEXT'

		That was the main job.  To play on with this data in psql:  make demo-psql
		To see every promise tested:                                make test
	TEXT
	;;
esac
