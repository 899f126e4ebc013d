/*-------------------------------------------------------------------------
 *
 * audience.c
 *	  What hangs on a contact is seen by whoever sees the contact: it moves with
 *	  its audience.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/trigger.h"
#include "contact/primary.h"

static KeptPlan move_plans[] = {
	{"UPDATE contacts.contact_phones SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.contact_emails SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.contact_notes SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.contact_redirects SET audience = $3 WHERE account_id = $1 AND contact_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.merges SET audience = $3 WHERE account_id = $1 AND survivor_id = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.duplicate_dismissals SET audience_a = $3 WHERE account_id = $1 AND contact_a = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.duplicate_dismissals SET audience_b = $3 WHERE account_id = $1 AND contact_b = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.found_duplicates SET audience_a = $3 WHERE account_id = $1 AND contact_a = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	{"UPDATE contacts.found_duplicates SET audience_b = $3 WHERE account_id = $1 AND contact_b = $2",
	3, {INT8OID, UUIDOID, INT4OID}},
	/* history is narrowed with its contact, never widened */
	{"UPDATE contacts.audit_log SET audience = $3 WHERE account_id = $1 AND row_key = ($2)::pg_catalog.text"
	"  AND ((audience >= 0 AND $3 < 0) OR (audience = 0 AND $3 > 0))",
	3, {INT8OID, UUIDOID, INT4OID}},
};

/* What these have not moved, asked with the newest snapshot. */
static KeptPlan left_plan = {
	"SELECT FROM contacts.contact_phones x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.contact_emails x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.contact_notes x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.contact_redirects x WHERE x.account_id = $1 AND x.contact_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.merges x WHERE x.account_id = $1 AND x.survivor_id = $2 AND x.audience <> $3 "
	"UNION ALL SELECT FROM contacts.duplicate_dismissals x WHERE x.account_id = $1 AND x.contact_a = $2 AND x.audience_a <> $3 "
	"UNION ALL SELECT FROM contacts.duplicate_dismissals x WHERE x.account_id = $1 AND x.contact_b = $2 AND x.audience_b <> $3 "
	"UNION ALL SELECT FROM contacts.found_duplicates x WHERE x.account_id = $1 AND x.contact_a = $2 AND x.audience_a <> $3 "
	"UNION ALL SELECT FROM contacts.found_duplicates x WHERE x.account_id = $1 AND x.contact_b = $2 AND x.audience_b <> $3 "
	"UNION ALL SELECT FROM contacts.audit_log x WHERE x.account_id = $1 AND x.row_key = ($2)::pg_catalog.text"
	"  AND ((x.audience >= 0 AND $3 < 0) OR (x.audience = 0 AND $3 > 0))",
	3, {INT8OID, UUIDOID, INT4OID}
};

/*
 * Where the number changes together with the audience, the primary row must
 * not enter the new audience with the number that is being given up.
 */
static KeptPlan move_without_number_plan = {
	"DELETE FROM contacts.contact_phones WHERE account_id = $1 AND contact_id = $2"
	"  AND is_primary",
	2, {INT8OID, UUIDOID}
};

static KeptPlan move_with_number_plan = {
	"UPDATE contacts.contact_phones p SET audience = $3, phone = $4 "
	"WHERE p.account_id = $1 AND p.contact_id = $2 AND p.is_primary"
	"  AND NOT EXISTS (SELECT FROM contacts.contact_phones e"
	"    WHERE e.account_id = $1 AND e.contact_id = $2 AND e.phone = $4)",
	4, {INT8OID, UUIDOID, INT4OID, PHONE_ARG}
};

PG_FUNCTION_INFO_V1(contacts_contact_move_audience);
Datum
contacts_contact_move_audience(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, AFTER_ROW, ON_UPDATE, 0);
	OwnerScope	scope;
	Datum		values[4];
	Datum		old_phone;
	Datum		new_phone;
	bool		had_phone;
	bool		has_phone;
	bool		isnull;
	int			i;

	old_phone = tuple_value(row.old_row, row.desc, "phone", &isnull);
	had_phone = !isnull;
	new_phone = tuple_value(row.new_row, row.desc, "phone", &isnull);
	has_phone = !isnull;
	values[0] = tuple_value(row.new_row, row.desc, "account_id", &isnull);
	values[1] = tuple_value(row.new_row, row.desc, "id", &isnull);
	values[2] = tuple_value(row.new_row, row.desc, "audience", &isnull);

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	if (had_phone && !has_phone)
		own_write_number(&move_without_number_plan, values, 1);
	else if (had_phone && DatumGetInt64(old_phone) != DatumGetInt64(new_phone))
	{
		values[3] = new_phone;
		own_write_number(&move_with_number_plan, values, 1);
	}
	for (i = 0; i < (int) lengthof(move_plans); i++)
		own_write_number(&move_plans[i], values, 1);
	/* with one snapshot for the transaction, what came meanwhile was not moved */
	if (IsolationUsesXactSnapshot() && kept_query_latest(&left_plan, values, 1) > 0)
		report_changed_meanwhile();
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_POINTER(NULL);
}
