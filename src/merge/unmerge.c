/*-------------------------------------------------------------------------
 *
 * unmerge.c
 *	  contacts.unmerge(): a merge is taken back.
 *
 * In one transaction: lock the survivor and the merge, check that nothing later
 * builds on it and what the actor may, give the survivor its own values back
 * (survivor.c), write the duplicates again, and then walk the log from its end: rows
 * of others (put_back.c) and of our own tables (own_rows.c) go back to the duplicate
 * that they came from.  What has changed since the merge stays as it is and is
 * listed; what cannot be exact refuses all of it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/uuid.h"

#include "base/attempt.h"
#include "base/compat.h"
#include "base/json.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "base/uuid.h"
#include "contact/contact.h"
#include "contact/field.h"
#include "contact/primary.h"
#include "identity/active_user.h"
#include "identity/actor.h"
#include "merge/hanging.h"
#include "merge/merge_log.h"
#include "merge/move.h"
#include "merge/others.h"
#include "merge/own_rows.h"
#include "merge/put_back.h"
#include "merge/survivor.h"

/* A contact that comes back. */
typedef struct Returning
{
	Datum		id;
	int32		audience;
} Returning;

typedef struct Undo
{
	const Actor *actor;
	Datum		merge_id;
	Datum		survivor;
	int32		survivor_audience;
	bool		survivor_is_own;
	int			nreturning;
	Returning  *returning;
	MergeLog	done;			/* counts what has come back */
	StringInfoData kept;		/* list of what has not */
} Undo;

/* With the actor's eyes: as the policy of the table. */
static KeptPlan merge_plan = {
	"SELECT m.survivor_id, m.undone_at IS NOT NULL FROM contacts.merges m "
	"WHERE m.account_id = $1 AND m.id = $2 AND contacts.sees(m.audience)"
	"  AND (m.undone_at IS NULL OR contacts.sees_all(m.returned_to))",
	2, {INT8OID, UUIDOID}
};

static KeptPlan lock_survivor_plan = {
	"SELECT c.audience, c.owner_id = $3 FROM contacts.contacts c "
	"WHERE c.account_id = $1 AND c.id = $2 AND contacts.sees(c.audience) FOR UPDATE",
	3, {INT8OID, UUIDOID, INT4OID}
};

/* Looked at after the wait for the survivor, which whoever merges or undoes holds. */
static KeptPlan lock_merge_plan = {
	"SELECT FROM contacts.merges m WHERE m.account_id = $1 AND m.id = $2 AND m.survivor_id = $3 AND m.undone_at IS NULL FOR UPDATE",
	3, {INT8OID, UUIDOID, UUIDOID}
};

/* Whoever sees the survivor sees all that went into it. */
static KeptPlan later_plan = {
	"SELECT m.id FROM contacts.merges m "
	"WHERE m.account_id = $1 AND m.survivor_id = $2 AND m.id > $3 AND m.undone_at IS NULL "
	"ORDER BY m.id DESC LIMIT 1",
	3, {INT8OID, UUIDOID, UUIDOID}
};

/* The duplicates as they were; nothing of those whose values have been blanked. */
static KeptPlan returning_plan = {
	"SELECT r.duplicate, v.audience, v.owner_id, contacts.sees(v.audience) "
	"FROM contacts.merge_rows r LEFT JOIN LATERAL"
	"  pg_catalog.jsonb_populate_recordset(NULL::contacts.contacts, r.row_values) v ON true "
	"WHERE r.account_id = $1 AND r.merge_id = $2 AND r.table_name = 'contacts' AND r.constraint_name = '' AND r.action = 'set_aside' "
	"ORDER BY r.position",
	2, {INT8OID, UUIDOID}
};

/*
 * A later merge has taken along somebody of whom it was said that they are another person
 * than one of these: it holds what was made of that.
 */
