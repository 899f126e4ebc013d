#!/usr/bin/python3
"""By whatever door a number or an address comes in, it has one form.

    doors.py [--numbers N] [--seed S]

Proves that every value of contacts.phone, however it came about (text, a cast
from text or varchar, binary COPY, phone_parse(), an import, a merge override,
phone_example()), is read as itself when it is written as text; that binary
input takes exactly the values that text input gives; and that an address comes
to the same letters by every door.  Numbers: random digits of all lengths, and
behind each calling code every national prefix, single and doubled, before
digits of each length, also typed nationally in each region.

It needs the server of PGHOST with the extension installed, PGUSER a superuser
and python3-psycopg2; it makes a database and a role of its own and drops them.
The last line counts; the exit status is 1 after any fault.
"""
import argparse
import gzip
import io
import json
import os
import random
import struct
import sys

try:
    import psycopg2
except ImportError:
    sys.exit("doors.py: psycopg2 is missing (Debian: python3-psycopg2, with Debian's own python3)")

DATABASE = "contacts_doors"
ROLE = "contacts_doors_app"
METADATA = os.path.join(os.path.dirname(__file__), "phone_metadata_8.12.57.json.gz")
NATIONAL_PREFIX = 12            # field of libphonenumber's PhoneMetadata


def national_prefixes():
    """Each calling code with the prefixes that some release knew for it."""
    with gzip.open(METADATA) as file:
        regions = json.load(file)
    result = {}
    for region in regions.values():
        for metadata in region["countryToMetadata"].values():
            code = str(metadata[10])
            found = result.setdefault(code, set())
            if len(metadata) > NATIONAL_PREFIX and metadata[NATIONAL_PREFIX]:
                found.add(metadata[NATIONAL_PREFIX])
    return result


def make_numbers(rng, count):
    """Digits of numbers in international form, without the +."""
    numbers = set()
    for code, prefixes in national_prefixes().items():
        for prefix in sorted(prefixes | set("0123456789")):
            for length in range(4, 14):
                rest = "".join(rng.choice("0123456789") for _ in range(length))
                for front in (prefix, prefix * 2):
                    if len(code + front + rest) <= 17:
                        numbers.add(code + front + rest)
    while len(numbers) < count:
        length = rng.randint(5, 17)
        numbers.add(rng.choice("123456789") + "".join(rng.choice("0123456789") for _ in range(length - 1)))
    return sorted(numbers)


def binary_copy(values):
    """A file of COPY ... (FORMAT binary) with one column of contacts.phone."""
    out = io.BytesIO()
    out.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
    for digits in values:
        out.write(struct.pack("!hiQ", 1, 8, len(digits) << 58 | int(digits)))
    out.write(struct.pack("!h", -1))
    out.seek(0)
    return out


class Check:
    def __init__(self):
        self.faults = 0

    def equal(self, what, got, want):
        if got != want:
            self.faults += 1
            print(f"FAULT {what}: {got!r}, not {want!r}")


def reads_as_itself(cursor, check, what, source):
    """source: a query with one column p of contacts.phone."""
    cursor.execute(f"""SELECT count(*), count(*) FILTER (WHERE r.phone IS DISTINCT FROM s.p), min(s.p::text)
        FILTER (WHERE r.phone IS DISTINCT FROM s.p)
        FROM ({source}) s(p), contacts.phone_try_parse(s.p::text) r WHERE s.p IS NOT NULL""")
    count, faults, example = cursor.fetchone()
    check.equal(f"{what} reads as itself, e.g. {example}", faults, 0)
    return count


