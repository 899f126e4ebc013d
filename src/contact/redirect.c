/*-------------------------------------------------------------------------
 *
 * redirect.c
 *	  The ids of contacts that have been merged go on answering.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/query.h"
#include "contact/contact.h"
#include "identity/actor.h"
#include "contact/redirect.h"

static KeptPlan redirect_plan = {
	"SELECT r.contact_id FROM contacts.contact_redirects r "
	"WHERE r.account_id = $1 AND r.old_id = $2 AND contacts.sees(r.audience)",
	2, {INT8OID, UUIDOID}
};

/*
 * Hidden and missing are one and the same; an id that the actor knows to have
 * been merged is worth another word.
 */
void
report_merged_or_missing(int64 account_id, Datum id)
{
	Datum		values[2];
	char	   *id_text = DatumGetCString(DirectFunctionCall1(uuid_out, id));
	OneRow		row;

	values[0] = Int64GetDatum(account_id);
	values[1] = id;
	row = owner_reads(&redirect_plan, values);
	if (row.found)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("contact %s has been merged into %s", id_text,
						DatumGetCString(DirectFunctionCall1(uuid_out, row.values[0]))),
				 errhint("Use the id that contacts.resolve() gives.")));
	report_no_contact(id);
}

static KeptPlan add_redirects_plan = {
	"INSERT INTO contacts.contact_redirects (account_id, old_id, contact_id, audience, merge_id) "
	"SELECT $1, o.id, $3, $4, $5 FROM pg_catalog.unnest($2) AS o(id)",
	5, {INT8OID, UUIDARRAYOID, UUIDOID, INT4OID, UUIDOID}
};

void
redirects_add(int64 account_id, Datum duplicates, Datum survivor,
			  int32 survivor_audience, Datum merge_id)
{
	Datum		values[5];

	values[0] = Int64GetDatum(account_id);
	values[1] = duplicates;
	values[2] = survivor;
	values[3] = Int32GetDatum(survivor_audience);
	values[4] = merge_id;
	own_write_execute(&add_redirects_plan, values, NULL);
}

/*
 * contacts.resolve(): with the caller's own rights, so that what they cannot
 * see does not answer.
 */
static KeptPlan resolve_plan = {
	"SELECT c.id FROM contacts.contacts c WHERE c.account_id = $1 AND c.id = $2 "
	"UNION ALL "
	"SELECT r.contact_id FROM contacts.contact_redirects r WHERE r.account_id = $1 AND r.old_id = $2",
	2, {INT8OID, UUIDOID}
};

PG_FUNCTION_INFO_V1(contacts_resolve);
Datum
contacts_resolve(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_current();
	OwnerScope	scope;
	Datum		values[2];
	pg_uuid_t  *result = palloc(UUID_LEN);
	bool		found;

	if (actor == NULL)
		PG_RETURN_NULL();
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = PG_GETARG_DATUM(0);
	owner_scope_begin(&scope, GetUserId());
	SPI_connect();
	found = kept_execute(&resolve_plan, values, NULL, true, 1) > 0;
	if (found)
		memcpy(result, DatumGetUUIDP(first_row().values[0]), UUID_LEN);
	SPI_finish();
	owner_scope_end(&scope);
	if (!found)
		PG_RETURN_NULL();
	PG_RETURN_UUID_P(result);
}
