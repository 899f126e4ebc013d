#!/usr/bin/env python3
"""Make src/pure/match_nickname_table.h: which given names are short for which.

    match_nickname_table.py nicknames.csv > src/pure/match_nickname_table.h

nicknames.csv (name1,relationship,name2: "name1 has_nickname name2") is that of
https://github.com/carltonnorthern/nicknames, Apache License 2.0.

For each name the table has the formal names it may stand for, itself among
them.  Two names may be of one person if they have one in common.  The first of
the list is the root, of which the key of a name is made: the one with the most
nicknames, as the most frequent names have most.
"""

import csv
import sys
from collections import defaultdict

MOST = 8                # formal names of one name; the rest of "al" is left out


def main():
    nicknames = defaultdict(set)
    for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
        if row["relationship"] == "has_nickname" and row["name1"].isascii() and row["name2"].isascii():
            a, b = row["name1"].strip().lower(), row["name2"].strip().lower()
            if a.isalpha() and b.isalpha() and a != b:
                nicknames[a].add(b)
    formal = defaultdict(set)
    for name, short in nicknames.items():
        for s in short:
            formal[s].add(name)
    names = sorted(set(nicknames) | set(formal))
    number = {name: i for i, name in enumerate(names)}
    assert max(map(len, names)) < 32

    start, lists = [], []
    for name in names:
        # A name that is only ever short for another is not formal itself, but
        # stays in its own list: it equals what else is short for it.
        # The same number of nicknames: the one that looks more like it.
        def weight(candidate):
            common = 0
            while common < min(len(candidate), len(name)) and candidate[common] == name[common]:
                common += 1
            return (-len(nicknames.get(candidate, ())) - (candidate == name), -common, candidate)
        order = sorted({name} | formal[name], key=weight)[:MOST]
        if name not in order:
            order[-1] = name
        start.append(len(lists))
        lists += [number[o] for o in order]
    start.append(len(lists))

    at, pool = [], ""
    for name in names:
        at.append(len(pool))
        pool += name
    at.append(len(pool))
    assert len(pool) < 65536 and len(lists) < 65536

    out = sys.stdout
    out.write("""/*-------------------------------------------------------------------------
 *
 * match_nickname_table.h
 *	  Which given names are short for which; looked up by match_name.c.
 *
 * Made by test/tools/match_nickname_table.py: change that, not this.
 * The names are those of https://github.com/carltonnorthern/nicknames,
 * licensed under the Apache License, Version 2.0
 * (http://www.apache.org/licenses/LICENSE-2.0); they were put into another form.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_NICKNAME_TABLE_H
#define MATCH_NICKNAME_TABLE_H

#define NICKNAME_COUNT %d
#define NICKNAME_MOST %d

""" % (len(names), MOST))
    out.write("/* All names in order, one after the other. */\nstatic const char nickname_pool[] =\n")
    for i in range(0, len(pool), 96):
        out.write('\t"%s"\n' % pool[i:i + 96])
    out.write("\t;\n\n")

    def array(comment, name, values):
        out.write("/* %s */\nstatic const uint16_t %s[%d] = {\n" % (comment, name, len(values)))
        for i in range(0, len(values), 20):
            out.write("\t" + ", ".join(map(str, values[i:i + 20])) + ",\n")
        out.write("};\n\n")
    array("Where each begins, and the end.", "nickname_at", at)
    array("Where the list of each begins, and the end.", "nickname_start", start)
    array("The lists: numbers of formal names, the root first.", "nickname_formal", lists)
    out.write("#endif\t\t\t\t\t\t\t/* MATCH_NICKNAME_TABLE_H */\n")


if __name__ == "__main__":
    main()
