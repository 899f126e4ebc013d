/*-------------------------------------------------------------------------
 *
 * match_score.c
 *	  How likely two records are of one person.
 *
 * Evidence of each comparison is added to the prior, in bits (match_weight.h).
 * Given and family name are one comparison, for neither says what it does
 * without the other: same family name and other given name are two members of
 * a family, and the more they share the less it means.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_core.h"
#include "pure/match_distance.h"
#include "pure/match_name.h"
#include "pure/match_record.h"
#include "pure/match_weight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum Level
{
#define WEIGHT(comparison, level, name, bits, why) LEVEL_##level,
	MATCH_WEIGHTS(WEIGHT)
#undef WEIGHT
	NUM_LEVELS
} Level;

static const struct
{
	MatchComparison comparison;
	const char *name;
	double		bits;
}			levels[] = {
#define WEIGHT(comparison, level, name, bits, why) {MATCH_COMPARE_##comparison, name, bits},
	MATCH_WEIGHTS(WEIGHT)
#undef WEIGHT
};

/* ------ Names ------ */

/* How two words agree, the better the greater. */
typedef enum WordMatch
{
	WORD_OTHER,
	WORD_FAR,					/* some letters in common */
	WORD_INITIAL_OF,
	WORD_SOUNDS,
	WORD_TWO_OFF,
	WORD_ONE_OFF,
	WORD_NICKNAME,
	WORD_SAME
} WordMatch;

static bool
share_formal(const MatchRecord *a, const MatchWord *x, const MatchRecord *b, const MatchWord *y)
{
	const uint16_t *f = record_formal(a, x);
	const uint16_t *g = record_formal(b, y);
	int			i;
	int			k;

	for (i = 0; i < x->nformal; i++)
	{
		for (k = 0; k < y->nformal; k++)
		{
			if (f[i] == g[k])
				return true;
		}
	}
	return false;
}

static WordMatch
compare_words(const MatchRecord *a, const MatchWord *x, const MatchRecord *b, const MatchWord *y)
{
	int			shorter = x->len < y->len ? x->len : y->len;
	int			longer = x->len < y->len ? y->len : x->len;
	int			distance;

	if (x->hash == y->hash && x->len == y->len)
		return WORD_SAME;
	if (((x->flags | y->flags) & WORD_INITIAL) != 0)
		return x->initial == y->initial ? WORD_INITIAL_OF : WORD_OTHER;
	if (x->nformal > 0 && y->nformal > 0 && share_formal(a, x, b, y))
		return WORD_NICKNAME;
	/* Both are given names, and known to be different ones: Mark and Marsha. */
	if (x->nformal > 0 && y->nformal > 0 && x->sound != y->sound)
		return WORD_OTHER;
	distance = edit_distance_within(record_text(a, x->text), x->len, x->letters,
									record_text(b, y->text), y->len, y->letters, longer / 2 > 2 ? longer / 2 : 2);
	/* Of a short word, one letter is much: Kye and Jye are twins. */
	if (distance <= 1 && (shorter >= 4 || (shorter == 3 && x->initial == y->initial)))
		return WORD_ONE_OFF;
	if (distance <= 2 && shorter >= 5)
		return WORD_TWO_OFF;
	if (x->sound == y->sound && longer > 2)
		return WORD_SOUNDS;
	if (distance <= 1 || (distance * 5 <= longer * 2 && shorter >= 4))
		return WORD_FAR;
	/* The letters are there, some in the place of others. */
	if (distance <= 3 && shorter >= 5 && count_bits(x->letters ^ y->letters) <= 1)
		return WORD_FAR;
	return WORD_OTHER;
}

typedef struct Alignment
{
	int			nmatched;
	int			count[WORD_SAME + 1];	/* how many pairs match so */
	int			partner[MATCH_MAX_WORDS];	/* of each word of a; -1: none */
	uint32_t	used_a;
	uint32_t	used_b;
} Alignment;

