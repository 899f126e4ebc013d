/*-------------------------------------------------------------------------
 *
 * actor.h
 *	  Who is acting, and what they may.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_ACTOR_H
#define CONTACTS_IDENTITY_ACTOR_H

#include "identity/actor_text.h"

extern void actor_init(void);
extern void actor_choose(const char *text);
extern const Actor *actor_current(void);	/* NULL without identity */
extern const Actor *actor_required(void);	/* or an error */
extern bool actor_for_transaction(void);
extern bool identity_is_set(void);
extern bool actor_can(Permission permission);
extern void actor_require(Permission permission);
extern void actor_require_account(int64 account_id, const char *message);
extern void actor_require_rank(UserRole role, const char *message);
extern bool actor_has_audience(const Actor *actor, int32 audience);
extern bool actor_in_department(int32 department_id);
extern Actor *actor_narrowed(const Actor *actor, uint32 permissions,
							 const int32 *audiences, int naudiences);

#endif							/* CONTACTS_IDENTITY_ACTOR_H */
