/*-------------------------------------------------------------------------
 *
 * json.c
 *	  JSON values, made in one way.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/json.h"

void
json_begin_object(JsonbBuild *build)
{
	memset(build, 0, sizeof(*build));
	jsonb_push(build, WJB_BEGIN_OBJECT, NULL);
}

/* A member of the object that is being made: a text. */
void
json_push_text(JsonbBuild *build, const char *name, const char *s, int len)
{
	JsonbValue	value;

	value.type = jbvString;
	value.val.string.val = unconstify(char *, name);
	value.val.string.len = strlen(name);
	jsonb_push(build, WJB_KEY, &value);
	value.val.string.val = unconstify(char *, s);
	value.val.string.len = len;
	jsonb_push(build, WJB_VALUE, &value);
}

Jsonb *
json_end_object(JsonbBuild *build)
{
	jsonb_push(build, WJB_END_OBJECT, NULL);
	return JsonbValueToJsonb(build->result);
}

/* {"name": "s"} */
Jsonb *
json_object_of_text(const char *name, const char *s)
{
	JsonbBuild	build;

	json_begin_object(&build);
	json_push_text(&build, name, s, strlen(s));
	return json_end_object(&build);
}

Jsonb *
json_empty_object(void)
{
	JsonbBuild	build;

	json_begin_object(&build);
	return json_end_object(&build);
}

/* One more, or the beginning of one. */
void
json_list_append(StringInfo list, const char *json)
{
	if (list->len > 0)
		appendStringInfoString(list, ", ");
	appendStringInfoString(list, json);
}

char *
json_list(const StringInfoData *list)
{
	return psprintf("[%s]", list->data);
}
