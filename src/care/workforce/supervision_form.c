/* Logging supervision: when, how long, what was said and agreed. */
#include "base/limits.h"
#include "care/tasks/task.h"
#include "care/workforce/pages/supervision.tmpl.h"
#include "care/workforce/workforce_pages.h"

struct logging {
    struct staff_facts staff;
    struct staff_reach reach;
    struct supervision_saving saving;
    struct problems problems;
};

enum { MINUTES_LEAST = 5, MINUTES_MOST = 480, PROMPTS_MOST = 8 };

/* "action1_title": the parts of what was agreed, one to three. */
static const char *part_name(struct ctx *c, size_t number, const char *part)
{
    return str_cstr(c->arena, str_printf(c->arena, "action%zu_%s", number + 1, part));
}

/* ---- the form ---- */

static void prompt(struct lines *lines, struct str text)
{
    if (text.n && lines->items.n < PROMPTS_MOST)
        lines->items.items[lines->items.n++] = (struct line){.text = text};
}

/* Of who sees the whole caseload: what is late, and whether it is too much. Counts, and nobody by name. */
static enum err prompts_of_caseload(struct ctx *c, const struct logging *k, struct lines *lines)
{
    struct tasks_left left;
    struct capacity hours;
    if (!k->reach.caseload) return ERR_NONE;
    enum err err = tasks_left_by(c, k->staff.account, c->actor->pcn, &left);
    if (!err) err = workforce_capacity(c, k->staff.account, CASE_WEIGHT_STEADY, &hours);
    if (err) return err;
    if (left.overdue)
        prompt(lines,
            str_printf(c->arena, "%lld of their %lld open tasks %s overdue", (long long)left.overdue,
                (long long)left.open, left.overdue == 1 ? "is" : "are"));
    if (hours.room == ROOM_NO) prompt(lines, hours.words);
    return ERR_NONE;
}

/* From what is recorded: what blocks, what ends, what waits for a supervisor. */
static void prompts_of_development(struct ctx *c, const struct staff_facts *s, struct lines *lines)
{
    struct date today = clock_today(c->clock);
    struct staff_summary sum = staff_sum_up(c->arena, s, today);
    if (sum.blocks) prompt(lines, sum.blocks->words);
    for (size_t i = 0; i < sum.ending.n; i++) {
        const struct training *t = sum.ending.items[i];
        prompt(lines,
            str_printf(c->arena, "%.*s ends on %.*s", STR_ARG(training_title(c->arena, t->course, t->setting)),
                STR_ARG(date_long(c->arena, training_last_day(t)))));
    }
    for (size_t i = 0; i < sum.unconfirmed.n; i++)
        prompt(lines,
            str_printf(c->arena, "%.*s: the evidence is not confirmed yet",
                STR_ARG(training_title(
                    c->arena, sum.unconfirmed.items[i]->course, sum.unconfirmed.items[i]->setting))));
    if (sum.development.waits)
        prompt(lines,
            str_printf(c->arena, "Their portfolio: %zu to read, %zu of %d competencies signed off",
                sum.development.waits, sum.development.signed_off, COMPETENCY_COUNT - 1));
    if (sum.development.late)
        prompt(lines,
            str_printf(c->arena, "Their plan for the year: %zu of %zu goals overdue", sum.development.late,
                sum.development.goals));
    if (sum.development.overdue) prompt(lines, sum.development.gaps.items[0].words);
}

static enum err prompts(struct ctx *c, const struct logging *k, struct lines *ret)
{
    *ret = (struct lines){.items = {ARENA_ARRAY(c->arena, struct line, PROMPTS_MOST), 0}};
    enum err err = prompts_of_caseload(c, k, ret);
    if (!err) prompts_of_development(c, &k->staff, ret);
    return err;
}

static enum talk_kind own_kind(const struct ctx *c, const struct staff_facts *s)
{
    for (enum staff_link_kind kind = STAFF_LINK_DAY_TO_DAY; kind < STAFF_LINK_COUNT; kind++)
        if (s->links[kind].account.v == c->actor->account.v)
            return (enum talk_kind)(kind - STAFF_LINK_DAY_TO_DAY + TALK_DAY_TO_DAY);
    return TALK_NONE;
}

