/*-------------------------------------------------------------------------
 *
 * audit.c
 *	  History: contacts.audit_log, written by statement from the transition
 *	  tables.
 *
 * One pass over the rows as they were and as they are, side by side, makes the
 * entries, which one statement then writes.  Only columns that changed are
 * looked at more than once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/restore.h"
#include "base/transition.h"
#include "base/trigger.h"

/* How a table's history is kept, as the arguments of its trigger say. */
typedef struct AuditForm
{
	TupleDesc	desc;
	int			account;		/* columns, by number */
	int			audience;		/* 0: everybody in the account may know */
	int			nkeys;
	int			keys[4];
	bool	   *told;			/* by column: does an entry hold it? */
	bool	   *first;			/* by column: is only its first value a change? */
	bool		direct;			/* statements of our own are no history */
	FmgrInfo   *to_jsonb;		/* by column, made at first use */
	MemoryContext context;		/* in which */
} AuditForm;

/* Columns that follow from others, and so are no change by themselves. */
static const char *const derived[] = {"search_key", "updated_at"};

static int
audit_column(TupleDesc desc, const char *name)
{
	int			column = SPI_fnumber(desc, name);

	if (column <= 0)
		elog(ERROR, "history of column \"%s\", which does not exist", name);
	return column;
}

/* Calls for each name in a comma-separated list. */
static void
each_column(TupleDesc desc, const char *list, AuditForm *form,
			void (*take) (AuditForm *form, int column))
{
	char	   *names = pstrdup(list);
	char	   *name;
	char	   *rest = names;

	while ((name = strsep(&rest, ",")) != NULL)
		take(form, audit_column(desc, name));
}

static void
take_key(AuditForm *form, int column)
{
	if (form->nkeys == (int) lengthof(form->keys))
		elog(ERROR, "too many key columns");
	form->keys[form->nkeys++] = column;
}

static void
leave_out(AuditForm *form, int column)
{
	form->told[column - 1] = false;
}

static void
take_first(AuditForm *form, int column)
{
	form->first[column - 1] = true;
}

#define WITHOUT "without="
#define FIRST	"first="

static void
audit_form(AuditForm *form, const Trigger *trigger, TupleDesc desc)
{
	int			i;

	memset(form, 0, sizeof(AuditForm));
	form->context = CurrentMemoryContext;
	form->desc = desc;
	form->account = audit_column(desc, "account_id");
	form->told = palloc(sizeof(bool) * desc->natts);
	form->first = palloc0(sizeof(bool) * desc->natts);
	form->to_jsonb = palloc0(sizeof(FmgrInfo) * desc->natts);
	for (i = 0; i < desc->natts; i++)
		form->told[i] = !TupleDescAttr(desc, i)->attisdropped;
	each_column(desc, trigger->tgargs[0], form, take_key);
	for (i = 1; i < trigger->tgnargs; i++)
	{
		const char *argument = trigger->tgargs[i];

		if (strcmp(argument, "direct") == 0)
			form->direct = true;
		else if (strncmp(argument, WITHOUT, strlen(WITHOUT)) == 0)
			each_column(desc, argument + strlen(WITHOUT), form, leave_out);
		else if (strncmp(argument, FIRST, strlen(FIRST)) == 0)
			each_column(desc, argument + strlen(FIRST), form, take_first);
		else
			form->audience = audit_column(desc, argument);
	}
}

/* What to_jsonb() makes of a column's value, which is not null. */
static Jsonb *
column_jsonb(AuditForm *form, int column, Datum value)
{
	FmgrInfo   *to_jsonb = &form->to_jsonb[column - 1];

	if (to_jsonb->fn_oid == InvalidOid)
	{
		Form_pg_attribute att = TupleDescAttr(form->desc, column - 1);
		MemoryContext context = MemoryContextSwitchTo(form->context);

		/* it asks the expression for the type */
		fmgr_info(F_TO_JSONB, to_jsonb);
		fmgr_info_set_expr((Node *)
						   makeFuncExpr(F_TO_JSONB, JSONBOID,
										list_make1(makeNullConst(att->atttypid, -1, att->attcollation)),
										InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL),
						   to_jsonb);
		MemoryContextSwitchTo(context);
	}
	return DatumGetJsonbP(FunctionCall1(to_jsonb, value));
}

/*
 * Is a column's value another one now?  Bytes that are the same are the same
 * value; of others the JSON decides, which is what history tells.
 */
