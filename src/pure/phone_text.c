/*-------------------------------------------------------------------------
 *
 * phone_text.c
 *	  From what was typed to the digits of a number and its extension.
 *
 * This is the part of libphonenumber's ParseHelper() that does not depend on
 * a region: find the number in a text, decide whether it could be one, take
 * the extension off, reduce the rest to digits.  That library does it with
 * regular expressions; all of them can be decided from the ends of the text
 * inwards, and here they are written out by hand.  Comments name the function
 * whose answer is given.
 *
 * Text is never copied, and every step is linear in its length.
 *
 *-------------------------------------------------------------------------
 */
#include <string.h>

#include "pure/phone_core.h"
#include "pure/phone_text.h"
#include "pure/phone_unicode.h"

/* Limits of an extension by how clearly it is marked as one. */
#define EXT_EXPLICIT		20	/* "ext. 12", ";ext=12" */
#define EXT_LIKELY			15	/* ",, 12" */
#define EXT_AMBIGUOUS		9	/* "x12" */
#define EXT_UNSURE			6	/* "- 12#" */

#define PHONE_CONTEXT		";phone-context="
#define ISUB				";isub="
#define TEL					"tel:"

/* Kinds of ASCII characters for the plain text that most people type. */
#define K_OTHER		0
#define K_DIGIT		1
#define K_PUNCT		2
#define K_PLUS		3
#define K_SKIP		4			/* only before the number */

/* Kinds of characters for all other text; a letter x is both. */
#define C_DIGIT		1
#define C_PUNCT		2
#define C_ALPHA		4
#define C_PLUS		8

