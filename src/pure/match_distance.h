/*-------------------------------------------------------------------------
 *
 * match_distance.h
 *	  How many typing errors lie between two short texts; for match_*.c only.
 *
 * In the header, to be inlined: it is most of the time of a comparison.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_DISTANCE_H
#define MATCH_DISTANCE_H

#include <stdint.h>
#include <string.h>

/*
 * Insertions, deletions, replacements and exchanges of neighbours that make one
 * of the other (optimal string alignment), by Hyyrö's bit-parallel algorithm.
 * a has at most 64 bytes.
 */
static inline int
edit_distance(const char *a, int alen, const char *b, int blen)
{
	uint64_t	peq[256];
	uint64_t	vp = ~UINT64_C(0);
	uint64_t	vn = 0;
	uint64_t	d0 = 0;
	uint64_t	last_match = 0;
	uint64_t	top;
	int			distance = alen;
	int			i;

	if (alen == 0 || blen == 0)
		return alen + blen;
	/* Only what is looked at: to clear all of it would take longer than the rest. */
	for (i = 0; i < blen; i++)
		peq[(unsigned char) b[i]] = 0;
	for (i = 0; i < alen; i++)
		peq[(unsigned char) a[i]] = 0;
	for (i = 0; i < alen; i++)
		peq[(unsigned char) a[i]] |= UINT64_C(1) << i;
	top = UINT64_C(1) << (alen - 1);
	for (i = 0; i < blen; i++)
	{
		uint64_t	match = peq[(unsigned char) b[i]];
		uint64_t	hp;
		uint64_t	hn;

		d0 = (((~d0) & match) << 1) & last_match;
		d0 |= (((match & vp) + vp) ^ vp) | match | vn;
		hp = vn | ~(d0 | vp);
		hn = vp & d0;
		if (hp & top)
			distance++;
		if (hn & top)
			distance--;
		hp = hp << 1 | 1;
		hn <<= 1;
		vp = hn | ~(d0 | hp);
		vn = hp & d0;
		last_match = match;
	}
	return distance;
}

static inline int
count_bits(uint32_t x)
{
	x -= x >> 1 & UINT32_C(0x55555555);
	x = (x & UINT32_C(0x33333333)) + (x >> 2 & UINT32_C(0x33333333));
	return (int) (((x + (x >> 4)) & UINT32_C(0x0F0F0F0F)) * UINT32_C(0x01010101) >> 24);
}

/*
 * The distance if it is at most most, else something greater.  aletters and
 * bletters have a bit for each byte in the text: an error sets or clears two
 * of them at most.
 */
static inline int
edit_distance_within(const char *a, int alen, uint32_t aletters, const char *b, int blen, uint32_t bletters, int most)
{
	int			longer = alen > blen ? alen - blen : blen - alen;

	if (longer > most || count_bits(aletters ^ bletters) > 2 * most)
		return most + 1;
	return edit_distance(a, alen, b, blen);
}

#endif							/* MATCH_DISTANCE_H */
