#!/usr/bin/env python3
"""Make src/pure/text_fold_table.c: what each character folds to.

    text_fold_table.py > src/pure/text_fold_table.c

or compare what text_core.c makes of every character, built as a shared
library (cc -shared -fPIC src/pure/text_core.c src/pure/text_fold_table.c -o LIBRARY),
with the rules themselves; the same Unicode version is needed for it:

    text_fold_table.py --check LIBRARY

The rules of folding are here and nowhere else; text_core.c only looks them up.
They work character by character, without looking at the neighbours, so a
folded text folds to itself as soon as each folded character does: that is
asserted below for all of Unicode.

A character is decomposed (NFKD); each part is then
  - dropped, if it is a mark that decorates a letter (DROPPED) or is invisible;
  - a space, if it is white space or a control character;
  - the ASCII digit, if it is a decimal digit of any script;
  - replaced by what SPECIAL says, or, for a Latin letter "with" something that
    Unicode does not decompose (o with stroke), by the letter without it;
  - case-folded, and treated so again until nothing changes.
Hangul syllables are decomposed by arithmetic in text_core.c.

Marks are dropped only where people leave them out: Latin, Greek and Cyrillic
accents, Arabic harakat and Hebrew points.  The vowel signs of Indic scripts,
Thai tone marks or the Japanese voicing mark make another word and stay.

The Unicode version is that of the Python which runs this, and stands in the
file that is made.  Stored keys depend on it: after a change they must be made
anew.
"""

import ctypes
import re
import sys
import unicodedata

SHIFT = 6                                   # 1 << SHIFT characters share a block

# Marks that decorate.  Not by category: most scripts keep their Mn.
DROPPED = {code for pair in (
    (0x0300, 0x0370), (0x0483, 0x048A),     # Latin, Greek, Cyrillic
    (0x0591, 0x05BE), (0x05BF, 0x05C0),     # Hebrew points
    (0x05C1, 0x05C3), (0x05C4, 0x05C6), (0x05C7, 0x05C8),
    (0x0610, 0x061B), (0x0640, 0x0641),     # Arabic signs, tatweel
    (0x064B, 0x0660), (0x0670, 0x0671),     # harakat, hamza above and below
    (0x06D6, 0x06DD), (0x06DF, 0x06E5), (0x06E7, 0x06E9), (0x06EA, 0x06EE),
    (0x0898, 0x08A0), (0x08CA, 0x08E2), (0x08E3, 0x0900),
    (0xFE70, 0xFE72), (0xFE74, 0xFE75), (0xFE76, 0xFE80),   # harakat by themselves
    (0x0951, 0x0955), (0x1CD0, 0x1CD3), (0x1CD4, 0x1CE9),   # Vedic tone marks
    (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0x2DE0, 0x2E00), (0xA66F, 0xA673),
    (0xA674, 0xA67E), (0xA69E, 0xA6A0), (0xFE20, 0xFE30),
    # Invisible (Default_Ignorable_Code_Point); 0xE0000 on is in text_core.c.
    (0x00AD, 0x00AE), (0x061C, 0x061D), (0x115F, 0x1161), (0x17B4, 0x17B6), (0x180B, 0x1810),
    (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0x3164, 0x3165), (0xFE00, 0xFE10),
    (0xFEFF, 0xFF00), (0xFFA0, 0xFFA1), (0xFFF0, 0xFFF9), (0x1BCA0, 0x1BCA4), (0x1D173, 0x1D17B))
    for code in range(*pair)}

SPECIAL = {
    # Latin letters without a decomposition.
    "ß": "ss", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ȷ": "j", "ŋ": "n", "ĸ": "q",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ƶ": "z",
    # The apostrophes, quotes and strokes of word processors and phones.
    **dict.fromkeys("‘’‚‛′´ʹʻʼʽʾʿꞌ׳", "'"), **dict.fromkeys("“”„‟″«»〝〞〟״", '"'), "\u2212": "-", "\u02D7": "-",
    "\u2043": "-", "\u2044": "/",
    # One letter, two keyboards: Arabic against Persian and Urdu; and the two
    # endings that are written either way.
    "\u06CC": "\u064A", "\u0649": "\u064A", "\u06A9": "\u0643", "\u06C1": "\u0647", "\u06D5": "\u0647",
    "\u0629": "\u0647",
}

DIGRAPH = re.compile("LATIN SMALL LETTER (A[AEOUVY]|O[EO]|VY|TH)( WITH .*)?$")
DECORATED = re.compile("LATIN (?:SMALL LETTER|LETTER SMALL CAPITAL) ([A-Z])( WITH .*)?$")


def is_dropped(c):
    return ord(c) in DROPPED


def fold_part(c):
    """What becomes of one decomposed character."""
    if is_dropped(c):
        return ""
    if c in SPECIAL:
        return SPECIAL[c]
    category = unicodedata.category(c)
    if category in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(c))
    if category == "Pd":
        return "-"
    folded = c.casefold()
    if folded != c:
        return folded
    name = unicodedata.name(c, "")
    letter = DIGRAPH.match(name) or DECORATED.match(name)
    if letter and ord(c) > 0x7F:
        return letter.group(1).lower()
    return c


def fold_char(c):
    if 0xD800 <= ord(c) < 0xE000 or 0xAC00 <= ord(c) < 0xD7A4:
        return c
    while True:
        # Canonical parts first: a special character may have a compatibility
        # decomposition that is worth less (the acute accent is " " + a mark).
        parts = unicodedata.normalize("NFD", c)
        parts = "".join(p if p in SPECIAL or is_dropped(p) else unicodedata.normalize("NFKD", p) for p in parts)
        parts = "".join(fold_part(p) for p in parts)
        if parts == c:
            return c
        c = parts