static KeptPlan dismissed_plan = {
	"SELECT m.id, contacts.sees(m.audience) FROM contacts.merges m "
	"WHERE m.account_id = $1 AND m.id > $2 AND m.undone_at IS NULL AND m.duplicates && ARRAY("
	"  SELECT u.id FROM contacts.merge_rows r, pg_catalog.jsonb_array_elements(r.keys) AS k(v),"
	"    LATERAL (VALUES ((k.v ->> 'contact_a')::pg_catalog.uuid), ((k.v ->> 'contact_b')::pg_catalog.uuid)) u(id)"
	"  WHERE r.account_id = $1 AND r.merge_id = $2 AND r.table_name = 'duplicate_dismissals' AND r.constraint_name = '') "
	"ORDER BY m.id DESC LIMIT 1",
	2, {INT8OID, UUIDOID}
};

#define COLUMN(name, kind, length, import, merge, search, distinct, nulls, cell)	#name ", "
#define OF_VALUES(name, kind, length, import, merge, search, distinct, nulls, cell)	"v." #name ", "

static KeptPlan insert_plan = {
	"INSERT INTO contacts.contacts (" CONTACT_FIELDS(COLUMN)
	"  account_id, id, owner_id, visibility, department_id, search_key, created_at, created_by, updated_at) "
	"SELECT " CONTACT_FIELDS(OF_VALUES)
	"  v.account_id, v.id, v.owner_id, v.visibility, v.department_id, v.search_key, v.created_at, v.created_by, v.updated_at "
	"FROM contacts.merge_rows r CROSS JOIN LATERAL"
	"  pg_catalog.jsonb_populate_recordset(NULL::contacts.contacts, r.row_values) v "
	"WHERE r.account_id = $1 AND r.merge_id = $2 AND r.table_name = 'contacts' AND r.constraint_name = '' AND r.action = 'set_aside'"
	"  AND v.account_id = $1 AND v.id = r.duplicate",
	2, {INT8OID, UUIDOID}
};

static KeptPlan redirects_plan = {
	"DELETE FROM contacts.contact_redirects r WHERE r.account_id = $1 AND r.merge_id = $2 AND r.old_id = ANY ($3)",
	3, {INT8OID, UUIDOID, UUIDARRAYOID}
};

static KeptPlan undone_plan = {
	"UPDATE contacts.merges m SET undone_at = pg_catalog.now(), undone_by = $3, returned_to = $4"
	" WHERE m.account_id = $1 AND m.id = $2",
	4, {INT8OID, UUIDOID, INT4OID, INT4ARRAYOID}
};

/*
 * Has a later merge of another contact taken one of these rows along, by another of its
 * references, or set it aside?  Then that one holds how the row is told now.  $3 the
 * table, $4 lists of the keys that are looked for, $5: rows that were moved count.
 */
static KeptPlan taken_along_plan = {
	"WITH sought AS MATERIALIZED (SELECT DISTINCT i.v - 'was' AS k"
	"    FROM unnest($4) AS l(list), pg_catalog.jsonb_array_elements(l.list::pg_catalog.jsonb) AS i(v)), "
	"later AS MATERIALIZED (SELECT r.merge_id, CASE WHEN r.action = 'set_aside' THEN e.k - 'was'"
	"      WHEN e.k ? 'was' THEN pg_catalog.jsonb_build_object('digest', e.k -> 'was')"
	"      WHEN e.k ? (r.columns ->> 'id') THEN e.k || pg_catalog.jsonb_build_object(r.columns ->> 'id', r.duplicate)"
	"      ELSE e.k END AS k"
	"  FROM contacts.merge_rows r, pg_catalog.jsonb_array_elements(r.keys) AS e(k)"
	"  WHERE r.account_id = $1 AND r.table_name = $3 AND r.constraint_name <> '' AND r.merge_id > $2"
	"    AND (r.action = 'set_aside' OR ($5 AND r.action = 'moved'))) "
	"SELECT m.id, contacts.sees(m.audience) FROM later JOIN sought ON sought.k = later.k"
	"  JOIN contacts.merges m ON m.account_id = $1 AND m.id = later.merge_id AND m.undone_at IS NULL "
	"ORDER BY m.id DESC LIMIT 1",
	5, {INT8OID, UUIDOID, TEXTOID, TEXTARRAYOID, BOOLOID}
};

/* What contacts.unmerge() answers. */
static KeptPlan result_plan = {
	"SELECT pg_catalog.jsonb_build_object('merge_id', $1, 'survivor', $2, 'restored', $3,"
	"  'returned', $4::pg_catalog.jsonb, 'kept', $5::pg_catalog.jsonb)",
	5, {UUIDOID, UUIDOID, UUIDARRAYOID, TEXTOID, TEXTOID}
};

