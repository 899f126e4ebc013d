/*-------------------------------------------------------------------------
 *
 * match_prepare.c
 *	  A contact made ready for comparing: the prepared record.
 *
 * All that can be done once for a contact is done here, so that a comparison
 * only looks at hashes and short texts.  See match_record.h for the layout.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_core.h"
#include "pure/match_email.h"
#include "pure/match_name.h"
#include "pure/match_record.h"
#include "pure/text_core.h"

#include <string.h>

/* Where the record is written. */
typedef struct Builder
{
	char	   *start;
	size_t		len;
	size_t		room;
	bool		full;
} Builder;

uint64_t
match_hash(const char *s, size_t len)
{
	uint64_t	h = UINT64_C(0x517CC1B7) + len;

	while (len >= 8)
	{
		uint64_t	word;

		memcpy(&word, s, 8);
		h = match_join(h, word);
		s += 8;
		len -= 8;
	}
	if (len > 0)
	{
		uint64_t	word = 0;

		memcpy(&word, s, len);
		h = match_join(h, word);
	}
	return h;
}

/* Room for n bytes, aligned to 8 if they are an array; its offset. */
static uint16_t
reserve(Builder *b, size_t n, bool array)
{
	size_t		at = array ? (b->len + 7) & ~(size_t) 7 : b->len;

	if (b->full || at + n > b->room || at + n > UINT16_MAX)
	{
		b->full = true;
		return 0;
	}
	memset(b->start + b->len, 0, at + n - b->len);
	b->len = at + n;
	return (uint16_t) at;
}

static uint16_t
add_text(Builder *b, const char *s, size_t n)
{
	uint16_t	at = reserve(b, n, false);

	if (!b->full && n > 0)
		memcpy(b->start + at, s, n);
	return at;
}

/* A bit for each letter: two texts differ at least as much as their bits. */
static uint32_t
letters_of(const char *s, size_t n)
{
	uint32_t	bits = 0;

	while (n-- > 0)
		bits |= UINT32_C(1) << ((unsigned char) *s++ & 31);
	return bits;
}

/* ------ Companies, cities, addresses ------ */

/* What is added to the name of a company for the law. */
static const char *const legal_forms[] = {
	"gmbh", "ag", "kg", "ohg", "ug", "ek", "se", "ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "corp",
	"corporation", "co", "company", "plc", "pty", "pvt", "private", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "ab", "as",
	"oy", "the", "and", "und", "et", NULL
};

static bool
is_legal_form(const char *s, size_t n)
{
	int			i;

	for (i = 0; legal_forms[i] != NULL; i++)
	{
		if (legal_forms[i][0] == s[0] && strlen(legal_forms[i]) == n && memcmp(legal_forms[i], s, n) == 0)
			return true;
	}
	return false;
}

/* The words of a text with one space between them; of a company, without its legal form. */
static size_t
plain_words(MatchSpan span, bool company, char *out, size_t size)
{
	char		latin[512];
	size_t		n = name_latin(span.data, span.len < 400 ? span.len : 400, latin, sizeof(latin));
	size_t		written = 0;
	size_t		i = 0;

	while (i < n)
	{
		size_t		end;
		size_t		from = i;

		while (i < n && ((latin[i] >= 'a' && latin[i] <= 'z') || (latin[i] >= '0' && latin[i] <= '9') || (latin[i] & 0x80) != 0))
			i++;
		end = i;
		while (i < n && !((latin[i] >= 'a' && latin[i] <= 'z') || (latin[i] >= '0' && latin[i] <= '9') || (latin[i] & 0x80) != 0))
			i++;
		if (end == from || (company && written > 0 && is_legal_form(latin + from, end - from)))
			continue;
		if (written > 0 && written < size)
			out[written++] = ' ';
		if (end - from > size - written)
			end = from + size - written;
		memcpy(out + written, latin + from, end - from);
		written += end - from;
	}
	while (written > 0 && out[written - 1] == ' ')
		written--;
	return written;
}

/* ------ Birthdays ------ */

