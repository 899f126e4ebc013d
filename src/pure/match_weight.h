/*-------------------------------------------------------------------------
 *
 * match_weight.h
 *	  What each observation is worth: the one list of the weights.
 *
 * In bits: log2 of how many times as often it is seen between two records of
 * one person as between two records of two.  Fixed, for learned weights are
 * worse where families and companies share their phones.  They are rounded: what
 * they do does not hang on half a bit.  Nothing is said of a value that one of
 * the two has not.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_WEIGHT_H
#define MATCH_WEIGHT_H

/* comparison, level, its name, bits, why */
#define MATCH_WEIGHTS(WEIGHT) \
	WEIGHT(NAME, NAME_EXACT, "exact", 13, \
		   "given and family name at once: one in 8,000 pairs by chance, more or less as the name is frequent") \
	WEIGHT(NAME, NAME_SWAPPED, "other order", 12.5, \
		   "as exact, but rarely typed so") \
	WEIGHT(NAME, NAME_MORE_WORDS, "one has more words", 11, \
		   "a middle name or a second family name is left out") \
	WEIGHT(NAME, NAME_TYPO, "one word misspelt", 12, \
		   "one letter, or two of a long word; few names are so close to each other") \
	WEIGHT(NAME, NAME_NICKNAME, "nickname", 10.5, \
		   "short forms stand for several names") \
	WEIGHT(NAME, NAME_SOUND, "one word sounds alike", 8, \
		   "another spelling or transliteration, or several errors") \
	WEIGHT(NAME, NAME_INITIAL, "initial", 9, \
		   "family name and one letter of the given name") \
	WEIGHT(NAME, NAME_FUZZY, "both words differ a little", 7, \
		   "two errors of the kinds above") \
	WEIGHT(NAME, NAME_FAR, "one word differs much", 5, \
		   "more errors than are made, unless the rest agrees") \
	WEIGHT(NAME, NAME_ONE_WORD, "the only word is the same", 7, \
		   "a given or a family name alone is frequent") \
	WEIGHT(NAME, NAME_ONE_WORD_FUZZY, "the only word is similar", 4, \
		   "as above, with an error") \
	WEIGHT(NAME, NAME_WORDS_APART, "one word each, which differ", -1, \
		   "could be the given name here and the family name there") \
	WEIGHT(NAME, NAME_GIVEN_ONLY, "same given name, other family name", 0, \
		   "people change their family name; many share a given name") \
	WEIGHT(NAME, NAME_UNCLEAR_HALF, "one word the same, the other not", -2.5, \
		   "which one is the family name cannot be told") \
	WEIGHT(NAME, NAME_FAMILY_ONLY, "same family name, other given name", -4, \
		   "families share phone, address and birthday of twins") \
	WEIGHT(NAME, NAME_GENERATION, "same name, other generation", -6, \
		   "Jr and Sr say that they are two, and share phone, mailbox and address") \
	WEIGHT(NAME, NAME_DIFFERS, "different", -6, \
		   "nobody changes the whole name") \
	WEIGHT(PHONE, PHONE_SAME, "same number", 13, \
		   "shared by families and companies, else it would be more") \
	WEIGHT(PHONE, PHONE_SAME_TAIL, "same last 8 digits", 13, \
		   "typed without, or read with another, country code") \
	WEIGHT(PHONE, PHONE_TYPO, "one digit off", 7, \
		   "numbers next to each other are of the same company") \
	WEIGHT(PHONE, PHONE_DIFFERS, "different", -2.5, \
		   "people have several") \
	WEIGHT(EMAIL, EMAIL_SAME, "same address", 14, \
		   "shared by few") \
	WEIGHT(EMAIL, EMAIL_LOCAL_PART, "same local part, not from the name", 10, \
		   "an invented name goes along to the next provider") \
	WEIGHT(EMAIL, EMAIL_LOCAL_DIGITS, "same local part, name and digits", 6, \
		   "the digits are of the person, if few; the letters say nothing new") \
	WEIGHT(EMAIL, EMAIL_TYPO, "misspelt, same digits", 8, \
		   "digits are no typing errors: sokolov66 and sokolov67 are two people") \
	WEIGHT(EMAIL, EMAIL_ROLE_SAME, "same role mailbox", 4, \
		   "info@ is of the company") \
	WEIGHT(EMAIL, EMAIL_LOCAL_NAME, "same local part, from the name", -1, \
		   "says what the name says already, and namesakes have it with another provider") \
	WEIGHT(EMAIL, EMAIL_DIFFERS, "different", -2, \
		   "people have several") \
	WEIGHT(COMPANY, COMPANY_SAME, "same", 6, \
		   "colleagues share it") \
	WEIGHT(COMPANY, COMPANY_SIMILAR, "similar", 5, \
		   "one is the beginning of the other, or misspelt") \
	WEIGHT(COMPANY, COMPANY_DIFFERS, "different", -2, \
		   "people change it") \
	WEIGHT(CITY, CITY_SAME, "same", 4.5, \
		   "some cities are large") \
	WEIGHT(CITY, CITY_SIMILAR, "similar", 3, \
		   "misspelt, or without its addition") \
	WEIGHT(CITY, CITY_DIFFERS, "different", -2.5, \
		   "people move") \
	WEIGHT(BIRTHDAY, BIRTHDAY_SAME, "same", 13, \
		   "some 25,000 days of birth") \
	WEIGHT(BIRTHDAY, BIRTHDAY_PART, "day, month or year differs, or day and month exchanged", 6, \
		   "a typing error; but one in a few hundred by chance") \
	WEIGHT(BIRTHDAY, BIRTHDAY_NEAR, "within a month, a year or ten years aside", 5, \
		   "reckoned or guessed, or two errors; one in a hundred by chance") \
	WEIGHT(BIRTHDAY, BIRTHDAY_DIFFERS, "different", -5, \
		   "nobody has two") \
	WEIGHT(IDENTIFIER, IDENTIFIER_SAME, "same", 16, \
		   "made to be one person's") \
	WEIGHT(IDENTIFIER, IDENTIFIER_TYPO, "one character off", 8, \
		   "a typing error; or the next in a row") \
	WEIGHT(IDENTIFIER, IDENTIFIER_DIFFERS, "different", -2, \
		   "mistyped, or given by two systems; a conflict in any case") \
	WEIGHT(ADDRESS, ADDRESS_SAME, "same", 5, \
		   "shared by a household and, but for the street, a town") \
	WEIGHT(ADDRESS, ADDRESS_SAME_SHORT, "same, and short", 2, \
		   "a state, a number of a house") \
	WEIGHT(ADDRESS, ADDRESS_SIMILAR, "similar", 3, \
		   "misspelt, or one is the beginning of the other") \
	WEIGHT(ADDRESS, ADDRESS_DIFFERS, "different", -1, \
		   "people move")

#endif							/* MATCH_WEIGHT_H */
