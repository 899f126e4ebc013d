/*-------------------------------------------------------------------------
 *
 * survivor.c
 *	  What the survivor of a merge becomes: its own values, completed by those of
 *	  the duplicates, and what the caller has decided (overrides).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "base/compat.h"
#include "base/json.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/report.h"
#include "contact/custom.h"
#include "contact/field.h"
#include "contact/tags.h"
#include "identity/actor.h"
#include "merge/survivor.h"

/* The value of a field, by its rule: one more row of "filled". */
#define RULE_FIRST(name, kind) \
	"  UNION ALL SELECT '" #name "', (SELECT p.r -> '" #name "' FROM parts p" \
	"    WHERE p.r ->> '" #name "' IS NOT NULL ORDER BY p.n LIMIT 1)"
#define RULE_UNITED(name, kind)	UNITED_##kind(name)
#define RULE_KEPT(name, kind)
#define UNITED_TAGS(name) \
	"  UNION ALL SELECT '" #name "', (SELECT coalesce(pg_catalog.jsonb_agg(u.tag ORDER BY u.tag), '[]')" \
	"    FROM (SELECT t.tag FROM parts p, pg_catalog.jsonb_array_elements(p.r -> '" #name "') AS t(tag)" \
	"      GROUP BY t.tag ORDER BY pg_catalog.min(p.n), t.tag LIMIT $4) u)"
#define UNITED_CUSTOM(name) \
	"  UNION ALL SELECT '" #name "', (SELECT coalesce(pg_catalog.jsonb_object_agg(c.key, c.value ORDER BY p.n DESC), '{}')" \
	"    FROM parts p, pg_catalog.jsonb_each(p.r -> '" #name "') AS c" \
	"    WHERE c.value <> 'null' OR p.n = 0)"
#define FILLED(name, kind, length, import, merge, search, distinct, nulls, cell) RULE_##merge(name, kind)

/*
 * What the survivor shall be.  $1 its row, $2 the duplicates' rows in order,
 * $3 overrides, $4 how many tags at most, those of the survivor first; null for
 * all.  Second result: the fields in which that differs; third: whether custom
 * values are too many now.
 */
static KeptPlan complete_plan = {
	"WITH parts AS ("
	"  SELECT 0 AS n, $1::pg_catalog.jsonb AS r"
	"  UNION ALL SELECT e.n, e.r FROM pg_catalog.jsonb_array_elements($2::pg_catalog.jsonb)"
	"    WITH ORDINALITY AS e(r, n)), "
	"filled(field, value) AS ("
	"  SELECT NULL::pg_catalog.text, NULL::pg_catalog.jsonb WHERE false"
	CONTACT_FIELDS(FILLED) "), "
	"final AS ("
	"  SELECT pg_catalog.jsonb_object_agg(f.field, f.value) || $3::pg_catalog.jsonb AS r FROM filled f) "
	"SELECT f.r, (SELECT coalesce(pg_catalog.jsonb_object_agg(e.key, e.value), '{}')"
	"  FROM pg_catalog.jsonb_each(f.r) e"
	"  WHERE nullif(e.value, 'null') IS DISTINCT FROM nullif($1::pg_catalog.jsonb -> e.key, 'null')),"
	"  coalesce(pg_catalog.pg_column_size(f.r -> 'custom') > " CUSTOM_SIZE_TEXT
	"    AND f.r -> 'custom' IS DISTINCT FROM $1::pg_catalog.jsonb -> 'custom', false) "
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

/* A field in an UPDATE from JSON: what it becomes, and what it is there. */
#define SET_FIRST(name, kind)	SET_##kind(name)
#define SET_UNITED(name, kind)	SET_##kind(name)
#define SET_KEPT(name, kind)
#define SET_LINE(name)		#name " = f." #name ", "
#define SET_EMAIL(name)		#name " = f." #name ", "
#define SET_PHONE(name)		#name " = f." #name "::contacts.phone, "
#define SET_TAGS(name)		#name " = coalesce(f." #name ", '{}'), "
#define SET_CUSTOM(name)	#name " = coalesce(f." #name ", '{}'), "
#define TYPE_LINE			"pg_catalog.text"
#define TYPE_EMAIL			"pg_catalog.text"
#define TYPE_PHONE			"pg_catalog.text"
#define TYPE_TAGS			"pg_catalog.text[]"
#define TYPE_CUSTOM			"pg_catalog.jsonb"
#define SET(name, kind, length, import, merge, search, distinct, nulls, cell)	SET_##merge(name, kind)
#define TYPED(name, kind, length, import, merge, search, distinct, nulls, cell)	", " #name " " TYPE_##kind

/* updated_at ends the list; the row's trigger sets it. */
static KeptPlan update_plan = {
	"UPDATE contacts.contacts c SET " CONTACT_FIELDS(SET) "updated_at = c.updated_at "
	"FROM pg_catalog.jsonb_to_record($3::pg_catalog.jsonb) AS f(id pg_catalog.uuid" CONTACT_FIELDS(TYPED) ") "
	"WHERE c.account_id = $1 AND c.id = $2",
	3, {INT8OID, UUIDOID, TEXTOID}
};

static bool
may_be_overridden(const char *name)
{
	int			i;

	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		if (strcmp(contact_fields[i].name, name) == 0)
			return contact_fields[i].merge != MERGE_KEPT;
	}
	return false;
}

