/*-------------------------------------------------------------------------
 *
 * match_name.c
 *	  The words of a person's name: order, titles, nicknames, sound.
 *
 * A name is one text, "Dr. Jane M. Doe-Smith Jr" or "Doe, Jane".  It is folded
 * (text_core.c), written in Latin letters and cut into words.  Which of them is
 * the given name cannot be known; the order here is only the likely one, and who
 * compares names tries others.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/match_name.h"
#include "pure/match_nickname_table.h"
#include "pure/text_core.h"
#include "pure/utf8.h"

#include <string.h>

/* Of a name, more is not looked at; the longest of the product is 300 characters. */
#define NAME_INPUT		1200
#define NAME_FOLDED		1600

/*
 * How letters of other scripts are commonly written in Latin ones.  Vowels need
 * no care, the phonetic key leaves them out.
 */
static const char *const cyrillic[] = {
	"a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p",
	"r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
	"e", "yo", "d", "g", "e", "z", "i", "i", "y", "l", "n", "ch", "k", "i", "u", "dzh"
};

static const char *const greek[] = {
	"a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p",
	"r", "s", "s", "t", "y", "f", "ch", "ps", "o"
};

/* Devanagari and the blocks after it are laid out alike: from offset 0x05. */
static const char *const indic[] = {
	"a", "aa", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au",
	"k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t", "th", "d", "dh", "n",
	"t", "th", "d", "dh", "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l",
	"v", "sh", "sh", "s", "h", "", "", "", "",
	"a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au", ""
};

#define INDIC_FIRST			0x05
#define INDIC_CONSONANT		0x15
#define INDIC_SIGN			0x3E	/* vowel signs, then the virama */
#define INDIC_VIRAMA		0x4D

static const char *const arabic[] = {
	"a", "a", "a", "a", "i", "i", "a", "b", "h", "t", "th", "j", "h", "kh", "d", "dh",
	"r", "z", "s", "sh", "s", "d", "t", "z", "a", "gh", "", "", "", "", "", "",
	"f", "q", "k", "l", "m", "n", "h", "w", "y", "y"
};

static const char *const hebrew[] = {
	"a", "b", "g", "d", "h", "v", "z", "h", "t", "y", "k", "k", "l", "m", "m", "n",
	"n", "s", "a", "p", "p", "ts", "ts", "k", "r", "sh", "t"
};

#define LOOK_UP(table, index)	((index) < sizeof(table) / sizeof((table)[0]) ? (table)[index] : NULL)

/* NULL: it stays as it is. */
static const char *
latin_of(uint32_t c)
{
	if (c < 0x370)
		return NULL;
	if (c >= 0x430 && c < 0x460)
		return LOOK_UP(cyrillic, c - 0x430);
	if (c == 0x491)
		return "g";
	if (c >= 0x3B1 && c < 0x3CA)
		return LOOK_UP(greek, c - 0x3B1);
	if (c >= 0x5D0 && c < 0x5EB)
		return LOOK_UP(hebrew, c - 0x5D0);
	if (c >= 0x621 && c < 0x64B)
		return LOOK_UP(arabic, c - 0x621);
	if (c >= 0x900 && c < 0xD80)
	{
		uint32_t	at = c & 0x7F;

		if (at < INDIC_FIRST)
			return at == 2 || at == 1 ? "n" : "";
		if (at <= INDIC_VIRAMA)
			return LOOK_UP(indic, at - INDIC_FIRST);
		return at < 0x66 ? "" : NULL;
	}
	return NULL;
}

static bool
is_indic_consonant(uint32_t c)
{
	return c >= 0x900 && c < 0xD80 && (c & 0x7F) >= INDIC_CONSONANT && (c & 0x7F) < 0x3A;
}

static bool
is_indic_sign(uint32_t c)
{
	return c >= 0x900 && c < 0xD80 && (c & 0x7F) >= 0x3C && (c & 0x7F) <= INDIC_VIRAMA;
}

