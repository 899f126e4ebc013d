#!/usr/bin/env python3
"""Write a CSV of contacts as people really type them.

It feeds the tests of import, phone parsing, search and duplicate detection
with something closer to a customer's spreadsheet than a clean table is:

    generate_contacts.py [--rows N] [--seed S] [--format csv] > contacts.csv

The same arguments give the same bytes on every Python from 3.9 on: only
random.random() is drawn from, whose sequence for a seed is documented to stay,
and the output is UTF-8 with LF whatever the locale.

Regions of distinct people: IN 50 %, US 14, GB 11, BR 8, DE 8, AE 6, SG, AU, FR
1 each.  The account is thought to be in India, so foreign numbers come with a
country code.  All people are made up: common names combined at random.  E-mail
domains are those that RFC 2606 reserves.  Phone numbers follow the numbering
plans, so by chance one may be in service: never dial or write to them.

Mixed in, as a share of all rows (everything else is one new person a row):

  repeats  9.0 %  a person of an earlier row once more:
           2.3 %  exact      the very same row
           2.9 %  respelled  the same number typed in another way
           2.6 %  renamed    the same e-mail, another spelling of the name
           1.2 %  rephoned   the same name and e-mail, another number
  junk     2.5 %  a phone cell of no use (empty, n/a, -, 12345, too long,
                  letters, an e-mail address), or no name

and as a share of the people (the rates in the code are the truth):

  2 %    foreign number without its country code, so it reads wrongly in India
  0.6 %  number that Excel turned into 9.87654E+09; 1 % with Excel's apostrophe
  1 %    two numbers in the cell
  3 %    extension (four times as often on land lines)
  3 %    full-width, Devanagari or Arabic-Indic digits
  10 %   other dirt: tel:, Mob:, (M), WhatsApp, NBSP, en dash, stray blanks
  20 %   name not in plain "Given Family" form: case, order, title, initial,
         native script, missing accent
  2 %    shared role mailbox (info@, sales@): the only e-mail that distinct
         people have in common

A test that needs to know what a row is imports the module: generate(rows,
seed) yields (kind, row), with kind "person", "junk" or a kind of repeat.
"""

import argparse
import csv
import io
import random
import re
import sys
import unicodedata
from bisect import bisect

COLUMNS = ("name", "phone", "email", "company", "job_title",
           "city", "country", "tags", "notes")

REPEATS = {"exact": 2.3, "respelled": 2.9, "renamed": 2.6, "rephoned": 1.2}
JUNK_PERCENT = 2.5

