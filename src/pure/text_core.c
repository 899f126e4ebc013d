/*-------------------------------------------------------------------------
 *
 * text_core.c
 *	  Folding of text for search and for finding duplicates.
 *
 * Pure C, so that it can be fuzzed and run anywhere: no server, no locale, no
 * allocation, no error.  That no input makes it fail is what search relies on
 * where an error would tell of rows that the caller may not see.
 *
 * Folding looks at one character at a time.  The table is made such that what
 * comes out of it does not change when folded again, and the only thing that
 * depends on neighbours, runs of white space, is settled here.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/text_core.h"
#include "pure/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Invisible tags and variation selectors, too far up for the table. */
#define TAGS_FIRST		0xE0000
#define TAGS_LAST		0xE0FFF

/* Hangul syllables are made of letters by arithmetic (Unicode, 3.12). */
#define HANGUL_FIRST	0xAC00
#define HANGUL_COUNT	11172
#define HANGUL_L		0x1100
#define HANGUL_V		0x1161
#define HANGUL_T		0x11A7
#define HANGUL_V_COUNT	21
#define HANGUL_T_COUNT	28

/* What an ASCII character does; the bit of case is the only other change. */
#define ASCII_SPACE		1
#define ASCII_UPPER		2
#define ASCII_PUNCT		4

static const uint8_t ascii_class[128] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 4,
	4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4,
	4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 1
};

/*
 * Where output goes.  A space is only remembered, and written together with
 * the character after it: so there is none at the ends, even where the text
 * is cut off.
 */
typedef struct Output
{
	char	   *buf;
	size_t		size;
	size_t		len;
	bool		space;			/* a space is due before the next character */
} Output;

/*
 * Append one character.  False if it does not fit; the caller stops then, lest
 * a shorter one that comes later be taken for the next.
 */
static inline bool
append(Output *out, const unsigned char *bytes, size_t n)
{
	bool		space = out->space && out->len > 0;

	if (out->size - out->len < n + space)
		return false;
	if (space)
		out->buf[out->len++] = ' ';
	out->space = false;
	if (n == 1)
		out->buf[out->len] = (char) bytes[0];
	else
		memcpy(out->buf + out->len, bytes, n);
	out->len += n;
	return true;
}

static bool
is_separator(uint32_t code)
{
	int			low = 0;
	int			high = TEXT_SEPARATOR_RANGES;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (code < text_separator[2 * middle])
			high = middle;
		else if (code > text_separator[2 * middle + 1])
			low = middle + 1;
		else
			return true;
	}
	return false;
}

/*
 * Append text that is folded but for white space: a replacement, or a
 * character that folds to itself.  With "split", punctuation is white space.
 */
static bool
append_folded(Output *out, const unsigned char *s, size_t len, bool split)
{
	const unsigned char *end = s + len;

	while (s < end)
	{
		uint32_t	code = 0;		/* valid text, so utf8_decode() does set it */
		size_t		n = utf8_decode((const char *) s, (size_t) (end - s), &code);

		if (code < 0x80)
		{
			if (ascii_class[code] & (split ? ASCII_SPACE | ASCII_PUNCT : ASCII_SPACE))
				out->space = true;
			else if (!append(out, s, 1))
				return false;
		}
		else if (split && is_separator(code))
			out->space = true;
		else if (!append(out, s, n))
			return false;
		s += n;
	}
	return true;
}

/* Append a letter of the Hangul syllables, which all have three bytes. */
static bool
append_jamo(Output *out, uint32_t code)
{
	unsigned char bytes[3];

	bytes[0] = (unsigned char) (0xE0 | code >> 12);
	bytes[1] = (unsigned char) (0x80 | (code >> 6 & 0x3F));
	bytes[2] = (unsigned char) (0x80 | (code & 0x3F));
	return append(out, bytes, 3);
}

static bool
append_hangul(Output *out, uint32_t syllable)
{
	uint32_t	t = syllable % HANGUL_T_COUNT;
	uint32_t	v = syllable / HANGUL_T_COUNT % HANGUL_V_COUNT;
	uint32_t	l = syllable / HANGUL_T_COUNT / HANGUL_V_COUNT;

	return append_jamo(out, HANGUL_L + l) &&
		append_jamo(out, HANGUL_V + v) &&
		(t == 0 || append_jamo(out, HANGUL_T + t));
}

