/*-------------------------------------------------------------------------
 *
 * text_class.h
 *	  Characters that have no business in a text of one line, or around one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_PURE_TEXT_CLASS_H
#define CONTACTS_PURE_TEXT_CLASS_H

#include <stdbool.h>
#include <stdint.h>

extern bool text_shows_nothing(uint32_t c);
extern bool text_sets_direction(uint32_t c);
extern bool text_breaks_line(uint32_t c);

#endif							/* CONTACTS_PURE_TEXT_CLASS_H */
