/*-------------------------------------------------------------------------
 *
 * resolve.h
 *	  Reading an actor from the tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_RESOLVE_H
#define CONTACTS_IDENTITY_RESOLVE_H

#include "identity/actor_text.h"

/* A token, as far as it bears on who acts by it. */
typedef struct TokenTerms
{
	pg_uuid_t	id;
	uint32		scopes;			/* permission_bit() of each */
	bool		issued_by_user; /* and not by somebody else for them */
} TokenTerms;

extern Actor *actor_resolve(int64 account_id, int32 user_id,
							const TokenTerms *token);
extern uint32 permission_bits(Datum array);

#endif							/* CONTACTS_IDENTITY_RESOLVE_H */