size_t
name_latin(const char *s, size_t len, char *out, size_t size)
{
	char		folded[NAME_FOLDED];
	size_t		n = len == 0 ? 0 : text_fold(s, len < NAME_INPUT ? len : NAME_INPUT, folded, sizeof(folded));
	size_t		at = 0;
	size_t		written = 0;
	bool		consonant = false;	/* before: it has an "a" unless a sign follows */

	while (at < n)
	{
		uint32_t	c;
		int			step = utf8_decode(folded + at, n - at, &c);
		const char *latin;
		size_t		bytes;

		if (step == 0)
			break;
		latin = c < 0x80 ? NULL : latin_of(c);
		if (consonant && c != ' ' && !is_indic_sign(c) && written < size)
			out[written++] = 'a';
		consonant = is_indic_consonant(c);
		bytes = latin == NULL ? (size_t) step : strlen(latin);
		if (written + bytes > size)
			break;
		memcpy(out + written, latin == NULL ? folded + at : latin, bytes);
		written += bytes;
		at += (size_t) step;
	}
	return written;
}

/* ------ Words ------ */

static bool
is_one_of(const NameWord *word, const char *const *list)
{
	int			i;

	for (i = 0; list[i] != NULL; i++)
	{
		if (list[i][0] == word->text[0] && strlen(list[i]) == word->len && memcmp(list[i], word->text, word->len) == 0)
			return true;
	}
	return false;
}

/* Before a name; in English, German, French, Spanish, Portuguese, Italian, Dutch, Hindi. */
static const char *const titles[] = {
	"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "doctor", "sir", "dame", "lady", "lord", "rev",
	"reverend", "fr", "hon", "capt", "captain", "col", "lt", "sgt", "maj", "gen", "herr", "frau", "ing", "dipl",
	"mag", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta", "senor", "senora", "dott", "sig", "dhr", "mevr",
	"shri", "smt", "sri", "kumari", "pandit", "adv", "er", "eng", NULL
};

/* After a name. */
static const char *const honours[] = {
	"phd", "md", "mba", "esq", "cpa", "bsc", "msc", "ba", "ma", "llm", "llb", "rn", "dds", "mbe", "obe", "cbe", "kc", "qc",
	"dr", "mr", "mrs", "ms", "prof", "ji", "sahib", "saheb", NULL
};

/* Within a name, and left out as often as not. */
static const char *const particles[] = {
	"de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "el", "al", "van", "von", "der", "den", "ter",
	"ten", "zu", "zum", "vom", "bin", "binti", "ibn", "abu", "af", "av", "y", "e", "the", "st", "san", "dello", "delle",
	"ul", "ur", "un", NULL
};

static NameGeneration
generation_of(const NameWord *word)
{
	static const char *const names[][5] = {
		{"jr", "junior", "jnr", NULL}, {"sr", "senior", "snr", NULL}, {"ii", "2nd", NULL},
		{"iii", "3rd", NULL}, {"iv", "4th", NULL}
	};
	int			i;

	for (i = 0; i < 5; i++)
	{
		if (is_one_of(word, names[i]))
			return (NameGeneration) (GENERATION_JUNIOR + i);
	}
	return GENERATION_NONE;
}

static void
drop_word(ParsedName *name, int i)
{
	name->nwords--;
	memmove(&name->words[i], &name->words[i + 1], (size_t) (name->nwords - i) * sizeof(NameWord));
}

/* What stands before and after a name, as long as something is left. */
static void
drop_titles(ParsedName *name, int *comma)
{
	int			i;

	for (i = name->nwords - 1; i > 0; i--)
	{
		NameGeneration generation = generation_of(&name->words[i]);

		/* "Doe Jr, John": in front of the comma as well */
		if (i < name->nwords - 1 && i != *comma - 1)
			continue;
		if (generation != GENERATION_NONE)
			name->generation = generation;
		else if (name->nwords <= 2 || !is_one_of(&name->words[i], honours))
			continue;
		if (i < *comma)
			(*comma)--;
		drop_word(name, i);
	}
	i = 0;
	while (name->nwords > 1)
	{
		if (i < name->nwords && is_one_of(&name->words[i], titles))
		{
			if (i < *comma)
				(*comma)--;
			drop_word(name, i);
		}
		else if (i == 0 && *comma > 0 && *comma < name->nwords)
			i = *comma;			/* "Doe, Dr. Jane" */
		else
			break;
	}
}

