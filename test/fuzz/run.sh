#!/usr/bin/env bash
# The pure parsers under libFuzzer with ASan and UBSan, SECONDS each (default
# 60).  Needs clang.  A finding is left in the current folder by libFuzzer.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-std=gnu99 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Isrc"
clang $flags -o "$work/phone" test/fuzz/phone_fuzz.c src/pure/phone_core.c src/pure/phone_text.c \
	src/pure/phone_format.c src/pure/phone_unicode.c src/pure/phone_tables.c
clang $flags -o "$work/text" test/fuzz/text_fuzz.c src/pure/text_core.c src/pure/text_fold_table.c
clang $flags -o "$work/match" test/fuzz/match_fuzz.c src/pure/match_*.c src/pure/text_core.c src/pure/text_fold_table.c -lm
mkdir "$work/phone_corpus" "$work/text_corpus" "$work/match_corpus"
"$work/phone" -max_total_time="$seconds" -max_len=256 -dict=test/fuzz/phone.dict -print_final_stats=1 \
	"$work/phone_corpus" test/fuzz/corpus/phone
"$work/text" -max_total_time="$seconds" -max_len=512 -print_final_stats=1 "$work/text_corpus"
"$work/match" -max_total_time="$seconds" -max_len=2048 -print_final_stats=1 "$work/match_corpus" test/fuzz/corpus/match
