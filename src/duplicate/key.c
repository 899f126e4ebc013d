/*-------------------------------------------------------------------------
 *
 * key.c
 *	  What the indexes for duplicates hold: functions of a row alone, computed
 *	  at each write of a contact or an address, and so as cheap as can be.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "port/pg_bitutils.h"

#include "base/compat.h"
#include "duplicate/key.h"

/*
 * A hash of an id.  Its top bits draw samples, its bottom bits stand in name
 * keys, and neither tells of the other.  Ids are made by time: the time must not
 * show, or a sample would be one of the contacts of some hours.
 */
static uint64
id_hash(const pg_uuid_t *id)
{
	uint64		halves[2];
	uint64		hash;

	memcpy(halves, id->data, sizeof(halves));
	hash = halves[0] ^ (halves[1] * UINT64CONST(0x9e3779b97f4a7c15));
	hash = (hash ^ (hash >> 30)) * UINT64CONST(0xbf58476d1ce4e5b9);
	hash = (hash ^ (hash >> 27)) * UINT64CONST(0x94d049bb133111eb);
	return hash ^ (hash >> 31);
}

/* What stands below a name's key. */
uint64
duplicate_id_bits(const pg_uuid_t *id)
{
	return id_hash(id) & NAME_KEY_ID_MASK;
}

/* The highest sample that the contact is in. */
int
duplicate_sample_of(const pg_uuid_t *id)
{
	return 63 - pg_leftmost_one_pos64((id_hash(id) & ~NAME_KEY_ID_MASK) | 1);
}

PG_FUNCTION_INFO_V1(contacts_duplicate_name_key);
Datum
contacts_duplicate_name_key(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	uint64		key = match_name_key_of(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	if (key == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64((int64) (key | duplicate_id_bits(PG_GETARG_UUID_P(1))));
}

PG_FUNCTION_INFO_V1(contacts_duplicate_sample);
Datum
contacts_duplicate_sample(PG_FUNCTION_ARGS)
{
	int			sample = duplicate_sample_of(PG_GETARG_UUID_P(0));

	if (sample < SAMPLE_LEAST)
		PG_RETURN_NULL();
	PG_RETURN_INT32(sample);
}

PG_FUNCTION_INFO_V1(contacts_duplicate_local_key);
Datum
contacts_duplicate_local_key(PG_FUNCTION_ARGS)
{
	text	   *email = PG_GETARG_TEXT_PP(0);
	uint64		key = match_local_key_of(VARDATA_ANY(email), VARSIZE_ANY_EXHDR(email));

	if (key == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64((int64) key);
}
