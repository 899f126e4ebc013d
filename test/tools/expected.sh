#!/usr/bin/env bash
# Writes to expected/ what regression tests and specs answer.
#
#   expected.sh NAME...
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { echo 'name them: make expected TESTS="contact_visibility"' >&2; exit 1; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
CONTACTS_KEEP=1 bash test/tools/test.sh "$@" >"$log" 2>&1 || true
kept=$(sed -n 's/^left behind: //p' "$log")
[ -d "$kept" ] || { tail -20 "$log" >&2; exit 1; }
for name in "$@"; do
	for answers in "$kept"/out/{,output_iso/}results/"$name.out"; do
		[ ! -e "$answers" ] || cp "$answers" "expected/$name.out"
	done
done
rm -rf "$kept"
git diff --stat expected 2>/dev/null || true
