#!/usr/bin/python3
"""Random schemas and random merges against a plain model: nothing is lost, and all of it comes back.

    merge_property.py [--seeds 1,2,3] [--schemas N] [--only K] [--counts] [--verbose]

Each seed makes N databases, one after the other.  Each holds two accounts and one
to five tables of others that refer to contacts, of shapes that random chance has
put together: keys, actions, types, unique indexes, partitions, children, triggers,
tables that hang on those tables or on ours, registered references.  Then contacts
are merged and merges undone, with changes in between or without, and after every step

- merge() has moved each row to the survivor with all else as it was, or set it
  aside, and then the index itself says that it would not take the row any more; or
  it has been refused, and not a byte of any table is another one;
- unmerge() of a merge since which nothing has changed gives the very rows of before
  the merge, in every table, and the order of undoing does not matter where it is
  free; what has changed meanwhile stays and is counted as kept;
- dry_run foresees the result or the error of both, and changes nothing;
- no COMMIT fails, no unexpected SQLSTATE comes, the other account's rows never
  change, and contacts.check_integrity() has nothing to say.

The model knows of each table only its columns and which of them mean a contact.

It needs the server of PGHOST with the extension installed, PGUSER a superuser, and
python3-psycopg2.  It makes databases and roles of its own and drops them at the end.
The same seed gives the same schemas and operations.  It is silent when all is well;
--counts tells what has been done.  A violation prints seed and schema and what was
done last; the exit status is 1.  MERGE_PROPERTY_SCHEMAS is the default of --schemas.
"""
import argparse
import json
import os
import random
import re
import sys
from collections import Counter

try:
    import psycopg2
except ImportError:
    sys.exit("merge_property.py: psycopg2 is missing (Debian: python3-psycopg2, with Debian's own python3)")

PREFIX = "merge_property_%d" % os.getpid()
APP, CRM, CRM2 = PREFIX + "_app", PREFIX + "_crm", PREFIX + "_crm2"

ACTIONS = ["NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"]
KINDS = ["x", "X", "y", ""]

# type: values.  All have an equality that a btree can hold, but those of PLAIN_TYPES.
KEY_TYPES = {
    "bigint": ["0", "1", "-9223372036854775808"],
    "text": ["", "a", "A", "null", "\u00e4", "a\u0308", "it's \\ \"q\"", " x ", "\U0001f600", "\u202e", "\x01\n\t", "NULL"],
    "float8": ["NaN", "Infinity", "-Infinity", "0.30000000000000004", "0.3", "-0", "0", "1e-320", "1.7976931348623157e308"],
    "float4": ["0.1", "0.10000001", "NaN", "16777217"],
    "numeric": ["NaN", "1", "1.0", "1.00", "Infinity", "-Infinity", "1e50", "0.10"],
    "numeric(20,3)": ["1.5", "NaN", "-0.001"],
    "integer[]": ["{1,2}", "[0:1]={1,2}", "{}", "{NULL}", "{{1,2},{3,4}}"],
    "text[]": ["{a,NULL,\"NULL\",\"\"}", "{}", "{\"a b\",\"c\\\"d\"}"],
    "jsonb": ["{\"a\": 1.0}", "{\"a\": 1.00}", "null", "\"x\"", "[1, {\"b\": null}, \"\\u0001\"]"],
    "timestamptz": ["infinity", "-infinity", "2024-02-29 23:59:59.999999+05:30", "0044-03-15 12:00:00 BC", "1900-01-01 00:00:00+00",
                    "2024-10-27 00:30:00+00", "2024-10-27 01:30:00+00"],
    "timestamp": ["infinity", "2024-02-03 04:05:06.7"],
    "date": ["infinity", "2024-01-02", "0001-01-01 BC"],
    "interval": ["1 mon -3 days 04:05:06.789", "30 days", "1 mon", "-1 year"],
    "time with time zone": ["04:05:06+05:30", "24:00:00-12"],
    "character(3)": ["a", "a  ", "", "abc"],
    "varchar(5)": ["a", "a ", ""],
    "bytea": ["\\x", "\\x00ff", "\\x6162"],
    "bit(3)": ["101", "000"],
    "bit varying": ["", "10101"],
    "inet": ["10.0.0.1/8", "10.0.0.1", "::1"],
    "uuid": ["00000000-0000-0000-0000-000000000001", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    "boolean": ["t", "f"],
    "int4range": ["[1,5)", "empty", "(,)"],
    "tstzrange": ["[2024-01-01 00:00:00+00,2024-01-02 00:00:00+00)", "empty"],
    "name": ["a", "Z z"],
    "\"char\"": ["a", ""],
    "public.citext": ["a", "A", "b"],
    "types.folded": ["a", "A", "\u00c4", "\u00e4"],
    "types.mood": ["glad", "Not so"],
    "types.small": ["1", "7"],
    "types.pair": ["(1,a)", "(,\"x,y\")", "(2,)"],
    "types.pair[]": ["{\"(1,a)\"}", "{}"],
    "money": ["1234.50", "-1"],
    "regtype": ["integer", "types.mood"],
}
PLAIN_TYPES = {     # without an equality
    "json": ["{\"a\":1,  \"a\":2}", "\"\\u0000\""],
    "point": ["(1,0.30000000000000004)", "(NaN,Infinity)"],
    "xml": ["<a>&lt;</a>", "just text"],
    "tsvector": ["'a':1A 'b'", ""],
    "jsonpath": ["$.\"a\"[*]"],
}

SETTINGS = [
    ("TimeZone", ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "-3:30"]),
    ("DateStyle", ["ISO, MDY", "German", "SQL, DMY", "Postgres, MDY"]),
    ("IntervalStyle", ["postgres", "iso_8601", "sql_standard", "postgres_verbose"]),
    ("extra_float_digits", ["1", "0", "-15", "3"]),
    ("bytea_output", ["hex", "escape"]),
    ("lc_monetary", ["C", "C.UTF-8"]),
    ("standard_conforming_strings", ["on", "off"]),
    ("search_path", ["public", "", "pg_temp, crm, public", "crm, types"]),
    ("enable_hashjoin", ["on", "off"]), ("enable_seqscan", ["on", "off"]), ("enable_mergejoin", ["on", "off"]),
    ("default_transaction_isolation", ["read committed", "repeatable read", "serializable"]),
    ("session_replication_role", ["origin"]),
    ("xmloption", ["content", "document"]), ("quote_all_identifiers", ["off", "on"]), ("array_nulls", ["on", "off"]),
]

NUMBERS = ["+9198200%05d" % i for i in range(60)]
FIRST_FIELDS = ["name", "phone", "email", "company", "job_title", "city", "country"]
OUR_TABLES = ["contacts", "contact_phones", "contact_emails", "contact_notes", "contact_redirects", "duplicate_dismissals",
              "merges", "merge_rows", "usage"]

# --- Cases in which the server departs from what is asserted here; they are left out or
# --- expected unless --all-cases is given.  Take a line away when the case is settled.
KNOWN = {
    "clash under a snapshot": "A unique key that is in the way for good is 40001 under REPEATABLE READ, as if another session had just done it.",
    "chain of twins": "Two unique indexes: a row is set aside because of one that is itself set aside afterwards, by the second index.",
    "recheck and key": "A table with a deferrable unique key or a deferred trigger of its own, and a deferrable foreign key: the check of the key that is"
                       " pending counts as the other, and refuses the merge, or its undoing alone.",
    "digest and trigger": "A table without a primary key whose BEFORE trigger changes a column (updated_at): a row that was moved twice, by two"
                          " merges or two references, is moved back once; then it is another one, and stays, and is listed in kept.",
}

ALL_CASES = False


def known(name):
    return not ALL_CASES and name in KNOWN


def quoted(value):
    if value is None:
        return "NULL"
    return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


class Violation(Exception):
    pass


class Reference:
    """Columns that mean a contact."""

    def __init__(self, column, kind="uuid", audience=None, foreign=True, type_column=None, follows=()):
        self.column, self.kind, self.audience, self.foreign = column, kind, audience, foreign
        self.type_column = type_column
        self.follows = follows      # of a key that follows a key: all these must not be null


class Table:
    def __init__(self, name):
        self.name = name
        self.ddl = []
        self.late = []              # when rows are there
        self.columns = []           # (name, type, values or None)
        self.references = []
        self.generated = set()
        self.touched = False        # a trigger counts updates in this column
        self.keyed = False
        self.journal = False        # written by triggers
        self.safe = True            # nothing in it refuses a merge
        self.only = ""
        self.identity_always = False
        self.uniques = 0
        self.children = []
        self.notes = []

    def index(self, column):
        return [c[0] for c in self.columns].index(column)


