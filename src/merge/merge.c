/*-------------------------------------------------------------------------
 *
 * merge.c
 *	  contacts.merge(): several contacts become one; contacts.resolve(): which
 *	  contact answers for an id.
 *
 * In one transaction: lock the contacts in order of their ids, check what the
 * actor may, move the rows of our own tables, move every foreign key of the
 * database (reference.c), delete the duplicates, complete the survivor, leave
 * a redirect for each old id, and log enough to put all of it back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/resowner.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "base/uuid.h"
#include "contact/custom.h"
#include "contact/primary.h"
#include "contact/tags.h"
#include "identity/eyes.h"
#include "merge/merge.h"
#include "merge/reference.h"
#include "merge/temporary.h"

/* Fields that a merge fills and that overrides may decide. */
#define SCALAR_FIELDS	"name,phone,email,company,job_title,city,country"
#define ALL_FIELDS		SCALAR_FIELDS ",tags,custom"

/* As many contacts as go into another one in one call. */
#define DUPLICATES_MAX	1000

/* A contact that takes part, as it was. */
typedef struct Part
{
	Datum		id;
	char	   *id_text;
	int32		audience;
	int32		owner_id;
	text	   *phone;			/* "" without one */
	char	   *row;			/* JSON */
} Part;

static KeptPlan lock_plan = {
	"SELECT c.id, c.audience, c.owner_id, pg_catalog.to_jsonb(c), coalesce(c.phone::pg_catalog.text, '') "
	"FROM contacts.contacts c "
	/* through the actor's eyes: nobody waits for what they cannot see */
	"WHERE c.account_id = $1 AND c.id = ANY ($2) AND contacts.sees(c.audience) "
	"ORDER BY c.id FOR UPDATE",
	2, {INT8OID, UUIDARRAYOID}
};

static KeptPlan redirect_plan = {
	"SELECT r.contact_id FROM contacts.contact_redirects r "
	"WHERE r.account_id = $1 AND r.old_id = $2 AND contacts.sees(r.audience)",
	2, {INT8OID, UUIDOID}
};

/*
 * Rows of our own tables.  $1 account, $2 duplicate, $3 survivor, $4 the
 * survivor's audience, $5 all duplicates.  Each returns a row as JSON: set aside complete, moved
 * by its key.
 */
typedef struct OwnTable
{
	const char *table;
	bool		set_aside;
	bool		counted;		/* the actor may know how many */
	KeptPlan	kept;
} OwnTable;

#define FOUR_ARGS	4, {INT8OID, UUIDOID, UUIDOID, INT4OID}

