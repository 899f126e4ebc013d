#!/usr/bin/python3
"""Random work against a plain model of the rules: who sees what, who may what.

    privacy_model.py [--operations N] [--seed S] [--quiet]

Proves that, whatever users of several accounts do to contacts, numbers,
addresses, notes, merges, imports, teams, roles, permissions and plans, in any
order and over reused connections, the server

- allows and refuses what the README and the design say, with the SQLSTATE and
  the constraint named there, and leaves the state that they imply;
- shows each user exactly the rows of the audiences that they have, in every
  table, in counts, by number, in caller_id(), resolve(), private_quota(),
  COPY, and to a leaky function of next to no cost in WHERE, and shows nothing
  without identity;
- names in an error nothing that the user could not see.

The model below is a restatement of the rules in a few hundred lines of Python;
it asks the server for nothing but the ids of new rows.  Several rules broken
at once may be answered by any one of them.

It needs the server of PGHOST with the extension installed, PGUSER a superuser,
and python3-psycopg2.  It makes a database and a role of its own and drops them
at the end.  A checked operation is one operation, or one comparison of all
that one user sees.  The same seed gives the same operations.  The last line is
"N checked operations, M differences"; the exit status is 1 if M > 0.
"""
import argparse
import csv
import io
import json
import os
import random
import re
import signal
import sys
import time

try:
    import psycopg2
except ImportError:
    sys.exit("privacy_model.py: psycopg2 is missing (Debian: python3-psycopg2, with Debian's own python3)")

# --- Cases in which the server departs from the documents, or the documents
# --- leave open what is right.  They are left out unless --all-cases is given;
# --- take a line away when the case is settled.
OPEN_CASES = {}

ROLES = ["reporter", "agent", "contact_manager", "manager", "billing", "admin", "owner"]
GRANTS = [  # README, "Who may do what": permissions and the lowest role that has them
    ("contacts.read", "reporter"), ("contacts.write_own", "agent"),
    ("contacts.write", "contact_manager"), ("contacts.private", "contact_manager"),
    ("contacts.delete", "contact_manager"), ("contacts.merge", "contact_manager"),
    ("contacts.import", "contact_manager"), ("contacts.export", "contact_manager"),
    ("members.manage", "manager"), ("persons.manage", "billing"), ("users.manage", "admin"), ("tokens.manage", "admin"),
    ("audit.read", "admin"), ("account.manage", "admin")]
DEFAULTS = {r: frozenset(p for p, low in GRANTS if ROLES.index(r) >= ROLES.index(low)) for r in ROLES}
# name: private contacts allowed, private contacts per user, users, import rows
PLANS = {"model_small": (True, 3, 11, 5), "model_none": (False, 0, 11, 20), "model_open": (True, None, None, None)}

NUMBERS = (["+9198200100%02d" % i for i in range(16)] + ["+1415555010%d" % i for i in range(4)]
           + ["+9715012345%02d" % i for i in range(2)])
EMAILS = ["mail%d@model.example" % i for i in range(10)]
VISIBILITIES = ["only_me", "team", "everyone"]
LABELS = ["mobile", "work", "home"]

DENIED = ("42501", None)
NOT_FOUND = ("P0002", None)
PHONE_TAKEN = ("23505", "contacts_phone_key")
QUOTA = ("23514", "private_contact_limit")
TEAM = ("23514", "contacts_department_for_team")


class Contact:
    __slots__ = ("id", "owner", "vis", "dept", "name", "phone", "email", "company", "tags",
                 "phones", "emails", "notes", "source")

    def __init__(self, **kw):
        self.id = None
        self.dept = self.name = self.phone = self.email = self.company = None
        self.tags = []
        self.phones = {}        # number: (label, extension)
        self.emails = {}        # address: label
        self.notes = []         # (author, body)
        self.source = "manual"
        for k, v in kw.items():
            setattr(self, k, v)
        if self.phone is not None and self.phone not in self.phones:
            self.phones[self.phone] = ("mobile", None)
        if self.email is not None and self.email not in self.emails:
            self.emails[self.email] = "work"

    def copy(self):
        c = Contact.__new__(Contact)
        for k in Contact.__slots__:
            setattr(c, k, getattr(self, k))
        c.tags, c.phones, c.emails, c.notes = list(c.tags), dict(c.phones), dict(c.emails), list(c.notes)
        return c

    @property
    def audience(self):
        return -self.owner if self.vis == "only_me" else self.dept if self.vis == "team" else 0

    def set_phone(self, number):
        """README: the primary number stands in contacts.phone and again in contact_phones."""
        if number == self.phone:
            return
        if number is None:
            del self.phones[self.phone]
        elif number in self.phones:
            pass                        # one of its own becomes primary, the former one a further one
        elif self.phone is not None:
            self.phones[number] = self.phones.pop(self.phone)   # the row keeps its label
        else:
            self.phones[number] = ("mobile", None)
        self.phone = number

    def set_email(self, address):
        if address == self.email:
            return
        if address is None:
            del self.emails[self.email]
        elif address in self.emails:
            pass
        elif self.email is not None:
            self.emails[address] = self.emails.pop(self.email)
        else:
            self.emails[address] = "work"
        self.email = address


class Account:
    def __init__(self, number, plan, region):
        self.id, self.plan, self.region = number, plan, region
        self.users = {}         # number: [role, phone, removed]
        self.departments = {}   # number: manager
        self.last_department = 0
        self.members = set()    # (department, user)
        self.overrides = {}     # (role, permission): granted
        self.contacts = {}      # id: Contact, in order of making
        self.redirects = {}     # old id: id
        self.merges = {}        # id: (survivor, duplicates, user)
        self.imports = {}       # id: (user, visibility, department, mode, rows, created, updated, skipped, rejected)
        self.errors = []        # (import, record, reason, columns)
        self.gone = []          # ids that once were

    def quota(self):
        allowed, limit = PLANS[self.plan][:2]
        return limit if allowed else 0

    def private(self, user):
        return sum(1 for c in self.contacts.values() if c.vis == "only_me" and c.owner == user)


def held_by(account, role):
    """The permissions of a role in this account."""
    perms = set(DEFAULTS[role])
    for (r, permission), granted in account.overrides.items():
        if r == role:
            (perms.add if granted else perms.discard)(permission)
    return perms


class Actor:
    """What act_as() resolves: fixed for the transaction."""

    def __init__(self, account, user):
        self.account, self.user = account, user
        self.role = account.users[user][0]
        perms = self.perms = held_by(account, self.role)
        if self.role in ("admin", "owner"):
            departments = set(account.departments)
        else:
            departments = {d for d, u in account.members if u == user}
        self.departments = departments if "contacts.read" in perms else set()
        self.audiences = self.departments | {0, -user} if "contacts.read" in perms else set()
        # what a former department has left is for those who see every one
        if self.audiences and self.role in ("admin", "owner"):
            self.audiences |= set(range(1, account.last_department + 1))

    def can(self, *permissions):
        return any(p in self.perms for p in permissions)

    def sees(self, audience):
        return audience in self.audiences

    def visible(self, contact_id):
        c = self.account.contacts.get(contact_id)
        return c if c is not None and c.audience in self.audiences else None

    def __str__(self):
        own = ["+" + p for p in sorted(self.perms - DEFAULTS[self.role])] + ["-" + p for p in sorted(DEFAULTS[self.role] - self.perms)]
        return "account %d user %d (%s)" % (self.account.id, self.user, " ".join([self.role] + own))


# ---------------------------------------------------------------- the rules

def may_write(actor):
    return actor.can("contacts.write", "contacts.write_own")


def private_rules(actor):
    broken = set()
    if not PLANS[actor.account.plan][0] or not actor.can("contacts.private"):
        broken.add(DENIED)
    return broken


def team_of(actor, department, broken):
    """The department of a team contact: the one named, else the only one."""
    if department is not None:
        if department not in actor.departments:
            broken.add(DENIED)
        return department
    if len(actor.departments) == 1:
        return next(iter(actor.departments))
    broken.add(TEAM)
    return None


def contact_rules(actor, old, new):
    """May the actor make this contact of that one (None: a new one)?  Completes the department."""
    broken = set()
    if new.vis == "team":
        new.dept = team_of(actor, new.dept, broken)
    elif new.dept is not None:
        if old is not None and old.vis == "team" and old.dept == new.dept:
            new.dept = None             # goes with the team
        else:
            broken.add(TEAM)
    if not actor.can("contacts.write") and (new.owner != actor.user or old is not None and old.owner != actor.user):
        broken.add(DENIED)
    if new.vis == "only_me" and (old is None or old.vis != "only_me" or old.owner != new.owner):
        broken |= private_rules(actor)
        if new.owner != actor.user:
            broken.add(DENIED)
    if old is not None and old.owner != actor.user and not actor.can("contacts.delete"):
        if new.owner != old.owner:
            broken.add(DENIED)          # else hiding it would be a matter of two steps
        if new.audience != old.audience and new.vis != "everyone":
            broken.add(DENIED)          # gone for somebody who saw it
    if old is None or old.owner != new.owner:
        user = actor.account.users.get(new.owner)
        if user is None or user[2]:
            broken.add(NOT_FOUND)
    if not actor.sees(new.audience):
        broken.add(DENIED)              # the policy
    if new.name is None and new.phone is None and new.email is None and new.company is None:
        broken.add(("23514", "contacts_not_empty"))
    return broken