# Given names | family names; Latin=native where the native script is used.
NAMES = {
    "IN": ("""Rajesh=राजेश Suresh=सुरेश Mahesh=महेश Anil=अनिल Sunil=सुनील Vijay=विजय Deepak=दीपक Sanjay=संजय
        Priya=प्रिया Pooja=पूजा Neha=नेहा Anjali=अंजलि Kavita=कविता Sunita=सुनीता Lakshmi=लक्ष्मी Ravi=रवि
        Amit=अमित Rohit=रोहित Vikram=विक्रम Arjun=अर्जुन Mohammed Imran Ayesha Fatima Srinivas Venkatesh
        Karthik Murugan Meena Divya Aishwarya Harpreet Gurpreet Manjeet Jaspreet Debashish Sourav Ananya
        Joseph Thomas Nisha Geeta Shruti Swati Rakesh Mukesh Dinesh Ganesh Ashok Manoj Pankaj Vivek""",
           """Sharma=शर्मा Verma=वर्मा Gupta=गुप्ता Singh=सिंह Kumar=कुमार Patel=पटेल Mehta=मेहता Joshi=जोशी
        Agarwal=अग्रवाल Chaudhary=चौधरी Yadav=यादव Mishra=मिश्रा Reddy Rao Iyer Iyengar Nair Menon Pillai
        Krishnan Subramaniam Banerjee Mukherjee Chatterjee Bose Das Ghosh Khan Ansari Sheikh Gill Sandhu
        Dhillon Kaur D'Souza Fernandes Kulkarni Deshpande Patil Shinde Chauhan Rathore Bhatt Desai Shah"""),
    "US": ("""James John Robert Michael William David Katherine Jennifer Linda Elizabeth Jessica Sarah Steven
        Brian Kevin Ashley José María Luis Carlos Tyrone Latoya Nguyen Wei Emily Zoë Jonathan Christopher""",
           """Smith Johnson Williams Brown Jones García Rodríguez Martínez Hernández Davis Miller Wilson Anderson
        Taylor Nguyen Tran Chen Kim Lee O'Brien McDonald Washington Jefferson Peterson Vanderberg St.John"""),
    "GB": ("""Oliver Harry George Jack Stephen Geoffrey Ian Alistair Siân Niamh Charlotte Amelia Catherine
        Victoria Zoë Chloë Mohammed Aisha Priya Gareth Rhys Fiona Graham Nigel Philip Anne""",
           """Smith Jones Taylor Brown Davies Evans Wilson Thomas Roberts Walker Wright Robinson Thompson White
        Hughes Edwards Clarke Green Khan Patel Begum MacDonald Campbell O'Connor Brontë Smythe Ashworth"""),
    "BR": ("""João José Antônio Francisco Paulo Luís Márcio Fábio André Thiago Vinícius Mateus Ana Maria Márcia
        Letícia Patrícia Beatriz Conceição Júlia Larissa Camila Flávia Cláudia Gonçalo Sebastião""",
           """Silva Santos Souza Oliveira Pereira Lima Carvalho Ferreira Ribeiro Almeida Costa Gomes Martins
        Araújo Gonçalves Conceição Magalhães Guimarães Simões Falcão Brandão Moraes Assunção Leitão"""),
    "DE": ("""Jürgen Günter Jörg Björn Wolfgang Hans-Peter Karl-Heinz Stefan Matthias Thomas Andreas Käthe Ursula
        Renate Sabine Anneliese Jutta Heike Bärbel Zoë Lukas Leon Finn Mia Emma Ayşe Mehmet Małgorzata""",
           """Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer
        Schröder Krüger Köhler Böhm Groß Weiß Strauß Vogel Yılmaz Öztürk Kowalski Lüttich Jäger"""),
    "AE": ("""Mohammed=محمد Ahmed=أحمد Abdullah=عبدالله Khalid=خالد Omar=عمر Yusuf=يوسف Ali=علي Hassan=حسن
        Fatima=فاطمة Aisha=عائشة Mariam=مريم Noora=نورة Layla=ليلى Saeed=سعيد Sultan=سلطان Rashid=راشد""",
           """Al-Mazrouei=المزروعي Al-Nuaimi=النعيمي Al-Suwaidi=السويدي Al-Zaabi=الزعابي Al-Hashimi=الهاشمي
        Haddad=حداد Khoury=خوري Mansour=منصور Hussein=حسين Ibrahim=إبراهيم Saleh=صالح Darwish=درويش
        Qureshi=قريشي Al-Farsi=الفارسي Nasser=ناصر Rahman=رحمن"""),
    "SG": ("Wei-Ming Jia-Hui Hui-Min Kok-Leong Xin-Yi Siti Nurul Kumar Mei-Ling Jun-Jie Aravind Boon",
           "Tan Lim Lee Ng Ong Wong Goh Chua Chan Koh Teo Rajaratnam"),
    "AU": ("Jack Olivia Lachlan Matilda Bruce Sheila Cooper Ruby Callum Isla Darcy Zara",
           "Smith Jones Nguyen Williams Kelly O'Sullivan Papadopoulos Singh Walker Fraser"),
    "FR": ("François Hélène Benoît Chloé Zoé Gaël Anaïs Jérôme Noémie Loïc Thérèse Jean-Pierre",
           "Lefèvre Dupont Bénard Lemaître Gauthier Müntz Garçon D'Aubigné Rousseau Cœur"),
}

