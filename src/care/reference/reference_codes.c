/* Code lists: OpenCodelists and others with a code and a term, the primary care domain's content file with its
 * clusters, and lists of our own with categories. Every code is a concept of SNOMED CT whose check digit is right,
 * or refused. */
#include "care/reference/reference_read.h"

enum { CODE, TERM, CATEGORY, CLUSTER, ACTIVE };

static const char *const CODE_NAMES[] = {"conceptid", "snomedctconceptid", "snomedconceptid", "snomedctcode",
    "snomedcode", "code", "snomedct", "id", NULL};
static const char *const TERM_NAMES[] = {"term", "conceptiddescription", "snomedctdescription",
    "snomedcodedescription", "snomedctcodedescription", "codedescription", "conceptdescription", "preferredterm",
    "description", "name", "display", NULL};
static const char *const CATEGORY_NAMES[] = {"category", "categoryname", "group", NULL};
static const char *const CLUSTER_NAMES[] = {"clusterid", "cluster", NULL};
static const char *const ACTIVE_NAMES[] = {"activeinrefset", "activestatus", "active", NULL};
static const char *const OTHER_NAMES[] = {
    "readcode", "ctv3id", "ctv3code", "icd10code", "icd", "dmdid", "bnfcode", "emiscodeid", NULL};

static enum read_header codes_header(struct reading *r, const struct csv_row *row)
{
    r->column[CODE] = read_column(r->arena, row, CODE_NAMES);
    r->column[TERM] = read_column(r->arena, row, TERM_NAMES);
    r->column[CATEGORY] = read_column(r->arena, row, CATEGORY_NAMES);
    r->column[CLUSTER] = read_column(r->arena, row, CLUSTER_NAMES);
    r->column[ACTIVE] = read_column(r->arena, row, ACTIVE_NAMES);
    if (r->column[CODE] >= 0 && r->column[TERM] >= 0) return READ_HEADER;
    if (read_column(r->arena, row, OTHER_NAMES) >= 0) r->bad = STR(READ_OTHER_SYSTEM);
    return READ_WRONG;
}

/* ---- what is wrong with a code, and what to do ---- */

static bool is_scientific(struct str s)
{
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool e = s.p[i] == 'E' || s.p[i] == 'e';
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        letters += e;
        if (!e && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '.' && s.p[i] != '+') return false;
    }
    return letters == 1 && digits > 2;
}

static struct str code_reason(struct str typed, enum snomed_fault fault)
{
    enum { LONG = 15 };
    int64_t number;
    struct str s = str_trim(typed);
    if (is_scientific(s))
        return STR(
            "A spreadsheet has changed this code into a rounded number. Get the original file again and load it "
            "without opening it in a spreadsheet");
    if (fault == SNOMED_FAULT_CHECK_DIGIT && s.n >= LONG && str_ends(s, STR("000")))
        return STR(
            "This code was rounded by a spreadsheet: its last digits are lost. Get the original file again and "
            "load it without opening it in a spreadsheet");
    if (fault == SNOMED_FAULT_NOT_A_CONCEPT && str_int(s, 1, INT64_MAX, &number) &&
        snomed_partition(number) == SNOMED_DESCRIPTION)
        return STR(
            "This is the id of a description, as EMIS exports give it, not of a concept. Ask for the list by "
            "concept id");
    if (fault == SNOMED_FAULT_NOT_A_CONCEPT)
        return STR("This is the id of a relationship, not of a concept. Ask for the list by concept id");
    return snomed_fault_text(fault);
}

static bool is_inactive(struct str cell)
{
    static const char *const WORDS[] = {"0", "false", "no", "inactive", "n"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (str_eq_nocase(str_trim(cell), str_from_cstr(WORDS[i]))) return true;
    return false;
}

/* The name of the list: the row's cluster, else the file's own name. */
static struct str set_of(struct reading *r, const struct csv_row *row)
{
    struct str cluster = read_words(r, read_cell(r, row, CLUSTER));
    return cluster.n && cluster.n <= 200 ? cluster : r->called;
}

static void codes_row(struct reading *r, const struct csv_row *row)
{
    struct snomed_id id;
    struct str typed = read_cell(r, row, CODE), term = read_words(r, read_cell(r, row, TERM));
    struct str category = read_words(r, read_cell(r, row, CATEGORY));
    if (is_inactive(read_cell(r, row, ACTIVE))) {
        read_left(r);
        return;
    }
    enum snomed_fault fault = snomed_parse(typed, &id);
    if (fault) {
        read_no(r, row, typed, code_reason(typed, fault));
    } else if (!term.n) {
        read_no(r, row, typed, STR("There is no term beside this code, or it can't be read"));
    } else {
        read_set(r, set_of(r, row), STR(""),
            r->column[CLUSTER] >= 0 ? STR("NHS England primary care domain reference sets") : STR("As loaded"));
        read_row(r, (const struct str[]){snomed_digits(r->arena, id), category, term}, 3);
    }
}

const struct reading_kind READ_CODES = {
    codes_header, codes_row, STR_INIT("a code list: it needs the columns \"code\" and \"term\"")};