def phones(cursor, check, rng, count):
    numbers = make_numbers(rng, count)
    cursor.execute("CREATE TEMP TABLE typed (d text PRIMARY KEY, p contacts.phone)")
    cursor.copy_expert("COPY typed (d) FROM STDIN", io.StringIO("\n".join(numbers)))
    cursor.execute("UPDATE typed t SET p = r.phone FROM typed s, contacts.phone_try_parse('+' || s.d) r WHERE s.d = t.d")
    seen = reads_as_itself(cursor, check, "a number parsed from text", "SELECT p FROM typed")
    cursor.execute("SELECT d, p::text FROM typed WHERE p IS NOT NULL")
    read = {digits: phone[1:] for digits, phone in cursor.fetchall()}
    kept = sorted(digits for digits, phone in read.items() if digits == phone)
    changed = sorted(digits for digits, phone in read.items() if digits != phone)
    refused = sorted(set(numbers) - set(read))

    # casts, and the input function itself
    for kind in ("text", "varchar"):
        cursor.execute(f"CREATE TEMP TABLE by_{kind} (d text, p contacts.phone)")
        cursor.execute(f"INSERT INTO by_{kind} SELECT d, ('+' || d)::{kind} FROM typed WHERE p IS NOT NULL")
        cursor.execute(f"SELECT count(*) FROM by_{kind} b JOIN typed t USING (d) WHERE b.p IS DISTINCT FROM t.p")
        check.equal(f"a cast from {kind} differs from phone_try_parse()", cursor.fetchone()[0], 0)
    cursor.execute("CREATE TEMP TABLE by_copy (p contacts.phone)")
    cursor.copy_expert("COPY by_copy FROM STDIN", io.StringIO("\n".join("+" + d for d in sorted(read))))
    seen += reads_as_itself(cursor, check, "a number from COPY", "SELECT p FROM by_copy")

    # binary: what text gives, and nothing else
    cursor.execute("CREATE TEMP TABLE by_binary (p contacts.phone)")
    results = sorted(set(read.values()))
    cursor.copy_expert("COPY by_binary FROM STDIN (FORMAT binary)", binary_copy(results))
    cursor.execute("SELECT p::text FROM by_binary")
    check.equal("binary input of what text gave", sorted(row[0][1:] for row in cursor.fetchall()), results)
    seen += reads_as_itself(cursor, check, "a number from binary COPY", "SELECT p FROM by_binary")
    taken = []
    sample = changed + refused if len(changed + refused) < 12000 else changed + rng.sample(refused, 4000)
    for digits in sample:
        cursor.execute("SAVEPOINT s")
        try:
            cursor.copy_expert("COPY by_binary FROM STDIN (FORMAT binary)", binary_copy([digits]))
            taken.append(digits)
        except psycopg2.errors.InvalidBinaryRepresentation:
            pass
        cursor.execute("ROLLBACK TO s")
    check.equal("binary input of what text reads as another number or refuses", taken[:5], [])

    # national forms, in every region
    cursor.execute("""CREATE TEMP TABLE by_region AS
        SELECT r.region, r2.phone AS p FROM contacts.phone_regions() r
        CROSS JOIN LATERAL (SELECT x.prefix || right(t.d, x.len) AS d
            FROM (SELECT d FROM typed ORDER BY hashtext(d || r.region) LIMIT 20) t,
              unnest('{"",0,1,8,01,06,00}'::text[]) x1(prefix), generate_series(6, 11) x2(len),
              LATERAL (SELECT x1.prefix, x2.len) x) t
        CROSS JOIN LATERAL contacts.phone_try_parse(t.d, r.region) r2""")
    seen += reads_as_itself(cursor, check, "a national number", "SELECT p FROM by_region")
    seen += reads_as_itself(cursor, check, "an example number", """SELECT contacts.phone_example(r.region, t)
        FROM contacts.phone_regions() r, unnest('{fixed_line,mobile,fixed_line_or_mobile,toll_free,
        premium_rate,shared_cost,voip,personal_number,pager,uan,voicemail}'::text[]) t""")

    # import, and the override of a merge, by an application role
    cursor.execute(f"SET LOCAL ROLE {ROLE}")
    cursor.execute("SELECT contacts.act_as(1, 1)")
    cursor.copy_expert("COPY contacts.import_rows (phone) FROM STDIN", io.StringIO("\n".join("+" + d for d in sorted(read))))
    cursor.execute("SELECT created + skipped FROM contacts.imports")
    check.equal("rows of the import", cursor.fetchone()[0], len(read))
    cursor.execute("SELECT array_agg(phone::text ORDER BY phone::text COLLATE \"C\") FROM contacts.contacts")
    check.equal("imported numbers", sorted(p[1:] for p in cursor.fetchone()[0]), results)
    seen += reads_as_itself(cursor, check, "an imported number", "SELECT phone FROM contacts.contact_phones")
    cursor.execute("DELETE FROM contacts.contacts")
    for digits in rng.sample(changed, min(100, len(changed))) + rng.sample(kept, 50):
        cursor.execute("SAVEPOINT s")
        cursor.execute("INSERT INTO contacts.contacts (name) VALUES ('a'), ('b') RETURNING id")
        (a,), (b,) = cursor.fetchall()
        cursor.execute("SELECT contacts.merge(%s::uuid, ARRAY[%s]::uuid[], jsonb_build_object('phone', %s))", (a, b, "+" + digits))
        cursor.execute("SELECT phone::text FROM contacts.contacts")
        check.equal("the override of a merge", cursor.fetchone()[0][1:], read[digits])
        cursor.execute("ROLLBACK TO s")
        seen += 1
    cursor.execute("RESET ROLE")
    return seen, len(numbers), len(changed), len(sample)