# The spellings that make one person look like two.
VARIANTS = [spellings.split() for spellings in (
    "Rajesh Rajeesh", "Mohammed Mohd Muhammad Mohamed", "Sunil Suneel", "Deepak Dipak", "Pooja Puja",
    "Lakshmi Laxmi", "Geeta Gita", "Srinivas Sreenivas Shrinivas", "Venkatesh Venkatesan", "Anjali Anjaly",
    "Aishwarya Aiswarya", "Ayesha Aisha Aysha", "Fatima Fathima", "Vivek Viveck", "Chaudhary Choudhury Chowdhary",
    "Agarwal Aggarwal Agrawal", "Banerjee Banerji", "Mukherjee Mukherji", "Sheikh Shaikh", "Iyer Aiyar",
    "Subramaniam Subramanian", "Sharma Sarma", "Steven Stephen", "Katherine Catherine Kathryn", "Jonathan Jon",
    "Christopher Chris", "Geoffrey Jeffrey", "Ian Iain", "Philip Phillip", "Anne Ann", "Clarke Clark",
    "Smith Smyth", "Souza Sousa", "Thiago Tiago", "Luís Luiz", "Müller Mueller", "Jürgen Juergen",
    "Günter Günther", "Jörg Joerg", "Schmidt Schmitt", "Meyer Meier Maier", "Groß Gross", "Weiß Weiss",
    "Strauß Strauss", "Stefan Stephan", "Yusuf Youssef", "Khalid Khaled", "Omar Umar", "Hussein Hussain")]

# Calling code, trunk prefix, mobile patterns, land line patterns: # is any
# digit, N is 2-9, M is 2-6, a blank stands where people usually group.
PLANS = {
    "IN": ("91", "0", "98### #####|99### #####|97### #####|96### #####|95### #####|94### #####|90### #####|"
                      "89### #####|88### #####|80### #####|70### #####|63### #####",
           "22 2### ####|11 2### ####|11 4### ####|80 2### ####|80 4### ####|44 2### ####|40 2### ####|33 2### ####"),
    "US": ("1", "", "212 N## ####|310 N## ####|415 N## ####|512 N## ####|617 N## ####|702 N## ####|702 555 01##",
           "312 N## ####|404 N## ####|206 N## ####|305 N## ####|713 N## ####|303 555 01##"),
    "GB": ("44", "0", "7400 ######|7733 ######|7815 ######|7912 ######|7712 ######|7855 ######|7950 ######",
           "20 7### ####|20 8### ####|161 M## ####|121 M## ####|131 M## ####|141 M## ####"),
    "BR": ("55", "0", "11 99### ####|11 98### ####|21 99### ####|31 99### ####|41 99### ####|51 98### ####|"
                      "71 99### ####",
           "11 3### ####|21 2### ####|31 3### ####|41 3### ####|61 3### ####"),
    "DE": ("49", "0", "1511 #######|1522 #######|1577 #######|160 9#######|171 N######|172 N######|176 N#######",
           "30 N#######|89 N#######|40 N#######|69 N#######|221 N######"),
    "AE": ("971", "0", "50 N## ####|52 N## ####|54 N## ####|55 N## ####|56 N## ####", 
           "4 3## ####|4 2## ####|2 6## ####"),
    "SG": ("65", "", "81## ####|91## ####|96## ####", "62## ####|67## ####"),
    "AU": ("61", "0", "412 ### ###|421 ### ###|438 ### ###", "2 9### ####|3 9### ####|7 3### ####"),
    "FR": ("33", "0", "6 12 ## ## ##|6 78 ## ## ##|7 81 ## ## ##", "1 42 ## ## ##|1 45 ## ## ##|4 91 ## ## ##"),
}

