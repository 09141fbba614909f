/* The contact form: what is offered, what was sent, what will be saved. */
#include "care/contacts/contact_form.h"

#include "base/limits.h"

static const struct term NEXTS[] = {{STR_INIT("none"), STR_INIT("None needed")},
    {STR_INIT("tomorrow"), STR_INIT("Tomorrow")}, {STR_INIT("week"), STR_INIT("In a week")},
    {STR_INIT("date"), STR_INIT("Choose a date")}};
const struct vocabulary contact_nexts = {NEXTS, COUNT_OF(NEXTS)};

enum { YEARS_BACK = 1, YEARS_AHEAD = 2, DAYS_A_YEAR = 366, MINUTES_MOST = 600, DAYS_A_WEEK = 7 };

static struct field_date date_of(struct ctx *c, struct date d)
{
    struct date_parts p = date_parts(d);
    return (struct field_date){str_printf(c->arena, "%d", p.day), str_printf(c->arena, "%d", p.month),
        str_printf(c->arena, "%d", p.year), d};
}

static struct contact_form empty_form(struct ctx *c, struct task_list open)
{
    return (struct contact_form){.problems = {.arena = c->arena},
        .open = open,
        .finishes = ARENA_ARRAY(c->arena, bool, open.n),
        .next_due = DATE_NONE,
        .next_on = {.date = DATE_NONE},
        .happened_at = INSTANT_NONE};
}

struct contact_form contact_form_new(
    struct ctx *c, const struct person *p, struct task_list open, struct uuid task, bool from_my_day)
{
    struct contact_form f = empty_form(c, open);
    f.outcome = CONTACT_SPOKE;
    f.with = p->died_known ? CONTACT_WITH_CARER : CONTACT_WITH_PERSON;
    f.next = NEXT_NONE;
    f.happened_at = clock_now(c->clock);
    f.day = date_of(c, clock_today(c->clock));
    f.time = instant_time(c->arena, f.happened_at);
    f.nonce = uuid_new(c->clock);
    f.from_my_day = from_my_day;
    for (size_t i = 0; i < open.n; i++) f.finishes[i] = uuid_eq(open.items[i].key, task);
    return f;
}

/* ---- reading ---- */

/* The value of a field whose answers are a list; the message if there is none or it was never offered. */
static int choice_of(struct contact_form *f, const struct form *form, struct str name,
    const struct vocabulary *list, struct str message)
{
    int value;
    if (vocabulary_find(list, form_get(form, name), &value)) return value;
    problems_add(&f->problems, name, message);
    return 0;
}

static void read_minutes(struct contact_form *f, const struct form *form)
{
    int64_t minutes = 0;
    f->minutes = field_text(form, STR("minutes"), STR("Minutes"), LIMIT_LINE, &f->problems);
    if (f->minutes.n && !str_int(f->minutes, 0, MINUTES_MOST, &minutes))
        problems_add(&f->problems, STR("minutes"), STR("Minutes must be a whole number from 0 to 600, like 20"));
    f->minutes_taken = (int)minutes;
}

static void read_day_and_time(struct ctx *c, struct contact_form *f, const struct form *form)
{
    struct problems *p = &f->problems;
    struct date today = clock_today(c->clock);
    struct instant now = clock_now(c->clock);
    f->day = field_date(form, STR("day"), STR("Day of the contact"), p);
    f->time = field_text(form, STR("time"), STR("Time"), LIMIT_LINE, p);
    struct date day = date_is_set(f->day.date) ? f->day.date : today;
    int hour = 0, minute = 0;
    f->happened_at = now;
    if (f->time.n && !contact_time(f->time, &hour, &minute))
        problems_add(p, STR("time"), STR("Enter a time, like 2:30pm or 14:30"));
    else if (f->time.n)
        f->happened_at = instant_from_local(day, hour, minute);
    else if (!date_eq(day, today))
        problems_add(p, STR("time"), STR("Enter about what time it was, like 2:30pm"));
    if (date_before(today, day))
        problems_add(p, STR("day"), STR("Day of the contact must be today or in the past"));
    else if (date_days_between(day, today) > YEARS_BACK * DAYS_A_YEAR)
        problems_add(p, STR("day"), STR("Day of the contact must be within the last year"));
    else if (f->happened_at.v > now.v)
        problems_add(p, STR("time"), STR("Time must not be in the future"));
}

