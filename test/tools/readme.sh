#!/usr/bin/env bash
# Runs the README as a reader would who pastes its blocks in their order, on a
# server of its own that lets people in as Debian's does: a ```sh block goes to
# a shell, and a ```sql block to the psql that the last shell block has opened.
#
# What stands in a ```text block below has to be in the answer, line by line and
# in that order, "..." for anything; other lines may stand between.  Errors,
# warnings and notices have to be there all of them.  A message that is quoted
# elsewhere ("ERROR:  ...") has to be one that was seen, or that our sources or
# the server can say.
#
# Not run: apt-get, and what of make would come here again; that a target exists
# is looked at.  "make install" goes to a directory that is thrown away: what is
# tried is what has been installed into the PostgreSQL of PG_CONFIG.
. "$(dirname "$0")/setup.sh"
make_work
export PG_CONFIG=${PG_CONFIG:-pg_config}
bin=$("$PG_CONFIG" --bindir)
[ "$(id -u)" != 0 ] || chown postgres "$WORK"
PGPORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# As bare as a machine without a locale makes it.
(cd "$WORK" && as_server "$bin/initdb" -D "$WORK/data" -U postgres -A trust \
	-E SQL_ASCII --locale=C --no-sync >"$WORK/initdb.log" 2>&1) || { tail "$WORK/initdb.log" >&2; die "initdb failed"; }
cat >"$WORK/data/pg_hba.conf" <<-'CONF'
	# "sudo -u postgres", whoever runs the tests
	local all postgres trust
	local all all peer
	host all all 127.0.0.1/32 scram-sha-256
	host all all ::1/128 scram-sha-256
CONF
printf "listen_addresses = 'localhost'\nunix_socket_directories = '%s'\nfsync = off\n" "$WORK" >>"$WORK/data/postgresql.conf"
export PGHOST=$WORK PGUSER=postgres PGPORT
(cd "$WORK" && as_server "$bin/pg_ctl" -D "$WORK/data" -l "$WORK/server.log" -w -s start >/dev/null) ||
	{ tail "$WORK/server.log" >&2; die "the server did not start"; }

# The commands that a reader has and we stand in for.
mkdir "$WORK/commands" "$WORK/tmp"
chmod 777 "$WORK/tmp"
unset MAKEFLAGS MAKELEVEL MFLAGS
cat >"$WORK/commands/sudo" <<-'SH'
	#!/bin/sh
	[ "$1" != -u ] || shift 2
	exec "$@"
SH
cat >"$WORK/commands/apt-get" <<-'SH'
	#!/bin/sh
	exit 0
SH
cat >"$WORK/commands/make" <<-SH
	#!/bin/sh
	PATH=$PATH
	case \$1 in
	'') exec make -s PG_CONFIG="$PG_CONFIG" ;;
	install) exec make -s install PG_CONFIG="$PG_CONFIG" DESTDIR="$WORK/installed" ;;
	*) exec make -n "\$@" >/dev/null ;;
	esac
