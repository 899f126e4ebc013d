/*-------------------------------------------------------------------------
 *
 * role_permission.c
 *	  What roles may in an account, which may differ from what they may by
 *	  default.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/acting.h"
#include "base/query.h"
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
	OwnerScope	scope;
	Datum		values[2];
	uint32		held = role_default_permissions(role);
	uint32		missing;
	bool		isnull;
	int			i;

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = CStringGetTextDatum(role_names[role]);
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	kept_execute(&role_overrides_plan, values, NULL, false, 1);
	held |= permission_bits(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	held &= ~permission_bits(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull));
	SPI_finish();
	owner_scope_end(&scope);

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
PG_FUNCTION_INFO_V1(contacts_role_permission_before_row);
Datum
contacts_role_permission_before_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = trigger_fired(fcinfo, BEFORE_ROW, ON_WRITE, 0);
	TupleDesc	desc;
	HeapTuple	rows[2];
	const Actor *actor;
	int			i;

	desc = RelationGetDescr(trigdata->tg_relation);
	rows[0] = trigdata->tg_trigtuple;
	rows[1] = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple : NULL;
	if (own_write() || contacts_restoring())
		PG_RETURN_POINTER(rows[1] != NULL ? rows[1] : rows[0]);

	actor = actor_required();
	for (i = 0; i < 2 && rows[i] != NULL; i++)
	{
		bool		isnull;
		Datum		role = tuple_value(rows[i], desc, "role", &isnull);
		char	   *name;
		int			permission;

		if (isnull)
			continue;			/* NOT NULL answers that */
		if (tuple_int64(rows[i], desc, "account_id") != actor->account_id ||
			enum_index(role, role_names, NUM_ROLES) > (int) actor->role)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("cannot change what a role above yours may do")));
		if (enum_index(role, role_names, NUM_ROLES) == ROLE_OWNER)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("the permissions of the role owner cannot be changed"),
					 errdetail("What owners gave up, nobody in the account could give back."),
					 errtableconstraint(trigdata->tg_relation, "role_permissions_not_of_owner")));
		role = tuple_value(rows[i], desc, "permission", &isnull);
		if (isnull)
			continue;
		name = TextDatumGetCString(role);
		permission = permission_by_name(name, strlen(name));
		if (permission >= 0)	/* else a CHECK refuses it */
			actor_require((Permission) permission);
	}
	PG_RETURN_POINTER(rows[1] != NULL ? rows[1] : rows[0]);
}
