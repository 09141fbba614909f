/* What the list of people can be filtered by: the words of its address, what they say, and the days they stand
 * for. */
#include "care/people/people_page.h"
#include "care/people/person.sql.h"
#include "care/people/person_listed.h"

static const struct worklist_choice WHOSE[] = {{STR_INIT("mine"), STR_INIT("Those I support")}};
static const struct worklist_choice DIED[] = {{STR_INIT("too"), STR_INIT("Shown as well")}};

/* In whole years, both included. */
static const struct {
    struct worklist_choice choice;
    int from, to;
} AGES[] = {
    {{STR_INIT("0-17"), STR_INIT("Under 18")}, 0, 17},
    {{STR_INIT("18-39"), STR_INIT("18 to 39")}, 18, 39},
    {{STR_INIT("40-64"), STR_INIT("40 to 64")}, 40, 64},
    {{STR_INIT("65-79"), STR_INIT("65 to 79")}, 65, 79},
    {{STR_INIT("80-89"), STR_INIT("80 to 89")}, 80, 89},
    {{STR_INIT("90"), STR_INIT("90 and over")}, 90, 200},
};

/* Days before today, both included; NEVER: on no day. */
enum { LONG_AGO = 100000, NEVER = -1 };
static const struct {
    struct worklist_choice choice;
    int from, to;
} CONTACTS[] = {
    {{STR_INIT("month"), STR_INIT("In the last 30 days")}, 30, -LONG_AGO},
    {{STR_INIT("over-1"), STR_INIT("Over 30 days ago")}, LONG_AGO, 31},
    {{STR_INIT("over-3"), STR_INIT("Over 3 months ago")}, LONG_AGO, 92},
    {{STR_INIT("over-6"), STR_INIT("Over 6 months ago")}, LONG_AGO, 183},
    {{STR_INIT("never"), STR_INIT("Never")}, NEVER, NEVER},
};

/* Days after today, both included. */
static const struct {
    struct worklist_choice choice;
    int from, to;
} DUES[] = {
    {{STR_INIT("overdue"), STR_INIT("Overdue")}, -LONG_AGO, -1},
    {{STR_INIT("today"), STR_INIT("Today")}, 0, 0},
    {{STR_INIT("week"), STR_INIT("Overdue, or in the next 7 days")}, -LONG_AGO, 7},
    {{STR_INIT("some"), STR_INIT("On any day")}, -LONG_AGO, LONG_AGO},
};

#define CHOICES_OF(table, choices) \
    for (size_t i = 0; i < COUNT_OF(table); i++) (choices)[i] = (table)[i].choice

static void add(struct people_choices *p, const char *name, const char *label, const char *any,
    const struct worklist_choice *choices, size_t n)
{
    p->filters[p->n++] = (struct worklist_filter){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .any = str_from_cstr(any),
        .choices = choices,
        .n = n};
}

static void add_bands(struct ctx *c, struct people_choices *p)
{
    struct worklist_choice *ages = ARENA_ARRAY(c->arena, struct worklist_choice, COUNT_OF(AGES));
    struct worklist_choice *contacts = ARENA_ARRAY(c->arena, struct worklist_choice, COUNT_OF(CONTACTS));
    struct worklist_choice *dues = ARENA_ARRAY(c->arena, struct worklist_choice, COUNT_OF(DUES));
    CHOICES_OF(AGES, ages);
    CHOICES_OF(CONTACTS, contacts);
    CHOICES_OF(DUES, dues);
    add(p, "contact", "Last contact", NULL, contacts, COUNT_OF(CONTACTS));
    add(p, "due", "Next step due", NULL, dues, COUNT_OF(DUES));
    add(p, "age", "Age", NULL, ages, COUNT_OF(AGES));
}

/* Interpreters first, then each way of writing that isn't the usual. */
static void add_needs(struct ctx *c, struct people_choices *p)
{
    const struct vocabulary *formats = &written_format_vocabulary, *languages = &language_vocabulary;
    struct worklist_choice *needs = ARENA_ARRAY(c->arena, struct worklist_choice, formats->n + 1);
    struct worklist_choice *spoken = ARENA_ARRAY(c->arena, struct worklist_choice, languages->n);
    size_t n = 0;
    needs[n++] = (struct worklist_choice){STR("interpreter"), STR("Interpreter needed")};
    for (size_t i = 0; i < formats->n; i++)
        if (i + 1 != WRITTEN_FORMAT_STANDARD)
            needs[n++] = (struct worklist_choice){formats->terms[i].code, formats->terms[i].label};
    for (size_t i = 0; i < languages->n; i++)
        spoken[i] = (struct worklist_choice){languages->terms[i].code, languages->terms[i].label};
    add(p, "need", "Communication need", NULL, needs, n);
    add(p, "language", "Language", NULL, spoken, languages->n);
}

