#!/usr/bin/env python3
"""Write a CSV of contacts with known duplicates, to measure finding them.

    duplicates_generate.py [--rows N] [--seed S] > contacts.csv

Column `entity` is the truth: rows of one entity are one person.  `kind` says
what was done to the name.  `given` and `family` are the parts of the name, for
reading only.  The same arguments give the same bytes.

Nearly a third of the people have 2 to 8 rows, each with some of what is known
of the person, typed by someone else.  Among the people are those that are
easily taken for each other:

  families       share family name, city, a land line, now and then a mailbox;
                 twins the birthday; father and son the whole name
  colleagues     share company and switchboard, some the mailbox info@
  namesakes      names are as frequent as names are (Zipf), so that the more
                 people there are, the more of them have one name

All people are made up.  Names of many languages are common given names and
family names put together of syllables.
"""
import argparse
import random
import sys

GIVEN = """james emma olivia jack william charlotte thomas sophie joshua emily daniel jessica lucas chloe samuel grace
benjamin ella matthew hannah ryan sarah liam ruby ethan lily noah mia oliver isabella jacob amelia michael zoe alexander
georgia nicholas lauren harrison holly lachlan caitlin cooper lucy max elizabeth isaac abigail connor madeline dylan alice
caleb jasmine riley rebecca jake victoria nathan katherine luke natasha tyler tara aidan rachel mitchell bethany adam amy
andrew molly henry sienna sebastian claire joel eliza angus imogen patrick stephanie christopher samantha edward margaret
robert susan richard patricia charles jennifer joseph deborah david barbara anthony cynthia steven pamela kenneth judith
timothy christine gregory catherine raymond frances douglas dorothy peter janet walter theresa frederick virginia
leonard philippa gerald josephine ronald eleanor stuart rosemary philip gabrielle dominic veronica vincent penelope
anjali rahul priya arjun lakshmi vijay kavita suresh deepa ramesh sunita rajesh meera anil pooja sanjay neha amit
mehmet ayse yusuf fatima hassan zainab karim layla omar nadia lin wei mei jun hiroshi yuki kenji akira nguyen linh minh""".split()
NICK = {
    "james": "jim jimmy", "william": "bill will billy", "thomas": "tom", "joshua": "josh", "daniel": "dan danny",
    "jessica": "jess", "samuel": "sam", "benjamin": "ben", "matthew": "matt", "jacob": "jake", "michael": "mike mick",
    "alexander": "alex sandy", "nicholas": "nick", "elizabeth": "liz beth betty", "abigail": "abby", "rebecca": "becky",
    "nathan": "nate", "katherine": "kate kathy", "victoria": "vicky", "andrew": "andy drew", "christopher": "chris",
    "samantha": "sam", "edward": "ed ted", "margaret": "maggie peggy", "robert": "rob bob", "richard": "rick dick",
    "patricia": "pat trish", "charles": "charlie chuck", "jennifer": "jen jenny", "joseph": "joe", "deborah": "deb",
    "david": "dave", "anthony": "tony", "steven": "steve", "pamela": "pam", "kenneth": "ken", "judith": "judy",
    "timothy": "tim", "christine": "chris", "gregory": "greg", "catherine": "cathy kate", "raymond": "ray",
    "frances": "fran", "douglas": "doug", "peter": "pete", "walter": "walt", "theresa": "terry", "frederick": "fred",
    "leonard": "len", "philippa": "pip", "gerald": "gerry", "josephine": "jo", "ronald": "ron", "eleanor": "ellie nell",
    "philip": "phil", "dominic": "dom", "veronica": "ronnie", "vincent": "vince", "penelope": "penny", "patrick": "pat"}