def emails(cursor, check):
    """Every door keeps the ASCII letters in lower case, and others as they are."""
    typed = "Jos\u00c9.Ram\u00cdrez+X@Mail.EXAMPLE.Com"
    want = "jos\u00c9.ram\u00cdrez+x@mail.example.com"
    cursor.execute(f"SET LOCAL ROLE {ROLE}")
    cursor.execute("SELECT contacts.act_as(1, 1)")
    doors = {}
    cursor.execute("INSERT INTO contacts.contacts (name, email) VALUES ('insert', %s) RETURNING id, email", (typed,))
    contact, doors["contacts"] = cursor.fetchone()
    cursor.execute("UPDATE contacts.contacts SET email = 'x@y.example' WHERE id = %s", (contact,))
    cursor.execute("UPDATE contacts.contacts SET email = %s WHERE id = %s RETURNING email", (typed, contact))
    doors["contacts, updated"] = cursor.fetchone()[0]
    cursor.execute("SELECT email FROM contacts.contact_emails WHERE contact_id = %s AND is_primary", (contact,))
    doors["its row of contact_emails"] = cursor.fetchone()[0]
    cursor.execute("INSERT INTO contacts.contacts (name) VALUES ('further') RETURNING id")
    further = cursor.fetchone()[0]
    cursor.execute("INSERT INTO contacts.contact_emails (contact_id, email) VALUES (%s, %s) RETURNING email", (further, typed))
    doors["contact_emails"] = cursor.fetchone()[0]
    cursor.execute("INSERT INTO contacts.users (name, email) VALUES ('u', %s) RETURNING email", (typed,))
    doors["users"] = cursor.fetchone()[0]
    cursor.execute("INSERT INTO contacts.contact_persons (name, email) VALUES ('p', %s) RETURNING email", (typed,))
    doors["contact_persons"] = cursor.fetchone()[0]
    cursor.execute("SELECT contacts.create_account('N', 'n', %s, '+919820012345', account_id => 2)", (typed,))
    cursor.copy_expert("COPY contacts.import_rows (name, email) FROM STDIN (FORMAT csv)", io.StringIO(f"imported,  {typed} \n"))
    cursor.execute("SELECT email FROM contacts.contacts WHERE name = 'imported'")
    row = cursor.fetchone()
    cursor.execute("SELECT skipped FROM contacts.imports ORDER BY id DESC LIMIT 1")
    check.equal("the import meets the address that is there", (row, cursor.fetchone()[0]), (None, 1))
    cursor.execute("SELECT contacts.merge(%s::uuid, ARRAY[%s]::uuid[], jsonb_build_object('email', %s))", (contact, further, typed))
    cursor.execute("SELECT c.email, e.email, e.is_primary FROM contacts.contacts c JOIN contacts.contact_emails e"
                   " ON e.account_id = c.account_id AND e.contact_id = c.id WHERE c.id = %s", (contact,))
    check.equal("the override of a merge with the address that is there", cursor.fetchall(), [(want, want, True)])
    cursor.execute("SELECT contacts.act_as(2, 1)")
    cursor.execute("SELECT u.email, p.email FROM contacts.users u, contacts.contact_persons p")
    doors["create_account(), user"], doors["create_account(), person"] = cursor.fetchone()
    for door, got in doors.items():
        check.equal(f"address by {door}", got, want)

    # the domain's constraint holds for binary input, too
    cursor.execute("RESET ROLE")
    cursor.execute("CREATE TEMP TABLE addresses (e contacts.email_address)")
    for bad in ("no address", "a@b.co ", "a@@b.co", "a@b"):
        body = bad.encode()
        cursor.execute("SAVEPOINT s")
        try:
            cursor.copy_expert("COPY addresses FROM STDIN (FORMAT binary)", io.BytesIO(
                b"PGCOPY\n\xff\r\n\0" + struct.pack("!iihi", 0, 0, 1, len(body)) + body + struct.pack("!h", -1)))
            check.equal(f"binary input of {bad!r}", "taken", "refused")
        except psycopg2.errors.CheckViolation:
            pass
        cursor.execute("ROLLBACK TO s")
    return len(doors)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--numbers", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    admin = psycopg2.connect(dbname="postgres")
    admin.autocommit = True
    setup = admin.cursor()
    check = Check()
    try:
        setup.execute(f"CREATE DATABASE {DATABASE}")
        setup.execute(f"CREATE ROLE {ROLE}")
        connection = psycopg2.connect(dbname=DATABASE)
        try:
            cursor = connection.cursor()
            cursor.execute("SET client_min_messages = error")
            cursor.execute("CREATE EXTENSION contacts")
            cursor.execute("SELECT contacts.grant_application(%s)", (ROLE,))
            cursor.execute(f"GRANT {ROLE} TO current_user")
            cursor.execute("SELECT contacts.create_account('A', 'a', 'a@a.example', '+919820012345', 'enterprise', account_id => 1)")
            connection.commit()
            values, numbers, changed, binary = phones(cursor, check, random.Random(options.seed), options.numbers)
            connection.rollback()
            cursor = connection.cursor()
            doors = emails(cursor, check)
            connection.rollback()
        finally:
            connection.close()
    finally:
        setup.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        setup.execute(f"DROP ROLE IF EXISTS {ROLE}")
    print(f"{numbers} numbers, of which {changed} are read as another; {values} values read back; "
          f"{binary} others refused as binary; {doors} doors of addresses: {check.faults} faults")
    sys.exit(1 if check.faults else 0)


main()
