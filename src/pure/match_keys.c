/*-------------------------------------------------------------------------
 *
 * match_keys.c
 *	  Blocking keys: only contacts that have one in common are compared.
 *
 * Each says what two records of one person often still share when the rest of
 * them differs: the number, the address, the sound of the name, a part of the
 * number with a part of the name, and so on.  A key is the kind in the top 4
 * bits and a hash below.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_core.h"
#include "pure/match_email.h"
#include "pure/match_name.h"
#include "pure/match_record.h"

/* Words of a name that are taken two by two. */
#define MOST_WORDS		4

/* The sounds that a name is looked up by, of first and last word at most. */
#define MAX_ROOTS		6

/* What tells parts of a birthday from each other and from the whole. */
#define BIRTHDAY_YEAR	(UINT64_C(1) << 40)
#define BIRTHDAY_DAY	(UINT64_C(2) << 40)

/* A contact with more to be split by has it in common with others by less. */
#define MOST_SPLITS		24

/* So much of a domain is looked at. */
#define DOMAIN_START	4

typedef struct KeyList
{
	uint64_t   *keys;
	int			n;
	int			most;
} KeyList;

static void
add_key(KeyList *list, MatchKeyKind kind, uint64_t hash)
{
	uint64_t	key = (uint64_t) kind << 60 | match_mix(hash) >> 4;
	int			i;

	for (i = 0; i < list->n; i++)
	{
		if (list->keys[i] == key)
			return;
	}
	if (list->n < list->most)
		list->keys[list->n++] = key;
}

/* The words that count: neither particles nor initials, unless there is nothing else. */
static int
strong_words(const MatchRecord *r, const MatchWord *out[MATCH_MAX_WORDS])
{
	const MatchWord *words = record_words(r);
	int			n = 0;
	int			i;

	for (i = 0; i < r->nwords; i++)
	{
		if ((words[i].flags & (WORD_PARTICLE | WORD_INITIAL)) == 0)
			out[n++] = &words[i];
	}
	for (i = 0; i < r->nwords && n == 0; i++)
		out[n++] = &words[i];
	return n;
}

/* The sounds of a word and of the formal names that it may be short for. */
static int
word_roots(const MatchRecord *r, const MatchWord *word, uint32_t roots[MAX_ROOTS])
{
	const uint16_t *formal = record_formal(r, word);
	int			n = 0;
	int			i;
	int			k;

	roots[n++] = word->sound;
	for (i = 0; i < word->nformal && n < MAX_ROOTS; i++)
	{
		int			len;
		const char *name = name_of_formal(formal[i], &len);
		uint32_t	sound = name_sound_hash(name, len);

		for (k = 0; k < n && roots[k] != sound; k++)
			;
		if (k == n)
			roots[n++] = sound;
	}
	return n;
}

static uint64_t
unordered(uint64_t a, uint64_t b)
{
	return a < b ? match_join(a, b) : match_join(b, a);
}

static void
add_name_keys(KeyList *list, const MatchRecord *r, const MatchWord *const *words, int nwords)
{
	uint32_t	first[MAX_ROOTS];
	uint32_t	last[MAX_ROOTS];
	int			nfirst;
	int			nlast;
	int			i;
	int			k;

	if (nwords == 0)
		return;
	if (nwords == 1)
	{
		add_key(list, MATCH_KEY_WORDS, words[0]->hash);
		return;
	}
	nfirst = word_roots(r, words[0], first);
	nlast = word_roots(r, words[nwords - 1], last);
	for (i = 0; i < nfirst; i++)
		add_key(list, MATCH_KEY_SOUND, unordered(first[i], last[0]));
	for (k = 1; k < nlast; k++)
		add_key(list, MATCH_KEY_SOUND, unordered(first[0], last[k]));
	/* Of many words, any two may be those that someone else knows: Juan Carlos García López is Juan García. */
	for (i = 0; i < nwords && i < MOST_WORDS; i++)
	{
		for (k = i + 1; k < nwords && k < MOST_WORDS; k++)
			add_key(list, MATCH_KEY_SOUND, unordered(words[i]->sound, words[k]->sound));
	}
}

/* Of birthdays, identifiers and addresses. */
static void
add_value_keys(KeyList *list, const MatchRecord *r, const MatchWord *const *words, int nwords)
{
	const MatchValue *values = record_values(r);
	int			i;
	int			w;

	for (i = 0; i < r->nvalues; i++)
	{
		if (values[i].kind == MATCH_BIRTHDAY)
		{
			uint64_t	year = values[i].value >> 16;
			uint64_t	day = values[i].value & 0xFFFF;

			for (w = 0; w < nwords; w++)
			{
				add_key(list, MATCH_KEY_BIRTHDAY, match_join(values[i].value, words[w]->initial));
				add_key(list, MATCH_KEY_BIRTHDAY, match_join(day + BIRTHDAY_DAY, words[w]->sound));
			}
			/* Who has no number has little else to be found by.  The year is mistyped in any but the last digit. */
			if (r->nphones == 0)
			{
				add_key(list, MATCH_KEY_BIRTHDAY, values[i].value);
				for (w = 0; w < nwords; w++)
					add_key(list, MATCH_KEY_BIRTHDAY, match_join(year % 10 + BIRTHDAY_YEAR, words[w]->sound));
				for (w = 0; w < nwords && r->city != 0; w++)
					add_key(list, MATCH_KEY_BIRTHDAY, match_join(match_join(year % 10 + BIRTHDAY_YEAR, words[w]->initial), r->city));
			}
		}
		else if (values[i].kind == MATCH_IDENTIFIER)
			add_key(list, MATCH_KEY_IDENTIFIER, match_join(values[i].value, values[i].field));
		else
		{
			if (r->city != 0 && values[i].len >= 8)
				add_key(list, MATCH_KEY_ADDRESS, match_join(match_join(values[i].value, values[i].field), r->city));
			for (w = 0; w < nwords; w++)
				add_key(list, MATCH_KEY_ADDRESS, match_join(match_join(values[i].value, values[i].field), words[w]->sound));
		}
	}
}

