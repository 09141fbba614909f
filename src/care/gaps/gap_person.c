/* The gaps of one person: what is open, what was dismissed, by whom and why; dismissing one, and taking that back.
 */
#include "care/gaps/gap_views.h"
#include "care/gaps/pages/person_gaps.tmpl.h"
#include "platform/auth/permission.h"

static const struct shell_notice NOTICES[] = {{"dismissed", "Dismissed, with your name and why"},
    {"undone", "The gap is open again"}, {"gone", "That gap is closed already"}};

static struct url at_gaps(struct ctx *c, const struct person *p, struct uuid key, const char *after)
{
    const char *before = str_cstr(c->arena, person_url(c->arena, p, "/gaps/").text);
    return url_with_id(c->arena, before, key, after);
}

static struct reply to_gaps(struct ctx *c, const struct person *p, struct str done)
{
    return reply_see_other(url_with_query(c->arena, person_url(c->arena, p, "/gaps"), "done", done));
}

/* ---- the page ---- */

static struct gap_line line_of(struct ctx *c, const struct person *p, const struct gap *g)
{
    struct str whose = !g->owner.v ? STR("Nobody has it to close.") :
        g->owner_name.n            ? str_printf(c->arena, "%.*s has it to close.", STR_ARG(g->owner_name)) :
                                     STR_NONE;
    struct gap_line l = {.title = g->kind->label,
        .said = g->said,
        .why = g->kind->why,
        .since = str_join(c->arena,
            (const struct str[]){str_printf(c->arena, "%.*s.", STR_ARG(gap_since_words(c, g))), whose}, 2,
            STR(" "))};
    if (!actor_may(c->actor, PERMISSION_CASELOAD)) return l;
    l.fix = (struct link){.text = g->kind->fix, .href = gap_fix(c, g->kind, p, g->about)};
    if (!uuid_is_set(g->key)) return l; /* the next look, in a moment, gives it a key */
    l.dismiss = (struct link){.text = STR("Dismiss"),
        .href = at_gaps(c, p, g->key, ""),
        .hidden_text = str_printf(c->arena, ": %.*s", STR_ARG(g->kind->label))};
    return l;
}

static struct str dismissed_words(struct ctx *c, const struct gap_said *d)
{
    struct arena *a = c->arena;
    struct str day = date_long(a, instant_date(d->at));
    struct str until = date_is_set(d->until) ? str_printf(a, ", until %.*s", STR_ARG(date_long(a, d->until))) :
                                               STR(", until something about it changes");
    struct str undone = instant_is_set(d->undone_at) ?
        str_printf(a, " Taken back by %.*s on %.*s.", STR_ARG(d->undone_by),
            STR_ARG(date_long(a, instant_date(d->undone_at)))) :
        STR_NONE;
    return str_printf(a, "Dismissed by %.*s on %.*s%.*s: %.*s.%.*s", STR_ARG(d->by), STR_ARG(day), STR_ARG(until),
        STR_ARG(d->why), STR_ARG(undone));
}

/* The dismissal by which a gap is put off now; NULL: it isn't. */
static const struct gap_said *said_of(const struct gap_said_list *all, const struct gap *g, struct date today)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct gap_said *d = &all->items[i];
        bool over = instant_is_set(d->undone_at) || (date_is_set(d->until) && date_before(d->until, today));
        if (d->kind == g->kind && uuid_eq(d->about, g->about) && d->fact == g->fact && !over) return d;
    }
    return NULL;
}

static void show(struct ctx *c, const struct person *p, const struct gap_list *gaps,
    const struct gap_said_list *said, struct gaps_of_person_view *v)
{
    bool *acts = ARENA_ARRAY(c->arena, bool, said->n + 1);
    v->open.items = ARENA_ARRAY(c->arena, struct gap_line, gaps->n + 1);
    v->put_off.items = ARENA_ARRAY(c->arena, struct gap_line, gaps->n + 1);
    v->past.items = ARENA_ARRAY(c->arena, struct gap_line, said->n + 1);
    for (size_t i = 0; i < gaps->n; i++) {
        struct gap_line l = line_of(c, p, &gaps->items[i]);
        const struct gap_said *d = said_of(said, &gaps->items[i], clock_today(c->clock));
        if (!d) {
            v->open.items[v->open.n++] = l;
            continue;
        }
        acts[d - said->items] = true;
        l.said_by = dismissed_words(c, d);
        if (l.dismiss.text.n) l.undo = at_gaps(c, p, d->key, "/undo");
        l.dismiss = (struct link){0};
        v->put_off.items[v->put_off.n++] = l;
    }
    for (size_t i = 0; i < said->n; i++)
        if (!acts[i] && said->items[i].kind)
            v->past.items[v->past.n++] = (struct gap_line){
                .title = said->items[i].kind->label, .said_by = dismissed_words(c, &said->items[i])};
}

