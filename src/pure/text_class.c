/*-------------------------------------------------------------------------
 *
 * text_class.c
 *	  Characters that have no business in a text of one line, or around one.
 *
 *-------------------------------------------------------------------------
 */
#include "pure/text_class.h"

#include <stddef.h>

/*
 * White space, control characters and those that show nothing.  Not among them
 * are variation selectors and tags, with which emoji end.
 */
static const uint32_t nothing_shown[][2] = {
	{0x0000, 0x0020}, {0x007F, 0x00A0},	/* with C1 controls and no-break space */
	{0x00AD, 0x00AD},			/* soft hyphen */
	{0x034F, 0x034F},			/* combining grapheme joiner */
	{0x061C, 0x061C},			/* Arabic letter mark */
	{0x115F, 0x1160},			/* Hangul fillers */
	{0x1680, 0x1680},			/* Ogham space mark */
	{0x180E, 0x180E},			/* Mongolian vowel separator */
	{0x2000, 0x200F},			/* spaces, joiners, marks of direction */
	{0x2028, 0x202F},			/* separators, embeddings, narrow space */
	{0x205F, 0x206F},			/* space, invisible operators, isolates */
	{0x2800, 0x2800},			/* blank of Braille */
	{0x3000, 0x3000},			/* ideographic space */
	{0x3164, 0x3164},			/* Hangul filler */
	{0xFEFF, 0xFEFF},			/* byte order mark */
	{0xFFA0, 0xFFA0},			/* Hangul filler of half width */
	{0xFFF9, 0xFFFB}			/* interlinear annotation */
};

bool
text_shows_nothing(uint32_t c)
{
	size_t		i;

	if (c > 0x20 && c < 0x7F)
		return false;
	for (i = 0; i < sizeof(nothing_shown) / sizeof(nothing_shown[0]); i++)
	{
		if (c <= nothing_shown[i][1])
			return c >= nothing_shown[i][0];
	}
	return false;
}

/* What sets the direction of writing anew: embeddings, overrides, isolates. */
bool
text_sets_direction(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Control characters, line and paragraph separator. */
bool
text_breaks_line(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}
