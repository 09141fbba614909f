/* Who covers for whom: the page, arranging it and ending it. */
#include "base/limits.h"
#include "care/caseload/case_cover.h"
#include "care/caseload/case_list.h"
#include "care/caseload/pages/cover.tmpl.h"
#include "platform/auth/permission.h"

struct arranging {
    struct problems problems;
    struct case_cover_list all;
    struct caseload_choices choices;
    struct case_takers takers;
    struct field_date from_on, until_on;
    const struct form *sent;
    struct case_covering covering;
};

/* Their own; whoever answers for others' work also theirs. */
static bool may_for(const struct ctx *c, struct account_id account)
{
    bool own = c->actor->role <= STAFF_ROLE_HEALTH_COACH && account.v == c->actor->account.v;
    return own || actor_may(c->actor, PERMISSION_HAND_OVER);
}

static enum err begin(struct ctx *c, struct arranging *k)
{
    *k = (struct arranging){.problems = {.arena = c->arena},
        .from_on = case_date_shown(c->arena, clock_today(c->clock)),
        .until_on = {.date = DATE_NONE}};
    enum err err = case_covers(c, &k->all);
    if (!err) err = caseload_choices(c, &k->choices);
    return err ? err : case_takers_read(c, &k->takers);
}

/* ---- said ---- */

static struct str days(struct arena *a, const struct case_cover *v)
{
    if (date_eq(v->from_on, v->until_on)) return date_long(a, v->from_on);
    return str_printf(a, "%.*s to %.*s", STR_ARG(date_long(a, v->from_on)), STR_ARG(date_long(a, v->until_on)));
}

static struct tag tag_of(const struct case_cover *v, struct date today)
{
    if (!v->works) return (struct tag){.text = STR("Needs somebody else: they have left"), .colour = TAG_RED};
    if (case_cover_acts(v, today)) return (struct tag){.text = STR("Now"), .colour = TAG_GREEN};
    return (struct tag){.text = STR("Arranged"), .colour = TAG_WHITE};
}

enum err case_cover_said(struct ctx *c, struct account_id whose, bool mine, struct lines *ret)
{
    struct case_cover_list all;
    struct date today = clock_today(c->clock);
    enum err err = case_covers(c, &all);
    if (err) return err;
    ret->items.items = ARENA_ARRAY(c->arena, struct line, all.n);
    for (size_t i = 0; i < all.n; i++) {
        const struct case_cover *v = &all.items[i];
        bool away = v->account.v == whose.v, stands_in = mine && v->to.v == whose.v;
        if (!away && !stands_in) continue;
        struct str words = stands_in ? str_printf(c->arena, "You cover for %.*s", STR_ARG(v->name)) :
            mine                     ? str_printf(c->arena, "%.*s covers for you", STR_ARG(v->to_name)) :
                                       str_printf(c->arena, "%.*s covers", STR_ARG(v->to_name));
        ret->items.items[ret->items.n++] = (struct line){.text = words,
            .rest = days(c->arena, v),
            .text_href = URL("/caseload/cover"),
            .tag = case_cover_acts(v, today) ? (struct tag){.text = STR_NONE} : tag_of(v, today)};
    }
    return ERR_NONE;
}

/* ---- the page ---- */

static enum err add_items(struct ctx *c, const struct arranging *k, struct cover_view *v)
{
    v->items.items = ARENA_ARRAY(c->arena, struct cover_item, k->all.n);
    for (size_t i = 0; i < k->all.n; i++) {
        const struct case_cover *one = &k->all.items[i];
        struct cover_item *item = &v->items.items[v->items.n++];
        *item = (struct cover_item){
            .words = str_printf(c->arena, "%.*s covers for %.*s", STR_ARG(one->to_name), STR_ARG(one->name)),
            .quiet = str_printf(
                c->arena, "%.*s. Arranged by %.*s", STR_ARG(days(c->arena, one)), STR_ARG(one->made_by_name)),
            .tag = tag_of(one, clock_today(c->clock))};
        if (may_for(c, one->account)) item->end = url_with_id(c->arena, "/caseload/cover/", one->key, "/end");
        enum err err = case_cover_gaps(c, one, &item->gaps);
        if (err) return err;
    }
    return ERR_NONE;
}

static void add_whose(struct ctx *c, const struct arranging *k, struct cover_view *v)
{
    const struct worklist_filter *f = &k->choices.filters[0];
    struct str chosen = k->sent ? form_get(k->sent, STR("whose")) : STR_NONE;
    if (!actor_may(c->actor, PERMISSION_HAND_OVER)) return;
    v->whose = (struct select_field){.name = STR("whose"), .label = STR("Who is away?"), .label_size = SIZE_S};
    v->whose.error = problems_at(&k->problems, STR("whose"));
    v->whose.items.items = ARENA_ARRAY(c->arena, struct option, f->n + 1);
    v->whose.items.items[v->whose.items.n++] =
        (struct option){.text = STR("Choose a colleague"), .value = STR("")};
    for (size_t i = 0; i < f->n; i++)
        if (k->choices.owners[i].v)
            v->whose.items.items[v->whose.items.n++] = (struct option){.text = f->choices[i].label,
                .value = f->choices[i].word,
                .selected = str_eq(f->choices[i].word, chosen)};
}