/* Fold one character that is not ASCII, of n bytes at s. */
static bool
append_other(Output *out, const unsigned char *s, size_t n, uint32_t code, bool split)
{
	if (code < TEXT_FOLD_LIMIT)
	{
		uint32_t	block = text_fold_block[code >> TEXT_FOLD_SHIFT];
		uint32_t	inside = code & ((1 << TEXT_FOLD_SHIFT) - 1);
		uint32_t	offset = text_fold_offset[(block << TEXT_FOLD_SHIFT) + inside];

		if (offset != 0)
			return append_folded(out, text_fold_pool + offset + 1, text_fold_pool[offset], split);
		if (code - HANGUL_FIRST < HANGUL_COUNT)
			return append_hangul(out, code - HANGUL_FIRST);
	}
	else if (code >= TAGS_FIRST && code <= TAGS_LAST)
		return true;
	return append_folded(out, s, n, split);
}

static size_t
fold(const char *text, size_t len, char *buf, size_t size, bool split)
{
	const unsigned char *s = (const unsigned char *) text;
	const unsigned char *end = s + len;
	const uint8_t blank = split ? ASCII_SPACE | ASCII_PUNCT : ASCII_SPACE;
	Output		out;

	out.buf = buf;
	out.size = size;
	out.len = 0;
	out.space = false;

	while (s < end)
	{
		if (*s < 0x80)
		{
			uint8_t		kind = ascii_class[*s];

			if (kind & blank)
				out.space = true;
			else
			{
				unsigned char c = *s | (kind & ASCII_UPPER) << 4;

				if (!append(&out, &c, 1))
					break;
			}
			s++;
		}
		else
		{
			uint32_t	code;
			size_t		n = utf8_decode((const char *) s, (size_t) (end - s), &code);

			if (n == 0)
				s++;			/* drop the byte, try again at the next */
			else if (!append_other(&out, s, n, code, split))
				break;
			else
				s += n;
		}
	}
	return out.len;
}

size_t
text_fold(const char *s, size_t len, char *out, size_t outsize)
{
	return fold(s, len, out, outsize, false);
}

/* Bytewise order, the shorter first. */
static inline bool
token_less(const char *text, const uint16_t *a, const uint16_t *b)
{
	size_t		alen = a[1] - a[0];
	size_t		blen = b[1] - b[0];
	int			order = memcmp(text + a[0], text + b[0], alen < blen ? alen : blen);

	return order < 0 || (order == 0 && alen < blen);
}

size_t
text_fold_token_sorted(const char *s, size_t len, char *out, size_t outsize)
{
	char		text[TEXT_SORT_MAX];
	uint16_t	tokens[TEXT_SORT_MAX / 2 + 1][2];	/* start and end of each */
	size_t		ntokens = 0;
	size_t		total;
	size_t		start;
	size_t		i;

	total = fold(s, len, text, outsize < TEXT_SORT_MAX ? outsize : TEXT_SORT_MAX, true);

	/*
	 * Insert each word at its place.  Finding the place by halving and moving
	 * numbers instead of text keeps this quick for a text of 512 words, which
	 * is no name, but which somebody will send.
	 */
	for (start = 0; start < total;)
	{
		const char *space = memchr(text + start, ' ', total - start);
		uint16_t	token[2];
		size_t		low = 0;
		size_t		high = ntokens;

		token[0] = (uint16_t) start;
		token[1] = (uint16_t) (space != NULL ? (size_t) (space - text) : total);
		while (low < high)
		{
			size_t		middle = (low + high) / 2;

			if (token_less(text, token, tokens[middle]))
				high = middle;
			else
				low = middle + 1;
		}
		memmove(tokens[low + 1], tokens[low], (ntokens - low) * sizeof(tokens[0]));
		memcpy(tokens[low], token, sizeof(token));
		ntokens++;
		start = (size_t) token[1] + 1;
	}

	for (i = 0; i < ntokens; i++)
	{
		size_t		n = (size_t) (tokens[i][1] - tokens[i][0]);

		if (i > 0)
			*out++ = ' ';
		memcpy(out, text + tokens[i][0], n);
		out += n;
	}
	return total;
}
