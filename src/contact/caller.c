/*-------------------------------------------------------------------------
 *
 * caller.c
 *	  Who is calling.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"

#include "base/compat.h"
#include "base/phone.h"
#include "base/query.h"
#include "identity/actor.h"

static KeptPlan caller_contact_plan = {
	"SELECT c.id, c.name, c.company, c.visibility, c.audience "
	"FROM contacts.contact_phones p"
	"  JOIN contacts.contacts c ON c.account_id = p.account_id AND c.id = p.contact_id "
	"WHERE p.account_id = $1 AND p.phone = $2 "
	"ORDER BY CASE WHEN p.audience < 0 THEN 0 WHEN p.audience > 0 THEN 1 ELSE 2 END,"
	"  c.updated_at DESC, c.id LIMIT 1",
	2, {INT8OID, PHONE_ARG}
};

static KeptPlan caller_user_plan = {
	"SELECT u.user_id FROM contacts.users u "
	"WHERE u.account_id = $1 AND u.phone = $2 AND u.removed_at IS NULL",
	2, {INT8OID, PHONE_ARG}
};

PG_FUNCTION_INFO_V1(contacts_caller_id);
Datum
contacts_caller_id(PG_FUNCTION_ARGS)
{
	text	   *number = PG_GETARG_TEXT_PP(0);
	const Actor *actor = actor_current();
	PhoneReading reading;
	TupleDesc	desc;
	Datum		values[7] = {0};
	bool		nulls[7] = {false, false, true, true, true, true, true};
	HeapTuple	result;
	MemoryContext context = CurrentMemoryContext;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);

	phone_read(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
			   phone_actor_region(), &reading);
	if (reading.reason != NULL)
		phone_report(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
					 phone_actor_region(), &reading, NULL);
	values[0] = Int64GetDatum(reading.value);
	values[1] = CStringGetTextDatum("none");

	if (actor != NULL)
	{
		OwnerScope	scope;
		Datum		args[2];

		args[0] = Int64GetDatum(actor->account_id);
		args[1] = Int64GetDatum(reading.value);

		/* The caller's own rights: what they cannot see, they are not told. */
		owner_scope_begin(&scope, GetUserId());
		SPI_connect();
		if (kept_execute(&caller_contact_plan, args, NULL, true, 1) > 0)
		{
			HeapTuple	tuple = SPI_tuptable->vals[0];
			int32		audience;
			int			i;
			bool		isnull;
			MemoryContext spi_context = MemoryContextSwitchTo(context);

			for (i = 0; i < 4; i++)
			{
				Form_pg_attribute att = TupleDescAttr(SPI_tuptable->tupdesc, i);
				Datum		value = SPI_getbinval(tuple, SPI_tuptable->tupdesc, i + 1,
												  &nulls[i + 2]);

				if (!nulls[i + 2])
					values[i + 2] = datumCopy(value, att->attbyval, att->attlen);
			}
			audience = DatumGetInt32(SPI_getbinval(tuple, SPI_tuptable->tupdesc, 5, &isnull));
			values[1] = CStringGetTextDatum(audience < 0 ? "private" :
											audience > 0 ? "team" : "everyone");
			MemoryContextSwitchTo(spi_context);
		}
		if (kept_execute(&caller_user_plan, args, NULL, true, 1) > 0)
			values[6] = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1,
									  &nulls[6]);
		SPI_finish();
		owner_scope_end(&scope);
	}

	result = heap_form_tuple(desc, values, nulls);
	PG_RETURN_DATUM(HeapTupleGetDatum(result));
}
