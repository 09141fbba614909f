/* The form in which the person's answer to their plan is recorded: read, checked, drawn. */
#include "care/plan/plan_forms.h"

enum { NAME_MOST = 150, REVIEW_DAYS_MOST = 366 };

static const struct term ANSWER_TERMS[] = {
    {STR_INIT("agreed"), STR_INIT("Yes, they agree")},
    {STR_INIT("disagreed"), STR_INIT("No, they do not agree")},
    {STR_INIT("could_not"), STR_INIT("They could not answer")},
    {STR_INIT("declined"), STR_INIT("They do not want a plan")},
};
static const struct vocabulary ANSWERS = {ANSWER_TERMS, COUNT_OF(ANSWER_TERMS)};
static const struct term HOW_TERMS[] = {
    {STR_INIT("said"), STR_INIT("Said it")},
    {STR_INIT("paper"), STR_INIT("Signed on paper")},
    {STR_INIT("screen"), STR_INIT("Read it on the screen and agreed there")},
    {STR_INIT("phone"), STR_INIT("By telephone")},
    {STR_INIT("shown"), STR_INIT("Showed it, without words")},
};
static const struct vocabulary HOWS = {HOW_TERMS, COUNT_OF(HOW_TERMS)};

struct field_date plan_day(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return (struct field_date){.date = d};
    struct date_parts p = date_parts(d);
    return (struct field_date){
        str_printf(a, "%d", p.day), str_printf(a, "%d", p.month), str_printf(a, "%d", p.year), d};
}

struct date_input plan_date_input(const char *name, const char *legend, const char *hint,
    const struct field_date *d, const struct problems *problems)
{
    return (struct date_input){.name = str_from_cstr(name),
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .hint = str_from_cstr(hint),
        .day = d->day,
        .month = d->month,
        .year = d->year,
        .error = problems_at(problems, str_from_cstr(name))};
}

struct radios plan_choices(struct arena *a, const char *name, struct str legend, const struct vocabulary *list,
    struct str chosen, const struct problems *problems)
{
    struct radios r = {.name = str_from_cstr(name),
        .legend = legend,
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(problems, str_from_cstr(name))};
    r.items.items = ARENA_ARRAY(a, struct choice, list->n);
    for (size_t i = 0; i < list->n; i++)
        r.items.items[r.items.n++] = (struct choice){.value = list->terms[i].code,
            .label = list->terms[i].label,
            .checked = str_eq(list->terms[i].code, chosen)};
    return r;
}

struct plan_answer plan_answer_new(struct ctx *c, const struct plan_about *k, enum plan_event_kind answer)
{
    struct date today = clock_today(c->clock);
    return (struct plan_answer){.problems = {.arena = c->arena},
        .key = uuid_new(c->clock),
        .mark = k->plan.mark,
        .answer = answer,
        .decider = STR("person"),
        .on = plan_day(c->arena, today),
        .review_on = plan_day(c->arena, date_add_days(today, PLAN_REVIEW_AFTER_DAYS))};
}

struct plan_answer plan_answer_read(struct ctx *c, const struct form *form)
{
    int value;
    struct plan_answer f = {.problems = {.arena = c->arena}};
    struct problems *p = &f.problems;
    bool whole = uuid_from_text(form_get(form, STR("key")), &f.key) &&
        str_int(form_get(form, STR("mark")), 0, INT64_MAX, &f.mark);
    if (!whole) problems_add(p, STR_NONE, STR("This form is not complete. Go back to the plan and open it again"));
    struct str answer = form_get(form, STR("answer"));
    if (vocabulary_find(&ANSWERS, answer, &value) && vocabulary_find(&plan_event_kinds, answer, &value))
        f.answer = (enum plan_event_kind)value;
    f.decider = field_text(form, STR("decider"), STR("Who answered"), NAME_MOST, p);
    f.name = field_text(form, STR("name"), STR("Their name"), NAME_MOST, p);
    f.how = form_get(form, STR("how"));
    f.why = field_note(form, STR("why"), STR("Why"), PLAN_WHY_MOST, p);
    f.on = field_date(form, STR("on"), STR("The day"), p);
    f.review_on = field_date(form, STR("review_on"), STR("The day of the review"), p);
    return f;
}