ACCENTED = "josé rené andré zoë björn jörg søren łukasz håkan françois mónica jürgen chloé renée inés".split()
ACCENTED_FAMILY = "müller lópez novák wałęsa sørensen garcía nuñez lefèvre strauß žižek björklund çelik öztürk gonçalves".split()
RUSSIAN = [("Иван", "ivan"), ("Сергей", "sergey sergei"), ("Дмитрий", "dmitry dmitri dmitriy"), ("Андрей", "andrey andrei"),
           ("Алексей", "alexey aleksei"), ("Михаил", "mikhail mihail"), ("Николай", "nikolay nikolai"), ("Павел", "pavel"),
           ("Юрий", "yuri yury iurii"), ("Анна", "anna"), ("Наталья", "natalya natalia"), ("Ольга", "olga"), ("Мария", "maria mariya"),
           ("Татьяна", "tatyana tatiana"), ("Юлия", "yulia iuliia yuliya"), ("Светлана", "svetlana")]
RUSSIAN_FAMILY = [("Иванов", "ivanov"), ("Смирнов", "smirnov"), ("Попов", "popov"), ("Волков", "volkov"), ("Егоров", "egorov yegorov"),
                  ("Михайлов", "mikhaylov mikhailov"), ("Хохлов", "khokhlov hohlov"), ("Морозов", "morozov"), ("Соколов", "sokolov"),
                  ("Лебедев", "lebedev"), ("Жуков", "zhukov jukov"), ("Щербаков", "shcherbakov scherbakov"), ("Юдин", "yudin iudin"),
                  ("Киселёв", "kiselev kiselyov")]
INDIAN = {"lakshmi": "laxmi", "sanjay": "sanjai", "vijay": "vijai", "pooja": "puja", "deepa": "dipa", "meera": "mira", "kavita": "kavitha"}
FRONT = """har ash whit brad thorn black hol mar win ester gold silver nor sut west east kirk lang pem car bar ben dal fen gar hamp
jen kel lin mor nash os pal quin ros sha tam ur vin wal yar all bur cham dun ell fair glen hart iver""".split()
BACK = "ton ley field man son ford well wood er ham worth by stead dale more ridge ston land bury croft".split()
ONSET = "b c d f g h j k l m n p r s t v w z br ch dr gr kr pr sh st th tr ".split(" ")
VOWEL = "a e i o u a e i o ai ou".split()
CODA = "n r l s m t k ck nd rt ".split(" ")
CITY = "st albans,kings cross,mount isa,port vale,lake view,north shore,south bank,upper hill,new town,old bridge".split(",")
TRADE = "consulting clinic services group school partners gmbh ltd pty consultants logistics foods".split()
PROVIDER = ["gmail.com"] * 8 + ["yahoo.com"] * 3 + ["hotmail.com"] * 2 + \
    "outlook.com outlook.com icloud.com icloud.com gmx.de mail.ru proton.me web.de aol.com".split()
FOLD = str.maketrans("éèëöøłåçóüñíźžšáąęêôâîûúćńżß", "eeeoolacouniz" + "zsaaeeoaiuucnzs")
KEYS = "abcdefghijklmnopqrstuvwxyz"

rnd = random.random
taken = set()


def below(n):
    return int(rnd() * n)


def pick(seq):
    return seq[int(rnd() * len(seq))]


def zipf(n):
    """A rank below n; rank r about as often as 1/(r + 3)."""
    return min(int((n / 3 + 1) ** rnd() * 3 - 3), n - 1)


def syllables(n):
    return "".join(pick(ONSET) + pick(VOWEL) for _ in range(n)) + pick(CODA)


def digits(n):
    return str(below(10 ** n)).zfill(n)


