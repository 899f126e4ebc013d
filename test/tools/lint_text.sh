#!/usr/bin/env bash
# What the files must show.  Every line printed is a fault.
cd "$(dirname "$0")/../.."
version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" contacts.control)

# A test is named after its room, and has an expected output.
for file in test/sql/*.sql; do
	room=$(basename "$file" .sql) room=${room%%_*}
	[ -d "src/$room" ] || echo "$file is named after no room"
done
for file in test/sql/*.sql; do
	[ -e "expected/$(basename "$file" .sql).out" ] || echo "$file has no expected output"
done
for file in test/specs/*.spec; do
	[ -e "expected/$(basename "$file" .spec).out" ] || echo "$file has no expected output"
done
[ "$(grep -c "\"version\": \"$version\"" META.json)" = 2 ] || echo "META.json is not of version $version"
grep -q "^## $version" CHANGELOG.md || echo "CHANGELOG.md has no entry for $version"
grep -niE 'language[[:space:]]+(plpgsql|sql)|CREATE OR REPLACE|IF NOT EXISTS' sql/head.sql sql/*/*.sql | sed 's/^/not for the install script: /'
sources=$(ls src/*.c src/*/*.c src/*/*.h)
grep -nE 'PG_VERSION_NUM' $sources | grep -v '^src/base/compat.h' | sed 's/^/version test outside compat.h: /'
grep -nE '\b(table_open|heap_open|table_beginscan|systable_beginscan|table_tuple_insert)\b' $sources | grep -v '^src/base/foreign_action.c' | sed 's/^/tables are reached through SPI: /'
grep -nE '\b(sprintf|strcpy|strcat|gets|atoi)\(' $sources | sed 's/^/banned function: /'
grep -nE 'postgres\.h|"(base|identity|account|contact|import|duplicate|merge|guard)/' src/pure/* | sed 's/^/a pure file includes the server: /'
grep -nE '(TODO|FIXME|XXX)' $sources sql/head.sql sql/*/*.sql | sed 's/^/left open: /'

bash test/tools/promises.sh --check
bash test/tools/mutants.sh --check

# One way through the house: a room includes only itself and rooms before it.
rooms="pure base identity account contact import duplicate merge guard"
allowed=
for room in $rooms; do
	allowed="$allowed${allowed:+|}$room"
	[ -d "src/$room" ] || echo "there is no room src/$room"
	grep -nE '^#include "' "src/$room"/*.[ch] | grep -E '#include "('"${rooms// /|}"')/' |
		grep -vE '#include "('"$allowed"')/' | sed 's/^/against the direction: /'
done
# What the README and the Makefile name can be made.
for target in $(grep -ohE '`make [a-z][a-z-]*|^#   make [a-z][a-z-]*' README.md Makefile | sed 's/.*make //' | sort -u); do
	case $target in install | uninstall | clean) continue ;; esac
	grep -qE "^$target:" Makefile || echo "there is no make $target"
done
# Every part of the SQL is shipped, and what another file has is known by its header.
diff <(ls sql/head.sql sql/*/*.sql | LC_ALL=C sort) <(printf 'include Makefile\nparts: ; @printf "%%s\\n" $(SQL_PARTS)\n' | make -s TOP= -f - parts 2>/dev/null | LC_ALL=C sort) |
	grep '^[<>]' | sed 's/^/not in the list of parts, or not there: /'
grep -nE '^(pg_noreturn )?extern [^"]*\(' src/*/*.c | sed 's/^/declared in a file, not in a header: /'
# What has our rights by itself asks first where it is called.
for function in $(cat sql/*/*.sql | tr '\n' ' ' | grep -oE "CREATE FUNCTION [^;]*SECURITY DEFINER[^;]*'MODULE_PATHNAME', '[a-z_]+'" | sed "s/.*'\([a-z_]*\)'$/\1/"); do
	awk -v f="$function" '$0 ~ "^" f "\\(" { inside = 1 } inside && /definer_begin\(\);/ { found = 1 } /^}/ { inside = 0 } END { exit !found }' src/*/*.c ||
		echo "$function does not call definer_begin()"
done
# A part of the SQL has the name of the C file behind its functions.
for file in sql/*/*.sql; do
	name=${file#sql/} name=${name%.sql}
	for function in $(sed -n "s/^\tAS 'MODULE_PATHNAME', '\(.*\)';$/\1/p" "$file"); do
		grep -qE "^(PG_FUNCTION_INFO_V1\\($function\\)|PHONE_COMPARISON\\(${function#contacts_phone_},)" "src/$name.c" 2>/dev/null ||
			echo "$file: $function is not in src/$name.c"
	done
done
for room in $(cd src && ls -d */); do
	case " $rooms " in *" ${room%/} "*) ;; *) echo "src/$room is no room" ;; esac
done
grep -nE '^#include "[^/"]*"$' src/*/*.[ch] | grep -vE '"(postgres|fmgr|funcapi|miscadmin|pgtime|varatt)\.h"' | sed 's/^/included without its room: /'
# A file is known by its header, and a header by its file.
for file in src/[!p]*/*.c; do
	[ ! -e "${file%.c}.h" ] || grep -q "^#include \"$(echo "${file%.c}.h" | sed 's,^src/,,')\"" "$file" || echo "$file does not include its own header"
done
for file in src/*.c src/*/*.c; do
	grep -qE '^ \*	  ' "$file" || echo "$file does not begin with what it is for"
done
git ls-files 2>/dev/null | grep -vxE '(src|sql|expected|test|\.ci)/.*|Makefile|contacts\.control|README\.md|CHANGELOG\.md|META\.json|LICENSE|\..*' | sed 's/^/not in the layout: /'
exit 0
