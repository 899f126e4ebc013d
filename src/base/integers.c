/*-------------------------------------------------------------------------
 *
 * integers.c
 *	  Lists of integers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "base/compat.h"
#include "base/integers.h"

/* For qsort(). */
int
compare_int32(const void *a, const void *b)
{
	int32		x = *(const int32 *) a;
	int32		y = *(const int32 *) b;

	return (x > y) - (x < y);
}

Datum
int32_array(const int32 *items, int nitems)
{
	Datum	   *datums = palloc(sizeof(Datum) * Max(nitems, 1));
	int			i;

	for (i = 0; i < nitems; i++)
		datums[i] = Int32GetDatum(items[i]);
	return PointerGetDatum(construct_array(datums, nitems, INT4OID,
										   sizeof(int32), true, TYPALIGN_INT));
}