static OwnTable own_tables[] = {
	{"contact_phones", true, true, {
		"DELETE FROM contacts.contact_phones d USING contacts.contact_phones s "
		"WHERE d.account_id = $1 AND d.contact_id = $2"
		"  AND s.account_id = $1 AND s.contact_id = $3 AND s.phone = d.phone AND $4 IS NOT NULL "
		"RETURNING pg_catalog.to_jsonb(d)", FOUR_ARGS}},
	/* of two duplicates with one number, the row of the first stays */
	{"contact_phones", true, true, {
		"DELETE FROM contacts.contact_phones d USING contacts.contact_phones p "
		"WHERE p.account_id = $1 AND p.contact_id = $2 AND d.account_id = $1 AND d.phone = p.phone"
		"  AND d.contact_id = ANY ($5) AND d.contact_id <> $2 AND $3 IS NOT NULL AND $4 IS NOT NULL "
		"RETURNING pg_catalog.to_jsonb(d)", 5, {INT8OID, UUIDOID, UUIDOID, INT4OID, UUIDARRAYOID}}},
	{"contact_phones", false, true, {
		"UPDATE contacts.contact_phones r SET contact_id = $3, audience = $4, is_primary = false "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('phone', r.phone)", FOUR_ARGS}},
	{"contact_emails", true, true, {
		"DELETE FROM contacts.contact_emails d USING contacts.contact_emails s "
		"WHERE d.account_id = $1 AND d.contact_id = $2"
		"  AND s.account_id = $1 AND s.contact_id = $3 AND s.email = d.email AND $4 IS NOT NULL "
		"RETURNING pg_catalog.to_jsonb(d)", FOUR_ARGS}},
	{"contact_emails", false, true, {
		"UPDATE contacts.contact_emails r SET contact_id = $3, audience = $4, is_primary = false "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('email', r.email)", FOUR_ARGS}},
	{"contact_notes", false, true, {
		"UPDATE contacts.contact_notes r SET contact_id = $3, audience = $4 "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('id', r.id)", FOUR_ARGS}},
	{"contact_redirects", false, true, {
		"UPDATE contacts.contact_redirects r SET contact_id = $3, audience = $4 "
		"WHERE r.account_id = $1 AND r.contact_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('old_id', r.old_id)", FOUR_ARGS}},
	{"merges", false, true, {
		"UPDATE contacts.merges r SET survivor_id = $3, audience = $4 "
		"WHERE r.account_id = $1 AND r.survivor_id = $2 "
		"RETURNING pg_catalog.jsonb_build_object('id', r.id)", FOUR_ARGS}},

	/*
	 * "These two are different people" said of a duplicate holds for the
	 * survivor; said of the pair that is merged now, it has been overruled.  Not
	 * counted, as the other one of a pair may be hidden from the actor.
	 */
	{"duplicate_dismissals", true, false, {
		"WITH gone AS ("
		"  DELETE FROM contacts.duplicate_dismissals d "
		"  WHERE d.account_id = $1 AND (d.contact_a = $2 OR d.contact_b = $2) RETURNING d.*),"
		" kept AS ("
		"  INSERT INTO contacts.duplicate_dismissals"
		"    (account_id, contact_a, contact_b, audience_a, audience_b, user_id, created_at)"
		"  SELECT g.account_id, least(o.id, $3), greatest(o.id, $3),"
		"    CASE WHEN o.id < $3 THEN o.audience ELSE $4 END,"
		"    CASE WHEN o.id < $3 THEN $4 ELSE o.audience END, g.user_id, g.created_at"
		"  FROM gone g CROSS JOIN LATERAL (SELECT"
		"    CASE WHEN g.contact_a = $2 THEN g.contact_b ELSE g.contact_a END AS id,"
		"    CASE WHEN g.contact_a = $2 THEN g.audience_b ELSE g.audience_a END AS audience) o"
		"  WHERE o.id <> $3 ON CONFLICT DO NOTHING) "
		"SELECT pg_catalog.to_jsonb(g) FROM gone g", FOUR_ARGS}},
};

static KeptPlan delete_plan = {
	"DELETE FROM contacts.contacts c WHERE c.account_id = $1 AND c.id = ANY ($2)",
	2, {INT8OID, UUIDARRAYOID}
};

/*
 * What the survivor shall be.  $1 its row, $2 the duplicates' rows in order,
 * $3 overrides, $4 how many tags at most, those of the survivor first; null for
 * all.  Second result: the fields in which that differs.
 */
static KeptPlan complete_plan = {
	"WITH parts AS ("
	"  SELECT 0 AS n, $1::pg_catalog.jsonb AS r"
	"  UNION ALL SELECT e.n, e.r FROM pg_catalog.jsonb_array_elements($2::pg_catalog.jsonb)"
	"    WITH ORDINALITY AS e(r, n)), "
	"filled AS ("
	"  SELECT f.field, (SELECT p.r -> f.field FROM parts p"
	"    WHERE p.r ->> f.field IS NOT NULL ORDER BY p.n LIMIT 1) AS value"
	"  FROM pg_catalog.unnest('{" SCALAR_FIELDS "}'::text[]) AS f(field)"
	"  UNION ALL SELECT 'tags', (SELECT coalesce(pg_catalog.jsonb_agg(u.tag ORDER BY u.tag), '[]')"
	"    FROM (SELECT t.tag FROM parts p, pg_catalog.jsonb_array_elements(p.r -> 'tags') AS t(tag)"
	"      GROUP BY t.tag ORDER BY pg_catalog.min(p.n), t.tag LIMIT $4) u)"
	"  UNION ALL SELECT 'custom', (SELECT coalesce(pg_catalog.jsonb_object_agg(c.key, c.value ORDER BY p.n DESC), '{}')"
	"    FROM parts p, pg_catalog.jsonb_each(p.r -> 'custom') AS c"
	"    WHERE c.value <> 'null' OR p.n = 0)), "
	"final AS ("
	"  SELECT pg_catalog.jsonb_object_agg(f.field, f.value) || $3::pg_catalog.jsonb AS r FROM filled f) "
	"SELECT f.r, (SELECT coalesce(pg_catalog.jsonb_object_agg(e.key, e.value), '{}')"
	"  FROM pg_catalog.jsonb_each(f.r) e"
	"  WHERE nullif(e.value, 'null') IS DISTINCT FROM nullif($1::pg_catalog.jsonb -> e.key, 'null')) "
	"FROM final f",
	4, {TEXTOID, TEXTOID, TEXTOID, INT4OID}
};

/* A number that gives way to an override stays as a further one. */
static KeptPlan demote_plan = {
	"UPDATE contacts.contact_phones r SET is_primary = false "
	"WHERE r.account_id = $1 AND r.contact_id = $2 AND r.is_primary"
	"  AND r.phone IS DISTINCT FROM ($3::pg_catalog.jsonb ->> 'phone')::contacts.phone",
	3, {INT8OID, UUIDOID, TEXTOID}
};

/* The letters that text_lower_ascii() changes, and no others. */
static KeptPlan demote_email_plan = {
	"UPDATE contacts.contact_emails r SET is_primary = false "
	"WHERE r.account_id = $1 AND r.contact_id = $2 AND r.is_primary"
	"  AND r.email IS DISTINCT FROM pg_catalog.translate($3::pg_catalog.jsonb ->> 'email',"
	"    'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')",
	3, {INT8OID, UUIDOID, TEXTOID}
};

static KeptPlan update_plan = {
	"UPDATE contacts.contacts c SET name = f.name, phone = f.phone::contacts.phone,"
	"  email = f.email, company = f.company, job_title = f.job_title, city = f.city,"
	"  country = f.country, tags = coalesce(f.tags, '{}'), custom = coalesce(f.custom, '{}') "
	"FROM pg_catalog.jsonb_to_record($3::pg_catalog.jsonb) AS f(name text, phone text,"
	"  email text, company text, job_title text, city text, country text, tags text[],"
	"  custom pg_catalog.jsonb) "
	"WHERE c.account_id = $1 AND c.id = $2",
	3, {INT8OID, UUIDOID, TEXTOID}
};

static KeptPlan add_redirects_plan = {
	"INSERT INTO contacts.contact_redirects (account_id, old_id, contact_id, audience, merge_id) "
	"SELECT $1, o.id, $3, $4, $5 FROM pg_catalog.unnest($2) AS o(id)",
	5, {INT8OID, UUIDARRAYOID, UUIDOID, INT4OID, UUIDOID}
};

static KeptPlan log_plan = {
	"INSERT INTO contacts.merges (account_id, id, survivor_id, audience, duplicates, user_id, before, moved, set_aside) "
	"SELECT $1, $2, $3, $4, $5, $6, (x.log -> 'before'), (x.log -> 'moved'), (x.log -> 'set_aside') "
	"FROM (SELECT $7::pg_catalog.jsonb) AS x(log)",
	7, {INT8OID, UUIDOID, UUIDOID, INT4OID, UUIDARRAYOID, INT4OID, TEXTOID}
};

/* Adds up {"t": table, "n": count} objects. */
static KeptPlan result_plan = {
	"SELECT pg_catalog.jsonb_build_object("
	"  'merge_id', x.r -> 'merge_id', 'survivor', x.r -> 'survivor',"
	"  'merged', x.r -> 'merged', 'filled', x.r -> 'filled',"
	"  'moved', (SELECT coalesce(pg_catalog.jsonb_object_agg(c.t, c.n), '{}') FROM ("
	"    SELECT e ->> 't' AS t, pg_catalog.sum((e ->> 'n')::pg_catalog.int8) AS n"
	"    FROM pg_catalog.jsonb_array_elements(x.r -> 'moved') e GROUP BY 1) c),"
	"  'set_aside', (SELECT coalesce(pg_catalog.jsonb_object_agg(c.t, c.n), '{}') FROM ("
	"    SELECT e ->> 't' AS t, pg_catalog.sum((e ->> 'n')::pg_catalog.int8) AS n"
	"    FROM pg_catalog.jsonb_array_elements(x.r -> 'set_aside') e GROUP BY 1) c)) "
	"FROM (SELECT $1::pg_catalog.jsonb) AS x(r)",
	1, {TEXTOID}
};

/*
 * Hidden and missing are one and the same; an id that the actor knows to have
 * been merged is worth another word.
 */
static void
report_missing(int64 account_id, Datum id)
{
	Datum		values[2];
	char	   *id_text = DatumGetCString(DirectFunctionCall1(uuid_out, id));

	values[0] = Int64GetDatum(account_id);
	values[1] = id;
	if (kept_execute(&redirect_plan, values, NULL, false, 1) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("contact %s has been merged into %s", id_text,
						SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1)),
				 errhint("Use the id that contacts.resolve() gives.")));
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("contact %s does not exist", id_text)));
}

static int
compare_uuid(const void *a, const void *b)
{
	return memcmp(*(const pg_uuid_t *const *) a, *(const pg_uuid_t *const *) b, UUID_LEN);
}

/* Read the arguments: distinct duplicates, in the order given. */
static int
read_duplicates(Datum survivor, ArrayType *array, Datum **duplicates)
{
	Datum	   *items;
	bool	   *nulls;
	pg_uuid_t **sorted;
	int			nitems = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	int			ndistinct = 0;
	int			n = 0;
	int			i;

	if (nitems > DUPLICATES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a merge takes at most %d duplicates", DUPLICATES_MAX),
				 errdetail("There are %d.", nitems),
				 errhint("Merge them in several calls.")));
	if (nitems == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no duplicates are given")));
	deconstruct_array(array, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR,
					  &items, &nulls, &nitems);
	sorted = palloc(sizeof(pg_uuid_t *) * nitems);
	for (i = 0; i < nitems; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("duplicates must not contain null")));
		sorted[i] = DatumGetUUIDP(items[i]);
		if (memcmp(sorted[i], DatumGetUUIDP(survivor), UUID_LEN) == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a contact cannot be merged into itself")));
	}

	/*
	 * Of an id that is given twice the first counts.  All items stand in one
	 * array, so of equal ones the lower address is the earlier.
	 */
	qsort(sorted, nitems, sizeof(pg_uuid_t *), compare_uuid);
	for (i = 0; i < nitems; i++)
	{
		if (ndistinct == 0 || compare_uuid(&sorted[ndistinct - 1], &sorted[i]) != 0)
			sorted[ndistinct++] = sorted[i];
		else if (sorted[i] < sorted[ndistinct - 1])
			sorted[ndistinct - 1] = sorted[i];
	}
	*duplicates = palloc(sizeof(Datum) * nitems);
	for (i = 0; i < nitems; i++)
	{
		pg_uuid_t  *item = DatumGetUUIDP(items[i]);
		pg_uuid_t **first = bsearch(&item, sorted, ndistinct, sizeof(pg_uuid_t *), compare_uuid);

		if (*first == item)
			(*duplicates)[n++] = items[i];
	}
	return n;
}

static void
check_overrides(Jsonb *overrides)
{
	static const char fields[] = ALL_FIELDS;
	JsonbIterator *iterator;
	JsonbValue	value;
	JsonbIteratorToken token;

	if (!JB_ROOT_IS_OBJECT(overrides))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("overrides must be a JSON object")));
	iterator = JsonbIteratorInit(&overrides->root);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		char	   *key;
		const char *found;
		size_t		len;

		if (token != WJB_KEY)
			continue;
		key = pnstrdup(value.val.string.val, value.val.string.len);
		len = strlen(key);
		found = strstr(fields, key);
		while (found != NULL && len > 0 &&
			   ((found != fields && found[-1] != ',') ||
				(found[len] != ',' && found[len] != '\0')))
			found = strstr(found + 1, key);
		if (found == NULL || len == 0 || strchr(key, ',') != NULL)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("overrides has an unknown field: \"%s\"", text_quoted(key)),
					 errhint("The fields are %s.", fields)));
	}
}

