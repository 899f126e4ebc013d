/*-------------------------------------------------------------------------
 *
 * own_rows.c
 *	  Rows of our own tables that hang on a merged contact: moved to the survivor, or
 *	  set aside where it has the like; and put back when the merge is undone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/query.h"
#include "contact/primary.h"
#include "merge/own_rows.h"

/*
 * $1 account, $2 the duplicates in the order given, $3 the survivor, $4 its
 * audience.  Each returns for every row the number of its duplicate, its key, and
 * the row as it was if it is gone.
 */
typedef struct OwnMove
{
	const char *table;
	LogAction action;
	bool		counted;		/* the actor may know how many */
	KeptPlan	kept;
} OwnMove;

#define MOVE_ARGS	4, {INT8OID, UUIDARRAYOID, UUIDOID, INT4OID}, .generic = true

/* Of the survivor and the duplicates, all but the first with one value give way. */
#define SET_ASIDE(child, column) \
	{child, LOG_SET_ASIDE, true, { \
		"DELETE FROM contacts." child " r USING (" \
		"  SELECT p.contact_id, p." column ", d.n, pg_catalog.row_number() OVER (PARTITION BY p." column " ORDER BY d.n NULLS FIRST) AS place" \
		"  FROM contacts." child " p LEFT JOIN unnest($2) WITH ORDINALITY AS d(id, n) ON d.id = p.contact_id" \
		"  WHERE p.account_id = $1 AND p.contact_id = ANY ($2 || $3)) t " \
		"WHERE t.place > 1 AND t.n IS NOT NULL" \
		"  AND r.account_id = $1 AND r.contact_id = t.contact_id AND r." column " = t." column " " \
		"RETURNING t.n, pg_catalog.jsonb_build_object('" column "', r." column "), pg_catalog.to_jsonb(r)", 3, {INT8OID, UUIDARRAYOID, UUIDOID}, .generic = true}}

#define MOVED(child, contact, key, set) \
	{child, LOG_MOVED, true, { \
		"UPDATE contacts." child " r SET " contact " = $3, audience = $4" set " " \
		"FROM unnest($2) WITH ORDINALITY AS d(id, n) WHERE r.account_id = $1 AND r." contact " = d.id " \
		"RETURNING d.n, pg_catalog.jsonb_build_object('" key "', r." key "), NULL::pg_catalog.jsonb", MOVE_ARGS}}

/* The pair of a dismissal without the duplicate d: the other one, and its audience. */
#define OTHER_OF_PAIR \
	"CASE WHEN g.contact_a = d.id THEN g.contact_b ELSE g.contact_a END AS id," \
	" CASE WHEN g.contact_a = d.id THEN g.audience_b ELSE g.audience_a END AS audience"

