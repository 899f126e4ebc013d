#!/usr/bin/env bash
# Speed, as ratios against baselines of the same run.
#
#   bench.sh              all
#   bench.sh import phone visibility core accounts again departments history merge   some of it
. "$(dirname "$0")/../tools/setup.sh"
make_work
install_packages
build
start_server
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(core phone visibility accounts again departments history merge import)
createdb bench
psql -d bench -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts' -f test/bench/harness.sql
for part in "${parts[@]}"; do
	say "== $part"
	case $part in
	core) sh test/bench/phone_bench.sh ;;
	again)
		# of its own, for its tables must never have been analysed
		psql -d bench -qX -c 'ALTER SYSTEM SET autovacuum = off' -c 'SELECT pg_reload_conf()' >/dev/null
		createdb bench_again
		PGOPTIONS='-c client_min_messages=error' psql -d bench_again -qXAt -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts' -f test/bench/harness.sql -f test/bench/again.sql
		psql -d bench -qX -c 'ALTER SYSTEM RESET autovacuum' -c 'SELECT pg_reload_conf()' >/dev/null
		;;
	import)
		python3 test/tools/generate_contacts.py --rows 100000 >"$WORK/rows.csv"
		touch "$WORK/plain.copy"
		chmod 666 "$WORK/rows.csv" "$WORK/plain.copy"
		psql -d bench -qXAt -v ON_ERROR_STOP=1 -v rows_file="$WORK/rows.csv" -v plain_file="$WORK/plain.copy" -f test/bench/import.sql
		;;
	*) psql -d bench -qXAt -v ON_ERROR_STOP=1 -f "test/bench/$part.sql" ;;
	esac
done
