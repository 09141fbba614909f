/* Answering for somebody who isn't ready yet: by name, with a reason, for one setting and a while. */
#include "base/limits.h"
#include "care/workforce/pages/override.tmpl.h"
#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_pages.h"

struct answering {
    struct staff_facts staff;
    struct staff_reach reach;
    struct staff_summary sum;
    const struct readiness_override *found;
    struct readiness_override making;
    struct problems problems;
};

/* ---- the form ---- */

/* "care-coordinator:general", as the radio says it. */
static struct str value_of(struct arena *a, const struct readiness *r)
{
    return str_printf(a, "%.*s:%.*s", STR_ARG(staff_role_code(r->role)),
        STR_ARG(vocabulary_code(&work_settings, (int)r->setting)));
}

static struct radios what_field(struct ctx *c, const struct form *form, const struct answering *k)
{
    struct radios what = {.name = STR("what"),
        .legend = STR("For which work do you answer?"),
        .legend_size = SIZE_S,
        .error = problems_at(&k->problems, STR("what"))};
    what.items.items = ARENA_ARRAY(c->arena, struct choice, k->sum.ready.n);
    for (size_t i = 0; i < k->sum.ready.n; i++) {
        const struct readiness *one = &k->sum.ready.items[i].readiness;
        if (one->ready) continue;
        struct str value = value_of(c->arena, one);
        what.items.items[what.items.n++] = (struct choice){.value = value,
            .label = str_printf(c->arena, "%.*s, %.*s", STR_ARG(staff_role_label(one->role)),
                STR_ARG(vocabulary_label(&work_settings, (int)one->setting))),
            .checked = str_eq(form_get(form, STR("what")), value)};
    }
    if (what.items.n == 1) what.items.items[0].checked = true;
    return what;
}

static bool is_listed(const struct know *know, struct str words)
{
    for (size_t i = 0; i < know->items.n; i++)
        if (str_eq(know->items.items[i].strong, words)) return true;
    return false;
}

/* What blocks referrals, each once. */
static struct know missing_know(
    struct ctx *c, const struct staff_summary *sum, const struct readiness_override *of)
{
    struct know know = {.heading = STR("What is missing"), .id = STR("missing")};
    size_t most = 0;
    for (size_t i = 0; i < sum->ready.n; i++) most += sum->ready.items[i].readiness.gaps.n;
    know.items.items = ARENA_ARRAY(c->arena, struct know_item, most);
    for (size_t i = 0; i < sum->ready.n; i++) {
        const struct readiness *r = &sum->ready.items[i].readiness;
        if (of ? r->role != of->role || r->setting != of->setting : r->ready) continue;
        for (size_t g = 0; g < r->gaps.n; g++)
            if (r->gaps.items[g].weight == READINESS_BLOCKS && !is_listed(&know, r->gaps.items[g].words))
                know.items.items[know.items.n++] =
                    (struct know_item){.strong = r->gaps.items[g].words, .text = r->gaps.items[g].to_do};
    }
    return know;
}

static struct reply form_page(struct ctx *c, const struct request *r, const struct answering *k, int status)
{
    struct override_form_view *v = ARENA_NEW(c->arena, struct override_form_view);
    const struct problems *p = &k->problems;
    struct date until = date_add_days(clock_today(c->clock), OVERRIDE_DAYS_MOST / 2);
    *v = (struct override_form_view){.problems = problems_summary(p),
        .top = {.heading = str_printf(c->arena, "Answer for %.*s", STR_ARG(k->staff.name)),
            .quiet = STR("Until the day you give they can take referrals, and your name and reason are shown")},
        .nonce = form_nonce(c, &r->form),
        .action = url_with_id(c->arena, "/team/", k->staff.key, "/override"),
        .cancel = staff_page_url(c, &k->staff),
        .missing = missing_know(c, &k->sum, NULL),
        .what = what_field(c, &r->form, k),
        .until = date_field(c, &r->form, "until", "Until when?", until, p),
        .reason = text_field(&r->form, "reason", "Why can’t it wait?", STR_NONE, p)};
    v->until.hint = STR("28 days from today at most");
    v->reason.hint = STR("For example, covers for Nadia until the course on 7 December");
    struct page page = {.narrow = true, .has_problems = p->n != 0, .main = override_form_slot(v)};
    return staff_form_page(c, r, &k->staff, "Answer for somebody", status, &page);
}

static void read_what(struct ctx *c, const struct form *form, struct answering *k)
{
    struct str typed = form_get(form, STR("what"));
    for (size_t i = 0; i < k->sum.ready.n; i++) {
        const struct readiness *one = &k->sum.ready.items[i].readiness;
        if (one->ready || !str_eq(value_of(c->arena, one), typed)) continue;
        k->making.role = one->role;
        k->making.setting = one->setting;
        return;
    }
    problems_add(&k->problems, STR("what"), STR("Choose for which work you answer"));
}

