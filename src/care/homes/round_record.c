/* One round recorded for many residents: a form with a line each, a contact for each who was seen. */
#include "base/limits.h"
#include "base/utf8.h"
#include "care/consent/consent.h"
#include "care/contacts/contact.h"
#include "care/homes/homes_pages.h"
#include "care/homes/pages/round.tmpl.h"

enum { NOTE_MOST = 500, TITLE_MOST = 150, ROUND_HOUR = 12, LINE_FIELDS = 4, OTHER_FIELDS = 10 };
_Static_assert(RESIDENTS_MOST *LINE_FIELDS + OTHER_FIELDS <= LIMIT_FORM_FIELDS, "a home fits a form");

static const struct term WHAT_TERMS[] = {
    {STR_INIT("seen"), STR_INIT("Seen")}, {STR_INIT("discussed"), STR_INIT("Talked about with the staff")}};
static const struct vocabulary WHATS = {WHAT_TERMS, COUNT_OF(WHAT_TERMS)};
enum what { WHAT_NOT, WHAT_SEEN, WHAT_DISCUSSED };

static const struct term HOW_TERMS[] = {{STR_INIT("home"), STR_INIT("At the home")},
    {STR_INIT("video"), STR_INIT("By video")}, {STR_INIT("telephone"), STR_INIT("By telephone")}};
static const struct vocabulary HOWS = {HOW_TERMS, COUNT_OF(HOW_TERMS)};
static const struct {
    enum contact_outcome outcome;
    enum contact_mode mode;
} HOW_CONTACTS[] = {{CONTACT_VISIT, CONTACT_BY_CARE_HOME_VISIT}, {CONTACT_SPOKE, CONTACT_BY_VIDEO},
    {CONTACT_SPOKE, CONTACT_BY_TELEPHONE}};

static const struct term NEXT_TERMS[] = {{STR_INIT("tomorrow"), STR_INIT("Tomorrow")},
    {STR_INIT("round"), STR_INIT("Next round")}, {STR_INIT("month"), STR_INIT("In 4 weeks")},
    {STR_INIT("quarter"), STR_INIT("In 3 months")}};
static const struct vocabulary NEXTS = {NEXT_TERMS, COUNT_OF(NEXT_TERMS)};
enum next { NEXT_NOTHING, NEXT_TOMORROW, NEXT_ROUND, NEXT_MONTH, NEXT_QUARTER };

struct round_line {
    struct resident *resident;
    int what, next;
    int64_t shown;   /* the version of the stay that the form showed */
    struct str note; /* as typed */
};
struct rounding {
    struct care_home home;
    struct on_round_list on;
    struct round_line *lines; /* as in on */
    struct problems problems;
    struct uuid nonce;
    struct field_date held_on;
    int how;
    struct str lead, all; /* all: the line of whoever has none of their own */
    size_t seen;
    const struct resident *refused; /* set by the action: they refused a record */
};

static enum err load(struct ctx *c, const struct request *r, struct rounding *k)
{
    struct residents all;
    *k = (struct rounding){.problems = {.arena = c->arena}, .how = 1};
    enum err err = care_home_read(c, request_id(r, 0), &k->home);
    if (!err) err = residents_read(c, k->home.id, false, &all);
    if (err) return err;
    k->on = residents_on_round(c->arena, all, clock_today(c->clock));
    k->lines = ARENA_ARRAY(c->arena, struct round_line, k->on.n + 1);
    for (size_t i = 0; i < k->on.n; i++) k->lines[i] = (struct round_line){.resident = k->on.items[i].resident};
    k->nonce = uuid_new(c->clock);
    k->lead = k->home.lead;
    struct date_parts today = date_parts(clock_today(c->clock));
    k->held_on = (struct field_date){.day = str_printf(c->arena, "%d", today.day),
        .month = str_printf(c->arena, "%d", today.month),
        .year = str_printf(c->arena, "%d", today.year),
        .date = clock_today(c->clock)};
    return ERR_NONE;
}

/* ---- the form as it was sent ---- */

static struct str field_of(struct arena *a, const char *name, const struct resident *r)
{
    return str_printf(a, "%s-%.*s", name, STR_ARG(uuid_text(a, r->stay)));
}

