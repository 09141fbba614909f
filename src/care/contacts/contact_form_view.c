/* The contact form as controls: what was typed comes back as typed, with its message. */
#include "care/contacts/contact_form.h"

#include "care/contacts/pages/contact_new.tmpl.h"
#include "nhs/telephone.h"

static struct radios choose(struct ctx *c, const struct contact_form *f, const char *name, const char *legend,
    const struct vocabulary *list, int value)
{
    struct str field = str_from_cstr(name);
    struct radios r = {.name = field,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(&f->problems, field)};
    r.items = choices_of(c->arena, list, vocabulary_code(list, value));
    return r;
}

static struct checkboxes tick(struct ctx *c, const char *name, const char *label, bool on)
{
    struct choice *one = ARENA_NEW(c->arena, struct choice);
    *one = (struct choice){.value = STR("yes"), .label = str_from_cstr(label), .checked = on};
    return (struct checkboxes){.name = str_from_cstr(name), .items = {one, 1}, .small = true};
}

static struct input text_field(
    const struct contact_form *f, const char *name, const char *label, struct str value, int width)
{
    struct str field = str_from_cstr(name);
    return (struct input){.name = field,
        .label = str_from_cstr(label),
        .value = value,
        .width = width,
        .error = problems_at(&f->problems, field),
        .autocomplete = STR("off")};
}

/* ---- with whom ---- */

static struct slot name_field(
    struct ctx *c, const struct contact_form *f, enum contact_with with, const char *name, const char *label)
{
    struct input *in = ARENA_NEW(c->arena, struct input);
    *in = text_field(f, name, label, f->names[with], 20);
    in->optional = true;
    return contact_name_slot(in);
}

static void view_with(
    struct ctx *c, const struct contact_form *f, const struct person *p, struct contact_form_view *v)
{
    v->with = choose(c, f, "with", "Who with?", &contact_withs, (int)f->with);
    struct choice *answers = v->with.items.items;
    answers[CONTACT_WITH_PERSON - 1].label = person_called(c->arena, p);
    answers[CONTACT_WITH_CARER - 1].conditional =
        name_field(c, f, CONTACT_WITH_CARER, "carer_name", "Name of carer or family");
    answers[CONTACT_WITH_PROFESSIONAL - 1].conditional =
        name_field(c, f, CONTACT_WITH_PROFESSIONAL, "professional_name", "Professional’s name and role");
    answers[CONTACT_WITH_SOMEONE_ELSE - 1].conditional =
        name_field(c, f, CONTACT_WITH_SOMEONE_ELSE, "someone_name", "Someone else’s name");
}

/* ---- how and when ---- */

static struct select_field mode_field(struct ctx *c, const struct contact_form *f)
{
    struct select_field s = {
        .name = STR("mode"), .label = STR("How"), .error = problems_at(&f->problems, STR("mode"))};
    s.items = options_of(
        c->arena, &contact_modes, "As is usual for what happened", vocabulary_code(&contact_modes, (int)f->mode));
    return s;
}

static struct str when_words(struct ctx *c, const struct contact_form *f)
{
    struct date today = clock_today(c->clock), day = instant_date(f->happened_at);
    struct str how = f->mode ? vocabulary_label(&contact_modes, (int)f->mode) :
        f->outcome           ? vocabulary_label(&contact_modes, (int)contact_usual_mode(f->outcome)) :
                               STR("Telephone");
    struct str date = date_eq(day, today) ?
        STR("today") :
        str_printf(c->arena, "on %.*s", STR_ARG(date_near(c->arena, day, today)));
    return str_printf(c->arena, "%.*s, %.*s at %.*s, by you.", STR_ARG(how), STR_ARG(date),
        STR_ARG(instant_time(c->arena, f->happened_at)));
}

static bool how_has_problem(const struct contact_form *f)
{
    static const struct str FIELDS[] = {
        STR_INIT("mode"), STR_INIT("direction"), STR_INIT("day"), STR_INIT("time"), STR_INIT("minutes")};
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++)
        if (problems_at(&f->problems, FIELDS[i]).n) return true;
    return false;
}

