/*-------------------------------------------------------------------------
 *
 * actor_text.c
 *	  The text of an identity, in which the setting contacts.actor keeps it:
 *	  written and read here only.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>

#include "utils/uuid.h"

#include "base/compat.h"
#include "base/hex.h"
#include "identity/actor_text.h"

/* First field of the text; a new form gets a new number. */
#define ACTOR_FORM	3

char *
actor_text(const Actor *actor)
{
	StringInfoData buf;
	int			i;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%d|" INT64_FORMAT "|%d|%d|%u|%d|%d|%s|",
					 ACTOR_FORM, actor->account_id, actor->user_id,
					 (int) actor->role, actor->permissions,
					 (actor->every_department ? 1 : 0) |
					 (actor->plan_private ? 2 : 0) |
					 (actor->custom_fields ? 4 : 0) |
					 (actor->by_token ? 8 : 0) |
					 (actor->token_by_other ? 16 : 0) |
					 (actor->for_owner ? 32 : 0),
					 actor->last_department, actor->region);
	if (actor->by_token)
		hex_append(&buf, actor->token_id.data, UUID_LEN);
	appendStringInfoChar(&buf, '|');
	for (i = 0; i < actor->naudiences; i++)
		appendStringInfo(&buf, i == 0 ? "%d" : ",%d", actor->audiences[i]);
	return buf.data;
}

/* One decimal field and the '|' behind it; false if there is none. */
static bool
read_field(const char **s, int64 *value)
{
	char	   *end;

	errno = 0;
	*value = strtoll(*s, &end, 10);
	if (errno != 0 || end == *s || *end != '|')
		return false;
	*s = end + 1;
	return true;
}

/*
 * The text read: NULL for the empty one, in memory that the server frees by
 * itself with a setting.  False if it is none of ours.
 *
 * form|account|user|role|permissions|flags|last department|region|token|
 * audience,audience,...
 * The token's id is in hexadecimal, empty without one.
 */
bool
actor_from_text(const char *s, Actor **result)
{
	int64		form,
				account,
				user,
				role,
				permissions,
				flags,
				last_department;
	const char *region;
	int			region_len;
	pg_uuid_t	token_id;
	int			naudiences = 0;
	const char *p;
	Actor	   *actor;

	*result = NULL;
	if (s == NULL || *s == '\0')
		return true;
	if (strcmp(s, ACTOR_NOBODY) == 0)
	{
		/* account 0: nobody, whatever session or role say */
		actor = guc_extra_alloc(sizeof(Actor));
		if (actor == NULL)
			return false;
		memset(actor, 0, sizeof(Actor));
		*result = actor;
		return true;
	}

	if (!read_field(&s, &form) || form != ACTOR_FORM ||
		!read_field(&s, &account) || account <= 0 ||
		!read_field(&s, &user) || user <= 0 || user > INT_MAX ||
		!read_field(&s, &role) || role < 0 || role >= NUM_ROLES ||
		!read_field(&s, &permissions) || permissions < 0 || permissions > UINT_MAX ||
		!read_field(&s, &flags) || flags < 0 || flags > 63 ||
		!read_field(&s, &last_department) || last_department < 0 || last_department > INT_MAX)
		return false;

	region = s;
	while (*s != '\0' && *s != '|')
		s++;
	region_len = s - region;
	if (*s != '|' || region_len >= (int) sizeof(actor->region))
		return false;
	s++;
	memset(&token_id, 0, sizeof(token_id));
	if (flags & 8)
	{
		if (!hex_read(s, token_id.data, UUID_LEN))
			return false;
		s += 2 * UUID_LEN;
	}
	if (*s != '|')
		return false;
	s++;

	if (*s != '\0')
	{
		naudiences = 1;
		for (p = s; *p; p++)
			naudiences += (*p == ',');
	}

	actor = guc_extra_alloc(offsetof(Actor, audiences) + naudiences * sizeof(int32));
	if (actor == NULL)
		return false;
	actor->account_id = account;
	actor->user_id = (int32) user;
	actor->role = (UserRole) role;
	actor->permissions = (uint32) permissions;
	actor->every_department = (flags & 1) != 0;
	actor->last_department = (int32) last_department;
	actor->plan_private = (flags & 2) != 0;
	actor->custom_fields = (flags & 4) != 0;
	actor->by_token = (flags & 8) != 0;
	actor->token_by_other = (flags & 16) != 0;
	actor->for_owner = (flags & 32) != 0;
	actor->token_id = token_id;
	memcpy(actor->region, region, region_len);
	actor->region[region_len] = '\0';
	actor->naudiences = 0;
	while (actor->naudiences < naudiences)
	{
		char	   *end;
		long		audience;

		errno = 0;
		audience = strtol(s, &end, 10);
		if (errno != 0 || end == s || (*end != ',' && *end != '\0') ||
			audience < INT_MIN || audience > INT_MAX ||
			(actor->naudiences > 0 &&
			 audience <= actor->audiences[actor->naudiences - 1]))
			return false;		/* leaks a few bytes of a value that only a
								 * superuser can have typed */
		actor->audiences[actor->naudiences++] = (int32) audience;
		s = (*end == ',') ? end + 1 : end;
	}

	*result = actor;
	return true;
}
