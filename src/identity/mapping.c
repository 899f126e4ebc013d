/*-------------------------------------------------------------------------
 *
 * mapping.c
 *	  Login roles that are mapped to a user: contacts.map_role() and
 *	  contacts.unmap_role().
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/trigger.h"
#include "identity/active_user.h"
#include "identity/eyes.h"
#include "identity/first_use.h"
#include "identity/mapping.h"
#include "identity/resolve.h"

static KeptPlan lock_mappings_plan = {
	"LOCK TABLE contacts.role_mappings IN SHARE ROW EXCLUSIVE MODE",
	0
};

static KeptPlan add_mapping_plan = {
	"INSERT INTO contacts.role_mappings (account_id, role_name, role_oid, user_id) VALUES ($1, $2, $3, $4)",
	4, {INT8OID, NAMEOID, OIDOID, INT4OID}
};

static KeptPlan drop_mapping_plan = {
	"DELETE FROM contacts.role_mappings m WHERE m.role_name = $1 OR m.role_oid = $2",
	2, {NAMEOID, OIDOID}
};

static KeptPlan mapped_roles_plan = {
	"SELECT m.role_oid FROM contacts.role_mappings m"
	"  JOIN pg_catalog.pg_roles r ON r.oid = m.role_oid AND r.rolname = m.role_name",
	0
};

/*
 * Mappings are made one after another: two at once for one role would both
 * stay, and which account it sees would be chance.  So are privileges for
 * applications, which a mapped role must not have.  SPI is connected, the rights
 * are the owner's.
 */
void
mappings_lock(void)
{
	kept_execute(&lock_mappings_plan, NULL, NULL, false, 0);
}

/* Is the role mapped, or any role that is a member of it? */
bool
role_is_mapped(Oid role)
{
	uint64		i;

	kept_execute(&mapped_roles_plan, NULL, NULL, false, 0);
	for (i = 0; i < SPI_processed; i++)
	{
		bool		isnull;
		Oid			mapped = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
															SPI_tuptable->tupdesc, 1, &isnull));

		if (is_member_of_role(mapped, role))
			return true;
	}
	return false;
}

static void
unmap(Name name, Oid role)
{
	Datum		values[2];

	values[0] = NameGetDatum(name);
	values[1] = ObjectIdGetDatum(role);
	mappings_lock();
	own_write_execute(&drop_mapping_plan, values, NULL);
}

PG_FUNCTION_INFO_V1(contacts_map_role);
Datum
contacts_map_role(PG_FUNCTION_ARGS)
{
	Oid			role = PG_GETARG_OID(0);
	int64		account_id = PG_GETARG_INT64(1);
	int32		user_id = PG_GETARG_INT32(2);
	NameData	name;
	Datum		values[4];

	definer_begin();
	namestrcpy(&name, GetUserNameFromId(role, false));
	if (superuser_arg(role) || has_bypassrls_privilege(role))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("role \"%s\" passes by row security", NameStr(name)),
				 errhint("Map a role that is neither superuser nor has BYPASSRLS.")));
	SPI_connect();
	unmap(&name, role);
	if (may_act_as(role))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("role \"%s\" may execute contacts.act_as()", NameStr(name)),
				 errdetail("A role has a mapping or may take on identities, itself or as a member of another role, never both."),
				 errhint("Use contacts.grant_reporting() for mapped roles.")));

	if (actor_resolve(account_id, user_id, NULL) == NULL)
		report_no_active_user(account_id, user_id);
	user_require_active(account_id, user_id);
	values[0] = Int64GetDatum(account_id);
	values[1] = NameGetDatum(&name);
	values[2] = ObjectIdGetDatum(role);
	values[3] = Int32GetDatum(user_id);
	own_write_execute(&add_mapping_plan, values, NULL);
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_unmap_role);
Datum
contacts_unmap_role(PG_FUNCTION_ARGS)
{
	Name		name = PG_GETARG_NAME(0);

	definer_begin();
	SPI_connect();
	unmap(name, get_role_oid(NameStr(*name), true));
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_role_mapping_before_row);
Datum
contacts_role_mapping_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT, 0);
	RowChange	change;
	bool		isnull;
	Datum		name;

	row_change_init(&change, row.new_row, row.desc);
	name = tuple_value(row.new_row, row.desc, "role_name", &isnull);
	if (contacts_restoring() && !isnull)
		row_change_set(&change, "role_oid",
					   ObjectIdGetDatum(get_role_oid(NameStr(*DatumGetName(name)), true)),
					   false);
	PG_RETURN_POINTER(row_change_apply(&change));
}
