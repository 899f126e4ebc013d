#!/usr/bin/env bash
# The library shows the server what it calls, nothing else, and no library that
# was loaded before ours takes the place of a function of ours: with PostgreSQL
# 15, whatever a module exports is there for all that follow.
set -euo pipefail
cd "$(dirname "$0")/../.."
PG_CONFIG=${PG_CONFIG:-pg_config}
work=$(mktemp -d)
finish() { dropdb --if-exists contacts_symbols 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
chmod 755 "$work"

nm -D --defined-only contacts.so | awk '{print $3}' | sort >"$work/exported"
sed -n 's/^PG_FUNCTION_INFO_V1(\(.*\));$/\1/p' src/*/*.c >"$work/functions"
sed -n 's/^PHONE_COMPARISON(\(.*\), .*)$/contacts_phone_\1/p' src/base/phone_operators.c >>"$work/functions"
{
	cat "$work/functions"
	sed 's/^/pg_finfo_/' "$work/functions"
	printf '%s\n' Pg_magic_func _PG_init
} | sort >"$work/expected"
diff -u "$work/expected" "$work/exported"
echo "exported: $(wc -l <"$work/exported") symbols, all of them the server's to call"

# One global for each function of ours that another file of ours calls.
{
	printf '#include "postgres.h"\n#include "fmgr.h"\nPG_MODULE_MAGIC;\n'
	nm contacts.so | awk 'tolower($2) == "t" {print $3}' | grep -E '^[a-z][a-z0-9]*_[a-z0-9_]*$' |
		grep -vE '^(frame_dummy|register_tm_clones|deregister_tm_clones)$' | sort -u |
		grep -xFf <(grep -hoE '^extern [^(]*\b[a-z0-9_]+\(' src/*/*.h | sed 's/.*[ *]\([a-z0-9_]*\)($/\1/') |
		sed 's/.*/void &(void) { elog(ERROR, "taken over"); }/'
} >"$work/impostor.c"
grep -q 'void uuid_v7(void)' "$work/impostor.c"
gcc -shared -fPIC -Wl,-soname,impostor -I"$("$PG_CONFIG" --includedir-server)" \
	-fno-builtin -w -o "$work/impostor.so" -include stddef.h "$work/impostor.c"
chmod 755 "$work/impostor.so"
createdb contacts_symbols
psql -d contacts_symbols -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts'
result=$(psql -d contacts_symbols -qXAt -v ON_ERROR_STOP=1 <<-SQL
	LOAD '$work/impostor.so';
	SET jit = on; SET jit_above_cost = 0; SET jit_inline_above_cost = 0; SET jit_optimize_above_cost = 0;
	SELECT contacts.create_account('A', 'A', 'a@example.com', '+919820012345', account_id => 1);
	BEGIN;
	SELECT contacts.act_as(1, 1);
	INSERT INTO contacts.contacts (name, phone) VALUES (' B ', '098200 12346');
	SELECT name, substr(id::text, 15, 1), contacts.uuid_v7() > id FROM contacts.contacts;
	COMMIT;
SQL
)
[ "$(tail -1 <<<"$result")" = 'B|7|t' ] || { echo "with $(grep -c elog "$work/impostor.c") namesakes loaded first: $result"; exit 1; }
echo "with $(grep -c elog "$work/impostor.c") namesakes loaded first: ours are called"