static void read_how(struct ctx *c, struct contact_form *f, const struct form *form)
{
    struct str direction = form_get(form, STR("direction"));
    if (form_get(form, STR("mode")).n)
        f->mode =
            (enum contact_mode)choice_of(f, form, STR("mode"), &contact_modes, STR("Choose how it happened"));
    f->incoming = str_eq(direction, STR("in"));
    if (direction.n && !f->incoming && !str_eq(direction, STR("out")))
        problems_add(&f->problems, STR("direction"), STR("Choose who got in touch"));
    read_day_and_time(c, f, form);
    read_minutes(f, form);
    f->explained = field_ticked(form, STR("explained"));
}

/* Without JavaScript the fields of every answer are there. What is typed under one that wasn't chosen could be
 * what was meant, so the form asks. */
static void read_name(struct contact_form *f, const struct form *form, enum contact_with with, struct str name)
{
    struct problems *p = &f->problems;
    f->names[with] = field_text(form, name, STR("Name"), LIMIT_NAME, p);
    if (f->names[with].n && f->with && f->with != with)
        problems_add(p, STR("with"),
            str_printf(p->arena, "Choose “%.*s”, or clear the name that is typed there",
                STR_ARG(vocabulary_label(&contact_withs, (int)with))));
}

static void read_with(struct ctx *c, struct contact_form *f, const struct form *form, const struct person *p)
{
    f->with = (enum contact_with)choice_of(f, form, STR("with"), &contact_withs, STR("Choose who it was with"));
    read_name(f, form, CONTACT_WITH_CARER, STR("carer_name"));
    read_name(f, form, CONTACT_WITH_PROFESSIONAL, STR("professional_name"));
    read_name(f, form, CONTACT_WITH_SOMEONE_ELSE, STR("someone_name"));
    bool after = p->died_known && date_is_set(p->died) && date_before(p->died, instant_date(f->happened_at));
    if (f->with == CONTACT_WITH_PERSON && after)
        problems_add(&f->problems, STR("with"),
            str_printf(
                c->arena, "%.*s had died by then. Choose who it was with", STR_ARG(person_called(c->arena, p))));
}

/* A task that isn't open any more was finished by a colleague meanwhile, which is what was wanted. */
static void read_finishes(struct ctx *c, struct contact_form *f, const struct form *form)
{
    struct form_values keys = form_all(c->arena, form, STR("finishes"));
    for (size_t i = 0; i < keys.n; i++) {
        struct uuid key;
        if (!uuid_from_text(keys.items[i], &key)) {
            problems_add(&f->problems, STR("finishes"), STR("Choose from the tasks that are listed"));
            continue;
        }
        for (size_t k = 0; k < f->open.n; k++)
            if (uuid_eq(key, f->open.items[k].key)) f->finishes[k] = true;
    }
}

static bool date_is_typed(const struct field_date *d)
{
    return d->day.n || d->month.n || d->year.n;
}

static void read_next_date(struct contact_form *f, struct date today)
{
    if (!date_is_typed(&f->next_on))
        problems_add(&f->problems, STR("next_on"), STR("Enter the date of the next contact"));
    if (!date_is_set(f->next_on.date)) return;
    if (date_before(f->next_on.date, today))
        problems_add(&f->problems, STR("next_on"), STR("Date of the next contact must be today or in the future"));
    if (date_days_between(today, f->next_on.date) > YEARS_AHEAD * DAYS_A_YEAR)
        problems_add(&f->problems, STR("next_on"), STR("Date of the next contact must be within 2 years"));
    f->next_due = f->next_on.date;
}

static void read_next(struct ctx *c, struct contact_form *f, const struct form *form)
{
    struct date today = clock_today(c->clock);
    f->next = (enum contact_next)choice_of(
        f, form, STR("next"), &contact_nexts, STR("Choose when the next contact is, or that none is needed"));
    f->next_on = field_date(form, STR("next_on"), STR("Date of the next contact"), &f->problems);
    if (date_is_typed(&f->next_on) && f->next && f->next != NEXT_DATE)
        problems_add(
            &f->problems, STR("next"), STR("Choose “Choose a date”, or clear the date that is typed there"));
    if (f->next == NEXT_TOMORROW) f->next_due = date_add_days(today, 1);
    if (f->next == NEXT_WEEK) f->next_due = date_add_days(today, DAYS_A_WEEK);
    if (f->next == NEXT_DATE) read_next_date(f, today);
    f->next_title = field_text(form, STR("next_title"), STR("What for"), LIMIT_LINE, &f->problems);
    f->next_first = field_ticked(form, STR("next_first"));
    if (f->next == NEXT_NONE && (f->next_title.n || f->next_first))
        problems_add(&f->problems, STR("next"),
            f->next_title.n ? STR("Choose when you will do what you promised") :
                              STR("Choose when it must be done"));
}

