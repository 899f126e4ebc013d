/*-------------------------------------------------------------------------
 *
 * role_permission.c
 *	  What roles may in an account, which may differ from what they may by
 *	  default.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/trigger.h"
#include "identity/resolve.h"
#include "identity/role_permission.h"

static KeptPlan role_overrides_plan = {
	"SELECT ARRAY(SELECT r.permission FROM contacts.role_permissions r"
	"  WHERE r.account_id = $1 AND r.role = $2::contacts.user_role AND r.granted),"
	" ARRAY(SELECT r.permission FROM contacts.role_permissions r"
	"  WHERE r.account_id = $1 AND r.role = $2::contacts.user_role AND NOT r.granted)",
	2, {INT8OID, TEXTOID}
};

/*
 * A role is given by whoever holds all that it holds in the account today.
 * Rank is not enough: an account may have given a lower role more, and a token
 * has less than its user's role.
 */
void
require_role_held(const Actor *actor, UserRole role)
{
	Datum		values[2];
	uint32		held = role_default_permissions(role);
	uint32		missing;
	OneRow		overrides;
	int			i;

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = CStringGetTextDatum(role_names[role]);
	overrides = owner_reads(&role_overrides_plan, values);
	held |= permission_bits(overrides.values[0]);
	held &= ~permission_bits(overrides.values[1]);

	missing = held & ~actor->permissions;
	for (i = 0; i < NUM_PERMISSIONS; i++)
	{
		if (missing & permission_bit(i))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("cannot give the role %s: it holds more than you", role_names[role]),
					 errdetail("In this account the role has the permission %s, which you do not have.",
							   permission_name((Permission) i)),
					 errhint("Ask somebody who has it.")));
	}
}

/*
 * Overriding what a role may do: of roles up to one's own, and of permissions
 * that one holds, so that nobody makes themselves more than they are.
 */
static void
check_override(const RowTrigger *row, HeapTuple tuple)
{
	bool		isnull;
	Datum		value = tuple_value(tuple, row->desc, "role", &isnull);
	UserRole	role;
	char	   *name;
	int			permission;

	if (isnull)
		return;					/* NOT NULL answers that */
	role = (UserRole) enum_index(value, role_names, NUM_ROLES);
	actor_require_account(tuple_int64(tuple, row->desc, "account_id"),
						  "the permissions belong to another account");
	actor_require_rank(role, "cannot change what a role above yours may do");
	if (role == ROLE_OWNER)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("the permissions of the role owner cannot be changed"),
				 errdetail("What owners gave up, nobody in the account could give back."),
				 errtableconstraint(row->relation, "role_permissions_not_of_owner")));
	value = tuple_value(tuple, row->desc, "permission", &isnull);
	if (isnull)
		return;
	name = TextDatumGetCString(value);
	permission = permission_by_name(name, strlen(name));
	if (permission >= 0)		/* else a CHECK refuses it */
		actor_require((Permission) permission);
}

PG_FUNCTION_INFO_V1(contacts_role_permission_before_row);
Datum
contacts_role_permission_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 0);

	if (!own_write() && !contacts_restoring())
	{
		if (row.old_row != NULL)
			check_override(&row, row.old_row);
		if (row.new_row != NULL)
			check_override(&row, row.new_row);
	}
	PG_RETURN_POINTER(row.pass);
}