/*
 * A number given as override is read as typed; from there on it is carried as
 * it will be stored.
 */
static Jsonb *
read_phone_override(Jsonb *overrides)
{
	JsonbValue *typed = getKeyJsonValueFromContainer(&overrides->root, "phone",
													 strlen("phone"), NULL);
	PhoneReading reading;
	char		e164[32];
	char	   *patch;

	if (typed == NULL || typed->type == jbvNull)
		return overrides;
	if (typed->type != jbvString)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("phone must be a string")));
	phone_read(typed->val.string.val, typed->val.string.len, phone_actor_region(), &reading);
	if (reading.reason != NULL)
		phone_report(typed->val.string.val, typed->val.string.len,
					 phone_actor_region(), &reading, NULL);
	phone_value_text(reading.value, e164);
	patch = psprintf("{\"phone\": \"%s\"}", e164);
	return DatumGetJsonbP(DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(overrides),
											  DirectFunctionCall1(jsonb_in, CStringGetDatum(patch))));
}

static bool
has_override(Jsonb *overrides, const char *field)
{
	return getKeyJsonValueFromContainer(&overrides->root, field, strlen(field),
										NULL) != NULL;
}

/*
 * Who sees the result?  A merge must neither publish what only some could see
 * nor take from the others what all could.
 */
