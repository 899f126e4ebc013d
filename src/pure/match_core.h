/*-------------------------------------------------------------------------
 *
 * match_core.h
 *	  Which contacts are the same person: reading, keys, weights, pairs, groups.
 *
 * Probabilistic record linkage after Fellegi and Sunter.  A contact is prepared
 * once (match_prepare.c); blocking keys say which contacts are compared at all
 * (match_keys.c, match_pairs.c); a comparison adds up evidence in bits, that is
 * log2 of how much more likely it is for one person than for two (match_score.c,
 * with the weights in match_weight.h); groups are made of the pairs
 * (match_group.c).
 *
 * Pure C: no server, no locale, no global state.  Preparing and scoring
 * allocate nothing.  Any bytes are safe.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_CORE_H
#define MATCH_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ------ A contact as it comes ------ */

/* What lies beyond is not looked at. */
#define MATCH_MAX_PHONES	8
#define MATCH_MAX_EMAILS	8
#define MATCH_MAX_EXTRAS	16

typedef struct MatchSpan
{
	const char *data;			/* UTF-8, or any bytes; may be NULL if len is 0 */
	size_t		len;
} MatchSpan;

typedef enum MatchExtraKind
{
	MATCH_BIRTHDAY = 1,			/* 1971-06-24, 19710624, 24/6/1971, 24.6.1971 */
	MATCH_IDENTIFIER,			/* one to a person: a social security number */
	MATCH_ADDRESS				/* street, postcode, state, ... */
} MatchExtraKind;

typedef struct MatchExtra
{
	MatchExtraKind kind;
	int			field;			/* 0 .. 255: like is compared with like */
	MatchSpan	value;
} MatchExtra;

typedef struct MatchInput
{
	MatchSpan	name;			/* as typed: "Dr. Jane M. Doe-Smith Jr", "Doe, Jane" */
	MatchSpan	company;
	MatchSpan	city;
	const uint64_t *phones;		/* E.164 digits as a number: 491711234567 */
	int			nphones;
	const MatchSpan *emails;
	int			nemails;
	const MatchExtra *extras;
	int			nextras;
} MatchInput;

/* ------ The prepared record (match_prepare.c) ------ */

/*
 * Flat, without pointers: it may be copied, written out and read in again (by
 * the same build) at any address that is a multiple of 8.
 */
typedef struct MatchRecord MatchRecord;

/* No record is longer, and every length is a multiple of 8. */
#define MATCH_RECORD_MAX	3072

/*
 * Prepare a contact.  Returns the length of the record; 0, and nothing useful
 * in buffer, if that is more than room: never so with MATCH_RECORD_MAX.  buffer
 * is aligned to 8 bytes.
 */
extern size_t match_prepare(const MatchInput *input, void *buffer, size_t room);
extern size_t match_record_size(const MatchRecord *record);

/* ------ Keys (match_keys.c) ------ */

/* Kinds of blocking keys, in the top 4 bits of a key. */
typedef enum MatchKeyKind
{
	MATCH_KEY_PHONE = 1,		/* the number */
	MATCH_KEY_EMAIL,			/* the address */
	MATCH_KEY_LOCAL_PART,		/* what stands before the @ */
	MATCH_KEY_WORDS,			/* the words of the name, sorted */
	MATCH_KEY_SOUND,			/* sound of given and family name, sorted; nicknames as their root */
	MATCH_KEY_BIRTHDAY,			/* birthday and something else */
	MATCH_KEY_PHONE_PART,		/* half of the number, and the sound of a word of the name */
	MATCH_KEY_NAME_PART,		/* one word of the name, and something else */
	MATCH_KEY_COMPANY,			/* company and the sound of a word of the name */
	MATCH_KEY_IDENTIFIER,
	MATCH_KEY_ADDRESS			/* an address part and something else */
} MatchKeyKind;

#define MATCH_KEY_KIND(key)		((MatchKeyKind) ((key) >> 60))

/* No record has more. */
#define MATCH_MAX_KEYS			128

/* Returns how many; they differ from each other. */
extern int	match_keys(const MatchRecord *record, uint64_t keys[MATCH_MAX_KEYS]);
extern const char *match_key_name(MatchKeyKind kind);

/*
 * What an oversize block is split by: city, company, pieces of phones, domain,
 * birthday.  Not keys by themselves.  Returns how many.
 */
#define MATCH_MAX_SPLITS		64
extern int	match_split_keys(const MatchRecord *record, uint64_t splits[MATCH_MAX_SPLITS]);

/*
 * The one key of a name, and the key of an e-mail address, for indexes: 44 bits
 * of hash and 20 bits of 0 below them.  0: no usable name; a role mailbox, a
 * local part of less than 5 characters, no address.
 */
#define MATCH_INDEX_KEY_LOW_BITS	20
extern uint64_t match_name_key(const MatchRecord *record);
extern uint64_t match_name_key_of(const char *name, size_t len);
extern uint64_t match_local_key_of(const char *email, size_t len);

/* ------ Scoring (match_score.c) ------ */

typedef enum MatchComparison
{
	MATCH_COMPARE_NAME,
	MATCH_COMPARE_PHONE,
	MATCH_COMPARE_EMAIL,
	MATCH_COMPARE_COMPANY,
	MATCH_COMPARE_CITY,
	MATCH_COMPARE_BIRTHDAY,
	MATCH_COMPARE_IDENTIFIER,
	MATCH_COMPARE_ADDRESS
} MatchComparison;