static void view_how(struct ctx *c, const struct contact_form *f, struct contact_form_view *v)
{
    static const struct term DIRECTIONS[] = {
        {STR_INIT("out"), STR_INIT("I got in touch")}, {STR_INIT("in"), STR_INIT("They got in touch")}};
    static const struct vocabulary directions = {DIRECTIONS, COUNT_OF(DIRECTIONS)};
    bool changed = f->mode || f->incoming || f->minutes.n || f->explained;
    v->how = (struct details){.summary = STR("Change how or when"), .open = changed || how_has_problem(f)};
    v->when = when_words(c, f);
    v->mode = mode_field(c, f);
    v->direction = choose(c, f, "direction", "Who got in touch?", &directions, f->incoming ? 2 : 1);
    v->day = (struct date_input){.name = STR("day"),
        .legend = STR("Day"),
        .legend_size = SIZE_S,
        .day = f->day.day,
        .month = f->day.month,
        .year = f->day.year,
        .error = problems_at(&f->problems, STR("day"))};
    v->time = text_field(f, "time", "Time", f->time, 5);
    v->minutes = text_field(f, "minutes", "Minutes it took", f->minutes, 3);
    v->minutes.inputmode = STR("numeric");
    v->minutes.optional = true;
    v->explained =
        tick(c, "explained", "First session: I explained my role, its limits and confidentiality", f->explained);
}

/* ---- what it finishes, what comes next ---- */

/* "Confirm the taxi for the eye clinic (overdue 2 days)" */
static struct str task_words(struct ctx *c, const struct task *t)
{
    struct date today = clock_today(c->clock);
    int late = date_days_between(t->due, today);
    struct str due = late > 0 ? str_printf(c->arena, "overdue %d %s", late, late == 1 ? "day" : "days") :
        late == 0             ? STR("due today") :
                                str_printf(c->arena, "due %.*s", STR_ARG(date_near(c->arena, t->due, today)));
    struct str whose = t->owner.v == c->actor->account.v ? STR_NONE : t->owner_name;
    struct str about = str_join(c->arena, (const struct str[]){due, whose}, 2, STR(", for "));
    return str_printf(c->arena, "%.*s (%.*s)", STR_ARG(t->title), STR_ARG(about));
}

static struct checkboxes finishes_field(struct ctx *c, const struct contact_form *f)
{
    struct checkboxes b = {.name = STR("finishes"),
        .legend = STR("Does this finish anything?"),
        .optional = true,
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&f->problems, STR("finishes"))};
    b.items.items = ARENA_ARRAY(c->arena, struct choice, f->open.n);
    for (size_t i = 0; i < f->open.n; i++)
        b.items.items[b.items.n++] = (struct choice){.value = uuid_text(c->arena, f->open.items[i].key),
            .label = task_words(c, &f->open.items[i]),
            .checked = f->finishes[i]};
    return b;
}

static void view_next(struct ctx *c, const struct contact_form *f, struct contact_form_view *v)
{
    struct date today = clock_today(c->clock);
    struct str tomorrow = date_brief(c->arena, date_add_days(today, 1));
    struct str week = date_brief(c->arena, date_add_days(today, 7));
    v->next = choose(c, f, "next", "When is the next contact?", &contact_nexts, (int)f->next);
    v->next.after = str_printf(
        c->arena, "Makes a task for you. Tomorrow is %.*s, in a week is %.*s.", STR_ARG(tomorrow), STR_ARG(week));
    struct date_input *on = ARENA_NEW(c->arena, struct date_input);
    *on = (struct date_input){.name = STR("next_on"),
        .legend = STR("Date of the next contact"),
        .legend_size = SIZE_PLAIN,
        .day = f->next_on.day,
        .month = f->next_on.month,
        .year = f->next_on.year,
        .error = problems_at(&f->problems, STR("next_on"))};
    v->next.items.items[NEXT_DATE - 1].conditional = contact_date_slot(on);
    v->next_title = text_field(f, "next_title", "What for?", f->next_title, 30);
    v->next_title.hint = STR("What you promised, if you promised something");
    v->next_title.label_size = SIZE_S;
    v->next_title.optional = true;
    v->next_first = tick(c, "next_first", "It can’t wait: act first that day", f->next_first);
}

struct contact_form_view *contact_form_view(struct ctx *c, const struct contact_form *f, const struct person *p)
{
    struct contact_form_view *v = ARENA_NEW(c->arena, struct contact_form_view);
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    *problems = f->problems;
    v->problems = problems_summary(problems);
    v->action = person_url(c->arena, p, "/contacts/new");
    v->nonce = uuid_text(c->arena, f->nonce);
    v->from = f->from_my_day ? STR("my-day") : STR_NONE;
    v->outcome = choose(c, f, "outcome", "What happened?", &contact_outcomes, (int)f->outcome);
    v->note = (struct textarea){.name = STR("note"),
        .label = STR("Note"),
        .label_size = SIZE_S,
        .optional = true,
        .rows = 3,
        .value = f->note,
        .error = problems_at(&f->problems, STR("note")),
        .hint = STR("What matters for the next person who reads this. One to 3 lines is enough.")};
    v->finishes = finishes_field(c, f);
    view_how(c, f, v);
    view_with(c, f, p, v);
    view_next(c, f, v);
    return v;
}
