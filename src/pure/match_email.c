/*-------------------------------------------------------------------------
 *
 * match_email.c
 *	  The parts of an e-mail address that say who it is of.
 *
 * The same local part at two domains is evidence only as far as it is not made
 * of the name: zoe.muller@a and zoe.muller@b say nothing that the names do not.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_email.h"

#include <string.h>

/* Mailboxes of a function, not of a person; by their letters only. */
static const char *const roles[] = {
	"info", "office", "sales", "contact", "admin", "support", "hello", "mail", "email", "kontakt", "service", "hr", "jobs",
	"accounts", "accounting", "billing", "invoice", "invoices", "enquiries", "enquiry", "inquiries", "inquiry", "help",
	"helpdesk", "team", "marketing", "press", "webmaster", "postmaster", "hostmaster", "noreply", "donotreply", "reception",
	"orders", "order", "buero", "post", "verkauf", "vertrieb", "feedback", "news", "newsletter", "finance", "purchase",
	"purchasing", "booking", "bookings", "reservations", "reservation", "careers", "general", "mailbox", "central",
	"customerservice", "customercare", "it", "legal", "media", "shop", "root", "abuse", "secretary", "care",
	/* and what is typed where there is none */
	"none", "na", "test", "noemail", "nomail", "unknown", "example", "null", "xxx", NULL
};

/* Domains of many people. */
static const char *const providers[] = {
	"gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com", "me.com", "aol.com",
	"gmx.de", "gmx.net", "gmx.com", "web.de", "mail.ru", "yandex.ru", "proton.me", "protonmail.com", "t-online.de",
	"freenet.de", "msn.com", "mac.com", "rediffmail.com", "yahoo.in", "yahoo.co.in", "yahoo.co.uk", "yahoo.de", "hotmail.co.uk",
	"mail.com", "zoho.com", "qq.com", "163.com", "orange.fr", "wanadoo.fr", "libero.it", "comcast.net", "btinternet.com",
	"bigpond.com", "ymail.com", "rocketmail.com", NULL
};

static bool
is_in(const char *s, int len, const char *const *list)
{
	for (; *list != NULL; list++)
	{
		if (len > 0 && (*list)[0] == s[0] && (int) strlen(*list) == len && memcmp(*list, s, (size_t) len) == 0)
			return true;
	}
	return false;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
}

/* FNV-1a */
#define HASH_START		UINT64_C(0xCBF29CE484222325)