enum err people_choices(struct ctx *c, struct people_choices *ret)
{
    struct practice_choices_list practices;
    enum err err = practice_choices(c->db, c->actor->pcn, c->actor->practice, &practices);
    if (err) return err;
    *ret = (struct people_choices){.practices = ARENA_ARRAY(c->arena, struct practice_id, practices.n + 1)};
    struct worklist_choice *names = ARENA_ARRAY(c->arena, struct worklist_choice, practices.n + 1);
    for (size_t i = 0; i < practices.n; i++) {
        names[i] = (struct worklist_choice){uuid_text(c->arena, practices.items[i].key), practices.items[i].name};
        ret->practices[i] = practices.items[i].practice_id;
    }
    add(ret, "whose", "Whose", "Everybody I may see", WHOSE, COUNT_OF(WHOSE));
    add_bands(c, ret);
    add_needs(c, ret);
    if (practices.n > 1) add(ret, "practice", "Practice", NULL, names, practices.n);
    add(ret, "died", "People who died", "Left out", DIED, COUNT_OF(DIED));
    return ERR_NONE;
}

/* ---- what they stand for ---- */

static const struct worklist_filter *filter_of(const struct worklist *w, const char *name)
{
    for (size_t i = 0; i < w->filter_count; i++)
        if (str_eq(w->filters[i].name, str_from_cstr(name))) return &w->filters[i];
    return NULL;
}

/* The place of the choice in its table, from 0; false: nothing chosen, or not offered. */
static bool chosen(const struct worklist *w, const char *name, size_t *ret)
{
    const struct worklist_filter *f = filter_of(w, name);
    if (!f || !f->chosen) return false;
    *ret = f->chosen - 1;
    return true;
}

/* The last day on which somebody could be born and be so old: where there is no such day, the one before it. */
static int64_t born_by(struct date today, int age)
{
    struct date_parts p = date_parts(today);
    struct date day;
    p.year -= age;
    if (p.year < 1) return INT32_MIN + 1;
    if (date_from_parts(p, &day)) return day.v;
    p.day--;
    return date_from_parts(p, &day) ? day.v : today.v;
}

static void filter_days(struct date today, const struct worklist *w, struct people_filter *f)
{
    size_t i;
    if (chosen(w, "age", &i)) {
        f->born_to = born_by(today, AGES[i].from);
        f->born_from = born_by(today, AGES[i].to + 1) + 1;
        f->few_so_old = AGES[i].from >= 80;
    }
    if (chosen(w, "contact", &i)) {
        bool never = CONTACTS[i].from == NEVER;
        f->contact_from = never ? LISTED_NO_DAY : today.v - CONTACTS[i].from;
        f->contact_to = never ? LISTED_NO_DAY : today.v - CONTACTS[i].to;
    }
    if (chosen(w, "due", &i)) {
        f->due_from = today.v + DUES[i].from;
        f->due_to = today.v + DUES[i].to;
    }
}

static void filter_needs(const struct worklist *w, struct people_filter *f)
{
    struct str need = worklist_chosen(w, "need");
    f->interpreter = str_eq(need, STR("interpreter"));
    f->written_format = f->interpreter ? STR_NONE : need;
    f->language = worklist_chosen(w, "language");
}

static const struct {
    const char *word;
    enum people_order order;
    bool down;
} ORDERS[] = {{"name", PEOPLE_BY_NAME, false}, {"name-turned", PEOPLE_BY_NAME, true},
    {"age", PEOPLE_BY_AGE, false}, {"age-turned", PEOPLE_BY_AGE, true}, {"contact", PEOPLE_BY_CONTACT, false},
    {"due", PEOPLE_BY_DUE, false}};

struct people_asked people_asked_for(struct ctx *c, const struct people_choices *choices, const struct worklist *w)
{
    struct people_asked asked = {
        .filter = people_filter_none(), .order = PEOPLE_BY_NAME, .most = WORKLIST_PAGE + 1};
    size_t i;
    for (size_t k = 0; k < COUNT_OF(ORDERS); k++)
        if (worklist_order_is(w, ORDERS[k].word)) {
            asked.order = ORDERS[k].order;
            asked.down = ORDERS[k].down != w->back;
        }
    asked.begun = w->begun;
    asked.after = (struct people_place){w->place.number, w->place.words, {w->place.id}};
    asked.filter.mine = chosen(w, "whose", &i);
    asked.filter.died_too = chosen(w, "died", &i);
    if (chosen(w, "practice", &i)) asked.filter.practice = choices->practices[i];
    filter_days(clock_today(c->clock), w, &asked.filter);
    filter_needs(w, &asked.filter);
    return asked;
}

struct str people_needs_words(struct arena *a, const struct person *p)
{
    bool english = !p->language.n || str_eq(p->language, STR("en"));
    struct str language = english ? STR_NONE : language_label(p->language);
    if (p->interpreter) language = str_join(a, (const struct str[]){language, STR("interpreter")}, 2, STR(" "));
    struct str format =
        p->written_format > WRITTEN_FORMAT_STANDARD ? written_format_label(p->written_format) : STR_NONE;
    return str_join(a, (const struct str[]){language, format}, 2, STR(". "));
}