/* The best matches first; each word once. */
static void
align_words(const MatchRecord *a, const MatchRecord *b, Alignment *al)
{
	const MatchWord *x = record_words(a);
	const MatchWord *y = record_words(b);
	uint8_t		match[MATCH_MAX_WORDS][MATCH_MAX_WORDS];
	unsigned	found = 0;		/* a bit for each level */
	int			most = a->nwords > b->nwords ? a->nwords : b->nwords;
	int			level;
	int			i;
	int			k;

	memset(al, 0, sizeof(*al));
	for (i = 0; i < a->nwords; i++)
	{
		al->partner[i] = -1;
		for (k = 0; k < b->nwords; k++)
		{
			match[i][k] = (uint8_t) compare_words(a, &x[i], b, &y[k]);
			found |= 1u << match[i][k];
		}
	}
	for (level = WORD_SAME; level > WORD_OTHER; level--)
	{
		int			apart;

		/* The same place in the name first. */
		for (apart = 0; (found & 1u << level) != 0 && apart < most; apart++)
		{
			for (i = 0; i < a->nwords; i++)
			{
				for (k = 0; k < b->nwords; k++)
				{
					if (match[i][k] != level || (i > k ? i - k : k - i) != apart ||
						(al->used_a & 1u << i) != 0 || (al->used_b & 1u << k) != 0)
						continue;
					al->used_a |= 1u << i;
					al->used_b |= 1u << k;
					al->partner[i] = k;
					al->count[level]++;
					al->nmatched++;
				}
			}
		}
	}
}

/* Words that are missing on the other side, particles aside. */
static int
unmatched_words(const MatchRecord *r, uint32_t used, int *which)
{
	const MatchWord *words = record_words(r);
	int			n = 0;
	int			i;

	for (i = 0; i < r->nwords; i++)
	{
		if ((used & 1u << i) == 0 && (words[i].flags & WORD_PARTICLE) == 0)
		{
			*which = i;
			n++;
		}
	}
	return n;
}

static int
count_words(const MatchRecord *r)
{
	const MatchWord *words = record_words(r);
	int			n = 0;
	int			i;

	for (i = 0; i < r->nwords; i++)
		n += (words[i].flags & WORD_PARTICLE) == 0;
	return n > 0 ? n : r->nwords;
}

/* One word the same, another not: is it the given or the family name that they share? */
static Level
half_of_name(const MatchRecord *a, const MatchRecord *b, const Alignment *al, int other_a, int other_b)
{
	const MatchWord *x = record_words(a);
	const MatchWord *y = record_words(b);
	int			i;
	int			same_a = -1;
	int			same_b = -1;
	bool		first;
	bool		last;

	for (i = 0; i < a->nwords && same_a < 0; i++)
	{
		if (al->partner[i] >= 0 && (x[i].flags & WORD_PARTICLE) == 0)
		{
			same_a = i;
			same_b = al->partner[i];
		}
	}
	if (same_a < 0)
		return LEVEL_NAME_DIFFERS;
	if ((x[other_a].flags & WORD_GIVEN) != 0 && (y[other_b].flags & WORD_GIVEN) != 0 &&
		(x[same_a].flags & WORD_GIVEN) == 0)
		return LEVEL_NAME_FAMILY_ONLY;
	first = same_a < other_a && same_b < other_b;
	last = same_a > other_a && same_b > other_b;
	if (first)
		return LEVEL_NAME_GIVEN_ONLY;
	if (last)
		return LEVEL_NAME_FAMILY_ONLY;
	return (x[same_a].flags & WORD_GIVEN) != 0 ? LEVEL_NAME_GIVEN_ONLY : LEVEL_NAME_UNCLEAR_HALF;
}

/* The level for all words of one name matched in the other. */
static Level
whole_name(const MatchRecord *a, const MatchRecord *b, const Alignment *al, int more)
{
	int			typos = al->count[WORD_ONE_OFF] + al->count[WORD_TWO_OFF];
	int			inexact = al->nmatched - al->count[WORD_SAME];
	int			i;

	if (inexact == 0)
	{
		if (more > 0)
			return LEVEL_NAME_MORE_WORDS;
		for (i = 0; i < a->nwords; i++)
		{
			if (al->partner[i] >= 0 && al->partner[i] != i)
				return a->nwords == b->nwords ? LEVEL_NAME_SWAPPED : LEVEL_NAME_EXACT;
		}
		return LEVEL_NAME_EXACT;
	}
	if (inexact > 1 || al->count[WORD_SAME] == 0)
		return al->count[WORD_FAR] > 0 || al->count[WORD_INITIAL_OF] > 0 ? LEVEL_NAME_FAR : LEVEL_NAME_FUZZY;
	if (typos > 0)
		return LEVEL_NAME_TYPO;
	if (al->count[WORD_NICKNAME] > 0)
		return LEVEL_NAME_NICKNAME;
	if (al->count[WORD_SOUNDS] > 0)
		return LEVEL_NAME_SOUND;
	if (al->count[WORD_INITIAL_OF] > 0)
		return LEVEL_NAME_INITIAL;
	return LEVEL_NAME_FAR;
}

