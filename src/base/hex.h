/*-------------------------------------------------------------------------
 *
 * hex.h
 *	  Bytes as hexadecimal digits, small ones.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_HEX_H
#define CONTACTS_BASE_HEX_H

#include "lib/stringinfo.h"

extern void hex_append(StringInfo buf, const uint8 *bytes, int nbytes);
extern bool hex_read(const char *s, uint8 *bytes, int nbytes);

#endif							/* CONTACTS_BASE_HEX_H */