static struct reply cover_page_reply(struct ctx *c, const struct request *r, const struct arranging *k, int status)
{
    static const struct shell_notice NOTICES[] = {
        {"arranged", "Cover is arranged. Your colleague reads it on My day"}, {"ended", "The cover has ended"}};
    struct cover_view *v = ARENA_NEW(c->arena, struct cover_view);
    const struct problems *p = &k->problems;
    v->problems = problems_summary(p);
    v->top = (struct page_top){.heading = STR("Cover for absence"), .quiet = STR("Who stands in for whom")};
    v->may = may_for(c, c->actor->account);
    enum err err = add_items(c, k, v);
    if (err) return shell_failure(c, err);
    add_whose(c, k, v);
    bool own = !v->whose.name.n;
    v->to = case_to_field(c, &k->takers, own ? (enum staff_role)c->actor->role : STAFF_ROLE_NONE, "Who covers?",
        k->sent ? form_get(k->sent, STR("to")) : STR_NONE);
    v->to.error = problems_at(p, STR("to"));
    v->from_on = case_date_field(&k->from_on, "from_on", "First day");
    v->until_on = case_date_field(&k->until_on, "until_on", "Last day");
    v->from_on.error = problems_at(p, STR("from_on"));
    v->until_on.error = problems_at(p, STR("until_on"));
    struct page page = {.title = STR("Cover for absence"),
        .narrow = true,
        .has_problems = p->n != 0,
        .back = URL("/caseload"),
        .main = cover_page_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_CASELOAD, &page);
}

/* ---- arranging ---- */

static void read_whose(struct ctx *c, const struct form *form, struct arranging *k)
{
    const struct worklist_filter *f = &k->choices.filters[0];
    struct str word = form_get(form, STR("whose"));
    if (!actor_may(c->actor, PERMISSION_HAND_OVER)) {
        k->covering.account = c->actor->account;
        k->covering.name = c->actor->name;
        return;
    }
    for (size_t i = 0; i < f->n; i++)
        if (k->choices.owners[i].v && str_eq(f->choices[i].word, word)) {
            k->covering.account = k->choices.owners[i];
            k->covering.name = f->choices[i].label;
        }
    if (!k->covering.account.v) problems_add(&k->problems, STR("whose"), STR("Choose who is away"));
}

static struct date read_day(struct ctx *c, const struct form *form, const char *name, const char *label,
    struct field_date *shown, struct problems *p)
{
    struct str field = str_from_cstr(name);
    *shown = case_day_read(c, form, name, label, p);
    if (!date_is_set(shown->date) && !problems_at(p, field).n)
        problems_add(
            p, field, str_printf(c->arena, "Enter %.*s", STR_ARG(str_lower(c->arena, str_from_cstr(label)))));
    return shown->date;
}

static void read_form(struct ctx *c, const struct form *form, struct arranging *k)
{
    struct problems *p = &k->problems;
    struct case_covering *v = &k->covering;
    k->sent = form;
    read_whose(c, form, k);
    v->to = case_taker_chosen(&k->takers, form_get(form, STR("to")));
    if (!v->to) problems_add(p, STR("to"), STR("Choose who covers"));
    v->from_on = read_day(c, form, "from_on", "The first day", &k->from_on, p);
    v->until_on = read_day(c, form, "until_on", "The last day", &k->until_on, p);
    if (problems_at(p, STR("from_on")).n || problems_at(p, STR("until_on")).n) return;
    if (date_before(v->until_on, v->from_on))
        problems_add(p, STR("until_on"), STR("The last day must be the first day or later"));
    else if (date_days_between(v->from_on, v->until_on) > COVER_DAYS_MOST)
        problems_add(p, STR("until_on"), STR("Cover lasts at most a year. Give the cases to a colleague instead"));
}

struct reply cover_get(struct ctx *c, const struct request *r)
{
    struct arranging *k = ARENA_NEW(c->arena, struct arranging);
    enum err err = begin(c, k);
    if (err) return shell_failure(c, err);
    if (r->held) read_form(c, &r->form, k);
    return cover_page_reply(c, r, k, 200);
}

static enum err arrange(struct ctx *c, void *arg)
{
    struct arranging *k = arg;
    return case_cover_begin(c, &k->covering);
}

static struct reply arranged(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct arranging *k = arg;
    if (!result) return reply_see_other(URL("/caseload/cover?done=arranged"));
    if (result != ERR_REFUSED) return shell_failure(c, result);
    problems_add(&k->problems, STR("to"), k->covering.why_not);
    return cover_page_reply(c, r, k, 409);
}

struct reply cover_post(struct ctx *c, const struct request *r)
{
    struct arranging *k = ARENA_NEW(c->arena, struct arranging);
    if (!may_for(c, c->actor->account)) return shell_error_page(c, 403);
    enum err err = begin(c, k);
    if (err) return shell_failure(c, err);
    read_form(c, &r->form, k);
    return k->problems.n ? cover_page_reply(c, r, k, 422) : reply_write(arrange, arranged, k);
}

/* ---- ending ---- */

static enum err end_it(struct ctx *c, void *arg)
{
    return case_cover_end(c, arg);
}

static struct reply ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(URL("/caseload/cover?done=ended"));
}

struct reply cover_end_post(struct ctx *c, const struct request *r)
{
    struct case_cover_list all;
    enum err err = case_covers(c, &all);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; i < all.n; i++)
        if (uuid_eq(all.items[i].key, request_id(r, 0)) && may_for(c, all.items[i].account))
            return reply_write(end_it, ended, &all.items[i]);
    return shell_failure(c, ERR_NOT_FOUND);
}