static void read_override(struct ctx *c, const struct form *form, struct answering *k)
{
    struct problems *p = &k->problems;
    struct readiness_override *o = &k->making;
    read_what(c, form, k);
    o->from_on = clock_today(c->clock);
    o->until_on = field_date(form, STR("until"), STR("The last day"), p).date;
    if (!date_is_set(o->until_on))
        problems_add(p, STR("until"), STR("Enter the last day"));
    else if (date_before(o->until_on, o->from_on))
        problems_add(p, STR("until"), STR("The last day must be today or later"));
    else if (date_days_between(o->from_on, o->until_on) > OVERRIDE_DAYS_MOST)
        problems_add(p, STR("until"), STR("The last day must be within 28 days"));
    o->reason = field_text(form, STR("reason"), STR("Why it can’t wait"), LIMIT_LINE, p);
    if (!o->reason.n) problems_add(p, STR("reason"), STR("Enter why it can’t wait"));
    if (!form_nonce_read(form, &o->nonce)) o->nonce = uuid_new(c->clock);
}

static enum err save(struct ctx *c, void *arg)
{
    const struct answering *k = arg;
    struct readiness_override o = k->making;
    o.key = uuid_new(c->clock);
    return override_save(c, k->staff.account, &o);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct answering *k = arg;
    if (!result || result == ERR_EXISTS) return reply_see_other(staff_page_done(c, &k->staff, "override"));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result != ERR_CONFLICT) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("A colleague answers for them in this work already"));
    return form_page(c, r, k, 409);
}

static enum err open_member(struct ctx *c, const struct request *r, struct answering *k)
{
    k->problems.arena = c->arena;
    enum err err = staff_open(c, request_id(r, 0), &k->staff, &k->reach);
    if (!err && !k->reach.passport) err = ERR_NOT_FOUND;
    if (!err) k->sum = staff_sum_up(c->arena, &k->staff, clock_today(c->clock));
    return err;
}

struct reply override_new_get(struct ctx *c, const struct request *r)
{
    struct answering *k = ARENA_NEW(c->arena, struct answering);
    enum err err = open_member(c, r, k);
    if (err) return shell_failure(c, err);
    return k->reach.training ? form_page(c, r, k, 200) : shell_error_page(c, 403);
}

struct reply override_new_post(struct ctx *c, const struct request *r)
{
    struct answering *k = ARENA_NEW(c->arena, struct answering);
    enum err err = open_member(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->reach.training) return shell_error_page(c, 403);
    read_override(c, &r->form, k);
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}

/* ---- one that was made ---- */

static enum err open_override(struct ctx *c, const struct request *r, struct answering *k)
{
    struct override_owner_row owner;
    enum err err = override_owner(c->db, request_id(r, 0), c->actor->pcn, &owner);
    if (!err) err = staff_open_by_id(c, owner.account_id, &k->staff, &k->reach);
    if (err) return err;
    if (!k->reach.training) return ERR_NOT_FOUND;
    for (size_t i = 0; i < k->staff.overrides.n; i++)
        if (uuid_eq(k->staff.overrides.items[i].key, request_id(r, 0))) k->found = &k->staff.overrides.items[i];
    k->sum = staff_sum_up(c->arena, &k->staff, clock_today(c->clock));
    return k->found ? ERR_NONE : ERR_NOT_FOUND;
}

static void fact(struct fact_list *list, const char *label, struct str value)
{
    list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static void show_facts(struct ctx *c, const struct answering *k, struct override_view *v)
{
    enum { FACTS = 6 };
    struct arena *a = c->arena;
    const struct readiness_override *o = k->found;
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    fact(&v->facts, "As", staff_role_label(o->role));
    fact(&v->facts, "From", date_long(a, o->from_on));
    fact(&v->facts, "Until", date_long(a, o->until_on));
    fact(&v->facts, "Why it can’t wait", o->reason);
    fact(&v->facts, "Who answers", o->made_by_name);
    if (instant_is_set(o->ended_at)) fact(&v->facts, "Ended", instant_long(a, o->ended_at));
}

struct reply override_get(struct ctx *c, const struct request *r)
{
    struct answering *k = ARENA_NEW(c->arena, struct answering);
    enum err err = open_override(c, r, k);
    if (err) return shell_failure(c, err);
    struct override_view *v = ARENA_NEW(c->arena, struct override_view);
    const struct readiness_override *o = k->found;
    v->acts = override_acts(o, clock_today(c->clock));
    v->top = (struct page_top){.heading = str_printf(c->arena, "Override, %.*s",
                                   STR_ARG(vocabulary_label(&work_settings, (int)o->setting))),
        .quiet = k->staff.name};
    v->tag = v->acts ? (struct tag){.text = STR("Acts now"), .colour = TAG_ORANGE} :
                       (struct tag){.text = STR("Has ended"), .colour = TAG_GREY};
    show_facts(c, k, v);
    v->missing = missing_know(c, &k->sum, o);
    v->end = url_with_id(c->arena, "/team/overrides/", o->key, "/end");
    struct page page = {.narrow = true, .main = override_record_slot(v)};
    return staff_form_page(c, r, &k->staff, "Override", 200, &page);
}

static enum err end(struct ctx *c, void *arg)
{
    const struct answering *k = arg;
    return override_end(c, k->staff.account, k->found);
}

static struct reply ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct answering *k = arg;
    (void)r;
    /* A colleague was quicker: it has ended all the same. */
    if (!result || result == ERR_CONFLICT) return reply_see_other(staff_page_done(c, &k->staff, "override-ended"));
    return result == ERR_REFUSED ? shell_error_page(c, 403) : shell_failure(c, result);
}

struct reply override_end_post(struct ctx *c, const struct request *r)
{
    struct answering *k = ARENA_NEW(c->arena, struct answering);
    enum err err = open_override(c, r, k);
    return err ? shell_failure(c, err) : reply_write(end, ended, k);
}
