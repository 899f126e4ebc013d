/*-------------------------------------------------------------------------
 *
 * phone_unicode.h
 *	  The few properties of characters that reading a number needs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PHONE_UNICODE_H
#define PHONE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What phone_utf8_decode() returns for bytes that are no character. */
#define PHONE_NO_CHARACTER	0xFFFFFFFFu

extern uint32_t phone_utf8_decode(const char *s, size_t len, int *used);
extern int	phone_digit_value(uint32_t c);
extern bool phone_is_letter_or_number(uint32_t c);
extern bool phone_is_interchangeable(uint32_t c);

#endif							/* PHONE_UNICODE_H */