static char *
uuid_text(Datum id)
{
	return DatumGetCString(DirectFunctionCall1(uuid_out, id));
}

/* What is not put back, and why: {"contact", "table" or "fields", "rows", "reason"}. */
static void
keep(Undo *undo, Datum contact, const char *table, int rows, const char *fields, const char *reason)
{
	json_list_append(&undo->kept, "");
	appendStringInfo(&undo->kept, "{\"contact\": \"%s\"", uuid_text(contact));
	if (table != NULL)
	{
		appendStringInfoString(&undo->kept, ", \"table\": ");
		escape_json(&undo->kept, table);
		appendStringInfo(&undo->kept, ", \"rows\": %d", rows);
	}
	if (fields != NULL)
		appendStringInfo(&undo->kept, ", \"fields\": %s", fields);
	appendStringInfo(&undo->kept, ", \"reason\": \"%s\"}", reason);
}

pg_noreturn static void
report_no_merge(Datum merge_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("merge %s does not exist", uuid_text(merge_id))));
}

pg_noreturn static void
report_undone(Datum merge_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("merge %s has been undone already", uuid_text(merge_id))));
}

/* Read which contact is the survivor of the merge today. */
static void
find_merge(Undo *undo)
{
	Datum		values[2];
	OneRow		row;

	values[0] = Int64GetDatum(undo->actor->account_id);
	values[1] = undo->merge_id;
	if (kept_execute(&merge_plan, values, NULL, false, 1) == 0)
		report_no_merge(undo->merge_id);
	row = first_row();
	if (DatumGetBool(row.values[1]))
		report_undone(undo->merge_id);
	undo->survivor = datumCopy(row.values[0], false, UUID_LEN);
}

/* Of the merge that the last statement has found, and whether the actor sees it. */
pg_noreturn static void
report_other_merge(const Undo *undo, const char *why)
{
	OneRow		row = first_row();

	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("merge %s cannot be undone before a later one of another contact", uuid_text(undo->merge_id)),
			 errdetail_internal("%s", why),
			 DatumGetBool(row.values[1]) ? errhint("Undo merge %s first.", uuid_text(row.values[0])) :
			 errhint("Whoever sees that one can undo it first.")));
}

/* Find the merge, and lock its survivor, then it. */
static void
lock_merge(Undo *undo)
{
	Datum		values[3];
	OneRow		row;

	find_merge(undo);
	values[0] = Int64GetDatum(undo->actor->account_id);
	values[1] = undo->survivor;
	values[2] = Int32GetDatum(undo->actor->user_id);
	if (kept_execute(&lock_survivor_plan, values, NULL, false, 1) == 0)
		report_changed_meanwhile();
	row = first_row();
	undo->survivor_audience = DatumGetInt32(row.values[0]);
	undo->survivor_is_own = DatumGetBool(row.values[1]);

	values[1] = undo->merge_id;
	values[2] = undo->survivor;
	if (kept_execute(&lock_merge_plan, values, NULL, false, 1) == 0)
	{
		find_merge(undo);		/* who was faster may have undone it */
		report_changed_meanwhile();
	}

	values[1] = undo->survivor;
	values[2] = undo->merge_id;
	if (kept_execute(&later_plan, values, NULL, false, 1) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("merge %s cannot be undone before a later one of the same contact", uuid_text(undo->merge_id)),
				 errhint("Undo merge %s first.", uuid_text(first_row().values[0]))));

	values[1] = undo->merge_id;
	if (kept_execute(&dismissed_plan, values, NULL, false, 1) > 0)
		report_other_merge(undo, "That one has taken along a contact that was declared to be another person than one of these.");
}

/* May the actor have this contact again? */
static void
check_returning(const Undo *undo, int32 audience, int32 owner_id, bool sees)
{
	if (!sees)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("merge %s has taken in a contact that you would not see", uuid_text(undo->merge_id)),
				 errhint("Whoever would see all of its contacts can undo it.")));
	if (owner_id != undo->actor->user_id || !undo->survivor_is_own)
		actor_require(PERM_WRITE);
	/* from some who see it now it is taken */
	if (audience != undo->survivor_audience && !undo->survivor_is_own)
		actor_require(PERM_DELETE);
	if (audience < 0)
	{
		contact_check_private(undo->actor);
		user_require_active(undo->actor->account_id, owner_id);
	}
}

