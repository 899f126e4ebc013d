/*-------------------------------------------------------------------------
 *
 * key.h
 *	  What the indexes for duplicates hold: name keys and samples.
 *
 * The indexes hold what the release that wrote them computed: a release in which
 * match_name_key_of() or match_local_key_of() gives something else rebuilds them
 * in its update script.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_KEY_H
#define CONTACTS_DUPLICATE_KEY_H

#include "pure/match_core.h"
#include "utils/uuid.h"

/*
 * Below the 44 bits of a name's key stand 20 bits of a hash of the contact's id:
 * so a part of those who have the name, drawn by chance but always the same one,
 * is a range of the index.
 */
#define NAME_KEY_ID_BITS	MATCH_INDEX_KEY_LOW_BITS
#define NAME_KEY_ID_MASK	((UINT64CONST(1) << NAME_KEY_ID_BITS) - 1)

/*
 * Every contact is in the samples 0 to n, where n + 1 is drawn by chance from its
 * id: so sample n holds one of 2^n contacts.  The index has those from
 * SAMPLE_LEAST on.
 */
#define SAMPLE_LEAST		5

extern uint64 duplicate_id_bits(const pg_uuid_t *id);
extern int	duplicate_sample_of(const pg_uuid_t *id);

#endif							/* CONTACTS_DUPLICATE_KEY_H */
