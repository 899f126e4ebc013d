/*-------------------------------------------------------------------------
 *
 * role_permission.h
 *	  What roles may in an account.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_ROLE_PERMISSION_H
#define CONTACTS_IDENTITY_ROLE_PERMISSION_H

#include "identity/actor.h"

extern void require_role_held(const Actor *actor, UserRole role);

#endif							/* CONTACTS_IDENTITY_ROLE_PERMISSION_H */