static Level
name_level(const MatchRecord *a, const MatchRecord *b)
{
	Alignment	al;
	int			na = count_words(a);
	int			nb = count_words(b);
	int			other_a = 0;
	int			other_b = 0;
	int			missing_a;
	int			missing_b;

	if (a->squeezed == b->squeezed)
		return na == 1 && nb == 1 ? LEVEL_NAME_ONE_WORD : LEVEL_NAME_EXACT;
	align_words(a, b, &al);
	if (na == 1 || nb == 1)
	{
		if (al.count[WORD_SAME] + al.count[WORD_NICKNAME] > 0)
			return LEVEL_NAME_ONE_WORD;
		if (al.nmatched > al.count[WORD_FAR])
			return LEVEL_NAME_ONE_WORD_FUZZY;
		return na == 1 && nb == 1 ? LEVEL_NAME_WORDS_APART : LEVEL_NAME_FAMILY_ONLY;
	}
	missing_a = unmatched_words(a, al.used_a, &other_a);
	missing_b = unmatched_words(b, al.used_b, &other_b);
	if (al.nmatched == 0)
		return LEVEL_NAME_DIFFERS;
	if (missing_a == 0 || missing_b == 0)
		return whole_name(a, b, &al, missing_a + missing_b);
	if (al.nmatched == al.count[WORD_FAR] + al.count[WORD_INITIAL_OF])
		return LEVEL_NAME_DIFFERS;
	return half_of_name(a, b, &al, other_a, other_b);
}

/*
 * How many have one name grows with the contacts: what counts is how many others
 * have it, not of how many.  Of few contacts it is no wonder that none has it.
 */
#define NAME_FEW		2048.0

/*
 * How much rarer the name is among all contacts than one in NAME_FEW.  One of
 * the two is not counted: that there are two is no evidence of a frequent name.
 */
static double
name_frequency(Level level, const MatchWorld *world)
{
	double		count = world->count_a > world->count_b ? world->count_a : world->count_b;

	if (count <= 0 || level > LEVEL_NAME_FAR)
		return 0;
	return log2((world->contacts + NAME_FEW) / NAME_FEW / (count > 2 ? count - 1 : 1));
}

/*
 * A number or an address is had by no more people if there are more contacts,
 * so it is ever less likely that two have the same by chance.
 */
#define SHARED_FEW		8192.0

static double
identity_growth(Level level, const MatchWorld *world)
{
	if (level == LEVEL_PHONE_SAME || level == LEVEL_PHONE_SAME_TAIL || level == LEVEL_EMAIL_SAME || level == LEVEL_EMAIL_TYPO)
		return log2((world->contacts + SHARED_FEW) / SHARED_FEW);
	/* There are more companies, but they are bigger as well. */
	if (level == LEVEL_COMPANY_SAME)
		return log2((world->contacts + SHARED_FEW) / SHARED_FEW) / 2;
	return 0;
}

/*
 * Who lives together shares a land line, a city, an address and now and then a
 * mailbox; who works together, a switchboard and the company.  So if the names
 * say that these are two people, only the best of it counts in full, and
 * the rest next to nothing.
 */
#define SHARED_AS_WELL	0.5