/* Reasons never to merge without asking; the score does not know of them. */
typedef enum MatchConflict
{
	MATCH_CONFLICT_GENERATION = 1,	/* Jr and Sr, or II and III */
	MATCH_CONFLICT_BIRTHDAY = 2,	/* same name, other full birthday */
	MATCH_CONFLICT_IDENTIFIER = 4,	/* both have one, and not the same */
	MATCH_CONFLICT_GIVEN_NAME = 8,	/* Mark and Marsha, or other names altogether: twins share the rest */
	MATCH_CONFLICT_ONE_FIELD = 16	/* one of them is nothing but a name, or a number, or an address */
} MatchConflict;

/* These keep two records out of one group; the others are for a person to see. */
#define MATCH_CONFLICTS_HARD \
	(MATCH_CONFLICT_GENERATION)

/* What is known of all contacts that are searched. */
typedef struct MatchWorld
{
	double		contacts;		/* how many */
	double		count_a;		/* how many of them have the name key of a; 0: not known */
	double		count_b;
} MatchWorld;

/* Identifies comparison and level: match_level_name(), match_level_comparison(). */
typedef uint8_t MatchLevel;

typedef struct MatchPart
{
	MatchLevel	level;
	int8_t		index_a;		/* which phone, e-mail or extra of the input; -1: none */
	int8_t		index_b;
	double		bits;			/* the weight of the level */
	double		adjustment;		/* for how common a name is, and for what depends on each other */
} MatchPart;

#define MATCH_MAX_PARTS		(5 + MATCH_MAX_EXTRAS)

typedef struct MatchScore
{
	double		total;			/* prior, and bits + adjustment of each part, added in order */
	double		prior;
	double		probability;	/* 1 / (1 + 2^-total) */
	uint32_t	conflicts;		/* MatchConflict, or-ed */
	int			nparts;
	MatchPart	parts[MATCH_MAX_PARTS];
} MatchScore;

/* The same bits with a and b (and count_a and count_b) changed over. */
extern void match_score(const MatchRecord *a, const MatchRecord *b, const MatchWorld *world, MatchScore *score);

extern MatchComparison match_level_comparison(MatchLevel level);
extern const char *match_comparison_name(MatchComparison comparison);
extern const char *match_level_name(MatchLevel level);	/* "exact", "nickname", ... */
extern double match_level_bits(MatchLevel level);
extern const char *match_conflict_name(MatchConflict conflict);

/* ------ Batches: what the caller lends ------ */

typedef struct MatchHost
{
	void	   *(*allocate) (void *arg, size_t size);	/* never NULL: leaves by longjmp */
	void		(*release) (void *arg, void *block);
	/* Called every few milliseconds at least; may leave by longjmp. */
	void		(*progress) (void *arg);
	void	   *arg;
} MatchHost;

/* ------ Candidate pairs (match_pairs.c) ------ */

/*
 * Who numbers the records in the order of their name keys has those next to
 * each other in memory that are compared, and scores them twice as fast.
 */

/* Blocks up to this size are compared all with all. */
#define MATCH_BLOCK_CAP		60

typedef struct MatchPair
{
	uint32_t	a;				/* a < b */
	uint32_t	b;
} MatchPair;

typedef struct MatchPairsTask
{
	uint64_t   *keys;			/* key i is one of record_of[i]; both are sorted by key */
	uint32_t   *record_of;
	size_t		nkeys;
	uint32_t	cap;			/* 0: MATCH_BLOCK_CAP, and a set of few records is compared for more than its keys */
	/* The record of a number, for splitting oversize blocks. */
	const MatchRecord *(*record) (void *arg, uint32_t number);
	void	   *arg;
	/* out */
	MatchPair  *pairs;			/* from host->allocate, in order, each once */
	size_t		npairs;
	size_t		nblocks;		/* of two records at least */
	size_t		nsplit;			/* of these, blocks above the cap */
	size_t		ndropped;		/* pieces of them that were above the cap as well */
} MatchPairsTask;

extern void match_pairs(MatchPairsTask *task, const MatchHost *host);

/* counts[i]: how often keys[i] is among the n keys; 0 for key 0. */
extern void match_count_keys(const uint64_t *keys, size_t n, uint32_t *counts, const MatchHost *host);

/* ------ Groups (match_group.c) ------ */

/* A probability that only a decision of a user has. */
#define MATCH_DECLARED_SAME		2.0

/* Groups above this size are for a person to look at. */
#define MATCH_GROUP_REVIEW		20

typedef struct MatchEdge
{
	double		probability;
	uint32_t	a;
	uint32_t	b;
} MatchEdge;

typedef struct MatchId
{
	uint64_t	high;
	uint64_t	low;
} MatchId;

typedef struct MatchGroupTask
{
	uint32_t	nrecords;
	const MatchId *ids;			/* of each record, all different: breaks ties */
	const MatchEdge *edges;		/* in any order; a pair more than once: the highest counts */
	size_t		nedges;
	double		threshold;		/* edges below are not looked at; two groups are joined if their pairs, on average, have as many bits */
	/* Probability of a pair that is no edge; NULL: 0 for all. */
	double		(*score) (void *arg, uint32_t a, uint32_t b);
	/* Never in one group: declared different, a hard conflict; NULL: none. */
	bool		(*different) (void *arg, uint32_t a, uint32_t b);
	void	   *arg;
	/* out */
	uint32_t   *group;			/* [nrecords], of the caller: the record of the group with the least id */
	uint8_t    *review;			/* [nrecords], of the caller: 1 if its group is to be looked at */
	size_t		nscored;		/* calls of score */
} MatchGroupTask;

extern void match_group(MatchGroupTask *task, const MatchHost *host);

#endif							/* MATCH_CORE_H */
