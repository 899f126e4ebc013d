/*-------------------------------------------------------------------------
 *
 * match_name.h
 *	  The words of a person's name; for the files match_*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_NAME_H
#define MATCH_NAME_H

#include "pure/match_record.h"

/* Generation, in the order in which they are told apart. */
typedef enum NameGeneration
{
	GENERATION_NONE,
	GENERATION_JUNIOR,
	GENERATION_SENIOR,
	GENERATION_SECOND,
	GENERATION_THIRD,
	GENERATION_FOURTH
} NameGeneration;

typedef struct NameWord
{
	uint8_t		len;
	uint8_t		flags;			/* WordFlag */
	uint8_t		nformal;
	const uint16_t *formal;		/* name_formal() */
	uint32_t	sound;			/* name_sound_hash() */
	uint32_t	root_sound;		/* of its root, if it is a nickname; else sound */
	char		text[MATCH_MAX_WORD];
} NameWord;

typedef struct ParsedName
{
	int			nwords;
	NameGeneration generation;
	NameWord	words[MATCH_MAX_WORDS];
} ParsedName;

extern void name_parse(const char *s, size_t len, ParsedName *name);

/* The phonetic key of a word; at most NAME_SOUND bytes. */
#define NAME_SOUND	16
extern int	name_sound(const char *word, int len, char sound[NAME_SOUND]);
extern uint32_t name_sound_hash(const char *word, int len);

/* The formal names of a given name, the root first; NULL: not known. */
extern const uint16_t *name_formal(const char *word, int len, int *count);
extern const char *name_of_formal(uint16_t formal, int *len);

/* Fold and write in Latin letters; at most size bytes. */
extern size_t name_latin(const char *s, size_t len, char *out, size_t size);

/* The key of a parsed name, for match_name_key(). */
extern uint64_t name_key(const ParsedName *name);

/*
 * Which two words a name is known by: the first, and the last, without
 * particles and middle names.  -1: none.
 */
extern void name_ends(const ParsedName *name, int *first, int *last);

#endif							/* MATCH_NAME_H */
