/*-------------------------------------------------------------------------
 *
 * match_sort.c
 *	  Sorting numbers by their digits.
 *
 * Radix sort, from the last digit on: millions of keys in a tenth of a second
 * each, whatever their order.  It needs as much memory again as it sorts.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_sort.h"

#include <string.h>

#define DIGIT_BITS		11
#define DIGITS			(1 << DIGIT_BITS)

/* Below this, moving them one by one is quicker than counting digits. */
#define FEW				48

static void
sort_few(uint64_t *keys, uint32_t *numbers, size_t n)
{
	size_t		i;
	size_t		k;

	for (i = 1; i < n; i++)
	{
		uint64_t	key = keys[i];
		uint32_t	number = numbers != NULL ? numbers[i] : 0;

		for (k = i; k > 0 && keys[k - 1] > key; k--)
		{
			keys[k] = keys[k - 1];
			if (numbers != NULL)
				numbers[k] = numbers[k - 1];
		}
		keys[k] = key;
		if (numbers != NULL)
			numbers[k] = number;
	}
}

/* One digit; false, and nothing moved, if it is the same in all. */
static bool
sort_digit(const uint64_t *keys, const uint32_t *numbers, size_t n, int shift,
		   uint64_t *to_keys, uint32_t *to_numbers, const MatchHost *host)
{
	size_t		count[DIGITS];
	size_t		at = 0;
	size_t		i;

	memset(count, 0, sizeof(count));
	for (i = 0; i < n; i++)
	{
		count[keys[i] >> shift & (DIGITS - 1)]++;
		if (i % PROGRESS_STEP == PROGRESS_STEP - 1)
			host->progress(host->arg);
	}
	if (count[keys[0] >> shift & (DIGITS - 1)] == n)
		return false;
	for (i = 0; i < DIGITS; i++)
	{
		size_t		of_digit = count[i];

		count[i] = at;
		at += of_digit;
	}
	for (i = 0; i < n; i++)
	{
		size_t		to = count[keys[i] >> shift & (DIGITS - 1)]++;

		to_keys[to] = keys[i];
		if (numbers != NULL)
			to_numbers[to] = numbers[i];
		if (i % PROGRESS_STEP == PROGRESS_STEP - 1)
			host->progress(host->arg);
	}
	return true;
}

void
match_sort(uint64_t *keys, uint32_t *numbers, size_t n, int bits, const MatchHost *host)
{
	uint64_t   *from = keys;
	uint32_t   *from_numbers = numbers;
	uint64_t   *to;
	uint32_t   *to_numbers = NULL;
	int			shift;

	if (n <= FEW)
	{
		sort_few(keys, numbers, n);
		return;
	}
	to = host->allocate(host->arg, n * sizeof(uint64_t));
	if (numbers != NULL)
		to_numbers = host->allocate(host->arg, n * sizeof(uint32_t));
	for (shift = 0; shift < bits; shift += DIGIT_BITS)
	{
		if (sort_digit(from, from_numbers, n, shift, to, to_numbers, host))
		{
			uint64_t   *turn = from;
			uint32_t   *turn_numbers = from_numbers;

			from = to;
			from_numbers = to_numbers;
			to = turn;
			to_numbers = turn_numbers;
		}
	}
	if (from != keys)
	{
		memcpy(keys, from, n * sizeof(uint64_t));
		if (numbers != NULL)
			memcpy(numbers, from_numbers, n * sizeof(uint32_t));
		to = from;
		to_numbers = from_numbers;
	}
	host->release(host->arg, to);
	if (numbers != NULL)
		host->release(host->arg, to_numbers);
}