static void
check_audiences(const Part *survivor, const Part *duplicate, bool publish)
{
	if (survivor->audience == duplicate->audience)
		return;
	/* the same team or everyone sees the survivor, or a private one went in */
	if (survivor->audience < 0 || (survivor->audience > 0 && duplicate->audience >= 0))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("merging contact %s would hide it from others who see it",
						duplicate->id_text),
				 errhint("Let the contact that more people see be the survivor.")));
	if (!publish)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 duplicate->audience < 0 ?
				 errmsg("merging contact %s would publish a private contact",
						duplicate->id_text) :
				 errmsg("merging contact %s would show it to people outside its team",
						duplicate->id_text),
				 errhint("If that is wanted, say publish => true.")));
}

/* The row of this contact among those locked, which stand in order of ids. */
static HeapTuple
find_locked(Datum id, int nrows)
{
	int			low = 0;
	int			high = nrows - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;
		bool		isnull;
		pg_uuid_t  *found = DatumGetUUIDP(SPI_getbinval(SPI_tuptable->vals[middle],
														SPI_tuptable->tupdesc, 1, &isnull));
		int			order = memcmp(found, DatumGetUUIDP(id), UUID_LEN);

		if (order == 0)
			return SPI_tuptable->vals[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return NULL;
}

/*
 * The duplicates go.  What still hangs on them elsewhere goes by the actions of
 * foreign keys, as when the caller deletes them.
 */
static void
delete_duplicates(const MergeTerms *terms, const Actor *actor, const Part *parts,
				  int nparts, Datum duplicates)
{
	int32	   *audiences = palloc(sizeof(int32) * nparts);
	int			naudiences = 0;
	MemoryContext context = CurrentMemoryContext;
	volatile uint64 ndeleted = 0;
	Datum		values[2];
	int			i;

	for (i = 1; i < nparts; i++)
		audiences[naudiences++] = parts[i].audience;

	values[0] = Int64GetDatum(actor->account_id);
	values[1] = duplicates;
	PG_TRY();
	{
		ndeleted = caller_execute(terms->caller, actor_narrowed(actor, 0, audiences, naudiences),
								  &delete_plan, values);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		/* a row of somebody's table that this transaction's snapshot does not show */
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_FOREIGN_KEY_VIOLATION || !IsolationUsesXactSnapshot())
			PG_RE_THROW();
		FlushErrorState();
		report_changed_meanwhile();
	}
	PG_END_TRY();
	if (ndeleted != nparts - 1)
		report_changed_meanwhile();
}