#define D K_DIGIT
#define P K_PUNCT
#define A K_PLUS
#define S K_SKIP
static const unsigned char plain_kind[256] = {
/*	 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f */
	0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, 0, S, S, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	P, S, S, S, S, S, S, S, P, P, P, A, S, P, P, P, /* space to / */
	D, D, D, D, D, D, D, D, D, D, S, 0, S, S, S, S, /* 0 to ? */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* @ to O */
	S, S, S, S, S, S, S, S, S, S, S, P, S, P, S, S, /* P to _ */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* ` to o */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, 0	/* p to DEL */
};
#undef D
#undef P
#undef A
#undef S

#define D C_DIGIT
#define P C_PUNCT
#define A C_ALPHA
#define X (C_PUNCT | C_ALPHA)
static const unsigned char ascii_class[128] = {
/*	 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	P, 0, 0, 0, 0, 0, 0, 0, P, P, P, C_PLUS, 0, P, P, P,
	D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
	0, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* A to O */
	A, A, A, A, A, A, A, A, X, A, A, P, 0, P, 0, 0, /* P to _ */
	0, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, /* a to o */
	A, A, A, A, A, A, A, A, X, A, A, 0, 0, 0, P, 0	/* p to ~ */
};
#undef D
#undef P
#undef A
#undef X

/* Keypad digits of the letters A to Z. */
static const char keypad[] = "22233344455566677778889999";

/*
 * A text in at most two pieces: with ";phone-context=+91" the number is what
 * follows there, and then what precedes it.
 */
typedef struct Text
{
	const char *first;
	size_t		firstlen;
	const char *second;
	size_t		len;			/* of both pieces */
} Text;

/* Positions found by find_extension(). */
typedef struct Extension
{
	size_t		start;			/* where the mark begins */
	size_t		digits;			/* where the digits begin */
	size_t		end;			/* where the digits end */
} Extension;

/* ----------
 * Text
 * ----------
 */

/*
 * Byte of a text.
 */
static inline unsigned char
byte_at(const Text *t, size_t i)
{
	return (unsigned char) (i < t->firstlen ? t->first[i] :
							t->second[i - t->firstlen]);
}

/*
 * Character of a text and its length.  A character never spans both pieces:
 * the second begins after an ASCII character or with the whole input.
 */
static inline uint32_t
char_at(const Text *t, size_t i, int *used)
{
	unsigned char b = byte_at(t, i);

	*used = 1;
	if (b < 0x80)
		return b;
	if (i < t->firstlen)
		return phone_utf8_decode(t->first + i, t->firstlen - i, used);
	return phone_utf8_decode(t->second + (i - t->firstlen), t->len - i, used);
}

/*
 * Character that ends before position i, not before low; 0 if there is none.
 */
static inline uint32_t
char_before(const Text *t, size_t low, size_t i, int *used)
{
	size_t		start = i;
	uint32_t	c;

	*used = 0;
	if (i <= low)
		return 0;
	c = byte_at(t, i - 1);
	if (c < 0x80)
	{
		*used = 1;
		return c;
	}
	do
		start--;
	while (start > low && i - start < 4 && (byte_at(t, start) & 0xC0) == 0x80);
	c = char_at(t, start, used);
	if (start + *used != i)
	{
		*used = 1;
		return PHONE_NO_CHARACTER;
	}
	return c;
}

/*
 * Position of an ASCII text within another, len if it does not occur.
 */
static size_t
find_bytes(const char *s, size_t len, const char *what, size_t whatlen)
{
	const char *p = s;
	const char *end = s + len;

	while ((size_t) (end - p) >= whatlen &&
		   (p = memchr(p, what[0], (size_t) (end - p) - whatlen + 1)) != NULL)
	{
		if (memcmp(p, what, whatlen) == 0)
			return (size_t) (p - s);
		p++;
	}
	return len;
}

/*
 * What a character above ASCII may be in a number; 0 if it cannot occur there.
 *
 * Letters are compared without case, as ICU does it: that takes the long s
 * and the Kelvin sign for letters of the alphabet.
 */
static unsigned
classify_wide(uint32_t c)
{
	switch (c)
	{
		case 0x00A0:			/* no-break space */
		case 0x00AD:			/* soft hyphen */
		case 0x200B:			/* zero width space */
		case 0x2010:			/* hyphens and dashes */
		case 0x2011:
		case 0x2012:
		case 0x2013:
		case 0x2014:
		case 0x2015:
		case 0x2053:			/* swung dash */
		case 0x2060:			/* word joiner */
		case 0x2212:			/* minus sign */
		case 0x223C:			/* tilde operator */
		case 0x3000:			/* ideographic space */
		case 0x30FC:			/* prolonged sound mark */
		case 0xFF08:			/* full-width ( ) - . / [ ] */
		case 0xFF09:
		case 0xFF0D:
		case 0xFF0E:
		case 0xFF0F:
		case 0xFF3B:
		case 0xFF3D:
			return C_PUNCT;
		case 0xFF0B:			/* full-width + */
			return C_PLUS;
		case 0x017F:			/* long s */
		case 0x212A:			/* Kelvin sign */
			return C_ALPHA;
		default:
			return phone_digit_value(c) >= 0 ? C_DIGIT : 0;
	}
}

/*
 * What any character may be in a number.
 */
static inline unsigned
classify(uint32_t c)
{
	return c < 0x80 ? ascii_class[c] : classify_wide(c);
}

/*
 * Lower case of the letters that occur in the marks of an extension.
 */
static uint32_t
fold(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	if (c >= 0xFF21 && c <= 0xFF3A)
		return c + 0x20;
	switch (c)
	{
		case 0x00D3:
			return 0x00F3;
		case 0x017F:
			return 's';
		case 0x0411:
			return 0x0431;
		case 0x0414:
		case 0x1C81:
			return 0x0434;
		case 0x041E:
		case 0x1C82:
			return 0x043E;
		default:
			return c;
	}
}

/* ----------
 * Extensions
 * ----------
 */

/* Characters that may stand around the mark of an extension. */
static bool
is_separator(uint32_t c)
{
	return c == ' ' || c == '\t' || c == ',' || c == 0x00A0;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x00A0;
}

/* Marks of an extension, from the last letter to the first. */
typedef struct Mark
{
	int			limit;			/* digits that may follow */
	uint32_t	letters[10];
} Mark;

static const Mark marks[] = {
	{EXT_AMBIGUOUS, {'x'}},
	{EXT_AMBIGUOUS, {'#'}},
	{EXT_AMBIGUOUS, {'~'}},
	{EXT_AMBIGUOUS, {0xFF58}},
	{EXT_AMBIGUOUS, {0xFF03}},
	{EXT_AMBIGUOUS, {0xFF5E}},
	{EXT_AMBIGUOUS, {'t', 'n', 'i'}},
	{EXT_AMBIGUOUS, {0xFF54, 0xFF4E, 0xFF49}},
	{EXT_EXPLICIT, {'t', 'x'}},
	{EXT_EXPLICIT, {'t', 'x', 'e'}},
	{EXT_EXPLICIT, {'n', 't', 'x'}},
	{EXT_EXPLICIT, {'n', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {'o', 'i', 's', 'n', 'e', 't', 'x'}},
	{EXT_EXPLICIT, {'o', 'i', 's', 'n', 'e', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {'n', 'o', 'i', 's', 'n', 'e', 't', 'x'}},
	{EXT_EXPLICIT, {'n', 'o', 'i', 's', 'n', 'e', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {0x00F3, 'i', 's', 'n', 'e', 't', 'x'}},
	{EXT_EXPLICIT, {0x00F3, 'i', 's', 'n', 'e', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {'n', 0x00F3, 'i', 's', 'n', 'e', 't', 'x'}},
	{EXT_EXPLICIT, {'n', 0x00F3, 'i', 's', 'n', 'e', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {0x0301, 'o', 'i', 's', 'n', 'e', 't', 'x'}},
	{EXT_EXPLICIT, {0x0301, 'o', 'i', 's', 'n', 'e', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {'n', 0x0301, 'o', 'i', 's', 'n', 'e', 't', 'x'}},
	{EXT_EXPLICIT, {'n', 0x0301, 'o', 'i', 's', 'n', 'e', 't', 'x', 'e'}},
	{EXT_EXPLICIT, {'o', 'x', 'e', 'n', 'a'}},
	{EXT_EXPLICIT, {0x0431, 0x043E, 0x0434}},
	{EXT_EXPLICIT, {0xFF54, 0xFF58}},
	{EXT_EXPLICIT, {0xFF54, 0xFF58, 0xFF45}},
	{EXT_EXPLICIT, {0xFF4E, 0xFF54, 0xFF58}},
	{EXT_EXPLICIT, {0xFF4E, 0xFF54, 0xFF58, 0xFF45}}
};

/*
 * Go back from a position over characters of a kind, not before low.
 */
static size_t
back_over(const Text *t, size_t low, size_t pos, bool (*kind) (uint32_t))
{
	int			used;

	while (pos > low && kind(char_before(t, low, pos, &used)))
		pos -= used;
	return pos;
}

static bool
is_separator_or_hyphen(uint32_t c)
{
	return c == '-' || is_separator(c);
}

static bool
is_space_or_hyphen(uint32_t c)
{
	return c == ' ' || c == '-';
}

static bool
is_comma(uint32_t c)
{
	return c == ',';
}

/*
 * Find an extension at the end of a text.
 *
 * This is the expression of six alternatives which libphonenumber builds in
 * CreateExtnPattern(), searched from the left and anchored at the end.  In
 * all six the extension is the run of digits at the end, so what remains is
 * the leftmost place, not before low, at which a mark can begin.
 *
 * In one piece: the alternatives are a few lines each over the same positions, and
 * are read beside the one expression that they stand for.
 */
static bool
find_extension(const Text *t, size_t low, Extension *ext)
{
	size_t		best;
	size_t		run;
	size_t		mark_end;
	size_t		end = t->len;
	bool		hash = false;
	int			count = 0;
	int			used;
	int			last_used;
	int			i;
	uint32_t	c;
	uint32_t	last;

	if (end > low && byte_at(t, end - 1) == '#')
	{
		hash = true;
		end--;
	}
	ext->end = end;
	ext->digits = end;
	while (ext->digits > low)
	{
		c = char_before(t, low, ext->digits, &used);
		if (phone_digit_value(c) < 0)
			break;
		if (++count > EXT_EXPLICIT)
			return false;
		ext->digits -= used;
	}
	if (count == 0 || ext->digits == low)
		return false;
	best = ext->digits;

#define CANDIDATE(position) \
	do { \
		size_t p_ = (position); \
		if (p_ < best) \
			best = p_; \
	} while (0)

	/* ";ext=12" */
	if (!hash && ext->digits - low >= 5 &&
		byte_at(t, ext->digits - 1) == '=' &&
		fold(byte_at(t, ext->digits - 2)) == 't' &&
		fold(byte_at(t, ext->digits - 3)) == 'x' &&
		fold(byte_at(t, ext->digits - 4)) == 'e' &&
		byte_at(t, ext->digits - 5) == ';')
		CANDIDATE(ext->digits - 5);

	/* "- 12#" */
	if (hash && count <= EXT_UNSURE)
		CANDIDATE(back_over(t, low, ext->digits, is_space_or_hyphen));

	/* Between a mark and the digits: a point or colon, then separators. */
	run = back_over(t, low, ext->digits, is_separator_or_hyphen);
	mark_end = run;
	c = char_before(t, low, run, &used);
	if (used > 0 && (c == ':' || c == '.' || c == 0xFF0E))
		mark_end = run - used;

	/* Marks of letters and signs. */
	last = fold(char_before(t, low, mark_end, &last_used));
	for (i = 0; i < (int) (sizeof(marks) / sizeof(marks[0])); i++)
	{
		size_t		pos = mark_end - last_used;
		int			k;

		if (marks[i].letters[0] != last || count > marks[i].limit)
			continue;
		for (k = 1; k < 10 && marks[i].letters[k] != 0; k++)
		{
			c = char_before(t, low, pos, &used);
			if (used == 0 || fold(c) != marks[i].letters[k])
				break;
			pos -= used;
		}
		if (k == 10 || marks[i].letters[k] == 0)
			CANDIDATE(back_over(t, low, pos, is_separator));
	}

	/* ";" and ",," of dialling applications, and any number of commas. */
	if (count <= EXT_LIKELY)
	{
		size_t		pos;

		c = char_before(t, low, mark_end, &used);
		if (used > 0 && c == ';')
			CANDIDATE(back_over(t, low, mark_end - 1, is_blank));

		/* Commas right before the point or colon. */
		if (mark_end != run)
		{
			pos = back_over(t, low, mark_end, is_comma);
			if (pos < mark_end && count <= EXT_AMBIGUOUS)
				CANDIDATE(back_over(t, low, pos, is_blank));
			if (mark_end - pos == 2)
				CANDIDATE(back_over(t, low, pos, is_blank));
			else if (mark_end - pos > 2)
				CANDIDATE(mark_end - 2);
		}

		/* Commas among the separators, with only blanks before them. */
		if (run < best)
		{
			size_t		blanks = run;	/* where the blanks before it began */

			for (pos = run; pos < ext->digits; pos += used)
			{
				c = char_at(t, pos, &used);
				if (c == ',')
				{
					if (count <= EXT_AMBIGUOUS)
					{
						CANDIDATE(blanks);
						break;
					}
					if (pos + 1 < ext->digits && byte_at(t, pos + 1) == ',')
					{
						CANDIDATE(blanks);
						break;
					}
					blanks = pos + 1;
				}
				else if (c == '-')
					blanks = pos + 1;
			}
		}
	}
#undef CANDIDATE

	ext->start = best;
	return best < ext->digits;
}

/* ----------
 * Reading
 * ----------
 */

/*
 * IsViablePhoneNumber(): could this be a number at all?
 *
 * Two digits and nothing else; or plus signs, three digits with punctuation
 * between them, and then digits, punctuation and letters, with an extension
 * or without.
 */
static bool
is_viable(const Text *t)
{
	size_t		pos = 0;
	size_t		third;
	int			digits = 0;
	int			others = 0;
	int			used;
	unsigned	class;
	Extension	ext;

	while (pos < t->len && classify(char_at(t, pos, &used)) == C_PLUS)
	{
		pos += used;
		others++;
	}
	while (digits < 3)
	{
		if (pos >= t->len)
			return digits == 2 && others == 0;
		class = classify(char_at(t, pos, &used));
		if (class == C_DIGIT)
			digits++;
		else if (class & C_PUNCT)
			others++;
		else
			return false;
		pos += used;
	}
	third = pos;
	while (pos < t->len)
	{
		class = classify(char_at(t, pos, &used));
		if (class == 0 || class == C_PLUS)
			break;
		pos += used;
	}
	if (pos >= t->len)
		return true;
	return find_extension(t, third, &ext) && ext.start <= pos;
}

/*
 * Cut a text to its first len bytes.
 */
static void
cut_text(Text *t, size_t len)
{
	t->len = len;
	if (t->firstlen > len)
		t->firstlen = len;
}

/*
 * ExtractPossibleNumber(): from the first digit or plus sign on, without the
 * signs at the end and without a second number ("1234/x5" and the like).
 */
static bool
extract_possible(const char *s, size_t len, Text *t)
{
	size_t		start = len;
	size_t		line;
	size_t		slash;
	size_t		pos;
	bool		any_slash = false;
	int			used;
	uint32_t	c;

	for (pos = 0; pos < len; pos += used)
	{
		used = 1;
		c = (unsigned char) s[pos];
		if (c >= 0x80)
			c = phone_utf8_decode(s + pos, len - pos, &used);
		if ((c < 0x20 || c >= 0x7F) && !phone_is_interchangeable(c))
			return false;
		if (start == len && (classify(c) & (C_DIGIT | C_PLUS)))
			start = pos;
		if (c == '/' || c == '\\')
			any_slash = true;
	}

	t->first = s + start;
	t->firstlen = t->len = len - start;
	t->second = NULL;
	while (t->len > 0)
	{
		c = char_before(t, 0, t->len, &used);
		if (c == '#' || phone_is_letter_or_number(c))
			break;
		t->len -= used;
	}
	t->firstlen = t->len;
	if (!any_slash)
		return t->len > 0;

	/* On the first line that has one, keep what precedes the last. */
	line = 0;
	slash = t->len;
	for (pos = 0; pos < t->len; pos += used)
	{
		c = char_at(t, pos, &used);
		if (c == '/' || c == '\\')
		{
			size_t		next = pos + 1;

			while (next < t->len && t->first[next] == ' ')
				next++;
			if (next < t->len && t->first[next] == 'x')
				slash = pos;
		}
		else if ((c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 ||
				 c == 0x2029)
		{
			if (slash < t->len)
				break;
			line = pos + used;
		}
	}
	if (slash < t->len)
	{
		t->first += line;
		t->firstlen = t->len = slash - line;
	}
	return t->len > 0;
}

/*
 * BuildNationalNumberForParsing(): the text of the number.
 *
 * As in releases before 8.13.8, a phone-context that is neither a number nor
 * a domain is passed over rather than refused.
 */
static bool
find_number(const char *s, size_t len, Text *t)
{
	size_t		context = find_bytes(s, len, PHONE_CONTEXT,
									 strlen(PHONE_CONTEXT));
	size_t		isub;

	if (context < len)
	{
		size_t		value = context + strlen(PHONE_CONTEXT);
		size_t		tel = find_bytes(s, len, TEL, strlen(TEL));

		t->first = s;
		t->firstlen = 0;
		if (value + 1 < len && s[value] == '+')
		{
			t->first = s + value;
			t->firstlen = find_bytes(s + value, len - value, ";", 1);
		}
		tel = tel < len ? tel + strlen(TEL) : 0;
		t->second = s + tel;
		/* After the context, "tel:" takes all that follows it. */
		t->len = t->firstlen + (tel <= context ? context : len) - tel;
	}
	else if (!extract_possible(s, len, t))
		return false;

	/* Such a parameter cannot begin in the first piece, which has no ";" . */
	if (t->second != NULL)
	{
		size_t		len2 = t->len - t->firstlen;

		isub = find_bytes(t->second, len2, ISUB, strlen(ISUB));
		t->len = t->firstlen + isub;
	}
	else
	{
		isub = find_bytes(t->first, t->len, ISUB, strlen(ISUB));
		cut_text(t, isub);
	}
	return true;
}

/*
 * Normalize(): the digits of a text.
 *
 * Three letters or more make it a vanity number, of which only letters and
 * ASCII digits are kept.
 */
static int
normalize(const Text *t, char *digits)
{
	size_t		pos;
	int			letters = 0;
	int			n = 0;
	int			used;
	uint32_t	c;

	for (pos = 0; pos < t->len && letters < 3; pos += used)
	{
		unsigned	class;

		c = char_at(t, pos, &used);
		class = classify(c);
		if (class & C_ALPHA)
			letters++;
		else if (class == C_DIGIT && n < PHONE_MAX_RAW)
			digits[n++] = '0' + (c < 0x80 ? (int) c - '0' :
								 phone_digit_value(c));
	}
	if (letters < 3)
		return n;

	n = 0;
	for (pos = 0; pos < t->len && n < PHONE_MAX_RAW; pos++)
	{
		/* A byte of a longer character is none of these. */
		c = byte_at(t, pos);
		if (c >= '0' && c <= '9')
			digits[n++] = (char) c;
		else if (c >= 'A' && c <= 'Z')
			digits[n++] = keypad[c - 'A'];
		else if (c >= 'a' && c <= 'z')
			digits[n++] = keypad[c - 'a'];
	}
	return n;
}

/*
 * Read plain text: ASCII digits with plain punctuation, perhaps after words.
 *
 * Returns the number of digits, or -1 if the text is not so plain.  Such a
 * text has no extension, no letters and no parameters.
 */
static int
scan_plain(const char *s, size_t len, char *digits, bool *plus)
{
	const unsigned char *p = (const unsigned char *) s;
	const unsigned char *end = p + len;
	const unsigned char *second;
	int			n = 0;

	while (p < end && (plain_kind[*p] & (K_PUNCT | K_SKIP)) &&
		   plain_kind[*p] != K_PLUS)
		p++;
	if (p == end)
		return -1;
	*plus = plain_kind[*p] == K_PLUS;
	while (p < end && plain_kind[*p] == K_PLUS)
		p++;
	second = p + 1;
	for (; p < end; p++)
	{
		unsigned	kind = plain_kind[*p];

		if (kind == K_DIGIT)
		{
			if (n < PHONE_MAX_RAW)
				digits[n++] = (char) *p;
		}
		else if (kind != K_PUNCT)
			return -1;
	}
	if (n < 3)
	{
		/* Two digits are a number only if nothing is with them. */
		if (n != 2 || *plus || plain_kind[second[-1]] != K_DIGIT ||
			plain_kind[second[0]] != K_DIGIT)
			return -1;
	}
	return n;
}

/*
 * Find the digits of the number in a text.
 *
 * Returns how many there are, PHONE_MAX_RAW at most, or -1 if the text is no
 * number.  *plus tells whether it began with a plus sign.  extension has room
 * for PHONE_MAX_EXTENSION bytes and a NUL.
 */
int
phone_text_read(const char *s, size_t len, char *digits, bool *plus,
				char *extension)
{
	Text		t;
	Extension	ext;
	int			n;
	int			used;

	extension[0] = '\0';
	n = scan_plain(s, len, digits, plus);
	if (n >= 0)
		return n;

	if (!find_number(s, len, &t) || t.len < PHONE_MIN_NATIONAL ||
		!is_viable(&t))
		return -1;
	*plus = classify(char_at(&t, 0, &used)) == C_PLUS;

	/* MaybeStripExtension() */
	if (find_extension(&t, 0, &ext))
	{
		Text		rest = t;

		cut_text(&rest, ext.start);
		if (rest.len >= PHONE_MIN_NATIONAL && is_viable(&rest))
		{
			size_t		i;

			for (i = ext.digits; i < ext.end; i++)
				*extension++ = (char) byte_at(&t, i);
			*extension = '\0';
			t = rest;
		}
	}
	return normalize(&t, digits);
}