def fold(text):
    """The whole of text_fold(), for --check."""
    out = []
    for c in text:
        if 0xAC00 <= ord(c) < 0xD7A4:
            out.append(unicodedata.normalize("NFD", c))
        elif not 0xE0000 <= ord(c) < 0xE1000:
            out.append(fold_char(c) if is_known(c) else c)
    return re.sub(" +", " ", "".join(out)).strip(" ")


def token_sorted(text):
    words = "".join(" " if is_separator(c) else c for c in fold(text)).split(" ")
    return " ".join(sorted(filter(None, words), key=str.encode))


def is_known(c):
    return unicodedata.category(c) not in ("Cn", "Co", "Cs") or is_dropped(c)


def is_separator(c):
    return unicodedata.category(c)[0] in "PS"


def check_library(path):
    library = ctypes.CDLL(path)
    buffer = ctypes.create_string_buffer(256)
    wrong = 0
    for name, rule in (("text_fold", fold), ("text_fold_token_sorted", token_sorted)):
        function = getattr(library, name)
        function.restype = ctypes.c_size_t
        function.argtypes = (ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)
        for code in range(0x110000):
            if 0xD800 <= code < 0xE000:
                continue
            data = ("Z" + chr(code) + "Y").encode()
            size = function(data, len(data), buffer, len(buffer))
            made, ruled = buffer.raw[:size], rule(data.decode()).encode()
            if made != ruled:
                wrong += 1
                if wrong <= 20:
                    print("%s: U+%04X gives %r, not %r" % (name, code, made, ruled))
    print("%d differences, Unicode %s" % (wrong, unicodedata.unidata_version))
    return wrong == 0


def check_table(table):
    for c, folded in table.items():
        assert all(p not in table for p in folded if p != " "), "U+%04X does not settle" % ord(c)
        assert len(folded.encode()) < 256


def array(kind, name, values, per_line=16):
    lines = ["const %s %s[%d] = {" % (kind, name, len(values))]
    for i in range(0, len(values), per_line):
        lines.append("\t" + ", ".join(str(v) for v in values[i:i + per_line]) + ",")
    lines[-1] = lines[-1].rstrip(",")
    return "\n".join(lines + ["};", ""])


def main():
    table = {}
    for code in range(0x80, 0x110000):
        c = chr(code)
        if is_known(c) and code < 0xE0000:
            folded = fold_char(c)
            if folded != c:
                table[c] = folded
    check_table(table)
    growth = max(-(-len(folded.encode()) // len(c.encode())) for c, folded in table.items())

    # Pool of replacements, each after its length; offset 0 means unchanged, so
    # something has to stand there.
    pool, offsets = [0], {}
    for folded in sorted(set(table.values()), key=lambda f: (len(f), f)):
        offsets[folded] = len(pool)
        pool += [len(folded.encode())] + list(folded.encode())
    assert len(pool) < 65536

    size = 1 << SHIFT
    limit = (max(ord(c) for c in table) // size + 1) * size
    blocks, numbers, first = [], {}, []
    for start in range(0, limit, size):
        block = tuple(offsets[table[chr(code)]] if chr(code) in table else 0 for code in range(start, start + size))
        if block not in numbers:
            numbers[block] = len(blocks)
            blocks.append(block)
        first.append(numbers[block])
    kind = "uint8_t" if len(blocks) <= 256 else "uint16_t"
    second = [value for block in blocks for value in block]

    # What separates words, outside ASCII.  Characters that never come out of
    # folding may be in a range or not, which makes the ranges fewer.
    ranges = []
    for code in range(0x80, 0x20000):
        c = chr(code)
        if c in table:
            continue
        if is_separator(c):
            if ranges and not ranges[-1][2]:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, False])
        elif ranges:
            ranges[-1][2] = True
    flat = [bound for r in ranges for bound in r[:2]]

    nbytes = len(first) * (1 if kind == "uint8_t" else 2) + 2 * len(second) + len(pool) + 4 * len(flat)
    sys.stdout.write("""/*-------------------------------------------------------------------------
 *
 * text_fold_table.c
 *	  What each character folds to; looked up by text_core.c.
 *
 * Made by test/tools/text_fold_table.py from Unicode %s: change that, not
 * this.  %d characters change, in %d bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/text_core.h"

#if TEXT_FOLD_SHIFT != %d || TEXT_FOLD_LIMIT != 0x%X || TEXT_FOLD_MAX_GROWTH != %d || TEXT_SEPARATOR_RANGES != %d
#error "text_core.h does not fit this table"
#endif

""" % (unicodedata.unidata_version, len(table), nbytes, SHIFT, limit, growth, len(ranges)))
    sys.stdout.write("/* Block of a character. */\n" + array(kind, "text_fold_block", first, 24) + "\n")
    sys.stdout.write("/* In each block: where in the pool the replacement is; 0 if there is none. */\n")
    sys.stdout.write(array("uint16_t", "text_fold_offset", second) + "\n")
    sys.stdout.write("/* The replacements in UTF-8, each after its length. */\n")
    sys.stdout.write(array("uint8_t", "text_fold_pool", pool, 24) + "\n")
    sys.stdout.write("/* First and last of the punctuation and symbols that folding keeps. */\n")
    sys.stdout.write(array("uint32_t", "text_separator", flat, 12))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        sys.exit(0 if check_library(sys.argv[2]) else 1)
    main()
