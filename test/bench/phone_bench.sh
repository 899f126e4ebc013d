#!/bin/sh
#
# phone_bench.sh
#	  Time the phone core against libphonenumber.
#
#	  test/bench/phone_bench.sh [N [ROUNDS]]
#
# Prints, for N texts of each corpus (default 20000), the nanoseconds of one
# parse and of one national text, first libphonenumber's, then the core's,
# then how many times they go into each other, and the nanoseconds of type and
# region.  Medians of ROUNDS (default 15) interleaved rounds.
#
set -eu

count=${1:-20000}
rounds=${2:-15}
top=$(cd "$(dirname "$0")/../.." && pwd)
tools=$top/test/tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

for file in phone_core phone_text phone_format phone_unicode phone_tables; do
	${CC:-cc} -std=gnu99 -O2 -I"$top/src" -c -o "$work/$file.o" \
		"$top/src/pure/$file.c"
done
${CXX:-c++} -O2 -Wall -I"$top/src" -o "$work/bench" \
	"$top/test/bench/phone_bench.cc" "$work"/*.o -lphonenumber

echo "corpus  texts  ns: libphonenumber, core, ratio"
for name in india world fuzz; do
	python3 -B "$tools/phone_corpus.py" $name "$count" 5 \
		"$tools/phone_metadata_8.12.57.json.gz" |
		"$work/bench" $name "$rounds"
done