/* year << 16 | month << 8 | day; 0: not a date, or one that stands for none. */
static uint32_t
read_date(MatchSpan span)
{
	uint32_t	part[3] = {0, 0, 0};
	int			digits[3] = {0, 0, 0};
	int			n = 0;
	size_t		i;
	uint32_t	year;
	uint32_t	month;
	uint32_t	day;

	for (i = 0; i < span.len && i < 40; i++)
	{
		char		c = span.data[i];

		if (c >= '0' && c <= '9')
		{
			if (digits[n] == 8)
				return 0;
			part[n] = part[n] * 10 + (uint32_t) (c - '0');
			digits[n]++;
		}
		else if (digits[n] > 0)
		{
			if (n == 2 || c == 'T')
				break;
			n++;
		}
	}
	if (n == 0 && digits[0] == 8)
	{
		year = part[0] / 10000;
		month = part[0] / 100 % 100;
		day = part[0] % 100;
	}
	else if (n == 2 && digits[0] == 4)
	{
		year = part[0];
		month = part[1];
		day = part[2];
	}
	else if (n == 2 && digits[2] == 4)
	{
		day = part[0];
		month = part[1];
		year = part[2];
		/* 12/31/1999: month first, for it cannot be otherwise. */
		if (month > 12 && day <= 12)
		{
			month = part[0];
			day = part[1];
		}
	}
	else
		return 0;
	if (n == 2 && (digits[1] > 2 || (digits[0] > 2 && digits[2] > 2)))
		return 0;
	/* Years of forms that were not filled in. */
	if (year < 1800 || year > 2200 || (month == 1 && day == 1 && (year == 1900 || year == 1970)))
		return 0;
	return year << 16 | (month & 0xFF) << 8 | (day & 0xFF);
}

/* ------ The record ------ */

/* 9999999999: what is typed where there is none. */
static bool
is_phone(uint64_t number)
{
	uint64_t	tail = number % PHONE_TAIL;

	return number != 0 && tail % 11111111 != 0;
}

static void
add_phones(Builder *b, const MatchInput *input)
{
	MatchRecord *r = (MatchRecord *) (void *) b->start;
	int			i;
	int			k;

	for (i = 0; i < input->nphones && i < MATCH_MAX_PHONES && !b->full; i++)
	{
		MatchPhone	phone = {0};
		uint16_t	at;

		phone.number = input->phones[i] & ((UINT64_C(1) << 56) - 1);
		phone.index = (uint64_t) i;
		for (k = 0; k < r->nphones && record_phones(r)[k].number != phone.number; k++)
			;
		if (!is_phone(phone.number) || k < r->nphones)
			continue;
		at = reserve(b, sizeof(phone), true);
		if (b->full)
			return;
		memcpy(b->start + at, &phone, sizeof(phone));
		r->nphones++;
	}
}

static void
add_emails(Builder *b, const MatchInput *input, const ParsedName *name)
{
	MatchRecord *r = (MatchRecord *) (void *) b->start;
	ParsedEmail parsed[MATCH_MAX_EMAILS];
	uint8_t		index[MATCH_MAX_EMAILS];
	int			n = 0;
	int			i;

	for (i = 0; i < input->nemails && i < MATCH_MAX_EMAILS; i++)
	{
		if (email_parse(input->emails[i].data, input->emails[i].len, &parsed[n]))
			index[n++] = (uint8_t) i;
	}
	r->nemails = (uint8_t) n;
	r->emails_at = reserve(b, (size_t) n * sizeof(MatchEmail), true);
	for (i = 0; i < n && !b->full; i++)
	{
		const ParsedEmail *e = &parsed[i];
		MatchEmail *email = (MatchEmail *) (void *) (b->start + r->emails_at) + i;
		uint64_t	local = match_mix(e->local_hash);
		uint64_t	domain = match_mix(e->domain_hash);

		email->address = match_join(local, domain);
		email->local = (uint32_t) local;
		email->domain = e->domain_len > 0 ? (uint32_t) domain : 0;
		email->digits = (uint32_t) match_hash(e->digits, (size_t) e->ndigits);
		email->local_len = (uint8_t) e->local_len;
		email->domain_len = (uint8_t) e->domain_len;
		email->flags = (uint8_t) (e->flags | (email_is_derived(e, name) ? EMAIL_DERIVED : 0));
		email->index = index[i];
		email->letters = letters_of(e->local, (size_t) e->local_len) | letters_of(e->domain, (size_t) e->domain_len);
		email->text = add_text(b, e->local, (size_t) e->local_len);
		add_text(b, e->domain, (size_t) e->domain_len);
	}
}

/* "0000", "n/a", "unknown": what is typed where there is none. */
static bool
is_identifier(const char *s, size_t n)
{
	bool		digit = false;
	bool		same = true;
	size_t		i;

	for (i = 0; i < n; i++)
	{
		digit = digit || (s[i] >= '0' && s[i] <= '9');
		same = same && s[i] == s[0];
	}
	return n >= 4 && digit && !same;
}

