/* The care homes of the invented network: who lives there, what is known of each, rounds, what is in the way. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_write.h"
#include "care/homes/homes.h"

enum { AT_ONCE = 40, ROUND_DAYS_AGO = 6, ISSUE_DAYS_AGO = 9, YEARS_THERE = 4 };

struct housing {
    struct demo_writing *w;
    const struct demo_residents *residents;
    struct care_home homes[DEMO_PRACTICES];
    size_t from;
    struct random_seeded random, keys;
};

void demo_residents_keep(struct demo_residents *list, const struct demo_person *d)
{
    if (!d->care_home || d->person.died_known || d->person.protected_address || list->n == list->most) return;
    list->items[list->n++] = (struct demo_resident){d->person.id, d->practice};
}

static enum err found_home(struct ctx *c, struct housing *h, int at, struct random_seeded *keys)
{
    const struct demo_practice *p = &demo_practices[at];
    struct care_home *home = &h->homes[at];
    *home = (struct care_home){.key = uuid_seeded(clock_now(c->clock), keys),
        .ods_code = str_printf(c->arena, "A99H%d", at + 1),
        .name = str_from_cstr(p->care_home),
        .address = str_printf(c->arena, "%s, %s", p->care_home_street, demo_town),
        .postcode = str_from_cstr(p->care_home_postcode),
        .phone = str_printf(c->arena, "01632 960 3%d0", at + 1),
        .manager = str_from_cstr(demo_home_managers.items[at]),
        .lead = str_printf(c->arena, "%s, %s", p->gps.items[0], p->name),
        .round_day = at % 5 + 1,
        .proxy = (enum care_home_proxy)(CARE_HOME_PROXY_WORKING - at % 4),
        .proxy_note = str_from_cstr(demo_home_proxy_notes.items[at % (int)demo_home_proxy_notes.n])};
    return care_home_add(c, home);
}

static enum err found_homes(struct ctx *c, void *arg)
{
    struct housing *h = arg;
    struct random_seeded keys = h->keys; /* a copy: the action may be run again */
    enum err err = ERR_NONE;
    for (int i = 0; !err && i < DEMO_PRACTICES; i++) err = found_home(c, h, i, &keys);
    return err;
}

static enum err house(
    struct ctx *c, struct housing *h, size_t at, struct random_seeded *r, struct random_seeded *keys)
{
    static const struct str ORDERING[] = {STR_INIT("working"), STR_INIT("working"), STR_INIT("working"),
        STR_INIT("agreed"), STR_INIT("not_asked"), STR_INIT("stuck"), STR_INIT("own"), STR_INIT("refused")};
    const struct demo_resident *one = &h->residents->items[at];
    const struct care_home *home = &h->homes[one->practice];
    struct date came = date_add_days(h->w->order->day, -demo_between(r, 20, YEARS_THERE * 365));
    const struct care_home_move move = {
        one->person, home->id, home->name, uuid_seeded(clock_now(c->clock), keys), came};
    bool asked = demo_chance(r, 170), soon = asked && demo_chance(r, 250);
    struct str about = demo_any(r, demo_home_asks), by = demo_any(r, demo_home_askers);
    struct str ordering = ORDERING[demo_between(r, 0, (int)COUNT_OF(ORDERING) - 1)];
    bool stuck = str_eq(ordering, STR("stuck"));
    const struct document_word words[] = {{"room", str_printf(c->arena, "%d", demo_between(r, 1, 60))},
        {"ask",
            soon      ? STR("soon") :
                asked ? STR("round") :
                        STR_NONE},
        {"ask_words", asked ? about : STR_NONE}, {"ask_by", asked ? by : STR_NONE}, {"ordering", ordering},
        {"ordering_words", stuck ? demo_any(r, demo_home_order_faults) : STR_NONE}};
    enum err err = care_home_move_in(c, &move);
    return err ? err : care_home_stay_write(c, one->person, move.key, words, COUNT_OF(words));
}

static enum err house_some(struct ctx *c, void *arg)
{
    struct housing *h = arg;
    struct random_seeded random = h->random, keys = h->keys;
    enum err err = ERR_NONE;
    random_seed(&random, h->w->order->seed ^ (0x40E5u + h->from));
    random_seed(&keys, h->w->order->seed ^ (0x40E6u + h->from));
    for (size_t i = h->from; !err && i < h->residents->n && i < h->from + AT_ONCE; i++)
        err = house(c, h, i, &random, &keys);
    return err;
}

static enum err hold_rounds(struct ctx *c, void *arg)
{
    const struct housing *h = arg;
    struct random_seeded keys;
    enum err err = ERR_NONE;
    random_seed(&keys, h->w->order->seed ^ 0x40E7u);
    for (int i = 0; !err && i < DEMO_PRACTICES; i++) {
        struct date on = date_add_days(h->w->order->day, -ROUND_DAYS_AGO);
        while (date_weekday(on) + 1 != h->homes[i].round_day) on = date_add_days(on, -1);
        err =
            care_home_round_held(c, h->homes[i].id, uuid_seeded(clock_now(c->clock), &keys), on, h->homes[i].lead);
        if (!err && i < (int)demo_home_issues.n)
            err = care_home_issue_raise(c, h->homes[i].id, uuid_seeded(clock_now(c->clock), &keys),
                str_from_cstr(demo_home_issues.items[i]));
    }
    return err;
}

enum err demo_write_homes(struct demo_writing *w, const struct demo_residents *residents)
{
    struct housing h = {.w = w, .residents = residents};
    size_t by = 0;
    while (demo_staff[by].role != STAFF_ROLE_SUPERVISOR || demo_staff[by].practice >= 0) by++;
    struct actor actor = w->staff[by];
    actor.scope = w->c->actor->scope; /* whoever invents the network sees all of it */
    random_seed(&h.keys, w->order->seed ^ 0x40E4u);
    enum err err = demo_run(w, &actor, w->began, STR("demo.homes"), found_homes, &h);
    for (int i = 0; i < DEMO_PRACTICES; i++) h.homes[i].lead = str_dup(w->c->arena, h.homes[i].lead);
    for (h.from = 0; !err && h.from < residents->n; h.from += AT_ONCE) {
        arena_reset(&w->work);
        err = demo_run(w, &actor, w->began, STR("demo.homes"), house_some, &h);
    }
    struct instant recent = instant_from_local(date_add_days(w->order->day, -ISSUE_DAYS_AGO), 14, 10);
    if (!err) err = demo_run(w, &actor, recent, STR("demo.homes"), hold_rounds, &h);
    arena_reset(&w->work);
    return err;
}
