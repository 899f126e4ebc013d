#!/bin/sh
#
# phone_check.sh
#	  Compare the phone core with libphonenumber, answer by answer.
#
#	  test/tools/phone_check.sh [N [SEED]]
#
# Builds the core with tables of metadata 8.12.57 and a program over the C++
# library of the same release (Debian bookworm: libphonenumber-dev), gives both
# N texts of each corpus (default 25000) and prints how many texts there were
# and how many answers differed, by column.  Any difference makes it fail; the
# first few are shown.  With N of 300000 or more every code point is tried at
# two places of a number too.  Everything is built in a temporary directory,
# which is removed.
#
set -eu

count=${1:-25000}
seed=${2:-1}
top=$(cd "$(dirname "$0")/../.." && pwd)
tools=$top/test/tools
metadata=$tools/phone_metadata_8.12.57.json.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

python3 -B "$tools/phone_tables.py" "$metadata" 8.12.57 \
	> "$work/phone_tables.c" 2> /dev/null
${CC:-cc} -std=gnu99 -O2 -Wall -I"$top/src" -o "$work/core" \
	"$tools/phone_cli.c" "$top/src/pure/phone_core.c" "$top/src/pure/phone_text.c" \
	"$top/src/pure/phone_format.c" "$top/src/pure/phone_unicode.c" \
	"$work/phone_tables.c"
${CXX:-c++} -O1 -Wall -o "$work/oracle" "$tools/phone_oracle.cc" -lphonenumber

cat > "$work/compare.py" <<'END'
import itertools
import sys
name, left, right, corpus, columns = sys.argv[1:]
columns = columns.split(',')
wrong = dict.fromkeys(columns, 0)
texts = shown = different = 0
with open(left, 'rb') as a, open(right, 'rb') as b, open(corpus, 'rb') as c:
    for x, y, text in itertools.zip_longest(a, b, c):
        texts += 1
        if x == y:
            continue
        different += 1
        if x is None or y is None:
            sys.exit('%s: one program stopped at line %d' % (name, texts))
        p, q = x.rstrip(b'\n').split(b'\t'), y.rstrip(b'\n').split(b'\t')
        for k, column in enumerate(columns):
            if p[k:k + 1] != q[k:k + 1]:
                wrong[column] += 1
        if shown < 10:
            shown += 1
            sys.stdout.flush()
            sys.stdout.buffer.write(b'  text   ' + (text or b'\n') +
                                    b'  core   ' + x + b'  oracle ' + y)
print('%-9s %8d texts, %d differ%s' % (
    name, texts, different, ''.join(
        ', %s %d' % (k, v) for k, v in wrong.items() if v)))
sys.exit(different > 0)
END

status=0
columns=outcome,e164,extension,possible,valid,type,region,international,national,rfc3966,abroad,validfor

# compare NAME COLUMNS OPTION: run both programs over a corpus.
compare()
{
	"$work/core" $3 < "$work/corpus" > "$work/core.out"
	"$work/oracle" $3 < "$work/corpus" > "$work/oracle.out" 2> /dev/null
	python3 -B "$work/compare.py" "$1" "$work/core.out" "$work/oracle.out" \
		"$work/corpus" "$2" || status=1
}

for name in world india fuzz marks; do
	python3 -B "$tools/phone_corpus.py" $name "$count" "$seed" "$metadata" \
		> "$work/corpus"
	compare $name $columns ""
done
python3 -B "$tools/phone_corpus.py" match "$((count / 4))" "$seed" "$metadata" \
	> "$work/corpus"
compare match match --match
: > "$work/corpus"
compare examples region,type,e164 --examples
if [ "$count" -ge 300000 ]; then
	python3 -B "$tools/phone_corpus.py" unicode 0 "$seed" "$metadata" \
		> "$work/corpus"
	compare unicode $columns ""
fi
exit $status