static void
discount_shared(MatchScore *score)
{
	Level		name = (Level) score->parts[0].level;
	int			best = 0;
	bool		same_phone = false;
	bool		same_person = false;	/* by something that is not shared */
	int			i;

	if (score->nparts == 0 || levels[name].comparison != MATCH_COMPARE_NAME || name < LEVEL_NAME_WORDS_APART)
		return;
	for (i = 1; i < score->nparts; i++)
	{
		const MatchPart *part = &score->parts[i];
		MatchComparison comparison = levels[part->level].comparison;

		if (comparison == MATCH_COMPARE_PHONE && part->bits > 0)
			same_phone = true;
		if ((comparison == MATCH_COMPARE_BIRTHDAY || comparison == MATCH_COMPARE_IDENTIFIER) && part->bits > 1)
			same_person = true;
		if (best == 0 || part->bits + part->adjustment > score->parts[best].bits + score->parts[best].adjustment)
			best = i;
	}
	for (i = 1; i < score->nparts; i++)
	{
		MatchPart  *part = &score->parts[i];
		MatchComparison comparison = levels[part->level].comparison;

		if (i == best || comparison == MATCH_COMPARE_BIRTHDAY || comparison == MATCH_COMPARE_IDENTIFIER ||
			part->bits + part->adjustment <= SHARED_AS_WELL)
			continue;
		if (same_person && (comparison == MATCH_COMPARE_CITY || comparison == MATCH_COMPARE_ADDRESS))
			continue;
		/* Those who have only the given name in common are not of one family. */
		if (name == LEVEL_NAME_GIVEN_ONLY && !(comparison == MATCH_COMPARE_COMPANY && same_phone))
			continue;
		part->adjustment = SHARED_AS_WELL - part->bits;
	}
}

/* ------ The rest ------ */

static MatchPart *
add_part(MatchScore *score, Level level, int index_a, int index_b)
{
	MatchPart  *part = &score->parts[score->nparts++];

	part->level = (MatchLevel) level;
	part->index_a = (int8_t) index_a;
	part->index_b = (int8_t) index_b;
	part->bits = levels[level].bits;
	part->adjustment = 0;
	return part;
}

static int
phone_digits(uint64_t number, char out[20])
{
	char		turned[20];
	int			n = 0;
	int			i;

	do
		turned[n++] = (char) ('0' + number % 10);
	while ((number /= 10) > 0 && n < 20);
	for (i = 0; i < n; i++)
		out[i] = turned[n - 1 - i];
	return n;
}

static Level
phone_level(uint64_t a, uint64_t b)
{
	char		x[20];
	char		y[20];
	int			m;
	int			n;

	if (a == b)
		return LEVEL_PHONE_SAME;
	if (a % PHONE_TAIL == b % PHONE_TAIL && a >= PHONE_TAIL && b >= PHONE_TAIL)
		return LEVEL_PHONE_SAME_TAIL;
	/* An error leaves one end as it is. */
	if (a % 1000 != b % 1000 && a / 100000 != b / 100000 && a / 10000 != b / 100000 && a / 100000 != b / 10000)
		return LEVEL_PHONE_DIFFERS;
	m = phone_digits(a, x);
	n = phone_digits(b, y);
	if (m < 7 || n < 7 || m - n > 1 || n - m > 1)
		return LEVEL_PHONE_DIFFERS;
	return edit_distance(x, m, y, n) <= 1 ? LEVEL_PHONE_TYPO : LEVEL_PHONE_DIFFERS;
}

static void
compare_phones(const MatchRecord *a, const MatchRecord *b, MatchScore *score)
{
	const MatchPhone *x = record_phones(a);
	const MatchPhone *y = record_phones(b);
	Level		best = NUM_LEVELS;
	int			best_a = 0;
	int			best_b = 0;
	int			i;
	int			k;

	for (i = 0; i < a->nphones; i++)
	{
		for (k = 0; k < b->nphones; k++)
		{
			Level		level = phone_level(x[i].number, y[k].number);

			if (level < best)
			{
				best = level;
				best_a = x[i].index;
				best_b = y[k].index;
			}
		}
	}
	if (best < NUM_LEVELS)
		add_part(score, best, best_a, best_b);
}

/* The same characters in another order. */
static bool
same_characters(const char *s, const char *t, int len)
{
	uint64_t	sum = 0;
	int			i;

	for (i = 0; i < len; i++)
		sum += match_mix((unsigned char) s[i]) - match_mix((unsigned char) t[i]);
	return sum == 0;
}

