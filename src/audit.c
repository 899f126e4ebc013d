/*-------------------------------------------------------------------------
 *
 * audit.c
 *	  History: contacts.audit_log, written by statement from the transition
 *	  tables.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "catalog/pg_type.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* One kept plan per table, key and event. */
typedef struct AuditPlan
{
	char		key[NAMEDATALEN * 2];
	KeptPlan	kept;
} AuditPlan;

static HTAB *audit_plans = NULL;

#define INSERT_AUDIT \
	"INSERT INTO contacts.audit_log" \
	" (account_id, id, at, user_id, audience, table_name, row_key, action, was) " \
	"SELECT account_id, contacts.uuid_v7(), pg_catalog.now(), contacts.actor_user()," \
	" audience, '%s', row_key, action, was FROM ("

/* The key of a row of this alias, from its columns, joined by commas. */
static char *
row_key(const char *alias, const char *columns)
{
	StringInfoData buf;

	if (strchr(columns, ',') == NULL)
		return psprintf("%s.%s::pg_catalog.text", alias, columns);
	initStringInfo(&buf);
	appendStringInfo(&buf, "pg_catalog.concat_ws('/', %s.", alias);
	for (; *columns != '\0'; columns++)
	{
		appendStringInfoChar(&buf, *columns);
		if (*columns == ',')
			appendStringInfo(&buf, "%s.", alias);
	}
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

/* Argument n of the trigger, "" without one. */
static const char *
argument(const Trigger *trigger, int n)
{
	return n < trigger->tgnargs ? trigger->tgargs[n] : "";
}

static char *
audit_sql(const char *table, const Trigger *trigger, TriggerEvent event)
{
	const char *audience = argument(trigger, 1);
	/* without an audience column, everybody in the account may know */
	const char *old_audience = *audience != '\0' ? psprintf("o.%s", audience) : "0";
	const char *new_audience = *audience != '\0' ? psprintf("n.%s", audience) : "0";
	const char *left_out = argument(trigger, 3);
	const char *first_only = argument(trigger, 4);
	char	   *old_key = row_key("o", argument(trigger, 0));
	char	   *new_key = row_key("n", argument(trigger, 0));

	if (TRIGGER_FIRED_BY_INSERT(event))
		return psprintf(INSERT_AUDIT
						"SELECT n.account_id, %s AS audience, %s AS row_key,"
						" 'insert' AS action, '{}'::pg_catalog.jsonb AS was FROM new_rows n) c",
						table, new_audience, new_key);
	if (TRIGGER_FIRED_BY_DELETE(event))
		return psprintf(INSERT_AUDIT
						"SELECT o.account_id, %s AS audience, %s AS row_key,"
						" 'delete' AS action, pg_catalog.to_jsonb(o) - '{%s}'::pg_catalog.text[] AS was FROM old_rows o) c",
						table, old_audience, old_key, left_out);

	/*
	 * The narrower audience of the two: what went private is its owner's to
	 * know, what was private before as well.
	 */
	return psprintf(INSERT_AUDIT
					"SELECT o.account_id,"
					" CASE WHEN %s < 0 THEN %s WHEN %s < 0 THEN %s"
					" WHEN %s > 0 THEN %s ELSE %s END AS audience,"
					" %s AS row_key, 'update' AS action,"
					" (SELECT pg_catalog.jsonb_object_agg(e.key, e.value)"
					"  FROM pg_catalog.jsonb_each(pg_catalog.to_jsonb(o)) e"
					"  WHERE e.key <> ALL ('{search_key,updated_at%s%s}'::pg_catalog.text[])"
					"    AND NOT (e.key = ANY ('{%s}'::pg_catalog.text[]) AND e.value <> 'null')"
					"    AND (pg_catalog.to_jsonb(n) -> e.key) IS DISTINCT FROM e.value) AS was"
					/* the two tables hold the rows in one order; keys may change */
					" FROM (SELECT *, pg_catalog.row_number() OVER () AS pair FROM old_rows) o"
					" JOIN (SELECT *, pg_catalog.row_number() OVER () AS pair FROM new_rows) n"
					"  ON n.pair = o.pair) c"
					" WHERE was IS NOT NULL",
					table, new_audience, new_audience, old_audience, old_audience,
					new_audience, new_audience, old_audience, old_key,
					*left_out != '\0' ? "," : "", left_out, first_only);
}

/*
 * Arguments: the key columns, joined by commas; the audience column if there is
 * one; "direct" if only statements that are not our own are history; columns
 * that are no history; columns whose first value alone is.
 */
PG_FUNCTION_INFO_V1(contacts_audit_change);
Datum
contacts_audit_change(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, AFTER_STATEMENT | WITH_ROWS, ON_WRITE, 1);
	Trigger    *trigger;
	char		key[NAMEDATALEN * 2];
	AuditPlan  *plan;
	OwnerScope	scope;
	bool		found;

	if (contacts_restoring())
		PG_RETURN_POINTER(NULL);
	trigger = trigdata->tg_trigger;

	/* What our own statements do to it is told by what they were done for. */
	if (*argument(trigger, 2) != '\0' && own_write())
		PG_RETURN_POINTER(NULL);

	if (audit_plans == NULL)
	{
		HASHCTL		control;

		control.keysize = sizeof(((AuditPlan *) NULL)->key);
		control.entrysize = sizeof(AuditPlan);
		audit_plans = hash_create("contacts audit plans", 16, &control,
								  HASH_ELEM | HASH_STRINGS);
	}
	memset(key, 0, sizeof(key));
	snprintf(key, sizeof(key), "%s/%s",
			 RelationGetRelationName(trigdata->tg_relation), trigger->tgname);
	plan = hash_search(audit_plans, key, HASH_ENTER, &found);
	if (!found)
	{
		memset(&plan->kept, 0, sizeof(plan->kept));
		plan->kept.sql =
			MemoryContextStrdup(TopMemoryContext,
								audit_sql(RelationGetRelationName(trigdata->tg_relation),
										  trigger, trigdata->tg_event));
	}

	owner_scope_begin(&scope, trigdata->tg_relation->rd_rel->relowner);
	SPI_connect();
	SPI_register_trigger_data(trigdata);
	own_write_rows(&plan->kept, NULL, NULL,
				   tuplestore_tuple_count(trigdata->tg_newtable != NULL ?
										  trigdata->tg_newtable :
										  trigdata->tg_oldtable));
	SPI_finish();
	owner_scope_end(&scope);
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
