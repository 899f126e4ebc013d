/*-------------------------------------------------------------------------
 *
 * utf8.h
 *	  Characters of UTF-8: the one place that decodes them.
 *
 * In the header, for every text that is read or folded comes through here.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_PURE_UTF8_H
#define CONTACTS_PURE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * How many bytes the character at s has, and its code point; 0 if there is none.
 * Overlong forms, surrogates and what lies beyond U+10FFFF are no characters.
 * len is not 0.
 */
static inline int
utf8_decode(const char *s, size_t len, uint32_t *code)
{
	const unsigned char *p = (const unsigned char *) s;

	if (p[0] < 0x80)
	{
		*code = p[0];
		return 1;
	}
	if (p[0] < 0xC2 || len < 2 || (p[1] & 0xC0) != 0x80)
		return 0;
	if (p[0] < 0xE0)
	{
		*code = (uint32_t) (p[0] & 0x1F) << 6 | (p[1] & 0x3F);
		return 2;
	}
	if (len < 3 || (p[2] & 0xC0) != 0x80)
		return 0;
	if (p[0] < 0xF0)
	{
		*code = (uint32_t) (p[0] & 0x0F) << 12 | (uint32_t) (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
		return (*code < 0x800 || (*code >= 0xD800 && *code <= 0xDFFF)) ? 0 : 3;
	}
	if (p[0] > 0xF4 || len < 4 || (p[3] & 0xC0) != 0x80)
		return 0;
	*code = (uint32_t) (p[0] & 0x07) << 18 | (uint32_t) (p[1] & 0x3F) << 12 |
		(uint32_t) (p[2] & 0x3F) << 6 | (p[3] & 0x3F);
	return (*code < 0x10000 || *code > 0x10FFFF) ? 0 : 4;
}

#endif							/* CONTACTS_PURE_UTF8_H */
