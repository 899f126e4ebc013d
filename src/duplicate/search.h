/*-------------------------------------------------------------------------
 *
 * search.h
 *	  The search for duplicates among all contacts that the actor sees.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_SEARCH_H
#define CONTACTS_DUPLICATE_SEARCH_H

#include "duplicate/record.h"

/* What a search goes through, each contact once in each. */
typedef enum SearchPhase
{
	SEARCH_READS,
	SEARCH_PAIRS,
	SEARCH_COMPARES
} SearchPhase;
#define NUM_SEARCH_PHASES	(SEARCH_COMPARES + 1)

/* Told how far it is: done of total contacts of a phase. */
typedef struct SearchWatch
{
	void		(*progress) (void *arg, SearchPhase phase, uint32 done, uint32 total);
	void	   *arg;
} SearchWatch;

typedef struct Search
{
	RecordSet  *set;
	double		contacts;		/* how many, as estimated */
	float	   *name_counts;	/* of each contact */
	uint64	   *dismissed;		/* pairs, as dismissal_pair() */
	size_t		ndismissed;
	const SearchWatch *watch;	/* may be NULL */
	/* while pairs are made and compared */
	SearchPhase phase;
	uint32		done;
} Search;

/* What has been found: places of two contacts in the set, a < b. */
typedef struct FoundPair
{
	double		score;
	uint32		a;
	uint32		b;
} FoundPair;

typedef struct FoundPairs
{
	FoundPair  *pairs;
	size_t		n;
} FoundPairs;

/* For a search without limit. */
#define ALL_PAIRS	SIZE_MAX

extern Search *search_begin(int64 account_id, const SearchWatch *watch);
extern FoundPairs search_pairs(Search *search, double min_score, size_t max_pairs);
extern void search_sort(FoundPairs *found);
extern void search_score(const Search *search, uint32 a, uint32 b, MatchScore *score);
extern bool search_is_dismissed(const Search *search, uint32 a, uint32 b);
extern void search_host(Search *search, MatchHost *host);

#endif							/* CONTACTS_DUPLICATE_SEARCH_H */
