/* Opening a case, and the steps that are taken with one from its page. */
#include "care/caseload/case_pages.h"
#include "base/limits.h"
#include "platform/auth/permission.h"

struct stepping {
    struct case_showing showing;
    struct case_move move;
    struct case_opening opening;
};

enum { WORDS_MOST = 2000 };

static struct reply again(struct ctx *c, const struct request *r, struct stepping *k, int status)
{
    k->showing.sent = &r->form;
    return case_page(c, r, &k->showing, status);
}

/* ---- reading ---- */

static int read_word(const struct form *form, const char *name, const struct vocabulary *list, const char *missing,
    struct problems *p)
{
    int found = 0;
    if (!vocabulary_find(list, form_get(form, str_from_cstr(name)), &found))
        problems_add(p, str_from_cstr(name), str_from_cstr(missing));
    return found;
}

/* One has to be given. */
static struct date read_day(
    struct ctx *c, const struct form *form, const char *name, const char *label, struct problems *p)
{
    struct date day = case_day_read(c, form, name, label, p).date;
    if (!date_is_set(day) && !problems_at(p, str_from_cstr(name)).n)
        problems_add(p, str_from_cstr(name),
            str_printf(c->arena, "Enter %.*s", STR_ARG(str_lower(c->arena, str_from_cstr(label)))));
    return day;
}

/* As it was, where nobody changed it: what is overdue may stay so. shown: as it stood on the page, where a contact
 * may have moved it on since. */
static struct date read_kept(struct ctx *c, const struct form *form, const char *name, const char *label,
    struct date was, struct date shown, struct problems *p)
{
    struct problems none = {.arena = c->arena};
    struct field_date typed = field_date(form, str_from_cstr(name), str_from_cstr(label), &none);
    bool kept = date_is_set(typed.date) && (date_eq(typed.date, was) || date_eq(typed.date, shown));
    return kept ? was : read_day(c, form, name, label, p);
}

static void read_weight(const struct form *form, struct care_case *k, struct problems *p)
{
    k->weight = (enum case_weight)read_word(form, "weight", &case_weights, "Choose how complex it is", p);
    k->setting = (enum work_setting)read_word(form, "setting", &work_settings, "Choose the setting", p);
}

static void read_change(struct ctx *c, const struct form *form, struct stepping *k)
{
    struct problems *p = &k->showing.problems;
    struct care_case *next = &k->move.next;
    enum case_weight before = next->weight;
    struct date was = next->next_contact, shown;
    if (!date_from_iso(form_get(form, STR("shown")), &shown)) shown = was;
    int state = read_word(form, "state", &case_states, "Choose the state", p);
    if (state == CASE_IS_ACTIVE || state == CASE_IS_MONITORING)
        next->state = (enum case_state)state;
    else
        problems_add(p, STR("state"), STR("Choose the state"));
    read_weight(form, next, p);
    next->next_contact = read_kept(c, form, "next_contact", "The next contact", was, shown, p);
    next->review_on = read_kept(c, form, "review_on", "The review", next->review_on, next->review_on, p);
    /* More is asked for than until now: then the next contact isn't as far away either. */
    struct date soon = date_add_days(clock_today(c->clock), case_rhythm(next->weight, next->state));
    if (before != next->weight && date_eq(next->next_contact, was) && date_before(soon, was))
        next->next_contact = soon;
}

static void read_to(const struct form *form, struct stepping *k)
{
    k->move.to = case_taker_chosen(&k->showing.takers, form_get(form, STR("to")));
    if (!k->move.to) problems_add(&k->showing.problems, STR("to"), STR("Choose a colleague from the list"));
}

static void read_step(struct ctx *c, const struct request *r, struct stepping *k)
{
    struct problems *p = &k->showing.problems;
    const struct form *form = &r->form;
    int step = 0;
    k->move.from = k->move.next = *k->showing.now;
    bool known = vocabulary_find(&case_steps, form_get(form, STR("step")), &step) && step != CASE_STEP_OPENED &&
        step != CASE_STEP_PLANNED && step != CASE_STEP_CLOSED;
    if (!known || !str_int(form_get(form, STR("version")), 1, INT64_MAX, &k->move.from.version)) {
        problems_add(p, STR_NONE, STR("Choose what to do with the case"));
        return;
    }
    k->move.step = (enum case_step)step;
    k->move.words = field_note(form, STR("words"), STR("The words"), WORDS_MOST, p);
    if (step == CASE_STEP_CHANGED) read_change(c, form, k);
    if (step == CASE_STEP_GIVEN || step == CASE_STEP_REOPENED) read_to(form, k);
    if (step == CASE_STEP_GIVEN && k->move.to)
        k->move.words = case_given_words(c->arena, k->move.to, k->move.words);
    if (step == CASE_STEP_PAUSED) {
        k->move.next.pause = (enum case_pause)read_word(form, "why", &case_pauses, "Choose why it is on hold", p);
        k->move.next.next_contact = read_day(c, form, "next_contact", "The day to look at it again", p);
        if (k->move.next.pause)
            k->move.words = str_join(c->arena,
                (const struct str[]){str_printf(c->arena, "%.*s.",
                                         STR_ARG(vocabulary_label(&case_pauses, (int)k->move.next.pause))),
                    k->move.words},
                2, STR(" "));
    }
    if (step == CASE_STEP_RESUMED)
        k->move.next.next_contact = read_day(c, form, "next_contact", "The next contact", p);
}

