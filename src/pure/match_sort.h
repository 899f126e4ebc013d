/*-------------------------------------------------------------------------
 *
 * match_sort.h
 *	  Sorting numbers by their digits; for match_*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_SORT_H
#define MATCH_SORT_H

#include "pure/match_core.h"

/* Between two calls of progress: about a millisecond. */
#define PROGRESS_STEP	0x40000

/* Sort n keys of so many bits, each with its number if there are numbers (else NULL); stable. */
extern void match_sort(uint64_t *keys, uint32_t *numbers, size_t n, int bits, const MatchHost *host);

#endif							/* MATCH_SORT_H */
