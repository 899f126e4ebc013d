#!/usr/bin/env python3
"""Compile the metadata of libphonenumber into the C tables of the phone core.

    python3 test/tools/phone_tables.py METADATA.json[.gz] VERSION > src/pure/phone_tables.c

The metadata is that of Google's libphonenumber, (C) The Libphonenumber
Authors, Apache License 2.0.  It is read in the form in which the npm package
`fullstack-phone` carries it (server/metadata/metadata.json, compiled protocol
buffers as arrays: the index in an array is the number of the field):

    npm pack fullstack-phone@1.211.0          # metadata release v9.0.39
    tar -xzf fullstack-phone-1.211.0.tgz package/server/metadata/metadata.json
    python3 test/tools/phone_tables.py \\
        package/server/metadata/metadata.json 9.0.39 > src/pure/phone_tables.c

The package.json of each release names the metadata version in its field
`libphonenumber`.  test/tools/phone_metadata_8.12.57.json.gz is the file of
fullstack-phone@1.115.0 (metadata 8.12.57, the same licence), only minified
and without the two territories named below: the differential test compares
with the C++ library of that release.

What is done to the metadata:

* Every pattern that is asked as a yes-or-no question becomes part of a
  deterministic automaton over the ten digits.  All these languages are
  finite, so the automata are acyclic (but for states that accept whatever
  follows) and hash-consing makes the whole set of them minimal with shared
  tails.  State 0 is the dead state.
* The type patterns of a plan are folded into one automaton whose labels are
  the answer of the type question, possible lengths included; for a calling
  code shared by several plans the label also names the plan.
* Patterns whose captures matter (national prefixes and international
  prefixes) become small backtracking programs, because there the order of
  the alternatives counts.
* Format patterns are only runs of digits; they become (minimum, maximum)
  pairs, and the three texts of a format become templates.

The output is the same for the same input.  PN and AN are additions of the npm
package which libphonenumber does not have; they are left out.
"""

import gzip
import json
import re
import sys

sys.setrecursionlimit(100000)

# Field numbers of PhoneMetadata, PhoneNumberDesc and NumberFormat.
GENERAL, FIXED, MOBILE, TOLL_FREE, PREMIUM, SHARED, PERSONAL, VOIP = range(1, 9)
ID, CALLING_CODE, IDD, NATIONAL_PREFIX, EXTN_PREFIX = 9, 10, 11, 12, 13
NP_PARSING, NP_TRANSFORM, PREFERRED_IDD, SAME_PATTERN = 15, 16, 17, 18
FORMATS, INTL_FORMATS, PAGER, MAIN_COUNTRY, LEADING = 19, 20, 21, 22, 23
UAN, VOICEMAIL = 25, 28
D_PATTERN, D_EXAMPLE, D_LENGTHS, D_LOCAL = 2, 6, 9, 10
F_PATTERN, F_FORMAT, F_LEADING, F_NP_RULE = 1, 2, 3, 4

# PhoneType of phone_core.h, in the order of libphonenumber's enumeration, and
# the metadata field behind each.
TYPES = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'TOLL_FREE',
         'PREMIUM_RATE', 'SHARED_COST', 'VOIP', 'PERSONAL_NUMBER', 'PAGER',
         'UAN', 'VOICEMAIL', 'UNKNOWN']
TYPE_FIELD = [FIXED, MOBILE, FIXED, TOLL_FREE, PREMIUM, SHARED, VOIP, PERSONAL,
              PAGER, UAN, VOICEMAIL, GENERAL]
T = {name: i for i, name in enumerate(TYPES)}
# The order in which types are tried before fixed line and mobile.
TYPE_ORDER = [(PREMIUM, 'PREMIUM_RATE'), (TOLL_FREE, 'TOLL_FREE'),
              (SHARED, 'SHARED_COST'), (VOIP, 'VOIP'),
              (PERSONAL, 'PERSONAL_NUMBER'), (PAGER, 'PAGER'), (UAN, 'UAN'),
              (VOICEMAIL, 'VOICEMAIL')]

