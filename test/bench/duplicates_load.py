#!/usr/bin/env python3
"""A set of contacts with known duplicates, as duplicates_load.sql copies it in.

    duplicates_load.py SET.csv > rows.csv

The kind of the set is told by its header: FEBRL (rec_id), Splink's fake_1000
(cluster), contacts (entity).  A contact is what a user would have typed: one name,
numbers, an address, a company, a city; what else there is goes to custom fields.
A number stands once in what one audience sees, so each scope is a team, and a
number that comes again within one goes to the next team that does not have it.
"""
import csv
import json
import re
import sys

CUSTOM = {
    "febrl": ("street_number", "address_1", "address_2", "postcode", "state", "date_of_birth", "soc_sec_id"),
    "fake": ("dob",),
    "contacts": ("birthday",),
}


def words(*parts):
    return " ".join(p for p in parts if p)


def read(row, kind):
    """record, entity, scope, name, phones, email, company, city"""
    if kind == "febrl":
        return (row["rec_id"], row["rec_id"].split("-")[1], "", words(row["given_name"], row["surname"]),
                [], "", "", row["suburb"])
    if kind == "fake":
        return (row["unique_id"], row["cluster"], "", words(row["first_name"], row["surname"]),
                [], row["email"], "", row["city"])
    return (row["id"], row["entity"], row["scope"], row["full_name"],
            [row["phone1"], row["phone2"]], row["email"], row["org"], row["city"])


def main():
    source = csv.reader(open(sys.argv[1], encoding="utf-8", newline=""), skipinitialspace=True)
    header = next(source)
    kind = "febrl" if "rec_id" in header else "fake" if "cluster" in header else "contacts"
    out = csv.writer(sys.stdout, lineterminator="\n")
    taken = {}
    for values in source:
        row = {k: v.strip() for k, v in zip(header, values)}
        record, entity, scope, name, phones, email, company, city = read(row, kind)
        phones = list(dict.fromkeys(p for p in phones if p))
        team = int(scope) + 1 if scope else 0
        # a national number and the same one in + form
        digits = [re.sub("^0", "61", re.sub("[^0-9]", "", p)) for p in phones]
        while any(d in taken.get(team, ()) for d in digits):
            team += 1
        taken.setdefault(team, set()).update(digits)
        custom = {k: row[k] for k in CUSTOM[kind] if row[k]}
        out.writerow((record, entity, team or "", name, *(phones + ["", ""])[:2], email, company, city, json.dumps(custom)))


main()
