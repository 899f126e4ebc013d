#!/usr/bin/env python3
"""Write telephone numbers as people write them, to test the phone core with.

    python3 test/tools/phone_corpus.py CORPUS N SEED METADATA.json[.gz]

CORPUS is one of

  world    numbers of every plan and type, drawn from the metadata's own
           patterns and examples, in national, international, RFC 3966 and
           dialled forms, with punctuation and extensions of many kinds
  india    Indian mobile, landline and toll-free numbers in the forms in which
           they are typed into contact lists
  fuzz     the above, mutilated: digits of other scripts, odd characters,
           letters, marks of extensions, parameters, broken bytes
  marks    texts over a small alphabet of marks of extensions, separators and
           parameters, where most of them are almost right
  match    pairs of texts, for the question whether they mean one number
  unicode  every code point at two places of a number (N is not used)

Lines are REGION<tab>TEXT (match: TEXT<tab>TEXT) with tab, line feed, carriage
return, NUL and backslash escaped.  The same arguments give the same lines.
"""

import random
import re
import sys

sys.dont_write_bytecode = True
import phone_tables as pt       # noqa: E402  (for its reading of patterns)

DESCS = [pt.GENERAL, pt.FIXED, pt.MOBILE, pt.TOLL_FREE, pt.PREMIUM, pt.SHARED,
         pt.PERSONAL, pt.VOIP, pt.PAGER, pt.UAN, pt.VOICEMAIL]

EXTENSIONS = [' ext. %s', ' ext %s', ' extn %s', 'ext%s', ' x%s', 'x%s', ' #%s',
              '#%s', ';ext=%s', ',,%s', ', %s', ';%s', ' extensi\u00f3n %s',
              ' extensio\u0301n:%s', ' anexo %s', ' \u0434\u043e\u0431. %s',
              ' int %s', '~%s', ' - %s#', ' Ext: %s', ' EXTN.%s', ',,,%s#',
              ' \uff45\uff58\uff54 %s', '\uff58%s', ' xtn-%s', ' ; %s',
              ' \u0414\u041e\u0411 %s', ' ext. - %s', ' , , %s', '- -%s#']

JUNK = [' ', '-', '.', '/', '(', ')', '  ', ' - ', '\u00a0', '\u2013', '\u2014',
        '\u3000', '~', '[', ']', '\u200b', '\u2060', '\u00ad', '*', '\u2212',
        '\uff0d', '\uff08', '\uff09', '\u30fc', '\u223c', '\u2053']

ODD = list(' \t,;:.-+/()[]~*#xX\\=\n\r\f\v') + [
    'ext', 'extn', 'EXT', 'xtn', 'anexo', 'int', 'доб', 'ДОБ', 'ᲁоб', 'дᲂб',
    'extensión', 'EXTENSIÓN', 'extensio\u0301n', 'enſ', 'extenſion',
    'e\uff58t', '\uff45\uff58\uff54', '\uff38\uff34\uff2e', '\uff58', '\uff38',
    '\uff49\uff4e\uff54', '\uff03', '\uff5e', '\uff0b', '\uff0e', '\uff0c',
    '\uff1b', '\uff0f', '\u017f', '\u212a', 'é', 'ß', 'Ω', '中', 'あ', '½',
    '²', '①', 'Ⅳ', '一', '\u00a0', '\u0301', '\u2028', '\u2029', '\u0085',
    '\u200b', '\u200e', '\u202a', '\ufeff', '\ufffe', '\U0001fffe', '\ufdd0',
    '\u007f', '\u0001', '\x00', '\u001b', '\ufffd', '\U0001f4de', '\u2060',
    'tel:', ';ext=', ';isub=', ';phone-context=', ';phone-context=+',
    ';phone-context=+1', ';phone-context=example.com', ';phone-context=+91;',
    '/x', '\\ x', '/ x', '/X', '(0)', '00', '011', 'abc', 'FLOWERS', 'TAXICAB',
    ',,', ',', ';', '##', '0', '00', '000', '+', '++', 'nn', 'o', 'ó']

BROKEN = [b'\xff', b'\xc3', b'\xe0\xa4', b'\xed\xa0\x80', b'\xf4\x90\x80\x80',
          b'\x80', b'\xc0\xaf', b'\xf0\x9f\x93', b'\xd9']

SCRIPTS = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10, 0x1D7CE, 0x104A0,
           0x1E950, 0x17E0]

