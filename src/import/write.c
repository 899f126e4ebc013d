/*-------------------------------------------------------------------------
 *
 * write.c
 *	  Import: the whole file is classified and written.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "base/trigger.h"
#include "contact/contact.h"
#include "contact/custom.h"
#include "contact/field.h"
#include "contact/tags.h"
#include "import/rows.h"
#include "import/session.h"

/*
 * Would the contact have more tags, or larger custom values, than it can hold,
 * together with those of a row?
 */
#define TOO_MANY_TAGS(row, contact) \
	"(pg_catalog.cardinality(" row ".tags) > 0" \
	" AND (SELECT pg_catalog.count(DISTINCT t.tag) FROM contacts.contacts c, pg_catalog.unnest(c.tags || " row ".tags) t(tag)" \
	"   WHERE c.account_id = $1 AND c.id = " contact ") > " CppAsString2(TAGS_MAX) ")"
#define TOO_LARGE(row, contact) \
	"(" row ".custom <> '{}'" \
	" AND coalesce((SELECT pg_catalog.pg_column_size(c.custom || " row ".custom) > " CUSTOM_SIZE_TEXT " FROM contacts.contacts c" \
	"   WHERE c.account_id = $1 AND c.id = " contact "), false))"

/*
 * What becomes of each row.  $1 account, $2 audience, $3 on_duplicate.  The
 * key is the number, or the address where there is no number; of the rows that
 * lead to one contact, there or to be made, the last one wins, and those before it
 * are skipped.  Rejected ones have no part in that: not what is wrong by itself,
 * nor a row whose tags or custom values the contact cannot take, nor one that
 * would make a contact without a required custom value.
 */
static KeptPlan classify_plan = {
	"SELECT m.*,"
	"  CASE WHEN m.rejected THEN 'reject'"
	"       WHEN m.later > 1 THEN 'skip'"
	"       WHEN m.match IS NULL THEN 'create'"
	"       WHEN $3 = ANY ('{fill,overwrite}'::text[]) THEN 'update'"
	"       ELSE $3 END AS action "
	"FROM (SELECT r.*, CASE WHEN r.rejected OR (r.phone IS NULL AND r.email IS NULL) THEN 1"
	"      ELSE pg_catalog.row_number() OVER (PARTITION BY r.rejected, r.match,"
	"        CASE WHEN r.match IS NULL THEN r.phone END,"
	"        CASE WHEN r.match IS NULL AND r.phone IS NULL THEN r.email END"
	"        ORDER BY r.record DESC) END AS later"
	"  FROM (SELECT f.*, f.reason IS NOT NULL OR f.too_many_tags OR f.too_large"
	"      OR (f.match IS NULL AND f.missing IS NOT NULL) AS rejected"
	"    FROM (SELECT b.*,"
	"        b.completes AND " TOO_MANY_TAGS("b", "b.match") " AS too_many_tags,"
	"        b.completes AND " TOO_LARGE("b", "b.match") " AS too_large"
	"      FROM (SELECT i.*, coalesce(p.contact_id, e.contact_id) AS match,"
	"          coalesce(p.contact_id, e.contact_id) IS NOT NULL AND $3 = ANY ('{fill,overwrite}'::text[]) AS completes"
	"        FROM import_batch i"
	"          LEFT JOIN contacts.contact_phones p"
	"            ON p.account_id = $1 AND p.audience = $2 AND p.phone = i.phone AND i.reason IS NULL"
	"          LEFT JOIN (SELECT DISTINCT ON (a.email) a.email, a.contact_id FROM contacts.contact_emails a"
	"              WHERE a.account_id = $1 AND a.audience = $2 AND a.email::text IN ("
	"                SELECT n.email FROM import_batch n WHERE n.phone IS NULL AND n.email IS NOT NULL)"
	"              ORDER BY a.email, a.contact_id) e"
	"            ON e.email::text = i.email AND i.phone IS NULL AND i.reason IS NULL) b) f) r) m",
	3, {INT8OID, INT4OID, TEXTOID}
};