LEFT_OUT = ('PN', 'AN')

# Characters of libphonenumber's separator class that occur in a format text;
# all of them become a hyphen in RFC 3966.
SEPARATORS = '-x \u2010-\u2015\u2212\u30fc\uff0d-\uff0f\u00a0\u00ad\u200b' \
    '\u2060\u3000()\uff08\uff09\uff3b\uff3d.\\[\\]/~\u2053\u223c'
SEPARATOR_RUN = re.compile('[' + SEPARATORS + ']+')


def field(array, index):
    """The field of a pblite array, None if it ends before it."""
    return array[index] if array and index < len(array) else None


# --------------------------------------------------------------------------
# The subset of regular expressions that occurs in the metadata
# --------------------------------------------------------------------------

class Parser:
    """Parse a pattern into nested tuples.

    ('set', mask) ('cat', [..]) ('alt', [..]) ('rep', node, min, max)
    ('grp', number, node) ('end',)
    """

    def __init__(self, text):
        self.text, self.pos, self.groups = text, 0, 0

    def peek(self):
        return self.text[self.pos] if self.pos < len(self.text) else ''

    def parse(self):
        node = self.alternatives()
        if self.pos != len(self.text):
            raise ValueError('cannot read pattern ' + self.text)
        return node

    def alternatives(self):
        branches = [self.sequence()]
        while self.peek() == '|':
            self.pos += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else ('alt', branches)

    def sequence(self):
        parts = []
        while self.peek() not in ('', '|', ')'):
            parts.append(self.repeated())
        return parts[0] if len(parts) == 1 else ('cat', parts)

    def repeated(self):
        node = self.atom()
        while True:
            if self.peek() == '?':
                self.pos += 1
                node = ('rep', node, 0, 1)
            elif self.peek() == '{':
                m = re.compile(r'\{(\d+)(?:,(\d+))?\}').match(self.text, self.pos)
                self.pos = m.end()
                low = int(m.group(1))
                node = ('rep', node, low, int(m.group(2) or low))
            else:
                break
            if self.peek() in ('?', '+', '*'):
                raise ValueError('unexpected quantifier in ' + self.text)
        return node

    def atom(self):
        c = self.peek()
        self.pos += 1
        if c.isdigit():
            return ('set', 1 << int(c))
        if c == '\\' and self.peek() == 'd':
            self.pos += 1
            return ('set', 0x3ff)
        if c == '$':
            return ('end',)
        if c == '[':
            end = self.text.index(']', self.pos)
            body = self.text[self.pos:end].replace('\\d', '0-9')
            self.pos = end + 1
            if not re.fullmatch(r'(\d(-\d)?)+', body):
                raise ValueError('cannot read class in ' + self.text)
            mask = 0
            for m in re.finditer(r'(\d)(?:-(\d))?', body):
                for d in range(int(m.group(1)), int(m.group(2) or m.group(1)) + 1):
                    mask |= 1 << d
            return ('set', mask)
        if c == '(':
            number = 0
            if self.text.startswith('?:', self.pos):
                self.pos += 2
            else:
                self.groups += 1
                number = self.groups
            node = self.alternatives()
            if self.peek() != ')':
                raise ValueError('unbalanced pattern ' + self.text)
            self.pos += 1
            return ('grp', number, node) if number else node
        raise ValueError('cannot read pattern ' + self.text)


# --------------------------------------------------------------------------
# Automata
# --------------------------------------------------------------------------