static OwnMove own_moves[] = {
	SET_ASIDE("contact_phones", "phone"),
	MOVED("contact_phones", "contact_id", "phone", ", is_primary = false"),
	SET_ASIDE("contact_emails", "email"),
	MOVED("contact_emails", "contact_id", "email", ", is_primary = false"),
	MOVED("contact_notes", "contact_id", "id", ""),
	MOVED("contact_redirects", "contact_id", "old_id", ""),
	MOVED("merges", "survivor_id", "id", ""),

	/*
	 * "These two are different people" said of a duplicate holds for the
	 * survivor; said of two that are merged now, it has been overruled.  Not
	 * counted, as the other one of a pair may be hidden from the actor.  First what
	 * is new, then what goes.
	 */
	{"duplicate_dismissals", LOG_MADE, false, {
		"WITH new AS ("
		"  INSERT INTO contacts.duplicate_dismissals"
		"    (account_id, contact_a, contact_b, audience_a, audience_b, user_id, created_at)"
		"  SELECT DISTINCT ON (o.id) g.account_id, least(o.id, $3), greatest(o.id, $3),"
		"    CASE WHEN o.id < $3 THEN o.audience ELSE $4 END,"
		"    CASE WHEN o.id < $3 THEN $4 ELSE o.audience END, g.user_id, g.created_at"
		"  FROM unnest($2) WITH ORDINALITY AS d(id, n) JOIN contacts.duplicate_dismissals g"
		"    ON g.account_id = $1 AND (g.contact_a = d.id OR g.contact_b = d.id)"
		"    CROSS JOIN LATERAL (SELECT " OTHER_OF_PAIR ") o"
		"  WHERE o.id <> $3 AND o.id <> ALL ($2) ORDER BY o.id, d.n"
		"  ON CONFLICT DO NOTHING RETURNING contact_a, contact_b) "
		"SELECT 1::pg_catalog.int8, pg_catalog.jsonb_build_object('contact_a', n.contact_a, 'contact_b', n.contact_b),"
		"  NULL::pg_catalog.jsonb FROM new n", MOVE_ARGS}},
	{"duplicate_dismissals", LOG_SET_ASIDE, false, {
		"DELETE FROM contacts.duplicate_dismissals r USING unnest($2) WITH ORDINALITY AS d(id, n) "
		"WHERE r.account_id = $1 AND (r.contact_a = d.id OR r.contact_b = d.id)"
		"  AND NOT (r.contact_b = d.id AND r.contact_a = ANY ($2)) "
		"RETURNING d.n, pg_catalog.jsonb_build_object('contact_a', r.contact_a, 'contact_b', r.contact_b), pg_catalog.to_jsonb(r)",
		2, {INT8OID, UUIDARRAYOID}, .generic = true}},
};

/*
 * Which of the tables have a row of a duplicate at all: most have none of most.  With the
 * duplicates locked none can come.
 */
#define HAS(table, condition) \
	"(SELECT '" table "' WHERE EXISTS (SELECT FROM contacts." table " r WHERE r.account_id = $1 AND " condition "))"

static KeptPlan present_plan = {
	"SELECT pg_catalog.concat_ws(',', "
	HAS("contact_phones", "r.contact_id = ANY ($2)") ", "
	HAS("contact_emails", "r.contact_id = ANY ($2)") ", "
	HAS("contact_notes", "r.contact_id = ANY ($2)") ", "
	HAS("contact_redirects", "r.contact_id = ANY ($2)") ", "
	HAS("merges", "r.survivor_id = ANY ($2)") ", "
	HAS("duplicate_dismissals", "(r.contact_a = ANY ($2) OR r.contact_b = ANY ($2))") ")",
	2, {INT8OID, UUIDARRAYOID}, .generic = true
};

/* What a search has found is no pair any more by what was just said of the survivor ($2). */
static KeptPlan unfind_plan = {
	"DELETE FROM contacts.found_duplicates f USING contacts.duplicate_dismissals g "
	"WHERE g.account_id = $1 AND (g.contact_a = $2 OR g.contact_b = $2)"
	"  AND f.account_id = $1 AND f.contact_a = g.contact_a AND f.contact_b = g.contact_b",
	2, {INT8OID, UUIDOID}
};

void
own_rows_move(int64 account_id, Datum survivor, int32 survivor_audience, Datum duplicates, MergeLog *log)
{
	Datum		values[4];
	char	   *present;
	int			i;

	values[0] = Int64GetDatum(account_id);
	values[1] = duplicates;
	values[2] = survivor;
	values[3] = Int32GetDatum(survivor_audience);
	kept_execute(&present_plan, values, NULL, false, 1);
	present = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	for (i = 0; i < (int) lengthof(own_moves); i++)
	{
		OwnMove    *own = &own_moves[i];

		if (strstr(present, own->table) == NULL)
			continue;
		own_write_number(&own->kept, values, 1);
		merge_log_result(log, own->action, own->table, own->counted);
	}
	if (strstr(present, "duplicate_dismissals") != NULL)
	{
		values[1] = survivor;
		own_write_execute(&unfind_plan, values, NULL);
	}
}

/*
 * Back to where they were.  $1 lists of keys or, of rows that were set aside, of rows;
 * $2 account, $3 the duplicate of each list, $4 the survivor.  Each returns for every
 * row the number of its list.  A number or address that is the survivor's primary one
 * now stays there.
 */
