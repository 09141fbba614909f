/*
 * The NHS number: ten digits, the last of which checks the others (modulus 11).
 *
 * A struct nhs_number is made by the functions here and by nothing else, so whoever holds one holds a number that
 * passed its check. 0 means "none": a missing number is legitimate (verification status 07). Stored as an
 * INTEGER, shown as "999 123 4567". People may type it with spaces or dashes; spreadsheets add no-break spaces
 * and leading apostrophes, all accepted. What a spreadsheet has rounded (9.99E+09) can't be repaired and is
 * refused with a reason of its own. A number never identifies a person by itself: a mistyped one may be another
 * person's. Source: NHS Data Dictionary.
 */
#ifndef CAIRN_NHS_NHS_NUMBER_H
#define CAIRN_NHS_NHS_NUMBER_H

#include "base/str.h"

struct nhs_number {
    int64_t v; /* 0: none */
};

#define NHS_NUMBER_NONE ((struct nhs_number){0})

static inline bool nhs_number_is_set(struct nhs_number number)
{
    return number.v != 0;
}
static inline bool nhs_number_eq(struct nhs_number a, struct nhs_number b)
{
    return a.v == b.v;
}

/* Why a text is not an NHS number, and the sentence a form shows beside the field. */
#define NHS_NUMBER_FAULT_LIST(X) \
    X(NONE, "") \
    X(EMPTY, "Enter an NHS number") \
    X(NOT_DIGITS, "NHS number must only include numbers, spaces and dashes") \
    X(SPREADSHEET, \
        "NHS number has been changed by a spreadsheet. Set the column to text and copy the number again") \
    X(TOO_SHORT, "NHS number must be 10 numbers long. This one is too short") \
    X(NINE_DIGITS, "NHS number must be 10 numbers long. This one has 9, so a number is missing") \
    X(TOO_LONG, "NHS number must be 10 numbers long. This one is too long") \
    X(ZEROS, "NHS number cannot be all zeros") \
    X(CHECK_DIGIT, "This is not an NHS number. Check that every number is right and in the right order")

enum nhs_number_fault {
#define NHS_NUMBER_FAULT_ENUM(name, sentence) NHS_NUMBER_FAULT_##name,
    NHS_NUMBER_FAULT_LIST(NHS_NUMBER_FAULT_ENUM)
#undef NHS_NUMBER_FAULT_ENUM
};

/* Sets *ret only when it returns NHS_NUMBER_FAULT_NONE. Any bytes are safe. */
MUST_USE enum nhs_number_fault nhs_number_parse(struct str typed, struct nhs_number *ret);
struct str nhs_number_fault_text(enum nhs_number_fault fault);

/* From a stored integer; false (none set) if it is not a number that passes its check. */
MUST_USE bool nhs_number_from_int(int64_t stored, struct nhs_number *ret);

struct str nhs_number_display(struct arena *a, struct nhs_number number); /* "999 123 4567"; STR_NONE if none */
struct str nhs_number_digits(struct arena *a, struct nhs_number number);  /* "9991234567", for machines */

/* Numbers that pass the check and still deserve a second look: numbers from 999 000 0000 are for tests only, and
 * ten equal digits are a way of filling in a form. */
enum nhs_number_warning { NHS_NUMBER_WARNING_NONE, NHS_NUMBER_WARNING_TEST, NHS_NUMBER_WARNING_REPEATED };
enum nhs_number_warning nhs_number_warning(struct nhs_number number);
struct str nhs_number_warning_text(enum nhs_number_warning warning); /* empty for none */

#endif