class Schema:
    """Tables of others, by chance."""

    def __init__(self, rng, counts):
        self.rng, self.counts = rng, counts
        self.tables = []
        for i in range(rng.choice([1, 1, 2, 2, 3, 4, 5])):
            self.make_table(i)
        if self.chance(0.12):
            self.hang_on_ours()
        for t in self.tables:
            self.counts["tables"] += 1
            for note in t.notes:
                self.counts["shape: " + note] += 1

    def chance(self, p):
        return self.rng.random() < p

    def value_type(self):
        if self.chance(0.12):
            type_name = self.rng.choice(sorted(PLAIN_TYPES))
            return type_name, PLAIN_TYPES[type_name]
        type_name = self.rng.choice(sorted(KEY_TYPES))
        return type_name, KEY_TYPES[type_name]

    def make_table(self, number):
        rng = self.rng
        owner, space = rng.choice([(CRM, "crm"), (CRM, "crm"), (CRM2, "crm2"), ("postgres", "plain")])
        name = "%s.%s" % (space, rng.choice(["t%d", '"T %d"', "\"select%d\""]) % number)
        t = Table(name)
        t.owner, t.space = owner, space
        t.may_defer = {"foreign", "unique", "trigger"}
        if known("recheck and key"):
            t.may_defer = set(rng.choice([["foreign"], ["foreign"], ["unique"], ["trigger"]]))
        partition = rng.choice(["list", "hash_account", "hash_contact"]) if self.chance(0.2) else None
        columns = [("account_id", "bigint", None, "NOT NULL" if self.chance(0.6) or partition == "hash_account" else "DEFAULT 1"),
                   ("c1", "uuid", None, "NOT NULL" if self.chance(0.5) else "")]
        two = self.chance(0.25)
        if two:
            columns.append(("c2", "uuid", None, ""))
        audience = self.chance(0.25)
        if audience:
            columns.append(("aud", "integer", None, "DEFAULT 0" if self.chance(0.3) else ""))
        columns.append(("kind", "text", KINDS[:3] if partition != "list" else KINDS, "DEFAULT 'x'" if self.chance(0.2) else ""))
        columns.append(("tag", "text", "tag", ""))
        values = []
        for i in range(rng.choice([0, 1, 1, 2, 3, 4])):
            type_name, items = self.value_type()
            values.append("v%d" % i)
            columns.append(("v%d" % i, type_name, items, ""))
        key_values = [c[0] for c in columns if c[0].startswith("v") and c[1] in KEY_TYPES]
        identity = self.chance(0.5)
        if identity:
            t.identity_always = self.chance(0.5)
            columns.append(("id", "bigint", "id", "NOT NULL" if partition else "GENERATED %s AS IDENTITY" % ("ALWAYS" if t.identity_always else "BY DEFAULT")))
            t.identity_always = t.identity_always and not partition
        if self.chance(0.2):
            columns.append(("g", "text", "generated", "GENERATED ALWAYS AS (coalesce(c1::text, '') || coalesce(kind, '-')) STORED"))
            t.generated.add("g")
        # registered references
        registered = []
        if self.chance(0.3):
            what = rng.choice(["uuid", "text", "jsonb", "polymorphic"])
            if what == "uuid":
                columns.append(("r1", "uuid", None, ""))
                t.references.append(Reference("r1", foreign=False))
                registered.append("SELECT contacts.register_reference('%s', 'r1')" % name)
            elif what == "text":
                columns.append(("r1", rng.choice(["text", "varchar(40)"]), None, ""))
                t.references.append(Reference("r1", "text", foreign=False))
                registered.append("SELECT contacts.register_reference('%s', 'r1', 'account_id')" % name)
            elif what == "jsonb":
                columns.append(("r1", "jsonb", None, ""))
                t.references.append(Reference("r1", "jsonb", foreign=False))
                registered.append("SELECT contacts.register_reference('%s', 'r1', path => '{contact,id}')" % name)
            else:
                columns.append(("rtype", "text", ["contact", "deal", "contact"], ""))
                columns.append(("r1", "uuid", None, ""))
                t.references.append(Reference("r1", foreign=False, type_column="rtype"))
                registered.append("SELECT contacts.register_reference('%s', 'r1', 'account_id', 'rtype', 'contact')" % name)
            t.notes.append("registered " + what)
        rng.shuffle(columns)
        partition_key = {"list": ["kind"], "hash_account": ["account_id"], "hash_contact": ["c1"], None: []}[partition]
        items = ["%s %s %s" % (c[0], c[1], c[3]) for c in columns]
        # primary key
        keys = []
        primary = rng.choice(["none", "none", "id", "contact", "contact", "account_id_id", "id_contact", "value", "c1c2"])
        key = {"none": None, "id": ["id"] if identity else None, "contact": ["account_id", "c1", "kind"],
               "account_id_id": ["account_id", "id"] if identity else None, "id_contact": ["id", "c1"] if identity else None,
               "value": ["account_id", "c1", rng.choice(key_values)] if key_values else None,
               "c1c2": ["account_id", "c1", "c2"] if two else None}[primary]
        if key is not None:
            key += [k for k in partition_key if k not in key]
            rng.shuffle(key)
            include = " INCLUDE (tag)" if self.chance(0.15) else ""
            deferrable = " DEFERRABLE INITIALLY DEFERRED" if self.chance(0.1) and "unique" in t.may_defer else ""
            items.append("PRIMARY KEY (%s)%s%s" % (", ".join(key), include, deferrable))
            t.keyed = True
            t.safe = t.safe and not deferrable      # its recheck is a deferred trigger
            t.notes.append("primary key " + primary)
            t.uniques += 1
            keys.append(key if not deferrable else None)
            columns = [c[:3] + ((c[3] + " NOT NULL").strip(),) if c[0] in key and "NOT NULL" not in c[3] and "IDENTITY" not in c[3] else c
                       for c in columns]
        else:
            t.notes.append("no primary key")
        # references of the table
        if audience and self.chance(0.6):
            shapes = ["audience"]
        elif audience:
            shapes = ["plain", "audience"]
        else:
            shapes = ["plain"]
        for shape in shapes:
            items.append(self.foreign_key(t, "account_id, c1" + (", aud" if shape == "audience" else ""),
                                          "account_id, id" + (", audience" if shape == "audience" else "")))
            t.references.append(Reference("c1", audience="aud" if shape == "audience" else None))
        if two:
            items.append(self.foreign_key(t, "account_id, c2", "account_id, id"))
            t.references.append(Reference("c2"))
            t.notes.append("two references")
        suffix = ""
        if partition:
            suffix = " PARTITION BY " + {"list": "LIST (kind)", "hash_account": "HASH (account_id)", "hash_contact": "HASH (c1)"}[partition]
            t.notes.append("partitioned " + partition)
        t.ddl.append("CREATE TABLE %s (%s)%s" % (name, ", ".join(items), suffix))
        t.columns = columns
        parts = self.make_partitions(t, partition) if partition else []
        t.only = "" if partition else "ONLY "
        self.uniques(t, two, audience, key_values, partition, partition_key, parts, keys)
        if not partition and self.chance(0.12):
            self.inherit(t)
        self.triggers(t, name, columns)
        t.ddl += registered
        for n in [name] + parts + [c.name for c in t.children]:
            t.ddl.append("ALTER TABLE %s OWNER TO %s" % (n, owner))
        if self.chance(0.15):
            t.ddl.append("ALTER TABLE %s ENABLE ROW LEVEL SECURITY" % name)
            if self.chance(0.5):
                t.ddl.append("ALTER TABLE %s FORCE ROW LEVEL SECURITY" % name)
        self.tables.append(t)
        if self.chance(0.3):
            self.hang(t, parts, keys)

    def foreign_key(self, t, own, far):
        rng = self.rng
        on_delete, on_update = rng.choice(ACTIONS), rng.choice(ACTIONS)
        if "audience" in far and t.owner != "postgres":     # with an action our statements would refuse to work: README
            on_delete, on_update = rng.choice(ACTIONS[:2]), rng.choice(ACTIONS[:2])
        late = rng.choice(["", "", "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"])
        if "foreign" not in t.may_defer:
            late = ""
        if late:
            t.notes.append("deferrable foreign key")
        t.notes.append("key" + (" with audience" if "audience" in far else ""))
        return "FOREIGN KEY (%s) REFERENCES contacts.contacts (%s) ON DELETE %s ON UPDATE %s%s" % (own, far, on_delete, on_update, late)

    def make_partitions(self, t, partition):
        rng = self.rng
        space, parts = t.space, []
        base = t.name.split(".")[1].strip('"').replace(" ", "_")
        if partition == "list":
            bounds = ["FOR VALUES IN ('x')", "FOR VALUES IN ('X', '', NULL)", "DEFAULT"]
        else:
            bounds = ["FOR VALUES WITH (modulus 2, remainder 0)", "FOR VALUES WITH (modulus 2, remainder 1)"]
        for i, bound in enumerate(bounds):
            name = "%s.%s_p%d" % (space, base, i)
            parts.append(name)
            if self.chance(0.4):     # of another order of columns, with one dropped
                columns = list(t.columns)
                rng.shuffle(columns)
                t.ddl.append("CREATE TABLE %s (gone integer, %s)" % (name, ", ".join(
                    "%s %s %s" % (c[0], c[1], c[3]) for c in columns)))
                t.ddl.append("ALTER TABLE %s DROP COLUMN gone" % name)
                t.ddl.append("ALTER TABLE %s ATTACH PARTITION %s %s" % (t.name, name, bound))
                t.notes.append("partition of another shape")
            else:
                t.ddl.append("CREATE TABLE %s PARTITION OF %s %s" % (name, t.name, bound))
        if self.chance(0.15):
            t.ddl.append("ALTER TABLE %s ADD FOREIGN KEY (account_id, c1) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE" % rng.choice(parts))
            t.notes.append("a partition's own key")
        return parts

    def uniques(self, t, two, audience, key_values, partition, partition_key, parts, keys):
        rng = self.rng
        # rows without an account are moved without a look for twins: one of them may be in the way
        with_account = any(c[0] == "account_id" and "NOT NULL" in c[3] for c in t.columns)
        for i in range(rng.choice([0, 0, 1, 1, 1, 2, 3])):
            shape = rng.choice(["plain", "index", "nulls", "partial", "partial_contact", "expression", "deferrable", "include", "value", "value",
                                "generated", "exclude", "invalid", "audience", "c1c2", "contact", "registered", "opclass", "contact_expression", "partition"])
            name = "u%d" % i
            columns = ["account_id", "c1", "kind"]
            columns += [k for k in partition_key if k not in columns]
            listed = ", ".join(columns)
            note = shape
            if shape == "plain":
                t.ddl.append("ALTER TABLE %s ADD UNIQUE (%s)" % (t.name, listed))
                keys.append(columns)
            elif shape == "index":
                rng.shuffle(columns)
                t.ddl.append("CREATE UNIQUE INDEX ON %s (%s DESC)" % (t.name, ", ".join(columns)))
            elif shape == "nulls":
                t.ddl.append("ALTER TABLE %s ADD UNIQUE NULLS NOT DISTINCT (%s)" % (t.name, listed))
                t.safe = t.safe and with_account
            elif shape == "partial" and not partition:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, c1) WHERE kind = 'x'" % t.name)
            elif shape == "partial_contact" and not partition:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (kind) WHERE c1 > '80000000-0000-0000-0000-000000000000' AND c1 IS NOT NULL" % t.name)
                t.safe = False      # a row of a third contact may be in the way
            elif shape == "expression" and not partition:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, c1, lower(kind))" % t.name)
            elif shape == "contact_expression" and not partition:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, (coalesce(c1::text, '') || coalesce(kind, '')))" % t.name)
            elif shape == "deferrable" and "unique" in t.may_defer:
                t.ddl.append("ALTER TABLE %s ADD UNIQUE (%s) DEFERRABLE%s" % (t.name, listed, rng.choice(["", " INITIALLY DEFERRED"])))
                t.safe = False      # its recheck is a deferred trigger
            elif shape == "include":
                t.ddl.append("CREATE UNIQUE INDEX ON %s (%s) INCLUDE (tag)" % (t.name, listed))
            elif shape == "value" and key_values:
                v = rng.choice(key_values)
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, c1, %s)%s" % (
                    t.name, ", ".join([v] + [k for k in partition_key if k == "kind"]), rng.choice(["", " NULLS NOT DISTINCT"])))
                t.safe = t.safe and (with_account or not t.ddl[-1].endswith("DISTINCT"))
                note = "value " + [c[1] for c in t.columns if c[0] == v][0]
            elif shape == "generated" and t.generated and not partition:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, g)" % t.name)
            elif shape == "exclude" and not partition and self.chance(0.5):
                t.ddl.append("ALTER TABLE %s ADD EXCLUDE USING btree (account_id WITH =, c1 WITH =, kind WITH =)%s" % (
                    t.name, rng.choice(["", " DEFERRABLE INITIALLY DEFERRED"] if "unique" in t.may_defer else [""])))
                t.safe = False
            elif shape == "invalid" and not partition:
                t.late.append("CREATE UNIQUE INDEX CONCURRENTLY ON %s (account_id, c1)" % t.name)
            elif shape == "audience" and audience and partition in (None, "hash_contact"):
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, c1, aud)" % t.name)
            elif shape == "c1c2" and two:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (%s)" % (t.name, ", ".join(["account_id", "c2", "c1"] + [k for k in partition_key if k == "kind"])))
            elif shape == "contact" and partition in (None, "hash_contact"):
                t.ddl.append("CREATE UNIQUE INDEX ON %s (c1)" % t.name)
                t.safe = t.safe and with_account
            elif shape == "registered" and not partition and any(r.column == "r1" for r in t.references):
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, r1)" % t.name)
                # what is no contact may be in the way; within jsonb no twin is looked for
                t.safe = t.safe and with_account and not any(r.type_column or r.kind == "jsonb" for r in t.references)
            elif shape == "opclass":
                t.ddl.append("CREATE UNIQUE INDEX ON %s (%s)" % (t.name, listed.replace("kind", 'kind COLLATE "C" text_pattern_ops')))
            elif shape == "partition" and parts:
                t.ddl.append("CREATE UNIQUE INDEX ON %s (account_id, c1)" % rng.choice(parts))
                t.safe = False      # a partition's own index is met as a clash
            else:
                continue
            t.notes.append("unique " + note)
            t.uniques += 1

    def inherit(self, t):
        child = Table(t.name.split(".")[0] + ".child_of_" + t.name.split(".")[1].strip('"').replace(" ", "_"))
        child.ddl, child.owner, child.space = [], t.owner, t.space
        child.columns = list(t.columns) + [("extra", "text", ["e", ""], "")]
        child.generated = set(t.generated)
        child.ddl.append("CREATE TABLE %s (extra text) INHERITS (%s)" % (child.name, t.name))
        if self.chance(0.5):
            child.ddl.append("ALTER TABLE %s ADD FOREIGN KEY (account_id, c1) REFERENCES contacts.contacts (account_id, id)" % child.name)
            child.references.append(Reference("c1"))
        child.only = "ONLY "
        child.identity_always = False       # a child has no identity of its own
        child.parent = t
        t.children.append(child)
        t.notes.append("inherited")
        t.ddl += child.ddl
        child.ddl = []

    def triggers(self, t, name, columns):
        rng = self.rng
        if self.chance(0.12) and (t.keyed or not known("digest and trigger")):
            t.columns.append(("touched", "integer", "touched", ""))
            t.ddl.append("ALTER TABLE %s ADD COLUMN touched integer DEFAULT 0" % name)
            t.ddl.append("CREATE TRIGGER b BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION types.touch()" % name)
            t.touched = True
            for c in t.children:
                c.columns.insert(len(t.columns) - 1, t.columns[-1])
            t.notes.append("trigger that counts updates")
        if self.chance(0.12):
            t.ddl.append("CREATE TRIGGER j AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION types.journal()" % name)
            t.notes.append("trigger that writes a journal")
        if self.chance(0.05):
            t.ddl.append("CREATE TRIGGER l AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION types.log()" % name)
            t.safe = False      # what it writes of a row that is set aside points at the old id
            t.notes.append("trigger that writes references")
        if self.chance(0.04) and "trigger" in t.may_defer:
            t.ddl.append("CREATE CONSTRAINT TRIGGER k AFTER UPDATE ON %s DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION types.journal()" % name)
            t.safe = False
            t.notes.append("deferred trigger")
        if self.chance(0.04):
            t.ddl.append("CREATE TRIGGER z BEFORE %s ON %s FOR EACH ROW WHEN (old.kind = 'y') EXECUTE FUNCTION types.nothing()" % (rng.choice(["DELETE", "UPDATE"]), name))
            t.safe = False
            t.notes.append("trigger that swallows")

    def hang(self, t, parts, keys):
        """A table that hangs on this one, or on a partition of it."""
        rng = self.rng
        keys = [k for k in keys if k is not None]
        if not keys:
            return
        key = list(rng.choice(keys))
        root = rng.choice(parts) if parts and self.chance(0.3) else t.name
        if root != t.name and self.chance(0.7):
            return
        h = Table("%s.on_%s" % (t.space, t.name.split(".")[1].strip('"').replace(" ", "_")))
        h.owner, h.space, h.on, h.key, h.root = t.owner, t.space, t, key, root
        types = {c[0]: c[1] for c in t.columns}
        on_update = rng.choice(ACTIONS + ["CASCADE", "CASCADE", "CASCADE", "CASCADE"])
        on_delete = rng.choice(ACTIONS)
        h.columns = [("n", "bigint", "id", "PRIMARY KEY")] + [("h_" + k, types[k], "hanging", "") for k in key] + [("body", "text", "tag", "")]
        unique = ", UNIQUE (%s)" % ", ".join("h_" + k for k in key) if self.chance(0.4) else ""
        h.ddl.append("CREATE TABLE %s (%s%s, FOREIGN KEY (%s) REFERENCES %s (%s) ON DELETE %s ON UPDATE %s%s)" % (
            h.name, ", ".join("%s %s %s" % (c[0], c[1], c[3]) for c in h.columns), unique,
            ", ".join("h_" + k for k in key), root, ", ".join(key), on_delete, on_update,
            rng.choice(["", "", " DEFERRABLE INITIALLY DEFERRED"] if "foreign" in t.may_defer else [""])))
        h.ddl.append("ALTER TABLE %s OWNER TO %s" % (h.name, h.owner))
        for k in ("c1", "c2"):
            if k in key:
                h.references.append(Reference("h_" + k, follows=tuple("h_" + x for x in key)))
        h.keyed = True
        h.safe = False
        h.notes.append("hangs, on update %s on delete %s" % (on_update, on_delete))
        if root != t.name:
            h.notes.append("hangs on a partition")
        self.tables.append(h)
        if unique and self.chance(0.4):
            b = Table("%s.below_%s" % (t.space, t.name.split(".")[1].strip('"').replace(" ", "_")))
            b.owner, b.space, b.on, b.root = t.owner, t.space, h, h.name
            b.key = ["h_" + k for k in key]
            b.columns = [("n", "bigint", "id", "PRIMARY KEY")] + [("h_" + k, types[k[2:]], "hanging", "") for k in b.key] + [("body", "text", "tag", "")]
            b.ddl.append("CREATE TABLE %s (%s, FOREIGN KEY (%s) REFERENCES %s (%s) ON DELETE %s ON UPDATE %s)" % (
                b.name, ", ".join("%s %s %s" % (c[0], c[1], c[3]) for c in b.columns), ", ".join("h_" + k for k in b.key),
                h.name, ", ".join(b.key), rng.choice(ACTIONS), rng.choice(ACTIONS + ["CASCADE", "CASCADE", "CASCADE"])))
            b.ddl.append("ALTER TABLE %s OWNER TO %s" % (b.name, b.owner))
            for k in ("h_c1", "h_c2"):
                if k in b.key:
                    b.references.append(Reference("h_" + k, follows=tuple("h_" + x for x in b.key)))
            b.keyed, b.safe = True, False
            b.notes.append("hangs on what hangs")
            self.tables.append(b)

    def hang_on_ours(self):
        rng = self.rng
        on, key = rng.choice([("contact_phones", ["account_id", "contact_id", "phone"]), ("contact_emails", ["account_id", "contact_id", "email"]),
                              ("contact_notes", ["account_id", "id"])])
        t = Table("plain.on_" + on)
        t.owner, t.space, t.on_ours, t.key = "postgres", "plain", on, key
        types = {"account_id": "bigint", "contact_id": "uuid", "phone": "contacts.phone", "email": "contacts.email_address", "id": "uuid"}
        t.columns = [("n", "bigint", "id", "PRIMARY KEY")] + [("h_" + k, types[k], "hanging", "") for k in key] + [("body", "text", "tag", "")]
        t.ddl.append("CREATE TABLE %s (%s, FOREIGN KEY (%s) REFERENCES contacts.%s (%s) ON DELETE %s ON UPDATE %s)" % (
            t.name, ", ".join("%s %s %s" % (c[0], c[1], c[3]) for c in t.columns), ", ".join("h_" + k for k in key), on, ", ".join(key),
            rng.choice(ACTIONS), rng.choice(ACTIONS)))
        t.keyed = True
        t.safe = on == "contact_notes"
        t.notes.append("hangs on " + on)
        self.tables.append(t)


