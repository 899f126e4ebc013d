#!/usr/bin/env bash
# Everything: sets up, builds, and runs all tests on a throwaway server.
#
#   test.sh            all of it
#   test.sh NAME...    only the steps, regress files, specs or pgTAP files named
. "$(dirname "$0")/setup.sh"
make_work
install_packages pg_prove=libtap-parser-sourcehandler-pgtap-perl \
	/usr/share/postgresql/@/extension/pgtap.control=postgresql-@-pgtap \
	g++=g++ pgbouncer=pgbouncer \
	/usr/lib/python3/dist-packages/psycopg2=python3-psycopg2 \
	/usr/include/phonenumbers/phonenumberutil.h=libphonenumber-dev \
	/usr/include/google/protobuf/message.h=libprotobuf-dev
wanted=("$@")
passed=0 failed=0
selected() {
	[ ${#wanted[@]} = 0 ] && return 0
	local name
	for name in "${wanted[@]}"; do [ "$name" = "$1" ] && return 0; done
	return 1
}
ok() { passed=$((passed + ${2:-1})); printf 'ok       %s\n' "$1"; }
skipped() { printf 'skipped  %s: %s\n' "$1" "$2"; }
not_ok() { failed=$((failed + 1)); printf 'FAILED   %s\n' "$1"; }

# step NAME COMMAND...: a test that is good when the command succeeds and, with
# "silent", prints nothing.
step() {
	local name=$1 silent='' log
	shift
	[ "$1" != silent ] || { silent=1; shift; }
	selected "$name" || return 0
	log=$WORK/step.log
	if "$@" >"$log" 2>&1 && { [ -z "$silent" ] || [ ! -s "$log" ]; }; then
		ok "$name"
	else
		not_ok "$name"
		head -60 "$log"
	fi
}

build
start_server
pgxs=$(dirname "$("$PG_CONFIG" --pgxs)")/..
mkdir -p "$WORK/out"
ln -s "$ROOT/expected" "$WORK/out/expected"

# regress KIND RUNNER NAME...: pg_regress and pg_isolation_regress alike
regress() {
	local kind=$1 runner=$2 name result
	shift 2
	for name in "$@"; do
		selected "$name" || continue
		result=$WORK/out/regression.diffs
		rm -f "$result"
		if "$runner" --inputdir=test --outputdir="$WORK/out" --bindir="$("$PG_CONFIG" --bindir)" \
			--host="$PGHOST" --user=postgres --dbname="contacts_$kind" \
			--load-extension=contacts "$name" >"$WORK/regress.log" 2>&1; then
			ok "$kind $name"
		else
			not_ok "$kind $name"
			if [ -s "$result" ]; then head -60 "$result"; else tail -20 "$WORK/regress.log"; fi
		fi
	done
}
tests=$(cd test/sql && ls | sed -n 's/\.sql$//p')
# First as without any setting, when the library is loaded late, by the first
# statement that needs it; from there on preloaded, as the README advises.
regress late "$pgxs/test/regress/pg_regress" $tests
psql -d postgres -qX -v ON_ERROR_STOP=1 -c "ALTER SYSTEM SET session_preload_libraries = 'contacts'" -c 'SELECT pg_reload_conf()' >/dev/null
until [ "$(psql -d postgres -qXAt -c 'SHOW session_preload_libraries')" = contacts ]; do sleep 0.1; done
regress regress "$pgxs/test/regress/pg_regress" $tests
regress isolation "$pgxs/test/isolation/pg_isolation_regress" $(cd test/specs && ls | sed -n 's/\.spec$//p')

createdb contacts_check
psql -d contacts_check -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts'
if [ ! -e "$("$PG_CONFIG" --sharedir)/extension/pgtap.control" ]; then
	no_pgtap="this PostgreSQL has no pgTAP"
elif ! command -v pg_prove >/dev/null; then
	no_pgtap="pg_prove is missing"
else
	no_pgtap=''
	psql -d contacts_check -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION pgtap'
fi
for file in test/pgtap/*.sql; do
	name=$(basename "$file" .sql)
	selected "$name" || continue
	if [ -n "$no_pgtap" ]; then
		skipped "pgtap $name" "$no_pgtap"
	elif pg_prove -Q -d contacts_check "$file" >"$WORK/step.log" 2>&1; then
		ok "pgtap $name"
	else
		not_ok "pgtap $name"
		psql -d contacts_check -qXAt -f "$file" 2>&1 | grep -v '^ok' | head -40
	fi
done

step statements env PG_CONFIG="$PG_CONFIG" /usr/bin/python3 test/tools/statements.py contacts_check
step privacy_model /usr/bin/python3 test/tools/privacy_model.py --operations 8000 --seed 1
step merge_property silent /usr/bin/python3 test/tools/merge_property.py --seeds 1,2,3
step doors /usr/bin/python3 test/tools/doors.py
step login bash test/tools/login.sh
step pooler /usr/bin/python3 test/tools/pooler.py
step lint silent psql -d contacts_check -qXAt -f test/tools/lint.sql
step lint_distributed silent psql -d contacts_check -qXAt -f test/tools/lint_distributed.sql
step shipped_catalog silent bash -c 'psql -d contacts_check -qX -f test/tools/shipped_catalog.sql | diff src/guard/shipped_catalog.h - || echo "src/guard/shipped_catalog.h is stale: make shipped-catalog"'
step lint_text silent bash test/tools/lint_text.sh
step lengths silent bash test/tools/lengths.sh
step fields silent bash test/tools/fields.sh
step match silent bash test/tools/match_check.sh
step phone_unicode /usr/bin/python3 test/tools/phone_unicode.py --check
step symbols bash test/tools/symbols.sh
step readme bash test/tools/readme.sh
step dumpcheck bash test/tools/dumpcheck.sh
step upgradecheck bash test/tools/upgradecheck.sh
step updatecheck bash test/tools/updatecheck.sh
step demo bash test/tools/demo.sh --check
# The oracle must be of the release whose metadata the comparison compiles.
case $(dpkg-query -W -f '${Version}' libphonenumber-dev 2>/dev/null) in
8.12.57*) step phone_oracle bash test/tools/phone_check.sh 25000 ;;
*) skipped phone_oracle "needs libphonenumber 8.12.57, as Debian 12 has it" ;;
esac

echo
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
