#include "care/people/people_list.h"

#include "care/people/people_list.sql.h"
#include "care/people/person_listed.h"

struct people_filter people_filter_none(void)
{
    return (struct people_filter){.born_from = INT32_MIN,
        .contact_from = INT32_MIN,
        .due_from = INT32_MIN,
        .born_to = LISTED_NO_DAY,
        .contact_to = LISTED_NO_DAY,
        .due_to = LISTED_NO_DAY};
}

struct asking {
    struct ctx *c;
    const struct people_asked *asked;
    struct people_place after; /* of a gathering: numbers turned round with the order */
    int64_t sign;
    struct people_places *found;
    size_t room;
};

static enum err keep(struct asking *k, struct person_id person, int64_t number, struct str words)
{
    struct people_places *f = k->found;
    if (f->n == k->room) {
        size_t room = k->room ? 2 * k->room : 2 * k->asked->most;
        struct people_place *items = ARENA_ARRAY(k->c->arena, struct people_place, room);
        if (f->n) memcpy(items, f->items, f->n * sizeof *items);
        f->items = items;
        k->room = room;
    }
    f->items[f->n++] = (struct people_place){number, words, person};
    return ERR_NONE;
}

/* ---- the statements, of which each has its own structs of one shape ---- */

#define FILTER_OF(f) \
    .born_from = (f)->born_from, .born_to = (f)->born_to, .contact_from = (f)->contact_from, \
    .contact_to = (f)->contact_to, .due_from = (f)->due_from, .due_to = (f)->due_to, .died = (f)->died_too, \
    .interpreter = (f)->interpreter, .language = (f)->language, .written_format = (f)->written_format

#define KEEP_ROWS(rows, turned) \
    for (size_t i = 0; !err && i < (rows).n; i++) \
    err = keep(k, (rows).items[i].person_id, (rows).items[i].number * (turned), (rows).items[i].words)

#define ASK(statement, turned, ...) \
    do { \
        const struct people_filter *f = &k->asked->filter; \
        const struct statement##_params p = { \
            __VA_ARGS__, FILTER_OF(f), .after_id = k->after.person.v, .most = (int64_t)k->asked->most}; \
        struct statement##_list rows; \
        enum err err = statement(k->c->db, &p, &rows); \
        KEEP_ROWS(rows, turned); \
        return err; \
    } while (0)