struct reply person_gaps_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct gap_list gaps;
    struct gap_said_list said;
    struct gaps_of_person_view *v = ARENA_NEW(c->arena, struct gaps_of_person_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = gaps_about(c, &p, &gaps);
    if (!err) err = gap_said_read(c, p.id, &said);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("Gaps"), .quiet = STR("What is missing in their support")};
    show(c, &p, &gaps, &said, v);
    struct page page = person_page(c, &p, STR("Gaps"), STR("Gaps, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = person_gaps_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- dismissing ---- */

struct dismissing {
    struct person person;
    struct gap gap;
    bool gone;
    struct str why;
    size_t until; /* of UNTILS */
    struct problems problems;
};

static const struct {
    struct str word, label;
    int days; /* 0: until the facts change */
} UNTILS[] = {
    {STR_INIT("week"), STR_INIT("For a week"), 7},
    {STR_INIT("month"), STR_INIT("For 4 weeks"), 28},
    {STR_INIT("quarter"), STR_INIT("For 3 months"), 91},
    {STR_INIT("change"), STR_INIT("Until something about it changes"), 0},
};

static const struct gap *with_key(const struct gap_list *list, struct uuid key)
{
    for (size_t i = 0; i < list->n; i++)
        if (uuid_eq(list->items[i].key, key)) return &list->items[i];
    return NULL;
}

/* Closed or dismissed since the page was drawn is not the same as never there. */
static enum err load(struct ctx *c, const struct request *r, struct dismissing *d)
{
    struct gap_list kept, now;
    d->problems.arena = c->arena;
    enum err err = person_get(c, r->person, &d->person);
    if (!err) err = gaps_kept(c, r->person, &kept);
    if (!err && !with_key(&kept, request_id(r, 1))) return ERR_NOT_FOUND;
    if (!err) err = gaps_about(c, &d->person, &now);
    if (err) return err;
    const struct gap *g = with_key(&now, request_id(r, 1));
    d->gone = !g || gap_is_put_off(g, clock_today(c->clock));
    if (g) d->gap = *g;
    d->gap.person = d->person;
    return ERR_NONE;
}

static struct reply dismiss_page(struct ctx *c, const struct request *r, const struct dismissing *d, int status)
{
    struct gap_dismiss_view *v = ARENA_NEW(c->arena, struct gap_dismiss_view);
    v->problems = problems_summary(&d->problems);
    v->action = at_gaps(c, &d->person, d->gap.key, "");
    v->cancel = person_url(c->arena, &d->person, "/gaps");
    v->line = line_of(c, &d->person, &d->gap);
    struct option *items = ARENA_ARRAY(c->arena, struct option, COUNT_OF(UNTILS));
    for (size_t i = 0; i < COUNT_OF(UNTILS); i++)
        items[i] = (struct option){.value = UNTILS[i].word, .text = UNTILS[i].label, .selected = i == d->until};
    v->until = (struct select_field){.name = STR("until"),
        .label = STR("For how long?"),
        .hint = STR("It comes back by itself then, or when what it rests on changes"),
        .error = problems_at(&d->problems, STR("until")),
        .items = {items, COUNT_OF(UNTILS)}};
    v->why = (struct textarea){.name = STR("why"),
        .label = STR("Why?"),
        .hint = STR("For example, her daughter rings her every day and tells us"),
        .rows = 2,
        .value = d->why,
        .error = problems_at(&d->problems, STR("why"))};
    struct page page = person_page(c, &d->person, STR("Gaps"), STR("Dismiss a gap, person record"));
    page.has_problems = d->problems.n != 0;
    page.main = gap_dismiss_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_form(const struct form *form, struct dismissing *d)
{
    struct str until = form_get(form, STR("until"));
    d->why = field_note(form, STR("why"), STR("Why"), GAP_WHY_MOST, &d->problems);
    if (!d->why.n) problems_add(&d->problems, STR("why"), STR("Enter why this need not be closed, or not yet"));
    for (d->until = 0; d->until < COUNT_OF(UNTILS) && !str_eq(until, UNTILS[d->until].word);) d->until++;
    if (d->until == COUNT_OF(UNTILS)) problems_add(&d->problems, STR("until"), STR("Choose for how long"));
}

struct reply gap_dismiss_get(struct ctx *c, const struct request *r)
{
    struct dismissing *d = ARENA_NEW(c->arena, struct dismissing);
    enum err err = load(c, r, d);
    if (err) return shell_failure(c, err);
    if (d->gone) return to_gaps(c, &d->person, STR("gone"));
    if (r->held) read_form(&r->form, d);
    return dismiss_page(c, r, d, 200);
}

static enum err dismiss(struct ctx *c, void *arg)
{
    const struct dismissing *d = arg;
    int days = UNTILS[d->until].days;
    struct date until = days ? date_add_days(clock_today(c->clock), days) : DATE_NONE;
    return gap_dismiss(c, &d->gap, d->why, until);
}

static struct reply dismissed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct dismissing *d = arg;
    (void)r;
    return result ? shell_failure(c, result) : to_gaps(c, &d->person, STR("dismissed"));
}

struct reply gap_dismiss_post(struct ctx *c, const struct request *r)
{
    struct dismissing *d = ARENA_NEW(c->arena, struct dismissing);
    enum err err = load(c, r, d);
    if (err) return shell_failure(c, err);
    if (d->gone) return to_gaps(c, &d->person, STR("gone"));
    read_form(&r->form, d);
    if (d->problems.n) return dismiss_page(c, r, d, 422);
    return reply_write(dismiss, dismissed, d);
}

/* ---- taking it back ---- */

struct undoing {
    struct person person;
    struct gap_said said;
};

static enum err undo(struct ctx *c, void *arg)
{
    const struct undoing *u = arg;
    return gap_dismissal_undo(c, u->person.id, &u->said);
}

static struct reply undone(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct undoing *u = arg;
    (void)r;
    if (result && result != ERR_CONFLICT)
        return shell_failure(c, result); /* somebody else was quicker: it is open */
    return to_gaps(c, &u->person, STR("undone"));
}

struct reply gap_undo_post(struct ctx *c, const struct request *r)
{
    struct gap_said_list all;
    struct undoing *u = ARENA_NEW(c->arena, struct undoing);
    enum err err = person_get(c, r->person, &u->person);
    if (!err) err = gap_said_read(c, r->person, &all);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; i < all.n; i++)
        if (uuid_eq(all.items[i].key, request_id(r, 1))) u->said = all.items[i];
    return u->said.id.v ? reply_write(undo, undone, u) : shell_failure(c, ERR_NOT_FOUND);
}