CITIES = {
    "IN": "Mumbai|Delhi|New Delhi|Bengaluru|Bangalore|Chennai|Hyderabad|Kolkata|Pune|Ahmedabad|Jaipur|Kochi|Gurugram|"
          "Gurgaon|Noida|Lucknow|Indore|Coimbatore|Thiruvananthapuram|Vizag|मुंबई|दिल्ली",
    "US": "New York|Los Angeles|Chicago|Atlanta|San Francisco|Austin|Boston|Seattle|Miami|Houston|San José|St. Louis",
    "GB": "London|Manchester|Birmingham|Edinburgh|Glasgow|Leeds|Bristol|Cardiff|Stoke-on-Trent",
    "BR": "São Paulo|Rio de Janeiro|Belo Horizonte|Curitiba|Porto Alegre|Salvador|Brasília|Florianópolis",
    "DE": "Berlin|München|Hamburg|Köln|Frankfurt am Main|Düsseldorf|Nürnberg|Münster",
    "AE": "Dubai|Abu Dhabi|Sharjah|دبي|أبو ظبي", "SG": "Singapore", "AU": "Sydney|Melbourne|Brisbane",
    "FR": "Paris|Lyon|Marseille|Orléans|Nîmes",
}
COUNTRIES = {
    "IN": "India|India|India|IN|INDIA|Bharat|भारत||", "US": "USA|United States|US|U.S.A.|",
    "GB": "United Kingdom|UK|GB|England|", "BR": "Brazil|Brasil|BR|", "DE": "Germany|Deutschland|DE|",
    "AE": "United Arab Emirates|UAE|AE|", "SG": "Singapore|SG|", "AU": "Australia|AU|", "FR": "France|FR|",
}
# {f} a family name of the region, {g} another, {w} a word.
COMPANIES = {
    "IN": "{w} Technologies Pvt Ltd|{w} Pvt. Ltd.|{f}, {g} & Co.|{f} & Sons|Shree {w} Traders|\"{w}\" Exports|"
          "{w} Infotech|{f} Electricals|{w} Logistics (India)|M/s {f} Enterprises|{w} Foods LLP",
    "US": "{w}, Inc.|{w} LLC|{f}, {g} & {f} LLP|{w} Corp|The \"{w}\" Company",
    "GB": "{w} Ltd|{f} & {g} plc|{w} Holdings Ltd.|{f}'s of London",
    "BR": "{w} Comércio Ltda.|{f} & Irmãos|{w} S.A.|Padaria {f}|Construções {w}",
    "DE": "{w} GmbH|{f} & Söhne KG|{f} Maschinenbau AG|Bäckerei {f}|{w} GmbH & Co. KG",
    "AE": "{w} Trading FZE|{f} General Trading LLC|{w} DMCC", "SG": "{w} Pte Ltd", "AU": "{w} Pty Ltd",
    "FR": "{w} SARL|{f} et Fils|Société {w}",
}
WORDS = """Acme Apex Blue-Lotus Sunrise Everest Orion Nimbus Vertex Zenith Pioneer Cardinal Meridian Saffron Banyan
    Monsoon Coral Delta Granite Harbour Indigo Jasmine Lakeside Maple Nova Opal Peacock Quartz Riverside Silverline
    Tamarind Umber Velvet Willow Xenon Yellowstone Zephyr Kestrel Falcon Marigold Juniper""".split()
TITLES = [title.strip() for title in """Manager|Sales Manager|Director|CEO|Owner|Proprietor|Accountant|Purchase Officer|
    HR|HR Manager|Engineer|
    Sr. Engineer|Software Developer|Consultant|VP, Sales|Head of Operations|Receptionist|Geschäftsführer|Gerente|
    Founder & CEO|IT Admin|Marketing|Doctor|Advocate|Teacher||||||""".split("|")]
TAGS = """lead customer vip vendor hot cold follow-up newsletter partner wholesale do-not-call Lead VIP 2024
    diwali""".split()
NOTES = [note.strip() for note in """Call after 6 pm|Met at trade fair, stall 14|asked for quotation|Prefers WhatsApp|
    Wants "best price"; send list|
    Do not call on Friday|बाद में कॉल करें|Referred by neighbour|GST no. pending|Payment due, see invoice #1043|
    Fala só português|Rückruf erbeten|left voicemail 👍|Interested in 2 channels + IVR|wrong person?|spoke to wife|
    ring twice|renewal in March""".split("|")]

# Weight and form of a number.  {c} calling code, {t} trunk prefix, {n} all
# digits, {s} {d} {p} the groups with blanks, dashes, dots; {a} the area code,
# {x} {r} {R} what follows it: unbroken, with blanks, with dashes; {q} 3-3-4.
HOME_MOBILE = ((22, "{n}"), (12, "{s}"), (4, "{d}"), (4, "{q}"), (8, "{t}{n}"), (4, "{t}{s}"), (12, "+{c} {s}"),
               (7, "+{c}-{n}"), (4, "+{c}-{d}"), (11, "+{c}{n}"), (6, "{c}{n}"), (2, "{c} {s}"), (3, "00{c}{n}"),
               (2, "(+{c}) {s}"), (1, "+{c} ({t}){n}"), (1, "{p}"), (1, "+{c}.{p}"))
