/* One record of training: what was seen, confirming it, striking it through. */
#include "base/limits.h"
#include "care/workforce/pages/training.tmpl.h"
#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_pages.h"

struct looking {
    struct staff_facts staff;
    struct staff_reach reach;
    const struct training *training;
    struct problems problems;
    struct str why;
};

static enum err open_record(struct ctx *c, const struct request *r, struct looking *k)
{
    struct training_owner_row owner;
    k->problems.arena = c->arena;
    enum err err = training_owner(c->db, request_id(r, 0), c->actor->pcn, &owner);
    if (!err) err = staff_open_by_id(c, owner.account_id, &k->staff, &k->reach);
    if (err) return err;
    for (size_t i = 0; i < k->staff.training.n; i++)
        if (uuid_eq(k->staff.training.items[i].key, request_id(r, 0))) k->training = &k->staff.training.items[i];
    return k->training && k->reach.passport ? ERR_NONE : ERR_NOT_FOUND;
}

enum { FACTS = 8 };

static void fact(struct fact_list *list, const char *label, struct str value)
{
    list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static struct str by_and_when(struct arena *a, struct str name, struct instant at)
{
    return str_printf(a, "%.*s, %.*s", STR_ARG(name), STR_ARG(instant_long(a, at)));
}

static void show_facts(struct ctx *c, const struct looking *k, struct training_view *v)
{
    struct arena *a = c->arena;
    const struct training *t = k->training;
    struct date last = training_last_day(t);
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    fact(&v->facts, "Who", k->staff.name);
    fact(&v->facts, "Done", date_long(a, t->done_on));
    fact(&v->facts, "Counts until", date_is_set(last) ? date_long(a, last) : STR("For good"));
    fact(&v->facts, "What shows it", t->evidence);
    fact(&v->facts, "Recorded by", by_and_when(a, t->recorded_by_name, t->recorded_at));
    fact(&v->facts, "Confirmed by",
        training_is_confirmed(t) ? by_and_when(a, t->confirmed_by_name, t->confirmed_at) : STR("Nobody yet"));
    if (training_stands(t)) return;
    fact(&v->facts, "Struck through by", by_and_when(a, t->struck_by_name, t->struck_at));
    fact(&v->facts, "Why", t->struck_why);
}

static struct reply record_page(struct ctx *c, const struct request *r, const struct looking *k, int status)
{
    const struct training *t = k->training;
    struct training_view *v = ARENA_NEW(c->arena, struct training_view);
    v->problems = problems_summary(&k->problems);
    v->top.heading = training_title(c->arena, t->course, t->setting);
    v->tag = training_tag(c->arena, t, clock_today(c->clock));
    if (v->tag.colour == TAG_NO_COLOUR) v->tag = (struct tag){.text = STR("Counts"), .colour = TAG_GREEN};
    if (!training_is_confirmed(t)) v->tag = (struct tag){.text = STR("Not confirmed yet"), .colour = TAG_ORANGE};
    if (!training_stands(t)) v->tag = (struct tag){.text = STR("Struck through"), .colour = TAG_GREY};
    show_facts(c, k, v);
    v->can_confirm = k->reach.training && training_stands(t) && !training_is_confirmed(t);
    v->confirm = url_with_id(c->arena, "/team/training/", t->key, "/confirm");
    v->can_strike = training_may_strike(c, &k->reach, t);
    v->strike = strike_form(url_with_id(c->arena, "/team/training/", t->key, "/strike"), &r->form, &k->problems);
    struct page page = {.narrow = true, .has_problems = k->problems.n != 0, .main = training_record_slot(v)};
    return staff_form_page(c, r, &k->staff, "Training", status, &page);
}

struct reply training_get(struct ctx *c, const struct request *r)
{
    struct looking *k = ARENA_NEW(c->arena, struct looking);
    enum err err = open_record(c, r, k);
    return err ? shell_failure(c, err) : record_page(c, r, k, 200);
}

/* ---- what is done to it ---- */

static struct reply changed(struct ctx *c, const struct looking *k, const char *done, enum err result)
{
    if (!result) return reply_see_other(staff_page_done(c, &k->staff, done));
    if (result == ERR_CONFLICT) return reply_see_other(staff_page_done(c, &k->staff, "struck-already"));
    return result == ERR_REFUSED ? shell_error_page(c, 403) : shell_failure(c, result);
}

static enum err confirm(struct ctx *c, void *arg)
{
    const struct looking *k = arg;
    return training_confirm(c, k->staff.account, k->training);
}

static struct reply confirmed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return changed(c, arg, "confirmed", result);
}

struct reply training_confirm_post(struct ctx *c, const struct request *r)
{
    struct looking *k = ARENA_NEW(c->arena, struct looking);
    enum err err = open_record(c, r, k);
    if (err) return shell_failure(c, err);
    return k->reach.training ? reply_write(confirm, confirmed, k) : shell_error_page(c, 403);
}

static enum err strike(struct ctx *c, void *arg)
{
    const struct looking *k = arg;
    return training_strike(c, k->staff.account, k->training, k->why);
}

static struct reply struck(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return changed(c, arg, "struck", result);
}

struct reply training_strike_post(struct ctx *c, const struct request *r)
{
    struct looking *k = ARENA_NEW(c->arena, struct looking);
    enum err err = open_record(c, r, k);
    if (err) return shell_failure(c, err);
    if (!training_stands(k->training)) return changed(c, k, "struck", ERR_CONFLICT);
    if (!training_may_strike(c, &k->reach, k->training)) return shell_error_page(c, 403);
    k->why = strike_read(&r->form, &k->problems);
    return k->problems.n ? record_page(c, r, k, 422) : reply_write(strike, struck, k);
}
