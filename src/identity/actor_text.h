/*-------------------------------------------------------------------------
 *
 * actor_text.h
 *	  What is known of an actor, and the text in which a setting keeps
 *	  it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_ACTOR_TEXT_H
#define CONTACTS_IDENTITY_ACTOR_TEXT_H

#include "identity/permission.h"
#include "utils/uuid.h"

typedef struct Actor
{
	int64		account_id;
	int32		user_id;
	UserRole	role;
	uint32		permissions;	/* permission_bit() of each */
	bool		every_department;	/* admins and owners */
	int32		last_department;	/* of the account; such see all up to this
									 * one, those that are no more included */
	bool		plan_private;	/* the plan allows private contacts */
	bool		custom_fields;	/* the account has custom fields */
	bool		by_token;		/* permissions are narrowed by a token */
	bool		token_by_other; /* which somebody else issued */
	bool		for_owner;		/* acts in statements with our rights alone */
	pg_uuid_t	token_id;		/* that one */
	char		region[4];		/* by which national numbers are read */
	int			naudiences;
	int32		audiences[FLEXIBLE_ARRAY_MEMBER];	/* ascending */
} Actor;

/* The text while nobody shall be acting, not even by session or role. */
#define ACTOR_NOBODY	"nobody"

extern char *actor_text(const Actor *actor);
extern bool actor_from_text(const char *text, Actor **actor);

#endif							/* CONTACTS_IDENTITY_ACTOR_TEXT_H */