class Nfa:
    """Thompson construction; a state is (mask, target) or epsilon edges."""

    def __init__(self):
        self.step = []          # per state: (mask, target) or None
        self.eps = []           # per state: list of states
        self.mark = []          # per state: what reaching it means, or None
        self.closures = {}
        self.moves = {}

    def state(self):
        self.step.append(None)
        self.eps.append([])
        self.mark.append(None)
        return len(self.step) - 1

    def build(self, node, follow):
        """Return the state from which node and then follow is matched."""
        kind = node[0]
        if kind == 'set':
            s = self.state()
            self.step[s] = (node[1], follow)
            return s
        if kind == 'cat':
            for part in reversed(node[1]):
                follow = self.build(part, follow)
            return follow
        if kind == 'alt':
            s = self.state()
            self.eps[s] = [self.build(b, follow) for b in node[1]]
            return s
        if kind == 'rep':
            for _ in range(node[3] - node[2]):
                s = self.state()
                self.eps[s] = [self.build(node[1], follow), follow]
                follow = s
            for _ in range(node[2]):
                follow = self.build(node[1], follow)
            return follow
        if kind == 'grp':
            return self.build(node[2], follow)
        raise ValueError('an automaton cannot hold ' + kind)

    def add(self, pattern, mark, loop=False):
        """Add a pattern; with loop, whatever follows it is accepted too."""
        final = self.state()
        self.mark[final] = mark
        if loop:
            self.step[final] = (0x3ff, final)
        return self.build(Parser(pattern).parse(), final)

    def closure(self, states):
        """Drop epsilon edges: only stepping or marked states remain."""
        out, todo, seen = set(), list(states), set(states)
        while todo:
            s = todo.pop()
            if self.step[s] is not None or self.mark[s] is not None:
                out.add(s)
            for e in self.eps[s]:
                if e not in seen:
                    seen.add(e)
                    todo.append(e)
        return frozenset(out)

    def move(self, states, digit):
        bit = 1 << digit
        return self.closure([self.step[s][1] for s in states
                             if self.step[s] and self.step[s][0] & bit])


class Dfa:
    """All automata in one minimal table."""

    def __init__(self):
        self.rows = [((0,) * 10, 0)]
        self.index = {self.rows[0]: 0}
        self.loops = {}

    def row(self, links, label):
        key = (links, label)
        if key not in self.index:
            self.index[key] = len(self.rows)
            self.rows.append(key)
        return self.index[key]

    def loop(self, label):
        """The state that keeps a label whatever digits follow."""
        if label == 0:
            return 0
        if label not in self.loops:
            n = len(self.rows)
            self.rows.append(((n,) * 10, label))
            self.index[((n,) * 10, label)] = n
            self.loops[label] = n
        return self.loops[label]

    def build(self, nfa, starts, label, by_depth, loop_states=frozenset()):
        """Determinise; label(marks, depth) gives the label of a state."""
        memo = {}

        def visit(states, depth):
            if not states:
                return 0
            if states <= loop_states:
                return self.loop(label({nfa.mark[s] for s in states}, 99))
            key = (states, depth if by_depth else 0)
            if key in memo:
                return memo[key]
            links = tuple(visit(nfa.move(states, d), depth + 1)
                          for d in range(10))
            marks = {nfa.mark[s] for s in states if nfa.mark[s] is not None}
            n = self.row(links, label(marks, depth))
            memo[key] = n
            return n

        return visit(nfa.closure(starts), 0)


# --------------------------------------------------------------------------
# Backtracking programs
# --------------------------------------------------------------------------

# Opcodes, in the upper four bits of a word; the operand is below.
OP_MATCH, OP_SET, OP_SPLIT, OP_JUMP, OP_SAVE, OP_END = range(6)


