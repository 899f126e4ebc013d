#!/bin/sh
#
# duplicates_eval.sh
#	  Quality and speed of finding duplicates, on files with the truth in them.
#
#	  test/bench/duplicates_eval.sh [OPTIONS OF match_eval --] FILE...
#
# FEBRL files are measured without soc_sec_id as well.  For larger sets see
# duplicates_generate.py.
#
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

sources=
for file in "$top"/src/pure/match_*.c; do
	sources="$sources $file"
done
for file in text_core text_fold_table phone_core phone_text phone_format phone_unicode phone_tables; do
	sources="$sources $top/src/pure/$file.c"
done
# shellcheck disable=SC2086
${CC:-cc} -std=gnu99 -O2 -Wall -Wextra -I"$top/src" -o "$work/match_eval" "$top/test/bench/match_eval.c" $sources -lm

options=
case " $* " in
*" -- "*)
	while [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	shift
	;;
esac
for file; do
	# shellcheck disable=SC2086
	"$work/match_eval" $options "$file"
	if head -1 "$file" | grep -q soc_sec_id; then
		echo "without soc_sec_id:"
		# shellcheck disable=SC2086
		"$work/match_eval" $options --without soc_sec_id "$file"
	fi
done