static KeptPlan import_plan = {
	"INSERT INTO contacts.imports (account_id, id, user_id, visibility, department_id,"
	"  file_name, on_duplicate, rows_in, created, updated, skipped, rejected) "
	"SELECT $1, $2, $3, $4::contacts.visibility, $5, $6, $7::contacts.duplicate_action,"
	"  pg_catalog.count(*),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'create'),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'update'),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'skip'),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'reject') "
	"FROM import_plan p",
	7, {INT8OID, UUIDOID, INT4OID, TEXTOID, INT4OID, TEXTOID, TEXTOID}
};

static KeptPlan errors_plan = {
	"INSERT INTO contacts.import_errors (account_id, import_id, record, audience, reason, detail, columns) "
	"SELECT $1, $2, p.record, $3, coalesce(p.reason,"
	"    CASE WHEN p.too_many_tags THEN 'field_too_long' WHEN p.too_large OR p.missing IS NOT NULL THEN 'custom_invalid'"
	"    ELSE 'duplicate_number' END),"
	"  coalesce(p.detail, CASE WHEN p.too_many_tags THEN 'Together with those of the contact there would be more than " CppAsString2(TAGS_MAX) " tags.'"
	"    WHEN p.too_large THEN 'Together with those of the contact they would have more than " CUSTOM_SIZE_TEXT " bytes.'"
	"    WHEN p.missing IS NOT NULL THEN p.missing"
	"    ELSE 'A contact of the same audience has this number or address.' END), p.columns "
	"FROM import_plan p WHERE p.action = 'reject' ORDER BY p.record",
	3, {INT8OID, UUIDOID, INT4OID}
};

/* What an import writes of a contact: ", name" and so on. */
#define COLUMN(name, kind, length, import, merge, search, distinct, nulls, cell) IF_##import(", " #name)
#define VALUE(name, kind, length, import, merge, search, distinct, nulls, cell) IF_##import(", p." #name)

/*
 * In the order of the numbers, which two imports of the same numbers share: one
 * waits for the other, and not each for the other.
 */
static KeptPlan create_plan = {
	"INSERT INTO contacts.contacts (account_id, id, owner_id, visibility, department_id, source, created_by"
	CONTACT_FIELDS(COLUMN) ") "
	"SELECT $1, p.id, $2, $3::contacts.visibility, $4, 'import', $2" CONTACT_FIELDS(VALUE) " "
	"FROM import_plan p WHERE p.action = 'create' ORDER BY p.phone, p.record",
	4, {INT8OID, INT4OID, TEXTOID, INT4OID}
};

/*
 * What a row makes of a contact that is there: "first" names what comes first, the
 * contact (c) or the row (p).  The number is by what they were found.  A null
 * among custom values is no value.
 */
#define COMPLETE_LINE(name, first, second)		#name " = coalesce(" first "." #name ", " second "." #name "), "
#define COMPLETE_EMAIL(name, first, second)		COMPLETE_LINE(name, first, second)
#define COMPLETE_PHONE(name, first, second)
#define COMPLETE_TAGS(name, first, second)		#name " = c." #name " || p." #name ", "
#define COMPLETE_CUSTOM(name, first, second) \
	#name " = " second "." #name " || pg_catalog.jsonb_strip_nulls(" first "." #name "), "
#define FILL(name, kind, length, import, merge, search, distinct, nulls, cell) \
	IF_##import(COMPLETE_##kind(name, "c", "p"))
#define OVERWRITE(name, kind, length, import, merge, search, distinct, nulls, cell) \
	IF_##import(COMPLETE_##kind(name, "p", "c"))

/* updated_at ends the list; the row's trigger sets it. */
#define COMPLETE(fields) \
	"UPDATE contacts.contacts c SET " CONTACT_FIELDS(fields) "updated_at = c.updated_at " \
	"FROM import_plan p " \
	"WHERE p.action = 'update' AND c.account_id = $1 AND c.id = ANY ($2) AND c.id = p.match" \
	"  AND c.audience = $3", \
	3, {INT8OID, UUIDARRAYOID, INT4OID}

