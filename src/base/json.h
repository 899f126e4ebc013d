/*-------------------------------------------------------------------------
 *
 * json.h
 *	  JSON values, made in one way.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_JSON_H
#define CONTACTS_BASE_JSON_H

#include "base/compat.h"
#include "lib/stringinfo.h"
#include "utils/jsonb.h"

extern void json_begin_object(JsonbBuild *build);
/* Texts are copied by json_end_object(), not before. */
extern void json_push_text(JsonbBuild *build, const char *name, const char *s, int len);
extern void json_push_number(JsonbBuild *build, const char *name, double number);
extern void json_push_bool(JsonbBuild *build, const char *name, bool value);
extern void json_begin_member(JsonbBuild *build, const char *name, bool array);
extern void json_push_element(JsonbBuild *build, const char *s);
extern void json_end_member(JsonbBuild *build, bool array);
extern Jsonb *json_end_object(JsonbBuild *build);
extern Jsonb *json_object_of_text(const char *name, const char *s);
extern Jsonb *json_empty_object(void);

/* A list of values that are JSON text already, as the server has written them. */
extern void json_list_append(StringInfo list, const char *json);
extern char *json_list(const StringInfoData *list);

#endif							/* CONTACTS_BASE_JSON_H */
