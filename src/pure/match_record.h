/*-------------------------------------------------------------------------
 *
 * match_record.h
 *	  The layout of a prepared record; for the files match_*.c only.
 *
 * A head of fixed length, then the arrays in the order of the counts in it,
 * then text.  Offsets count from the start of the record.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_RECORD_H
#define MATCH_RECORD_H

#include "pure/match_core.h"

#define MATCH_MAX_WORDS		8
#define MATCH_MAX_WORD		32		/* bytes of one word: Myers' algorithm has 64 bits */
#define MATCH_MAX_TEXT		40		/* of a company, a city, an address part, half an address */

typedef enum WordFlag
{
	WORD_INITIAL = 1,			/* one letter */
	WORD_PARTICLE = 2,			/* de, van, bin: often left out */
	WORD_GIVEN = 4,				/* in the table of given names */
	WORD_BEFORE_COMMA = 8,		/* so, if the comma is right, of the family name */
	WORD_JOINED = 16			/* to the one before it, by a hyphen: Doe-Smith */
} WordFlag;

/* A word of the name; the given name first as far as that can be told. */
typedef struct MatchWord
{
	uint32_t	sound;			/* hash of the phonetic key */
	uint32_t	letters;		/* a bit for each letter in it */
	uint32_t	hash;
	uint16_t	text;
	uint16_t	formal;			/* offset of the numbers of its formal names */
	uint8_t		len;
	uint8_t		nformal;
	uint8_t		flags;
	uint8_t		initial;		/* sound of the first letter */
	uint32_t	root_sound;		/* of its root, if it is a nickname; else sound */
} MatchWord;

typedef enum EmailFlag
{
	EMAIL_ROLE = 1,				/* info@, sales@ */
	EMAIL_DERIVED = 2,			/* the letters of the local part are those of the name */
	EMAIL_DIGITS = 4,			/* and there are digits in it */
	EMAIL_PROVIDER = 8			/* the domain is one of many people */
} EmailFlag;

typedef struct MatchEmail
{
	uint64_t	address;		/* hashes */
	uint32_t	local;
	uint32_t	domain;
	uint32_t	digits;			/* hash of the digits in the local part */
	uint16_t	text;			/* local part, domain */
	uint8_t		local_len;
	uint8_t		domain_len;
	uint8_t		flags;
	uint8_t		index;			/* in the input */
	uint16_t	unused;
	uint32_t	letters;
} MatchEmail;

typedef struct MatchValue
{
	uint64_t	value;			/* hash; of a birthday year << 16 | month << 8 | day */
	uint16_t	text;
	uint8_t		kind;
	uint8_t		field;
	uint8_t		len;
	uint8_t		index;
	uint16_t	unused;
} MatchValue;

typedef struct MatchPhone
{
	uint64_t	number : 56;
	uint64_t	index : 8;
} MatchPhone;

struct MatchRecord
{
	uint64_t	name_key;
	uint32_t	size;
	uint32_t	order;			/* hash of all of it: which of two comes first */
	uint32_t	squeezed;		/* hash of the words without spaces */
	uint32_t	company;		/* hashes; 0: none */
	uint32_t	city;
	uint16_t	company_text;
	uint16_t	city_text;
	uint8_t		company_len;
	uint8_t		city_len;
	uint8_t		generation;
	uint8_t		nwords;
	uint8_t		nphones;
	uint8_t		nemails;
	uint8_t		nvalues;
	uint8_t		nfields;		/* how many kinds of things are known */
	uint16_t	words_at;
	uint16_t	emails_at;
	uint16_t	values_at;
	uint16_t	unused;
	/* MatchPhone[], MatchEmail[], MatchValue[], MatchWord[], uint16_t[], text */
};

static inline const char *
record_text(const MatchRecord *r, uint16_t at)
{
	return (const char *) r + at;
}

static inline const MatchPhone *
record_phones(const MatchRecord *r)
{
	return (const MatchPhone *) (r + 1);
}

static inline const MatchEmail *
record_emails(const MatchRecord *r)
{
	return (const MatchEmail *) (const void *) ((const char *) r + r->emails_at);
}

static inline const MatchValue *
record_values(const MatchRecord *r)
{
	return (const MatchValue *) (const void *) ((const char *) r + r->values_at);
}

static inline const MatchWord *
record_words(const MatchRecord *r)
{
	return (const MatchWord *) (const void *) ((const char *) r + r->words_at);
}

static inline const uint16_t *
record_formal(const MatchRecord *r, const MatchWord *w)
{
	return (const uint16_t *) (const void *) ((const char *) r + w->formal);
}

/* The last digits of a number, which are the same whatever the country read into it. */
#define PHONE_TAIL		UINT64_C(100000000)

/* A mixer of 64 bits: each bit of the result depends on each of x. */
static inline uint64_t
match_mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xD6E8FEB86659FD93);
	x ^= x >> 32;
	x *= UINT64_C(0xD6E8FEB86659FD93);
	x ^= x >> 32;
	return x;
}

static inline uint64_t
match_join(uint64_t a, uint64_t b)
{
	return match_mix(a * UINT64_C(0x9E3779B97F4A7C15) + match_mix(b + 1));
}

extern uint64_t match_hash(const char *s, size_t len);

#endif							/* MATCH_RECORD_H */