/* ---- taking it ---- */

static enum err take(struct ctx *c, void *arg)
{
    struct stepping *k = arg;
    struct case_move *m = &k->move;
    bool given = m->step == CASE_STEP_GIVEN, same = m->to && m->from.coordinator.v == m->to->account.v;
    enum err err = case_take_step(c, m);
    if (err || (!given && m->step != CASE_STEP_REOPENED)) return err;
    const struct case_told told = {.from = same ? (struct account_id){0} : m->from.coordinator,
        .from_left = m->from.has_left,
        .to = m->to->account,
        .cases = &m->from.id,
        .n = 1,
        .tasks = m->tasks};
    return case_tell(c, &told);
}

struct str case_problem_quicker(struct arena *a, const struct case_event *last)
{
    struct str what = str_lower(a, vocabulary_label(&case_steps, (int)last->step));
    return str_printf(a, "%.*s was faster, at %.*s: %.*s. Nothing of yours was saved. Read it first",
        STR_ARG(last->by_name), STR_ARG(instant_time(a, last->at)), STR_ARG(what));
}

static struct reply taken(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct stepping *k = arg;
    struct case_events steps;
    if (!result) {
        struct url page = case_url(c->arena, &k->showing.person, k->showing.now, "");
        return reply_see_other(
            url_with_query(c->arena, page, "done", vocabulary_code(&case_steps, (int)k->move.step)));
    }
    if (result == ERR_CONFLICT) {
        enum err err = case_history(c, k->showing.now->id, &steps);
        if (err || !steps.n) return shell_failure(c, err);
        problems_add(&k->showing.problems, STR_NONE, case_problem_quicker(c->arena, &steps.items[0]));
        return again(c, r, k, 409);
    }
    if (result != ERR_REFUSED) return shell_failure(c, result);
    problems_add(&k->showing.problems, STR_NONE, k->move.why_not);
    return again(c, r, k, 409);
}

struct reply case_step_post(struct ctx *c, const struct request *r)
{
    struct stepping *k = ARENA_NEW(c->arena, struct stepping);
    enum err err = case_showing_read(c, r, &k->showing);
    if (err) return shell_failure(c, err);
    read_step(c, r, k);
    return k->showing.problems.n ? again(c, r, k, 422) : reply_write(take, taken, k);
}

/* ---- opening ---- */

static enum err open_it(struct ctx *c, void *arg)
{
    struct stepping *k = arg;
    k->opening.k.key = (struct uuid){{0}};
    enum err err = case_open(c, &k->opening);
    const struct case_told told = {.to = k->opening.to.account, .cases = &k->opening.k.id, .n = 1};
    return err ? err : case_tell(c, &told);
}

static struct reply opened(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct stepping *k = arg;
    struct url page = person_url(c->arena, &k->showing.person, "/case");
    if (!result) return reply_see_other(url_with_query(c->arena, page, "done", STR("opened")));
    if (result != ERR_REFUSED && result != ERR_EXISTS) return shell_failure(c, result);
    struct str why = result == ERR_REFUSED ?
        k->opening.why_not :
        str_printf(c->arena, "There is a case with a %.*s already. Give that one to a colleague instead",
            STR_ARG(str_lower(c->arena, staff_role_label(k->opening.to.role))));
    problems_add(&k->showing.problems, STR_NONE, why);
    return again(c, r, k, 409);
}

struct reply case_open_post(struct ctx *c, const struct request *r)
{
    struct stepping *k = ARENA_NEW(c->arena, struct stepping);
    struct problems *p = &k->showing.problems;
    enum err err = case_showing_read(c, r, &k->showing);
    if (err) return shell_failure(c, err);
    read_to(&r->form, k);
    read_weight(&r->form, &k->opening.k, p);
    k->opening.words = field_note(&r->form, STR("words"), STR("What it is about"), WORDS_MOST, p);
    k->opening.k.person = r->person;
    if (k->move.to) k->opening.to = *k->move.to;
    return p->n ? again(c, r, k, 422) : reply_write(open_it, opened, k);
}