HOME_LAND = ((20, "{t}{a}-{x}"), (14, "({t}{a}) {r}"), (12, "+{c} {a} {r}"), (8, "+{c}-{a}-{x}"), (12, "{t}{a} {r}"),
             (12, "{t}{n}"), (6, "{a}-{x}"), (5, "{n}"), (4, "+{c} ({t}{a}) {r}"), (3, "00{c} {a} {R}"),
             (2, "{t}{a}.{x}"))
ABROAD = ((30, "+{c} {s}"), (24, "+{c}{n}"), (9, "+{c}-{d}"), (6, "00{c}{n}"), (6, "00{c} {s}"), (8, "+{c} ({a}) {r}"),
          (8, "+{c} ({a}) {R}"), (4, "+{c} ({t}){s}"), (3, "+{c}.{p}"), (2, "(+{c}) {s}"), (1, "+{c} {a}/{x}"))
ABROAD_MISREAD = ((3, "{t}{n}"), (3, "({t}{a}) {R}"), (2, "{t}{s}"), (1, "{s}"), (2, "{c}{n}"), (1, "{t}{a}-{x}"))
EXTENSIONS = (" ext 12", " ext. 204", " x45", "x7", " #7", " extn 301", " Ext: 5", ", ext 10")
DIRT = ("tel:%s", "Mob: %s", "Mob: %s", "M: %s", "Ph. %s", "%s (M)", "%s(M)", "%s (O)", "%s WhatsApp", " %s", "%s ",
        "%s.")
JUNK_PHONES = ("", "", "", "n/a", "N/A", "-", "--", "NA", "none", "12345", "12345", "0", "0000000000",
               "98765432101234567890", "call office", "ask Suresh", "xxxxxxxxxx", "#REF!", "?",
               "@")                         # "@": the e-mail address

FULLWIDTH = {ord("0") + i: 0xFF10 + i for i in range(10)}
DEVANAGARI = {ord("0") + i: 0x0966 + i for i in range(10)}
ARABIC_INDIC = {ord("0") + i: 0x0660 + i for i in range(10)}
SCRIPTS = {"IN": (FULLWIDTH, DEVANAGARI, DEVANAGARI), "AE": (ARABIC_INDIC,)}


def wheel(weighted):
    """Items as often as their weight, so that one draw picks fairly."""
    return [item for weight, item in weighted for _ in range(weight)]


def unaccented(text):
    text = text.replace("ß", "ss").replace("ı", "i").replace("ł", "l").replace("œ", "oe")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(text):
    return re.sub("[^a-z0-9]+", "", unaccented(text).lower())


def split_names(text):
    """[(as written in Latin letters, in the native script or None)]"""
    return [tuple((name + "=").split("=")[:2]) for name in text.split()]


REGIONS = wheel(((50, "IN"), (14, "US"), (11, "GB"), (8, "BR"), (8, "DE"), (6, "AE"), (1, "SG"), (1, "AU"), (1, "FR")))
GIVEN = {region: split_names(names[0]) for region, names in NAMES.items()}
FAMILY = {region: split_names(names[1]) for region, names in NAMES.items()}
MOBILE = {region: plan[2].split("|") for region, plan in PLANS.items()}
LAND = {region: plan[3].split("|") for region, plan in PLANS.items()}
CITY = {region: text.split("|") for region, text in CITIES.items()}
COUNTRY = {region: text.split("|") for region, text in COUNTRIES.items()}
COMPANY = {region: text.split("|") for region, text in COMPANIES.items()}
SPELLINGS = {name: family for family in VARIANTS for name in family}
FORMS = {name: wheel(globals()[name]) for name in ("HOME_MOBILE", "HOME_LAND", "ABROAD", "ABROAD_MISREAD")}


class Person:
    __slots__ = ("region", "given", "family", "native", "number", "shared_email", "row")