/* Append to the word; what is beyond its end is lost, but no half character is left. */
static void
append(NameWord *word, const char *s, int n)
{
	if (word->len + n <= MATCH_MAX_WORD)
	{
		memcpy(word->text + word->len, s, (size_t) n);
		word->len = (uint8_t) (word->len + n);
	}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/* Cut into words.  Returns how many of them are before the first comma; 0: there is none. */
static int
split_words(const char *s, size_t len, ParsedName *name)
{
	int			comma = 0;
	size_t		i = 0;
	NameWord   *word = NULL;

	while (i < len)
	{
		uint32_t	c;
		int			n = utf8_decode(s + i, len - i, &c);

		if (n == 0)
			n = 1;
		if (n > 1 || is_letter(s[i]))
		{
			if (word == NULL)
			{
				if (name->nwords == MATCH_MAX_WORDS)
					break;
				word = &name->words[name->nwords++];
				word->len = 0;
				word->flags = i > 1 && s[i - 1] == '-' && is_letter(s[i - 2]) ? WORD_JOINED : 0;
			}
			append(word, s + i, n);
		}
		else if (s[i] != '\'' && s[i] != '`')
		{
			word = NULL;
			if (s[i] == ',' && comma == 0)
				comma = name->nwords;
		}
		i += (size_t) n;
	}
	return comma;
}

/* What is known of the word by itself. */
static void
study_word(NameWord *word)
{
	uint32_t	c;
	int			count;

	if (word->len == 1 || (word->len <= 4 && utf8_decode(word->text, word->len, &c) == word->len))
		word->flags |= WORD_INITIAL;
	if (is_one_of(word, particles))
		word->flags |= WORD_PARTICLE;
	word->formal = name_formal(word->text, word->len, &count);
	word->nformal = (uint8_t) count;
	word->sound = word->root_sound = name_sound_hash(word->text, word->len);
	if (count > 0)
	{
		int			len;
		const char *root = name_of_formal(word->formal[0], &len);

		word->flags |= WORD_GIVEN;
		word->root_sound = name_sound_hash(root, len);
	}
}

void
name_parse(const char *s, size_t len, ParsedName *name)
{
	char		latin[NAME_FOLDED];
	size_t		n = name_latin(s, len, latin, sizeof(latin));
	NameWord	turned[MATCH_MAX_WORDS];
	int			comma;
	int			i;

	name->nwords = 0;
	name->generation = GENERATION_NONE;
	comma = split_words(latin, n, name);
	drop_titles(name, &comma);
	for (i = 0; i < name->nwords; i++)
		study_word(&name->words[i]);
	if (comma <= 0 || comma >= name->nwords)
		return;
	for (i = 0; i < comma; i++)
		name->words[i].flags |= WORD_BEFORE_COMMA;
	memcpy(turned, name->words, (size_t) comma * sizeof(NameWord));
	memmove(name->words, name->words + comma, (size_t) (name->nwords - comma) * sizeof(NameWord));
	memcpy(name->words + name->nwords - comma, turned, (size_t) comma * sizeof(NameWord));
}

void
name_ends(const ParsedName *name, int *first, int *last)
{
	int			pass;
	int			i;

	*first = *last = -1;
	/* Whole words if there are two, and the first of those that are joined; then initials; then anything. */
	for (pass = 0; pass < 3 && (*first < 0 || *first == *last); pass++)
	{
		*first = *last = -1;
		for (i = 0; i < name->nwords; i++)
		{
			int			flags = name->words[i].flags;

			if (pass < 2 && (flags & WORD_PARTICLE) != 0)
				continue;
			if (pass < 1 && (flags & (WORD_INITIAL | WORD_JOINED)) != 0)
				continue;
			if (*first < 0)
				*first = i;
			*last = i;
		}
	}
}

/* ------ Nicknames ------ */

const uint16_t *
name_formal(const char *word, int len, int *count)
{
	int			low = 0;
	int			high = NICKNAME_COUNT;

	while (low < high)
	{
		int			middle = (low + high) / 2;
		int			at = nickname_at[middle];
		int			its = nickname_at[middle + 1] - at;
		int			order = memcmp(word, nickname_pool + at, (size_t) (len < its ? len : its));

		if (order == 0)
			order = len - its;
		if (order == 0)
		{
			*count = nickname_start[middle + 1] - nickname_start[middle];
			return nickname_formal + nickname_start[middle];
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	*count = 0;
	return NULL;
}

const char *
name_of_formal(uint16_t formal, int *len)
{
	*len = nickname_at[formal + 1] - nickname_at[formal];
	return nickname_pool + nickname_at[formal];
}

/* ------ Sound ------ */

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'j';
}

/* Does the word go on with this at i? */
static bool
has(const char *word, int len, int i, const char *what)
{
	int			n = (int) strlen(what);

	return len - i >= n && memcmp(word + i, what, (size_t) n) == 0;
}

/* Several letters for one sound, the longer first.  What follows kh counts as before. */
static const struct
{
	const char *letters;
	const char *sound;
}			digraphs[] = {
	{"shch", "S"}, {"tsch", "C"}, {"sch", "S"}, {"tch", "C"}, {"chr", "kr"}, {"chl", "kl"}, {"sh", "S"}, {"ch", "C"},
	{"cz", "C"}, {"ck", "k"}, {"ph", "f"}, {"gh", ""}, {"kh", "h"}, {"dt", "t"}, {"ce", "s"}, {"ci", "s"}, {"cy", "s"},
	{"zh", "S"}, {"ts", "s"}, {"tz", "s"}, {"x", "ks"}, {"q", "k"}, {"c", "k"}, {"z", "s"}, {"v", "f"}, {"d", "t"}, {"b", "p"}, {"g", "k"},
	{NULL, NULL}
};

/* The sound of what is at i, and how many letters that are. */
static int
sound_at(const char *word, int len, int i, char *out, int *n)
{
	int			d;

	*n = 0;
	if (i == 0 && (has(word, len, 0, "kn") || has(word, len, 0, "wr") || has(word, len, 0, "gn") ||
				   has(word, len, 0, "ps") || has(word, len, 0, "pn")))
		return 1;
	if (i == 0 && has(word, len, 0, "gh"))
	{
		out[(*n)++] = 'k';
		return 2;
	}
	for (d = 0; digraphs[d].letters != NULL; d++)
	{
		if (digraphs[d].letters[0] == word[i] && has(word, len, i, digraphs[d].letters))
		{
			int			letters = (int) strlen(digraphs[d].letters);

			for (; digraphs[d].sound[*n] != '\0'; (*n)++)
				out[*n] = digraphs[d].sound[*n];
			return letters > 1 && digraphs[d].letters[0] == 'c' && *n == 1 && out[0] == 's' ? 1 : letters;
		}
	}
	if (word[i] == 'w')
	{
		if (i + 1 < len && is_vowel(word[i + 1]))
			out[(*n)++] = 'f';
	}
	else if (!is_vowel(word[i]))
		out[(*n)++] = word[i];
	return 1;
}

int
name_sound(const char *word, int len, char sound[NAME_SOUND])
{
	int			i = 0;
	int			written = 0;
	char		vowel = 0;

	for (i = 0; i < len; i++)
	{
		/* Digits and scripts that are not read: the word as it is. */
		if (word[i] < 'a' || word[i] > 'z')
		{
			int			n = len < NAME_SOUND ? len : NAME_SOUND;

			memcpy(sound, word, (size_t) n);
			return n;
		}
	}
	i = 0;
	while (i < len && written < NAME_SOUND - 2)
	{
		char		out[4];
		int			n;
		int			k;
		int			step;

		if (is_vowel(word[i]))
		{
			if (i == 0)
				sound[written++] = 'A';
			if (vowel == 0 && word[i] != 'j')
				vowel = word[i] == 'a' ? 'a' : (word[i] == 'o' || word[i] == 'u') ? 'o' : 'e';
			i++;
			continue;
		}
		step = sound_at(word, len, i, out, &n);
		for (k = 0; k < n && written < NAME_SOUND - 1; k++)
		{
			/* An h is heard at the beginning only; what is doubled, once. */
			if ((out[k] == 'h' && written > 0) || (written > 0 && sound[written - 1] == out[k]))
				continue;
			sound[written++] = out[k];
		}
		i += step;
	}
	/* Short names need their vowel: Lee is not Lou. */
	if (written < 2 && vowel != 0)
		sound[written++] = vowel;
	return written;
}

uint32_t
name_sound_hash(const char *word, int len)
{
	char		sound[NAME_SOUND];
	int			n = name_sound(word, len, sound);

	return (uint32_t) match_hash(sound, (size_t) n);
}

uint64_t
name_key(const ParsedName *name)
{
	int			first;
	int			last;
	uint32_t	a;
	uint32_t	b;
	uint64_t	key;

	name_ends(name, &first, &last);
	if (first < 0)
		return 0;
	a = name->words[first].root_sound;
	b = first == last ? 0 : name->words[last].root_sound;
	if (a > b)
	{
		uint32_t	c = a;

		a = b;
		b = c;
	}
	key = match_join(a, b) >> MATCH_INDEX_KEY_LOW_BITS << MATCH_INDEX_KEY_LOW_BITS;
	return key != 0 ? key : UINT64_C(1) << MATCH_INDEX_KEY_LOW_BITS;
}