typedef struct OwnReturn
{
	const char *table;
	LogAction	action;
	KeptPlan	kept;
} OwnReturn;

#define LISTS \
	"unnest($1, $3) WITH ORDINALITY AS l(list, duplicate, n), pg_catalog.jsonb_array_elements(l.list::pg_catalog.jsonb) AS i(v)"
#define ALL_LISTS	"unnest($1) WITH ORDINALITY AS l(list, n), pg_catalog.jsonb_array_elements(l.list::pg_catalog.jsonb) AS i(v)"

#define PUT_BACK(child, contact, key, type, set, condition) \
	{child, LOG_MOVED, { \
		"UPDATE contacts." child " r SET " contact " = l.duplicate, audience = c.audience" set " " \
		"FROM " LISTS ", contacts.contacts c, contacts.contacts s " \
		"WHERE c.account_id = $2 AND c.id = l.duplicate AND s.account_id = $2 AND s.id = $4" \
		"  AND r.account_id = $2 AND r." contact " = $4 AND r." key " = (i.v ->> '" key "')::" type condition " " \
		"RETURNING l.n", \
		4, {TEXTARRAYOID, INT8OID, UUIDARRAYOID, UUIDOID}, .generic = true}}

#define PUT_IN(child) \
	{child, LOG_SET_ASIDE, { \
		"INSERT INTO contacts." child " " \
		"SELECT (pg_catalog.jsonb_populate_record(NULL::contacts." child ", i.v || pg_catalog.jsonb_build_object('is_primary', false))).* " \
		"FROM " LISTS " WHERE (i.v ->> 'account_id')::pg_catalog.int8 = $2 AND (i.v ->> 'contact_id')::pg_catalog.uuid = l.duplicate", \
		3, {TEXTARRAYOID, INT8OID, UUIDARRAYOID}, .generic = true}}

#define NOT_PRIMARY(column)	" AND s." column " IS DISTINCT FROM r." column

/* What an override brought goes, unless it is the survivor's primary one still. */
#define UNMADE(child, column, type) \
	{child, LOG_MADE, { \
		"DELETE FROM contacts." child " r USING " LISTS ", contacts.contacts s " \
		"WHERE r.account_id = $2 AND r.contact_id = $4 AND l.duplicate = $4 AND r." column " = (i.v ->> '" column "')::" type \
		"  AND s.account_id = $2 AND s.id = $4" NOT_PRIMARY(column), \
		4, {TEXTARRAYOID, INT8OID, UUIDARRAYOID, UUIDOID}, .generic = true}}

static OwnReturn own_returns[] = {
	PUT_IN("contact_phones"),
	PUT_BACK("contact_phones", "contact_id", "phone", "contacts.phone", ", is_primary = false", NOT_PRIMARY("phone")),
	UNMADE("contact_phones", "phone", "contacts.phone"),
	PUT_IN("contact_emails"),
	PUT_BACK("contact_emails", "contact_id", "email", "pg_catalog.text", ", is_primary = false", NOT_PRIMARY("email")),
	UNMADE("contact_emails", "email", "pg_catalog.text"),
	PUT_BACK("contact_notes", "contact_id", "id", "pg_catalog.uuid", "", ""),
	PUT_BACK("contact_redirects", "contact_id", "old_id", "pg_catalog.uuid", "", ""),
	PUT_BACK("merges", "survivor_id", "id", "pg_catalog.uuid", "", ""),
	/* by the audiences of today; of two that one of which is gone nothing is to be said */
	{"duplicate_dismissals", LOG_SET_ASIDE, {
		"INSERT INTO contacts.duplicate_dismissals "
		"SELECT v.account_id, v.contact_a, v.contact_b, a.audience, b.audience, v.user_id, v.created_at "
		"FROM " ALL_LISTS ", pg_catalog.jsonb_populate_record(NULL::contacts.duplicate_dismissals, i.v) v"
		"  JOIN contacts.contacts a ON a.account_id = $2 AND a.id = v.contact_a"
		"  JOIN contacts.contacts b ON b.account_id = $2 AND b.id = v.contact_b "
		"WHERE v.account_id = $2 ON CONFLICT DO NOTHING", 2, {TEXTARRAYOID, INT8OID}, .generic = true}},
	{"duplicate_dismissals", LOG_MADE, {
		"DELETE FROM contacts.duplicate_dismissals r USING " ALL_LISTS " "
		"WHERE r.account_id = $2 AND r.contact_a = (i.v ->> 'contact_a')::pg_catalog.uuid"
		"  AND r.contact_b = (i.v ->> 'contact_b')::pg_catalog.uuid", 2, {TEXTARRAYOID, INT8OID}, .generic = true}},
};