/* Shorter addresses have too little besides what differs. */
#define SHORTEST_MISSPELT	8
#define SHORTEST_EXCHANGED	12

/* Is one address a typing error for the other?  They are not the same. */
static bool
misspelt_email(const MatchRecord *a, const MatchEmail *x, const MatchRecord *b, const MatchEmail *y)
{
	const char *s = record_text(a, x->text);
	const char *t = record_text(b, y->text);
	int			slen = x->local_len + x->domain_len;
	int			tlen = y->local_len + y->domain_len;
	int			most = 2;

	if (slen < SHORTEST_MISSPELT || slen > 64)
		return false;
	/* Other digits are another person's, unless one of them has only changed places with a letter. */
	if (x->digits != y->digits)
		return slen == tlen && slen >= SHORTEST_EXCHANGED && x->letters == y->letters && same_characters(s, t, slen) &&
			edit_distance(s, slen, t, tlen) == 2;
	if ((x->flags & y->flags & EMAIL_PROVIDER) != 0)
	{
		/* gmail.com is no misspelt ymail.com; and what fits the name on either side is no error. */
		if (x->local == y->local || (x->flags & y->flags & EMAIL_DERIVED) != 0)
			return false;
	}
	/* f.j@ is no misspelt h.k@. */
	if (x->local != y->local && (x->local_len < 5 || y->local_len < 5))
		most = 1;
	/* Letters that have changed places are more than one error. */
	else if (count_bits(x->letters ^ y->letters) <= 1)
		most = 3;
	return edit_distance_within(s, slen, x->letters, t, tlen, y->letters, most) <= most;
}

static Level
email_level(const MatchRecord *a, const MatchEmail *x, const MatchRecord *b, const MatchEmail *y)
{
	if (x->address == y->address)
		return (x->flags & EMAIL_ROLE) != 0 ? LEVEL_EMAIL_ROLE_SAME : LEVEL_EMAIL_SAME;
	if (((x->flags | y->flags) & EMAIL_ROLE) != 0)
		return LEVEL_EMAIL_DIFFERS;
	if (misspelt_email(a, x, b, y))
		return LEVEL_EMAIL_TYPO;
	if (x->local == y->local && x->local_len >= 5)
	{
		if (((x->flags | y->flags) & EMAIL_DERIVED) == 0)
			return LEVEL_EMAIL_LOCAL_PART;
		return (x->flags & EMAIL_DIGITS) != 0 ? LEVEL_EMAIL_LOCAL_DIGITS : LEVEL_EMAIL_LOCAL_NAME;
	}
	return LEVEL_EMAIL_DIFFERS;
}

static void
compare_emails(const MatchRecord *a, const MatchRecord *b, MatchScore *score)
{
	const MatchEmail *x = record_emails(a);
	const MatchEmail *y = record_emails(b);
	Level		best = NUM_LEVELS;
	int			best_a = 0;
	int			best_b = 0;
	int			i;
	int			k;

	for (i = 0; i < a->nemails; i++)
	{
		for (k = 0; k < b->nemails; k++)
		{
			Level		level = email_level(a, &x[i], b, &y[k]);

			if (level < best)
			{
				best = level;
				best_a = x[i].index;
				best_b = y[k].index;
			}
		}
	}
	if (best < NUM_LEVELS)
		add_part(score, best, best_a, best_b);
}

/* Misspelt, or one is the beginning of the other. */
static bool
similar(const char *s, int slen, const char *t, int tlen)
{
	int			shorter = slen < tlen ? slen : tlen;
	int			longer = slen < tlen ? tlen : slen;
	int			most = longer >= 12 ? 3 : longer >= 6 ? 2 : 1;

	if (shorter < 3)
		return false;
	/* the one with a word more */
	if (shorter >= 4 && memcmp(s, t, (size_t) shorter) == 0 && (slen < tlen ? t : s)[shorter] == ' ')
		return true;
	return longer - shorter <= most && edit_distance(s, slen, t, tlen) <= most;
}