static int choice(const struct form *form, struct str name, const struct vocabulary *list)
{
    int value;
    return vocabulary_find(list, form_get(form, name), &value) ? value : 0;
}

static void read_line(struct ctx *c, const struct form *form, struct rounding *k, struct round_line *l)
{
    struct arena *a = c->arena;
    struct str what = field_of(a, "what", l->resident), note = field_of(a, "note", l->resident),
               name = person_full_name(a, &l->resident->person);
    l->what = choice(form, what, &WHATS);
    l->next = choice(form, field_of(a, "next", l->resident), &NEXTS);
    if (!str_int(form_get(form, field_of(a, "shown", l->resident)), 1, INT64_MAX, &l->shown)) l->shown = 0;
    l->note = field_note(form, note, str_printf(a, "The line about %.*s", STR_ARG(name)), NOTE_MOST, &k->problems);
    if (!l->what && (l->note.n || l->next))
        problems_add(
            &k->problems, what, str_printf(a, "Say whether %.*s was seen or talked about", STR_ARG(name)));
    if (l->what && !l->note.n && !k->all.n)
        problems_add(&k->problems, note, str_printf(a, "Write a line about %.*s", STR_ARG(name)));
    k->seen += l->what != WHAT_NOT;
}

/* Whoever left the home, or out of sight, while the form was open: what was written about them isn't dropped. */
static void keep_strays(struct ctx *c, const struct form *form, struct rounding *k)
{
    for (size_t i = 0; i < form->fields.n; i++) {
        const struct form_field *f = &form->fields.items[i];
        bool known = !str_starts(f->name, STR("note-")) || !str_trim(f->value).n;
        for (size_t l = 0; !known && l < k->on.n; l++)
            known = str_eq(f->name, field_of(c->arena, "note", k->lines[l].resident));
        if (known) continue;
        problems_add(&k->problems, STR_NONE,
            str_printf(c->arena,
                "Somebody is not in this home any more. You wrote about them: “%.*s”. Record it in their own "
                "record, then save the round",
                STR_ARG(utf8_shorten(c->arena, f->value, NOTE_MOST))));
    }
}

static void read_form(struct ctx *c, const struct form *form, struct rounding *k)
{
    struct problems *p = &k->problems;
    struct date today = clock_today(c->clock);
    if (!uuid_from_text(form_get(form, STR("nonce")), &k->nonce) || !uuid_is_set(k->nonce))
        k->nonce = uuid_new(c->clock);
    k->held_on = field_date(form, STR("held_on"), STR("Day of the round"), p);
    if (!date_is_set(k->held_on.date)) problems_add(p, STR("held_on"), STR("Enter the day of the round"));
    if (date_is_set(k->held_on.date) && date_before(today, k->held_on.date))
        problems_add(p, STR("held_on"), STR("The day of the round must be today or in the past"));
    k->how = choice(form, STR("how"), &HOWS);
    if (!k->how) problems_add(p, STR("how"), STR("Choose how the round was held"));
    k->lead = field_text(form, STR("lead"), STR("Who led the round"), LIMIT_LINE, p);
    if (!k->lead.n) problems_add(p, STR("lead"), STR("Enter who led the round"));
    k->all = field_note(form, STR("rest"), STR("The line for everybody else"), NOTE_MOST, p);
    for (size_t i = 0; i < k->on.n; i++) read_line(c, form, k, &k->lines[i]);
    keep_strays(c, form, k);
    if (!k->seen && !p->n)
        problems_add(p, STR_NONE, STR("Choose at least one resident who was seen or talked about"));
}

/* ---- drawing it ---- */

static struct select_field select_of(struct arena *a, struct str name, struct str label, const char *none,
    const struct vocabulary *list, int chosen)
{
    struct select_field s = {.name = name, .label = label, .hidden_label = true};
    s.items = options_of(a, list, none, vocabulary_code(list, chosen));
    return s;
}