class Merge:
    def __init__(self, number, survivor, duplicates, audiences):
        self.id, self.survivor, self.duplicates, self.audiences = number, survivor, duplicates, audiences
        self.undone = False


class Round:
    """One database."""

    def __init__(self, args, seed, number, counts):
        self.rng = random.Random("%d/%d" % (seed, number))
        self.counts, self.args = counts, args
        self.seed, self.number = seed, number
        self.ops = []
        self.serial = self.prepared = 0
        self.schema = Schema(self.rng, counts)
        self.database = "%s_%d_%d" % (PREFIX, seed, number)
        self.merges = []
        self.tables = []
        for t in self.schema.tables:
            self.tables += [t] + t.children

    def chance(self, p):
        return self.rng.random() < p

    # --- the server

    def open(self):
        connection = psycopg2.connect(dbname="postgres")
        connection.autocommit = True
        connection.cursor().execute('CREATE DATABASE "%s" TEMPLATE "%s"' % (self.database, PREFIX))
        connection.close()
        self.admin = psycopg2.connect(dbname=self.database)
        self.admin.autocommit = True
        self.app = psycopg2.connect(dbname=self.database, user=APP)
        self.app.autocommit = True

    def close(self):
        for c in (self.admin, self.app):
            try:
                c.close()
            except psycopg2.Error:
                pass
        connection = psycopg2.connect(dbname="postgres")
        connection.autocommit = True
        connection.cursor().execute('DROP DATABASE "%s" WITH (FORCE)' % self.database)
        connection.close()

    def note(self, sql):
        self.ops.append(sql)
        if self.args.verbose:
            print("   ", sql, flush=True)

    def do(self, sql, params=None):
        """As the superuser; returns the error, or None."""
        cur = self.admin.cursor()
        try:
            cur.execute(sql, params)
        except psycopg2.Error as e:
            return e
        self.note(cur.query.decode())
        return None

    def ask(self, sql, params=None):
        cur = self.admin.cursor()
        cur.execute(sql, params)
        return cur.fetchall()

    def user(self, statements, account=1, user=1, settings=(), connection=None):
        """In one transaction of an application; returns (rows of the last, None) or (None, error)."""
        cur = (connection or self.app).cursor()
        text = ["BEGIN"] + ["SELECT pg_catalog.set_config('%s', '%s', true)" % s for s in settings if s[0] != "default_transaction_isolation"]
        for name, value in settings:
            if name == "default_transaction_isolation":
                text[0] = "BEGIN ISOLATION LEVEL " + value
        text.append("SELECT contacts.act_as(%d, %d)" % (account, user))
        rows, error = None, None
        try:
            for s in text + statements:
                cur.execute(s)
            rows = cur.fetchall() if cur.description else []
        except psycopg2.Error as e:
            error = e
        if error is None:
            try:
                cur.execute("COMMIT")
            except psycopg2.Error as e:
                self.note("; ".join(text + statements) + "; COMMIT")
                raise Violation("COMMIT fails: %s %s" % (e.pgcode, e))
        else:
            cur.execute("ROLLBACK")
        self.note("; ".join(text + statements) + ("; COMMIT" if error is None else "; -- %s" % error.pgcode))
        return rows, error

    # --- what is there

    def dump(self):
        """{table: Counter of rows}, rows as texts with exact settings."""
        parts = []
        for i, t in enumerate(self.tables):
            parts.append("SELECT %d, ARRAY[tableoid::regclass::text, %s] FROM %s%s" % (
                i, ", ".join("%s::text" % c[0] for c in t.columns), t.only, t.name))
        for name, columns in self.our_columns.items():
            where = ""
            if name == "merges":
                where = " WHERE undone_at IS NULL"
            elif name == "merge_rows":
                where = " r WHERE EXISTS (SELECT FROM contacts.merges m WHERE m.account_id = r.account_id AND m.id = r.merge_id AND m.undone_at IS NULL)"
            elif name == "usage":
                where = " r WHERE to_jsonb(r)::text !~ ': 0[,}]'"
            parts.append("SELECT %d, ARRAY[%s] FROM contacts.%s%s" % (
                1000 + OUR_TABLES.index(name), ", ".join("%s::text" % c for c in columns), name, where))
        cur = self.admin.cursor()
        cur.execute(" UNION ALL ".join(parts))
        result = {t.name: Counter() for t in self.tables}
        result.update({n: Counter() for n in OUR_TABLES})
        for i, row in cur.fetchall():
            result[OUR_TABLES[i - 1000] if i >= 1000 else self.tables[i].name][tuple(row)] += 1
        return result

    def comparable(self, dump):
        """Without what triggers of the table's own change by every update."""
        result = {}
        for t in self.tables:
            if t.journal:
                continue
            blank = [t.index("touched") + 1] if t.touched or (hasattr(t, "parent") and t.parent.touched) else []
            rows = Counter()
            for row, n in dump[t.name].items():
                rows[tuple("*" if i in blank else v for i, v in enumerate(row))] += n
            result[t.name] = rows
        for n in OUR_TABLES:
            result[n] = dump[n]
        return result

    def differences(self, a, b, only=None):
        texts = []
        for name in a:
            if only is not None and name not in only:
                continue
            if name in b and a[name] != b[name]:
                texts.append("%s\n      was %s\n      is  %s" % (name, list((a[name] - b[name]).elements())[:4], list((b[name] - a[name]).elements())[:4]))
        return "\n    ".join(texts)

    def must_be_same(self, before, after, what):
        if before != after:
            raise Violation("%s:\n    %s" % (what, self.differences(before, after)))

    # --- the model: what a row of a table becomes

    def moved(self, t, row, survivor, duplicates, audience):
        """row: texts, without the first, its partition."""
        row = list(row)
        account = row[t.index("account_id")] if any(c[0] == "account_id" for c in t.columns) else \
            row[t.index("h_account_id")] if any(c[0] == "h_account_id" for c in t.columns) else "1"
        for r in t.references:
            i = t.index(r.column)
            if row[i] is None or any(row[t.index(f)] is None for f in r.follows):
                continue
            if not (account == "1" or (account is None and r.foreign)):
                continue
            if r.type_column is not None and row[t.index(r.type_column)] != "contact":
                continue
            if r.kind == "jsonb":
                m = re.search(r'"contact": \{"id": "([0-9a-f-]{36})"\}', row[i])
                if m and m.group(1) in duplicates:
                    row[i] = row[i].replace(m.group(0), '"contact": {"id": "%s"}' % survivor)
            elif row[i] in duplicates:
                row[i] = survivor
                if r.audience is not None and row[t.index(r.audience)] is not None:
                    row[t.index(r.audience)] = str(audience)
        # a second reference over the same column may bear the audience
        for r in t.references:
            if r.audience is not None and row[t.index(r.column)] == survivor and row[t.index(r.audience)] is not None and \
                    (account == "1" or account is None):
                row[t.index(r.audience)] = str(audience)
        for g in t.generated:
            row[t.index(g)] = "*"
        if t.touched or (hasattr(t, "parent") and t.parent.touched):
            row[t.index("touched")] = "*"
        return tuple(row)

    def moved_all(self, t, rows, *args):
        result = Counter()
        for row, n in rows.items():
            result[self.moved(t, row[1:], *args)] += n
        return result

    def set_aside_rows(self, merge_id):
        result = []
        for table, values in self.ask("SELECT table_name, v.value FROM contacts.merge_rows, jsonb_array_elements(row_values) v "
                                      "WHERE merge_id = %s AND action = 'set_aside' AND constraint_name <> ''", (merge_id,)):
            result.append((table, values))
        return result

    def table_named(self, name):
        for t in self.tables:
            if t.name == name or t.name.replace('"', "") == name.replace('"', ""):
                return t
        raise Violation("the log names table %s" % name)

    def check_merge(self, m, before, after, overrides):
        """Nothing is lost, and what has been set aside has a true twin."""
        args = (m.survivor, m.duplicates, m.audiences[m.survivor])
        aside = {t.name: Counter() for t in self.tables}
        for name, values in self.set_aside_rows(m.id):
            t = self.table_named(name)
            row = tuple("*" if c[0] in t.generated else values.get(c[0]) for c in t.columns)
            aside[t.name][self.moved(t, row, *args)] += 1
            self.counts["rows set aside"] += 1
            self.check_twin(t, values, args)
        for t in self.tables:
            if t.journal:
                continue
            want = self.moved_all(t, before[t.name], *args)
            have = self.moved_all(t, after[t.name], *args) + aside[t.name]
            if want != have:
                raise Violation("rows of %s after the merge of %s into %s\n      want %s\n      have %s" % (
                    t.name, m.duplicates, m.survivor, list((want - have).elements())[:4], list((have - want).elements())[:4]))
            # none is left behind
            left = Counter({row: n for row, n in after[t.name].items()
                            if self.moved(t, row[1:], *args) != tuple("*" if c[0] in t.generated or c[0] == "touched" else v
                                                                     for c, v in zip(t.columns, row[1:]))})
            if left:
                raise Violation("rows of %s still point at %s: %s" % (t.name, m.duplicates, list(left.elements())[:4]))
        self.check_own(m, before, after, overrides)

    def check_twin(self, t, values, args):
        row = self.moved(t, tuple(values.get(c[0]) for c in t.columns), *args)
        columns = [(c[0], c[1], v) for c, v in zip(t.columns, row) if c[0] not in t.generated and c[0] != "touched"]
        cur = self.admin.cursor()
        cur.execute("BEGIN; SET CONSTRAINTS ALL IMMEDIATE")
        try:
            cur.execute("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)" % (
                t.name, ", ".join(c[0] for c in columns), ", ".join("%s::%s" % (quoted(c[2]), c[1]) for c in columns)))
            code = None
        except psycopg2.Error as e:
            code = e.pgcode
        cur.execute("ROLLBACK")
        if code != "23505" and not (known("chain of twins") and t.uniques > 1):
            raise Violation("a row of %s was set aside that the table takes (%s): %s" % (t.name, code, row))

    def ours(self, dump, name, *columns):
        places = [self.our_columns[name].index(c) for c in columns]
        return [tuple(row[p] for p in places) for row in dump[name].elements()]

    def check_own(self, m, before, after, overrides):
        parts = [m.survivor] + m.duplicates
        for name, value in (("contact_phones", "phone"), ("contact_emails", "email")):
            was = {v for c, v in self.ours(before, name, "contact_id", value) if c in parts}
            now = [v for c, v in self.ours(after, name, "contact_id", value) if c == m.survivor]
            more = {overrides[value]} if overrides.get(value) else set()
            if set(now) != was | more or len(now) != len(set(now)):
                raise Violation("%s of the survivor: %s, were %s" % (name, sorted(now), sorted(was)))
            if [1 for c, v in self.ours(after, name, "contact_id", value) if c in m.duplicates]:
                raise Violation("%s of a duplicate are left" % name)
        was = sorted((i, b, a) for c, i, b, a in self.ours(before, "contact_notes", "contact_id", "id", "body", "created_at") if c in parts)
        now = sorted((i, b, a) for c, i, b, a in self.ours(after, "contact_notes", "contact_id", "id", "body", "created_at") if c == m.survivor)
        if was != now:
            raise Violation("notes: %s, were %s" % (now, was))
        old = {r[0]: r[1:] for r in self.ours(before, "contacts", "id", "tags", "custom", *FIRST_FIELDS)}
        new = {r[0]: r[1:] for r in self.ours(after, "contacts", "id", "tags", "custom", *FIRST_FIELDS)}
        for c in old:
            if c not in parts and old[c] != new.get(c):
                raise Violation("contact %s has no part in the merge, and is another one" % c)
        for i, field in enumerate(FIRST_FIELDS):
            want = overrides[field] if field in overrides else next((old[p][2 + i] for p in parts if old[p][2 + i] is not None), None)
            if new[m.survivor][2 + i] != want:
                raise Violation("%s of the survivor is %r, not %r" % (field, new[m.survivor][2 + i], want))
        custom = {}
        for p in reversed(parts):
            for k, v in json.loads(old[p][1]).items():
                if v is not None or p == m.survivor:
                    custom[k] = v
        if json.loads(new[m.survivor][1]) != custom:
            raise Violation("custom of the survivor is %s, not %s" % (new[m.survivor][1], custom))
        # dismissals: of two that are one now they are overruled
        pair = lambda a, b: (min(a, b), max(a, b))
        want = set()
        for a, b in self.ours(before, "duplicate_dismissals", "contact_a", "contact_b"):
            a, b = (m.survivor if x in m.duplicates else x for x in (a, b))
            if a != b:
                want.add(pair(a, b))
        have = set(self.ours(after, "duplicate_dismissals", "contact_a", "contact_b"))
        if want != have:
            raise Violation("dismissals are %s, not %s" % (sorted(have), sorted(want)))
        # old ids answer
        redirects = dict(self.ours(after, "contact_redirects", "old_id", "contact_id"))
        for old_id, target in self.ours(before, "contact_redirects", "old_id", "contact_id"):
            if redirects.get(old_id) != (m.survivor if target in m.duplicates else target):
                raise Violation("old id %s answers with %s" % (old_id, redirects.get(old_id)))
        for d in m.duplicates:
            if redirects.get(d) != m.survivor:
                raise Violation("old id %s answers with %s" % (d, redirects.get(d)))
        was = {r[0]: r[1] for r in self.ours(before, "merges", "id", "survivor_id")}
        now = {r[0]: r[1] for r in self.ours(after, "merges", "id", "survivor_id")}
        for i, s in was.items():
            if now.get(i) != (m.survivor if s in m.duplicates else s):
                raise Violation("merge %s belongs to %s" % (i, now.get(i)))

    # --- rows of others, by chance

    def pick_contact(self, account="1"):
        pool = self.live[account]
        return self.rng.choice(pool) if pool else None

    def random_value(self, t, c, account):
        rng = self.rng
        name, type_name, values = c[:3]
        if values == "tag":
            self.serial += 1
            return rng.choice(["same", None, "row %d" % self.serial, "row %d" % self.serial, "row %d" % self.serial])
        if values == "id":
            self.serial += 1
            return str(self.serial)
        if name == "aud":
            return None         # filled in by the contact
        if name in ("c1", "c2", "r1"):
            if "NOT NULL" not in c[3] and self.chance(0.12):
                return None
            contact = self.pick_contact(account or "1")
            if type_name == "jsonb":
                return rng.choice(['{"contact": {"id": "%s"}, "other": "%s", "n": 1.00}' % (contact, self.pick_contact()),
                                   '{"contact": {"id": "%s"}}' % contact, '{"contact": "%s"}' % contact, '["%s"]' % contact])
            return contact
        if isinstance(values, list):
            return None if self.chance(0.15) else rng.choice(values)
        raise AssertionError(name)

    def random_row(self, t):
        """{column: text} or None"""
        rng = self.rng
        row = {}
        if hasattr(t, "on") or hasattr(t, "on_ours"):
            if hasattr(t, "on"):
                found = self.ask("SELECT ARRAY[%s] FROM %s" % (", ".join("%s::text" % k for k in t.key), t.root))
            else:
                found = self.ask("SELECT ARRAY[%s] FROM contacts.%s" % (", ".join("%s::text" % k for k in t.key), t.on_ours))
            if not found:
                return None
            found.sort(key=str)
            picked = rng.choice(found)[0]
            for k, v in zip(t.key, picked):
                row["h_" + k] = v
            if self.chance(0.1):
                row["h_" + rng.choice(t.key)] = None
        account = "2" if self.chance(0.15) else "1"
        nullable = any(c[0] == "account_id" and "NOT NULL" not in c[3] for c in t.columns)
        if nullable and self.chance(0.1):
            account = None
        for c in t.columns:
            if c[2] == "hanging" or c[0] in t.generated or c[0] == "touched":
                continue
            if c[0] == "account_id":
                row[c[0]] = account
                continue
            if c[0] == "id" and t.identity_always and not self.chance(0.5):
                continue
            row[c[0]] = self.random_value(t, c, account)
        if "aud" in row and row["c1"] is not None and not self.chance(0.15):
            row["aud"] = str(self.audience.get(row["c1"], 0))
        return row

    def insert_row(self, t, row):
        types = {c[0]: c[1] for c in t.columns}
        names = list(row)
        return self.do("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)" % (
            t.name, ", ".join(names), ", ".join("%s::%s" % (quoted(row[n]), types[n]) for n in names)))

    def add_rows(self, t, n):
        for _ in range(n):
            row = self.random_row(t)
            if row is None:
                return
            if self.insert_row(t, row) is None and self.chance(0.25):
                self.serial += 1        # its like of another contact, so that there are twins
                again = dict(row)
                for c in t.columns:
                    if c[0] in again and c[2] == "id":
                        again[c[0]] = str(self.serial)
                    elif c[0] in ("c1", "c2") and again.get(c[0]) is not None:
                        again[c[0]] = self.pick_contact(again.get("account_id") or "1")
                if "aud" in again and again["aud"] is not None:
                    again["aud"] = str(self.audience.get(again["c1"], 0))
                self.insert_row(t, again)

    def change_rows(self):
        """Random work on rows of others."""
        rng = self.rng
        for _ in range(rng.choice([1, 2, 3, 5])):
            t = rng.choice(self.tables)
            what = rng.choice(["insert", "update", "update", "delete", "contact"])
            if what == "insert":
                self.add_rows(t, 1)
                continue
            found = self.ask("SELECT tableoid, ctid::text FROM %s%s" % (t.only, t.name))
            if not found:
                continue
            found.sort()
            where = "tableoid = %d AND ctid = '%s'" % rng.choice(found)
            if what == "delete":
                self.do("DELETE FROM %s WHERE %s" % (t.name, where))
                continue
            choices = [c for c in t.columns if c[2] is not None and (isinstance(c[2], list) or c[2] == "tag")]
            if what == "contact":
                choices = [c for c in t.columns if c[0] in ("c1", "c2") and c[1] == "uuid"] or choices
            if not choices:
                continue
            c = rng.choice(choices)
            self.do("UPDATE %s SET %s = %s::%s WHERE %s" % (t.name, c[0], quoted(self.random_value(t, c, "1")), c[1], where))

    # --- contacts

    def new_contact(self, account="1"):
        rng = self.rng
        self.serial += 1
        visibility = rng.choice(["everyone"] * 5 + ["team", "only_me"])
        values = {"id": "%032x" % rng.getrandbits(128), "name": rng.choice([None, "Asha %d" % self.serial, "\u00c9mile %d" % self.serial]), "visibility": visibility}
        if visibility == "team":
            values["department_id"] = "1"
        for f in ("company", "job_title", "city", "country"):
            if self.chance(0.3):
                values[f] = rng.choice(["a", "B c", "\u0130x"]) + str(self.serial)
        if self.chance(0.5):
            values["phone"] = rng.choice(NUMBERS)
        if self.chance(0.5):
            values["email"] = "m%d@x.example" % rng.randrange(20)
        if self.chance(0.4):
            values["tags"] = "{" + ",".join(rng.sample(["a", "b", "c", "d e"], rng.randrange(4))).replace("d e", '"d e"') + "}"
        if self.chance(0.4):
            values["custom"] = json.dumps({k: rng.choice(v) for k, v in rng.sample([("k1", ["x", "", "1"]), ("k2", [1, 1.5, -0.001, 3]), ("k3", [True, False])], 2)})
        if all(values.get(k) is None for k in ("name", "company", "phone", "email")):
            values["name"] = "N %d" % self.serial
        names = list(values)
        rows, error = self.user(["INSERT INTO contacts.contacts (%s) VALUES (%s) RETURNING id::text, audience" % (
            ", ".join(names), ", ".join(quoted(values[n]) for n in names))], int(account), connection=self.admin)
        if error is not None:
            if error.pgcode != "23505":
                raise Violation("a contact cannot be made: %s" % error)
            return None
        contact = rows[0][0]
        self.live[account].append(contact)
        self.audience[contact] = rows[0][1]
        if self.chance(0.5):
            self.decorate(contact, int(account))
        return contact

    def decorate(self, contact, account=1):
        rng = self.rng
        for _ in range(rng.choice([1, 2, 3])):
            what = rng.choice(["phone", "email", "note", "dismiss"])
            if what == "phone":
                sql = "INSERT INTO contacts.contact_phones (contact_id, phone, label, extension, position) VALUES ('%s', '%s', '%s', %s, %d)" % (
                    contact, rng.choice(NUMBERS), rng.choice(["work", "mobile"]), rng.choice(["NULL", "'12'"]), rng.randrange(3))
            elif what == "email":
                sql = "INSERT INTO contacts.contact_emails (contact_id, email, label) VALUES ('%s', 'm%d@x.example', 'work')" % (contact, rng.randrange(20))
            elif what == "note":
                self.serial += 1
                sql = "INSERT INTO contacts.contact_notes (contact_id, body) VALUES ('%s', %s)" % (contact, quoted("note %d \u00fc\n'" % self.serial))
            else:
                other = self.pick_contact(str(account))
                if other is None or other == contact:
                    continue
                a, b = min(contact, other), max(contact, other)
                self.do("INSERT INTO contacts.duplicate_dismissals (account_id, contact_a, contact_b, audience_a, audience_b, user_id) "
                        "VALUES (%d, '%s', '%s', %d, %d, 1)" % (account, a, b, self.audience[a], self.audience[b]))
                continue
            self.user([sql], account)

    def change_contacts(self, m):
        rng = self.rng
        s = m.survivor if m.survivor in self.live["1"] else self.pick_contact()
        what = rng.choice(["name", "phone", "note", "decorate", "drop phone", "drop email", "drop note", "tags", "clear phone", "new", "email"])
        self.serial += 1
        if what == "name":
            sql = "UPDATE contacts.contacts SET name = 'changed %d', city = 'Pune' WHERE id = '%s'" % (self.serial, s)
        elif what == "phone":
            sql = "UPDATE contacts.contacts SET phone = '%s' WHERE id = '%s'" % (rng.choice(NUMBERS), s)
        elif what == "email":
            sql = "UPDATE contacts.contacts SET email = 'm%d@x.example' WHERE id = '%s'" % (rng.randrange(20), s)
        elif what == "clear phone":
            sql = "UPDATE contacts.contacts SET phone = NULL, name = 'n' WHERE id = '%s'" % s
        elif what == "note":
            sql = "INSERT INTO contacts.contact_notes (contact_id, body) VALUES ('%s', 'since %d')" % (s, self.serial)
        elif what == "tags":
            sql = "UPDATE contacts.contacts SET tags = '{n%d}', custom = '{\"k1\": \"since\"}' WHERE id = '%s'" % (self.serial, s)
        elif what in ("drop phone", "drop email"):
            sql = "DELETE FROM contacts.contact_%ss WHERE contact_id = '%s' AND NOT is_primary AND random() < 2" % (what[5:], s)
        elif what == "drop note":
            sql = "DELETE FROM contacts.contact_notes WHERE contact_id = '%s'" % s
        elif what == "new":
            self.new_contact()
            return
        else:
            self.decorate(s)
            return
        self.user([sql])

    # --- merges

    def settings(self):
        return [(n, self.rng.choice(v)) for n, v in self.rng.sample(SETTINGS, self.rng.choice([0, 0, 1, 2, 4])) if n != "session_replication_role"]

    @staticmethod
    def without_ids(value):
        text = json.dumps(value, sort_keys=True)
        return re.sub(r'"merge_id": "[^"]*"', '"merge_id": "?"', text)

    @staticmethod
    def error_text(error):
        return "%s %s %s" % (error.pgcode, error.diag.message_primary, error.diag.message_detail)

    def call(self, kind, call, before, allowed):
        """dry_run by chance, then in earnest: (result or None, error or None)."""
        settings = self.settings()
        statements = []
        if self.chance(0.15):
            statements.append("SET CONSTRAINTS ALL DEFERRED")
        foreseen = None
        if self.chance(0.5):
            rows, error = self.user(statements + ["SELECT " + call % ", dry_run => true"], settings=settings)
            self.must_be_same(before, self.dump(), "a dry run of %s changes rows" % kind)
            foreseen = self.error_text(error) if error is not None else self.without_ids(rows[0][0])
            self.counts["dry runs of " + kind] += 1
        rows, error = self.user(statements + ["SELECT " + call % ""], settings=settings)
        found = self.error_text(error) if error is not None else self.without_ids(rows[0][0])
        if foreseen is not None and foreseen != found:
            raise Violation("dry_run of %s foresaw\n    %s\n  and there was\n    %s" % (kind, foreseen, found))
        if error is not None:
            self.counts["%s refused %s %s" % (kind, error.pgcode, self.reason(error))] += 1
            if error.pgcode == "40001" and known("clash under a snapshot") and \
                    ("default_transaction_isolation", "read committed") not in settings and "default_transaction_isolation" in dict(settings):
                pass
            elif error.pgcode not in allowed or ("duplicate key value" in error.diag.message_primary and
                                                 error.diag.constraint_name != "contacts_phone_key"):
                raise Violation("%s: unexpected %s" % (kind, self.error_text(error)))
            self.must_be_same(before, self.dump(), "%s was refused and yet changes rows" % kind)
            return None, error
        return rows[0][0], None

    @staticmethod
    def reason(error):
        text = error.diag.message_detail if error.pgcode == "55000" and error.diag.message_detail else error.diag.message_primary
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
        text = re.sub(r'(Foreign key|Registered reference) "(?:[^"]|"")*" of table .*?: ', r"\1: ", text)
        text = re.sub(r'constraint "[^"]*"', "constraint", text)
        return re.sub(r"(of table|table) \S+( \d\")?", r"\1 T", text)[:110]

    def merge(self, prefer):
        rng = self.rng
        pool = list(self.live["1"])
        if len(pool) < 2:
            return None
        n = min(rng.choice([1, 1, 1, 2, 3, 4]), len(pool) - 1)
        parts = rng.sample(pool, n + 1)
        if prefer and self.chance(0.5):
            lately = [c for c in prefer if c in pool]
            if lately:
                first = rng.choice(lately)
                if first in parts:
                    parts.remove(first)
                else:
                    parts.pop()
                parts.insert(rng.randrange(len(parts) + 1), first)
        if self.chance(0.9):            # mostly allowed: what most people see survives
            parts.sort(key=lambda c: {0: 0, 1: 1}.get(self.audience[c], 2))
            if self.audience[parts[0]] > 0:
                parts = [p for p in parts if self.audience[p] != 0]
            if self.audience[parts[0]] < 0:
                parts = [p for p in parts if self.audience[p] == self.audience[parts[0]]]
            if len(parts) < 2:
                return None
        survivor, duplicates = parts[0], parts[1:]
        overrides = {}
        if self.chance(0.25):
            for f in rng.sample(FIRST_FIELDS, 2):
                self.serial += 1
                overrides[f] = {"phone": rng.choice(NUMBERS + [None]), "email": rng.choice(["m%d@x.example" % rng.randrange(20), None])}.get(
                    f, "over %d" % self.serial)
        publish = self.chance(0.8)
        call = "contacts.merge('%s', '{%s}', %s%s%%s)" % (survivor, ",".join(duplicates), quoted(json.dumps(overrides)) if overrides else "'{}'",
                                                           ", publish => true" if publish else "")
        before = self.dump()
        result, error = self.call("merge", call, before, {"55000", "23505", "23514", "42501"})
        if error is not None:
            if error.pgcode == "55000" and all(t.safe for t in self.tables):
                raise Violation("refused without need: %s" % self.error_text(error))
            return None
        m = Merge(result["merge_id"], survivor, duplicates, {c: self.audience[c] for c in parts})
        after = self.dump()
        m.overrides = set(overrides.values())
        self.check_merge(m, before, after, overrides)
        for d in duplicates:
            self.live["1"].remove(d)
        self.merges.append(m)
        self.counts["merges"] += 1
        self.counts["contacts merged away"] += len(duplicates)
        m.logged = self.ask("SELECT table_name, sum(row_count)::integer FROM contacts.merge_rows WHERE merge_id = %s AND constraint_name <> '' GROUP BY 1", (m.id,))
        self.counts["rows moved"] += sum(n for t, n in m.logged)
        return m

    def answers(self, contact):
        """The contact that answers for this id now."""
        found = contact
        again = True
        while again:
            again = False
            for m in self.merges:
                if not m.undone and found in m.duplicates:
                    found, again = m.survivor, True
        return found

    def must_wait(self, m):
        """A later merge of the same contact stands in the way."""
        place = self.merges.index(m)
        mine = self.answers(m.survivor)
        return any(not o.undone and self.answers(o.survivor) == mine for o in self.merges[place + 1:])

    def unmerge(self, m, before=None):
        before = before or self.dump()
        waits = self.must_wait(m)
        call = "contacts.unmerge('%s'%%s)" % m.id
        result, error = self.call("unmerge", call, before, {"55000", "23505", "23514", "42501"})
        if m.undone and (error is None or error.pgcode != "55000"):
            raise Violation("an unmerge of what has been undone is not refused")
        if waits and (error is None or error.pgcode != "55000"):
            raise Violation("an unmerge before a later one of the same contact is not refused: %s" % (error or result))
        if error is not None:
            return None, error
        m.undone = True
        self.live["1"] += m.duplicates
        self.counts["unmerges"] += 1
        returned, kept = result["returned"], Counter()
        for k in result["kept"]:
            if "table" in k:
                kept[k["table"]] += k["rows"]
        for table, n in m.logged:
            if returned.get(table, 0) + kept[table] != n:
                raise Violation("of %d rows of %s %d were returned and %d kept" % (n, table, returned.get(table, 0), kept[table]))
        if sorted(result["restored"]) != sorted(m.duplicates):
            raise Violation("restored are %s, not %s" % (result["restored"], m.duplicates))
        return result, None

    def integrity(self):
        rows = self.ask("SELECT * FROM contacts.check_integrity()")
        if rows:
            raise Violation("check_integrity(): %s" % rows)

    # --- episodes

    def episode_pure(self):
        """Merges, all of which are undone, in any order that is allowed."""
        rng = self.rng
        start = self.dump()
        states, done, prefer = [], [], []
        for _ in range(rng.choice([1, 1, 2, 3, 4])):
            state = self.dump()
            m = self.merge(prefer)
            if m is not None:
                states.append(state)
                done.append(m)
                prefer += [m.survivor]
        in_order = self.chance(0.5)
        if len(done) > 1 and self.chance(0.3):
            self.unmerge_again_and_again(done)
        while any(not m.undone for m in done):
            waiting = [m for m in done if not m.undone]
            m = waiting[-1] if in_order else rng.choice(waiting)
            result, error = self.unmerge(m)
            if error is not None:
                if m is waiting[-1]:
                    raise Violation("the last merge cannot be undone: %s" % self.error_text(error))
                self.counts["orders refused"] += 1
                in_order = self.chance(0.5)
                continue
            if result["kept"]:
                raise Violation("kept, though nothing has changed: %s" % result["kept"])
            if m is waiting[-1] and waiting == done[:len(waiting)]:
                self.compare(states[len(waiting) - 1], "merge %s and back" % m.id)
        self.compare(start, "after all merges of an episode were undone")
        for m in done:
            if self.chance(0.1):
                self.unmerge(m)         # once more: refused

    def unmerge_again_and_again(self, done):
        for m in done[:-1]:
            if self.must_wait(m):
                self.unmerge(m)

    def compare(self, start, what):
        before, after = self.comparable(start), self.comparable(self.dump())
        self.must_be_same(before, after, what + ": not as it was")
        self.counts["compared with before"] += 1

    def episode_changed(self):
        """A merge, changes, and back: what has changed stays, all else is as before."""
        rng = self.rng
        start = self.dump()
        m = self.merge([])
        if m is None:
            return
        merged = self.dump()
        if self.chance(0.7):
            self.change_rows()
        own = self.chance(0.5)
        live = {k: list(v) for k, v in self.live.items()}
        if own:
            for _ in range(rng.choice([1, 2])):
                self.change_contacts(m)
        changed = self.dump()
        result, error = self.unmerge(m, changed)
        if error is not None:
            self.counts["unmerges after changes refused"] += 1
            return
        after = self.dump()
        args = (m.survivor, m.duplicates, m.audiences[m.survivor])
        for t in self.tables:
            if t.journal:
                continue
            # norm(before) - what went + what came, told by the merged state
            want = self.moved_all(t, start[t.name], *args)
            a, b = self.moved_all(t, merged[t.name], *args), self.moved_all(t, changed[t.name], *args)
            want = want - (a - b) + (b - a)
            have = self.moved_all(t, after[t.name], *args)
            if want != have:
                raise Violation("%s after changes and unmerge:\n      want %s\n      have %s" % (
                    t.name, list((want - have).elements())[:4], list((have - want).elements())[:4]))
            if merged[t.name] == changed[t.name]:
                x, y = self.comparable(start)[t.name], self.comparable(after)[t.name]
                if x != y:
                    raise Violation("%s has not changed, and is not as it was:\n      was %s\n      is %s" % (
                        t.name, list((x - y).elements())[:4], list((y - x).elements())[:4]))
        if not own:
            for name in OUR_TABLES:
                if start[name] != after[name]:
                    raise Violation("%s is not as it was after changes of others' rows:\n    %s" % (name, self.differences(start, after, [name])))
        else:
            self.check_own_changed(m, start, merged, changed, after)
        self.counts["compared after changes"] += 1

    def check_own_changed(self, m, start, merged, changed, after):
        columns = ["id", "name", "company", "job_title", "city", "country", "tags", "custom"]
        row = lambda d, c: dict(zip(columns, next((r for r in self.ours(d, "contacts", *columns) if r[0] == c), ())))
        s0, s1, s2, s3 = (row(d, m.survivor) for d in (start, merged, changed, after))
        for f in columns:
            want = s0[f] if s1[f] == s2[f] else s2[f]
            if s3[f] != want:
                raise Violation("%s of the survivor is %r, not %r" % (f, s3[f], want))
        for d in m.duplicates:
            all_columns = self.our_columns["contacts"]
            a = next(r for r in self.ours(start, "contacts", *all_columns) if r[all_columns.index("id")] == d)
            b = next(r for r in self.ours(after, "contacts", *all_columns) if r[all_columns.index("id")] == d)
            if a != b:
                raise Violation("duplicate %s comes back as\n    %s\n  and was\n    %s" % (d, b, a))
        # numbers, addresses, notes: nothing is lost
        for name, value in (("contact_phones", "phone"), ("contact_emails", "email"), ("contact_notes", "id")):
            pick = lambda d: Counter(v for c, v in self.ours(d, name, "contact_id", value) if c in [m.survivor] + m.duplicates)
            at_start, at_merged, at_changed, at_end = pick(start), pick(merged), pick(changed), pick(after)
            for v in at_changed:
                if not at_end[v] and not (v in m.overrides and not at_start[v]):
                    raise Violation("%s %s is lost by unmerge" % (name, v))
            for v in at_start:
                if at_changed[v] and at_end[v] < at_start[v]:
                    raise Violation("%s %s was there %d times, and is %d times" % (name, v, at_start[v], at_end[v]))
        for d in m.duplicates:
            have = {v for c, v in self.ours(after, "contact_notes", "contact_id", "id") if c == d}
            for c, v in self.ours(start, "contact_notes", "contact_id", "id"):
                if c == d and v not in have and any(v == w for w, in self.ours(after, "contact_notes", "id")):
                    raise Violation("note %s stays with the survivor" % v)

    def episode_together(self):
        """Merge and back within one transaction."""
        before = self.dump()
        parts = self.rng.sample(self.live["1"], min(3, len(self.live["1"])))
        if len(parts) < 3:
            return
        calls = ["SELECT contacts.merge('%s', '{%s}', publish => true)" % (parts[0], parts[1])]
        if self.chance(0.5):
            calls.append("SELECT contacts.merge('%s', '{%s}', publish => true)" % (parts[2], parts[0]))
        rows, error = self.user(["SAVEPOINT a"] + calls + ["ROLLBACK TO a"])
        self.must_be_same(before, self.dump(), "a merge that was rolled back changes rows")
        if error is not None:
            return
        undo = ["SELECT contacts.unmerge((SELECT m.id FROM contacts.merges m WHERE m.undone_at IS NULL ORDER BY m.id DESC LIMIT 1))"] * len(calls)
        rows, error = self.user(calls + undo)
        if error is not None:
            raise Violation("merge and back in one transaction: %s" % self.error_text(error))
        self.compare(before, "merge and back in one transaction")
        self.counts["merges"] += len(calls)
        self.counts["unmerges"] += len(calls)

    def episode_left(self):
        """Merges that stay for a while, and are undone when much has changed, or never."""
        rng = self.rng
        for _ in range(rng.choice([1, 2, 3])):
            self.merge([m.survivor for m in self.merges[-3:]])
            if self.chance(0.5):
                self.change_rows()
        waiting = [m for m in self.merges if not m.undone]
        rng.shuffle(waiting)
        for m in waiting[:3]:
            self.unmerge(m)
        if rng.random() < 0.5 and self.merges:
            self.change_contacts(rng.choice(self.merges))

    def other_account(self, dump):
        """What the other account has; not a row of it may change but by change_rows()."""
        result = {}
        for name in OUR_TABLES:
            columns = self.our_columns[name]
            i = columns.index("account_id")
            result[name] = Counter({r: n for r, n in dump[name].items() if r[i] == "2"})
        return result

    def prepare(self):
        self.open()
        self.live = {"1": [], "2": []}
        self.audience = {}
        cur = self.admin.cursor()
        for t in self.schema.tables:
            for sql in t.ddl:
                error = self.do(sql)
                if error is not None:
                    # what PostgreSQL does not take (a key that does not fit) is left out
                    if not sql.startswith("CREATE UNIQUE INDEX") and " ADD " not in sql:
                        raise Violation("DDL: %s\n%s" % (sql, error))
                    self.counts["DDL left out"] += 1
                    t.notes.append("left out")
        self.prepared = len(self.ops)
        self.tables = [t for t in self.tables if self.ask("SELECT pg_catalog.to_regclass(%s) IS NOT NULL", (t.name,))[0][0]]
        cur.execute("SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                    "WHERE c.relnamespace = 'contacts'::regnamespace AND c.relname = ANY (%s) AND a.attnum > 0 AND NOT a.attisdropped GROUP BY 1",
                    (OUR_TABLES,))
        self.our_columns = dict(cur.fetchall())
        for _ in range(self.rng.choice([6, 9, 12])):
            self.new_contact()
        for _ in range(3):
            self.new_contact("2")
        for t in self.tables:
            self.add_rows(t, self.rng.choice([3, 8, 15, 25]))
        for t in self.schema.tables:
            for sql in t.late:
                self.do(sql)

    def run(self):
        try:
            self.prepare()
            other = self.other_account(self.dump())
            for _ in range(self.rng.choice([3, 5, 8])):
                kind = self.rng.choice(["pure", "pure", "pure", "changed", "changed", "changed", "left", "together"])
                getattr(self, "episode_" + kind)()
                self.integrity()
                self.must_be_same(other, self.other_account(self.dump()), "the other account's rows are others")
                if self.chance(0.3):
                    self.change_rows()
                while len(self.live["1"]) < 6 and self.new_contact():
                    pass
            self.counts["schemas"] += 1
            return True
        except Violation as e:
            print("merge_property: seed %d, schema %d: %s" % (self.seed, self.number, e))
            self.print_case()
            return False
        except psycopg2.Error as e:
            print("merge_property: seed %d, schema %d: %s %s" % (self.seed, self.number, e.pgcode, e))
            self.print_case()
            return False
        finally:
            self.close()

    def print_case(self):
        for t in self.schema.tables:
            for sql in t.ddl + t.late:
                print("  " + sql + ";")
        print("  -- the last of %d statements:" % len(self.ops))
        for sql in self.ops[max(self.prepared, len(self.ops) - self.args.last):]:
            print("  " + sql + ";")