class Programs:
    """Words of all programs; offset 0 means that there is no pattern."""

    def __init__(self):
        self.words = [0]
        self.index = {}

    def add(self, pattern):
        """Return (offset, number of groups) of a pattern's program."""
        if not pattern:
            return 0, 0
        if pattern not in self.index:
            parser = Parser(pattern)
            code = self.emit(parser.parse()) + [OP_MATCH << 12]
            if parser.groups > 2 or len(code) > 0xfff:
                raise ValueError('program too large: ' + pattern)
            self.index[pattern] = (len(self.words), parser.groups)
            self.words += code
        return self.index[pattern]

    def emit(self, node):
        kind = node[0]
        if kind == 'set':
            return [OP_SET << 12 | node[1]]
        if kind == 'end':
            return [OP_END << 12]
        if kind == 'cat':
            return [w for part in node[1] for w in self.emit(part)]
        if kind == 'grp':
            return [OP_SAVE << 12 | node[1] * 2] + self.emit(node[2]) + \
                [OP_SAVE << 12 | node[1] * 2 + 1]
        if kind == 'rep':
            code = self.emit(node[1])
            out = code * node[2]
            # Optional repetitions nest: each may only follow the one before.
            tail = []
            for _ in range(node[3] - node[2]):
                body = code + tail
                tail = [OP_SPLIT << 12 | len(body) + 1] + body
            return out + tail
        if kind == 'alt':
            code = self.emit(node[1][-1])
            for branch in reversed(node[1][:-1]):
                first = self.emit(branch)
                code = [OP_SPLIT << 12 | len(first) + 2] + first + \
                    [OP_JUMP << 12 | len(code) + 1] + code
            return code
        raise ValueError(kind)


class Strings:
    """A pool of NUL-terminated texts; offset 0 is the empty one."""

    def __init__(self):
        self.items, self.index, self.size = [''], {'': 0}, 1

    def add(self, text):
        text = text or ''
        if text not in self.index:
            self.index[text] = self.size
            self.items.append(text)
            self.size += len(text.encode()) + 1
        return self.index[text]


# --------------------------------------------------------------------------
# The metadata
# --------------------------------------------------------------------------

