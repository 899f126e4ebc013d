/*-------------------------------------------------------------------------
 *
 * text_fuzz.c
 *	  libFuzzer main for src/pure/text_core.c: any bytes in, the promises of
 *	  text_core.h must hold.
 *
 *	  clang -std=gnu99 -g -O1 -fsanitize=fuzzer,address,undefined \
 *	      -fno-sanitize-recover=all -Isrc test/fuzz/text_fuzz.c \
 *	      src/pure/text_core.c src/pure/text_fold_table.c -o text_fuzz
 *
 * Input and output live in blocks of exactly the size that is told, so that
 * a byte too far is seen.  The first two bytes of the input say how small the
 * small output buffer is, and where the text is split in two.
 *
 *-------------------------------------------------------------------------
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pure/text_core.h"

typedef size_t (*FoldFunction) (const char *s, size_t len, char *out, size_t outsize);

typedef struct Text
{
	char	   *data;
	size_t		len;
} Text;

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

/* Written apart from the decoder under test, after the table in RFC 3629. */
static bool
is_utf8(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *) text;
	size_t		i = 0;

	while (i < len)
	{
		unsigned char c = s[i++];
		unsigned char low = 0x80;
		unsigned char high = 0xBF;
		int			more;

		if (c < 0x80)
			continue;
		if (c < 0xC2 || c > 0xF4)
			return false;
		more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
		if (c == 0xE0)
			low = 0xA0;
		else if (c == 0xED)
			high = 0x9F;
		else if (c == 0xF0)
			low = 0x90;
		else if (c == 0xF4)
			high = 0x8F;
		for (; more > 0; more--)
		{
			if (i >= len || s[i] < low || s[i] > high)
				return false;
			i++;
			low = 0x80;
			high = 0xBF;
		}
	}
	return true;
}

static Text
apply(FoldFunction function, const char *s, size_t len, size_t outsize)
{
	char	   *in = malloc(len);
	Text		result;

	memcpy(in, s, len);
	result.data = malloc(outsize);
	result.len = function(in, len, result.data, outsize);
	check(result.len <= outsize);
	check(is_utf8(result.data, result.len));
	free(in);
	return result;
}

static bool
equal(Text a, Text b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

/* "a" and "b" with a space between them */
static Text
join(const char *a, size_t alen, const char *b, size_t blen)
{
	Text		result;

	result.len = alen + 1 + blen;
	result.data = malloc(result.len);
	memcpy(result.data, a, alen);
	result.data[alen] = ' ';
	memcpy(result.data + alen + 1, b, blen);
	return result;
}

static void
check_characters(Text text, bool words)
{
	size_t		i;

	for (i = 0; i < text.len; i++)
	{
		unsigned char c = (unsigned char) text.data[i];

		check(c >= ' ' && c != 0x7F && !(c >= 'A' && c <= 'Z'));
		if (c == ' ')
			check(i > 0 && i < text.len - 1 && text.data[i - 1] != ' ');
		if (words)
			check(c >= 0x80 || c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
	}
}

/* A word may not come before a smaller one. */
static void
check_order(Text text)
{
	const char *end = text.data + text.len;
	const char *word = text.data;
	const char *last = NULL;
	size_t		lastlen = 0;

	while (word < end)
	{
		const char *space = memchr(word, ' ', (size_t) (end - word));
		size_t		len = (size_t) ((space != NULL ? space : end) - word);

		if (last != NULL)
		{
			int			order = memcmp(last, word, len < lastlen ? len : lastlen);

			check(order < 0 || (order == 0 && lastlen <= len));
		}
		last = word;
		lastlen = len;
		word += len + 1;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s;
	size_t		len;
	size_t		small;
	size_t		split;
	size_t		enough;
	Text		folded;
	Text		again;
	Text		cut;
	Text		key;
	Text		joined;
	Text		other;

	if (size < 2)
		return 0;
	s = (const char *) data + 2;
	len = size - 2;
	small = data[0];
	split = len > 0 ? data[1] % (len + 1) : 0;
	enough = (len + 1) * TEXT_FOLD_MAX_GROWTH;

	/* Folding: complete, the same again, and cut off only at the end. */
	folded = apply(text_fold, s, len, enough);
	check(folded.len <= len * TEXT_FOLD_MAX_GROWTH);
	check_characters(folded, false);
	again = apply(text_fold, folded.data, folded.len, folded.len);
	check(equal(folded, again));
	free(again.data);
	cut = apply(text_fold, s, len, small);
	check(cut.len <= folded.len && memcmp(cut.data, folded.data, cut.len) == 0);
	check(small < folded.len || cut.len == folded.len);
	check(cut.len == folded.len || small - cut.len < 5);	/* a space and a character */
	again = apply(text_fold, cut.data, cut.len, small);
	check(equal(cut, again));
	free(again.data);
	free(cut.data);

	/* Nothing but white space depends on what stands beside it. */
	joined = join(s, split, s + split, len - split);
	again = apply(text_fold, joined.data, joined.len, enough);
	free(joined.data);
	cut = apply(text_fold, s, split, enough);
	other = apply(text_fold, s + split, len - split, enough);
	joined = join(cut.data, cut.len, other.data, other.len);
	key = apply(text_fold, joined.data, joined.len, joined.len);
	check(equal(again, key));
	free(again.data);
	free(cut.data);
	free(other.data);
	free(joined.data);
	free(key.data);

	/* Sorted words: in order, the same again, whatever the buffer. */
	key = apply(text_fold_token_sorted, s, len, enough);
	check(key.len <= TEXT_SORT_MAX);
	check_characters(key, true);
	check_order(key);
	again = apply(text_fold_token_sorted, key.data, key.len, key.len);
	check(equal(key, again));
	free(again.data);
	cut = apply(text_fold_token_sorted, s, len, small);
	check_order(cut);
	again = apply(text_fold_token_sorted, cut.data, cut.len, small);
	check(equal(cut, again));
	free(again.data);
	free(cut.data);

	/* ... and whatever the order, as long as nothing is cut off. */
	if (key.len < TEXT_SORT_MAX - 8)
	{
		Text		left = join(s, split, s + split, len - split);
		Text		right = join(s + split, len - split, s, split);

		cut = apply(text_fold_token_sorted, left.data, left.len, enough);
		other = apply(text_fold_token_sorted, right.data, right.len, enough);
		check(equal(cut, other));
		free(cut.data);
		free(other.data);
		other = apply(text_fold_token_sorted, folded.data, folded.len, enough);
		check(equal(key, other));
		free(other.data);
		free(left.data);
		free(right.data);
	}
	free(key.data);
	free(folded.data);
	return 0;
}
