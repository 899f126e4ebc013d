#!/usr/bin/env bash
# Does a test notice when a rule is taken out?  mutants.txt lists changes to the
# sources, each of which voids one rule of the README, and the tests that must
# fail then.
#
#   mutants.sh             all of them
#   mutants.sh WORD...     those in whose names one of the words stands
#   mutants.sh --check     builds nothing: a line for each fault of the list
#
# Each change is built in a copy of the tree and installed into a copy of the
# PostgreSQL of PG_CONFIG; a table tells which were noticed.  Status 1 where one
# was not, where a text is not found exactly once, or where a change does not
# build.  JOBS (2) are at work at a time.
. "$(dirname "$0")/setup.sh"
jobs=${JOBS:-2}

# The list: comments, and entries that an empty line ends: the name; lines that
# begin with "-", the text that is taken out, which stands in one place of all of
# src/ and sql/ (what is made from them is left out); lines that begin with "+",
# what stands there instead; "tests:".
#
#   list names WORD...   number, tests and name of each, tab between; faults, with number 0
#   list apply N TREE    changes the tree and prints which file of it
list() {
	/usr/bin/python3 -B - "$@" <<'END'
import glob, os, sys
entries = []
for block in open('test/tools/mutants.txt').read().split('\n\n'):
	lines = [line for line in block.strip('\n').split('\n') if line and not line.startswith('#')]
	if not lines:
		continue
	part = lambda sign: '\n'.join(line[1:] for line in lines[1:] if line.startswith(sign))
	tests = ' '.join(line.split(':', 1)[1] for line in lines if line.startswith('tests:')).split()
	entries.append((lines[0], part('-'), part('+'), tests))
command, rest = sys.argv[1], sys.argv[2:]
tree = rest[1] if command == 'apply' else '.'
texts = {f: open(f).read() for f in sorted(glob.glob(tree + '/src/**/*.[ch]', recursive=True) +
	glob.glob(tree + '/sql/**/*.sql', recursive=True))
	if '--' not in os.path.basename(f) and os.path.basename(f) not in ('shipped_catalog.h', 'grant_list.h')}
if command == 'names':
	known = {os.path.basename(f).rsplit('.', 1)[0] for f in glob.glob('test/*/*.s*')}
	for n, (name, old, new, tests) in enumerate(entries, 1):
		if rest and not any(word in name for word in rest):
			continue
		places = sum(text.count(old) for text in texts.values()) if old else 0
		if places != 1:
			print(0, f'its text stands in {places} places', name, sep='\t')
		elif not tests or old == new or any(e[0] == name for e in entries[n:]):
			print(0, 'it names no test, changes nothing, or has a name that is there already', name, sep='\t')
		else:
			print(n, ' '.join(tests), name, sep='\t')
else:
	name, old, new, tests = entries[int(rest[0]) - 1]
	file, = [f for f in texts if old in texts[f]]
	open(file, 'w').write(texts[file].replace(old, new))
	print(os.path.relpath(file, tree))
END
}

faults() { sed -nE 's/^0\t([^\t]*)\t(.*)/FAULT      \2: \1/p'; }
if [ "${1:-}" = --check ]; then
	list names | faults
	exit 0
fi
make_work
install_packages
log=$WORK/log
mkdir -p "$log"

# A copy of the server's files that runs from where it stands, as pg_config tells
# all places by its own.
copy_postgres() {
	local to=$1 places
	places=$(for what in bindir pkglibdir sharedir includedir-server pgxs; do "$PG_CONFIG" --$what; done)
	/usr/bin/python3 - "$to" $places <<'END'
import os, shutil, sys
to, places = sys.argv[1], sys.argv[2:]
places[-1] = os.path.dirname(os.path.dirname(os.path.dirname(places[-1])))	# lib/pgxs/src/makefiles
base = os.path.commonpath(places)
for place in places:
	shutil.copytree(place, os.path.join(to, os.path.relpath(place, base)), symlinks=True, dirs_exist_ok=True)
print(os.path.join(to, os.path.relpath(places[0], base), 'pg_config'))
END
}

# run_tests N TESTS...: in the tree of worker N; the output is kept.  What blocks
# for good, because nobody gives way any more, is not waited for as long as usual.
run_tests() {
	local worker=$1
	shift
	PG_CONFIG=$(cat "$WORK/pg_config.$worker") WERROR='' TMPDIR=$WORK PGISOLATIONTIMEOUT=20 timeout 600 \
		bash "$WORK/tree.$worker/test/tools/test.sh" "$@" </dev/null >"$log/output.$worker" 2>&1
}

work() {
	local worker=$1 n tests name file start verdict i=0
	while IFS=$'\t' read -r n tests name; do
		i=$((i + 1))
		[ $((i % jobs)) = "$worker" ] || continue
		start=$SECONDS
		file=$(list apply "$n" "$WORK/tree.$worker")
		if run_tests "$worker" $tests; then
			verdict=UNNOTICED
		elif grep -qE '^[0-9]+ passed, [1-9][0-9]* failed$' "$log/output.$worker"; then
			verdict=noticed
		else
			verdict=FAULT
			{ echo "--- $name: it does not build, install or come to its end"; tail -20 "$log/output.$worker"; } >>"$log/faults"
		fi
		printf '%-10s %s  (%s; %d s)\n' "$verdict" "$name" \
			"$(sed -n 's/^FAILED *[a-z]* //p' "$log/output.$worker" | tr '\n' ' ' | sed 's/ $//')" $((SECONDS - start)) |
			tee -a "$log/verdicts"
		cp "$file" "$WORK/tree.$worker/$file"
	done <"$log/entries"
}

list names "$@" >"$log/all"
grep -v '^0' "$log/all" >"$log/entries" || true
faults <"$log/all" | tee "$log/verdicts"
[ -s "$log/entries" ] || [ -s "$log/verdicts" ] || die "no entry of test/tools/mutants.txt has such a name"

for ((worker = 0; worker < jobs; worker++)); do
	mkdir "$WORK/tree.$worker"
	git ls-files -co --exclude-standard -z | xargs -0 cp -a --parents -t "$WORK/tree.$worker" 2>/dev/null || true
	copy_postgres "$WORK/postgres.$worker" >"$WORK/pg_config.$worker"
	chmod -R go+rX "$WORK/postgres.$worker" "$WORK/tree.$worker"
	# pg_regress runs in it as root; the server's user needs to pass
	[ $worker = 0 ] || (run_tests $worker none || true)
done
say "unchanged:"
if run_tests 0 $(cut -f 2 "$log/entries" | tr ' ' '\n' | sort -u); then
	say "all tests pass"
else
	grep -v '^ok' "$log/output.0" | head -60
	die "the tests must pass before anything is changed"
fi
for ((worker = 0; worker < jobs; worker++)); do work $worker & done
wait
[ ! -e "$log/faults" ] || cat "$log/faults"
echo
printf '%d noticed, %d unnoticed, %d faults, in %d minutes\n' "$(grep -c ^noticed "$log/verdicts")" \
	"$(grep -c ^UNNOTICED "$log/verdicts")" "$(grep -c ^FAULT "$log/verdicts")" $(((SECONDS + 59) / 60))
! grep -qE '^(UNNOTICED|FAULT)' "$log/verdicts"