static struct round_row row_of(struct ctx *c, const struct rounding *k, const struct round_line *l, size_t at)
{
    struct arena *a = c->arena;
    const struct resident *r = l->resident;
    struct str name = person_full_name(a, &r->person);
    struct str why = k->on.items[at].why, ask = resident_asks(a, r);
    struct str what = field_of(a, "what", r), note = field_of(a, "note", r);
    struct round_row row = {.name = resident_called(a, r),
        .quiet = resident_quiet(a, r, clock_today(c->clock)),
        .ask = str_join(a, (const struct str[]){why, ask}, 2, STR(". ")),
        .shown_name = field_of(a, "shown", r),
        .shown = str_printf(a, "%lld", (long long)r->stay_version),
        .href = person_url(a, &r->person, "")};
    row.what = select_of(
        a, what, str_printf(a, "What happened with %.*s", STR_ARG(name)), "Not this time", &WHATS, l->what);
    row.what.error = problems_at(&k->problems, what);
    row.next = select_of(a, field_of(a, "next", r), str_printf(a, "When to see %.*s again", STR_ARG(name)),
        "Nothing more", &NEXTS, l->next);
    row.note = (struct textarea){.name = note,
        .label = str_printf(a, "Line about %.*s", STR_ARG(name)),
        .hidden_label = true,
        .rows = 1,
        .value = l->note,
        .error = problems_at(&k->problems, note)};
    return row;
}

static void draw_top(struct ctx *c, const struct rounding *k, struct round_view *v)
{
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){str_printf(c->arena, "Record a round, %.*s", STR_ARG(k->home.name)),
        STR("Each resident who was seen or talked about gets a contact in their own record")};
    v->nonce = uuid_text(c->arena, k->nonce);
    v->action = care_home_url(c->arena, k->home.key, "/round");
    v->cancel = care_home_url(c->arena, k->home.key, "");
    v->held_on = (struct date_input){.name = STR("held_on"),
        .legend = STR("Day of the round"),
        .legend_size = SIZE_S,
        .day = k->held_on.day,
        .month = k->held_on.month,
        .year = k->held_on.year,
        .error = problems_at(&k->problems, STR("held_on"))};
    v->lead = (struct input){.name = STR("lead"),
        .label = STR("Who led it"),
        .label_size = SIZE_S,
        .value = k->lead,
        .error = problems_at(&k->problems, STR("lead"))};
    v->how = (struct radios){.name = STR("how"),
        .legend = STR("How"),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(&k->problems, STR("how"))};
    v->how.items = choices_of(c->arena, &HOWS, vocabulary_code(&HOWS, k->how));
    v->all = (struct textarea){.name = STR("rest"),
        .label = STR("For whoever was seen and has no line of their own"),
        .label_size = SIZE_S,
        .rows = 1,
        .value = k->all,
        .error = problems_at(&k->problems, STR("rest"))};
}

static struct reply round_page(struct ctx *c, const struct request *r, const struct rounding *k, int status)
{
    struct round_view *v = ARENA_NEW(c->arena, struct round_view);
    draw_top(c, k, v);
    v->rows.items = ARENA_ARRAY(c->arena, struct round_row, k->on.n + 1);
    for (size_t i = 0; i < k->on.n; i++) v->rows.items[v->rows.n++] = row_of(c, k, &k->lines[i], i);
    struct page page = {.title = STR("Record a round of a care home"),
        .has_problems = k->problems.n != 0,
        .main = round_record_slot(v)};
    return shell_page(c, r, status, SECTION_CARE_HOMES, &page);
}

struct reply round_get(struct ctx *c, const struct request *r)
{
    struct rounding *k = ARENA_NEW(c->arena, struct rounding);
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    if (r->held) read_form(c, &r->form, k);
    return round_page(c, r, k, 200);
}

/* ---- saving ---- */

static struct date next_day(struct ctx *c, const struct rounding *k, int next)
{
    struct date today = clock_today(c->clock), round = care_home_next_round(k->home.round_day, today);
    switch ((enum next)next) {
    case NEXT_TOMORROW: return date_add_days(today, 1);
    case NEXT_ROUND: return date_is_set(round) ? round : date_add_days(today, 7);
    case NEXT_MONTH: return date_add_days(today, 28);
    case NEXT_QUARTER: return date_add_days(today, 91);
    case NEXT_NOTHING: break;
    }
    return DATE_NONE;
}

/* A task is one line: the first of the note. */
static struct str next_title(struct arena *a, struct str note)
{
    struct str first = str_cut(&note, '\n');
    return str_printf(a, "Care home: %.*s", STR_ARG(utf8_shorten(a, first, TITLE_MOST)));
}

