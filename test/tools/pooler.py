#!/usr/bin/python3
"""Thirty users over three pooled connections: nobody sees another's rows.

    pooler.py [--transactions N] [--seed S] [--quiet]

Proves, with a real PgBouncer in transaction mode in front of the server of
PGHOST, that an identity ends with its transaction however that ends (COMMIT,
ROLLBACK, an error, a savepoint rolled back, a client that goes away), so that

- each transaction begins without identity on whatever connection it gets, and
  without act_as() sees no row and writes none;
- each transaction sees exactly what its user may see: every row that was
  committed before, none of another account, team or user, none that was
  rolled back; also through statements that another user has prepared on the
  same connection, and not through cursors that another user has left open;
- no ordinary role can forge an identity that would stay on a connection.

Each contact carries its account and audience in its name, and keeps them, so
each row that anybody sees can be judged by itself.  It needs the server of
PGHOST with the extension installed, PGUSER a superuser, pgbouncer and
python3-psycopg2; it makes a database and a role of its own and drops them, and
stops its PgBouncer.  The last line counts; the exit status is 1 after any
difference.
"""
import argparse
import os
import pwd
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

try:
    import psycopg2
    from psycopg2 import errors
except ImportError:
    sys.exit("pooler.py: psycopg2 is missing (Debian: python3-psycopg2, with Debian's own python3)")

# --- Cases in which the server departs from the documents; left out unless
# --- --all-cases is given.  Take a line away when the case is settled.
OPEN_CASES = {}

CLIENTS = 30
POOL = 3
PORT = 6432
ACCOUNTS = (101, 102, 103)
TEAMS = 4
READ = "SELECT name, audience, account_id FROM contacts.contacts"
CHILDREN = ("SELECT count(*), count(*) FILTER (WHERE account_id <> %s OR audience <> ALL (%s)) FROM ("
            "SELECT account_id, audience FROM contacts.contact_phones UNION ALL SELECT account_id, audience FROM contacts.contact_notes) x")


class World:
    """What is committed, by account, and what was rolled back."""

    def __init__(self, skip):
        self.lock = threading.Lock()
        self.there = {a: {} for a in ACCOUNTS}      # name: audience
        self.never = {}                             # name: since when it must not be seen
        self.private = {}                           # user: number of private contacts
        self.serial = 0
        self.backends = {}                          # pid: users that it served
        self.counts = {}
        self.differences = []
        self.rows_seen = 0
        self.fresh = 0
        self.stop = False
        self.skip = skip

    def count(self, kind):
        with self.lock:
            self.counts[kind] = self.counts.get(kind, 0) + 1

    def differ(self, who, what):
        with self.lock:
            if self.stop:
                return                  # interrupted: what fails now fails for that
            self.differences.append("%s: %s" % (who, what))
            print("DIFFERENCE %s: %s" % (who, what), flush=True)
            if len(self.differences) >= 20:
                self.stop = True

    def forbid(self, names):
        with self.lock:
            for name in names:
                self.never[name] = time.monotonic()

    def new_name(self, account, audience):
        with self.lock:
            self.serial += 1
            return "a%d:%d:%d" % (account, audience, self.serial), "+9198%08d" % (20000000 + self.serial)


class User:
    def __init__(self, account, number, role, teams):
        self.account, self.number, self.role = account, number, role
        self.teams = set(range(1, TEAMS + 1)) if role in ("admin", "owner") else set(teams)
        self.audiences = self.teams | {0, -number}
        self.writes = role != "reporter"
        self.keeps_private = role not in ("reporter", "agent")
        self.deletes = self.keeps_private

    def __str__(self):
        return "account %d user %d (%s)" % (self.account, self.number, self.role)