static KeptPlan fill_plan = {COMPLETE(FILL)};
static KeptPlan overwrite_plan = {COMPLETE(OVERWRITE)};

/* For one row: few numbers have an extension. */
static KeptPlan extension_plan = {
	"UPDATE contacts.contact_phones c SET extension = $4 "
	"WHERE c.account_id = $1 AND c.contact_id = $2 AND c.phone = $3 AND c.audience = $6"
	"  AND (c.extension IS NULL OR ($5 AND c.extension <> $4))",
	6, {INT8OID, UUIDOID, PHONE_ARG, TEXTOID, BOOLOID, INT4OID}
};

static KeptPlan notes_plan = {
	"INSERT INTO contacts.contact_notes (account_id, contact_id, audience, author_id, body) "
	"SELECT $1, coalesce(p.match, p.id), $2, $3, p.notes "
	"FROM import_plan p "
	"WHERE p.notes IS NOT NULL AND p.action = ANY ('{create,update}'::text[]) ORDER BY p.record",
	3, {INT8OID, INT4OID, INT4OID}
};

/* What the classification leaves to be done row by row or by array. */
typedef struct Matches
{
	int			nupdates;
	Datum	   *updates;		/* contacts to complete */
	int			nextensions;
	Datum	   *extension_contacts;
	Datum	   *extension_phones;
	char	  **extensions;
} Matches;

/* Make room for one more in arrays that grow by doubling. */
static void *
grow(void *array, int n, size_t size)
{
	if (array == NULL)
		return palloc(16 * size);
	if (n >= 16 && (n & (n - 1)) == 0)
		return repalloc_huge(array, (Size) n * 2 * size);
	return array;
}

/* From so many rows on, reading the account once beats looking each row up. */
#define MANY_ROWS	1000

/*
 * Until AtEOXact_GUC() of the level returned, plan joins for so many rows of the
 * file: a few are looked up, for many the account is read.  The server knows
 * neither how many rows match nor how large the account is, and would read the
 * whole account, or the whole file, for each row.
 */