# Texts over these are dense in what the extension patterns are made of.
MARKS = [' ', ' ', ' ', ',', ',', ',', '-', '-', ';', ':', '.', '#', 'x', '~',
         'ext', 'extn', 'xt', 'xtn', 'int', 'anexo', 'extensio', 'e', 'x', 't',
         'n', '\t', '\u00a0', '\uff0e', '\uff58', '\uff54', '\uff4e', '\uff45',
         '\u0301', 'o', '\u00f3', ';ext=', '/', '*', '(', ')', '\u0434\u043e\u0431']
PARAMETERS = ['tel:', ';phone-context=', ';phone-context=', ';isub=', ';ext=',
              '+', '+', '91', '1', '44', '12', '9876543210', '2025550123', ';',
              'a.example', '-', ' ', '/x', ';phone-context']

HINTS = ['ZZ', '001', 'XX', '', 'in', 'IND']


def sample(node, rng):
    """A random string of a pattern's language."""
    kind = node[0]
    if kind == 'set':
        return str(rng.choice([d for d in range(10) if node[1] >> d & 1]))
    if kind == 'cat':
        return ''.join(sample(x, rng) for x in node[1])
    if kind == 'alt':
        return sample(rng.choice(node[1]), rng)
    if kind == 'rep':
        return ''.join(sample(node[1], rng)
                       for _ in range(rng.randint(node[2], node[3])))
    if kind == 'grp':
        return sample(node[2], rng)
    return ''


