/*-------------------------------------------------------------------------
 *
 * resolve.c
 *	  Reading an actor from the tables: what this user may and sees today.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/array.h"

#include "base/compat.h"
#include "base/integers.h"
#include "base/query.h"
#include "identity/resolve.h"

static KeptPlan actor_plan = {
	"SELECT u.role::pg_catalog.text, a.default_region, p.private_contacts_allowed,"
	"  ARRAY(SELECT r.permission FROM contacts.role_permissions r"
	"        WHERE r.account_id = $1 AND r.role = u.role AND r.granted),"
	"  ARRAY(SELECT r.permission FROM contacts.role_permissions r"
	"        WHERE r.account_id = $1 AND r.role = u.role AND NOT r.granted),"
	"  EXISTS (SELECT FROM contacts.custom_fields f WHERE f.account_id = $1),"
	"  CASE WHEN u.role = ANY ('{admin,owner}'::contacts.user_role[]) THEN"
	"    ARRAY(SELECT d.department_id FROM contacts.departments d WHERE d.account_id = $1)"
	"  ELSE"
	"    ARRAY(SELECT m.department_id FROM contacts.department_members m"
	"          WHERE m.account_id = $1 AND m.user_id = $2)"
	"  END, a.last_department_id "
	"FROM contacts.users u"
	"  JOIN contacts.accounts a ON a.account_id = u.account_id"
	"  JOIN contacts.plans p ON p.name = a.plan "
	"WHERE u.account_id = $1 AND u.user_id = $2 AND u.removed_at IS NULL",
	2, {INT8OID, INT4OID}
};

/* The permissions named in an array, as bits. */
uint32
permission_bits(Datum array)
{
	Datum	   *names;
	int			nnames;
	int			i;
	uint32		bits = 0;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false,
					  TYPALIGN_INT, &names, NULL, &nnames);
	for (i = 0; i < nnames; i++)
	{
		text	   *name = DatumGetTextPP(names[i]);
		int			permission = permission_by_name(VARDATA_ANY(name),
													VARSIZE_ANY_EXHDR(name));

		if (permission >= 0)
			bits |= permission_bit(permission);
	}
	return bits;
}

/*
 * Read an actor from the tables; NULL if there is no such active user.  By a
 * token they may do no more than its scopes say; and by one that somebody else
 * has issued, who might use it, they see and keep nothing private.  SPI is
 * connected, the rights are the owner's, the result is in SPI's memory.
 */
Actor *
actor_resolve(int64 account_id, int32 user_id, const TokenTerms *token)
{
	Datum		values[2];
	HeapTuple	tuple;
	TupleDesc	desc;
	bool		isnull;
	char	   *role;
	Datum	   *departments;
	int			ndepartments;
	Actor	   *actor;
	int			i;

	values[0] = Int64GetDatum(account_id);
	values[1] = Int32GetDatum(user_id);
	if (kept_execute(&actor_plan, values, NULL, true, 1) == 0)
		return NULL;
	tuple = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;

	deconstruct_array(DatumGetArrayTypeP(SPI_getbinval(tuple, desc, 7, &isnull)),
					  INT4OID, sizeof(int32), true, TYPALIGN_INT,
					  &departments, NULL, &ndepartments);
	actor = palloc0(offsetof(Actor, audiences) +
					(ndepartments + 2) * sizeof(int32));
	actor->account_id = account_id;
	actor->user_id = user_id;
	role = SPI_getvalue(tuple, desc, 1);
	for (i = 0; i < NUM_ROLES; i++)
	{
		if (strcmp(role, role_names[i]) == 0)
			actor->role = (UserRole) i;
	}
	strlcpy(actor->region, SPI_getvalue(tuple, desc, 2), sizeof(actor->region));
	actor->plan_private = DatumGetBool(SPI_getbinval(tuple, desc, 3, &isnull));
	actor->permissions = role_default_permissions(actor->role);
	actor->permissions |= permission_bits(SPI_getbinval(tuple, desc, 4, &isnull));
	actor->permissions &= ~permission_bits(SPI_getbinval(tuple, desc, 5, &isnull));
	if (token != NULL)
	{
		actor->by_token = true;
		actor->token_by_other = !token->issued_by_user;
		actor->token_id = token->id;
		actor->permissions &= token->scopes;
		if (actor->token_by_other)
			actor->permissions &= ~permission_bit(PERM_PRIVATE);
	}
	actor->custom_fields = DatumGetBool(SPI_getbinval(tuple, desc, 6, &isnull));
	actor->every_department = actor->role >= ROLE_ADMIN;
	actor->last_department = DatumGetInt32(SPI_getbinval(tuple, desc, 8, &isnull));

	/* Who may not read sees no audience: so no policy has to ask that. */
	if (actor->permissions & permission_bit(PERM_READ))
	{
		if (!actor->token_by_other)
			actor->audiences[actor->naudiences++] = -user_id;
		actor->audiences[actor->naudiences++] = 0;
		for (i = 0; i < ndepartments; i++)
			actor->audiences[actor->naudiences++] = DatumGetInt32(departments[i]);
		qsort(actor->audiences, actor->naudiences, sizeof(int32), compare_int32);
	}
	return actor;
}
