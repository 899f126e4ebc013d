#!/usr/bin/env bash
# Compiles src/pure/phone_tables.c from a release of the metadata, as the npm package
# fullstack-phone carries it.
#
#   phone_tables.sh [VERSION-OF-THE-PACKAGE]
set -euo pipefail
cd "$(dirname "$0")/../.."
package=${1:-1.211.0}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "fullstack-phone@$package" >/dev/null && tar -xzf fullstack-phone-*.tgz)
version=$(sed -n 's/.*"libphonenumber": *"v\{0,1\}\([0-9.]*\)".*/\1/p' "$work/package/package.json" | head -1)
[ -n "$version" ] || { echo "package.json does not name the metadata's version" >&2; exit 1; }
python3 -B test/tools/phone_tables.py "$work/package/server/metadata/metadata.json" "$version" >"$work/phone_tables.c"
mv "$work/phone_tables.c" src/pure/phone_tables.c
echo "src/pure/phone_tables.c: metadata $version"