def state_rules(account, changed, added=(), removed=()):
    """Uniqueness and quota of the state that a statement leaves; changed: {id: Contact}."""
    broken = set()
    taken = {}
    for cid, c in account.contacts.items():
        if cid not in changed and cid not in removed:
            for number in c.phones:
                taken[c.audience, number] = True
    for c in list(changed.values()) + list(added):
        for number in c.phones:
            if taken.get((c.audience, number)):
                broken.add(PHONE_TAKEN)
            taken[c.audience, number] = True
    delta = {}
    for cid in list(changed) + list(removed):
        c = account.contacts[cid]
        if c.vis == "only_me":
            delta[c.owner] = delta.get(c.owner, 0) - 1
    for c in list(changed.values()) + list(added):
        if c.vis == "only_me":
            delta[c.owner] = delta.get(c.owner, 0) + 1
    limit = account.quota()
    for owner, n in delta.items():
        if n > 0 and limit is not None and account.private(owner) + n > limit:
            broken.add(QUOTA)
    return broken


def forget(account, contact_id):
    """A contact goes: its redirects and merges go along."""
    del account.contacts[contact_id]
    account.gone.append(contact_id)
    for old in [o for o, c in account.redirects.items() if c == contact_id]:
        del account.redirects[old]
        account.gone.append(old)
    for m in [m for m, v in account.merges.items() if v[0] == contact_id]:
        del account.merges[m]


def tidy_tags(tags):
    return sorted({t.strip() for t in tags if t.strip()})


# ------------------------------------------------------- what an actor sees

def text(value):
    return "-" if value is None else str(value)


def contact_row(c):
    return "|".join([c.id, str(c.owner), c.vis, text(c.dept), str(c.audience), text(c.name), text(c.phone),
                     text(c.email), text(c.company), ",".join(c.tags), c.source])


def expected_view(account, audiences):
    """Rows by table, as VIEW_SQL writes them."""
    rows = {t: [] for t in ("contacts", "phones", "emails", "notes", "redirects", "merges", "imports", "errors")}
    for c in account.contacts.values():
        a = c.audience
        if a not in audiences:
            continue
        rows["contacts"].append(contact_row(c))
        for number, (label, ext) in c.phones.items():
            rows["phones"].append("%s|%s|%d|%s|%s|%s" % (c.id, number, a, label, text(ext), "t" if number == c.phone else "f"))
        for address, label in c.emails.items():
            rows["emails"].append("%s|%s|%d|%s|%s" % (c.id, address, a, label, "t" if address == c.email else "f"))
        for author, body in c.notes:
            rows["notes"].append("%s|%d|%d|%s" % (c.id, a, author, body))
    for old, cid in account.redirects.items():
        a = account.contacts[cid].audience
        if a in audiences:
            rows["redirects"].append("%s|%s|%d" % (old, cid, a))
    for mid, (survivor, duplicates, user) in account.merges.items():
        a = account.contacts[survivor].audience
        if a in audiences:
            rows["merges"].append("%s|%s|%d|%s|%d" % (mid, survivor, a, ",".join(duplicates), user))
    seen = set()
    for iid, (user, vis, dept, mode, *counts) in account.imports.items():
        a = -user if vis == "only_me" else dept if vis == "team" else 0
        if a in audiences:
            seen.add(iid)
            rows["imports"].append("%s|%d|%s|%s|%d|%s|%s" % (iid, user, vis, text(dept), a, mode, ",".join(map(str, counts))))
    for iid, record, reason, columns in account.errors:
        if iid in seen:
            rows["errors"].append("%s|%d|%s|%s" % (iid, record, reason, columns))
    return rows


ROW_SQL = [
    ("contacts", "contacts.contacts", "id, owner_id, visibility, coalesce(department_id::text, '-'), audience, coalesce(name, '-'),"
     " coalesce(phone::text, '-'), coalesce(email, '-'), coalesce(company, '-'), array_to_string(tags, ','), source"),
    ("phones", "contacts.contact_phones", "contact_id, phone, audience, label, coalesce(extension, '-'), is_primary"),
    ("emails", "contacts.contact_emails", "contact_id, email, audience, label, is_primary"),
    ("notes", "contacts.contact_notes", "contact_id, audience, coalesce(author_id::text, '-'), body"),
    ("redirects", "contacts.contact_redirects", "old_id, contact_id, audience"),
    ("merges", "contacts.merges", "id, survivor_id, audience, array_to_string(duplicates, ','), user_id"),
    ("imports", "contacts.imports", "id, user_id, visibility, coalesce(department_id::text, '-'), audience, on_duplicate,"
     " concat_ws(',', rows_in, created, updated, skipped, rejected)"),
    ("errors", "contacts.import_errors", "import_id, record, reason, columns"),
]
TABLES = [t for t, _, _ in ROW_SQL]


def rows_sql(where=""):
    return ",\n".join("(SELECT string_agg(concat_ws('|', %s), E'\\n') FROM %s%s)" % (cols, table, where)
                      for _, table, cols in ROW_SQL)


# $1 number as typed, $2 its value, $3 and $4 ids to resolve, $5 the audiences, $6 the user
VIEW_SQL = """SELECT contacts.actor_account(), contacts.actor_user(),
""" + rows_sql() + """,
(SELECT count(*) FROM contacts.contacts),
(SELECT count(*) FROM contacts.contacts WHERE phone = %(value)s),
(SELECT count(*) FROM contacts.contact_phones WHERE phone = %(value)s),
contacts.resolve(%(id1)s)::text, contacts.resolve(%(id2)s)::text,
(SELECT concat_ws('|', coalesce(q.used::text, '-'), coalesce(q.allowed::text, '-')) FROM contacts.private_quota() q),
(SELECT concat_ws('|', k.phone, k.matched, coalesce(k.contact_id::text, '-'), coalesce(k.name, '-'), coalesce(k.company, '-'),
  coalesce(k.visibility::text, '-'), coalesce(k.user_id::text, '-')) FROM contacts.caller_id(%(typed)s) k),
(SELECT concat_ws('|', count(*), count(*) FILTER (WHERE audience <> ALL (%(audiences)s)),
  count(*) FILTER (WHERE (was ->> 'audience')::int < 0 AND (was ->> 'audience')::int <> -%(user)s)) FROM contacts.audit_log)"""
PREPARED = VIEW_SQL % {"typed": "$1", "value": "$2", "id1": "$3", "id2": "$4", "audiences": "$5", "user": "$6"}
LITERAL = VIEW_SQL.replace("%(value)s", "%(value)s::contacts.phone").replace("%(id1)s", "%(id1)s::uuid") \
    .replace("%(id2)s", "%(id2)s::uuid").replace("%(audiences)s", "%(audiences)s::int[]")

LEAK_SQL = ["SELECT count(*) FROM %s WHERE model.leak('%s', account_id, audience)" % (table, t) for t, table, _ in ROW_SQL]


class Notices(list):
    """psycopg2 shortens a plain list to 50."""


class Difference(Exception):
    pass


class Op:
    """One operation and its prediction."""

    def __init__(self, kind, sql=None, params=(), broken=None, rows=None, apply=None, data=None, copy=None, after=None):
        self.kind, self.sql, self.params = kind, sql, params
        self.broken = broken or set()   # (SQLSTATE, constraint): one of them must be the answer
        self.rows = rows                # rows that the statement touches; None: not looked at
        self.apply = apply              # takes the rows returned
        self.copy, self.data, self.after = copy, data, after