/* Read which contacts come back. */
static void
read_returning(Undo *undo)
{
	Datum		values[2];
	uint64		n;
	uint64		i;
	SPITupleTable *rows;

	values[0] = Int64GetDatum(undo->actor->account_id);
	values[1] = undo->merge_id;
	n = kept_execute(&returning_plan, values, NULL, false, 0);
	rows = SPI_tuptable;
	undo->returning = palloc(sizeof(Returning) * Max(n, 1));
	for (i = 0; i < n; i++)
	{
		Returning  *returning = &undo->returning[undo->nreturning];
		bool		isnull;
		bool		blanked;
		Datum		id = SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull);

		returning->id = id;
		returning->audience = DatumGetInt32(SPI_getbinval(rows->vals[i], rows->tupdesc, 2, &blanked));
		if (blanked)
		{
			keep(undo, id, NULL, 0, NULL, "what the log held of it has been blanked");
			continue;
		}
		check_returning(undo, returning->audience,
						DatumGetInt32(SPI_getbinval(rows->vals[i], rows->tupdesc, 3, &isnull)),
						DatumGetBool(SPI_getbinval(rows->vals[i], rows->tupdesc, 4, &isnull)));
		undo->nreturning++;
	}
	if (undo->nreturning == 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("merge %s cannot be undone", uuid_text(undo->merge_id)),
				 errdetail("What the log held of its contacts has been blanked.")));
}

static const Returning *
find_returning(const Undo *undo, Datum id)
{
	int			i;

	for (i = 0; i < undo->nreturning; i++)
	{
		if (memcmp(DatumGetUUIDP(undo->returning[i].id), DatumGetUUIDP(id), UUID_LEN) == 0)
			return &undo->returning[i];
	}
	return NULL;
}

static Datum
returning_ids(const Undo *undo, bool with_survivor)
{
	Datum	   *ids = palloc(sizeof(Datum) * (undo->nreturning + 1));
	int			n = 0;
	int			i;

	if (with_survivor)
		ids[n++] = undo->survivor;
	for (i = 0; i < undo->nreturning; i++)
		ids[n++] = undo->returning[i].id;
	return uuid_array(ids, n);
}

/* Who sees what comes back. */
static Datum
returning_audiences(const Undo *undo)
{
	Datum	   *audiences = palloc(sizeof(Datum) * undo->nreturning);
	int			i;

	for (i = 0; i < undo->nreturning; i++)
		audiences[i] = Int32GetDatum(undo->returning[i].audience);
	return PointerGetDatum(construct_array(audiences, undo->nreturning, INT4OID, 4, true, TYPALIGN_INT));
}

/* The duplicates, as they were; unless somebody else has the number, or what they belong to is gone. */
static void
write_contacts(Undo *undo)
{
	MemoryContext context = CurrentMemoryContext;
	Datum		values[2];
	volatile uint64 n = 0;

	values[0] = Int64GetDatum(undo->actor->account_id);
	values[1] = undo->merge_id;
	PG_TRY();
	{
		n = contact_write_as_was(&insert_plan, values);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if ((error->sqlerrcode != ERRCODE_UNIQUE_VIOLATION && error->sqlerrcode != ERRCODE_FOREIGN_KEY_VIOLATION) ||
			error->constraint_name == NULL)
			PG_RE_THROW();
		FlushErrorState();
		if (strcmp(error->constraint_name, "contacts_phone_key") == 0)
			report_number_taken();
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a contact of merge %s cannot be written again", uuid_text(undo->merge_id)),
				 errdetail("Constraint \"%s\" is in the way.", error->constraint_name)));
	}
	PG_END_TRY();
	if (n != (uint64) undo->nreturning)
		report_changed_meanwhile();
}

/*
 * A row that is not where the merge has left it is no business of ours, unless a later
 * merge took it along.  Where the key holds the contact, so are rows that are there: the
 * later merge could not tell them any more once they are back.
 */