static bool
changed(AuditForm *form, int column, TupleTableSlot *old, TupleTableSlot *new,
		Jsonb **was)
{
	Form_pg_attribute att = TupleDescAttr(form->desc, column - 1);
	Datum		old_value = old->tts_values[column - 1];
	Datum		new_value = new->tts_values[column - 1];
	bool		old_null = old->tts_isnull[column - 1];
	bool		new_null = new->tts_isnull[column - 1];

	*was = NULL;
	if (old_null && new_null)
		return false;
	if (old_null || new_null)
	{
		if (!old_null)
			*was = column_jsonb(form, column, old_value);
		return true;
	}
	if (datum_image_eq(old_value, new_value, att->attbyval, att->attlen))
		return false;
	*was = column_jsonb(form, column, old_value);
	return compareJsonbContainers(&(*was)->root,
								  &column_jsonb(form, column, new_value)->root) != 0;
}

static void
push_column(JsonbBuild *build, const char *name, Jsonb *was)
{
	JsonbValue	value;

	value.type = jbvString;
	value.val.string.val = unconstify(char *, name);
	value.val.string.len = strlen(name);
	jsonb_push(build, WJB_KEY, &value);
	if (was == NULL)
		value.type = jbvNull;
	else if (!JB_ROOT_IS_SCALAR(was) || !JsonbExtractScalar(&was->root, &value))
	{
		value.type = jbvBinary;
		value.val.binary.data = &was->root;
		value.val.binary.len = VARSIZE(was) - VARHDRSZ;
	}
	jsonb_push(build, WJB_VALUE, &value);
}

/*
 * What an entry tells: of an update the former values of what changed, of a
 * delete all, of an insert none.  NULL if an update changed nothing.
 */
static Jsonb *
former_values(AuditForm *form, TupleTableSlot *old, TupleTableSlot *new)
{
	JsonbBuild	build = {0};
	bool		any = new == NULL || old == NULL;
	int			column;

	jsonb_push(&build, WJB_BEGIN_OBJECT, NULL);
	for (column = 1; old != NULL && column <= form->desc->natts; column++)
	{
		const char *name = NameStr(TupleDescAttr(form->desc, column - 1)->attname);
		Jsonb	   *was = NULL;

		if (!form->told[column - 1])
			continue;
		if (new == NULL)
		{
			if (!old->tts_isnull[column - 1])
				was = column_jsonb(form, column, old->tts_values[column - 1]);
		}
		else if (strcmp(name, derived[0]) == 0 || strcmp(name, derived[1]) == 0 ||
				 (form->first[column - 1] && !old->tts_isnull[column - 1]) ||
				 !changed(form, column, old, new, &was))
			continue;
		push_column(&build, name, was);
		any = true;
	}
	jsonb_push(&build, WJB_END_OBJECT, NULL);
	return any ? JsonbValueToJsonb(build.result) : NULL;
}

/* The values of the key columns, with '/' between them. */
static text *
row_key(AuditForm *form, TupleTableSlot *slot)
{
	StringInfoData key;
	int			i;

	initStringInfo(&key);
	for (i = 0; i < form->nkeys; i++)
	{
		int			column = form->keys[i];
		Oid			output;
		bool		varlena;

		getTypeOutputInfo(TupleDescAttr(form->desc, column - 1)->atttypid, &output, &varlena);
		if (i > 0)
			appendStringInfoChar(&key, '/');
		if (!slot->tts_isnull[column - 1])
			appendStringInfoString(&key, OidOutputFunctionCall(output, slot->tts_values[column - 1]));
	}
	return cstring_to_text_with_len(key.data, key.len);
}

/*
 * The narrower audience of the two: what went private is its owner's to know,
 * what was private before as well.
 */
static int32
entry_audience(AuditForm *form, TupleTableSlot *old, TupleTableSlot *new)
{
	int32		was = form->audience != 0 && old != NULL ?
		DatumGetInt32(old->tts_values[form->audience - 1]) : 0;
	int32		is = form->audience != 0 && new != NULL ?
		DatumGetInt32(new->tts_values[form->audience - 1]) : was;

	if (old == NULL)
		return is;
	return is < 0 ? is : was < 0 ? was : is > 0 ? is : was;
}

enum
{
	ENTRY_ACCOUNT, ENTRY_AUDIENCE, ENTRY_ROW_KEY, ENTRY_WAS, NUM_ENTRY_COLUMNS
};

static TupleDesc
entry_desc(void)
{
	TupleDesc	desc = CreateTemplateTupleDesc(NUM_ENTRY_COLUMNS);

	TupleDescInitEntry(desc, ENTRY_ACCOUNT + 1, "account_id", INT8OID, -1, 0);
	TupleDescInitEntry(desc, ENTRY_AUDIENCE + 1, "audience", INT4OID, -1, 0);
	TupleDescInitEntry(desc, ENTRY_ROW_KEY + 1, "row_key", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, ENTRY_WAS + 1, "was", JSONBOID, -1, 0);
	TupleDescFinalize(desc);
	return desc;
}