SH
printf '#!/bin/sh\nexec /usr/bin/python3 "$@"\n' >"$WORK/commands/python3"
chmod 755 "$WORK"/commands/*
PATH=$WORK/commands:$bin:$PATH

/usr/bin/python3 - "$WORK" "$bin/postgres" <<'PY'
import glob, os, re, signal, subprocess, sys

signal.alarm(600)
work, server = sys.argv[1:]
readme = open("README.md", encoding="utf-8").read()
blocks = re.findall(r"^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", readme, re.S | re.M)
# what psql would ask for
os.environ["PGPASSWORD"] = re.search(r"ROLE app_server LOGIN PASSWORD '(.*?)'", readme).group(1)
WORD = re.compile(r"^(?:psql: |.*failed: )?(ERROR|FATAL|WARNING|NOTICE):  ")
TROUBLE = re.compile(r"^(?:psql: )?error: |^invalid command")
session = None
seen = []


def start(command, stdin):
    return subprocess.Popen(["bash", "-e", "-o", "pipefail", "-c", command], stdin=stdin, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, encoding="utf-8", bufsize=1)


def says(want, line):
    return re.fullmatch(re.escape(want).replace(r"\.\.\.", ".*"), line) is not None


def check(block, answer, output):
    lines = [line.rstrip() for line in output.splitlines()]
    wanted = [line.rstrip() for line in answer.splitlines()]
    at = 0
    for want in filter(None, wanted):
        while at < len(lines) and not says(want, lines[at]):
            at += 1
        if at == len(lines):
            sys.exit(f"this block\n\n{block}\ndoes not answer, or not there,\n\n{want}\n\nbut\n\n{output}")
        at += 1
    for line in lines:
        if WORD.match(line):
            seen.append(line)
            if not any(says(want, line) for want in wanted):
                sys.exit(f"this block\n\n{block}\nanswers what does not stand below it:\n\n{output}")
        if TROUBLE.match(line):
            sys.exit(f"this block\n\n{block}\nfails:\n\n{output}")


count = {"sh": 0, "sql": 0}
for kind, block, answer in blocks:
    if kind == "text":
        sys.exit(f"an answer without a block:\n\n{block}")
    if kind not in count:
        sys.exit(f"a block of a kind that is not run: {kind}")
    count[kind] += 1
    text = block.replace("/tmp/", f"{work}/tmp/")
    if kind == "sql":
        if session is None:
            sys.exit(f"no psql has been opened for\n\n{block}")
        leaves = text.rstrip().endswith("\\quit")
        session.stdin.write(text if leaves else text + "\\echo end of block\n")
        session.stdin.flush()
        output = ""
        for line in session.stdout:
            if line == "end of block\n":
                break
            output += line
        else:
            if not leaves or session.wait() != 0:
                sys.exit(f"psql ends in\n\n{block}\n{output}")
            session = None
        check(block, answer, output)
    elif re.search(r"\bpsql\b(?!.* -c).*\Z", text.rstrip().splitlines()[-1]):
        if session is not None:
            session.stdin.close()
            session.wait()
        session = start(text, subprocess.PIPE)
        if answer:
            sys.exit(f"an answer of a psql that has not been asked:\n\n{block}")
    else:
        run = start(text, subprocess.DEVNULL)
        output = run.stdout.read()
        if run.wait() != 0:
            sys.exit(f"this block\n\n{block}\nfails:\n\n{output}")
        check(block, answer, output)
if session is not None:
    session.stdin.close()
    session.wait()


def pattern(form):
    """A message with its conversions, as what it can become."""
    return re.compile("".join(".*" if part.startswith("%") else re.escape(part) for part in
                              re.split(r"(%(?:\d+\$)?[-+ #0]*[\d.*]*(?:hh?|ll?|z)?[a-zA-Z])", form)))


forms = set()
for name in glob.glob("src/**/*.c", recursive=True):
    with open(name, encoding="utf-8") as source:
        text = re.sub(r'"\s*INT64_FORMAT\s*"', "%d", source.read())
    forms.update(re.sub(r"\\(.)", r"\1", form) for form in re.findall(r'"((?:[^"\\\n]|\\.)*)"', text))
with open(server, "rb") as binary:
    forms.update(form.decode() for form in re.findall(rb"[ -~]{12,}", binary.read()))
forms = [form for form in forms if len(re.sub(r"%\w|[^a-z]", "", form)) >= 12]
quoted = [" ".join(message.split()) for message in re.findall(r"`(?:ERROR|FATAL|WARNING|NOTICE):\s([^`]+)`", readme)]
for message in quoted:
    if not any(line.endswith(":  " + message) for line in seen) and \
            not any(pattern(form).fullmatch(message) for form in forms):
        sys.exit(f"nobody says: {message}")
if count["sql"] < 20 or count["sh"] < 8 or len(quoted) < 30:
    sys.exit(f"the README has only {count['sql']} SQL blocks, {count['sh']} shell blocks, {len(quoted)} messages")

links = set(re.findall(r"\]\(#(.*?)\)", readme))
titles = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.*)$", readme, re.M)}
if links - titles:
    sys.exit(f"links that lead nowhere: {', '.join(sorted(links - titles))}")
print(f"{count['sql']} SQL blocks and {count['sh']} shell blocks run, {len(quoted)} messages found")
PY
