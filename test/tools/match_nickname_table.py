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

# Given names that have no nickname there, as they are after folding; other
# spellings of one name go together.  Two that are known are not taken for a
# misspelling of each other: Darla is not Carla.
OTHERS = """
ahmed/ahmad ali amir fatima/fatma hassan/hasan hussein/husain/hussain ibrahim karim/kareem khalid layla/leila/laila mehmet
mohammed/muhammad/mohamed/mohammad mustafa nadia omar/umar tarik/tariq yusuf/yousef/yousuf/youssef zainab/zeynep ayse/aisha/ayesha emre
aarav abhishek/abhi aditya ajay akash amit anand anil anita anjali ankit anu arjun arun ashok asha deepa/dipa deepak/dipak divya ganesh
gaurav geeta/gita gopal harish indira jaya karthik/kartik kavita/kavitha kiran krishna kumar lakshmi/laxmi lalita madhu mahesh manish manoj
meena/mina meera/mira mohan mukesh naresh naveen/navin neha nikhil nisha nitin pooja/puja pradeep/pradip prakash pramod pranav prashant
praveen/pravin preeti/priti priya rahul raj rajesh rajiv/rajeev rakesh ram ramesh rani ravi rekha riya rohan rohit sachin sandeep/sandip
sangeeta/sangita sanjay/sanjai santosh sarita seema/sima shankar shilpa shiv shreya/shriya shyam sita/seetha sonia/sonya sudha sunil sunita
suresh sushma swati uma usha varun vijay/vijai vikas vikram vinod vishal vivek
alexei/alexey/aleksei andrei/andrey anton dmitri/dmitry/dmitriy/dimitri ekaterina evgeny/evgeniy/yevgeny galina igor irina ivan/iwan
kirill konstantin lyudmila/ludmila maxim/maksim nikita oleg olga pavel/pawel roman sergey/sergei/serguei svetlana tamara tatiana/tatyana
vadim vladimir/wladimir yulia/julia/iuliia yuliya yuri/yury/iurii yuriy
agnieszka andrzej anna bartosz bjorn bogdan dragan erik/eric gunnar gustav henrik ingrid jan jens jiri johan johannes jorg jurgen/juergen
karin karsten/carsten kasia katrin/kathrin klaus/claus krzysztof lars lena leon lukas/lucas lukasz marek marta martina matthias/mathias
michal milan mirko niklas/niclas ola olaf oskar/oscar piotr rainer/reiner ralf/ralph renate rolf soren stefan/stephan steffen sven/swen
svenja thorsten/torsten tomas/tomasz ulrike ulrich/uli ursula uwe vaclav wolfgang zofia
adriana alejandro alejandra andrea andreas angel antoine beatriz benoit camille carla carlos claire clement cristina/kristina diego eduardo
elodie emilio enrique esteban fabio fernando francesca gabriela giorgio giovanni giulia guillaume hector ines javier jean joao jorge jose
juan laurent lorenzo luca lucia luigi luis manon manuel marco/marko maria/mariya mateo mathieu miguel monica/monika nathalie noemi pablo
paolo pascal paula pedro pierre raul remi rodrigo rosa sandra santiago sergio silvia/sylvia sofia/sophia sonja sylvie thierry valentina
valeria xavier yann yves
akira chen feng hiroshi hong hui jing jun kenji li lin linh mei min ming minh wei xin yan yang ying yuki yun
aidan/aiden amber angus ashley bethany blake brandon brody brooke bryce cameron chelsea chloe claudia cody cole connor/conor cooper courtney
craig damian darla darletta darren dean declan dylan/dillon elle erica ethan evan finn freya gavin georgia glenn/glen grace grant hannah
harley hayden heidi holly hugo hunter imogen india isla jade jasmine jasper jayden jodie jordan kai kane kayla keira kyle lachlan lara
lauren leah leo liam lily/lilly logan luke/luc lyn mason max melissa mia mitchell nicola nina noah nora olivia oscar owen paige phoebe piper
poppy rachel reece/rhys riley ross ruby ruth ryan sasha scarlett sean/shaun/shawn seth sienna sierra skye stella summer tahlia talia tara
tegan toby tyler violet zara zoe zoey
"""

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
    known = set(nicknames) | set(formal)
    for spellings in OTHERS.split():
        first, *more = spellings.split("/")
        if first not in known or more:
            formal[first].add(first)
        for other in more:
            formal[other].add(first)
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