static struct radios kind_field(struct ctx *c, const struct form *form, const struct logging *k)
{
    struct radios field = {.name = STR("kind"),
        .legend = STR("What was it?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("kind"))};
    struct str chosen = form_get(form, STR("kind"));
    enum talk_kind own = own_kind(c, &k->staff);
    field.items.items = ARENA_ARRAY(c->arena, struct choice, TALK_COUNT);
    for (enum talk_kind kind = TALK_NONE + 1; kind < TALK_COUNT; kind++) {
        struct str code = vocabulary_code(&talk_kinds, (int)kind);
        field.items.items[field.items.n++] = (struct choice){.value = code,
            .label = vocabulary_label(&talk_kinds, (int)kind),
            .checked = form->fields.n ? str_eq(chosen, code) : kind == own};
    }
    return field;
}

static struct agreed_fields agreed_of(
    struct ctx *c, const struct form *form, const struct logging *k, size_t number)
{
    const struct problems *p = &k->problems;
    const char *who = part_name(c, number, "who");
    struct str chosen = form_get(form, str_from_cstr(who));
    struct agreed_fields f = {
        .legend = number ? str_printf(c->arena, "Action %zu (optional)", number + 1) : STR("Action 1 (optional)"),
        .title = text_field(form, part_name(c, number, "title"), "What will be done?", STR_NONE, p),
        .due = date_field(c, form, part_name(c, number, "due"), "By when?", DATE_NONE, p)};
    f.who = (struct radios){.name = str_from_cstr(who),
        .legend = STR("By whom?"),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(p, str_from_cstr(who)),
        .items = {ARENA_ARRAY(c->arena, struct choice, 2), 2}};
    f.who.items.items[0] =
        (struct choice){.value = STR("them"), .label = k->staff.name, .checked = !str_eq(chosen, STR("me"))};
    f.who.items.items[1] =
        (struct choice){.value = STR("me"), .label = STR("Me"), .checked = str_eq(chosen, STR("me"))};
    return f;
}

static struct textarea note_field(
    const struct form *form, const char *name, const char *label, const char *hint, const struct problems *p)
{
    struct str id = str_from_cstr(name);
    return (struct textarea){.name = id,
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .hint = str_from_cstr(hint),
        .value = form_get(form, id),
        .error = problems_at(p, id)};
}

static struct reply form_page(struct ctx *c, const struct request *r, const struct logging *k, int status)
{
    struct supervision_form_view *v = ARENA_NEW(c->arena, struct supervision_form_view);
    const struct problems *p = &k->problems;
    const struct form *form = &r->form;
    *v = (struct supervision_form_view){.problems = problems_summary(p),
        .top = {.heading = STR("Log supervision or an appraisal"),
            .quiet = str_printf(
                c->arena, "With %.*s. What you write here only the two of you read", STR_ARG(k->staff.name))},
        .nonce = form_nonce(c, form),
        .action = url_with_id(c->arena, "/team/", k->staff.key, "/supervision/new"),
        .cancel = staff_page_url(c, &k->staff),
        .kind = kind_field(c, form, k),
        .held_on = date_field(c, form, "held_on", "When was it?", clock_today(c->clock), p),
        .minutes = text_field(form, "minutes", "How long?", STR("60"), p),
        .agenda = note_field(
            form, "agenda", "What was talked about? (optional)", "No names or numbers of people you support", p),
        .agreed = note_field(form, "agreed", "What was agreed? (optional)", "", p)};
    enum err err = prompts(c, k, &v->prompts);
    if (err) return shell_failure(c, err);
    v->minutes.width = 3;
    v->minutes.suffix = STR("minutes");
    v->minutes.inputmode = STR("numeric");
    v->first_action = agreed_of(c, form, k, 0);
    v->more_fold = (struct details){.summary = STR("More actions"), .open = k->saving.agreed_count > 1 || p->n};
    v->more.items = ARENA_ARRAY(c->arena, struct agreed_fields, SUPERVISION_ACTIONS_MOST);
    for (size_t i = 1; i < SUPERVISION_ACTIONS_MOST; i++) v->more.items[v->more.n++] = agreed_of(c, form, k, i);
    struct page page = {.narrow = true, .has_problems = p->n != 0, .main = supervision_form_slot(v)};
    return staff_form_page(c, r, &k->staff, "Log supervision", status, &page);
}

/* ---- reading it ---- */

static void read_session(struct ctx *c, const struct form *form, struct logging *k)
{
    struct supervision *v = &k->saving.session;
    struct problems *p = &k->problems;
    int kind = 0;
    if (!vocabulary_find(&talk_kinds, form_get(form, STR("kind")), &kind))
        problems_add(p, STR("kind"), STR("Choose what it was"));
    v->kind = (enum talk_kind)kind;
    v->held_on = field_date(form, STR("held_on"), STR("The day"), p).date;
    if (!date_is_set(v->held_on)) problems_add(p, STR("held_on"), STR("Enter the day"));
    if (date_is_set(v->held_on) && date_before(clock_today(c->clock), v->held_on))
        problems_add(p, STR("held_on"), STR("The day must be today or in the past"));
    if (!str_int(str_trim(form_get(form, STR("minutes"))), MINUTES_LEAST, MINUTES_MOST, &v->minutes))
        problems_add(p, STR("minutes"), STR("Enter the minutes as a number from 5 to 480"));
    v->agenda = field_note(form, STR("agenda"), STR("What was talked about"), LIMIT_NOTE, p);
    v->agreed = field_note(form, STR("agreed"), STR("What was agreed"), LIMIT_NOTE, p);
    if (!form_nonce_read(form, &v->nonce)) v->nonce = uuid_new(c->clock);
}

static void read_agreed(struct ctx *c, const struct form *form, struct logging *k, size_t number)
{
    struct problems *p = &k->problems;
    struct str title = str_from_cstr(part_name(c, number, "title")),
               due = str_from_cstr(part_name(c, number, "due"));
    struct supervision_agreed one = {.title = field_text(form, title, STR("What will be done"), LIMIT_LINE, p),
        .due = field_date(form, due, STR("By when"), p).date};
    one.by_supervisor = str_eq(form_get(form, str_from_cstr(part_name(c, number, "who"))), STR("me"));
    if (!one.title.n && date_is_set(one.due)) problems_add(p, title, STR("Enter what will be done by then"));
    if (one.title.n && !date_is_set(one.due)) problems_add(p, due, STR("Enter by when it will be done"));
    if (one.title.n) k->saving.agreed[k->saving.agreed_count++] = one;
}

/* ---- saving it ---- */

static enum err save(struct ctx *c, void *arg)
{
    const struct logging *k = arg;
    struct supervision_saving saving = k->saving;
    saving.session.key = uuid_new(c->clock);
    for (size_t i = 0; i < saving.agreed_count; i++) saving.agreed[i].key = uuid_new(c->clock);
    return supervision_save(c, k->staff.account, &saving);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct logging *k = arg;
    (void)r;
    if (!result || result == ERR_EXISTS) return reply_see_other(staff_page_done(c, &k->staff, "supervision"));
    return result == ERR_REFUSED ? shell_error_page(c, 403) : shell_failure(c, result);
}

static enum err open_member(struct ctx *c, const struct request *r, struct logging *k)
{
    k->problems.arena = c->arena;
    enum err err = staff_open(c, request_id(r, 0), &k->staff, &k->reach);
    return !err && !k->reach.passport ? ERR_NOT_FOUND : err;
}

struct reply supervision_new_get(struct ctx *c, const struct request *r)
{
    struct logging *k = ARENA_NEW(c->arena, struct logging);
    enum err err = open_member(c, r, k);
    if (err) return shell_failure(c, err);
    return k->reach.supervises ? form_page(c, r, k, 200) : shell_error_page(c, 403);
}

struct reply supervision_new_post(struct ctx *c, const struct request *r)
{
    struct logging *k = ARENA_NEW(c->arena, struct logging);
    enum err err = open_member(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->reach.supervises) return shell_error_page(c, 403);
    read_session(c, &r->form, k);
    for (size_t i = 0; i < SUPERVISION_ACTIONS_MOST; i++) read_agreed(c, &r->form, k, i);
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}