static char *
overridable_fields(void)
{
	StringInfoData buf;
	int			i;

	initStringInfo(&buf);
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		if (contact_fields[i].merge != MERGE_KEPT)
			appendStringInfo(&buf, buf.len == 0 ? "%s" : ",%s", contact_fields[i].name);
	}
	return buf.data;
}

static void
check_names(Jsonb *overrides)
{
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

		if (token != WJB_KEY)
			continue;
		key = pnstrdup(value.val.string.val, value.val.string.len);
		if (!may_be_overridden(key))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("overrides has an unknown field: \"%s\"", text_quoted(key)),
					 errhint("The fields are %s.", overridable_fields())));
	}
}

/*
 * A number given as override is read as typed; from there on it is carried as
 * it will be stored.
 */
static Jsonb *
read_phone(Jsonb *overrides)
{
	JsonbValue *typed = getKeyJsonValueFromContainer(&overrides->root, "phone",
													 strlen("phone"), NULL);
	char		e164[32];

	if (typed == NULL || typed->type == jbvNull)
		return overrides;
	if (typed->type != jbvString)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("phone must be a string")));
	phone_value_text(phone_of_text(typed->val.string.val, typed->val.string.len,
								   phone_actor_region(), NULL), e164);
	return DatumGetJsonbP(DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(overrides),
											  JsonbPGetDatum(json_object_of_text("phone", e164))));
}

static bool
has_override(Jsonb *overrides, const char *field)
{
	return getKeyJsonValueFromContainer(&overrides->root, field, strlen(field),
										NULL) != NULL;
}

static void
check_custom(Jsonb *overrides)
{
	JsonbValue *custom = getKeyJsonValueFromContainer(&overrides->root, "custom",
													  strlen("custom"), NULL);
	int64		account_id = actor_required()->account_id;
	Jsonb	   *values;
	char	   *problem;

	if (custom == NULL)
		return;
	values = JsonbValueToJsonb(custom);
	problem = custom_problem(account_id, values, NULL);
	if (problem == NULL)
		problem = custom_missing(account_id, values, NULL);
	if (problem != NULL)
		report_custom_problem(problem);
}

/* The overrides as they will be stored, or an error. */
Jsonb *
overrides_read(Jsonb *overrides)
{
	check_names(overrides);
	overrides = read_phone(overrides);
	check_custom(overrides);
	return overrides;
}

/*
 * Complete the survivor.  Rows are JSON, those of the duplicates a list.
 * clip_tags: of more tags than a contact holds, leave out.  Returns the fields
 * that are another now, as JSON.
 */
char *
survivor_complete(int64 account_id, Datum id, const char *row, const char *duplicates,
				  Jsonb *overrides, bool clip_tags)
{
	Datum		values[4];
	char	   *final;
	char	   *filled;

	values[0] = CStringGetTextDatum(row);
	values[1] = CStringGetTextDatum(duplicates);
	values[2] = CStringGetTextDatum(JsonbToCString(NULL, &overrides->root, VARSIZE(overrides)));
	values[3] = Int32GetDatum(TAGS_MAX);
	kept_execute(&complete_plan, values, clip_tags ? NULL : "   n", false, 1);
	final = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	filled = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	if (DatumGetBool(first_row().values[2]))
		report_custom_problem(custom_too_large());

	values[0] = Int64GetDatum(account_id);
	values[1] = id;
	values[2] = CStringGetTextDatum(final);
	if (has_override(overrides, "phone"))
		own_write_execute(&demote_plan, values, NULL);
	if (has_override(overrides, "email"))
		own_write_execute(&demote_email_plan, values, NULL);
	own_write_execute(&update_plan, values, NULL);
	return filled;
}