static OwnReturn *
find_return(const MergeRun *run)
{
	int			i;

	for (i = 0; i < (int) lengthof(own_returns); i++)
	{
		if (own_returns[i].action == run->action && strcmp(own_returns[i].table, run->table) == 0)
			return &own_returns[i];
	}
	elog(ERROR, "the log of a merge names an unknown table: \"%s\"", run->table);
}

/* How many rows have come of each row of the log: all, or as many as the statement has returned. */
static void
count_returned(const MergeRun *run, uint64 processed, int *came)
{
	uint64		i;
	int			k;

	if (SPI_tuptable == NULL)
	{
		for (k = 0; k < run->n; k++)
			came[k] = run->rows[k]->count;
		return;
	}
	for (i = 0; i < processed; i++)
	{
		bool		isnull;

		came[DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull)) - 1]++;
	}
	SPI_freetuptable(SPI_tuptable);
}

/*
 * Put rows of tables of ours back; came: how many, of each row of the log.  The rights
 * are the owner's.
 */
void
own_rows_put_back(int64 account_id, Datum survivor, const MergeRun *run, int *came)
{
	OwnReturn  *own = find_return(run);
	Datum		values[4];

	values[0] = merge_run_lists(run);
	values[1] = Int64GetDatum(account_id);
	values[2] = merge_run_duplicates(run);
	values[3] = survivor;
	count_returned(run, own_write_number(&own->kept, values, 1), came);
}

/*
 * Which number and which address are the primary ones says the contact itself: let
 * the rows of these contacts say so as well, and be there.  $1 account, $2 contacts.
 */
#define TWO_ARGS	2, {INT8OID, UUIDARRAYOID}, .generic = true

#define PRIMARY_SETTLED(child, column) \
	{"UPDATE contacts." child " r SET is_primary = false FROM contacts.contacts c" \
	 " WHERE c.account_id = $1 AND c.id = ANY ($2) AND r.account_id = $1 AND r.contact_id = c.id" \
	 "  AND r.is_primary AND r." column " IS DISTINCT FROM c." column, TWO_ARGS}, \
	{"UPDATE contacts." child " r SET is_primary = true FROM contacts.contacts c" \
	 " WHERE c.account_id = $1 AND c.id = ANY ($2) AND r.account_id = $1 AND r.contact_id = c.id" \
	 "  AND NOT r.is_primary AND r." column " = c." column, TWO_ARGS}, \
	{"INSERT INTO contacts." child " (account_id, contact_id, " column ", audience, is_primary)" \
	 " SELECT c.account_id, c.id, c." column ", c.audience, true FROM contacts.contacts c" \
	 " WHERE c.account_id = $1 AND c.id = ANY ($2) AND c." column " IS NOT NULL" \
	 "  AND NOT EXISTS (SELECT FROM contacts." child " r WHERE r.account_id = $1 AND r.contact_id = c.id" \
	 "   AND r." column " = c." column ")", TWO_ARGS}

static KeptPlan settle_plans[] = {
	PRIMARY_SETTLED("contact_phones", "phone"),
	PRIMARY_SETTLED("contact_emails", "email"),
};

void
own_rows_settle(int64 account_id, Datum contacts)
{
	Datum		values[2];
	int			i;

	values[0] = Int64GetDatum(account_id);
	values[1] = contacts;
	for (i = 0; i < (int) lengthof(settle_plans); i++)
		own_write_number(&settle_plans[i], values, 1);
}
