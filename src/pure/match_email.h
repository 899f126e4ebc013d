/*-------------------------------------------------------------------------
 *
 * match_email.h
 *	  The parts of an e-mail address that say who it is of; for match_*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_EMAIL_H
#define MATCH_EMAIL_H

#include "pure/match_name.h"

typedef struct ParsedEmail
{
	int			local_len;
	int			domain_len;
	int			flags;			/* EmailFlag, without EMAIL_DERIVED */
	int			ndigits;
	uint64_t	local_hash;		/* of all of it, however long */
	uint64_t	domain_hash;
	char		local[MATCH_MAX_TEXT];
	char		domain[MATCH_MAX_TEXT];
	char		digits[MATCH_MAX_TEXT];
} ParsedEmail;

extern bool email_parse(const char *s, size_t len, ParsedEmail *email);

/* Are the letters of the local part those of the name? */
extern bool email_is_derived(const ParsedEmail *email, const ParsedName *name);

/* The key of the local part, for match_local_key_of(). */
extern uint64_t email_local_key(const ParsedEmail *email);

#endif							/* MATCH_EMAIL_H */
