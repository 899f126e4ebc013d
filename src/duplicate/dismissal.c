/*-------------------------------------------------------------------------
 *
 * dismissal.c
 *	  Pairs that look like duplicates and are two different people: somebody who
 *	  sees both has said so.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "contact/redirect.h"
#include "duplicate/dismissal.h"
#include "identity/actor.h"

/* As the table's own guard says. */
#define DECLARING_NEEDS		PERM_MERGE

static KeptPlan holds_plan = {
	"SELECT FROM contacts.duplicate_dismissals d "
	"WHERE d.account_id = $1 AND d.contact_a = $2 AND d.contact_b = $3"
	"  AND contacts.sees(d.audience_a) AND contacts.sees(d.audience_b)",
	3, {INT8OID, UUIDOID, UUIDOID}
};

/*
 * With the lock that the foreign key will take, through the actor's eyes and in
 * the order of ids, as a merge locks them.
 */
static KeptPlan lock_plan = {
	"SELECT c.id, c.audience FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND contacts.sees(c.audience) AND c.id = ANY ($2) "
	/* no search keeps a pair of them meanwhile */
	"ORDER BY c.id FOR UPDATE",
	2, {INT8OID, UUIDARRAYOID}
};

static KeptPlan dismiss_plan = {
	"INSERT INTO contacts.duplicate_dismissals"
	"  (account_id, contact_a, contact_b, audience_a, audience_b, user_id) "
	"VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, contact_a, contact_b) DO NOTHING",
	6, {INT8OID, UUIDOID, UUIDOID, INT4OID, INT4OID, INT4OID}
};

/* What searches have found and kept, whoever searched. */
static KeptPlan forget_plan = {
	"DELETE FROM contacts.found_duplicates f "
	"WHERE f.account_id = $1 AND f.contact_a = $2 AND f.contact_b = $3",
	3, {INT8OID, UUIDOID, UUIDOID}
};

static KeptPlan recall_plan = {
	"DELETE FROM contacts.duplicate_dismissals "
	"WHERE account_id = $1 AND contact_a = $2 AND contact_b = $3",
	3, {INT8OID, UUIDOID, UUIDOID}
};

/* Does somebody's word hold that these are two, for who sees both? */
bool
dismissal_holds(int64 account_id, const pg_uuid_t *a, const pg_uuid_t *b)
{
	bool		in_order = memcmp(a, b, UUID_LEN) < 0;
	OwnerScope	scope;
	Datum		values[3];
	bool		holds;

	values[0] = Int64GetDatum(account_id);
	values[1] = UUIDPGetDatum(in_order ? a : b);
	values[2] = UUIDPGetDatum(in_order ? b : a);
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	holds = kept_execute(&holds_plan, values, NULL, true, 1) > 0;
	SPI_finish();
	owner_scope_end(&scope);
	return holds;
}

/* The first two arguments of a function are two contacts. */
void
check_two_contacts(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("two contacts must be given")));
	if (memcmp(PG_GETARG_UUID_P(0), PG_GETARG_UUID_P(1), UUID_LEN) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a contact is no duplicate of itself")));
}

/* A pair in order, both of which the actor sees; SPI is connected, the rights are the owner's. */
static void
lock_pair(const Actor *actor, Datum *values)
{
	Datum		args[2];
	uint64		n;
	bool		isnull;
	int			i;

	args[0] = Int64GetDatum(actor->account_id);
	args[1] = PointerGetDatum(construct_array(&values[1], 2, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
	n = kept_execute(&lock_plan, args, NULL, false, 0);
	for (i = 0; i < 2; i++)
	{
		uint64		row = 0;

		while (row < n && memcmp(DatumGetUUIDP(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 1, &isnull)),
								 DatumGetUUIDP(values[1 + i]), UUID_LEN) != 0)
			row++;
		if (row == n)
			report_merged_or_missing(actor->account_id, values[1 + i]);
		values[3 + i] = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 2, &isnull);
	}
}

/* Say or take back that the two arguments are different people; both ways it may be so already. */
static void
declare(FunctionCallInfo fcinfo, KeptPlan *plan, KeptPlan *further_plan)
{
	const Actor *actor;
	bool		in_order;
	OwnerScope	scope;
	Datum		values[6];

	check_two_contacts(fcinfo);
	actor = actor_required();
	actor_require(DECLARING_NEEDS);
	in_order = memcmp(PG_GETARG_UUID_P(0), PG_GETARG_UUID_P(1), UUID_LEN) < 0;
	values[0] = Int64GetDatum(actor->account_id);
	values[1] = PG_GETARG_DATUM(in_order ? 0 : 1);
	values[2] = PG_GETARG_DATUM(in_order ? 1 : 0);
	values[5] = Int32GetDatum(actor->user_id);
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	lock_pair(actor, values);
	own_write_execute(plan, values, NULL);
	if (further_plan != NULL)
		own_write_execute(further_plan, values, NULL);
	SPI_finish();
	owner_scope_end(&scope);
}

PG_FUNCTION_INFO_V1(contacts_dismiss_duplicate);
Datum
contacts_dismiss_duplicate(PG_FUNCTION_ARGS)
{
	declare(fcinfo, &dismiss_plan, &forget_plan);
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_recall_dismissal);
Datum
contacts_recall_dismissal(PG_FUNCTION_ARGS)
{
	declare(fcinfo, &recall_plan, NULL);
	PG_RETURN_VOID();
}