class Model:
    def __init__(self, options):
        self.options = options
        self.rng = random.Random(options.seed)
        self.counter = 0
        self.checked = self.operations = self.comparisons = 0
        self.differences = 0
        self.interrupted = 0
        self.answers = {}
        self.epoch = 0
        self.log = []
        self.skip = set() if options.all_cases else set(OPEN_CASES)

    # ------------------------------------------------------------ the server

    def set_up(self):
        self.database = "contacts_model_%d" % os.getpid()
        self.app = "contacts_model_app_%d" % os.getpid()
        with_admin = psycopg2.connect(dbname="postgres")
        with_admin.autocommit = True
        self.maintenance = with_admin
        cur = with_admin.cursor()
        cur.execute("CREATE DATABASE " + self.database)
        cur.execute("CREATE ROLE %s LOGIN" % self.app)
        self.admin = psycopg2.connect(dbname=self.database)
        self.admin.autocommit = True
        cur = self.admin.cursor()
        cur.execute("CREATE EXTENSION contacts CASCADE")
        cur.execute("SELECT contacts.grant_application(%s)", (self.app,))
        for name, (allowed, limit, users, rows) in PLANS.items():
            cur.execute("INSERT INTO contacts.plans VALUES (%s, %s, %s, %s, 5, %s)", (name, allowed, limit, users, rows))
        cur.execute("""
            CREATE SCHEMA model;
            GRANT USAGE ON SCHEMA model TO %s;
            CREATE FUNCTION model.leak(tab text, account_id bigint, audience integer) RETURNS boolean
                LANGUAGE plpgsql COST 0.0000001 AS
                $$BEGIN RAISE NOTICE '%%|%%|%%', tab, account_id, audience; RETURN true; END$$""" % self.app)
        self.connections = []
        for _ in range(3):
            conn = psycopg2.connect(dbname=self.database, user=self.app)
            conn.autocommit = True
            conn.notices = Notices()
            cur = conn.cursor()
            cur.execute("PREPARE model_view(text, contacts.phone, uuid, uuid, int[], int) AS " + PREPARED)
            for i, sql in enumerate(LEAK_SQL):
                cur.execute("PREPARE model_leak_%d AS %s" % (i, sql))
            self.connections.append(conn)

    def tear_down(self):
        for conn in getattr(self, "connections", []) + ([self.admin] if hasattr(self, "admin") else []):
            try:
                conn.close()
            except psycopg2.Error:
                pass
        if hasattr(self, "maintenance"):
            try:
                conn = psycopg2.connect(dbname="postgres")
                conn.autocommit = True
                cur = conn.cursor()
                cur.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)" % self.database)
                cur.execute("DROP ROLE IF EXISTS " + self.app)
                conn.close()
            except psycopg2.Error as e:
                print("could not clean up: %s" % e, file=sys.stderr)

    def new_epoch(self):
        """Fresh accounts beside the old ones, whose rows nobody of the new ones may meet."""
        rng = self.rng
        self.accounts = []
        self.epoch += 1
        cur = self.admin.cursor()
        for i, (plan, region) in enumerate((("model_small", "IN"), ("model_open", "US"), ("model_none", "IN"))):
            number = self.epoch * 10 + i
            a = Account(number, plan, region)
            cur.execute("BEGIN; SELECT contacts.create_account(%s, 'Owner', %s, %s, %s, %s, 'UTC', %s)",
                        ("Account %d" % number, "owner@model.example", NUMBERS[i], plan, region, number))
            a.users[1] = ["owner", NUMBERS[i], False]
            cur.execute("SELECT contacts.act_as(%s, 1)", (number,))
            for n, role in enumerate(["contact_manager", "agent", "admin", "manager", "contact_manager", "reporter", "billing", "agent"], 2):
                phone = NUMBERS[5 + n] if n < 4 else None
                cur.execute("INSERT INTO contacts.users (name, phone, role) VALUES (%s, %s, %s) RETURNING user_id",
                            ("User %d" % n, phone, role))
                assert cur.fetchone()[0] == n
                a.users[n] = [role, phone, False]
            for d in (1, 2, 3):
                manager = 5 if d < 3 else None
                cur.execute("INSERT INTO contacts.departments (name, manager_id) VALUES (%s, %s)", ("Team %d" % d, manager))
                a.departments[d] = manager
            a.last_department = 3
            for d, u in ((1, 2), (1, 3), (2, 2), (2, 6), (3, 5), (1, 6), (3, 9), (2, 7)):
                cur.execute("INSERT INTO contacts.department_members (department_id, user_id) VALUES (%s, %s)", (d, u))
                a.members.add((d, u))
            cur.execute("COMMIT")
            self.accounts.append(a)
        if self.epoch % 3 == 1:
            cur.execute("ANALYZE")
        rng.shuffle(self.accounts)

    # ------------------------------------------------------------ small dice

    def chance(self, p):
        return self.rng.random() < p

    def unique(self, letter="N"):
        self.counter += 1
        return "%s%dq" % (letter, self.counter)

    def random_uuid(self):
        return "%08x-%04x-7%03x-8%03x-%012x" % tuple(self.rng.getrandbits(b) for b in (32, 16, 12, 12, 48))

    def pick_account(self):
        return self.rng.choice(self.accounts)

    def pick_actor(self, account=None):
        account = account or self.pick_account()
        users = [u for u, v in account.users.items() if not v[2]]
        return Actor(account, self.rng.choice(users))

    def pick_target(self, actor, prefer_visible=0.72):
        """An id: visible, hidden, of another account, merged away, deleted, or of nobody."""
        account = actor.account
        dice = self.rng.random()
        if dice < prefer_visible:
            pool = [c.id for c in account.contacts.values() if c.audience in actor.audiences]
        elif dice < 0.84:
            pool = [c.id for c in account.contacts.values() if c.audience not in actor.audiences]
        elif dice < 0.89:
            other = self.pick_account()
            pool = list(other.contacts) if other is not account else []
        elif dice < 0.94:
            pool = list(account.redirects)
        elif dice < 0.97:
            pool = account.gone
        else:
            pool = []
        return self.rng.choice(pool) if pool else self.random_uuid()

    def typed(self, number, region):
        """A number as people type it; the national form where the region reads it."""
        if number is None:
            return None
        dice = self.rng.randrange(4)
        if dice == 0 and number.startswith("+91") and region == "IN":
            return "0%s %s" % (number[3:8], number[8:])
        if dice == 0 and number.startswith("+1") and region == "US":
            return "(%s) %s-%s" % (number[2:5], number[5:8], number[8:])
        if dice == 1:
            return "%s-%s %s" % (number[:4], number[4:8], number[8:])
        return number

    # ------------------------------------------------------------ operations

    def new_contact(self, actor, wild=True):
        """Column values as sent, and the contact they make; absent columns take defaults."""
        rng = self.rng
        account = actor.account
        values = {}
        if wild and self.chance(0.015):
            values["account_id"] = rng.choice([a.id for a in self.accounts if a is not account])
        vis = rng.choice(VISIBILITIES)
        if not self.chance(0.1):
            values["visibility"] = vis
        else:
            vis = "everyone"
        owner = actor.user
        if wild and self.chance(0.12):
            owner = rng.choice(list(account.users) + [99])
            values["owner_id"] = owner
        dept = None
        if vis == "team" and self.chance(0.75) or self.chance(0.02):
            pool = sorted(actor.departments) if actor.departments and self.chance(0.8) else list(account.departments) + [77]
            dept = rng.choice(pool)
            values["department_id"] = dept
        name = self.unique() if not self.chance(0.04) else None
        phone = rng.choice(NUMBERS) if self.chance(0.75) else None
        email = rng.choice(EMAILS) if self.chance(0.3) else None
        company = self.unique("Y") if self.chance(0.3) else None
        tags = [rng.choice("abcde") for _ in range(rng.randrange(4))]
        if name is not None:
            values["name"] = name if not self.chance(0.1) else "  %s " % name
        if phone:
            values["phone"] = self.typed(phone, account.region)
        if email:
            values["email"] = email if not self.chance(0.2) else email.upper()
        if company:
            values["company"] = company
        if tags:
            values["tags"] = tags
        return values, Contact(owner=owner, vis=vis, dept=dept, name=name, phone=phone, email=email,
                               company=company, tags=tidy_tags(tags))

    def op_insert(self, actor):
        rng = self.rng
        n = 1 if self.chance(0.75) else rng.randrange(2, 5)
        made = [self.new_contact(actor) for _ in range(n)]
        columns = sorted({k for v, _ in made for k in v}) or ["name"]
        params = []
        tuples = []
        for values, _ in made:
            cells = []
            for column in columns:
                if column in values:
                    cells.append("%s")
                    params.append(values[column])
                else:
                    cells.append("DEFAULT")
            tuples.append("(%s)" % ", ".join(cells))
        sql = "INSERT INTO contacts.contacts (%s) VALUES %s" % (", ".join(columns), ", ".join(tuples))
        new = [c for _, c in made]
        broken = set() if may_write(actor) else {DENIED}
        for c in new:
            broken |= contact_rules(actor, None, c)
        if "account_id" in columns and any("account_id" in v for v, _ in made):
            broken.add(DENIED)          # another account's
        account = actor.account
        conflict = None
        if n == 1 and self.chance(0.2):
            conflict = rng.choice(["NOTHING", "UPDATE"])
        changed = {}
        if conflict and not broken:
            c = new[0]
            clash = next((o for o in account.contacts.values()
                          if c.phone is not None and o.phone == c.phone and o.audience == c.audience), None)
            if clash is not None:
                new = []
                if conflict == "UPDATE":
                    changed[clash.id] = clash.copy()
                    changed[clash.id].company = c.company
                    broken |= contact_rules(actor, clash, changed[clash.id])
        if conflict:
            sql += " ON CONFLICT (account_id, audience, phone) DO " + conflict
            if conflict == "UPDATE":
                sql += " SET company = EXCLUDED.company"
        broken |= state_rules(account, changed, new)

        def apply(rows):
            for c, row in zip(new, rows):
                c.id = row[0]
                account.contacts[c.id] = c
            account.contacts.update(changed)
        return Op("insert" if n == 1 else "insert rows", sql + " RETURNING id::text", params, broken,
                  len(new) + len(changed), apply)

    def op_update(self, actor):
        rng = self.rng
        account = actor.account
        targets = [self.pick_target(actor)]
        many = self.chance(0.12)
        if many:
            targets = sorted({self.pick_target(actor) for _ in range(3)})
        what = rng.choice(["name", "phone", "phone", "visibility", "visibility", "owner", "department", "email", "company",
                           "phone+visibility", "owner+visibility", "visibility+department", "tags"])
        if many:
            what = rng.choice(["visibility", "company", "owner", "department"])
        sets = {}
        if "name" in what:
            sets["name"] = self.unique() if not self.chance(0.1) else None
        if "phone" in what:
            sets["phone"] = rng.choice(NUMBERS + [None] * 3)
            own = account.contacts.get(targets[0])
            if own is not None and len(own.phones) > 1 and self.chance(0.3):
                sets["phone"] = rng.choice(list(own.phones))
        if "email" in what:
            sets["email"] = rng.choice(EMAILS + [None])
        if "company" in what:
            sets["company"] = self.unique("Y") if not self.chance(0.15) else None
        if "visibility" in what:
            sets["vis"] = rng.choice(VISIBILITIES)
        if "owner" in what:
            sets["owner"] = rng.choice(list(account.users) + [actor.user] * 4 + [99])
        if "department" in what:
            pool = sorted(actor.departments) * 3 + list(account.departments) + [None, 77]
            sets["dept"] = rng.choice(pool)
        if "tags" in what:
            sets["tags"] = [rng.choice("abcde") for _ in range(rng.randrange(4))]
        names = {"vis": "visibility", "owner": "owner_id", "dept": "department_id"}
        params = []
        parts = []
        for k, v in sets.items():
            parts.append("%s = %%s" % names.get(k, k) + ("::text[]" if k == "tags" else ""))
            params.append(self.typed(v, account.region) if k == "phone" else v)
        sql = "UPDATE contacts.contacts SET %s WHERE id = ANY (%%s::uuid[])" % ", ".join(parts)
        params.append(targets)

        broken = set() if may_write(actor) else {DENIED}
        changed = {}
        for cid in targets:
            old = actor.visible(cid)
            if old is None:
                continue
            new = old.copy()
            for k, v in sets.items():
                if k == "phone":
                    new.set_phone(v)
                elif k == "email":
                    new.set_email(v)
                else:
                    setattr(new, k, tidy_tags(v) if k == "tags" else v)
            broken |= contact_rules(actor, old, new)
            changed[cid] = new
        broken |= state_rules(account, changed)
        return Op("update " + what if not many else "update rows", sql, params, broken, len(changed),
                  lambda rows: account.contacts.update(changed))

    def op_delete(self, actor):
        account = actor.account
        targets = sorted({self.pick_target(actor) for _ in range(1 if self.chance(0.8) else 2)})
        broken = set() if actor.can("contacts.delete") else {DENIED}
        gone = [cid for cid in targets if actor.visible(cid)]

        def apply(rows):
            for cid in gone:
                forget(account, cid)
        return Op("delete", "DELETE FROM contacts.contacts WHERE id = ANY (%s::uuid[])", (targets,), broken, len(gone), apply)

    def child_rules(self, actor, contact):
        """Numbers and addresses are written as the contact: write, or write_own for one's own."""
        broken = set() if may_write(actor) else {DENIED}
        if contact is not None and not actor.can("contacts.write") and contact.owner != actor.user:
            broken.add(DENIED)
        return broken

    def op_number(self, actor):
        rng = self.rng
        account = actor.account
        cid = self.pick_target(actor)
        contact = actor.visible(cid)
        broken = self.child_rules(actor, contact)
        action = rng.choice(["add", "add", "change", "label", "delete"])
        number = rng.choice(NUMBERS)
        real = account.contacts.get(cid)
        if action != "add" and real is not None and real.phones and self.chance(0.85):
            number = rng.choice(list(real.phones))
        new = contact.copy() if contact else None
        rows = 1
        if action == "add":
            label, ext = rng.choice(LABELS), rng.choice([None, "12"])
            sql = "INSERT INTO contacts.contact_phones (contact_id, phone, label, extension) VALUES (%s, %s, %s, %s)"
            params = (cid, self.typed(number, account.region), label, ext)
            if contact is None:
                broken.add(NOT_FOUND)
            elif number in contact.phones:
                broken |= {PHONE_TAKEN, ("23505", "contact_phones_phone_key"), ("23505", "contact_phones_pkey")}
            else:
                new.phones[number] = (label, ext)
        else:
            there = contact is not None and number in contact.phones
            rows = 1 if there else 0
            primary = there and number == contact.phone
            if not there and may_write(actor):
                broken = set()          # touches no row
            params = (cid, number)
            where = " WHERE contact_id = %s AND phone = %s::contacts.phone"
            if action == "delete":
                sql = "DELETE FROM contacts.contact_phones" + where
                if primary:
                    broken.add(("23514", "primary_through_contacts"))
                elif there:
                    del new.phones[number]
            elif action == "label":
                label = rng.choice(LABELS)
                sql = "UPDATE contacts.contact_phones SET label = %s" + where
                params = (label,) + params
                if there:
                    new.phones[number] = (label, new.phones[number][1])
            else:
                other = rng.choice(NUMBERS)
                sql = "UPDATE contacts.contact_phones SET phone = %s" + where
                params = (self.typed(other, account.region),) + params
                if primary and other != number:
                    broken.add(("23514", "primary_through_contacts"))
                if there and other != number:
                    if other in contact.phones:
                        broken |= {PHONE_TAKEN, ("23505", "contact_phones_phone_key"), ("23505", "contact_phones_pkey")}
                    else:
                        new.phones[other] = new.phones.pop(number)
        if new is not None and PHONE_TAKEN in state_rules(account, {cid: new}):
            broken |= {PHONE_TAKEN, ("23505", "contact_phones_phone_key")}

        def apply(_):
            if new is not None:
                account.contacts[cid] = new
        return Op("number " + action, sql, params, broken, rows, apply)

    def op_address(self, actor):
        rng = self.rng
        account = actor.account
        cid = self.pick_target(actor)
        contact = actor.visible(cid)
        broken = self.child_rules(actor, contact)
        action = rng.choice(["add", "add", "change", "delete"])
        address = rng.choice(EMAILS)
        real = account.contacts.get(cid)
        if action != "add" and real is not None and real.emails and self.chance(0.85):
            address = rng.choice(list(real.emails))
        new = contact.copy() if contact else None
        rows = 1
        twice = {("23505", "contact_emails_pkey")}
        if action == "add":
            label = rng.choice(LABELS)
            sql = "INSERT INTO contacts.contact_emails (contact_id, email, label) VALUES (%s, %s, %s)"
            params = (cid, address.upper() if self.chance(0.2) else address, label)
            if contact is None:
                broken.add(NOT_FOUND)
            elif address in contact.emails:
                broken |= twice
            else:
                new.emails[address] = label
        else:
            there = contact is not None and address in contact.emails
            rows = 1 if there else 0
            primary = there and address == contact.email
            if not there and may_write(actor):
                broken = set()
            params = (cid, address)
            where = " WHERE contact_id = %s AND email = %s"
            if action == "delete":
                sql = "DELETE FROM contacts.contact_emails" + where
                if primary:
                    broken.add(("23514", "primary_through_contacts"))
                elif there:
                    del new.emails[address]
            else:
                other = rng.choice(EMAILS)
                sql = "UPDATE contacts.contact_emails SET email = %s" + where
                params = (other,) + params
                if primary and other != address:
                    broken.add(("23514", "primary_through_contacts"))
                if there and other != address:
                    if other in contact.emails:
                        broken |= twice
                    else:
                        new.emails[other] = new.emails.pop(address)

        def apply(_):
            if new is not None:
                account.contacts[cid] = new
        return Op("address " + action, sql, params, broken, rows, apply)

    def op_note(self, actor):
        rng = self.rng
        account = actor.account
        cid = self.pick_target(actor)
        contact = actor.visible(cid)
        broken = set() if may_write(actor) else {DENIED}
        real = account.contacts.get(cid)
        new = contact.copy() if contact else None
        body = self.unique("X")
        rows = 1
        if not (real and real.notes) or self.chance(0.5):
            kind = "add"
            sql, params = "INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%s, %s)", (cid, body)
            if contact is None:
                broken.add(NOT_FOUND)
            else:
                new.notes.append((actor.user, body))
        else:
            kind = rng.choice(["change", "delete"])
            i = rng.randrange(len(real.notes))
            author, old = real.notes[i]
            if contact is None:
                rows = 0
            elif author != actor.user and not actor.can("contacts.write"):
                broken.add(DENIED)
            if kind == "change":
                sql, params = "UPDATE contacts.contact_notes SET body = %s WHERE body = %s", (body, old)
                if contact:
                    new.notes[i] = (author, body)
            else:
                sql, params = "DELETE FROM contacts.contact_notes WHERE body = %s", (old,)
                if contact:
                    del new.notes[i]

        def apply(_):
            if new is not None:
                account.contacts[cid] = new
        return Op("note " + kind, sql, params, broken, rows, apply)

    def op_merge(self, actor):
        rng = self.rng
        account = actor.account
        survivor = self.pick_target(actor, 0.8)
        duplicates = [self.pick_target(actor, 0.8) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        if self.chance(0.6) and actor.visible(survivor):         # of one audience, most often
            a = actor.visible(survivor).audience
            pool = [c.id for c in account.contacts.values() if c.audience == a and c.id != survivor]
            if pool:
                duplicates[0] = rng.choice(pool)
        if self.chance(0.01):
            duplicates = []
        if self.chance(0.15):           # several of one number, in different audiences
            number = rng.choice(NUMBERS)
            pool = [c.id for c in account.contacts.values() if number in c.phones and c.audience in actor.audiences]
            if len(pool) > 1:
                duplicates = pool
                rng.shuffle(duplicates)
        overrides = {}
        if self.chance(0.25):
            overrides["name"] = self.unique()
        if self.chance(0.1):
            overrides["company"] = rng.choice([None, self.unique("Y")])
        if self.chance(0.12):
            overrides["phone"] = rng.choice(NUMBERS + [None])
            everything = [p for i in [survivor] + duplicates if i in account.contacts for p in account.contacts[i].phones]
            if everything and self.chance(0.7):
                overrides["phone"] = rng.choice(everything)
        publish, dry = self.chance(0.4), self.chance(0.15)
        sql = "SELECT contacts.merge(%s, %s::uuid[], %s, %s, %s)::text"
        params = (survivor, duplicates, json.dumps(overrides), dry, publish)
        order = list(dict.fromkeys(duplicates))

        broken = set() if actor.can("contacts.merge") else {DENIED}
        if not order or survivor in order:
            broken.add(("22023", None))
        parts = [actor.visible(i) for i in [survivor] + order]
        new = None
        if None in parts:
            broken.add(NOT_FOUND)
        s = parts[0]
        if any(p.owner != actor.user for p in parts if p) and not actor.can("contacts.write"):
            broken.add(DENIED)
        if s is not None:
            for d in filter(None, parts[1:]):
                if d.owner not in (actor.user, s.owner) and not actor.can("contacts.delete"):
                    broken.add(DENIED)      # its owner would lose it
                if d.audience == s.audience:
                    continue
                if s.audience < 0 or s.audience > 0 and d.audience >= 0:
                    broken.add(DENIED)      # would hide it from some who see it, another team too
                elif not publish:
                    broken.add(DENIED)
        if not broken:
            new = s.copy()
            for d in parts[1:]:
                for field in ("name", "phone", "email", "company"):
                    if getattr(new, field) is None:
                        setattr(new, field, getattr(d, field))
                for number, row in d.phones.items():
                    new.phones.setdefault(number, row)
                for address, label in d.emails.items():
                    new.emails.setdefault(address, label)
                new.tags = tidy_tags(new.tags + d.tags)
                new.notes = new.notes + d.notes
            for field, value in overrides.items():
                setattr(new, field, value)      # a number that gives way stays as a further one
                if field == "phone" and value is not None:
                    new.phones.setdefault(value, ("mobile", None))
            if new.name is None and new.phone is None and new.email is None and new.company is None:
                broken.add(("23514", "contacts_not_empty"))
            broken |= state_rules(account, {survivor: new}, removed=order)

        case = None
        if not broken and any(d.audience != o.audience and n in o.phones and n not in s.phones
                              for d in parts[1:] for o in parts[1:] for n in d.phones):
            case = "merge_same_number_twice"

        def apply(rows):
            if dry:
                return
            answer = json.loads(rows[0][0])
            if answer["survivor"] != survivor or answer["merged"] != order:
                raise Difference("merge() answered %s" % rows[0][0])
            account.contacts[survivor] = new
            for old, cid in account.redirects.items():
                if cid in order:
                    account.redirects[old] = survivor
            for m, v in account.merges.items():
                if v[0] in order:
                    account.merges[m] = (survivor,) + v[1:]
            for cid in order:
                del account.contacts[cid]
                account.redirects[cid] = survivor
            account.merges[answer["merge_id"]] = (survivor, order, actor.user)
        op = Op("merge dry" if dry else "merge", sql, params, broken, 1, apply)
        return None if case in self.skip else op

    def op_import(self, actor):
        rng = self.rng
        account = actor.account
        if "contacts.read" not in actor.perms and "import_unread" in self.skip:
            return None
        vis = rng.choice(VISIBILITIES)
        mode = rng.choice(["skip", "fill", "overwrite", "reject"])
        dept = None
        if vis == "team" and self.chance(0.75) or self.chance(0.02):
            pool = sorted(actor.departments) if actor.departments and self.chance(0.85) else list(account.departments) + [77]
            dept = rng.choice(pool)
        announced = not self.chance(0.08)
        if not announced:
            vis, mode, dept = "everyone", "skip", None
        given = dept
        broken = set()
        if not actor.can("contacts.import") or not may_write(actor):
            broken.add(DENIED)
        if mode in ("fill", "overwrite") and not actor.can("contacts.write"):
            broken.add(DENIED)
        if "contacts.read" not in actor.perms:
            broken.add(DENIED)
        if vis == "only_me":
            broken |= private_rules(actor)
        if vis == "team":
            dept = team_of(actor, dept, broken)
        elif dept is not None:
            broken.add(("22023", None))
        audience = -actor.user if vis == "only_me" else dept if vis == "team" else 0

        columns = ["name", "phone", "email", "company", "tags", "notes"]
        numbers, emails = NUMBERS, EMAILS
        if self.chance(0.2):            # few keys, so that rows meet in one contact
            some = [c for c in account.contacts.values() if c.audience == audience and len(c.phones) + len(c.emails) > 1]
            if some:
                one = rng.choice(some)
                numbers, emails = list(one.phones) or NUMBERS, list(one.emails) or EMAILS
        lines = []
        parsed = []
        for _ in range(rng.randrange(1, 7)):
            number = rng.choice(numbers) if self.chance(0.75) else None
            ext = None
            email = rng.choice(emails) if self.chance(0.35) else None
            row = {"name": self.unique() if not self.chance(0.1) else None, "phone": self.typed(number, account.region),
                   "email": email.upper() if email and self.chance(0.2) else email,
                   "company": self.unique("Y") if self.chance(0.2) else None,
                   "tags": " a; b;a" if self.chance(0.2) else None, "notes": self.unique("X") if self.chance(0.2) else None}
            if number and self.chance(0.1):
                ext = "34"
                row["phone"] = number + " ext. 34"
            reason = None
            if self.chance(0.06):
                row["phone"], number, ext, reason = "12", None, None, "phone_invalid"
            elif self.chance(0.06):
                row["email"], email, reason = "nobody at home", None, "email_invalid"
            elif self.chance(0.04):
                row["name"], reason = "N" * 301, "field_too_long"
            elif self.chance(0.05):
                row["name"] = row["phone"] = row["email"] = row["company"] = number = email = ext = None
            if not (row["name"] or row["phone"] or row["email"] or row["company"]):
                reason = "empty_row"
            lines.append([row[c] for c in columns])
            parsed.append((row, number, ext, email, reason))
        limit = PLANS[account.plan][3]
        if limit is not None and len(lines) > limit:
            broken.add(("23514", "import_row_limit"))

        fate = {"create": [], "update": [], "skip": 0, "reject": []}
        changed = {}
        added = []
        last = {}
        for n, (row, number, ext, email, reason) in enumerate(parsed):
            if reason is None and (number or email):
                last[number or email] = n
        everything = list(account.contacts.values())
        matches = {}
        last_match = {}                 # of several rows that lead to one contact, the last one wins as well
        for n, (row, number, ext, email, reason) in enumerate(parsed):
            if reason is not None or (number or email) and last[number or email] != n:
                continue
            match = None
            if number:
                match = next((c for c in everything if c.audience == audience and number in c.phones), None)
            elif email:
                match = min((c for c in everything if c.audience == audience and email in c.emails),
                            key=lambda c: c.id, default=None)
            matches[n] = match
            if match is not None:
                last_match[match.id] = n
        for n, (row, number, ext, email, reason) in enumerate(parsed):
            came = {k: v for k, v in row.items() if v is not None}
            if reason is not None:
                fate["reject"].append((n + 1, reason, came))
                continue
            key = number or email
            if key and last[key] != n:
                fate["skip"] += 1
                continue
            match = matches[n]
            if match is not None and last_match[match.id] != n:
                fate["skip"] += 1
                continue
            tags = tidy_tags((row["tags"] or "").split(";"))
            if match is None:
                c = Contact(owner=actor.user, vis=vis, dept=dept, name=row["name"], phone=number, email=email,
                            company=row["company"], tags=tags, source="import")
                if ext:
                    c.phones[number] = ("mobile", ext)
                if row["notes"]:
                    c.notes.append((actor.user, row["notes"]))
                added.append(c)
            elif mode in ("fill", "overwrite"):
                c = changed.setdefault(match.id, match.copy())
                fate["update"].append(n)
                for field, value in (("name", row["name"]), ("company", row["company"])):
                    if value is not None and (mode == "overwrite" or getattr(c, field) is None):
                        setattr(c, field, value)
                if email and (mode == "overwrite" or c.email is None):
                    c.set_email(email)
                c.tags = tidy_tags(c.tags + tags)
                if ext and (mode == "overwrite" or c.phones[number][1] is None):
                    c.phones[number] = (c.phones[number][0], ext)
                if row["notes"]:
                    c.notes.append((actor.user, row["notes"]))
            elif mode == "skip":
                fate["skip"] += 1
            else:
                fate["reject"].append((n + 1, "duplicate_number", came))
        broken |= state_rules(account, changed, added)
        counts = (len(lines), len(added), len(fate["update"]), fate["skip"], len(fate["reject"]))

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for line in lines:
            writer.writerow(["" if v is None else v for v in line])
        file_name = self.unique("F") + ".csv"
        sql, params = None, ()
        if announced:
            sql = "SELECT contacts.begin_import(%s, %s, %s, %s)::text"
            params = (file_name, vis, given, mode)
        known = set(account.imports)

        def after(cur):
            """Ids of what the import made, read back as the actor sees them."""
            cur.execute("SELECT id::text FROM contacts.imports")
            imports = [r[0] for r in cur.fetchall() if r[0] not in known]
            cur.execute("SELECT id::text, coalesce(name, '-'), coalesce(phone::text, '-'), coalesce(email, '-'), coalesce(company, '-')"
                        " FROM contacts.contacts WHERE source = 'import' ORDER BY id")
            return imports, [r for r in cur.fetchall() if r[0] not in account.contacts]

        def apply(result):
            imports, rows = result
            if len(imports) != 1:
                raise Difference("an import of which %d rows are in imports" % len(imports))
            waiting = {}
            for c in added:
                waiting.setdefault((text(c.name), text(c.phone), text(c.email), text(c.company)), []).append(c)
            for row in rows:
                if not waiting.get(row[1:]):
                    raise Difference("the import made a contact that was not expected: %s" % (row,))
                c = waiting[row[1:]].pop(0)
                c.id = row[0]
            missing = [k for k, v in waiting.items() if v]
            if missing:
                raise Difference("the import did not make %s" % missing)
            for c in added:
                account.contacts[c.id] = c
            account.contacts.update(changed)
            account.imports[imports[0]] = (actor.user, vis, dept, mode) + counts
            for record, reason, came in fate["reject"]:
                account.errors.append((imports[0], record, reason, json_text(came)))
        return Op("import " + mode, sql, params, broken, None, apply, data=out.getvalue(),
                  copy="COPY contacts.import_rows (%s) FROM STDIN CSV" % ", ".join(columns), after=after)

    def op_member(self, actor):
        account = actor.account
        d = self.rng.choice(list(account.departments) + [77])
        u = self.rng.choice(list(account.users))
        heads = actor.can("members.manage") and account.departments.get(d) == actor.user
        broken = set() if actor.can("users.manage") or heads else {DENIED}
        if self.chance(0.55):
            if d not in account.departments:
                broken.add(("23503", "department_members_department_fkey"))
            if account.users[u][2]:
                broken.add(NOT_FOUND)
            if (d, u) in account.members:
                broken.add(("23505", "department_members_pkey"))
            return Op("member add", "INSERT INTO contacts.department_members (department_id, user_id) VALUES (%s, %s)",
                      (d, u), broken, 1, lambda _: account.members.add((d, u)))
        rows = 1 if (d, u) in account.members else 0
        if rows == 0 and actor.can("members.manage") and actor.user in account.departments.values():
            broken = set()              # touches no row, and they head some department
        return Op("member end", "DELETE FROM contacts.department_members WHERE department_id = %s AND user_id = %s",
                  (d, u), broken, rows, lambda _: account.members.discard((d, u)))

    def op_user(self, actor):
        rng = self.rng
        account = actor.account
        rank = ROLES.index
        broken = set() if actor.can("users.manage") else {DENIED}
        if self.chance(0.12):
            role, phone = rng.choice(ROLES), rng.choice(NUMBERS + [None] * 10)
            number = max(account.users) + 1
            if rank(role) > rank(actor.role) or held_by(account, role) - actor.perms:
                broken.add(DENIED)
            if phone and any(u[1] == phone and not u[2] for u in account.users.values()):
                broken.add(("23505", "users_phone_key"))
            limit = PLANS[account.plan][2]
            if limit is not None and sum(1 for u in account.users.values() if not u[2]) + 1 > limit:
                broken.add(("23514", "user_limit"))
            if limit is None and number > 12:
                return None

            def apply(rows):
                if rows[0][0] != number:
                    raise Difference("the new user has the number %s" % rows[0][0])
                account.users[number] = [role, phone, False]
            return Op("user add", "INSERT INTO contacts.users (name, phone, role) VALUES ('New', %s, %s) RETURNING user_id",
                      (phone, role), broken, 1, apply)
        number = rng.choice(list(account.users))
        old, role = account.users[number][0], rng.choice(ROLES)
        if rank(max(old, role, key=rank)) > rank(actor.role) or (role != old and held_by(account, role) - actor.perms):
            broken.add(DENIED)
        if account.users[number][2]:
            broken.add(("55000", None))
        owners = [u for u, v in account.users.items() if v[0] == "owner" and not v[2]]
        if owners == [number] and role != "owner":
            broken.add(("23514", "last_owner"))

        def apply(_):
            account.users[number][0] = role
        return Op("role", "UPDATE contacts.users SET role = %s WHERE user_id = %s", (role, number), broken, 1, apply)

    def op_department(self, actor):
        rng = self.rng
        account = actor.account
        broken = set() if actor.can("users.manage") else {DENIED}
        dice = self.rng.random()
        if dice < 0.2 and len(account.departments) < 5:
            name = self.unique("D")

            def apply(rows):
                if rows[0][0] != account.last_department + 1:
                    raise Difference("the new department has the number %s" % rows[0][0])
                account.last_department += 1
                account.departments[account.last_department] = None
            return Op("department add", "INSERT INTO contacts.departments (name) VALUES (%s) RETURNING department_id",
                      (name,), broken, 1, apply)
        d = rng.choice(list(account.departments))
        if dice < 0.35:
            if any(c.dept == d for c in account.contacts.values()):
                broken.add(("23503", "contacts_department_fkey"))

            def apply(_):
                del account.departments[d]
                account.members = {m for m in account.members if m[0] != d}
            return Op("department end", "DELETE FROM contacts.departments WHERE department_id = %s", (d,), broken, 1, apply)
        manager = rng.choice(list(account.users) + [None])
        if manager is not None and account.users[manager][2] and account.departments[d] != manager:
            broken.add(NOT_FOUND)

        def apply(_):
            account.departments[d] = manager
        return Op("department head", "UPDATE contacts.departments SET manager_id = %s WHERE department_id = %s",
                  (manager, d), broken, 1, apply)

    def op_forbidden(self, actor):
        """What no user may, whatever their role: columns and tables that only the extension writes or reads."""
        account = actor.account
        cid = self.pick_target(actor)
        sql, params = self.rng.choice([
            ("UPDATE contacts.contacts SET audience = 0 WHERE id = %s", (cid,)),
            ("UPDATE contacts.contacts SET id = %s WHERE id = %s", (self.random_uuid(), cid)),
            ("UPDATE contacts.contacts SET account_id = %s WHERE id = %s", (account.id + 1, cid)),
            ("INSERT INTO contacts.contacts (id, name) VALUES (%s, 'x')", (cid,)),
            ("INSERT INTO contacts.contacts (created_by, name) VALUES (1, 'x')", ()),
            ("INSERT INTO contacts.contact_phones (contact_id, phone, is_primary) VALUES (%s, '+919820099999', true)", (cid,)),
            ("UPDATE contacts.contact_phones SET audience = 0 WHERE contact_id = %s", (cid,)),
            ("UPDATE contacts.contact_phones SET contact_id = %s", (cid,)),
            ("UPDATE contacts.contact_notes SET author_id = 1 WHERE contact_id = %s", (cid,)),
            ("INSERT INTO contacts.contact_notes (contact_id, author_id, body) VALUES (%s, 1, 'x')", (cid,)),
            ("SELECT row_values FROM contacts.merge_rows", ()),
            ("SELECT keys FROM contacts.merge_rows", ()),
            ("SELECT xmax FROM contacts.users", ()), ("SELECT ctid FROM contacts.contacts", ()),
            ("SELECT * FROM contacts.usage", ()),
            ("UPDATE contacts.merges SET survivor_id = %s", (cid,)),
            ("DELETE FROM contacts.contact_redirects", ()),
            ("UPDATE contacts.imports SET created = 0", ()),
            ("DELETE FROM contacts.import_errors", ()),
            ("INSERT INTO contacts.audit_log SELECT * FROM contacts.audit_log", ()),
            ("DELETE FROM contacts.audit_log", ()),
            ("TRUNCATE contacts.contacts", ()),
            ("UPDATE contacts.users SET removed_at = now()", ()),
            ("DELETE FROM contacts.users", ()),
            ("UPDATE contacts.accounts SET plan = 'enterprise'", ()),
            ("UPDATE contacts.plans SET private_contacts_per_user = NULL", ()),
            ("SET LOCAL contacts.actor = %s", ("3|%d|1|6|16383|3|3|IN||-1,0,1,2,3" % account.id,)),
            ("COPY contacts.contacts (name) FROM STDIN", ()),
        ])
        # a generated column, and COPY FROM under row security, are the server's own refusals
        state = ("428C9", None) if "SET audience" in sql and "contacts.contacts " in sql else \
            ("0A000", None) if sql.startswith("COPY") else DENIED
        return Op("forbidden", sql, params, {state, DENIED})

    # Things that the database administrator does, in the owner's name.
    def administer(self):
        rng = self.rng
        account = self.pick_account()
        cur = self.admin.cursor()
        owner = next(u for u, v in account.users.items() if v[0] == "owner" and not v[2])
        dice = rng.random()
        cur.execute("BEGIN; SELECT contacts.act_as(%s, %s)", (account.id, owner))
        if dice < 0.3:
            plan = rng.choice(list(PLANS))
            cur.execute("UPDATE contacts.accounts SET plan = %s WHERE account_id = %s", (plan, account.id))
            account.plan = plan
            note = "plan of %d: %s" % (account.id, plan)
        elif dice < 0.9:
            if account.overrides and self.chance(0.6):
                key = rng.choice(list(account.overrides))
                cur.execute("DELETE FROM contacts.role_permissions WHERE account_id = %s AND role = %s AND permission = %s",
                            (account.id,) + key)
                del account.overrides[key]
                note = "override of %d ends: %s" % (account.id, key)
            else:
                key = (rng.choice(ROLES[:-1]), rng.choice([p for p, _ in GRANTS if p.startswith("contacts.")] + ["audit.read"]))
                granted = key[1] not in DEFAULTS[key[0]]
                cur.execute("INSERT INTO contacts.role_permissions VALUES (%s, %s, %s, %s)"
                            " ON CONFLICT (account_id, role, permission) DO UPDATE SET granted = EXCLUDED.granted",
                            (account.id,) + key + (granted,))
                account.overrides[key] = granted
                note = "override of %d: %s %s" % (account.id, key, granted)
        else:
            active = [u for u, v in account.users.items() if not v[2] and v[0] != "owner"]
            removed = sum(1 for v in account.users.values() if v[2])
            note = "nothing"
            if removed < 2 and len(active) > 5:
                number = rng.choice(active)
                cur.execute("SELECT contacts.remove_user(%s, 'delete')", (number,))
                account.users[number][2] = True
                account.members = {m for m in account.members if m[1] != number}
                for d in [d for d, head in account.departments.items() if head == number]:
                    account.departments[d] = None
                for cid in [i for i, c in account.contacts.items() if c.vis == "only_me" and c.owner == number]:
                    forget(account, cid)
                note = "user %d of %d removed" % (number, account.id)
        cur.execute("COMMIT")
        self.log.append(note)

    def no_identity(self):
        """Without identity every write fails, and reads are empty."""
        rng = self.rng
        account = self.pick_account()
        cid = rng.choice(list(account.contacts) or [self.random_uuid()])
        sql, params = rng.choice([
            ("INSERT INTO contacts.contacts (account_id, owner_id, name) VALUES (%s, 1, 'x')", (account.id,)),
            ("INSERT INTO contacts.contacts (name) VALUES ('x')", ()),
            ("UPDATE contacts.contacts SET name = 'x' WHERE id = %s", (cid,)),
            ("DELETE FROM contacts.contacts WHERE id = %s", (cid,)),
            ("INSERT INTO contacts.contact_phones (account_id, contact_id, phone) VALUES (%s, %s, '+919820099999')", (account.id, cid)),
            ("DELETE FROM contacts.contact_phones", ()),
            ("UPDATE contacts.contact_emails SET label = 'x'", ()),
            ("INSERT INTO contacts.contact_notes (account_id, contact_id, body) VALUES (%s, %s, 'x')", (account.id, cid)),
            ("SELECT contacts.merge(%s, ARRAY[%s]::uuid[])", (cid, cid)),
            ("SELECT contacts.begin_import('x')", ()),
            ("INSERT INTO contacts.import_rows (name) VALUES ('x')", ()),
            ("INSERT INTO contacts.users (account_id, name, role) VALUES (%s, 'x', 'owner')", (account.id,)),
            ("UPDATE contacts.users SET role = 'owner'", ()),
            ("DELETE FROM contacts.department_members", ()),
        ])
        return Op("no identity", sql, params, {DENIED})

    # ------------------------------------------------------------ execution

    def check_words(self, actor, op, error, cur):
        """An error names nothing that the actor could not see."""
        said = " ".join(filter(None, [error.diag.message_primary, error.diag.message_detail,
                                      error.diag.message_hint, error.diag.context]))
        asked = cur.mogrify(op.sql, op.params).decode() if op.sql else ""
        asked += op.data or ""
        if error.pgcode == "P0002" and actor is not None:
            # hidden and missing are one and the same, word for word
            for cid in re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", said)[:1]:
                if cid not in actor.account.redirects and (said != "contact %s does not exist" % cid):
                    raise Difference("a contact that is not there for the actor is reported in other words: %s" % said)
        seen = None
        for word in re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[NXY]\d+q\b|\+?\d{10,}", said):
            if word in asked or re.sub(r"\D", "", word) in re.sub(r"[^\d]", "", asked):
                continue
            if seen is None:
                rows = expected_view(actor.account, actor.audiences) if actor else {}
                seen = "\n".join(r for t in rows.values() for r in t)
            if word not in seen:
                raise Difference("the error tells of %s: %s" % (word, said))

    def run(self, actor, op):
        rng = self.rng
        conn = rng.choice(self.connections)
        cur = conn.cursor()
        self.operations += 1
        self.checked += 1
        inside = self.chance(0.15)      # look around in the same transaction
        undo = self.chance(0.04)
        error = rows = None
        touched = None
        head = "BEGIN"
        params = ()
        if actor is not None:
            head += "; SELECT contacts.act_as(%s, %s)"
            params = (actor.account.id, actor.user)
        if inside:
            head += "; SAVEPOINT s"
        sql = op.sql
        self.log.append("%s: %s %s %s" % (actor or "nobody", op.kind, cur.mogrify(sql, op.params).decode() if sql else "",
                                          (op.data or "").replace("\n", "\\n")))
        del self.log[:-4]
        try:
            cur.execute(head + ("; " + sql if sql else ""), params + tuple(op.params))
            touched = cur.rowcount
            if sql and cur.description and op.copy is None:
                rows = cur.fetchall()
            if op.copy is not None:
                cur.copy_expert(op.copy, io.StringIO(op.data))
                if not op.broken:
                    rows = op.after(cur)
        except psycopg2.Error as e:
            if e.pgcode is None:
                raise
            error = e
        if error is None:
            answer = "done, %s rows" % touched
        else:
            answer = "%s %s: %s" % (error.pgcode, error.diag.constraint_name or "", " / ".join(str(error).strip().split("\n")))
        expected = ("one of %s" % sorted(op.broken, key=str)) if op.broken else "done, %s rows" % op.rows
        self.log[-1] += "\n      expected %s\n      got %s" % (expected, answer)
        key = op.kind + (" refused" if error else " done")
        self.answers[key] = self.answers.get(key, 0) + 1

        if op.broken:
            if error is None:
                raise Difference("allowed, and should be refused")
            if not any(error.pgcode == state and (constraint is None or constraint == error.diag.constraint_name)
                       for state, constraint in op.broken):
                raise Difference("refused in another way")
            self.check_words(actor, op, error, cur)
        elif error is not None:
            raise Difference("refused, and should be allowed")
        elif op.rows is not None and touched != op.rows:
            raise Difference("touched %s rows, and should touch %s" % (touched, op.rows))

        if error is not None and not inside:
            cur.execute("ROLLBACK")
            return
        if error is not None:
            cur.execute("ROLLBACK TO s")
        elif not undo and op.apply:
            op.apply(rows)
        if inside and actor is not None and not (undo and error is None):
            # What the actor may is settled when they take on their identity;
            # one who sees every department sees a new one at once.
            if op.kind == "department add" and error is None and actor.role in ("admin", "owner") and actor.audiences:
                actor.audiences.add(actor.account.last_department)
                actor.departments.add(actor.account.last_department)
            self.compare(actor, conn, begun=True)
        cur.execute("ROLLBACK" if undo or error is not None else "COMMIT")

    def compare(self, actor, conn=None, begun=False):
        """All that one actor sees, against the model.  None: nobody acts."""
        rng = self.rng
        self.comparisons += 1
        self.checked += 1
        conn = conn or rng.choice(self.connections)
        cur = conn.cursor()
        account = actor.account if actor else self.pick_account()
        audiences = actor.audiences if actor else set()
        number = rng.choice(NUMBERS)
        ids = []
        for _ in range(2):
            pool = rng.choice([list(account.contacts), list(account.redirects), account.gone, [self.random_uuid()]])
            ids.append(rng.choice(pool) if pool else self.random_uuid())
        args = {"typed": self.typed(number, account.region if actor else None), "value": number, "id1": ids[0], "id2": ids[1],
                "audiences": "{%s}" % ",".join(map(str, sorted(audiences))), "user": actor.user if actor else 0}
        begin = "" if begun else "BEGIN; "
        params = {}
        if actor and not begun:
            begin += "SELECT contacts.act_as(%(account)s, %(actor)s); "
            params = {"account": account.id, "actor": actor.user}
        if not begun and self.chance(0.1):
            begin += "SET LOCAL enable_seqscan = off; "
        elif not begun and self.chance(0.1):
            begin += "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off; "
        if self.chance(0.04):
            sql = LITERAL
        else:
            sql = "EXECUTE model_view(%(typed)s, %(value)s, %(id1)s, %(id2)s, %(audiences)s, %(user)s)"
        cur.execute(begin + sql, {**args, **params})
        got = cur.fetchone()

        def differ(what, expected, found):
            raise Difference("%s%s: %s\n      expected %s\n      got      %s"
                             % (actor or "nobody", " (in the same transaction)" if begun else "", what, expected, found))

        expected = expected_view(account, audiences)
        if (got[0], got[1]) != ((account.id, actor.user) if actor else (None, None)):
            differ("identity", (account.id, actor and actor.user), got[:2])
        for i, table in enumerate(TABLES):
            want = sorted(expected[table])
            have = sorted(got[2 + i].split("\n")) if got[2 + i] else []
            if table == "errors":
                have = sorted("|".join(r.split("|", 3)[:3]) + "|" + json_text(json.loads(r.split("|", 3)[3])) for r in have)
            if want != have:
                differ(table, "(only expected) " + "\n        ".join([r for r in want if r not in have] or ["-"]),
                       "(only got) " + "\n        ".join([r for r in have if r not in want] or ["-"]))
        got = got[2 + len(TABLES):]
        visible = [c for c in account.contacts.values() if c.audience in audiences]
        counts = (len(visible), sum(1 for c in visible if c.phone == number), sum(1 for c in visible if number in c.phones))
        if tuple(got[:3]) != counts:
            differ("counts, all and of %s" % number, counts, got[:3])
        for cid, answer in zip(ids, got[3:5]):
            target = account.redirects.get(cid, cid)
            want = target if target in account.contacts and account.contacts[target].audience in audiences else None
            if answer != want:
                differ("resolve(%s)" % cid, want, answer)
        if actor is None:
            quota = "-|-"
        else:
            limit = account.quota() if actor.can("contacts.private") else 0
            quota = "%d|%s" % (account.private(actor.user), text(limit))
        if got[5] != quota:
            differ("private_quota()", quota, got[5])

        known = [c for c in visible if number in c.phones]
        best = min((2 if c.audience == 0 else 1 if c.audience > 0 else 0 for c in known), default=3)
        user = next((str(u) for u, v in account.users.items() if v[1] == number and not v[2]), "-") if actor else "-"
        answers = {"|".join([number, ["private", "team", "everyone"][best], c.id, text(c.name), text(c.company), c.vis, user])
                   for c in known if best == (2 if c.audience == 0 else 1 if c.audience > 0 else 0)} \
            or {number + "|none|-|-|-|-|" + user}
        if got[6] not in answers:
            differ("caller_id(%s)" % args["typed"], sorted(answers), got[6])
        total, foreign, secret = map(int, got[7].split("|"))
        if foreign or secret or total and not (actor and actor.can("audit.read")):
            differ("audit_log: rows, of others' audiences, of others' private contacts", "none of the latter", got[7])

        # a leaky function, cheaper than anything, must see nothing else
        i = rng.randrange(len(TABLES))
        for k in {0, i}:
            del conn.notices[:]
            if self.chance(0.04):
                cur.execute(LEAK_SQL[k])
            else:
                cur.execute("EXECUTE model_leak_%d" % k)
            n = cur.fetchone()[0]
            leaked = [tuple(m.split("NOTICE:")[1].strip().split("\n")[0].split("|")) for m in conn.notices]
            bad = [m for m in leaked if int(m[1]) != account.id or int(m[2]) not in audiences]
            if bad or n != len(expected[TABLES[k]]) or len(leaked) != n:
                differ("leaky function over %s" % TABLES[k], "%d rows" % len(expected[TABLES[k]]), "%d rows, it saw %s" % (n, bad))
        out = io.StringIO()
        cur.copy_expert("COPY (SELECT id, audience FROM contacts.contacts) TO STDOUT", out)
        want = sorted("%s\t%d" % (c.id, c.audience) for c in visible)
        if sorted(out.getvalue().splitlines()) != want:
            differ("COPY TO", want, out.getvalue())

        # duplicates name nobody who is hidden, in lists, groups and of one contact
        if self.chance(0.15):
            seen = {c.id for c in visible}
            cur.execute("SELECT contact_a::text, contact_b::text FROM contacts.duplicates(0, 100000)"
                        " UNION ALL SELECT contact_id::text, contact_id::text FROM contacts.duplicate_groups(0)")
            named = {i for pair in cur.fetchall() for i in pair}
            if seen:
                cur.execute("SELECT contact_id::text FROM contacts.duplicates_of(%s, 0)", (rng.choice(sorted(seen)),))
                named |= {row[0] for row in cur.fetchall()}
            if named - seen:
                differ("duplicates", "visible contacts", sorted(named - seen))
        if not begun:
            cur.execute("COMMIT")

    def compare_all(self):
        """Everybody's view, and the tables as they are."""
        self.log.append("comparing everybody")
        for account in self.accounts:
            for number, (_, _, removed) in list(account.users.items()):
                if removed:
                    self.check_removed(account, number)
                else:
                    self.compare(Actor(account, number))
        self.compare(None)
        cur = self.admin.cursor()
        for account in self.accounts:
            self.checked += 1
            self.comparisons += 1
            everything = {0} | set(range(1, account.last_department + 1)) | {-u for u in account.users}
            expected = expected_view(account, everything)
            cur.execute("SELECT " + rows_sql(" WHERE account_id = %d" % account.id))
            got = cur.fetchone()
            for i, table in enumerate(TABLES):
                have = sorted(got[i].split("\n")) if got[i] else []
                if table == "errors":
                    have = sorted("|".join(r.split("|", 3)[:3]) + "|" + json_text(json.loads(r.split("|", 3)[3])) for r in have)
                want = sorted(expected[table])
                if want != have:
                    raise Difference("table %s of account %d\n      only expected %s\n      only got %s" % (
                        table, account.id, [r for r in want if r not in have], [r for r in have if r not in want]))
            cur.execute("SELECT user_id, private_contacts FROM contacts.usage WHERE account_id = %s", (account.id,))
            usage = {u: n for u, n in cur.fetchall() if n}
            want = {u: account.private(u) for u in account.users if account.private(u)}
            if usage != want:
                raise Difference("contacts.usage of account %d: expected %s, got %s" % (account.id, want, usage))

    def check_removed(self, account, number):
        self.checked += 1
        self.comparisons += 1
        cur = self.connections[0].cursor()
        try:
            cur.execute("BEGIN; SELECT contacts.act_as(%s, %s)", (account.id, number))
        except psycopg2.Error as e:
            cur.execute("ROLLBACK")
            if e.pgcode == "P0002":
                return
            raise Difference("act_as() of a removed user: %s" % e)
        raise Difference("act_as() took user %d of account %d, who is removed" % (number, account.id))

    OPERATIONS = [(24, "op_insert"), (26, "op_update"), (7, "op_delete"), (11, "op_number"), (5, "op_address"), (7, "op_note"),
                  (9, "op_merge"), (7, "op_import"), (5, "op_member"), (3, "op_user"), (2, "op_department"),
                  (2, "op_forbidden")]

    def one(self):
        if self.chance(0.03):
            self.administer()
        if self.chance(0.02):
            actor, op = None, self.no_identity()
        else:
            actor = self.pick_actor()
            if ROLES.index(actor.role) < 2 and self.chance(0.4):
                actor = self.pick_actor(actor.account)
            weights = [w for w, _ in self.OPERATIONS]
            name = self.rng.choices([n for _, n in self.OPERATIONS], weights)[0]
            if len(actor.account.contacts) > 45 and name in ("op_insert", "op_import"):
                name = self.rng.choice(["op_delete", "op_merge"])
            if (name in ("op_number", "op_address", "op_note") and "child_by_delete" in self.skip
                    and actor.can("contacts.delete") and not may_write(actor)):
                return
            op = getattr(self, name)(actor)
        if op is None:
            return
        self.run(actor, op)
        self.compare(self.pick_actor(actor.account if actor else None))
        if self.chance(0.5):
            self.compare(self.pick_actor())
        if self.chance(0.02):
            self.compare(None)

    def work(self):
        start = time.monotonic()
        next_word = start + 10
        done = 0
        self.new_epoch()
        while self.checked < self.options.operations:
            if self.interrupted:
                sys.exit(self.interrupted)
            try:
                self.one()
                done += 1
                if done % 60 == 0:
                    self.compare_all()
                if done % 1500 == 0:
                    self.compare_all()
                    self.new_epoch()
            except Difference as e:
                self.differences += 1
                print("DIFFERENCE %d, seed %d, after %d checked operations\n  %s\n  last:\n    %s" % (
                    self.differences, self.options.seed, self.checked, e, "\n    ".join(self.log[-3:])), flush=True)
                if self.differences >= self.options.stop_after:
                    break
                for conn in self.connections:
                    conn.cursor().execute("ROLLBACK")
                self.new_epoch()
            if not self.options.quiet and time.monotonic() > next_word:
                next_word += 10
                print("%d checked operations, %.0f s" % (self.checked, time.monotonic() - start), flush=True)
        else:
            try:
                self.compare_all()
            except Difference as e:
                self.differences += 1
                print("DIFFERENCE at the end, seed %d\n  %s" % (self.options.seed, e))
        if not self.options.quiet:
            for key in sorted(self.answers):
                print("  %-34s %d" % (key, self.answers[key]))
            print("%d operations, %d comparisons, %d accounts, %.0f s, seed %d" % (
                self.operations, self.comparisons, 3 * self.epoch, time.monotonic() - start, self.options.seed))


def json_text(value):
    return json.dumps(value, sort_keys=True)


def main():
    parser = argparse.ArgumentParser(description="Random work against a plain model of the rules.")
    parser.add_argument("--operations", type=int, default=6000, help="checked operations (6000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="differences and the last line only")
    parser.add_argument("--all-cases", action="store_true", help="leave no open case out")
    parser.add_argument("--stop-after", type=int, default=10, help="end after so many differences (10)")
    options = parser.parse_args()
    model = Model(options)

    def interrupt(number, _):
        # Not an exception here: psycopg2 swallows one that is raised while it hands out a notice.
        model.interrupted = 128 + number
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        model.set_up()
        model.work()
    finally:
        model.tear_down()
    print("%d checked operations, %d differences" % (model.checked, model.differences))
    return 1 if model.differences else 0


if __name__ == "__main__":
    sys.exit(main())