static void
add_values(Builder *b, const MatchInput *input)
{
	MatchRecord *r = (MatchRecord *) (void *) b->start;
	MatchValue	values[MATCH_MAX_EXTRAS];
	char		text[MATCH_MAX_EXTRAS][MATCH_MAX_TEXT];
	int			n = 0;
	int			i;

	memset(values, 0, sizeof(values));
	for (i = 0; i < input->nextras && i < MATCH_MAX_EXTRAS; i++)
	{
		const MatchExtra *extra = &input->extras[i];
		MatchValue *value = &values[n];
		size_t		len = 0;

		if (extra->kind == MATCH_BIRTHDAY)
			value->value = read_date(extra->value);
		else
		{
			len = plain_words(extra->value, false, text[n], MATCH_MAX_TEXT);
			if (len > 0 && (extra->kind != MATCH_IDENTIFIER || is_identifier(text[n], len)))
				value->value = match_hash(text[n], len);
		}
		if (value->value == 0)
			continue;
		value->kind = (uint8_t) extra->kind;
		value->field = (uint8_t) extra->field;
		value->len = (uint8_t) len;
		value->index = (uint8_t) i;
		n++;
	}
	r->nvalues = (uint8_t) n;
	r->values_at = reserve(b, (size_t) n * sizeof(MatchValue), true);
	for (i = 0; i < n && !b->full; i++)
	{
		values[i].text = add_text(b, text[i], values[i].len);
		if (!b->full)
			memcpy(b->start + r->values_at + (size_t) i * sizeof(MatchValue), &values[i], sizeof(MatchValue));
	}
}

static void
fill_word(MatchWord *word, const NameWord *from)
{
	word->sound = from->sound;
	word->root_sound = from->root_sound;
	word->letters = letters_of(from->text, from->len);
	word->hash = (uint32_t) match_hash(from->text, from->len);
	word->len = from->len;
	word->flags = from->flags;
	word->initial = (uint8_t) from->text[0];
	word->nformal = from->nformal;
}

static void
add_words(Builder *b, const ParsedName *name)
{
	MatchRecord *r = (MatchRecord *) (void *) b->start;
	char		squeezed[MATCH_MAX_WORDS * MATCH_MAX_WORD];
	size_t		len = 0;
	int			i;

	r->nwords = (uint8_t) name->nwords;
	r->generation = (uint8_t) name->generation;
	r->name_key = name_key(name);
	r->words_at = reserve(b, (size_t) name->nwords * sizeof(MatchWord), true);
	for (i = 0; i < name->nwords && !b->full; i++)
	{
		MatchWord  *word = (MatchWord *) (void *) (b->start + r->words_at) + i;
		const NameWord *from = &name->words[i];

		memset(word, 0, sizeof(*word));
		fill_word(word, from);
		if (from->nformal > 0)
		{
			size_t		bytes = from->nformal * sizeof(uint16_t);
			uint16_t	at = reserve(b, b->len & 1, false);

			at = reserve(b, bytes, false);
			if (b->full)
				return;
			memcpy(b->start + at, from->formal, bytes);
			word->formal = at;
		}
		word->text = add_text(b, from->text, from->len);
		memcpy(squeezed + len, from->text, from->len);
		len += from->len;
	}
	r->squeezed = (uint32_t) match_hash(squeezed, len);
}

static uint16_t
add_line(Builder *b, MatchSpan span, bool company, uint32_t *hash, uint8_t *len)
{
	char		text[MATCH_MAX_TEXT];
	size_t		n = plain_words(span, company, text, sizeof(text));

	*hash = n > 0 ? (uint32_t) match_hash(text, n) | 1 : 0;
	*len = (uint8_t) n;
	return add_text(b, text, n);
}

size_t
match_prepare(const MatchInput *input, void *buffer, size_t room)
{
	Builder		b = {buffer, 0, room & ~(size_t) 7, false};
	MatchRecord *r = buffer;
	ParsedName	name;

	name_parse(input->name.data, input->name.len, &name);
	reserve(&b, sizeof(MatchRecord), true);
	if (b.full)
		return 0;
	add_phones(&b, input);
	if (!b.full)
		add_emails(&b, input, &name);
	if (!b.full)
		add_values(&b, input);
	if (!b.full)
		add_words(&b, &name);
	if (b.full)
		return 0;
	r->company_text = add_line(&b, input->company, true, &r->company, &r->company_len);
	r->city_text = add_line(&b, input->city, false, &r->city, &r->city_len);
	reserve(&b, 0, true);
	if (b.full)
		return 0;
	r->size = (uint32_t) b.len;
	r->nfields = (uint8_t) ((r->nwords > 0) + (r->nphones > 0) + (r->nemails > 0) + (r->company != 0) +
							(r->city != 0) + r->nvalues);
	r->order = (uint32_t) match_hash(buffer, b.len);
	return b.len;
}

size_t
match_record_size(const MatchRecord *record)
{
	return record->size;
}