SETUP = """
CREATE EXTENSION contacts;
CREATE EXTENSION citext SCHEMA public;
SELECT contacts.grant_application('{app}');
SELECT contacts.create_account('One', 'Owner', 'owner@one.example', '+919820099991', 'enterprise', 'IN', 'UTC', 1);
SELECT contacts.create_account('Two', 'Owner', 'owner@two.example', '+919820099992', 'enterprise', 'IN', 'UTC', 2);
BEGIN; SELECT contacts.act_as(1, 1);
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Ops');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 1);
INSERT INTO contacts.custom_fields (key, label, type) VALUES ('k1', 'K1', 'text'), ('k2', 'K2', 'number'), ('k3', 'K3', 'boolean');
COMMIT;
BEGIN; SELECT contacts.act_as(2, 1);
INSERT INTO contacts.departments (name) VALUES ('Sales');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 1);
INSERT INTO contacts.custom_fields (key, label, type) VALUES ('k1', 'K1', 'text'), ('k2', 'K2', 'number'), ('k3', 'K3', 'boolean');
COMMIT;
CREATE SCHEMA types;
CREATE COLLATION types.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE DOMAIN types.folded AS text COLLATE types.ci;
CREATE TYPE types.mood AS ENUM ('glad', 'Not so');
CREATE DOMAIN types.small AS smallint CHECK (VALUE < 10);
CREATE TYPE types.pair AS (a integer, b text);
CREATE FUNCTION types.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.touched := coalesce(new.touched, 0) + 1; RETURN new; END';
CREATE FUNCTION types.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TABLE types.journal (at timestamptz DEFAULT clock_timestamp(), line text);
GRANT INSERT ON types.journal TO PUBLIC;
CREATE FUNCTION types.journal() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN INSERT INTO types.journal (line) VALUES (TG_OP || pg_catalog.coalesce(new::pg_catalog.text, old::pg_catalog.text)); RETURN NULL; END';
GRANT USAGE ON SCHEMA types TO PUBLIC;
CREATE SCHEMA crm AUTHORIZATION {crm};
CREATE SCHEMA crm2 AUTHORIZATION {crm2};
CREATE SCHEMA plain;
GRANT USAGE ON SCHEMA crm, crm2, plain TO PUBLIC;
GRANT USAGE ON SCHEMA contacts TO {crm}, {crm2};
CREATE TABLE types.log (account_id bigint, c uuid, line text, FOREIGN KEY (account_id, c) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
GRANT INSERT ON types.log TO PUBLIC;
CREATE FUNCTION types.log() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN INSERT INTO types.log VALUES (coalesce(new.account_id, old.account_id), coalesce(new.c1, old.c1), TG_OP); RETURN NULL; END';
"""