/*
 * The merge itself, by the actor in force; the rights are the owner's.  Returns
 * the result as text, in the caller's memory context.
 */
char *
merge_contacts(const MergeTerms *terms, Datum survivor_id,
			   Datum *duplicate_ids, int nduplicates)
{
	const Actor *actor = actor_required();
	int64		account_id = actor->account_id;
	int32		user_id = actor->user_id;
	MemoryContext context = CurrentMemoryContext;
	Jsonb	   *overrides = terms->overrides;
	int			nparts = nduplicates + 1;
	Part	   *parts = palloc0(sizeof(Part) * nparts);	/* survivor first */
	Datum	   *ids = palloc(sizeof(Datum) * nparts);
	Datum	   *audiences = palloc(sizeof(Datum) * nparts);
	Datum	   *phones = palloc(sizeof(Datum) * nparts);
	Datum		ids_array;
	Datum		duplicates_array;
	pg_uuid_t	merge_id;
	Datum		values[7];
	MoveLog		log;
	StringInfoData rows;
	StringInfoData json;
	char	   *final;
	char	   *filled;
	char	   *result;
	uint64		n;
	int			i;
	int			j;

	ids[0] = survivor_id;
	memcpy(ids + 1, duplicate_ids, sizeof(Datum) * nduplicates);
	ids_array = PointerGetDatum(construct_array(ids, nparts, UUIDOID, UUID_LEN,
												false, TYPALIGN_CHAR));
	duplicates_array = PointerGetDatum(construct_array(duplicate_ids, nduplicates,
													   UUIDOID, UUID_LEN, false,
													   TYPALIGN_CHAR));
	SPI_connect();

	values[0] = Int64GetDatum(account_id);
	values[1] = ids_array;
	n = kept_execute(&lock_plan, values, NULL, false, 0);
	for (i = 0; i < nparts; i++)
	{
		bool		isnull;
		Part	   *part = &parts[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		HeapTuple	tuple = find_locked(ids[i], (int) n);

		if (tuple == NULL)
			report_missing(account_id, ids[i]);
		part->id = ids[i];
		part->id_text = SPI_getvalue(tuple, desc, 1);
		part->audience = DatumGetInt32(SPI_getbinval(tuple, desc, 2, &isnull));
		part->owner_id = DatumGetInt32(SPI_getbinval(tuple, desc, 3, &isnull));
		part->row = SPI_getvalue(tuple, desc, 4);
		part->phone = DatumGetTextPP(SPI_getbinval(tuple, desc, 5, &isnull));
		if (part->owner_id != user_id)
			actor_require(PERM_WRITE);
	}
	for (i = 1; !terms->unseen && i < nparts; i++)
	{
		check_audiences(&parts[0], &parts[i], terms->publish);
		/* its owner loses it, be it to the merger */
		if (parts[i].owner_id != user_id && parts[i].owner_id != parts[0].owner_id)
			actor_require(PERM_DELETE);
	}

	/* what points at the duplicates */
	move_log_init(&log);
	for (i = 1; i < nparts; i++)
	{
		values[1] = parts[i].id;
		values[2] = parts[0].id;
		values[3] = Int32GetDatum(parts[0].audience);
		values[4] = duplicates_array;
		for (j = 0; j < (int) lengthof(own_tables); j++)
		{
			OwnTable   *own = &own_tables[j];

			own_write_number(&own->kept, values, 1);
			move_log_rows(&log, own->set_aside, own->table, "", parts[i].id_text, own->counted);
		}
	}
	for (i = 1; i < nparts; i++)
	{
		audiences[i - 1] = Int32GetDatum(parts[i].audience);
		phones[i - 1] = PointerGetDatum(parts[i].phone);
	}
	references_move(account_id, parts[0].id, parts[0].audience, duplicate_ids,
					audiences, phones, nduplicates, &log);

	delete_duplicates(terms, actor, parts, nparts, duplicates_array);

	/* the survivor */
	initStringInfo(&rows);
	for (i = 1; i < nparts; i++)
		appendStringInfo(&rows, i == 1 ? "%s" : ", %s", parts[i].row);
	values[0] = CStringGetTextDatum(parts[0].row);
	values[1] = CStringGetTextDatum(psprintf("[%s]", rows.data));
	values[2] = CStringGetTextDatum(JsonbToCString(NULL, &overrides->root,
												   VARSIZE(overrides)));
	values[3] = Int32GetDatum(TAGS_MAX);
	kept_execute(&complete_plan, values, terms->unseen ? NULL : "   n", false, 1);
	final = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	filled = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);

	values[0] = Int64GetDatum(account_id);
	values[1] = parts[0].id;
	values[2] = CStringGetTextDatum(final);
	if (has_override(overrides, "phone"))
		own_write_execute(&demote_plan, values, NULL);
	if (has_override(overrides, "email"))
		own_write_execute(&demote_email_plan, values, NULL);
	own_write_execute(&update_plan, values, NULL);

	/* the old ids go on answering */
	uuid_v7(&merge_id);
	values[1] = duplicates_array;
	values[2] = parts[0].id;
	values[3] = Int32GetDatum(parts[0].audience);
	values[4] = UUIDPGetDatum(&merge_id);
	own_write_execute(&add_redirects_plan, values, NULL);

	initStringInfo(&json);
	appendStringInfo(&json, "{\"before\": {\"survivor\": %s, \"duplicates\": [%s]},"
					 " \"moved\": [%s], \"set_aside\": [%s]}",
					 parts[0].row, rows.data, log.moved.data, log.set_aside.data);
	values[1] = UUIDPGetDatum(&merge_id);
	values[2] = parts[0].id;
	values[3] = Int32GetDatum(parts[0].audience);
	values[4] = duplicates_array;
	values[5] = Int32GetDatum(user_id);
	values[6] = CStringGetTextDatum(json.data);
	own_write_execute(&log_plan, values, NULL);

	resetStringInfo(&json);
	appendStringInfo(&json, "{\"merge_id\": \"%s\", \"survivor\": \"%s\", \"merged\": [",
					 DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(&merge_id))),
					 parts[0].id_text);
	for (i = 1; i < nparts; i++)
		appendStringInfo(&json, i == 1 ? "\"%s\"" : ", \"%s\"", parts[i].id_text);
	appendStringInfo(&json, "], \"filled\": %s, \"moved\": [%s], \"set_aside\": [%s]}",
					 filled, log.moved_counts.data, log.set_aside_counts.data);
	values[0] = CStringGetTextDatum(json.data);
	kept_execute(&result_plan, values, NULL, false, 1);
	result = MemoryContextStrdup(context, SPI_getvalue(SPI_tuptable->vals[0],
													   SPI_tuptable->tupdesc, 1));
	SPI_finish();
	return result;
}

