#!/usr/bin/env bash
# make matrix: the whole suite on every PostgreSQL that Debian has, each in a
# chroot of its own, with that suite's compiler.  One table at the end.
#
#   matrix.sh [SUITE...]     bookworm, trixie, sid; experimental if named (sid
#                            with the PostgreSQL to come)
#
# Knobs: SUITES, as the arguments; CONTACTS_MATRIX_TESTS, names as for make test;
# CONTACTS_MATRIX_CACHE, a directory that keeps each chroot with its packages as
# an archive, for the next time.
#
# The packages come from the mirror that this machine's apt has.  What cannot be
# made is skipped with its reason.  Mounts and processes are in namespaces of
# their own, so they end with the chroot's command, however that ends.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
suites=(${*:-${SUITES:-bookworm trixie sid}})
rows=() status=0 passed=0 failed=0
row() { rows+=("$(printf '%-13s %-11s %-8s %7s %7s %8s %8s  %s' "$@")"); }
table() {
	printf '\n%-13s %-11s %-8s %7s %7s %8s %8s\n' suite PostgreSQL compiler passed failed skipped seconds
	printf '%s\n' "${rows[@]}"
}
finish() {
	local status=$?
	trap - EXIT INT TERM HUP
	# unshare does not heed a mere TERM, and takes the namespace along
	[ -z "${running:-}" ] || kill -KILL "$running" 2>/dev/null || true
	wait
	[ -z "${WORK:-}" ] || rm -rf --one-file-system "$WORK"
	exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# alone COMMAND...: in namespaces of its own.  In the background, for a trap is
# run at once only while the shell waits.
alone() {
	unshare --mount --pid --fork --kill-child "$@" &
	running=$!
	local code=0
	wait "$running" || code=$?
	running=
	return $code
}
# inside ROOT COMMAND: a shell command in the chroot
inside() {
	alone sh -c 'mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" && exec env -i \
		PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		chroot "$0" sh -c "$1"' "$1" "$2" </dev/null
}

# Why no chroot can be made here, if none can.
refusal() {
	[ "$(id -u)" = 0 ] || { echo "a chroot needs root"; return; }
	command -v apt-get >/dev/null || { echo "this is not Debian"; return; }
	[ -n "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || apt-get -qq update >/dev/null 2>&1 || true
	if ! command -v debootstrap >/dev/null; then
		{ DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends debootstrap; } >/dev/null 2>&1 ||
			{ echo "debootstrap is missing and cannot be installed"; return; }
	fi
	unshare --mount --pid --fork --kill-child mount -t tmpfs tmpfs /mnt 2>/dev/null ||
		{ echo "nothing can be mounted here"; return; }
	[ -n "$(mirror)" ] || echo "apt knows no mirror of Debian"
}
# The mirror of the release that this machine runs, whatever else apt knows.
mirror() {
	apt-get indextargets --format '$(LABEL)|$(CODENAME)|$(RELEASE)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
		awk -F'|' -v code="$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")" '$1 == "Debian" && ($2 == code || $3 == code) { print $4; exit }'
}
proxy=$(apt-config dump 2>/dev/null | grep -E '^Acquire::https?::Proxy ' || true)

# base SUITE ROOT: a chroot with what the tests will want
base() {
	local suite=$1 root=$2 release=$1
	[ "$suite" != experimental ] || release=sid
	http_proxy=$(sed -n 's/^Acquire::http::Proxy "\(.*\)";$/\1/p' <<<"$proxy") \
		alone timeout 1200 debootstrap --variant=minbase "$release" "$root" "$(mirror)" || { why="debootstrap failed"; return 1; }
	# A mirror that stands still is good enough here.
	printf '%s\n' 'Acquire::Check-Valid-Until "false";' 'APT::Install-Recommends "false";' ${proxy:+"$proxy"} >"$root/etc/apt/apt.conf.d/99contacts"
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
	chmod 755 "$root/usr/sbin/policy-rc.d"
	inside "$root" 'timeout 600 apt-get -qq update && timeout 600 apt-get -qq -y install make gcc git' || { why="its packages cannot be installed"; return 1; }
	if [ "$suite" = experimental ]; then
		echo "deb $(mirror) experimental main" >"$root/etc/apt/sources.list.d/experimental.list"
		inside "$root" 'set -e
			apt-get -qq update
			new=$(apt-cache pkgnames postgresql-server-dev- | sed "s/.*-//" | grep -xE "[0-9]+" | sort -n | tail -1)
			apt-get -qq -y install postgresql-common
			echo "create_main_cluster = false" >>/etc/postgresql-common/createcluster.conf
			apt-get -qq -y install -t experimental postgresql-$new postgresql-server-dev-$new' ||
			{ why="it has no PostgreSQL to come"; return 1; }
	fi
}

WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/contacts-matrix.XXXXXX")
chmod 755 "$WORK"
cannot=$(refusal)
for suite in "${suites[@]}"; do
	if [ -n "$cannot" ]; then
		echo "skipped  $suite: $cannot"
		row "$suite" - - - - - - "skipped: $cannot"
		continue
	fi
	root=$WORK/$suite
	log=$WORK/$suite.log
	archive=${CONTACTS_MATRIX_CACHE:+$CONTACTS_MATRIX_CACHE/$suite.tar}
	start=$SECONDS why=
	echo "== $suite"
	mkdir "$root"
	if [ -n "$archive" ] && [ -f "$archive" ]; then
		tar -C "$root" -xf "$archive" || why="its archive cannot be read"
	else
		base "$suite" "$root" >"$log" 2>&1 || why=${why:-"it cannot be made"}
	fi
	if [ -n "$why" ]; then
		[ ! -f "$log" ] || tail -5 "$log"
		echo "skipped  $suite: $why"
		row "$suite" - - - - - $((SECONDS - start)) "skipped: $why"
		rm -rf --one-file-system "$root"
		continue
	fi
	cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
	# what is committed, and what is about to be
	mkdir "$root/root/contacts"
	git -c safe.directory="$PWD" ls-files -coz --exclude-standard | while IFS= read -r -d '' file; do
		[ ! -e "$file" ] || printf '%s\0' "$file"
	done | tar -cf - --null -T - | tar -C "$root/root/contacts" --no-same-owner -xf -
	start=$SECONDS code=0
	inside "$root" "cd /root/contacts && git init -q && git add -A && make test TESTS='${CONTACTS_MATRIX_TESTS:-}'" >"$log" 2>&1 || code=$?
	seconds=$((SECONDS - start))
	grep -vE '^ok |^[0-9]+ passed' "$log" || true
	summary=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -1) || true
	server=$(chroot "$root" sh -c 'dpkg-query -W -f "\${Version}\n" "postgresql-[0-9][0-9]" 2>/dev/null | grep . | tail -1 | sed "s/-.*//"') || true
	compiler=$(chroot "$root" gcc -dumpfullversion 2>/dev/null) || true
	if [ -n "$summary" ]; then
		read -r ok _ bad _ <<<"$summary"
		note=
	else
		ok=0 bad=1 note="ended early"
	fi
	[ "$code" = 0 ] || [ "$bad" != 0 ] || { bad=1; note="exit status $code"; }
	row "$suite" "${server:--}" "gcc ${compiler%%.*}" "$ok" "$bad" "$(grep -c '^skipped ' "$log" || true)" "$seconds" "$note"
	passed=$((passed + ok)) failed=$((failed + bad))
	if [ -n "$archive" ] && [ ! -f "$archive" ] && [ -n "$summary" ]; then
		rm -rf --one-file-system "$root/root/contacts"
		mkdir -p "$CONTACTS_MATRIX_CACHE"
		tar -C "$root" --one-file-system -cf "$archive.new" . && mv "$archive.new" "$archive"
	fi
	rm -rf --one-file-system "$root"
done
table
echo
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
