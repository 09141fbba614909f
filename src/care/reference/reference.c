#include "care/reference/reference.h"

#include "care/reference/reference.sql.h"
#include "nhs/postcode.h"
#include "nhs/vocabulary.h"

static const struct term KIND_TERMS[] = {
#define KIND_TERM(name, word, heading) {STR_INIT(word), STR_INIT(heading)},
    REFERENCE_KIND_LIST(KIND_TERM)
#undef KIND_TERM
};
const struct vocabulary reference_kinds = {KIND_TERMS, COUNT_OF(KIND_TERMS)};

struct str reference_origin_text(struct arena *a, const struct reference_origin *o)
{
    struct str named = str_ends(o->name, o->version) ?
        o->name :
        str_printf(a, "%.*s, version %.*s", STR_ARG(o->name), STR_ARG(o->version));
    struct str day = date_long(a, instant_date(o->loaded_at));
    return str_printf(a, "%.*s, loaded %.*s", STR_ARG(named), STR_ARG(day));
}

enum err reference_organisation(struct ctx *c, struct str ods_code, struct reference_organisation *ret)
{
    struct reference_organisation_row_row row;
    enum err err = reference_organisation_row(c->db, ods_code, &row);
    if (!err)
        *ret = (struct reference_organisation){.name = row.name,
            .type = row.type,
            .parent = row.parent,
            .open = row.open,
            .closed = row.closed,
            .origin = {row.set_name, row.version, row.loaded_at}};
    return err;
}

static enum err by_area(struct ctx *c, struct str lsoa, struct reference_deprivation *ret)
{
    struct reference_deprivation_row_row row;
    if (!lsoa.n) return ERR_NOT_FOUND;
    enum err err = reference_deprivation_row(c->db, lsoa, &row);
    if (!err)
        *ret = (struct reference_deprivation){lsoa, row.rank, row.decile, {row.name, row.version, row.loaded_at}};
    return err;
}

/* Areas of 2021 are those of the newer index; many kept the code they had. */
enum err reference_deprivation(
    struct ctx *c, struct str postcode, struct str lsoa, struct reference_deprivation *ret)
{
    struct postcode parsed;
    struct reference_postcode_row_row row = {0};
    if (postcode_parse(postcode, &parsed)) {
        enum err err = reference_postcode_row(c->db, postcode_str(&parsed), &row);
        if (!err) err = by_area(c, row.lsoa_2021, ret);
        if (err == ERR_NOT_FOUND && row.lsoa_2011.n) err = by_area(c, row.lsoa_2011, ret);
        if (err != ERR_NOT_FOUND) return err;
    }
    return by_area(c, lsoa, ret);
}

enum err reference_codes(struct ctx *c, struct str name, struct str version, struct reference_code_list *ret)
{
    struct reference_code_rows_list rows;
    enum err err = reference_code_rows(c->db, name, version, &rows);
    if (err) return err;
    *ret = (struct reference_code_list){ARENA_ARRAY(c->arena, struct reference_code, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        struct snomed_id id;
        if (!snomed_from_int(rows.items[i].code, &id)) return ERR_DAMAGED;
        ret->items[ret->n++] = (struct reference_code){id, rows.items[i].category, rows.items[i].term};
    }
    return ERR_NONE;
}

/* ---- holidays ---- */

enum { YEAR_FIRST = 1900, YEARS = 300 };

static int by_day(const void *a, const void *b)
{
    int32_t x = ((const struct date *)a)->v, y = ((const struct date *)b)->v;
    return x < y ? -1 : x > y;
}

static struct date end_of_year(int year, bool last)
{
    struct date d = DATE_NONE;
    const struct date_parts parts = {year, last ? 12 : 1, last ? 31 : 1};
    MUST(date_from_parts(parts, &d));
    return d;
}

enum err reference_holidays(struct ctx *c, struct holidays *ret)
{
    struct reference_holiday_rows_list rows;
    int64_t *set_of = ARENA_ARRAY(c->arena, int64_t, YEARS);
    int first = YEARS, last = -1;
    enum err err = reference_holiday_rows(c->db, &rows);
    if (err) return err;
    struct date *days = ARENA_ARRAY(c->arena, struct date, rows.n + 1);
    *ret = (struct holidays){.days = days, .first = DATE_NONE, .last = DATE_NONE};
    memset(set_of, 0, YEARS * sizeof *set_of);
    for (size_t i = 0; i < rows.n; i++) {
        int year = date_parts(rows.items[i].day).year - YEAR_FIRST;
        if (year < 0 || year >= YEARS) continue;
        if (!set_of[year]) set_of[year] = rows.items[i].reference_set_id.v;
        if (set_of[year] != rows.items[i].reference_set_id.v) continue;
        days[ret->n++] = rows.items[i].day;
        if (year < first) first = year;
        if (year > last) last = year;
    }
    if (!ret->n) return ERR_NONE;
    qsort(days, ret->n, sizeof *days, by_day);
    ret->first = end_of_year(YEAR_FIRST + first, false);
    ret->last = end_of_year(YEAR_FIRST + last, true);
    return ERR_NONE;
}
