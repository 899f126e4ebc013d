/*-------------------------------------------------------------------------
 *
 * phone_text.h
 *	  From what was typed to the digits of a number and its extension.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PHONE_TEXT_H
#define PHONE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Digits kept of a text.  The longest prefix that may be stripped, a calling
 * code and a national number are together well below 40, and beyond that only
 * "too long" is possible: a longer text has the answers of one of this length.
 */
#define PHONE_MAX_RAW		64

/* Least number of digits of a national number. */
#define PHONE_MIN_NATIONAL	2

extern int	phone_text_read(const char *s, size_t len, char *digits,
							bool *plus, char *extension);

#endif							/* PHONE_TEXT_H */
