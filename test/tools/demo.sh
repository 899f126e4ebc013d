#!/usr/bin/env bash
# The main job on real input, on a throwaway server.
#
#   demo.sh           tells the story
#   demo.sh --psql    loads the same data without a word and opens psql on it
#   demo.sh --check   on the server of PGHOST, which the tests have started:
#                     whether the story still ends as it should, in 80 columns
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

# 5,000 rows with all columns of contacts.import_rows: one person in five
# spellings, then what the generator makes.
write_leads() {
	python3 -B - <<-'PY'
		import csv, io, sys
		sys.path.insert(0, "test/tools")
		import generate_contacts
		out = csv.writer(io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline=""), lineterminator="\n")
		five = (("Anita Desai", "098201 55501"), ("Desai Anita", "+91-98201-55501"),
		        ("anita desai", "00919820155501"), ("Ms. A. Desai", "Mob: (0)98201.55501"),
		        ("Anita Desai", "९८२०१ ५५५०१"))
		rows = [[name, phone, "", "Orchid Travels", "", "Pune", "India", "", ""] for name, phone in five]
		rows += [row for _, row in generate_contacts.generate(4995, 6)]
		for row in [generate_contacts.COLUMNS] + rows:
		    out.writerow([*row[:8], "custom" if row[0] == "name" else "", row[8]])
	PY
}

# The two refusals are part of the story; what psql says of them goes to stdout.
play() {
	write_leads >"$WORK/leads.csv"
	createdb demo
	(cd "$WORK" && psql -d demo -X <"$ROOT/test/tools/demo.sql" 2>&1) |
		sed -u -E -e 's/\) $/);/' -e '/.{81}/s/^(HINT: .{1,73}) /\1\n       /'
}

case ${1:-} in
--psql)
	quietly "playing the demo" play
	cd "$WORK"
	cat <<-'TEXT'

		The demo's database, as the application's role.  Account 1 has the users
		1 Asha (owner), 2 Meera and 3 Ravi (Sales), 4 Kiran (Support).  Who acts is
		said at the start of each transaction.  All of it goes away with \q.

	TEXT
	psql -d demo -U demo_app -qX -P footer=off -v ECHO=queries <<-'SQL' | sed -u 's/) $/);/'
		BEGIN;
		SELECT contacts.act_as(1, 2) \g /dev/null
		SELECT name, phone, city, tags FROM contacts.contacts
		WHERE company = 'Orchid Travels' OR city = 'Seattle' ORDER BY name LIMIT 5;
		COMMIT;
	SQL
	psql -d demo -U demo_app -v HISTFILE="$WORK/history"
	;;
--check)
	play >"$WORK/out"
	cat "$WORK/out"
	[ "$(grep -c '^ERROR:' "$WORK/out")" = 2 ]
	grep -q '^ERROR:  private contact limit reached' "$WORK/out"
	grep -q '^ERROR:  an account has exactly one primary contact person' "$WORK/out"
	[ "$(grep -c 'Secret Source *| +919930000001' "$WORK/out")" = 1 ]
	[ "$(grep -c 'Anita Desai *| +919820155501' "$WORK/out")" = 1 ]
	[ "$(wc -L <"$WORK/out")" -le 80 ]
	;;
*)
	play
	cat <<-'TEXT'

		That was the main job.  make demo-psql opens psql on this data, in a folder
		that has leads.csv; make test tests every promise.
	TEXT
	;;
esac
