/*-------------------------------------------------------------------------
 *
 * hex.c
 *	  Bytes as hexadecimal digits, small ones.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "base/compat.h"
#include "base/hex.h"

void
hex_append(StringInfo buf, const uint8 *bytes, int nbytes)
{
	enlargeStringInfo(buf, 2 * nbytes);
	buf->len += hex_encode((const char *) bytes, nbytes, buf->data + buf->len);
	buf->data[buf->len] = '\0';
}

/* False, and nothing read, if s does not begin with so many. */
bool
hex_read(const char *s, uint8 *bytes, int nbytes)
{
	if (strspn(s, "0123456789abcdef") < (size_t) (2 * nbytes))
		return false;
	hex_decode(s, 2 * nbytes, (char *) bytes);
	return true;
}
