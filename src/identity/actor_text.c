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

/* What actor_text() writes as one number. */
#define FLAG_EVERY_DEPARTMENT	1
#define FLAG_PLAN_PRIVATE		2
#define FLAG_CUSTOM_FIELDS		4
#define FLAG_BY_TOKEN			8
#define FLAG_TOKEN_BY_OTHER		16
#define FLAG_FOR_OWNER			32
#define FLAGS_ALL				63

static int
flags_of(const Actor *actor)
{
	return (actor->every_department ? FLAG_EVERY_DEPARTMENT : 0) |
		(actor->plan_private ? FLAG_PLAN_PRIVATE : 0) |
		(actor->custom_fields ? FLAG_CUSTOM_FIELDS : 0) |
		(actor->by_token ? FLAG_BY_TOKEN : 0) |
		(actor->token_by_other ? FLAG_TOKEN_BY_OTHER : 0) |
		(actor->for_owner ? FLAG_FOR_OWNER : 0);
}

static void
set_flags(Actor *actor, int flags)
{
	actor->every_department = (flags & FLAG_EVERY_DEPARTMENT) != 0;
	actor->plan_private = (flags & FLAG_PLAN_PRIVATE) != 0;
	actor->custom_fields = (flags & FLAG_CUSTOM_FIELDS) != 0;
	actor->by_token = (flags & FLAG_BY_TOKEN) != 0;
	actor->token_by_other = (flags & FLAG_TOKEN_BY_OTHER) != 0;
	actor->for_owner = (flags & FLAG_FOR_OWNER) != 0;
}

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
					 flags_of(actor),
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

/* The fields that are numbers; false if one is none, or is out of its range. */
static bool
read_numbers(const char **s, Actor *actor)
{
	int64		form,
				account,
				user,
				role,
				permissions,
				flags,
				last_department;

	if (!read_field(s, &form) || form != ACTOR_FORM ||
		!read_field(s, &account) || account <= 0 ||
		!read_field(s, &user) || user <= 0 || user > INT_MAX ||
		!read_field(s, &role) || role < 0 || role >= NUM_ROLES ||
		!read_field(s, &permissions) || permissions < 0 || permissions > UINT_MAX ||
		!read_field(s, &flags) || flags < 0 || flags > FLAGS_ALL ||
		!read_field(s, &last_department) || last_department < 0 || last_department > INT_MAX)
		return false;
	actor->account_id = account;
	actor->user_id = (int32) user;
	actor->role = (UserRole) role;
	actor->permissions = (uint32) permissions;
	actor->last_department = (int32) last_department;
	set_flags(actor, (int) flags);
	return true;
}

static bool
read_region(const char **s, Actor *actor)
{
	size_t		len = strcspn(*s, "|");

	if ((*s)[len] != '|' || len >= sizeof(actor->region))
		return false;
	memcpy(actor->region, *s, len);
	actor->region[len] = '\0';
	*s += len + 1;
	return true;
}

static bool
read_token(const char **s, Actor *actor)
{
	if (actor->by_token)
	{
		if (!hex_read(*s, actor->token_id.data, UUID_LEN))
			return false;
		*s += 2 * UUID_LEN;
	}
	return *(*s)++ == '|';
}

/* So many numbers as there are commas, and one; ascending. */
static bool
read_audiences(const char *s, int32 *audiences, int naudiences)
{
	int			i;

	for (i = 0; i < naudiences; i++)
	{
		char	   *end;
		long		audience;

		errno = 0;
		audience = strtol(s, &end, 10);
		if (errno != 0 || end == s || (*end != ',' && *end != '\0') ||
			audience < INT_MIN || audience > INT_MAX ||
			(i > 0 && audience <= audiences[i - 1]))
			return false;
		audiences[i] = (int32) audience;
		s = (*end == ',') ? end + 1 : end;
	}
	return *s == '\0';
}

/*
 * The text read, in memory that the server frees by itself with a setting; NULL
 * for the empty one.  False if it is none of ours.
 *
 * form|account|user|role|permissions|flags|last department|region|token|
 * audience,audience,...
 * The token's id is in hexadecimal, empty without one.  Account 0 is nobody,
 * whatever session or role say.
 */
bool
actor_from_text(const char *s, Actor **result)
{
	Actor		known;
	const char *p;
	Actor	   *actor;
	int			naudiences = 0;

	*result = NULL;
	if (s == NULL || *s == '\0')
		return true;
	memset(&known, 0, sizeof(known));
	if (strcmp(s, ACTOR_NOBODY) == 0)
		s += strlen(s);
	else if (!read_numbers(&s, &known) || !read_region(&s, &known) || !read_token(&s, &known))
		return false;

	if (*s != '\0')
	{
		naudiences = 1;
		for (p = s; *p; p++)
			naudiences += (*p == ',');
	}
	actor = guc_extra_alloc(offsetof(Actor, audiences) + naudiences * sizeof(int32));
	if (actor == NULL)
		return false;
	memcpy(actor, &known, offsetof(Actor, audiences));
	actor->naudiences = naudiences;
	if (!read_audiences(s, actor->audiences, naudiences))
		return false;			/* leaks a few bytes of a value that only a
								 * superuser can have typed */
	*result = actor;
	return true;
}
