/* The person's answer to their plan: agreed, not agreed, could not answer, declined. Agreed, it is a version. */
#include "care/plan/pages/agree.tmpl.h"
#include "care/plan/plan_forms.h"
#include "wire/json_write.h"

enum { WORDS_CEILING = 64 * 1024 };

struct agreeing {
    struct plan_about about;
    struct consent_deciders may;
    struct plan_answer form;
    struct plan_event event;
};

static enum err read_all(struct ctx *c, const struct request *r, struct agreeing *k)
{
    enum err err = plan_about_read(c, r, &k->about);
    return err ? err : consent_deciders(c, &k->about.person, &k->may);
}

static struct reply form_page(struct ctx *c, const struct request *r, struct agreeing *k, int status)
{
    struct page page = plan_frame(c, &k->about.person, "Agree the plan");
    page.has_problems = k->form.problems.n != 0;
    page.main = plan_agree_page_slot(plan_agree_view(c, &k->about, &k->may, &k->form));
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply plan_agree_get(struct ctx *c, const struct request *r)
{
    struct agreeing *k = ARENA_NEW(c->arena, struct agreeing);
    enum err err = read_all(c, r, k);
    if (err) return shell_failure(c, err);
    bool declined = str_eq(form_get(&r->query, STR("answer")), STR("declined"));
    k->form = plan_answer_new(c, &k->about, declined ? PLAN_DECLINED : PLAN_EVENT_NONE);
    return form_page(c, r, k, 200);
}

static void text(struct json_writer *w, const char *name, struct str value)
{
    if (!value.n) return;
    json_name(w, str_from_cstr(name));
    json_str(w, value);
}

static struct str words_of(struct arena *a, const struct plan_answer *f)
{
    struct buf out = buf_new(a, 1024, WORDS_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    text(&w, "who", f->who);
    text(&w, "how", f->how);
    text(&w, "why", f->why);
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static int64_t next_number(const struct plan_events *all)
{
    int64_t most = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].number > most) most = all->items[i].number;
    return most + 1;
}

static enum err record(
    struct ctx *c, const struct plan_about *now, const struct plan_answer *f, struct plan_event *e)
{
    bool agreed = f->answer == PLAN_AGREED;
    *e = (struct plan_event){.key = f->key,
        .kind = f->answer,
        .on = f->on.date,
        .review_on = agreed ? f->review_on.date : DATE_NONE,
        .number = agreed ? next_number(&now->events) : 0,
        .mark = agreed ? now->plan.mark : 0,
        .words = words_of(c->arena, f)};
    if (plan_event_by_key(&now->events, f->key)) return ERR_EXISTS; /* sent twice */
    enum err err = agreed ? plan_review_due(c, &now->person, &now->events, e) : ERR_NONE;
    bool keeps = f->answer != PLAN_DECLINED;
    return err ? err : plan_event_add(c, &now->person, e, keeps ? plan_snapshot(c->arena, &now->plan) : STR_NONE);
}

/* Of the plan, the person and their consent as they are now. */
static enum err read_now(struct ctx *c, struct person_id person, struct agreeing *now)
{
    enum err err = person_get(c, person, &now->about.person);
    if (!err) err = plan_read(c, &now->about.person, &now->about.plan);
    if (!err) err = plan_events_read(c, person, &now->about.events);
    return err ? err : consent_deciders(c, &now->about.person, &now->may);
}

static enum err save(struct ctx *c, void *arg)
{
    struct agreeing *k = arg, now = {0};
    struct plan_answer f = k->form;
    enum err err = read_now(c, k->about.person.id, &now);
    if (err) return err;
    if (plan_event_by_key(&now.about.events, f.key)) return ERR_EXISTS; /* sent twice */
    plan_answer_check(c, &now.about, &now.may, &f);
    if (f.problems.n) return ERR_INVALID;
    return record(c, &now.about, &f, &k->event);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct agreeing *k = arg;
    if (result == ERR_INVALID) { /* somebody changed the plan, or who may agree, in between */
        enum err err = read_now(c, k->about.person.id, k);
        if (err) return shell_failure(c, err);
        plan_answer_check(c, &k->about, &k->may, &k->form);
        return form_page(c, r, k, 409);
    }
    if (result && result != ERR_EXISTS) return shell_failure(c, result);
    struct str done = k->form.answer == PLAN_AGREED ? STR("agreed") :
        k->form.answer == PLAN_DECLINED             ? STR("declined") :
                                                      STR("answer");
    return reply_see_other(url_with_query(c->arena, plan_url(c->arena, &k->about.person, ""), "done", done));
}

struct reply plan_agree_post(struct ctx *c, const struct request *r)
{
    struct agreeing *k = ARENA_NEW(c->arena, struct agreeing);
    enum err err = read_all(c, r, k);
    if (err) return shell_failure(c, err);
    k->form = plan_answer_read(c, &r->form);
    if (plan_event_by_key(&k->about.events, k->form.key)) return saved(c, r, k, ERR_EXISTS);
    struct plan_answer checked = k->form;
    plan_answer_check(c, &k->about, &k->may, &checked);
    if (!checked.problems.n) return reply_write(save, saved, k);
    k->form = checked;
    return form_page(c, r, k, 422);
}

enum err plan_agree(struct ctx *c, const struct person *p, struct uuid key, struct date review_on)
{
    struct agreeing now = {0};
    enum err err = read_now(c, p->id, &now);
    if (err) return err;
    struct plan_answer f = plan_answer_new(c, &now.about, PLAN_AGREED);
    f.key = key;
    f.how = STR("said");
    f.review_on = plan_day(c->arena, review_on);
    plan_answer_check(c, &now.about, &now.may, &f);
    return f.problems.n ? ERR_INVALID : record(c, &now.about, &f, &now.event);
}
