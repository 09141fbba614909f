/* The person's answer to their plan: agreed, not agreed, could not answer, declined. Agreed, it is a version. */
#include "care/plan/pages/agree.tmpl.h"
#include "care/plan/plan_forms.h"
#include "wire/json_write.h"

enum { WORDS_CEILING = 64 * 1024 };

struct agreeing {
    struct plan_about about;
    struct consent_deciders may;
    struct plan_answer form;
    struct draft_view draft;
    struct draft_keeping keeping;
};

static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct draft_of draft_about(struct person_id person)
{
    return (struct draft_of){STR("plan-agree"), person};
}

static enum err read_all(struct ctx *c, const struct request *r, struct agreeing *k)
{
    enum err err = plan_about_read(c, r, &k->about);
    return err ? err : consent_deciders(c, &k->about.person, &k->may);
}

static struct reply form_page(struct ctx *c, const struct request *r, struct agreeing *k, int status)
{
    struct page page = plan_frame(c, &k->about.person, "Agree the plan");
    struct plan_agree_view *v = plan_agree_view(c, &k->about, &k->may, &k->form);
    v->draft = k->draft;
    page.has_problems = k->form.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = plan_agree_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply plan_agree_get(struct ctx *c, const struct request *r)
{
    struct agreeing *k = ARENA_NEW(c->arena, struct agreeing);
    struct draft_opened opened;
    enum err err = read_all(c, r, k);
    if (!err)
        err = draft_open(c, r, draft_about(r->person), plan_url(c->arena, &k->about.person, "/agree"), &opened);
    if (err) return shell_failure(c, err);
    bool declined = str_eq(form_get(&r->query, STR("answer")), STR("declined"));
    k->draft = opened.view;
    if (!opened.fields) {
        k->form = plan_answer_new(c, &k->about, declined ? PLAN_DECLINED : PLAN_EVENT_NONE);
        return form_page(c, r, k, 200);
    }
    k->form = plan_answer_read(c, opened.fields);
    if (!opened.view.held) k->form.problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
    plan_answer_check_seen(&k->about, &k->form);
    return form_page(c, r, k, 200);
}

struct reply plan_agree_draft_post(struct ctx *c, const struct request *r)
{
    const struct person p = {.key = r->person_key};
    return draft_post(c, r, draft_about(r->person), plan_url(c->arena, &p, "/agree"));
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
    text(&w, "how", plan_answer_how(f));
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

static enum err record(struct ctx *c, const struct plan_about *now, const struct plan_answer *f)
{
    bool agreed = f->answer == PLAN_AGREED;
    struct plan_event e = {.key = f->key,
        .kind = f->answer,
        .on = f->on.date,
        .review_on = agreed ? f->review_on.date : DATE_NONE,
        .number = agreed ? next_number(&now->events) : 0,
        .mark = agreed ? now->plan.mark : 0,
        .words = words_of(c->arena, f)};
    bool ends = f->answer == PLAN_DECLINED; /* nothing is left to go through, and nothing of theirs is kept */
    enum err err = agreed || ends ? plan_review_due(c, &now->person, &now->events, &e) : ERR_NONE;
    return err ? err : plan_event_add(c, &now->person, &e, ends ? STR_NONE : plan_snapshot(c->arena, &now->plan));
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
    if (plan_event_by_key(&now.about.events, f.key)) return ERR_EXISTS;
    plan_answer_check(c, &now.about, &now.may, &f);
    if (f.problems.n) return ERR_INVALID;
    err = record(c, &now.about, &f);
    return err ? err : draft_end(c, k->keeping.of, k->keeping.key);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct agreeing *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct agreeing *k = arg;
    k->draft = draft_of_sent(c, k->keeping.form, plan_url(c->arena, &k->about.person, "/agree"));
    draft_note_kept(c, &k->keeping, result, &k->draft);
    return form_page(c, r, k, 422);
}

static struct reply done(struct ctx *c, const struct agreeing *k)
{
    struct str done = k->form.answer == PLAN_AGREED ? STR("agreed") :
        k->form.answer == PLAN_DECLINED             ? STR("declined") :
                                                      STR("answer");
    return reply_see_other(url_with_query(c->arena, plan_url(c->arena, &k->about.person, ""), "done", done));
}

/* The form's key was used: sent twice it is recorded once; changed since, it is another answer, and asked about.
 */
static struct reply sent_before(struct ctx *c, struct agreeing *k)
{
    const struct plan_event *e = plan_event_by_key(&k->about.events, k->form.key);
    struct plan_answer f = k->form;
    plan_answer_check(c, &k->about, &k->may, &f); /* who it was, in words */
    bool same = e && e->kind == f.answer && date_eq(e->on, f.on.date) &&
        str_eq(e->words, words_of(c->arena, &f)) &&
        (f.answer != PLAN_AGREED || date_eq(e->review_on, f.review_on.date));
    if (same) return done(c, k);
    k->form.key = uuid_new(c->clock);
    problems_add(&k->form.problems, STR_NONE,
        STR("This form was saved before and has changed since. If this is another answer, save it again"));
    return reply_write(keep_unfinished, unfinished, k);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct agreeing *k = arg;
    (void)r;
    if (!result) return done(c, k);
    if (result != ERR_INVALID && result != ERR_EXISTS) return shell_failure(c, result);
    enum err err = read_now(c, k->about.person.id, k);
    if (err) return shell_failure(c, err);
    if (result == ERR_EXISTS) return sent_before(c, k);
    plan_answer_check(
        c, &k->about, &k->may, &k->form); /* somebody changed the plan, or who may agree, meanwhile */
    return reply_write(keep_unfinished, unfinished, k);
}

struct reply plan_agree_post(struct ctx *c, const struct request *r)
{
    struct agreeing *k = ARENA_NEW(c->arena, struct agreeing);
    enum err err = read_all(c, r, k);
    if (err) return shell_failure(c, err);
    k->form = plan_answer_read(c, &r->form);
    k->keeping = draft_keeping(c, draft_about(r->person), &r->form);
    if (plan_event_by_key(&k->about.events, k->form.key)) return sent_before(c, k);
    struct plan_answer checked = k->form;
    plan_answer_check(c, &k->about, &k->may, &checked);
    if (!checked.problems.n) return reply_write(save, saved, k);
    k->form = checked;
    return reply_write(keep_unfinished, unfinished, k);
}

enum err plan_agree(struct ctx *c, const struct person *p, struct uuid key, struct str how, struct date review_on)
{
    struct agreeing now = {0};
    enum err err = read_now(c, p->id, &now);
    if (err) return err;
    struct plan_answer f = plan_answer_new(c, &now.about, PLAN_AGREED);
    f.key = key;
    f.how = how;
    f.review_on = plan_day(c->arena, review_on);
    plan_answer_check(c, &now.about, &now.may, &f);
    return f.problems.n ? ERR_INVALID : record(c, &now.about, &f);
}