class Generator:
    """Draws people, and what becomes of them in a spreadsheet."""

    def __init__(self, seed):
        self.random = random.Random(seed).random
        self.numbers = set()        # of distinct people, so that they stay distinct
        self.emails = set()

    # -- drawing ----------------------------------------------------------

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def chance(self, percent):
        return self.random() * 100 < percent

    # -- phone ------------------------------------------------------------

    def new_number(self, region):
        """A number nobody has yet: (region, is a mobile, digit groups)."""
        while True:
            mobile = self.chance(80)
            groups = []
            for c in self.pick((MOBILE if mobile else LAND)[region]):
                if c == "#":
                    c = str(int(self.random() * 10))
                elif c == "N":
                    c = str(2 + int(self.random() * 8))
                elif c == "M":
                    c = str(2 + int(self.random() * 5))
                groups.append(c)
            key = region + "".join(groups).replace(" ", "")
            if key[-7:-5] == "11" and region == "US":
                continue                    # N11 is no exchange
            if key not in self.numbers:
                self.numbers.add(key)
                return (region, mobile, tuple("".join(groups).split()))

    def plain_form(self, number, misread=4):
        region, mobile, groups = number
        code, trunk = PLANS[region][:2]
        if region == "IN":
            form = self.pick(FORMS["HOME_MOBILE" if mobile else "HOME_LAND"])
        else:
            form = self.pick(FORMS["ABROAD_MISREAD" if self.chance(misread) else "ABROAD"])
        if not trunk:
            form = form.replace("({t})", "")
        digits = "".join(groups)
        return form.format(c=code, t=trunk, n=digits, s=" ".join(groups), d="-".join(groups), p=".".join(groups),
                           a=groups[0], x="".join(groups[1:]), r=" ".join(groups[1:]), R="-".join(groups[1:]),
                           q="-".join((digits[:3], digits[3:6], digits[6:])))

    def typed(self, number):
        """The number as somebody types it, with the dirt of real life."""
        region, mobile, groups = number
        if region == "IN" and self.chance(1.2):
            digits = ("91" if self.chance(30) else "") + "".join(groups)
            return "%.5E" % int(digits)     # what Excel makes of it
        text = self.plain_form(number)
        if self.chance(1.9 if mobile else 7.6):
            text += self.pick(EXTENSIONS)
        if self.chance(1):
            text += self.pick((" / ", ", ", "; ", " or ", "\n")) + self.plain_form(self.new_number(region))
        if self.chance(3):
            text = text.translate(self.pick(SCRIPTS.get(region, (FULLWIDTH,))))
        if self.chance(7):
            text = self.pick(DIRT) % text
        if self.chance(3):
            text = text.replace(" ", "\u00a0")
        if self.chance(1.5):
            text = text.replace("-", self.pick(("\u2013", "\u2011", "\u2010")))
        if self.chance(1):
            text = "'" + text
        return text

    # -- name -------------------------------------------------------------

    def typed_name(self, person):
        given, family = person.given, person.family
        plain = given + " " + family
        if person.native and self.chance(18 if person.region == "AE" else 5):
            return person.native
        if self.chance(81):
            return plain
        return self.pick((plain.lower(), plain.lower(), plain.upper(), family + ", " + given, family + " " + given,
                          given[0] + ". " + family, given + " " + family[0], given, "Mr. " + plain, "Dr " + plain,
                          given + "  " + family, plain + " ",
                          unaccented(plain), plain + (" ji" if person.region == "IN" else "")))

    def misspelt(self, person):
        """Another spelling of the name than the one in the person's row."""
        while True:
            given, family = person.given, person.family
            way = self.random()
            if way < 0.55:
                given = self.pick(SPELLINGS.get(given, (given,)))
                family = self.pick(SPELLINGS.get(family, (family,)))
                name = given + " " + family
            elif way < 0.65:
                name = self.pick((given[0] + " " + family, given[0] + ". " + family, given + " " + family[0] + "."))
            elif way < 0.75:
                name = self.pick((family + " " + given, family + ", " + given))
            elif way < 0.85:
                name = (given + " " + family).lower()
            elif way < 0.92:
                name = unaccented(given + " " + family)
            else:                           # a letter lost or doubled
                at = 1 + int(self.random() * (len(given) - 1))
                name = given[:at] + self.pick(("", given[at] * 2)) + given[at + 1:] + " " + family
            if name != person.row[0]:
                return name

    # -- the other columns --------------------------------------------------

    def company(self, region):
        if self.chance(30):
            return ""
        return self.pick(COMPANY[region]).format(f=self.pick(FAMILY[region])[0], g=self.pick(FAMILY[region])[0],
                                                 w=self.pick(WORDS).replace("-", " "))

    def email(self, person, company):
        """Address, and whether it is a mailbox that others use as well."""
        domain = self.pick(("example.com", "example.com", "example.org", "example.net", "mail.example.com"))
        if company and self.chance(60):
            domain = (slug(company)[:24] or "firma") + self.pick((".example", ".example", ".example.com"))
            if self.chance(6):
                return self.pick(("info@", "sales@", "office@", "accounts@")) + domain, True
        given, family = slug(person.given), slug(person.family)
        local = self.pick((given + "." + family, given + "." + family, given[0] + family, given + family,
                           given + "_" + family, family + "." + given, given))
        if self.chance(30):
            local += str(60 + int(self.random() * 45))[-2:]
        unique = local
        while unique + "@" + domain in self.emails:
            unique = local + str(int(self.random() * 10000))
        self.emails.add(unique + "@" + domain)
        return unique + "@" + domain, False

    def tags(self):
        if self.chance(35):
            return ""
        tags = [self.pick(TAGS) for _ in range(1 + int(self.random() * 3))]
        separator = self.pick((";", ";", ";", ";", "; ", " ; "))
        return separator.join(dict.fromkeys(tags)) + self.pick(("",) * 12 + (";", " "))

    def notes(self):
        if self.chance(70):
            return ""
        return self.pick(NOTES) + ("\n" + self.pick(NOTES) if self.chance(5) else "")

    # -- rows -------------------------------------------------------------

    def person(self):
        person = Person()
        person.region = region = self.pick(REGIONS)
        (person.given, given), (person.family, family) = self.pick(GIVEN[region]), self.pick(FAMILY[region])
        person.native = given + " " + family if given and family else None
        person.number = self.new_number(region)
        company = self.company(region)
        email, person.shared_email = ("", False) if self.chance(28) else self.email(person, company)
        city = self.pick(CITY[region]) if self.chance(88) else ""
        person.row = [self.typed_name(person), self.typed(person.number),
                      self.pick((email.upper(), email + " ", email.title())) if email and self.chance(3) else email,
                      company, self.pick(TITLES),
                      self.pick((city.lower(), city.upper(), city + " ")) if city and self.chance(4) else city,
                      self.pick(COUNTRY[region]), self.tags(), self.notes()]
        return person

    def junk(self):
        row = self.person().row
        if self.chance(15):
            row[0] = ""
        else:
            row[1] = self.pick(JUNK_PHONES)
            if row[1] == "@":
                row[1] = row[2] or "someone@example.com"
        return row

    def repeat(self, kind, people):
        person = self.pick(people)
        while kind in ("renamed", "rephoned") and (person.shared_email or not person.row[2]):
            person = self.pick(people)
        row = list(person.row)
        if kind == "exact":
            return row
        if self.chance(50):                 # the second entry knows other things
            row[4], row[7], row[8] = self.pick(TITLES), self.tags(), self.notes()
        if kind == "rephoned":
            row[1] = self.typed(self.new_number(person.region))
            return row
        if kind == "renamed":
            row[0] = self.misspelt(person)
        while row[1] == person.row[1]:
            row[1] = self.plain_form(person.number, misread=0)
        return row