/* Either end of each number, with one word of the name: the same one in any order of the words. */
static void
add_phone_parts(KeyList *list, const MatchRecord *r, const MatchWord *const *words, int nwords)
{
	const MatchPhone *phones = record_phones(r);
	const MatchWord *word = NULL;
	int			i;

	for (i = 0; i < nwords; i++)
	{
		if (word == NULL || words[i]->sound < word->sound)
			word = words[i];
	}
	for (i = 0; i < r->nphones && word != NULL; i++)
	{
		uint64_t	tail = phones[i].number % PHONE_TAIL;

		add_key(list, MATCH_KEY_PHONE_PART, match_join(tail / 1000, word->sound));
		add_key(list, MATCH_KEY_PHONE_PART, match_join(tail % 100000 + PHONE_TAIL, word->sound));
	}
}

/* Either end of each address. */
static void
add_email_parts(KeyList *list, const MatchRecord *r, const MatchWord *const *words, int nwords)
{
	const MatchEmail *emails = record_emails(r);
	int			i;
	int			w;

	for (i = 0; i < r->nemails; i++)
	{
		if (emails[i].local_len >= 5 && (emails[i].flags & EMAIL_ROLE) == 0)
			add_key(list, MATCH_KEY_LOCAL_PART, emails[i].local);
		/* The company as its domain says it, for addresses that are mistyped. */
		if ((emails[i].flags & EMAIL_PROVIDER) == 0 && emails[i].domain_len >= DOMAIN_START)
		{
			const char *domain = record_text(r, emails[i].text) + emails[i].local_len;

			for (w = 0; w < nwords; w++)
				add_key(list, MATCH_KEY_COMPANY, match_join(match_hash(domain, DOMAIN_START), words[w]->sound));
		}
	}
}

int
match_keys(const MatchRecord *r, uint64_t keys[MATCH_MAX_KEYS])
{
	KeyList		list = {keys, 0, MATCH_MAX_KEYS};
	const MatchWord *words[MATCH_MAX_WORDS];
	int			nwords = strong_words(r, words);
	const MatchPhone *phones = record_phones(r);
	const MatchEmail *emails = record_emails(r);
	int			i;
	int			w;

	/* First those that find the most, in case there are too many. */
	add_name_keys(&list, r, words, nwords);
	for (i = 0; i < r->nphones; i++)
		add_key(&list, MATCH_KEY_PHONE, phones[i].number % PHONE_TAIL);
	for (i = 0; i < r->nemails; i++)
		add_key(&list, MATCH_KEY_EMAIL, emails[i].address);
	add_phone_parts(&list, r, words, nwords);
	add_email_parts(&list, r, words, nwords);
	add_value_keys(&list, r, words, nwords);
	if (r->city != 0)
	{
		for (w = 0; w < nwords; w++)
			add_key(&list, MATCH_KEY_NAME_PART, match_join(r->city, words[w]->hash));
	}
	if (r->company != 0)
	{
		for (w = 0; w < nwords; w++)
			add_key(&list, MATCH_KEY_COMPANY, match_join(r->company, words[w]->sound));
	}
	return list.n;
}

int
match_split_keys(const MatchRecord *r, uint64_t splits[MATCH_MAX_SPLITS])
{
	KeyList		list = {splits, 0, MOST_SPLITS};
	const MatchPhone *phones = record_phones(r);
	const MatchEmail *emails = record_emails(r);
	const MatchValue *values = record_values(r);
	const MatchWord *words = record_words(r);
	int			i;

	if (r->city != 0)
		add_key(&list, 0, match_join(r->city, 1));
	if (r->company != 0)
		add_key(&list, 0, match_join(r->company, 2));
	for (i = 0; i < r->nphones; i++)
	{
		add_key(&list, 0, match_join(phones[i].number % PHONE_TAIL / 10000, 3));
		add_key(&list, 0, match_join(phones[i].number % 10000, 4));
	}
	for (i = 0; i < r->nemails; i++)
	{
		if ((emails[i].flags & EMAIL_PROVIDER) == 0)
			add_key(&list, 0, match_join(emails[i].domain, 5));
		add_key(&list, 0, match_join(emails[i].local, 6));
	}
	for (i = 0; i < r->nvalues; i++)
		add_key(&list, 0, match_join(values[i].value, 7 + values[i].field));
	for (i = 0; i < r->nwords; i++)
		add_key(&list, 0, match_join(words[i].sound, 300));
	return list.n;
}

const char *
match_key_name(MatchKeyKind kind)
{
	static const char *const names[] = {
		"", "phone", "email", "local part", "name", "sound of the name", "birthday", "part of the phone and of the name",
		"part of the name and city", "company and part of the name", "identifier", "address and part of the name"
	};

	return (unsigned) kind < sizeof(names) / sizeof(names[0]) ? names[kind] : "";
}

uint64_t
match_name_key(const MatchRecord *record)
{
	return record->name_key;
}

uint64_t
match_name_key_of(const char *name, size_t len)
{
	ParsedName	parsed;

	name_parse(name, len, &parsed);
	return name_key(&parsed);
}

uint64_t
match_local_key_of(const char *email, size_t len)
{
	ParsedEmail parsed;

	return email_parse(email, len, &parsed) && parsed.domain_len > 0 ? email_local_key(&parsed) : 0;
}