class Client(threading.Thread):
    def __init__(self, number, user, users, world, options, dsn):
        super().__init__(daemon=True)
        self.user, self.users, self.world = user, users, world
        self.rng = random.Random(options.seed * 1000 + number)
        self.transactions = options.transactions // CLIENTS + (number < options.transactions % CLIENTS)
        self.dsn = dsn
        self.conn = None
        self.pid = None

    def connect(self):
        self.conn = psycopg2.connect(self.dsn)
        self.conn.autocommit = True     # BEGIN and COMMIT are ours to say
        self.cur = self.conn.cursor()

    def run(self):
        kinds = [(24, "read"), (22, "write"), (9, "undo"), (9, "error"), (10, "savepoint"), (9, "nobody"), (3, "delete"),
                 (3, "forge"), (3, "outside"), (2, "vanish"), (4, "prepared"), (2, "held")]
        try:
            self.connect()
            for _ in range(self.transactions):
                if self.world.stop:
                    break
                kind = self.rng.choices([k for _, k in kinds], [w for w, _ in kinds])[0]
                getattr(self, "do_" + kind)()
                self.world.count(kind)
        except Exception as e:          # whatever it is, it is not what should happen
            self.world.differ(self.user, "%s: %s" % (type(e).__name__, str(e).strip()))
        finally:
            if self.conn is not None:
                self.conn.close()

    # ------------------------------------------------------------ pieces

    def begin(self, user):
        """A fresh transaction has no identity; then it has this one."""
        self.cur.execute("BEGIN; SELECT contacts.actor_account(), contacts.actor_user(), contacts.actor_audiences(),"
                         " pg_backend_pid(), current_setting('contacts.actor', true), (SELECT count(*) FROM contacts.contacts)")
        account, number, audiences, self.pid, _, seen = self.cur.fetchone()
        with self.world.lock:
            self.world.fresh += 1
            self.world.backends.setdefault(self.pid, set()).add(str(user or "nobody"))
        if account is not None or number is not None or audiences or seen:
            self.world.differ(user or "nobody", "a fresh transaction acts as %s/%s, audiences %s, sees %d rows"
                              % (account, number, audiences, seen))
        if user is not None:
            self.act_as(user)

    def act_as(self, user):
        self.cur.execute("SELECT contacts.act_as(%s, %s)", (user.account, user.number))

    def known(self, user):
        """Rows that must be there for whoever begins to read now."""
        with self.world.lock:
            return {n for n, a in self.world.there[user.account].items() if a in user.audiences}

    def look(self, user, must, extra=(), sql=READ):
        """What this user sees now: all that they must, nothing that they may not."""
        start = time.monotonic()
        self.cur.execute(sql)
        rows = self.cur.fetchall()
        own = set(extra)
        seen = set()
        for name, audience, account in rows:
            seen.add(name)
            said_account, said_audience, _ = name[1:].split(":")
            if account != user.account or audience not in user.audiences \
                    or int(said_account) != account or int(said_audience) != audience:
                self.world.differ(user, "sees %s of account %s, audience %s" % (name, account, audience))
        with self.world.lock:
            self.world.rows_seen += len(rows)
            never = self.world.never
            undone = {n for n in seen - own if never.get(n, start) < start}
        if undone:
            self.world.differ(user, "sees rows that were rolled back: %s" % sorted(undone)[:3])
        missing = (must | own) - seen
        if missing:
            with self.world.lock:       # what is being deleted meanwhile has left the model before it leaves the table
                missing = {n for n in missing if n in own or n in self.world.there[user.account]}
        if missing:
            self.world.differ(user, "does not see %d rows, such as %s" % (len(missing), sorted(missing)[:3]))
        if self.rng.random() < 0.2:
            self.cur.execute(CHILDREN, (user.account, sorted(user.audiences)))
            total, foreign = self.cur.fetchone()
            if foreign:
                self.world.differ(user, "sees %d numbers or notes of others" % foreign)
        self.cur.execute("SELECT contacts.actor_account(), contacts.actor_user()")
        who = self.cur.fetchone()
        if who != (user.account, user.number):
            self.world.differ(user, "acts as %s" % (who,))

    def look_as_nobody(self):
        self.cur.execute("SELECT contacts.actor_account(), (SELECT count(*) FROM contacts.contacts),"
                         " (SELECT count(*) FROM contacts.contact_phones), (SELECT count(*) FROM contacts.contact_notes),"
                         " (SELECT count(*) FROM contacts.users), (SELECT count(*) FROM contacts.accounts),"
                         " (SELECT count(*) FROM contacts.audit_log), q.used, k.matched, k.contact_id, k.user_id"
                         " FROM contacts.private_quota() q, contacts.caller_id(%s) k", ("+9198%08d" % (20000000 + self.rng.randrange(1, 500)),))
        row = self.cur.fetchone()
        if row != (None, 0, 0, 0, 0, 0, 0, None, "none", None, None):
            self.world.differ("nobody", "sees %s" % (row,))

    def insert(self, user):
        """One contact of a random audience; (name, audience)."""
        choices = [0] + sorted(user.teams) + ([-user.number] * 2 if user.keeps_private else [])
        audience = self.rng.choice(choices)
        name, phone = self.world.new_name(user.account, audience)
        visibility = "only_me" if audience < 0 else "team" if audience > 0 else "everyone"
        self.cur.execute("INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES (%s, %s, %s, %s) RETURNING id",
                         (name, phone, visibility, audience if audience > 0 else None))
        if self.rng.random() < 0.3:
            self.cur.execute("INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%s, %s)", (self.cur.fetchone()[0], name))
        return name, audience

    def fails(self, sql, params, state):
        try:
            self.cur.execute(sql, params)
        except psycopg2.Error as e:
            if e.pgcode != state:
                self.world.differ(self.user, "%s gave %s and not %s: %s" % (sql, e.pgcode, state, str(e).strip()))
            return
        self.world.differ(self.user, "was allowed: %s" % sql)

    # ------------------------------------------------------ transactions

    def do_read(self):
        must = self.known(self.user)
        self.begin(self.user)
        self.look(self.user, must)
        self.cur.execute("COMMIT")

    def do_write(self):
        user = self.user
        must = self.known(user)
        self.begin(user)
        if not user.writes:
            self.fails("INSERT INTO contacts.contacts (name) VALUES ('x')", (), "42501")
            self.cur.execute("COMMIT")
            return
        name, audience = self.insert(user)
        if self.rng.random() < 0.5:
            self.look(user, must, {name})
        self.cur.execute("COMMIT")
        with self.world.lock:
            self.world.there[user.account][name] = audience
            if audience < 0:
                self.world.private[user] = self.world.private.get(user, 0) + 1

    def do_undo(self):
        user = self.user
        must = self.known(user)
        self.begin(user)
        mine = set()
        if user.writes:
            mine.add(self.insert(user)[0])
        self.look(user, must, mine)
        self.world.forbid(mine)
        self.cur.execute("ROLLBACK")
        if self.rng.random() < 0.5:
            self.begin(None)
            self.look_as_nobody()
            self.cur.execute("COMMIT")

    def do_error(self):
        user = self.user
        must = self.known(user)
        self.begin(user)
        mine = set()
        if user.writes and self.rng.random() < 0.7:
            mine.add(self.insert(user)[0])
        if self.rng.random() < 0.5:
            self.look(user, must, mine)
        self.world.forbid(mine)
        other = self.rng.choice([a for a in ACCOUNTS if a != user.account])
        sql, params, state = self.rng.choice([
            ("SELECT 1 / 0", (), "22012"),
            ("SELECT contacts.caller_id('nonsense')", (), "22P02"),
            ("INSERT INTO contacts.contacts (account_id, owner_id, name) VALUES (%s, 1, 'a:0:0')", (other,), "42501"),
            ("SELECT contacts.act_as(%s, 9999)", (other,), "P0002"),
        ])
        self.fails(sql, params, state)
        self.fails(READ, (), "25P02")
        self.cur.execute(self.rng.choice(["ROLLBACK", "COMMIT"]))

    def do_savepoint(self):
        """An identity taken on inside a subtransaction goes when that is rolled back."""
        user = self.user
        other = self.rng.choice(self.users)
        first = self.rng.random() < 0.7
        must, must_other = self.known(user), self.known(other)
        self.begin(user if first else None)
        mine = set()
        if first and user.writes and self.rng.random() < 0.5:
            mine.add(self.insert(user)[0])
            self.world.forbid(mine)
        self.cur.execute("SAVEPOINT s")
        self.act_as(other)
        theirs = set()
        if other.writes and self.rng.random() < 0.5:
            theirs.add(self.insert(other)[0])
            self.world.forbid(theirs)
        if self.rng.random() < 0.7:
            self.look(other, must_other, theirs | {m for m in mine if other.account == user.account
                                                   and int(m.split(":")[1]) in other.audiences})
        if self.rng.random() < 0.3:
            self.fails("SELECT 1 / 0", (), "22012")
        self.cur.execute("ROLLBACK TO s")
        if first:
            self.look(user, must, mine)
        else:
            self.look_as_nobody()
            self.fails("INSERT INTO contacts.contacts (name) VALUES ('x')", (), "42501")
        self.cur.execute("ROLLBACK")

    def do_nobody(self):
        """Without act_as(): nothing, right behind another's transaction."""
        self.begin(None)
        self.look_as_nobody()
        if "held_cursor_without_identity" not in self.world.skip:
            self.cur.execute("SELECT name FROM pg_cursors WHERE is_holdable")
            for (name,) in self.cur.fetchall():
                self.cur.execute('FETCH ALL FROM "%s"' % name)
                rows = self.cur.fetchall()
                if rows:
                    self.world.differ("nobody", "gets %d rows from a cursor that another user has left open" % len(rows))
        if self.rng.random() < 0.5:
            sql = self.rng.choice([
                "INSERT INTO contacts.contacts (name) VALUES ('x')", "UPDATE contacts.contacts SET name = 'x'",
                "DELETE FROM contacts.contacts", "DELETE FROM contacts.contact_notes", "SELECT contacts.begin_import('x')"])
            self.fails(sql, (), "42501")
        self.cur.execute("COMMIT")

    def do_delete(self):
        """A contact of what the user sees goes, and stays away."""
        user = self.user
        if not user.deletes:
            return self.do_read()
        with self.world.lock:
            names = [n for n, a in self.world.there[user.account].items() if a in user.audiences]
            name = self.rng.choice(names) if names else None
            if name is None:
                return None
            audience = self.world.there[user.account].pop(name)
        self.begin(user)
        self.cur.execute("DELETE FROM contacts.contacts WHERE name = %s", (name,))
        if self.cur.rowcount != 1:
            self.world.differ(user, "deleted %d rows of %s" % (self.cur.rowcount, name))
        if self.rng.random() < 0.5:
            self.cur.execute("ROLLBACK")
            with self.world.lock:
                self.world.there[user.account][name] = audience
        else:
            self.cur.execute("COMMIT")
            self.world.forbid([name])
            with self.world.lock:
                if audience < 0:
                    self.world.private[user] -= 1
        return None

    def do_forge(self):
        """The setting that holds the identity is not an ordinary role's to set."""
        user = self.user
        other = self.rng.choice(self.users)
        value = "3|%d|%d|6|16383|3|1|IN||%d,0,1" % (other.account, other.number, -other.number)
        self.begin(user if self.rng.random() < 0.5 else None)
        self.fails(self.rng.choice(["SET contacts.actor = %s", "SET LOCAL contacts.actor = %s",
                                    "SELECT set_config('contacts.actor', %s, false)"]), (value,), "42501")
        self.cur.execute("ROLLBACK")
        # A connection on which nobody has used the extension yet takes any
        # setting of that name, as the server does; it must have no effect.
        try:
            self.cur.execute(self.rng.choice(["SET contacts.actor = %s", "SELECT set_config('contacts.actor', %s, false)"]), (value,))
            self.world.count("(forged before the library was loaded)")
        except errors.InsufficientPrivilege:
            pass
        # whatever RESET and DISCARD do, they do not bring an identity back
        self.cur.execute(self.rng.choice(["RESET ALL", "SELECT 1"]))
        self.begin(None)
        self.look_as_nobody()
        self.cur.execute("COMMIT")

    def do_outside(self):
        """act_as() outside a transaction block has no effect."""
        del self.conn.notices[:]
        self.act_as(self.user)
        if not any("outside a transaction block" in n for n in self.conn.notices):
            self.world.differ(self.user, "act_as() outside a transaction block did not warn")
        self.look_as_nobody()

    def do_vanish(self):
        """The client goes away in the middle."""
        user = self.user
        self.begin(user)
        if user.writes:
            name, _ = self.insert(user)
            self.world.forbid([name])
        self.conn.close()
        self.connect()

    def do_prepared(self):
        """A statement that the server keeps, made under whatever identity, gives each their own."""
        user = self.user
        must = self.known(user)
        self.begin(user)
        self.cur.execute("SELECT 1 FROM pg_prepared_statements WHERE name = 'everybody'")
        if self.cur.fetchone() is None:
            self.cur.execute("PREPARE everybody AS " + READ)
            if self.rng.random() < 0.5:
                self.cur.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        self.look(user, must, sql="EXECUTE everybody")
        self.cur.execute("COMMIT")

    def do_held(self):
        """A held cursor would outlive the identity on its connection: it is refused, before act_as() as after it."""
        user = self.user
        must = self.known(user)
        self.begin(user)
        self.cur.execute("SELECT name FROM pg_cursors WHERE is_holdable")
        left = self.cur.fetchall()
        if left:
            self.world.differ(user, "finds cursors of earlier transactions after act_as(): %s" % left)
        self.look(user, must)
        self.fails("DECLARE kept%d CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts" % self.rng.randrange(10 ** 9), (), "55000")
        self.cur.execute("ROLLBACK")
        self.begin(None)
        self.cur.execute("DECLARE kept CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts")
        self.fails("SELECT contacts.act_as(%s, %s)", (user.account, user.number), "55000")
        self.cur.execute("ROLLBACK")


