/* The row of a person in lists: made anew from what the other tables say, by this one function. */
#include "care/people/person_listed.h"

#include "care/people/person_listed.sql.h"
#include "nhs/unicode.h"

static struct str or_else(struct str value, const char *otherwise)
{
    return value.n ? value : str_from_cstr(otherwise);
}

/* "o'brien, siân" with and without its accent stand side by side. A name that nobody knows comes last. */
static struct str name_order(struct arena *a, struct str family, struct str given)
{
    struct str order =
        str_join(a, (const struct str[]){unicode_fold(a, family), unicode_fold(a, given)}, 2, STR(", "));
    return order.n ? order : STR("~");
}

static int64_t day_or_none(struct date day)
{
    return date_is_set(day) ? day.v : LISTED_NO_DAY;
}

/* person_id is 0 where there is no row to be: the record became part of another, or was taken back. */
static enum err made(struct ctx *c, struct person_id id, struct person_listed_put_params *ret)
{
    struct person_listed_facts_row f;
    enum err err = person_listed_facts(c->db, id, &f);
    if (err) return err;
    *ret = (struct person_listed_put_params){.person_id = {0}};
    if (f.merged) return ERR_NONE;
    *ret = (struct person_listed_put_params){.person_id = id,
        .practice_id = f.practice_id,
        .restricted = f.restricted,
        .died = f.died_known,
        .name_order = name_order(c->arena, f.family_name, f.given_names),
        .born = day_or_none(f.born),
        .last_contact = instant_is_set(f.last_contact) ? instant_date(f.last_contact).v : LISTED_NO_DAY,
        .next_due = day_or_none(f.next_due),
        .interpreter = f.interpreter,
        .language = or_else(f.language, "en"),
        .written_format = or_else(f.written_format, "standard")};
    return ERR_NONE;
}

enum err person_listed_write(struct ctx *c, struct person_id id)
{
    struct person_listed_put_params row;
    int64_t changed;
    enum err err = made(c, id, &row);
    if (err) return err;
    return row.person_id.v ? person_listed_put(c->db, &row, &changed) : ERR_CONFLICT;
}

enum err person_listed_is_right(struct ctx *c, struct person_id id, bool *ret_right)
{
    struct person_listed_put_params should = {.person_id = {0}};
    struct person_listed_row_row is;
    enum err err = made(c, id, &should);
    if (!err) err = person_listed_row(c->db, id, &is);
    if (err == ERR_NOT_FOUND && !should.person_id.v) {
        *ret_right = true;
        return ERR_NONE;
    }
    *ret_right = should.person_id.v && !err && is.practice_id.v == should.practice_id.v &&
        is.restricted == should.restricted && is.died == should.died && str_eq(is.name_order, should.name_order) &&
        is.born == should.born && is.last_contact == should.last_contact && is.next_due == should.next_due &&
        is.interpreter == should.interpreter && str_eq(is.language, should.language) &&
        str_eq(is.written_format, should.written_format);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}