static uint64_t
hash_byte(uint64_t hash, char c)
{
	return (hash ^ (unsigned char) c) * UINT64_C(0x100000001B3);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

bool
email_parse(const char *s, size_t len, ParsedEmail *email)
{
	size_t		at;
	size_t		i;
	bool		plain;
	char		letters[MATCH_MAX_TEXT];
	int			nletters = 0;

	while (len > 0 && (unsigned char) s[0] <= ' ')
		s++, len--;
	while (len > 0 && (unsigned char) s[len - 1] <= ' ')
		len--;
	for (at = len; at > 0 && s[at - 1] != '@'; at--)
		;
	email->local_len = email->domain_len = email->flags = email->ndigits = 0;
	email->local_hash = email->domain_hash = HASH_START;
	for (i = at; i < len; i++)
	{
		email->domain_hash = hash_byte(email->domain_hash, lower(s[i]));
		if (email->domain_len < MATCH_MAX_TEXT)
			email->domain[email->domain_len++] = lower(s[i]);
	}
	if (is_in(email->domain, email->domain_len, providers))
		email->flags |= EMAIL_PROVIDER;
	/* Where dots do not matter to the mailbox. */
	plain = (email->flags & EMAIL_PROVIDER) != 0 && email->domain_len > 5 &&
		(memcmp(email->domain, "gmail", 5) == 0 || memcmp(email->domain, "google", 6) == 0);
	len = at > 0 ? at - 1 : len;
	for (i = 0; i < len; i++)
	{
		char		c = lower(s[i]);

		/* A tag is of the sender's, not of the mailbox. */
		if (c == '+' && i > 0)
			break;
		if (c == '.' && plain)
			continue;
		email->local_hash = hash_byte(email->local_hash, c);
		if (email->local_len == MATCH_MAX_TEXT)
			continue;
		email->local[email->local_len++] = c;
		if (c >= '0' && c <= '9')
			email->digits[email->ndigits++] = c;
		else if (is_letter(c))
			letters[nletters++] = c;
	}
	if (at == 0)
		email->domain_len = 0;
	if (email->ndigits > 0)
		email->flags |= EMAIL_DIGITS;
	if (is_in(letters, nletters, roles))
		email->flags |= EMAIL_ROLE;
	return email->local_len > 0;
}

/* Names like "a a a a a a a a" have more orders than can be tried. */
#define MOST_TRIALS		500

/* Take words of the name, or their initials, off the text as long as there are some. */
static bool
is_made_of(const char *s, int len, const ParsedName *name, int used, int *trials)
{
	int			i;

	if (len == 0)
		return true;
	if (++*trials > MOST_TRIALS)
		return false;
	for (i = 0; i < name->nwords; i++)
	{
		const NameWord *word = &name->words[i];

		if ((used & 1 << i) != 0)
			continue;
		if (len >= word->len && memcmp(s, word->text, word->len) == 0 &&
			is_made_of(s + word->len, len - word->len, name, used | 1 << i, trials))
			return true;
		if (s[0] == word->text[0] && is_made_of(s + 1, len - 1, name, used | 1 << i, trials))
			return true;
	}
	return false;
}

/* The same word, or one that sounds like it: yuri.hohlov of Yury Khokhlov. */
static bool
is_word_of(const char *s, int len, const ParsedName *name)
{
	uint32_t	sound;
	int			i;

	if (len > MATCH_MAX_WORD)
		return false;
	sound = name_sound_hash(s, len);
	for (i = 0; i < name->nwords; i++)
	{
		if (len == 1 ? s[0] == name->words[i].text[0] : sound == name->words[i].sound)
			return true;
	}
	return false;
}

/* Two words of the name without anything between them, by their sound. */
static bool
is_two_words_of(const char *s, int len, const ParsedName *name)
{
	uint32_t	sound = name_sound_hash(s, len);
	char		both[2 * MATCH_MAX_WORD];
	int			i;
	int			k;

	for (i = 0; i < name->nwords; i++)
	{
		for (k = 0; k < name->nwords; k++)
		{
			const NameWord *x = &name->words[i];
			const NameWord *y = &name->words[k];

			if (i == k)
				continue;
			memcpy(both, x->text, x->len);
			memcpy(both + x->len, y->text, y->len);
			if (sound == name_sound_hash(both, x->len + y->len))
				return true;
			/* "jsmith", its first letter as it is */
			if (s[0] == x->text[0] && is_word_of(s + 1, len - 1, name))
				return true;
		}
	}
	return false;
}

bool
email_is_derived(const ParsedEmail *email, const ParsedName *name)
{
	char		letters[MATCH_MAX_TEXT];
	int			start = 0;		/* of a word */
	int			n = 0;
	int			words = 0;
	int			trials = 0;
	bool		all = true;		/* words are words of the name */
	int			i;

	for (i = 0; i < email->local_len; i++)
	{
		if (is_letter(email->local[i]))
			letters[n++] = email->local[i];
	}
	if (n == 0 || name->nwords == 0)
		return false;
	if (is_made_of(letters, n, name, 0, &trials))
		return true;
	/* Not by its letters; by its sound? */
	for (i = 0; all && i <= email->local_len; i++)
	{
		if (i < email->local_len && is_letter(email->local[i]))
			continue;
		if (i > start)
		{
			all = is_word_of(email->local + start, i - start, name);
			words++;
		}
		start = i + 1;
	}
	return all || (words == 1 && n > 1 && is_two_words_of(letters, n, name));
}

uint64_t
email_local_key(const ParsedEmail *email)
{
	uint64_t	key;

	if (email->local_len < 5 || (email->flags & EMAIL_ROLE) != 0)
		return 0;
	key = match_mix(email->local_hash) >> MATCH_INDEX_KEY_LOW_BITS << MATCH_INDEX_KEY_LOW_BITS;
	return key != 0 ? key : UINT64_C(1) << MATCH_INDEX_KEY_LOW_BITS;
}