def start_pgbouncer(work, database, role, log):
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        sys.exit("pooler.py: pgbouncer is missing (Debian: apt-get install pgbouncer)")
    with open(os.path.join(work, "users.txt"), "w") as f:
        f.write('"%s" ""\n' % role)
    config = os.path.join(work, "pgbouncer.ini")
    with open(config, "w") as f:
        f.write("""[databases]
%s = %sport=%s dbname=%s
[pgbouncer]
unix_socket_dir = %s
listen_port = %d
auth_type = trust
auth_file = %s/users.txt
admin_users = %s
pool_mode = transaction
default_pool_size = %d
max_db_connections = %d
max_client_conn = 100
logfile = %s
log_connections = 0
log_disconnections = 0
""" % (database, "host=%s " % os.environ["PGHOST"] if "PGHOST" in os.environ else "", os.environ.get("PGPORT", "5432"), database, work, PORT, work,
            role, POOL, POOL, log))
    as_user = None
    if os.geteuid() == 0:               # PgBouncer refuses to run as root
        as_user = pwd.getpwnam("postgres")
        for name in (work, config, os.path.join(work, "users.txt")):
            os.chown(name, as_user.pw_uid, as_user.pw_gid)

    def become():
        os.setsid()
        if as_user:
            os.setgroups([])
            os.setgid(as_user.pw_gid)
            os.setuid(as_user.pw_uid)
    return subprocess.Popen([program, "-q", config], preexec_fn=become, cwd=work, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def set_up(database, role, rng):
    conn = psycopg2.connect(dbname="postgres")
    conn.autocommit = True
    conn.cursor().execute("CREATE DATABASE " + database)
    conn.cursor().execute("CREATE ROLE %s LOGIN" % role)
    conn.close()
    conn = psycopg2.connect(dbname=database)
    conn.autocommit = True
    cur = conn.cursor()
    cur.execute("CREATE EXTENSION contacts CASCADE")
    cur.execute("SELECT contacts.grant_application(%s)", (role,))
    users = []
    roles = ["owner", "admin", "contact_manager", "manager", "agent", "agent", "contact_manager", "reporter", "billing", "contact_manager"]
    for n, account in enumerate(ACCOUNTS):
        cur.execute("BEGIN; SELECT contacts.create_account(%s, 'Owner', 'owner@pooler.example', %s, 'enterprise', account_id => %s)",
                    ("Account %d" % account, "+91980000000%d" % n, account))
        cur.execute("SELECT contacts.act_as(%s, 1)", (account,))
        for t in range(TEAMS):
            cur.execute("INSERT INTO contacts.departments (name) VALUES (%s)", ("Team %d" % t,))
        for number, role_name in enumerate(roles, 1):
            if number > 1:
                cur.execute("INSERT INTO contacts.users (name, role) VALUES (%s, %s)", ("User %d" % number, role_name))
            teams = [t for t in range(1, TEAMS + 1) if rng.random() < 0.4]
            for t in teams:
                cur.execute("INSERT INTO contacts.department_members (department_id, user_id) VALUES (%s, %s)", (t, number))
            users.append(User(account, number, role_name, teams))
        cur.execute("COMMIT")
    conn.close()
    return users


def final_check(world, users, database):
    """At the end, without the pooler: the tables hold what was committed, and the counters agree."""
    conn = psycopg2.connect(dbname=database)
    cur = conn.cursor()
    cur.execute("SELECT account_id, name, audience FROM contacts.contacts")
    found = {(a, n): x for a, n, x in cur.fetchall()}
    expected = {(a, n): x for a, rows in world.there.items() for n, x in rows.items()}
    if found != expected:
        world.differ("the end", "tables and model differ: %s" % list(set(found.items()) ^ set(expected.items()))[:3])
    cur.execute("SELECT account_id, user_id, private_contacts FROM contacts.usage WHERE private_contacts <> 0")
    usage = {(a, u): n for a, u, n in cur.fetchall()}
    wanted = {(u.account, u.number): n for u, n in world.private.items() if n}
    # a private contact may have been deleted by its owner only, so the counts are exact
    if usage != wanted:
        world.differ("the end", "counters %s, expected %s" % (usage, wanted))
    conn.close()


def main():
    parser = argparse.ArgumentParser(description="Thirty users over three pooled connections.")
    parser.add_argument("--transactions", type=int, default=6000, help="in all (6000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="differences and the last line only")
    parser.add_argument("--all-cases", action="store_true", help="leave no open case out")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    database, role = "contacts_pooler_%d" % os.getpid(), "contacts_pooler_app_%d" % os.getpid()
    work = tempfile.mkdtemp(prefix="contacts.pooler.")
    log = os.path.join(work, "pgbouncer.log")
    world = World(set() if options.all_cases else set(OPEN_CASES))
    pooler = None
    clients = []
    start = time.monotonic()
    try:
        users = set_up(database, role, random.Random(options.seed))
        assert len(users) == CLIENTS
        pooler = start_pgbouncer(work, database, role, log)
        dsn = "host=%s port=%d dbname=%s user=%s" % (work, PORT, database, role)
        for attempt in range(100):
            try:
                psycopg2.connect(dsn).close()
                break
            except psycopg2.OperationalError:
                if attempt == 99 or pooler.poll() is not None:
                    sys.exit("pooler.py: PgBouncer did not start:\n" + (open(log).read() if os.path.exists(log) else ""))
                time.sleep(0.05)
        clients = [Client(n, user, users, world, options, dsn) for n, user in enumerate(users)]
        for client in clients:
            client.start()
        most = 0
        admin = psycopg2.connect(dsn.replace("dbname=" + database, "dbname=pgbouncer"))
        admin.autocommit = True
        while any(c.is_alive() for c in clients):
            cur = admin.cursor()
            cur.execute("SHOW SERVERS")
            most = max(most, len(cur.fetchall()))
            clients[0].join(0.2)
            time.sleep(0.1)
        admin.close()
        if most > POOL:
            world.differ("the pool", "%d server connections" % most)
        final_check(world, users, database)
    finally:
        with world.lock:
            world.stop = True
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for client in clients:
            if client.ident is not None:
                client.join(10)
        if pooler is not None:
            pooler.send_signal(signal.SIGTERM)
            try:
                pooler.wait(10)
            except subprocess.TimeoutExpired:
                pooler.kill()
                pooler.wait()
        try:
            conn = psycopg2.connect(dbname="postgres")
            conn.autocommit = True
            conn.cursor().execute("DROP DATABASE IF EXISTS %s WITH (FORCE)" % database)
            conn.cursor().execute("DROP ROLE IF EXISTS " + role)
            conn.close()
        except psycopg2.Error as e:
            print("could not clean up: %s" % e, file=sys.stderr)
        shutil.rmtree(work, ignore_errors=True)
    if not options.quiet:
        print(", ".join("%s %d" % kv for kv in sorted(world.counts.items())))
        print("%d rows read, server connections at once: %d, in all %d; users that one connection served: %d on average; %.0f s" % (
            world.rows_seen, most, len(world.backends), sum(map(len, world.backends.values())) / max(len(world.backends), 1), time.monotonic() - start))
    print("%d transactions of %d users over %d connections, %d fresh transactions checked, %d differences" % (
        sum(n for kind, n in world.counts.items() if kind[0] != "("), CLIENTS, POOL, world.fresh, len(world.differences)))
    return 1 if world.differences else 0


if __name__ == "__main__":
    sys.exit(main())