def generate(rows, seed):
    """Yields (kind, row); kind is person, junk or a key of REPEATS."""
    generator = Generator(seed)
    kinds, limits, total = list(REPEATS), [], 0.0
    for kind in kinds:
        total += REPEATS[kind]
        limits.append(total)
    people = []
    for _ in range(rows):
        draw = generator.random() * 100
        if draw < total and len(people) > 20:
            kind = kinds[bisect(limits, draw)]
            yield kind, generator.repeat(kind, people)
        elif total <= draw < total + JUNK_PERCENT:
            yield "junk", generator.junk()
        else:
            people.append(generator.person())
            yield "person", people[-1].row


def main():
    parser = argparse.ArgumentParser(description="Write a CSV of contacts as people really type them.")
    parser.add_argument("--rows", type=int, default=5000, help="rows after the header (default 5000)")
    parser.add_argument("--seed", type=int, default=6, help="the same seed gives the same bytes")
    parser.add_argument("--format", choices=("csv",), default="csv")
    arguments = parser.parse_args()
    if arguments.rows < 0:
        parser.error("--rows must not be negative")
    # Encoding and line ends must not depend on the machine.
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for _, row in generate(arguments.rows, arguments.seed))
    out.flush()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:                 # ... | head
        sys.stderr.close()
