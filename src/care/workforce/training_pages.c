/* Training: recording it, confirming it, striking it through. */
#include "base/limits.h"
#include "care/workforce/pages/training.tmpl.h"
#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_pages.h"

struct recording {
    struct staff_facts staff;
    struct staff_reach reach;
    struct training training;
    struct problems problems;
};

/* ---- the form ---- */

static struct reply form_page(struct ctx *c, const struct request *r, const struct recording *k, int status)
{
    struct training_form_view *v = ARENA_NEW(c->arena, struct training_form_view);
    const struct problems *p = &k->problems;
    bool self = k->reach.self;
    *v = (struct training_form_view){.problems = problems_summary(p),
        .heading = STR("Record training"),
        .quiet = self ? STR("It counts once a supervisor has seen the evidence and confirmed it") : k->staff.name,
        .nonce = form_nonce(c, &r->form),
        .action = self ? URL("/my-development/training/new") :
                         url_with_id(c->arena, "/team/", k->staff.key, "/training/new"),
        .cancel = staff_page_url(c, &k->staff),
        .course = word_field(c, "course", "What", &courses, "Choose", form_get(&r->form, STR("course"))),
        .setting = word_field(c, "setting", "For which setting", &work_settings, "Not for one setting",
            form_get(&r->form, STR("setting"))),
        .done_on = date_field(c, &r->form, "done_on", "When was it done?", DATE_NONE, p),
        .expires_on = date_field(c, &r->form, "expires_on", "Until when does it count?", DATE_NONE, p),
        .evidence =
            text_field(&r->form, "evidence", self ? "What shows it?" : "What have you seen?", STR_NONE, p)};
    v->evidence.hint = STR("For example, certificate number and where it is kept");
    v->course.error = problems_at(p, STR("course"));
    v->setting.error = problems_at(p, STR("setting"));
    v->setting.hint = STR("For an induction in a setting, or training for specialists");
    v->expires_on.hint = STR("Only if the certificate says it. Otherwise leave it empty");
    struct page page = {.narrow = true, .has_problems = p->n != 0, .main = training_form_slot(v)};
    return staff_form_page(c, r, &k->staff, "Record training", status, &page);
}

static void check_dates(struct ctx *c, struct training *t, struct problems *p)
{
    struct date today = clock_today(c->clock);
    if (!date_is_set(t->done_on)) problems_add(p, STR("done_on"), STR("Enter the day it was done"));
    if (date_is_set(t->done_on) && date_before(today, t->done_on))
        problems_add(p, STR("done_on"), STR("The day it was done must be today or in the past"));
    if (date_is_set(t->expires_on) && date_is_set(t->done_on) && date_before(t->expires_on, t->done_on))
        problems_add(p, STR("expires_on"), STR("It must count until the day it was done, or later"));
}

static void read_training(struct ctx *c, const struct form *form, struct recording *k)
{
    struct training *t = &k->training;
    struct problems *p = &k->problems;
    int course = 0, setting = 0;
    if (!vocabulary_find(&courses, form_get(form, STR("course")), &course))
        problems_add(p, STR("course"), STR("Choose what they were trained in"));
    struct str where = form_get(form, STR("setting"));
    if (where.n && !vocabulary_find(&work_settings, where, &setting))
        problems_add(p, STR("setting"), STR("Choose a setting from the list"));
    t->course = (enum course)course;
    t->setting = (enum work_setting)setting;
    if (course && course_has_setting(t->course) && !setting)
        problems_add(p, STR("setting"), STR("Choose for which setting it was"));
    if (course && !course_has_setting(t->course)) t->setting = WORK_SETTING_NONE;
    t->done_on = field_date(form, STR("done_on"), STR("The day it was done"), p).date;
    t->expires_on = field_date(form, STR("expires_on"), STR("The day until which it counts"), p).date;
    check_dates(c, t, p);
    t->evidence = field_text(form, STR("evidence"), STR("What shows it"), LIMIT_LINE, p);
    if (!t->evidence.n) problems_add(p, STR("evidence"), STR("Enter what shows that it was done"));
    if (!form_nonce_read(form, &t->nonce)) t->nonce = uuid_new(c->clock);
    t->struck_at = t->confirmed_at = INSTANT_NONE;
}

static enum err save(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    struct training t = k->training;
    t.key = uuid_new(c->clock);
    return training_save(c, k->staff.account, &t);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct recording *k = arg;
    if (!result || result == ERR_EXISTS)
        return reply_see_other(staff_page_done(c, &k->staff, k->reach.training ? "recorded" : "waits"));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result != ERR_TOO_LARGE) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("So much is recorded for them that nothing can be added"));
    return form_page(c, r, k, 422);
}

static struct reply offer(struct ctx *c, const struct request *r, struct recording *k, enum err err)
{
    if (err) return shell_failure(c, err);
    if (!k->reach.training && !k->reach.self) return shell_error_page(c, 403);
    k->problems.arena = c->arena;
    if (r->method == HTTP_GET) return form_page(c, r, k, 200);
    read_training(c, &r->form, k);
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}

static struct reply own(struct ctx *c, const struct request *r)
{
    struct recording *k = ARENA_NEW(c->arena, struct recording);
    return offer(c, r, k, staff_open_by_id(c, c->actor->account, &k->staff, &k->reach));
}

static struct reply colleagues(struct ctx *c, const struct request *r)
{
    struct recording *k = ARENA_NEW(c->arena, struct recording);
    return offer(c, r, k, staff_open(c, request_id(r, 0), &k->staff, &k->reach));
}

struct reply own_training_new_get(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply own_training_new_post(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply training_new_get(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}

struct reply training_new_post(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}