static struct contact_saving saving_of(struct ctx *c, const struct rounding *k, const struct round_line *l)
{
    struct date today = clock_today(c->clock), day = k->held_on.date;
    struct str note = l->note.n ? l->note : k->all;
    struct contact_saving s = {.nonce = k->nonce};
    s.contact = (struct contact){.person = l->resident->person.id,
        .happened_at = date_eq(day, today) ? clock_now(c->clock) : instant_from_local(day, ROUND_HOUR, 0),
        .outcome = HOW_CONTACTS[k->how - 1].outcome,
        .mode = HOW_CONTACTS[k->how - 1].mode,
        .with = l->what == WHAT_SEEN ? CONTACT_WITH_PERSON : CONTACT_WITH_PROFESSIONAL,
        .with_name = l->what == WHAT_SEEN ? STR_NONE : k->home.name,
        .note = str_printf(c->arena, "Round with %.*s: %.*s", STR_ARG(k->lead), STR_ARG(note)),
        .struck_at = INSTANT_NONE};
    s.next.due = next_day(c, k, l->next);
    if (!date_is_set(s.next.due)) return s;
    s.next = (struct task){.person = l->resident->person.id,
        .owner = c->actor->account,
        .due = s.next.due,
        .promised_on = today,
        .title = next_title(c->arena, note),
        .kind = TASK_CONTACT};
    return s;
}

static enum err save(struct ctx *c, void *arg)
{
    struct rounding *k = arg;
    enum err err = care_home_round_held(c, k->home.id, k->nonce, k->held_on.date, k->lead);
    for (size_t i = 0; !err && i < k->on.n; i++) {
        if (!k->lines[i].what) continue;
        struct contact_saving s = saving_of(c, k, &k->lines[i]);
        err = contact_save(c, &s);
        if (err == ERR_REFUSED) k->refused = k->lines[i].resident;
        if (!err) err = care_home_asked_done(c, k->lines[i].resident, k->lines[i].shown, k->held_on.date);
    }
    return err;
}

static struct reply after_saving(struct ctx *c, const struct rounding *k)
{
    return reply_see_other(
        url_with_query(c->arena, care_home_url(c->arena, k->home.key, ""), "done", STR("round")));
}

/* The key was used: the same form sent twice is fine; one that says something else since is shown again. */
static struct reply saved_before(struct ctx *c, const struct request *r, struct rounding *k)
{
    bool same = true;
    for (size_t i = 0; same && i < k->on.n; i++) {
        if (!k->lines[i].what) continue;
        struct contact_saving s = saving_of(c, k, &k->lines[i]);
        const struct contact_sent sent = {&s.contact, k->nonce, false, s.next.title, s.next.due, false};
        enum err err = contact_is_resent(c, &sent, &same);
        if (err) return shell_failure(c, err);
    }
    if (same) return after_saving(c, k);
    k->nonce = uuid_new(c->clock);
    problems_add(&k->problems, STR_NONE,
        STR("This round was saved before and the form has changed since. Leave only what is new, and save again"));
    return round_page(c, r, k, 409);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct rounding *k = arg;
    if (result == ERR_EXISTS) return saved_before(c, r, k);
    if (result == ERR_REFUSED && k->refused) {
        struct str name = person_full_name(c->arena, &k->refused->person);
        problems_add(&k->problems, field_of(c->arena, "next", k->refused),
            str_printf(
                c->arena, "%.*s refused a co-ordination record: choose “Nothing more” for them", STR_ARG(name)));
        return round_page(c, r, k, 422);
    }
    if (result == ERR_CONFLICT) {
        problems_add(&k->problems, STR_NONE,
            STR("A colleague changed something about one of them while you typed. Nothing is saved yet: save "
                "again"));
        return round_page(c, r, k, 409);
    }
    return result ? shell_failure(c, result) : after_saving(c, k);
}

struct reply round_post(struct ctx *c, const struct request *r)
{
    struct rounding *k = ARENA_NEW(c->arena, struct rounding);
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    read_form(c, &r->form, k);
    return k->problems.n ? round_page(c, r, k, 422) : reply_write(save, saved, k);
}