static void
compare_line(const MatchRecord *a, uint32_t ahash, uint16_t atext, int alen,
			 const MatchRecord *b, uint32_t bhash, uint16_t btext, int blen, Level same, MatchScore *score)
{
	Level		level = same;

	if (ahash == 0 || bhash == 0)
		return;
	if (ahash != bhash)
		level = similar(record_text(a, atext), alen, record_text(b, btext), blen) ? same + 1 : same + 2;
	add_part(score, level, -1, -1);
}

/* Days since some day: close enough for how far two dates are apart. */
static int
day_number(uint32_t date)
{
	static const short before_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	int			month = (int) (date >> 8 & 0xFF);

	return (int) (date >> 16) * 1461 / 4 + before_month[month >= 1 && month <= 12 ? month - 1 : 0] + (int) (date & 0xFF);
}

/* Within a month of each other, or of that a year or ten years away. */
static bool
near_dates(uint32_t a, uint32_t b)
{
	int			apart = abs(day_number(a) - day_number(b));

	return apart <= 32 || abs(apart - 365) <= 32 || abs(apart - 3652) <= 32;
}

static Level
birthday_level(uint32_t a, uint32_t b)
{
	int			years = (int) (a >> 16) - (int) (b >> 16);
	int			months = (int) (a >> 8 & 0xFF) - (int) (b >> 8 & 0xFF);
	int			days = (int) (a & 0xFF) - (int) (b & 0xFF);
	int			differ = (years != 0) + (months != 0) + (days != 0);

	if (differ == 0)
		return LEVEL_BIRTHDAY_SAME;
	if (differ == 1 || (years == 0 && (a >> 8 & 0xFF) == (b & 0xFF) && (b >> 8 & 0xFF) == (a & 0xFF)))
		return LEVEL_BIRTHDAY_PART;
	if (near_dates(a, b))
		return LEVEL_BIRTHDAY_NEAR;
	return LEVEL_BIRTHDAY_DIFFERS;
}

static Level
value_level(const MatchRecord *a, const MatchValue *x, const MatchRecord *b, const MatchValue *y)
{
	const char *s = record_text(a, x->text);
	const char *t = record_text(b, y->text);

	if (x->kind == MATCH_BIRTHDAY)
		return birthday_level((uint32_t) x->value, (uint32_t) y->value);
	if (x->kind == MATCH_IDENTIFIER)
	{
		if (x->value == y->value)
			return LEVEL_IDENTIFIER_SAME;
		return x->len >= 5 && edit_distance(s, x->len, t, y->len) <= 1 ? LEVEL_IDENTIFIER_TYPO : LEVEL_IDENTIFIER_DIFFERS;
	}
	if (x->value == y->value)
		return x->len >= 4 ? LEVEL_ADDRESS_SAME : LEVEL_ADDRESS_SAME_SHORT;
	return similar(s, x->len, t, y->len) ? LEVEL_ADDRESS_SIMILAR : LEVEL_ADDRESS_DIFFERS;
}

static void
compare_values(const MatchRecord *a, const MatchRecord *b, MatchScore *score)
{
	const MatchValue *x = record_values(a);
	const MatchValue *y = record_values(b);
	int			i;
	int			k;

	for (i = 0; i < a->nvalues; i++)
	{
		Level		best = NUM_LEVELS;
		int			best_b = 0;
		bool		seen = false;

		for (k = 0; k < i && !seen; k++)
			seen = x[k].kind == x[i].kind && x[k].field == x[i].field;
		for (k = 0; k < b->nvalues && !seen; k++)
		{
			Level		level;

			if (x[i].kind != y[k].kind || x[i].field != y[k].field)
				continue;
			level = value_level(a, &x[i], b, &y[k]);
			if (level < best)
			{
				best = level;
				best_b = y[k].index;
			}
		}
		if (best < NUM_LEVELS)
			add_part(score, best, x[i].index, best_b);
		if (best == LEVEL_IDENTIFIER_DIFFERS)
			score->conflicts |= MATCH_CONFLICT_IDENTIFIER;
		if (best == LEVEL_BIRTHDAY_DIFFERS && score->nparts > 1 && score->parts[0].level <= LEVEL_NAME_MORE_WORDS)
			score->conflicts |= MATCH_CONFLICT_BIRTHDAY;
	}
}

