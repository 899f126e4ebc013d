/*-------------------------------------------------------------------------
 *
 * uuid.c
 *	  UUIDs of version 7: in the order of time, and no sequence by which to
 *	  count the rows of others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sys/time.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/uuid.h"

/*
 * A UUID version 7: 48 bits of milliseconds, 12 bits that count on within the
 * millisecond so that one backend's ids ascend, 62 random bits.
 */
void
uuid_v7(pg_uuid_t *uuid)
{
	static uint64 last = 0;		/* milliseconds << 12 | count */
	struct timeval now;
	uint64		stamp;
	int			i;

	gettimeofday(&now, NULL);
	stamp = ((uint64) now.tv_sec * 1000 + now.tv_usec / 1000) << 12;
	/* the part of the millisecond in 1/4096, as RFC 9562, 6.2, method 3 */
	stamp |= ((uint64) (now.tv_usec % 1000) << 12) / 1000;
	if (stamp <= last)
		stamp = last + 1;
	last = stamp;

	if (!pg_strong_random(&uuid->data[8], 8))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate random values")));
	for (i = 0; i < 6; i++)
		uuid->data[i] = (unsigned char) (stamp >> (12 + 8 * (5 - i)));
	uuid->data[6] = 0x70 | (unsigned char) ((stamp >> 8) & 0x0f);
	uuid->data[7] = (unsigned char) (stamp & 0xff);
	uuid->data[8] = (uuid->data[8] & 0x3f) | 0x80;
}

PG_FUNCTION_INFO_V1(contacts_uuid_v7);
Datum
contacts_uuid_v7(PG_FUNCTION_ARGS)
{
	pg_uuid_t  *uuid = palloc(UUID_LEN);

	uuid_v7(uuid);
	PG_RETURN_UUID_P(uuid);
}

/* uuid[] */
Datum
uuid_array(Datum *ids, int n)
{
	return PointerGetDatum(construct_array(ids, n, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
}
