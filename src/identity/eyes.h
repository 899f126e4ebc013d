/*-------------------------------------------------------------------------
 *
 * eyes.h
 *	  With whose eyes rows are seen, and by whose rights code of others
 *	  runs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_EYES_H
#define CONTACTS_IDENTITY_EYES_H

#include "base/query.h"
#include "identity/actor.h"

extern const Actor *actor_eyes(void);
extern bool actor_sees(int32 audience);
extern bool eyes_lent_to_trigger(Oid table_owner);
extern bool code_of_others_runs(void);
extern void definer_begin(void);
extern void nobody_scope_begin(OwnerScope *scope, Oid owner, const char *schema);
extern uint64 caller_execute(Oid caller, const Actor *eyes, KeptPlan *kept,
							 Datum *values);

#endif							/* CONTACTS_IDENTITY_EYES_H */