class World:
    """What the people are made of."""

    def __init__(self, people):
        self.family = [a + b for a in FRONT for b in BACK] + [syllables(2 + below(2)) for _ in range(20000)]
        for i in range(len(self.family) - 1, 0, -1):
            k = below(i + 1)
            self.family[i], self.family[k] = self.family[k], self.family[i]
        self.given = GIVEN + [syllables(1 + below(2)) + pick(["a", "e", "y", "o", ""]) for _ in range(400)]
        self.city = CITY + [syllables(2) + pick(["", "", " beach", " hill", " park", "ville", "ton"]) for _ in range(1200)]
        self.org = []
        for _ in range(max(people // 60, 3)):
            name = pick(self.family)
            trade = pick(TRADE)
            self.org.append((name + " " + trade, name + trade + ".com", [self.landline() for _ in range(1 + below(2))]))

    def landline(self):
        return ("61", "2" + digits(8))

    def mobile(self):
        r = rnd()
        if r < .55:
            return ("61", "4" + digits(8))
        if r < .68:
            return ("44", "7" + digits(9))
        if r < .82:
            return ("49", "1" + pick("567") + digits(9))
        if r < .92:
            return ("1", pick("23456789") + digits(2) + pick("23456789") + digits(6))
        return ("7", "9" + digits(9))


class Person:
    __slots__ = ("given", "family", "script", "phones", "emails", "org", "city", "birthday", "spelling")

    def __init__(self, world, family=None):
        self.script = None
        r = rnd()
        if family is not None:
            self.family = family
            self.given = world.given[zipf(len(world.given))]
        elif r < .07:
            g = pick(RUSSIAN)
            f = pick(RUSSIAN_FAMILY)
            end = "а" if g[0][-1] in "ая" else ""
            self.script = (g[0], f[0] + end)
            self.spelling = (g[1].split(), [x + ("a" if end else "") for x in f[1].split()])
            self.given = self.spelling[0][0]
            self.family = self.spelling[1][0]
        elif r < .12:
            self.given = pick(ACCENTED) if rnd() < .7 else pick(GIVEN)
            self.family = pick(ACCENTED_FAMILY)
        else:
            self.given = world.given[zipf(len(world.given))]
            self.family = world.family[zipf(len(world.family))]
        self.phones = [world.mobile()] if rnd() < .85 else [world.landline()]
        if rnd() < .35:
            self.phones.append(world.mobile())
        self.org = pick(world.org) if rnd() < .27 else None
        if self.org is not None and rnd() < .4:
            self.phones.append(pick(self.org[2]))
        self.city = world.city[zipf(len(world.city))]
        self.birthday = "%d-%02d-%02d" % (1940 + below(68), 1 + below(12), 1 + below(28))
        self.emails = [self.mailbox(pick(PROVIDER))]
        if self.org is not None and rnd() < .7:
            self.emails.append("info@" + self.org[1] if rnd() < .1 else self.mailbox(self.org[1]))
        elif rnd() < .1:
            self.emails.append(self.mailbox(pick(PROVIDER)))

    def mailbox(self, domain):
        g = self.given.translate(FOLD)
        f = self.family.translate(FOLD)
        r = rnd()
        if r < .3:
            local = g + "." + f
        elif r < .45:
            local = g[0] + f
        elif r < .55:
            local = f + "_" + g
        elif r < .7:
            local = g + "." + f + str(below(1000))
        elif r < .85:
            local = g + f + str(1 + below(99))
        elif r < .95:
            local = g + str(1940 + below(68))
        else:
            local = syllables(2) + digits(2)
        # A mailbox is of one person: who comes later takes a number as well.
        while local + "@" + domain in taken:
            local += str(below(100))
        taken.add(local + "@" + domain)
        return local + "@" + domain


def typo(s):
    if len(s) < 3:
        return s
    i = below(len(s) - 1)
    r = rnd()
    if r < .3:
        return s[:i] + s[i + 1] + s[i] + s[i + 2:]
    if r < .55:
        return s[:i] + s[i + 1:]
    if r < .8:
        return s[:i] + pick(KEYS) + s[i + 1:]
    return s[:i] + (s[i] if rnd() < .5 else pick(KEYS)) + s[i:]


def phone_text(number):
    """As people type it: with the country code, 00, or as they would at home."""
    country, rest = number
    r = rnd()
    if rnd() < .02:
        i = below(len(rest) - 1)
        rest = rest[:i] + pick([rest[i + 1] + rest[i], "", pick("0123456789") + rest[i + 1]]) + rest[i + 2:]
    if r < .5:
        return "+" + country + rest
    if r < .65:
        return "+" + country + " " + rest[:3] + " " + rest[3:6] + " " + rest[6:]
    if r < .78:
        return "00" + country + rest
    if country == "1":
        return "(" + rest[:3] + ") " + rest[3:6] + "-" + rest[6:] if r < .95 else "+1" + rest
    if country == "7":
        return "+7" + rest
    return "0" + rest[:3] + " " + rest[3:]


def name_text(person, kinds, world):
    """Given and family name as this row has them, and the whole name."""
    given, family = person.given, person.family
    if person.script is not None:
        if rnd() < .45:
            given, family = pick(person.spelling[0]), pick(person.spelling[1])
            kinds.append("translit")
        else:
            given, family = person.script
    elif given in INDIAN and rnd() < .2:
        given = INDIAN[given]
        kinds.append("translit")
    elif rnd() < .3:
        folded = (given.translate(FOLD), family.translate(FOLD))
        if folded != (given, family):
            given, family = folded
            kinds.append("fold")
    r = rnd()
    if r < .06 and given in NICK:
        given = pick(NICK[given].split())
        kinds.append("nick")
    elif r < .073:
        given = given[0]
        kinds.append("initial")
    elif r < .084:
        family = world.family[zipf(len(world.family))]
        kinds.append("renamed")
    elif r < .115:
        if rnd() < .5:
            given = typo(given)
        else:
            family = typo(family)
        kinds.append("typo")
    if rnd() < .013:
        kinds.append("nofamily")
        return given, "", given
    r = rnd()
    if r < .04:
        kinds.append("swap")
        return given, family, family + " " + given
    if r < .058:
        kinds.append("comma")
        return given, family, family + ", " + given
    if r < .065:
        return given, family, "Dr. " + given + " " + family
    return given, family, given + " " + family


def row_of(person, world):
    kinds = []
    given, family, full = name_text(person, kinds, world)
    if rnd() < .5 and "Dr" not in full:
        full = full.title()
    phones = person.phones
    first = second = ""
    if rnd() < .86:
        i = below(len(phones))
        first = phone_text(phones[i])
        if len(phones) > 1 and rnd() < .65:
            second = phone_text(phones[i - 1])
    email = pick(person.emails) if rnd() < .57 else ""
    if email and rnd() < .03:
        email = typo(email)
    if rnd() < .07:
        email = email.upper()
    return (given if rnd() < .85 else "", family, full, first, second, email,
            person.org[0] if person.org is not None and rnd() < .72 else "", person.city if rnd() < .5 else "",
            person.birthday if rnd() < .25 else "", "+".join(kinds))


def rows_per_person():
    r = rnd()
    return 1 if r < .714 else 2 if r < .894 else 3 if r < .97 else 4 if r < .989 else 5 + below(4)


def household(world):
    """Some people who live together, or one who lives alone."""
    first = Person(world)
    people = [first]
    if rnd() >= .06 or first.script is not None:
        return people
    line = world.landline()
    for _ in range(1 + below(3)):
        other = Person(world, first.family)
        other.city = first.city
        if rnd() < .15:
            other.birthday = first.birthday
        elif rnd() < .08:
            other.given = first.given
            other.emails = [other.mailbox(pick(PROVIDER))]
        if rnd() < .3:
            other.emails = first.emails
        people.append(other)
    for person in people:
        if rnd() < .8:
            person.phones.append(line)
    return people


def main():
    arguments = argparse.ArgumentParser(description="contacts with known duplicates, as CSV")
    arguments.add_argument("--rows", type=int, default=5000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    random.seed(options.seed)
    world = World(options.rows * 7 // 10)
    rows = []
    entity = 0
    while len(rows) < options.rows:
        for person in household(world):
            for _ in range(rows_per_person()):
                rows.append((entity, row_of(person, world)))
            entity += 1
    for i in range(len(rows) - 1, 0, -1):
        k = below(i + 1)
        rows[i], rows[k] = rows[k], rows[i]
    out = ["id,entity,scope,full_name,given,family,phone1,phone2,email,org,city,birthday,kind\n"]
    for number, (entity, cells) in enumerate(rows[:options.rows]):
        given, family, full = cells[:3]
        if "," in full:
            full = '"' + full + '"'
        out.append("%d,%d,%d,%s,%s\n" % (number + 1, entity, 1 + below(20), full, ",".join((given, family) + cells[3:])))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.writelines(out)


if __name__ == "__main__":
    main()
