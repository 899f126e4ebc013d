#!/usr/bin/env bash
# What each test proves, in the words of its first lines: "-- Promise: ..." in a
# regress or pgTAP file, "# Promise: ..." in a spec.
#
#   promises.sh           promise and test, sorted by room (the first word of the test's name)
#   promises.sh --check   prints a line for each test file that begins with no promise,
#                         and for each promise that is no whole sentence of one line
set -euo pipefail
cd "$(dirname "$0")/../.."

tests() { ls test/sql/*.sql test/specs/*.spec test/pgtap/*.sql; }

# The consecutive lines at the top of a file.
promises_of() { sed -nE -e '/^(--|#) Promise: /!q' -e 's/^(--|#) Promise: //p' "$1"; }

if [ "${1:-}" = --check ]; then
	for file in $(tests); do
		[ -n "$(promises_of "$file")" ] || echo "$file does not begin with the promises that it proves"
		# one that does not stand at the top would not be listed
		[ "$(promises_of "$file" | wc -l)" = "$(grep -cE '^(--|#) *Promises?:' "$file")" ] ||
			echo "$file has promises in another place or form than its first lines"
		sed -nE -e '/^(--|#) Promise: /!q' -e '/^.{111}/p' -e '/^(--|#) Promise: [[:alnum:]].*\.$/!p' "$file" |
			sed "s|^|$file: not a sentence in one line of 110 columns: |"
	done
	exit 0
fi

for file in $(tests); do
	case $file in
	test/specs/*) room='two sessions at once' ;;
	test/pgtap/*) room='at random' ;;
	*) room=$(basename "$file") room=${room%%_*} ;;
	esac
	promises_of "$file" | sed "s|^|$room	$file	|"
done | LC_ALL=C sort -s -t '	' -k 1,1 | awk -F '\t' '
	$1 != room { printf "%s%s\n", (NR > 1 ? "\n" : ""), $1; room = $1 }
	{ printf "  %-100s %s\n", $3, $2 }'