def template():
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    cur = connection.cursor()
    for role in (APP, CRM, CRM2):
        cur.execute("CREATE ROLE %s LOGIN" % role)
    cur.execute("CREATE DATABASE %s" % PREFIX)
    connection.close()
    connection = psycopg2.connect(dbname=PREFIX)
    connection.autocommit = True
    cur = connection.cursor()
    for statement in re.split(r";\n", SETUP.format(app=APP, crm=CRM, crm2=CRM2).replace("pg_catalog.coalesce", "coalesce")):
        if statement.strip():
            cur.execute(statement)
    connection.close()


def clean():
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    cur = connection.cursor()
    cur.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)" % PREFIX)
    for role in (APP, CRM, CRM2):
        cur.execute("DROP ROLE IF EXISTS %s" % role)
    connection.close()


def main():
    global ALL_CASES
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--schemas", type=int, default=int(os.environ.get("MERGE_PROPERTY_SCHEMAS", "8")))
    parser.add_argument("--only", type=int)
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--keep-going", action="store_true")
    parser.add_argument("--all-cases", action="store_true")
    parser.add_argument("--last", type=int, default=12)
    args = parser.parse_args()
    ALL_CASES = args.all_cases
    # compiling a plan takes longer than all rows here
    os.environ["PGOPTIONS"] = os.environ.get("PGOPTIONS", "") + " -c jit=off"
    counts = Counter()
    failed = 0
    try:
        template()
        for seed in (int(s) for s in args.seeds.split(",")):
            for number in [args.only] if args.only is not None else range(args.schemas):
                if not Round(args, seed, number, counts).run():
                    failed += 1
                    if not args.keep_going:
                        return 1
    finally:
        clean()
        if args.counts:
            for name, n in sorted(counts.items()):
                print("%8d  %s" % (n, name))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