/* ---- checks ---- */

static void check_decider(struct ctx *c, const struct consent_deciders *may, struct plan_answer *f)
{
    for (size_t i = 0; i < may->n; i++) {
        if (!str_eq(may->items[i].code, f->decider)) continue;
        bool parent = str_eq(f->decider, STR("parent"));
        if (parent && !f->name.n)
            problems_add(&f->problems, STR("name"), STR("Enter the name of the parent or guardian"));
        f->who = parent ? str_printf(c->arena, "%.*s, parent or guardian", STR_ARG(f->name)) : may->items[i].who;
        return;
    }
    problems_add(&f->problems, STR("decider"),
        may->not_able.n ?
            str_printf(c->arena, "Choose who answered, of those who may. %.*s", STR_ARG(may->not_able)) :
            STR("Choose who answered. Nobody else is recorded who may agree for them"));
}

void plan_check_on(const struct field_date *on, struct date today, struct str missing, struct problems *p)
{
    if (!date_is_set(on->date))
        problems_add(p, STR("on"), missing);
    else if (date_before(today, on->date))
        problems_add(p, STR("on"), STR("The day must be today or in the past"));
}

void plan_check_review_on(const struct field_date *review, struct date today, struct problems *p)
{
    if (!date_is_set(review->date))
        problems_add(p, STR("review_on"), STR("Enter when to look at it again together"));
    else if (!date_before(today, review->date))
        problems_add(p, STR("review_on"), STR("The review must be after today"));
    else if (date_days_between(today, review->date) > REVIEW_DAYS_MOST)
        problems_add(p, STR("review_on"), STR("Choose a day within a year: then somebody looks at it again"));
}

static void check_days(struct ctx *c, const struct person *p, struct plan_answer *f)
{
    struct date today = clock_today(c->clock), on = f->on.date;
    plan_check_on(&f->on, today, STR("Enter the day on which they answered"), &f->problems);
    if (date_is_set(on) && date_is_set(p->born) && date_before(on, p->born))
        problems_add(&f->problems, STR("on"), STR("The day must be after they were born"));
    if (f->answer == PLAN_AGREED) plan_check_review_on(&f->review_on, today, &f->problems);
}

static void check_criteria(struct ctx *c, const struct plan_about *k, struct plan_answer *f)
{
    struct plan_criterion criteria[PLAN_CRITERIA];
    plan_criteria(c->arena, &k->plan, criteria);
    for (size_t i = 0; i < PLAN_CRITERIA; i++)
        if (!criteria[i].evidence.n)
            problems_add(&f->problems, STR("answer"),
                str_printf(c->arena, "It can’t be called agreed yet. %.*s", STR_ARG(criteria[i].missing)));
}

void plan_answer_check_seen(const struct plan_about *k, struct plan_answer *f)
{
    if (f->answer == PLAN_AGREED && f->mark != k->plan.mark)
        problems_add(&f->problems, STR_NONE,
            STR("The plan was changed since you opened this page. Look at it again together before it is agreed"));
}

struct str plan_answer_how(const struct plan_answer *f)
{
    int how;
    return vocabulary_find(&HOWS, f->how, &how) ? vocabulary_label(&HOWS, how) : STR_NONE;
}

void plan_answer_check(
    struct ctx *c, const struct plan_about *k, const struct consent_deciders *may, struct plan_answer *f)
{
    if (k->person.died_known)
        problems_add(&f->problems, STR_NONE, STR("They have died. Their plan stays as it was"));
    if (!f->answer) problems_add(&f->problems, STR("answer"), STR("Choose what they answered"));
    if (f->answer && f->answer != PLAN_AGREED && !f->why.n)
        problems_add(&f->problems, STR("why"), STR("Write down why, in their words if you can"));
    if (f->answer == PLAN_AGREED) {
        check_criteria(c, k, f);
        if (!plan_answer_how(f).n) problems_add(&f->problems, STR("how"), STR("Choose how they agreed"));
    }
    plan_answer_check_seen(k, f);
    if (f->answer != PLAN_COULD_NOT) check_decider(c, may, f);
    check_days(c, &k->person, f);
}

