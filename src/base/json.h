/*-------------------------------------------------------------------------
 *
 * json.h
 *	  JSON values, made in one way.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_JSON_H
#define CONTACTS_BASE_JSON_H

#include "utils/jsonb.h"

extern void json_push_text(JsonbParseState **state, const char *name, const char *s, int len);
extern Jsonb *json_object_of_text(const char *name, const char *s);
extern Jsonb *json_empty_object(void);

#endif							/* CONTACTS_BASE_JSON_H */
