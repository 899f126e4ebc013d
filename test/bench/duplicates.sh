#!/usr/bin/env bash
# Finding duplicates through the SQL functions: how good, how fast, how large, and
# what the indexes cost who writes.
#
#   duplicates.sh               all of it
#   duplicates.sh [ROWS...] [upkeep]   sets of so many made-up contacts; what indexes cost
#   DATA=FOLDER duplicates.sh   the sets of a folder as well: *.csv of a kind that
#                               duplicates_load.py knows
#
# Pairs are judged at a score of 0.5 against all true pairs, those of no common key
# included; groups by the pairs in them, and by B-cubed.  Times are medians.
# DATA is what make installs, too: the build below must not inherit it
unset MAKEFLAGS MFLAGS MAKEOVERRIDES
. "$(dirname "$0")/../tools/setup.sh"
make_work
install_packages
build
CONTACTS_SHARED_BUFFERS=${CONTACTS_SHARED_BUFFERS:-1GB} start_server
psql -d postgres -qX -c "ALTER SYSTEM SET session_preload_libraries = 'contacts'" -c "ALTER SYSTEM SET autovacuum = off" -c 'SELECT pg_reload_conf()' >/dev/null
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(5000 100000 1000000 upkeep)

# The most memory of its own that a backend has while it runs.
watch_memory() {
	local most=0 now
	while now=$(sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null) && [ -n "$now" ]; do
		[ "$now" -le "$most" ] || { most=$now; echo "$most" >"$2"; }
		sleep 0.05
	done
}

# measure NAME FILE: loads a set into a database of its own and measures all of it
measure() {
	local began took
	say "== $1"
	python3 test/bench/duplicates_load.py "$2" >"$WORK/rows.csv"
	chmod 644 "$WORK/rows.csv"
	createdb bench
	psql -d bench -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts'
	began=$SECONDS
	psql -d bench -qX -v ON_ERROR_STOP=1 -v account=1 -v rows_file="$WORK/rows.csv" -f test/bench/duplicates_load.sql
	took=$((SECONDS - began))
	psql -d bench -qX -c 'VACUUM ANALYZE'
	psql -d bench -qXAt -v ON_ERROR_STOP=1 -f test/bench/duplicates_measure.sql
	rm -f "$WORK/pid" "$WORK/memory"
	psql -d bench -qXAt -c 'SELECT pg_backend_pid()' -c 'SELECT pg_sleep(0.3)' \
		-c 'BEGIN; SELECT contacts.act_as(1, 1); SELECT count(*) FROM contacts.duplicates(0.5, 1000); SELECT count(*) FROM contacts.duplicate_groups(); COMMIT' >"$WORK/pid" &
	until [ -s "$WORK/pid" ]; do sleep 0.02; done
	watch_memory "$(head -1 "$WORK/pid")" "$WORK/memory"
	wait
	say "memory of the backend, at most: $(($(cat "$WORK/memory") / 1024)) MB; loaded in $took s"
	dropdb bench
}

upkeep() {
	say "== what the indexes cost"
	python3 test/tools/generate_contacts.py --rows 100000 >"$WORK/rows.csv"
	chmod 644 "$WORK/rows.csv"
	for database in with without; do
		createdb "$database"
		psql -d "$database" -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts'
	done
	psql -d without -qX -c 'DROP INDEX contacts.contacts_duplicate_name, contacts.contacts_duplicate_sample,
		contacts.contact_emails_duplicate_local, contacts.contact_phones_further, contacts.contact_emails_further'
	# in turn, so that both meet the same noise
	for round in 1 2 3 4 5; do
		for database in with without; do
			psql -d "$database" -qXAt -v ON_ERROR_STOP=1 -v account="$round" -v rows_file="$WORK/rows.csv" -f test/bench/duplicates_upkeep.sql |
				sed "s/^/$database /"
		done
	done >"$WORK/upkeep"
	for what in "1 row" "1,000 rows" "import of 100,000 rows"; do
		median() { sed -n "s/^$1 $what: //p" "$WORK/upkeep" | sort -n | sed -n 3p; }
		with=$(median with) without=$(median without)
		say "$what: $with ms, without the indexes $without ms, ratio $(awk "BEGIN { printf \"%.2f\", $with / $without }")"
	done
}

if [ -n "${DATA:-}" ]; then
	for file in "$DATA"/*.csv; do
		case $(head -1 "$file") in *rec_id* | *cluster* | *entity*) measure "$(basename "$file" .csv)" "$file" ;; esac
	done
fi
for part in "${parts[@]}"; do
	case $part in
	upkeep) upkeep ;;
	*)
		python3 test/bench/duplicates_generate.py --rows "$part" >"$WORK/set.csv"
		measure "$part made-up contacts" "$WORK/set.csv"
		;;
	esac
done
