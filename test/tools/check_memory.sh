#!/usr/bin/env bash
# make check-memory: the module under the undefined behaviour sanitizer, with all
# regress tests, and under valgrind, with some of each room, on private copies of
# the server.  Any report is a failure.
#
#   check_memory.sh [ubsan|valgrind]
#
# Knobs: PG_CONFIG; TESTS, the regress tests in place of those chosen here.
#
# Debian's server is not built for valgrind, so what it palloc()s is checked by
# the malloc() block behind it: reads before something was written are found,
# reads beyond a small chunk are not.
. "$(dirname "$0")/setup.sh"
case ${1:-} in '' | ubsan | valgrind) ;; *) die "check_memory.sh [ubsan|valgrind]" ;; esac
make_work
install_packages valgrind=valgrind
# All rooms, without the tests that are about speed or time.
some="account_person_rules account_user_rules base_phone_input base_text_lengths base_trigger_misuse
	contact_custom_fields contact_history_of_rights contact_primary_number contact_private_quota contact_visibility
	guard_explain_and_checks guard_hostile_corners identity_in_statement identity_rights import_file merge_leaving_user"
all=$(cd test/sql && ls | sed -n 's/\.sql$//p')
system_config=$PG_CONFIG
failed=0 passed=0

# private NAME FLAGS LIBRARY: a copy of the server in $WORK/NAME with the extension built
# by FLAGS.  PostgreSQL looks for its files beside its programs.
private() {
	local copy=$WORK/$1 dir
	for dir in "$("$system_config" --bindir)" "$("$system_config" --pkglibdir)" "$("$system_config" --sharedir)"; do
		mkdir -p "$copy$dir"
		cp -a "$dir/." "$copy$dir"
	done
	for dir in "$("$system_config" --includedir-server)" "$("$system_config" --pkgincludedir)"; do
		mkdir -p "$(dirname "$copy$dir")"
		[ -e "$copy$dir" ] || ln -s "$dir" "$copy$dir"
	done
	mkdir "$copy/tree"
	cp -a Makefile contacts.control sql src "$copy/tree"
	rm -f "$copy"/tree/src/*.o "$copy"/tree/src/*.bc
	PG_CONFIG=$copy$("$system_config" --bindir)/pg_config
	case $("$PG_CONFIG" --sharedir) in "$copy"/*) ;; *) die "this PostgreSQL cannot be copied to another place" ;; esac
	quietly install make -s -j2 -C "$copy/tree" install PG_CONFIG="$PG_CONFIG" WERROR= with_llvm=no COPT="$2" SHLIB_LINK="${3:-}"
}

# run KIND REPORTS NAME...: the tests, and after each what has been reported
run() {
	local kind=$1 reports=$2 name runner
	shift 2
	runner=$(dirname "$("$PG_CONFIG" --pgxs)")/../test/regress/pg_regress
	mkdir -p "$WORK/out"
	[ -e "$WORK/out/expected" ] || ln -s "$ROOT/expected" "$WORK/out/expected"
	for name in "$@"; do
		local start=$SECONDS bad=''
		"$runner" --inputdir=test --outputdir="$WORK/out" --bindir="$("$PG_CONFIG" --bindir)" --host="$PGHOST" --user=postgres \
			--dbname=contacts_regress --load-extension=contacts "$name" >"$WORK/regress.log" 2>&1 || bad=differs
		if [ -n "$bad" ]; then
			if [ -s "$WORK/out/regression.diffs" ]; then head -40 "$WORK/out/regression.diffs"; else cat "$WORK/regress.log"; fi
		fi
		if "$reports"; then bad="${bad:+$bad, }reported"; fi
		if [ -n "$bad" ]; then
			failed=$((failed + 1))
			printf 'FAILED   %s %s: %s\n' "$kind" "$name" "$bad"
		else
			passed=$((passed + 1))
			printf 'ok       %s %s (%d s)\n' "$kind" "$name" $((SECONDS - start))
		fi
	done
}

if [ "${1:-ubsan}" = ubsan ]; then
	say "building with the sanitizer"
	private ubsan '-fsanitize=undefined -fno-sanitize-recover=undefined' -lubsan
	start_server
	sanitizer_reports() { grep -F 'runtime error' "$WORK/server.log" && : >"$WORK/server.log"; }
	run ubsan sanitizer_reports ${TESTS:-$all}
	stop_server
	rm -rf "$WORK/data"
fi

if [ "${1:-valgrind}" = valgrind ]; then
	say "building for valgrind"
	private valgrind '-O1 -g'
	mkdir -m 777 "$WORK/reports"
	cp test/tools/valgrind.supp "$WORK"
	postgres=$("$PG_CONFIG" --bindir)/postgres
	cat >"$WORK/under_valgrind" <<-SH
		#!/bin/sh
		exec valgrind -q --trace-children=yes --leak-check=no --num-callers=25 --read-var-info=no \\
			--suppressions="$WORK/valgrind.supp" --log-file="$WORK/reports/%p" "$postgres" "\$@"
	SH
	chmod 755 "$WORK/under_valgrind"
	CONTACTS_POSTGRES=$WORK/under_valgrind start_server
	valgrind_reports() {
		local report found=1
		for report in "$WORK"/reports/*; do
			[ -s "$report" ] || continue
			found=0
			head -40 "$report"
			: >"$report"
		done
		return $found
	}
	! valgrind_reports || die "valgrind has something to say of the server itself"
	run valgrind valgrind_reports ${TESTS:-$some}
	stop_server
fi
echo
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
