#!/usr/bin/env bash
# The promises of src/pure/match_core.h on made-up contacts, with the address and
# undefined behaviour sanitizers if the compiler has them.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-std=gnu99 -O1 -Wall -Wextra -Isrc"
sanitize="-fsanitize=address,undefined -fno-sanitize-recover=undefined"
echo 'int main(void) { return 0; }' >"$work/empty.c"
# shellcheck disable=SC2086
${CC:-cc} $sanitize -o "$work/empty" "$work/empty.c" 2>/dev/null || sanitize=
# Records and buffers of the check live as long as it does.
# shellcheck disable=SC2086
${CC:-cc} $flags $sanitize -o "$work/match_check" test/tools/match_check.c src/pure/match_*.c \
	src/pure/text_core.c src/pure/text_fold_table.c -lm
ASAN_OPTIONS=detect_leaks=0 "$work/match_check"
