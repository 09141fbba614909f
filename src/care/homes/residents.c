/* The residents of a home as lists show them: details, what was given, what is due. */
#include "care/homes/homes_store.h"

#include "care/coded/coded.h"

enum { REVIEW_DAYS = 365, REVIEWS_KEPT = 5 * REVIEW_DAYS, NO_DAY = 9999999 };

/* What each code of the records says of a resident. */
enum given { GIVEN_OTHER, GIVEN_FLU, GIVEN_FLU_DECLINED, GIVEN_MEDICINES, GIVEN_PLAN };
static const struct {
    struct str code;
    enum given given;
} CODES[] = {
    {STR_INIT("822851000000102"), GIVEN_FLU},
    {STR_INIT("86198006"), GIVEN_FLU},
    {STR_INIT("955651000000100"), GIVEN_FLU},
    {STR_INIT("822931000000100"), GIVEN_FLU_DECLINED},
    {STR_INIT("1239511000000100"), GIVEN_MEDICINES},
    {STR_INIT("314530002"), GIVEN_MEDICINES},
    {STR_INIT("88551000000109"), GIVEN_MEDICINES},
    {STR_INIT("870661000000100"), GIVEN_MEDICINES},
    {STR_INIT("719329004"), GIVEN_MEDICINES},
    {STR_INIT("1187911000000105"), GIVEN_PLAN},
    {STR_INIT("1187921000000104"), GIVEN_PLAN},
    {STR_INIT("425268008"), GIVEN_PLAN},
    {STR_INIT("956841000000106"), GIVEN_PLAN},
};

/* ---- rules: pure ---- */

struct date care_home_season(struct date today)
{
    struct date_parts p = date_parts(today);
    struct date first;
    if (p.month < 9) p.year--;
    p.month = 9;
    p.day = 1;
    return date_from_parts(p, &first) ? first : today;
}

bool care_home_review_is_due(struct date last, struct date today)
{
    return !date_is_set(last) || date_days_between(last, today) >= REVIEW_DAYS;
}

struct date care_home_next_round(int round_day, struct date today)
{
    if (!round_day) return DATE_NONE;
    int days = (round_day - 1 - date_weekday(today) + 7) % 7;
    return date_add_days(today, days ? days : 7);
}

struct str care_home_day(struct arena *a, struct date day, struct date today)
{
    if (!date_is_set(day)) return STR_NONE;
    if (date_parts(day).year != date_parts(today).year) return date_short(a, day);
    struct str brief = date_brief(a, day);
    (void)str_cut(&brief, ' '); /* the day of the week */
    return brief;
}

/* ---- rows ---- */

static struct date day_of(int64_t listed)
{
    return listed == NO_DAY ? DATE_NONE : (struct date){(int32_t)listed};
}

static struct resident resident_of(const struct care_home_residents_row *row)
{
    return (struct resident){.stay = row->stay_key,
        .stay_version = row->version,
        .moved_in = row->moved_in,
        .words = row->words,
        .asked = (int)row->asked,
        .last_contact = day_of(row->last_contact),
        .next_due = day_of(row->next_due),
        .about = row->about,
        .medicines = DATE_NONE,
        .plan = DATE_NONE,
        .person = {.id = row->person_id,
            .key = row->key,
            .title = row->title,
            .given_names = row->given_names,
            .family_name = row->family_name,
            .preferred_name = row->preferred_name,
            .born = row->born,
            .nhs_number = row->nhs_number,
            .practice_name = row->practice,
            .restricted = row->restricted,
            .died_known = row->died_known}};
}

static int compare_ids(const void *a, const void *b)
{
    int64_t x = (*(struct resident *const *)a)->person.id.v, y = (*(struct resident *const *)b)->person.id.v;
    return x < y ? -1 : x > y;
}

static struct resident *by_id(struct resident **sorted, size_t n, struct person_id id)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t at = (low + high) / 2;
        if (sorted[at]->person.id.v == id.v) return sorted[at];
        if (sorted[at]->person.id.v < id.v)
            low = at + 1;
        else
            high = at;
    }
    return NULL;
}

/* "COVID-19 vaccination, seasonal dose": "COVID-19". */
static struct str vaccine_of(struct str display)
{
    static const struct str WORD = STR_INIT(" vaccination");
    for (size_t i = 1; i + WORD.n <= display.n; i++)
        if (str_starts(str_skip(display, i), WORD)) return str_slice(display, 0, i);
    return display;
}

/* Flu stands first. */
static void add_given(struct arena *a, struct resident *r, struct str what, struct date day, struct date today)
{
    struct str when = care_home_day(a, day, today);
    struct str words = str_printf(a, "%.*s %.*s", STR_ARG(what), STR_ARG(when)), before = r->given.words;
    bool flu = str_eq(what, STR("Flu"));
    r->given.words = str_join(a, (const struct str[]){flu ? words : before, flu ? before : words}, 2, STR(", "));
}

static void note_given(
    struct arena *a, struct resident *r, const struct care_home_given_row *row, struct date today)
{
    enum given given = GIVEN_OTHER;
    struct date day = instant_date(row->happened_at);
    for (size_t i = 0; i < COUNT_OF(CODES); i++)
        if (str_eq(CODES[i].code, row->code)) given = CODES[i].given;
    bool done = row->status != CODED_STATUS_NOT_DONE && row->status != CODED_STATUS_DECLINED;
    bool this_season = !date_before(day, care_home_season(today));
    if (given == GIVEN_MEDICINES && done) r->medicines = day;
    if (given == GIVEN_PLAN && done) r->plan = day;
    if (!this_season) return;
    if (given == GIVEN_FLU_DECLINED) r->given.flu_declined = true;
    if (given == GIVEN_FLU && done) {
        r->given.flu = true;
        add_given(a, r, STR("Flu"), day, today);
    }
    if (given == GIVEN_OTHER && row->kind == CODED_IMMUNISATION && done)
        add_given(a, r, vaccine_of(row->display), day, today);
}

static enum err add_all_given(struct ctx *c, struct care_home_id home, struct residents *list)
{
    struct care_home_given_list rows;
    struct date today = clock_today(c->clock);
    struct instant since = instant_from_local(date_add_days(today, -REVIEWS_KEPT), 0, 0);
    enum err err = care_home_given(c->db, home, since, &rows);
    if (err) return err;
    struct resident **sorted = ARENA_ARRAY(c->arena, struct resident *, list->n + 1);
    for (size_t i = 0; i < list->n; i++) sorted[i] = &list->items[i];
    if (list->n) qsort(sorted, list->n, sizeof *sorted, compare_ids);
    for (size_t i = 0; i < rows.n; i++) {
        struct resident *r = by_id(sorted, list->n, rows.items[i].person_id);
        if (r) note_given(c->arena, r, &rows.items[i], today);
    }
    return ERR_NONE;
}

enum err residents_read(struct ctx *c, struct care_home_id home, bool given, struct residents *ret)
{
    struct care_home_residents_list rows;
    enum err err = care_home_residents(c->db, home, RESIDENTS_MOST, &rows);
    if (err) return err;
    *ret = (struct residents){ARENA_ARRAY(c->arena, struct resident, rows.n + 1), 0};
    for (size_t i = 0; i < rows.n; i++) { /* two records of them were joined, each with a stay: once is enough */
        if (ret->n && ret->items[ret->n - 1].person.id.v == rows.items[i].person_id.v) continue;
        ret->items[ret->n++] = resident_of(&rows.items[i]);
    }
    return given ? add_all_given(c, home, ret) : ERR_NONE;
}
