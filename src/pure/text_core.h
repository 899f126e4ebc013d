/*-------------------------------------------------------------------------
 *
 * text_core.h
 *	  Folding of text for search and for finding duplicates.
 *
 * Pure C: no server, no locale, no allocation.  What folds to what is the
 * business of test/tools/text_fold_table.py, which makes text_fold_table.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef TEXT_CORE_H
#define TEXT_CORE_H

#include <stddef.h>
#include <stdint.h>

/*
 * The most that a character grows by when folded (an Arabic ligature of 3
 * bytes becomes a phrase of 33): an output buffer of this times the length of
 * the input never cuts anything off.
 */
#define TEXT_FOLD_MAX_GROWTH	11

/* Keys of sorted tokens are never longer than this. */
#define TEXT_SORT_MAX			1024

/*
 * Fold UTF-8: letter case, accents, compatibility forms and digits of all
 * scripts are evened out, white space and control characters are one space
 * between words and none at the ends.  Bytes that are not UTF-8 are left out.
 *
 * Writes at most outsize bytes, without a terminating zero, and returns how
 * many.  What does not fit is cut off between two characters.  The result is
 * valid UTF-8 and folds to itself.  The buffers must not overlap.
 */
extern size_t text_fold(const char *s, size_t len, char *out, size_t outsize);

/*
 * The words of the folded text, without punctuation and symbols, in bytewise
 * order and with one space between them: names that differ in the order of
 * their parts become equal.
 *
 * Writes at most outsize bytes, and at most TEXT_SORT_MAX.  What does not fit
 * is cut off before the words are sorted, so that is by position in the text.
 */
extern size_t text_fold_token_sorted(const char *s, size_t len, char *out, size_t outsize);

/*
 * For text_core.c only: the shape of text_fold_table.c, which checks that it
 * agrees.
 */
#define TEXT_FOLD_SHIFT			6
#define TEXT_FOLD_LIMIT			0x2FA40
#define TEXT_SEPARATOR_RANGES	255

extern const uint8_t text_fold_block[];
extern const uint16_t text_fold_offset[];
extern const uint8_t text_fold_pool[];
extern const uint32_t text_separator[];

#endif							/* TEXT_CORE_H */
