#!/usr/bin/env bash
# What the files must show.  Every line printed is a fault.
cd "$(dirname "$0")/../.."
version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" contacts.control)

# pg_regress on PostgreSQL 15 would run sql/NAME.sql in place of test/sql/NAME.sql
for file in sql/*.sql; do
	[ ! -e "test/sql/$(basename "$file")" ] || echo "test/sql/$(basename "$file") has the name of a part of the extension"
done
for file in test/sql/*.sql; do
	[ -e "expected/$(basename "$file" .sql).out" ] || echo "$file has no expected output"
done
for file in test/specs/*.spec; do
	[ -e "expected/$(basename "$file" .spec).out" ] || echo "$file has no expected output"
done
[ "$(grep -c "\"version\": \"$version\"" META.json)" = 2 ] || echo "META.json is not of version $version"
grep -q "^## $version" CHANGELOG.md || echo "CHANGELOG.md has no entry for $version"
grep -niE 'language[[:space:]]+(plpgsql|sql)|CREATE OR REPLACE|IF NOT EXISTS' $(ls sql/*.sql | grep -v -- '--') | sed 's/^/not for the install script: /'
grep -nE 'PG_VERSION_NUM' src/*.c | sed 's/^/version test outside compat.h: /'
grep -nE '\b(table_open|heap_open|table_beginscan|systable_beginscan|table_tuple_insert)\b' $(ls src/*.c | grep -v foreign_action) | sed 's/^/tables are reached through SPI: /'
grep -nE '\b(sprintf|strcpy|strcat|gets|atoi)\(' src/*.c | sed 's/^/banned function: /'
grep -nE 'postgres\.h' src/*_core.c src/*_tables.c src/*_table.c src/phone_format.c src/phone_text.c src/phone_unicode.c | sed 's/^/a pure file includes the server: /'
grep -nE '(TODO|FIXME|XXX)' src/*.[ch] sql/*.sql | sed 's/^/left open: /'
for file in src/*.c; do
	grep -qE '^ \*	  ' "$file" || echo "$file does not begin with what it is for"
done
git ls-files 2>/dev/null | grep -vxE '(src|sql|expected|test|\.ci)/.*|Makefile|contacts\.control|README\.md|CHANGELOG\.md|META\.json|LICENSE|\..*' | sed 's/^/not in the layout: /'
exit 0
