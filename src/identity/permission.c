/*-------------------------------------------------------------------------
 *
 * permission.c
 *	  The permissions by name, and which role has which unless an account
 *	  says otherwise (contacts.role_permissions).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/schema.h"
#include "identity/permission.h"

const char *const role_names[NUM_ROLES] = {
	"reporter", "agent", "contact_manager", "manager", "billing", "admin",
	"owner"
};

/*
 * Roles ascend, so a permission needs no more than the lowest role that has
 * it.
 */
static const struct
{
	const char *name;
	UserRole	from;
}			permissions[NUM_PERMISSIONS] = {
	[PERM_READ] = {"contacts.read", ROLE_REPORTER},
	[PERM_WRITE_OWN] = {"contacts.write_own", ROLE_AGENT},
	[PERM_WRITE] = {"contacts.write", ROLE_CONTACT_MANAGER},
	[PERM_PRIVATE] = {"contacts.private", ROLE_CONTACT_MANAGER},
	[PERM_DELETE] = {"contacts.delete", ROLE_CONTACT_MANAGER},
	[PERM_MERGE] = {"contacts.merge", ROLE_CONTACT_MANAGER},
	[PERM_IMPORT] = {"contacts.import", ROLE_CONTACT_MANAGER},
	[PERM_EXPORT] = {"contacts.export", ROLE_CONTACT_MANAGER},
	[PERM_MEMBERS_MANAGE] = {"members.manage", ROLE_MANAGER},
	[PERM_PERSONS_MANAGE] = {"persons.manage", ROLE_BILLING},
	[PERM_USERS_MANAGE] = {"users.manage", ROLE_ADMIN},
	[PERM_TOKENS_MANAGE] = {"tokens.manage", ROLE_ADMIN},
	[PERM_AUDIT_READ] = {"audit.read", ROLE_ADMIN},
	[PERM_ACCOUNT_MANAGE] = {"account.manage", ROLE_ADMIN},
};

const char *
permission_name(Permission permission)
{
	return permissions[permission].name;
}

int
permission_by_name(const char *name, size_t len)
{
	int			i;

	for (i = 0; i < NUM_PERMISSIONS; i++)
	{
		if (strlen(permissions[i].name) == len &&
			memcmp(permissions[i].name, name, len) == 0)
			return i;
	}
	return -1;
}

uint32
role_default_permissions(UserRole role)
{
	uint32		result = 0;
	int			i;

	for (i = 0; i < NUM_PERMISSIONS; i++)
	{
		if (role >= permissions[i].from)
			result |= permission_bit(i);
	}
	return result;
}

PG_FUNCTION_INFO_V1(contacts_permission_is_known);
Datum
contacts_permission_is_known(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);

	PG_RETURN_BOOL(permission_by_name(VARDATA_ANY(name),
									  VARSIZE_ANY_EXHDR(name)) >= 0);
}

PG_FUNCTION_INFO_V1(contacts_default_permissions);
Datum
contacts_default_permissions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			role;
	int			permission;

	InitMaterializedSRF(fcinfo, 0);
	for (role = 0; role < NUM_ROLES; role++)
	{
		for (permission = 0; permission < NUM_PERMISSIONS; permission++)
		{
			Datum		values[2];
			bool		nulls[2] = {false, false};

			if (role < (int) permissions[permission].from)
				continue;
			values[0] = DirectFunctionCall2(enum_in,
											CStringGetDatum(role_names[role]),
											ObjectIdGetDatum(contacts_type_oid("user_role")));
			values[1] = CStringGetTextDatum(permissions[permission].name);
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc,
								 values, nulls);
		}
	}
	PG_RETURN_NULL();
}