PG_FUNCTION_INFO_V1(contacts_merge);
Datum
contacts_merge(PG_FUNCTION_ARGS)
{
	Datum		survivor = PG_GETARG_DATUM(0);
	Jsonb	   *overrides = PG_GETARG_JSONB_P(2);
	bool		dry_run = PG_GETARG_BOOL(3);
	MergeTerms	terms = {GetUserId(), NULL, PG_GETARG_BOOL(4), false};
	OwnerScope	scope;
	Datum	   *duplicates;
	int			nduplicates;
	char	   *volatile result = NULL;
	char	   *temporary;

	actor_require(PERM_MERGE);
	nduplicates = read_duplicates(survivor, PG_GETARG_ARRAYTYPE_P(1), &duplicates);
	check_overrides(overrides);
	overrides = read_phone_override(overrides);
	terms.overrides = overrides;
	owner_scope_begin(&scope, contacts_owner());
	temporary = temporary_objects(terms.caller);
	if (has_override(overrides, "custom"))
	{
		JsonbValue *custom = getKeyJsonValueFromContainer(&overrides->root, "custom",
														  strlen("custom"), NULL);
		int64		account_id = actor_required()->account_id;
		Jsonb	   *values = JsonbValueToJsonb(custom);
		char	   *problem = custom_problem(account_id, values, NULL);

		if (problem == NULL)
			problem = custom_missing(account_id, values, NULL);
		if (problem != NULL)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("custom values do not fit the account's custom fields"),
					 errdetail_internal("%s", problem),
					 errconstraint("contacts", "contacts_custom_fields")));
	}

	if (dry_run)
	{
		/*
		 * Do all of it and take it back: so the preview foresees every clash
		 * that the merge itself would meet.
		 */
		MemoryContext context = CurrentMemoryContext;
		ResourceOwner owner = CurrentResourceOwner;

		BeginInternalSubTransaction(NULL);
		MemoryContextSwitchTo(context);
		PG_TRY();
		{
			result = merge_contacts(&terms, survivor, duplicates, nduplicates);
			RollbackAndReleaseCurrentSubTransaction();
			MemoryContextSwitchTo(context);
			CurrentResourceOwner = owner;
		}
		PG_CATCH();
		{
			ErrorData  *error;

			/* the subtransaction is ours: nobody else would end it */
			MemoryContextSwitchTo(context);
			error = CopyErrorData();
			FlushErrorState();
			RollbackAndReleaseCurrentSubTransaction();
			MemoryContextSwitchTo(context);
			CurrentResourceOwner = owner;
			ReThrowError(error);
		}
		PG_END_TRY();
	}
	else
		result = merge_contacts(&terms, survivor, duplicates, nduplicates);
	refuse_temporary_objects(terms.caller, temporary);
	owner_scope_end(&scope);
	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(result)));
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
	{
		bool		isnull;

		memcpy(result, DatumGetUUIDP(SPI_getbinval(SPI_tuptable->vals[0],
												   SPI_tuptable->tupdesc, 1, &isnull)),
			   UUID_LEN);
	}
	SPI_finish();
	owner_scope_end(&scope);
	if (!found)
		PG_RETURN_NULL();
	PG_RETURN_UUID_P(result);
}
