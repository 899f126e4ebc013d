/*-------------------------------------------------------------------------
 *
 * text.h
 *	  Folding and tidying of text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_TEXT_H
#define CONTACTS_BASE_TEXT_H

#include "base/row.h"
#include "utils/rel.h"

extern text *text_trim(text *value);	/* NULL for blank */
extern text *text_tidy(text *value);	/* likewise; for one line */
extern text *text_lower_ascii(text *value);
extern int	text_characters(text *value);
extern int	compare_text(const void *a, const void *b);
extern void row_tidy_text(RowChange *change, Relation relation, const char *column,
						  int max_characters, bool lines);
extern text *row_tidy_column(RowChange *change, const char *column, bool email);
extern text *row_lower_email(RowChange *change);
extern int	text_invisible_length(const char *start, const char *end);
extern text *search_key_make(text *const *parts, int nparts);

#endif							/* CONTACTS_BASE_TEXT_H */