class Corpus:
    def __init__(self, seed, path):
        self.rng = random.Random(seed)
        self.geo, self.world_plans = pt.load(path)
        self.plans = self.geo + self.world_plans
        self.parsed = {}
        self.regions = [pt.field(p, pt.ID) for p in self.geo]
        # Drawing by number and not by plan would never meet small plans.
        self.descs = [[pt.field(p, d) for d in DESCS
                       if pt.field(pt.field(p, d), pt.D_PATTERN)]
                      for p in self.plans]
        self.india = next(p for p in self.geo if pt.field(p, pt.ID) == 'IN')

    def sample(self, pattern):
        if pattern not in self.parsed:
            self.parsed[pattern] = pt.Parser(pattern).parse()
        return sample(self.parsed[pattern], self.rng)

    def nsn(self, i):
        """A national number of plan i: usually right, sometimes not."""
        rng = self.rng
        desc = rng.choice(self.descs[i])
        example = pt.field(desc, pt.D_EXAMPLE)
        if example and rng.random() < 0.5:
            n = rng.randint(1, min(4, len(example)))
            text = example[:-n] + ''.join(rng.choice('0123456789')
                                          for _ in range(n))
        else:
            text = self.sample(pt.field(desc, pt.D_PATTERN))
        r = rng.random()
        if r < 0.04:
            text = text[:-rng.randint(1, 4)]
        elif r < 0.08:
            text += str(rng.randint(0, 99999))
        elif r < 0.10:
            text = rng.choice('0123456789') + text
        return text

    def formatted(self, plan, nsn, intl):
        """The number in one of the metadata's formats, or as it is."""
        formats = pt.field(plan, pt.FORMATS) or []
        if intl:
            formats = pt.field(plan, pt.INTL_FORMATS) or formats
        for f in formats:
            lead = pt.field(f, pt.F_LEADING)
            if lead and not re.match(lead[-1], nsn):
                continue
            m = re.fullmatch(pt.field(f, pt.F_PATTERN), nsn)
            if m:
                text = pt.field(f, pt.F_FORMAT)
                if not intl:
                    text = pt.template_national(text, pt.field(f, pt.F_NP_RULE))
                return re.sub(r'\$(\d)', lambda g: m.group(int(g.group(1))), text)
        return nsn

    def punctuated(self, text):
        rng = self.rng
        out = ''
        junk = rng.choice(JUNK)
        for c in text:
            out += c
            if rng.random() < 0.3:
                out += junk if rng.random() < 0.7 else rng.choice(JUNK)
        return out

    def extension(self):
        rng = self.rng
        length = rng.choice([1, 2, 3, 3, 4, 4, 5, 6, 7, 9, 10, 15, 16, 20, 21])
        return rng.choice(EXTENSIONS) % ''.join(rng.choice('0123456789')
                                                for _ in range(length))

    def region(self, own):
        rng = self.rng
        r = rng.random()
        if r < 0.7 and own != '001':
            return own
        return rng.choice(self.regions) if r < 0.92 else rng.choice(HINTS)

    def world(self):
        rng = self.rng
        i = rng.randrange(len(self.plans))
        plan = self.plans[i]
        own = pt.field(plan, pt.ID)
        code = str(pt.field(plan, pt.CALLING_CODE))
        nsn = self.nsn(i)
        prefix = pt.field(plan, pt.NATIONAL_PREFIX) or ''
        region = self.region(own)
        style = rng.randrange(14)
        if style == 0:
            text = self.formatted(plan, nsn, False)
        elif style == 1:
            text = '+' + code + ' ' + self.formatted(plan, nsn, True)
        elif style == 2:
            text = '+' + code + nsn
        elif style == 3:
            text = code + nsn
        elif style == 4:
            text = nsn
        elif style == 5:
            text = prefix + nsn
        elif style == 6:
            text = self.punctuated(rng.choice(['+' + code, prefix, '']) + nsn)
        elif style == 7:
            text = 'tel:' + rng.choice(['+' + code + '-', '']) + \
                self.formatted(plan, nsn, True).replace(' ', '-')
            r = rng.random()
            if r < 0.4:
                text += ';phone-context=+' + code
            elif r < 0.5:
                text += ';phone-context=example.org'
            elif r < 0.6:
                text += ';isub=12345;phone-context=+' + code
            elif r < 0.7:
                text += ';isub=%d' % rng.randint(0, 9999)
        elif style in (8, 9):
            caller = rng.choice(self.geo)
            idd = self.sample(pt.field(caller, pt.IDD))
            text = idd + rng.choice(['', ' ', '-']) + code + rng.choice(
                ['', ' ']) + self.formatted(plan, nsn, True)
            region = pt.field(caller, pt.ID)
        elif style == 10:
            text = '+%s (%s) %s' % (code, prefix or '0', nsn)
        elif style == 11:
            text = rng.choice(['Tel: ', 'Phone ', 'call ', '(M) ', 'T.']) + \
                self.formatted(plan, nsn, rng.random() < 0.5)
        elif style == 12:
            parsing = pt.field(plan, pt.NP_PARSING)
            text = (self.sample(parsing) if parsing else '') + nsn
            if rng.random() < 0.3:
                text = '+' + code + text
        else:
            text = code + prefix + nsn
        if rng.random() < 0.15:
            text += self.extension()
        return region, text

    def indian(self):
        rng = self.rng
        r = rng.random()
        if r < 0.75:
            nsn = rng.choice('6789') + '%09d' % rng.randrange(10 ** 9)
        elif r < 0.93:
            area = rng.choice(['11', '22', '33', '44', '80', '40', '20', '79',
                               '141', '522', '172', '484', '413', '1382',
                               '2692', '4562'])
            nsn = area + ''.join(rng.choice('23456789' if k == 0 else
                                            '0123456789')
                                 for k in range(10 - len(area)))
        else:
            nsn = rng.choice(['1800', '1860', '1800103', '1900']) + \
                '%06d' % rng.randrange(10 ** 6)
        a, b = nsn[:5], nsn[5:]
        forms = ['%s', '0%s', '+91%s', '+91 %s', '+91-%s', '91%s', '0091%s',
                 '00 91 %s', '091%s', '(+91) %s', '+91 (0) %s', 'Mob: %s',
                 '(M) %s', 'M-%s', '%s whatsapp', '%s ', ' %s', '+ 91 %s',
                 '%s.', '%s/', '+910%s', "'%s", '%s (O)', 'Ph.%s', '%s ext 12',
                 '%s x 4']
        body = rng.choice([nsn, nsn, nsn, a + ' ' + b, a + '-' + b,
                           nsn[:3] + ' ' + nsn[3:6] + ' ' + nsn[6:],
                           nsn[:4] + ' ' + nsn[4:7] + ' ' + nsn[7:],
                           nsn[:2] + '-' + nsn[2:], '(' + nsn[:3] + ')' + nsn[3:],
                           nsn[:4] + '.' + nsn[4:]])
        text = rng.choice(forms) % body
        r = rng.random()
        if r < 0.02:
            text = text[:-1]
        elif r < 0.03:
            text += '/ ' + a + b
        elif r < 0.035:
            text = ''.join(chr(0x966 + int(c)) if c in '0123456789' else c
                           for c in text)
        return 'IN', text

    def fuzzed(self):
        rng = self.rng
        region, text = self.indian() if rng.random() < 0.2 else self.world()
        if rng.random() < 0.15:
            zero = rng.choice(SCRIPTS)
            text = ''.join(chr(zero + int(c))
                           if c in '0123456789' and rng.random() < 0.6 else c
                           for c in text)
        if rng.random() < 0.3:
            text += self.extension()
        chars = list(text)
        for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3, 4, 8])):
            r = rng.random()
            at = rng.randint(0, len(chars))
            if r < 0.45:
                chars.insert(at, rng.choice(ODD))
            elif r < 0.55:
                chars.insert(at, rng.choice('0123456789'))
            elif r < 0.65 and chars:
                chars[at - 1] = rng.choice(ODD)
            elif r < 0.75 and chars:
                del chars[at - 1]
            elif r < 0.80:
                chars.append(rng.choice(ODD))
            elif r < 0.85:
                chars.insert(0, rng.choice(ODD))
            elif r < 0.90:
                chars.insert(at, ''.join(rng.choice(
                    'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
                    for _ in range(rng.randint(1, 7))))
            elif r < 0.95 and chars:
                zero = rng.choice(SCRIPTS)
                if chars[at - 1] in '0123456789' and chars[at - 1]:
                    chars[at - 1] = chr(zero + int(chars[at - 1]))
            elif chars:
                end = rng.randint(at, len(chars))
                chars[at:at] = chars[at:end]
        data = ''.join(chars).encode()
        if rng.random() < 0.02:
            at = rng.randint(0, len(data))
            data = data[:at] + rng.choice(BROKEN) + data[at:]
        return rng.choice(HINTS) if rng.random() < 0.05 else region, data

    def marked(self):
        rng = self.rng
        if rng.random() < 0.25:
            text = ''.join(rng.choice(PARAMETERS)
                           for _ in range(rng.randint(1, 9)))
            return rng.choice(['IN', 'US', 'ZZ']), text

        def digits(lengths):
            return ''.join(rng.choice('0123456789')
                           for _ in range(rng.choice(lengths)))
        text = rng.choice(['', '+1', '+91', '0'])
        for _ in range(rng.randint(1, 3)):
            text += digits([1, 2, 3, 5, 7, 8, 10, 10])
            text += ''.join(rng.choice(MARKS)
                            for _ in range(rng.choice([0, 1, 2, 3, 4, 6])))
        text += digits([1, 2, 3, 5, 6, 7, 9, 10, 15, 16, 20, 21])
        if rng.random() < 0.3:
            text += rng.choice(['#', '#', '##', ' ', 'x', ',', '#\n'])
        return rng.choice(['IN', 'US', 'IT', 'AR', 'ZZ']), text

    def pair(self):
        rng = self.rng
        _, a = self.world()
        r = rng.random()
        if r < 0.15:
            _, b = self.world()
        elif r < 0.25:
            _, b = self.fuzzed()
            b = b.decode('utf-8', 'replace')
        else:
            b = a
            digits = re.sub(r'\D', '', a.split(';')[0])
            r = rng.random()
            if r < 0.3:
                b = rng.choice(['+', '', '00']) + digits
            elif r < 0.5:
                b = digits[-rng.randint(2, 12):]
            elif r < 0.6:
                b = a + self.extension()
            elif r < 0.7:
                b = '+' + str(pt.field(rng.choice(self.plans),
                                       pt.CALLING_CODE)) + digits
            elif r < 0.8:
                b = self.punctuated(digits)
        return (a, b) if rng.random() < 0.5 else (b, a)


def escape(data):
    if isinstance(data, str):
        data = data.encode('utf-8', 'surrogatepass')
    return (data.replace(b'\\', b'\\\\').replace(b'\t', b'\\t')
            .replace(b'\n', b'\\n').replace(b'\r', b'\\r')
            .replace(b'\0', b'\\x00'))


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    name, count, seed, path = sys.argv[1:]
    out = sys.stdout.buffer
    if name == 'unicode':
        for c in range(0x110000):
            if not 0xD800 <= c <= 0xDFFF:
                x = escape(chr(c))
                out.write(b'IN\t987654321' + x + b'\nIN\t98765' + x +
                          b'43210\n')
        return
    corpus = Corpus('%s %s' % (name, seed), path)
    make = {'world': corpus.world, 'india': corpus.indian,
            'fuzz': corpus.fuzzed, 'marks': corpus.marked,
            'match': corpus.pair}[name]
    for _ in range(int(count)):
        left, right = make()
        out.write(escape(left) + b'\t' + escape(right) + b'\n')


if __name__ == '__main__':
    main()
