#!/usr/bin/env bash
# Installs Debian packages, as root, without what they do beside that: no service
# starts, now or at the next boot, and no cluster is made.
#
#   packages.sh NAME...    installs
#   packages.sh --left     whether a run that was killed has left something here
#   packages.sh --mend     takes that back
#
# While it works there are two files of ours in /usr/sbin and /etc.  They go
# however it ends; only kill -9 leaves them, and then the next run takes them back.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

no_service=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/contacts.conf
mark='# contacts: only while its tests or its demo install packages'
new_folder='# and this folder, too'
new_pooler='# pgbouncer is new here'
apart=

says() { grep -qsxF "$1" "$2"; }
installed() { dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^.i'; }
get() { $apart apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"; }

put_marks() {
	local lines=$mark folder=${no_cluster%/*}
	installed pgbouncer || lines+=$'\n'$new_pooler
	[ -d "$folder" ] || { lines+=$'\n'$new_folder; mkdir -p "$folder"; }
	printf '%s\ncreate_main_cluster = false\n' "$lines" >"$no_cluster"
	# somebody else's policy is not ours to change
	if [ ! -e "$no_service" ]; then
		printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$no_service"
		chmod 755 "$no_service"
	fi
}

take_marks() {
	local folder=
	if says "$new_pooler" "$no_cluster" && installed pgbouncer; then
		update-rc.d pgbouncer disable || true
	fi
	! says "$new_folder" "$no_cluster" || folder=${no_cluster%/*}
	! says "$mark" "$no_cluster" || rm -f "$no_cluster"
	[ -z "$folder" ] || rmdir -p --ignore-fail-on-non-empty "$folder"
	! says "$mark" "$no_service" || rm -f "$no_service"
}

left() { says "$mark" "$no_cluster" || says "$mark" "$no_service"; }

case ${1:?} in
--left) left && exit 0 || exit 1 ;;
--mend) shift ;;
esac

# What we start inherits this lock: a run that was killed holds it as long as its
# apt-get works.
exec 9</var/lib/dpkg
flock -n 9 || { echo "waiting for another run that installs packages" >&2; flock 9; }
trap take_marks EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# What is installed by half is finished as long as the marks are there.
if left; then
	dpkg --configure -a || { sleep 10; dpkg --configure -a; } || true
	take_marks
fi
[ $# -gt 0 ] || exit 0

put_marks
get update
get --download-only install "$@"

# From here on Ctrl-C waits: a package that is installed by half is worse.
trap '' INT TERM HUP
apart='setsid -w'
case " $*" in *" postgresql-"[0-9]*)
	get install postgresql-common
	[ "$(pg_conftool /etc/postgresql-common/createcluster.conf show -bs create_main_cluster)" = off ] || {
		echo "to keep Debian from making a cluster, let /etc/postgresql-common/createcluster.conf" \
			"say create_main_cluster = false" >&2
		exit 1
	}
	;;
esac
get install "$@"