/* Which is first does not depend on the order of the arguments. */
static bool
in_order(const MatchRecord *a, const MatchRecord *b)
{
	if (a->order != b->order)
		return a->order < b->order;
	if (a->size != b->size)
		return a->size < b->size;
	return memcmp(a, b, a->size) <= 0;
}

static bool
generations_differ(int a, int b)
{
	if (a == GENERATION_NONE || b == GENERATION_NONE || a == b)
		return false;
	/* A son is as well the second. */
	return !((a == GENERATION_JUNIOR && b == GENERATION_SECOND) || (a == GENERATION_SECOND && b == GENERATION_JUNIOR));
}

#define FEWEST_CONTACTS		100.0

void
match_score(const MatchRecord *a, const MatchRecord *b, const MatchWorld *world, MatchScore *score)
{
	MatchWorld	w = *world;
	bool		turned = !in_order(a, b);
	int			i;

	if (turned)
	{
		const MatchRecord *c = a;

		a = b;
		b = c;
	}
	if (!(w.contacts >= FEWEST_CONTACTS))
		w.contacts = FEWEST_CONTACTS;
	score->nparts = 0;
	score->conflicts = 0;
	if (a->nwords > 0 && b->nwords > 0)
	{
		Level		level = name_level(a, b);

		if (level >= LEVEL_NAME_WORDS_APART && level != LEVEL_NAME_GIVEN_ONLY)
			score->conflicts |= MATCH_CONFLICT_GIVEN_NAME;
		else if (level < LEVEL_NAME_WORDS_APART && generations_differ(a->generation, b->generation))
			level = LEVEL_NAME_GENERATION;
		add_part(score, level, -1, -1)->adjustment = name_frequency(level, &w);
	}
	compare_phones(a, b, score);
	compare_emails(a, b, score);
	compare_line(a, a->company, a->company_text, a->company_len, b, b->company, b->company_text, b->company_len,
				 LEVEL_COMPANY_SAME, score);
	compare_line(a, a->city, a->city_text, a->city_len, b, b->city, b->city_text, b->city_len, LEVEL_CITY_SAME, score);
	compare_values(a, b, score);
	for (i = 0; i < score->nparts; i++)
		score->parts[i].adjustment += identity_growth((Level) score->parts[i].level, &w);
	discount_shared(score);
	if (generations_differ(a->generation, b->generation))
		score->conflicts |= MATCH_CONFLICT_GENERATION;
	if (a->nfields <= 1 || b->nfields <= 1)
		score->conflicts |= MATCH_CONFLICT_ONE_FIELD;

	score->prior = -log2(w.contacts);
	score->total = score->prior;
	for (i = 0; i < score->nparts; i++)
	{
		MatchPart  *part = &score->parts[i];

		if (turned)
		{
			int8_t		index = part->index_a;

			part->index_a = part->index_b;
			part->index_b = index;
		}
		score->total += part->bits + part->adjustment;
	}
	score->probability = 1 / (1 + exp2(-score->total));
}

/* ------ Names of things ------ */

MatchComparison
match_level_comparison(MatchLevel level)
{
	return level < NUM_LEVELS ? levels[level].comparison : MATCH_COMPARE_NAME;
}

const char *
match_level_name(MatchLevel level)
{
	return level < NUM_LEVELS ? levels[level].name : "";
}

double
match_level_bits(MatchLevel level)
{
	return level < NUM_LEVELS ? levels[level].bits : 0;
}

const char *
match_comparison_name(MatchComparison comparison)
{
	static const char *const names[] = {"name", "phone", "email", "company", "city", "birthday", "identifier", "address"};

	return (unsigned) comparison < sizeof(names) / sizeof(names[0]) ? names[comparison] : "";
}

const char *
match_conflict_name(MatchConflict conflict)
{
	switch (conflict)
	{
		case MATCH_CONFLICT_GENERATION:
			return "generation";
		case MATCH_CONFLICT_BIRTHDAY:
			return "birthday";
		case MATCH_CONFLICT_IDENTIFIER:
			return "identifier";
		case MATCH_CONFLICT_GIVEN_NAME:
			return "given name";
		case MATCH_CONFLICT_ONE_FIELD:
			return "one field";
	}
	return "";
}