static void
refuse_taken_along(const Undo *undo, const Reference *reference, const MergeRun *run, const int *came)
{
	bool		moved = reference->key_holds || reference->key_match == NULL;
	Datum	   *lists = palloc(sizeof(Datum) * run->n);
	Datum		values[5];
	int			n = 0;
	int			i;

	for (i = 0; i < run->n; i++)
	{
		if (came[i] < run->rows[i]->count || (reference->key_holds && run->action == LOG_MOVED))
			lists[n++] = CStringGetTextDatum(run->rows[i]->keys);
	}
	if (n == 0)
		return;
	values[0] = Int64GetDatum(undo->actor->account_id);
	values[1] = undo->merge_id;
	values[2] = CStringGetTextDatum(run->table);
	values[3] = PointerGetDatum(construct_array(lists, n, TEXTOID, -1, false, TYPALIGN_INT));
	values[4] = BoolGetDatum(moved);
	if (kept_execute(&taken_along_plan, values, NULL, false, 1) == 0)
		return;
	report_other_merge(undo, psprintf("That one has moved or set aside rows of table %s that both have to do with.", run->table));
}

/* Rows of tables of others. */
static void
put_back_foreign(Undo *undo, const MergeRun *run, int *came)
{
	const Reference *reference = reference_of_log(run);
	Datum	   *audiences = palloc(sizeof(Datum) * run->n);
	PutBack		to = {undo->actor->account_id, undo->survivor};
	int			i;

	if (reference == NULL)
		return;
	for (i = 0; i < run->n; i++)
		audiences[i] = Int32GetDatum(find_returning(undo, run->rows[i]->duplicate)->audience);
	to.audiences = PointerGetDatum(construct_array(audiences, run->n, INT4OID, 4, true, TYPALIGN_INT));
	rows_put_back(&to, reference, run, came);
	refuse_taken_along(undo, reference, run, came);
}

/* Leave out what cannot come back: what was had by those who do not, and what has been blanked. */
static void
leave_out(Undo *undo, MergeRun *run)
{
	int			n = 0;
	int			i;

	for (i = 0; i < run->n; i++)
	{
		MergeRows  *rows = run->rows[i];

		if (rows->action != LOG_MADE && find_returning(undo, rows->duplicate) == NULL)
			continue;
		if (rows->action == LOG_SET_ASIDE && rows->values == NULL)
		{
			keep(undo, rows->duplicate, rows->table, rows->count, NULL, "what the log held of them has been blanked");
			continue;
		}
		run->rows[n++] = rows;
	}
	run->n = n;
}

/* What rows of the log that are about one table hold. */
static void
put_back(Undo *undo, MergeRun *run)
{
	bool		ours = run->constraint[0] == '\0';
	int		   *came;
	int			i;

	if (ours && strcmp(run->table, "contacts") == 0)
		return;
	leave_out(undo, run);
	if (run->n == 0)
		return;
	came = palloc0(sizeof(int) * run->n);
	if (ours)
		own_rows_put_back(undo->actor->account_id, undo->survivor, run, came);
	else
		put_back_foreign(undo, run, came);
	/* of a dismissal the other contact may be hidden */
	if (run->action == LOG_MADE || strcmp(run->table, "duplicate_dismissals") == 0)
		return;
	for (i = 0; i < run->n; i++)
	{
		MergeRows  *rows = run->rows[i];

		if (came[i] > 0)
			merge_log_count(&undo->done, LOG_MOVED, rows->table, came[i]);
		if (came[i] < rows->count)
			keep(undo, rows->duplicate, rows->table, rows->count - came[i], NULL,
				 !ours && reference_of_log(run) == NULL ?
				 "the table, or its reference to contacts, is gone or has another name" : "gone, or changed since");
	}
}

/* The log from its end. */
static void
walk_log(Undo *undo)
{
	MemoryContext memory = AllocSetContextCreate(CurrentMemoryContext, "contacts unmerge",
												 ALLOCSET_DEFAULT_SIZES);
	MemoryContext context = MemoryContextSwitchTo(memory);
	MergeRun   *run;
	int			position = PG_INT32_MAX;

	while ((run = merge_log_read_back(undo->actor->account_id, undo->merge_id, position, system_id())) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		position = run->position;
		put_back(undo, run);
		MemoryContextReset(memory);
	}
	MemoryContextSwitchTo(context);
	MemoryContextDelete(memory);
}