static int
begin_joins(int nrows)
{
	static const char *const row_by_row[] = {"enable_nestloop"};
	static const char *const whole[] = {"enable_hashjoin", "enable_mergejoin"};
	bool		many = nrows >= MANY_ROWS;
	const char *const *off = many ? row_by_row : whole;
	int			n = many ? lengthof(row_by_row) : lengthof(whole);
	int			level = NewGUCNestLevel();
	int			i;

	for (i = 0; i < n; i++)
		(void) set_config_option(off[i], "off", PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	return level;
}

/* What is to be done with a row beside its INSERT. */
static void
note_match(Matches *matches, HeapTuple tuple, TupleDesc desc, Datum contact, bool update)
{
	bool		isnull;

	if (update)
	{
		matches->updates = grow(matches->updates, matches->nupdates, sizeof(Datum));
		matches->updates[matches->nupdates++] = datumCopy(contact, false, UUID_LEN);
	}
	(void) SPI_getbinval(tuple, desc, COL_EXTENSION + 1, &isnull);
	if (!isnull)
	{
		int			n = matches->nextensions++;

		matches->extension_contacts = grow(matches->extension_contacts, n, sizeof(Datum));
		matches->extension_phones = grow(matches->extension_phones, n, sizeof(Datum));
		matches->extensions = grow(matches->extensions, n, sizeof(char *));
		matches->extension_contacts[n] = datumCopy(contact, false, UUID_LEN);
		matches->extension_phones[n] = SPI_getbinval(tuple, desc, COL_PHONE + 1, &isnull);
		matches->extensions[n] = SPI_getvalue(tuple, desc, COL_EXTENSION + 1);
	}
}

/*
 * The classified rows, spilled to disk where they are many.  Not with a kept
 * plan: the file and the tables are of another size each time.
 */
static Tuplestorestate *
classify(const Import *import, TupleDesc *desc, Matches *matches)
{
	Tuplestorestate *rows;
	SPIPlanPtr	plan;
	Portal		portal;
	Datum		values[3];
	int			match_column;
	int			action_column;
	int			level;
	MemoryContext context = CurrentMemoryContext;

	memset(matches, 0, sizeof(*matches));
	values[0] = Int64GetDatum(import->account_id);
	values[1] = Int32GetDatum(import->audience);
	values[2] = CStringGetTextDatum(duplicate_action_names[import->terms.on_duplicate]);
	plan = SPI_prepare(classify_plan.sql, classify_plan.nargs, classify_plan.argtypes);
	if (plan == NULL)
		elog(ERROR, "could not prepare the classification: %s",
			 SPI_result_code_string(SPI_result));
	level = begin_joins(import->rows);
	portal = SPI_cursor_open(NULL, plan, values, NULL, false);
	AtEOXact_GUC(false, level);
	*desc = CreateTupleDescCopy(portal->tupDesc);
	match_column = SPI_fnumber(*desc, "match");
	action_column = SPI_fnumber(*desc, "action");
	rows = tuplestore_begin_heap(false, false, work_mem);
	for (;;)
	{
		uint64		i;

		SPI_cursor_fetch(portal, true, 1000);
		if (SPI_processed == 0)
			break;
		for (i = 0; i < SPI_processed; i++)
		{
			HeapTuple	tuple = SPI_tuptable->vals[i];
			char	   *action = SPI_getvalue(tuple, *desc, action_column);
			bool		update = strcmp(action, "update") == 0;
			bool		isnull;
			Datum		contact;
			MemoryContext old_context;

			bool		create = strcmp(action, "create") == 0;

			CHECK_FOR_INTERRUPTS();
			pfree(action);
			tuplestore_puttuple(rows, tuple);
			if (!update && !create)
				continue;
			contact = SPI_getbinval(tuple, *desc, update ? match_column : COL_ID + 1, &isnull);
			old_context = MemoryContextSwitchTo(context);
			note_match(matches, tuple, *desc, contact, update);
			MemoryContextSwitchTo(old_context);
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(portal);
	SPI_freeplan(plan);
	return rows;
}

/*
 * The contacts to be completed, locked in order of their ids, as they must still
 * be: of the import's audience, there at all.  Somebody else may have hidden,
 * deleted or merged one since the file was classified; once they are locked,
 * nobody does any more.
 */
static KeptPlan lock_matches_plan = {
	"SELECT pg_catalog.count(*) FROM (SELECT c.id FROM contacts.contacts c"
	"  JOIN import_plan p ON p.match = c.id "
	"WHERE p.action = 'update' AND c.account_id = $1 AND c.audience = $2 "
	"ORDER BY c.id FOR NO KEY UPDATE OF c) l",
	2, {INT8OID, INT4OID}
};

/*
 * And the number or address of the row must still be theirs, and what it brings
 * must still find room.
 */
static KeptPlan still_match_plan = {
	"SELECT pg_catalog.count(*) FROM import_plan p"
	"  LEFT JOIN contacts.contact_phones q"
	"    ON q.account_id = $1 AND q.audience = $2 AND q.phone = p.phone AND q.contact_id = p.match"
	"  LEFT JOIN contacts.contact_emails a"
	"    ON a.account_id = $1 AND a.audience = $2 AND a.email::text = p.email AND a.contact_id = p.match"
	"      AND p.phone IS NULL "
	"WHERE p.action = 'update' AND (q.contact_id IS NOT NULL OR a.contact_id IS NOT NULL)"
	"  AND NOT " TOO_MANY_TAGS("p", "p.match") " AND NOT " TOO_LARGE("p", "p.match"),
	2, {INT8OID, INT4OID}
};

static bool
counts_matches(const Import *import, KeptPlan *kept, const Matches *matches)
{
	Datum		values[2];

	values[0] = Int64GetDatum(import->account_id);
	values[1] = Int32GetDatum(import->audience);
	rows_execute(kept, values, NULL, PG_INT64_MAX);
	return DatumGetInt64(first_row().values[0]) == matches->nupdates;
}

/* Complete the contacts that are there already. */
static void
complete(const Import *import, const Matches *matches)
{
	KeptPlan   *kept = import->terms.on_duplicate == ON_DUPLICATE_FILL ? &fill_plan : &overwrite_plan;
	Datum		values[3];
	int			level;

	values[0] = Int64GetDatum(import->account_id);
	values[1] = PointerGetDatum(construct_array(matches->updates, matches->nupdates,
												UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
	values[2] = Int32GetDatum(import->audience);
	level = begin_joins(matches->nupdates);
	if (!counts_matches(import, &lock_matches_plan, matches) ||
		!counts_matches(import, &still_match_plan, matches) ||
		own_write_rows(kept, values, NULL, PG_INT64_MAX) != matches->nupdates)
		report_changed_meanwhile();
	AtEOXact_GUC(false, level);
}

static void
write_extensions(const Import *import, const Matches *matches)
{
	Datum		values[6];
	int			i;

	values[0] = Int64GetDatum(import->account_id);
	values[4] = BoolGetDatum(import->terms.on_duplicate == ON_DUPLICATE_OVERWRITE);
	values[5] = Int32GetDatum(import->audience);
	for (i = 0; i < matches->nextensions; i++)
	{
		CHECK_FOR_INTERRUPTS();
		values[1] = matches->extension_contacts[i];
		values[2] = matches->extension_phones[i];
		values[3] = CStringGetTextDatum(matches->extensions[i]);
		own_write_execute(&extension_plan, values, NULL);
	}
}

PG_FUNCTION_INFO_V1(contacts_import_finish);
Datum
contacts_import_finish(PG_FUNCTION_ARGS)
{
	Import	   *import;
	const char *visibility;
	bool		team;
	OwnerScope	scope;
	TupleDesc	plan_desc;
	Tuplestorestate *plan;
	Datum		values[7];
	char		nulls[8] = "       ";
	Matches		matches;

	(void) trigger_fired(fcinfo, AFTER_STATEMENT, ON_INSERT, 0);
	import = import_running();
	visibility = visibility_names[import->terms.visibility];
	team = import->terms.visibility == VISIBILITY_TEAM;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	register_rows("import_batch", import->desc, import->batch, import->rows);
	plan = classify(import, &plan_desc, &matches);
	register_rows("import_plan", plan_desc, plan, import->rows);

	values[0] = Int64GetDatum(import->account_id);
	values[1] = UUIDPGetDatum(&import->terms.id);
	values[2] = Int32GetDatum(import->user_id);
	values[3] = CStringGetTextDatum(visibility);
	values[4] = Int32GetDatum(import->terms.department_id);
	values[5] = CStringGetTextDatum(import->terms.file_name);
	values[6] = CStringGetTextDatum(duplicate_action_names[import->terms.on_duplicate]);
	if (!team)
		nulls[4] = 'n';
	if (!import->terms.has_file_name)
		nulls[5] = 'n';
	own_write_or_retry(&import_plan, values, nulls, 0);

	values[2] = Int32GetDatum(import->audience);
	own_write_execute(&errors_plan, values, NULL);

	values[1] = Int32GetDatum(import->user_id);
	values[2] = CStringGetTextDatum(visibility);
	values[3] = Int32GetDatum(import->terms.department_id);
	own_write_or_retry(&create_plan, values, team ? NULL : "   n", 0);

	if (matches.nupdates > 0)
		complete(import, &matches);
	write_extensions(import, &matches);

	values[1] = Int32GetDatum(import->audience);
	values[2] = Int32GetDatum(import->user_id);
	own_write_or_retry(&notes_plan, values, NULL, 0);
	tuplestore_end(plan);
	SPI_finish();
	owner_scope_end(&scope);
	import_done(import);
	PG_RETURN_POINTER(NULL);
}
