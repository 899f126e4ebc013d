#!/usr/bin/env bash
# Functions of more than 80 lines that do not say why: the comment before one that
# is longer holds "In one piece:" and the reason.  Every line printed is a fault.
cd "$(dirname "$0")/../.."
for file in src/*.c src/*/*.c; do
	awk -v file="$file" '
		/^\/\*/ { reason = 0 }
		/In one piece:/ { reason = 1 }
		/^[A-Za-z_0-9]+\(.*[,)]$/ || /^[A-Za-z_0-9]+\(/ { name = $0; sub(/\(.*/, "", name); start = FNR }
		/^}/ {
			if (name != "" && FNR - start + 1 > 80 && !reason)
				printf "%s: %s has %d lines\n", file, name, FNR - start + 1
			name = ""
			reason = 0
		}' "$file"
done