static KeptPlan changed_plan = {
	"SELECT r.row_values -> 0 FROM contacts.merge_rows r "
	"WHERE r.account_id = $1 AND r.merge_id = $2 AND r.table_name = 'contacts' AND r.constraint_name = '' AND r.action = 'changed'",
	2, {INT8OID, UUIDOID}
};

static void
put_survivor_back(Undo *undo)
{
	Datum		values[2];
	char	   *changed;
	char	   *fields;

	values[0] = Int64GetDatum(undo->actor->account_id);
	values[1] = undo->merge_id;
	kept_execute(&changed_plan, values, NULL, false, 1);
	changed = SPI_processed == 0 ? NULL : SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	if (changed == NULL)
	{
		keep(undo, undo->survivor, NULL, 0, NULL, "what the log held of it has been blanked");
		return;
	}
	fields = survivor_put_back(undo->actor->account_id, undo->survivor, changed);
	if (fields != NULL)
		keep(undo, undo->survivor, NULL, 0, fields, "changed since");
}

static Jsonb *
result(MemoryContext context, const Undo *undo)
{
	Datum		values[5];
	Datum		copy;

	values[0] = undo->merge_id;
	values[1] = undo->survivor;
	values[2] = returning_ids(undo, false);
	values[3] = CStringGetTextDatum(merge_log_counts(&undo->done, LOG_MOVED));
	values[4] = CStringGetTextDatum(json_list(&undo->kept));
	kept_execute(&result_plan, values, NULL, false, 1);
	context = MemoryContextSwitchTo(context);
	copy = datumCopy(first_row().values[0], false, -1);
	MemoryContextSwitchTo(context);
	return DatumGetJsonbP(copy);
}

/* What contacts.unmerge() was called with. */
typedef struct UnmergeCall
{
	Datum		merge_id;
	bool		dry_run;
	Jsonb	   *result;
} UnmergeCall;

static void
unmerge(void *arg)
{
	UnmergeCall *call = arg;
	MemoryContext context = CurrentMemoryContext;
	Undo		undo;
	Datum		values[4];

	memset(&undo, 0, sizeof(undo));
	undo.actor = actor_required();
	undo.merge_id = call->merge_id;
	SPI_connect();
	initStringInfo(&undo.kept);
	merge_log_init(&undo.done, undo.actor->account_id, undo.merge_id, NULL, 0);
	lock_merge(&undo);
	read_returning(&undo);
	(void) references_find(NULL);
	hanging_refuse_own(undo.actor->account_id, uuid_array(&undo.survivor, 1), undo.merge_id, true);

	put_survivor_back(&undo);
	write_contacts(&undo);
	walk_log(&undo);
	own_rows_settle(undo.actor->account_id, returning_ids(&undo, true));

	values[0] = Int64GetDatum(undo.actor->account_id);
	values[1] = undo.merge_id;
	values[2] = returning_ids(&undo, false);
	own_write_execute(&redirects_plan, values, NULL);
	values[2] = Int32GetDatum(undo.actor->user_id);
	values[3] = returning_audiences(&undo);
	own_write_execute(&undone_plan, values, NULL);
	references_check_deferred(&undo.done);
	call->result = result(context, &undo);
	if (references_any())
		refuse_deferred_triggers();
	SPI_finish();
}

static void
unmerge_or_preview(void *arg)
{
	call_or_preview(unmerge, arg, ((UnmergeCall *) arg)->dry_run);
}

PG_FUNCTION_INFO_V1(contacts_unmerge);
Datum
contacts_unmerge(PG_FUNCTION_ARGS)
{
	UnmergeCall call = {PG_GETARG_DATUM(0), PG_GETARG_BOOL(1), NULL};
	Oid			caller = GetUserId();
	OwnerScope	scope;

	actor_require(PERM_MERGE);
	owner_scope_begin(&scope, contacts_owner());
	call_beside_others(caller, unmerge_or_preview, &call);
	owner_scope_end(&scope);
	PG_RETURN_JSONB_P(call.result);
}
