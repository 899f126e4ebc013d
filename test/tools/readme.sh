#!/usr/bin/env bash
# Runs the SQL blocks of the README, in order, in one psql each, on a database
# as the role app_server that the first one makes ("-- as a superuser"), and stops at the first that fails.  A block may say
# in a line "-- ERROR: text" what the statement behind it answers.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
db=contacts_readme
finish() {
	dropdb --if-exists "$db" 2>/dev/null || true
	psql -d postgres -qX -c 'DROP ROLE IF EXISTS app_server' 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
createdb "$db"
python3 - "$work" <<'PY'
import re, sys
blocks = re.findall(r"^```sql\n(.*?)^```", open("README.md", encoding="utf-8").read(), re.S | re.M)
for n, block in enumerate(blocks):
    open(f"{sys.argv[1]}/{n:03d}.sql", "w", encoding="utf-8").write(block)
PY
cat >"$work/leads.csv" <<'CSV'
name,phone,email,tags
Asha,098111 22334,asha@example.com,lead
Nobody,12,,
CSV
count=0
for block in "$work"/*.sql; do
	want=$(sed -n 's/^-- ERROR: *//p' "$block")
	user=app_server
	! grep -q '^-- as a superuser' "$block" || user=$PGUSER
	(cd "$work" && psql -d "$db" -U "$user" -qX -v ON_ERROR_STOP="$([ -n "$want" ] && echo 0 || echo 1)" -f "$block" >"$block.out" 2>&1) ||
		{ echo "block $count fails:"; cat "$block" "$block.out"; exit 1; }
	while IFS= read -r line; do
		[ -n "$line" ] || continue
		grep -qF "ERROR:  $line" "$block.out" || { echo "block $count does not answer \"$line\":"; cat "$block.out"; exit 1; }
	done <<<"$want"
	[ "$(grep -c 'ERROR:' "$block.out")" = "$(grep -c '^-- ERROR:' "$block")" ] ||
		{ echo "block $count has another error than it says:"; cat "$block.out"; exit 1; }
	count=$((count + 1))
done
[ "$count" -ge 5 ] || { echo "the README has only $count SQL blocks"; exit 1; }
echo "$count blocks run"