/* ---- drawing ---- */

static void add_criteria(struct ctx *c, const struct plan_about *k, struct plan_agree_view *v)
{
    struct plan_criterion criteria[PLAN_CRITERIA];
    struct plan_part made = {.kind = PLAN_SECTION, .key = plan_section_key(PLAN_MADE)};
    plan_criteria(c->arena, &k->plan, criteria);
    v->criteria.items = ARENA_ARRAY(c->arena, struct plan_met, PLAN_CRITERIA + 1);
    for (size_t i = 0; i < PLAN_CRITERIA; i++)
        v->criteria.items[v->criteria.n++] = (struct plan_met){criteria[i].text, criteria[i].evidence,
            criteria[i].missing, plan_part_url(c->arena, &k->person, &made, "/edit")};
    v->criteria.items[v->criteria.n++] =
        (struct plan_met){.text = STR("They can look at the plan again, and change it, whenever they want"),
            .evidence = STR("The day of the review is set below")};
}

static struct radios deciders(struct ctx *c, const struct consent_deciders *may, const struct plan_answer *f)
{
    struct radios r = {.name = STR("decider"),
        .legend = STR("Who answered?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&f->problems, STR("decider"))};
    r.items.items = ARENA_ARRAY(c->arena, struct choice, may->n);
    for (size_t i = 0; i < may->n; i++)
        r.items.items[r.items.n++] = (struct choice){.value = may->items[i].code,
            .label = may->items[i].who,
            .hint = may->items[i].hint,
            .checked = str_eq(may->items[i].code, f->decider)};
    return r;
}

static struct input parent_name(const struct plan_answer *f, const struct problems *p)
{
    return (struct input){.name = STR("name"),
        .label = STR("Name, if it was a parent or guardian"),
        .label_size = SIZE_S,
        .value = f->name,
        .error = problems_at(p, STR("name")),
        .width = 30,
        .autocomplete = STR("off")};
}

struct plan_agree_view *plan_agree_view(
    struct ctx *c, const struct plan_about *k, const struct consent_deciders *may, const struct plan_answer *f)
{
    struct arena *a = c->arena;
    struct plan_agree_view *v = ARENA_NEW(a, struct plan_agree_view);
    struct problems *p = ARENA_NEW(a, struct problems);
    *p = f->problems;
    v->problems = problems_summary(p);
    v->heading = str_printf(a, "Does %.*s agree with the plan?", STR_ARG(person_called(a, &k->person)));
    v->key = uuid_text(a, f->key);
    v->mark = str_printf(a, "%lld", (long long)k->plan.mark);
    v->not_able = may->not_able;
    v->action = plan_url(a, &k->person, "/agree");
    v->cancel = plan_url(a, &k->person, "");
    add_criteria(c, k, v);
    v->answer = plan_choices(a, "answer", STR("What did they answer?"), &ANSWERS,
        vocabulary_code(&plan_event_kinds, (int)f->answer), p);
    v->decider = deciders(c, may, f);
    for (size_t i = 0; i < may->n; i++)
        if (str_eq(may->items[i].code, STR("parent"))) v->name = parent_name(f, p);
    v->how = plan_choices(a, "how", STR("How did they agree?"), &HOWS, f->how, p);
    v->how.in_line = true;
    v->why = (struct textarea){.name = STR("why"),
        .label = STR("If they did not agree, could not answer or do not want a plan: why"),
        .label_size = SIZE_S,
        .hint = STR("In their words if you can. Also what would help, and when to ask again"),
        .value = f->why,
        .error = problems_at(p, STR("why")),
        .rows = 3};
    v->on = plan_date_input("on", "On which day?", "", &f->on, p);
    v->review_on = plan_date_input("review_on", "When will you look at it again together?",
        "Within a year. It comes up on My day then", &f->review_on, p);
    return v;
}