/* We tried and didn't reach them. */
static bool tried(const struct contact_form *f)
{
    return !f->incoming && (f->outcome == CONTACT_NO_ANSWER || f->outcome == CONTACT_LEFT_MESSAGE);
}

/* What was only tried isn't finished: it needs its next day, or stays open. */
static void check_finished(struct contact_form *f)
{
    if (!tried(f) || f->next != NEXT_NONE) return;
    for (size_t i = 0; i < f->open.n; i++)
        if (f->finishes[i])
            problems_add(
                &f->problems, STR("next"), STR("Choose when to try again, or untick what this did not finish"));
}

struct contact_form contact_form_read(
    struct ctx *c, const struct form *form, const struct person *p, struct task_list open, bool closes_only)
{
    struct contact_form f = empty_form(c, open);
    if (!uuid_from_text(form_get(form, STR("nonce")), &f.nonce) || !uuid_is_set(f.nonce)) {
        f.nonce = uuid_new(c->clock);
        problems_add(&f.problems, STR_NONE, STR("This form was not complete. Check it and save again"));
    }
    f.from_my_day = str_eq(form_get(form, STR("from")), STR("my-day"));
    if (!uuid_from_text(form_get(form, STR("then")), &f.then)) f.then = (struct uuid){0};
    read_how(c, &f, form);
    f.outcome =
        (enum contact_outcome)choice_of(&f, form, STR("outcome"), &contact_outcomes, STR("Choose what happened"));
    read_with(c, &f, form, p);
    f.note = field_note(form, STR("note"), STR("Note"), LIMIT_NOTE, &f.problems);
    read_finishes(c, &f, form);
    read_next(c, &f, form);
    if (closes_only && date_is_set(f.next_due)) problems_add(&f.problems, STR("next"), CONTACT_CLOSES_ONLY);
    if (p->died_known && date_is_set(f.next_due)) problems_add(&f.problems, STR("next"), CONTACT_DIED);
    check_finished(&f);
    return f;
}

/* ---- saving ---- */

/* The task that an attempt was about: the first that it finishes. */
static const struct task *attempted(const struct contact_form *f)
{
    for (size_t i = 0; tried(f) && i < f->open.n; i++)
        if (f->finishes[i]) return &f->open.items[i];
    return NULL;
}

/* Trying again keeps what it was about, and how much it matters: it is put off, not done. */
static struct task next_task(struct ctx *c, const struct contact_form *f, const struct person *p)
{
    const struct task *again = attempted(f);
    struct task t = {.person = p->id,
        .owner = c->actor->account,
        .due = f->next_due,
        .promised_on = clock_today(c->clock),
        .title = f->next_title,
        .kind = TASK_CONTACT};
    if (t.title.n) {
        t.kind = TASK_PROMISE;
    } else if (again) {
        t.kind = again->kind;
        t.title = again->title;
        t.promised_on = again->promised_on;
    } else {
        t.title = tried(f) ? STR("Try again: no answer last time") : STR("Next contact");
    }
    if (f->next_first) t.kind = TASK_ACT_FIRST;
    return t;
}

struct contact_saving contact_form_saving(struct ctx *c, const struct contact_form *f, const struct person *p)
{
    MUST(!f->problems.n);
    struct contact_saving s = {.nonce = f->nonce, .next = next_task(c, f, p)};
    s.contact = (struct contact){.person = p->id,
        .happened_at = f->happened_at,
        .outcome = f->outcome,
        .mode = f->mode ? f->mode : contact_usual_mode(f->outcome),
        .with = f->with,
        .incoming = f->incoming,
        .with_name = f->names[f->with],
        .note = f->note,
        .minutes = f->minutes_taken,
        .explained = f->explained,
        .struck_at = INSTANT_NONE};
    s.finishes.items = ARENA_ARRAY(c->arena, struct task, f->open.n);
    for (size_t i = 0; i < f->open.n; i++)
        if (f->finishes[i]) s.finishes.items[s.finishes.n++] = f->open.items[i];
    return s;
}