/* The entries of a statement.  The two tables hold the rows in one order. */
static Tuplestorestate *
make_entries(AuditForm *form, TriggerData *trigdata, TupleDesc desc)
{
	Transition	rows;
	Tuplestorestate *entries = tuplestore_begin_heap(false, false, work_mem);
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "contacts history row",
													  ALLOCSET_DEFAULT_SIZES);
	MemoryContext context;

	transition_begin(&rows, trigdata);
	context = MemoryContextSwitchTo(row_context);
	while (transition_next(&rows))
	{
		/* an entry stands under the key that the row had */
		TupleTableSlot *known = rows.old != NULL ? rows.old : rows.new;
		Jsonb	   *was;

		if (rows.old != NULL)
			slot_getallattrs(rows.old);
		if (rows.new != NULL)
			slot_getallattrs(rows.new);
		was = former_values(form, rows.old, rows.new);
		if (was != NULL)
		{
			Datum		values[NUM_ENTRY_COLUMNS];
			bool		nulls[NUM_ENTRY_COLUMNS] = {false};

			values[ENTRY_ACCOUNT] = known->tts_values[form->account - 1];
			values[ENTRY_AUDIENCE] = Int32GetDatum(entry_audience(form, rows.old, rows.new));
			values[ENTRY_ROW_KEY] = PointerGetDatum(row_key(form, known));
			values[ENTRY_WAS] = JsonbPGetDatum(was);
			tuplestore_putvalues(entries, desc, values, nulls);
		}
		/* a row that came from disk lives in the context */
		if (rows.old != NULL)
			ExecClearTuple(rows.old);
		if (rows.new != NULL)
			ExecClearTuple(rows.new);
		MemoryContextReset(row_context);
	}
	/* and so does one that has no counterpart */
	if (rows.old != NULL)
		ExecClearTuple(rows.old);
	MemoryContextSwitchTo(context);
	MemoryContextDelete(row_context);
	transition_end(&rows);
	return entries;
}

static KeptPlan entries_plan = {
	"INSERT INTO contacts.audit_log"
	" (account_id, id, at, user_id, audience, table_name, row_key, action, was) "
	"SELECT e.account_id, contacts.uuid_v7(), pg_catalog.now(), contacts.actor_user(),"
	" e.audience, $1, e.row_key, $2, e.was FROM history_entries e",
	2, {TEXTOID, TEXTOID}
};

/*
 * Arguments: the key columns, separated by commas; the audience column if there
 * is one; "direct" if only statements that are not our own are history;
 * "without=" and columns, separated by commas, that no entry shall hold; "first="
 * and columns of which only the first value, after null, is a change.
 */
PG_FUNCTION_INFO_V1(contacts_audit_change);
Datum
contacts_audit_change(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_WRITE, 1);
	AuditForm	form;
	TupleDesc	desc;
	Tuplestorestate *entries;
	OwnerScope	scope;
	Datum		values[2];

	if (contacts_restoring())
		PG_RETURN_POINTER(NULL);
	audit_form(&form, trigdata->tg_trigger, RelationGetDescr(trigdata->tg_relation));

	/* What our own statements do to it is told by what they were done for. */
	if (form.direct && own_write())
		PG_RETURN_POINTER(NULL);

	desc = entry_desc();
	entries = make_entries(&form, trigdata, desc);
	if (tuplestore_tuple_count(entries) > 0)
	{
		owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
		SPI_connect();
		register_rows("history_entries", desc, entries, tuplestore_tuple_count(entries));
		values[0] = CStringGetTextDatum(RelationGetRelationName(trigdata->tg_relation));
		values[1] = CStringGetTextDatum(TRIGGER_FIRED_BY_INSERT(trigdata->tg_event) ? "insert" :
										TRIGGER_FIRED_BY_DELETE(trigdata->tg_event) ? "delete" : "update");
		own_write_execute(&entries_plan, values, NULL);
		SPI_finish();
		owner_scope_end(&scope);
	}
	tuplestore_end(entries);
	PG_RETURN_POINTER(NULL);
}

PG_FUNCTION_INFO_V1(contacts_audit_append_only);
Datum
contacts_audit_append_only(PG_FUNCTION_ARGS)
{
	(void) trigger_fired(fcinfo, BEFORE_STATEMENT, ON_UPDATE | ON_DELETE | ON_TRUNCATE, 0);
	/* but for the audience, which follows the contact's into privacy */
	if (own_write())
		PG_RETURN_POINTER(NULL);
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("the audit log is append-only")));
	PG_RETURN_POINTER(NULL);
}
