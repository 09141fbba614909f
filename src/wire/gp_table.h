/*
 * Lists of people as GP systems export them: a table whose columns are called something else everywhere.
 *
 * gp_columns_guess reads a heading and says what each column holds; a data manager may say otherwise, and what was
 * said is kept by source as gp_columns_text writes it: a line for each column, "role TAB heading". Columns of
 * coded records come in groups (code, term, date, value), as often as the search repeats them: a column belongs to
 * the group before it unless its kind is there already or its heading begins with other words ("eFI Value" after
 * "Latest Frailty Date").
 *
 * gp_row_read makes a person and coded records of one row. A cell that can't be right refuses the row with a
 * sentence that names the column and never repeats what stood in it; a code that can't be right refuses that
 * record alone. Dates are day first, in every form that is usual here; a two-digit year, a spreadsheet's number
 * and a month that comes first are told apart and refused. Any bytes are safe; fuzzed (fuzz/gp_table.c).
 */
#ifndef CAIRN_WIRE_GP_TABLE_H
#define CAIRN_WIRE_GP_TABLE_H

#include "base/date.h"
#include "wire/csv.h"
#include "wire/fhir_rows.h"

/* name, how it is written down, how it is called on a page */
#define GP_ROLE_LIST(X) \
    X(IGNORED, "-", "Not imported") \
    X(NHS_NUMBER, "nhs-number", "NHS number") \
    X(LOCAL_ID, "local-id", "Number in the practice's system") \
    X(TITLE, "title", "Title") \
    X(FAMILY, "family-name", "Last name") \
    X(GIVEN, "given-names", "First names") \
    X(WHOLE_NAME, "name", "Whole name") \
    X(PREFERRED, "preferred-name", "Likes to be called") \
    X(BORN, "born", "Date of birth") \
    X(GENDER, "gender", "Gender") \
    X(HOUSE, "house", "House name or flat") \
    X(ADDRESS_1, "address-1", "Address line 1") \
    X(ADDRESS_2, "address-2", "Address line 2") \
    X(TOWN, "town", "Town or city") \
    X(COUNTY, "county", "County") \
    X(WHOLE_ADDRESS, "address", "Whole address") \
    X(POSTCODE, "postcode", "Postcode") \
    X(HOME_PHONE, "home-phone", "Home phone") \
    X(MOBILE_PHONE, "mobile-phone", "Mobile phone") \
    X(EMAIL, "email", "Email address") \
    X(PRACTICE_CODE, "practice-code", "Practice code (ODS)") \
    X(PRACTICE_NAME, "practice-name", "Practice name") \
    X(GP_NAME, "gp-name", "Usual GP") \
    X(ETHNICITY, "ethnicity", "Ethnicity") \
    X(DIED, "died", "Date of death") \
    X(HAS_DIED, "has-died", "Has died (yes or no)") \
    X(CODE, "code", "Code (SNOMED CT)") \
    X(TERM, "term", "Term of a code") \
    X(RECORDED, "recorded", "Date of a code") \
    X(VALUE, "value", "Value of a code") \
    X(UNIT, "unit", "Unit of a value")

enum gp_role {
#define GP_ROLE_ENUM(name, word, label) GP_##name,
    GP_ROLE_LIST(GP_ROLE_ENUM)
#undef GP_ROLE_ENUM
        GP_ROLES
};
struct str gp_role_word(enum gp_role role);
struct str gp_role_label(enum gp_role role);
bool gp_role_from_word(struct str word, enum gp_role *ret);

enum { GP_RECORDS_MOST = 32, GP_HEADING_MOST = 120, GP_COLUMNS_TEXT_MOST = 48 * 1024, GP_PREAMBLE_MOST = 40 };

struct gp_columns {
    size_t n;
    struct str heading[CSV_CELLS_MOST]; /* in one line, shortened; plain */
    enum gp_role role[CSV_CELLS_MOST];
    uint8_t group[CSV_CELLS_MOST]; /* of coded columns, from 1 */
    struct str stem[GP_RECORDS_MOST + 1];
    size_t groups;
    bool month_first; /* dates of birth are American somewhere in the file */
};

/* How many columns this row would name, were it the heading. */
size_t gp_heading_likeness(const struct csv_row *row);
void gp_columns_guess(struct arena *a, const struct csv_row *heading, struct gp_columns *ret);
/* Why these columns can't say who a row is about; STR_NONE: they can. */
struct str gp_columns_lack(const struct gp_columns *columns);
bool gp_columns_have(const struct gp_columns *columns, enum gp_role role);
struct str gp_columns_text(struct arena *a, const struct gp_columns *columns);
/* The texts point into the text. ERR_INVALID: it isn't one. */
MUST_USE enum err gp_columns_from(struct str text, struct gp_columns *ret);
/* Is this row the heading that these columns were made from? */
bool gp_columns_are_of(struct arena *a, const struct gp_columns *columns, const struct csv_row *row);

struct gp_record {
    struct fhir_record record;
    struct str json;   /* what stood in the cells, to be kept as the original */
    struct str reason; /* it can't be taken, and why; STR_NONE: it can */
};
struct gp_row {
    struct fhir_patient patient;
    struct str key;    /* what tells this person from others of the file */
    uint64_t said;     /* bits of FHIR_PATIENT_AT: what the table speaks of */
    struct str reason; /* the row can't be taken, and why */
    struct gp_record records[GP_RECORDS_MOST];
    size_t n;
};
/* Texts point into the row or the arena. */
void gp_row_read(struct arena *a, const struct gp_columns *columns, const struct csv_row *row, struct gp_row *ret);

/* ---- cells: for gp_row.c and the tests ---- */
enum gp_date_fault {
    GP_DATE_FINE,
    GP_DATE_EMPTY,
    GP_DATE_SHORT_YEAR,
    GP_DATE_SERIAL,
    GP_DATE_MONTH_FIRST,
    GP_DATE_NONE
};
enum gp_date_fault gp_date(struct str cell, struct date *ret);
struct str gp_date_why(struct arena *a, struct str heading, enum gp_date_fault fault);
/* Two numbers and a year, of which either could be the month. */
bool gp_date_is_ambiguous(struct str cell);
struct str gp_gender(struct str cell); /* a code of nhs/vocabulary.h; STR_NONE: not said, or not known */
bool gp_yes(struct str cell, bool *ret);
/* In one line: line ends become spaces. STR_NONE and false: it has characters that can't be shown. */
bool gp_line(struct arena *a, struct str cell, struct str *ret);

#endif
