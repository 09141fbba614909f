/* The round list: one page on paper, those to be seen first. */
#include "care/homes/homes_pages.h"
#include "care/homes/pages/round.tmpl.h"
#include "care/tasks/task.h"
#include "nhs/telephone.h"

static enum err open_words(struct ctx *c, const struct resident *r, struct str *ret)
{
    enum { SHOWN = 3 };
    struct task_list open;
    struct str parts[SHOWN + 2];
    size_t n = 0;
    struct date today = clock_today(c->clock);
    enum err err = tasks_about(c, r->person.id, &open);
    for (size_t i = 0; !err && i < open.n && i < SHOWN; i++) {
        struct str day = date_brief(c->arena, open.items[i].due);
        parts[n++] = str_printf(c->arena, "%.*s (%.*s)", STR_ARG(open.items[i].title), STR_ARG(day));
    }
    if (care_home_review_is_due(r->medicines, today)) parts[n++] = STR("Medicines review due");
    if (!r->given.flu && !r->given.flu_declined) parts[n++] = STR("No flu vaccination yet");
    *ret = str_join(c->arena, parts, n, STR(". "));
    return err;
}

static void fact(struct round_list_view *v, const char *label, struct str value)
{
    if (value.n)
        v->facts.items.items[v->facts.items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

/* "CARTER, Derek (room 4); COOK, Gary": those from one place in the order to another. */
static struct str names(struct arena *a, const struct on_round_list *on, size_t from, size_t to)
{
    struct str *parts = ARENA_ARRAY(a, struct str, on->n + 1);
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        const struct resident *r = on->items[i].resident;
        struct str room = care_home_stay_word(a, "room", r->words), name = resident_called(a, r);
        parts[n++] = room.n ? str_printf(a, "%.*s (room %.*s)", STR_ARG(name), STR_ARG(room)) : name;
    }
    return str_join(a, parts, n, STR("; "));
}

static enum err add_rows(struct ctx *c, const struct on_round_list *on, struct round_list_view *v)
{
    struct date today = clock_today(c->clock);
    enum err err = ERR_NONE;
    v->rows.items = ARENA_ARRAY(c->arena, struct round_list_row, on->listed + 1);
    for (size_t i = 0; !err && i < on->listed; i++) {
        const struct resident *r = on->items[i].resident;
        struct round_list_row row = {.name = resident_called(c->arena, r),
            .quiet = resident_quiet(c->arena, r, today),
            .why = on->items[i].why,
            .ask = resident_asks(c->arena, r)};
        err = open_words(c, r, &row.open);
        v->rows.items[v->rows.n++] = row;
    }
    v->unseen = names(c->arena, on, on->listed, on->named);
    v->others = names(c->arena, on, on->named, on->n);
    return err;
}

struct reply round_list_get(struct ctx *c, const struct request *r)
{
    struct care_home h;
    struct residents all;
    struct arena *a = c->arena;
    struct round_list_view *v = ARENA_NEW(a, struct round_list_view);
    enum err err = care_home_read(c, request_id(r, 0), &h);
    if (!err) err = residents_read(c, h.id, true, &all);
    if (err) return shell_failure(c, err);
    struct date today = clock_today(c->clock), next = care_home_next_round(h.round_day, today);
    struct on_round_list on = residents_on_round(a, all, today);
    err = add_rows(c, &on, v);
    if (err) return shell_failure(c, err);
    v->top.heading = str_printf(a, "Round list, %.*s", STR_ARG(h.name));
    v->top.quiet = str_printf(a, "%zu of %zu residents whom you may see. Printed %.*s", on.listed, on.n,
        STR_ARG(date_with_weekday(a, today)));
    v->facts.items.items = ARENA_ARRAY(a, struct fact, 5);
    fact(v, "Next round", date_brief(a, next));
    fact(v, "Clinical lead", h.lead);
    fact(v, "Manager", h.manager);
    fact(v, "Telephone", telephone_display(a, h.phone));
    fact(v, "Last round", date_near(a, h.last_round, today));
    v->home = care_home_url(a, h.key, "");
    if (actor_may(c->actor, PERMISSION_CONTACT_RECORD)) v->round = care_home_url(a, h.key, "/round");
    struct page page = {.title = STR("Round list of a care home"), .main = round_list_slot(v)};
    return shell_page(c, r, 200, SECTION_CARE_HOMES, &page);
}
