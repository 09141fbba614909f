/* Organisations: the ODS downloads, which have no headings and 27 columns in a fixed order, and lists that do. */
#include "care/reference/reference_read.h"

#include "nhs/ods_code.h"

enum { CODE, NAME, TYPE, STATUS, PARENT, CLOSED, SETTING };

static const char *const CODE_NAMES[] = {
    "organisationcode", "orgcode", "odscode", "code", "partnerorganisationcode", "pcncode", "orgid", NULL};
static const char *const NAME_NAMES[] = {
    "organisationname", "orgname", "name", "partnername", "partnerorganisationname", "pcnname", NULL};
static const char *const TYPE_NAMES[] = {
    "type", "organisationtype", "primaryrole", "primaryroledescription", "role", "rolename", NULL};
static const char *const STATUS_NAMES[] = {"status", "statuscode", "orgstatus", NULL};
static const char *const PARENT_NAMES[] = {"pcncode", "parent", "parentcode", "parentorganisationcode",
    "commissioner", "icbcode", "currentsubicbloccode", "subicblocationcode", NULL};
static const char *const CLOSED_NAMES[] = {
    "closedate", "closeddate", "closed", "dateclosed", "legalenddate", "enddate", NULL};

/* Columns of epraccur and its sisters, from 0. */
enum { ODS_COLUMNS_LEAST = 13, ODS_CLOSED = 11, ODS_STATUS = 12, ODS_COMMISSIONER = 14, ODS_SETTING = 25 };

static bool is_ods_download(const struct csv_row *row)
{
    static const struct str STATES[] = {STR_INIT("A"), STR_INIT("C"), STR_INIT("D"), STR_INIT("P"),
        STR_INIT("ACTIVE"), STR_INIT("CLOSED"), STR_INIT("DORMANT"), STR_INIT("PROPOSED")};
    struct ods_code code;
    if (row->n < ODS_COLUMNS_LEAST || !ods_code_parse(row->cells[0], &code)) return false;
    for (size_t i = 0; i < COUNT_OF(STATES); i++)
        if (str_eq_nocase(row->cells[ODS_STATUS], STATES[i])) return true;
    return false;
}

static enum read_header organisations_header(struct reading *r, const struct csv_row *row)
{
    if (is_ods_download(row)) {
        static const int COLUMNS[] = {0, 1, -1, ODS_STATUS, ODS_COMMISSIONER, ODS_CLOSED, ODS_SETTING};
        memcpy(r->column, COLUMNS, sizeof COLUMNS);
        return READ_DATA;
    }
    r->column[CODE] = read_column(r->arena, row, CODE_NAMES);
    r->column[NAME] = read_column(r->arena, row, NAME_NAMES);
    r->column[TYPE] = read_column(r->arena, row, TYPE_NAMES);
    r->column[STATUS] = read_column(r->arena, row, STATUS_NAMES);
    r->column[PARENT] = read_column(r->arena, row, PARENT_NAMES);
    r->column[CLOSED] = read_column(r->arena, row, CLOSED_NAMES);
    if (r->column[PARENT] == r->column[CODE]) /* a list of networks: what they belong to stands elsewhere */
        r->column[PARENT] = read_column(r->arena, row, PARENT_NAMES + 1);
    return r->column[CODE] >= 0 && r->column[NAME] >= 0 ? READ_HEADER : READ_WRONG;
}

/* 20230331, or as people write it. */
static bool closed_on(struct reading *r, struct str typed, struct date *ret)
{
    int64_t n;
    struct str s = str_trim(typed);
    *ret = DATE_NONE;
    if (!s.n) return true;
    if (s.n == 8 && str_int(s, 10000101, 99991231, &n)) {
        const struct date_parts parts = {(int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100)};
        return date_from_parts(parts, ret);
    }
    (void)r;
    return date_from_typed(s, ret);
}

static struct str type_of(const struct reading *r, const struct csv_row *row, const struct ods_code *code)
{
    if (r->column[TYPE] >= 0) return read_cell(r, row, TYPE);
    if (str_eq(str_trim(read_cell(r, row, SETTING)), STR("4"))) return STR("GP practice");
    return ods_code_looks_like_network(code) ? STR("Primary care network") : STR("");
}

static bool is_open(struct str status, struct date closed)
{
    struct str s = str_trim(status);
    if (!s.n) return !date_is_set(closed);
    return !str_eq_nocase(s, STR("C")) && !str_eq_nocase(s, STR("CLOSED")) && !str_eq_nocase(s, STR("INACTIVE"));
}

static void organisations_row(struct reading *r, const struct csv_row *row)
{
    struct ods_code code, parent;
    struct date closed;
    struct str typed = read_cell(r, row, CODE), name = read_words(r, read_cell(r, row, NAME));
    if (!ods_code_parse(typed, &code)) {
        read_no(
            r, row, typed, STR("An ODS code has 1 to 9 letters and digits. Check the row in the original file"));
        return;
    }
    if (!name.n) {
        read_no(r, row, typed, STR("There is no name beside this code, or it can't be read"));
        return;
    }
    if (!closed_on(r, read_cell(r, row, CLOSED), &closed)) {
        read_no(r, row, typed, STR("The day on which it closed is no date. Check the row in the original file"));
        return;
    }
    struct str type = read_words(r, type_of(r, row, &code));
    struct str above = ods_code_parse(read_cell(r, row, PARENT), &parent) ? ods_code_str(&parent) : STR("");
    bool open = is_open(read_cell(r, row, STATUS), closed);
    read_set(r, r->called, STR(""), STR("Organisation Data Service"));
    read_row(r,
        (const struct str[]){ods_code_str(&code), name, type, open ? STR("open") : STR("closed"), above,
            date_iso(r->arena, closed)},
        6);
}

const struct reading_kind READ_ORGANISATIONS = {organisations_header, organisations_row,
    STR_INIT(
        "a list of organisations: an ODS download such as epraccur.csv, or a list with the columns \"code\" and "
        "\"name\"")};