#define WALK(order) \
    static enum err walk_##order(struct asking *k, struct practice_id practice, bool down) \
    { \
        if (down) ASK(people_walk_##order##_down, 1, .practice_id = practice, .after_number = k->after.number); \
        ASK(people_walk_##order, 1, .practice_id = practice, .after_number = k->after.number); \
    }
WALK(age)
WALK(contact)
WALK(due)

static enum err walk_name(struct asking *k, struct practice_id practice, bool down)
{
    if (down) ASK(people_walk_name_down, 1, .practice_id = practice, .after_words = k->after.words);
    ASK(people_walk_name, 1, .practice_id = practice, .after_words = k->after.words);
}

#define GATHER_OF(k) \
    .sort_by = (k)->asked->order, .sign = (k)->sign, .after_number = (k)->after.number, \
    .after_words = (k)->after.words

#define GATHER(kind) \
    static enum err gather_##kind(struct asking *k, struct practice_id practice) \
    { \
        ASK(people_gather_##kind, k->sign, .practice_id = practice, GATHER_OF(k)); \
    }
GATHER(contact)
GATHER(due)
GATHER(interpreter)
GATHER(language)
GATHER(format)
GATHER(age)

static enum err gather_related(struct asking *k)
{
    const struct actor *actor = k->c->actor;
    bool mine = k->asked->filter.mine;
    ASK(people_gather_related, k->sign, .role_held_id = actor->role_held,
        .owner_id = mine ? actor->account : (struct account_id){0}, .claims = !mine, .now = clock_now(k->c->clock),
        .practice_id = k->asked->filter.practice, GATHER_OF(k));
}

/* ---- which of them ---- */

static bool is_rare(struct str code, const char *usual)
{
    return code.n && !str_eq(code, str_from_cstr(usual));
}

/* The rarest filter first: most people were never spoken with, fewer have a need, few have something due. */
static bool gathers(const struct people_filter *f, enum err (**ret)(struct asking *, struct practice_id))
{
    const struct {
        bool asked;
        enum err (*gather)(struct asking *, struct practice_id);
    } RARE[] = {{f->due_to < LISTED_NO_DAY, gather_due}, {f->contact_to < LISTED_NO_DAY, gather_contact},
        {is_rare(f->written_format, "standard"), gather_format}, {f->interpreter, gather_interpreter},
        {is_rare(f->language, "en"), gather_language}, {f->few_so_old, gather_age}};
    *ret = NULL;
    for (size_t i = 0; !*ret && i < COUNT_OF(RARE); i++)
        if (RARE[i].asked) *ret = RARE[i].gather;
    return *ret != NULL;
}

static enum err walk(struct asking *k, struct practice_id practice)
{
    bool down = k->asked->down;
    switch (k->asked->order) {
    case PEOPLE_BY_NAME: return walk_name(k, practice, down);
    case PEOPLE_BY_AGE: return walk_age(k, practice, down);
    case PEOPLE_BY_CONTACT: return walk_contact(k, practice, down);
    case PEOPLE_BY_DUE: return walk_due(k, practice, down);
    }
    BUG("no such order");
}

/* Before the first: a place that everybody comes after. */
static struct people_place start(bool down, bool gathering)
{
    if (!down || gathering)
        return (struct people_place){
            .number = gathering ? -2 * LISTED_NO_DAY : INT32_MIN, .words = STR(""), .person = {INT32_MIN}};
    return (struct people_place){
        .number = 2 * LISTED_NO_DAY, .words = STR("\xF4\x8F\xBF\xBF"), .person = {INT64_MAX}};
}

static struct people_place after_of(const struct people_asked *asked, bool gathering)
{
    if (!asked->begun) return start(asked->down, gathering);
    struct people_place p = asked->after;
    if (gathering && asked->down) {
        p.number = -p.number;
        p.person.v = -p.person.v;
    }
    if (!p.words.p) p.words = STR(""); /* absent would be NULL, which nothing comes after */
    return p;
}

static int compare(const void *a, const void *b)
{
    const struct people_place *x = a, *y = b;
    int words = str_compare(x->words, y->words);
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    if (words) return words;
    return x->person.v < y->person.v ? -1 : x->person.v > y->person.v;
}

static int compare_down(const void *a, const void *b)
{
    return compare(b, a);
}

/* Somebody whom both their practice and a relation let in is there twice. */
static void settle(const struct people_asked *asked, struct people_places *found)
{
    if (!found->n) return;
    qsort(found->items, found->n, sizeof *found->items, asked->down ? compare_down : compare);
    size_t n = 1;
    for (size_t i = 1; i < found->n; i++)
        if (found->items[i].person.v != found->items[n - 1].person.v) found->items[n++] = found->items[i];
    found->n = n < asked->most ? n : asked->most;
}

static enum err ask_practices(struct asking *k)
{
    const struct scope *scope = &k->c->actor->scope;
    struct practice_id only = k->asked->filter.practice;
    enum err (*gather)(struct asking *, struct practice_id);
    bool few = gathers(&k->asked->filter, &gather);
    enum err err = ERR_NONE;
    k->after = after_of(k->asked, few);
    for (size_t i = 0; !err && i < scope->n; i++) {
        struct practice_id practice = {scope->practice_ids[i]};
        if (only.v && only.v != practice.v) continue;
        err = few ? gather(k, practice) : walk(k, practice);
    }
    return err;
}

enum err people_list_next(struct ctx *c, const struct people_asked *asked, struct people_places *ret)
{
    *ret = (struct people_places){0};
    struct asking k = {.c = c, .asked = asked, .sign = asked->down ? -1 : 1, .found = ret};
    enum err err = asked->filter.mine ? ERR_NONE : ask_practices(&k);
    k.after = after_of(asked, true);
    if (!err && (asked->filter.mine || c->actor->scope.person_count)) err = gather_related(&k);
    if (!err) settle(asked, ret);
    return err;
}

enum err people_list_person(struct ctx *c, struct person_id id, struct people_line *ret)
{
    struct people_list_shown_row row;
    enum err err = people_list_shown(c->db, id, &row);
    if (err) return err;
    *ret = (struct people_line){.last_contact = row.last_contact, .next_due = row.next_due, .noted = row.noted};
    ret->person = (struct person){.id = row.person_id,
        .key = row.key,
        .title = row.title,
        .given_names = row.given_names,
        .family_name = row.family_name,
        .preferred_name = row.preferred_name,
        .born = row.born,
        .nhs_number = row.nhs_number,
        .practice_name = row.practice,
        .restricted = row.restricted,
        .died_known = row.died_known,
        .died = row.died,
        .interpreter = row.interpreter,
        .language = row.language,
        .contact_times = row.contact_times};
    if (!written_format_from_code(row.written_format, &ret->person.written_format))
        ret->person.written_format = WRITTEN_FORMAT_NONE;
    return ERR_NONE;
}
