/*-------------------------------------------------------------------------
 *
 * first_use.h
 *	  Who acts by the session form or by a mapped role.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_FIRST_USE_H
#define CONTACTS_IDENTITY_FIRST_USE_H

#include "identity/actor_text.h"

extern const Actor *actor_at_first_use(void);
extern bool session_form_is_set(void);
extern bool may_act_as(Oid role);
extern void first_use_init(void);

#endif							/* CONTACTS_IDENTITY_FIRST_USE_H */
