/*-------------------------------------------------------------------------
 *
 * act_as.h
 *	  Taking on an identity.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_ACT_AS_H
#define CONTACTS_IDENTITY_ACT_AS_H

#include "identity/resolve.h"

extern bool identity_take_on(int64 account_id, int32 user_id,
							 const TokenTerms *token);
extern void actor_department_added(int32 department_id);

#endif							/* CONTACTS_IDENTITY_ACT_AS_H */