def load(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        data = json.load(f)
    plans = {}
    for entry in data.values():
        plans.update(entry['countryToMetadata'])
    geo = [plans[k] for k in sorted(plans) if k.isalpha() and k not in LEFT_OUT]
    world = [plans[k] for k in sorted(plans) if k.isdigit()]
    return geo, world


def matches_desc(plan, which, marks, depth, plan_key):
    """IsNumberMatchingDesc: a possible length, and the pattern."""
    desc = field(plan, which)
    lengths = field(desc, D_LENGTHS) or []
    if lengths and depth not in lengths:
        return False
    return (plan_key, which) in marks


def type_of(plan, marks, depth, key):
    """GetNumberTypeHelper over the marks of an automaton state."""
    def has(which):
        return matches_desc(plan, which, marks, depth, key)
    if not has(GENERAL):
        return 'UNKNOWN'
    for which, name in TYPE_ORDER:
        if has(which):
            return name
    same = bool(field(plan, SAME_PATTERN))
    if has(FIXED):
        return 'FIXED_LINE_OR_MOBILE' if same or has(MOBILE) else 'FIXED_LINE'
    if not same and has(MOBILE):
        return 'MOBILE'
    return 'UNKNOWN'


def mask(numbers):
    """Bits of the lengths; -1 stands for none."""
    m = 0
    for n in numbers or []:
        if n >= 0:
            m |= 1 << n
    return m


def template_national(text, rule):
    """Put the national prefix rule in the place of the first group."""
    if not rule:
        return text
    m = re.search(r'\$\d', text)
    return text[:m.start()] + rule.replace('$1', m.group(0)) + text[m.end():]


def template_rfc3966(text):
    m = SEPARATOR_RUN.match(text)
    return SEPARATOR_RUN.sub('-', text[m.end():] if m else text)


def c_string(text):
    out = ''
    for b in text.encode():
        if 32 <= b < 127 and chr(b) not in '"\\?':
            out += chr(b)
        else:
            out += '\\%03o' % b
    return out


def rows(values, per_line):
    """The values as lines of an initializer."""
    lines = []
    for i in range(0, len(values), per_line):
        lines.append('\t' + ', '.join(str(v) for v in values[i:i + per_line]))
    return ',\n'.join(lines)


def main():
    if len(sys.argv) != 3:
        sys.exit('usage: phone_tables.py METADATA.json[.gz] VERSION')
    geo, world = load(sys.argv[1])
    version = sys.argv[2]
    plans = geo + world
    dfa, programs, strings = Dfa(), Programs(), Strings()

    patterns, pattern_index = [], {}
    formats, format_runs, lead_index = [], {}, {}
    # The automaton that accepts everything: formats without leading digits.
    anything = dfa.loop(1)

    def lead(patterns_of_format):
        if not patterns_of_format:
            return anything
        text = patterns_of_format[-1]       # the last is the most detailed
        if text not in lead_index:
            nfa = Nfa()
            start = nfa.add(text, 1, loop=True)
            final = frozenset(s for s in range(len(nfa.mark))
                              if nfa.mark[s] is not None)
            # Once the pattern has matched, nothing else matters.
            lead_index[text] = build_lead(nfa, start, final)
        return lead_index[text]

    def build_lead(nfa, start, final):
        memo = {}

        def visit(states):
            if not states:
                return 0
            if states & final:
                return anything
            if states not in memo:
                memo[states] = dfa.row(
                    tuple(visit(nfa.move(states, d)) for d in range(10)), 0)
            return memo[states]
        return visit(nfa.closure([start]))

    def group_pattern(text):
        if text not in pattern_index:
            if not re.fullmatch(r'(\(\\d(\{\d+(,\d+)?\})?\))+', text):
                raise ValueError('unexpected format pattern ' + text)
            groups = []
            for m in re.finditer(r'\(\\d(?:\{(\d+)(?:,(\d+))?\})?\)', text):
                low = int(m.group(1) or 1)
                groups.append((low, int(m.group(2) or low)))
            if len(groups) > 5 or max(g[1] for g in groups) > 15:
                raise ValueError('format pattern too large ' + text)
            pattern_index[text] = len(patterns)
            patterns.append(groups)
        return pattern_index[text]

    def format_run(list_of_formats, with_rule):
        run = []
        for f in list_of_formats or []:
            text = field(f, F_FORMAT)
            rule = field(f, F_NP_RULE) if with_rule else None
            run.append((lead(field(f, F_LEADING)),
                        group_pattern(field(f, F_PATTERN)),
                        strings.add(template_national(text, rule)),
                        strings.add(text),
                        strings.add(template_rfc3966(text))))
        run = tuple(run)
        if not run:
            return 0, 0
        if run not in format_runs:
            format_runs[run] = len(formats)
            formats.extend(run)
        return format_runs[run], len(run)

    plan_rows, examples = [], []
    for plan in plans:
        general = field(plan, GENERAL)
        code = field(plan, CALLING_CODE)

        nfa = Nfa()
        start = nfa.add(field(general, D_PATTERN), 1)
        general_dfa = dfa.build(nfa, [start], lambda m, d: 1 if m else 0, False)

        nfa = Nfa()
        starts = []
        for which in [GENERAL, FIXED, MOBILE] + [w for w, _ in TYPE_ORDER]:
            pattern = field(field(plan, which), D_PATTERN)
            if pattern:
                starts.append(nfa.add(pattern, (0, which)))

        def label(marks, depth, plan=plan):
            name = type_of(plan, marks, depth, 0)
            return 0 if name == 'UNKNOWN' else T[name] + 1
        type_dfa = dfa.build(nfa, starts, label, True)

        prefix, groups = programs.add(field(plan, NP_PARSING))
        idd, _ = programs.add(field(plan, IDD))
        if (idd == 0) != (field(plan, ID) == '001'):
            raise ValueError('unexpected international prefix')
        transform = field(plan, NP_TRANSFORM)
        # Only a prefix without alternatives can be written out.
        single = re.fullmatch(r'\d+(?:[~\u2053\u223c\uff5e]\d+)?',
                              field(plan, IDD) or '')
        first, count = format_run(field(plan, FORMATS), True)
        intl_first, intl_count = format_run(field(plan, INTL_FORMATS), False)
        if not intl_count:
            intl_first, intl_count = first, count
        examples.append([strings.add(field(field(plan, f), D_EXAMPLE))
                         for f in TYPE_FIELD])
        plan_rows.append(dict(
            code=field(plan, ID), cc=code, general=general_dfa, type=type_dfa,
            prefix=prefix, groups=groups,
            transform=strings.add(transform), idd=idd,
            idd_text=strings.add(field(plan, PREFERRED_IDD) or
                                 (field(plan, IDD) if single else '')),
            extn=strings.add(field(plan, EXTN_PREFIX)),
            first=first, count=count, intl_first=intl_first,
            intl_count=intl_count,
            possible=mask(field(general, D_LENGTHS)),
            local=mask(field(general, D_LOCAL))))

    # Calling codes, each with its plans: the main country first, then in the
    # order of the region codes.
    codes = {}
    for i, plan in enumerate(plans):
        members = codes.setdefault(field(plan, CALLING_CODE), [])
        if field(plan, MAIN_COUNTRY) and members:
            members.insert(0, i)
        else:
            members.append(i)
    code_rows, members = [], []
    for code in sorted(codes):
        own = codes[code]
        if len(own) == 1:
            start = plan_rows[own[0]]['type']
        else:
            nfa, starts = Nfa(), []
            for k, i in enumerate(own):
                plan = plans[i]
                for which in [GENERAL, FIXED, MOBILE] + [w for w, _ in TYPE_ORDER]:
                    pattern = field(field(plan, which), D_PATTERN)
                    if pattern:
                        starts.append(nfa.add(pattern, (k, which)))
                if field(plan, LEADING):
                    starts.append(nfa.add(field(plan, LEADING), (k, LEADING),
                                          loop=True))

            def label(marks, depth, own=own):
                # GetRegionCodeForNumberFromRegionList, then GetNumberType.
                for k, i in enumerate(own):
                    name = type_of(plans[i], marks, depth, k)
                    if field(plans[i], LEADING):
                        if (k, LEADING) not in marks:
                            continue
                    elif name == 'UNKNOWN':
                        continue
                    return (k + 1) << 4 | (0 if name == 'UNKNOWN' else T[name] + 1)
                return 0
            loops = frozenset(s for s in range(len(nfa.mark))
                              if nfa.mark[s] is not None
                              and nfa.mark[s][1] == LEADING)
            start = dfa.build(nfa, starts, label, True, loops)
        code_rows.append((code, start, len(members), len(own)))
        members += own

    if len(dfa.rows) > 65535 or strings.size > 65535 or len(programs.words) > 65535:
        sys.exit('a table outgrew its 16-bit links')
    if len(code_rows) > 254 or len(geo) > 254 or len(patterns) > 255:
        sys.exit('a table outgrew its 8-bit links')

    emit(version, dfa, programs, strings, patterns, formats, plan_rows,
         examples, code_rows, members, len(geo))


def emit(version, dfa, programs, strings, patterns, formats, plan_rows,
         examples, code_rows, members, ngeo):
    out = sys.stdout.write
    size = (len(dfa.rows) * 22 + len(programs.words) * 2 + strings.size +
            len(patterns) * 16 + len(formats) * 10 + len(plan_rows) * (40 + 24) +
            len(code_rows) * 6 + len(members) * 2 + 1000 + 676)
    out('''/*-------------------------------------------------------------------------
 *
 * phone_tables.c
 *\t  Numbering plans of the world as automata, programs and templates.
 *
 * Generated by test/tools/phone_tables.py from the metadata of libphonenumber
 * release %s.  Do not edit: run the generator again.
 *
 * The metadata is Copyright (C) The Libphonenumber Authors and licensed under
 * the Apache License, Version 2.0 (the "License"); you may not use it except
 * in compliance with the License.  You may obtain a copy of the License at
 *
 *\t  http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
 * WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.  See the
 * License for the specific language governing permissions and limitations
 * under the License.
 *
 * %d states, %d program words, %d formats, %d plans; about %d KB in all.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/phone_tables.h"

const char\tphone_metadata_version[] = "%s";

const int\tphone_geo_count = %d;
const int\tphone_plan_count = %d;

''' % (version, len(dfa.rows), len(programs.words), len(formats),
       len(plan_rows), (size + 1023) // 1024, version, ngeo, len(plan_rows)))
    out('const uint16_t phone_dfa[][11] = {\n')
    for i in range(0, len(dfa.rows), 2):
        out('\t' + ', '.join('{%s, %d}' % (', '.join(map(str, links)), label)
                             for links, label in dfa.rows[i:i + 2]) + ',\n')
    out('};\n\nconst uint16_t phone_program[] = {\n%s\n};\n\n'
        % rows(programs.words, 12))
    out('const char\tphone_string[] =\n')
    line = ''
    lines = []
    for text in strings.items:
        piece = '"' + c_string(text) + '\\0"'
        if len(line) + len(piece) > 74:
            lines.append(line)
            line = ''
        line += (' ' if line else '') + piece
    lines.append(line)
    out('\n'.join('\t' + x for x in lines) + ';\n\n')
    out('const PhoneGroups phone_groups[] = {\n')
    for groups in patterns:
        low, high = [0] * 5, [0] * 5
        for i, (a, b) in enumerate(groups):
            low[i], high[i] = a, b
        total = 0
        for n in range(sum(low), min(sum(high), 31) + 1):
            total |= 1 << n
        out('\t{0x%08x, %d, {%s}, {%s}},\n' % (
            total, len(groups), ', '.join(map(str, low)),
            ', '.join(map(str, high))))
    out('};\n\nconst PhoneFormatRule phone_format_rule[] = {\n')
    for f in formats:
        out('\t{%d, %d, %d, %d, %d},\n' % f)
    out('};\n\nconst PhonePlan phone_plan[] = {\n')
    for i, p in enumerate(plan_rows):
        out('\t{"%s", %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, '
            '0x%08x, 0x%08x},\n' % (
                p['code'], p['cc'], p['general'], p['type'], p['prefix'],
                p['groups'], p['transform'], p['idd'], p['idd_text'],
                p['extn'], p['first'], p['count'],
                p['intl_first'], p['intl_count'], p['possible'], p['local']))
    out('};\n\nconst uint16_t phone_example[][12] = {\n')
    for e in examples:
        out('\t{%s},\n' % ', '.join(map(str, e)))
    out('};\n\nconst PhoneCode phone_code[] = {\n')
    for c in code_rows:
        out('\t{%d, %d, %d, %d},\n' % c)
    out('};\n\nconst uint16_t phone_code_plan[] = {\n%s\n};\n\n'
        % rows(members, 16))
    index = [0] * 1000
    for i, c in enumerate(code_rows):
        index[c[0]] = i + 1
    out('const uint8_t phone_code_index[1000] = {\n%s\n};\n\n' % rows(index, 20))
    index = [0] * 676
    for i, p in enumerate(plan_rows[:ngeo]):
        index[(ord(p['code'][0]) - 65) * 26 + ord(p['code'][1]) - 65] = i + 1
    out('const uint8_t phone_region_index[676] = {\n%s\n};\n' % rows(index, 26))
    sys.stderr.write('%s: %d states, %d words, %d bytes of strings, %d bytes\n'
                     % (version, len(dfa.rows), len(programs.words),
                        strings.size, size))


if __name__ == '__main__':
    main()
